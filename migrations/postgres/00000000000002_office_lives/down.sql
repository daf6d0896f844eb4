DROP TABLE office_events;
DROP FUNCTION office_events_are_append_only();
DROP TABLE office_lives;
