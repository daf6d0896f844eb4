//! Pieces that several requests share: papers, meetings, parties, allegations, evidence.

use chrono::NaiveDate;
use netralitas_app::{
    error::FieldError,
    input::{AllegationIn, ContentIn, MeetingIn, PaperIn, PartyIn, RespondentIn},
    records::{AllegationRecord, EvidenceRecord, PersonRecord},
};
use netralitas_domain::{
    file::{CandidateStatus, Capacity, SubjectKind},
    identity::{self, NipError},
    ids::Id,
    procedure::{PaperKind, Requirement},
};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{code, codes};

/// A letter, form, decree or minutes.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What it is.
    #[schema(schema_with = code::<PaperKind>)]
    pub kind: PaperKind,
    /// Its own or foreign number.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub number: Option<String>,
    /// Who issued it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub issuer: Option<String>,
    /// Who signed it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub signer: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    pub sent: Option<NaiveDate>,
    /// The day its addressee received it.
    pub received: Option<NaiveDate>,
    /// The hour it was received, `HH:MM` in the zone of the handling office.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub received_time: Option<String>,
}

impl From<Paper> for PaperIn {
    fn from(p: Paper) -> Self {
        Self {
            kind: p.kind,
            number: p.number,
            issuer: p.issuer,
            signer: p.signer,
            dated: p.dated,
            sent: p.sent,
            received: p.received,
            received_minute: p.received_time.as_deref().and_then(minutes),
        }
    }
}

/// A plenary meeting: `meeting_id` of one recorded before, or the facts of a new one. Counts are of members.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// A meeting recorded before by the same office; it decides several cases.
    pub meeting_id: Option<Uuid>,
    /// The day; without it the day of the step.
    pub day: Option<NaiveDate>,
    /// The number of its minutes.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub minutes_number: Option<String>,
    /// Members entitled to take part.
    #[validate(range(max = 100))]
    #[schema(maximum = 100)]
    pub entitled: Option<u32>,
    /// Of these, members who recused themselves.
    #[validate(range(max = 100))]
    #[schema(maximum = 100)]
    pub recused: Option<u32>,
    /// Members who took part in the decision.
    #[validate(range(max = 100))]
    #[schema(maximum = 100)]
    pub deciding: Option<u32>,
    /// Members who dissented.
    #[validate(range(max = 100))]
    #[schema(maximum = 100)]
    pub dissenting: Option<u32>,
}

impl From<Meeting> for MeetingIn {
    fn from(m: Meeting) -> Self {
        match m.meeting_id {
            Some(id) => Self::Known(Id::new(id)),
            None => Self::New {
                day: m.day,
                minutes_number: m.minutes_number,
                entitled: m.entitled.unwrap_or(0),
                recused: m.recused.unwrap_or(0),
                deciding: m.deciding.unwrap_or(0),
                dissenting: m.dissenting.unwrap_or(0),
            },
        }
    }
}

/// A person in one capacity, as the paper names them. No identifier is needed to file.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// In which capacity.
    #[schema(schema_with = code::<Capacity>)]
    pub capacity: Capacity,
    /// What a respondent is; without it `unknown`.
    #[schema(schema_with = code::<SubjectKind>)]
    pub subject: Option<SubjectKind>,
    /// NIP or NI PPPK: 18 digits, spaces allowed.
    #[validate(custom(function = nip_form))]
    #[schema(pattern = "^[0-9 ]{18,30}$")]
    pub nip: Option<String>,
    /// The agency of appointment, where it is an office here.
    pub agency_id: Option<Uuid>,
    /// The place in this list, from 0, of the party whom a representative represents.
    pub represents: Option<u16>,
    /// Name as written.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: Option<String>,
    /// Address.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub address: Option<String>,
    /// Telephone.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub phone: Option<String>,
    /// E-mail.
    #[validate(length(min = 3, max = 254))]
    #[schema(min_length = 3, max_length = 254)]
    pub email: Option<String>,
    /// Place of birth.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub birth_place: Option<String>,
    /// Day of birth.
    pub birth_day: Option<NaiveDate>,
    /// Sex.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    pub sex: Option<String>,
    /// Occupation.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub occupation: Option<String>,
    /// Citizenship.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub citizenship: Option<String>,
    /// Post on the day of the act.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub post: Option<String>,
    /// Rank on the day of the act.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub rank: Option<String>,
    /// Unit on the day of the act.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub unit: Option<String>,
    /// Agency as the paper names it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub agency_name: Option<String>,
    /// Number of the identity paper a reporter shows.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub identity_number: Option<String>,
    /// Number and day of a representative's power of attorney.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub power_of_attorney: Option<String>,
}

impl From<Party> for PartyIn {
    fn from(p: Party) -> Self {
        Self {
            capacity: p.capacity,
            subject: p.subject.unwrap_or(SubjectKind::Unknown),
            nip: p.nip.as_deref().map(identity::compact),
            agency: p.agency_id.map(Id::new),
            represents: p.represents.map(usize::from),
            record: PersonRecord {
                name: p.name,
                address: p.address,
                phone: p.phone,
                email: p.email,
                birth_place: p.birth_place,
                birth_day: p.birth_day,
                sex: p.sex,
                occupation: p.occupation,
                citizenship: p.citizenship,
                post: p.post,
                rank: p.rank,
                unit: p.unit,
                agency_name: p.agency_name,
                identity_number: p.identity_number,
                power_of_attorney: p.power_of_attorney,
            },
        }
    }
}

/// One respondent, one act.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Allegation {
    /// The place of the respondent in `parties`, from 0. Either this or `respondent_id`.
    pub respondent: Option<u16>,
    /// A respondent who is already in the case.
    pub respondent_id: Option<Uuid>,
    /// What is alleged.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    pub what: Option<String>,
    /// The day of the act, or its first.
    pub act_from: Option<NaiveDate>,
    /// The last day, where it is a period.
    pub act_to: Option<NaiveDate>,
    /// How well the day is known: `exact`, `about`, `unknown`.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    pub precision: Option<String>,
    /// Where.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub place: Option<String>,
    /// Address on the net.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub net_address: Option<String>,
    /// The candidate concerned.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub candidate_name: Option<String>,
    /// Where the candidate stood on that day; without it `unknown`.
    #[schema(schema_with = code::<CandidateStatus>)]
    pub candidate: Option<CandidateStatus>,
    /// A row of the catalogue of violations.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub catalogue: Option<String>,
}

/// A piece of evidence as the receipt lists it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Document, photo, video, audio, screenshot, object or another kind.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub kind: String,
    /// What it is.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub description: String,
    /// How many.
    #[validate(range(max = 1_000_000))]
    #[schema(maximum = 1_000_000)]
    pub count: Option<u32>,
    /// Copies handed in.
    #[validate(range(max = 1000))]
    #[schema(maximum = 1000)]
    pub copies: Option<u32>,
    /// Paper or storage medium.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub medium: Option<String>,
    /// The day it was received.
    pub received_on: Option<NaiveDate>,
}

/// Parties, allegations, evidence and account, as far as they are known. Gaps are taken and show as open
/// requirements.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// People.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub parties: Vec<Party>,
    /// Allegations.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allegations: Vec<Allegation>,
    /// Evidence.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub evidence: Vec<Evidence>,
    /// The chronological account.
    #[validate(length(min = 1, max = 50000))]
    #[schema(min_length = 1, max_length = 50000)]
    pub account: Option<String>,
    /// Requirements for which something was given in another way.
    #[serde(default)]
    #[validate(length(max = 7))]
    #[schema(schema_with = codes::<Requirement>)]
    pub given: Vec<Requirement>,
}

impl Content {
    /// As the use cases take it; `at` is the JSON pointer of this object.
    ///
    /// # Errors
    /// Every allegation that names no respondent.
    pub fn into_input(self, at: &str) -> Result<ContentIn, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut allegations = Vec::new();
        for (i, a) in self.allegations.into_iter().enumerate() {
            let respondent = match (a.respondent_id, a.respondent) {
                (Some(id), None) => RespondentIn::Known(Id::new(id)),
                (None, Some(place)) => RespondentIn::New(usize::from(place)),
                _ => {
                    errors.push(FieldError::new(format!("{at}/allegations/{i}/respondent"), "missing"));
                    continue;
                }
            };
            if a.act_from.is_some_and(|from| a.act_to.is_some_and(|to| to < from)) {
                errors.push(FieldError::new(format!("{at}/allegations/{i}/act_to"), "range"));
            }
            allegations.push(AllegationIn {
                respondent,
                act_from: a.act_from,
                act_to: a.act_to,
                candidate: a.candidate.unwrap_or(CandidateStatus::Unknown),
                catalogue: a.catalogue,
                record: AllegationRecord {
                    what: a.what,
                    precision: a.precision,
                    place: a.place,
                    net_address: a.net_address,
                    candidate_name: a.candidate_name,
                },
            });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(ContentIn {
            parties: self.parties.into_iter().map(Into::into).collect(),
            allegations,
            evidence: self
                .evidence
                .into_iter()
                .map(|e| EvidenceRecord {
                    kind: e.kind,
                    description: e.description,
                    count: e.count,
                    copies: e.copies,
                    medium: e.medium,
                    received_on: e.received_on,
                })
                .collect(),
            account: self.account,
            given: self.given,
        })
    }
}

/// `HH:MM` as minutes since midnight.
#[must_use]
pub fn minutes(clock: &str) -> Option<i16> {
    let (hours, minutes) = clock.split_once(':')?;
    let digits = |t: &str| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

pub(super) fn clock_form(clock: &str) -> Result<(), ValidationError> {
    minutes(clock).map(|_| ()).ok_or_else(|| ValidationError::new("bad_format"))
}

pub(super) fn nip_form(nip: &str) -> Result<(), ValidationError> {
    match identity::read_nip(nip) {
        Ok(_) => Ok(()),
        Err(NipError::NotEighteenDigits) => Err(ValidationError::new("nip_length")),
        Err(NipError::ImpossibleDate) => Err(ValidationError::new("nip_date")),
    }
}
