-- What is counted, and by what it is broken down. Empty text where a figure is not broken down by a column.
CREATE TABLE figure_keys (
    id             INTEGER NOT NULL PRIMARY KEY,
    -- All the following together, so that there is one row of each.
    code           TEXT NOT NULL,
    figure         TEXT NOT NULL,
    election       TEXT NOT NULL,
    origin         TEXT NOT NULL,
    office         TEXT NOT NULL,
    authority      TEXT NOT NULL,
    agency         TEXT NOT NULL,
    subject        TEXT NOT NULL,
    state          TEXT NOT NULL,
    level          TEXT NOT NULL,
    kind           TEXT NOT NULL,
    violation      TEXT NOT NULL,
    -- Not where another case of the chain counts for who sees both.
    counts_for_all INTEGER CHECK (counts_for_all IN (0, 1)) NOT NULL,
    CONSTRAINT figure_keys_code_key UNIQUE (code)
) STRICT;
CREATE INDEX figure_keys_figure ON figure_keys (figure, election);

-- The ledger of the figures: what a step put on and took off. A figure is the sum of n of its keys, as of a legal day
-- and as known at a time (microseconds since 1970). Append-only.
CREATE TABLE figures (
    id       INTEGER NOT NULL PRIMARY KEY,
    key_id   INTEGER NOT NULL REFERENCES figure_keys (id),
    day      TEXT NOT NULL,
    n        INTEGER NOT NULL,
    -- Who sees the track may count it.
    track_id TEXT NOT NULL REFERENCES tracks (id),
    -- The respondent, of persons.
    party_id TEXT,
    -- The step, by its position in the journal.
    position INTEGER NOT NULL,
    known_at INTEGER NOT NULL,
    cause    TEXT NOT NULL
) STRICT;
-- Holds all that a sum reads.
CREATE INDEX figures_sum ON figures (key_id, day, known_at, n);
CREATE INDEX figures_track ON figures (track_id);
CREATE INDEX figures_known ON figures (known_at);

CREATE TRIGGER figures_never_change BEFORE UPDATE ON figures
BEGIN SELECT RAISE(ABORT, 'figures is append-only'); END;
CREATE TRIGGER figures_never_shrink BEFORE DELETE ON figures
BEGIN SELECT RAISE(ABORT, 'figures is append-only'); END;
CREATE TRIGGER figures_never_replaced BEFORE INSERT ON figures
WHEN EXISTS (SELECT 1 FROM figures WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'figures is append-only'); END;
CREATE TRIGGER figure_keys_never_change BEFORE UPDATE ON figure_keys
BEGIN SELECT RAISE(ABORT, 'figure_keys is append-only'); END;
CREATE TRIGGER figure_keys_never_shrink BEFORE DELETE ON figure_keys
BEGIN SELECT RAISE(ABORT, 'figure_keys is append-only'); END;
CREATE TRIGGER figure_keys_never_replaced BEFORE INSERT ON figure_keys
WHEN EXISTS (SELECT 1 FROM figure_keys WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'figure_keys is append-only'); END;
