DROP TABLE account_identities;
DROP TABLE client_secrets;
DROP TABLE clients;
