DROP SEQUENCE journal_position;
DROP TABLE meta;
