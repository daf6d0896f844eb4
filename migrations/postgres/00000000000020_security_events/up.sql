-- Append-only: what happened to accounts, sign-ins and sealed identities, and who did it. No personal values.
CREATE TABLE security_events (
    id          uuid NOT NULL PRIMARY KEY,
    kind        text NOT NULL,
    -- Who did it; empty for the command line.
    account_id  uuid REFERENCES accounts (id),
    office_id   uuid REFERENCES offices (id),
    -- Whose account it was done to.
    about_id    uuid REFERENCES accounts (id),
    -- Which case, where it was about one.
    case_id     uuid REFERENCES cases (id),
    recorded_at bigint NOT NULL,
    content     text CHECK (content IS NULL OR content::json IS NOT NULL) NOT NULL
);
CREATE INDEX security_events_about ON security_events (about_id, recorded_at);
CREATE INDEX security_events_case ON security_events (case_id, recorded_at);

CREATE FUNCTION security_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'security_events is append-only'; END $$;
CREATE TRIGGER security_events_never_change BEFORE UPDATE OR DELETE ON security_events
FOR EACH ROW EXECUTE FUNCTION security_events_are_append_only();
CREATE TRIGGER security_events_never_empty BEFORE TRUNCATE ON security_events
FOR EACH STATEMENT EXECUTE FUNCTION security_events_are_append_only();
