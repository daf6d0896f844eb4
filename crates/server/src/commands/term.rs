//! `netralitas term …`: lengths of terms in the law book of an installation.

use std::{io::Write as _, sync::Arc};

use clap::{Args, Subcommand};
use netralitas_app::{
    clock::{RandomIds, SystemClock},
    error::AppError,
    law::term_lengths::TermLength,
};
use netralitas_domain::{
    law::{Confidence, LawSet, Unit},
    procedure::Term,
};

use super::{Outcome, Refused, explain, one_of};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with terms.
#[derive(Debug, Subcommand)]
pub enum Terms {
    /// List every term in force: length, unit, start, confidence, source.
    List,
    /// Supersede the length of a term that the shipped law book knows only as a default.
    Set(Set),
}

/// A new length.
#[derive(Debug, Args)]
pub struct Set {
    /// Which term.
    #[arg(long, value_parser = one_of::<Term>())]
    pub term: Term,
    /// Under which law text.
    #[arg(long, value_parser = one_of::<LawSet>())]
    pub law: LawSet,
    /// How many units.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub amount: u32,
    /// Of which kind.
    #[arg(long, value_parser = one_of::<Unit>())]
    pub unit: Unit,
    /// The legal source: instrument and article, or the letter that says so.
    #[arg(long)]
    pub source: String,
    /// How well it is known.
    #[arg(long, value_parser = one_of::<Confidence>())]
    pub confidence: Confidence,
    /// Why the book is changed; it is kept with the change.
    #[arg(long)]
    pub reason: String,
}

impl Terms {
    /// Does it.
    ///
    /// # Errors
    /// A term that the law text does not have, an installation that cannot be opened.
    pub fn run(self, config: &Config) -> Outcome {
        let app = installation::open(
            config,
            Mode::Real,
            Arc::new(SystemClock),
            Arc::new(RandomIds),
        )?;
        match self {
            Self::List => {
                let mut lines = String::new();
                for row in app.term_rows().map_err(explain)? {
                    lines += &format!(
                        "{}\t{}\t{} {}\tfrom {}\t{}\t{}\n",
                        row.code.code(),
                        row.law_set.code(),
                        row.amount,
                        row.unit.code(),
                        row.starts.code(),
                        row.confidence.code(),
                        row.citation
                    );
                }
                // A reader that stops early (`| head`) is no failure.
                let _ = std::io::stdout().write_all(lines.as_bytes());
            }
            Self::Set(set) => {
                let row = app
                    .set_term(TermLength {
                        term: set.term,
                        law: set.law,
                        amount: set.amount,
                        unit: set.unit,
                        source: set.source,
                        confidence: set.confidence,
                        reason: set.reason,
                    })
                    .map_err(|error| -> Box<dyn std::error::Error> {
                        match error {
                            AppError::NotFound => {
                                let text = "this law text has no such term; `netralitas term list` shows them";
                                Box::new(Refused(text.to_owned()))
                            }
                            other => explain(other),
                        }
                    })?;
                println!(
                    "{} under {} is now {} {}; {}.",
                    row.code.code(),
                    row.law_set.code(),
                    row.amount,
                    row.unit.code(),
                    row.note
                );
            }
        }
        Ok(())
    }
}
