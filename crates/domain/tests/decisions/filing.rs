//! What is a report, what becomes early information, which regime an act comes under.

use netralitas_domain::{
    acts::{Details, InitialStudyFindings, open_case},
    file::{Channel, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{
        Action as A, Machine, Mark, NotRegisteredGround, Outcome, Requirement, Stage as S,
    },
};
use netralitas_testkit::play::{Game, Ids, Start, World, day};

use crate::{always_refused, give, possible, with};

/// The codes and marks of filing a report that came this way at an office.
fn came(world: &World, start: &Start, channel: Channel) -> Result<Vec<Mark>, &'static str> {
    let mut paper = start.paper();
    paper.channel = channel;
    open_case(
        &paper,
        None,
        &start.actor(world),
        start.moment(),
        world.rules(),
    )
    .map(|events| events[0].marks.clone())
    .map_err(|refusal| refusal.code())
}

/// Art. 10(1): at an office or through SigapLapor; what comes in another way is early information (art. 3(2) b).
#[test]
fn a_report_is_filed_at_an_office_or_through_sigap_lapor() {
    let world = World::new();
    for law in [LawSet::Pemilu2022, LawSet::Pilkada2024] {
        let start = Start::report(&world, law);
        let pemilu = LawSet::PEMILU.contains(&law);
        for channel in Channel::ALL {
            let found = came(&world, &start, *channel);
            match channel {
                Channel::InPerson | Channel::SigapLapor | Channel::Field => {
                    assert_eq!(found, Ok(Vec::new()), "{law:?} {channel:?}");
                }
                Channel::Email | Channel::Post if !pemilu => {
                    assert_eq!(found, Ok(vec![Mark::ChannelUnsure]), "{law:?} {channel:?}");
                }
                // Of a matter that begins at the review authority.
                Channel::PublicComplaint | Channel::Lapor | Channel::OwnInitiative => {
                    assert!(found.is_err(), "{law:?} {channel:?}");
                }
                _ => assert_eq!(found, Err("no_report_channel"), "{law:?} {channel:?}"),
            }
        }
    }
    // Whoever only passes on takes in what comes.
    let village = Start::report(&world, LawSet::Pemilu2022).at(world.offices.village);
    assert_eq!(came(&world, &village, Channel::Post), Ok(Vec::new()));
}

fn studied(game: &mut Game<'_>, found: InitialStudyFindings) -> Result<(), &'static str> {
    let office = game.world.offices.regency;
    let body = with(Details::InitialStudy(found));
    give(game, office, Role::Chair, A::CompleteInitialStudy, body)
        .map(|_| ())
        .map_err(|refusal| refusal.fields()[0].1)
}

/// Art. 8(3), 24(3): whoever filed within the term is not refused as late without a reason of its own.
#[test]
fn a_report_in_time_is_found_late_only_with_a_reason() {
    let world = World::new();
    for known in [true, false] {
        let mut start = Start::report(&world, LawSet::Pilkada2024);
        start.known = start.known.filter(|_| known);
        let found = |reasoned: bool| InitialStudyFindings {
            late: Some(true),
            late_reason: reasoned.then(|| Ids::from(40).id()),
            ..InitialStudyFindings::default()
        };
        let mut game = Game::start(&world, &start);
        let bare = studied(&mut game.clone(), found(false));
        // Where the day it became known was not told there is no term to be in.
        let wants = if known {
            Err("late_reason_missing")
        } else {
            Ok(())
        };
        assert_eq!(bare, wants);
        if known {
            studied(&mut game, found(true)).unwrap();
            assert!(game.file.case().unwrap().study.as_ref().unwrap().late);
            assert!(possible(&game, A::DeclareNotRegistered, |c| {
                c.details == Details::NotRegistered(NotRegisteredGround::Late)
            }));
        }
    }
}

/// Art. 12 c: evidence handed over after its two days is a ground, as is none at all.
#[test]
fn evidence_handed_over_late_is_a_ground_not_to_register() {
    let world = World::new();
    for (days, late) in [(1, false), (9, true)] {
        let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022).online());
        game.wait_days(days).play(A::HandOverEvidence);
        game.play_with(
            A::CompleteInitialStudy,
            |d| matches!(d, Details::InitialStudy(s) if s.gaps.is_empty() && s.late.is_none()),
        );
        let not_registered = possible(&game, A::DeclareNotRegistered, |c| {
            c.details == Details::NotRegistered(NotRegisteredGround::EvidenceNotHandedOver)
        });
        assert_eq!(not_registered, late, "after {days} days");
    }
}

/// Art. 24(8): formally incomplete, complete in substance.
#[test]
fn only_a_formally_incomplete_report_becomes_early_information() {
    let world = World::new();
    for (law, without, informs) in [
        (LawSet::Pemilu2022, Requirement::ReporterAddress, true),
        (LawSet::Pemilu2022, Requirement::TimeAndPlace, false),
        // The Pilkada text was not seen.
        (LawSet::Pilkada2024, Requirement::TimeAndPlace, true),
    ] {
        let mut start = Start::report(&world, law);
        start.without = vec![without];
        let mut game = Game::start(&world, &start);
        game.play(A::CompleteInitialStudy);
        game.wait_minutes(30).play(A::RequestCompletion);
        game.wait_days(9).play(A::DeclareNotRegistered);
        assert_eq!(game.stage_of(Machine::Case), Some(S::NotRegistered));
        let mut information = Start::information(&world, law);
        information.number = 2;
        let mut paper = information.paper();
        paper.effective.day = game.now.day_in(netralitas_domain::time::Zone::Wib);
        paper.spawned_from = Some(game.file.id);
        let spawned = open_case(
            &paper,
            Some(&game.file),
            &information.actor(&world),
            netralitas_domain::time::Moment(game.now.0 + 3_600_000_000),
            world.rules(),
        );
        let found = spawned.map(|_| ()).map_err(|r| r.code());
        let wants = if informs {
            Ok(())
        } else {
            Err("no_information")
        };
        assert_eq!(found, wants, "{law:?} without {without:?}");
    }
}

/// Regimes of discipline are those of civil servants.
#[test]
fn an_act_of_whoever_is_no_civil_servant_has_no_regime() {
    let world = World::new();
    let regime = |subject| {
        let start = Start::report(&world, LawSet::Pilkada2024).about(&[subject]);
        let game = Game::start(&world, &start);
        game.file.case().unwrap().allegations[0].regime
    };
    for subject in SubjectKind::ALL {
        let wants = match subject {
            SubjectKind::Pppk => Some(LawSet::Pppk),
            SubjectKind::Pns | SubjectKind::Cpns | SubjectKind::Unknown => Some(LawSet::Pp94),
            _ => None,
        };
        assert_eq!(regime(*subject), wants, "{subject:?}");
    }
    assert_eq!(world.book.regime(day("2020-10-01"), false), LawSet::Pp53);
}

/// Outcomes beside the filing tests: nothing of a report in order is refused.
#[test]
fn a_report_in_order_is_registered() {
    let world = World::new();
    let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    studied(
        &mut game,
        InitialStudyFindings {
            kinds: vec![Outcome::Administrative],
            ..InitialStudyFindings::default()
        },
    )
    .unwrap();
    always_refused(
        &game,
        A::DeclareNotRegistered,
        "not_registered_ground_holds",
    );
    game.play(A::RegisterReport);
}
