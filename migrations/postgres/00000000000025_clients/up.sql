-- Systems of offices: accounts that nobody signs in with, which act by secrets.
CREATE TABLE clients (
    account_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    office_id  uuid NOT NULL REFERENCES offices (id),
    made_at    bigint NOT NULL
);
CREATE INDEX clients_office ON clients (office_id);

-- By what a system gets its tokens; the secret itself is shown once and kept as its keyed hash only.
CREATE TABLE client_secrets (
    id         uuid NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES clients (account_id),
    hash       bytea NOT NULL UNIQUE,
    -- Codes between spaces.
    scopes     text NOT NULL,
    made_at    bigint NOT NULL,
    ends_at    bigint NOT NULL,
    -- The day of its last token, at the office.
    used_on    date,
    -- Ended before its time.
    ended_at   bigint
);
CREATE INDEX client_secrets_account ON client_secrets (account_id);

-- Who an account is at an outside issuer of tokens. What was unlinked is gone.
CREATE TABLE account_identities (
    id         uuid NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    -- The office that its tokens act for.
    office_id  uuid NOT NULL REFERENCES offices (id),
    issuer     text NOT NULL,
    subject    text NOT NULL,
    made_at    bigint NOT NULL,
    UNIQUE (issuer, subject)
);
CREATE INDEX account_identities_account ON account_identities (account_id);
