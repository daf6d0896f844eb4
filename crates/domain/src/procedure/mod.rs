//! The tables of the procedure and the few functions that read them.
//!
//! One row per transition ([`Rule`]); tables per machine, and one for what every machine has. Operations, role checks, next actions,
//! diagrams, the role matrix and the reference endpoint are all read from here.

mod access_rules;
mod actions;
mod allows;
mod assignment_rules;
mod between_rules;
mod body;
mod case_findings;
mod case_handling;
mod case_intake;
mod case_outcome;
mod control_rules;
mod cumulation;
mod entry_rules;
pub mod forms;
mod guards;
mod join_rules;
mod law_change_rules;
mod link_rules;
mod mistakes;
mod office_rules;
mod outside;
mod paper_rules;
mod paper_sight;
mod plenary;
mod record_rules;
mod referral_rules;
mod regime_rules;
pub mod render;
mod reopen_rules;
mod respondent_rules;
mod review_ends;
mod review_rules;
pub mod rule;
mod sanction_rules;
mod sight;
mod stages;
mod stand_in;
mod words;

pub use access_rules::{ACCESS, AccessReason, AccessRule, Loser, Occasion, Reach, access_rule};
pub use actions::Action;
pub use assignment_rules::{AssignmentCapacity, CAPACITIES, CapacityRule, HEADS};
pub use body::BodyShape;
pub use case_findings::FINDING_NEEDS;
pub use cumulation::ONE_DISCIPLINE;
pub use entry_rules::EntryAnswer;
pub use guards::{Guard, GuardKind};
pub use mistakes::TAKES_BACK;
pub use outside::OutsideSystem;
pub use paper_sight::{IN_DOUBT, PAPER_SIGHT, PaperSight, paper_holds};
pub use plenary::{MAJORITY, Majority, QUORUM, Quorum};
pub use record_rules::RECORDS;
pub use rule::{Acts, Law, Open, PaperDuty, Rule, Seat, To, Touch, When};
pub use sanction_rules::EFFECTIVE;
pub use sight::{
    CLOSED_REASONS, DECIDES, Decided, FORWARDED_NUMBERS, Matter, OpenFrom, ReadsAs, SIGHT, Sight,
    WITHHELD, Withheld, reads, reason_kept_as,
};
pub use stages::{Machine, Stage};
pub use words::{
    BlockScope, CorrectionResult, DestinationKind, Deviation, FollowUpJudgement, LapseCause, Mark,
    NotRegisteredGround, Outcome, PaperKind, RemedyResult, ReopenGround, Requirement,
    TakeoverGround, Term, TermKind,
};

use crate::law::LawSet;

/// The tables, in the order of the procedure.
pub const TABLES: &[&[Rule]] = &[
    case_findings::RULES,
    case_intake::RULES,
    case_handling::RULES,
    case_outcome::RULES,
    review_rules::RULES,
    regime_rules::RULES,
    review_ends::RULES,
    sanction_rules::RULES,
    control_rules::RULES,
    between_rules::RULES,
    referral_rules::RULES,
    assignment_rules::RULES,
    entry_rules::RULES,
    paper_rules::RULES,
    mistakes::RULES,
    respondent_rules::RULES,
    link_rules::RULES,
    join_rules::RULES,
    reopen_rules::RULES,
    office_rules::RULES,
    law_change_rules::RULES,
    record_rules::RULES,
];

/// Whether the plenary has still to decide on a case that stands there.
#[must_use]
pub fn before_decision(stage: Stage) -> bool {
    respondent_rules::BEFORE_DECISION.contains(&stage)
}

/// Every row.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// The rows of an action.
pub fn rows(action: Action) -> impl Iterator<Item = &'static Rule> {
    rules().filter(move |r| r.action == action)
}

/// The row of an action from a stage under a law text.
#[must_use]
pub fn rule(set: LawSet, action: Action, stage: Stage) -> Option<&'static Rule> {
    rows(action).find(|r| r.from.contains(&stage) && r.law(set).is_some())
}

/// The row that creates or opens with an action under a law text.
#[must_use]
pub fn opening(set: LawSet, action: Action) -> Option<&'static Rule> {
    rows(action).find(|r| r.from.is_empty() && r.law(set).is_some())
}

/// The actions of a machine under a law text, each once, in table order, creations and caused rows left out.
#[must_use]
pub fn actions(machine: Machine, set: LawSet) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    for row in
        rules().filter(|r| r.machine() == machine && r.is_operation() && r.law(set).is_some())
    {
        if !found.contains(&row.action) {
            found.push(row.action);
        }
    }
    found
}

/// One row per operation: the first of each action on each machine that is an operation or a creation.
#[must_use]
pub fn operations() -> Vec<&'static Rule> {
    let mut found: Vec<&'static Rule> = Vec::new();
    for row in rules().filter(|r| r.is_operation() || r.is_creation()) {
        if !found
            .iter()
            .any(|r| r.action == row.action && r.machine() == row.machine())
        {
            found.push(row);
        }
    }
    found
}

/// The rows of an action on one machine.
pub fn rows_on(machine: Machine, action: Action) -> impl Iterator<Item = &'static Rule> {
    rows(action).filter(move |r| r.machine() == machine)
}

/// The stable name of a row's operation: the action's code, with the machine where several have it.
#[must_use]
pub fn operation_id(row: &Rule) -> String {
    let shared = rows(row.action).any(|r| r.machine() != row.machine());
    if shared {
        format!("{}_{}", row.action.code(), row.machine().code())
    } else {
        row.action.code().to_owned()
    }
}
