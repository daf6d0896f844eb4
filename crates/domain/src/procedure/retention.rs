//! How long rows stay that are no part of a case file, and what becomes of them then.
//!
//! For case files there is no row: no term of retention was seen in a source, and none is made up here. An operator who
//! has one sets it (`retention.ended_cases_days`); what is then due is shown, and a person is erased by three people as
//! always (`erasing.rs`).

use crate::law::Confidence::{self, Unsure};

vocabulary! {
    /// What is kept for a time.
    RetentionOf {
        AnnouncedReports = "announced_reports", "Laporan yang diumumkan dan tidak diserahkan di loket", "Announced reports that were not handed in";
        UsedChallenges = "used_challenges", "Tantangan pintu publik yang telah dipakai", "Used challenges of the public door";
        SignInTries = "sign_in_tries", "Hitungan percobaan masuk", "Counted tries to sign in";
        Sessions = "sessions", "Sesi dan token penyegarnya", "Sessions with what renews them";
        HeldActs = "held_acts", "Isi tindakan yang menunggu orang kedua", "What acts say that wait for a second person";
        ErasurePurposes = "erasure_purposes", "Tujuan permintaan penghapusan", "Purposes of requests for an erasure";
    }
}

vocabulary! {
    /// From when the time runs.
    RetentionFrom {
        ItsEnd = "its_end", "berakhirnya masa yang diberikan saat dibuat", "the end that it was given when it was made";
        LastUse = "last_use", "pemakaian terakhir", "its last use";
    }
}

vocabulary! {
    /// What becomes of it.
    RetentionThen {
        Deleted = "deleted", "dihapus", "deleted";
        Emptied = "emptied", "isinya dihapus, catatannya tinggal", "its words are deleted, the record stays";
    }
}

/// How long something is kept.
#[derive(Debug, Clone, Copy)]
pub struct RetentionRule {
    /// What.
    pub what: RetentionOf,
    /// From when.
    pub from: RetentionFrom,
    /// Hours from then on.
    pub hours: i64,
    /// What then.
    pub then: RetentionThen,
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const fn rule(
    what: RetentionOf,
    from: RetentionFrom,
    hours: i64,
    then: RetentionThen,
) -> RetentionRule {
    RetentionRule {
        what,
        from,
        hours,
        then,
        cite: "practice",
        confidence: Unsure,
    }
}

/// What this program decided itself; whatever got new use counts from that.
pub const RETENTION: &[RetentionRule] = &[
    rule(
        RetentionOf::AnnouncedReports,
        RetentionFrom::ItsEnd,
        0,
        RetentionThen::Deleted,
    ),
    rule(
        RetentionOf::UsedChallenges,
        RetentionFrom::ItsEnd,
        0,
        RetentionThen::Deleted,
    ),
    rule(
        RetentionOf::SignInTries,
        RetentionFrom::LastUse,
        24,
        RetentionThen::Deleted,
    ),
    rule(
        RetentionOf::Sessions,
        RetentionFrom::ItsEnd,
        24,
        RetentionThen::Deleted,
    ),
    rule(
        RetentionOf::HeldActs,
        RetentionFrom::ItsEnd,
        0,
        RetentionThen::Emptied,
    ),
    rule(
        RetentionOf::ErasurePurposes,
        RetentionFrom::ItsEnd,
        0,
        RetentionThen::Emptied,
    ),
];
