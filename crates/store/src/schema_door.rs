//! The tables of the public door: tickets, questions to their holders, announced reports, used challenges.
#![expect(missing_docs, reason = "the migrations say what each column is")]

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    tickets (id) {
        id -> UidSql,
        reference -> Text,
        hash -> Binary,
        kind -> Text,
        case_id -> Nullable<UidSql>,
        party_id -> Nullable<UidSql>,
        checked_by -> Nullable<Text>,
        account_id -> Nullable<UidSql>,
        office_id -> UidSql,
        made_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    ticket_questions (id) {
        id -> UidSql,
        ticket_id -> UidSql,
        case_id -> UidSql,
        account_id -> UidSql,
        office_id -> UidSql,
        question -> Binary,
        answer_by -> Nullable<Date>,
        asked_at -> BigInt,
        answer -> Nullable<Binary>,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    announced_reports (ticket_id) {
        ticket_id -> UidSql,
        office_id -> UidSql,
        sealed -> Binary,
        made_at -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    used_challenges (id) {
        id -> UidSql,
        ends_at -> BigInt,
    }
}
