-- Append-only but for how far the counting of running terms has come: who added which rows to the law book, and why.
CREATE TABLE law_changes (
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
