//! What is doubtful about an answer that lists the rows of a day: regions, violations.

use chrono::NaiveDate;

use super::Doubt;
use crate::law::DATA_BEGINS;

/// The doubts about an answer that lists the rows of a day.
#[must_use]
pub fn day_doubts(day: NaiveDate) -> Vec<Doubt> {
    let early = (day < DATA_BEGINS).then_some(Doubt::BeforeData);
    early.into_iter().collect()
}
