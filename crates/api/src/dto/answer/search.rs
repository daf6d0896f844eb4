//! What was found.

use netralitas_app::search::{
    people::{FoundPerson, PeoplePage},
    similar::{Alike, Offered},
    tracks::FoundPage,
};
use netralitas_domain::{
    file::Capacity,
    people::Directory,
    procedure::{FoundIn, Machine},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{OfficeRef, Rendering, list::ListedOut};
use crate::{dto::words, extract::Language};

/// A track that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FoundOut {
    /// Of which machine.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// The track, as lists show it.
    #[serde(flatten)]
    pub track: ListedOut,
    /// Where in what the caller reads the words and the number stand; what stands there is read with the track.
    #[schema(value_type = Vec<words::FoundIn>)]
    pub found_in: Vec<FoundIn>,
}

/// A page of what was found; it is the last one where `next_cursor` is absent. One with it may hold fewer rows than
/// were asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchOut {
    /// The tracks.
    pub items: Vec<FoundOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl SearchOut {
    /// Renders a page.
    #[must_use]
    pub fn of(page: &FoundPage, next_cursor: Option<String>, language: Language) -> Self {
        let r = Rendering {
            language,
            book: &page.known.book,
            offices: &page.known.offices,
            now: page.now,
        };
        let items = page.items.iter().map(|found| FoundOut {
            machine: found.listed.track.machine,
            track: ListedOut::of(&found.listed, &r),
            found_in: found.places.clone(),
        });
        Self {
            items: items.collect(),
            next_cursor,
        }
    }
}

/// A party that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FoundPersonOut {
    /// The party.
    pub party_id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The address of the track through which the caller sees it: the case, else the party's own.
    pub href: String,
    /// In which capacity.
    #[schema(value_type = words::Capacity)]
    pub capacity: Capacity,
    /// Whether it stands; a respondent who was struck or replaced does not.
    pub stands: bool,
    /// Name as written.
    pub name: String,
    /// NIP or NI PPPK, as recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nip: Option<String>,
    /// Post on the day of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Unit on the day of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Agency as the paper names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_name: Option<String>,
    /// The agency of appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeRef>,
}

impl FoundPersonOut {
    fn of(found: &FoundPerson, offices: &Directory) -> Self {
        let (party, track) = (&found.party, &found.track);
        let record = party.record.as_ref().map(|s| s.record.clone());
        let record = record.unwrap_or_default();
        Self {
            party_id: party.facts.id.raw(),
            case_id: track.case_id.raw(),
            href: format!("/v1/{}/{}", track.machine.collection(), track.id),
            capacity: party.facts.capacity,
            stands: party.struck.is_none(),
            name: record.name.unwrap_or_default(),
            nip: party.nip.clone(),
            post: record.post,
            unit: record.unit,
            agency_name: record.agency_name,
            agency: party.facts.agency.map(|a| OfficeRef::of(a, offices)),
        }
    }
}

/// A page of people; it is the last one where `next_cursor` is absent. One with it may hold fewer rows than were asked
/// for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PeopleOut {
    /// The people; whoever was recorded last comes first.
    pub items: Vec<FoundPersonOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl PeopleOut {
    /// Renders a page.
    #[must_use]
    pub fn of(page: &PeoplePage, next_cursor: Option<String>) -> Self {
        let offices = &page.known.offices;
        let items = page.items.iter().map(|p| FoundPersonOut::of(p, offices));
        Self {
            items: items.collect(),
            next_cursor,
        }
    }
}

/// Somebody who is likely the same person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SimilarOut {
    /// Who.
    #[serde(flatten)]
    pub person: FoundPersonOut,
    /// How likely, 60 to 100: by the parts of the names, the number, post and agency. No probability.
    pub score: u32,
    /// Why: `same_number`, `same_name`, `similar_name`, `similar_post`, `same_agency`; `other_number` speaks against it.
    pub reasons: Vec<&'static str>,
}

/// Who is likely the same person, the likeliest first; at most 20.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SimilarPeopleOut {
    /// The people.
    pub items: Vec<SimilarOut>,
}

impl SimilarPeopleOut {
    /// Renders what is offered.
    #[must_use]
    pub fn of(offered: &[Offered], offices: &Directory) -> Self {
        let items = offered.iter().map(|o| SimilarOut {
            person: FoundPersonOut::of(&o.found, offices),
            score: o.score,
            reasons: o.reasons.iter().map(|r: &Alike| r.code()).collect(),
        });
        Self {
            items: items.collect(),
        }
    }
}
