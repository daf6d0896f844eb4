-- Which step of its track brought a text: how far it is open follows from what came after that step.
ALTER TABLE texts ADD COLUMN seq INTEGER;
UPDATE texts SET seq = (
    SELECT journal.seq FROM journal, json_each(journal.payload, '$.texts') AS told
    WHERE journal.track_id = texts.track_id
      AND json_extract(told.value, '$.id') = texts.id
      AND json_extract(told.value, '$.version') = texts.version
);

-- Which steps a plenary meeting decided.
CREATE TABLE meeting_steps (
    track_id   TEXT NOT NULL REFERENCES tracks (id),
    seq        INTEGER NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES plenary_meetings (id),
    CONSTRAINT meeting_steps_key PRIMARY KEY (track_id, seq)
) STRICT;
CREATE INDEX meeting_steps_meeting ON meeting_steps (meeting_id);
INSERT INTO meeting_steps (track_id, seq, meeting_id)
SELECT track_id, seq, json_extract(payload, '$.meeting') FROM journal
WHERE json_extract(payload, '$.meeting') IS NOT NULL;
