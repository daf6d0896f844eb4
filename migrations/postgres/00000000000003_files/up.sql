-- Files of papers and of evidence: one row per attachment. The bytes lie in the files' folder under their
-- SHA-256, so equal bytes lie there once. The name may hold a personal value and is nowhere else.
CREATE TABLE files (
    id          uuid NOT NULL PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES cases (id),
    track_id    uuid NOT NULL REFERENCES tracks (id),
    seq         bigint NOT NULL,
    paper_id    uuid REFERENCES papers (id),
    evidence_id uuid REFERENCES evidence (id),
    name        text NOT NULL,
    media_type  text NOT NULL,
    size        bigint NOT NULL,
    sha256      text NOT NULL,
    office_id   uuid NOT NULL REFERENCES offices (id),
    created_at  bigint NOT NULL,
    CONSTRAINT files_belong_to_one CHECK ((paper_id IS NULL) <> (evidence_id IS NULL))
);
CREATE INDEX files_paper ON files (paper_id);
CREATE INDEX files_evidence ON files (evidence_id);
CREATE INDEX files_case ON files (case_id);
CREATE INDEX files_sha256 ON files (sha256);

-- Numbers in systems of others, found by the folded form: letters and digits only, in capitals.
CREATE TABLE outside_references (
    track_id   uuid NOT NULL REFERENCES tracks (id),
    seq        bigint NOT NULL,
    case_id    uuid NOT NULL REFERENCES cases (id),
    system     text NOT NULL,
    number     text NOT NULL,
    folded     text NOT NULL,
    party_id   uuid REFERENCES parties (id),
    paper_id   uuid REFERENCES papers (id),
    created_at bigint NOT NULL,
    CONSTRAINT outside_references_key PRIMARY KEY (track_id, seq)
);
CREATE INDEX outside_references_folded ON outside_references (folded);

-- What letters among the forms carry beside number and day (B.4, B.5, B.6, B.14 to B.17, B.19).
ALTER TABLE papers ADD COLUMN classification text;
ALTER TABLE papers ADD COLUMN enclosures text;
ALTER TABLE papers ADD COLUMN addressee text;
