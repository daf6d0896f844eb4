//! Records that were stored before records were encrypted: sealed at the first start of a program that can.

use netralitas_store::{
    Write, cases, former, parties,
    sealed::{self, Unsealed},
};

use crate::{
    App,
    error::AppError,
    reading::{records::PersonRecord, track_view::recorded},
};

/// People taken up at once.
const BATCH: i64 = 100;

impl App {
    /// Seals what still stands open, some people at a time; how many there were. Killed in the middle, the next start
    /// goes on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn seal_older_records(&self) -> Result<usize, AppError> {
        let mut done = 0;
        loop {
            let app = self.clone();
            let sealed = self.store().write_blocking(move |tx| app.seal_some(tx))?;
            if sealed == 0 {
                return Ok(done);
            }
            done += sealed;
        }
    }

    fn seal_some(&self, tx: &mut Write<'_>) -> Result<usize, AppError> {
        let rows = sealed::unsealed(tx, BATCH)?;
        let people = rows.chunk_by(|a, b| a.party == b.party);
        let mut count = 0;
        for versions in people {
            self.seal_one(tx, versions)?;
            count += 1;
        }
        Ok(count)
    }

    /// The versions of one record, the newest first.
    fn seal_one(&self, tx: &mut Write<'_>, versions: &[Unsealed]) -> Result<(), AppError> {
        let Some((newest, older)) = versions.split_first() else {
            return Ok(());
        };
        let (case, party) = (newest.case, newest.party);
        let file = cases::load(tx, case)?;
        let facts = file.as_ref().and_then(|f| f.case());
        let known = file.as_ref().and_then(|f| f.anyone(party));
        let open = facts.zip(known).is_some_and(|(case, p)| !case.seals(p));
        if open {
            // Whoever represents a respondent was sealed too, and is not any more.
            for old in older {
                let at = old.replaced_at.unwrap_or(old.created_at);
                former::keep_party(tx, case, party, old.version, &old.record, at)?;
            }
            let name = recorded::<PersonRecord>(&newest.record)?.name;
            let (version, record) = (newest.version, newest.record.as_str());
            parties::identify(tx, case, party, version, name.as_deref(), record, None)?;
        } else {
            let sealed = self.vault().seal(party, &newest.record)?;
            sealed.write(tx, case, party, newest.created_at)?;
            for old in older {
                let at = old.replaced_at.unwrap_or(old.created_at);
                let vault = self.vault();
                vault.add_former(tx, case, party, old.version, &old.record, at)?;
            }
        }
        Ok(sealed::forget_unsealed(tx, party)?)
    }
}
