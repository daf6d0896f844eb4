//! Whose a running track would be after a change of the authorities. Nothing is written: a review stays where it is
//! until the one that follows hands it over to itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::acts::check::World;
use crate::{
    file::Track,
    ids::{CaseId, TrackId},
    law::{Authority, Book},
    procedure::Machine,
};

/// A running track that would be another authority's from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succeeded {
    /// The case.
    pub case_id: CaseId,
    /// The track.
    pub track: TrackId,
    /// What kind of track it is.
    pub machine: Machine,
    /// The first day on which the two books say otherwise, today or later.
    pub from: NaiveDate,
    /// Who is competent then by the book as it is; none where nobody is.
    pub was: Option<Authority>,
    /// Who is by the changed book.
    pub now: Option<Authority>,
}

/// The open reviews and blocks among these tracks for which another authority would be competent, on a day or later.
#[must_use]
pub fn succeeded(
    tracks: &[Track],
    old: World<'_>,
    new: World<'_>,
    today: NaiveDate,
) -> Vec<Succeeded> {
    let bounds = |book: &Book| {
        let rows = book.authorities.iter();
        rows.flat_map(|a| [a.valid_from, a.valid_to.and_then(|to| to.succ_opt())])
            .flatten()
            .collect::<BTreeSet<_>>()
    };
    let mut days: BTreeSet<NaiveDate> = &bounds(old.book) | &bounds(new.book);
    days.retain(|day| today < *day);
    days.insert(today);
    let differs = |track: &Track| {
        days.iter().find_map(|day| {
            let (was, now) = (competent(track, *day, old)?, competent(track, *day, new)?);
            let code = |a: Option<&Authority>| a.map(|a| a.code.clone());
            (code(was) != code(now)).then(|| Succeeded {
                case_id: track.case_id,
                track: track.id,
                machine: track.machine,
                from: *day,
                was: was.cloned(),
                now: now.cloned(),
            })
        })
    };
    let open = tracks.iter().filter(|t| !t.stage.is_final());
    open.filter_map(differs).collect()
}

/// Who is competent for a track on a day, if anybody is; none of tracks for which no authority is.
fn competent<'b>(track: &Track, day: NaiveDate, world: World<'b>) -> Option<Option<&'b Authority>> {
    let book = world.book;
    let on = |roles: &[&str], code: Option<&str>| {
        let mut rows = book.authorities.iter().rev();
        rows.find(|a| {
            code.is_none_or(|code| a.code == code)
                && roles.contains(&a.role.as_str())
                && book.has_role(&a.code, &a.role, day)
        })
    };
    if track.control().is_some() {
        return Some(on(&["control"], None));
    }
    let review = track.review()?;
    let office = world.offices.get(world.offices.now(review.authority))?;
    let code = office.authority.as_deref()?;
    let own = on(crate::acts::offices::seats::REVIEWING, Some(code));
    Some(own.or_else(|| book.successor(code, review.recommendation.is_some(), day)))
}
