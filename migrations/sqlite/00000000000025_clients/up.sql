-- Systems of offices: accounts that nobody signs in with, which act by secrets.
CREATE TABLE clients (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX clients_office ON clients (office_id);

-- By what a system gets its tokens; the secret itself is shown once and kept as its keyed hash only.
CREATE TABLE client_secrets (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES clients (account_id),
    hash       BLOB NOT NULL UNIQUE,
    -- Codes between spaces.
    scopes     TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    -- The day of its last token, at the office.
    used_on    TEXT,
    -- Ended before its time.
    ended_at   INTEGER
) STRICT;
CREATE INDEX client_secrets_account ON client_secrets (account_id);

-- Who an account is at an outside issuer of tokens. What was unlinked is gone.
CREATE TABLE account_identities (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- The office that its tokens act for.
    office_id  TEXT NOT NULL REFERENCES offices (id),
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    UNIQUE (issuer, subject)
) STRICT;
CREATE INDEX account_identities_account ON account_identities (account_id);
