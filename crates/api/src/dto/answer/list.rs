//! Pages of tracks.

use netralitas_app::reading::query::{Listed, Page};
use netralitas_domain::law::SanctionLevel;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Named, NumberOut, OfficeRef, Rendering, TermOut,
    term::terms,
    track::{numbers, respondent},
};
use crate::{dto::words, extract::Language};

/// A row of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListedOut {
    /// Identifier.
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Its address.
    pub href: String,
    /// The law text.
    pub law: Named,
    /// Where it stands.
    pub stage: Named,
    /// Whether it has ended.
    pub ended: bool,
    /// Its opening was taken back: it is kept for its numbers and counts nowhere.
    pub void: bool,
    /// Its version.
    pub version: i64,
    /// Numbers given.
    pub numbers: Vec<NumberOut>,
    /// The open terms.
    pub terms: Vec<TermOut>,
    /// When it was created (RFC 3339, UTC).
    pub created_at: String,
    /// The office that handles it: the Bawaslu office of a case, the authority of a review, the agency of a
    /// sanction or block, the receiving office of a referral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeRef>,
    /// The receiving body of a referral, where it is no office here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The election of its case.
    pub election: String,
    /// The race of its case.
    pub race: String,
    /// The respondent, by the party's identifier (all but cases).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respondent_id: Option<Uuid>,
    /// The number in the authority's own system (reviews only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside_number: Option<String>,
    /// The recommended level, where one was named (reviews and sanctions only).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SanctionLevel>)]
    pub recommended_level: Option<SanctionLevel>,
}

/// A page of a list; it is the last one where `next_cursor` is absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListOut {
    /// The rows.
    pub items: Vec<ListedOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Where `changed_since` was asked for: what to ask with next, to be told of what changed from here on. Of several
    /// pages that of the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
}

impl ListedOut {
    pub(super) fn of(listed: &Listed, r: &Rendering<'_>) -> Self {
        let track = &listed.track;
        let office = track
            .case()
            .map(|c| c.handled_by)
            .or_else(|| track.review().map(|f| f.authority))
            .or_else(|| track.sanction().map(|f| f.agency))
            .or_else(|| track.control().map(|f| f.agency))
            .or_else(|| track.referral().and_then(|f| f.destination.office));
        let review = track.review();
        let recommended = review
            .and_then(|f| f.recommendation.as_ref())
            .or_else(|| track.sanction().and_then(|f| f.recommended.as_ref()));
        Self {
            id: track.id.raw(),
            case_id: track.case_id.raw(),
            href: format!("/v1/{}/{}", track.machine.collection(), track.id),
            law: Named::of(track.law, r.language),
            stage: Named::of(track.stage, r.language),
            ended: track.stage.is_final(),
            void: track.is_void(),
            version: track.version,
            numbers: numbers(&track.numbers),
            terms: terms(track, r).into_iter().filter(|t| t.open).collect(),
            created_at: listed.created_at.rfc3339(),
            office: office.map(|o| OfficeRef::of(o, r.offices)),
            name: track.referral().and_then(|f| f.destination.name.clone()),
            election: listed.election.clone(),
            race: listed.race.clone(),
            respondent_id: respondent(track),
            outside_number: review.and_then(|f| f.outside_number.clone()),
            recommended_level: recommended.and_then(|x| x.level),
        }
    }
}

impl ListOut {
    /// Renders a page.
    #[must_use]
    pub fn of(page: &Page, next_cursor: Option<String>, language: Language) -> Self {
        let r = Rendering {
            language,
            book: &page.known.book,
            offices: &page.known.offices,
            now: page.now,
        };
        let items = page.items.iter().map(|listed| ListedOut::of(listed, &r));
        Self {
            items: items.collect(),
            next_cursor,
            changes: page.changes.clone(),
        }
    }
}
