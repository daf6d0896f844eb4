//! What holds of every event and of every file at any time.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{AccessChange, access_changes},
    file::{CaseFile, Change, Event, Facts, TermState, Track},
    people::OfficeType,
    procedure::{self, Action, Machine, Stage, Term, To, rules},
};
use netralitas_testkit::play::World;

/// Events say what the tables say.
pub fn assert_step(before: &CaseFile, events: &[Event], after: &CaseFile) {
    // What a step does on another case is told there.
    for event in events.iter().filter(|e| e.case_id == after.id) {
        assert_eq!(event.case_id, after.id);
        assert_eq!(event.to.machine(), event.machine);
        let row = event.from.map_or_else(
            || procedure::opening(event.law, event.action),
            |from| {
                rules().find(|r| {
                    r.action == event.action && r.from.contains(&from) && r.law(event.law).is_some()
                })
            },
        );
        let row = row.unwrap_or_else(|| panic!("no row for {event:?}"));
        match event.from {
            Some(from) => assert!(
                row.to == To::Before || row.targets(from).contains(&event.to),
                "{event:?}"
            ),
            // A successor goes on where its predecessor stood.
            None if continues(event) => {}
            None => assert!(row.targets(event.to).contains(&event.to), "{event:?}"),
        }
        // An amendment opens what the step that it amends would have opened.
        let amended = |t: &TermState| {
            let step = after.track(event.track)?.step(t.opened_by)?;
            let mends = event.action == Action::Amend && t.opened_by < event.seq;
            mends.then_some(step.action)
        };
        let opens = |t: &TermState| match amended(t) {
            Some(action) => {
                procedure::rows(action).any(|r| r.opens.iter().any(|o| o.term == t.term))
            }
            None => row.opens.iter().any(|o| o.term == t.term),
        };
        assert!(
            event.opened.iter().all(|t| continues(event) || opens(t)),
            "{event:?}"
        );
        let void = event.to == Stage::void(event.machine);
        assert!(void || event.closed.iter().all(|c| row.closes.contains(&c.term)));
        assert!(event.late.is_none_or(|t| Some(t) == row.due
            || t == Term::HandlingExtended && row.due == Some(Term::Handling)));
        assert_acting(event, after);
    }
    let caused = events.iter().skip(1);
    for event in caused.filter(|_| !before.tracks.is_empty()) {
        let row = procedure::rows(event.action).next().unwrap();
        assert!(
            row.caused_by.contains(&events[0].action),
            "{:?} caused {:?}",
            events[0].action,
            event.action
        );
    }
    assert_file(after);
}

fn continues(event: &Event) -> bool {
    event.changes.iter().any(|c| {
        matches!(c, Change::Opened(facts)
            if matches!(facts.as_ref(), Facts::Review(r) if r.continues.is_some()))
    })
}

/// A party that acts is a party of the case, and on a track about one respondent that respondent's.
fn assert_acting(event: &Event, after: &CaseFile) {
    let Some(party) = event.acting.party else {
        return;
    };
    let known = after.party(party).expect("the acting party is of the case");
    let track = after.track(event.track).unwrap();
    let of = track.sanction().map(|s| s.respondent);
    assert!(of.is_none_or(|r| r == known.id || known.represents == Some(r)));
    assert!(!matches!(
        event.machine,
        Machine::Control | Machine::Review | Machine::Referral
    ));
}

/// What holds of every file at any time.
fn assert_file(file: &CaseFile) {
    for track in &file.tracks {
        assert_eq!(track.version, track.steps.len() as i64, "seq is dense");
        assert_eq!(track.stage.machine(), track.machine);
        let open: Vec<Term> = track
            .terms
            .iter()
            .filter(|t| t.is_open())
            .map(|t| t.term)
            .collect();
        let kinds: BTreeSet<Term> = open.iter().copied().collect();
        assert_eq!(kinds.len(), open.len(), "a term runs twice: {open:?}");
        if track.stage.is_final() {
            assert!(open.is_empty(), "{:?} leaves {open:?} open", track.stage);
        }
        for term in &track.terms {
            assert!(term.opened_by >= 1 && term.opened_by <= track.version);
            assert!(term.closed_by.is_none_or(|seq| seq >= term.opened_by));
            assert!(term.due_day >= term.start);
        }
        // A void track never was, and whoever came with the step that was taken back went with it.
        let void = track.stage == Stage::void(track.machine);
        if let Facts::Review(r) = &track.facts {
            assert!(void || file.anyone(r.respondent).is_some());
        }
        if let Some(s) = track.sanction() {
            assert!(file.track(s.review).is_some_and(|t| t.review().is_some()));
        }
    }
    let case = file.case_track().unwrap();
    let ended = file.all_other_tracks_ended();
    match case.stage {
        Stage::Monitored | Stage::ForwardedUnregistered | Stage::AtAuthority => {
            assert!(!ended, "the case should have ended with its last track");
        }
        Stage::CaseClosed => assert!(ended && file.tracks.len() > 1),
        // A correction that runs holds the case open; no other stage has tracks beside it.
        Stage::UnderCorrection => assert!(file.tracks.len() > 1),
        // A case that was reopened is decided anew, with what ran before at its end.
        _ if !case.former_ends.is_empty() => assert!(ended, "{:?}", case.stage),
        // What was opened by mistake stays, void.
        _ => {
            let void = |t: &&Track| t.stage == Stage::void(t.machine);
            let beside = file.tracks.iter().filter(|t| t.id != case.id);
            assert!(beside.clone().all(|t| void(&t)), "{:?}", case.stage);
        }
    }
}

/// Folding every event from nothing gives the state that was kept step by step.
pub fn assert_fold(file: &CaseFile, events: &[Event]) {
    let mut fold = CaseFile::remembering(file.id);
    fold.apply(events);
    assert_eq!(&fold, file);
    for track in &file.tracks {
        let seqs: Vec<i64> = events
            .iter()
            .filter(|e| e.track == track.id)
            .map(|e| e.seq)
            .collect();
        let dense: Vec<i64> = (1..=track.version).collect();
        assert_eq!(seqs, dense);
    }
    // What is kept is what is written: a round through JSON changes nothing.
    for event in events {
        let text = serde_json::to_string(event).unwrap();
        assert_eq!(&serde_json::from_str::<Event>(&text).unwrap(), event);
    }
    for track in &file.tracks {
        let text = serde_json::to_string(track).unwrap();
        assert_eq!(&serde_json::from_str::<Track>(&text).unwrap(), track);
    }
}

/// An agency sees tracks of its own people only, a destination its referrals only; nobody but the Bawaslu
/// offices sees the case.
pub fn assert_grants(events: &[Event], after: &CaseFile, world: &World) {
    for event in events {
        for change in access_changes(event, None, after, world.rules()) {
            let AccessChange::Begins(grant) = change else {
                continue;
            };
            let office = world.directory.get(grant.office).unwrap();
            let track = after.track(grant.track).unwrap();
            let allowed = match office.kind {
                OfficeType::ElectionSupervisor => true,
                OfficeType::Agency => {
                    track.review().is_some_and(|r| r.agency == Some(office.id))
                        || track.sanction().is_some_and(|s| s.agency == office.id)
                        || track.control().is_some_and(|c| c.agency == office.id)
                }
                OfficeType::Destination => track
                    .referral()
                    .is_some_and(|r| r.destination.office == Some(office.id)),
                OfficeType::ReviewAuthority | OfficeType::Ministry
                    if after.case().is_some_and(|c| c.handled_by == office.id) =>
                {
                    true
                }
                OfficeType::ReviewAuthority | OfficeType::Ministry | OfficeType::AppealBody => {
                    !matches!(track.machine, Machine::Case | Machine::Referral)
                }
            };
            assert!(allowed, "{} gets {:?}", office.code, track.machine);
        }
    }
}
