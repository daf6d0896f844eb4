-- Whose account it is, where that person may be a party: a case of one's own is not seen.
CREATE TABLE account_people (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    person_id  TEXT NOT NULL REFERENCES persons (id),
    created_at INTEGER NOT NULL
) STRICT;

-- The NIP of who signed a paper: nobody acts in a case of his own.
ALTER TABLE papers ADD COLUMN signer_nip TEXT;
