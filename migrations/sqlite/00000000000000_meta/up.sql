-- What the installation knows about itself, and the journal's position counter.
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The single writer steps this row inside each transaction that writes the journal,
-- so positions are dense and in the order of commits.
INSERT INTO meta (key, value) VALUES ('journal_position', '0');
