//! Days of papers that were entered wrongly, taken away and put right: what rests on them is as if they had been entered
//! right at once.

use chrono::Days;
use netralitas_domain::{
    acts::{Amendment, Details, PaperRef},
    file::{Capacity, TermState, Track},
    ids::PaperId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Outcome, PaperKind, Stage as S, Term},
};
use netralitas_testkit::play::{Game, World, reach};

use crate::{asked, correction, mistakes::amend, with};

/// The papers of the last step as that step brought them.
fn brought(game: &Game<'_>) -> Vec<PaperId> {
    game.events.last().unwrap().papers.clone()
}

/// A paper without a day.
fn bare(id: PaperId) -> PaperRef {
    PaperRef {
        id,
        kind: PaperKind::Letter,
        dated: None,
        sent: None,
        received: None,
        received_minute: None,
        signer: None,
    }
}

fn follow_up(track: &Track) -> TermState {
    let mut terms = track.terms.iter();
    terms
        .find(|t| t.term == Term::AgencyFollowUp)
        .unwrap()
        .clone()
}

#[test]
fn without_its_day_of_receipt_the_step_itself_proves_it() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.wait_days(6).play(A::RecordReceipt);
    let step = game.file.track(id).unwrap();
    let (seq, at) = (step.version, step.step(step.version).unwrap().at);
    let paper = brought(&game)[0];
    let early = PaperRef {
        received: Some(at.day - Days::new(3)),
        ..bare(paper)
    };
    game.wait_days(1);
    assert_eq!(
        amend(
            &mut game,
            Machine::Review,
            vec![Amendment::PaperDays(early)]
        ),
        None
    );
    let track = game.file.track(id).unwrap();
    let proven = follow_up(track);
    assert_eq!(proven.start, at.day - Days::new(3));
    assert_eq!(
        track.review().unwrap().received_on,
        Some(at.day - Days::new(3))
    );
    let none = vec![Amendment::PaperDays(bare(paper))];
    assert_eq!(amend(&mut game, Machine::Review, none), None);
    let track = game.file.track(id).unwrap();
    let by_step = follow_up(track);
    assert_eq!(
        (by_step.start, by_step.opened_by, by_step.paper),
        (at.day, seq, None)
    );
    assert_eq!(track.review().unwrap().received_on, Some(at.day));
    assert!(by_step.due_day > proven.due_day);
}

#[test]
fn an_hour_of_receipt_comes_and_goes_with_its_paper() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pilkada2024, S::AwaitingCompletion).unwrap();
    let term = |game: &Game<'_>| {
        let track = game.file.track(id).unwrap();
        let of = |t: &&TermState| t.paper.is_some() && t.is_open();
        track.terms.iter().rev().find(of).cloned()
    };
    let before = term(&game).expect("a term that counts from a paper");
    game.wait_days(1);
    for minute in [Some(13 * 60), None, before.start_minute] {
        let paper = PaperRef {
            received: Some(before.start),
            received_minute: minute,
            ..bare(before.paper.unwrap())
        };
        assert_eq!(
            amend(&mut game, Machine::Case, vec![Amendment::PaperDays(paper)]),
            None
        );
        assert_eq!(term(&game).unwrap().start_minute, minute);
    }
    assert_eq!(term(&game).unwrap().due_at, before.due_at);
}

#[test]
fn a_letter_that_did_not_go_out_leaves_its_step_to_be_taken_back() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.wait_days(3).play(A::RecordReceipt);
    let paper = brought(&game)[0];
    let sent = |game: &Game<'_>| {
        let track = game.file.track(id).unwrap();
        track
            .steps
            .iter()
            .rev()
            .find(|s| s.action == A::RecordReceipt)
            .unwrap()
            .sent
    };
    let day = game.file.track(id).unwrap().review().unwrap().received_on;
    for gone in [day, None, day] {
        let paper = PaperRef {
            sent: gone,
            received: day,
            ..bare(paper)
        };
        assert_eq!(
            amend(
                &mut game,
                Machine::Review,
                vec![Amendment::PaperDays(paper)]
            ),
            None
        );
        assert_eq!(sent(&game), gone.is_some());
    }
}

#[test]
fn the_right_to_correction_and_its_lateness_follow_the_letter_and_the_request() {
    let world = World::new();
    let office = world.offices.regency;
    let mut game = correction::monitored_with(&world, office, 1, &[&[Outcome::OtherLaw]]);
    let case = |game: &Game<'_>| game.file.case().unwrap().clone();
    let issued = case(&game).recommendations[0].issued;
    let letters = brought_by(&game, A::SendRecommendation);
    game.wait_days(9);
    let clerk = Role::IntakeOfficer;
    let details = with(Details::CorrectionRequest(None, None));
    let mut command = asked(&game, office, clerk, A::RequestCorrection, details);
    let mut parties = game.file.case().unwrap().parties.iter();
    let reporter = parties.find(|p| p.capacity == Capacity::Reporter);
    command.acting_party = reporter.map(|p| p.id);
    let actor = world.actor(office, clerk);
    game.give(&actor, &command).unwrap();
    assert!(case(&game).corrections[0].late);
    // The form was received on the first working day after all.
    let form = brought_by(&game, A::RequestCorrection);
    let request = |day| {
        let of = |id: &PaperId| {
            Amendment::PaperDays(PaperRef {
                received: day,
                ..bare(*id)
            })
        };
        form.iter().map(of).collect::<Vec<_>>()
    };
    let early = issued + Days::new(1);
    assert_eq!(amend(&mut game, Machine::Case, request(Some(early))), None);
    let asked = case(&game).corrections[0].clone();
    assert_eq!((asked.received, asked.late), (early, false));
    assert_eq!(amend(&mut game, Machine::Case, request(None)), None);
    let asked = case(&game).corrections[0].clone();
    assert_eq!((asked.received, asked.late), (issued + Days::new(9), true));
    assert_eq!(amend(&mut game, Machine::Case, request(Some(early))), None);
    // The letter itself was issued long before: late again, and the right ran from that day.
    let long_before = letters.iter().map(|id| {
        Amendment::PaperDays(PaperRef {
            dated: Some(issued - Days::new(14)),
            ..bare(*id)
        })
    });
    let long_before: Vec<_> = long_before.collect();
    assert_eq!(amend(&mut game, Machine::Case, long_before), None);
    let then = case(&game);
    assert_eq!(then.recommendations[0].issued, issued - Days::new(14));
    assert!(then.corrections[0].late);
    let track = game.file.case_track().unwrap();
    let mut terms = track.terms.iter();
    let right = terms.find(|t| t.term == Term::CorrectionRequest).unwrap();
    assert_eq!(right.start, issued - Days::new(14));
    // Without a date the day of the step stands for it.
    let undated = letters
        .iter()
        .map(|id| Amendment::PaperDays(bare(*id)))
        .collect();
    assert_eq!(amend(&mut game, Machine::Case, undated), None);
    assert_eq!(case(&game).recommendations[0].issued, issued);
    assert!(!case(&game).corrections[0].late);
}

/// The papers that a step of the case brought.
fn brought_by(game: &Game<'_>, action: A) -> Vec<PaperId> {
    let own = game.file.case_track().unwrap().id;
    let mut events = game.events.iter();
    let step = events.find(|e| e.track == own && e.action == action);
    step.unwrap().papers.clone()
}
