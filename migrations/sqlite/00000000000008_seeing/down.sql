DROP TABLE meeting_steps;
ALTER TABLE texts DROP COLUMN seq;
