//! What comes through the public door, and what is answered there. Whatever holds a receipt is never printed.

use netralitas_app::{
    door::{by_ticket::Wish, challenges::Proof, filing::Brought},
    error::FieldError,
    input::{NewCaseIn, WhenIn},
    keys::Secret,
};
use netralitas_domain::{
    file::{Channel, Origin},
    ids::Id,
    procedure::{Action, Matter},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    act::DetailsDto as _,
    clock::Day,
    content::Content,
    details::{CorrectionRequest, Supplement},
};

/// A challenge: find a text `solution` so that `SHA-256(challenge ":" solution)` begins with that many zero bits.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChallengeOut {
    /// Sent back with the solution; works once.
    pub challenge: String,
    /// Leading zero bits.
    pub difficulty: u8,
    /// Until when it holds (RFC 3339, UTC).
    pub ends_at: String,
}

/// Early information about a possible violation. Who gives it need not be named.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicInformation {
    /// The challenge.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub challenge: String,
    /// Its solution.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub solution: String,
    /// The office: one of `GET /v1/public/offices`.
    pub office_id: Uuid,
    /// The election: a `code` of the `elections` in `GET /v1/law-book`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "pilkada-2024")]
    pub election: String,
    /// The race: one of that election's.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "regent")]
    pub race: String,
    /// What is known; at least an account.
    #[validate(nested)]
    pub content: Content,
}

/// A report. Where this installation is not the official channel it is announced: kept apart, until it is handed in
/// at the office.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicReport {
    /// The challenge.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub challenge: String,
    /// Its solution.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub solution: String,
    /// The office: one of `GET /v1/public/offices`.
    pub office_id: Uuid,
    /// The election: a `code` of the `elections` in `GET /v1/law-book`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "pilkada-2024")]
    pub election: String,
    /// The race: one of that election's.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "regent")]
    pub race: String,
    /// The day it became known to the reporter; the reporting term runs from it.
    pub known_on: Option<Day>,
    /// Who reports, whom and what; at least an account.
    #[validate(nested)]
    pub content: Content,
}

/// An announced report as it is kept until it is handed in.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub election: String,
    pub race: String,
    pub known_on: Option<Day>,
    pub content: Content,
}

impl PublicInformation {
    pub(crate) fn into_parts(self) -> Result<(Proof, Uuid, Brought), Vec<FieldError>> {
        let proof = Proof {
            challenge: self.challenge,
            solution: self.solution,
        };
        let content = self.content.into_input("/content")?;
        let input = new_case(
            (Action::RecordEarlyInformation, Origin::EarlyInformation),
            Channel::Tip,
            (self.election, self.race),
            None,
            content,
        );
        Ok((proof, self.office_id, Brought::Information(input)))
    }
}

impl PublicReport {
    pub(crate) fn into_parts(self) -> Result<(Proof, Uuid, Brought), Vec<FieldError>> {
        let proof = Proof {
            challenge: self.challenge,
            solution: self.solution,
        };
        let draft = Draft {
            election: self.election,
            race: self.race,
            known_on: self.known_on,
            content: self.content,
        };
        let kept = serde_json::to_string(&draft)
            .map_err(|_| vec![FieldError::new("/content", "bad_format")])?;
        let content = draft.content.into_input("/content")?;
        let input = new_case(
            (Action::FileReport, Origin::Report),
            Channel::SigapLapor,
            (draft.election, draft.race),
            draft.known_on,
            content,
        );
        Ok((proof, self.office_id, Brought::Report(input, kept)))
    }
}

fn new_case(
    (action, origin): (Action, Origin),
    channel: Channel,
    (election, race): (String, String),
    known_on: Option<Day>,
    content: netralitas_app::input::ContentIn,
) -> NewCaseIn {
    NewCaseIn {
        action,
        origin,
        channel,
        election,
        race,
        when: WhenIn::default(),
        known_on: known_on.map(Day::date),
        report_dated: None,
        spawned_from: None,
        historic: None,
        announced: None,
        papers: Vec::new(),
        content,
    }
}

/// What became of what was filed. The receipt is in the first answer alone.
#[derive(Serialize, ToSchema)]
pub struct DoorReceipt {
    /// `recorded`: early information; `filed`: a report, by the official channel; `announced`: it waits to be handed in
    /// at the office.
    pub outcome: String,
    /// The receipt: keep it, it is shown once. Whoever has it is its holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The part of it that is no secret, for the counter.
    pub reference: String,
    /// The office that has it.
    pub office_id: Uuid,
    /// Numbers given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<Vec<String>>,
    /// Of an online report: the last day to hand in identity and evidence at the office, in its zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_over_by: Option<chrono::NaiveDate>,
    /// Of an announced report: until when it can be handed in (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_in_until: Option<String>,
}

/// Who asks.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusAsked {
    /// The receipt, as people type it.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, format = Password)]
    pub receipt: String,
}

/// What was missing in a report.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketCompletion {
    /// The receipt.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, format = Password)]
    pub receipt: String,
    /// What is added.
    #[validate(nested)]
    pub details: Supplement,
}

/// The withdrawal of a report (form B.4).
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketWithdrawal {
    /// The receipt.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, format = Password)]
    pub receipt: String,
    /// Why.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    pub reason: String,
}

/// A request for correction (form B.19).
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketCorrection {
    /// The receipt.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, format = Password)]
    pub receipt: String,
    /// Of what, to which office.
    #[serde(default)]
    #[validate(nested)]
    pub details: CorrectionRequest,
    /// Why, and what is held to be against the law.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub reason: String,
}

/// An objection to the decision on the holder.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketObjection {
    /// The receipt.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, format = Password)]
    pub receipt: String,
    /// The matter: its `matter_id` in the status.
    pub matter_id: Uuid,
    /// Why.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub reason: String,
}

/// An answer to a question of the office.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketAnswer {
    /// The receipt.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, format = Password)]
    pub receipt: String,
    /// The question.
    pub question_id: Uuid,
    /// The answer.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub answer: String,
}

/// What a ticket wants done: its receipt, and the wish.
pub(crate) trait ByTicket {
    fn into_wish(self) -> Result<(Secret, Wish), Vec<FieldError>>;
}

fn secret(receipt: String) -> Secret {
    Secret::new(receipt.into_bytes())
}

impl StatusAsked {
    pub(crate) fn secret(self) -> Secret {
        secret(self.receipt)
    }
}

impl ByTicket for TicketCompletion {
    fn into_wish(self) -> Result<(Secret, Wish), Vec<FieldError>> {
        let content = self.details.content.into_input("/details/content")?;
        Ok((secret(self.receipt), Wish::Complete(content)))
    }
}

impl ByTicket for TicketWithdrawal {
    fn into_wish(self) -> Result<(Secret, Wish), Vec<FieldError>> {
        Ok((secret(self.receipt), Wish::Withdraw(self.reason)))
    }
}

impl ByTicket for TicketCorrection {
    fn into_wish(self) -> Result<(Secret, Wish), Vec<FieldError>> {
        let (details, mut texts) = self.details.into_details()?;
        texts.push((Matter::Reason.code(), self.reason));
        Ok((secret(self.receipt), Wish::Correct(details, texts)))
    }
}

impl ByTicket for TicketObjection {
    fn into_wish(self) -> Result<(Secret, Wish), Vec<FieldError>> {
        let wish = Wish::Object(Id::new(self.matter_id), self.reason);
        Ok((secret(self.receipt), wish))
    }
}

impl TicketAnswer {
    pub(crate) fn into_parts(self) -> (Secret, Uuid, String) {
        (secret(self.receipt), self.question_id, self.answer)
    }
}

/// What was done by ticket.
#[derive(Debug, Serialize, ToSchema)]
pub struct ByTicketReceipt {
    /// What.
    #[schema(value_type = super::words::Action)]
    pub action: Action,
    /// Where the matter stands now, by its code.
    #[schema(value_type = super::words::Stage)]
    pub stage: netralitas_domain::procedure::Stage,
    /// The legal day, in the office's zone.
    pub effective_day: chrono::NaiveDate,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// The term that it should have kept and did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<super::words::Term>)]
    pub late: Option<netralitas_domain::procedure::Term>,
}

/// Whose notice board, of which year.
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticesAsked {
    /// The office: one of `GET /v1/public/offices`.
    pub office_id: Uuid,
    /// The year of the announcements.
    #[validate(range(min = 1900, max = 2199))]
    #[param(minimum = 1900, maximum = 2199, example = 2024)]
    pub year: i32,
}
