//! Searches: what is looked for. By POST, so that no name and no number stands in an address.

use netralitas_app::{
    reading::query::{Filter, Order},
    search::{people::Person, similar::Newcomer, tracks::Wanted},
};
use netralitas_domain::{
    ids::Id,
    procedure::{Machine, Stage},
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{clock::Day, list::Sort, party::nip_form, regions::province_form, words};

/// A search for tracks. All that is given must hold; without `text` and `number` it is a list of every machine.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TrackSearch {
    /// Words that all stand in what the caller reads of the track, in any order and form: case, accents and Indonesian
    /// affixes say nothing, nor do words such as *yang*.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub text: Option<String>,
    /// How a number of the track, of one of its papers or of it in an outside system begins: at least two letters or
    /// digits; signs between them and zeros before them say nothing.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub number: Option<String>,
    /// Of which machine; all without it.
    #[schema(value_type = Option<words::Machine>)]
    pub machine: Option<Machine>,
    /// Stage.
    #[schema(value_type = Option<words::Stage>)]
    pub stage: Option<Stage>,
    /// The handling Bawaslu office.
    pub office_id: Option<Uuid>,
    /// Handled by an office that works in this province: the code of the Ministry of Home Affairs, e.g. `35`.
    #[validate(custom(function = province_form))]
    #[schema(pattern = "^[0-9]{2}$")]
    pub province: Option<String>,
    /// The agency.
    pub agency_id: Option<Uuid>,
    /// The election, e.g. `pilkada-2024`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub election: Option<String>,
    /// The case was filed on or after this day.
    pub from: Option<Day>,
    /// The case was filed on or before this day.
    pub to: Option<Day>,
    /// Ended, or open.
    pub ended: Option<bool>,
    /// The order.
    #[schema(inline)]
    pub sort: Option<Sort>,
    /// Rows per page: 20 without it, 100 at most.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// Where the page starts: `next_cursor` of the page before, with all else the same.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub cursor: Option<String>,
}

impl TrackSearch {
    /// What is looked for.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        Wanted {
            text: self.text.clone(),
            number: self.number.clone(),
            machine: self.machine,
            province: self.province.clone(),
            filter: Filter {
                stage: self.stage,
                handled_by: self.office_id.map(Id::new),
                agency: self.agency_id.map(Id::new),
                election: self.election.clone(),
                filed_from: self.from.map(Day::date),
                filed_to: self.to.map(Day::date),
                ended: self.ended,
                // What never should have been is found where its stage alone is asked for.
                void: match self.stage {
                    Some(stage) if stage == Stage::void(stage.machine()) => None,
                    _ => Some(false),
                },
                ..Filter::default()
            },
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
        i64::from(self.limit.unwrap_or(20))
    }
    /// What the cursor is bound to beside the caller.
    #[must_use]
    pub fn binding(&self) -> String {
        format!("search {:?} {:?}", self.wanted(), self.order())
    }
}

/// A search for people by what is on record of them; at least one of name, post and agency.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PersonSearch {
    /// Parts of the name, each as it is or as it begins (at least two letters), in any order. Titles say nothing, nor
    /// do old and new spelling (*oe*, *dj*, *tj*, *sj*) and doubled letters.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Words of the post or the unit, each as it is or as it begins.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub post: Option<String>,
    /// Words of the agency's name as the papers write it, likewise.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub agency_name: Option<String>,
    /// The agency of appointment, where it is an office here.
    pub agency_id: Option<Uuid>,
    /// Rows per page: 20 without it, 100 at most.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// Where the page starts: `next_cursor` of the page before, with all else the same.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub cursor: Option<String>,
}

impl PersonSearch {
    /// Whom.
    #[must_use]
    pub fn person(&self) -> Person {
        Person {
            name: self.name.clone(),
            post: self.post.clone(),
            agency_name: self.agency_name.clone(),
            agency: self.agency_id.map(Id::new),
        }
    }
    /// Rows per page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.limit.unwrap_or(20))
    }
    /// What the cursor is bound to beside the caller.
    #[must_use]
    pub fn binding(&self) -> String {
        format!("people {:?}", self.person())
    }
}

/// Somebody who is about to be recorded.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimilarSearch {
    /// Name as written.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: String,
    /// NIP or NI PPPK: 18 digits, spaces allowed.
    #[validate(custom(function = nip_form))]
    #[schema(pattern = "^[0-9 ]{18,30}$")]
    pub nip: Option<String>,
    /// The post.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub post: Option<String>,
    /// The agency's name as written.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub agency_name: Option<String>,
    /// The agency of appointment, where it is an office here.
    pub agency_id: Option<Uuid>,
}

impl From<SimilarSearch> for Newcomer {
    fn from(said: SimilarSearch) -> Self {
        Self {
            name: said.name,
            nip: said.nip,
            post: said.post,
            agency_name: said.agency_name,
            agency: said.agency_id.map(Id::new),
        }
    }
}
