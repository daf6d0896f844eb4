//! What a scenario expects of a step against what came of it.

use netralitas_domain::{
    file::{Capacity, CaseFacts, CaseFile, Track},
    ids::PartyId,
    procedure::{Machine, Term},
};
use serde_json::Value;

use super::scenario::{Alias, Expect};

/// Compares what a step gave with what was expected; all differences at once.
///
/// # Errors
/// The differences, or an expectation that makes no sense.
pub(super) fn check(
    exact_numbers: bool,
    expect: &Expect,
    receipt: &Value,
    file: &CaseFile,
    on: &Alias,
) -> Result<(), String> {
    let track = find(file, on)?;
    let mut wrong = Vec::new();
    if let Some(stage) = &expect.stage
        && track.stage.code() != stage
    {
        wrong.push(format!("stage {}, expected {stage}", track.stage.code()));
    }
    for (term, day) in &expect.due {
        let wanted = Expect::day(day)?;
        let found = track
            .terms
            .iter()
            .rev()
            .find(|t| t.term.code() == term)
            .map(|t| t.due_day);
        if found != Some(wanted) {
            let found = found.map_or("not opened".to_owned(), |day| format!("due {day}"));
            wrong.push(format!("{term} {found}, expected {wanted}"));
        }
    }
    if let Some(wanted) = &expect.open {
        let mut found: Vec<&str> = track
            .terms
            .iter()
            .filter(|t| t.is_open())
            .map(|t| t.term.code())
            .collect();
        let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        if found != wanted {
            wrong.push(format!("open terms {found:?}, expected {wanted:?}"));
        }
    }
    wrong.extend(check_numbers(exact_numbers, &expect.numbers, receipt));
    if let Some(wanted) = &expect.late {
        let found = receipt["late"].as_str().unwrap_or("none");
        if Term::from_code(wanted).is_none() && wanted != "none" {
            return Err(format!("{wanted} is no term"));
        }
        if found != wanted {
            wrong.push(format!("late: {found}, expected {wanted}"));
        }
    }
    for (alias, wanted) in &expect.others {
        let found = find(file, &Alias::parse(alias)?)?.stage.code();
        if found != wanted {
            wrong.push(format!("{alias} stands at {found}, expected {wanted}"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    }
}

fn check_numbers(exact: bool, wanted: &[String], receipt: &Value) -> Option<String> {
    if wanted.is_empty() {
        return None;
    }
    let given: Vec<&str> = receipt["numbers"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|n| n["number"].as_str())
        .collect();
    let tail = |number: &str| {
        number
            .split_once('/')
            .map_or_else(|| number.to_owned(), |(_, tail)| tail.to_owned())
    };
    let equal = |(a, b): (&String, &&str)| {
        if exact { a == b } else { tail(a) == tail(b) }
    };
    let fits = given.len() == wanted.len() && wanted.iter().zip(&given).all(equal);
    (!fits).then(|| format!("numbers {given:?}, expected {wanted:?}"))
}

/// The track that a scenario names; of several the one that was opened last.
pub(super) fn find<'f>(file: &'f CaseFile, alias: &Alias) -> Result<&'f Track, String> {
    let machine = alias.machine;
    if machine == Machine::Case {
        return file.case_track().ok_or_else(|| "no case track".to_owned());
    }
    let respondent: PartyId = file
        .case()
        .and_then(|c| place_of(c, Capacity::Respondent).nth(alias.respondent - 1))
        .ok_or_else(|| format!("no respondent {}", alias.respondent))?;
    file.tracks
        .iter()
        .filter(|t| t.machine == machine && respondent_of(t) == Some(respondent))
        .max_by_key(|t| t.id)
        .ok_or_else(|| format!("no {} of respondent {}", machine.code(), alias.respondent))
}

/// Whoever is or was in the case in a capacity, in the order in which they came; those struck keep their place.
pub(super) fn place_of(case: &CaseFacts, capacity: Capacity) -> impl Iterator<Item = PartyId> {
    case.everyone()
        .into_iter()
        .filter(move |p| p.capacity == capacity)
        .map(|p| p.id)
}

/// The respondent whom a track is about.
pub(super) fn respondent_of(track: &Track) -> Option<PartyId> {
    let of_review = track.review().map(|r| r.respondent);
    let of_sanction = || track.sanction().map(|s| s.respondent);
    let of_control = || track.control().map(|c| c.respondent);
    let of_referral = || track.referral().map(|r| r.respondent);
    of_review
        .or_else(of_sanction)
        .or_else(of_control)
        .or_else(of_referral)
}
