//! A report that was split is one report: what is amended of its filing and of the day on which it became known holds
//! for every case that came of it. A paper that stands in several cases is one paper.

use chrono::Days;
use netralitas_domain::{
    acts::{Amendment, Details, Kept, PaperRef},
    file::{CaseFile, Change, Event, RecordKind, SubjectKind, TermState, Track},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Guard, Machine, Requirement, Term},
    time::Effective,
};
use netralitas_testkit::play::{Game, Start, World};

use crate::{code, give, mistakes::amend_reaching, with};

const ASN: &[SubjectKind] = &[SubjectKind::Pns, SubjectKind::Pns];

/// A report that was split before or after its initial study: the case that it was, and the new one.
fn split<'w>(world: &'w World, studied: bool) -> (Game<'w>, Game<'w>) {
    let start = Start::report(world, LawSet::Pemilu2022).about(ASN);
    let mut game = Game::start(world, &start);
    game.wait_days(2);
    if studied {
        game.play(A::CompleteInitialStudy);
    }
    let goes = game.file.case().unwrap().allegations[1].id;
    let office = world.offices.regency;
    let some = with(Details::Split(vec![goes]));
    let events = give(&mut game, office, Role::Chair, A::SplitCase, some).unwrap();
    let mut new = game.clone();
    new.file = CaseFile::remembering(events[1].case_id);
    new.file.apply(&events);
    new.events = events;
    (game, new)
}

/// Amends in one of the cases beside the other ones; both fold what comes of it.
fn amend(one: &mut Game<'_>, other: &mut Game<'_>, list: Vec<Amendment>) -> Vec<Event> {
    let kept = Kept {
        papers: one.papers(),
        others: vec![other.file.clone()],
        ..Kept::default()
    };
    let told = one.events.len();
    assert_eq!(amend_reaching(one, Machine::Case, list, &kept), None);
    let events = one.events[told..].to_vec();
    other.file.apply(&events);
    events
}

fn known(game: &Game<'_>, before: u64) -> Vec<Amendment> {
    let day = game.file.case().unwrap().filed.day;
    vec![Amendment::KnownOn(Some(day - Days::new(before)))]
}

fn case<'g>(game: &'g Game<'_>) -> &'g Track {
    game.file.case_track().unwrap()
}

fn registers(game: &Game<'_>, office: netralitas_domain::ids::OfficeId) -> Option<&'static str> {
    code(
        game,
        office,
        Role::Chair,
        A::RegisterReport,
        with(Details::None),
    )
}

#[test]
fn the_day_it_became_known_is_amended_in_every_case_of_the_report_whichever_is_named() {
    let world = World::new();
    for from_new in [false, true] {
        let (mut old, mut new) = split(&world, true);
        assert_eq!(registers(&new, world.offices.regency), None);
        let (one, other) = if from_new {
            (&mut new, &mut old)
        } else {
            (&mut old, &mut new)
        };
        let list = known(one, 60);
        let events = amend(one, other, list);
        assert_eq!(events.len(), 2);
        assert_eq!(events[1].action, A::AmendWith);
        assert_eq!(events[1].case_id, other.file.id);
        for game in [&old, &new] {
            let facts = game.file.case().unwrap();
            assert!(facts.filed_late && facts.study.as_ref().unwrap().late);
            assert!(
                facts
                    .open_requirements()
                    .contains(&Requirement::FiledInTime)
            );
            assert_eq!(
                registers(game, world.offices.regency),
                Some("requirements_met"),
                "from the new one: {from_new}"
            );
            // The study would not have asked for a delegation of what is late.
            assert!(case(game).open_term(Term::Delegation).is_none());
        }
        let (one, other) = if from_new {
            (&mut new, &mut old)
        } else {
            (&mut old, &mut new)
        };
        let list = known(one, 1);
        amend(one, other, list);
        for game in [&old, &new] {
            assert_eq!(registers(game, world.offices.regency), None);
            assert!(case(game).open_term(Term::Delegation).is_some());
        }
        assert_eq!(
            old.file.case().unwrap().known_on,
            new.file.case().unwrap().known_on
        );
        // A day that nobody knows is known to nobody in any of them.
        let (one, other) = if from_new {
            (&mut new, &mut old)
        } else {
            (&mut old, &mut new)
        };
        amend(one, other, vec![Amendment::KnownOn(None)]);
        for game in [&old, &new] {
            let facts = game.file.case().unwrap();
            assert_eq!((facts.known_on, facts.filed_late), (None, false));
        }
    }
}

#[test]
fn the_filing_moves_the_terms_that_began_with_it_in_every_case() {
    let world = World::new();
    let (mut old, mut new) = split(&world, false);
    let filed = old.file.case().unwrap().filed;
    let running = |game: &Game<'_>| {
        let term = case(game).open_term(Term::InitialStudy).unwrap();
        (term.start, term.due_day)
    };
    assert_eq!(running(&old), running(&new));
    let before = running(&new);
    let at = Effective::day(filed.day + Days::new(1));
    let events = amend(&mut old, &mut new, vec![Amendment::StepDay { seq: 1, at }]);
    assert_eq!(running(&old), running(&new));
    assert!(running(&new).1 > before.1);
    assert_eq!(new.file.case().unwrap().filed, at);
    assert_eq!(new.file.case().unwrap().before[0].at, at);
    let told = |c: &Change| matches!(c, Change::Refiled { was: Some(was), .. } if *was == filed);
    assert!(
        events[1].changes.iter().any(told),
        "the new case's journal says what moved"
    );
    let moved = |c: &Change| matches!(c, Change::TermsMoved(_));
    assert!(events[1].changes.iter().any(moved));
}

#[test]
fn what_another_case_of_the_report_does_not_bear_is_refused_in_all() {
    let world = World::new();
    let (mut old, new) = split(&world, false);
    // What the new case tells of happened before the filing.
    let act = new.file.case().unwrap().allegations[0].act_from.unwrap();
    let mine = old.file.case().unwrap().allegations[0].id;
    let at = Effective::day(act - Days::new(1));
    let kept = Kept {
        papers: old.papers(),
        others: vec![new.file.clone()],
        ..Kept::default()
    };
    let mut list = vec![
        Amendment::StepDay { seq: 1, at },
        Amendment::KnownOn(None),
        Amendment::ActDays {
            allegation: mine,
            from: None,
            to: None,
        },
    ];
    let filed_with = old.script.opening.0.papers.iter();
    list.extend(filed_with.map(|paper| {
        Amendment::PaperDays(PaperRef {
            dated: None,
            sent: None,
            received: None,
            received_minute: None,
            ..*paper
        })
    }));
    let alone = Kept {
        others: Vec::new(),
        ..kept.clone()
    };
    let mut by_itself = old.clone();
    amend_reaching(&mut by_itself, Machine::Case, list.clone(), &alone);
    assert_eq!(by_itself.file.case().unwrap().filed, at);
    let refused = amend_reaching(&mut old, Machine::Case, list, &kept);
    assert_eq!(refused, Some("after_filing"));
}

#[test]
fn a_case_that_was_registered_stays_so_and_what_it_rested_on_is_noted() {
    let world = World::new();
    let (mut old, mut new) = split(&world, true);
    new.play(A::RegisterReport);
    let list = known(&old, 60);
    amend(&mut old, &mut new, list);
    assert!(new.file.case().unwrap().filed_late);
    let noted = &case(&new).irregular;
    assert!(
        noted.iter().any(|i| i.guard == Guard::RequirementsMet),
        "{noted:?}"
    );
}

#[test]
fn every_case_that_shows_a_paper_tells_that_it_was_amended() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022);
    let mut game = Game::start(&world, &start);
    let mut other = Game::start(&world, &Start { number: 2, ..start });
    let apart = Game::start(
        &world,
        &Start {
            number: 3,
            ..Start::report(&world, LawSet::Pemilu2022)
        },
    );
    game.wait_minutes(60);
    let paper = game.script.opening.0.papers[0];
    other.file.tracks[0].papers.push(paper.id);
    let kept = Kept {
        papers: game.papers(),
        others: vec![other.file.clone(), apart.file.clone()],
        ..Kept::default()
    };
    let told = game.events.len();
    let list = vec![Amendment::PaperDays(paper)];
    assert_eq!(amend_reaching(&mut game, Machine::Case, list, &kept), None);
    let events = &game.events[told..];
    assert_eq!(events.len(), 2);
    let there = &events[1];
    assert_eq!(
        (there.action, there.case_id, there.seq),
        (A::AmendWith, other.file.id, 2)
    );
    let said = |c: &Change| matches!(c, Change::Reworded { record: RecordKind::Paper, id, .. } if *id == paper.id.raw());
    assert!(there.changes.len() == 1 && said(&there.changes[0]));
    assert!(
        there.texts.is_empty(),
        "the reason stays where it was given"
    );
    other.file.apply(events);
    assert_eq!(case(&other).version, 2);
}

#[test]
fn a_day_that_nobody_knew_for_a_time_leaves_the_term_its_length() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022);
    let mut game = Game::start(&world, &start);
    // It was filed under a book that gave another length.
    let longer = |terms: &mut Vec<TermState>| {
        let all = terms.iter_mut().filter(|t| t.term == Term::ReportFiling);
        all.for_each(|t| t.amount += 3);
    };
    longer(&mut game.file.tracks[0].terms);
    longer(&mut game.file.history.as_mut().unwrap()[0].opened);
    let length = |game: &Game<'_>| {
        let mut terms = case(game).terms.iter();
        terms
            .find(|t| t.term == Term::ReportFiling)
            .map(|t| (t.amount, t.unit))
    };
    let before = length(&game).unwrap();
    game.wait_minutes(60);
    let known = game.file.case().unwrap().known_on;
    let mut amended = |day| {
        let kept = Kept::default();
        let list = vec![Amendment::KnownOn(day)];
        assert_eq!(amend_reaching(&mut game, Machine::Case, list, &kept), None);
        length(&game)
    };
    assert_eq!(amended(None), None);
    assert_eq!(amended(known), Some(before));
}
