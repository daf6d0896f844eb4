//! Direct forwarding, mixed outcomes, numbers, referrals.

use netralitas_domain::{
    acts::{Details, Dispatch},
    file::{Destination, Facts, SubjectKind},
    ids::PartyId,
    law::LawSet,
    people::Role,
    procedure::{
        Action as A, DestinationKind, Machine, Mark, Outcome as O, PaperKind, Stage as S, Term,
    },
};
use netralitas_testkit::play::{Body, Game, Ids, Start, World, now_in, paper_of, reach};

use crate::{always_refused, asked, code, codes, give, stage, verdict, with};

pub(crate) fn decided<'w>(world: &'w World, law: LawSet, rows: &[(SubjectKind, &[O])]) -> Game<'w> {
    let subjects: Vec<_> = rows.iter().map(|(s, _)| *s).collect();
    let mut game = Game::start(world, &Start::report(world, law).about(&subjects));
    for action in [
        A::CompleteInitialStudy,
        A::RegisterReport,
        A::AppointTeam,
        A::SubmitStudy,
    ] {
        game.play(action);
    }
    let allegations = &game.file.case().unwrap().allegations;
    let pairs = allegations.iter().zip(rows);
    let details = Details::Outcomes(pairs.map(|(a, (_, set))| (a.id, set.to_vec())).collect());
    let regency = world.offices.regency;
    give(
        &mut game,
        regency,
        Role::Chair,
        A::DecideOutcomes,
        with(details),
    )
    .unwrap();
    game
}

/// A study that found a breach of another law and nothing else.
pub(crate) fn other_law_alone(details: &Details) -> bool {
    matches!(details, Details::InitialStudy(s) if s.kinds == [O::OtherLaw] && s.gaps.is_empty())
}

fn dispatch(respondent: PartyId, outcome: O, world: &World) -> Dispatch {
    Dispatch {
        respondent,
        destination: Destination {
            outcome,
            kind: match outcome {
                O::Criminal => DestinationKind::GakkumduPolice,
                O::OrganiserEthics => DestinationKind::Dkpp,
                O::Administrative => DestinationKind::Kpu,
                O::OtherLaw | O::NotProven => DestinationKind::Regent,
            },
            office: Some(world.offices.destination),
            name: None,
        },
    }
}

#[test]
fn another_law_only_is_forwarded_without_a_register_number() {
    let world = World::new();
    let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    let mut mixed = game.clone();
    mixed.play_with(
        A::CompleteInitialStudy,
        |d| matches!(d, Details::InitialStudy(s) if s.kinds.contains(&O::Administrative)),
    );
    always_refused(&mixed, A::ForwardUnregistered, "other_law_only");
    game.play_with(A::CompleteInitialStudy, other_law_alone);
    let events = game.play(A::ForwardUnregistered);
    assert_eq!(stage(&game), S::ForwardedUnregistered);
    assert!(events[0].numbers.is_empty());
    assert_eq!(events.len(), 2);
    let review = game.track_of(Machine::Review).unwrap();
    assert_eq!((review.stage, review.law), (S::Forwarded, LawSet::Kasn));
    let facts = review.review().unwrap();
    assert_eq!(facts.authority, world.offices.kasn);
    assert_eq!(facts.allegations.len(), 1);
    // The case ends with the review, registered or not.
    game.play(A::CancelReview);
    assert_eq!(stage(&game), S::CaseClosed);
}

#[test]
fn three_respondents_three_destinations() {
    let world = World::new();
    let o = world.offices;
    let mut game = decided(
        &world,
        LawSet::Pilkada2024,
        &[
            (SubjectKind::Pns, &[O::OtherLaw, O::Criminal]),
            (SubjectKind::VillageHead, &[O::OtherLaw]),
            (SubjectKind::ContractWorker, &[O::NotProven]),
        ],
    );
    let ids: Vec<_> = game
        .file
        .case()
        .unwrap()
        .respondents()
        .map(|p| p.id)
        .collect();
    let send = |list: &[Dispatch]| with(Details::Forwarding(list.to_vec()));
    let criminal = dispatch(ids[0], O::Criminal, &world);
    let village = dispatch(ids[1], O::OtherLaw, &world);
    let refused = |list: &[Dispatch]| {
        code(
            &game,
            o.regency,
            Role::Chair,
            A::SendRecommendation,
            send(list),
        )
    };
    let incomplete = Some("destinations_complete");
    assert_eq!(refused(&[]), incomplete);
    assert_eq!(
        refused(std::slice::from_ref(&criminal)),
        incomplete,
        "one is missing"
    );
    let twice = [criminal.clone(), village.clone(), village.clone()];
    assert_eq!(refused(&twice), incomplete);
    let undecided = [
        criminal.clone(),
        village.clone(),
        dispatch(ids[2], O::OtherLaw, &world),
    ];
    assert_eq!(refused(&undecided), incomplete, "not proven goes nowhere");
    let second_address = [
        criminal.clone(),
        village.clone(),
        dispatch(ids[0], O::OtherLaw, &world),
    ];
    assert_eq!(
        refused(&second_address),
        incomplete,
        "an ASN's matter has one address"
    );

    let all = [criminal, village];
    let events = give(
        &mut game,
        o.regency,
        Role::Chair,
        A::SendRecommendation,
        send(&all),
    )
    .unwrap();
    let of = |machine| events[1..].iter().filter(|e| e.machine == machine).count();
    assert_eq!((of(Machine::Review), of(Machine::Referral)), (1, 2));
    assert!(events[1..].iter().all(|e| e.seq == 1 && e.from.is_none()));
    assert_eq!(game.track_of(Machine::Review).unwrap().law, LawSet::Bkn);
    let numbers: Vec<_> = events[0].numbers.iter().map(|n| n.tail.as_str()).collect();
    assert_eq!(
        numbers,
        [
            "Terus-TPP/LP/PB/Kab/16.11/X/2024",
            "Rekom-DPPL/LP/PB/Kab/16.11/X/2024"
        ]
    );
    assert_eq!(stage(&game), S::Monitored);
}

#[test]
fn the_form_of_one_outcome_does_not_go_with_another() {
    let world = World::new();
    let regency = world.offices.regency;
    let mut game = decided(
        &world,
        LawSet::Pemilu2022,
        &[
            (SubjectKind::Pns, &[O::OtherLaw]),
            (SubjectKind::Organiser, &[O::OrganiserEthics]),
        ],
    );
    let ids: Vec<_> = game
        .file
        .case()
        .unwrap()
        .respondents()
        .map(|p| p.id)
        .collect();
    let details = Details::Forwarding(vec![dispatch(ids[1], O::OrganiserEthics, &world)]);
    let mut command = asked(
        &game,
        regency,
        Role::Chair,
        A::SendRecommendation,
        with(details),
    );
    let at = now_in(&game.file, &world, game.now);
    let mut count = Ids::from(77);
    let kinds = [PaperKind::B14, PaperKind::B17, PaperKind::Letter];
    command.papers = kinds.map(|k| paper_of(k, at, &mut count)).to_vec();
    let [ethics, other, letter] = [0, 1, 2].map(|i: usize| command.papers[i].id);
    let actor = world.actor(regency, Role::Chair);
    let events = game.give(&actor, &command).unwrap();
    for event in &events[1..] {
        let expected = if event.machine == Machine::Review {
            vec![other, letter]
        } else {
            vec![ethics, letter]
        };
        assert_eq!(event.papers, expected);
    }
    assert_eq!(events[0].papers.len(), 3);
}

#[test]
fn a_track_that_must_open_is_never_left_out() {
    let world = World::new();
    let regency = world.offices.regency;
    let rows: &[(SubjectKind, &[O])] = &[
        (SubjectKind::Pns, &[O::OtherLaw]),
        (SubjectKind::Pns, &[O::OtherLaw]),
    ];
    let game = decided(&world, LawSet::Pemilu2022, rows);
    let mut command = asked(
        &game,
        regency,
        Role::Chair,
        A::SendRecommendation,
        with(Details::Forwarding(Vec::new())),
    );
    command.fresh.truncate(2);
    assert_eq!(verdict(&game, regency, Role::Chair, &command), None);
    command.fresh.truncate(1);
    assert_eq!(
        verdict(&game, regency, Role::Chair, &command),
        Some("details_unfit")
    );
}

/// Whatever is known of the respondent decides the destination; where nothing is, it is named with a reason and
/// marked, and nothing is sent to the review authority silently.
#[test]
fn what_concerns_an_unknown_kind_goes_where_it_is_said_to_go_and_is_marked() {
    let world = World::new();
    let regency = world.offices.regency;
    for law in [LawSet::Pemilu2022, LawSet::Pilkada2024] {
        let rows: &[(SubjectKind, &[O])] = &[(SubjectKind::Unknown, &[O::OtherLaw])];
        let mut game = decided(&world, law, rows);
        let party = game.file.case().unwrap().respondents().next().unwrap().id;
        let send = |list, text| Body {
            text,
            ..with(Details::Forwarding(list))
        };
        let named = || vec![dispatch(party, O::OtherLaw, &world)];
        for (body, code) in [
            (send(Vec::new(), true), "destinations_complete"),
            (send(named(), false), "destinations_competent"),
        ] {
            assert_eq!(
                crate::code(&game, regency, Role::Chair, A::SendRecommendation, body),
                Some(code)
            );
        }
        let events = give(
            &mut game,
            regency,
            Role::Chair,
            A::SendRecommendation,
            send(named(), true),
        )
        .unwrap();
        assert_eq!(events[1].machine, Machine::Referral);
        assert_eq!(events[0].marks, [Mark::DestinationUnsure]);
    }
}

#[test]
fn the_criminal_referral_has_a_day_and_its_number() {
    let world = World::new();
    let mut game = decided(
        &world,
        LawSet::Pilkada2024,
        &[(SubjectKind::Pns, &[O::Criminal])],
    );
    let term = crate::term(&game, Machine::Case, Term::CriminalReferral);
    let decided = game.events.last().unwrap();
    assert_eq!(term.due_at.0 - decided.recorded_at.0, 24 * 3_600_000_000);
    let mut late = game.clone();
    let events = late.wait_days(2).play(A::SendRecommendation);
    assert_eq!(events[0].late, Some(Term::CriminalReferral));
    let events = game.play(A::SendRecommendation);
    assert_eq!(events[0].late, None);
    assert!(
        events[0].numbers[0]
            .tail
            .starts_with("Terus-TPP/LP/PB/Kab/16.11/")
    );
    assert!(
        game.file
            .case_track()
            .unwrap()
            .open_term(Term::CorrectionRequest)
            .is_none()
    );
}

#[test]
fn a_referral_comes_back_goes_elsewhere_and_is_answered() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::ReferralReceived).unwrap();
    game.play(A::ReturnReferral);
    game.play(A::ResendReferral);
    let referral = game
        .track_of(Machine::Referral)
        .unwrap()
        .referral()
        .unwrap();
    assert_eq!(
        referral.destination.office,
        Some(world.offices.other_destination)
    );
    assert_eq!(referral.destination.outcome, O::OtherLaw);
    assert_eq!(
        code(
            &game,
            world.offices.destination,
            Role::DestinationOfficer,
            A::AnswerReferral,
            with(Details::Reason)
        ),
        Some("wrong_office")
    );
    game.play(A::AnswerReferral);
    let regency = world.offices.regency;
    let bare = Body {
        text: false,
        ..with(Details::Closing)
    };
    let events = give(&mut game, regency, Role::Chair, A::CloseReferral, bare).unwrap();
    assert_eq!(events.len(), 2, "the case ends with its only track");
    assert_eq!(stage(&game), S::CaseClosed);
    let end = &events[1];
    assert_eq!(end.acting.office, Some(regency));
}

#[test]
fn closing_unanswered_needs_a_reason() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::ReferralSent).unwrap();
    let bare = Body {
        text: false,
        ..with(Details::Closing)
    };
    assert_eq!(
        code(&game, regency, Role::Chair, A::CloseReferral, bare),
        Some("answered_or_reason")
    );
    assert_eq!(
        code(
            &game,
            regency,
            Role::Chair,
            A::CloseReferral,
            with(Details::Closing)
        ),
        None
    );
    assert_eq!(
        codes(&game, A::CloseReferral, |c| c.texts.is_empty()),
        ["answered_or_reason"].into()
    );
    assert!(matches!(
        game.track_of(Machine::Referral).unwrap().facts,
        Facts::Referral(_)
    ));
}

/// What is forwarded goes without the identity of the reporter, unless the sender says so with a reason.
#[test]
fn an_identity_goes_along_with_a_reason_and_is_marked() {
    let world = World::new();
    let regency = world.offices.regency;
    for identity in [false, true] {
        let rows: &[(SubjectKind, &[O])] = &[(SubjectKind::Pns, &[O::OtherLaw])];
        let mut game = decided(&world, LawSet::Pemilu2022, rows);
        let send = |text| {
            let body = Body {
                text,
                ..with(Details::Forwarding(Vec::new()))
            };
            let mut command = asked(&game, regency, Role::Chair, A::SendRecommendation, body);
            command.with_identity = identity;
            command
        };
        let refused = verdict(&game, regency, Role::Chair, &send(false));
        assert_eq!(refused, identity.then_some("identity_reason_missing"));
        let (actor, command) = (world.actor(regency, Role::Chair), send(true));
        game.give(&actor, &command).unwrap();
        let sent = game.events.iter().rev();
        let sent = sent
            .clone()
            .find(|e| e.action == A::SendRecommendation)
            .unwrap();
        assert_eq!(sent.marks.contains(&Mark::IdentitySent), identity);
        let review = game.track_of(Machine::Review).unwrap().review().unwrap();
        assert_eq!(review.identity_sent, identity);
    }
}
