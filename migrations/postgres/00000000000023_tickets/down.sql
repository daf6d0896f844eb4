DROP TABLE used_challenges;
DROP TABLE announced_reports;
DROP TABLE ticket_questions;
DROP TABLE tickets;
