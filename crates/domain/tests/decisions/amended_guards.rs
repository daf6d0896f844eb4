//! An amendment is no way round a guard: what direct entry refuses it refuses too, and marks come and go with days.

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    acts::{Amendment, Command, Details, Historic, PaperRef, decide},
    file::Irregular,
    ids::PaperId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Guard, Machine, PaperKind, Stage as S, Term},
    time::Effective,
};
use netralitas_testkit::play::{Game, Start, World, candidates, day, reach, valid_commands};

use crate::mistakes::amend;

fn step(seq: i64, day: NaiveDate) -> Vec<Amendment> {
    vec![Amendment::StepDay {
        seq,
        at: Effective::day(day),
    }]
}

/// The last step of a track and its day.
fn last(game: &Game<'_>, machine: Machine) -> (i64, NaiveDate) {
    let track = game.track_of(machine).unwrap();
    let seq = track.version;
    (seq, track.step(seq).unwrap().at.day)
}

#[test]
fn a_finding_is_not_amended_past_its_term() {
    let world = World::new();
    let mut game = Game::start(&world, &Start::supervision(&world, LawSet::Pemilu2022));
    game.wait_days(1).play(A::EstablishFinding);
    let (seq, day) = last(&game, Machine::Case);
    game.wait_days(40);
    let late = step(seq, day + Days::new(20));
    let refused = amend(&mut game, Machine::Case, late);
    assert_eq!(refused, Some("finding_in_time"));
    let next_day = step(seq, day + Days::new(1));
    assert_eq!(amend(&mut game, Machine::Case, next_day), None);
}

#[test]
fn the_mark_of_an_old_matter_comes_and_goes_with_the_amended_day() {
    let world = World::new();
    let mut game = Game::start(&world, &Start::supervision(&world, LawSet::Pemilu2022));
    let filed = game.file.case().unwrap().filed.day;
    game.wait_days(30);
    let track = game.file.case_track().unwrap().clone();
    // What anybody could do on the day of filing, entered as of a day long after it.
    let (mut actor, mut command) = {
        let early = Game::start(&world, &Start::supervision(&world, LawSet::Pemilu2022));
        valid_commands(&early.file, &track, A::EstablishFinding, &world, early.now).remove(0)
    };
    actor.roles.push(Role::HistoricRecorder);
    command.historic = Some(Historic::default());
    command.effective = Effective::day(filed + Days::new(25));
    assert!(decide(&game.file, &command, &actor, game.now, world.rules()).is_ok());
    game.give(&actor, &command).unwrap();
    let (seq, _) = last(&game, Machine::Case);
    let mark = Irregular {
        guard: Guard::FindingInTime,
        seq,
    };
    let marks = |game: &Game<'_>| game.file.case_track().unwrap().irregular.clone();
    assert_eq!(marks(&game), [mark]);
    let recorder = actor;
    for (days, expected) in [(1, vec![]), (24, vec![mark]), (23, vec![mark]), (2, vec![])] {
        let list = step(seq, filed + Days::new(days));
        let track = game.file.case_track().unwrap().clone();
        let mut all = candidates(&game.file, &track, A::Amend, &recorder, &world, game.now);
        let command = Command {
            details: Details::Amendments(list.clone()),
            ..all.remove(0)
        };
        if days == 24 {
            // The right to enter old matters is asked for here too.
            let refused = amend(&mut game, Machine::Case, list);
            assert_eq!(refused, Some("finding_in_time"), "{days}");
        }
        game.give(&recorder, &command).unwrap();
        assert_eq!(marks(&game), expected, "{days}");
    }
}

#[test]
fn a_reminder_is_not_amended_into_the_term_it_waited_for() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::AwaitingAgency).unwrap();
    let received = last(&game, Machine::Review).1;
    game.wait_days(20).play(A::Remind);
    let (seq, day) = last(&game, Machine::Review);
    let early = step(seq, received + Days::new(2));
    let refused = amend(&mut game, Machine::Review, early);
    assert_eq!(refused, Some("agency_term_passed"));
    let day_before = step(seq, day - Days::new(1));
    assert_eq!(amend(&mut game, Machine::Review, day_before), None);
    // Nor is the receipt proven so late that the term had not passed when the reminder went out.
    let terms = &game.track_of(Machine::Review).unwrap().terms;
    let followed = terms.iter().find(|t| t.term == Term::AgencyFollowUp);
    let proven = vec![Amendment::PaperDays(PaperRef {
        id: followed.unwrap().paper.unwrap(),
        kind: PaperKind::Letter,
        dated: None,
        sent: None,
        received: Some(day - Days::new(2)),
        received_minute: None,
        signer: None,
    })];
    let refused = amend(&mut game, Machine::Review, proven);
    assert_eq!(refused, Some("agency_term_passed"));
}

#[test]
fn papers_keep_their_order_when_their_days_are_amended() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.wait_days(3).play(A::RecordReceipt);
    let (seq, day) = last(&game, Machine::Review);
    let paper = game.events.last().unwrap().papers[0];
    let with = |id: PaperId, dated: u64, received: u64| {
        vec![Amendment::PaperDays(PaperRef {
            id,
            kind: PaperKind::Letter,
            dated: Some(day - Days::new(dated)),
            sent: None,
            received: Some(day - Days::new(received)),
            received_minute: None,
            signer: None,
        })]
    };
    for (list, code) in [
        (with(paper, 0, 1), Some("received_before_dated")),
        (with(paper, 60, 50), Some("too_early")),
        (with(paper, 1, 1), None),
    ] {
        assert_eq!(amend(&mut game.clone(), Machine::Review, list), code);
    }
    let mut unsent = with(paper, 1, 1);
    if let Amendment::PaperDays(paper) = &mut unsent[0] {
        paper.sent = Some(day);
    }
    assert_eq!(
        amend(&mut game.clone(), Machine::Review, unsent),
        Some("received_before_sent")
    );
    // The recommendation itself is not amended behind what was received of it.
    assert_eq!(
        amend(&mut game, Machine::Review, step(seq, day + Days::new(90))),
        Some("future_day")
    );
    let recommended = step(seq - 1, day + Days::new(1));
    game.wait_days(5);
    let refused = amend(&mut game, Machine::Review, recommended);
    assert_eq!(refused, Some("too_early"));
}

#[test]
fn what_a_filing_tells_of_comes_before_it() {
    let world = World::new();
    let game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    let case = game.file.case().unwrap();
    let (filed, known) = (case.filed.day, case.known_on.unwrap());
    let allegation = case.allegations[0].id;
    let act = |from| {
        vec![Amendment::ActDays {
            allegation,
            from: Some(from),
            to: None,
        }]
    };
    for (list, code) in [
        (step(1, known - Days::new(1)), "after_filing"),
        (
            vec![Amendment::KnownOn(Some(filed + Days::new(1)))],
            "after_filing",
        ),
        (act(filed + Days::new(1)), "after_filing"),
        (act(day("2040-01-01")), "future_day"),
        (step(1, day("2040-01-01")), "future_day"),
    ] {
        let mut later = game.clone();
        later.wait_days(5);
        assert_eq!(amend(&mut later, Machine::Case, list), Some(code));
    }
    // Filing and knowledge amended together fit.
    let mut both = step(1, known - Days::new(1));
    both.push(Amendment::KnownOn(Some(known - Days::new(4))));
    both.extend(act(known - Days::new(5)));
    // The papers of the filing bear its day.
    both.extend(game.papers().into_iter().map(|paper| {
        Amendment::PaperDays(PaperRef {
            dated: Some(known - Days::new(1)),
            received: None,
            received_minute: None,
            ..paper
        })
    }));
    assert_eq!(amend(&mut game.clone(), Machine::Case, both), None);
}

#[test]
fn a_report_registered_that_turns_out_late_stays_registered_and_is_marked() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    game.play(A::RegisterReport);
    let (seq, _) = last(&game, Machine::Case);
    let known = game.file.case().unwrap().known_on.unwrap();
    let marks = |game: &Game<'_>| game.file.track(id).unwrap().irregular.clone();
    let late = vec![Amendment::KnownOn(Some(known - Days::new(60)))];
    assert_eq!(amend(&mut game, Machine::Case, late), None);
    let mark = Irregular {
        guard: Guard::RequirementsMet,
        seq,
    };
    assert_eq!(marks(&game), [mark]);
    assert_eq!(game.stage_of(Machine::Case), Some(S::Registered));
    let back = vec![Amendment::KnownOn(Some(known))];
    assert_eq!(amend(&mut game, Machine::Case, back), None);
    assert_eq!(marks(&game), []);
}

#[test]
fn a_step_does_not_cross_the_day_on_which_another_authority_came() {
    let world = World::new();
    let (mut game, review) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    game.wait_days(1);
    let track = game.file.track(review).unwrap();
    let cause = track.step(1).unwrap().cause.unwrap();
    let sent = game
        .file
        .case_track()
        .unwrap()
        .step(cause.seq)
        .unwrap()
        .at
        .day;
    assert!(sent > day("2024-09-04"));
    // Forwarded while KASN was competent it would have been opened there.
    let list = step(cause.seq, day("2024-09-03"));
    let refused = amend(&mut game, Machine::Case, list);
    assert!(
        ["another_law_then", "too_early"].contains(&refused.unwrap()),
        "{refused:?}"
    );
    let taken_in = step(2, day("2024-09-03"));
    assert!(amend(&mut game, Machine::Review, taken_in).is_some());
}

#[test]
fn a_registration_does_not_cross_into_other_rules() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pilkada2020, S::Registered).unwrap();
    let (seq, registered) = last(&game, Machine::Case);
    let rules = |day| world.book.rule_set("pilkada", day).unwrap();
    let changed = day("2024-10-01");
    assert_ne!(rules(registered), rules(changed));
    game.wait_days((changed - registered).num_days() + 3);
    let refused = amend(&mut game, Machine::Case, step(seq, changed));
    assert_eq!(refused, Some("another_law_then"));
    let next = registered + Days::new(1);
    assert_eq!(amend(&mut game, Machine::Case, step(seq, next)), None);
}

#[test]
fn the_term_of_a_finding_keeps_the_date_of_its_report() {
    let world = World::new();
    let start = Start::supervision(&world, LawSet::Pemilu2022);
    let told = start.day;
    let mut game = Game::start(&world, &start);
    assert_eq!(game.file.case().unwrap().reported_on, Some(told));
    game.wait_days(3);
    let due = |game: &Game<'_>| game.file.case_track().unwrap().terms[0].due_day;
    let before = due(&game);
    for later in [1, 2] {
        let list = step(1, told + Days::new(later));
        assert_eq!(amend(&mut game, Machine::Case, list), None, "{later}");
        assert_eq!(due(&game), before, "{later}");
    }
    let refused = amend(&mut game, Machine::Case, step(1, told - Days::new(1)));
    assert_eq!(refused, Some("after_filing"));
}
