DROP TABLE sign_in_tries;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
DROP TABLE refresh_tokens;
DROP TABLE sessions;
