//! KASN's matters after 4 Sept 2024.

use netralitas_domain::{
    acts::{Details, succeeded},
    ids::OfficeId,
    law::{Addition, Confidence, LawSet, NewAuthority, NewRow},
    people::Role,
    procedure::{Action as A, Machine, Mark, Stage as S, Term},
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

/// Rows of the book as an installation adds them: BKN to a last day, another body from the next.
fn ended(last: &str, first: &str) -> Vec<NewRow> {
    let row = |code: &str, from: &str, to: Option<&str>| {
        NewRow::Authority(NewAuthority {
            code: code.to_owned(),
            id: code.to_owned(),
            en: code.to_owned(),
            role: "review".to_owned(),
            valid_from: day(from),
            valid_to: to.map(day),
            withdrawn: false,
        })
    };
    vec![
        row("bkn", "2024-09-04", Some(last)),
        row("newbody", first, None),
    ]
}

/// The world in which a body without a text of its own follows BKN on 20 October 2026.
fn followed() -> (World, OfficeId) {
    let (mut world, new) = World::new().with_authority("newbody");
    let addition = Addition {
        rows: ended("2026-10-19", "2026-10-20"),
        source: "Perpres 1/2026".to_owned(),
        confidence: Confidence::Sure,
    };
    assert_eq!(world.book.addition_faults(&addition), []);
    world.book.add(&addition, 1);
    (world, new)
}

/// A BKN review of Oct 2026, this far.
fn at_bkn<'w>(world: &'w World, steps: &[A]) -> Game<'w> {
    let start = Start::report(world, LawSet::Pemilu2022).on("2026-10-05");
    let mut game = Game::start(world, &start);
    game.play_with(A::CompleteInitialStudy, crate::forwarding::other_law_alone);
    for action in [A::ForwardUnregistered].iter().chain(steps) {
        game.play(*action);
    }
    game
}

const STUDIED: &[A] = &[
    A::TakeIn,
    A::PassToBawaslu,
    A::FindProven,
    A::IssueRecommendation,
    A::RecordReceipt,
];

#[test]
fn what_bkn_has_goes_on_at_whoever_the_book_says_follows_it() {
    let (world, new) = followed();
    let o = world.offices;
    for (steps, stands) in [(&STUDIED[..1], S::Forwarded), (STUDIED, S::AwaitingAgency)] {
        let mut game = at_bkn(&world, steps);
        game.on(day("2026-10-19"));
        let hand =
            |game: &Game<'_>, office, role, text| code(game, office, role, A::HandOver, body(text));
        // BKN stands, so nobody takes anything over, and it goes on itself.
        for (office, role) in [(new, Role::Reviewer), (o.menpanrb, Role::MinistryOfficer)] {
            let refused = Some("successor_competent");
            assert_eq!(hand(&game, office, role, true), refused);
        }
        let at_home = |game: &Game<'_>| {
            let lapse = with(Details::Lapse(
                netralitas_domain::procedure::LapseCause::Died,
            ));
            code(game, o.bkn, Role::Reviewer, A::DeclareLapsed, lapse)
        };
        assert_eq!(at_home(&game), None);
        game.on(day("2026-10-20"));
        assert_eq!(at_home(&game), Some("authority_competent"));
        // What MenPANRB runs off is KASN's; of BKN's it may take over with a reason alone.
        let ministry = |text| hand(&game, o.menpanrb, Role::MinistryOfficer, text);
        assert_eq!(ministry(false), Some("successor_competent"));
        assert_eq!(ministry(true), None);
        let events = give(&mut game, new, Role::Reviewer, A::HandOver, body(false)).unwrap();
        assert!(
            events[0].marks.contains(&Mark::BorrowedText),
            "{:?}",
            events[0].marks
        );
        let track = game.track_of(Machine::Review).unwrap();
        assert_eq!((track.law, track.stage), (LawSet::Bkn, stands));
        let review = track.review().unwrap();
        assert_eq!(
            (review.authority, review.continues),
            (new, Some(events[0].track))
        );
        let next = if stands == S::Forwarded {
            A::TakeIn
        } else {
            A::ReportFollowUp
        };
        if next == A::ReportFollowUp {
            game.play(A::Summon);
            game.play(A::RecordExamination);
            game.play(A::Impose);
        }
        game.play(next);
        assert_eq!(stage(&game), S::ForwardedUnregistered);
    }
}

#[test]
fn what_is_forwarded_after_bkn_opens_a_review_at_whoever_follows_it() {
    let (world, new) = followed();
    let start = Start::report(&world, LawSet::Pemilu2022).on("2026-10-26");
    let mut game = Game::start(&world, &start);
    game.play_with(A::CompleteInitialStudy, crate::forwarding::other_law_alone);
    let events = game.play(A::ForwardUnregistered);
    assert!(events[0].marks.contains(&Mark::BorrowedText));
    let review = game.track_of(Machine::Review).unwrap();
    assert_eq!(review.law, LawSet::Bkn);
    assert_eq!(review.review().unwrap().authority, new);
    let events = game.play(A::TakeIn);
    assert!(events[0].marks.contains(&Mark::BorrowedText));
    // Of BKN itself the text is known.
    let known = World::new();
    let mut game = Game::start(&known, &Start::report(&known, LawSet::Pemilu2022));
    game.play_with(A::CompleteInitialStudy, crate::forwarding::other_law_alone);
    let events = game.play(A::ForwardUnregistered);
    assert!(!events[0].marks.contains(&Mark::BorrowedText));
    let events = at_bkn(&known, &[]).play(A::TakeIn);
    assert!(!events[0].marks.contains(&Mark::BorrowedText));
}

#[test]
fn a_change_of_authorities_tells_whose_the_running_reviews_would_be_and_from_when() {
    let (new, _) = followed();
    let (old, _) = World::new().with_authority("newbody");
    let game = at_bkn(&old, STUDIED);
    let tracks = &game.file.tracks;
    let told = |old: &World, new: &World, today: &str| -> Vec<_> {
        let all = succeeded(tracks, old.rules(), new.rules(), day(today)).into_iter();
        let code = |a: Option<netralitas_domain::law::Authority>| a.map(|a| a.code);
        all.map(|s| (s.machine, s.from.to_string(), code(s.was), code(s.now)))
            .collect()
    };
    let [bkn, newbody] = ["bkn", "newbody"].map(|code| Some(code.to_owned()));
    let from = "2026-10-20".to_owned();
    let there = (Machine::Review, from, bkn.clone(), newbody.clone());
    assert_eq!(told(&old, &new, "2026-10-06"), [there]);
    let later = (
        Machine::Review,
        "2026-11-02".to_owned(),
        newbody,
        bkn.clone(),
    );
    assert_eq!(told(&new, &old, "2026-11-02"), [later], "and back");
    assert_eq!(told(&new, &new, "2026-10-06"), []);
    // Without anybody after it.
    let mut alone = old.clone();
    let addition = Addition {
        rows: ended("2026-10-19", "2026-10-20")[..1].to_vec(),
        source: "Perpres 1/2026".to_owned(),
        confidence: Confidence::Sure,
    };
    alone.book.add(&addition, 1);
    let nobody = (Machine::Review, "2026-10-20".to_owned(), bkn, None);
    assert_eq!(told(&old, &alone, "2026-10-06"), [nobody]);
}
