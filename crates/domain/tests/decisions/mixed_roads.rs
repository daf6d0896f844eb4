//! Side roads that meet: a change of the respondents, a reopening and a taking back in one case.

use netralitas_domain::{
    acts::Details,
    file::{RespondentEnd, SubjectKind},
    ids::PartyId,
    law::LawSet,
    people::Role,
    procedure::{
        Action as A, DestinationKind, Machine, Outcome, ReopenGround as G, Requirement, Stage as S,
        Term,
    },
};
use netralitas_testkit::play::{Game, Start, World, invalid_commands, reach, valid_commands};

use crate::{give, stage, with};

fn chair(game: &mut Game<'_>, action: A, details: Details) -> Result<(), &'static str> {
    let office = game.world.offices.regency;
    let given = give(game, office, Role::Chair, action, with(details));
    given.map(|_| ()).map_err(|r| r.code())
}

fn only(game: &Game<'_>) -> PartyId {
    game.file.case().unwrap().respondents().next().unwrap().id
}

fn struck(party: PartyId) -> Details {
    Details::Strike {
        party,
        ground: RespondentEnd::WrongPerson,
    }
}

fn reopened(game: &mut Game<'_>, machine: Machine) {
    game.play_on(machine, A::Reopen, |c, _| {
        c.details == Details::Reopening(G::Court)
    });
}

#[test]
fn nothing_about_somebody_struck_is_opened_again() {
    let world = World::new();
    let (mut game, sanction) = reach(&world, LawSet::Pp94, S::Served).unwrap();
    let track = game.file.track(sanction).unwrap().clone();
    assert!(!valid_commands(&game.file, &track, A::Reopen, &world, game.now).is_empty());
    // The review still runs, and the case with it.
    let who = only(&game);
    chair(&mut game, A::StrikeRespondent, struck(who)).unwrap();
    let track = game.file.track(sanction).unwrap();
    let refused = invalid_commands(&game.file, track, A::Reopen, &world, game.now);
    let codes: Vec<_> = refused.iter().map(|(_, _, r)| r.code()).collect();
    assert!(codes.contains(&"respondent_stands"), "{codes:?}");
    assert!(valid_commands(&game.file, track, A::Reopen, &world, game.now).is_empty());
}

#[test]
fn nobody_returns_with_tracks_to_a_case_that_is_decided_anew() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    let who = only(&game);
    chair(&mut game, A::StrikeRespondent, struck(who)).unwrap();
    assert_eq!(stage(&game), S::CaseClosed);
    reopened(&mut game, Machine::Case);
    assert_eq!(stage(&game), S::AwaitingPlenary);
    let back = chair(&mut game, A::RestoreRespondent, Details::Restoration(who));
    assert_eq!(back, Err("restoration_fits"));
}

#[test]
fn a_reopening_that_another_track_rests_on_is_not_taken_back() {
    let world = World::new();
    let (mut game, review) = reach(&world, LawSet::Kasn, S::FollowUpReported).unwrap();
    let sanction = game.id_of(Machine::Sanction);
    game.play(A::AcceptFollowUp);
    game.play(A::LapseSanction);
    assert_eq!(stage(&game), S::CaseClosed);
    reopened(&mut game, Machine::Review);
    assert_eq!(stage(&game), S::Monitored);
    let alone = game.file.track(review).unwrap().clone();
    assert!(!valid_commands(&game.file, &alone, A::Annul, &world, game.now).is_empty());
    // The sanction is opened again too, in the case that the review opened.
    game.wait_minutes(30);
    reopened(&mut game, Machine::Sanction);
    let track = game.file.track(review).unwrap();
    let refused = invalid_commands(&game.file, track, A::Annul, &world, game.now);
    let codes: Vec<_> = refused.iter().map(|(_, _, r)| r.code()).collect();
    assert!(codes.contains(&"nothing_followed"), "{codes:?}");
    assert!(valid_commands(&game.file, track, A::Annul, &world, game.now).is_empty());
    // In the other order both are taken back, and the case stands at its end.
    let track = game.file.track(sanction).unwrap();
    let back = valid_commands(&game.file, track, A::Annul, &world, game.now);
    let (actor, command) = back[0].clone();
    game.give(&actor, &command).unwrap();
    let track = game.file.track(review).unwrap();
    let back = valid_commands(&game.file, track, A::Annul, &world, game.now);
    let (actor, command) = back[0].clone();
    game.give(&actor, &command).unwrap();
    assert_eq!(stage(&game), S::CaseClosed);
}

#[test]
fn a_sanction_whose_review_has_ended_is_sent_on_when_its_respondent_is_no_civil_servant() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::FollowUpReported).unwrap();
    game.play(A::AcceptFollowUp);
    let sanction = game.id_of(Machine::Sanction);
    assert!(!game.file.track(sanction).unwrap().stage.is_final());
    let change = |destinations| Details::SubjectChange {
        party: only(&game),
        subject: SubjectKind::VillageHead,
        destinations,
    };
    let (bare, sent) = (
        change(Vec::new()),
        change(vec![netralitas_domain::file::Destination {
            outcome: Outcome::OtherLaw,
            kind: DestinationKind::Regent,
            office: None,
            name: Some("Bupati".into()),
        }]),
    );
    let refused = chair(&mut game, A::ChangeSubjectKind, bare);
    assert_eq!(refused, Err("destinations_complete"));
    chair(&mut game, A::ChangeSubjectKind, sent).unwrap();
    assert_eq!(game.file.track(sanction).unwrap().stage, S::SanctionDropped);
    assert_eq!(game.stage_of(Machine::Referral), Some(S::ReferralSent));
    assert_eq!(stage(&game), S::Monitored);
}

#[test]
fn what_was_missing_at_the_study_is_completed_by_the_reporter_alone() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022).about(&[]);
    let mut game = Game::start(&world, &start);
    game.play(A::CompleteInitialStudy);
    let gaps = |game: &Game<'_>| game.file.case().unwrap().gaps();
    let open = |game: &Game<'_>| {
        let case = game.file.case_track().unwrap();
        case.open_term(Term::NotifyGaps).is_some()
    };
    assert!(gaps(&game).contains(&Requirement::Respondent) && open(&game));
    game.play(A::AddRespondents);
    assert_eq!(game.file.case().unwrap().respondents().count(), 1);
    assert!(gaps(&game).contains(&Requirement::Respondent) && open(&game));
    game.play(A::RequestCompletion);
    game.play_with(
        A::CompleteReport,
        |d| matches!(d, Details::Supplement(s) if !s.parties.is_empty()),
    );
    assert!(!gaps(&game).contains(&Requirement::Respondent));
}

#[test]
fn the_authority_names_and_strikes_whom_its_own_matter_is_about() {
    let world = World::new();
    let start = Start::at_authority(&world, LawSet::Pilkada2024);
    let mut game = Game::start(&world, &start);
    assert_eq!(stage(&game), S::AtAuthority);
    let who = only(&game);
    let office = game.file.case().unwrap().handled_by;
    let at_authority = |game: &mut Game<'_>, role, action, details| {
        let given = give(game, office, role, action, with(details));
        given.map(|_| ()).map_err(|r| r.code())
    };
    let known = Details::Identification {
        party: who,
        record: 2,
        agency: Some(world.offices.agency),
        identified: true,
    };
    at_authority(&mut game, Role::Reviewer, A::IdentifyRespondent, known).unwrap();
    assert!(game.file.party(who).unwrap().identified);
    at_authority(&mut game, Role::Reviewer, A::StrikeRespondent, struck(who)).unwrap();
    assert_eq!(game.stage_of(Machine::Review), Some(S::ReviewDropped));
    assert_eq!(stage(&game), S::CaseClosed);
}

#[test]
fn what_is_opened_again_after_its_person_moved_is_the_new_agencys() {
    let world = World::new();
    let (mut game, review) = reach(&world, LawSet::Kasn, S::FollowUpReported).unwrap();
    game.play(A::AcceptFollowUp);
    game.wait_minutes(30);
    let old = game.file.track(review).unwrap().review().unwrap().agency;
    game.play_on(Machine::Sanction, A::Transfer, |_, _| true);
    let sanction = game.file.track(game.id_of(Machine::Sanction)).unwrap();
    let now = sanction.sanction().map(|s| s.agency);
    assert_ne!(now, old);
    assert_eq!(
        game.file.track(review).unwrap().review().unwrap().agency,
        old
    );
    game.wait_minutes(30);
    reopened(&mut game, Machine::Review);
    assert_eq!(
        game.file.track(review).unwrap().review().unwrap().agency,
        now
    );
}

#[test]
fn a_record_taken_back_moves_nothing_whatever_came_back_since() {
    let world = World::new();
    let (mut game, sanction) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
    let who = only(&game);
    game.play(A::ReplaceRespondent);
    let dropped = game.file.track(sanction).unwrap();
    assert_eq!(dropped.stage, S::SanctionDropped);
    game.play_on(Machine::Sanction, A::AddReference, |_, _| true);
    let back = Details::Restoration(who);
    chair(&mut game, A::RestoreRespondent, back).unwrap();
    assert_eq!(game.file.track(sanction).unwrap().stage, S::Delivered);
    let track = game.file.track(sanction).unwrap().clone();
    let back = valid_commands(&game.file, &track, A::Annul, &world, game.now);
    let (actor, command) = back[0].clone();
    let events = game.give(&actor, &command).unwrap();
    assert_eq!(
        (events[0].from, events[0].to),
        (Some(S::Delivered), S::Delivered)
    );
    assert!(
        game.file
            .track(sanction)
            .unwrap()
            .terms
            .iter()
            .any(|t| t.is_open())
    );
}
