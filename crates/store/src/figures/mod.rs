//! The ledger of the figures: what was entered, and the sums of it.
//!
//! [`enter`] adds what a step moved, in the transaction of the step; [`remark`] marks a case anew whose place in its
//! chain changed; a migration enters what was on record before there was a ledger. [`sums`] and [`people`] answer questions.

mod changes;
mod entering;
mod keys;
mod older;
mod question;
mod stays;
mod sums;
mod verify;

pub use changes::{Moved, changes};
pub use entering::{Line, Source, counts_for_all, enter, remark};
pub(crate) use older::enter_older;
pub use question::{Column, Only, Question};
pub use stays::{Stay, stays};
pub use sums::{Sum, people, sums, whom};
pub use verify::verify;
