-- Receipts with a secret for people without an account. The secret is shown once and kept as its keyed hash only.
CREATE TABLE tickets (
    id         TEXT NOT NULL PRIMARY KEY,
    -- Public and no secret: by it the holder and the office speak of the same ticket.
    reference  TEXT NOT NULL UNIQUE,
    hash       BLOB NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    -- None while a report is announced and not handed in.
    case_id    TEXT REFERENCES cases (id),
    party_id   TEXT REFERENCES parties (id),
    -- How the office made sure of the holder; none where the public door gave it.
    checked_by TEXT,
    -- Who gave it; none for the public door.
    account_id TEXT REFERENCES accounts (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    made_at    INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE INDEX tickets_case ON tickets (case_id);

-- What an office asked the holder of a ticket, and the answer. Erased with the case.
CREATE TABLE ticket_questions (
    id          TEXT NOT NULL PRIMARY KEY,
    ticket_id   TEXT NOT NULL REFERENCES tickets (id),
    case_id     TEXT NOT NULL REFERENCES cases (id),
    account_id  TEXT NOT NULL REFERENCES accounts (id),
    office_id   TEXT NOT NULL REFERENCES offices (id),
    -- Sealed by the master key, as the answer: it may tell who reported.
    question    BLOB NOT NULL,
    answer_by   TEXT,
    asked_at    INTEGER NOT NULL,
    answer      BLOB,
    answered_at INTEGER
) STRICT;
CREATE INDEX ticket_questions_case ON ticket_questions (case_id, asked_at);
CREATE INDEX ticket_questions_ticket ON ticket_questions (ticket_id, asked_at);

-- Reports that wait to be handed in at a counter: sealed by the master key, gone when they are filed or lapse.
CREATE TABLE announced_reports (
    ticket_id TEXT NOT NULL PRIMARY KEY REFERENCES tickets (id),
    office_id TEXT NOT NULL REFERENCES offices (id),
    sealed    BLOB NOT NULL,
    made_at   INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX announced_reports_ends ON announced_reports (ends_at);

-- Challenges that were used, until they would have lapsed anyway.
CREATE TABLE used_challenges (
    id      TEXT NOT NULL PRIMARY KEY,
    ends_at INTEGER NOT NULL
) STRICT;
CREATE INDEX used_challenges_ends ON used_challenges (ends_at);
