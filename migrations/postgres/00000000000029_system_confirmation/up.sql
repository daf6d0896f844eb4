-- When somebody of head's rank at the office agreed to a secret of its system; without it the secret gets no token.
-- Secrets of before wait for it too.
ALTER TABLE client_secrets ADD COLUMN confirmed_at bigint;
