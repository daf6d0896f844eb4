//! Historic entry: what temporal guards refuse is noted, numbers come from the paper.

use netralitas_domain::{
    acts::{Historic, PaperNumber, decide},
    file::Event,
    law::LawSet,
    numbers::{NumberKind, folded},
    people::{Actor, Role},
    procedure::{Action as A, GuardKind, Mark, Stage as S, actions, rule},
    refusal::Refusal,
    time::Moment,
};
use netralitas_testkit::play::{Game, Start, World, candidates, reach, stages_of};

const DAY: i64 = 86_400_000_000;

fn clerk(world: &World, role: Role) -> Actor {
    let mut actor = world.actor(world.offices.regency, role);
    actor.roles.push(Role::HistoricRecorder);
    actor
}

fn with(numbers: &[(NumberKind, &str)]) -> Option<Historic> {
    Some(Historic {
        numbers: numbers
            .iter()
            .map(|(kind, text)| PaperNumber {
                kind: *kind,
                text: (*text).to_owned(),
            })
            .collect(),
    })
}

/// At every stage: a command that a temporal guard refuses is taken in historic entry with that guard noted, or
/// refused for something else; every other verdict stays.
#[test]
fn historic_entry_changes_the_verdict_of_temporal_guards_alone() {
    let world = World::new();
    let mut noted = std::collections::BTreeSet::new();
    for law in [LawSet::Pemilu2022, LawSet::Kasn, LawSet::Pp94] {
        for stage in stages_of(law) {
            let (game, id) = reach(&world, law, stage).unwrap();
            let track = game.file.track(id).unwrap();
            let later = Moment(game.now.0 + DAY);
            // Every row with a temporal guard, and one beside it.
            let temporal = |action: &netralitas_domain::procedure::Action| {
                rule(law, *action, stage)
                    .is_some_and(|r| r.guards.iter().any(|g| g.1 == GuardKind::Temporal))
                    || *action == A::AddPapers
            };
            for action in actions(track.machine, law).into_iter().filter(temporal) {
                for actor in world.actors() {
                    let mut entitled = actor.clone();
                    entitled.roles.push(Role::HistoricRecorder);
                    for plain in candidates(&game.file, track, action, &actor, &world, game.now) {
                        let mut historic = plain.clone();
                        historic.historic = with(&[]);
                        let judge = |command, actor: &Actor| {
                            decide(&game.file, command, actor, later, world.rules())
                        };
                        let before = judge(&plain, &entitled);
                        let after = judge(&historic, &entitled);
                        let kind = |guard| {
                            let row = rule(law, action, stage).unwrap();
                            row.guards.iter().find(|g| g.0 == guard).unwrap().1
                        };
                        match (before, after) {
                            (Ok(before), Ok(after)) => {
                                assert_eq!(before.len(), after.len());
                                assert!(after[0].irregular.is_empty());
                                assert!(after[0].marks.contains(&Mark::HistoricEntry));
                            }
                            (Err(Refusal::Guard { guard, .. }), after)
                                if kind(guard) == GuardKind::Temporal =>
                            {
                                match after {
                                    Ok(events) => {
                                        assert!(events[0].irregular.contains(&guard));
                                        noted.insert(guard);
                                    }
                                    Err(Refusal::Guard { guard, .. }) => {
                                        assert_eq!(kind(guard), GuardKind::Structural);
                                    }
                                    Err(_) => {}
                                }
                            }
                            (Err(before), after) => {
                                assert_eq!(Some(before), after.err(), "{action:?} at {stage:?}");
                            }
                            (Ok(_), Err(refusal)) => panic!("{action:?}: {refusal:?}"),
                        }
                        // And nobody without the right.
                        assert!(judge(&historic, &actor).is_err());
                    }
                }
            }
        }
    }
    assert!(noted.len() >= 4, "{noted:?}");
}

/// Files a report the day after it came in, as an old matter.
fn filed(world: &World, numbers: Option<Historic>) -> Result<(Vec<Event>, Game<'_>), Refusal> {
    let start = Start::report(world, LawSet::Pilkada2020);
    let mut paper = start.paper();
    paper.historic = numbers;
    let actor = clerk(world, Role::IntakeOfficer);
    let later = Moment(start.moment().0 + DAY);
    let events = netralitas_domain::acts::open_case(&paper, None, &actor, later, world.rules())?;
    let mut game = Game::start(world, &start);
    game.file = netralitas_domain::file::CaseFile::new(game.file.id);
    game.file.apply(&events);
    Ok((events, game))
}

#[test]
fn numbers_are_those_of_the_paper_or_none() {
    let world = World::new();
    let plain = Game::start(&world, &Start::report(&world, LawSet::Pilkada2020));
    let slot = &plain.events[0].numbers[0];
    let own = slot.with_sequence(17);
    let (events, _) = filed(&world, with(&[(NumberKind::Submission, &own)])).unwrap();
    assert_eq!(events[0].numbers[0].text.as_deref(), Some(own.as_str()));
    assert_eq!(events[0].numbers[0].sequence_in(&own), Some(17));
    assert!(!events[0].marks.contains(&Mark::OddNumber));
    assert!(events[0].marks.contains(&Mark::HistoricEntry));
    // Odd ones are taken and marked; two digits still count.
    for (text, sequence) in [
        (own.replacen("017", "17", 1), Some(17)),
        (own.to_lowercase(), Some(17)),
        ("B.17/Panwas/2020".to_owned(), None),
        (own.replacen("2020", "2019", 1), None),
        (format!("1{own}"), Some(1017)),
        (own.replacen("017/", "/", 1), None),
    ] {
        let (events, _) = filed(&world, with(&[(NumberKind::Submission, &text)])).unwrap();
        let slot = &events[0].numbers[0];
        assert_eq!(slot.sequence_in(&text), sequence, "{text}");
        assert_eq!(
            events[0].marks.contains(&Mark::OddNumber),
            text != format!("1{own}"),
            "{text}"
        );
    }
    // Nothing is invented for the past.
    let (events, _) = filed(&world, with(&[])).unwrap();
    assert!(events[0].numbers.is_empty());
    assert!(events[0].marks.contains(&Mark::NumberNotOnPaper));
    // What the step does not give, or twice.
    for wrong in [
        with(&[(NumberKind::Register, "1")]),
        with(&[(NumberKind::Submission, "1"), (NumberKind::Submission, "2")]),
    ] {
        assert_eq!(
            filed(&world, wrong).unwrap_err().code(),
            "number_not_of_step"
        );
    }
}

#[test]
fn two_ways_of_writing_a_number_are_one_number() {
    assert_eq!(
        folded("007/Reg/LP/PB/Kab/16.11/X/2020"),
        "7/REG/LP/PB/KAB/16.11/X/2020"
    );
    assert_eq!(
        folded(" 7 / reg/LP/PB/Kab/16.11/X/2020"),
        folded("007/Reg/LP/PB/Kab/16.11/X/2020")
    );
    assert_ne!(
        folded("8/Reg/LP/PB/Kab/16.11/X/2020"),
        folded("007/Reg/LP/PB/Kab/16.11/X/2020")
    );
}

/// KASN is no more: BKN, competent now, records what it did from its papers.
#[test]
fn whoever_is_competent_now_records_for_an_authority_that_is_no_more() {
    let gone = World::where_absent(|o| o.code == "kasn");
    for (world, expected) in [(World::new(), Some("office_acts_itself")), (gone, None)] {
        let (game, _) = reach(&world, LawSet::Kasn, S::Forwarded).unwrap();
        let bkn = world.offices.bkn;
        let body = crate::with(netralitas_domain::acts::Details::OutsideReference(None));
        assert_eq!(
            crate::code(&game, bkn, Role::Reviewer, A::TakeIn, body.clone()),
            expected
        );
        if expected.is_none() {
            let mut game = game;
            let events = crate::give(&mut game, bkn, Role::Reviewer, A::TakeIn, body).unwrap();
            assert_eq!(events[0].acting.office, Some(world.offices.kasn));
            assert!(events[0].by_paper.is_some());
        }
    }
    // KASN does not record for BKN.
    let world = World::where_absent(|o| o.code == "bkn");
    let (game, _) = reach(&world, LawSet::Bkn, S::Forwarded).unwrap();
    let body = crate::with(netralitas_domain::acts::Details::OutsideReference(None));
    assert_eq!(
        crate::code(&game, world.offices.kasn, Role::Reviewer, A::TakeIn, body),
        Some("wrong_office")
    );
}
