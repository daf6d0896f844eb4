-- Offices, accounts and keys.

CREATE TABLE offices (
    id                TEXT NOT NULL PRIMARY KEY,
    code              TEXT NOT NULL,
    name              TEXT NOT NULL,
    kind              TEXT NOT NULL,
    level             TEXT NOT NULL,
    parent_id         TEXT REFERENCES offices (id),
    area_code         TEXT,
    number_name       TEXT,
    zone              TEXT NOT NULL,
    valid_from        TEXT NOT NULL,
    valid_to          TEXT,
    uses_installation INTEGER CHECK (uses_installation IN (0, 1)) NOT NULL,
    authority         TEXT,
    destination_kind  TEXT,
    created_at        INTEGER NOT NULL,
    CONSTRAINT offices_code_key UNIQUE (code)
) STRICT;

CREATE TABLE accounts (
    id            TEXT NOT NULL PRIMARY KEY,
    username      TEXT NOT NULL,
    display_name  TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    version       INTEGER NOT NULL,
    disabled_at   INTEGER,
    created_at    INTEGER NOT NULL,
    CONSTRAINT accounts_username_key UNIQUE (username)
) STRICT;

CREATE TABLE account_roles (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    role       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    CONSTRAINT account_roles_key PRIMARY KEY (account_id, office_id, role, valid_from)
) STRICT;

-- Keys sealed by the master key.
CREATE TABLE keys (
    kid        TEXT NOT NULL PRIMARY KEY,
    purpose    TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to   INTEGER
) STRICT;

-- Rows of the law book added by this installation; the later row wins within its validity.
CREATE TABLE book_rows (
    id         TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    content    TEXT CHECK (json_valid(content)) NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The case row is what commands lock; its state lives on its track.
CREATE TABLE cases (
    id         TEXT NOT NULL PRIMARY KEY,
    election   TEXT NOT NULL,
    race       TEXT NOT NULL,
    origin     TEXT NOT NULL,
    handled_by TEXT NOT NULL REFERENCES offices (id),
    filed_day  TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_handled_by ON cases (handled_by);

-- A case, review, sanction, control or referral. state holds no personal value.
CREATE TABLE tracks (
    id            TEXT NOT NULL PRIMARY KEY,
    case_id       TEXT NOT NULL REFERENCES cases (id),
    machine       TEXT NOT NULL,
    law           TEXT NOT NULL,
    stage         TEXT NOT NULL,
    ended         INTEGER CHECK (ended IN (0, 1)) NOT NULL,
    version       INTEGER NOT NULL,
    -- The earliest end of an open term; far in the future where none runs, so that it sorts.
    next_due      INTEGER NOT NULL,
    respondent_id TEXT,
    authority_id  TEXT,
    agency_id     TEXT,
    state         TEXT CHECK (json_valid(state)) NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX tracks_case_id ON tracks (case_id);
CREATE INDEX tracks_list ON tracks (machine, created_at, id);
CREATE INDEX tracks_due ON tracks (machine, next_due, id);
CREATE INDEX tracks_respondent ON tracks (respondent_id);

-- Append-only. payload holds no personal value.
CREATE TABLE journal (
    track_id         TEXT NOT NULL REFERENCES tracks (id),
    seq              INTEGER NOT NULL,
    case_id          TEXT NOT NULL REFERENCES cases (id),
    machine          TEXT NOT NULL,
    position         INTEGER NOT NULL,
    tx               INTEGER NOT NULL,
    action           TEXT NOT NULL,
    acting_seat      TEXT,
    acting_office    TEXT,
    acting_party     TEXT,
    account_id       TEXT NOT NULL REFERENCES accounts (id),
    office_id        TEXT NOT NULL REFERENCES offices (id),
    effective_day    TEXT NOT NULL,
    effective_minute INTEGER,
    zone             TEXT NOT NULL,
    recorded_at      INTEGER NOT NULL,
    law              TEXT NOT NULL,
    by_paper         TEXT,
    recorded_late    INTEGER CHECK (recorded_late IN (0, 1)) NOT NULL,
    payload          TEXT CHECK (json_valid(payload)) NOT NULL,
    salt             BLOB NOT NULL,
    CONSTRAINT journal_key PRIMARY KEY (track_id, seq),
    CONSTRAINT journal_position_key UNIQUE (position)
) STRICT;
CREATE INDEX journal_case ON journal (case_id, position);
CREATE INDEX journal_order ON journal (tx, position);

-- Which office may see which track, since when, why.
CREATE TABLE access (
    office_id TEXT NOT NULL REFERENCES offices (id),
    track_id  TEXT NOT NULL REFERENCES tracks (id),
    case_id   TEXT NOT NULL REFERENCES cases (id),
    reason    TEXT NOT NULL,
    from_at   INTEGER NOT NULL,
    to_at     INTEGER,
    CONSTRAINT access_key PRIMARY KEY (office_id, track_id, reason, from_at)
) STRICT;
CREATE INDEX access_track ON access (track_id, office_id);
-- What ended stays; what lasts stands once.
CREATE UNIQUE INDEX access_lasting ON access (office_id, track_id, reason) WHERE to_at IS NULL;

-- Who people are, once known.
CREATE TABLE persons (
    id         TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person_identifiers (
    id          TEXT NOT NULL PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES persons (id),
    kind        TEXT NOT NULL,
    value       TEXT NOT NULL,
    verified_by TEXT REFERENCES offices (id),
    valid_from  TEXT NOT NULL,
    valid_to    TEXT
) STRICT;
-- One person per number in force: a search by it finds every case of that person.
CREATE UNIQUE INDEX person_identifiers_value ON person_identifiers (kind, value) WHERE valid_to IS NULL;

-- A person in a case in one capacity. Sealed capacities keep their record in sealed_parties.
CREATE TABLE parties (
    id         TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    person_id  TEXT REFERENCES persons (id),
    capacity   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    name       TEXT,
    record     TEXT CHECK (json_valid(record)),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX parties_case ON parties (case_id);
CREATE INDEX parties_person ON parties (person_id);

-- Reporters, early informants and their representatives; read through one function.
CREATE TABLE sealed_parties (
    party_id   TEXT NOT NULL PRIMARY KEY REFERENCES parties (id),
    case_id    TEXT NOT NULL REFERENCES cases (id),
    record     TEXT CHECK (json_valid(record)) NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sealed_parties_case ON sealed_parties (case_id);

-- One respondent and one act, in words.
CREATE TABLE allegations (
    id         TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    party_id   TEXT NOT NULL REFERENCES parties (id),
    version    INTEGER NOT NULL,
    record     TEXT CHECK (json_valid(record)) NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX allegations_case ON allegations (case_id);

CREATE TABLE evidence (
    id         TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    record     TEXT CHECK (json_valid(record)) NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_case ON evidence (case_id);

CREATE TABLE papers (
    id         TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    number     TEXT,
    issuer     TEXT,
    signer     TEXT,
    dated      TEXT,
    sent       TEXT,
    received   TEXT,
    taken_in   TEXT,
    office_id  TEXT NOT NULL REFERENCES offices (id),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE paper_tracks (
    paper_id TEXT NOT NULL REFERENCES papers (id),
    track_id TEXT NOT NULL REFERENCES tracks (id),
    seq      INTEGER NOT NULL,
    CONSTRAINT paper_tracks_key PRIMARY KEY (paper_id, track_id, seq)
) STRICT;
CREATE INDEX paper_tracks_track ON paper_tracks (track_id);

-- Accounts of events, studies, reasons, minutes: versioned, outside the journal, which holds a salted hash.
CREATE TABLE texts (
    id         TEXT NOT NULL,
    version    INTEGER NOT NULL,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    track_id   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    body       TEXT NOT NULL,
    salt       BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT texts_key PRIMARY KEY (id, version)
) STRICT;
CREATE INDEX texts_track ON texts (track_id);

CREATE TABLE plenary_meetings (
    id             TEXT NOT NULL PRIMARY KEY,
    office_id      TEXT NOT NULL REFERENCES offices (id),
    day            TEXT NOT NULL,
    minutes_number TEXT,
    entitled       INTEGER NOT NULL,
    recused        INTEGER NOT NULL,
    deciding       INTEGER NOT NULL,
    dissenting     INTEGER NOT NULL,
    created_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE number_counters (
    office_id TEXT NOT NULL REFERENCES offices (id),
    counter   TEXT NOT NULL,
    year      INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    CONSTRAINT number_counters_key PRIMARY KEY (office_id, counter, year)
) STRICT;

CREATE TABLE numbers (
    office_id TEXT NOT NULL REFERENCES offices (id),
    number    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    case_id   TEXT NOT NULL REFERENCES cases (id),
    track_id  TEXT NOT NULL REFERENCES tracks (id),
    CONSTRAINT numbers_key PRIMARY KEY (office_id, number)
) STRICT;
CREATE INDEX numbers_number ON numbers (number);

-- Written first by every command; the stored answer is replayed byte for byte.
CREATE TABLE idempotency (
    principal   TEXT NOT NULL,
    operation   TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    status      INTEGER,
    etag        TEXT,
    location    TEXT,
    answer      TEXT,
    created_at  INTEGER NOT NULL,
    CONSTRAINT idempotency_key PRIMARY KEY (principal, operation, key)
) STRICT;

-- The journal is append-only.
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
