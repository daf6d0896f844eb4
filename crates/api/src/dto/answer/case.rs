//! The facts of a case.

use chrono::NaiveDate;
use netralitas_domain::{
    file::{CaseFacts, Channel, Link, LinkKind, Origin},
    procedure::{CorrectionResult, NotRegisteredGround, Outcome, Requirement, TakeoverGround},
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
    /// The status was announced, of whatever stage: a study opens with the announcement of what was decided on it.
    pub announced: bool,
    /// Invitations sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub invitations: Vec<InvitationOut>,
    /// Recommendations and referral letters issued, superseded ones among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<RecommendationOut>,
    /// Requests for correction, in the order in which they were taken in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<CorrectionOut>,
    /// The steps in the journal that placed legal holds which stand: while there is one nobody is erased.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<i64>,
    /// Links to other cases that the caller sees.
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
    /// A person judged that against the days of the filing: amended days leave it as it is.
    pub late_judged: bool,
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

/// A recommendation or referral letter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecommendationOut {
    /// The step in the journal that issued it.
    pub seq: i64,
    /// The kind of outcome it speaks of.
    #[schema(value_type = words::Outcome)]
    pub outcome: Outcome,
    /// The office that issued it.
    pub office: OfficeRef,
    /// The day of its issue.
    pub issued_on: NaiveDate,
    /// Corrected by this step in the journal; its number stays used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by_seq: Option<i64>,
}

/// A request for correction and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CorrectionOut {
    /// The step in the journal that took it in; it names the request.
    pub seq: i64,
    /// The office that examines it.
    pub office: OfficeRef,
    /// The kinds of recommendation that are to be corrected.
    #[schema(value_type = Vec<words::Outcome>)]
    pub outcomes: Vec<Outcome>,
    /// The day it was received.
    pub received_on: NaiveDate,
    /// It came after its term; the office that examines it judges that.
    pub late: bool,
    /// Whether the national view was asked for.
    pub national_view: bool,
    /// Whether Bawaslu RI has given it.
    pub national_view_given: bool,
    /// How it ended; absent until it is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::CorrectionResult>)]
    pub result: Option<CorrectionResult>,
    /// The step in the journal that decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_seq: Option<i64>,
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
    pub(super) fn of(c: &CaseFacts, links: &[Link], r: &Rendering<'_>) -> Self {
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
                late_judged: s.late_judged,
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
            recommendations: c
                .recommendations
                .iter()
                .map(|x| RecommendationOut {
                    seq: x.seq,
                    outcome: x.outcome,
                    office: OfficeRef::of(x.office, r.offices),
                    issued_on: x.issued,
                    superseded_by_seq: x.superseded_by,
                })
                .collect(),
            corrections: c
                .corrections
                .iter()
                .map(|x| CorrectionOut {
                    seq: x.seq,
                    office: OfficeRef::of(x.office, r.offices),
                    outcomes: x.outcomes.clone(),
                    received_on: x.received,
                    late: x.late,
                    national_view: x.national_view,
                    national_view_given: x.national_view_given,
                    result: x.decision.map(|d| d.result),
                    decided_seq: x.decision.map(|d| d.seq),
                })
                .collect(),
            holds: c.holds.clone(),
            links: links
                .iter()
                .map(|l| LinkOut {
                    kind: l.kind,
                    case_id: l.case.raw(),
                })
                .collect(),
        }
    }
}
