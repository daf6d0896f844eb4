//! Which office sees which track.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{Details, Grant, Spell, access_changes, fold_access},
    file::{Change, Destination, SubjectKind},
    ids::{OfficeId, TrackId},
    law::LawSet,
    people::Role,
    procedure::{ACCESS, AccessReason, Action as A, Machine, Occasion, Stage as S, TakeoverGround},
};
use netralitas_testkit::play::{Game, Start, World, day, reach};

use crate::{give, with};

/// Every row of the access table, event by event, each with the file as it was then.
fn rows(game: &Game<'_>) -> Vec<Spell> {
    let mut file = game.file.clone();
    file.tracks.clear();
    let mut rows = Vec::new();
    for event in &game.events {
        let before = file.clone();
        file.apply(std::slice::from_ref(event));
        let before = (!before.tracks.is_empty()).then_some(&before);
        let changes = access_changes(event, before, &file, game.world.rules());
        fold_access(&mut rows, &changes, event.recorded_at);
    }
    rows
}

/// Every grant that lasts.
fn all(game: &Game<'_>) -> BTreeSet<Grant> {
    let lasting = rows(game).into_iter().filter(|s| s.to.is_none());
    lasting.map(|s| s.grant).collect()
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

/// The rows of an office that ended, with what they ended for.
fn lost(game: &Game<'_>, office: OfficeId) -> BTreeSet<(TrackId, AccessReason)> {
    let ended = rows(game).into_iter().filter(|s| s.to.is_some());
    ended
        .filter(|s| s.grant.office == office)
        .map(|s| (s.grant.track, s.grant.reason))
        .collect()
}

#[test]
fn whoever_a_case_is_taken_from_sees_it_no_more_nor_do_the_offices_below() {
    let world = World::new();
    let o = world.offices;
    for ground in TakeoverGround::ALL {
        let start = Start::report(&world, LawSet::Pemilu2022).at(o.village);
        let mut game = Game::start(&world, &start);
        assert_eq!(seen(&game, o.village).len(), 1);
        game.play(A::PassOn);
        assert_eq!(
            seen(&game, o.village).len(),
            1,
            "what it took in it still sees"
        );
        assert_eq!(seen(&game, o.sub_district).len(), 1);
        game.play(A::CompleteInitialStudy);
        game.wait_minutes(5);
        game.play_with(
            A::TakeOver,
            |d| matches!(d, Details::Takeover(g) if g == ground),
        );
        let case = game.file.case_track().unwrap().id;
        assert_eq!(seen(&game, o.regency), BTreeSet::from([case]));
        // The sub-district office also reads in the name of the village below it.
        assert!(seen(&game, o.sub_district).is_empty(), "{ground:?}");
        assert!(seen(&game, o.village).is_empty(), "{ground:?}");
        assert_eq!(
            lost(&game, o.village),
            BTreeSet::from([(case, AccessReason::Receives)])
        );
        let taken = game.events.last().unwrap().recorded_at;
        let row = rows(&game);
        let row = row.iter().find(|s| s.grant.office == o.sub_district);
        let row = row.unwrap();
        assert!(row.from < taken && row.to == Some(taken), "{row:?}");
    }
}

#[test]
fn whoever_delegates_loses_its_own_rows_and_keeps_sight_from_above() {
    let world = World::new();
    let o = world.offices;
    let start = Start::report(&world, LawSet::Pemilu2022).at(o.national);
    let mut game = Game::start(&world, &start);
    game.play(A::CompleteInitialStudy);
    let to = |office| move |d: &Details| matches!(d, Details::Delegation(to) if *to == office);
    game.play_with(A::Delegate, to(o.province));
    assert!(seen(&game, o.national).is_empty());
    assert_eq!(seen(&game, o.province).len(), 1);
    game.play_with(A::Delegate, to(o.regency));
    assert!(seen(&game, o.province).is_empty());
    assert_eq!(seen(&game, o.regency).len(), 1);
    let case = game.file.case_track().unwrap().id;
    assert_eq!(
        lost(&game, o.province),
        BTreeSet::from([(case, AccessReason::Handles)])
    );
    assert_eq!(
        world.directory.get(o.regency).unwrap().parent,
        Some(o.province),
        "it sees what is below it"
    );
}

#[test]
fn whoever_examines_a_correction_does_so_until_it_is_decided() {
    let world = World::new();
    let o = world.offices;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::UnderCorrection).unwrap();
    let case = game.file.case().unwrap().corrections[0].clone();
    let office = case.office;
    let every: BTreeSet<_> = game.file.tracks.iter().map(|t| t.id).collect();
    assert_eq!(seen(&game, office), every);
    if office == o.province {
        game.play(A::AskNationalView);
        game.play(A::GiveNationalView);
    }
    game.wait_minutes(5);
    game.play(A::DecideCorrection);
    assert!(seen(&game, office).is_empty());
    assert_eq!(lost(&game, office).len(), every.len());
}

#[test]
fn a_correction_brings_what_was_before() {
    let world = World::new();
    let o = world.offices;
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    game.play(A::RequestCorrection);
    let every: BTreeSet<_> = game.file.tracks.iter().map(|t| t.id).collect();
    assert_eq!(seen(&game, o.province), every);
}

#[test]
fn a_hand_over_passes_the_right_to_read_on() {
    let world = World::new();
    let o = world.offices;
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let kasn = seen(&game, o.kasn);
    assert_eq!(kasn.len(), 2, "the review and the sanction");
    game.on(day("2024-09-05"));
    let body = with(Details::Succession);
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
    assert!(seen(&game, o.kasn).is_empty());
    let lost: BTreeSet<_> = lost(&game, o.kasn).into_iter().map(|l| l.0).collect();
    assert_eq!(lost, kasn, "and what it saw is on record");
    let new = game.track_of(Machine::Review).unwrap().id;
    assert!(seen(&game, o.agency).contains(&new));
    assert!(seen(&game, o.regency).contains(&new));
    // The ministry that got a copy of the recommendation can still escalate it.
    let copies: BTreeSet<_> = all(&game)
        .into_iter()
        .filter(|g| g.reason == AccessReason::Copy)
        .map(|g| (g.track, g.office))
        .collect();
    let of = |track| copies.iter().filter(move |c| c.0 == track).map(|c| c.1);
    let before: BTreeSet<_> = copies.iter().map(|c| c.1).collect();
    assert!(!before.is_empty());
    assert_eq!(of(new).collect::<BTreeSet<_>>(), before);
}

#[test]
fn a_destination_that_returned_a_referral_loses_it_to_the_next() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Pilkada2024, S::ReferralReturned).unwrap();
    let sent = game.file.track(id).unwrap().referral().unwrap();
    let here = sent.destination.clone();
    let first = here.office.unwrap();
    let elsewhere = Destination {
        office: None,
        name: Some("Inspektorat".to_owned()),
        ..here.clone()
    };
    assert!(seen(&game, first).contains(&id), "until it goes elsewhere");
    let send = |game: &mut Game<'_>, to: &Destination| {
        game.wait_minutes(5);
        let body = with(Details::Readdress(to.clone()));
        give(game, o.regency, Role::Chair, A::ResendReferral, body).unwrap();
    };
    send(&mut game, &elsewhere);
    assert!(!seen(&game, first).contains(&id));
    game.play(A::ReturnReferral);
    send(&mut game, &here);
    assert!(seen(&game, first).contains(&id));
    game.play(A::ReturnReferral);
    // Twice addressed is twice on record: the first time ended, the second lasts.
    let of_first: Vec<_> = rows(&game)
        .into_iter()
        .filter(|s| s.grant.office == first && s.grant.track == id)
        .map(|s| s.to.is_none())
        .collect();
    assert_eq!(of_first, [false, true]);
    // Sent to the same office again, nobody loses anything.
    send(&mut game, &here);
    assert!(seen(&game, first).contains(&id));
}

#[test]
fn an_agency_that_is_no_longer_addressed_loses_the_review() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Recommended).unwrap();
    let before = game.file.clone();
    let mut again = game.events.last().unwrap().clone();
    let agency = before.track(id).unwrap().review().unwrap().agency.unwrap();
    assert!(seen(&game, agency).contains(&id));
    let other = [o.agency, o.other_agency]
        .into_iter()
        .find(|a| *a != agency);
    let other = other.unwrap();
    // No row of today recommends twice; the table says what would follow.
    again.seq += 1;
    for change in &mut again.changes {
        if let Change::Recommends { agency, .. } = change {
            *agency = other;
        }
    }
    game.events.push(again);
    assert!(!seen(&game, agency).contains(&id));
    assert!(seen(&game, other).contains(&id));
}

#[test]
fn an_occasion_has_one_row() {
    for occasion in Occasion::ALL {
        let rows = ACCESS.iter().filter(|r| r.occasion == *occasion);
        assert_eq!(rows.count(), 1, "{occasion:?}");
    }
    assert_eq!(ACCESS.len(), Occasion::ALL.len());
    for row in ACCESS {
        assert!(!row.cite.is_empty());
        assert!(!row.begins.is_empty() || !row.ends.is_empty());
    }
}

#[test]
fn the_appeal_board_loses_what_was_not_appealed() {
    let world = World::new();
    let board = world.offices.appeal_board;
    let (mut game, id) = reach(&world, LawSet::Pp94, S::UnderAppeal).unwrap();
    let filed = game
        .script
        .steps
        .iter()
        .position(|s| s.command.action == A::FileAppeal);
    let mut quiet = game.before(filed.unwrap());
    assert_eq!(seen(&quiet, board), BTreeSet::from([id]));
    if quiet.file.track(id).unwrap().stage == S::Imposed {
        quiet.play(A::Deliver);
    }
    quiet.wait_days(60);
    quiet.play(A::TakeEffect);
    assert!(seen(&quiet, board).is_empty());
    game.play(A::AnswerAppeal);
    game.play(A::DecideAppeal);
    assert_eq!(seen(&game, board), BTreeSet::from([id]), "what it decided");
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
