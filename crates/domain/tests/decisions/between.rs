//! Between offices: returned, redirected, recalled, moved to another agency, lifted in part, begun at the authority.

use netralitas_domain::{
    acts::{AccessChange, Details, Whose, access_changes, open_case},
    file::{Change, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{Action as A, BlockScope, Machine, Stage as S, Term},
};
use netralitas_testkit::play::{Game, Start, World, reach, valid_commands};

use crate::{always_refused, code, codes, give, possible, stage, term, with};

#[test]
fn a_returned_matter_pauses_the_term_and_is_not_late_meanwhile() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    let before = term(&game, Machine::Review, Term::SatgasVerification);
    game.wait_days(2).play(A::ReturnForCompletion);
    let paused = term(&game, Machine::Review, Term::SatgasVerification);
    assert!(paused.is_paused() && paused.due_day == before.due_day);
    // However long it takes, nothing is late, and nothing is due.
    game.wait_days(30);
    let today = before.due_day + chrono::Days::new(30);
    assert!(!paused.is_past(today, None) && !paused.is_past(today, Some(600)));
    assert_eq!(game.file.track(id).unwrap().next_due(), None);
    game.play(A::Resubmit);
    let after = term(&game, Machine::Review, Term::SatgasVerification);
    assert_eq!(after.due_day, before.due_day + chrono::Days::new(30));
    assert!(!after.is_paused() && after.due_at > before.due_at);
    // Returned twice, it pauses twice.
    game.wait_days(1).play(A::ReturnForCompletion);
    game.wait_days(3).play(A::Resubmit);
    let twice = term(&game, Machine::Review, Term::SatgasVerification);
    assert_eq!(twice.due_day, before.due_day + chrono::Days::new(33));
    assert_eq!(twice.pauses.len(), 2);
    // What had passed before it was returned stays late.
    let (mut late, _) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    late.wait_days(20).play(A::ReturnForCompletion);
    late.wait_days(5).play(A::Resubmit);
    let passed = term(&late, Machine::Review, Term::SatgasVerification);
    assert_eq!(passed.due_day, before.due_day);
    let events = late.play(A::PassToBawaslu);
    assert_eq!(events[0].late, Some(Term::SatgasVerification));
}

#[test]
fn a_return_that_is_taken_back_never_paused() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    let before = game.file.track(id).unwrap().terms.clone();
    game.wait_days(2).play(A::ReturnForCompletion);
    game.annul_last().unwrap();
    assert_eq!(game.file.track(id).unwrap().terms, before);
}

#[test]
fn a_matter_is_redirected_to_who_is_competent_on_that_day_only() {
    let world = World::new();
    let o = world.offices;
    let ask = |game: &Game<'_>, to| {
        let body = with(Details::Redirection(to));
        code(game, o.bkn, Role::Reviewer, A::Redirect, body)
    };
    let (mut game, _) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    // KASN is no more, the agency never was one, and BKN has it already.
    for to in [o.kasn, o.agency, o.bkn] {
        assert_eq!(ask(&game, to), Some("redirect_competent"));
    }
    let body = with(Details::Redirection(o.menpanrb));
    let events = give(&mut game, o.bkn, Role::Reviewer, A::Redirect, body).unwrap();
    assert_eq!((events[0].to, events[1].to), (S::HandedOver, S::Forwarded));
    let new = game.file.track(events[1].track).unwrap();
    assert_eq!(new.review().unwrap().authority, o.menpanrb);
    assert_eq!(new.law, LawSet::MenPanrb);
    // Before KASN ended there was no other.
    let (kasn, _) = reach(&world, LawSet::Kasn, S::Forwarded).unwrap();
    always_refused(&kasn, A::Redirect, "redirect_competent");
}

#[test]
fn only_what_nobody_has_acted_on_is_recalled() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pilkada2024, S::Monitored).unwrap();
    let mut taken = game.clone();
    taken.play(A::TakeIn);
    assert!(!possible(&taken, A::Recall, |_| true));
    game.play_on(Machine::Review, A::Recall, |_, _| true);
    assert_eq!(stage(&game), S::CaseClosed, "it was the last track");
    // A referral that came back and was sent again was with its destination.
    let (mut sent, _) = reach(&world, LawSet::Pemilu2022, S::ReferralReturned).unwrap();
    sent.play(A::ResendReferral);
    let track = sent.track_of(Machine::Referral).unwrap();
    let next = netralitas_domain::acts::next_actions(
        &sent.file,
        track,
        &world.actor(world.offices.regency, Role::Chair),
        sent.now,
        world.rules(),
    );
    let recall = next.iter().find(|n| n.action == A::Recall).unwrap();
    assert_eq!(recall.refusal.as_ref().unwrap().code(), "nobody_acted");
}

#[test]
fn a_person_who_moves_takes_decision_and_block_to_the_new_agency() {
    let world = World::new();
    let o = world.offices;
    let (mut game, control) = reach(&world, LawSet::Bkn, S::Blocked).unwrap();
    let body = with(Details::Transfer(o.agency));
    let ask = |game: &Game<'_>, body| code(game, o.agency, Role::PersonnelUnit, A::Transfer, body);
    assert_eq!(ask(&game, body), Some("agency_other"));
    let bare = netralitas_testkit::play::Body {
        papers: false,
        ..with(Details::Transfer(o.other_agency))
    };
    assert_eq!(ask(&game, bare), Some("papers_demanded"));
    let body = with(Details::Transfer(o.other_agency));
    let before = game.file.clone();
    let events = give(&mut game, o.agency, Role::PersonnelUnit, A::Transfer, body).unwrap();
    // The review waits for the new agency's receipt; sanction and block follow where they stand.
    assert_eq!(events[0].to, S::Recommended);
    assert_eq!(events.len(), 3);
    let review = game.track_of(Machine::Review).unwrap();
    assert!(review.terms.iter().all(|t| !t.is_open()));
    let sanction = game.track_of(Machine::Sanction).unwrap();
    assert_eq!(sanction.sanction().unwrap().agency, o.other_agency);
    let block = game.file.track(control).unwrap();
    assert_eq!(block.control().unwrap().agency, o.other_agency);
    for event in &events {
        let changes = access_changes(event, Some(&before), &game.file, world.rules());
        let begins = changes.iter().any(
            |c| matches!(c, AccessChange::Begins(g) if g.office == o.other_agency && g.track == event.track),
        );
        let ends = changes.iter().any(
            |c| matches!(c, AccessChange::Ends { whose, .. } if *whose == Whose::Of(o.agency)),
        );
        assert!(begins && ends, "{changes:?}");
    }
    // Its own decision, not a second one; the term runs anew from its receipt.
    let actor = Role::PersonnelUnit;
    let receipt = with(Details::None);
    let refused = code(&game, o.agency, actor, A::RecordReceipt, receipt.clone());
    assert_eq!(refused, Some("wrong_office"));
    let events = give(&mut game, o.other_agency, actor, A::RecordReceipt, receipt).unwrap();
    assert_eq!(events.len(), 1, "the sanction track moved along");
    assert!(
        game.track_of(Machine::Review)
            .unwrap()
            .open_term(Term::AgencyFollowUp)
            .is_some()
    );
}

#[test]
fn a_recommendation_to_the_wrong_agency_is_redirected_until_it_decided() {
    let world = World::new();
    let o = world.offices;
    let (mut game, _) = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap();
    let mut decided = game.clone();
    decided.play(A::Impose);
    always_refused(&decided, A::RedirectRecommendation, "agency_undecided");
    let body = with(Details::Transfer(o.other_agency));
    let auditor = Role::AsnAuditor;
    give(&mut game, o.bkn, auditor, A::RedirectRecommendation, body).unwrap();
    let review = game.track_of(Machine::Review).unwrap();
    assert_eq!(review.stage, S::Recommended);
    assert_eq!(review.review().unwrap().agency, Some(o.other_agency));
    let sanction = game.track_of(Machine::Sanction).unwrap();
    assert_eq!(sanction.sanction().unwrap().agency, o.other_agency);
}

#[test]
fn a_block_is_lifted_in_part_and_the_part_may_be_blocked_anew() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Blocked).unwrap();
    let scope = |s| move |d: &Details| *d == Details::BlockScope(s);
    always_refused(&game, A::LiftInPart, "lift_ground");
    always_refused(&game, A::RefuseLift, "step_missing");
    let mut data = game.clone();
    // Another block of the same scope is none.
    assert!(codes(&data, A::RequestBlock, |_| true).contains("no_open_block"));
    data.play(A::RequestLift);
    data.play(A::RefuseLift);
    always_refused(&data, A::RefuseLift, "lift_request_waits");
    data.play(A::RequestLift);
    assert!(possible(&data, A::RefuseLift, |_| true));
    game.play(A::Impose);
    let whole = game.file.track(id).unwrap().control().unwrap().scope;
    assert_eq!(whole, BlockScope::Data, "the first scope of the player");
    always_refused(&game, A::LiftInPart, "part_of_block");
    let (mut both, _) = reach(&world, LawSet::Bkn, S::Reminded).unwrap();
    both.play_with(A::RequestBlock, scope(BlockScope::DataAndServices));
    both.play(A::Block);
    assert!(!possible(&both, A::RequestBlock, |_| true));
    both.play(A::Impose);
    both.play_with(A::LiftInPart, scope(BlockScope::Services));
    let block = both.track_of(Machine::Control).unwrap();
    assert_eq!(block.stage, S::Blocked);
    assert_eq!(block.control().unwrap().remaining(), BlockScope::Data);
    always_refused(&both, A::LiftInPart, "part_of_block");
    let again = |c: &netralitas_domain::acts::Command| {
        c.details == Details::BlockScope(BlockScope::Services)
    };
    assert!(possible(&both, A::RequestBlock, again), "services only");
    both.play(A::Lift);
    assert_eq!(both.stage_of(Machine::Control), Some(S::BlockLifted));
}

#[test]
fn a_matter_that_began_at_the_authority_runs_there_and_ends() {
    let world = World::new();
    let o = world.offices;
    let start = Start::at_authority(&world, LawSet::Pilkada2020)
        .about(&[SubjectKind::Pns, SubjectKind::Pppk]);
    let mut game = Game::start(&world, &start);
    assert_eq!(stage(&game), S::AtAuthority);
    assert_eq!(game.file.tracks.len(), 3, "a review for each");
    let reviews = || game.file.tracks.iter().filter(|t| t.review().is_some());
    assert!(reviews().all(|t| t.law == LawSet::Kasn && t.stage == S::Forwarded));
    assert!(game.file.case_track().unwrap().numbers.is_empty());
    for _ in 0..2 {
        game.play(A::TakeIn);
        game.play(A::RejectReview);
    }
    assert_eq!(stage(&game), S::CaseClosed);
    // Who was not competent on that day opens nothing, nor does Bawaslu.
    let refused = |start: &Start| {
        let actor = start.actor(&world);
        let paper = start.paper(&world);
        open_case(&paper, None, &actor, start.moment(), world.rules())
            .unwrap_err()
            .code()
    };
    assert_eq!(refused(&start.clone().at(o.bkn)), "wrong_office");
    let mut at_regency = start.clone().at(o.regency);
    at_regency.number = 2;
    assert_eq!(refused(&at_regency), "wrong_office");
    for subjects in [
        &[][..],
        &[SubjectKind::Unknown],
        &[SubjectKind::VillageHead],
    ] {
        assert_eq!(refused(&start.clone().about(subjects)), "asn_required");
    }
    // The authority's own channels bring nothing to Bawaslu.
    let report = Start {
        channel: netralitas_domain::file::Channel::Lapor,
        ..Start::report(&world, LawSet::Pilkada2020)
    };
    assert_eq!(refused(&report), "details_unfit");
}

#[test]
fn bawaslus_study_is_asked_of_a_named_office_where_none_handles_the_case() {
    let world = World::new();
    let o = world.offices;
    let start = Start::at_authority(&world, LawSet::Pilkada2024);
    let mut game = Game::start(&world, &start);
    game.play(A::TakeIn);
    let ask = |game: &Game<'_>, office| {
        let body = with(Details::StudyRequest(office));
        code(game, o.bkn, Role::Reviewer, A::PassToBawaslu, body)
    };
    for office in [None, Some(o.village), Some(o.agency)] {
        assert_eq!(ask(&game, office), Some("study_office_known"));
    }
    let body = with(Details::StudyRequest(Some(o.city)));
    let before = game.file.clone();
    let events = give(&mut game, o.bkn, Role::Reviewer, A::PassToBawaslu, body).unwrap();
    assert!(events[0].changes.contains(&Change::StudyAsked(o.city)));
    let seen = access_changes(&events[0], Some(&before), &game.file, world.rules());
    let begins = |c: &AccessChange| matches!(c, AccessChange::Begins(g) if g.office == o.city);
    assert!(seen.iter().any(begins), "{seen:?}");
    let proven = with(Details::None);
    let other = code(&game, o.regency, Role::Chair, A::FindProven, proven.clone());
    assert_eq!(other, Some("wrong_office"));
    give(&mut game, o.city, Role::Chair, A::FindProven, proven).unwrap();
    // In a case of Bawaslu's own the handling office studies without being named.
    let (own, _) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    assert_eq!(ask(&own, None), None);
}

/// The personnel officer who is a respondent decides nothing in the case; a respondent signs a receipt as himself.
#[test]
fn an_official_who_is_a_respondent_acts_in_no_office() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let respondent = game.file.track(id).unwrap().sanction().unwrap().respondent;
    for (action, refused) in [
        (A::Impose, Some("official_is_respondent")),
        (A::Deliver, None),
    ] {
        let track = game.file.track(id).unwrap();
        let valid = valid_commands(&game.file, track, action, &world, game.now);
        let (actor, command) = valid.into_iter().next().unwrap();
        let mut signed = command.clone();
        for paper in &mut signed.papers {
            paper.signer = Some(respondent);
        }
        let verdict = crate::verdict(&game, actor.office, actor.roles[0], &signed);
        assert_eq!(verdict, refused, "{action:?}");
        game.give(&actor, &command).unwrap();
    }
    assert_eq!(
        game.file.track(id).unwrap().sanction().unwrap().agency,
        o.agency
    );
}
