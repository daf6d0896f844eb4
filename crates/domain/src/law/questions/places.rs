//! Whether a region has a race: what its level says, and whether a row of the book speaks of it.

use chrono::NaiveDate;

use super::Doubt;
use crate::law::{Book, Contest, Region, RegionLevel};

/// What is doubtful about a race in its region on a day; nothing without a region, and in general elections, which are
/// held everywhere.
pub(super) fn race(book: &Book, contest: Contest<'_>, day: NaiveDate) -> Option<Doubt> {
    let code = contest.region?;
    let region = book.region_ever(code, day)?;
    let election = book.election(contest.election, contest.race)?;
    if election.kind != REGIONAL {
        return None;
    }
    let level = match contest.race {
        "regent" => Some(RegionLevel::Regency),
        "mayor" => Some(RegionLevel::City),
        _ => None,
    };
    let elects = |r: &Region| level.is_none_or(|own| r.level == own) && r.governed_by.is_none();
    let has = match (level, region.level) {
        // A governor is elected in the province of a regency too.
        (None, _) => true,
        // A province is that of its regencies or cities.
        (Some(_), RegionLevel::Province) => book.regions_within(code, day).any(elects),
        (Some(_), _) => elects(region),
    };
    if !has {
        return Some(Doubt::RaceNotThere);
    }
    (!book.told_of_region(contest)).then_some(Doubt::RaceThereUnsure)
}

/// The kind of elections that each region holds for itself.
const REGIONAL: &str = "pilkada";
