DROP TABLE office_events;
DROP TABLE office_lives;
