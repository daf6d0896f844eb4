//! The page of everything that this API says no with: problems, refusals of the rules, field errors, and the
//! warnings that a receipt can carry. Generated, so that it cannot differ from the program.

use std::fmt::Write as _;

use netralitas_app::error::AppError;
use netralitas_domain::{
    Text,
    account_life::AccountRefusal,
    identity::{NikWarning, NipWarning},
    law::citation,
    office_life::OfficeRefusal,
    procedure::{Action, ErasingRefusal, Guard, rules},
    refusal::{Refusal, Unfit},
};

use crate::{
    field_texts::FIELD_TEXTS,
    problem::{PROBLEMS, Problem},
};

/// The warnings of a receipt: code, Indonesian, English. Marks of steps come besides.
pub fn warnings() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let names = (
        "equal_names",
        "Dua pihak bernama sama; periksa apakah orangnya sama.",
        "Two parties have the same name; check whether they are one person.",
    );
    let numbers = NipWarning::ALL.iter();
    let papers = NikWarning::ALL.iter();
    std::iter::once(names)
        .chain(numbers.map(|w| (w.code(), w.text().id, w.text().en)))
        .chain(papers.map(|w| (w.code(), w.text().id, w.text().en)))
}

/// One refusal of each kind that is not a guard, and one per guard, in the order of the tables.
#[must_use]
pub fn refusals() -> Vec<Refusal> {
    let stage = |ended| Refusal::StepNotAllowed {
        allowed_from: Vec::new(),
        ended,
    };
    let mut all = vec![
        Refusal::RoleMissing,
        Refusal::WrongOffice,
        Refusal::OfficeActsItself,
        Refusal::HistoricRightMissing,
        Refusal::NotInThisLaw,
        stage(false),
        stage(true),
        Refusal::TooEarly {
            after: Action::FileReport,
            fields: Vec::new(),
        },
        Refusal::StepMissing {
            after: Action::FileReport,
        },
    ];
    all.extend(Unfit::ALL.iter().map(|rule| Refusal::unfit(*rule, "")));
    all.extend(Guard::ALL.iter().map(|guard| Refusal::guard(*guard, "")));
    all
}

/// The whole page, in Markdown.
#[must_use]
pub fn errors_page() -> String {
    let mut page = String::from(
        "<!-- Generated from the tables of the program by `make golden`; edits are lost. -->\n\n# Errors\n\n\
         Every answer that is not a success is `application/problem+json` (RFC 9457). `type` is \
         `/problems/{code}`, an address that explains it. `code` never changes, texts may. `instance` is the \
         request id. What was sent is never repeated in an answer.\n",
    );
    problems(&mut page);
    refused(&mut page);
    rows(
        &mut page,
        "Refusals of the end of an office",
        "`reason.code` of a `guard_refused` (409) when an office is closed.",
        OfficeRefusal::ALL
            .iter()
            .map(|r| (r.code(), r.text().id, r.text().en)),
    );
    rows(
        &mut page,
        "Refusals of an erasure",
        "`reason.code` of a `guard_refused` (409) when a person is to be erased.",
        ErasingRefusal::ALL
            .iter()
            .map(|r| (r.code(), r.text().id, r.text().en)),
    );
    rows(
        &mut page,
        "Refusals in keeping accounts and systems",
        "`reason.code` of an `account_refused` (409).",
        AccountRefusal::ALL
            .iter()
            .map(|r| (r.code(), r.text().id, r.text().en)),
    );
    rows(
        &mut page,
        "Field errors",
        "`errors[].code`; `errors[].pointer` is a JSON Pointer into the body, or `/` and the name of a query \
         parameter. All of them at once.",
        FIELD_TEXTS.iter().map(|row| (row.code, row.id, row.en)),
    );
    rows(
        &mut page,
        "Warnings",
        "`warnings` of a receipt: the step was taken, and something in it is worth a second look.",
        warnings(),
    );
    page
}

fn problems(page: &mut String) {
    page.push_str(
        "\n## Problems\n\n`code`. Retry: whether the very same request may succeed later.\n\n\
         | code | status | retry | title (id) | title (en) | what to do (id) | what to do (en) |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for row in PROBLEMS {
        let retry = if row.retryable { "yes" } else { "no" };
        let cells = [row.title_id, row.title_en, row.advice_id, row.advice_en];
        let _ = writeln!(
            page,
            "| `{}` | {} | {retry} | {} |",
            row.code,
            row.status,
            cells.join(" | ")
        );
    }
}

fn refused(page: &mut String) {
    page.push_str(
        "\n## Refusals of the rules\n\n`reason.code`, and `why_not.code` of an action in `next_actions`: the two \
         always agree. Law: where the rows that demand the condition have it from; the answer names the one of \
         the track's own law text. A refusal that stems from fields of the body names each of them in \
         `errors[]`, with the same code.\n\n\
         | code | problem | status | text (id) | text (en) | law |\n|---|---|---|---|---|---|\n",
    );
    for refusal in refusals() {
        let (code, Text { id, en }) = (refusal.code(), refusal.text());
        let law = match refusal {
            Refusal::Guard { guard, .. } => basis(guard),
            _ => String::new(),
        };
        let problem = Problem::from(AppError::from(refusal)).code();
        let _ = writeln!(
            page,
            "| `{code}` | `{}` | {} | {id} | {en} | {law} |",
            problem.as_str(),
            problem.status()
        );
    }
}

/// The citations of the rows that demand a guard, each once, in both languages.
fn basis(guard: Guard) -> String {
    let mut all: Vec<&str> = Vec::new();
    for rule in rules().filter(|rule| rule.guards.iter().any(|(g, _)| *g == guard)) {
        for law in rule
            .law
            .iter()
            .filter(|law| !all.contains(&law.cite))
            .collect::<Vec<_>>()
        {
            all.push(law.cite);
        }
    }
    let told = all.iter().map(|cite| citation::indonesian(cite));
    let told = told.collect::<Vec<_>>().join("; ");
    let noted = all.join("; ");
    if told == noted {
        noted
    } else {
        format!("{told} / {noted}")
    }
}

fn rows<'a>(
    page: &mut String,
    title: &str,
    about: &str,
    rows: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) {
    let _ = write!(
        page,
        "\n## {title}\n\n{about}\n\n| code | text (id) | text (en) |\n|---|---|---|\n"
    );
    for (code, id, en) in rows {
        let _ = writeln!(page, "| `{code}` | {id} | {en} |");
    }
}

#[cfg(test)]
mod tests;
