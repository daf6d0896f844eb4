CREATE TABLE law_changes_before (
    id          TEXT NOT NULL PRIMARY KEY,
    -- Its place among all, from 1; the book's version names it.
    place       INTEGER NOT NULL,
    content     TEXT CHECK (json_valid(content)) NOT NULL,
    reason      TEXT NOT NULL,
    account_id  TEXT NOT NULL REFERENCES accounts (id),
    by_office   TEXT NOT NULL REFERENCES offices (id),
    recorded_at INTEGER NOT NULL,
    cases       INTEGER NOT NULL,
    terms       INTEGER NOT NULL,
    -- When every running term was counted; empty while that goes on.
    counted_at  INTEGER,
    CONSTRAINT law_changes_place UNIQUE (place)
) STRICT;
INSERT INTO law_changes_before SELECT * FROM law_changes WHERE account_id IS NOT NULL;
DROP TABLE law_changes;
ALTER TABLE law_changes_before RENAME TO law_changes;
