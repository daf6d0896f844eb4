//! The tables of the figures.
#![expect(missing_docs, reason = "the migrations say what each column is")]

diesel::table! {
    figure_keys (id) {
        id -> BigInt,
        code -> Text,
        figure -> Text,
        election -> Text,
        origin -> Text,
        office -> Text,
        authority -> Text,
        agency -> Text,
        subject -> Text,
        state -> Text,
        level -> Text,
        kind -> Text,
        violation -> Text,
        counts_for_all -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    figures (id) {
        id -> BigInt,
        key_id -> BigInt,
        day -> Date,
        n -> BigInt,
        track_id -> UidSql,
        party_id -> Nullable<UidSql>,
        position -> BigInt,
        known_at -> BigInt,
        cause -> Text,
    }
}

diesel::joinable!(figures -> figure_keys (key_id));
diesel::allow_tables_to_appear_in_same_query!(figures, figure_keys);
