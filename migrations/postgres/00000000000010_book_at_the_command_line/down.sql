DELETE FROM law_changes WHERE account_id IS NULL;
ALTER TABLE law_changes ALTER COLUMN account_id SET NOT NULL;
ALTER TABLE law_changes ALTER COLUMN by_office SET NOT NULL;
