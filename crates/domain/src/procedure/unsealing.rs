//! How a sealed identity is opened: why, who asks, who agrees, for how long. No step of a track: it moves nothing and
//! leaves no row in a journal, for a journal is read by whoever sees the track.

use super::ReadsAs;
use crate::{
    law::Confidence::{self, Unsure},
    people::Role,
};

vocabulary! {
    /// Why a sealed identity is opened.
    UnsealingGround {
        FormalRequirements = "formal_requirements", "Pemeriksaan syarat formal", "Checking the formal requirements";
        Completion = "completion", "Perbaikan laporan", "Completion of the report";
        Clarification = "clarification", "Undangan atau klarifikasi", "Invitation or clarification";
        StatusNotice = "status_notice", "Pemberitahuan status laporan", "Telling the status of the report";
        DataCorrection = "data_correction", "Pembetulan data identitas", "Correcting the data of the identity";
        Correction = "correction", "Permintaan koreksi", "Request for correction";
        Review = "review", "Pemeriksaan oleh otoritas", "Examination by the review authority";
        Protection = "protection", "Pelindungan pelapor atau pemberi informasi", "Protecting the reporter or informant";
        LawfulRequest = "lawful_request", "Permintaan penegak hukum atau pengadilan", "Request of law enforcement or a court";
    }
}

/// Who asks for an opening, and who of the same office agrees to it.
#[derive(Debug, Clone, Copy)]
pub struct UnsealingRule {
    /// As what the office reads the matter.
    pub reads_as: ReadsAs,
    /// Who asks.
    pub asks: &'static [Role],
    /// Who agrees, another person than who asks.
    pub confirms: &'static [Role],
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const PRACTICE: &str = "practice (no article on who opens an identity was seen)";

const fn rule(
    reads_as: ReadsAs,
    asks: &'static [Role],
    confirms: &'static [Role],
) -> UnsealingRule {
    UnsealingRule {
        reads_as,
        asks,
        confirms,
        cite: PRACTICE,
        confidence: Unsure,
    }
}

/// The head of the office agrees; where the head asks, another of the same rank.
pub const UNSEALING: &[UnsealingRule] = &[
    rule(
        ReadsAs::Handling,
        &[Role::IntakeOfficer, Role::ViolationsStaff, Role::Member],
        &[Role::Chair],
    ),
    rule(ReadsAs::Handling, &[Role::Chair], &[Role::Member]),
    // Where the matter began at the review authority, which then is the handling office.
    rule(
        ReadsAs::Handling,
        &[Role::Reviewer, Role::Commissioner],
        &[Role::Commissioner],
    ),
    // Where the sender let the identity go with the matter.
    rule(
        ReadsAs::Named,
        &[Role::Reviewer, Role::Commissioner],
        &[Role::Commissioner],
    ),
];

/// How long things of an opening last, in hours; no text was seen on it.
#[derive(Debug, Clone, Copy)]
pub struct UnsealingTimes {
    /// A request waits for the second person.
    pub waits: i64,
    /// What was agreed to lasts.
    pub lasts: i64,
    /// Instrument and article.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// Seven days to agree, one day to read.
pub const UNSEALING_TIMES: UnsealingTimes = UnsealingTimes {
    waits: 7 * 24,
    lasts: 24,
    cite: "practice",
    confidence: Unsure,
};

/// Who agrees to an opening that an account with these roles asks for; nobody where it may not ask.
#[must_use]
pub fn confirms_unsealing(reads_as: &[ReadsAs], roles: &[Role]) -> Vec<Role> {
    let mut found: Vec<Role> = Vec::new();
    let fits = |row: &&UnsealingRule| {
        reads_as.contains(&row.reads_as) && row.asks.iter().any(|r| roles.contains(r))
    };
    for role in UNSEALING.iter().filter(fits).flat_map(|row| row.confirms) {
        if !found.contains(role) {
            found.push(*role);
        }
    }
    found
}
