DROP TABLE figures;
DROP TABLE figure_keys;
