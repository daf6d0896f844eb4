-- How somebody gets into an account: a secret that is shown once and kept as its keyed hash only.
CREATE TABLE account_invitations (
    account_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    hash       bytea NOT NULL UNIQUE,
    made_at    bigint NOT NULL,
    ends_at    bigint NOT NULL
);
