//! Notes of an office on a track.

use netralitas_app::notes::{NoteIn, NoteView};
use netralitas_domain::ids::Id;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

/// Which notes.
#[derive(Debug, Clone, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NotesQuery {
    /// On this track; a case's own track has the case's identifier.
    #[param(example = "0192f0c1-7f00-7000-8000-000000000001")]
    pub track_id: Uuid,
}

/// A note to be written.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// On this track; a case's own track has the case's identifier.
    pub track_id: Uuid,
    /// What it says.
    #[validate(length(min = 1, max = 10000))]
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
    /// The accounts of the own office that alone may read it, beside who writes it; everybody there without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub readers: Vec<Uuid>,
}

impl From<NewNote> for NoteIn {
    fn from(new: NewNote) -> Self {
        Self {
            track: Id::new(new.track_id),
            text: new.text,
            readers: new.readers.into_iter().map(Id::new).collect(),
        }
    }
}

/// The notes of the caller's office on a track.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotesOut {
    /// Oldest first.
    pub items: Vec<NoteOut>,
}

/// A note.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteOut {
    /// Identifier.
    pub id: Uuid,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub account_id: Uuid,
    /// The name of who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the caller wrote it, and so may take it away.
    pub own: bool,
    /// Who alone may read it, beside who wrote it; everybody of the office where nobody is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Uuid>,
    /// When (RFC 3339, UTC).
    pub made_at: String,
}

impl From<NoteView> for NoteOut {
    fn from(view: NoteView) -> Self {
        let note = view.note;
        Self {
            id: note.id,
            text: note.body,
            account_id: note.by.raw(),
            name: view.name,
            own: view.own,
            readers: note.readers.iter().map(|r| r.raw()).collect(),
            made_at: note.made_at.rfc3339(),
        }
    }
}

/// The receipt of a note.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteReceiptOut {
    /// The note.
    pub note_id: Uuid,
    /// When it was written or taken away (RFC 3339, UTC).
    pub recorded_at: String,
}
