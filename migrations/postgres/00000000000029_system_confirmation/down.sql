ALTER TABLE client_secrets DROP COLUMN confirmed_at;
