-- What was sealed cannot be read without the master key: it is lost.
DROP TABLE unsealings;
DROP TABLE sealed_keys;
DROP TABLE former_sealed_parties;
DROP TABLE sealed_parties;
CREATE TABLE sealed_parties (
    party_id   TEXT NOT NULL PRIMARY KEY REFERENCES parties (id),
    case_id    TEXT NOT NULL REFERENCES cases (id),
    record     TEXT CHECK (json_valid(record)) NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sealed_parties_case ON sealed_parties (case_id);
CREATE TABLE former_sealed_parties (
    party_id    TEXT NOT NULL REFERENCES parties (id),
    version     INTEGER NOT NULL,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    record      TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    CONSTRAINT former_sealed_parties_key PRIMARY KEY (party_id, version)
) STRICT;
INSERT INTO sealed_parties
    SELECT party_id, case_id, record, created_at FROM unsealed_records WHERE replaced_at IS NULL;
INSERT INTO former_sealed_parties
    SELECT party_id, version, case_id, record, replaced_at FROM unsealed_records WHERE replaced_at IS NOT NULL;
DROP TABLE unsealed_records;
