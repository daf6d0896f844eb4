//! The tables, by hand: both databases have these columns, which a test compares.
#![expect(missing_docs, reason = "the migrations say what each column is")]

pub use crate::{schema_accounts::*, schema_beside::*, schema_door::*, schema_figures::*};

diesel::table! {
    /// What the installation knows about itself.
    meta (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    offices (id) {
        id -> UidSql,
        code -> Text,
        name -> Text,
        kind -> Text,
        level -> Text,
        parent_id -> Nullable<UidSql>,
        area_code -> Nullable<Text>,
        number_name -> Nullable<Text>,
        zone -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        uses_installation -> Bool,
        authority -> Nullable<Text>,
        destination_kind -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    accounts (id) {
        id -> UidSql,
        username -> Text,
        display_name -> Text,
        password_hash -> Text,
        version -> BigInt,
        disabled_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    account_roles (account_id, office_id, role, valid_from) {
        account_id -> UidSql,
        office_id -> UidSql,
        role -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    keys (kid) {
        kid -> Text,
        purpose -> Text,
        sealed -> Binary,
        valid_from -> BigInt,
        valid_to -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    book_rows (id) {
        id -> UidSql,
        kind -> Text,
        content -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    case_chains (case_id) {
        case_id -> UidSql,
        chain_id -> UidSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    cases (id) {
        id -> UidSql,
        election -> Text,
        race -> Text,
        origin -> Text,
        handled_by -> UidSql,
        filed_day -> Date,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    tracks (id) {
        id -> UidSql,
        case_id -> UidSql,
        machine -> Text,
        law -> Text,
        stage -> Text,
        ended -> Bool,
        version -> BigInt,
        next_due -> BigInt,
        respondent_id -> Nullable<UidSql>,
        authority_id -> Nullable<UidSql>,
        agency_id -> Nullable<UidSql>,
        state -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    journal (track_id, seq) {
        track_id -> UidSql,
        seq -> BigInt,
        case_id -> UidSql,
        machine -> Text,
        position -> BigInt,
        tx -> BigInt,
        action -> Text,
        acting_seat -> Nullable<Text>,
        acting_office -> Nullable<UidSql>,
        acting_party -> Nullable<UidSql>,
        account_id -> UidSql,
        office_id -> UidSql,
        effective_day -> Date,
        effective_minute -> Nullable<SmallInt>,
        zone -> Text,
        recorded_at -> BigInt,
        law -> Text,
        by_paper -> Nullable<UidSql>,
        recorded_late -> Bool,
        payload -> Text,
        salt -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    access (office_id, track_id, reason, from_at) {
        office_id -> UidSql,
        track_id -> UidSql,
        case_id -> UidSql,
        reason -> Text,
        from_at -> BigInt,
        to_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    persons (id) {
        id -> UidSql,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    person_identifiers (id) {
        id -> UidSql,
        person_id -> UidSql,
        kind -> Text,
        value -> Text,
        verified_by -> Nullable<UidSql>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    parties (id) {
        id -> UidSql,
        case_id -> UidSql,
        person_id -> Nullable<UidSql>,
        capacity -> Text,
        version -> BigInt,
        name -> Nullable<Text>,
        record -> Nullable<Text>,
        created_at -> BigInt,
        copy_of -> Nullable<UidSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    sealed_parties (party_id) {
        party_id -> UidSql,
        case_id -> UidSql,
        sealed -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    allegations (id) {
        id -> UidSql,
        case_id -> UidSql,
        party_id -> UidSql,
        version -> BigInt,
        record -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    evidence (id) {
        id -> UidSql,
        case_id -> UidSql,
        record -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    papers (id) {
        id -> UidSql,
        kind -> Text,
        number -> Nullable<Text>,
        issuer -> Nullable<Text>,
        signer -> Nullable<Text>,
        dated -> Nullable<Date>,
        sent -> Nullable<Date>,
        received -> Nullable<Date>,
        taken_in -> Nullable<Date>,
        office_id -> UidSql,
        created_at -> BigInt,
        classification -> Nullable<Text>,
        enclosures -> Nullable<Text>,
        addressee -> Nullable<Text>,
        signer_nip -> Nullable<Text>,
        received_minute -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    paper_tracks (paper_id, track_id, seq) {
        paper_id -> UidSql,
        track_id -> UidSql,
        seq -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    texts (id, version) {
        id -> UidSql,
        version -> BigInt,
        case_id -> UidSql,
        track_id -> UidSql,
        kind -> Text,
        body -> Text,
        salt -> Binary,
        created_at -> BigInt,
        seq -> Nullable<BigInt>,
        redacted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    plenary_meetings (id) {
        id -> UidSql,
        office_id -> UidSql,
        day -> Date,
        minutes_number -> Nullable<Text>,
        entitled -> BigInt,
        recused -> BigInt,
        deciding -> BigInt,
        dissenting -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    meeting_steps (track_id, seq) {
        track_id -> UidSql,
        seq -> BigInt,
        meeting_id -> UidSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    number_counters (office_id, counter, year) {
        office_id -> UidSql,
        counter -> Text,
        year -> BigInt,
        last -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    numbers (office_id, number) {
        office_id -> UidSql,
        number -> Text,
        kind -> Text,
        case_id -> UidSql,
        track_id -> UidSql,
        folded -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    assignments,
    law_changes,
    meta,
    offices,
    accounts,
    account_roles,
    account_people,
    account_identities,
    clients,
    client_secrets,
    keys,
    book_rows,
    case_chains,
    cases,
    tracks,
    journal,
    access,
    persons,
    person_identifiers,
    parties,
    sealed_parties,
    allegations,
    evidence,
    papers,
    paper_tracks,
    texts,
    plenary_meetings,
    meeting_steps,
    number_counters,
    numbers,
    idempotency,
    approvals,
    former_records,
    former_sealed_parties,
    sealed_keys,
    unsealed_records,
    unsealings,
    office_lives,
    office_events,
    security_events,
    account_invitations,
    sessions,
    refresh_tokens,
    second_factors,
    recovery_codes,
    sign_in_tries,
    files,
    outside_references,
    tickets,
    ticket_questions,
    announced_reports,
    used_challenges,
    erasures,
    notes,
    calendar_feeds,
    search_documents,
);
