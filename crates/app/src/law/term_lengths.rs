//! An installation's own rows of the law book: lengths of terms that the shipped rows know only as a default.

use netralitas_domain::{
    law::{Addition, Confidence, LawSet, NewRow, NewTermLength, TermRow, Unit},
    procedure::Term,
};

use crate::{
    App,
    error::AppError,
    law::changes::{self, LawChangeIn},
};

/// A new length of a term under a law text, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLength {
    /// Which term.
    pub term: Term,
    /// Under which law text.
    pub law: LawSet,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    pub unit: Unit,
    /// The legal source: instrument and article, or the letter that says so.
    pub source: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Why the book is changed.
    pub reason: String,
}

impl App {
    /// Every term row in force, an installation's own over the shipped one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn term_rows(&self) -> Result<Vec<TermRow>, AppError> {
        let known = self.store().read_blocking(|tx| self.known(tx))?;
        let mut rows = Vec::new();
        for term in Term::ALL {
            rows.extend(
                LawSet::ALL
                    .iter()
                    .filter_map(|law| known.book.term(*term, *law))
                    .cloned(),
            );
        }
        Ok(rows)
    }

    /// Supersedes the length of a term by a change of the book like any other. Terms that run already keep their day;
    /// new ones take the new length. The former row stays; the later one wins.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the law text has no such term: a row changes a length, never the
    /// structure. Faults of the row; [`AppError::Busy`] while running terms still follow an earlier change.
    pub fn set_term(&self, new: TermLength) -> Result<TermRow, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let id = self.id(now);
        let (term, law) = (new.term, new.law);
        let row = NewTermLength {
            term,
            law_set: law,
            amount: new.amount,
            unit: new.unit,
            for_running: false,
        };
        let change = LawChangeIn {
            addition: Addition {
                rows: vec![NewRow::TermLength(row)],
                source: new.source,
                confidence: new.confidence,
            },
            reason: new.reason,
        };
        self.store().write_blocking(move |tx| {
            let known = app.known(tx)?;
            known.book.term(term, law).ok_or(AppError::NotFound)?;
            let (_, book) = changes::take(tx, &known, &change, (id, None), now)?;
            book.term(term, law).cloned().ok_or(AppError::NotFound)
        })
    }
}
