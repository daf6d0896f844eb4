//! The agency's decision, its delivery, objection, appeal, effect, service.

use netralitas_domain::{
    acts::Details,
    file::Measure,
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Deviation, Machine, Mark, RemedyResult, Stage as S, Term},
};
use netralitas_testkit::play::{Body, Game, Ids, Start, World, day, reach};

use crate::{always_refused, asked, code, codes, possible, verdict, with};

fn measure(regime: &str, kind: &str) -> Measure {
    Measure {
        regime: regime.into(),
        kind: kind.into(),
        in_words: (regime == "pppk").then(|| Ids::from(77).id()),
        from: Some(day("2024-04-05")),
        // Twelve months, as the kinds with a time last that are used here.
        to: Some(day("2025-04-04")),
        ..Measure::default()
    }
}

fn impose(measures: &[(&str, &str)], said: impl Into<Option<Deviation>>) -> Body {
    let all = measures.iter().map(|(r, k)| measure(r, k)).collect();
    with(Details::Imposition(all, said.into()))
}

fn ask(game: &Game<'_>, body: Body) -> Option<&'static str> {
    code(
        game,
        game.world.offices.agency,
        Role::PersonnelOfficer,
        A::Impose,
        body,
    )
}

#[test]
fn a_sanction_takes_its_kind_from_the_regime_of_the_act() {
    let world = World::new();
    // The kind alone is asked here; what differs from the recommendation is explained.
    let explained = None::<Deviation>;
    let rows = [
        (
            LawSet::Pp53,
            ("pp53", "delay_periodic_raise_1y"),
            ("pp94", "lower_post_12m"),
        ),
        (
            LawSet::Pp94,
            ("pp94", "lower_post_12m"),
            ("pp53", "release_from_post"),
        ),
        (
            LawSet::Pp94,
            ("pp94_transition", "delay_periodic_raise_1y"),
            ("pppk", "agency_sedang"),
        ),
        (
            LawSet::Pppk,
            ("pppk", "agency_sedang"),
            ("pp94", "lower_post_12m"),
        ),
    ];
    for (law, fits, not) in rows {
        let (game, _) = reach(&world, law, S::Proposed).unwrap();
        assert_eq!(ask(&game, impose(&[fits], explained)), None, "{law:?}");
        assert_eq!(
            ask(&game, impose(&[not], explained)),
            Some("kind_in_catalogue"),
            "{law:?}"
        );
        assert_eq!(
            ask(&game, impose(&[], explained)),
            Some("kind_in_catalogue")
        );
        // A moral sanction may stand beside a discipline one (PP 42/2004 art. 16).
        let both = impose(&[fits, ("pp42", "open_statement")], explained);
        assert_eq!(ask(&game, both), None);
        assert!(codes(&game, A::Impose, |_| true).contains("kind_in_catalogue"));
    }
}

#[test]
fn a_deviation_is_explained() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let kind = [("pp94_transition", "delay_periodic_raise_1y")];
    let bare = |deviation| Body {
        text: false,
        ..impose(&kind, deviation)
    };
    assert_eq!(ask(&game, bare(Some(Deviation::AsRecommended))), None);
    assert_eq!(ask(&game, bare(None)), None);
    // Whatever else is said of a kind of the recommended level does not agree with it.
    assert_eq!(
        ask(&game, impose(&kind, Deviation::Lighter)),
        Some("deviation_explained")
    );
    let light = [("pp94", "verbal_reprimand")];
    let bare_light = Body {
        text: false,
        ..impose(&light, None)
    };
    assert_eq!(ask(&game, bare_light), Some("deviation_explained"));
    assert_eq!(ask(&game, impose(&light, None)), None);
    assert_eq!(ask(&game, impose(&light, Deviation::Lighter)), None);
    // What is not the recommended level is no "as recommended", whatever is said.
    let other = impose(&[("pp94", "verbal_reprimand")], Deviation::AsRecommended);
    assert_eq!(ask(&game, other), Some("deviation_explained"));
}

#[test]
fn a_measure_lasts_its_time() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let lasting = |to: Option<&str>| {
        let one = Measure {
            to: to.map(day),
            ..measure("pp94_transition", "delay_periodic_raise_1y")
        };
        with(Details::Imposition(vec![one], None))
    };
    assert_eq!(ask(&game, lasting(None)), Some("kind_in_catalogue"));
    // Neither shorter nor longer is refused; both demand a reason.
    for (to, alone) in [
        ("2025-04-03", Some("deviation_explained")),
        ("2025-04-04", None),
        ("2025-04-05", Some("deviation_explained")),
    ] {
        assert_eq!(ask(&game, lasting(Some(to))), None, "{to}");
        let bare = Body {
            text: false,
            ..lasting(Some(to))
        };
        assert_eq!(ask(&game, bare), alone, "{to}");
    }
}

#[test]
fn two_summons_and_then_a_proposal_without_hearing() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::AgencyExamination).unwrap();
    always_refused(&game, A::ProposeWithoutHearing, "summoned_twice");
    game.play(A::Summon);
    always_refused(&game, A::Summon, "summons_left");
    game.play(A::ProposeWithoutHearing);
    let sanction = game.track_of(Machine::Sanction).unwrap();
    assert_eq!(sanction.stage, S::Proposed);
    assert!(sanction.terms.iter().all(|t| !t.is_open()));
}

/// PP 94/2021 art. 26(1): the superior calls and examines. A moral sanction is no discipline; of an agency that does not
/// use the installation its decree alone is known; the texts of the other regimes were not seen.
#[test]
fn no_sanction_of_discipline_without_an_examination() {
    let discipline = |d: &Details| matches!(d, Details::Imposition(m, _) if m.iter().all(|m| m.regime != "pp42"));
    let moral = |d: &Details| matches!(d, Details::Imposition(m, _) if !m.is_empty() && m.iter().all(|m| m.regime == "pp42"));
    let world = World::new();
    let absent = World::where_absent(|o| o.kind == OfficeType::Agency);
    for (world, law, stage, free) in [
        (&world, LawSet::Pp94, S::RecommendationReceived, false),
        (&world, LawSet::Pp94, S::AgencyExamination, false),
        (&world, LawSet::Pp94, S::Proposed, true),
        (&world, LawSet::Pp53, S::RecommendationReceived, true),
        (&absent, LawSet::Pp94, S::RecommendationReceived, true),
    ] {
        let (game, _) = reach(world, law, stage).unwrap();
        assert_eq!(
            possible(&game, A::Impose, |c| discipline(&c.details)),
            free,
            "{law:?} {stage:?}"
        );
        assert!(
            possible(&game, A::Impose, |c| moral(&c.details)),
            "{law:?} {stage:?}"
        );
        if free {
            let mut game = game;
            let events = game.play_with(A::Impose, discipline);
            let marked = events[0].marks.contains(&Mark::NotExamined);
            assert_eq!(marked, stage != S::Proposed, "{law:?} {stage:?}");
            let track = game.track_of(Machine::Sanction).unwrap();
            assert_eq!(track.sanction().unwrap().without_examination, marked);
        } else {
            always_refused(&game, A::DeclineToImpose, "examined");
            assert!(codes(&game, A::Impose, |c| discipline(&c.details)).contains("examined"));
        }
    }
}

#[test]
fn against_a_dismissal_appeal_is_open_and_objection_is_not() {
    let world = World::new();
    let dismissal = |d: &Details| matches!(d, Details::Imposition(m, _) if m.iter().any(|m| m.kind.starts_with("dismissal")));
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let mut dismissed = game.clone();
    dismissed.play_with(A::Impose, dismissal);
    assert!(
        dismissed
            .track_of(Machine::Sanction)
            .unwrap()
            .sanction()
            .unwrap()
            .dismissal
    );
    dismissed.play(A::Deliver);
    always_refused(&dismissed, A::FileObjection, "not_a_dismissal");
    dismissed.play(A::FileAppeal);
    let mut punished = game;
    punished.play(A::Impose);
    punished.play(A::Deliver);
    always_refused(&punished, A::FileAppeal, "is_a_dismissal");
    punished.play(A::FileObjection);
    assert_eq!(
        punished.stage_of(Machine::Sanction),
        Some(S::UnderObjection)
    );
}

#[test]
fn a_remedy_confirms_changes_or_annuls() {
    let world = World::new();
    let agency = world.offices.agency;
    let (game, _) = reach(&world, LawSet::Pp94, S::UnderObjection).unwrap();
    let new = vec![measure("pp94", "written_reprimand")];
    let unfit = Some("remedy_measures_fit");
    for (result, measures, refused) in [
        (RemedyResult::Upheld, vec![], None),
        (RemedyResult::Changed, new.clone(), None),
        (RemedyResult::Annulled, vec![], None),
        (RemedyResult::Changed, vec![], unfit),
        (
            RemedyResult::Changed,
            vec![measure("pp94", "imagined")],
            unfit,
        ),
        (RemedyResult::Upheld, new.clone(), unfit),
        (RemedyResult::Annulled, new.clone(), unfit),
    ] {
        let mut game = game.clone();
        let body = with(Details::Remedy(result, measures.clone()));
        assert_eq!(
            code(
                &game,
                agency,
                Role::PersonnelOfficer,
                A::DecideObjection,
                body.clone()
            ),
            refused
        );
        if refused.is_some() {
            continue;
        }
        crate::give(
            &mut game,
            agency,
            Role::PersonnelOfficer,
            A::DecideObjection,
            body,
        )
        .unwrap();
        let stage = if result == RemedyResult::Annulled {
            S::SanctionAnnulled
        } else {
            S::InForce
        };
        let track = game
            .file
            .tracks
            .iter()
            .rfind(|t| t.sanction().is_some())
            .unwrap();
        assert_eq!(track.stage, stage);
        let facts = track.sanction().unwrap();
        assert_eq!(facts.pleas[0].result, result);
        let kinds = |all: &[Measure]| all.iter().map(|m| m.kind.clone()).collect::<Vec<_>>();
        let replaced = !new.is_empty() && kinds(&facts.measures) == kinds(&new);
        assert_eq!(replaced, result == RemedyResult::Changed);
    }
}

#[test]
fn a_remedy_that_deviates_is_explained() {
    let world = World::new();
    let agency = world.offices.agency;
    let (game, _) = reach(&world, LawSet::Pp94, S::UnderObjection).unwrap();
    let ask = |result, measures: Vec<Measure>, text| {
        let body = Body {
            text,
            ..with(Details::Remedy(result, measures))
        };
        let role = Role::PersonnelOfficer;
        code(&game, agency, role, A::DecideObjection, body)
    };
    let lighter = || vec![measure("pp94", "written_reprimand")];
    let as_recommended = vec![measure("pp94_transition", "delay_periodic_raise_1y")];
    let changed = RemedyResult::Changed;
    assert_eq!(ask(changed, lighter(), false), Some("deviation_explained"));
    assert_eq!(ask(changed, lighter(), true), None);
    assert_eq!(ask(changed, as_recommended, false), None);
    assert_eq!(ask(RemedyResult::Upheld, vec![], false), None);
    assert_eq!(ask(RemedyResult::Annulled, vec![], false), None);
}

#[test]
fn an_appeal_that_changes_a_dismissal_leaves_none() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::UnderAppeal).unwrap();
    game.play(A::AnswerAppeal);
    game.play_with(A::DecideAppeal, |d| {
        matches!(d, Details::Remedy(RemedyResult::Changed, _))
    });
    let facts = game
        .track_of(Machine::Sanction)
        .unwrap()
        .sanction()
        .unwrap();
    assert!(!facts.dismissal);
    assert_eq!(game.stage_of(Machine::Sanction), Some(S::InForce));
}

#[test]
fn only_the_person_of_the_track_may_object() {
    let world = World::new();
    let pns = netralitas_domain::file::SubjectKind::Pns;
    let start = Start::report(&world, LawSet::Pemilu2022).about(&[pns, pns]);
    let mut game = Game::start(&world, &start);
    game.play_with(A::CompleteInitialStudy, crate::forwarding::other_law_alone);
    for action in [
        A::ForwardUnregistered,
        A::TakeIn,
        A::BeginExamination,
        A::FindProven,
        A::IssueRecommendation,
        A::RecordReceipt,
        A::RecordExamination,
        A::Impose,
        A::Deliver,
    ] {
        game.play(action);
    }
    let sanction = game
        .track_of(Machine::Sanction)
        .unwrap()
        .sanction()
        .unwrap()
        .clone();
    let parties = game.file.case().unwrap().parties.clone();
    let other = parties
        .iter()
        .find(|p| p.id != sanction.respondent && p.subject == pns)
        .unwrap();
    let unit = Role::PersonnelUnit;
    let mut command = asked(
        &game,
        sanction.agency,
        unit,
        A::FileObjection,
        with(Details::None),
    );
    assert_eq!(verdict(&game, sanction.agency, unit, &command), None);
    command.acting_party = Some(other.id);
    assert_eq!(
        verdict(&game, sanction.agency, unit, &command),
        Some("party_unfit")
    );
    command.acting_party = None;
    let actor = world.actor(sanction.agency, unit);
    let events = game.give(&actor, &command).unwrap();
    assert_eq!(events[0].acting.party, Some(sanction.respondent));
}

#[test]
fn a_decision_takes_effect_on_the_fifteenth_working_day_and_a_moral_one_at_once() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let mut moral = game.clone();
    game.on(day("2024-04-05")).play(A::Impose);
    game.play(A::Deliver);
    game.on(day("2024-05-06"));
    always_refused(&game, A::TakeEffect, "effect_day_reached");
    game.on(day("2024-05-07")).play(A::TakeEffect);
    assert_eq!(game.stage_of(Machine::Sanction), Some(S::InForce));
    moral.play_with(
        A::Impose,
        |d| matches!(d, Details::Imposition(m, _) if m.iter().all(|m| m.regime == "pp42")),
    );
    moral.play(A::Deliver);
    assert!(possible(&moral, A::TakeEffect, |_| true));
}

#[test]
fn a_sanction_is_served_when_its_time_has_run() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::InForce).unwrap();
    always_refused(&game, A::RecordServed, "measures_ended");
    game.wait_days(400).play(A::RecordServed);
    let track = game
        .file
        .tracks
        .iter()
        .find(|t| t.stage == S::Served)
        .unwrap();
    assert!(track.open_term(Term::Objection).is_none());
}

/// A dismissal that nobody appealed takes effect, and no remedy's clock runs on.
#[test]
fn with_the_effect_the_terms_of_the_remedies_end() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    for dismissal in [false, true] {
        let mut game = game.clone();
        game.play_with(A::Impose, |d| {
            matches!(d, Details::Imposition(m, _)
                if m.iter().any(|m| m.kind.starts_with("dismissal")) == dismissal)
        });
        game.play(A::Deliver);
        game.wait_days(60).play(A::TakeEffect);
        let sanction = game.track_of(Machine::Sanction).unwrap();
        assert!(sanction.next_due().is_none(), "{:?}", sanction.terms);
    }
}

/// PP 42/2004 has no term of service, of effect or for an objection; those of discipline run beside it.
#[test]
fn a_moral_sanction_alone_opens_no_term_of_discipline() {
    let world = World::new();
    let agency = world.offices.agency;
    let moral = ("pp42", "open_statement");
    let both = [("pp94_transition", "delay_periodic_raise_1y"), moral];
    for (measures, imposed, delivered) in [
        (&[moral] as &[_], &[] as &[Term], &[] as &[Term]),
        (
            &both,
            &[Term::ServeDecree],
            &[Term::TakesEffect, Term::Objection],
        ),
    ] {
        let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
        let body = impose(measures, None);
        let role = Role::PersonnelOfficer;
        let opened = |event: &netralitas_domain::file::Event| {
            event.opened.iter().map(|t| t.term).collect::<Vec<_>>()
        };
        let events = crate::give(&mut game, agency, role, A::Impose, body).unwrap();
        assert_eq!(opened(&events[0]), imposed, "{measures:?}");
        let events = game.play(A::Deliver);
        assert_eq!(opened(&events[0]), delivered, "{measures:?}");
    }
}

/// One code for the guard, and for each fault its own code and place, all at once.
#[test]
fn each_fault_of_a_measure_has_its_own_code_and_place() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let today = netralitas_testkit::play::now_in(&game.file, &world, game.now).day;
    let timed = |from: Option<chrono::NaiveDate>, to| Measure {
        from,
        to,
        ..measure("pp94", "lower_post_12m")
    };
    let day_after = today + chrono::Days::new(1);
    let all = vec![
        measure("pp94", "no_such_kind"),
        measure("pppk", "agency_sedang"),
        timed(None, None),
        timed(Some(day_after), Some(today)),
        timed(Some(day_after), Some(day_after)),
        Measure {
            from: Some(today - chrono::Days::new(1)),
            to: None,
            ..measure("pp94", "verbal_reprimand")
        },
        // An interim release begins before the decision; that is what it is for.
        Measure {
            from: Some(today - chrono::Days::new(1)),
            to: None,
            ..measure("pp94", "interim_release")
        },
        timed(Some(today), Some(today + chrono::Months::new(12))),
    ];
    let body = with(Details::Imposition(all, None));
    let o = world.offices;
    let command = asked(&game, o.agency, Role::PersonnelOfficer, A::Impose, body);
    let actor = world.actor(o.agency, Role::PersonnelOfficer);
    let refusal =
        netralitas_domain::acts::decide(&game.file, &command, &actor, game.now, world.rules())
            .unwrap_err();
    assert_eq!(refusal.code(), "kind_in_catalogue");
    let fields: Vec<_> = refusal
        .fields()
        .into_iter()
        .map(|(at, code, _)| (at.into_owned(), code))
        .collect();
    // One sanction of discipline, whatever else is wrong with the others.
    let (second, fields): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .partition(|(_, code)| *code == "several_discipline");
    let second: Vec<_> = second.iter().map(|(at, _)| at.as_str()).collect();
    let places = [2, 3, 4, 5, 7].map(|i| format!("/details/measures/{i}/kind"));
    assert_eq!(second, places);
    let expected = [
        ("0/kind", "kind_not_in_regime"),
        ("1/regime", "regime_not_of_the_act"),
        ("2/from", "day_missing"),
        ("2/to", "day_missing"),
        ("3/to", "ends_before_it_begins"),
        ("5/from", "before_the_decision"),
    ]
    .map(|(at, code)| (format!("/details/measures/{at}"), code));
    assert_eq!(fields, expected);
}

/// A late objection is taken in, marked, and judged by whom the law names; not admitted, the decision stands.
#[test]
fn a_late_objection_is_judged_not_admissible_and_the_decision_stands() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
    let events = game.wait_days(60).play(A::FileObjection);
    assert_eq!(events[0].late, Some(Term::Objection));
    let kinds = |game: &Game<'_>| {
        let track = game.track_of(Machine::Sanction).unwrap();
        let measures = &track.sanction().unwrap().measures;
        measures.iter().map(|m| m.kind.clone()).collect::<Vec<_>>()
    };
    let before = kinds(&game);
    game.play_with(
        A::DecideObjection,
        |d| matches!(d, Details::Remedy(RemedyResult::NotAdmissible, m) if m.is_empty()),
    );
    let track = game.track_of(Machine::Sanction).unwrap();
    assert_eq!(track.stage, S::InForce);
    assert_eq!(kinds(&game), before);
}
