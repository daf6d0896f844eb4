//! The review at the authority, reminders, warnings, blocks, follow-up, lapses.

use netralitas_domain::{
    acts::Details,
    file::Recommendation,
    law::{LawSet, SanctionLevel},
    people::Role,
    procedure::{Action as A, BlockScope, FollowUpJudgement, Machine, Stage as S, Term},
};
use netralitas_testkit::play::{World, day, reach};

use crate::{always_refused, code, codes, give, possible, stage, with};

#[test]
fn the_authority_must_be_competent_on_the_day_of_intake() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Forwarded).unwrap();
    game.on(day("2024-09-03"));
    assert!(possible(&game, A::TakeIn, |_| true));
    game.on(day("2024-09-04"));
    always_refused(&game, A::TakeIn, "authority_competent");
}

#[test]
fn each_era_has_its_own_road_to_proven() {
    let world = World::new();
    let kasn = world.offices.kasn;
    let (game, _) = reach(&world, LawSet::Kasn, S::Verification).unwrap();
    assert!(possible(&game, A::BeginExamination, |_| true));
    assert_eq!(
        code(
            &game,
            kasn,
            Role::Reviewer,
            A::PassToBawaslu,
            with(Details::None)
        ),
        Some("not_in_this_law")
    );
    let (game, _) = reach(&world, LawSet::Bkn, S::BawasluStudy).unwrap();
    // In the shared system Bawaslu finds, the reviewer does not.
    assert_eq!(
        code(
            &game,
            world.offices.bkn,
            Role::Reviewer,
            A::FindProven,
            with(Details::None)
        ),
        Some("office_acts_itself")
    );
    let regency = world.offices.regency;
    assert_eq!(
        code(
            &game,
            regency,
            Role::Chair,
            A::FindProven,
            with(Details::None)
        ),
        None
    );
}

#[test]
fn a_kasn_recommendation_names_level_or_kind_and_bkn_need_not() {
    let world = World::new();
    let o = world.offices;
    let of = |level, kind: Option<&str>, agency| {
        with(Details::Recommendation(
            Recommendation {
                level,
                kind: kind.map(Into::into),
                ..Recommendation::default()
            },
            agency,
        ))
    };
    for (law, office, nothing) in [
        (LawSet::Kasn, o.kasn, Some("level_or_kind_given")),
        (LawSet::Bkn, o.bkn, None),
    ] {
        let (game, _) = reach(&world, law, S::Proven).unwrap();
        let ask = |body| {
            code(
                &game,
                office,
                Role::Commissioner,
                A::IssueRecommendation,
                body,
            )
        };
        let sedang = Some(SanctionLevel::Sedang);
        assert_eq!(ask(of(None, None, None)), nothing);
        assert_eq!(ask(of(sedang, None, None)), None);
        assert_eq!(ask(of(None, Some("open_statement"), None)), None);
        assert_eq!(
            ask(of(None, Some("imagined"), None)),
            Some("level_or_kind_given")
        );
        assert_eq!(ask(of(sedang, None, Some(o.kasn))), Some("agency_known"));
    }
}

#[test]
fn an_agency_that_nobody_knows_must_be_named() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Proven).unwrap();
    for track in &mut game.file.tracks {
        if let netralitas_domain::file::Facts::Case(case) = &mut track.facts {
            case.parties.iter_mut().for_each(|p| p.agency = None);
        }
    }
    let o = world.offices;
    let of = |agency| {
        let level = Some(SanctionLevel::Sedang);
        with(Details::Recommendation(
            Recommendation {
                level,
                ..Recommendation::default()
            },
            agency,
        ))
    };
    let ask = |body| {
        code(
            &game,
            o.kasn,
            Role::Commissioner,
            A::IssueRecommendation,
            body,
        )
    };
    assert_eq!(ask(of(None)), Some("agency_known"));
    assert_eq!(ask(of(Some(o.other_agency))), None);
}

#[test]
fn a_reminder_waits_for_the_agencys_term() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::AwaitingAgency).unwrap();
    always_refused(&game, A::Remind, "agency_term_passed");
    always_refused(&game, A::Escalate, "agency_term_passed");
    game.wait_days(15).play(A::Remind);
    game.play(A::Remind);
    assert_eq!(game.stage_of(Machine::Review), Some(S::Reminded));
}

/// Pilkada 2020: receipt 5 Oct, due 19 Oct; warning of 27 Oct, due 30 Oct; block from 31 Oct.
#[test]
fn a_block_waits_for_the_term_of_the_warning() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.on(day("2020-10-05")).play(A::RecordReceipt);
    assert_eq!(
        crate::due(&game, Machine::Review, Term::AgencyFollowUp),
        "2020-10-19"
    );
    game.on(day("2020-10-19"));
    always_refused(&game, A::Remind, "agency_term_passed");
    game.on(day("2020-10-20")).play(A::Remind);
    assert!(possible(&game, A::RequestBlock, |_| true));
    game.on(day("2020-10-27")).play(A::Escalate);
    assert_eq!(
        crate::due(&game, Machine::Review, Term::WarningFollowUp),
        "2020-10-30"
    );
    game.on(day("2020-10-30"));
    always_refused(&game, A::RequestBlock, "agency_term_passed");
    game.on(day("2020-10-31")).play(A::RequestBlock);
    game.play(A::Block);
    assert_eq!(game.stage_of(Machine::Control), Some(S::Blocked));
    // A second warning takes the place of the first.
    game.play(A::Escalate);
    let warnings = game.track_of(Machine::Review).unwrap().terms.iter();
    let open: Vec<_> = warnings
        .filter(|t| t.term == Term::WarningFollowUp && t.is_open())
        .collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].due_day, day("2020-11-03"));
}

#[test]
fn one_open_block_per_scope_and_a_new_one_when_it_was_lifted() {
    let world = World::new();
    let kasn = world.offices.kasn;
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Blocked).unwrap();
    let scope = game
        .track_of(Machine::Control)
        .unwrap()
        .control()
        .unwrap()
        .scope;
    let ask = |game: &_, scope| {
        code(
            game,
            kasn,
            Role::Reviewer,
            A::RequestBlock,
            with(Details::BlockScope(scope)),
        )
    };
    let other = BlockScope::ALL
        .iter()
        .copied()
        .find(|s| *s != scope)
        .unwrap();
    assert_eq!(ask(&game, scope), Some("no_open_block"));
    assert_eq!(ask(&game, other), None);
    assert!(codes(&game, A::RequestBlock, |_| true).contains("no_open_block"));
    game.play(A::AnnulBlock);
    assert_eq!(ask(&game, scope), None);
}

#[test]
fn a_block_is_lifted_when_the_agency_has_decided_or_the_review_has_ended() {
    let world = World::new();
    let (blocked, _) = reach(&world, LawSet::Kasn, S::Blocked).unwrap();
    always_refused(&blocked, A::Lift, "lift_ground");
    let mut asked = blocked.clone();
    asked.play(A::RequestLift);
    asked.play(A::RefuseLift);
    assert_eq!(asked.stage_of(Machine::Control), Some(S::Blocked));
    let mut decided = blocked.clone();
    decided.play(A::Impose);
    decided.play(A::Lift);
    assert_eq!(decided.stage_of(Machine::Control), Some(S::BlockLifted));
    let mut lapsed = blocked;
    lapsed.play(A::DeclareLapsed);
    lapsed.play(A::Lift);
    assert_eq!(lapsed.stage_of(Machine::Control), Some(S::BlockLifted));
}

#[test]
fn a_follow_up_report_needs_a_decision_of_the_agency() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap();
    always_refused(&game, A::ReportFollowUp, "sanction_known");
    game.play(A::RecordExamination);
    always_refused(&game, A::ReportFollowUp, "sanction_known");
    game.play(A::DeclineToImpose);
    let mut late = game.clone();
    let events = late.wait_days(20).play(A::ReportFollowUp);
    assert_eq!(events[0].late, Some(Term::AgencyFollowUp));
    game.play(A::ReportFollowUp);
    // Not accepted: back to reminder, with a new term.
    game.play(A::RefuseFollowUp);
    let review = game.track_of(Machine::Review).unwrap();
    assert_eq!(review.stage, S::Reminded);
    assert!(review.open_term(Term::AgencyFollowUp).is_some());
    // Nothing was imposed, so the agency decides anew before it reports again.
    always_refused(&game, A::ReportFollowUp, "sanction_known");
    game.play(A::RecordExamination);
    game.play(A::DeclineToImpose);
    game.play(A::ReportFollowUp);
    game.play_with(A::AcceptFollowUp, |d| {
        *d == Details::Judgement(FollowUpJudgement::NothingProven)
    });
    assert_eq!(
        stage(&game),
        S::CaseClosed,
        "review and sanction have both ended"
    );
}

#[test]
fn the_case_ends_with_the_last_track_whichever_it_is() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pp94, S::InForce).unwrap();
    let mut review_first = game.clone();
    review_first.play(A::ReportFollowUp);
    review_first.play(A::AcceptFollowUp);
    assert_eq!(stage(&review_first), S::Monitored);
    let events = review_first.wait_days(400).play(A::RecordServed);
    assert_eq!(events.last().unwrap().action, A::CloseCase);
    let mut sanction_first = game;
    sanction_first.play(A::ReportFollowUp);
    sanction_first.play(A::LapseSanction);
    assert_eq!(stage(&sanction_first), S::Monitored);
    sanction_first.play(A::AcceptFollowUp);
    assert_eq!(stage(&sanction_first), S::CaseClosed);
}

#[test]
fn a_person_who_left_lapses_review_and_sanction_each_on_its_own_track() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let events = game.play(A::DeclareLapsed);
    assert_eq!(events.len(), 1);
    assert!(game.file.tracks.iter().any(|t| t.stage == S::ReviewLapsed));
    assert_eq!(stage(&game), S::Monitored);
    let events = game.play(A::LapseSanction);
    assert_eq!(events.last().unwrap().action, A::CloseCase);
    assert!(
        game.file
            .tracks
            .iter()
            .all(|t| t.terms.iter().all(|t| !t.is_open()))
    );
}

#[test]
fn a_ministry_of_another_seat_takes_no_review_in() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::MenPanrb, S::Forwarded).unwrap();
    let home = world.offices.home_affairs;
    let none = || with(Details::OutsideReference(None));
    assert_eq!(
        code(&game, home, Role::MinistryOfficer, A::TakeIn, none()),
        Some("wrong_office")
    );
    let menpanrb = world.offices.menpanrb;
    give(
        &mut game,
        menpanrb,
        Role::MinistryOfficer,
        A::TakeIn,
        none(),
    )
    .unwrap();
}

/// The respondent's own agency, where it is known; a kind of the level that is named beside it.
#[test]
fn a_recommendation_fits_the_respondent_and_itself() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Kasn, S::Proven).unwrap();
    let o = world.offices;
    let asked = |level, kind: Option<&str>, agency| {
        let recommendation = Recommendation {
            level,
            kind: kind.map(Into::into),
            ..Recommendation::default()
        };
        let body = with(Details::Recommendation(recommendation, agency));
        code(
            &game,
            o.kasn,
            Role::Commissioner,
            A::IssueRecommendation,
            body,
        )
    };
    let sedang = Some(SanctionLevel::Sedang);
    let berat = Some(SanctionLevel::Berat);
    assert_eq!(asked(sedang, None, None), None);
    assert_eq!(asked(sedang, None, Some(o.agency)), None);
    assert_eq!(
        asked(sedang, None, Some(o.other_agency)),
        Some("agency_known")
    );
    assert_eq!(
        asked(sedang, None, Some(o.destination)),
        Some("agency_known")
    );
    assert_eq!(asked(berat, Some("rank_down_3y"), None), None);
    assert_eq!(asked(None, Some("rank_down_3y"), None), None);
    assert_eq!(
        asked(sedang, Some("rank_down_3y"), None),
        Some("level_or_kind_given")
    );
}
