//! A person in a request.

use netralitas_app::{input::PartyIn, reading::records::PersonRecord};
use netralitas_domain::{
    file::{Capacity, SubjectKind},
    identity::{self, NipError},
    ids::Id,
};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{clock::Day, words};

/// A person in one capacity, as the paper names them. No identifier is needed to file.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// In which capacity.
    #[schema(value_type = words::Capacity)]
    pub capacity: Capacity,
    /// What a respondent is; without it `unknown`.
    #[schema(value_type = Option<words::SubjectKind>)]
    pub subject: Option<SubjectKind>,
    /// NIP or NI PPPK: 18 digits, spaces allowed.
    #[validate(custom(function = nip_form))]
    #[schema(pattern = "^[0-9 ]{18,30}$")]
    pub nip: Option<String>,
    /// The agency of appointment, where it is an office here.
    pub agency_id: Option<Uuid>,
    /// The place in this list, from 0, of the party whom a representative represents.
    #[schema(maximum = 65535)]
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
    pub birth_day: Option<Day>,
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
    /// Religion or belief, for the oath (forms B.10 to B.12).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub religion: Option<String>,
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
                birth_day: p.birth_day.map(Day::date),
                sex: p.sex,
                occupation: p.occupation,
                citizenship: p.citizenship,
                religion: p.religion,
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

pub(crate) fn nip_form(nip: &str) -> Result<(), ValidationError> {
    match identity::read_nip(nip) {
        Ok(_) => Ok(()),
        Err(NipError::NotEighteenDigits) => Err(ValidationError::new("nip_length")),
        Err(NipError::ImpossibleDate) => Err(ValidationError::new("nip_date")),
    }
}
