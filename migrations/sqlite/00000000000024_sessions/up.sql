-- What one sign-in began. Its access tokens name it; where it stands here no more, they stop.
CREATE TABLE sessions (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    began_at   INTEGER NOT NULL,
    -- The sign-in or the last renewal.
    used_at    INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_account ON sessions (account_id);

-- The secrets that renew a session, each once, as keyed hashes.
CREATE TABLE refresh_tokens (
    hash       BLOB NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    made_at    INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- The second factor of an account: codes by time, from a sealed secret.
CREATE TABLE second_factors (
    account_id   TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    sealed       BLOB NOT NULL,
    made_at      INTEGER NOT NULL,
    -- Asked for at sign-in from then on.
    confirmed_at INTEGER,
    -- The newest step whose code was used.
    last_step    INTEGER NOT NULL
) STRICT;

-- Codes for who lost the second factor, each once, as keyed hashes.
CREATE TABLE recovery_codes (
    hash       BLOB NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    used_at    INTEGER
) STRICT;
CREATE INDEX recovery_codes_account ON recovery_codes (account_id);

-- Tries that did not succeed; the bucket is a keyed hash of whom and from where.
CREATE TABLE sign_in_tries (
    bucket  BLOB NOT NULL PRIMARY KEY,
    tries   INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    free_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_tries_last ON sign_in_tries (last_at);
