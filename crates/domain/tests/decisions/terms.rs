//! Terms to the day and the hour.

use netralitas_domain::{
    acts::Details,
    file::{TermStart, TermState},
    law::{Book, Calendar, DayMark, LawSet},
    people::Role,
    procedure::{Action as A, Machine, Requirement, Stage as S, Term},
    time::Zone,
};
use netralitas_testkit::play::{Game, Start, World, at, day, reach};

use crate::{asked, due, term, verdict, with};

/// A report on a day, studied with this gap.
fn gap<'w>(world: &'w World, law: LawSet, on: &str) -> Game<'w> {
    let mut game = Game::start(world, &Start::report(world, law).on(on));
    game.wait_days(2).play_with(
        A::CompleteInitialStudy,
        |d| matches!(d, Details::InitialStudy(s) if s.gaps == [Requirement::Evidence]),
    );
    game
}

/// Pemilu 2024, reported on Tuesday 24 Oct 2023: study 26, notice 27, completed by 31.
#[test]
fn pemilu_counts_intake_in_working_days() {
    let world = World::new();
    let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    assert_eq!(due(&game, Machine::Case, Term::InitialStudy), "2023-10-26");
    game = gap(&world, LawSet::Pemilu2022, "2023-10-24");
    assert_eq!(due(&game, Machine::Case, Term::NotifyGaps), "2023-10-27");
    game.on(day("2023-10-27")).play(A::RequestCompletion);
    assert_eq!(due(&game, Machine::Case, Term::Completion), "2023-10-31");
    game.on(day("2023-10-31")).play(A::CompleteReport);
    assert_eq!(due(&game, Machine::Case, Term::Delegation), "2023-11-01");
    assert!(game.events.iter().all(|e| e.late.is_none()));
}

#[test]
fn pemilu_handles_in_seven_and_fourteen_working_days_from_registration() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    game.on(day("2023-11-01")).play(A::RegisterReport);
    assert_eq!(due(&game, Machine::Case, Term::Handling), "2023-11-10");
    game.play(A::AppointTeam);
    game.on(day("2023-11-10")).play(A::Extend);
    assert_eq!(
        due(&game, Machine::Case, Term::HandlingExtended),
        "2023-11-21"
    );
}

#[test]
fn pilkada_handles_in_three_and_five_calendar_days_from_registration() {
    let world = World::new();
    for law in LawSet::PILKADA {
        let (mut game, _) = reach(&world, *law, S::InitialStudy).unwrap();
        game.on(day("2024-10-16")).play(A::RegisterReport);
        assert_eq!(due(&game, Machine::Case, Term::Handling), "2024-10-19");
        game.play(A::AppointTeam);
        game.on(day("2024-10-18")).play(A::Extend);
        assert_eq!(
            due(&game, Machine::Case, Term::HandlingExtended),
            "2024-10-21"
        );
        game.play(A::SubmitStudy);
        game.on(day("2024-10-21"));
        let mut in_time = game.clone();
        assert_eq!(in_time.play(A::DecideOutcomes)[0].late, None);
        game.on(day("2024-10-22"));
        assert_eq!(
            game.play(A::DecideOutcomes)[0].late,
            Some(Term::HandlingExtended)
        );
    }
}

#[test]
fn pilkada_gives_48_hours_from_the_hour_of_the_notice() {
    let world = World::new();
    let mut game = gap(&world, LawSet::Pilkada2024, "2024-10-14");
    game.now = at("2024-10-16", 14, 30);
    game.play(A::RequestCompletion);
    let completion = term(&game, Machine::Case, Term::Completion);
    assert_eq!(completion.due_at, at("2024-10-18", 14, 30));
    game.now = at("2024-10-18", 14, 30);
    assert_eq!(game.clone().play(A::CompleteReport)[0].late, None);
    game.now = at("2024-10-18", 14, 31);
    assert_eq!(game.play(A::CompleteReport)[0].late, Some(Term::Completion));
}

/// Without a clock time on the paper, hours run from 24.00 of its day.
#[test]
fn hours_without_an_hour_run_from_midnight() {
    let world = World::new();
    let regency = world.offices.regency;
    let mut game = gap(&world, LawSet::Pilkada2024, "2024-10-14");
    let mut command = asked(
        &game,
        regency,
        Role::Chair,
        A::RequestCompletion,
        with(Details::None),
    );
    for paper in &mut command.papers {
        paper.received_minute = None;
    }
    assert_eq!(verdict(&game, regency, Role::Chair, &command), None);
    let actor = world.actor(regency, Role::Chair);
    game.give(&actor, &command).unwrap();
    let completion = term(&game, Machine::Case, Term::Completion);
    assert_eq!(
        completion.due_at,
        Zone::Wib.instant(day("2024-10-18"), 24 * 60)
    );
}

/// A step of which only the day is known is in time on the last day, whatever the hour of its end.
#[test]
fn a_day_without_an_hour_is_in_time_on_the_last_day() {
    let world = World::new();
    let regency = world.offices.regency;
    for law in [LawSet::Pemilu2022, LawSet::Pilkada2024] {
        let on = ["2023-10-24", "2024-10-14"][usize::from(law == LawSet::Pilkada2024)];
        let mut game = gap(&world, law, on);
        game.play(A::RequestCompletion);
        let last = term(&game, Machine::Case, Term::Completion).due_day;
        game.on(last).wait_days(5);
        let actor = world.actor(regency, Role::IntakeOfficer);
        for (days, late) in [(0, None), (1, Some(Term::Completion))] {
            let details = Details::Supplement(netralitas_domain::acts::Supplement {
                given: vec![netralitas_domain::procedure::Requirement::Evidence],
                ..Default::default()
            });
            let mut command = asked(
                &game,
                regency,
                Role::IntakeOfficer,
                A::CompleteReport,
                with(details),
            );
            command.effective.day = last + chrono::Days::new(days);
            command.effective.minute = None;
            for paper in &mut command.papers {
                paper.dated = Some(command.effective.day);
            }
            let events = game.clone().give(&actor, &command).unwrap();
            assert_eq!(events[0].late, late, "{law:?}");
            assert!(events[0].recorded_late);
        }
    }
}

/// A paper received earlier than the step is recorded starts the term on its own day.
#[test]
fn the_day_of_the_paper_starts_the_term() {
    let world = World::new();
    let agency = world.offices.agency;
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.on(day("2020-10-12"));
    let unit = Role::PersonnelUnit;
    let mut command = asked(&game, agency, unit, A::RecordReceipt, with(Details::None));
    command.effective.day = day("2020-10-05");
    command.effective.minute = None;
    for paper in &mut command.papers {
        paper.dated = Some(day("2020-10-05"));
        paper.received = Some(day("2020-10-05"));
        paper.received_minute = None;
    }
    let events = game.give(&world.actor(agency, unit), &command).unwrap();
    assert!(events[0].recorded_late);
    assert_eq!(
        due(&game, Machine::Review, Term::AgencyFollowUp),
        "2020-10-19"
    );
    let review = game.track_of(Machine::Review).unwrap().review().unwrap();
    assert_eq!(review.received_on, Some(day("2020-10-05")));
}

#[test]
fn decrees_objections_and_appeals_count_as_the_catalogue_says() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let mut punished = game.clone();
    punished.on(day("2024-04-05")).play(A::Impose);
    // 14 working days from the date of the decree, over the joint leave of April 2024.
    assert_eq!(
        due(&punished, Machine::Sanction, Term::ServeDecree),
        "2024-05-06"
    );
    punished.play(A::Deliver);
    assert_eq!(
        due(&punished, Machine::Sanction, Term::TakesEffect),
        "2024-05-07"
    );
    assert_eq!(
        due(&punished, Machine::Sanction, Term::Objection),
        "2024-04-19"
    );
    punished.on(day("2024-04-22"));
    let events = punished.play(A::FileObjection);
    assert_eq!(
        events[0].late,
        Some(Term::Objection),
        "taken in, marked late"
    );
    let mut dismissed = game;
    dismissed.on(day("2024-04-05")).play_with(
        A::Impose,
        |d| matches!(d, Details::Imposition(m, _) if m[0].kind.starts_with("dismissal")),
    );
    assert_eq!(
        due(&dismissed, Machine::Sanction, Term::Appeal),
        "2024-05-06"
    );
    dismissed.on(day("2024-05-06")).play(A::FileAppeal);
    // 21 and 65 working days from receipt of the appeal.
    assert_eq!(
        due(&dismissed, Machine::Sanction, Term::AppealReply),
        "2024-06-10"
    );
    assert_eq!(
        due(&dismissed, Machine::Sanction, Term::AppealDecision),
        "2024-08-13"
    );
}

#[test]
fn a_term_ends_in_the_zone_of_the_office_that_handles() {
    let mut world = World::new();
    let offices: Vec<_> = world
        .directory
        .all()
        .cloned()
        .map(|mut office| {
            if office.id == world.offices.regency {
                office.zone = Zone::Wit;
            }
            office
        })
        .collect();
    world.directory = netralitas_domain::people::Directory::new(offices);
    let game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    let study = term(&game, Machine::Case, Term::InitialStudy);
    assert_eq!(study.due_at, Zone::Wit.instant(day("2023-10-26"), 24 * 60));
    assert_eq!(study.calendar, world.book.calendar.version());
}

/// Passing over a term changes nothing by itself.
#[test]
fn a_term_never_acts() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Kasn, S::AwaitingAgency).unwrap();
    let mut later = game.clone();
    later.wait_days(1000);
    assert_eq!(later.file, game.file);
    let track = later.file.track(id).unwrap();
    assert!(track.next_due().is_some_and(|due| due < later.now));
    assert_eq!(track.stage, S::AwaitingAgency);
}

/// An installation's own row wins over the shipped one.
#[test]
fn a_row_of_the_installation_replaces_the_length() {
    let mut world = World::new();
    let mut row = world
        .book
        .term(Term::AgencyFollowUp, LawSet::Kasn)
        .unwrap()
        .clone();
    row.amount = 30;
    row.unit = netralitas_domain::law::Unit::WorkingDays;
    world.book.supersede_term(row);
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.on(day("2020-10-05")).play(A::RecordReceipt);
    assert_eq!(
        due(&game, Machine::Review, Term::AgencyFollowUp),
        "2020-11-19"
    );
}

/// Joint leave that is decreed late: a term that spans it says that its day rests on an older calendar, and its account
/// tells the new day; one that does not span it ends as before.
#[test]
fn a_late_decree_shows_in_the_terms_that_span_it() {
    let now = Book::shipped().unwrap();
    let leave = day("2025-08-18");
    let known_before = now.calendar.holidays().filter(|h| h.day != leave).cloned();
    let mut before = now.clone();
    before.calendar = Calendar::new(known_before, "before");
    let row = now.term(Term::Handling, LawSet::Pemilu2022).unwrap();
    let opened = |start: &str| {
        let start = TermStart {
            seq: 1,
            day: day(start),
            minute: None,
            zone: Zone::Wib,
            region: None,
            paper: None,
        };
        TermState::compute(row, start, &before)
    };
    for (start, due, told) in [
        ("2025-08-07", "2025-08-18", "2025-08-19"),
        ("2025-08-13", "2025-08-22", "2025-08-25"),
        ("2025-08-18", "2025-08-27", "2025-08-27"),
        ("2025-08-06", "2025-08-15", "2025-08-15"),
    ] {
        let term = opened(start);
        assert_eq!(term.due_day, day(due));
        assert!(term.is_behind(&now) && !term.is_behind(&before));
        let account = term.account(&now);
        assert_eq!(
            (account.due_day, account.version),
            (day(told), now.calendar.version())
        );
        let off = account.days.iter().any(|d| {
            matches!(d.mark, DayMark::Holiday(h) if h.day == leave && h.decree.contains("933/2025"))
        });
        assert_eq!(off, due != told, "{start}");
        let held = term.account(&before);
        assert_eq!((held.due_day, held.due_at), (term.due_day, term.due_at));
    }
}
