//! An installation's own rows of the law book: lengths of terms that the shipped rows know only as a default.

use netralitas_domain::{
    law::{Confidence, LawSet, TermRow, Unit},
    procedure::Term,
};
use netralitas_store::book_rows;

use crate::{App, error::AppError};

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

    /// Supersedes the length of a term. Terms that run already keep their day; new ones take the new length.
    /// The shipped row stays; the later row wins.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the law text has no such term: a row changes a length, never the
    /// structure.
    pub fn set_term(&self, new: TermLength) -> Result<TermRow, AppError> {
        let rows = self.term_rows()?;
        let old = rows
            .into_iter()
            .find(|r| r.code == new.term && r.law_set == new.law)
            .ok_or(AppError::NotFound)?;
        let row = TermRow {
            amount: new.amount,
            unit: new.unit,
            note: format!(
                "Supersedes {} {} ({})",
                old.amount,
                old.unit.code(),
                old.citation
            ),
            citation: new.source,
            address: String::new(),
            confidence: new.confidence,
            ..old
        };
        let now = self.clock().now();
        let id = self.id(now);
        let stored = row.clone();
        self.store()
            .write_blocking(move |tx| book_rows::add_term(tx, id, &stored, now))
            .map_err(AppError::from)?;
        Ok(row)
    }
}
