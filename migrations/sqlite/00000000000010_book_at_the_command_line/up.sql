-- A change of the law book at the command line names nobody: who works there is no account.
CREATE TABLE law_changes_now (
    id          TEXT NOT NULL PRIMARY KEY,
    -- Its place among all, from 1; the book's version names it.
    place       INTEGER NOT NULL,
    content     TEXT CHECK (json_valid(content)) NOT NULL,
    reason      TEXT NOT NULL,
    account_id  TEXT REFERENCES accounts (id),
    by_office   TEXT REFERENCES offices (id),
    recorded_at INTEGER NOT NULL,
    cases       INTEGER NOT NULL,
    terms       INTEGER NOT NULL,
    -- When every running term was counted; empty while that goes on.
    counted_at  INTEGER,
    CONSTRAINT law_changes_place UNIQUE (place)
) STRICT;
INSERT INTO law_changes_now SELECT * FROM law_changes;
DROP TABLE law_changes;
ALTER TABLE law_changes_now RENAME TO law_changes;
