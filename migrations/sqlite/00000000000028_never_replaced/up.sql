-- A row that is replaced by another under the same key is neither updated nor deleted to SQLite, unless the connection
-- asks for recursive triggers: what is append-only refuses that too.
CREATE TRIGGER journal_never_replaced BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE track_id = NEW.track_id AND seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM journal WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER office_events_never_replaced BEFORE INSERT ON office_events
WHEN EXISTS (SELECT 1 FROM office_events WHERE office_id = NEW.office_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'office_events is append-only'); END;
CREATE TRIGGER security_events_never_replaced BEFORE INSERT ON security_events
WHEN EXISTS (SELECT 1 FROM security_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'security_events is append-only'); END;
