-- How offices come and go.

-- Beside what the rules need of an office. An office without a row is open and at version 1.
CREATE TABLE office_lives (
    office_id         TEXT NOT NULL PRIMARY KEY REFERENCES offices (id),
    version           INTEGER NOT NULL,
    -- The election for which an ad hoc office was formed.
    election          TEXT,
    -- The area's code of the Ministry of Home Affairs, where it was seen.
    ministry_code     TEXT,
    -- The post that is the personnel officer (PPK) of an agency.
    personnel_officer TEXT,
    note              TEXT,
    closed_at         INTEGER,
    successor_id      TEXT REFERENCES offices (id)
) STRICT;

-- Append-only: who changed what of an office, and when. account_id is empty for the command line without a name.
CREATE TABLE office_events (
    office_id     TEXT NOT NULL REFERENCES offices (id),
    version       INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    account_id    TEXT REFERENCES accounts (id),
    by_office     TEXT REFERENCES offices (id),
    effective_day TEXT NOT NULL,
    recorded_at   INTEGER NOT NULL,
    content       TEXT CHECK (json_valid(content)) NOT NULL,
    CONSTRAINT office_events_key PRIMARY KEY (office_id, version)
) STRICT;

CREATE TRIGGER office_events_never_change BEFORE UPDATE ON office_events
BEGIN SELECT RAISE(ABORT, 'office_events is append-only'); END;
CREATE TRIGGER office_events_never_shrink BEFORE DELETE ON office_events
BEGIN SELECT RAISE(ABORT, 'office_events is append-only'); END;
