//! The answer of a command: a receipt without personal values, stored and replayed byte for byte.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::{Change, Event},
    ids::TrackId,
    numbers::NumberKind,
    procedure::{Guard, Machine, Stage, Term},
};
use serde::Serialize;

/// The receipt.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// The case.
    pub case_id: String,
    /// The track acted on.
    pub track_id: String,
    /// Its version now.
    pub version: i64,
    /// The journal row, equal to the version.
    pub seq: i64,
    /// Where the track stands now.
    pub stage: Stage,
    /// The legal day.
    pub effective_day: chrono::NaiveDate,
    /// The clock time of it, where there is one (`HH:MM`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_time: Option<String>,
    /// The zone of the legal time.
    pub zone: &'static str,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Recorded on a later day than it happened.
    pub recorded_late: bool,
    /// The term that the step should have kept and did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Term>,
    /// Temporal guards that historic entry overrode.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub irregular: Vec<Guard>,
    /// Numbers given.
    pub numbers: Vec<GivenNumber>,
    /// Terms opened on the track.
    pub terms_opened: Vec<OpenedTerm>,
    /// Terms whose days an amendment moved, on every track that the caller sees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms_moved: Vec<MovedTerm>,
    /// Tracks opened or ended beside it, of those that the caller sees now.
    pub other_tracks: Vec<TouchedTrack>,
    /// The plenary meeting; name it by this identifier where it decided other cases too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<String>,
    /// The file attached; its name is not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<AttachedFile>,
    /// Things worth a second look, by code.
    pub warnings: Vec<&'static str>,
}

/// A number given by the step.
#[derive(Debug, Clone, Serialize)]
pub struct GivenNumber {
    /// What kind.
    pub kind: NumberKind,
    /// The number.
    pub number: String,
}

/// A term opened by the step.
#[derive(Debug, Clone, Serialize)]
pub struct OpenedTerm {
    /// Which.
    pub term: Term,
    /// Its last day.
    pub due_day: chrono::NaiveDate,
    /// The instant it ends (RFC 3339, UTC).
    pub due_at: String,
}

/// A term that an amendment moved.
#[derive(Debug, Clone, Serialize)]
pub struct MovedTerm {
    /// The track.
    pub track_id: String,
    /// Which.
    pub term: Term,
    /// Its last day before.
    pub was_due_day: chrono::NaiveDate,
    /// Its last day now.
    pub due_day: chrono::NaiveDate,
    /// Whether the step that closed it counts as late now; none where it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_late: Option<bool>,
}

impl MovedTerm {
    fn all(event: &Event) -> impl Iterator<Item = Self> {
        let moved = event.changes.iter().filter_map(|c| match c {
            Change::TermsMoved(list) => Some(list),
            _ => None,
        });
        moved.flatten().map(|m| Self {
            track_id: event.track.to_string(),
            term: m.now.term,
            was_due_day: m.was,
            due_day: m.now.due_day,
            closed_late: m.now.closed_by.map(|_| m.now.closed_late),
        })
    }
}

/// A file attached by the step.
#[derive(Debug, Clone, Serialize)]
pub struct AttachedFile {
    /// Identifier.
    pub id: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Its media type.
    pub media_type: String,
}

impl AttachedFile {
    fn of(event: &Event) -> Option<Self> {
        event.changes.iter().find_map(|change| match change {
            Change::FileAttached(file) => Some(Self {
                id: file.id.to_string(),
                sha256: file.sha256.clone(),
                size: file.size,
                media_type: file.media_type.clone(),
            }),
            _ => None,
        })
    }
}

/// Another track that the step touched.
#[derive(Debug, Clone, Serialize)]
pub struct TouchedTrack {
    /// Its machine.
    pub machine: Machine,
    /// The track.
    pub track_id: String,
    /// Where it stands now.
    pub stage: Stage,
    /// Its version.
    pub version: i64,
}

impl Receipt {
    /// The receipt of these events; the first is that of the track acted on. Of the others those are told whose
    /// tracks are `seen` by whoever gets it.
    #[must_use]
    pub fn of(
        events: &[Event],
        mut warnings: Vec<&'static str>,
        seen: &BTreeSet<TrackId>,
    ) -> Option<Self> {
        let (own, others) = events.split_first()?;
        let others: Vec<&Event> = others.iter().filter(|e| seen.contains(&e.track)).collect();
        warnings.extend(own.marks.iter().map(|mark| mark.code()));
        Some(Self {
            case_id: own.case_id.to_string(),
            track_id: own.track.to_string(),
            version: own.seq,
            seq: own.seq,
            stage: own.to,
            effective_day: own.effective.day,
            effective_time: own.effective.minute.map(clock_time),
            zone: own.zone.code(),
            recorded_at: own.recorded_at.rfc3339(),
            recorded_late: own.recorded_late,
            late: own.late,
            irregular: own.irregular.clone(),
            numbers: own
                .numbers
                .iter()
                .filter_map(|n| {
                    Some(GivenNumber {
                        kind: n.kind,
                        number: n.text.clone()?,
                    })
                })
                .collect(),
            terms_opened: own
                .opened
                .iter()
                .map(|t| OpenedTerm {
                    term: t.term,
                    due_day: t.due_day,
                    due_at: t.due_at.rfc3339(),
                })
                .collect(),
            terms_moved: std::iter::once(own)
                .chain(others.iter().copied())
                .flat_map(MovedTerm::all)
                .collect(),
            other_tracks: others
                .iter()
                .map(|e| TouchedTrack {
                    machine: e.machine,
                    track_id: e.track.to_string(),
                    stage: e.to,
                    version: e.seq,
                })
                .collect(),
            file: AttachedFile::of(own),
            meeting_id: own.meeting.map(|m| m.to_string()),
            warnings,
        })
    }
}

/// Minutes since midnight as `HH:MM`.
#[must_use]
pub fn clock_time(minute: i16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
