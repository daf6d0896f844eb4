-- How offices come and go.

-- Beside what the rules need of an office. An office without a row is open and at version 1.
CREATE TABLE office_lives (
    office_id         uuid NOT NULL PRIMARY KEY REFERENCES offices (id),
    version           bigint NOT NULL,
    -- The election for which an ad hoc office was formed.
    election          text,
    -- The area's code of the Ministry of Home Affairs, where it was seen.
    ministry_code     text,
    -- The post that is the personnel officer (PPK) of an agency.
    personnel_officer text,
    note              text,
    closed_at         bigint,
    successor_id      uuid REFERENCES offices (id)
);

-- Append-only: who changed what of an office, and when. account_id is empty for the command line without a name.
CREATE TABLE office_events (
    office_id     uuid NOT NULL REFERENCES offices (id),
    version       bigint NOT NULL,
    kind          text NOT NULL,
    account_id    uuid REFERENCES accounts (id),
    by_office     uuid REFERENCES offices (id),
    effective_day date NOT NULL,
    recorded_at   bigint NOT NULL,
    content       text CHECK (content IS NULL OR content::json IS NOT NULL) NOT NULL,
    CONSTRAINT office_events_key PRIMARY KEY (office_id, version)
);

CREATE FUNCTION office_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'office_events is append-only'; END $$;
CREATE TRIGGER office_events_never_change BEFORE UPDATE OR DELETE ON office_events
FOR EACH ROW EXECUTE FUNCTION office_events_are_append_only();
CREATE TRIGGER office_events_never_empty BEFORE TRUNCATE ON office_events
FOR EACH STATEMENT EXECUTE FUNCTION office_events_are_append_only();
