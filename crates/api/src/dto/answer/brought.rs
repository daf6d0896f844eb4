//! Papers and outside numbers of a track, as far as the caller may open them.

use chrono::NaiveDate;
use netralitas_app::{reading::track_view::TrackView, writing::receipt::clock_time};
use netralitas_domain::{file::Track, procedure::PaperKind};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Named;
use crate::{dto::file::FileOut, extract::Language};

/// A paper of a track. Of one that the caller may not open there are kind, number and days, and files that were
/// attached to it on this track for those who see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperOut {
    /// Identifier.
    pub id: Uuid,
    /// The step it belongs to.
    pub seq: i64,
    /// What it is.
    pub kind: String,
    /// Its text.
    pub text: Option<&'static str>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Who signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// The NIP of who signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer_nip: Option<String>,
    /// The date on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<NaiveDate>,
    /// The day it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<NaiveDate>,
    /// The hour it was received (`HH:MM`), where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_time: Option<String>,
    /// How it is classified (*sifat*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// What is enclosed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// Its files, as far as the caller may open them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileOut>,
    /// The step that brought it was taken back: it is shown to the office that recorded that step, and to nobody
    /// else.
    pub void: bool,
}

/// A number in an outside system.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReferenceOut {
    /// The step that recorded it.
    pub seq: i64,
    /// The system.
    pub system: Named,
    /// The number as that system writes it.
    pub number: String,
    /// The party that it is the number of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_id: Option<Uuid>,
    /// The paper that it is the number of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_id: Option<Uuid>,
    /// The step that brought it was taken back: it is shown to the office that recorded that step, and to nobody
    /// else.
    pub void: bool,
}

impl PaperOut {
    /// The papers of a track; `base` is its address.
    pub(super) fn all(
        view: &TrackView,
        track: &Track,
        base: &str,
        language: Language,
    ) -> Vec<Self> {
        view.papers
            .iter()
            .map(|(seq, p)| Self {
                id: p.id.raw(),
                seq: *seq,
                text: PaperKind::from_code(&p.kind).map(|k| language.pick(k.text())),
                kind: p.kind.clone(),
                number: p.number.clone(),
                issuer: p.issuer.clone(),
                signer: p.signer.clone(),
                signer_nip: p.signer_nip.clone(),
                dated: p.dated,
                sent: p.sent,
                received: p.received,
                received_time: p
                    .received_minute
                    .and_then(|m| i16::try_from(m).ok())
                    .map(clock_time),
                classification: p.classification.clone(),
                enclosures: p.enclosures.clone(),
                addressee: p.addressee.clone(),
                files: FileOut::of(&view.files, base, |f| f.paper == Some(p.id)),
                void: track.is_taken_back(*seq),
            })
            .collect()
    }
}

impl ReferenceOut {
    /// The numbers of a track in outside systems.
    pub(super) fn all(view: &TrackView, track: &Track, language: Language) -> Vec<Self> {
        view.references
            .iter()
            .map(|(seq, r)| Self {
                seq: *seq,
                system: Named::of(r.system, language),
                number: r.number.clone(),
                party_id: r.party.map(|p| p.raw()),
                paper_id: r.paper.map(|p| p.raw()),
                void: track.is_taken_back(*seq),
            })
            .collect()
    }
}
