DROP TABLE figures;
DROP TABLE figure_keys;
DROP FUNCTION figures_are_append_only();
