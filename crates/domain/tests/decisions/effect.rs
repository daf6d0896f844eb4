//! When a decision takes effect and how long its measures then run; kinds named in words; how the authority
//! judges what the agency decided.

use chrono::{Days, Months, NaiveDate};
use netralitas_domain::{
    acts::Details,
    file::Measure,
    law::LawSet,
    people::Role,
    procedure::{
        Action as A, Deviation, FollowUpJudgement as J, Machine, RemedyResult, Stage as S, Term,
    },
};
use netralitas_testkit::play::{Game, Ids, World, reach, text};

use crate::{always_refused, asked, codes, due, possible, verdict, with};

fn measures(game: &Game<'_>) -> Vec<Measure> {
    let track = game.track_of(Machine::Sanction).unwrap();
    track.sanction().unwrap().measures.clone()
}

fn year_from(first: NaiveDate) -> Option<NaiveDate> {
    Some(first + Months::new(12) - Days::new(1))
}

#[test]
fn a_measure_runs_its_full_time_from_the_day_it_takes_effect() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
    let planned = measures(&game)[0].clone();
    let effect: NaiveDate = due(&game, Machine::Sanction, Term::TakesEffect)
        .parse()
        .unwrap();
    assert!(
        planned.from.unwrap() < effect,
        "planned before it can take effect"
    );
    // Recorded late: the law's day counts, not the day of the recording.
    game.wait_days(40).play(A::TakeEffect);
    let now = measures(&game)[0].clone();
    assert_eq!(
        (now.from, now.to),
        (planned.from, planned.to),
        "the plan stays readable"
    );
    assert_eq!(
        (now.runs_from, now.runs_to),
        (Some(effect), year_from(effect))
    );
    // Its time is up when it has run, not when it was planned to end.
    game.on(planned.to.unwrap());
    always_refused(&game, A::RecordServed, "measures_ended");
    game.on(now.runs_to.unwrap());
    assert!(possible(&game, A::RecordServed, |_| true));
}

#[test]
fn an_objection_moves_the_days_and_shortens_nothing() {
    let world = World::new();
    for result in [RemedyResult::Upheld, RemedyResult::Changed] {
        let (mut game, _) = reach(&world, LawSet::Pp94, S::UnderObjection).unwrap();
        game.wait_days(60);
        game.play_with(A::DecideObjection, |d| {
            matches!(d, Details::Remedy(r, m) if *r == result && m.is_empty() == (result == RemedyResult::Upheld))
        });
        let decided = game.script.steps.last().unwrap().command.effective.day;
        let now = measures(&game)[0].clone();
        assert_eq!(now.runs_from, Some(decided), "{result:?}");
        assert!(now.runs_to >= year_from(decided), "{result:?} {now:?}");
    }
}

#[test]
fn a_day_that_the_decision_set_later_stands() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let later = game.script.steps.last().unwrap().command.effective.day + Months::new(3);
    let one = Measure {
        regime: "pp94_transition".into(),
        kind: "delay_periodic_raise_1y".into(),
        from: Some(later),
        to: year_from(later),
        ..Measure::default()
    };
    let body = with(Details::Imposition(vec![one], None));
    let agency = world.offices.agency;
    crate::give(&mut game, agency, Role::PersonnelOfficer, A::Impose, body).unwrap();
    game.play(A::Deliver);
    game.wait_days(40).play(A::TakeEffect);
    let now = measures(&game)[0].clone();
    assert_eq!(
        (now.runs_from, now.runs_to),
        (Some(later), year_from(later))
    );
}

#[test]
fn a_kind_of_the_agencys_own_is_named_in_words() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pppk, S::Proposed).unwrap();
    let agency = world.offices.agency;
    let ask = |named: bool, reason: bool, kind: &str| {
        let mut one = Measure {
            regime: "pppk".into(),
            kind: kind.into(),
            ..Measure::default()
        };
        let bare = with(Details::Imposition(vec![one.clone()], None));
        let mut command = asked(&game, agency, Role::PersonnelOfficer, A::Impose, bare);
        let words = text(&mut Ids::from(77));
        if !reason {
            command.texts.clear();
        }
        if named {
            one.in_words = Some(words.id);
            command.texts.push(words);
            command.details = Details::Imposition(vec![one], None);
        }
        verdict(&game, agency, Role::PersonnelOfficer, &command)
    };
    let plain = "agency_sedang";
    assert_eq!(ask(false, true, plain), Some("kind_not_named"));
    assert_eq!(ask(true, false, plain), None);
    // The words of a kind are no reason for a deviation.
    let lighter = "agency_ringan";
    assert_eq!(ask(true, false, lighter), Some("deviation_explained"));
    assert_eq!(ask(true, true, lighter), None);
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    assert!(!codes(&game, A::Impose, |_| true).contains("kind_not_named"));
}

#[test]
fn the_judgement_agrees_with_what_the_agency_decided() {
    let world = World::new();
    let judgements = |game: &Game<'_>| {
        let fits = |j| {
            possible(game, A::AcceptFollowUp, |c| {
                c.details == Details::Judgement(j)
            })
        };
        J::ALL
            .iter()
            .copied()
            .filter(|j| fits(*j))
            .collect::<Vec<_>>()
    };
    // Imposed as recommended.
    let (game, _) = reach(&world, LawSet::Bkn, S::FollowUpReported).unwrap();
    assert_eq!(judgements(&game), [J::Accepted]);
    assert!(codes(&game, A::AcceptFollowUp, |_| true).contains("judgement_fits"));
    // Imposed otherwise.
    let (mut game, _) = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap();
    game.play(A::RecordExamination);
    game.play_with(A::Impose, |d| {
        matches!(d, Details::Imposition(_, Some(Deviation::Lighter)))
    });
    game.play(A::ReportFollowUp);
    assert_eq!(judgements(&game), [J::AcceptedDeviating]);
    // Not imposed.
    let (mut game, _) = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap();
    game.play(A::RecordExamination);
    game.play(A::DeclineToImpose);
    game.play(A::ReportFollowUp);
    assert_eq!(judgements(&game), [J::NothingProven]);
    // Imposed and annulled.
    let (mut game, _) = reach(&world, LawSet::Bkn, S::FollowUpReported).unwrap();
    game.play(A::Deliver);
    game.play(A::FileObjection);
    game.play_to(A::DecideObjection, S::SanctionAnnulled);
    assert_eq!(judgements(&game), [J::NothingProven]);
}
