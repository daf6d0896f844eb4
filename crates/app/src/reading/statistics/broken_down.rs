//! One figure, broken down.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use netralitas_domain::{
    figures::{By, Figure, Unit},
    ids::Id,
    people::Directory,
    procedure::{Keeper, Term, kept_by},
};
use netralitas_store::{
    Read,
    figures::{self, Column, Question, Sum},
    scope::Scope,
};

use super::{Asked, Checked, Dated, asked::province, checked};
use crate::{App, Known, Principal, error::AppError, reading::asker::Asker};

/// One row of a breakdown: by what, in the order asked, as codes and identifiers; empty where there is none of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// By what.
    pub by: Vec<String>,
    /// How many.
    pub n: i64,
    /// How many distinct people, of figures in persons.
    pub people: Option<i64>,
}

/// A figure, broken down.
pub struct Figures {
    /// As of when, as known when.
    pub dated: Dated,
    /// The figure.
    pub figure: Figure,
    /// By what.
    pub by: Vec<By>,
    /// All of it.
    pub total: i64,
    /// How many distinct people, of figures in persons.
    pub people: Option<i64>,
    /// Its rows; none that is zero.
    pub cells: Vec<Cell>,
    /// What must add up.
    pub identities: Vec<Checked>,
    /// The law and offices.
    pub known: Arc<Known>,
}

impl App {
    /// A figure of what the caller may see, broken down by at most two things.
    ///
    /// # Errors
    /// A day or a time that lies ahead; those of the database.
    pub async fn figure(
        &self,
        principal: Principal,
        asked: Asked,
        figure: Figure,
        by: Vec<By>,
    ) -> Result<Figures, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let dated = asked.dated(&known, principal, &reach, now)?;
                let question = asked.question(dated, vec![figure], &known);
                let cells = cells(tx, &reach, &question, &by, &known.offices)?;
                let beside = checked::figures_beside(&[figure]);
                let question_beside = asked.question(dated, beside, &known);
                let sums = figures::sums(tx, &reach, &question_beside, &[Column::State])?;
                let of_persons = figure.unit() == Unit::Person;
                let people = of_persons
                    .then(|| figures::people(tx, &reach, &question, &[]))
                    .transpose()?;
                Ok(Figures {
                    dated,
                    figure,
                    total: cells.iter().map(|c| c.n).sum(),
                    people: people.map(|all| all.iter().map(|s| s.n).sum()),
                    cells,
                    identities: checked::of(&[figure], &sums, dated),
                    by,
                    known,
                })
            })
            .await
    }
}

fn cells(
    tx: &mut Read<'_>,
    reach: &Scope,
    question: &Question,
    by: &[By],
    offices: &Directory,
) -> Result<Vec<Cell>, AppError> {
    let columns: Vec<Column> = by.iter().map(|by| column(*by)).collect();
    let place = |sum: &Sum| -> Vec<String> {
        let pairs = by.iter().zip(&sum.by);
        pairs
            .map(|(by, value)| placed(*by, value, offices))
            .collect()
    };
    let mut rows: BTreeMap<Vec<String>, i64> = BTreeMap::new();
    for sum in figures::sums(tx, reach, question, &columns)? {
        *rows.entry(place(&sum)).or_default() += sum.n;
    }
    let mut people: BTreeMap<Vec<String>, i64> = BTreeMap::new();
    let of_persons = question.figures.iter().all(|f| f.unit() == Unit::Person);
    if of_persons && by.iter().any(|by| is_of_a_region(*by)) {
        // Whoever stands in two offices of a province is one person there.
        let mut seen: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
        for (sum, who) in figures::whom(tx, reach, question, &columns)? {
            seen.entry(place(&sum)).or_default().insert(who);
        }
        for (by, who) in seen {
            people.insert(by, i64::try_from(who.len()).map_err(AppError::internal)?);
        }
    } else if of_persons {
        for sum in figures::people(tx, reach, question, &columns)? {
            people.insert(place(&sum), sum.n);
        }
    }
    rows.retain(|_, n| *n != 0);
    Ok(rows
        .into_iter()
        .map(|(by, n)| Cell {
            people: of_persons.then(|| people.get(&by).copied().unwrap_or(0)),
            by,
            n,
        })
        .collect())
}

const fn is_of_a_region(by: By) -> bool {
    matches!(by, By::Province | By::Regency)
}

/// The column that is asked for it; regions are those of the handling office.
const fn column(by: By) -> Column {
    match by {
        By::Election => Column::Election,
        By::Origin => Column::Origin,
        By::Office | By::Province | By::Regency => Column::Office,
        By::Agency => Column::Agency,
        By::Authority => Column::Authority,
        By::Subject => Column::Subject,
        By::State | By::Holder => Column::State,
        By::Level => Column::Level,
        By::Kind => Column::Kind,
        By::Violation => Column::Violation,
        By::Month => Column::Month,
    }
}

/// What a value stands for: an office for the region that it works in, a term for who has to keep it.
fn placed(by: By, value: &str, offices: &Directory) -> String {
    let region = || {
        let id = value.parse().ok()?;
        offices.region(Id::new(id))
    };
    match by {
        By::Province => region().and_then(province).unwrap_or_default().to_owned(),
        By::Regency => region()
            .filter(|code| code.contains('.'))
            .unwrap_or_default()
            .to_owned(),
        By::Holder => {
            let keeper = Term::from_code(value).and_then(kept_by);
            keeper.map_or("", Keeper::code).to_owned()
        }
        _ => value.to_owned(),
    }
}
