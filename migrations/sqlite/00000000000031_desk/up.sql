-- Calendar feeds of accounts. The secret is shown once and kept as its keyed hash only; what was ended is gone.
CREATE TABLE calendar_feeds (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- The office that the account acts for.
    office_id  TEXT NOT NULL REFERENCES offices (id),
    hash       BLOB NOT NULL UNIQUE,
    made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX calendar_feeds_account ON calendar_feeds (account_id, office_id);

-- The open tracks of all machines, what is due first, first.
CREATE INDEX tracks_desk ON tracks (ended, next_due, id);
