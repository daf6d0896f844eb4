-- A change of the law book at the command line names nobody: who works there is no account.
ALTER TABLE law_changes ALTER COLUMN account_id DROP NOT NULL;
ALTER TABLE law_changes ALTER COLUMN by_office DROP NOT NULL;
