ALTER TABLE papers DROP COLUMN signer_nip;
DROP TABLE account_people;
