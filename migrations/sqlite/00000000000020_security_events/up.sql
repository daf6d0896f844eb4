-- Append-only: what happened to accounts, sign-ins and sealed identities, and who did it. No personal values.
CREATE TABLE security_events (
    id          TEXT NOT NULL PRIMARY KEY,
    kind        TEXT NOT NULL,
    -- Who did it; empty for the command line.
    account_id  TEXT REFERENCES accounts (id),
    office_id   TEXT REFERENCES offices (id),
    -- Whose account it was done to.
    about_id    TEXT REFERENCES accounts (id),
    -- Which case, where it was about one.
    case_id     TEXT REFERENCES cases (id),
    recorded_at INTEGER NOT NULL,
    content     TEXT CHECK (json_valid(content)) NOT NULL
) STRICT;
CREATE INDEX security_events_about ON security_events (about_id, recorded_at);
CREATE INDEX security_events_case ON security_events (case_id, recorded_at);

CREATE TRIGGER security_events_never_change BEFORE UPDATE ON security_events
BEGIN SELECT RAISE(ABORT, 'security_events is append-only'); END;
CREATE TRIGGER security_events_never_shrink BEFORE DELETE ON security_events
BEGIN SELECT RAISE(ABORT, 'security_events is append-only'); END;
