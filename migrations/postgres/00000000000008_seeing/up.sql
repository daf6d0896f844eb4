-- Which step of its track brought a text: how far it is open follows from what came after that step.
ALTER TABLE texts ADD COLUMN seq bigint;
UPDATE texts SET seq = journal.seq
FROM journal, json_array_elements(journal.payload::json -> 'texts') AS told
WHERE journal.track_id = texts.track_id
  AND told ->> 'id' = texts.id::text
  AND told ->> 'version' = texts.version::text;

-- Which steps a plenary meeting decided.
CREATE TABLE meeting_steps (
    track_id   uuid NOT NULL REFERENCES tracks (id),
    seq        bigint NOT NULL,
    meeting_id uuid NOT NULL REFERENCES plenary_meetings (id),
    CONSTRAINT meeting_steps_key PRIMARY KEY (track_id, seq)
);
CREATE INDEX meeting_steps_meeting ON meeting_steps (meeting_id);
INSERT INTO meeting_steps (track_id, seq, meeting_id)
SELECT track_id, seq, (payload::json ->> 'meeting')::uuid FROM journal
WHERE payload::json ->> 'meeting' IS NOT NULL;
