-- What may be found by words: for each track and each named person the marks that the analyser of the program makes of
-- their words (`app/src/text`), sorted, joined by blanks. Words of sealed people are not among them.
-- part: `open` what whoever sees the track may have found by; `whole` that and what is closed until it is announced,
-- where there is such; `person` the name, post and agency of a party that is not sealed.
CREATE TABLE search_documents (
    id         INTEGER NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    subject_id TEXT NOT NULL,
    part       TEXT NOT NULL,
    marks      TEXT NOT NULL,
    CONSTRAINT search_documents_key UNIQUE (subject_id, part)
) STRICT;
CREATE INDEX search_documents_case ON search_documents (case_id);

-- The index over the marks, without a copy of them. Its marks are plain letters and digits.
CREATE VIRTUAL TABLE search_index USING fts5 (
    marks,
    content = 'search_documents',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 0',
    detail = 'none',
    columnsize = 0
);
-- What is taken out is taken out of the pages at once, not at some later merge.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, marks) VALUES (new.id, new.marks);
END;
CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, marks) VALUES ('delete', old.id, old.marks);
END;
CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, marks) VALUES ('delete', old.id, old.marks);
    INSERT INTO search_index (rowid, marks) VALUES (new.id, new.marks);
END;
