//! The tables beside the case file: keys of requests, acts that wait, former words, files, lives of offices, who works
//! on what. Those of the case file are in `schema.rs`.
#![expect(missing_docs, reason = "the migrations say what each column is")]

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    idempotency (principal, operation, key) {
        principal -> UidSql,
        operation -> Text,
        key -> Text,
        fingerprint -> Binary,
        status -> Nullable<BigInt>,
        etag -> Nullable<Text>,
        location -> Nullable<Text>,
        answer -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    approvals (id) {
        id -> UidSql,
        case_id -> UidSql,
        track_id -> UidSql,
        machine -> Text,
        action -> Text,
        expected -> BigInt,
        body -> Nullable<Text>,
        account_id -> UidSql,
        office_id -> UidSql,
        second_office_id -> UidSql,
        asked_at -> BigInt,
        expires_at -> BigInt,
        state -> Text,
        settled_by -> Nullable<UidSql>,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    former_records (kind, id, version) {
        kind -> Text,
        id -> UidSql,
        version -> BigInt,
        case_id -> UidSql,
        record -> Text,
        replaced_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    former_sealed_parties (party_id, version) {
        party_id -> UidSql,
        version -> BigInt,
        case_id -> UidSql,
        sealed -> Binary,
        replaced_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    sealed_keys (party_id) {
        party_id -> UidSql,
        kid -> Text,
        wrapped -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    unsealed_records (party_id, version) {
        party_id -> UidSql,
        version -> BigInt,
        case_id -> UidSql,
        record -> Text,
        created_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    unsealings (id) {
        id -> UidSql,
        case_id -> UidSql,
        track_id -> UidSql,
        account_id -> UidSql,
        office_id -> UidSql,
        ground -> Text,
        kid -> Text,
        purpose -> Binary,
        asked_at -> BigInt,
        expires_at -> BigInt,
        state -> Text,
        settled_by -> Nullable<UidSql>,
        settled_at -> Nullable<BigInt>,
        ended_by -> Nullable<UidSql>,
        ended_at -> Nullable<BigInt>,
        views -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    files (id) {
        id -> UidSql,
        case_id -> UidSql,
        track_id -> UidSql,
        seq -> BigInt,
        paper_id -> Nullable<UidSql>,
        evidence_id -> Nullable<UidSql>,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        office_id -> UidSql,
        created_at -> BigInt,
        erased_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    outside_references (track_id, seq) {
        track_id -> UidSql,
        seq -> BigInt,
        case_id -> UidSql,
        system -> Text,
        number -> Text,
        folded -> Text,
        party_id -> Nullable<UidSql>,
        paper_id -> Nullable<UidSql>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    office_lives (office_id) {
        office_id -> UidSql,
        version -> BigInt,
        election -> Nullable<Text>,
        ministry_code -> Nullable<Text>,
        personnel_officer -> Nullable<Text>,
        note -> Nullable<Text>,
        closed_at -> Nullable<BigInt>,
        successor_id -> Nullable<UidSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    office_events (office_id, version) {
        office_id -> UidSql,
        version -> BigInt,
        kind -> Text,
        account_id -> Nullable<UidSql>,
        by_office -> Nullable<UidSql>,
        effective_day -> Date,
        recorded_at -> BigInt,
        content -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    account_people (account_id) {
        account_id -> UidSql,
        person_id -> UidSql,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    assignments (track_id, seq) {
        track_id -> UidSql,
        seq -> BigInt,
        case_id -> UidSql,
        capacity -> Text,
        account_id -> UidSql,
        office_id -> UidSql,
        by_office -> UidSql,
        decree_id -> Nullable<UidSql>,
        from_day -> Date,
        to_day -> Nullable<Date>,
        ended -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    law_changes (id) {
        id -> UidSql,
        place -> BigInt,
        content -> Text,
        reason -> Text,
        account_id -> Nullable<UidSql>,
        by_office -> Nullable<UidSql>,
        recorded_at -> BigInt,
        cases -> BigInt,
        terms -> BigInt,
        counted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    security_events (id) {
        id -> UidSql,
        kind -> Text,
        account_id -> Nullable<UidSql>,
        office_id -> Nullable<UidSql>,
        about_id -> Nullable<UidSql>,
        case_id -> Nullable<UidSql>,
        recorded_at -> BigInt,
        content -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    account_invitations (account_id) {
        account_id -> UidSql,
        hash -> Binary,
        made_at -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    notes (id) {
        id -> UidSql,
        track_id -> UidSql,
        office_id -> UidSql,
        account_id -> UidSql,
        body -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    note_readers (note_id, account_id) {
        note_id -> UidSql,
        account_id -> UidSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    search_documents (id) {
        id -> BigInt,
        case_id -> UidSql,
        subject_id -> UidSql,
        part -> Text,
        marks -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::backend::UidSql;

    erasures (id) {
        id -> UidSql,
        case_id -> UidSql,
        party_id -> UidSql,
        account_id -> UidSql,
        office_id -> UidSql,
        ground -> Text,
        texts -> Text,
        files -> Nullable<Text>,
        kid -> Nullable<Text>,
        purpose -> Nullable<Binary>,
        headed -> Bool,
        asked_at -> BigInt,
        expires_at -> BigInt,
        state -> Text,
        agreed_by -> Nullable<UidSql>,
        agreed_at -> Nullable<BigInt>,
        settled_by -> Nullable<UidSql>,
        settled_at -> Nullable<BigInt>,
        line -> Nullable<Text>,
        scrubbed_at -> Nullable<BigInt>,
    }
}
