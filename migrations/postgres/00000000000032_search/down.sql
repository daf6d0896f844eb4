DROP FUNCTION search_index(text);
DROP TABLE search_documents;
DELETE FROM meta WHERE key = 'search_analyser';
