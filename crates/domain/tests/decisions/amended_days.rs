//! Days beside the terms that follow an amended step: of meetings, of measures, of assignments, of former ends, and
//! whether the step counts as late.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    acts::{Amendment, Command, Details, PaperRef, decide, late_now},
    file::{Facts, Measure, SubjectKind, Track},
    ids::MeetingId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, ReopenGround, Stage as S, Term},
    time::Effective,
};
use netralitas_testkit::play::{Game, Start, World, candidates, reach};

use crate::{
    codes, give,
    mistakes::{amend, amend_beside},
    with,
};

/// The newest step of this action on a track, and its day.
fn step(game: &Game<'_>, machine: Machine, action: A) -> (i64, NaiveDate) {
    let track = game.track_of(machine).unwrap();
    let mut steps = track.standing();
    let (seq, mark) = steps.rfind(|(_, s)| s.action == action).unwrap();
    (seq, mark.at.day)
}

fn moved(seq: i64, day: NaiveDate) -> Vec<Amendment> {
    vec![Amendment::StepDay {
        seq,
        at: Effective::day(day),
    }]
}

fn measures(game: &Game<'_>) -> Vec<Measure> {
    let track = game.track_of(Machine::Sanction).unwrap();
    track.sanction().unwrap().measures.clone()
}

/// Registers a report in a meeting of that day, said or not: the meeting, the step, its day.
fn registered(game: &mut Game<'_>, said: bool) -> (MeetingId, i64, NaiveDate) {
    let mut played = game.clone();
    played.play(A::RegisterReport);
    let mut step = played.script.steps.last().unwrap().clone();
    let day = step.command.effective.day;
    step.command.meeting.as_mut().unwrap().day = said.then_some(day);
    let events = game.give(&step.actor, &step.command).unwrap();
    (events[0].meeting.unwrap(), events[0].seq, day)
}

#[test]
fn a_meeting_whose_day_was_never_said_moves_with_its_step() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    let came_in = game.file.case_track().unwrap().step(1).unwrap().at.day;
    game.wait_days(4);
    let (meeting, seq, day) = registered(&mut game, false);
    let amend = |game: &mut Game<'_>, list| {
        let meetings = game.meetings();
        amend_beside(game, Machine::Case, list, meetings)
    };
    let met = |game: &Game<'_>| {
        game.meetings()
            .into_iter()
            .find(|m| m.0 == meeting)
            .unwrap()
            .1
    };
    game.wait_days(3);
    for to in [day - Days::new(1), day + Days::new(2)] {
        assert_eq!(amend(&mut game, moved(seq, to)), None);
        assert_eq!(met(&game), to);
    }
    // Said once, it stays where it was said.
    let held = |day| vec![Amendment::MeetingDay { meeting, day }];
    assert_eq!(amend(&mut game, held(day)), None);
    assert_eq!(amend(&mut game, moved(seq, day + Days::new(1))), None);
    assert_eq!(met(&game), day);
    let eve = day - Days::new(1);
    assert_eq!(
        amend(&mut game, moved(seq, eve)),
        Some("meeting_after_step")
    );
    // Nor before the case came in, as at direct entry.
    let refused = amend(&mut game, held(came_in - Days::new(1)));
    assert_eq!(refused, Some("meeting_before_case"));
}

#[test]
fn a_meeting_and_its_step_keep_their_order() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    game.wait_days(3);
    let (meeting, seq, day) = registered(&mut game, true);
    let held = |day| vec![Amendment::MeetingDay { meeting, day }];
    let amend = |game: &mut Game<'_>, list| {
        let meetings = game.meetings();
        amend_beside(game, Machine::Case, list, meetings)
    };
    let met = |game: &Game<'_>| game.meetings().into_iter().find(|m| m.0 == meeting);
    assert_eq!(met(&game), Some((meeting, day)));
    game.wait_days(2);
    let eve = day - Days::new(1);
    let refused = amend(&mut game, moved(seq, eve));
    assert_eq!(refused, Some("meeting_after_step"));
    let refused = amend(&mut game, held(day + Days::new(1)));
    assert_eq!(refused, Some("meeting_after_step"));
    let refused = amend(&mut game, held(day));
    assert_eq!(refused, Some("amendment_fits"), "it says what is there");
    let refused = amend(&mut game, held(day + Days::new(60)));
    assert_eq!(refused, Some("future_day"));
    // Both together fit, in one amendment or the meeting first.
    let mut both = moved(seq, eve);
    both.extend(held(eve));
    assert_eq!(amend(&mut game.clone(), both), None);
    assert_eq!(amend(&mut game, held(eve)), None);
    assert_eq!(met(&game), Some((meeting, eve)));
    assert_eq!(amend(&mut game, moved(seq, eve)), None);
}

#[test]
fn measures_run_from_the_amended_day_of_effect() {
    let world = World::new();
    let (mut right, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
    let mut wrong = right.clone();
    right.wait_days(40).play(A::TakeEffect);
    let (seq, delivered) = step(&wrong, Machine::Sanction, A::Deliver);
    // Delivered and received a day later, so that it takes effect later.
    let next = delivered + Days::new(1);
    let mut later = moved(seq, next);
    let events = wrong.events.iter().filter(|e| e.action == A::Deliver);
    let of_delivery: Vec<_> = events.flat_map(|e| e.papers.clone()).collect();
    let papers = wrong.papers().into_iter();
    later.extend(papers.filter(|p| of_delivery.contains(&p.id)).map(|paper| {
        Amendment::PaperDays(PaperRef {
            received: Some(next),
            ..paper
        })
    }));
    wrong.wait_days(40).play(A::TakeEffect);
    assert_eq!(measures(&wrong), measures(&right));
    let before = measures(&wrong)[0].runs_from.unwrap();
    assert_eq!(amend(&mut wrong, Machine::Sanction, later), None);
    let now = measures(&wrong)[0].clone();
    let mut effect = wrong.track_of(Machine::Sanction).unwrap().terms.iter();
    let effect = effect
        .rfind(|t| t.term == Term::TakesEffect)
        .unwrap()
        .due_day;
    assert!(before < effect, "{before} {effect}");
    assert_eq!(now.runs_from, Some(effect));
}

#[test]
fn taken_back_with_its_amended_day_the_effect_never_was() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::UnderObjection).unwrap();
    let before = measures(&game);
    game.play_with(A::DecideObjection, |d| {
        matches!(
            d,
            Details::Remedy(netralitas_domain::procedure::RemedyResult::Upheld, _)
        )
    });
    let (seq, day) = step(&game, Machine::Sanction, A::DecideObjection);
    game.wait_days(3);
    let first = measures(&game)[0].runs_from.unwrap();
    assert_eq!(
        amend(&mut game, Machine::Sanction, moved(seq, day + Days::new(2))),
        None
    );
    assert_eq!(measures(&game)[0].runs_from, Some(first + Days::new(2)));
    game.annul_last().unwrap();
    assert_eq!(measures(&game), before);
}

#[test]
fn assignments_and_former_ends_have_the_amended_day() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    game.wait_days(2);
    game.play_on(Machine::Review, A::Assign, |_, _| true);
    let (seq, day) = step(&game, Machine::Review, A::Assign);
    game.wait_days(3);
    game.play_on(Machine::Review, A::Release, |_, _| true);
    let (released, ended) = step(&game, Machine::Review, A::Release);
    let days = |game: &Game<'_>| {
        let track = game.file.track(id).unwrap();
        let of = track.assignments.iter().find(|a| a.seq == seq).unwrap();
        (of.from, of.to)
    };
    assert_eq!(days(&game), (day, Some(ended)));
    let (one, two) = (day - Days::new(1), ended - Days::new(1));
    assert_eq!(amend(&mut game, Machine::Review, moved(seq, one)), None);
    assert_eq!(
        amend(&mut game, Machine::Review, moved(released, two)),
        None
    );
    assert_eq!(days(&game), (one, Some(two)));

    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::Stopped).unwrap();
    let track = game.file.track(id).unwrap();
    let (seq, day) = (track.version, track.steps.last().unwrap().at.day);
    game.wait_days(9);
    game.play_on(Machine::Case, A::Reopen, |c, _| {
        matches!(c.details, Details::Reopening(ReopenGround::Correction))
    });
    let ended = |game: &Game<'_>| game.file.track(id).unwrap().former_ends[0].ended_on;
    assert_eq!(ended(&game), day);
    let later = day + Days::new(1);
    assert_eq!(amend(&mut game, Machine::Case, moved(seq, later)), None);
    assert_eq!(ended(&game), later);
}

#[test]
fn only_a_step_that_was_due_comes_late_before_and_after_an_amendment() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    // Registration ends the term to hand on, which it was not due under.
    game.wait_days(5).play(A::RegisterReport);
    let registered = game.events.last().unwrap().clone();
    let track = || game.file.track(id).unwrap().clone();
    let closed = track()
        .terms
        .into_iter()
        .find(|t| t.closed_by == Some(registered.seq));
    assert!(closed.unwrap().closed_late, "it did end a term late");
    assert_eq!(
        (registered.late, late_now(&track(), &registered)),
        (None, None)
    );
    // A study that is late by its amended day is told so.
    let study = game
        .events
        .iter()
        .find(|e| e.action == A::CompleteInitialStudy);
    let study = study.unwrap().clone();
    assert_eq!(late_now(&track(), &study), None);
    let due = track()
        .terms
        .into_iter()
        .find(|t| t.term == Term::InitialStudy)
        .unwrap();
    let late = moved(study.seq, due.due_day + Days::new(1));
    let day = study.effective.day;
    assert_eq!(amend(&mut game, Machine::Case, late), None);
    let track = || game.file.track(id).unwrap().clone();
    assert_eq!(late_now(&track(), &study), Some(Term::InitialStudy));
    assert_eq!(amend(&mut game, Machine::Case, moved(study.seq, day)), None);
    assert_eq!(
        late_now(&game.file.track(id).unwrap().clone(), &study),
        None
    );
}

#[test]
fn what_a_former_handler_entered_is_amended_by_who_took_the_matter_over() {
    let world = World::new();
    let o = world.offices;
    let start = Start::report(&world, LawSet::Pemilu2022);
    let mut game = Game::start(&world, &start);
    game.wait_days(1).play(A::CompleteInitialStudy);
    let (studied, day) = step(&game, Machine::Case, A::CompleteInitialStudy);
    game.wait_days(2).play(A::TakeOver);
    assert_eq!(game.file.case().unwrap().handled_by, o.province);
    let earlier = moved(studied, day - Days::new(1));
    let by = |game: &mut Game<'_>, office, list| {
        let details = Details::Amendments(list);
        let body = with(details);
        give(game, office, Role::Chair, A::Amend, body).map_err(|r| r.code())
    };
    assert!(by(&mut game.clone(), o.province, earlier.clone()).is_ok());
    // Who sits above and never handled it does not.
    assert!(by(&mut game.clone(), o.national, earlier).is_err());

    let (mut game, old) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    let (seq, day) = step(&game, Machine::Review, A::IssueRecommendation);
    game.on("2024-09-05".parse().unwrap()).play(A::HandOver);
    let track = game.file.track(old).unwrap().clone();
    let successor = track.steps.last().unwrap().by;
    assert_ne!(track.step(seq).unwrap().by, successor);
    let later = Details::Amendments(moved(seq, day + Days::new(1)));
    let able = world.actors().into_iter().filter(|actor| {
        let all = candidates(&game.file, &track, A::Amend, actor, &world, game.now);
        let mut commands = all.into_iter().map(|c| Command {
            details: later.clone(),
            ..c
        });
        commands.any(|c| decide(&game.file, &c, actor, game.now, world.rules()).is_ok())
    });
    let offices: BTreeSet<_> = able.map(|a| a.office).collect();
    assert!(offices.contains(&successor), "{offices:?}");
}

#[test]
fn words_and_days_of_an_act_move_every_track_that_shows_them() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
    let allegation = game.file.case().unwrap().allegations[0].clone();
    let versions = |game: &Game<'_>| -> Vec<i64> {
        let shown = |t: &&Track| game.file.shows_allegation(t, allegation.id);
        game.file
            .tracks
            .iter()
            .filter(shown)
            .map(|t| t.version)
            .collect()
    };
    let before = versions(&game);
    assert!(before.len() > 2, "the case, the review, the sanction");
    let list = vec![Amendment::AllegationWords {
        allegation: allegation.id,
        version: 2,
    }];
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    let after: Vec<i64> = before.iter().map(|v| v + 1).collect();
    assert_eq!(versions(&game), after);
    let day = allegation.act_from.unwrap() - Days::new(1);
    let list = vec![Amendment::ActDays {
        allegation: allegation.id,
        from: Some(day),
        to: None,
    }];
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    let after: Vec<i64> = before.iter().map(|v| v + 2).collect();
    assert_eq!(versions(&game), after);
}

#[test]
fn a_recommended_kind_keeps_its_regime() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Bkn, S::Recommended).unwrap();
    let recommend = |game: &mut Game<'_>, kind: Option<&str>| {
        for track in &mut game.file.tracks {
            if let Facts::Review(review) = &mut track.facts {
                let what = review.recommendation.as_mut().unwrap();
                what.kind = kind.map(Into::into);
                what.level = None;
            }
        }
    };
    let review = game.track_of(Machine::Review).unwrap().review().unwrap();
    assert_eq!(review.regime, LawSet::Pp94);
    let (allegation, party) = (review.allegations[0], review.respondent);
    let before_pp94 = || {
        vec![Amendment::ActDays {
            allegation,
            from: Some("2020-10-11".parse().unwrap()),
            to: None,
        }]
    };
    let to_pppk = |d: &Details| matches!(d, Details::SubjectChange { party: p, subject: SubjectKind::Pppk, .. } if *p == party);
    let pppk = |game: &Game<'_>| codes(game, A::ChangeSubjectKind, |c| to_pppk(&c.details));
    // A kind that only the old regime knows binds it; a level alone, or nothing, does not.
    recommend(&mut game, Some("lower_post_12m"));
    let refused = amend(&mut game, Machine::Case, before_pp94());
    assert_eq!(refused, Some("regime_free"));
    assert!(pppk(&game).contains("regime_stays"), "{:?}", pppk(&game));
    recommend(&mut game, None);
    assert!(!pppk(&game).contains("regime_stays"), "{:?}", pppk(&game));
    assert_eq!(amend(&mut game, Machine::Case, before_pp94()), None);
}
