//! Pages of tracks.

use netralitas_app::query::Page;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, NumberOut, OfficeRef, Rendering, TermOut, term::terms, track::numbers};
use crate::extract::Language;

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
    /// Its version.
    pub version: i64,
    /// Numbers given.
    pub numbers: Vec<NumberOut>,
    /// The open terms.
    pub terms: Vec<TermOut>,
    /// When it was created (RFC 3339, UTC).
    pub created_at: String,
    /// The office that handles it: the Bawaslu office of a case, the authority of a review, the agency of a
    /// sanction or block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeRef>,
}

/// A page of a list; it is the last one where `next_cursor` is absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListOut {
    /// The rows.
    pub items: Vec<ListedOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
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
        let items = page.items.iter().map(|listed| {
            let track = &listed.track;
            let office = track
                .case()
                .map(|c| c.handled_by)
                .or_else(|| track.review().map(|f| f.authority))
                .or_else(|| track.sanction().map(|f| f.agency))
                .or_else(|| track.control().map(|f| f.agency));
            ListedOut {
                id: track.id.raw(),
                case_id: track.case_id.raw(),
                href: format!("/v1/{}/{}", track.machine.collection(), track.id),
                law: Named::of(track.law, language),
                stage: Named::of(track.stage, language),
                ended: track.stage.is_final(),
                version: track.version,
                numbers: numbers(track),
                terms: terms(track, &r).into_iter().filter(|t| t.open).collect(),
                created_at: listed.created_at.rfc3339(),
                office: office.map(|o| OfficeRef::of(o, r.offices)),
            }
        });
        Self {
            items: items.collect(),
            next_cursor,
        }
    }
}
