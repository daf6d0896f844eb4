-- Files of papers and of evidence: one row per attachment. The bytes lie in the files' folder under their
-- SHA-256, so equal bytes lie there once. The name may hold a personal value and is nowhere else.
CREATE TABLE files (
    id          TEXT NOT NULL PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    track_id    TEXT NOT NULL REFERENCES tracks (id),
    seq         INTEGER NOT NULL,
    paper_id    TEXT REFERENCES papers (id),
    evidence_id TEXT REFERENCES evidence (id),
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    size        INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    office_id   TEXT NOT NULL REFERENCES offices (id),
    created_at  INTEGER NOT NULL,
    CONSTRAINT files_belong_to_one CHECK ((paper_id IS NULL) <> (evidence_id IS NULL))
) STRICT;
CREATE INDEX files_paper ON files (paper_id);
CREATE INDEX files_evidence ON files (evidence_id);
CREATE INDEX files_case ON files (case_id);
CREATE INDEX files_sha256 ON files (sha256);

-- Numbers in systems of others, found by the folded form: letters and digits only, in capitals.
CREATE TABLE outside_references (
    track_id   TEXT NOT NULL REFERENCES tracks (id),
    seq        INTEGER NOT NULL,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    system     TEXT NOT NULL,
    number     TEXT NOT NULL,
    folded     TEXT NOT NULL,
    party_id   TEXT REFERENCES parties (id),
    paper_id   TEXT REFERENCES papers (id),
    created_at INTEGER NOT NULL,
    CONSTRAINT outside_references_key PRIMARY KEY (track_id, seq)
) STRICT;
CREATE INDEX outside_references_folded ON outside_references (folded);

-- What letters among the forms carry beside number and day (B.4, B.5, B.6, B.14 to B.17, B.19).
ALTER TABLE papers ADD COLUMN classification TEXT;
ALTER TABLE papers ADD COLUMN enclosures TEXT;
ALTER TABLE papers ADD COLUMN addressee TEXT;
