DROP TABLE case_chains;
