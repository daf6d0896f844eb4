//! The personal records of parties, allegations and evidence, as they are stored: what the paper said.

use chrono::NaiveDate;
use netralitas_domain::{file::SubjectKind, ids::OfficeId};
use serde::{Deserialize, Serialize};

/// A person as the paper names them (forms B.1, B.2, B.8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonRecord {
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
    /// `male` or `female`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// Occupation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// Citizenship.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizenship: Option<String>,
    /// Religion or belief, for the oath.
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
    /// Identity number of a reporter (NIK), as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_number: Option<String>,
    /// Number and day of a power of attorney.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub power_of_attorney: Option<String>,
}

/// All that is known of a person whose capacity is sealed. What stands open of others (identity number, agency, kind
/// of service) stands here alone: no person, no identifier, no fact of the case holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SealedRecord {
    /// What the paper said.
    #[serde(flatten)]
    pub person: PersonRecord,
    /// NIP or NI PPPK.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nip: Option<String>,
    /// The agency of appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeId>,
    /// What the person is, where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectKind>,
}

/// An allegation in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllegationRecord {
    /// What is alleged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// `exact`, `about`, `unknown`.
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
}

/// A piece of evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceRecord {
    /// `document`, `photo`, `video`, `audio`, `screenshot`, `object`, `other`.
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
