//! Files in addresses and answers.

use netralitas_app::papers::files::File;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

/// What an uploaded file belongs to: exactly one of the two.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FileTarget {
    /// A paper of the track, recorded by the caller's own office.
    pub paper_id: Option<Uuid>,
    /// A piece of evidence of the case (on `cases` only).
    pub evidence_id: Option<Uuid>,
}

impl FileTarget {
    /// The same target as the same text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:?} {:?}", self.paper_id, self.evidence_id)
    }
}

/// A file of a paper or of a piece of evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileOut {
    /// Identifier.
    pub id: Uuid,
    /// Its name as it was sent.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Where it is downloaded.
    pub href: String,
    /// The step that attached it, or that brought its paper, was taken back: it is shown to the office that recorded
    /// that step, and to nobody else.
    pub void: bool,
}

impl FileOut {
    /// Files of one paper or piece of evidence, among those that the caller may open; `base` is the address of
    /// the track.
    pub(crate) fn of(all: &[File], base: &str, belongs: impl Fn(&File) -> bool) -> Vec<Self> {
        all.iter()
            .filter(|f| belongs(f))
            .map(|f| Self {
                id: f.id.raw(),
                name: f.name.clone(),
                media_type: f.media_type.clone(),
                size: f.size,
                sha256: f.sha256.clone(),
                href: format!("{base}/files/{}", f.id),
                void: f.void,
            })
            .collect()
    }
}
