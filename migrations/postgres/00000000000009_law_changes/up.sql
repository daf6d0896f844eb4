-- Append-only but for how far the counting of running terms has come: who added which rows to the law book, and why.
CREATE TABLE law_changes (
    id          uuid NOT NULL PRIMARY KEY,
    -- Its place among all, from 1; the book's version names it.
    place       bigint NOT NULL,
    content     text CHECK (content IS NULL OR content::json IS NOT NULL) NOT NULL,
    reason      text NOT NULL,
    account_id  uuid NOT NULL REFERENCES accounts (id),
    by_office   uuid NOT NULL REFERENCES offices (id),
    recorded_at bigint NOT NULL,
    cases       bigint NOT NULL,
    terms       bigint NOT NULL,
    -- When every running term was counted; empty while that goes on.
    counted_at  bigint,
    CONSTRAINT law_changes_place UNIQUE (place)
);
