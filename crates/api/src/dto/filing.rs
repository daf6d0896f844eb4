//! New cases: a report, a supervision report that may become a finding, early information.

use netralitas_app::{
    error::FieldError,
    input::{NewCaseIn, WhenIn},
};
use netralitas_domain::{
    file::{Channel, Origin},
    ids::Id,
    procedure::Action,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    clock::{Day, clock_form, minutes},
    content::Content,
    historic::HistoricEntry,
    paper::Paper,
    words,
};

/// A new case. To file: an election and what is known; whatever is missing shows as an open requirement.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// The election, e.g. `pilkada-2024`: a `code` of the `elections` in `GET /v1/law-book`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "pilkada-2024")]
    pub election: String,
    /// The race, e.g. `regent`: one of that election's in `GET /v1/law-book`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "regent")]
    pub race: String,
    /// The way it came.
    #[schema(value_type = words::Channel)]
    pub channel: Channel,
    /// The legal day of receipt, in the zone of the receiving office; without it, now.
    pub effective_day: Option<Day>,
    /// The clock time of receipt, `HH:MM`.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub effective_time: Option<String>,
    /// The day it became known to the reporter or finder; the reporting term runs from it.
    pub known_on: Option<Day>,
    /// The date of the supervision or investigation report (findings only); the finding's term runs from it.
    pub report_dated: Option<Day>,
    /// A withdrawn or unregistered report that shows a violation (early information only).
    pub spawned_from_id: Option<Uuid>,
    /// The reference of the announced report that is handed in by it (reports only). Without any `content` beside it, what
    /// was announced is filed.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub announced_reference: Option<String>,
    /// Papers.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub papers: Vec<Paper>,
    /// Parties, allegations, evidence, account.
    #[serde(default)]
    #[validate(nested)]
    pub content: Content,
    /// Historic entry: a case of the past, entered from its papers with its old number. For the role
    /// `historic_recorder`, beside the role that the filing asks for.
    #[validate(nested)]
    pub historic: Option<HistoricEntry>,
}

impl Filing {
    /// As the use cases take it.
    ///
    /// # Errors
    /// Fields that do not belong to this creation, or cannot be taken.
    pub fn into_input(self, action: Action) -> Result<NewCaseIn, Vec<FieldError>> {
        let origin = match action {
            Action::FileReport => Origin::Report,
            Action::RecordEarlyInformation => Origin::EarlyInformation,
            Action::OpenAtAuthority => Origin::Authority,
            _ => Origin::Finding,
        };
        let mut errors = Vec::new();
        if self.spawned_from_id.is_some() && origin != Origin::EarlyInformation {
            errors.push(FieldError::new("/spawned_from_id", "not_for_this_action"));
        }
        if self.report_dated.is_some() && origin != Origin::Finding {
            errors.push(FieldError::new("/report_dated", "not_for_this_action"));
        }
        if self.announced_reference.is_some() && origin != Origin::Report {
            errors.push(FieldError::new(
                "/announced_reference",
                "not_for_this_action",
            ));
        }
        let content = match self.content.into_input("/content") {
            Ok(content) if errors.is_empty() => content,
            Ok(_) => return Err(errors),
            Err(more) => {
                errors.extend(more);
                return Err(errors);
            }
        };
        Ok(NewCaseIn {
            action,
            origin,
            channel: self.channel,
            election: self.election,
            race: self.race,
            when: WhenIn {
                day: self.effective_day.map(Day::date),
                minute: self.effective_time.as_deref().and_then(minutes),
            },
            known_on: self.known_on.map(Day::date),
            report_dated: self.report_dated.map(Day::date),
            spawned_from: self.spawned_from_id.map(Id::new),
            historic: self.historic.map(Into::into),
            announced: self.announced_reference,
            papers: self.papers.into_iter().map(Into::into).collect(),
            content,
        })
    }
}
