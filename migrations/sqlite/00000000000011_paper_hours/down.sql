ALTER TABLE papers DROP COLUMN received_minute;
