//! Delegation, takeover, passing on, and who records for whom.

use netralitas_domain::{
    acts::Details,
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Machine, Seat, Stage as S},
};
use netralitas_testkit::play::{Game, Start, World, reach};

use crate::{always_refused, asked, code, codes, give, possible, stage, verdict, with};

#[test]
fn delegation_goes_one_level_down_and_no_further() {
    let world = World::new();
    let o = world.offices;
    let levels = [
        ("national", o.national),
        ("province", o.province),
        ("other province", o.other_province),
        ("regency", o.regency),
        ("city", o.city),
        ("sub-district", o.sub_district),
        ("village", o.village),
        ("abroad", o.abroad),
        ("agency", o.agency),
    ];
    let allowed = [
        ("national", "province"),
        ("national", "other province"),
        ("national", "abroad"),
        ("province", "regency"),
        ("province", "city"),
        ("regency", "sub-district"),
    ];
    for (from, from_id) in &levels[..6] {
        let mut game = Game::start(
            &world,
            &Start::report(&world, LawSet::Pemilu2022).at(*from_id),
        );
        game.play(A::CompleteInitialStudy);
        for (to, to_id) in levels {
            let verdict = code(
                &game,
                *from_id,
                Role::Chair,
                A::Delegate,
                with(Details::Delegation(to_id)),
            );
            // Where no office below exists at all, the same reason is given for every body.
            let expected = (!allowed.contains(&(*from, to))).then_some("delegation_allowed");
            assert_eq!(verdict, expected, "{from} to {to}");
        }
    }
}

/// To a regency the national office delegates through the province, even where it stands directly above.
#[test]
fn the_national_office_does_not_skip_the_province() {
    let mut world = World::new();
    let o = world.offices;
    let offices: Vec<_> = world
        .directory
        .all()
        .cloned()
        .map(|mut office| {
            if office.id == o.city {
                office.parent = Some(o.national);
            }
            office
        })
        .collect();
    world.directory = netralitas_domain::people::Directory::new(offices);
    let start = Start::report(&world, LawSet::Pemilu2022).at(o.national);
    let mut game = Game::start(&world, &start);
    game.play(A::CompleteInitialStudy);
    let delegate = |to| {
        let details = with(Details::Delegation(to));
        code(&game, o.national, Role::Chair, A::Delegate, details)
    };
    assert_eq!(delegate(o.city), Some("delegation_allowed"));
    assert_eq!(delegate(o.province), None);
}

#[test]
fn a_delegated_case_keeps_its_number_and_is_registered_by_the_receiver() {
    let world = World::new();
    let o = world.offices;
    let mut game = Game::start(
        &world,
        &Start::report(&world, LawSet::Pemilu2022).at(o.national),
    );
    game.play(A::CompleteInitialStudy);
    for (from, to) in [(o.national, o.province), (o.province, o.regency)] {
        give(
            &mut game,
            from,
            Role::Chair,
            A::Delegate,
            with(Details::Delegation(to)),
        )
        .unwrap();
        assert_eq!(stage(&game), S::Delegated);
        assert_eq!(game.file.case().unwrap().handled_by, to);
    }
    assert_eq!(
        code(
            &game,
            o.national,
            Role::Chair,
            A::RegisterReport,
            with(Details::None)
        ),
        Some("wrong_office")
    );
    give(
        &mut game,
        o.regency,
        Role::Chair,
        A::RegisterReport,
        with(Details::None),
    )
    .unwrap();
    let tails: Vec<_> = game
        .file
        .case_track()
        .unwrap()
        .numbers
        .iter()
        .map(|n| n.tail.as_str())
        .collect();
    assert_eq!(
        tails,
        ["LP/PP/RI/00.00/X/2023", "Reg/LP/PP/Kab/16.11/X/2023"]
    );
    assert_eq!(game.file.tracks.len(), 1, "no child case");
}

#[test]
fn takeover_is_asked_declined_and_made_by_the_office_above() {
    let world = World::new();
    let o = world.offices;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::TakeoverRequested).unwrap();
    assert_eq!(
        code(
            &game,
            o.regency,
            Role::Chair,
            A::DeclineTakeover,
            with(Details::Reason)
        ),
        Some("wrong_office")
    );
    assert_eq!(
        code(
            &game,
            o.other_province,
            Role::Chair,
            A::DeclineTakeover,
            with(Details::Reason)
        ),
        Some("wrong_office")
    );
    give(
        &mut game,
        o.province,
        Role::Chair,
        A::DeclineTakeover,
        with(Details::Reason),
    )
    .unwrap();
    assert_eq!(stage(&game), S::InitialStudy);
    // Of its own motion, without a request.
    game.play(A::TakeOver);
    assert_eq!(stage(&game), S::TakenOver);
    assert_eq!(game.file.case().unwrap().handled_by, o.province);
    give(
        &mut game,
        o.province,
        Role::Chair,
        A::RegisterReport,
        with(Details::None),
    )
    .unwrap();
    let numbers = &game.file.case_track().unwrap().numbers;
    assert_eq!(numbers[0].office, o.regency);
    assert_eq!(numbers[1].office, o.province);
}

#[test]
fn nobody_stands_above_the_national_office() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022).at(world.offices.national);
    let mut game = Game::start(&world, &start);
    game.play(A::CompleteInitialStudy);
    always_refused(&game, A::RequestTakeover, "higher_office_exists");
    assert!(!possible(&game, A::TakeOver, |_| true));
}

#[test]
fn a_report_at_a_polling_station_goes_to_the_sub_district() {
    let world = World::new();
    for office in [world.offices.village, world.offices.polling_station] {
        let mut game = Game::start(
            &world,
            &Start::report(&world, LawSet::Pemilu2022).at(office),
        );
        game.play(A::PassOn);
        assert_eq!(stage(&game), S::Received);
        assert_eq!(
            game.file.case().unwrap().handled_by,
            world.offices.sub_district
        );
    }
}

#[test]
fn a_field_office_without_a_sub_district_above_has_nowhere_to_pass_on() {
    let mut world = World::new();
    let orphans: Vec<_> = world
        .directory
        .all()
        .cloned()
        .map(|mut office| {
            if office.id == world.offices.village {
                office.parent = None;
            }
            office
        })
        .collect();
    world.directory = netralitas_domain::people::Directory::new(orphans);
    let start = Start::report(&world, LawSet::Pemilu2022).at(world.offices.village);
    let game = Game::start(&world, &start);
    always_refused(&game, A::PassOn, "passes_to_sub_district");
}

#[test]
fn the_sub_district_records_for_a_village_that_does_not_use_the_installation() {
    let village = |o: &netralitas_domain::people::Office| o.level.only_passes_on();
    for (world, taken) in [(World::new(), false), (World::where_absent(village), true)] {
        let o = world.offices;
        let game = Game::start(
            &world,
            &Start::report(&world, LawSet::Pemilu2022).at(o.village),
        );
        let verdict = code(
            &game,
            o.sub_district,
            Role::IntakeOfficer,
            A::PassOn,
            with(Details::None),
        );
        assert_eq!(verdict, (!taken).then_some("office_acts_itself"));
        if taken {
            let mut game = game;
            let events = give(
                &mut game,
                o.sub_district,
                Role::IntakeOfficer,
                A::PassOn,
                with(Details::None),
            )
            .unwrap();
            assert_eq!(events[0].acting.office, Some(o.village));
            assert_eq!(events[0].office, o.sub_district);
            assert!(events[0].by_paper.is_some());
        }
    }
}

#[test]
fn others_record_from_a_paper_only_for_an_agency_that_does_not_use_the_installation() {
    let agencies = |o: &netralitas_domain::people::Office| o.kind == OfficeType::Agency;
    let here = World::new();
    let (game, _) = reach(&here, LawSet::Kasn, S::Recommended).unwrap();
    let kasn = here.offices.kasn;
    assert_eq!(
        code(
            &game,
            kasn,
            Role::Reviewer,
            A::RecordReceipt,
            with(Details::None)
        ),
        Some("office_acts_itself")
    );
    let away = World::where_absent(agencies);
    let (game, _) = reach(&away, LawSet::Kasn, S::Recommended).unwrap();
    let mut command = asked(
        &game,
        kasn,
        Role::Reviewer,
        A::RecordReceipt,
        with(Details::None),
    );
    assert!(command.by_paper.is_some());
    assert_eq!(verdict(&game, kasn, Role::Reviewer, &command), None);
    command.by_paper = None;
    assert_eq!(
        verdict(&game, kasn, Role::Reviewer, &command),
        Some("paper_required")
    );
}

/// A respondent uses no installation; the agency takes the letter in, if it is here.
#[test]
fn a_respondents_objection_is_taken_in_by_the_agency_if_it_is_here() {
    let agencies = |o: &netralitas_domain::people::Office| o.kind == OfficeType::Agency;
    for (world, expected) in [
        (World::new(), Some("office_acts_itself")),
        (World::where_absent(agencies), None),
    ] {
        let (game, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
        let kasn = world.offices.kasn;
        let verdict = code(
            &game,
            kasn,
            Role::Reviewer,
            A::FileObjection,
            with(Details::None),
        );
        assert_eq!(verdict, expected);
        let agency = world.offices.agency;
        let verdict = code(
            &game,
            agency,
            Role::PersonnelUnit,
            A::FileObjection,
            with(Details::None),
        );
        assert_eq!(verdict, None);
    }
}

#[test]
fn quorum_counts_those_who_may_decide() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingPlenary).unwrap();
    let decision = |entitled, recused, deciding| {
        let details = Details::Outcomes(
            game.file
                .case()
                .unwrap()
                .allegations
                .iter()
                .map(|a| (a.id, vec![netralitas_domain::procedure::Outcome::OtherLaw]))
                .collect(),
        );
        let mut command = asked(
            &game,
            regency,
            Role::Chair,
            A::DecideOutcomes,
            with(details),
        );
        let meeting = command.meeting.as_mut().unwrap();
        (meeting.entitled, meeting.recused, meeting.deciding) = (entitled, recused, deciding);
        verdict(&game, regency, Role::Chair, &command)
    };
    assert_eq!(decision(5, 0, 3), None);
    assert_eq!(decision(5, 0, 2), Some("quorum"));
    assert_eq!(decision(4, 0, 2), Some("quorum"), "half is no majority");
    assert_eq!(decision(5, 2, 2), None, "two of three who may decide");
    let impossible = Some("more_deciding_than_entitled");
    assert_eq!(decision(5, 3, 3), impossible, "more than may decide");
    assert_eq!(decision(3, 3, 0), Some("quorum"), "nobody may decide");
    assert!(codes(&game, A::DecideOutcomes, |_| true).contains("quorum"));
}

#[test]
fn the_correction_sits_with_the_office_above() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::UnderCorrection).unwrap();
    let event = game
        .events
        .iter()
        .rfind(|e| e.action == A::RequestCorrection)
        .unwrap();
    assert!(event.acting.party.is_some());
    let correction = game.file.case().unwrap().corrections[0].clone();
    assert_eq!(correction.office, world.offices.province);
    let mut game = game;
    let events = game.play(A::AskNationalView);
    assert_eq!(events[0].acting.seat, Some(Seat::Correction));
    assert_eq!(events[0].acting.office, Some(world.offices.province));
    assert_eq!(game.stage_of(Machine::Case), Some(S::UnderCorrection));
}
