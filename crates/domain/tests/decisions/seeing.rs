//! Which office sees which track.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{AccessReason, Grant, grants},
    file::SubjectKind,
    ids::{OfficeId, TrackId},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::play::{Game, Start, World, day, reach};

use crate::{give, with};

/// Every grant, event by event, each with the file as it was then.
fn all(game: &Game<'_>) -> BTreeSet<Grant> {
    let mut file = game.file.clone();
    file.tracks.clear();
    let mut found = BTreeSet::new();
    for event in &game.events {
        file.apply(std::slice::from_ref(event));
        found.extend(grants(event, &file, game.world.rules()));
    }
    found
}

fn seen(game: &Game<'_>, office: OfficeId) -> BTreeSet<TrackId> {
    all(game)
        .iter()
        .filter(|g| g.office == office)
        .map(|g| g.track)
        .collect()
}

/// Two civil servants of two agencies, both imposed upon and blocked.
fn two(world: &World) -> Game<'_> {
    let start = Start::report(world, LawSet::Pemilu2022).about(&[
        SubjectKind::Pns,
        SubjectKind::Pns,
        SubjectKind::VillageHead,
    ]);
    let mut game = Game::start(world, &start);
    for action in [
        A::CompleteInitialStudy,
        A::RegisterReport,
        A::AppointTeam,
        A::SubmitStudy,
        A::DecideOutcomes,
        A::SendRecommendation,
    ] {
        game.play(action);
    }
    let reviews: Vec<_> = game
        .file
        .tracks
        .iter()
        .filter(|t| t.machine == Machine::Review)
        .map(|t| t.id)
        .collect();
    for review in reviews {
        for action in [
            A::TakeIn,
            A::BeginExamination,
            A::FindProven,
            A::IssueRecommendation,
            A::RecordReceipt,
        ] {
            on(&mut game, review, action);
        }
        game.wait_days(20);
        on(&mut game, review, A::Remind);
        on(&mut game, review, A::RequestBlock);
    }
    game
}

fn on(game: &mut Game<'_>, id: TrackId, action: A) {
    let track = game.file.track(id).unwrap();
    let valid =
        netralitas_testkit::play::accepting(&game.file, track, action, game.world, game.now);
    let (actor, command, _) = &valid[0];
    game.give(actor, command).unwrap();
}

#[test]
fn an_agency_sees_the_tracks_of_its_own_people_and_no_other() {
    let world = World::new();
    let game = two(&world);
    let o = world.offices;
    let of = |agency| -> BTreeSet<TrackId> {
        game.file
            .tracks
            .iter()
            .filter(|t| {
                t.review().is_some_and(|r| r.agency == Some(agency))
                    || t.sanction().is_some_and(|s| s.agency == agency)
                    || t.control().is_some_and(|c| c.agency == agency)
            })
            .map(|t| t.id)
            .collect()
    };
    for agency in [o.agency, o.other_agency] {
        assert_eq!(of(agency).len(), 3, "review, sanction, block");
        assert_eq!(seen(&game, agency), of(agency));
    }
    assert!(of(o.agency).is_disjoint(&of(o.other_agency)));
}

#[test]
fn the_handling_office_sees_everything_the_authority_its_reviews_the_destination_its_referral() {
    let world = World::new();
    let game = two(&world);
    let o = world.offices;
    let every: BTreeSet<_> = game.file.tracks.iter().map(|t| t.id).collect();
    assert_eq!(seen(&game, o.regency), every);
    let of = |machines: &[Machine]| -> BTreeSet<TrackId> {
        let tracks = game.file.tracks.iter();
        tracks
            .filter(|t| machines.contains(&t.machine))
            .map(|t| t.id)
            .collect()
    };
    assert_eq!(
        seen(&game, o.kasn),
        of(&[Machine::Review, Machine::Sanction, Machine::Control])
    );
    assert_eq!(seen(&game, o.bkn), of(&[Machine::Control]));
    assert_eq!(seen(&game, o.destination), of(&[Machine::Referral]));
    assert_eq!(seen(&game, o.menpanrb), of(&[Machine::Review]), "copies");
    for nobody in [
        o.city,
        o.other_province,
        o.appeal_board,
        o.other_destination,
    ] {
        assert!(seen(&game, nobody).is_empty());
    }
}

#[test]
fn delegation_correction_and_hand_over_bring_what_was_before() {
    let world = World::new();
    let o = world.offices;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::TakenOver).unwrap();
    assert_eq!(seen(&game, o.province).len(), 1);
    assert_eq!(
        seen(&game, o.regency).len(),
        1,
        "what it received it still sees"
    );

    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    game.play(A::RequestCorrection);
    let every: BTreeSet<_> = game.file.tracks.iter().map(|t| t.id).collect();
    assert_eq!(seen(&game, o.province), every);

    game.on(day("2024-09-05"));
    let body = with(netralitas_domain::acts::Details::Succession);
    give(
        &mut game,
        o.menpanrb,
        Role::MinistryOfficer,
        A::HandOver,
        body,
    )
    .unwrap();
    let reviews: BTreeSet<_> = all(&game)
        .into_iter()
        .filter(|g| g.office == o.menpanrb && g.reason == AccessReason::Reviews)
        .map(|g| g.track)
        .collect();
    assert_eq!(
        reviews.len(),
        3,
        "the new review, the old one, the sanction"
    );
    let new = game.track_of(Machine::Review).unwrap().id;
    assert!(seen(&game, o.agency).contains(&new));
    assert!(seen(&game, o.province).contains(&new));
}

#[test]
fn the_appeal_board_sees_what_is_appealed() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Pp94, S::UnderAppeal).unwrap();
    assert_eq!(
        seen(&game, world.offices.appeal_board),
        BTreeSet::from([id])
    );
}
