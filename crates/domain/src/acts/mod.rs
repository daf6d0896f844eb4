//! Commands, decisions, next actions.
//!
//! [`decide`] and [`next_actions`] both go through [`check`], so the list shown and the verdict given are
//! one function. Order: role, stage, office, day, guards, details.

mod access;
mod access_back;
mod amending;
mod assigning;
mod between;
mod change_maker;
mod check;
mod command;
mod competence;
mod correction;
mod correction_request;
mod decide;
mod effect;
mod entries;
mod events;
mod guard_check;
mod halves;
mod historic;
mod intake_guards;
mod issuing;
mod joining;
mod judge;
mod kept;
mod kept_days;
mod links;
mod marks;
mod measures;
mod meeting;
mod moral;
mod next;
mod office_end;
mod opening;
mod opening_authority;
mod other_version;
mod outside;
mod own_steps;
mod papers;
mod pinning;
mod recommending;
mod recounting;
mod refiling;
mod regime_choice;
mod rejudging;
mod reopening;
mod respondent_guards;
mod respondent_tracks;
mod respondents;
mod restaging;
mod seats;
mod siblings;
mod splitting;
mod study;
mod taking_back;
mod term_shift;
mod timing;

pub use access::{AccessChange, Grant, Spell, Whose, access_changes, fold_access};
pub use check::{Checked, World, check, holds_a_role, legal_basis, opening_basis};
pub use command::{
    Amendment, Approval, Assignee, Command, CorrectionRuling, Details, Dispatch,
    InitialStudyFindings, NamedPaper, NewCase, PaperRef, Supplement,
};
pub use decide::decide;
pub use guard_check::Verdict;
pub use historic::{Historic, PaperNumber};
pub use joining::OtherReview;
pub use kept::Kept;
pub use links::OtherCase;
pub use meeting::MeetingFacts;
pub use next::{NextAction, next_actions};
pub use office_end::{OfficeEnd, acted_after, pass_on};
pub use opening::open_case;
pub use other_version::{
    ActionUnder, Comparison, KindsUnder, StepUnder, TermUnder, compare, other_versions,
};
pub use own_steps::second_office;
pub use recounting::{afresh, moved as moved_terms, recount, term_under};
pub use regime_choice::{RegimeDoubt, RegimePart, regime_doubts, regime_parts};
pub use restaging::{Otherwise, Restaged, restaged};
pub use splitting::split_names;
pub use term_shift::late_now;
