//! The rows of the machines: one table per part of the procedure, one row per transition.

pub(super) mod assignment;
pub(super) mod between;
pub(super) mod case_findings;
pub(super) mod case_handling;
pub(super) mod case_intake;
pub(super) mod case_outcome;
pub(super) mod control;
pub(super) mod entry;
pub(super) mod erasure;
pub(super) mod hold;
pub(super) mod join;
pub(super) mod law_change;
pub(super) mod link;
pub(super) mod mistakes;
pub(super) mod office;
pub(super) mod paper;
pub(super) mod record;
pub(super) mod referral;
pub(super) mod regime;
pub(super) mod reopen;
pub(super) mod respondent;
pub(super) mod review;
pub(super) mod review_ends;
pub(super) mod sanction;

use super::Rule;

/// The tables, in the order of the procedure.
pub const TABLES: &[&[Rule]] = &[
    case_findings::RULES,
    case_intake::RULES,
    case_handling::RULES,
    case_outcome::RULES,
    review::RULES,
    regime::RULES,
    review_ends::RULES,
    sanction::RULES,
    control::RULES,
    between::RULES,
    referral::RULES,
    assignment::RULES,
    entry::RULES,
    paper::RULES,
    mistakes::RULES,
    respondent::RULES,
    link::RULES,
    join::RULES,
    reopen::RULES,
    office::RULES,
    law_change::RULES,
    erasure::RULES,
    hold::RULES,
    record::RULES,
];
