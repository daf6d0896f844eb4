//! One journal row.

use serde::{Deserialize, Serialize};

use super::{Cause, Change, ClosedTerm, TermState};
use crate::{
    ids::{AccountId, CaseId, MeetingId, OfficeId, PaperId, PartyId, TextId, TrackId},
    law::LawSet,
    numbers::NumberSlot,
    procedure::{Action, Guard, Machine, Mark, PaperKind, Seat, Stage, Term, TicketKind},
    time::{Effective, Moment, Zone},
};

/// Who acted in law, apart from who recorded it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// The seat of the acting office; none where a party acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Seat>,
    /// The acting office, where it is known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeId>,
    /// The acting party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
}

/// A text kept outside the journal: its record and a salted hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRef {
    /// The record.
    pub id: TextId,
    /// Its version.
    pub version: i64,
    /// SHA-256 over salt and text, hexadecimal; the salt is kept with the text.
    pub hash: String,
}

/// One journal row: what happened on one track.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The track.
    pub track: TrackId,
    /// The case.
    pub case_id: CaseId,
    /// The machine.
    pub machine: Machine,
    /// The law text.
    pub law: LawSet,
    /// Dense per track, equal to the version it makes.
    pub seq: i64,
    /// What was done.
    pub action: Action,
    /// Where the track stood; none where this opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stage>,
    /// Where it stands now.
    pub to: Stage,
    /// The legal time.
    pub effective: Effective,
    /// The zone of the legal time.
    pub zone: Zone,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Recorded on a later day than it happened.
    #[serde(default)]
    pub recorded_late: bool,
    /// Who acted.
    pub acting: Acting,
    /// The recording account.
    pub account: AccountId,
    /// Its office.
    pub office: OfficeId,
    /// Whose ticket it was done by, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_ticket: Option<TicketKind>,
    /// The paper it was recorded from, where the acting office does not use this installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_paper: Option<PaperId>,
    /// Papers of the step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<PaperId>,
    /// Texts of the step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextRef>,
    /// The plenary meeting that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The day of that meeting was not said and is that of the step, with which it was recorded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub met_that_day: bool,
    /// Terms it opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<TermState>,
    /// Terms it closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<ClosedTerm>,
    /// The term it should have kept and did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Term>,
    /// Numbers it gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<NumberSlot>,
    /// A letter went out with it: it can no longer be taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent: bool,
    /// The step of another track that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The second person, where two must act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<AccountId>,
    /// Temporal guards that historic entry overrode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub irregular: Vec<Guard>,
    /// Papers that the law names for it and that it came without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owes: Vec<PaperKind>,
    /// Kinds of its papers that close open ones of earlier steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settles: Vec<PaperKind>,
    /// What is noted of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// What changed in the facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}
