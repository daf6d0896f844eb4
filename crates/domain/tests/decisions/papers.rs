//! Papers that the law names: demanded, owed, added later.

use netralitas_domain::{
    acts::{Details, open_case},
    file::SubjectKind,
    ids::OfficeId,
    law::LawSet,
    people::Role,
    procedure::{
        Action as A, Machine, Outcome as O, PaperDuty, PaperKind as P, Stage as S, rows, rules,
    },
};
use netralitas_testkit::play::{Body, Game, Ids, Start, World, accepting, now_in, paper_of, reach};

use crate::{asked, forwarding::decided, give, verdict, with};

/// The step by a role at an office with papers of these kinds only.
fn bringing(
    game: &Game<'_>,
    (office, role): (OfficeId, Role),
    action: A,
    details: Details,
    kinds: &[P],
) -> netralitas_domain::acts::Command {
    let mut command = asked(game, office, role, action, with(details));
    let at = now_in(&game.file, game.world, game.now);
    let mut ids = Ids::from(0xBEEF + game.events.len() as u128 * 100);
    command.papers = kinds.iter().map(|k| paper_of(*k, at, &mut ids)).collect();
    command
}

fn open(game: &Game<'_>, machine: Machine) -> Vec<(P, A)> {
    let track = game.track_of(machine).unwrap();
    track
        .open_papers
        .iter()
        .map(|o| (o.paper, o.action))
        .collect()
}

#[test]
fn a_filing_needs_an_account_or_the_paper_itself() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022);
    let ask = |papers: bool, text: bool| {
        let mut paper = start.paper();
        if !papers {
            paper.papers.clear();
        }
        if text {
            paper.texts = vec![netralitas_testkit::play::text(&mut Ids::from(5))];
        }
        let refused = open_case(
            &paper,
            None,
            &start.actor(&world),
            start.moment(),
            world.rules(),
        );
        refused.err().map(|r| {
            let fields = r.fields();
            (r.code(), fields[0].0.to_string())
        })
    };
    let refused = Some(("nothing_filed", "/content/account".to_owned()));
    assert_eq!(ask(false, false), refused);
    assert_eq!(ask(true, false), None);
    assert_eq!(ask(false, true), None);
}

#[test]
fn a_step_that_is_taken_by_a_paper_is_refused_without_it() {
    let world = World::new();
    let o = world.offices;
    let chair = (o.regency, Role::Chair);
    let counter = (o.regency, Role::IntakeOfficer);
    let personnel = (o.agency, Role::PersonnelOfficer);
    let _ = personnel;
    for (at, who, action, details, paper) in [
        (
            S::Received,
            counter,
            A::WithdrawReport,
            Details::Reason,
            P::B4,
        ),
        (
            S::Registered,
            chair,
            A::AppointTeam,
            Details::None,
            P::ChairDecree,
        ),
        (
            S::NotRegistered,
            chair,
            A::AnnounceStatus,
            Details::None,
            P::B18,
        ),
    ] {
        let (game, _) = reach(&world, LawSet::Pemilu2022, at).unwrap();
        let ask = |kinds: &[P]| {
            let command = bringing(&game, who, action, details.clone(), kinds);
            verdict(&game, who.0, who.1, &command)
        };
        assert_eq!(ask(&[]), Some("papers_demanded"), "{action:?}");
        assert_eq!(ask(&[P::Other]), Some("papers_demanded"), "{action:?}");
        assert_eq!(ask(&[paper]), None, "{action:?}");
    }
    // The text of the Pilkada regulation was not seen: nothing is demanded there.
    let (game, _) = reach(&world, LawSet::Pilkada2024, S::Registered).unwrap();
    let command = bringing(&game, chair, A::AppointTeam, Details::None, &[]);
    assert_eq!(verdict(&game, chair.0, chair.1, &command), None);
    assert!(open(&game, Machine::Case).is_empty());
}

#[test]
fn a_recommendation_needs_the_form_of_each_outcome_that_it_sends() {
    let world = World::new();
    let chair = (world.offices.regency, Role::Chair);
    let game = decided(
        &world,
        LawSet::Pemilu2022,
        &[(SubjectKind::Pns, &[O::OtherLaw])],
    );
    let ask = |kinds: &[P]| {
        let details = Details::Forwarding(Vec::new());
        let command = bringing(&game, chair, A::SendRecommendation, details, kinds);
        let actor = world.actor(chair.0, chair.1);
        let verdict =
            netralitas_domain::acts::decide(&game.file, &command, &actor, game.now, world.rules());
        verdict
            .err()
            .map(|r| r.fields().iter().map(|f| f.2.en).collect::<Vec<_>>())
    };
    assert_eq!(ask(&[P::B17]), None);
    let missing = vec!["Recommendation, other law (B.17)"];
    assert_eq!(
        ask(&[P::B14, P::B16]),
        Some(missing),
        "the refusal names the paper"
    );
}

#[test]
fn what_is_owed_stays_open_until_it_is_added() {
    let world = World::new();
    let chair = (world.offices.regency, Role::Chair);
    let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    assert!(
        open(&game, Machine::Case).is_empty(),
        "the filing brought its papers"
    );
    let studies = |d: &Details| matches!(d, Details::InitialStudy(s) if s.late == Some(true));
    let bare = |game: &Game<'_>, kinds: &[P]| {
        let track = game.track_of(Machine::Case).unwrap();
        let valid = netralitas_testkit::play::valid_commands(
            &game.file,
            track,
            A::CompleteInitialStudy,
            game.world,
            game.now,
        );
        let (_, command) = valid
            .into_iter()
            .find(|(_, c)| studies(&c.details))
            .unwrap();
        bringing(game, chair, A::CompleteInitialStudy, command.details, kinds)
    };
    let actor = world.actor(chair.0, chair.1);
    let study = bare(&game, &[P::PlenaryMinutes]);
    game.give(&actor, &study).unwrap();
    let wants = [(P::B7, A::CompleteInitialStudy)];
    assert_eq!(open(&game, Machine::Case), wants);
    // Another kind closes nothing, and nothing at all is no step.
    let add = |game: &mut Game<'_>, kinds: &[P]| {
        let command = bringing(game, chair, A::AddPapers, Details::None, kinds);
        game.give(&actor, &command)
            .map(|e| e[0].settles.clone())
            .map_err(|r| r.code())
    };
    assert_eq!(add(&mut game, &[]), Err("papers_given"));
    assert_eq!(add(&mut game, &[P::Other]), Ok(Vec::new()));
    assert_eq!(open(&game, Machine::Case), wants);
    assert_eq!(add(&mut game, &[P::B7]), Ok(vec![P::B7]));
    assert!(open(&game, Machine::Case).is_empty());
}

/// The status notice of the announcement closes the one that the refusal to register left open, at the end too.
#[test]
fn a_demanded_paper_of_a_later_step_closes_an_open_one() {
    let world = World::new();
    let chair = (world.offices.regency, Role::Chair);
    let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    game.play_with(
        A::CompleteInitialStudy,
        |d| matches!(d, Details::InitialStudy(s) if s.late == Some(true)),
    );
    let ground = Details::NotRegistered(netralitas_domain::procedure::NotRegisteredGround::Late);
    let actor = world.actor(chair.0, chair.1);
    let bare = bringing(&game, chair, A::DeclareNotRegistered, ground, &[]);
    game.give(&actor, &bare).unwrap();
    assert_eq!(
        open(&game, Machine::Case),
        [(P::B18, A::DeclareNotRegistered)]
    );
    let told = bringing(&game, chair, A::AnnounceStatus, Details::None, &[P::B18]);
    game.give(&actor, &told).unwrap();
    assert!(open(&game, Machine::Case).is_empty());
}

#[test]
fn papers_can_be_added_to_a_track_of_every_machine_at_its_end_too() {
    let world = World::new();
    for (law, at) in [
        (LawSet::Pemilu2022, S::Stopped),
        (LawSet::Kasn, S::ReviewClosed),
        (LawSet::Pp94, S::Served),
        (LawSet::Kasn, S::BlockLifted),
        (LawSet::Pemilu2022, S::ReferralClosed),
    ] {
        let (mut game, id) = reach(&world, law, at).unwrap();
        let track = game.file.track(id).unwrap();
        let version = track.version;
        let (actor, command) = accepting(&game.file, track, A::AddPapers, &world, game.now)
            .into_iter()
            .map(|(actor, command, _)| (actor, command))
            .next()
            .unwrap_or_else(|| panic!("nobody may add papers at {at:?}"));
        game.give(&actor, &command).unwrap();
        let track = game.file.track(id).unwrap();
        assert_eq!((track.stage, track.version), (at, version + 1));
    }
}

/// What is demanded is named, and the row asks for it.
#[test]
fn every_demanded_paper_is_named_and_its_row_asks_for_it() {
    for row in rules() {
        let asks = row
            .guards
            .iter()
            .any(|(g, _)| *g == netralitas_domain::procedure::Guard::PapersDemanded);
        let demands = row.law.iter().any(|l| !l.demands.is_empty());
        assert_eq!(asks, demands, "{:?}", row.action);
        for law in row.law {
            for paper in law.demands.iter().chain(law.sometimes) {
                assert!(law.papers.contains(paper), "{:?} {paper:?}", row.action);
            }
            let unsure = law.confidence == netralitas_domain::law::Confidence::Unsure;
            assert!(!unsure || law.papers.iter().all(|p| law.duty(*p) != PaperDuty::Owed));
        }
    }
    assert!(rows(A::Impose).all(|r| r.law.iter().all(|l| l.demands.contains(&P::Decree))));
}

/// A paper is not lost with the body that brings none: an ordinary step goes on and owes it.
#[test]
fn a_step_without_its_papers_is_taken_where_nothing_is_demanded() {
    let world = World::new();
    let chair = (world.offices.regency, Role::Chair);
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let body = Body {
        papers: false,
        ..with(Details::Study)
    };
    give(&mut game, chair.0, chair.1, A::SubmitStudy, body).unwrap();
    assert!(open(&game, Machine::Case).contains(&(P::B13, A::SubmitStudy)));
}
