ALTER TABLE files DROP COLUMN erased_at;
ALTER TABLE texts DROP COLUMN redacted_at;
ALTER TABLE parties DROP COLUMN copy_of;
DROP TABLE erasures;
