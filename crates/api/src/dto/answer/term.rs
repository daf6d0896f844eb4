//! Terms, open ones first.

use chrono::NaiveDate;
use netralitas_domain::{
    file::{TermState, Track},
    law::{Confidence, Unit},
    procedure::{Term, TermKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Rendering;
use crate::dto::words;

/// A term: its row, start, due day, and how it ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermOut {
    /// Which.
    #[schema(value_type = words::Term)]
    pub code: Term,
    /// Its text.
    pub text: &'static str,
    /// A duty of somebody, or a right of a party. A right that passed unused is nobody's lateness.
    #[schema(value_type = words::TermKind)]
    pub kind: TermKind,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    #[schema(value_type = words::Unit)]
    pub unit: Unit,
    /// The start day, itself not counted.
    pub start_day: NaiveDate,
    /// The last day.
    pub due_day: NaiveDate,
    /// The instant it ends (RFC 3339, UTC).
    pub due_at: String,
    /// The zone in which it ends.
    pub zone: &'static str,
    /// The calendar version its day rests on.
    pub calendar: String,
    /// Since when it does not run, where the matter was returned for completion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_on: Option<NaiveDate>,
    /// Whether no step has ended it yet.
    pub open: bool,
    /// Whether it is open and its last day has passed: what `allows` says is then possible.
    pub passed: bool,
    /// Whether somebody is late: a duty that passed, or a step that came after its term.
    pub late: bool,
    /// What its passing allows.
    pub allows: &'static str,
    /// The legal source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How well its length is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<Confidence>,
}

impl TermOut {
    pub(super) fn of(term: &TermState, view: &Rendering<'_>) -> Self {
        let row = view.book.term(term.term, term.law);
        // While it pauses nothing is late that was not before.
        let paused = term.pauses.last().filter(|p| p.to.is_none());
        let kept = paused.is_some_and(|p| p.from <= term.due_day);
        let passed = term.is_open() && view.now > term.due_at && !kept;
        Self {
            code: term.term,
            text: view.language.pick(term.term.text()),
            kind: term.term.kind(),
            amount: term.amount,
            unit: term.unit,
            start_day: term.start,
            due_day: term.due_day,
            due_at: term.due_at.rfc3339(),
            zone: term.zone.code(),
            calendar: term.calendar.clone(),
            paused_on: paused.filter(|_| term.is_open()).map(|p| p.from),
            open: term.is_open(),
            passed,
            late: if term.is_open() {
                passed && term.term.kind() == TermKind::Duty
            } else {
                term.closed_late
            },
            allows: view.language.pick(term.term.allows()),
            basis: row
                .filter(|r| !r.citation.is_empty())
                .map(|r| view.language.cite(&r.citation)),
            confidence: row.map(|r| r.confidence),
        }
    }
}

pub(super) fn terms(track: &Track, r: &Rendering<'_>) -> Vec<TermOut> {
    let mut all: Vec<_> = track.terms.iter().collect();
    all.sort_by_key(|t| (!t.is_open(), t.due_at));
    all.into_iter().map(|t| TermOut::of(t, r)).collect()
}
