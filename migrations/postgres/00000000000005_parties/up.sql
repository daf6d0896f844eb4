-- Cases that belong together: split, linked as one event, merged, spawned. A case without a row is a chain of its own;
-- the chain is named by its oldest case, which is the one that counts.
CREATE TABLE case_chains (
    case_id  uuid NOT NULL PRIMARY KEY REFERENCES cases (id),
    chain_id uuid NOT NULL REFERENCES cases (id)
);
CREATE INDEX case_chains_chain ON case_chains (chain_id);
