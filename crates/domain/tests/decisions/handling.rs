//! Team, clarification, extension, plenary decision.

use chrono::Days;
use netralitas_domain::{
    acts::{Details, Historic},
    file::{Invitation, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Guard, Machine, Mark, Outcome as O, Stage as S, Term},
};
use netralitas_testkit::play::{Game, Start, World, reach};

use crate::{always_refused, asked, code, codes, give, stage, verdict, with};

fn at_plenary<'w>(world: &'w World, subjects: &[SubjectKind]) -> Game<'w> {
    let mut game = Game::start(
        world,
        &Start::report(world, LawSet::Pemilu2022).about(subjects),
    );
    for action in [
        A::CompleteInitialStudy,
        A::RegisterReport,
        A::AppointTeam,
        A::SubmitStudy,
    ] {
        game.play(action);
    }
    game
}

fn outcomes(game: &Game<'_>, sets: &[&[O]]) -> Details {
    let allegations = &game.file.case().unwrap().allegations;
    let pairs = allegations.iter().zip(sets);
    Details::Outcomes(pairs.map(|(a, set)| (a.id, set.to_vec())).collect())
}

#[test]
fn two_invitations_per_person_each_with_its_lead_time() {
    let world = World::new();
    let regency = world.offices.regency;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let party = game.file.case().unwrap().parties[0].id;
    let today = game.events.last().unwrap().effective.day;
    let invite = |days: u64| {
        with(Details::Invitation(Invitation {
            party,
            hearing: today + Days::new(days),
        }))
    };
    assert_eq!(
        code(&game, regency, Role::Chair, A::Invite, invite(0)),
        Some("invited_in_time")
    );
    give(&mut game, regency, Role::Chair, A::Invite, invite(7)).unwrap();
    // Nobody is absent before the day, and nobody is asked again who may still come (art. 29(5)).
    always_refused(&game, A::RecordAbsence, "absent_from_hearing");
    assert_eq!(
        code(&game, regency, Role::Chair, A::Invite, invite(8)),
        Some("absence_recorded")
    );
    game.wait_days(7);
    let absent = |game: &mut Game<'_>| {
        let body = with(Details::Person(party));
        give(game, regency, Role::Member, A::RecordAbsence, body).map_err(|r| r.code())
    };
    absent(&mut game).unwrap();
    assert_eq!(absent(&mut game).unwrap_err(), "absent_from_hearing");
    give(&mut game, regency, Role::Chair, A::Invite, invite(8)).unwrap();
    assert_eq!(
        code(&game, regency, Role::Chair, A::Invite, invite(9)),
        Some("invitations_left")
    );
    let other = game.file.case().unwrap().parties[1].id;
    let invitation = Details::Invitation(Invitation {
        party: other,
        hearing: today + Days::new(8),
    });
    assert_eq!(
        code(&game, regency, Role::Chair, A::Invite, with(invitation)),
        None
    );
}

/// For Pilkada the article was not seen: a second invitation without a recorded absence is taken and marked.
#[test]
fn a_second_invitation_without_absence_is_marked_where_the_text_was_not_seen() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pilkada2024, S::InStudy).unwrap();
    let first = game.play(A::Invite);
    assert!(first[0].marks.is_empty());
    let again = game.play(A::Invite);
    assert_eq!(again[0].marks, [Mark::InvitedAgain]);
}

#[test]
fn historic_entry_notes_what_a_temporal_guard_would_refuse() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let details = Details::Invitation(Invitation {
        party: game.file.case().unwrap().parties[0].id,
        hearing: game.events.last().unwrap().effective.day,
    });
    let mut command = asked(&game, regency, Role::Chair, A::Invite, with(details));
    assert_eq!(
        verdict(&game, regency, Role::Chair, &command),
        Some("invited_in_time")
    );
    command.historic = Some(Historic::default());
    let mut game = game;
    let mut actor = world.actor(regency, Role::Chair);
    actor.roles.push(Role::HistoricRecorder);
    // What happens today is no history.
    assert_eq!(
        game.give(&actor, &command).unwrap_err().code(),
        "historic_not_past"
    );
    game.wait_days(1);
    let events = game.give(&actor, &command).unwrap();
    assert_eq!(events[0].irregular, [Guard::InvitedInTime]);
    // Structural guards hold in historic entry too.
    let mut game = at_plenary(&world, &[SubjectKind::Pns]);
    let details = outcomes(&game, &[&[]]);
    let mut command = asked(
        &game,
        regency,
        Role::Chair,
        A::DecideOutcomes,
        with(details),
    );
    command.historic = Some(Historic::default());
    game.wait_days(1);
    assert_eq!(
        game.give(&actor, &command).unwrap_err().code(),
        "outcomes_complete"
    );
}

#[test]
fn extension_only_while_the_handling_term_runs() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let mut late = game.clone();
    always_refused(late.wait_days(20), A::Extend, "handling_term_runs");
    game.play(A::Extend);
    assert_eq!(stage(&game), S::FurtherInformation);
    let track = game.file.case_track().unwrap();
    assert!(track.open_term(Term::Handling).is_none());
    assert!(track.open_term(Term::HandlingExtended).is_some());
    // Sent back, it stays extended.
    game.play(A::SubmitStudy);
    game.play(A::SendBackStudy);
    assert_eq!(stage(&game), S::FurtherInformation);
}

#[test]
fn a_decision_after_the_extended_term_is_marked_late_not_refused() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::FurtherInformation).unwrap();
    game.play(A::SubmitStudy);
    game.wait_days(40);
    let events = game.play(A::DecideOutcomes);
    assert_eq!(events[0].late, Some(Term::HandlingExtended));
    assert!(events[0].closed.iter().all(|c| c.late));
}

#[test]
fn every_allegation_gets_an_outcome_and_not_proven_stands_alone() {
    let world = World::new();
    let regency = world.offices.regency;
    let game = at_plenary(&world, &[SubjectKind::Pns, SubjectKind::VillageHead]);
    let decide = |sets: &[&[O]]| {
        code(
            &game,
            regency,
            Role::Chair,
            A::DecideOutcomes,
            with(outcomes(&game, sets)),
        )
    };
    let incomplete = Some("outcomes_complete");
    assert_eq!(decide(&[&[O::OtherLaw]]), incomplete, "one of two");
    assert_eq!(decide(&[&[O::OtherLaw], &[]]), incomplete);
    assert_eq!(
        decide(&[&[O::OtherLaw], &[O::NotProven, O::Criminal]]),
        incomplete
    );
    assert_eq!(
        decide(&[
            &[O::OtherLaw, O::Criminal, O::Administrative],
            &[O::NotProven]
        ]),
        None
    );
    assert!(codes(&game, A::DecideOutcomes, |_| true).contains("outcomes_complete"));
}

#[test]
fn nothing_proven_stops_the_case_and_one_thing_proven_does_not() {
    let world = World::new();
    let regency = world.offices.regency;
    let subjects = [SubjectKind::Pns, SubjectKind::Pns];
    for (sets, expected) in [
        ([[O::NotProven], [O::NotProven]], S::Stopped),
        ([[O::NotProven], [O::OtherLaw]], S::Decided),
    ] {
        let mut game = at_plenary(&world, &subjects);
        let sets: Vec<&[O]> = sets.iter().map(<[O; 1]>::as_slice).collect();
        let details = outcomes(&game, &sets);
        give(
            &mut game,
            regency,
            Role::Chair,
            A::DecideOutcomes,
            with(details),
        )
        .unwrap();
        assert_eq!(stage(&game), expected);
        let open = game.track_of(Machine::Case).unwrap().next_due();
        assert!(open.is_none(), "no term runs on");
    }
}
