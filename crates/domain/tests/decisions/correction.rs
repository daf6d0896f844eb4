//! Correction of a recommendation (Perbawaslu 7/2022 art. 51-58).

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{CorrectionRuling, Details, Dispatch},
    file::{Capacity, Destination, Event, SubjectKind},
    ids::OfficeId,
    law::LawSet,
    numbers::NumberKind,
    people::Role,
    procedure::{
        Action as A, CorrectionResult, DestinationKind, Machine, Outcome, PaperKind, Stage as S,
        Term, TermKind,
    },
};
use netralitas_testkit::play::{Body, Game, Start, World, reach};

use crate::{always_refused, asked, code, give, stage, with};

fn monitored<'w>(world: &'w World, office: OfficeId, n: usize) -> Game<'w> {
    monitored_with(world, office, n, &[&[Outcome::OtherLaw]])
}

/// With these outcomes, in turn over the allegations; referrals go to the first destination.
pub(crate) fn monitored_with<'w>(
    world: &'w World,
    office: OfficeId,
    n: usize,
    of: &[&[Outcome]],
) -> Game<'w> {
    let mut game = decided_with(world, office, n, of);
    game.play(A::SendRecommendation);
    game
}

/// Before anything is sent.
fn decided_with<'w>(world: &'w World, office: OfficeId, n: usize, of: &[&[Outcome]]) -> Game<'w> {
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
    ] {
        game.play(action);
    }
    let allegations = &game.file.case().unwrap().allegations;
    let outcomes = allegations.iter().zip(of.iter().cycle());
    let outcomes = Details::Outcomes(outcomes.map(|(a, o)| (a.id, o.to_vec())).collect());
    give(
        &mut game,
        office,
        Role::Chair,
        A::DecideOutcomes,
        with(outcomes),
    )
    .unwrap();
    game
}

fn reviews(game: &Game<'_>) -> usize {
    game.file
        .tracks
        .iter()
        .filter(|t| t.review().is_some())
        .count()
}

fn dkpp() -> Destination {
    Destination {
        outcome: Outcome::OrganiserEthics,
        kind: DestinationKind::Dkpp,
        office: None,
        name: Some("DKPP".into()),
    }
}

/// A correction that states these outcomes, one entry per allegation in order; other kinds stay as they are.
fn corrected(game: &Game<'_>, of: &[&[Outcome]], destinations: Vec<Dispatch>) -> Details {
    let allegations = &game.file.case().unwrap().allegations;
    Details::CorrectionDecision(CorrectionRuling {
        request: None,
        result: CorrectionResult::Corrected,
        outcomes: allegations
            .iter()
            .zip(of)
            .map(|(a, o)| (a.id, o.to_vec()))
            .collect(),
        destinations,
    })
}

fn ruling(request: Option<i64>, result: CorrectionResult) -> Details {
    Details::CorrectionDecision(CorrectionRuling {
        request,
        result,
        outcomes: Vec::new(),
        destinations: Vec::new(),
    })
}

fn decide(game: &mut Game<'_>, office: OfficeId, details: Details) -> Vec<Event> {
    give(
        game,
        office,
        Role::Chair,
        A::DecideCorrection,
        with(details),
    )
    .unwrap()
}

/// Asks as the reporter or as the respondent, of this office or the one directly above, on the case's day.
fn ask(game: &mut Game<'_>, capacity: Capacity, office: Option<OfficeId>) -> Event {
    let handling = game.file.case().unwrap().handled_by;
    let details = with(Details::CorrectionRequest(office, None));
    let clerk = Role::IntakeOfficer;
    let mut command = asked(game, handling, clerk, A::RequestCorrection, details);
    let mut parties = game.file.case().unwrap().parties.iter();
    command.acting_party = parties.find(|p| p.capacity == capacity).map(|p| p.id);
    let actor = game.world.actor(handling, clerk);
    game.give(&actor, &command).unwrap().remove(0)
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
    always_refused(&of_regency, A::DecideCorrection, "national_view_given");
    of_regency.play(A::AskNationalView);
    // Asking is not enough: it decides after it got the view (art. 51(2)).
    always_refused(&of_regency, A::DecideCorrection, "national_view_given");
    of_regency.play(A::GiveNationalView);
    always_refused(&of_regency, A::GiveNationalView, "national_view_asked");
    assert!(crate::possible(&of_regency, A::DecideCorrection, |_| true));
    let mut of_province = monitored(&world, o.province, 1);
    of_province.play(A::RequestCorrection);
    assert!(crate::possible(&of_province, A::DecideCorrection, |_| true));
}

#[test]
fn a_correction_states_every_outcome_and_changes_ethics_and_other_law_only() {
    use Outcome::{Administrative, NotProven, OtherLaw};
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 2);
    game.play(A::RequestCorrection);
    let verdict = |of: &[&[Outcome]]| {
        let details = with(corrected(&game, of, Vec::new()));
        code(&game, o.national, Role::Chair, A::DecideCorrection, details)
    };
    for unfit in [
        &[] as &[&[Outcome]],
        &[&[OtherLaw]],
        &[&[OtherLaw], &[]],
        &[&[OtherLaw], &[Administrative]],
        &[&[OtherLaw], &[OtherLaw, NotProven]],
    ] {
        assert_eq!(verdict(unfit), Some("effects_complete"), "{unfit:?}");
    }
    assert_eq!(verdict(&[&[OtherLaw], &[NotProven]]), None);
    let mut upheld = ruling(None, CorrectionResult::Upheld);
    if let Details::CorrectionDecision(d) = &mut upheld {
        d.outcomes = vec![(game.file.case().unwrap().allegations[0].id, vec![OtherLaw])];
    }
    let upheld = code(
        &game,
        o.national,
        Role::Chair,
        A::DecideCorrection,
        with(upheld),
    );
    assert_eq!(
        upheld,
        Some("effects_complete"),
        "what is upheld changes nothing"
    );
}

#[test]
fn withdrawal_reaches_the_undecided_sanction_and_ends_the_case() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    game.play(A::RequestCorrection);
    game.play(A::AskNationalView);
    game.play(A::GiveNationalView);
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
    game.play(A::GiveNationalView);
    game.play_where(A::DecideCorrection, |_, events| events.len() > 1);
    assert_eq!(game.stage_of(Machine::Sanction), Some(S::Imposed));
    assert_eq!(stage(&game), S::Monitored);
}

#[test]
fn one_goes_on_and_one_is_withdrawn_under_a_new_number_of_the_office_that_examined() {
    use Outcome::{NotProven, OtherLaw};
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 2);
    game.play(A::RequestCorrection);
    let details = corrected(&game, &[&[OtherLaw], &[NotProven]], Vec::new());
    let events = decide(&mut game, o.national, details);
    let mut actions: Vec<A> = events.iter().skip(1).map(|e| e.action).collect();
    actions.sort_unstable();
    assert_eq!(actions, [A::GoOnAsCorrected, A::WithdrawByCorrection]);
    assert_eq!(stage(&game), S::Monitored);
    let track = game.file.case_track().unwrap();
    let numbers: Vec<_> = track
        .numbers
        .iter()
        .filter(|n| n.kind == NumberKind::RecommendOtherLaw)
        .map(|n| (n.office, n.superseded))
        .collect();
    assert_eq!(numbers, [(o.province, true), (o.national, false)]);
    let case = game.file.case().unwrap();
    let standing: Vec<_> = case
        .recommendations
        .iter()
        .map(|r| (r.office, r.superseded_by))
        .collect();
    assert_eq!(
        standing,
        [(o.province, Some(track.version)), (o.national, None)]
    );
    assert_eq!(case.allegations[1].outcomes, [NotProven]);
    let decision = case.corrections[0].decision.unwrap();
    assert_eq!(decision.result, CorrectionResult::Corrected);
    assert!(track.open_term(Term::CorrectionExamination).is_none());
    // What Bawaslu RI issued is corrected by nobody.
    always_refused(&game, A::RequestCorrection, "correction_possible");
    assert!(track.open_term(Term::CorrectionRequest).is_none());
    // The letter goes to the review that goes on, the minutes to none.
    let goes_on = events
        .iter()
        .find(|e| e.action == A::GoOnAsCorrected)
        .unwrap();
    let command = &game.script.steps.last().unwrap().command;
    let kinds: BTreeSet<_> = command
        .papers
        .iter()
        .filter(|p| goes_on.papers.contains(&p.id))
        .map(|p| p.kind)
        .collect();
    assert_eq!(kinds, BTreeSet::from([PaperKind::B17, PaperKind::B21]));
}

#[test]
fn what_is_newly_recommended_opens_and_what_was_not_is_left() {
    use Outcome::{NotProven, OrganiserEthics, OtherLaw};
    let world = World::new();
    let o = world.offices;
    let mut game = monitored_with(&world, o.province, 2, &[&[OtherLaw], &[NotProven]]);
    assert_eq!(reviews(&game), 1);
    game.play(A::RequestCorrection);
    let second = game.file.case().unwrap().respondents().nth(1).unwrap().id;
    let of: &[&[Outcome]] = &[&[OtherLaw], &[OtherLaw, OrganiserEthics]];
    let nowhere = with(corrected(&game, of, Vec::new()));
    let verdict = code(&game, o.national, Role::Chair, A::DecideCorrection, nowhere);
    assert_eq!(verdict, Some("destinations_complete"));
    let dkpp = Dispatch {
        respondent: second,
        destination: dkpp(),
    };
    let details = corrected(&game, of, vec![dkpp]);
    let events = decide(&mut game, o.national, details);
    let mut actions: Vec<A> = events.iter().skip(1).map(|e| e.action).collect();
    actions.sort_unstable();
    let mut expected = [A::OpenReview, A::OpenReferral, A::GoOnAsCorrected];
    expected.sort_unstable();
    assert_eq!(actions, expected);
    assert_eq!(reviews(&game), 2);
    let opened = game.file.tracks.iter().find(|t| {
        t.review()
            .is_some_and(|r| r.respondent == second && r.allegations.len() == 1)
    });
    assert!(opened.is_some(), "the allegation that is forwarded now");
    let kinds: BTreeSet<_> = events[0].numbers.iter().map(|n| n.kind).collect();
    let both = [NumberKind::RecommendEthics, NumberKind::RecommendOtherLaw];
    assert_eq!(kinds, BTreeSet::from(both));
}

#[test]
fn a_referral_is_withdrawn_or_goes_on_too() {
    use Outcome::{NotProven, OrganiserEthics};
    let world = World::new();
    let o = world.offices;
    for (of, action, stays) in [
        (NotProven, A::WithdrawReferral, false),
        (OrganiserEthics, A::ReferAsCorrected, true),
    ] {
        let mut game = monitored_with(&world, o.province, 2, &[&[OrganiserEthics]]);
        game.play(A::RequestCorrection);
        // The second respondent's is withdrawn each time.
        let details = corrected(&game, &[&[of], &[NotProven]], Vec::new());
        let events = decide(&mut game, o.national, details);
        assert_eq!(events[1].action, action);
        assert_eq!(stage(&game) == S::Monitored, stays);
    }
}

#[test]
fn a_correction_by_the_province_can_be_corrected_by_bawaslu_ri() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.regency, 2);
    game.play(A::RequestCorrection);
    game.play(A::AskNationalView);
    game.play(A::GiveNationalView);
    game.wait_days(6);
    let details = corrected(
        &game,
        &[&[Outcome::OtherLaw], &[Outcome::NotProven]],
        Vec::new(),
    );
    let events = decide(&mut game, o.province, details);
    let right = &events[0].opened[0];
    assert_eq!(right.term, Term::CorrectionRequest);
    assert_eq!(right.start, events[0].effective.day, "from its own issue");
    let request = ask(&mut game, Capacity::Reporter, None);
    assert_eq!(request.late, None);
    let case = game.file.case().unwrap();
    assert_eq!(case.corrections[1].office, o.national);
}

#[test]
fn both_parties_ask_and_each_request_is_decided() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.regency, 1);
    let first = ask(&mut game, Capacity::Reporter, None);
    let opened = &first.opened[0];
    assert_eq!(opened.term, Term::CorrectionExamination);
    game.wait_days(1);
    let second = ask(&mut game, Capacity::Respondent, Some(o.national));
    assert!(second.opened.is_empty(), "the term runs for the first");
    game.wait_days(1);
    let third = ask(&mut game, Capacity::Respondent, None);
    assert_eq!((first.late, second.late, third.late), (None, None, None));
    let by: Vec<_> = game.file.case().unwrap().corrections.iter().collect();
    assert_eq!(by.len(), 3);
    assert_ne!(by[0].asked_by, by[1].asked_by);
    // Bawaslu RI has one and need not name it; the province has two.
    let decided = decide(
        &mut game,
        o.national,
        ruling(None, CorrectionResult::Upheld),
    );
    assert_eq!((decided[0].to, decided.len()), (S::UnderCorrection, 1));
    assert!(decided[0].closed.is_empty() && decided[0].opened.is_empty());
    game.play(A::AskNationalView);
    game.play(A::GiveNationalView);
    let unnamed = with(ruling(None, CorrectionResult::Upheld));
    let verdict = code(&game, o.province, Role::Chair, A::DecideCorrection, unnamed);
    assert_eq!(verdict, Some("request_named"));
    let other = with(ruling(Some(second.seq), CorrectionResult::Upheld));
    let verdict = code(&game, o.province, Role::Chair, A::DecideCorrection, other);
    assert_eq!(
        verdict,
        Some("request_named"),
        "that of another office, and decided"
    );
    let details = ruling(Some(first.seq), CorrectionResult::Upheld);
    let decided = decide(&mut game, o.province, details);
    assert_eq!(decided[0].to, S::UnderCorrection);
    let next = &decided[0].opened[0];
    assert_eq!(next.term, Term::CorrectionExamination);
    assert_eq!(next.start, third.effective.day, "from its own receipt");
    let details = ruling(Some(third.seq), CorrectionResult::Upheld);
    let decided = decide(&mut game, o.province, details);
    assert_eq!(decided[0].to, S::Monitored);
    let track = game.file.case_track().unwrap();
    assert!(track.open_term(Term::CorrectionExamination).is_none());
}

#[test]
fn a_late_request_is_taken_in_and_judged() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 1);
    let mut in_time = game.clone();
    assert_eq!(ask(&mut in_time, Capacity::Reporter, None).late, None);
    let late = with(ruling(None, CorrectionResult::Late));
    let verdict = code(&in_time, o.national, Role::Chair, A::DecideCorrection, late);
    assert_eq!(verdict, Some("correction_result_holds"));
    game.wait_days(10);
    let request = ask(&mut game, Capacity::Reporter, None);
    assert_eq!(request.late, Some(Term::CorrectionRequest));
    assert!(game.file.case().unwrap().corrections[0].late);
    // The office may still examine it.
    let upheld = with(ruling(None, CorrectionResult::Upheld));
    let verdict = code(&game, o.national, Role::Chair, A::DecideCorrection, upheld);
    assert_eq!(verdict, None);
    let events = decide(&mut game, o.national, ruling(None, CorrectionResult::Late));
    assert_eq!(events.len(), 1);
    assert_eq!(stage(&game), S::Monitored);
    let case = game.file.case().unwrap();
    let decision = case.corrections[0].decision.unwrap();
    assert_eq!(decision.result, CorrectionResult::Late);
    assert!(
        case.recommendations
            .iter()
            .all(|r| r.superseded_by.is_none())
    );
}

#[test]
fn not_accepting_on_another_ground_needs_a_reason() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 1);
    ask(&mut game, Capacity::Reporter, None);
    let body = with(ruling(None, CorrectionResult::Inadmissible));
    let silent = Body {
        text: false,
        ..body.clone()
    };
    let verdict = |body| code(&game, o.national, Role::Chair, A::DecideCorrection, body);
    assert_eq!(verdict(silent), Some("correction_result_holds"));
    assert_eq!(verdict(body), None);
}

/// A right that passed unused is late for nobody.
#[test]
fn the_right_to_ask_stands_in_no_list_of_what_is_due() {
    let world = World::new();
    let mut game = monitored(&world, world.offices.province, 1);
    let track = game.file.case_track().unwrap();
    assert!(track.open_term(Term::CorrectionRequest).is_some());
    assert_eq!(track.next_due(), None);
    ask(&mut game, Capacity::Reporter, None);
    let track = game.file.case_track().unwrap();
    assert!(
        track.open_term(Term::CorrectionRequest).is_some(),
        "for the other party"
    );
    let examination = track.open_term(Term::CorrectionExamination).unwrap();
    assert_eq!(track.next_due(), Some(examination.due_at));
    for (term, right) in [
        (Term::CorrectionRequest, true),
        (Term::Objection, true),
        (Term::Appeal, true),
        (Term::CorrectionExamination, false),
        (Term::AgencyFollowUp, false),
    ] {
        assert_eq!(term.kind() == TermKind::Right, right, "{term:?}");
    }
}

#[test]
fn a_case_whose_last_review_ends_during_the_correction_ends_with_it() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 1);
    game.play(A::RequestCorrection);
    game.play(A::CancelReview);
    assert_eq!(stage(&game), S::UnderCorrection);
    decide(
        &mut game,
        o.national,
        ruling(None, CorrectionResult::Upheld),
    );
    assert_eq!(stage(&game), S::CaseClosed);
}

/// What is issued by the step that ends the case leaves no right open on it.
#[test]
fn a_correction_that_ends_the_case_leaves_no_term_open() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.regency, 2);
    game.play(A::RequestCorrection);
    game.play(A::AskNationalView);
    game.play(A::GiveNationalView);
    game.play(A::CancelReview);
    // What the cancelled review was about stays recommended, the other is withdrawn.
    let cancelled = |t: &&netralitas_domain::file::Track| t.stage.is_final();
    let ended = game.file.tracks.iter().find(cancelled).unwrap();
    let stays = ended.review().unwrap().respondent;
    let allegations = &game.file.case().unwrap().allegations;
    let of = |place: usize| -> &[Outcome] {
        if allegations[place].respondent == stays {
            &[Outcome::OtherLaw]
        } else {
            &[Outcome::NotProven]
        }
    };
    let details = corrected(&game, &[of(0), of(1)], Vec::new());
    decide(&mut game, o.province, details);
    assert_eq!(stage(&game), S::CaseClosed);
    let track = game.file.case_track().unwrap();
    assert!(
        track.terms.iter().all(|t| !t.is_open()),
        "{:?}",
        track.terms
    );
}

/// Art. 51(3) a names the recommendations of art. 44(1) alone: those to DKPP.
#[test]
fn ethics_is_corrected_only_where_it_went_to_dkpp() {
    use Outcome::{NotProven, OrganiserEthics, OtherLaw};
    let world = World::new();
    let o = world.offices;
    let sent = |outcomes: &[&[Outcome]], kinds: &[DestinationKind]| {
        let mut game = decided_with(&world, o.regency, kinds.len(), outcomes);
        let respondents = game.file.case().unwrap().respondents();
        let list = respondents.zip(kinds).map(|(party, kind)| Dispatch {
            respondent: party.id,
            destination: Destination {
                kind: *kind,
                ..dkpp()
            },
        });
        let details = with(Details::Forwarding(list.collect()));
        let events = give(
            &mut game,
            o.regency,
            Role::Chair,
            A::SendRecommendation,
            details,
        );
        let opened: Vec<_> = events.unwrap()[0].opened.iter().map(|t| t.term).collect();
        (game, opened)
    };
    let ethics: &[&[Outcome]] = &[&[OrganiserEthics]];
    use DestinationKind::{BawasluRegency, Dkpp, KpuRegency};
    for kind in [KpuRegency, BawasluRegency] {
        let (game, opened) = sent(ethics, &[kind]);
        assert!(opened.is_empty(), "{kind:?}");
        always_refused(&game, A::RequestCorrection, "correction_possible");
    }
    let (_, opened) = sent(ethics, &[Dkpp]);
    assert_eq!(opened, [Term::CorrectionRequest]);
    // One letter, two respondents: what went to the KPU stays as it is.
    let (mut game, opened) = sent(ethics, &[Dkpp, KpuRegency]);
    assert_eq!(opened, [Term::CorrectionRequest]);
    ask(&mut game, Capacity::Reporter, Some(o.national));
    let verdict = |of: &[&[Outcome]]| {
        let details = with(corrected(&game, of, Vec::new()));
        code(&game, o.national, Role::Chair, A::DecideCorrection, details)
    };
    assert_eq!(
        verdict(&[&[OrganiserEthics], &[NotProven]]),
        Some("effects_complete")
    );
    assert_eq!(verdict(&[&[NotProven], &[OrganiserEthics]]), None);
    // With another law beside it that one alone is asked about.
    let (mut game, opened) = sent(&[&[OrganiserEthics, OtherLaw]], &[KpuRegency]);
    assert_eq!(opened, [Term::CorrectionRequest]);
    ask(&mut game, Capacity::Reporter, None);
    let request = &game.file.case().unwrap().corrections[0];
    assert_eq!(request.outcomes, [OtherLaw]);
}

#[test]
fn a_correction_changes_something() {
    use Outcome::{NotProven, OtherLaw};
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.province, 2);
    game.play(A::RequestCorrection);
    let verdict = |of: &[&[Outcome]]| {
        let details = with(corrected(&game, of, Vec::new()));
        code(&game, o.national, Role::Chair, A::DecideCorrection, details)
    };
    let same: &[&[Outcome]] = &[&[OtherLaw], &[OtherLaw]];
    assert_eq!(verdict(same), Some("effects_complete"));
    assert_eq!(verdict(&[&[OtherLaw], &[NotProven]]), None);
}

#[test]
fn a_party_does_not_ask_the_same_twice_while_it_waits() {
    let world = World::new();
    let o = world.offices;
    let mut game = monitored(&world, o.regency, 1);
    ask(&mut game, Capacity::Reporter, None);
    let again = |game: &Game<'_>, capacity, office| {
        let details = with(Details::CorrectionRequest(office, None));
        let clerk = Role::IntakeOfficer;
        let mut command = asked(game, o.regency, clerk, A::RequestCorrection, details);
        let mut parties = game.file.case().unwrap().parties.iter();
        command.acting_party = parties.find(|p| p.capacity == capacity).map(|p| p.id);
        crate::verdict(game, o.regency, clerk, &command)
    };
    let refused = Some("request_new");
    assert_eq!(again(&game, Capacity::Reporter, None), refused);
    assert_eq!(again(&game, Capacity::Reporter, Some(o.province)), refused);
    assert_eq!(again(&game, Capacity::Reporter, Some(o.national)), None);
    assert_eq!(again(&game, Capacity::Respondent, None), None);
    game.play(A::AskNationalView);
    game.play(A::GiveNationalView);
    decide(
        &mut game,
        o.province,
        ruling(None, CorrectionResult::Upheld),
    );
    assert_eq!(again(&game, Capacity::Reporter, None), None, "decided");
    // Where everybody has asked everything of everyone nobody can ask.
    for office in [o.province, o.national] {
        ask(&mut game, Capacity::Reporter, Some(office));
        ask(&mut game, Capacity::Respondent, Some(office));
    }
    always_refused(&game, A::RequestCorrection, "request_new");
}
