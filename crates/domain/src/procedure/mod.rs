//! The tables of the procedure and the few functions that read them.
//!
//! One row per transition ([`Rule`]); tables per machine, and one for what every machine has. Operations, role checks, next actions,
//! diagrams, the role matrix and the reference endpoint are all read from here.

mod access_rules;
mod actions;
mod allows;
mod body;
mod client_scopes;
mod cumulation;
mod door;
mod erasing;
mod fields;
mod finding;
pub mod forms;
mod guards;
mod holders;
mod notes;
mod outside;
mod paper_sight;
mod plenary;
mod reach;
pub mod render;
mod retention;
pub mod rule;
mod rules;
mod sight;
mod stages;
mod stand_in;
mod system_roles;
mod unsealing;
mod words;
mod work;

pub use access_rules::{ACCESS, AccessReason, AccessRule, Loser, Occasion, Reach, access_rule};
pub use actions::Action;
pub use body::BodyShape;
pub use client_scopes::ClientScope;
pub use cumulation::ONE_DISCIPLINE;
pub use door::{
    ASKS_HOLDERS, DOES_BY_TICKET, DOOR, DoesByTicket, GIVES_TICKETS, GivesTicket, Holder,
    IdentityCheck, ON_THE_NOTICE_BOARD, READS_BY_TICKET, ReadsByTicket, TicketKind, TicketMatter,
    by_ticket, gives, reads_by_ticket,
};
pub use erasing::{
    ERASABLE, ERASING, ERASING_AGREE, ERASING_WAITS, ErasableWhen, ErasedTexts, ErasingGround,
    ErasingRefusal, ErasingRights, ErasingRule, ErasingSeat, erasing_seat, may_erase,
};
pub use fields::{FIELD_SIGHT, FieldClass, FieldSight, PersonField, Showing, showing};
pub use finding::{FoundIn, found_by_from, reads_closed};
pub use guards::{Guard, GuardKind};
pub use holders::{Keeper, kept_by};
pub use notes::{NOTES, NoteRule, may_note};
pub use outside::OutsideSystem;
pub use paper_sight::{IN_DOUBT, PAPER_SIGHT, PaperSight, paper_holds};
pub use plenary::{MAJORITY, Majority, QUORUM, Quorum};
pub use reach::{APART, Extent, REACH, ReachRule, extent, reach_of};
pub use retention::{RETENTION, RetentionFrom, RetentionOf, RetentionRule, RetentionThen};
pub use rule::{Acts, Law, Open, PaperDuty, Rule, Seat, To, Touch, When};
pub use rules::assignment::{AssignmentCapacity, CAPACITIES, CapacityRule, HEADS};
pub use rules::case_findings::FINDING_NEEDS;
pub use rules::entry::EntryAnswer;
pub use rules::hold::HOLDS;
pub use rules::mistakes::TAKES_BACK;
pub use rules::record::RECORDS;
pub use rules::sanction::EFFECTIVE;
pub use sight::{
    CLOSED_REASONS, DECIDES, Decided, FORWARDED_NUMBERS, Matter, OpenFrom, READS_AS_WRITTEN,
    REDACTED, ReadsAs, Redacted, SIGHT, Sight, WITHHELD, Withheld, reads, reason_kept_as,
};
pub use stages::{Machine, Stage};
pub use system_roles::{
    SYSTEM_HEADS, SYSTEM_ROLES, SystemHead, SystemRole, for_systems, heads_of_systems,
};
pub use unsealing::{
    UNSEALING, UNSEALING_TIMES, UnsealingGround, UnsealingRule, UnsealingTimes, confirms_unsealing,
};
pub use words::{
    BlockScope, CorrectionResult, DestinationKind, Deviation, FollowUpJudgement, LapseCause, Mark,
    NotRegisteredGround, Outcome, PaperKind, RemedyResult, ReopenGround, Requirement,
    TakeoverGround, Term, TermKind,
};

pub use rules::TABLES;
pub use work::{DeskQueue, WORK, WorkRule, is_work, work_rows};

use crate::law::LawSet;

/// Whether the plenary has still to decide on a case that stands there.
#[must_use]
pub fn before_decision(stage: Stage) -> bool {
    rules::respondent::BEFORE_DECISION.contains(&stage)
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
