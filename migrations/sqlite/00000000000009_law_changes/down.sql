DROP TABLE law_changes;
