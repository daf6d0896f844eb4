-- Erasures of people: asked for by one, agreed to by two others. Carried out or applied to a restored database, the
-- row stays, so that nothing restored brings back who was erased.
CREATE TABLE erasures (
    id           TEXT NOT NULL PRIMARY KEY,
    -- No reference: what is applied to a restored database may speak of a case that it does not have.
    case_id      TEXT NOT NULL,
    party_id     TEXT NOT NULL,
    account_id   TEXT NOT NULL,
    office_id    TEXT NOT NULL,
    ground       TEXT NOT NULL,
    texts        TEXT NOT NULL,
    -- The files whose bytes go too, as a JSON list; none where every file of the case goes.
    files        TEXT CHECK (json_valid(files)),
    -- The purpose in words, which may name somebody: sealed by the master key of that name until it is settled.
    kid          TEXT,
    purpose      BLOB,
    -- Whether the head of the office that handles is among those who asked and agreed so far.
    headed       INTEGER CHECK (headed IN (0, 1)) NOT NULL,
    asked_at     INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    -- `waiting`, `carried_out`, `declined`, `withdrawn`; what lapsed still says `waiting`.
    state        TEXT NOT NULL,
    -- Who agreed, and who settled it.
    agreed_by    TEXT,
    agreed_at    INTEGER,
    settled_by   TEXT,
    settled_at   INTEGER,
    -- The line of the erasure list, without a name; none until it is carried out.
    line         TEXT CHECK (json_valid(line)),
    -- Since when no byte of it is left in the database's own files; none while that is to be done.
    scrubbed_at  INTEGER
) STRICT;
CREATE INDEX erasures_case ON erasures (case_id, asked_at);
CREATE INDEX erasures_state ON erasures (state);

-- From which party of the case that was split a record was copied.
ALTER TABLE parties ADD COLUMN copy_of TEXT;
-- Somebody was taken out since the step that brought the text: the hash in the journal says nothing of it any more.
ALTER TABLE texts ADD COLUMN redacted_at INTEGER;
-- The bytes were destroyed and the name emptied.
ALTER TABLE files ADD COLUMN erased_at INTEGER;
