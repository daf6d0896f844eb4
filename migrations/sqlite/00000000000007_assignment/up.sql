-- Officers who work on a track, as the journal has them; lists and the sight of clarification teams read here.
CREATE TABLE assignments (
    track_id   TEXT NOT NULL REFERENCES tracks (id),
    seq        INTEGER NOT NULL,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    capacity   TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    office_id  TEXT NOT NULL REFERENCES offices (id),
    by_office  TEXT NOT NULL REFERENCES offices (id),
    decree_id  TEXT REFERENCES papers (id),
    from_day   TEXT NOT NULL,
    to_day     TEXT,
    ended      INTEGER CHECK (ended IN (0, 1)) NOT NULL,
    CONSTRAINT assignments_key PRIMARY KEY (track_id, seq)
) STRICT;
CREATE INDEX assignments_account ON assignments (account_id, ended);
CREATE INDEX assignments_by_office ON assignments (by_office, ended);

-- A number without spaces and leading zeros, in capitals: the same number is never given twice by one office,
-- however a paper writes it.
ALTER TABLE numbers ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE numbers SET folded = upper(ltrim(replace(number, ' ', ''), '0'));
CREATE UNIQUE INDEX numbers_folded ON numbers (office_id, folded);
