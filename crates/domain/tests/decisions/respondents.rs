//! Respondents change: struck, replaced, merged, of another kind, restored; what follows on other tracks.

use netralitas_domain::{
    acts::{Command, Details, Supplement, decide},
    file::{Capacity, Party, RespondentEnd, SubjectKind, Track},
    ids::PartyId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, DestinationKind, Machine, Outcome, Stage as S, Term},
    refusal::Refusal,
};
use netralitas_testkit::play::{Game, Start, World, reach};

use super::{give, with};

fn respondent(game: &Game<'_>, place: usize) -> Party {
    let case = game.file.case().unwrap();
    case.respondents().nth(place).unwrap().clone()
}

fn of(game: &Game<'_>, machine: Machine, party: PartyId) -> Vec<Track> {
    let about = |t: &&Track| {
        let who = t.review().map(|r| r.respondent);
        let who = who.or(t.sanction().map(|s| s.respondent));
        let who = who.or(t.control().map(|s| s.respondent));
        who.or(t.referral().map(|r| r.respondent)) == Some(party)
    };
    let tracks = game.file.tracks.iter().filter(|t| t.machine == machine);
    tracks.filter(about).cloned().collect()
}

/// A step of the chair of the handling office.
fn chair(game: &mut Game<'_>, action: A, details: Details) -> Result<(), &'static str> {
    let office = game.world.offices.regency;
    let given = give(game, office, Role::Chair, action, with(details));
    given.map(|_| ()).map_err(|r| r.code())
}

fn strike(party: PartyId) -> Details {
    Details::Strike {
        party,
        ground: RespondentEnd::WrongPerson,
    }
}

/// Two civil servants, played to a stage by steps of the case.
fn two<'w>(world: &'w World, subjects: &[SubjectKind], steps: &[A]) -> Game<'w> {
    let start = Start::report(world, LawSet::Pilkada2024).about(subjects);
    let mut game = Game::start(world, &start);
    for step in steps {
        game.wait_minutes(20);
        if *step == A::DecideOutcomes {
            game.play_with(*step, |d| {
                matches!(d, Details::Outcomes(list)
                    if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
            });
        } else {
            game.play(*step);
        }
    }
    game
}

const STUDIED: &[A] = &[A::CompleteInitialStudy, A::RegisterReport, A::AppointTeam];
const SENT: &[A] = &[
    A::CompleteInitialStudy,
    A::RegisterReport,
    A::AppointTeam,
    A::SubmitStudy,
    A::DecideOutcomes,
    A::SendRecommendation,
];
const ASN: &[SubjectKind] = &[SubjectKind::Pns, SubjectKind::Pns];

#[test]
fn whoever_is_struck_is_neither_decided_on_nor_sent_and_somebody_must_remain() {
    let world = World::new();
    let mut game = two(&world, ASN, STUDIED);
    let (gone, left) = (respondent(&game, 1), respondent(&game, 0));
    chair(&mut game, A::StrikeRespondent, strike(gone.id)).unwrap();
    let case = game.file.case().unwrap();
    assert_eq!(case.respondents().count(), 1);
    assert_eq!(case.allegations.len(), 1);
    assert_eq!(case.struck[0].party, gone);
    assert_eq!(case.struck[0].allegations.len(), 1);
    assert_eq!(game.file.anyone(gone.id), Some(&gone));
    let refused = chair(&mut game, A::StrikeRespondent, strike(left.id));
    assert_eq!(refused, Err("respondent_remains"));
    let known = Details::Identification {
        party: gone.id,
        record: 2,
        agency: None,
        identified: true,
    };
    let refused = chair(&mut game, A::IdentifyRespondent, known);
    assert_eq!(refused, Err("respondent_named"));
    for step in &SENT[3..] {
        game.wait_minutes(20).play(*step);
    }
    assert_eq!(of(&game, Machine::Review, left.id).len(), 1);
    assert_eq!(of(&game, Machine::Review, gone.id), []);
}

#[test]
fn a_strike_ends_what_runs_with_its_terms_and_leaves_the_other_alone() {
    let world = World::new();
    let mut game = two(&world, ASN, SENT);
    let (gone, left) = (respondent(&game, 0), respondent(&game, 1));
    let before = of(&game, Machine::Review, left.id);
    chair(&mut game, A::StrikeRespondent, strike(gone.id)).unwrap();
    let ended = of(&game, Machine::Review, gone.id);
    assert_eq!(ended[0].stage, S::ReviewDropped);
    let facts = ended[0].review().unwrap();
    assert_eq!(facts.ended_with, Some(RespondentEnd::WrongPerson));
    assert!(ended[0].terms.iter().all(|t| !t.is_open()));
    assert_eq!(of(&game, Machine::Review, left.id), before);
    assert_eq!(game.stage_of(Machine::Case), Some(S::Monitored));
    // With the last one the case ends, and its right to a correction with it.
    chair(&mut game, A::StrikeRespondent, strike(left.id)).unwrap();
    assert_eq!(game.stage_of(Machine::Case), Some(S::CaseClosed));
    let case = game.file.case_track().unwrap();
    assert!(case.open_term(Term::CorrectionRequest).is_none());
}

#[test]
fn no_strike_leaves_an_open_block() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Blocked).unwrap();
    let who = respondent(&game, 0);
    let refused = chair(&mut game, A::StrikeRespondent, strike(who.id));
    assert_eq!(refused, Err("no_block_left"));
    game.play(A::AnnulBlock);
    chair(&mut game, A::StrikeRespondent, strike(who.id)).unwrap();
    for machine in [Machine::Review, Machine::Sanction, Machine::Control] {
        let all = of(&game, machine, who.id);
        assert!(all.iter().all(|t| t.stage.is_final()), "{machine:?}");
    }
}

#[test]
fn who_was_struck_stands_again_with_tracks_and_terms_as_they_were() {
    let world = World::new();
    let mut game = two(&world, ASN, SENT);
    let gone = respondent(&game, 0);
    game.play(A::TakeIn);
    let taken_in = |t: &Track| t.stage == S::Verification;
    let who = if of(&game, Machine::Review, gone.id).iter().any(taken_in) {
        gone
    } else {
        respondent(&game, 1)
    };
    let before = game.file.clone();
    let old = of(&game, Machine::Review, who.id)[0].clone();
    assert!(old.terms.iter().any(|t| t.is_open()));
    chair(&mut game, A::StrikeRespondent, strike(who.id)).unwrap();
    game.wait_days(2);
    chair(
        &mut game,
        A::RestoreRespondent,
        Details::Restoration(who.id),
    )
    .unwrap();
    let new = of(&game, Machine::Review, who.id)[0].clone();
    assert_eq!((new.stage, &new.facts), (old.stage, &old.facts));
    assert_eq!(new.terms, old.terms);
    let (was, is) = (before.case().unwrap(), game.file.case().unwrap());
    assert_eq!(was.parties, is.parties, "in the old place");
    assert_eq!(was.allegations.len(), is.allegations.len());
    assert!(is.struck.is_empty());
}

#[test]
fn nobody_is_restored_behind_a_decision() {
    let world = World::new();
    let mut game = two(&world, ASN, STUDIED);
    let gone = respondent(&game, 1);
    chair(&mut game, A::StrikeRespondent, strike(gone.id)).unwrap();
    game.play(A::SubmitStudy);
    game.play_with(A::DecideOutcomes, |d| {
        matches!(d, Details::Outcomes(l) if l.iter().all(|(_, o)| o.contains(&Outcome::OtherLaw)))
    });
    let refused = chair(
        &mut game,
        A::RestoreRespondent,
        Details::Restoration(gone.id),
    );
    assert_eq!(refused, Err("restoration_fits"));
}

fn somebody(game: &Game<'_>, subject: SubjectKind) -> Party {
    Party {
        id: "00000000-0000-0000-0000-0000000000f1".parse().unwrap(),
        capacity: Capacity::Respondent,
        record: 1,
        subject,
        agency: Some(game.world.offices.agency),
        represents: None,
        identified: true,
    }
}

fn replaced(old: PartyId, new: Party) -> Details {
    Details::Replacement {
        party: old,
        new: Box::new(new),
        destinations: Vec::new(),
    }
}

#[test]
fn whoever_replaces_another_gets_the_allegations_and_a_review_of_his_own() {
    let world = World::new();
    let mut game = two(&world, ASN, SENT);
    let old = respondent(&game, 0);
    let new = somebody(&game, SubjectKind::Pns);
    chair(
        &mut game,
        A::ReplaceRespondent,
        replaced(old.id, new.clone()),
    )
    .unwrap();
    assert_eq!(
        of(&game, Machine::Review, old.id)[0].stage,
        S::ReviewDropped
    );
    let opened = of(&game, Machine::Review, new.id);
    assert_eq!(opened[0].stage, S::Forwarded);
    let allegation = opened[0].review().unwrap().allegations[0];
    let case = game.file.case().unwrap();
    let alleged = case
        .allegations
        .iter()
        .find(|a| a.id == allegation)
        .unwrap();
    assert_eq!(alleged.respondent, new.id);
    assert_eq!(alleged.outcomes, [Outcome::OtherLaw]);
    // Undone: the new review is void, the old one goes on.
    chair(
        &mut game,
        A::RestoreRespondent,
        Details::Restoration(old.id),
    )
    .unwrap();
    assert_eq!(of(&game, Machine::Review, old.id)[0].stage, S::Forwarded);
    assert_eq!(of(&game, Machine::Review, new.id)[0].stage, S::ReviewVoid);
    let case = game.file.case().unwrap();
    assert!(case.respondents().all(|p| p.id != new.id));
    assert_eq!(
        case.struck(new.id).unwrap().ground,
        RespondentEnd::EntryError
    );
}

#[test]
fn another_kind_ends_the_review_as_not_competent_and_opens_the_right_track() {
    let world = World::new();
    let mut game = two(&world, ASN, SENT);
    let who = respondent(&game, 0);
    let change = |destinations| Details::SubjectChange {
        party: who.id,
        subject: SubjectKind::VillageHead,
        destinations,
    };
    let refused = chair(&mut game, A::ChangeSubjectKind, change(Vec::new()));
    assert_eq!(refused, Err("destinations_complete"));
    let to = netralitas_domain::file::Destination {
        outcome: Outcome::OtherLaw,
        kind: DestinationKind::Regent,
        office: None,
        name: Some("Bupati".into()),
    };
    chair(&mut game, A::ChangeSubjectKind, change(vec![to])).unwrap();
    let review = &of(&game, Machine::Review, who.id)[0];
    assert_eq!(review.stage, S::ReviewDropped);
    let facts = review.review().unwrap();
    assert_eq!(facts.ended_with, Some(RespondentEnd::NotCompetent));
    assert_eq!(
        of(&game, Machine::Referral, who.id)[0].stage,
        S::ReferralSent
    );
    // And back: the referral ends, a review opens.
    let back = Details::SubjectChange {
        party: who.id,
        subject: SubjectKind::Pns,
        destinations: Vec::new(),
    };
    chair(&mut game, A::ChangeSubjectKind, back).unwrap();
    assert_eq!(
        of(&game, Machine::Referral, who.id)[0].stage,
        S::ReferralDropped
    );
    let open = of(&game, Machine::Review, who.id);
    assert_eq!(open.iter().filter(|t| !t.stage.is_final()).count(), 1);
}

#[test]
fn a_contract_servant_keeps_the_review_under_the_other_regime_unless_a_sanction_runs() {
    let world = World::new();
    let change = |party| Details::SubjectChange {
        party,
        subject: SubjectKind::Pppk,
        destinations: Vec::new(),
    };
    let mut game = two(&world, ASN, SENT);
    let who = respondent(&game, 0);
    chair(&mut game, A::ChangeSubjectKind, change(who.id)).unwrap();
    let review = &of(&game, Machine::Review, who.id)[0];
    assert_eq!(review.stage, S::Forwarded);
    assert_eq!(review.review().unwrap().regime, LawSet::Pppk);
    assert_eq!(review.review().unwrap().subject, SubjectKind::Pppk);

    let (mut game, _) = reach(&world, LawSet::Pp94, S::RecommendationReceived).unwrap();
    let who = respondent(&game, 0);
    let refused = chair(&mut game, A::ChangeSubjectKind, change(who.id));
    assert_eq!(refused, Err("regime_stays"));
}

#[test]
fn two_who_are_one_keep_one_review_with_both_acts() {
    let world = World::new();
    let mut game = two(&world, ASN, SENT);
    let (goes, stays) = (respondent(&game, 0), respondent(&game, 1));
    let merge = Details::RespondentMerge {
        goes: goes.id,
        stays: stays.id,
    };
    chair(&mut game, A::MergeRespondents, merge).unwrap();
    let ended = &of(&game, Machine::Review, goes.id)[0];
    assert_eq!(ended.stage, S::ReviewDropped);
    let review = &of(&game, Machine::Review, stays.id)[0];
    assert_eq!(review.review().unwrap().allegations.len(), 2);
    let case = game.file.case().unwrap();
    assert!(case.allegations.iter().all(|a| a.respondent == stays.id));
    assert_eq!(case.struck(goes.id).unwrap().into, Some(stays.id));
    // Undone, each has what he had.
    chair(
        &mut game,
        A::RestoreRespondent,
        Details::Restoration(goes.id),
    )
    .unwrap();
    assert_eq!(of(&game, Machine::Review, goes.id)[0].stage, S::Forwarded);
    let review = &of(&game, Machine::Review, stays.id)[0];
    assert_eq!(review.review().unwrap().allegations.len(), 1);
    // Who has a number of his own is not merged into another.
    let known = Details::Identification {
        party: goes.id,
        record: 2,
        agency: None,
        identified: true,
    };
    chair(&mut game, A::IdentifyRespondent, known).unwrap();
    let refused = chair(
        &mut game,
        A::MergeRespondents,
        Details::RespondentMerge {
            goes: goes.id,
            stays: stays.id,
        },
    );
    assert_eq!(refused, Err("respondents_merge"));
}

#[test]
fn a_respondent_added_comes_with_what_is_alleged_and_cures_nothing() {
    let world = World::new();
    let mut game = two(&world, &[SubjectKind::Pns], &[A::CompleteInitialStudy]);
    let before = game.file.case().unwrap().given.clone();
    let new = somebody(&game, SubjectKind::Pns);
    let alone = Details::Supplement(Supplement {
        parties: vec![new.clone()],
        ..Supplement::default()
    });
    assert_eq!(
        chair(&mut game, A::AddRespondents, alone),
        Err("respondents_given")
    );
    game.play(A::AddRespondents);
    let case = game.file.case().unwrap();
    assert_eq!(case.respondents().count(), 2);
    assert_eq!(case.given, before);
    // Nobody is added once the plenary has decided.
    let game = two(&world, ASN, SENT);
    let office = world.offices.regency;
    let actor = world.actor(office, Role::Chair);
    let asked: Command = super::asked(
        &game,
        office,
        Role::Chair,
        A::AddRespondents,
        with(Details::Supplement(Supplement::default())),
    );
    let refusal = decide(&game.file, &asked, &actor, game.now, world.rules()).unwrap_err();
    assert!(matches!(refusal, Refusal::StepNotAllowed { .. }));
}
