//! The law book and the offices as last read; reloaded in the transaction that sees a newer version.

use std::sync::Arc;

use std::collections::BTreeMap;

use netralitas_domain::{
    acts::World,
    ids::OfficeId,
    law::Book,
    people::{Directory, Office},
    time::Zone,
};
use netralitas_store::{
    Read, StoreError, book_rows, law_changes, meta,
    office_lives::{self, Life},
    offices,
};

use crate::{app::App, error::AppError};

/// The law and the offices of one moment.
#[derive(Debug)]
pub struct Known {
    /// The dated law.
    pub book: Book,
    /// The offices.
    pub offices: Directory,
    /// Running terms do not follow the last changes of the book yet: stored days may be older than it.
    pub counting: bool,
    lives: BTreeMap<OfficeId, Life>,
    versions: [Option<String>; 2],
}

impl Known {
    /// What the domain asks for.
    #[must_use]
    pub fn world(&self) -> World<'_> {
        World {
            book: &self.book,
            offices: &self.offices,
            goes_on: None,
        }
    }

    /// What is known of an office beside what the rules need.
    #[must_use]
    pub fn life(&self, office: OfficeId) -> Life {
        self.lives
            .get(&office)
            .cloned()
            .unwrap_or_else(|| Life::new(office))
    }
}

impl App {
    /// The law and offices as of this transaction.
    pub(crate) fn known(&self, tx: &mut Read<'_>) -> Result<Arc<Known>, AppError> {
        let versions = meta::get_all(tx, [meta::BOOK_VERSION, meta::OFFICES_VERSION])?;
        self.known_as_of(tx, versions)
    }

    /// The law and offices of these versions, which the transaction has read.
    pub(crate) fn known_as_of(
        &self,
        tx: &mut Read<'_>,
        versions: [Option<String>; 2],
    ) -> Result<Arc<Known>, AppError> {
        if let Ok(held) = self.inner.known.read()
            && let Some(known) = held.as_ref()
            && known.versions == versions
        {
            return Ok(Arc::clone(known));
        }
        let mut book = Book::shipped().map_err(AppError::internal)?;
        for row in book_rows::terms(tx)? {
            book.supersede_term(row);
        }
        let changes = law_changes::all(tx)?;
        let counting = changes.iter().any(|c| c.counted_at.is_none());
        for (place, change) in (1..).zip(changes) {
            book.add(&change.addition, place);
        }
        let lives = office_lives::all(tx)?;
        let closed = lives.iter().filter(|l| l.closed_at.is_some());
        let offices = offices::all(tx)?;
        let today = self.clock().now().day_in(Zone::Wib);
        let area = |o: &Office| {
            let found = book.region_of_area(o.area_code.as_deref()?, today)?;
            Some((o.id, found.code.clone()))
        };
        // By the code of the ministry, where the office has one, else by its area.
        let coded = lives
            .iter()
            .filter_map(|l| Some((l.office, l.ministry_code.clone()?)));
        let placed: Vec<_> = offices.iter().filter_map(area).chain(coded).collect();
        let known = Arc::new(Known {
            book,
            counting,
            offices: Directory::new(offices)
                .with_closed(closed.map(|l| (l.office, l.successor)))
                .with_regions(placed),
            lives: lives.into_iter().map(|l| (l.office, l)).collect(),
            versions,
        });
        if let Ok(mut held) = self.inner.known.write() {
            *held = Some(Arc::clone(&known));
        }
        Ok(known)
    }

    /// The law and offices as of now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn known_now(&self) -> Result<Arc<Known>, AppError> {
        let app = self.clone();
        self.store().read(move |tx| app.known(tx)).await
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Closed => Self::Busy { retry_after: 1 },
            StoreError::TooSlow => {
                tracing::warn!("work of the database was stopped because it took too long");
                Self::Busy { retry_after: 5 }
            }
            other => Self::internal(other),
        }
    }
}
