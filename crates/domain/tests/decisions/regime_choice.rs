//! Acts under two sanction regimes: one answer per part, a mark while nobody chose, a choice with a reason.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{Amendment, Details, RegimePart, next_actions, regime_parts},
    file::{ReviewFacts, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Mark, Stage as S},
};
use netralitas_testkit::play::{Game, World, day, reach};

use crate::mistakes::amend;

fn act(game: &Game<'_>, from: &str, to: &str) -> Vec<Amendment> {
    vec![Amendment::ActDays {
        allegation: game.file.case().unwrap().allegations[0].id,
        from: Some(day(from)),
        to: Some(day(to)),
    }]
}

/// A review that was sent, of an act on these days.
fn sent<'w>(world: &'w World, from: &str, to: &str) -> Game<'w> {
    let (mut game, _) = reach(world, LawSet::Pemilu2022, S::Monitored).unwrap();
    let list = act(&game, from, to);
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    game.wait_minutes(30).play(A::TakeIn);
    game
}

fn review<'g>(game: &'g Game<'_>) -> &'g ReviewFacts {
    game.track_of(Machine::Review).unwrap().review().unwrap()
}

fn parts(game: &Game<'_>) -> Vec<RegimePart> {
    let acts = &game.file.case().unwrap().allegations;
    regime_parts(review(game), acts, &game.world.book)
}

fn chosen(game: &mut Game<'_>, regime: LawSet) -> bool {
    let of = |d: &Details| *d == Details::Regime(regime);
    game.wait_minutes(30)
        .try_play(A::ChooseRegime, |c, _| of(&c.details))
        .is_some()
}

fn recommended(game: &mut Game<'_>) -> Vec<Mark> {
    for action in [A::BeginExamination, A::FindProven] {
        game.wait_minutes(30).play(action);
    }
    let events = game.wait_minutes(30).play(A::IssueRecommendation);
    events[0].marks.clone()
}

#[test]
fn an_act_over_the_boundary_has_one_part_on_each_side() {
    let world = World::new();
    type Part<'t> = (&'t str, &'t str, LawSet);
    let spans: &[(&str, &str, &[Part<'_>])] = &[
        (
            "2021-08-29",
            "2021-08-30",
            &[("2021-08-29", "2021-08-30", LawSet::Pp53)],
        ),
        (
            "2021-08-30",
            "2021-08-31",
            &[
                ("2021-08-30", "2021-08-30", LawSet::Pp53),
                ("2021-08-31", "2021-08-31", LawSet::Pp94),
            ],
        ),
        (
            "2021-08-31",
            "2021-09-02",
            &[("2021-08-31", "2021-09-02", LawSet::Pp94)],
        ),
    ];
    for (from, to, wanted) in spans {
        let game = sent(&world, from, to);
        let found = parts(&game);
        let found: Vec<(NaiveDate, NaiveDate, LawSet)> =
            found.iter().map(|p| (p.from, p.to, p.regime)).collect();
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(from, to, regime)| (day(from), day(to), *regime))
            .collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn without_a_choice_the_recommendation_is_marked_and_the_latest_act_decides() {
    let world = World::new();
    for (from, to, open) in [
        ("2021-08-30", "2021-08-31", true),
        // Decided under PP 94/2021: whether the older one holds for it was not seen.
        ("2021-08-30", "2021-08-30", true),
        ("2021-08-31", "2021-08-31", false),
    ] {
        let mut game = sent(&world, from, to);
        let regime = if to < "2021-08-31" {
            LawSet::Pp53
        } else {
            LawSet::Pp94
        };
        assert_eq!(review(&game).regime, regime);
        let marks = recommended(&mut game);
        assert_eq!(marks.contains(&Mark::RegimeNotChosen), open, "{from} {to}");
    }
}

#[test]
fn a_choice_with_a_reason_takes_the_mark_away_and_goes_on_to_the_sanction() {
    let world = World::new();
    let mut game = sent(&world, "2021-08-30", "2021-08-31");
    assert!(!chosen(&mut game, LawSet::Pppk));
    assert!(chosen(&mut game, LawSet::Pp53));
    assert!(review(&game).regime_chosen);
    assert_eq!(review(&game).regime, LawSet::Pp53);
    // The same again says nothing; the other way round does.
    assert!(!chosen(&mut game, LawSet::Pp53));
    assert!(chosen(&mut game, LawSet::Pp94));
    assert!(chosen(&mut game, LawSet::Pp53));
    assert!(!recommended(&mut game).contains(&Mark::RegimeNotChosen));
    game.wait_minutes(30).play(A::RecordReceipt);
    assert_eq!(game.track_of(Machine::Sanction).unwrap().law, LawSet::Pp53);
}

#[test]
fn an_act_under_the_older_regime_may_be_put_under_that_of_the_day() {
    let world = World::new();
    let mut game = sent(&world, "2021-08-01", "2021-08-02");
    assert_eq!(review(&game).regime, LawSet::Pp53);
    assert!(chosen(&mut game, LawSet::Pp94));
    assert_eq!(review(&game).regime, LawSet::Pp94);
}

#[test]
fn where_one_regime_holds_there_is_nothing_to_choose() {
    let world = World::new();
    let mut game = sent(&world, "2022-01-10", "2022-01-11");
    assert!(!chosen(&mut game, LawSet::Pp94));
    let track = game.track_of(Machine::Review).unwrap();
    let authority = review(&game).authority;
    let actor = world.actor(authority, Role::Reviewer);
    let next = next_actions(&game.file, track, &actor, game.now, world.rules());
    let choose = next.iter().find(|n| n.action == A::ChooseRegime).unwrap();
    assert_eq!(
        choose.refusal.as_ref().map(|r| r.code()),
        Some("regime_fits")
    );
    // A contract civil servant has one regime whatever the day.
    let (mut game, _) = reach(&world, LawSet::Pppk, S::RecommendationReceived).unwrap();
    assert_eq!(review(&game).subject, SubjectKind::Pppk);
    let list = act(&game, "2021-08-30", "2021-08-31");
    let _ = amend(&mut game, Machine::Case, list);
    assert!(parts(&game).iter().all(|p| p.regime == LawSet::Pppk));
}

#[test]
fn amended_days_keep_a_choice_that_they_leave_open_and_end_another() {
    let world = World::new();
    let mut game = sent(&world, "2021-08-30", "2021-08-31");
    assert!(chosen(&mut game, LawSet::Pp53));
    let list = act(&game, "2021-08-29", "2021-08-31");
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    assert_eq!(
        (review(&game).regime, review(&game).regime_chosen),
        (LawSet::Pp53, true)
    );
    let list = act(&game, "2021-08-31", "2021-08-31");
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    assert_eq!(
        (review(&game).regime, review(&game).regime_chosen),
        (LawSet::Pp94, false)
    );
}

#[test]
fn amended_days_keep_a_choice_of_the_regime_of_its_own_day() {
    let world = World::new();
    let mut game = sent(&world, "2021-08-01", "2021-08-02");
    assert!(chosen(&mut game, LawSet::Pp94));
    let list = act(&game, "2021-07-30", "2021-08-02");
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    assert_eq!(
        (review(&game).regime, review(&game).regime_chosen),
        (LawSet::Pp94, true)
    );
}
