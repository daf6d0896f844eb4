-- Sealed records as they were stored before they were encrypted. The program seals them at its next start and leaves
-- the table empty; it has to be the program, for the master key is not in the database.
CREATE TABLE unsealed_records (
    party_id    TEXT NOT NULL REFERENCES parties (id),
    version     INTEGER NOT NULL,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    record      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    -- Of a record that was amended since.
    replaced_at INTEGER,
    CONSTRAINT unsealed_records_key PRIMARY KEY (party_id, version)
) STRICT;
INSERT INTO unsealed_records
    SELECT s.party_id, p.version, s.case_id, s.record, s.created_at, NULL
    FROM sealed_parties s JOIN parties p ON p.id = s.party_id;
INSERT INTO unsealed_records
    SELECT f.party_id, f.version, f.case_id, f.record, f.replaced_at, f.replaced_at FROM former_sealed_parties f;
DROP TABLE former_sealed_parties;
DROP TABLE sealed_parties;

-- Reporters, early informants and who represents them: padded, encrypted by a key of each person.
CREATE TABLE sealed_parties (
    party_id   TEXT NOT NULL PRIMARY KEY REFERENCES parties (id),
    case_id    TEXT NOT NULL REFERENCES cases (id),
    sealed     BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sealed_parties_case ON sealed_parties (case_id);

-- What they said before they were amended.
CREATE TABLE former_sealed_parties (
    party_id    TEXT NOT NULL REFERENCES parties (id),
    version     INTEGER NOT NULL,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    sealed      BLOB NOT NULL,
    replaced_at INTEGER NOT NULL,
    CONSTRAINT former_sealed_parties_key PRIMARY KEY (party_id, version)
) STRICT;
CREATE INDEX former_sealed_parties_case ON former_sealed_parties (case_id);

-- The key of each sealed person, wrapped by the master key of that name. Without its row nobody opens the records.
CREATE TABLE sealed_keys (
    party_id   TEXT NOT NULL PRIMARY KEY REFERENCES parties (id),
    kid        TEXT NOT NULL,
    wrapped    BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Who asked to read the sealed identities of a case, who agreed, and for how long.
CREATE TABLE unsealings (
    id          TEXT NOT NULL PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    -- Through which track the asker's office sees it.
    track_id    TEXT NOT NULL REFERENCES tracks (id),
    account_id  TEXT NOT NULL REFERENCES accounts (id),
    office_id   TEXT NOT NULL REFERENCES offices (id),
    ground      TEXT NOT NULL,
    -- The purpose in words, which may name somebody: padded, sealed by the master key of that name.
    kid         TEXT NOT NULL,
    purpose     BLOB NOT NULL,
    asked_at    INTEGER NOT NULL,
    -- Until when it can be confirmed; once it is, until when it lasts.
    expires_at  INTEGER NOT NULL,
    state       TEXT NOT NULL,
    -- The second person.
    settled_by  TEXT REFERENCES accounts (id),
    settled_at  INTEGER,
    ended_by    TEXT REFERENCES accounts (id),
    ended_at    INTEGER,
    views       INTEGER NOT NULL
) STRICT;
CREATE INDEX unsealings_case ON unsealings (case_id, asked_at);
