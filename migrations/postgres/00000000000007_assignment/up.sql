-- Officers who work on a track, as the journal has them; lists and the sight of clarification teams read here.
CREATE TABLE assignments (
    track_id   uuid NOT NULL REFERENCES tracks (id),
    seq        bigint NOT NULL,
    case_id    uuid NOT NULL REFERENCES cases (id),
    capacity   text NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts (id),
    office_id  uuid NOT NULL REFERENCES offices (id),
    by_office  uuid NOT NULL REFERENCES offices (id),
    decree_id  uuid REFERENCES papers (id),
    from_day   date NOT NULL,
    to_day     date,
    ended      boolean NOT NULL,
    CONSTRAINT assignments_key PRIMARY KEY (track_id, seq)
);
CREATE INDEX assignments_account ON assignments (account_id, ended);
CREATE INDEX assignments_by_office ON assignments (by_office, ended);

-- A number without spaces and leading zeros, in capitals: the same number is never given twice by one office,
-- however a paper writes it.
ALTER TABLE numbers ADD COLUMN folded text NOT NULL DEFAULT '';
UPDATE numbers SET folded = upper(ltrim(replace(number, ' ', ''), '0'));
CREATE UNIQUE INDEX numbers_folded ON numbers (office_id, folded);
