//! The terms of a track with their accounts.

use netralitas_app::reading::query::TermsView;
use netralitas_domain::{
    Text,
    file::{TermState, Track},
    law::{DayMark, Unit, questions},
    procedure::Term,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, Rendering, TermOut};
use crate::{
    dto::{term_account::TermAccountOut, words},
    extract::Language,
};

/// Every term of a track, open ones first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermsOut {
    /// The track.
    pub track_id: Uuid,
    /// The version of the calendar that the accounts use.
    pub calendar_version: String,
    /// The terms.
    pub items: Vec<TermExplained>,
}

/// A term and how its last day comes about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermExplained {
    /// The term as it stands.
    pub term: TermOut,
    /// The law text it runs under.
    pub law: Named,
    /// The step that opened it.
    pub opened_by: i64,
    /// What that step did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_with: Option<Named>,
    /// Whether its day rests on another version of the calendar than the account: the two may then differ.
    pub calendar_moved: bool,
    /// How many of its units are used up, today included; of hours, in minutes, with the whole day of today.
    pub used: u64,
    /// How many are left.
    pub left: u64,
    /// The term that it takes the place of, and what was added to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionOut>,
    /// What its pauses took, where it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause_budget: Option<PauseBudgetOut>,
    /// How its last day comes about by the calendar of today.
    pub account: TermAccountOut,
}

/// What was added to a term.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExtensionOut {
    /// The term that was extended.
    #[schema(value_type = words::Term)]
    pub of: Term,
    /// Its units, from the same start.
    pub first: u32,
    /// The units added: the budget of the extension.
    pub added: u32,
    /// How much of the budget is used up, today included; of hours, in minutes.
    pub used: u64,
    /// How much of it is left.
    pub left: u64,
}

/// What pauses took of a term, and how much more they may.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PauseBudgetOut {
    /// Days of the term that fell into pauses.
    pub used: u32,
    /// How many more may; absent while no text is known that limits pauses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// On what the limit rests.
    pub text: &'static str,
}

/// No article that was read limits how long a matter may be with somebody else.
const NO_LIMIT: Text = Text {
    id: "Batas lamanya jeda belum terlihat dalam naskah mana pun.",
    en: "No text that was seen limits how long pauses may last.",
};

impl TermsOut {
    /// Renders the terms of a track.
    #[must_use]
    pub fn of(view: &TermsView, language: Language) -> Self {
        let r = Rendering {
            language,
            book: &view.known.book,
            offices: &view.known.offices,
            now: view.now,
        };
        let mut all: Vec<_> = view.track.terms.iter().collect();
        all.sort_by_key(|t| (!t.is_open(), t.due_at));
        Self {
            track_id: view.track.id.raw(),
            calendar_version: r.book.calendar.version().to_owned(),
            items: all
                .into_iter()
                .map(|t| TermExplained::of(t, &view.track, &r))
                .collect(),
        }
    }
}

impl TermExplained {
    fn of(term: &TermState, track: &Track, r: &Rendering<'_>) -> Self {
        let account = term.account(r.book);
        // While it pauses it uses nothing.
        let held = term.pauses.last().filter(|p| p.to.is_none());
        let today = r.now.day_in(term.zone);
        let today = held.map_or(today, |p| p.from.min(today));
        let lasted = account.days.iter().filter(|d| d.day <= today);
        let used = lasted.fold(0, |used, d| match d.mark {
            DayMark::Counted(number) => u64::from(number),
            DayMark::Hours { total, .. } => total,
            _ => used,
        });
        let minutes = if term.unit == Unit::Hours { 60 } else { 1 };
        let row = r.book.term(term.term, term.law);
        let action = |seq| track.step(seq).map(|s| s.action);
        let extended = term.term.extends().and_then(|of| {
            let first = r.book.term(of, term.law)?;
            let added = term.amount.checked_sub(first.amount)?;
            // The first length is used up before the one that was added.
            let used = used.saturating_sub(u64::from(first.amount) * minutes);
            Some(ExtensionOut {
                of,
                first: first.amount,
                added,
                used,
                left: (u64::from(added) * minutes).saturating_sub(used),
            })
        });
        let pause_budget = (!account.pauses.is_empty()).then(|| PauseBudgetOut {
            used: account.pauses.iter().map(|p| p.days).sum(),
            left: None,
            text: r.language.pick(NO_LIMIT),
        });
        Self {
            term: TermOut::of(term, r),
            law: Named::of(term.law, r.language),
            opened_by: term.opened_by,
            opened_with: action(term.opened_by).map(|a| Named::of(a, r.language)),
            calendar_moved: term.is_behind(r.book),
            used,
            left: (u64::from(term.amount) * minutes).saturating_sub(used),
            extension: extended,
            pause_budget,
            account: TermAccountOut::of(
                &account,
                (term.amount, term.unit),
                row,
                questions::of_coverage(account.coverage).as_slice(),
                action,
                r.language,
            ),
        }
    }
}
