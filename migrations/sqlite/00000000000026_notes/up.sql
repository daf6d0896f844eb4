-- What an office notes for itself about a track. No part of the file: never forwarded, exported or counted.
CREATE TABLE notes (
    id         TEXT NOT NULL PRIMARY KEY,
    track_id   TEXT NOT NULL REFERENCES tracks (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    body       TEXT NOT NULL,
    made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_track ON notes (track_id, office_id);

-- Whom alone it is for; without a row it is for the whole office.
CREATE TABLE note_readers (
    note_id    TEXT NOT NULL REFERENCES notes (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    CONSTRAINT note_readers_key PRIMARY KEY (note_id, account_id)
) STRICT;
