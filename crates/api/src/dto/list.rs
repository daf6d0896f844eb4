//! Lists: typed filters, unknown ones refused.

use netralitas_app::reading::query::{Filter, Order};
use netralitas_domain::{
    ids::Id,
    law::LawSet,
    procedure::{OutsideSystem, Stage},
    time::{Moment, Zone},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{clock::Day, details::has_digit_or_letter, party::nip_form, words};

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// What is due first, first.
    Due,
}

/// Filters of a list.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Stage.
    #[param(value_type = Option<words::Stage>)]
    pub stage: Option<Stage>,
    /// Law text (`regime`): the rule set of a case, the era of a review, the regime of a sanction.
    #[param(value_type = Option<words::LawSet>)]
    pub regime: Option<LawSet>,
    /// The handling Bawaslu office.
    pub office_id: Option<Uuid>,
    /// The review authority (reviews only).
    pub authority_id: Option<Uuid>,
    /// The agency.
    pub agency_id: Option<Uuid>,
    /// The election, e.g. `pilkada-2024`.
    #[validate(length(min = 1, max = 60))]
    #[param(min_length = 1, max_length = 60)]
    pub election: Option<String>,
    /// Has an open term, no right of a party, whose last instant lies before 00.00 WIB of this day.
    pub due_before: Option<Day>,
    /// Filed on or after this day.
    pub filed_from: Option<Day>,
    /// Ended, or open.
    pub ended: Option<bool>,
    /// Only what counts: of cases that were split, spawned, merged or are of one event, the one that they came out of,
    /// and where the caller does not see that one, the oldest that the caller sees; of reviews that were joined, the
    /// one that goes on.
    pub counted: Option<bool>,
    /// Only tracks that were taken back as a whole and are kept for their numbers (`true`). Without it they are left
    /// out, unless their stage is asked for.
    pub void: Option<bool>,
    /// Only tracks with a step since then: `begin`, or `changes` of an answer to this parameter.
    #[validate(length(min = 1, max = 200))]
    #[param(min_length = 1, max_length = 200)]
    pub changed_since: Option<String>,
    /// The order.
    #[param(inline)]
    pub sort: Option<Sort>,
    /// Rows per page: 50 without it, 200 at most.
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// Where the page starts: `next_cursor` of the page before, with the same filters and order.
    #[validate(length(min = 1, max = 200))]
    #[param(min_length = 1, max_length = 200)]
    pub cursor: Option<String>,
}

impl ListQuery {
    /// The filter.
    #[must_use]
    pub fn filter(&self) -> Filter {
        Filter {
            stage: self.stage,
            law: self.regime,
            handled_by: self.office_id.map(Id::new),
            authority: self.authority_id.map(Id::new),
            agency: self.agency_id.map(Id::new),
            election: self.election.clone(),
            due_before: self
                .due_before
                .map(|day| -> Moment { Zone::Wib.instant(day.date(), 0) }),
            filed_from: self.filed_from.map(Day::date),
            ended: self.ended,
            counted: self.counted.unwrap_or(false),
            void: match self.stage {
                Some(stage) if stage == Stage::void(stage.machine()) => self.void,
                _ => Some(self.void.unwrap_or(false)),
            },
            ..Filter::default()
        }
    }
    /// The order.
    #[must_use]
    pub fn order(&self) -> Order {
        match self.sort.unwrap_or_default() {
            Sort::Newest => Order::Newest,
            Sort::Due => Order::Due,
        }
    }
    /// Rows per page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.limit.unwrap_or(50))
    }
    /// What the cursor is bound to beside the caller.
    #[must_use]
    pub fn binding(&self, list: &str) -> String {
        let since = self.changed_since.as_deref();
        format!("{list} {:?} {:?} {since:?}", self.filter(), self.order())
    }
}

/// Where a page of the journal starts.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct JournalQuery {
    /// Rows after this `seq`.
    #[validate(range(min = 0, max = 9_007_199_254_740_991_i64))]
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    pub after: Option<i64>,
    /// Rows per page: 50 without it, 200 at most.
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
}

/// A search by an identity number, by a receipt or by a number in an outside system: exactly one of them. By POST, so that
/// no number stands in an address.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// NIP or NI PPPK of a respondent: 18 digits, spaces allowed.
    #[validate(custom(function = nip_form))]
    #[schema(pattern = "^[0-9 ]{18,30}$")]
    pub nip: Option<String>,
    /// The receipt (number of submission) of a report; it finds the whole chain. For cases only.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub receipt: Option<String>,
    /// A number in an outside system.
    #[validate(nested)]
    pub reference: Option<ReferenceSearch>,
}

/// A number in an outside system, however it is written: only its letters and digits count.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceSearch {
    /// The system; any without it.
    #[schema(value_type = Option<words::OutsideSystem>)]
    pub system: Option<OutsideSystem>,
    /// The number.
    #[validate(length(min = 1, max = 100), custom(function = has_digit_or_letter))]
    #[schema(min_length = 1, max_length = 100, pattern = "[0-9A-Za-z]")]
    pub number: String,
}
