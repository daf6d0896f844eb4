//! Figures: sums of the ledger within a scope, as of a legal day and as known at a time, with what must add up.

mod asked;
mod broken_down;
mod checked;
mod stays;

pub use asked::{Asked, Dated};
pub use broken_down::{Cell, Figures};
pub use checked::{Checked, Part};
pub use netralitas_store::figures::{Moved, Sum};
pub use stays::{StageStay, TimeInStage};

use std::sync::Arc;

use netralitas_domain::{
    figures::{Figure, Unit},
    time::Moment,
};
use netralitas_store::figures::{self, Column};

use crate::{App, Known, Principal, error::AppError, reading::asker::Asker};

/// The figures of the funnel, in persons and in cases.
const FUNNEL: &[Figure] = &[
    Figure::PersonsReported,
    Figure::PersonsByFinding,
    Figure::PersonsByFollowUp,
    Figure::PersonsRecommended,
    Figure::PersonsImposed,
    Figure::CasesCameIn,
    Figure::CasesRegistered,
    Figure::CasesNotRegistered,
    Figure::CasesForwarded,
    Figure::CasesProven,
    Figure::CasesFollowedUp,
    Figure::CasesByStage,
];

/// The funnel.
pub struct Funnel {
    /// As of when, as known when.
    pub dated: Dated,
    /// Sums by state, level and kind.
    pub sums: Vec<Sum>,
    /// Distinct people by state, of the figures in persons.
    pub people: Vec<Sum>,
    /// What must add up.
    pub identities: Vec<Checked>,
    /// The law and offices.
    pub known: Arc<Known>,
}

impl Funnel {
    /// The figures in it, in their order.
    #[must_use]
    pub const fn figures() -> &'static [Figure] {
        FUNNEL
    }
}

/// What moved between two times.
pub struct Changes {
    /// As of when, as known at the later time.
    pub dated: Dated,
    /// The earlier time.
    pub known_from: Moment,
    /// What moved, by figure, state and cause.
    pub moved: Vec<Moved>,
}

impl App {
    /// The funnel of what the caller may see.
    ///
    /// # Errors
    /// A day or a time that lies ahead; those of the database.
    pub async fn funnel(&self, principal: Principal, asked: Asked) -> Result<Funnel, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let dated = asked.dated(&known, principal, &reach, now)?;
                let question = asked.question(dated, FUNNEL.to_vec(), &known);
                let by = [Column::State, Column::Level, Column::Kind];
                let sums = figures::sums(tx, &reach, &question, &by)?;
                let mut of_persons = question.clone();
                of_persons.figures.retain(|f| f.unit() == Unit::Person);
                let people = figures::people(tx, &reach, &of_persons, &[Column::State])?;
                let identities = checked::of(FUNNEL, &sums, dated);
                Ok(Funnel {
                    dated,
                    sums,
                    people,
                    identities,
                    known,
                })
            })
            .await
    }

    /// What moved in the figures between two times of recording.
    ///
    /// # Errors
    /// A day or a time that lies ahead; those of the database.
    pub async fn figure_changes(
        &self,
        principal: Principal,
        asked: Asked,
        known_from: Moment,
    ) -> Result<Changes, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let dated = asked.dated(&known, principal, &reach, now)?;
                if known_from > dated.known_at {
                    return Err(AppError::field("/known_from", "after_the_end"));
                }
                let mut question = asked.question(dated, Figure::ALL.to_vec(), &known);
                question.known_after = Some(known_from);
                Ok(Changes {
                    moved: figures::changes(tx, &reach, &question)?,
                    known_from,
                    dated,
                })
            })
            .await
    }
}
