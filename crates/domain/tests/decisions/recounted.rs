//! A change of the law book: terms that run are counted anew, nothing else moves.

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    acts::{afresh, recount, term_under},
    file::{CaseFile, Change, MovedTerm, TermStart, TermState},
    law::{Confidence, Holiday, HolidayKind, LawSet, Unit},
    people::Role,
    procedure::{Action, Stage as S, Term},
    time::Zone,
};
use netralitas_testkit::play::{Game, World, reach, stages_of};

fn day_off(day: NaiveDate) -> Holiday {
    Holiday {
        day,
        kind: HolidayKind::JointLeave,
        region: None,
        provisional: false,
        in_terms: false,
        name: "Cuti bersama".to_owned(),
        decree: "decree: not seen".to_owned(),
        source: "not seen".to_owned(),
        confidence: Confidence::Unsure,
    }
}

/// The world with one more day off.
fn with_day_off(day: NaiveDate) -> World {
    let mut world = World::new();
    world.book.calendar = world.book.calendar.amended([day_off(day)], "later");
    world
}

/// The change that is followed.
const CHANGE: uuid::Uuid = uuid::Uuid::from_u128(4);

/// What a change of the book moves in a file: each moved term with its last day before.
fn moves(game: &Game<'_>, world: &World) -> (CaseFile, Vec<MovedTerm>) {
    let keeper = world.actor(world.offices.national, Role::LawKeeper);
    let events = recount(&game.file, &[CHANGE], &keeper, game.now, world.rules());
    let mut after = game.file.clone();
    after.apply(&events);
    let moved = events.iter().flat_map(|e| {
        assert_eq!((e.action, e.from), (Action::RecountTerms, Some(e.to)));
        assert!(e.changes.contains(&Change::LawChanged(vec![CHANGE])));
        e.changes.iter().flat_map(|c| match c {
            Change::TermsMoved(list) => list.clone(),
            Change::LawChanged(followed) if *followed == [CHANGE] => Vec::new(),
            other => panic!("{other:?}"),
        })
    });
    (after, moved.collect())
}

fn spans(term: &TermState, day: NaiveDate) -> bool {
    term.is_open() && term.unit == Unit::WorkingDays && term.start < day && day <= term.due_day
}

#[test]
fn a_day_off_added_late_moves_exactly_the_running_terms_that_span_it() {
    let plain = World::new();
    let (mut moved, mut unmoved, mut ended) = (0, 0, 0);
    for law in LawSet::ALL {
        for stage in stages_of(*law) {
            let (game, _) = reach(&plain, *law, stage).unwrap();
            let terms = || game.file.tracks.iter().flat_map(|t| &t.terms);
            let Some(last) = terms().filter(|t| t.is_open()).map(|t| t.due_day).max() else {
                continue;
            };
            let working = |d: &NaiveDate| plain.book.calendar.is_working(*d);
            let Some(day) = last.checked_sub_days(Days::new(6)).and_then(|from| {
                let mut days = from.iter_days().take(7);
                days.find(working)
            }) else {
                continue;
            };
            let world = with_day_off(day);
            let (after, told) = moves(&game, &world);
            for track in &game.file.tracks {
                for (old, new) in track
                    .terms
                    .iter()
                    .zip(&after.track(track.id).unwrap().terms)
                {
                    let spans = spans(old, day) && !track.stage.is_final();
                    assert_eq!(
                        old.due_day < new.due_day,
                        spans,
                        "{:?} {old:?}",
                        track.stage
                    );
                    if spans {
                        let next = world
                            .book
                            .calendar
                            .last_day(old.due_day, 1, Unit::WorkingDays);
                        assert_eq!((new.due_day, new.calendar.as_str()), (next, "later"));
                        moved += 1;
                    } else {
                        assert_eq!(old, new);
                        unmoved += 1;
                    }
                    ended += usize::from(track.stage.is_final());
                }
                let (old, new) = (track, after.track(track.id).unwrap());
                assert_eq!((old.stage, &old.facts), (new.stage, &new.facts));
            }
            for m in &told {
                assert_ne!(m.was, m.now.due_day);
            }
            // Counted once, nothing is left to count.
            let again = Game {
                file: after,
                ..game
            };
            assert_eq!(moves(&again, &world).1, []);
        }
    }
    assert!(
        moved > 30 && unmoved > 500 && ended > 20,
        "{moved} {unmoved} {ended}"
    );
}

#[test]
fn a_length_moves_what_runs_only_where_its_row_says_so() {
    for for_running in [false, true] {
        let mut world = World::new();
        let plain = World::new();
        let (game, id) = reach(&plain, LawSet::Kasn, S::AwaitingAgency).unwrap();
        let mut row = world
            .book
            .term(Term::AgencyFollowUp, LawSet::Kasn)
            .unwrap()
            .clone();
        let before = row.amount;
        row.amount += 5;
        row.for_running = for_running;
        world.book.supersede_term(row);
        let (after, told) = moves(&game, &world);
        assert_eq!(told.len(), usize::from(for_running));
        let term = after
            .track(id)
            .unwrap()
            .open_term(Term::AgencyFollowUp)
            .unwrap();
        let expected = if for_running { before + 5 } else { before };
        assert_eq!(term.amount, expected);
    }
}

/// The shipped book without the joint leave of 18 Aug 2025, and with it decreed late.
#[test]
fn the_joint_leave_of_18_august_2025_added_late_moves_exactly_what_spans_it() {
    let leave = day("2025-08-18");
    let row = |kind| Holiday {
        kind,
        ..day_off(leave)
    };
    let shipped = World::new().book;
    let mut before = shipped.clone();
    before.calendar = shipped
        .calendar
        .amended([row(HolidayKind::Withdrawn)], "before");
    assert!(before.calendar.is_working(leave) && !shipped.calendar.is_working(leave));
    let mut after = before.clone();
    after.calendar = before
        .calendar
        .amended([row(HolidayKind::JointLeave)], "after");
    let (mut spanning, mut others) = (0, 0);
    for rule in before.terms.iter().filter(|r| r.unit == Unit::WorkingDays) {
        for start in day("2025-07-01").iter_days().take(70) {
            let start = TermStart {
                seq: 1,
                day: start,
                minute: None,
                zone: Zone::Wib,
                region: None,
                paper: None,
            };
            let old = TermState::compute(rule, start, &before);
            let new = term_under(&old, &after);
            assert_eq!(new.due_day > old.due_day, spans(&old, leave), "{old:?}");
            assert_eq!(term_under(&new, &before).due_day, old.due_day, "and back");
            *if spans(&old, leave) {
                &mut spanning
            } else {
                &mut others
            } += 1;
        }
    }
    assert!(spanning > 100 && others > 100, "{spanning} {others}");
}

/// Between the change and the batch: whoever acts or looks meanwhile finds the terms of today's book.
#[test]
fn a_step_taken_before_the_batch_counts_its_terms_first() {
    let plain = World::new();
    let (game, id) = reach(&plain, LawSet::Kasn, S::AwaitingAgency).unwrap();
    let term = |file: &CaseFile| {
        let track = file.track(id).unwrap();
        track.open_term(Term::AgencyFollowUp).unwrap().clone()
    };
    let stored = term(&game.file);
    let off = stored
        .start
        .iter_days()
        .skip(2)
        .find(|d| plain.book.calendar.is_working(*d))
        .unwrap();
    let world = with_day_off(off);
    let counted = term(&afresh(&game.file, &world.book));
    assert!(stored.unit != Unit::WorkingDays || counted.due_day > stored.due_day);
    let (after, _) = moves(&game, &world);
    assert_eq!(term(&after).due_day, counted.due_day, "as the batch counts");
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
