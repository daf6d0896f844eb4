//! The people of a case, what they are accused of, and the evidence.

use chrono::NaiveDate;
use netralitas_app::reading::{
    person_shown::PersonShown,
    records::{EvidenceRecord, PersonRecord},
    track_view::{AllegationView, PartyView},
};
use netralitas_domain::{
    file::{CandidateStatus, Capacity, RespondentEnd, SubjectKind},
    procedure::PersonField,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, OfficeRef, Rendering};
use crate::dto::{file::FileOut, words};

/// A party. A sealed identity is withheld here and called by capacity and number.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartyOut {
    /// Identifier.
    pub id: Uuid,
    /// In which capacity.
    #[schema(value_type = words::Capacity)]
    pub capacity: Capacity,
    /// `open`, `withheld` where the identity is sealed, or `erased` of who was erased: nothing is known any more.
    pub identity: &'static str,
    /// A name for people: the name on record, or capacity and number.
    pub label: String,
    /// What a respondent is; `unknown` where the identity is sealed.
    #[schema(value_type = words::SubjectKind)]
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
    /// Why a respondent no longer stands; absent while it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub struck: Option<StruckOut>,
}

/// Why a respondent no longer stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StruckOut {
    /// Why.
    #[schema(value_type = words::RespondentEnd)]
    pub ground: RespondentEnd,
    /// The respondent who stands instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub into_id: Option<Uuid>,
    /// The step of the case in the journal.
    pub seq: i64,
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
    /// Religion or belief.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub religion: Option<String>,
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
    /// The fields of which only the end is left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::PersonField>)]
    pub masked: Vec<PersonField>,
    /// The fields that the reader may not see, whether or not anything is on record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::PersonField>)]
    pub withheld: Vec<PersonField>,
}

impl From<&PersonShown> for PersonOut {
    fn from(shown: &PersonShown) -> Self {
        Self {
            masked: shown.masked.clone(),
            withheld: shown.withheld.clone(),
            ..(&shown.record).into()
        }
    }
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
            religion: p.religion.clone(),
            post: p.post.clone(),
            rank: p.rank.clone(),
            unit: p.unit.clone(),
            agency_name: p.agency_name.clone(),
            identity_number: p.identity_number.clone(),
            power_of_attorney: p.power_of_attorney.clone(),
            masked: Vec::new(),
            withheld: Vec::new(),
        }
    }
}

impl PartyOut {
    pub(super) fn of(p: &PartyView, place: usize, all: &[PartyView], r: &Rendering<'_>) -> Self {
        let capacity = p.facts.capacity;
        let nth = all
            .iter()
            .take(place + 1)
            .filter(|o| o.facts.capacity == capacity)
            .count();
        let name = p.record.as_ref().and_then(|x| x.record.name.clone());
        Self {
            id: p.facts.id.raw(),
            capacity,
            identity: match (p.erased, p.sealed) {
                (true, _) => "erased",
                (false, true) => "withheld",
                (false, false) => "open",
            },
            label: name.unwrap_or_else(|| format!("{} {nth}", r.language.pick(capacity.text()))),
            subject: p.facts.subject,
            nip: p.nip.clone().filter(|_| !p.sealed),
            agency: p
                .facts
                .agency
                .filter(|_| !p.sealed)
                .map(|a| OfficeRef::of(a, r.offices)),
            represents_id: p.facts.represents.map(|x| x.raw()),
            record: p.record.as_ref().map(Into::into),
            struck: p.struck.map(|(ground, into, seq)| StruckOut {
                ground,
                into_id: into.map(|x| x.raw()),
                seq,
            }),
        }
    }
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
    #[schema(value_type = words::CandidateStatus)]
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
            outcomes: a
                .facts
                .outcomes
                .iter()
                .map(|o| Named::of(*o, r.language))
                .collect(),
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
    /// Its files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileOut>,
}

impl EvidenceOut {
    pub(super) fn of(id: Uuid, e: &EvidenceRecord, files: Vec<FileOut>) -> Self {
        Self {
            id,
            kind: e.kind.clone(),
            description: e.description.clone(),
            count: e.count,
            copies: e.copies,
            medium: e.medium.clone(),
            received_on: e.received_on,
            files,
        }
    }
}
