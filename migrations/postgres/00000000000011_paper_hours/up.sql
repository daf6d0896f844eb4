-- The hour at which a paper was received, in minutes since midnight where the office that handles the case is.
ALTER TABLE papers ADD COLUMN received_minute bigint;
