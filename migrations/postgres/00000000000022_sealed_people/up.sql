-- Sealed records as they were stored before they were encrypted. The program seals them at its next start and leaves
-- the table empty; it has to be the program, for the master key is not in the database.
CREATE TABLE unsealed_records (
    party_id    uuid NOT NULL REFERENCES parties (id),
    version     bigint NOT NULL,
    case_id     uuid NOT NULL REFERENCES cases (id),
    record      text NOT NULL,
    created_at  bigint NOT NULL,
    -- Of a record that was amended since.
    replaced_at bigint,
    CONSTRAINT unsealed_records_key PRIMARY KEY (party_id, version)
);
INSERT INTO unsealed_records
    SELECT s.party_id, p.version, s.case_id, s.record, s.created_at, NULL
    FROM sealed_parties s JOIN parties p ON p.id = s.party_id;
INSERT INTO unsealed_records
    SELECT f.party_id, f.version, f.case_id, f.record, f.replaced_at, f.replaced_at FROM former_sealed_parties f;
DROP TABLE former_sealed_parties;
DROP TABLE sealed_parties;

-- Reporters, early informants and who represents them: padded, encrypted by a key of each person.
CREATE TABLE sealed_parties (
    party_id   uuid NOT NULL PRIMARY KEY REFERENCES parties (id),
    case_id    uuid NOT NULL REFERENCES cases (id),
    sealed     bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX sealed_parties_case ON sealed_parties (case_id);

-- What they said before they were amended.
CREATE TABLE former_sealed_parties (
    party_id    uuid NOT NULL REFERENCES parties (id),
    version     bigint NOT NULL,
    case_id     uuid NOT NULL REFERENCES cases (id),
    sealed      bytea NOT NULL,
    replaced_at bigint NOT NULL,
    CONSTRAINT former_sealed_parties_key PRIMARY KEY (party_id, version)
);
CREATE INDEX former_sealed_parties_case ON former_sealed_parties (case_id);

-- The key of each sealed person, wrapped by the master key of that name. Without its row nobody opens the records.
CREATE TABLE sealed_keys (
    party_id   uuid NOT NULL PRIMARY KEY REFERENCES parties (id),
    kid        text NOT NULL,
    wrapped    bytea NOT NULL,
    created_at bigint NOT NULL
);

-- Who asked to read the sealed identities of a case, who agreed, and for how long.
CREATE TABLE unsealings (
    id          uuid NOT NULL PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES cases (id),
    -- Through which track the asker's office sees it.
    track_id    uuid NOT NULL REFERENCES tracks (id),
    account_id  uuid NOT NULL REFERENCES accounts (id),
    office_id   uuid NOT NULL REFERENCES offices (id),
    ground      text NOT NULL,
    -- The purpose in words, which may name somebody: padded, sealed by the master key of that name.
    kid         text NOT NULL,
    purpose     bytea NOT NULL,
    asked_at    bigint NOT NULL,
    -- Until when it can be confirmed; once it is, until when it lasts.
    expires_at  bigint NOT NULL,
    state       text NOT NULL,
    -- The second person.
    settled_by  uuid REFERENCES accounts (id),
    settled_at  bigint,
    ended_by    uuid REFERENCES accounts (id),
    ended_at    bigint,
    views       bigint NOT NULL
);
CREATE INDEX unsealings_case ON unsealings (case_id, asked_at);
