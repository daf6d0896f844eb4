//! The facts of a case.

use chrono::NaiveDate;
use netralitas_domain::{
    file::{CaseFacts, Channel, LinkKind, Origin},
    procedure::{NotRegisteredGround, Outcome, Requirement, TakeoverGround},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, OfficeRef, Rendering};
use crate::dto::words;

/// Facts of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseOut {
    /// How it began.
    #[schema(value_type = words::Origin)]
    pub origin: Origin,
    /// The way it came.
    #[schema(value_type = words::Channel)]
    pub channel: Channel,
    /// The election.
    pub election: String,
    /// The race.
    pub race: String,
    /// The office that received it.
    pub received_by: OfficeRef,
    /// The office that handles it.
    pub handled_by: OfficeRef,
    /// The legal day of filing.
    pub filed_on: NaiveDate,
    /// The day it became known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_on: Option<NaiveDate>,
    /// Filed outside its term as computed; the initial study decides.
    pub filed_late: bool,
    /// Requirements for which nothing was given yet.
    pub open_requirements: Vec<Named>,
    /// The result of the initial study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_study: Option<StudyOut>,
    /// Why a takeover was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::TakeoverGround>)]
    pub takeover_ground: Option<TakeoverGround>,
    /// Why it was not registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::NotRegisteredGround>)]
    pub not_registered: Option<NotRegisteredGround>,
    /// The day of registration; the rule set is final from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_on: Option<NaiveDate>,
    /// Extended for further information.
    pub extended: bool,
    /// The status was announced.
    pub announced: bool,
    /// Invitations sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub invitations: Vec<InvitationOut>,
    /// The correction of the office's own recommendation, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionOut>,
    /// Links to other cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkOut>,
}

/// The result of the initial study.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StudyOut {
    /// Requirements still not met.
    pub gaps: Vec<Named>,
    /// Found late.
    pub late: bool,
    /// Already handled and solved.
    pub already_solved: bool,
    /// Kinds of violation seen.
    #[schema(value_type = Vec<words::Outcome>)]
    pub kinds: Vec<Outcome>,
}

/// An invitation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitationOut {
    /// The person invited.
    pub party_id: Uuid,
    /// The day of the clarification.
    pub hearing_day: NaiveDate,
}

/// The correction of a recommendation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CorrectionOut {
    /// The office that examines it.
    pub office: OfficeRef,
    /// Whether the national view was asked for.
    pub national_view: bool,
    /// The respondents whose recommendation was withdrawn; absent until it is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_respondent_ids: Option<Vec<Uuid>>,
}

/// A link to another case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LinkOut {
    /// How.
    #[schema(value_type = words::LinkKind)]
    pub kind: LinkKind,
    /// The other case.
    pub case_id: Uuid,
}

impl CaseOut {
    pub(super) fn of(c: &CaseFacts, r: &Rendering<'_>) -> Self {
        let named = |list: &[Requirement]| list.iter().map(|q| Named::of(*q, r.language)).collect();
        Self {
            origin: c.origin,
            channel: c.channel,
            election: c.election.clone(),
            race: c.race.clone(),
            received_by: OfficeRef::of(c.received_by, r.offices),
            handled_by: OfficeRef::of(c.handled_by, r.offices),
            filed_on: c.filed.day,
            known_on: c.known_on,
            filed_late: c.filed_late,
            open_requirements: named(&c.open_requirements()),
            initial_study: c.study.as_ref().map(|s| StudyOut {
                gaps: named(&s.gaps),
                late: s.late,
                already_solved: s.already_solved,
                kinds: s.kinds.clone(),
            }),
            takeover_ground: c.takeover_ground,
            not_registered: c.not_registered,
            registered_on: c.registered_on,
            extended: c.extended,
            announced: c.announced,
            invitations: c
                .invitations
                .iter()
                .map(|i| InvitationOut {
                    party_id: i.party.raw(),
                    hearing_day: i.hearing,
                })
                .collect(),
            correction: c.correction.as_ref().map(|x| CorrectionOut {
                office: OfficeRef::of(x.office, r.offices),
                national_view: x.national_view,
                withdrawn_respondent_ids: x
                    .withdrawn
                    .as_ref()
                    .map(|list| list.iter().map(|p| p.raw()).collect()),
            }),
            links: c
                .links
                .iter()
                .map(|l| LinkOut {
                    kind: l.kind,
                    case_id: l.case.raw(),
                })
                .collect(),
        }
    }
}
