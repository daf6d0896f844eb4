//! KASN's matters after 4 Sept 2024.

use netralitas_domain::{
    acts::Details,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S, Term},
};
use netralitas_testkit::play::{Body, Game, Start, World, day};

use crate::{code, codes, give, stage, with};

/// A KASN review of Aug 2024, this far.
fn before<'w>(world: &'w World, steps: &[A]) -> Game<'w> {
    let start = Start::report(world, LawSet::Pemilu2022).on("2024-08-05");
    let mut game = Game::start(world, &start);
    game.play_with(A::CompleteInitialStudy, crate::forwarding::other_law_alone);
    for action in [A::ForwardUnregistered].iter().chain(steps) {
        game.play(*action);
    }
    game
}

const PROCESSED: &[A] = &[
    A::TakeIn,
    A::BeginExamination,
    A::FindProven,
    A::IssueRecommendation,
    A::RecordReceipt,
];

fn body(text: bool) -> Body {
    Body {
        text,
        ..with(Details::Succession)
    }
}

#[test]
fn the_day_and_the_recommendation_say_who_succeeds() {
    let world = World::new();
    let o = world.offices;
    for (steps, by_rule, role, other, other_role) in [
        (
            &PROCESSED[..1],
            o.bkn,
            Role::Reviewer,
            o.menpanrb,
            Role::MinistryOfficer,
        ),
        (
            PROCESSED,
            o.menpanrb,
            Role::MinistryOfficer,
            o.bkn,
            Role::Reviewer,
        ),
    ] {
        let mut game = before(&world, steps);
        game.on(day("2024-09-03"));
        assert_eq!(
            code(&game, by_rule, role, A::HandOver, body(true)),
            Some("successor_competent"),
            "the day is at fault, not the office"
        );
        game.on(day("2024-09-04"));
        assert_eq!(code(&game, by_rule, role, A::HandOver, body(false)), None);
        // Unsure, so an officer may choose otherwise, with a reason.
        let refused = Some("successor_competent");
        assert_eq!(
            code(&game, other, other_role, A::HandOver, body(false)),
            refused
        );
        assert_eq!(
            code(&game, other, other_role, A::HandOver, body(true)),
            None
        );
        assert!(codes(&game, A::HandOver, |c| c.texts.is_empty()).contains("successor_competent"));
        assert_eq!(
            code(&game, o.kasn, Role::Reviewer, A::HandOver, body(true)),
            Some("wrong_office")
        );
    }
}

#[test]
fn an_unprocessed_matter_begins_anew_at_bkn() {
    let world = World::new();
    let o = world.offices;
    let mut game = before(&world, &PROCESSED[..2]);
    game.on(day("2024-09-05"));
    let events = give(&mut game, o.bkn, Role::Reviewer, A::HandOver, body(false)).unwrap();
    assert_eq!(events.len(), 2);
    let new = game.track_of(Machine::Review).unwrap();
    assert_eq!((new.law, new.stage), (LawSet::Bkn, S::Forwarded));
    assert_eq!(new.review().unwrap().continues, Some(events[0].track));
    assert_eq!(stage(&game), S::ForwardedUnregistered, "the case goes on");
    game.play(A::TakeIn);
    assert_eq!(
        crate::due(&game, Machine::Review, Term::SatgasVerification),
        "2024-09-12"
    );
    game.play(A::PassToBawaslu);
    // Three working days from Thursday 5 Sept.
    assert_eq!(
        crate::due(&game, Machine::Review, Term::BawasluStudy),
        "2024-09-10"
    );
}

#[test]
fn a_processed_matter_goes_on_with_its_clocks_its_sanction_and_its_block() {
    let world = World::new();
    let o = world.offices;
    let mut game = before(&world, PROCESSED);
    let due = crate::due(&game, Machine::Review, Term::AgencyFollowUp);
    game.on(day("2024-09-05"));
    give(
        &mut game,
        o.menpanrb,
        Role::MinistryOfficer,
        A::HandOver,
        body(false),
    )
    .unwrap();
    let new = game.track_of(Machine::Review).unwrap();
    assert_eq!((new.law, new.stage), (LawSet::MenPanrb, S::AwaitingAgency));
    assert_eq!(
        crate::due(&game, Machine::Review, Term::AgencyFollowUp),
        due
    );
    game.play(A::Remind);
    assert_eq!(
        code(
            &game,
            o.kasn,
            Role::Reviewer,
            A::Remind,
            with(Details::None)
        ),
        Some("wrong_office")
    );
    game.play(A::RequestBlock);
    game.play(A::Block);
    // The sanction that KASN's receipt opened answers the review that continues it.
    game.play(A::Impose);
    game.play(A::Lift);
    game.play(A::ReportFollowUp);
    game.play(A::AcceptFollowUp);
    game.play(A::Deliver);
    game.wait_days(60).play(A::TakeEffect);
    let events = game.wait_days(400).play(A::RecordServed);
    assert_eq!(events.last().unwrap().action, A::CloseCase);
    assert_eq!(stage(&game), S::CaseClosed);
}

#[test]
fn menpanrb_examines_what_was_handed_to_it_with_a_reason() {
    let world = World::new();
    let mut game = before(&world, &[]);
    game.on(day("2024-09-05"));
    let menpanrb = world.offices.menpanrb;
    give(
        &mut game,
        menpanrb,
        Role::MinistryOfficer,
        A::HandOver,
        body(true),
    )
    .unwrap();
    for action in PROCESSED {
        game.play(*action);
    }
    assert_eq!(game.stage_of(Machine::Review), Some(S::AwaitingAgency));
}
