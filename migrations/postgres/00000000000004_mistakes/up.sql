-- A command that waits for a second person; its body is erased once it is settled.
CREATE TABLE approvals (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases (id),
    track_id   uuid NOT NULL REFERENCES tracks (id),
    machine    text NOT NULL,
    action     text NOT NULL,
    expected   bigint NOT NULL,
    body       text,
    account_id uuid NOT NULL REFERENCES accounts (id),
    office_id  uuid NOT NULL REFERENCES offices (id),
    second_office_id uuid NOT NULL REFERENCES offices (id),
    asked_at   bigint NOT NULL,
    expires_at bigint NOT NULL,
    state      text NOT NULL,
    settled_by uuid REFERENCES accounts (id),
    settled_at bigint
);
CREATE INDEX approvals_office ON approvals (second_office_id, state, asked_at);

-- What a record said before it was amended; those of sealed parties stay among the sealed.
CREATE TABLE former_records (
    kind        text NOT NULL,
    id          uuid NOT NULL,
    version     bigint NOT NULL,
    case_id     uuid NOT NULL REFERENCES cases (id),
    record      text CHECK (record::json IS NOT NULL) NOT NULL,
    replaced_at bigint NOT NULL,
    CONSTRAINT former_records_key PRIMARY KEY (kind, id, version)
);
CREATE INDEX former_records_case ON former_records (case_id);

CREATE TABLE former_sealed_parties (
    party_id    uuid NOT NULL REFERENCES parties (id),
    version     bigint NOT NULL,
    case_id     uuid NOT NULL REFERENCES cases (id),
    record      text NOT NULL,
    replaced_at bigint NOT NULL,
    CONSTRAINT former_sealed_parties_key PRIMARY KEY (party_id, version)
);
