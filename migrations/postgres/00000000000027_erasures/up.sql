-- Erasures of people: asked for by one, agreed to by two others. Carried out or applied to a restored database, the
-- row stays, so that nothing restored brings back who was erased.
CREATE TABLE erasures (
    id           uuid NOT NULL PRIMARY KEY,
    -- No reference: what is applied to a restored database may speak of a case that it does not have.
    case_id      uuid NOT NULL,
    party_id     uuid NOT NULL,
    account_id   uuid NOT NULL,
    office_id    uuid NOT NULL,
    ground       text NOT NULL,
    texts        text NOT NULL,
    -- The files whose bytes go too, as a JSON list; none where every file of the case goes.
    files        text,
    -- The purpose in words, which may name somebody: sealed by the master key of that name until it is settled.
    kid          text,
    purpose      bytea,
    -- Whether the head of the office that handles is among those who asked and agreed so far.
    headed       boolean NOT NULL,
    asked_at     bigint NOT NULL,
    expires_at   bigint NOT NULL,
    -- `waiting`, `carried_out`, `declined`, `withdrawn`; what lapsed still says `waiting`.
    state        text NOT NULL,
    -- Who agreed, and who settled it.
    agreed_by    uuid,
    agreed_at    bigint,
    settled_by   uuid,
    settled_at   bigint,
    -- The line of the erasure list, without a name; none until it is carried out.
    line         text,
    -- Since when no byte of it is left in the database's own files; none while that is to be done.
    scrubbed_at  bigint
);
CREATE INDEX erasures_case ON erasures (case_id, asked_at);
CREATE INDEX erasures_state ON erasures (state);

-- From which party of the case that was split a record was copied.
ALTER TABLE parties ADD COLUMN copy_of uuid;
-- Somebody was taken out since the step that brought the text: the hash in the journal says nothing of it any more.
ALTER TABLE texts ADD COLUMN redacted_at bigint;
-- The bytes were destroyed and the name emptied.
ALTER TABLE files ADD COLUMN erased_at bigint;
