//! The tables as one value, for `GET /v1/procedure`. Codes are stable; texts come in both languages.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::{self as tables, Acts, Rule, To};
use super::diagram::laws;
use crate::{
    Text,
    law::{Book, Confidence, LawSet, TermRow, citation},
    people::Role,
    vocabulary::Word,
};

/// A word: its code and its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// The stable code.
    pub code: &'static str,
    /// For people.
    pub text: Text,
}

impl Coded {
    fn of<W: Word>(word: W) -> Self {
        Self {
            code: word.code(),
            text: word.text(),
        }
    }
    fn all<W: Word>() -> Vec<Self> {
        W::ALL.iter().map(|w| Self::of(*w)).collect()
    }
}

/// The whole procedure as this installation runs it.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    /// The version of the calendar on which computed days rest.
    pub calendar: String,
    /// The law texts, handling rule sets with their days.
    pub laws: Vec<LawText>,
    /// The machines with their stages and actions.
    pub machines: Vec<Machine>,
    /// The terms with their lengths under each law text.
    pub terms: Vec<TermLength>,
    /// The conditions that rows demand.
    pub guards: Vec<Coded>,
    /// The roles.
    pub roles: Vec<Coded>,
    /// The seats of acting offices.
    pub seats: Vec<Coded>,
    /// The papers that the law names.
    pub papers: Vec<Coded>,
    /// What a plenary may find.
    pub outcomes: Vec<Coded>,
    /// What a report must hold.
    pub requirements: Vec<Coded>,
}

/// A law text.
#[derive(Debug, Clone, Serialize)]
pub struct LawText {
    /// The stable code.
    pub code: &'static str,
    /// For people.
    pub text: Text,
    /// First day, of a handling rule set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day, of a handling rule set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// How well these days are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A machine.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The stable code.
    pub code: &'static str,
    /// For people.
    pub text: Text,
    /// The path segment of its tracks.
    pub collection: &'static str,
    /// The law texts under which it runs.
    pub laws: Vec<LawSet>,
    /// Its stages.
    pub stages: Vec<Stage>,
    /// Its actions, in the order of the tables.
    pub actions: Vec<Action>,
}

/// A stage.
#[derive(Debug, Clone, Serialize)]
pub struct Stage {
    /// The stable code.
    pub code: &'static str,
    /// For people.
    pub text: Text,
    /// Whether a track that stands here has ended.
    pub is_final: bool,
}

/// An action and its rows.
#[derive(Debug, Clone, Serialize)]
pub struct Action {
    /// The stable code.
    pub code: &'static str,
    /// For people.
    pub text: Text,
    /// The last segment of its address; none where other steps cause it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'static str>,
    /// `creation`, `operation` or `caused`.
    pub kind: &'static str,
    /// The shape of its details.
    pub body: &'static str,
    /// Its rows; more than one where law texts differ in who acts.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Where it starts; nothing for a creation.
    pub from: Vec<&'static str>,
    /// Where it leads: one stage, several to choose from, or nothing where the stage stays.
    pub to: Vec<&'static str>,
    /// Who acts in law: a seat, `reporter`, `respondent` or `reporter_or_respondent`.
    pub acts: &'static str,
    /// Roles that act.
    pub by: Vec<Role>,
    /// Roles that may record it from a paper.
    pub records: Vec<Role>,
    /// The step that it must not precede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<&'static str>,
    /// Conditions.
    pub guards: Vec<Guard>,
    /// The term whose passing marks it late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<&'static str>,
    /// Terms that start with it.
    pub opens: Vec<Opened>,
    /// Terms that end with it.
    pub closes: Vec<&'static str>,
    /// The number it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<&'static str>,
    /// The steps that cause it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caused_by: Vec<&'static str>,
    /// The law it rests on.
    pub law: Vec<Basis>,
}

/// A condition of a row.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Guard {
    /// The guard, and the refusal's code.
    pub code: &'static str,
    /// `structural` always holds; historic entry notes a `temporal` one instead of refusing.
    pub kind: &'static str,
}

/// A term that a row starts.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Opened {
    /// The term.
    pub term: &'static str,
    /// Whether it starts on a condition only.
    pub conditional: bool,
}

/// The law of a row under some law texts.
#[derive(Debug, Clone, Serialize)]
pub struct Basis {
    /// The law texts.
    pub under: Vec<LawSet>,
    /// Instrument and article.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: &'static str,
    /// Papers the law names.
    pub papers: Vec<&'static str>,
    /// Of these, the papers without which the step is refused.
    pub demands: Vec<&'static str>,
    /// Of these, the papers that stay open on the track until they are added.
    pub owes: Vec<&'static str>,
    /// How well it is known.
    pub confidence: Confidence,
}

/// A term and its lengths.
#[derive(Debug, Clone, Serialize)]
pub struct TermLength {
    /// The stable code.
    pub code: &'static str,
    /// For people.
    pub text: Text,
    /// `duty`, or `right` of a party, which is late for nobody where it passed unused.
    pub kind: &'static str,
    /// What its passing allows; a term never acts by itself.
    pub allows: Text,
    /// The row in force under each law text.
    pub lengths: Vec<TermRow>,
}

/// The tables and the book's lengths as one value.
#[must_use]
pub fn reference(book: &Book) -> Reference {
    Reference {
        calendar: book.calendar.version().to_owned(),
        laws: LawSet::ALL.iter().map(|l| law_text(*l, book)).collect(),
        machines: tables::Machine::ALL.iter().map(|m| machine(*m)).collect(),
        terms: tables::Term::ALL
            .iter()
            .map(|term| TermLength {
                code: term.code(),
                text: term.text(),
                kind: term.kind().code(),
                allows: term.allows(),
                lengths: LawSet::ALL
                    .iter()
                    .filter_map(|law| book.term(*term, *law).cloned())
                    .collect(),
            })
            .collect(),
        guards: Coded::all::<tables::Guard>(),
        roles: Coded::all::<Role>(),
        seats: Coded::all::<tables::Seat>(),
        papers: Coded::all::<tables::PaperKind>(),
        outcomes: Coded::all::<tables::Outcome>(),
        requirements: Coded::all::<tables::Requirement>(),
    }
}

fn law_text(law: LawSet, book: &Book) -> LawText {
    let row = book.rule_sets.iter().rev().find(|r| r.code == law);
    LawText {
        code: law.code(),
        text: law.text(),
        valid_from: row.map(|r| r.valid_from),
        valid_to: row.and_then(|r| r.valid_to),
        confidence: row.map(|r| r.confidence),
    }
}

fn machine(machine: tables::Machine) -> Machine {
    let mut seen: Vec<tables::Action> = Vec::new();
    for row in tables::rules().filter(|r| r.machine() == machine) {
        if !seen.contains(&row.action) {
            seen.push(row.action);
        }
    }
    Machine {
        code: machine.code(),
        text: machine.text(),
        collection: machine.collection(),
        laws: laws(machine),
        stages: tables::Stage::ALL
            .iter()
            .filter(|s| s.machine() == machine)
            .map(|s| Stage {
                code: s.code(),
                text: s.text(),
                is_final: s.is_final(),
            })
            .collect(),
        actions: seen
            .into_iter()
            .filter_map(|a| action(machine, a))
            .collect(),
    }
}

fn action(machine: tables::Machine, action: tables::Action) -> Option<Action> {
    let first = tables::rows_on(machine, action).next()?;
    let kind = match (first.is_creation(), first.is_operation()) {
        (true, _) => "creation",
        (_, true) => "operation",
        _ => "caused",
    };
    Some(Action {
        code: action.code(),
        text: action.text(),
        path: first.caused_by.is_empty().then_some(first.path),
        kind,
        body: first.body.code(),
        rows: tables::rows_on(machine, action).map(row).collect(),
    })
}

fn row(row: &Rule) -> Row {
    Row {
        from: row.from.iter().map(|s| s.code()).collect(),
        to: match row.to {
            To::Stage(stage) => vec![stage.code()],
            To::Same | To::Before => Vec::new(),
            To::OneOf(all) => all.iter().map(|s| s.code()).collect(),
        },
        acts: match row.acts {
            Acts::Office(seat) => seat.code(),
            Acts::Reporter => "reporter",
            Acts::Respondent => "respondent",
            Acts::ReporterOrRespondent => "reporter_or_respondent",
        },
        by: row.by.to_vec(),
        records: row.records.to_vec(),
        after: row.after.map(tables::Action::code),
        guards: row
            .guards
            .iter()
            .map(|(guard, kind)| Guard {
                code: guard.code(),
                kind: kind.code(),
            })
            .collect(),
        due: row.due.map(tables::Term::code),
        opens: row
            .opens
            .iter()
            .map(|open| Opened {
                term: open.term.code(),
                conditional: open.when != tables::When::Always,
            })
            .collect(),
        closes: row.closes.iter().map(|t| t.code()).collect(),
        number: row.number.map(crate::numbers::NumberKind::code),
        caused_by: row.caused_by.iter().map(|a| a.code()).collect(),
        law: row
            .laws()
            .map(|(under, law)| Basis {
                under,
                citation: law.cite,
                papers: law.papers.iter().map(|p| p.code()).collect(),
                demands: with_duty(law, tables::PaperDuty::Demanded),
                owes: with_duty(law, tables::PaperDuty::Owed),
                confidence: law.confidence,
            })
            .collect(),
    }
}

fn with_duty(law: &tables::Law, duty: tables::PaperDuty) -> Vec<&'static str> {
    law.papers
        .iter()
        .filter(|p| law.duty(**p) == duty)
        .map(|p| p.code())
        .collect()
}
