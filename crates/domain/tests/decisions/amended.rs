//! What is amended is as if it had been entered right at once, guards among it.

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    acts::{Amendment, Details, InitialStudyFindings},
    file::{CaseFacts, TermState},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Requirement, Stage as S, Term},
    time::Effective,
};
use netralitas_testkit::play::{Game, Ids, Start, World, reach};

use crate::{always_refused, give, mistakes::amend, possible, term, with};

/// A report at the regency whose reporter knew so many days before; none where nobody says since when.
fn filed(world: &World, known: Option<u64>) -> Game<'_> {
    let mut start = Start::report(world, LawSet::Pemilu2022);
    start.known = known.map(|days| start.day - Days::new(days));
    Game::start(world, &start)
}

fn known(game: &Game<'_>, days: impl Into<Option<u64>>) -> Vec<Amendment> {
    let filed = game.file.case().unwrap().filed.day;
    let day = days.into().map(|days: u64| filed - Days::new(days));
    vec![Amendment::KnownOn(day)]
}

/// A study that says nothing of lateness.
fn study(game: &mut Game<'_>) {
    game.play_with(
        A::CompleteInitialStudy,
        |d| matches!(d, Details::InitialStudy(s) if s.gaps.is_empty() && s.late.is_none()),
    );
}

/// What a case knows of its filing, and its terms.
fn told(game: &Game<'_>) -> (CaseFacts, Vec<TermState>) {
    let track = game.file.case_track().unwrap();
    let mut facts = track.case().unwrap().clone();
    facts.given.sort_unstable();
    let mut terms = track.terms.clone();
    // The amendment has a number of its own, so that later steps have others.
    for term in &mut terms {
        term.closed_by = term.closed_by.map(|_| 0);
    }
    for term in terms.iter_mut().filter(|t| t.opened_by > 1) {
        term.opened_by = 2;
    }
    terms.sort_by_key(|t| (t.opened_by, t.term));
    (facts, terms)
}

#[test]
fn lateness_follows_the_day_it_became_known_as_if_it_had_been_told_at_once() {
    let world = World::new();
    for (wrong, right) in [
        (Some(2), Some(40)),
        (Some(40), Some(2)),
        (None, Some(40)),
        (None, Some(2)),
        (Some(2), None),
        (Some(40), None),
    ] {
        for studied_first in [false, true] {
            let mut entered = filed(&world, right);
            let mut amended = filed(&world, wrong);
            let list = known(&amended, right);
            for game in [&mut entered, &mut amended] {
                game.wait_days(1);
            }
            if studied_first {
                study(&mut amended);
            }
            assert_eq!(amend(&mut amended, Machine::Case, list.clone()), None);
            if !studied_first {
                study(&mut amended);
            }
            study(&mut entered);
            assert_eq!(
                told(&amended),
                told(&entered),
                "{wrong:?} {right:?} {studied_first}"
            );
            let late = right == Some(40);
            assert_eq!(amended.file.case().unwrap().filed_late, late);
            if late {
                always_refused(&amended, A::RegisterReport, "requirements_met");
            } else {
                assert!(possible(&amended, A::RegisterReport, |_| true));
            }
        }
    }
}

#[test]
fn lateness_follows_the_amended_day_of_the_filing() {
    let world = World::new();
    let mut game = filed(&world, Some(2));
    game.wait_days(20);
    let day = game.file.case().unwrap().filed.day + Days::new(15);
    let list = vec![Amendment::StepDay {
        seq: 1,
        at: Effective::day(day),
    }];
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    let case = game.file.case().unwrap();
    assert_eq!((case.filed.day, case.filed_late), (day, true));
    assert!(!case.given.contains(&Requirement::FiledInTime));
    let track = game.file.case_track().unwrap();
    assert!(
        track
            .terms
            .iter()
            .any(|t| t.term == Term::ReportFiling && t.closed_late)
    );
}

#[test]
fn what_a_person_judged_of_lateness_stays() {
    let world = World::new();
    for (computed_late, before, after) in
        [(false, 2, 3), (false, 40, 2), (true, 40, 41), (true, 2, 40)]
    {
        // Told so that the study goes against the days.
        let (from, judged) = if computed_late {
            (40, false)
        } else {
            (2, true)
        };
        let mut game = filed(&world, Some(from));
        game.wait_days(1);
        let office = world.offices.regency;
        let found = InitialStudyFindings {
            late: Some(judged),
            late_reason: Some(Ids::from(40).id()),
            kinds: vec![netralitas_domain::procedure::Outcome::OtherLaw],
            ..InitialStudyFindings::default()
        };
        let body = with(Details::InitialStudy(found));
        give(
            &mut game,
            office,
            Role::Chair,
            A::CompleteInitialStudy,
            body,
        )
        .unwrap();
        for days in [before, after] {
            let list = known(&game, days);
            let same = game.file.case().unwrap().known_on == list_day(&list);
            assert_eq!(amend(&mut game, Machine::Case, list).is_some(), same);
            let study = game.file.case().unwrap().study.clone().unwrap();
            assert_eq!((study.late, study.late_judged), (judged, true), "{days}");
        }
    }
}

fn list_day(list: &[Amendment]) -> Option<NaiveDate> {
    list.iter().find_map(|a| match a {
        Amendment::KnownOn(day) => *day,
        _ => None,
    })
}

#[test]
fn a_return_amended_and_taken_back_leaves_no_pause() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    let terms = |game: &Game<'_>| game.file.track(id).unwrap().terms.clone();
    let before = terms(&game);
    game.wait_days(2).play(A::ReturnForCompletion);
    let returned = game.file.track(id).unwrap().version;
    let day = game.file.track(id).unwrap().step(returned).unwrap().at.day;
    game.wait_days(5).play(A::Resubmit);
    let earlier = Amendment::StepDay {
        seq: returned,
        at: Effective::day(day - Days::new(1)),
    };
    let paused = term(&game, Machine::Review, Term::SatgasVerification).due_day;
    assert_eq!(amend(&mut game, Machine::Review, vec![earlier]), None);
    let moved = term(&game, Machine::Review, Term::SatgasVerification);
    assert_eq!(moved.due_day, paused + Days::new(1));
    // The resubmission never was: the pause lasts, from its amended day.
    game.annul_last().unwrap();
    let lasting = term(&game, Machine::Review, Term::SatgasVerification);
    assert!(lasting.is_paused());
    assert_eq!(lasting.pauses[0].from, day - Days::new(1));
    assert_eq!(
        lasting.due_day,
        before
            .iter()
            .find(|t| t.term == Term::SatgasVerification)
            .unwrap()
            .due_day
    );
    // Nor the return.
    game.annul_last().unwrap();
    assert_eq!(terms(&game), before);
}

#[test]
fn an_amended_registration_that_is_taken_back_leaves_no_day_of_registration() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    game.wait_days(2).play(A::RegisterReport);
    let track = game.file.track(id).unwrap();
    let (seq, day) = (track.version, track.step(track.version).unwrap().at.day);
    let list = vec![Amendment::StepDay {
        seq,
        at: Effective::day(day - Days::new(1)),
    }];
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    let now = game.file.case().unwrap().registered_on;
    assert_eq!(now, Some(day - Days::new(1)));
    game.annul_last().unwrap();
    assert_eq!(game.file.case().unwrap().registered_on, None);
}
