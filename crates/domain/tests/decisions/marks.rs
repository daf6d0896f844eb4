//! What is noted of a step without refusing it: hours of intake, days before candidates are fixed.

use netralitas_domain::{
    acts::{next_actions, open_case},
    file::Channel,
    law::{Book, Confidence, ElectionStage, EndsAt, LawSet, StageChange, StageRow},
    people::Role,
    procedure::{Action as A, Mark, Stage as S, Term},
};
use netralitas_testkit::play::{Game, Start, World, reach};

use crate::stage;

/// The marks of a report filed then.
fn filed(
    world: &World,
    law: LawSet,
    day: &str,
    minute: Option<i16>,
    channel: Channel,
) -> Vec<Mark> {
    let start = Start::report(world, law).on(day);
    let mut paper = start.paper();
    paper.effective.minute = minute;
    paper.channel = channel;
    let later = netralitas_domain::time::Moment(start.moment().0 + 86_400_000_000);
    let events = open_case(&paper, None, &start.actor(world), later, world.rules()).unwrap();
    events[0].marks.clone()
}

#[test]
fn a_report_outside_office_hours_is_taken_and_marked() {
    let world = World::new();
    let marked = |day, hour: i16, minute: i16| {
        let at = Some(hour * 60 + minute);
        let found = filed(&world, LawSet::Pemilu2022, day, at, Channel::InPerson);
        assert!(found.iter().all(|m| *m == Mark::OutsideOfficeHours));
        !found.is_empty()
    };
    // A Tuesday: 08.00 to 16.00, both included.
    assert!(marked("2023-10-24", 7, 59));
    assert!(!marked("2023-10-24", 8, 0));
    assert!(!marked("2023-10-24", 16, 0));
    assert!(marked("2023-10-24", 16, 1));
    // A Friday: to 16.30.
    assert!(!marked("2023-10-27", 16, 30));
    assert!(marked("2023-10-27", 16, 31));
    // A Saturday, and a Monday off by decree.
    assert!(marked("2023-10-28", 10, 0));
    assert!(marked("2023-12-25", 10, 0));
    // Pilkada has the same hours (likely).
    let pilkada = |minute| {
        filed(
            &world,
            LawSet::Pilkada2020,
            "2020-09-28",
            Some(minute),
            Channel::InPerson,
        )
    };
    assert_eq!(pilkada(16 * 60 + 1), [Mark::OutsideOfficeHours]);
    assert!(pilkada(600).is_empty());
}

#[test]
fn in_the_quiet_period_and_on_voting_day_intake_runs_around_the_clock() {
    let world = World::new();
    let at = |day| {
        filed(
            &world,
            LawSet::Pemilu2022,
            day,
            Some(23 * 60),
            Channel::InPerson,
        )
    };
    assert_eq!(
        at("2024-02-09"),
        [Mark::OutsideOfficeHours],
        "the day before"
    );
    // A Sunday, a day off, and voting day.
    assert!(at("2024-02-11").is_empty());
    assert!(at("2024-02-13").is_empty());
    assert!(at("2024-02-14").is_empty());
    assert_eq!(
        at("2024-02-15"),
        [Mark::OutsideOfficeHours],
        "the day after"
    );
}

/// Where the region of the office has days of its own, they come before the general ones.
#[test]
fn the_days_of_the_region_of_the_office_come_first() {
    let mut world = World::new();
    let regency = world.directory.get(world.offices.regency).unwrap();
    let area = regency.area_code.clone().unwrap();
    let day = |text: &str| text.parse().unwrap();
    let region = world.book.region_of_area(&area, day("2024-02-01")).unwrap();
    let placed = [(world.offices.regency, region.code.clone())];
    let (own, elsewhere) = (region.code.clone(), "11.01");
    world.directory = world.directory.clone().with_regions(placed);
    let row = |stage, region: &str, from, to| StageRow {
        election: "pemilu-2024".to_owned(),
        race: "president".to_owned(),
        region: region.to_owned(),
        stage,
        from: Some(day(from)),
        to: Some(day(to)),
        change: StageChange::Moved,
        decision: "KPU 1/2024".to_owned(),
        address: String::new(),
        confidence: Confidence::Sure,
        note: String::new(),
    };
    let mut at = |of: &str| {
        world.book = Book::shipped().unwrap();
        for row in [
            row(
                ElectionStage::CandidatesFixed,
                of,
                "2024-02-12",
                "2024-02-12",
            ),
            row(ElectionStage::Quiet, of, "2024-02-18", "2024-02-20"),
            row(ElectionStage::Voting, of, "2024-02-21", "2024-02-21"),
        ] {
            world.book.supersede_stage(row);
        }
        let outside = |day| {
            let hour = Some(23 * 60);
            let found = filed(&world, LawSet::Pemilu2022, day, hour, Channel::InPerson);
            found.contains(&Mark::OutsideOfficeHours)
        };
        // Seven working days from 5 February end on 19 February.
        let mut start = Start::report(&world, LawSet::Pemilu2022).on("2024-02-16");
        start.known = Some(day("2024-02-05"));
        start.act = start.known;
        let mut game = Game::start(&world, &start);
        let terms = &game.file.case_track().unwrap().terms;
        let filing = terms.iter().find(|t| t.term == Term::ReportFiling).unwrap();
        assert_eq!(filing.due_day, day("2024-02-19"));
        let midnight = filing.ends == EndsAt::Midnight;
        game.play(A::CompleteInitialStudy);
        let events = game.play(A::RegisterReport);
        let before = events[0].marks.contains(&Mark::BeforeCandidatesFixed);
        (
            outside("2024-02-13"),
            outside("2024-02-19"),
            midnight,
            before,
        )
    };
    assert_eq!(at(elsewhere), (false, true, false, false));
    assert_eq!(at(&own), (true, false, true, false));
}

/// The reporting term ends at office close, in the quiet period at 24.00 of its last day.
#[test]
fn a_reporting_term_that_ends_in_the_quiet_period_ends_at_midnight() {
    let world = World::new();
    let late = |known: &str, day: &str, hour: i16| {
        let mut start = Start::report(&world, LawSet::Pemilu2022).on(day);
        start.hour = hour;
        start.known = Some(known.parse().unwrap());
        start.act = start.known;
        let game = Game::start(&world, &start);
        let track = game.file.case_track().unwrap();
        let term = track
            .terms
            .iter()
            .find(|t| t.term == Term::ReportFiling)
            .unwrap();
        (
            term.due_day.to_string(),
            game.file.case().unwrap().filed_late,
        )
    };
    // Known on 31 January: seven working days, 8 and 9 February being off, end on 13 February.
    assert_eq!(
        late("2024-01-31", "2024-02-13", 23),
        ("2024-02-13".into(), false)
    );
    // A week earlier the same hour of the last day is too late.
    let ordinary = late("2024-01-22", "2024-01-31", 23);
    assert_eq!(ordinary, ("2024-01-31".into(), true));
    assert!(!late("2024-01-22", "2024-01-31", 15).1);
}

#[test]
fn what_comes_online_or_to_the_field_has_no_office_hours() {
    let world = World::new();
    let online = filed(
        &world,
        LawSet::Pemilu2022,
        "2023-10-24",
        Some(1380),
        Channel::SigapLapor,
    );
    assert!(online.is_empty());
    // Without an hour nothing can be said of a working day.
    assert!(
        filed(
            &world,
            LawSet::Pemilu2022,
            "2023-10-24",
            None,
            Channel::InPerson
        )
        .is_empty()
    );
    let mut start = Start::report(&world, LawSet::Pemilu2022).at(world.offices.village);
    start.hour = 22;
    let game = Game::start(&world, &start);
    assert!(game.file.case_track().unwrap().marks.is_empty());
    start = start.at(world.offices.regency);
    let game = Game::start(&world, &start);
    let marks = &game.file.case_track().unwrap().marks;
    assert_eq!((marks[0].mark, marks[0].seq), (Mark::OutsideOfficeHours, 1));
}

#[test]
fn before_candidates_are_fixed_handling_is_marked_not_refused() {
    let world = World::new();
    // The presidential race of 2024: fixed on 13 November 2023.
    for (day, marked) in [("2023-10-24", true), ("2023-11-09", false)] {
        let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022).on(day));
        game.play(A::CompleteInitialStudy);
        game.wait_days(if marked { 0 } else { 4 });
        let chair = world.actor(world.offices.regency, Role::Chair);
        let track = game.file.case_track().unwrap();
        let next = next_actions(&game.file, track, &chair, game.now, world.rules());
        let register = next.iter().find(|n| n.action == A::RegisterReport).unwrap();
        let wanted: &[Mark] = if marked {
            &[Mark::BeforeCandidatesFixed]
        } else {
            &[]
        };
        assert_eq!(register.marks, wanted);
        let forward = next
            .iter()
            .find(|n| n.action == A::ForwardUnregistered)
            .unwrap();
        assert!(forward.marks.is_empty());
        let events = game.play(A::RegisterReport);
        assert_eq!(events[0].marks, wanted);
        assert_eq!(stage(&game), S::Registered);
        assert_eq!(!game.file.case_track().unwrap().marks.is_empty(), marked);
    }
    let (game, _) = reach(&world, LawSet::Pilkada2024, S::Registered).unwrap();
    assert!(game.file.case_track().unwrap().marks.is_empty());
}
