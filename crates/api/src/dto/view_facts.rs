//! The facts of each machine's tracks, and the people in them, as answers.

use chrono::NaiveDate;
use netralitas_app::{
    query::{AllegationView, PartyView},
    records::{EvidenceRecord, PersonRecord},
};
use netralitas_domain::{
    file::{
        CandidateStatus, Capacity, CaseFacts, Channel, ControlFacts, LinkKind, Origin, ReferralFacts, ReviewFacts,
        SanctionFacts, SubjectKind,
    },
    law::SanctionLevel,
    procedure::{BlockScope, Deviation, FollowUpJudgement, LapseCause, NotRegisteredGround, Outcome, RemedyResult, Requirement},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    code, codes,
    view::{Named, OfficeRef, Rendering},
};

/// Facts of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseOut {
    /// How it began.
    #[schema(schema_with = code::<Origin>)]
    pub origin: Origin,
    /// The way it came.
    #[schema(schema_with = code::<Channel>)]
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
    /// Why it was not registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<NotRegisteredGround>)]
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
    #[schema(schema_with = codes::<Outcome>)]
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

/// A link to another case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LinkOut {
    /// How.
    #[schema(schema_with = code::<LinkKind>)]
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
            not_registered: c.not_registered,
            registered_on: c.registered_on,
            extended: c.extended,
            announced: c.announced,
            invitations: c
                .invitations
                .iter()
                .map(|i| InvitationOut { party_id: i.party.raw(), hearing_day: i.hearing })
                .collect(),
            links: c.links.iter().map(|l| LinkOut { kind: l.kind, case_id: l.case.raw() }).collect(),
        }
    }
}

/// Facts of a review.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReviewOut {
    /// The respondent.
    pub respondent_id: Uuid,
    /// The authority.
    pub authority: OfficeRef,
    /// The agency of the personnel officer (PPK).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeRef>,
    /// The sanction regime of the acts.
    pub regime: Named,
    /// The review it continues, after a hand-over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continues_id: Option<Uuid>,
    /// The recommended level.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<SanctionLevel>)]
    pub recommended_level: Option<SanctionLevel>,
    /// The recommended kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended_kind: Option<String>,
    /// The day the agency received the recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// Number in the authority's own system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside_number: Option<String>,
    /// How the follow-up was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<FollowUpJudgement>)]
    pub judgement: Option<FollowUpJudgement>,
    /// Why it lapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<LapseCause>)]
    pub lapse: Option<LapseCause>,
}

impl ReviewOut {
    pub(super) fn of(f: &ReviewFacts, r: &Rendering<'_>) -> Self {
        Self {
            respondent_id: f.respondent.raw(),
            authority: OfficeRef::of(f.authority, r.offices),
            agency: f.agency.map(|a| OfficeRef::of(a, r.offices)),
            regime: Named::of(f.regime, r.language),
            continues_id: f.continues.map(|t| t.raw()),
            recommended_level: f.recommendation.as_ref().and_then(|x| x.level),
            recommended_kind: f.recommendation.as_ref().and_then(|x| x.kind.clone()),
            received_on: f.received_on,
            outside_number: f.outside_number.clone(),
            judgement: f.judgement,
            lapse: f.lapse,
        }
    }
}

/// One sanction with its time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureOut {
    /// The regime.
    pub regime: String,
    /// The kind's code.
    pub kind: String,
    /// The kind in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// Facts of a sanction.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SanctionOut {
    /// The review it follows.
    pub review_id: Uuid,
    /// The respondent.
    pub respondent_id: Uuid,
    /// The agency.
    pub agency: OfficeRef,
    /// What was imposed.
    pub measures: Vec<MeasureOut>,
    /// How it differs from the recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<Deviation>)]
    pub deviation: Option<Deviation>,
    /// It dismisses or ends the contract.
    pub dismissal: bool,
    /// Decided without an examination on record.
    pub without_examination: bool,
    /// Remedies decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(schema_with = codes::<RemedyResult>)]
    pub remedies: Vec<RemedyResult>,
}

impl SanctionOut {
    pub(super) fn of(f: &SanctionFacts, r: &Rendering<'_>) -> Self {
        Self {
            review_id: f.review.raw(),
            respondent_id: f.respondent.raw(),
            agency: OfficeRef::of(f.agency, r.offices),
            measures: f
                .measures
                .iter()
                .map(|m| {
                    let kind = r.book.sanction_kind(&m.regime, &m.kind);
                    MeasureOut {
                        regime: m.regime.clone(),
                        kind: m.kind.clone(),
                        text: kind.map(|k| match r.language {
                            crate::extract::Language::Indonesian => k.id.clone(),
                            crate::extract::Language::English => k.en.clone(),
                        }),
                        level: kind.map(|k| k.level.clone()),
                        from: m.from,
                        to: m.to,
                    }
                })
                .collect(),
            deviation: f.deviation,
            dismissal: f.dismissal,
            without_examination: f.without_examination,
            remedies: f.pleas.iter().map(|p| p.result).collect(),
        }
    }
}

/// Facts of a block.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ControlOut {
    /// The review it enforces.
    pub review_id: Uuid,
    /// The respondent.
    pub respondent_id: Uuid,
    /// The agency.
    pub agency: OfficeRef,
    /// What it covers.
    #[schema(schema_with = code::<BlockScope>)]
    pub scope: BlockScope,
}

impl ControlOut {
    pub(super) fn of(f: &ControlFacts, r: &Rendering<'_>) -> Self {
        Self {
            review_id: f.review.raw(),
            respondent_id: f.respondent.raw(),
            agency: OfficeRef::of(f.agency, r.offices),
            scope: f.scope,
        }
    }
}

/// Facts of a referral.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReferralOut {
    /// The respondent.
    pub respondent_id: Uuid,
    /// The outcome forwarded.
    #[schema(schema_with = code::<Outcome>)]
    pub outcome: Outcome,
    /// The receiving office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeRef>,
    /// The receiving body's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it was answered.
    pub answered: bool,
}

impl ReferralOut {
    pub(super) fn of(f: &ReferralFacts, r: &Rendering<'_>) -> Self {
        Self {
            respondent_id: f.respondent.raw(),
            outcome: f.destination.outcome,
            office: f.destination.office.map(|o| OfficeRef::of(o, r.offices)),
            name: f.destination.name.clone(),
            answered: f.answered,
        }
    }
}

/// A party. A sealed identity is withheld here and called by capacity and number.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartyOut {
    /// Identifier.
    pub id: Uuid,
    /// In which capacity.
    #[schema(schema_with = code::<Capacity>)]
    pub capacity: Capacity,
    /// `open`, or `withheld` where the identity is sealed.
    pub identity: &'static str,
    /// A name for people: the name on record, or capacity and number.
    pub label: String,
    /// What a respondent is.
    #[schema(schema_with = code::<SubjectKind>)]
    pub subject: SubjectKind,
    /// NIP or NI PPPK, as recorded; not yet verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nip: Option<String>,
    /// The agency of appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeRef>,
    /// Whom a representative represents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub represents_id: Option<Uuid>,
    /// What the paper said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<PersonOut>,
}

/// A person as the paper names them.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PersonOut {
    /// Name as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Place of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<String>,
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_day: Option<NaiveDate>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Occupation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// Citizenship.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizenship: Option<String>,
    /// Post on the day of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Rank on the day of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<String>,
    /// Unit on the day of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Agency as the paper names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_name: Option<String>,
    /// Number of the identity paper a reporter showed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_number: Option<String>,
    /// Number and day of a power of attorney.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub power_of_attorney: Option<String>,
}

impl From<&PersonRecord> for PersonOut {
    fn from(p: &PersonRecord) -> Self {
        Self {
            name: p.name.clone(),
            address: p.address.clone(),
            phone: p.phone.clone(),
            email: p.email.clone(),
            birth_place: p.birth_place.clone(),
            birth_day: p.birth_day,
            sex: p.sex.clone(),
            occupation: p.occupation.clone(),
            citizenship: p.citizenship.clone(),
            post: p.post.clone(),
            rank: p.rank.clone(),
            unit: p.unit.clone(),
            agency_name: p.agency_name.clone(),
            identity_number: p.identity_number.clone(),
            power_of_attorney: p.power_of_attorney.clone(),
        }
    }
}

impl PartyOut {
    pub(super) fn of(p: &PartyView, place: usize, all: &[PartyView], r: &Rendering<'_>) -> Self {
        let capacity = p.facts.capacity;
        let nth = all.iter().take(place + 1).filter(|o| o.facts.capacity == capacity).count();
        let name = p.record.as_ref().and_then(|x| x.name.clone());
        Self {
            id: p.facts.id.raw(),
            capacity,
            identity: if capacity.is_sealed() { "withheld" } else { "open" },
            label: name.unwrap_or_else(|| format!("{} {nth}", r.language.pick(capacity.text()))),
            subject: p.facts.subject,
            nip: p.nip.clone(),
            agency: p.facts.agency.map(|a| OfficeRef::of(a, r.offices)),
            represents_id: p.facts.represents.map(|x| x.raw()),
            record: p.record.as_ref().map(Into::into),
        }
    }
}

/// The sealed identities of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealedOut {
    /// One entry per reporter, informant or representative on record.
    pub items: Vec<SealedPerson>,
}

/// One sealed identity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealedPerson {
    /// The party.
    pub party_id: Uuid,
    /// Who it is.
    pub record: PersonOut,
}

/// An allegation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AllegationOut {
    /// Identifier.
    pub id: Uuid,
    /// The respondent.
    pub respondent_id: Uuid,
    /// What is alleged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The day of the act, or its first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_from: Option<NaiveDate>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_to: Option<NaiveDate>,
    /// How well the day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Address on the net.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_address: Option<String>,
    /// The candidate concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_name: Option<String>,
    /// Where the candidate stood on that day.
    #[schema(schema_with = code::<CandidateStatus>)]
    pub candidate: CandidateStatus,
    /// The sanction regime of the day of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regime: Option<Named>,
    /// What the plenary found.
    pub outcomes: Vec<Named>,
}

impl AllegationOut {
    pub(super) fn of(a: &AllegationView, r: &Rendering<'_>) -> Self {
        Self {
            id: a.facts.id.raw(),
            respondent_id: a.facts.respondent.raw(),
            what: a.record.what.clone(),
            act_from: a.facts.act_from,
            act_to: a.facts.act_to,
            precision: a.record.precision.clone(),
            place: a.record.place.clone(),
            net_address: a.record.net_address.clone(),
            candidate_name: a.record.candidate_name.clone(),
            candidate: a.facts.candidate,
            regime: a.facts.regime.map(|x| Named::of(x, r.language)),
            outcomes: a.facts.outcomes.iter().map(|o| Named::of(*o, r.language)).collect(),
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceOut {
    /// Identifier.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// What it is.
    pub description: String,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Copies handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
    /// Paper or storage medium.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// The day it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
}

impl EvidenceOut {
    pub(super) fn of(id: Uuid, e: &EvidenceRecord) -> Self {
        Self {
            id,
            kind: e.kind.clone(),
            description: e.description.clone(),
            count: e.count,
            copies: e.copies,
            medium: e.medium.clone(),
            received_on: e.received_on,
        }
    }
}
