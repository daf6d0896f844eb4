//! Where in the body an amendment stands, and the days of papers before and after it.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::acts::command::{Amendment, PaperRef};
use crate::{
    ids::{MeetingId, PaperId},
    time::Effective,
};

pub(super) fn place(list: &str, at: usize, field: &str) -> Cow<'static, str> {
    format!("/details/{list}/{at}/{field}").into()
}

/// The amendments of one list of the body with their places in it.
pub(super) fn of_list<'l, T>(
    list: &'l [Amendment],
    pick: impl Fn(&'l Amendment) -> Option<T> + 'l,
) -> impl Iterator<Item = (usize, T)> + 'l {
    list.iter().filter_map(pick).enumerate()
}

pub(super) const fn step(amendment: &Amendment) -> Option<(i64, Effective)> {
    match amendment {
        Amendment::StepDay { seq, at } => Some((*seq, *at)),
        _ => None,
    }
}

pub(super) const fn paper(amendment: &Amendment) -> Option<&PaperRef> {
    match amendment {
        Amendment::PaperDays(paper) => Some(paper),
        _ => None,
    }
}

pub(super) const fn meeting(amendment: &Amendment) -> Option<(MeetingId, NaiveDate)> {
    match amendment {
        Amendment::MeetingDay { meeting, day } => Some((*meeting, *day)),
        _ => None,
    }
}

/// Papers of the case before and after the amendment.
#[derive(Clone, Copy)]
pub(super) struct Papers<'a> {
    pub(super) old: &'a [PaperRef],
    pub(super) list: &'a [Amendment],
}

impl Papers<'_> {
    pub(super) fn before(&self, id: PaperId) -> Option<PaperRef> {
        self.old.iter().find(|p| p.id == id).copied()
    }
    pub(super) fn after(&self, id: PaperId) -> Option<PaperRef> {
        let amended = self.list.iter().filter_map(paper).rfind(|p| p.id == id);
        amended.copied().or_else(|| self.before(id))
    }
    /// Where the amendment names the paper, or else the step.
    pub(super) fn place(&self, id: PaperId, field: &str, seq: i64) -> Cow<'static, str> {
        let own = of_list(self.list, paper).find(|(_, p)| p.id == id);
        own.map_or_else(
            || step_place(self.list, &[seq]),
            |(i, _)| place("papers", i, field),
        )
    }
}

pub(super) fn step_place(list: &[Amendment], steps: &[i64]) -> Cow<'static, str> {
    let mut named = of_list(list, step);
    named.find(|(_, (seq, _))| steps.contains(seq)).map_or_else(
        || "/details".into(),
        |(i, _)| place("steps", i, "effective_day"),
    )
}
