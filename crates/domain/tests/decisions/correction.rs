//! Correction of the office's own recommendation (Perbawaslu 7/2022 art. 51-58).

use netralitas_domain::{
    acts::Details,
    file::{CorrectionOf, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{Action as A, CorrectionEffect, Machine, Outcome, Stage as S, Term},
};
use netralitas_testkit::play::{Game, Start, World, reach};

use crate::{always_refused, code, codes, give, stage, with};

fn monitored<'w>(world: &'w World, office: netralitas_domain::ids::OfficeId, n: usize) -> Game<'w> {
    let subjects = vec![SubjectKind::Pns; n];
    let start = Start::report(world, LawSet::Pemilu2022)
        .about(&subjects)
        .at(office);
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
    game
}

fn effects(game: &Game<'_>, of: &[CorrectionEffect]) -> Details {
    let respondents = game.file.case().unwrap().respondents();
    Details::CorrectionDecision(
        respondents
            .zip(of)
            .map(|(p, effect)| CorrectionOf {
                respondent: p.id,
                effect: *effect,
            })
            .collect(),
    )
}

#[test]
fn only_of_a_provincial_or_regency_office_and_of_a_correctable_outcome() {
    let world = World::new();
    let o = world.offices;
    for (office, possible) in [
        (o.regency, true),
        (o.city, true),
        (o.province, true),
        (o.national, false),
        (o.sub_district, false),
    ] {
        let game = monitored(&world, office, 1);
        if possible {
            assert!(crate::possible(&game, A::RequestCorrection, |_| true));
        } else {
            always_refused(&game, A::RequestCorrection, "correction_possible");
        }
    }
    let mut criminal = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
    for action in [
        A::CompleteInitialStudy,
        A::RegisterReport,
        A::AppointTeam,
        A::SubmitStudy,
    ] {
        criminal.play(action);
    }
    criminal.play_with(
        A::DecideOutcomes,
        |d| matches!(d, Details::Outcomes(l) if l[0].1 == [Outcome::Criminal]),
    );
    criminal.play(A::SendRecommendation);
    always_refused(&criminal, A::RequestCorrection, "correction_possible");
}

#[test]
fn a_province_asks_the_national_view_and_the_national_office_does_not() {
    let world = World::new();
    let o = world.offices;
    let mut of_regency = monitored(&world, o.regency, 1);
    of_regency.play(A::RequestCorrection);
    assert_eq!(
        of_regency
            .file
            .case_track()
            .unwrap()
            .numbers
            .last()
            .unwrap()
            .office,
        o.province,
        "the number is that of the office that examines"
    );
    always_refused(&of_regency, A::DecideCorrection, "national_view_asked");
    of_regency.play(A::AskNationalView);
    assert!(crate::possible(&of_regency, A::DecideCorrection, |_| true));
    let mut of_province = monitored(&world, o.province, 1);
    of_province.play(A::RequestCorrection);
    assert!(crate::possible(&of_province, A::DecideCorrection, |_| true));
}

#[test]
fn every_open_review_gets_one_effect() {
    use CorrectionEffect::{GoesOn, Withdrawn};
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 2);
    game.play(A::RequestCorrection);
    let ask = |game: &Game<'_>, of: &[CorrectionEffect]| {
        code(
            game,
            o.national,
            Role::Chair,
            A::DecideCorrection,
            with(effects(game, of)),
        )
    };
    assert_eq!(ask(&game, &[]), Some("effects_complete"));
    assert_eq!(ask(&game, &[Withdrawn]), Some("effects_complete"));
    assert_eq!(ask(&game, &[GoesOn, Withdrawn]), None);
    assert!(codes(&game, A::DecideCorrection, |_| true).contains("effects_complete"));
    // What has ended is not withdrawn any more.
    game.play(A::CancelReview);
    let ended = game
        .file
        .tracks
        .iter()
        .find(|t| t.stage == S::ReviewCancelled)
        .unwrap();
    let who = ended.review().unwrap().respondent;
    let first = game.file.case().unwrap().respondents().next().unwrap().id == who;
    let both = ask(&game, &[Withdrawn, Withdrawn]);
    assert_eq!(both, Some("effects_complete"));
    let open_only = if first {
        [GoesOn, Withdrawn]
    } else {
        [Withdrawn, GoesOn]
    };
    assert_eq!(ask(&game, &open_only), None);
}

#[test]
fn withdrawal_reaches_the_undecided_sanction_and_ends_the_case() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    game.play(A::RequestCorrection);
    game.play(A::AskNationalView);
    let events = game.play_where(A::DecideCorrection, |_, events| events.len() > 1);
    let actions: Vec<_> = events.iter().map(|e| e.action).collect();
    assert_eq!(
        actions,
        [
            A::DecideCorrection,
            A::WithdrawByCorrection,
            A::WithdrawSanction
        ],
        "one event per touched track: the decision itself ends the case"
    );
    assert_eq!(stage(&game), S::CaseClosed);
    assert!(
        game.file
            .tracks
            .iter()
            .all(|t| t.terms.iter().all(|t| !t.is_open()))
    );
}

#[test]
fn what_was_imposed_stays() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Imposed).unwrap();
    game.play(A::RequestCorrection);
    game.play(A::AskNationalView);
    game.play_where(A::DecideCorrection, |_, events| events.len() > 1);
    assert_eq!(game.stage_of(Machine::Sanction), Some(S::Imposed));
    assert_eq!(stage(&game), S::Monitored);
}

#[test]
fn one_goes_on_and_one_is_withdrawn_and_there_is_one_correction() {
    use CorrectionEffect::{GoesOn, Withdrawn};
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 2);
    game.play(A::RequestCorrection);
    let details = effects(&game, &[GoesOn, Withdrawn]);
    let events = give(
        &mut game,
        o.national,
        Role::Chair,
        A::DecideCorrection,
        with(details),
    )
    .unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(stage(&game), S::Monitored);
    let case = game.file.case().unwrap();
    let withdrawn = case.correction.as_ref().unwrap().withdrawn.clone().unwrap();
    assert_eq!(withdrawn, [case.respondents().nth(1).unwrap().id]);
    always_refused(&game, A::RequestCorrection, "correction_possible");
    let case = game.file.case_track().unwrap();
    assert!(case.open_term(Term::CorrectionExamination).is_none());
}

#[test]
fn a_case_whose_last_review_ends_during_the_correction_ends_with_it() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 1);
    game.play(A::RequestCorrection);
    game.play(A::CancelReview);
    assert_eq!(stage(&game), S::UnderCorrection);
    let details = effects(&game, &[]);
    give(
        &mut game,
        o.national,
        Role::Chair,
        A::DecideCorrection,
        with(details),
    )
    .unwrap();
    assert_eq!(stage(&game), S::CaseClosed);
}
