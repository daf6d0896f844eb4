-- What the installation knows about itself, and the journal's position counter.
CREATE TABLE meta (
    key   text NOT NULL PRIMARY KEY,
    value text NOT NULL
);

-- Unique, but neither dense nor in the order of commits: journal rows therefore
-- also carry the transaction's number, and readers stop below the oldest running one.
CREATE SEQUENCE journal_position AS bigint;
