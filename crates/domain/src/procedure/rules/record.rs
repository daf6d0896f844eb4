//! Rows that every machine has and that move nothing: files and outside numbers put on a track (papers have
//! theirs beside this). They are allowed at the end too, for a letter may come late and its scan later. No
//! article speaks of them; it is practice.

use crate::procedure::{
    Action, Acts, BodyShape, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

/// The actions that keep records on a track: papers added, files, outside numbers. They are taken at its end
/// too, and move nothing.
pub const RECORDS: &[Action] = &[Action::AddPapers, Action::AttachFile, Action::AddReference];

const PRACTICE: &str = "practice";

const HANDLING: &[Law] = &[law(LawSet::HANDLING, PRACTICE, &[], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, PRACTICE, &[], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, PRACTICE, &[], Unsure)];

/// The roles of whoever may sit on a track of a machine, and so of whoever records steps there.
pub(in crate::procedure) const fn involved(machine: Machine) -> &'static [Role] {
    match machine {
        Machine::Case => OF_CASE,
        _ => EVERYBODY,
    }
}

/// Of Bawaslu, and of the review authority where the matter began.
const OF_CASE: &[Role] = &[
    Role::IntakeOfficer,
    Role::FieldSupervisor,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
    Role::Reviewer,
    Role::Commissioner,
    Role::AsnAuditor,
    Role::MinistryOfficer,
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
    Role::AuthorisedOfficial,
    Role::Examiner,
    Role::Inspectorate,
    Role::MinistryOfficer,
    Role::AppealOfficer,
    Role::DestinationOfficer,
];

/// A row for one machine. Any office with a seat on the track may add what it holds.
const fn record(machine: Machine, action: Action, path: &'static str, body: BodyShape) -> Rule {
    Rule {
        action,
        path,
        from: Stage::of(machine),
        acts: Acts::Office(Seat::Involved),
        by: involved(machine),
        body,
        law: match machine {
            Machine::Case | Machine::Referral => HANDLING,
            Machine::Review | Machine::Control => ERAS,
            Machine::Sanction => REGIMES,
        },
        ..ROW
    }
}

const fn file(machine: Machine) -> Rule {
    record(machine, Action::AttachFile, "files", BodyShape::File)
}

const fn reference(machine: Machine) -> Rule {
    record(
        machine,
        Action::AddReference,
        "references",
        BodyShape::Reference,
    )
}

pub(in crate::procedure) const RULES: &[Rule] = &[
    file(Machine::Case),
    reference(Machine::Case),
    file(Machine::Review),
    reference(Machine::Review),
    file(Machine::Sanction),
    reference(Machine::Sanction),
    file(Machine::Control),
    reference(Machine::Control),
    file(Machine::Referral),
    reference(Machine::Referral),
];
