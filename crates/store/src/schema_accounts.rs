//! The tables of signing in, of systems and of outside identities. Those of accounts and their roles are in `schema.rs`.
#![expect(missing_docs, reason = "the migrations say what each column is")]

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    sessions (id) {
        id -> UidSql,
        account_id -> UidSql,
        office_id -> UidSql,
        began_at -> BigInt,
        used_at -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    refresh_tokens (hash) {
        hash -> Binary,
        session_id -> UidSql,
        made_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    second_factors (account_id) {
        account_id -> UidSql,
        sealed -> Binary,
        made_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
        last_step -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    recovery_codes (hash) {
        hash -> Binary,
        account_id -> UidSql,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    sign_in_tries (bucket) {
        bucket -> Binary,
        tries -> BigInt,
        last_at -> BigInt,
        free_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    clients (account_id) {
        account_id -> UidSql,
        office_id -> UidSql,
        made_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    client_secrets (id) {
        id -> UidSql,
        account_id -> UidSql,
        hash -> Binary,
        scopes -> Text,
        made_at -> BigInt,
        ends_at -> BigInt,
        used_on -> Nullable<Date>,
        ended_at -> Nullable<BigInt>,
        confirmed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    account_identities (id) {
        id -> UidSql,
        account_id -> UidSql,
        office_id -> UidSql,
        issuer -> Text,
        subject -> Text,
        made_at -> BigInt,
    }
}
