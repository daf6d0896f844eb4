//! Papers and plenary meetings in requests.

use netralitas_app::{
    error::FieldError,
    input::{MeetingIn, PaperIn},
};
use netralitas_domain::{identity, ids::Id, procedure::PaperKind};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    clock::{Day, clock_form, minutes},
    party::nip_form,
    words,
};

/// A letter, form, decree or minutes.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What it is.
    #[schema(value_type = words::PaperKind)]
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
    /// The NIP or NI PPPK of who signed it. A decision or letter by which an office acts is refused where a
    /// respondent of the case signed it.
    #[validate(custom(function = nip_form))]
    #[schema(pattern = "^[0-9 ]{18,30}$", example = "198609262015051001")]
    pub signer_nip: Option<String>,
    /// The date on it.
    pub dated: Option<Day>,
    /// The day it was sent.
    pub sent: Option<Day>,
    /// The day its addressee received it.
    pub received: Option<Day>,
    /// The hour it was received, `HH:MM` in the zone of the handling office.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub received_time: Option<String>,
    /// How it is classified (*sifat*).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub classification: Option<String>,
    /// What is enclosed.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub addressee: Option<String>,
}

impl From<Paper> for PaperIn {
    fn from(p: Paper) -> Self {
        Self {
            kind: p.kind,
            number: p.number,
            issuer: p.issuer,
            signer: p.signer,
            dated: p.dated.map(Day::date),
            sent: p.sent.map(Day::date),
            received: p.received.map(Day::date),
            received_minute: p.received_time.as_deref().and_then(minutes),
            classification: p.classification,
            enclosures: p.enclosures,
            addressee: p.addressee,
            signer_nip: p.signer_nip.as_deref().map(identity::compact),
        }
    }
}

/// A plenary meeting: `meeting_id` of one recorded before and nothing else, or the facts of a new one, of which
/// `entitled` and `deciding` are required. Counts are of members.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// A meeting recorded before by the same office; it decides several cases.
    pub meeting_id: Option<Uuid>,
    /// The day; without it the day of the step.
    pub day: Option<Day>,
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

impl Meeting {
    /// As the use cases take it.
    ///
    /// # Errors
    /// A meeting recorded before that is told of anew, and a new one without the counts that a decision needs.
    pub fn into_input(self) -> Result<MeetingIn, Vec<FieldError>> {
        let at = |name: &str, code: &'static str| FieldError::new(format!("/meeting/{name}"), code);
        if let Some(id) = self.meeting_id {
            // What was recorded keeps its day and counts, so telling them again would be ignored.
            let told = [
                ("day", self.day.is_some()),
                ("minutes_number", self.minutes_number.is_some()),
                ("entitled", self.entitled.is_some()),
                ("recused", self.recused.is_some()),
                ("deciding", self.deciding.is_some()),
                ("dissenting", self.dissenting.is_some()),
            ];
            let errors: Vec<_> = told
                .iter()
                .filter(|(_, told)| *told)
                .map(|(name, _)| at(name, "recorded_before"))
                .collect();
            return if errors.is_empty() {
                Ok(MeetingIn::Known(Id::new(id)))
            } else {
                Err(errors)
            };
        }
        match (self.entitled, self.deciding) {
            (Some(entitled), Some(deciding)) => Ok(MeetingIn::New {
                day: self.day.map(Day::date),
                minutes_number: self.minutes_number,
                entitled,
                recused: self.recused.unwrap_or(0),
                deciding,
                dissenting: self.dissenting.unwrap_or(0),
            }),
            (entitled, deciding) => Err([
                ("entitled", entitled.is_none()),
                ("deciding", deciding.is_none()),
            ]
            .iter()
            .filter(|(_, missing)| *missing)
            .map(|(name, _)| at(name, "missing"))
            .collect()),
        }
    }
}
