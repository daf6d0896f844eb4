//! Every term has a length, and every road closes it.

use std::collections::BTreeSet;

use netralitas_domain::{
    law::{Book, LawSet},
    procedure::{Action, Acts, Guard, Machine, Open, Rule, Stage, Term, TermKind, To, When, rules},
};

use crate::{from, laws, table};

/// Terms that a row opens without a length in the shipped book, each with why.
fn unshipped(term: Term, law: LawSet) -> Option<&'static str> {
    match (term, law) {
        (Term::SatgasVerification | Term::BawasluStudy, LawSet::Kasn | LawSet::MenPanrb) => {
            Some("a term of BKN's shared system")
        }
        _ => None,
    }
}

/// Terms of the book that no row opens, each with why.
fn not_opened(term: Term) -> Option<&'static str> {
    match term {
        Term::Invitation => Some("a lead time, asked by the guard invited_in_time"),
        _ => None,
    }
}

#[test]
fn every_opened_term_has_a_length_and_every_length_is_used() {
    let book = Book::shipped().unwrap();
    let mut used = BTreeSet::new();
    for row in rules() {
        let opened = row.opens.iter().map(|o| o.term).chain(row.due);
        for term in opened {
            for law in row.law.iter().flat_map(|l| l.under) {
                let shipped = book.term(term, *law);
                assert_eq!(
                    shipped.is_none(),
                    unshipped(term, *law).is_some(),
                    "{term:?} under {law:?}"
                );
                used.insert((term, *law));
            }
        }
    }
    for row in &book.terms {
        assert!(
            used.contains(&(row.code, row.law_set)) != not_opened(row.code).is_some(),
            "{:?} under {:?}",
            row.code,
            row.law_set
        );
        assert!(!row.citation.is_empty(), "{row:?}");
    }
    for term in Term::ALL {
        let opened = rules().any(|r| r.opens.iter().any(|o| o.term == *term));
        assert_eq!(opened, not_opened(*term).is_none(), "{term:?}");
    }
}

/// The stage to which the condition of an opened term leads, where it says.
fn lands(open: Open, targets: &[Stage]) -> Vec<Stage> {
    let only = match open.when {
        When::Field => Some(Stage::HeldByField),
        When::Online => Some(Stage::OnlineDraft),
        When::AtOffice => Some(Stage::Received),
        When::Criminal => Some(Stage::Decided),
        When::OtherRequestWaits => Some(Stage::UnderCorrection),
        _ => None,
    };
    targets
        .iter()
        .copied()
        .filter(|s| only.is_none_or(|o| o == *s))
        // A right that begins with the step that ends the case never runs.
        .filter(|s| open.when != When::Correctable || *s != Stage::CaseClosed)
        .collect()
}

/// Whether a row cannot be taken while a term of this condition is open.
fn excluded(open: Open, row: &Rule) -> bool {
    let guarded = |guard| row.guards.iter().any(|(g, _)| *g == guard);
    if open.term == Term::HandlingExtended && guarded(Guard::HandlingTermRuns) {
        return true; // the term that it replaces is closed
    }
    match open.when {
        When::CurableGaps => guarded(Guard::RequirementsMet),
        When::RequirementsMet => guarded(Guard::GapsCurable),
        When::Dismissal => guarded(Guard::NotADismissal),
        When::DisciplineInService => guarded(Guard::IsADismissal),
        _ => false,
    }
}

/// No road leads from the opening of a term to an end of its track on which nothing closes it, and no road
/// opens it again while it is open.
#[test]
fn every_opened_term_is_closed_on_every_road_to_an_end() {
    for machine in Machine::ALL {
        for law in laws(*machine) {
            let mut table = table(*machine, *law);
            // A taking back says that a step never was, and with it the terms that it opened.
            table.retain(|r| r.to != To::Before);
            for row in &table {
                for open in row.opens {
                    if row.is_creation() && row.closes.contains(&open.term) {
                        continue; // opened and closed by the same paper
                    }
                    if unshipped(open.term, *law).is_some() {
                        continue; // not opened under this law text
                    }
                    let starts: Vec<Stage> = if row.from.is_empty() {
                        row.targets(Stage::Received)
                    } else {
                        row.from.iter().flat_map(|s| row.targets(*s)).collect()
                    };
                    roads_close(&table, *open, lands(*open, &starts), row.action, *law);
                }
            }
        }
    }
}

fn roads_close(
    table: &[&'static Rule],
    open: Open,
    mut todo: Vec<Stage>,
    opened_by: Action,
    law: LawSet,
) {
    let mut seen = BTreeSet::new();
    while let Some(stage) = todo.pop() {
        assert!(
            !stage.is_final(),
            "{:?} of {opened_by:?} under {law:?} is still open in {stage:?}",
            open.term
        );
        if !seen.insert(stage) {
            continue;
        }
        for row in from(table, stage) {
            if row.closes.contains(&open.term) || excluded(open, row) {
                continue;
            }
            assert!(
                !row.opens.iter().any(|o| o.term == open.term),
                "{:?} opens {:?} although that of {opened_by:?} runs, under {law:?}",
                row.action,
                open.term
            );
            todo.extend(row.targets(stage));
        }
    }
}

/// One party's request does not end the right of the other.
#[test]
fn a_due_term_is_closed_by_the_step_that_it_binds() {
    for row in rules() {
        if let Some(due) = row.due {
            let shared = row.acts == Acts::ReporterOrRespondent && due.kind() == TermKind::Right;
            assert_eq!(row.closes.contains(&due), !shared, "{:?}", row.action);
        }
    }
}
