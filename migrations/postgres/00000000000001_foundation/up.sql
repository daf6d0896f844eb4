-- Offices, accounts and keys.

CREATE TABLE offices (
    id                uuid NOT NULL PRIMARY KEY,
    code              text NOT NULL,
    name              text NOT NULL,
    kind              text NOT NULL,
    level             text NOT NULL,
    parent_id         uuid REFERENCES offices (id),
    area_code         text,
    number_name       text,
    zone              text NOT NULL,
    valid_from        date NOT NULL,
    valid_to          date,
    uses_installation boolean NOT NULL,
    authority         text,
    destination_kind  text,
    created_at        bigint NOT NULL,
    CONSTRAINT offices_code_key UNIQUE (code)
);

CREATE TABLE accounts (
    id            uuid NOT NULL PRIMARY KEY,
    username      text NOT NULL,
    display_name  text NOT NULL,
    password_hash text NOT NULL,
    version       bigint NOT NULL,
    disabled_at   bigint,
    created_at    bigint NOT NULL,
    CONSTRAINT accounts_username_key UNIQUE (username)
);

CREATE TABLE account_roles (
    account_id uuid NOT NULL REFERENCES accounts (id),
    office_id  uuid NOT NULL REFERENCES offices (id),
    role       text NOT NULL,
    valid_from date NOT NULL,
    valid_to   date,
    CONSTRAINT account_roles_key PRIMARY KEY (account_id, office_id, role, valid_from)
);

-- Keys sealed by the master key.
CREATE TABLE keys (
    kid        text NOT NULL PRIMARY KEY,
    purpose    text NOT NULL,
    sealed     bytea NOT NULL,
    valid_from bigint NOT NULL,
    valid_to   bigint
);

-- Rows of the law book added by this installation; the later row wins within its validity.
CREATE TABLE book_rows (
    id         uuid NOT NULL PRIMARY KEY,
    kind       text NOT NULL,
    content    text CHECK (content IS NULL OR content::json IS NOT NULL) NOT NULL,
    created_at bigint NOT NULL
);

-- The case row is what commands lock; its state lives on its track.
CREATE TABLE cases (
    id         uuid NOT NULL PRIMARY KEY,
    election   text NOT NULL,
    race       text NOT NULL,
    origin     text NOT NULL,
    handled_by uuid NOT NULL REFERENCES offices (id),
    filed_day  date NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX cases_handled_by ON cases (handled_by);

-- A case, review, sanction, control or referral. state holds no personal value.
CREATE TABLE tracks (
    id            uuid NOT NULL PRIMARY KEY,
    case_id       uuid NOT NULL REFERENCES cases (id),
    machine       text NOT NULL,
    law           text NOT NULL,
    stage         text NOT NULL,
    ended         boolean NOT NULL,
    version       bigint NOT NULL,
    -- The earliest end of an open term; far in the future where none runs, so that it sorts.
    next_due      bigint NOT NULL,
    respondent_id uuid,
    authority_id  uuid,
    agency_id     uuid,
    state         text CHECK (state IS NULL OR state::json IS NOT NULL) NOT NULL,
    created_at    bigint NOT NULL
);
CREATE INDEX tracks_case_id ON tracks (case_id);
CREATE INDEX tracks_list ON tracks (machine, created_at, id);
CREATE INDEX tracks_due ON tracks (machine, next_due, id);
CREATE INDEX tracks_respondent ON tracks (respondent_id);

-- Append-only. payload holds no personal value.
CREATE TABLE journal (
    track_id         uuid NOT NULL REFERENCES tracks (id),
    seq              bigint NOT NULL,
    case_id          uuid NOT NULL REFERENCES cases (id),
    machine          text NOT NULL,
    position         bigint NOT NULL,
    tx               bigint NOT NULL,
    action           text NOT NULL,
    acting_seat      text,
    acting_office    uuid,
    acting_party     uuid,
    account_id       uuid NOT NULL REFERENCES accounts (id),
    office_id        uuid NOT NULL REFERENCES offices (id),
    effective_day    date NOT NULL,
    effective_minute smallint,
    zone             text NOT NULL,
    recorded_at      bigint NOT NULL,
    law              text NOT NULL,
    by_paper         uuid,
    recorded_late    boolean NOT NULL,
    payload          text CHECK (payload IS NULL OR payload::json IS NOT NULL) NOT NULL,
    salt             bytea NOT NULL,
    CONSTRAINT journal_key PRIMARY KEY (track_id, seq),
    CONSTRAINT journal_position_key UNIQUE (position)
);
CREATE INDEX journal_case ON journal (case_id, position);
CREATE INDEX journal_order ON journal (tx, position);

-- Which office may see which track, since when, why.
CREATE TABLE access (
    office_id uuid NOT NULL REFERENCES offices (id),
    track_id  uuid NOT NULL REFERENCES tracks (id),
    case_id   uuid NOT NULL REFERENCES cases (id),
    reason    text NOT NULL,
    from_at   bigint NOT NULL,
    to_at     bigint,
    CONSTRAINT access_key PRIMARY KEY (office_id, track_id, reason, from_at)
);
CREATE INDEX access_track ON access (track_id, office_id);
-- What ended stays; what lasts stands once.
CREATE UNIQUE INDEX access_lasting ON access (office_id, track_id, reason) WHERE to_at IS NULL;

-- Who people are, once known.
CREATE TABLE persons (
    id         uuid NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL
);

CREATE TABLE person_identifiers (
    id          uuid NOT NULL PRIMARY KEY,
    person_id   uuid NOT NULL REFERENCES persons (id),
    kind        text NOT NULL,
    value       text NOT NULL,
    verified_by uuid REFERENCES offices (id),
    valid_from  date NOT NULL,
    valid_to    date
);
-- One person per number in force: a search by it finds every case of that person.
CREATE UNIQUE INDEX person_identifiers_value ON person_identifiers (kind, value) WHERE valid_to IS NULL;

-- A person in a case in one capacity. Sealed capacities keep their record in sealed_parties.
CREATE TABLE parties (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases (id),
    person_id  uuid REFERENCES persons (id),
    capacity   text NOT NULL,
    version    bigint NOT NULL,
    name       text,
    record     text CHECK (record IS NULL OR record::json IS NOT NULL),
    created_at bigint NOT NULL
);
CREATE INDEX parties_case ON parties (case_id);
CREATE INDEX parties_person ON parties (person_id);

-- Reporters, early informants and their representatives; read through one function.
CREATE TABLE sealed_parties (
    party_id   uuid NOT NULL PRIMARY KEY REFERENCES parties (id),
    case_id    uuid NOT NULL REFERENCES cases (id),
    record     text CHECK (record IS NULL OR record::json IS NOT NULL) NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX sealed_parties_case ON sealed_parties (case_id);

-- One respondent and one act, in words.
CREATE TABLE allegations (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases (id),
    party_id   uuid NOT NULL REFERENCES parties (id),
    version    bigint NOT NULL,
    record     text CHECK (record IS NULL OR record::json IS NOT NULL) NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX allegations_case ON allegations (case_id);

CREATE TABLE evidence (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases (id),
    record     text CHECK (record IS NULL OR record::json IS NOT NULL) NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX evidence_case ON evidence (case_id);

CREATE TABLE papers (
    id         uuid NOT NULL PRIMARY KEY,
    kind       text NOT NULL,
    number     text,
    issuer     text,
    signer     text,
    dated      date,
    sent       date,
    received   date,
    taken_in   date,
    office_id  uuid NOT NULL REFERENCES offices (id),
    created_at bigint NOT NULL
);

CREATE TABLE paper_tracks (
    paper_id uuid NOT NULL REFERENCES papers (id),
    track_id uuid NOT NULL REFERENCES tracks (id),
    seq      bigint NOT NULL,
    CONSTRAINT paper_tracks_key PRIMARY KEY (paper_id, track_id, seq)
);
CREATE INDEX paper_tracks_track ON paper_tracks (track_id);

-- Accounts of events, studies, reasons, minutes: versioned, outside the journal, which holds a salted hash.
CREATE TABLE texts (
    id         uuid NOT NULL,
    version    bigint NOT NULL,
    case_id    uuid NOT NULL REFERENCES cases (id),
    track_id   uuid NOT NULL,
    kind       text NOT NULL,
    body       text NOT NULL,
    salt       bytea NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT texts_key PRIMARY KEY (id, version)
);
CREATE INDEX texts_track ON texts (track_id);

CREATE TABLE plenary_meetings (
    id             uuid NOT NULL PRIMARY KEY,
    office_id      uuid NOT NULL REFERENCES offices (id),
    day            date NOT NULL,
    minutes_number text,
    entitled       bigint NOT NULL,
    recused        bigint NOT NULL,
    deciding       bigint NOT NULL,
    dissenting     bigint NOT NULL,
    created_at     bigint NOT NULL
);

CREATE TABLE number_counters (
    office_id uuid NOT NULL REFERENCES offices (id),
    counter   text NOT NULL,
    year      bigint NOT NULL,
    last      bigint NOT NULL,
    CONSTRAINT number_counters_key PRIMARY KEY (office_id, counter, year)
);

CREATE TABLE numbers (
    office_id uuid NOT NULL REFERENCES offices (id),
    number    text NOT NULL,
    kind      text NOT NULL,
    case_id   uuid NOT NULL REFERENCES cases (id),
    track_id  uuid NOT NULL REFERENCES tracks (id),
    CONSTRAINT numbers_key PRIMARY KEY (office_id, number)
);
CREATE INDEX numbers_number ON numbers (number);

-- Written first by every command; the stored answer is replayed byte for byte.
CREATE TABLE idempotency (
    principal   uuid NOT NULL,
    operation   text NOT NULL,
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    status      bigint,
    etag        text,
    location    text,
    answer      text,
    created_at  bigint NOT NULL,
    CONSTRAINT idempotency_key PRIMARY KEY (principal, operation, key)
);

-- The journal is append-only.
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER journal_never_changes BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_never_empties BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
