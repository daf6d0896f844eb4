-- How somebody gets into an account: a secret that is shown once and kept as its keyed hash only.
CREATE TABLE account_invitations (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    hash       BLOB NOT NULL UNIQUE,
    made_at    INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL
) STRICT;
