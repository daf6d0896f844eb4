DROP TABLE note_readers;
DROP TABLE notes;
