//! Rows that every machine has and that move nothing: files and outside numbers put on a track (papers have
//! theirs beside this). They are allowed at the end too, for a letter may come late and its scan later. No
//! article speaks of them; it is practice.

use super::{
    Action, Acts, BodyShape, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

/// The actions that keep records on a track: papers added, files, outside numbers. They are taken at its end
/// too, and move nothing.
pub const RECORDS: &[Action] = &[
    Action::AddCasePapers,
    Action::AddReviewPapers,
    Action::AddSanctionPapers,
    Action::AddControlPapers,
    Action::AddReferralPapers,
    Action::AttachCaseFile,
    Action::AttachReviewFile,
    Action::AttachSanctionFile,
    Action::AttachControlFile,
    Action::AttachReferralFile,
    Action::AddCaseReference,
    Action::AddReviewReference,
    Action::AddSanctionReference,
    Action::AddControlReference,
    Action::AddReferralReference,
];

/// The action by which a file comes to a track of this machine.
#[must_use]
pub const fn file_action(machine: Machine) -> Action {
    match machine {
        Machine::Case => Action::AttachCaseFile,
        Machine::Review => Action::AttachReviewFile,
        Machine::Sanction => Action::AttachSanctionFile,
        Machine::Control => Action::AttachControlFile,
        Machine::Referral => Action::AttachReferralFile,
    }
}

/// The action by which papers are added to a track of this machine.
#[must_use]
pub const fn papers_action(machine: Machine) -> Action {
    match machine {
        Machine::Case => Action::AddCasePapers,
        Machine::Review => Action::AddReviewPapers,
        Machine::Sanction => Action::AddSanctionPapers,
        Machine::Control => Action::AddControlPapers,
        Machine::Referral => Action::AddReferralPapers,
    }
}

const PRACTICE: &str = "practice";
const HANDLING: &[Law] = &[law(LawSet::HANDLING, PRACTICE, &[], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, PRACTICE, &[], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, PRACTICE, &[], Unsure)];

const BAWASLU: &[Role] = &[
    Role::IntakeOfficer,
    Role::FieldSupervisor,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
];
const EVERYBODY: &[Role] = &[
    Role::IntakeOfficer,
    Role::FieldSupervisor,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
    Role::Reviewer,
    Role::Commissioner,
    Role::AsnAuditor,
    Role::ControlOfficer,
    Role::PersonnelOfficer,
    Role::PersonnelUnit,
    Role::Examiner,
    Role::MinistryOfficer,
    Role::AppealOfficer,
    Role::DestinationOfficer,
];

pub(super) const CASE: &[Stage] = &stages::<{ count(Machine::Case) }>(Machine::Case);
pub(super) const REVIEW: &[Stage] = &stages::<{ count(Machine::Review) }>(Machine::Review);
pub(super) const SANCTION: &[Stage] = &stages::<{ count(Machine::Sanction) }>(Machine::Sanction);
pub(super) const CONTROL: &[Stage] = &stages::<{ count(Machine::Control) }>(Machine::Control);
pub(super) const REFERRAL: &[Stage] = &stages::<{ count(Machine::Referral) }>(Machine::Referral);

/// What the rows of files share. Any office with a seat on the track may add what it holds.
const FILE: Rule = Rule {
    path: "files",
    acts: Acts::Office(Seat::Involved),
    body: BodyShape::File,
    ..ROW
};

/// What the rows of outside numbers share.
const REFERENCE: Rule = Rule {
    path: "references",
    acts: Acts::Office(Seat::Involved),
    body: BodyShape::Reference,
    ..ROW
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        action: Action::AttachCaseFile,
        from: CASE,
        by: BAWASLU,
        law: HANDLING,
        ..FILE
    },
    Rule {
        action: Action::AddCaseReference,
        from: CASE,
        by: BAWASLU,
        law: HANDLING,
        ..REFERENCE
    },
    Rule {
        action: Action::AttachReviewFile,
        from: REVIEW,
        by: EVERYBODY,
        law: ERAS,
        ..FILE
    },
    Rule {
        action: Action::AddReviewReference,
        from: REVIEW,
        by: EVERYBODY,
        law: ERAS,
        ..REFERENCE
    },
    Rule {
        action: Action::AttachSanctionFile,
        from: SANCTION,
        by: EVERYBODY,
        law: REGIMES,
        ..FILE
    },
    Rule {
        action: Action::AddSanctionReference,
        from: SANCTION,
        by: EVERYBODY,
        law: REGIMES,
        ..REFERENCE
    },
    Rule {
        action: Action::AttachControlFile,
        from: CONTROL,
        by: EVERYBODY,
        law: ERAS,
        ..FILE
    },
    Rule {
        action: Action::AddControlReference,
        from: CONTROL,
        by: EVERYBODY,
        law: ERAS,
        ..REFERENCE
    },
    Rule {
        action: Action::AttachReferralFile,
        from: REFERRAL,
        by: EVERYBODY,
        law: HANDLING,
        ..FILE
    },
    Rule {
        action: Action::AddReferralReference,
        from: REFERRAL,
        by: EVERYBODY,
        law: HANDLING,
        ..REFERENCE
    },
];

/// How many stages a machine has.
const fn count(machine: Machine) -> usize {
    let (mut i, mut n) = (0, 0);
    while i < Stage::ALL.len() {
        #[expect(clippy::indexing_slicing, reason = "computed by the compiler")]
        if Stage::ALL[i].machine() as u8 == machine as u8 {
            n += 1;
        }
        i += 1;
    }
    n
}

/// Every stage of a machine, so that a new one needs no line here.
const fn stages<const N: usize>(machine: Machine) -> [Stage; N] {
    let mut found = [Stage::InformationRecorded; N];
    let (mut i, mut n) = (0, 0);
    while i < Stage::ALL.len() {
        #[expect(clippy::indexing_slicing, reason = "computed by the compiler")]
        if Stage::ALL[i].machine() as u8 == machine as u8 {
            found[n] = Stage::ALL[i];
            n += 1;
        }
        i += 1;
    }
    found
}
