//! Who works on a track: officers assigned in a capacity, reassigned, released, or taking it themselves. Nothing
//! of it moves a track.
//!
//! [`CAPACITIES`] says who may be assigned in which capacity; the rows below are the four actions on every machine
//! that has a capacity.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, GuardKind, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law, structural},
    rules::office::{CASES, CONTROLS, REVIEWS, SANCTIONS},
};
use crate::{
    law::{
        Confidence::{self, Likely, Sure, Unsure},
        LawSet,
    },
    people::Role,
};

vocabulary! {
    /// In which capacity an officer is assigned to a track.
    AssignmentCapacity {
        Intake = "intake", "Penerimaan laporan", "Intake";
        Study = "study", "Pengkajian", "Study";
        ClarificationTeam = "clarification_team", "Tim klarifikasi", "Clarification team";
        Reviewer = "reviewer", "Pemeriksa pada otoritas", "Reviewer at the authority";
        Auditor = "auditor", "Auditor Manajemen ASN", "ASN management auditor";
        PersonnelOfficer = "personnel_officer", "Urusan pejabat pembina kepegawaian", "For the personnel officer (PPK)";
        Examiner = "examiner", "Pemeriksa pada instansi", "Examiner at the agency";
    }
}

/// Who may be assigned in a capacity.
#[derive(Debug, Clone, Copy)]
pub struct CapacityRule {
    /// The capacity.
    pub capacity: AssignmentCapacity,
    /// On tracks of which machines.
    pub on: &'static [Machine],
    /// By the office on which seat.
    pub seat: Seat,
    /// An account with one of these roles.
    pub roles: &'static [Role],
    /// Also an account of an office below.
    pub below: bool,
    /// Only by a decree, and never taken by oneself.
    pub decree: bool,
    /// The steps of the track that end it.
    pub until: &'static [Action],
    /// Instrument and article; "practice" or "not seen" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// The capacities, one row each.
pub const CAPACITIES: &[CapacityRule] = &[
    CapacityRule {
        capacity: AssignmentCapacity::Intake,
        on: &[Machine::Case],
        seat: Seat::Handling,
        roles: &[Role::IntakeOfficer],
        below: false,
        decree: false,
        until: &[],
        cite: "practice",
        confidence: Unsure,
    },
    CapacityRule {
        capacity: AssignmentCapacity::Study,
        // In the shared system of BKN Bawaslu studies the review.
        on: &[Machine::Case, Machine::Review],
        seat: Seat::Handling,
        roles: &[Role::ViolationsStaff, Role::Member],
        below: false,
        decree: false,
        until: &[],
        cite: "Perbawaslu 7/2022 art. 25, 36 (who: practice)",
        confidence: Likely,
    },
    CapacityRule {
        capacity: AssignmentCapacity::ClarificationTeam,
        on: &[Machine::Case],
        seat: Seat::Handling,
        roles: &[
            Role::Chair,
            Role::Member,
            Role::ViolationsStaff,
            Role::IntakeOfficer,
        ],
        below: true,
        decree: true,
        until: &[Action::DecideOutcomes],
        cite: "Perbawaslu 7/2022 art. 27(3), 28(4), 35",
        confidence: Sure,
    },
    CapacityRule {
        capacity: AssignmentCapacity::Reviewer,
        on: &[Machine::Review],
        seat: Seat::Authority,
        roles: &[Role::Reviewer, Role::Commissioner, Role::MinistryOfficer],
        below: false,
        decree: false,
        until: &[],
        cite: "practice",
        confidence: Unsure,
    },
    CapacityRule {
        capacity: AssignmentCapacity::Auditor,
        on: &[Machine::Review, Machine::Control],
        seat: Seat::Authority,
        roles: &[Role::AsnAuditor],
        below: false,
        decree: false,
        until: &[],
        cite: "practice",
        confidence: Unsure,
    },
    CapacityRule {
        capacity: AssignmentCapacity::PersonnelOfficer,
        on: &[Machine::Sanction],
        seat: Seat::Agency,
        roles: &[Role::PersonnelOfficer, Role::PersonnelUnit],
        below: false,
        decree: false,
        until: &[],
        cite: "practice",
        confidence: Unsure,
    },
    CapacityRule {
        capacity: AssignmentCapacity::Examiner,
        on: &[Machine::Sanction],
        seat: Seat::Agency,
        roles: &[Role::Examiner, Role::Inspectorate, Role::PersonnelUnit],
        below: false,
        decree: false,
        until: &[],
        cite: "PP 94/2021 (team of examiners; article not seen)",
        confidence: Unsure,
    },
];

impl AssignmentCapacity {
    /// Its row.
    #[must_use]
    pub fn rule(self) -> Option<&'static CapacityRule> {
        CAPACITIES.iter().find(|r| r.capacity == self)
    }
}

/// Whoever may be assigned to a case.
const CASE: &[Role] = &[
    Role::Chair,
    Role::Member,
    Role::ViolationsStaff,
    Role::IntakeOfficer,
];
/// Whoever may be assigned to a review: of the authority, and of Bawaslu where it studies.
const REVIEW: &[Role] = &[
    Role::Commissioner,
    Role::Reviewer,
    Role::AsnAuditor,
    Role::MinistryOfficer,
    Role::Chair,
    Role::Member,
    Role::ViolationsStaff,
];
const SANCTION: &[Role] = &[
    Role::PersonnelOfficer,
    Role::PersonnelUnit,
    Role::Examiner,
    Role::Inspectorate,
];
const CONTROL: &[Role] = &[Role::Commissioner, Role::AsnAuditor];

/// Who assigns others.
pub const HEADS: &[Role] = &[
    Role::Chair,
    Role::Member,
    Role::Commissioner,
    Role::MinistryOfficer,
    Role::PersonnelOfficer,
];

/// The clarification team; for other capacities it is practice.
const CITE: &str = "Perbawaslu 7/2022 art. 27(3), 28(4), 35; practice";
const ON_CASE: &[Law] = &[law(LawSet::HANDLING, CITE, &[], Likely)];
const ON_REVIEW: &[Law] = &[law(LawSet::ERAS, "practice", &[], Unsure)];
const ON_SANCTION: &[Law] = &[law(LawSet::REGIMES, "practice", &[], Unsure)];

const ASSIGNING: &[(Guard, GuardKind)] = &[
    structural(Guard::CapacityHere),
    structural(Guard::AssigneeFits),
    structural(Guard::AssignmentNew),
    structural(Guard::TeamDecree),
];
const REASSIGNING: &[(Guard, GuardKind)] = &[
    structural(Guard::AssignmentOpen),
    structural(Guard::AssigneeFits),
    structural(Guard::AssignmentNew),
];
const RELEASING: &[(Guard, GuardKind)] = &[structural(Guard::AssignmentOpen)];
const CLAIMING: &[(Guard, GuardKind)] = &[
    structural(Guard::CapacityHere),
    structural(Guard::AssigneeFits),
    structural(Guard::CapacityFree),
];

const fn assign(from: &'static [Stage], by: &'static [Role], on: &'static [Law]) -> Rule {
    Rule {
        action: Action::Assign,
        path: "assignments",
        from,
        acts: Acts::Office(Seat::Involved),
        by,
        guards: ASSIGNING,
        body: BodyShape::Assignment,
        law: on,
        ..ROW
    }
}

const fn reassign(from: &'static [Stage], by: &'static [Role], on: &'static [Law]) -> Rule {
    Rule {
        action: Action::Reassign,
        path: "reassignments",
        guards: REASSIGNING,
        body: BodyShape::Reassignment,
        ..assign(from, by, on)
    }
}

const fn release(from: &'static [Stage], by: &'static [Role], on: &'static [Law]) -> Rule {
    Rule {
        action: Action::Release,
        path: "releases",
        guards: RELEASING,
        body: BodyShape::Release,
        assigned: AssignmentCapacity::ALL,
        ..assign(from, by, on)
    }
}

const fn claim(from: &'static [Stage], by: &'static [Role], on: &'static [Law]) -> Rule {
    Rule {
        action: Action::Claim,
        path: "claims",
        guards: CLAIMING,
        body: BodyShape::Claim,
        ..assign(from, by, on)
    }
}

pub(in crate::procedure) const RULES: &[Rule] = &[
    assign(CASES, CASE_HEADS, ON_CASE),
    assign(REVIEWS, REVIEW_HEADS, ON_REVIEW),
    assign(SANCTIONS, SANCTION_HEADS, ON_SANCTION),
    assign(CONTROLS, CONTROL_HEADS, ON_REVIEW),
    reassign(CASES, CASE, ON_CASE),
    reassign(REVIEWS, REVIEW, ON_REVIEW),
    reassign(SANCTIONS, SANCTION, ON_SANCTION),
    reassign(CONTROLS, CONTROL, ON_REVIEW),
    release(CASES, CASE, ON_CASE),
    release(REVIEWS, REVIEW, ON_REVIEW),
    release(SANCTIONS, SANCTION, ON_SANCTION),
    release(CONTROLS, CONTROL, ON_REVIEW),
    claim(CASES, CASE, ON_CASE),
    claim(REVIEWS, REVIEW, ON_REVIEW),
    claim(SANCTIONS, SANCTION, ON_SANCTION),
    claim(CONTROLS, CONTROL, ON_REVIEW),
];

const CASE_HEADS: &[Role] = &[Role::Chair, Role::Member];
const REVIEW_HEADS: &[Role] = &[
    Role::Commissioner,
    Role::MinistryOfficer,
    Role::Chair,
    Role::Member,
];
const SANCTION_HEADS: &[Role] = &[Role::PersonnelOfficer];
const CONTROL_HEADS: &[Role] = &[Role::Commissioner];
