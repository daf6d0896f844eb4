//! What an amendment brings: days for the rules, words for the records. Every entry is the truth as it should
//! have been entered; what is not named stays.

use netralitas_app::{
    amending::{AmendIn, Words},
    error::FieldError,
    input::DetailsIn,
};
use netralitas_domain::ids::Id;
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    Taken,
    amended_records::{AmendedAllegation, AmendedParty, PaperAmended, said},
};
use crate::dto::{
    act::DetailsDto,
    clock::{Day, clock_form, minutes},
};

/// What is amended; at least one entry. `reason` of the act says why.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amendments {
    /// Legal times of steps of this track.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub steps: Vec<AmendedStep>,
    /// The day it became known; on a case. `null`: nobody knows it.
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub known_on: Option<Option<Day>>,
    /// Days of acts; on a case.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub acts: Vec<AmendedAct>,
    /// Papers of this track.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub papers: Vec<PaperAmended>,
    /// Plenary meetings that decided steps of this track.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub meetings: Vec<AmendedMeeting>,
    /// People of the case in words; on a case.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub parties: Vec<AmendedParty>,
    /// Allegations in words; on a case.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allegations: Vec<AmendedAllegation>,
}

/// The legal time of a step.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedStep {
    /// The step, by its `seq` in the journal of the track.
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100000)]
    pub seq: i64,
    /// Its legal day.
    pub effective_day: Day,
    /// Its clock time, `HH:MM`; one that is not named stays where the day does, `null` removes it.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub effective_time: Option<Option<String>>,
}

/// The day of a plenary meeting. Of one that decided other cases too it is not amended.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedMeeting {
    /// The meeting.
    pub meeting_id: Uuid,
    /// Its day; not after the steps that it decided.
    pub day: Day,
}

/// The days of an act; a day that is not named is unknown.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedAct {
    /// The allegation.
    pub allegation_id: Uuid,
    /// The day of the act, or its first.
    pub act_from: Option<Day>,
    /// The last day, where it is a period.
    pub act_to: Option<Day>,
}

impl DetailsDto for Amendments {
    fn into_details(self) -> Taken {
        let nothing = self.known_on.is_none()
            && self.steps.is_empty()
            && self.acts.is_empty()
            && self.papers.is_empty()
            && self.meetings.is_empty()
            && self.parties.is_empty()
            && self.allegations.is_empty();
        if nothing {
            return Err(vec![FieldError::new("/details", "missing")]);
        }
        let acts = self.acts.iter().enumerate();
        let turned =
            acts.filter(|(_, a)| a.act_from.zip(a.act_to).is_some_and(|(from, to)| to < from));
        let turned: Vec<_> = turned
            .map(|(i, _)| FieldError::new(format!("/details/acts/{i}/act_to"), "range"))
            .collect();
        if !turned.is_empty() {
            return Err(turned);
        }
        let amend = AmendIn {
            steps: self
                .steps
                .into_iter()
                .map(|s| {
                    let minute = s.effective_time.map(|t| t.as_deref().and_then(minutes));
                    (s.seq, s.effective_day.date(), minute)
                })
                .collect(),
            known_on: self.known_on.map(|day| day.map(Day::date)),
            acts: self
                .acts
                .into_iter()
                .map(|a| {
                    let id = Id::new(a.allegation_id);
                    (id, a.act_from.map(Day::date), a.act_to.map(Day::date))
                })
                .collect(),
            papers: self.papers.into_iter().map(Into::into).collect(),
            meetings: self
                .meetings
                .into_iter()
                .map(|m| (Id::new(m.meeting_id), m.day.date()))
                .collect(),
            parties: self
                .parties
                .into_iter()
                .map(|p| Ok((Id::new(p.party_id), words(&p, "party_id")?)))
                .collect::<Result<_, Vec<FieldError>>>()?,
            allegations: self
                .allegations
                .into_iter()
                .map(|a| Ok((Id::new(a.allegation_id), words(&a, "allegation_id")?)))
                .collect::<Result<_, Vec<FieldError>>>()?,
        };
        Ok((DetailsIn::Amend(amend), Vec::new()))
    }
}

/// What an entry says beside which record it is of.
fn words(entry: &impl Serialize, record: &'static str) -> Result<Words, Vec<FieldError>> {
    let unread = |_| vec![FieldError::new("/details", "wrong_type")];
    let Value::Object(mut fields) = serde_json::to_value(entry).map_err(unread)? else {
        return Err(vec![FieldError::new("/details", "wrong_type")]);
    };
    fields.remove(record);
    Ok(Words(fields))
}
