//! What is counted of a case as a whole. That a chain of cases counts once is the affair of whoever keeps the entries.

use super::{
    Dimensions, Entry, Figure, Sheet, persons,
    stages::{self, moves},
    terms,
};
use crate::{
    file::{CaseFile, Origin},
    procedure::{Action, Stage},
};

/// Enters a case.
pub(super) fn enter(file: &CaseFile, sheet: &mut Sheet) {
    let Some((track, facts)) = file.case_track().and_then(|t| Some((t, t.case()?))) else {
        return;
    };
    if track.is_void() {
        return;
    }
    let by = Dimensions::of_case(file);
    stages::enter(track, None, &by, sheet);
    terms::enter(track, None, &by, sheet);
    let all = moves(track);
    let came_in = all.first().map(|m| m.day);
    let registers = |a| matches!(a, Action::RegisterReport | Action::RegisterFinding);
    let registered = all.iter().find(|m| registers(m.action)).map(|m| m.day);
    let refused = all
        .iter()
        .find(|m| m.to == Stage::NotRegistered)
        .map(|m| m.day);
    let people = persons::all(file);
    let forwarded = people.iter().map(|p| p.reported).min();
    let forwarded = forwarded.filter(|_| facts.origin != Origin::Authority);
    let proven = people.iter().filter_map(|p| p.proven_on()).min();
    let followed_up = people.iter().filter_map(|p| p.followed_up_on()).min();
    for (figure, day) in [
        (Figure::CasesCameIn, came_in),
        (Figure::CasesRegistered, registered),
        (Figure::CasesNotRegistered, refused),
        (Figure::CasesForwarded, forwarded),
        (Figure::CasesProven, proven),
        (Figure::CasesFollowedUp, followed_up),
    ] {
        if let Some(day) = day {
            let entry = Entry {
                figure,
                day,
                track: track.id,
                respondent: None,
                by: by.clone(),
            };
            sheet.enter(entry, 1);
        }
    }
}
