//! Commands, decisions, next actions.
//!
//! [`decide`] and [`next_actions`] both go through [`check`], so the list shown and the verdict given are
//! one function. Order: role, stage, office, day, guards, details.

mod after_end;
mod change_maker;
mod check;
mod command;
mod decide;
mod entries;
mod erasure;
mod events;
mod guard_check;
mod historic;
mod intake;
mod judge;
mod kept;
mod marks;
mod mistakes;
mod moved_law;
mod next;
mod offices;
mod outside;
mod papers;
mod pinning;
mod respondents;
mod review;
mod sanctions;
mod siblings;
mod timing;

pub use check::{Checked, World, check, holds_a_role, legal_basis, opening_basis};
pub use command::{
    Amendment, Approval, Assignee, Command, CorrectionRuling, Details, InitialStudyFindings,
    NamedPaper, NewCase, PaperRef, Supplement,
};
pub use decide::decide;
pub use erasure::certified;
pub use guard_check::Verdict;
pub use historic::{Historic, PaperNumber};
pub use intake::links::OtherCase;
pub use intake::meeting::MeetingFacts;
pub use intake::opening::open_case;
pub use intake::splitting::split_names;
pub use kept::Kept;
pub use mistakes::own_steps::second_office;
pub use mistakes::term_shift::late_now;
pub use moved_law::other_version::{
    ActionUnder, Comparison, KindsUnder, StepUnder, TermUnder, compare, other_versions,
};
pub use moved_law::recounting::{afresh, moved as moved_terms, recount, term_under};
pub use moved_law::restaging::{Otherwise, Restaged, restaged};
pub use moved_law::succeeding::{Succeeded, succeeded};
pub use next::{NextAction, next_actions};
pub use offices::access::{AccessChange, Grant, Spell, Whose, access_changes, fold_access};
pub use offices::office_end::{OfficeEnd, acted_after, pass_on};
pub use review::joining::OtherReview;
pub use sanctions::regime_choice::{RegimeDoubt, RegimePart, regime_doubts, regime_parts};
pub use siblings::Dispatch;
