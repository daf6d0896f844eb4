-- Receipts with a secret for people without an account. The secret is shown once and kept as its keyed hash only.
CREATE TABLE tickets (
    id         uuid NOT NULL PRIMARY KEY,
    -- Public and no secret: by it the holder and the office speak of the same ticket.
    reference  text NOT NULL UNIQUE,
    hash       bytea NOT NULL UNIQUE,
    kind       text NOT NULL,
    -- None while a report is announced and not handed in.
    case_id    uuid REFERENCES cases (id),
    party_id   uuid REFERENCES parties (id),
    -- How the office made sure of the holder; none where the public door gave it.
    checked_by text,
    -- Who gave it; none for the public door.
    account_id uuid REFERENCES accounts (id),
    office_id  uuid NOT NULL REFERENCES offices (id),
    made_at    bigint NOT NULL,
    ended_at   bigint
);
CREATE INDEX tickets_case ON tickets (case_id);

-- What an office asked the holder of a ticket, and the answer. Erased with the case.
CREATE TABLE ticket_questions (
    id          uuid NOT NULL PRIMARY KEY,
    ticket_id   uuid NOT NULL REFERENCES tickets (id),
    case_id     uuid NOT NULL REFERENCES cases (id),
    account_id  uuid NOT NULL REFERENCES accounts (id),
    office_id   uuid NOT NULL REFERENCES offices (id),
    -- Sealed by the master key, as the answer: it may tell who reported.
    question    bytea NOT NULL,
    answer_by   date,
    asked_at    bigint NOT NULL,
    answer      bytea,
    answered_at bigint
);
CREATE INDEX ticket_questions_case ON ticket_questions (case_id, asked_at);
CREATE INDEX ticket_questions_ticket ON ticket_questions (ticket_id, asked_at);

-- Reports that wait to be handed in at a counter: sealed by the master key, gone when they are filed or lapse.
CREATE TABLE announced_reports (
    ticket_id uuid NOT NULL PRIMARY KEY REFERENCES tickets (id),
    office_id uuid NOT NULL REFERENCES offices (id),
    sealed    bytea NOT NULL,
    made_at   bigint NOT NULL,
    ends_at   bigint NOT NULL
);
CREATE INDEX announced_reports_ends ON announced_reports (ends_at);

-- Challenges that were used, until they would have lapsed anyway.
CREATE TABLE used_challenges (
    id      uuid NOT NULL PRIMARY KEY,
    ends_at bigint NOT NULL
);
CREATE INDEX used_challenges_ends ON used_challenges (ends_at);
