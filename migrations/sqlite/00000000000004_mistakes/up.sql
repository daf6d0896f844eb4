-- A command that waits for a second person; its body is erased once it is settled.
CREATE TABLE approvals (
    id         TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    track_id   TEXT NOT NULL REFERENCES tracks (id),
    machine    TEXT NOT NULL,
    action     TEXT NOT NULL,
    expected   INTEGER NOT NULL,
    body       TEXT,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    second_office_id TEXT NOT NULL REFERENCES offices (id),
    asked_at   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state      TEXT NOT NULL,
    settled_by TEXT REFERENCES accounts (id),
    settled_at INTEGER
) STRICT;
CREATE INDEX approvals_office ON approvals (second_office_id, state, asked_at);

-- What a record said before it was amended; those of sealed parties stay among the sealed.
CREATE TABLE former_records (
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    version     INTEGER NOT NULL,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    record      TEXT CHECK (json_valid(record)) NOT NULL,
    replaced_at INTEGER NOT NULL,
    CONSTRAINT former_records_key PRIMARY KEY (kind, id, version)
) STRICT;
CREATE INDEX former_records_case ON former_records (case_id);

CREATE TABLE former_sealed_parties (
    party_id    TEXT NOT NULL REFERENCES parties (id),
    version     INTEGER NOT NULL,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    record      TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    CONSTRAINT former_sealed_parties_key PRIMARY KEY (party_id, version)
) STRICT;
