//! What is counted. The figures of a case are a ledger: entries on legal days, each plus or minus, with everything by
//! which they are broken down. The ledger is a function of the case's file alone ([`ledger`]), and what a step enters is
//! the difference that it makes ([`moved`]); a day that is amended, a step that is taken back, a case that turns out to
//! be part of another are entered as what they take off and put on. So a figure is a sum, as of a legal day and as known
//! at a time, and never changes once both are fixed.
//!
//! Cases are counted once a chain. Which case of a chain counts depends on the others and on who asks, so it is no part
//! of this ledger: whoever keeps it marks the entries in cases ([`Figure::once_a_chain`]). Persons are counted as
//! respondents in cases, once a case, however often the matter was handed over, sent again or joined.

mod breakdown;
mod cases;
mod cause;
mod entry;
mod figure;
mod identities;
mod persons;
mod stages;
mod terms;

pub use breakdown::By;
pub use cause::Cause;
pub use entry::{Dimensions, Entry};
pub use figure::{Figure, Finding, FollowUp, Unit};
pub use identities::{IDENTITIES, Identity, Side};

use std::collections::BTreeMap;

use crate::file::CaseFile;

/// Entries and how often each counts, none of them zero times.
pub type Ledger = BTreeMap<Entry, i64>;

/// Everything that a case counts for.
#[must_use]
pub fn ledger(file: &CaseFile) -> Ledger {
    let mut sheet = Sheet::default();
    cases::enter(file, &mut sheet);
    persons::enter(file, &mut sheet);
    sheet.ledger
}

/// What has to be entered so that the ledger of a case stands as it should after a step.
#[must_use]
pub fn moved(before: Option<&CaseFile>, after: &CaseFile) -> Ledger {
    let mut sheet = Sheet {
        ledger: ledger(after),
    };
    for (entry, n) in before.map(ledger).unwrap_or_default() {
        sheet.enter(entry, -n);
    }
    sheet.ledger
}

/// A ledger being written.
#[derive(Default)]
struct Sheet {
    ledger: Ledger,
}

impl Sheet {
    fn enter(&mut self, entry: Entry, n: i64) {
        let stands = self.ledger.entry(entry.clone()).or_default();
        *stands += n;
        if *stands == 0 {
            self.ledger.remove(&entry);
        }
    }
}
