DROP TRIGGER search_documents_changed;
DROP TRIGGER search_documents_gone;
DROP TRIGGER search_documents_added;
DROP TABLE search_index;
DROP TABLE search_documents;
DELETE FROM meta WHERE key = 'search_analyser';
