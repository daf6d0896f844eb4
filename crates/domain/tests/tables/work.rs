//! What stages wait for, and whose clock terms are.

use std::collections::BTreeSet;

use netralitas_domain::procedure::{
    Acts, Seat, Stage, Term, TermKind, WORK, is_work, rules, work_rows,
};

/// Stages at which nobody has work: the case waits for its other tracks, or went on in another case.
const NOBODYS: &[Stage] = &[
    Stage::ForwardedUnregistered,
    Stage::Monitored,
    Stage::CaseMerged,
    Stage::AtAuthority,
];

#[test]
fn every_stage_that_is_not_final_waits_for_somebody() {
    let waited: BTreeSet<Stage> = work_rows().flat_map(|(_, at)| at).collect();
    for stage in Stage::ALL.iter().filter(|s| !s.is_final()) {
        assert_eq!(
            waited.contains(stage),
            !NOBODYS.contains(stage),
            "{stage:?}"
        );
    }
}

#[test]
fn work_is_a_step_of_the_tables_and_no_final_stage_waits() {
    for work in WORK {
        let mut rows = work_rows()
            .filter(|(r, _)| r.action == work.action)
            .peekable();
        assert!(rows.peek().is_some(), "{work:?}");
        let stages: BTreeSet<Stage> = rows.flat_map(|(_, at)| at).collect();
        assert!(stages.iter().all(|s| !s.is_final()), "{work:?}: {stages:?}");
        assert!(work.only_at.iter().all(|s| stages.contains(s)), "{work:?}");
    }
}

#[test]
fn whose_clock_a_term_is_agrees_with_the_step_that_should_keep_it() {
    for row in rules().filter(|r| r.is_operation()) {
        let Some(term) = row.due else { continue };
        // The office above that takes a case over keeps the term of delegation in its place (Perbawaslu 7/2022 art.
        // 39(2), 41(1)).
        let in_its_place = term == Term::Delegation && row.acts == Acts::Office(Seat::Above);
        assert!(row.acts == term.clock() || in_its_place, "{row:?}");
    }
    for term in Term::ALL {
        // Rights are parties'.
        let party = !matches!(term.clock(), Acts::Office(_));
        assert!(party || term.kind() == TermKind::Duty, "{term:?}");
    }
}

/// A duty of an office has a step of that office that is its work and keeps it.
#[test]
fn every_duty_that_runs_is_closed_by_work_of_whose_clock_it_is() {
    let kept = |term: Term| {
        let closes = |r: &netralitas_domain::procedure::Rule| {
            r.acts == term.clock() && (r.closes.contains(&term) || r.due == Some(term))
        };
        work_rows().any(|(r, _)| closes(r))
    };
    for term in Term::ALL.iter().filter(|t| t.kind() == TermKind::Duty) {
        // Kept by filing itself; a lead time.
        let before = matches!(term, Term::ReportFiling | Term::Invitation);
        assert_eq!(kept(*term), !before, "{term:?}");
    }
    assert!(!is_work(
        netralitas_domain::procedure::Action::Recall,
        Stage::Forwarded
    ));
}
