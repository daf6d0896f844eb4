ALTER TABLE papers DROP COLUMN addressee;
ALTER TABLE papers DROP COLUMN enclosures;
ALTER TABLE papers DROP COLUMN classification;
DROP TABLE outside_references;
DROP TABLE files;
