//! What is asked, and as of when it is answered.

use chrono::NaiveDate;
use netralitas_domain::{figures::Figure, file::Origin, ids::OfficeId, time::Moment};
use netralitas_store::{
    figures::{Only, Question},
    scope::Scope,
};

use crate::{Known, Principal, error::AppError};

/// How long after an instant nothing can come any more that was recorded before it, in microseconds: ten minutes. What
/// is written waits seconds for its turn, and a statement that takes half a minute is stopped.
const SETTLES_AFTER: i64 = 10 * 60 * 1_000_000;

/// A question; absent means any, today, now.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The legal day; today in the zone of the caller's office without it.
    pub as_of: Option<NaiveDate>,
    /// As known at this instant; now without it.
    pub known_at: Option<Moment>,
    /// The election, by code.
    pub election: Option<String>,
    /// How the case began.
    pub origin: Option<Origin>,
    /// The handling office.
    pub office: Option<OfficeId>,
    /// The handling office works in this province, by its code.
    pub province: Option<String>,
    /// The review authority.
    pub authority: Option<OfficeId>,
    /// The agency of the personnel officer (PPK).
    pub agency: Option<OfficeId>,
}

/// As of when a figure is, and as known when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The legal day.
    pub as_of: NaiveDate,
    /// What was recorded up to this instant.
    pub known_at: Moment,
    /// The same question is answered the same for ever. Not where something recorded before may still be on its way,
    /// and not for who sees a part: what he sees changes.
    pub settled: bool,
}

impl Asked {
    pub(super) fn dated(
        &self,
        known: &Known,
        principal: Principal,
        reach: &Scope,
        now: Moment,
    ) -> Result<Dated, AppError> {
        let today = now.day_in(known.offices.zone(principal.office));
        let as_of = self.as_of.unwrap_or(today);
        if as_of > today {
            return Err(AppError::field("/as_of", "in_future"));
        }
        let known_at = self.known_at.unwrap_or(now);
        if known_at > now {
            return Err(AppError::field("/known_at", "in_future"));
        }
        Ok(Dated {
            as_of,
            known_at,
            settled: reach.sees_everything() && known_at.0 + SETTLES_AFTER <= now.0,
        })
    }

    pub(super) fn question(&self, dated: Dated, figures: Vec<Figure>, known: &Known) -> Question {
        let offices = &known.offices;
        let in_province = self.province.as_ref().map(|code| {
            let there = |id: &OfficeId| offices.region(*id).and_then(province) == Some(code);
            let all = offices.all().map(|o| o.id).filter(there);
            all.filter(|id| self.office.is_none_or(|o| o == *id))
                .collect()
        });
        Question {
            figures,
            as_of: dated.as_of,
            known_after: None,
            known_at: dated.known_at,
            whole_chains: false,
            only: Only {
                election: self.election.clone(),
                origin: self.origin,
                offices: in_province.or(self.office.map(|id| vec![id])),
                authority: self.authority,
                agency: self.agency,
            },
        }
    }
}

/// The province of a region, by their codes (`35.27` lies in `35`).
pub(super) fn province(region: &str) -> Option<&str> {
    region.split('.').next()
}
