-- A row that meets its own key again is an update to PostgreSQL, which the triggers of these tables refuse already.
COMMENT ON TABLE journal IS 'append-only';
COMMENT ON TABLE office_events IS 'append-only';
COMMENT ON TABLE security_events IS 'append-only';
