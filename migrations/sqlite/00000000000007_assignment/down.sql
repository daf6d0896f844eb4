DROP INDEX numbers_folded;
ALTER TABLE numbers DROP COLUMN folded;
DROP TABLE assignments;
