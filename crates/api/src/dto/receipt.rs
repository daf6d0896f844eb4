//! The receipt of a command, as the document shows it. The bytes themselves come from the use case and are
//! replayed as stored; a test compares the two shapes.

use chrono::NaiveDate;
use netralitas_domain::{
    numbers::NumberKind,
    procedure::{Guard, Machine, Stage, Term},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::words;

/// A receipt without personal values.
#[derive(Debug, ToSchema)]
#[schema(as = Receipt)]
pub struct ReceiptOut {
    /// The case.
    pub case_id: Uuid,
    /// The track acted on.
    pub track_id: Uuid,
    /// Its version now.
    pub version: i64,
    /// The journal row, equal to the version.
    pub seq: i64,
    /// Where the track stands now.
    #[schema(value_type = words::Stage)]
    pub stage: Stage,
    /// The legal day.
    pub effective_day: NaiveDate,
    /// The clock time of it, where there is one (`HH:MM`).
    pub effective_time: Option<String>,
    /// The zone of the legal time.
    pub zone: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Recorded on a later day than it happened.
    pub recorded_late: bool,
    /// The term that the step should have kept and did not.
    #[schema(value_type = Option<words::Term>)]
    pub late: Option<Term>,
    /// Conditions of time that historic entry noted instead of refusing; absent where none.
    #[schema(value_type = Option<Vec<words::Guard>>)]
    pub irregular: Option<Vec<Guard>>,
    /// Numbers given.
    pub numbers: Vec<ReceiptNumber>,
    /// Terms opened on the track.
    pub terms_opened: Vec<ReceiptTerm>,
    /// Terms whose days an amendment moved, on every track; absent where none.
    pub terms_moved: Option<Vec<ReceiptMovedTerm>>,
    /// Tracks opened or ended beside it.
    pub other_tracks: Vec<ReceiptTrack>,
    /// The plenary meeting; name it by this identifier where it decided other cases too.
    pub meeting_id: Option<Uuid>,
    /// The file attached; its name is not here.
    pub file: Option<ReceiptFile>,
    /// Things worth a second look, by code.
    pub warnings: Vec<String>,
}

/// A number given by the step.
#[derive(Debug, ToSchema)]
pub struct ReceiptNumber {
    /// What kind.
    #[schema(value_type = words::NumberKind)]
    pub kind: NumberKind,
    /// The number.
    pub number: String,
}

/// A term opened by the step.
#[derive(Debug, ToSchema)]
pub struct ReceiptTerm {
    /// Which.
    #[schema(value_type = words::Term)]
    pub term: Term,
    /// Its last day.
    pub due_day: NaiveDate,
    /// The instant it ends (RFC 3339, UTC).
    pub due_at: String,
}

/// A term that an amendment moved.
#[derive(Debug, ToSchema)]
pub struct ReceiptMovedTerm {
    /// The track.
    pub track_id: Uuid,
    /// Which.
    #[schema(value_type = words::Term)]
    pub term: Term,
    /// Its last day before.
    pub was_due_day: NaiveDate,
    /// Its last day now.
    pub due_day: NaiveDate,
    /// Whether the step that closed it counts as late now; absent where it runs.
    pub closed_late: Option<bool>,
}

/// A file attached by the step.
#[derive(Debug, ToSchema)]
pub struct ReceiptFile {
    /// Identifier.
    pub id: Uuid,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Its media type.
    pub media_type: String,
}

/// Another track that the step touched.
#[derive(Debug, ToSchema)]
pub struct ReceiptTrack {
    /// Its machine.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// The track.
    pub track_id: Uuid,
    /// Where it stands now.
    #[schema(value_type = words::Stage)]
    pub stage: Stage,
    /// Its version.
    pub version: i64,
}
