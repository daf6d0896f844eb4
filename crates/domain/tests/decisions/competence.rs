//! Which body is competent for what, and what an unsure row of the law book means.

use netralitas_domain::{
    acts::{Details, Dispatch, decide},
    file::{Destination, SubjectKind},
    ids::{Id, OfficeId},
    law::{Book, Confidence, LawSet},
    people::{Directory, Level, Office, Role},
    procedure::{Action as A, DestinationKind as K, Machine, Outcome as O, Stage as S},
    refusal::Refusal,
};
use netralitas_testkit::play::{Body, Game, Start, World, reach};

use crate::{asked, code, forwarding::decided, give, stage, verdict, with};

fn to(game: &Game<'_>, outcome: O, kind: K, office: bool, name: Option<&str>) -> Details {
    let respondent = game.file.case().unwrap().respondents().next().unwrap().id;
    Details::Forwarding(vec![Dispatch {
        respondent,
        destination: Destination {
            outcome,
            kind,
            office: office.then_some(game.world.offices.destination),
            name: name.map(Into::into),
        },
    }])
}

/// The code with which sending this one outcome of this one respondent there is refused.
fn sent(
    law: LawSet,
    subject: SubjectKind,
    outcome: O,
    kind: K,
    text: bool,
) -> Option<&'static str> {
    let world = World::new();
    let game = decided(&world, law, &[(subject, &[outcome])]);
    let body = Body {
        text,
        ..with(to(&game, outcome, kind, false, Some("Kantor tujuan")))
    };
    code(
        &game,
        world.offices.regency,
        Role::Chair,
        A::SendRecommendation,
        body,
    )
}

const NO: Option<&str> = Some("destinations_competent");

#[test]
fn each_outcome_has_its_own_competent_bodies() {
    let (pemilu, pilkada) = (LawSet::Pemilu2022, LawSet::Pilkada2024);
    let anybody = SubjectKind::Organiser;
    for (law, outcome, kind, refused) in [
        (pemilu, O::Criminal, K::GakkumduPolice, None),
        (pemilu, O::Criminal, K::Dkpp, NO),
        (pemilu, O::Criminal, K::OtherBody, NO),
        (pilkada, O::Criminal, K::GakkumduPolice, None),
        (pilkada, O::Criminal, K::Regent, NO),
        // Art. 44 and 45: DKPP, or the KPU or Bawaslu of the regency for their ad hoc bodies.
        (pemilu, O::OrganiserEthics, K::Dkpp, None),
        (pemilu, O::OrganiserEthics, K::KpuRegency, None),
        (pemilu, O::OrganiserEthics, K::BawasluRegency, None),
        (pemilu, O::OrganiserEthics, K::GakkumduPolice, NO),
        (pilkada, O::OrganiserEthics, K::Dkpp, None),
        // Art. 18 and 46; under the Pilkada statute the KPU at its level.
        (pemilu, O::Administrative, K::KpuRegency, None),
        (pemilu, O::Administrative, K::BawasluHearing, None),
        (pemilu, O::Administrative, K::Kpu, NO),
        (pilkada, O::Administrative, K::Kpu, None),
        (pilkada, O::Administrative, K::BawasluHearing, NO),
    ] {
        let found = sent(law, anybody, outcome, kind, true);
        assert_eq!(found, refused, "{law:?} {outcome:?} {kind:?}");
    }
}

#[test]
fn another_law_goes_where_the_kind_of_respondent_sends_it() {
    use SubjectKind as Who;
    for (who, kind, refused) in [
        (Who::VillageHead, K::Regent, None),
        (Who::VillageHead, K::HomeAffairs, NO),
        (Who::VillageCouncil, K::Regent, None),
        (Who::VillageCouncil, K::VillageHead, NO),
        (Who::Ppnpn, K::ContractingUnit, None),
        (Who::ContractWorker, K::ContractingUnit, None),
        (Who::ContractWorker, K::Command, NO),
        (Who::ElectedOfficial, K::HomeAffairs, None),
        (Who::ElectedOfficial, K::Regent, NO),
    ] {
        let found = sent(LawSet::Pilkada2024, who, O::OtherLaw, kind, false);
        assert_eq!(found, refused, "{who:?} {kind:?}");
    }
}

#[test]
fn where_the_law_book_is_unsure_a_destination_is_taken_with_a_reason_and_marked() {
    use SubjectKind as Who;
    let unsure = [
        (Who::VillageOfficial, K::Regent),
        (Who::VillageOfficial, K::VillageHead),
        (Who::Army, K::Command),
        (Who::Police, K::Command),
        (Who::Organiser, K::OtherBody),
        (Who::Unknown, K::Regent),
    ];
    for (who, kind) in unsure {
        let with_reason = sent(LawSet::Pemilu2022, who, O::OtherLaw, kind, true);
        assert_eq!(with_reason, None, "{who:?} {kind:?}");
        let without = sent(LawSet::Pemilu2022, who, O::OtherLaw, kind, false);
        assert_eq!(without, NO, "{who:?} {kind:?}");
    }
    let world = World::new();
    let marks = |who, kind| {
        let mut game = decided(&world, LawSet::Pemilu2022, &[(who, &[O::OtherLaw])]);
        let body = with(to(&game, O::OtherLaw, kind, false, Some("Kantor tujuan")));
        let regency = world.offices.regency;
        let events = give(&mut game, regency, Role::Chair, A::SendRecommendation, body).unwrap();
        events[0].marks.iter().map(|m| m.code()).collect::<Vec<_>>()
    };
    assert_eq!(marks(Who::Army, K::Command), ["destination_unsure"]);
    assert!(marks(Who::VillageHead, K::Regent).is_empty());
}

#[test]
fn a_refusal_says_what_is_competent_and_by_which_law() {
    let world = World::new();
    let regency = world.offices.regency;
    let game = decided(
        &world,
        LawSet::Pemilu2022,
        &[(SubjectKind::Pns, &[O::Criminal])],
    );
    let body = with(to(&game, O::Criminal, K::Regent, false, Some("Budi")));
    let command = asked(&game, regency, Role::Chair, A::SendRecommendation, body);
    let actor = world.actor(regency, Role::Chair);
    let refusal = decide(&game.file, &command, &actor, game.now, world.rules()).unwrap_err();
    let Refusal::Guard {
        competent, basis, ..
    } = refusal
    else {
        panic!("{refusal:?}")
    };
    assert_eq!(basis, "Perbawaslu 7/2022 art. 44-47, 49");
    let [only] = &competent[..] else {
        panic!("{competent:?}")
    };
    assert_eq!(only.authority, "gakkumdu_police");
    assert_eq!(
        only.citation,
        "Perbawaslu 7/2022 art. 47(1); UU 7/2017 art. 280(2)(3), 494"
    );
}

#[test]
fn an_office_of_another_type_is_not_the_body_that_is_named() {
    let world = World::new();
    let (regency, kasn) = (world.offices.regency, world.offices.kasn);
    let game = decided(
        &world,
        LawSet::Pemilu2022,
        &[(SubjectKind::Pns, &[O::Criminal])],
    );
    let ask = |details| {
        code(
            &game,
            regency,
            Role::Chair,
            A::SendRecommendation,
            with(details),
        )
    };
    assert_eq!(
        ask(to(&game, O::Criminal, K::GakkumduPolice, true, None)),
        None
    );
    let mut wrong = to(&game, O::Criminal, K::GakkumduPolice, true, None);
    if let Details::Forwarding(list) = &mut wrong {
        list[0].destination.office = Some(kasn);
    }
    assert_eq!(ask(wrong), NO);
}

#[test]
fn a_new_address_is_as_competent_as_the_first() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::ReferralReturned).unwrap();
    assert_eq!(stage(&game), S::Monitored);
    let outcome = game.track_of(Machine::Referral).unwrap();
    let outcome = outcome.referral().unwrap().destination.outcome;
    let respondent = game
        .track_of(Machine::Referral)
        .unwrap()
        .referral()
        .unwrap()
        .respondent;
    let subject = game.file.party(respondent).unwrap().subject;
    let rows = world.book.destinations("pemilu", outcome, subject);
    let right = rows
        .iter()
        .find(|r| r.confidence != Confidence::Unsure)
        .unwrap()
        .kind;
    let ask = |kind| {
        let to = Destination {
            outcome: O::NotProven,
            kind,
            office: None,
            name: Some("Kantor".into()),
        };
        let command = asked(
            &game,
            regency,
            Role::Chair,
            A::ResendReferral,
            with(Details::Readdress(to)),
        );
        verdict(&game, regency, Role::Chair, &command)
    };
    assert_eq!(ask(right), None);
    assert_eq!(ask(K::HomeAffairs), NO);
}

/// A case of this office whose one respondent has this outcome.
fn decided_at<'w>(
    world: &'w World,
    law: LawSet,
    office: OfficeId,
    subject: SubjectKind,
    outcome: O,
) -> Game<'w> {
    let start = Start::report(world, law).about(&[subject]).at(office);
    let mut game = Game::start(world, &start);
    for action in [
        A::CompleteInitialStudy,
        A::RegisterReport,
        A::AppointTeam,
        A::SubmitStudy,
    ] {
        game.play(action);
    }
    let allegation = game.file.case().unwrap().allegations[0].id;
    let details = with(Details::Outcomes(vec![(allegation, vec![outcome])]));
    give(&mut game, office, Role::Chair, A::DecideOutcomes, details).unwrap();
    game
}

#[test]
fn an_office_sends_only_what_the_article_gives_its_level() {
    let world = World::new();
    let o = world.offices;
    let (pemilu, pilkada) = (LawSet::Pemilu2022, LawSet::Pilkada2024);
    for (law, office, outcome, kind, refused) in [
        // Art. 47(1), 44(1), 44(3): the nation, a province, a regency or city.
        (pemilu, o.sub_district, O::Criminal, K::GakkumduPolice, NO),
        (pemilu, o.province, O::Criminal, K::GakkumduPolice, None),
        (pemilu, o.sub_district, O::OrganiserEthics, K::Dkpp, NO),
        (pemilu, o.national, O::OrganiserEthics, K::Dkpp, None),
        (
            pemilu,
            o.sub_district,
            O::OrganiserEthics,
            K::KpuRegency,
            NO,
        ),
        (pemilu, o.city, O::OrganiserEthics, K::KpuRegency, None),
        // Art. 46: from the sub-district to the regency or city, from there to the KPU.
        (
            pemilu,
            o.sub_district,
            O::Administrative,
            K::BawasluRegency,
            None,
        ),
        (pemilu, o.sub_district, O::Administrative, K::KpuRegency, NO),
        (
            pemilu,
            o.sub_district,
            O::Administrative,
            K::BawasluHearing,
            NO,
        ),
        (pemilu, o.regency, O::Administrative, K::KpuRegency, None),
        (pemilu, o.regency, O::Administrative, K::BawasluRegency, NO),
        // The articles of Pilkada were not seen: with a reason.
        (
            pilkada,
            o.sub_district,
            O::Criminal,
            K::GakkumduPolice,
            None,
        ),
    ] {
        let game = decided_at(&world, law, office, SubjectKind::Organiser, outcome);
        let body = with(to(&game, outcome, kind, false, Some("Kantor tujuan")));
        let found = code(&game, office, Role::Chair, A::SendRecommendation, body);
        assert_eq!(found, refused, "{law:?} {outcome:?} {kind:?}");
    }
    let silent = |law| {
        let (office, who) = (o.sub_district, SubjectKind::Pns);
        let game = decided_at(&world, law, office, who, O::Criminal);
        let body = Body {
            text: false,
            ..with(to(
                &game,
                O::Criminal,
                K::GakkumduPolice,
                false,
                Some("Sentra"),
            ))
        };
        code(&game, office, Role::Chair, A::SendRecommendation, body)
    };
    assert_eq!(silent(pilkada), NO);
}

/// What its level may not send goes to the office above, with a reason: no article says how it gets there.
#[test]
fn a_refusal_says_where_an_office_of_this_level_sends() {
    let world = World::new();
    let office = world.offices.sub_district;
    let pns = SubjectKind::Pns;
    let game = decided_at(&world, LawSet::Pemilu2022, office, pns, O::Criminal);
    let body = |kind, text| Body {
        text,
        ..with(to(&game, O::Criminal, kind, false, Some("Sentra")))
    };
    let send = A::SendRecommendation;
    let command = asked(
        &game,
        office,
        Role::Chair,
        send,
        body(K::GakkumduPolice, true),
    );
    let actor = world.actor(office, Role::Chair);
    let refusal = decide(&game.file, &command, &actor, game.now, world.rules()).unwrap_err();
    let Refusal::Guard { competent, .. } = refusal else {
        panic!("{refusal:?}")
    };
    let [only] = &competent[..] else {
        panic!("{competent:?}")
    };
    assert_eq!(only.authority, "bawaslu_regency");
    assert_eq!(only.senders, [Level::SubDistrict]);
    let ask = |text| {
        code(
            &game,
            office,
            Role::Chair,
            send,
            body(K::BawasluRegency, text),
        )
    };
    assert_eq!((ask(false), ask(true)), (NO, None));
}

#[test]
fn ethics_of_somebody_who_is_no_organiser_needs_a_reason() {
    use SubjectKind as Who;
    for (law, who, refused) in [
        (LawSet::Pemilu2022, Who::Organiser, None),
        (LawSet::Pilkada2024, Who::Organiser, None),
        (LawSet::Pemilu2022, Who::Pns, NO),
        (LawSet::Pemilu2022, Who::Unknown, NO),
        (LawSet::Pilkada2024, Who::VillageHead, NO),
    ] {
        let silent = sent(law, who, O::OrganiserEthics, K::Dkpp, false);
        assert_eq!(silent, refused, "{law:?} {who:?}");
        let reasoned = sent(law, who, O::OrganiserEthics, K::Dkpp, true);
        assert_eq!(reasoned, None, "{law:?} {who:?}");
        let elsewhere = sent(law, who, O::OrganiserEthics, K::GakkumduPolice, true);
        assert_eq!(elsewhere, NO, "{law:?} {who:?}");
    }
}

#[test]
fn an_office_takes_what_goes_to_its_kind_in_its_region() {
    let mut world = World::new();
    let plain = world
        .directory
        .get(world.offices.destination)
        .unwrap()
        .clone();
    let office = |n: u128, level, area: Option<&str>, parent, destination| Office {
        id: Id::new(uuid::Uuid::from_u128(n)),
        code: format!("tujuan-{n}"),
        level,
        area_code: area.map(Into::into),
        parent,
        destination,
        ..plain.clone()
    };
    let (police, kpu) = (Some(K::GakkumduPolice), Some(K::KpuRegency));
    let rows = [
        office(101, Level::Regency, Some("16.11"), None, police),
        office(102, Level::Regency, Some("16.03"), None, police),
        office(103, Level::Regency, None, None, police),
        office(
            104,
            Level::Regency,
            None,
            Some(Id::new(uuid::Uuid::from_u128(101))),
            police,
        ),
        office(105, Level::Province, Some("16.00"), None, police),
        office(106, Level::Province, Some("06.00"), None, police),
        office(107, Level::National, None, None, Some(K::Dkpp)),
        office(108, Level::Regency, Some("16.11"), None, None),
        office(109, Level::Regency, Some("16.11"), None, kpu),
        office(110, Level::Regency, Some("16.03"), None, kpu),
    ];
    let all = world.directory.all().cloned().chain(rows);
    world.directory = Directory::new(all.collect::<Vec<_>>());
    let (crime, ethics, admin) = (O::Criminal, O::OrganiserEthics, O::Administrative);
    // Without a reason, with one.
    for (n, outcome, kind, silent, reasoned) in [
        (101, crime, K::GakkumduPolice, None, None),
        (102, crime, K::GakkumduPolice, NO, NO),
        (103, crime, K::GakkumduPolice, NO, None),
        (104, crime, K::GakkumduPolice, None, None),
        // Art. 47(1): at its level.
        (105, crime, K::GakkumduPolice, NO, None),
        (106, crime, K::GakkumduPolice, NO, NO),
        (107, crime, K::GakkumduPolice, NO, NO),
        (108, crime, K::GakkumduPolice, NO, None),
        (107, ethics, K::Dkpp, None, None),
        (101, ethics, K::Dkpp, NO, NO),
        (109, ethics, K::KpuRegency, None, None),
        (110, ethics, K::KpuRegency, NO, NO),
        (109, admin, K::Kpu, None, None),
    ] {
        let law = if kind == K::Kpu {
            LawSet::Pilkada2024
        } else {
            LawSet::Pemilu2022
        };
        let game = decided(&world, law, &[(SubjectKind::Organiser, &[outcome])]);
        for (text, refused) in [(false, silent), (true, reasoned)] {
            let mut details = to(&game, outcome, kind, true, None);
            if let Details::Forwarding(list) = &mut details {
                list[0].destination.office = Some(Id::new(uuid::Uuid::from_u128(n)));
            }
            let body = Body {
                text,
                ..with(details)
            };
            let regency = world.offices.regency;
            let found = code(&game, regency, Role::Chair, A::SendRecommendation, body);
            assert_eq!(found, refused, "{n} {kind:?} with a reason: {text}");
        }
    }
}

/// Every outcome that is forwarded has a row for every kind of respondent outside the ASN review.
#[test]
fn every_outcome_of_every_respondent_has_a_row_with_a_source() {
    let book = Book::shipped().unwrap();
    for elections in ["pemilu", "pilkada"] {
        for outcome in O::ALL.iter().filter(|o| **o != O::NotProven) {
            for subject in SubjectKind::ALL {
                let asn = subject.is_asn() && *outcome == O::OtherLaw;
                let rows = book.destinations(elections, *outcome, *subject);
                assert_eq!(rows.is_empty(), asn, "{elections} {outcome:?} {subject:?}");
                assert!(rows.iter().all(|r| !r.citation.is_empty()));
            }
        }
    }
    let known = |s: &str| s == "any" || SubjectKind::from_code(s).is_some();
    assert!(book.destinations.iter().all(|r| known(&r.subject)));
    assert!(book.regimes.iter().all(|r| known(&r.subject)));
}

#[test]
fn regimes_that_go_together_are_rows() {
    let book = Book::shipped().unwrap();
    let of = |law, subject| book.regimes_of(law, subject);
    let pns = Some(SubjectKind::Pns);
    assert_eq!(of(LawSet::Pp53, pns), ["pp53", "pp42", "asn_law"]);
    assert_eq!(
        of(LawSet::Pp94, pns),
        ["pp94", "pp94_transition", "pp42", "asn_law"]
    );
    assert_eq!(of(LawSet::Pp94, Some(SubjectKind::Pppk)), ["pppk", "pp42"]);
    assert_eq!(of(LawSet::Pppk, None), ["pppk", "pp42"]);
    for row in &book.regimes {
        let some = book.sanction_kinds.iter().any(|k| k.regime == row.regime);
        assert!(some, "{row:?} has no kind");
    }
}
