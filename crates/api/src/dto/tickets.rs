//! Tickets at the counter, questions to their holders, announced reports that are handed in.

use chrono::NaiveDate;
use netralitas_app::door::{
    announced::AnnouncedReport,
    counter::{TicketIn, TicketsView},
    questions::{QuestionIn, QuestionView, QuestionsView},
};
use netralitas_domain::{
    ids::Id,
    procedure::{IdentityCheck, TicketKind},
    time::Moment,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{answer::Named, clock::Day, content::Content, door::Draft, words};
use crate::{
    extract::Language,
    problem::{Code, Problem},
};

/// A ticket to be given. An older one of the same party ends.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// Who is to hold it.
    #[schema(value_type = words::TicketKind)]
    pub kind: TicketKind,
    /// The party; without it the only one of that capacity.
    pub party_id: Option<Uuid>,
    /// How the office made sure of the holder.
    #[schema(value_type = words::IdentityCheck)]
    pub checked_by: IdentityCheck,
    /// The reference of a lost ticket, where its holder is no party on record.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub replaces: Option<String>,
}

impl From<NewTicket> for TicketIn {
    fn from(new: NewTicket) -> Self {
        Self {
            kind: new.kind,
            party: new.party_id.map(Id::new),
            checked_by: new.checked_by,
            replaces: new.replaces,
        }
    }
}

/// The receipt of a ticket given or ended.
#[derive(Serialize, ToSchema)]
pub struct TicketReceipt {
    /// The ticket.
    pub ticket_id: Uuid,
    /// What holder and office call it by; no secret.
    pub reference: String,
    /// What the holder types, for form B.3: in the first answer alone, never in a repeated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Who holds it.
    #[schema(value_type = words::TicketKind)]
    pub kind: TicketKind,
    /// How many tickets ended with it.
    pub ended: u32,
}

/// A ticket as the office sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketOut {
    /// Identifier.
    pub id: Uuid,
    /// What holder and office call it by.
    pub reference: String,
    /// Who holds it.
    pub kind: Named,
    /// The party, where it is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_id: Option<Uuid>,
    /// How the office made sure of the holder; absent where the public door gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<Named>,
    /// Who gave it; absent for the public door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_by: Option<Uuid>,
    /// At which office.
    pub office_id: Uuid,
    /// When (RFC 3339, UTC).
    pub made_at: String,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
}

/// The tickets of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketsOut {
    /// Oldest first.
    pub items: Vec<TicketOut>,
}

impl TicketsOut {
    pub(crate) fn of(view: TicketsView, language: Language) -> Self {
        let items = view.tickets.into_iter().map(|t| TicketOut {
            id: t.id,
            reference: t.reference,
            kind: Named::of(t.kind, language),
            party_id: t.party.map(|p| p.raw()),
            checked_by: t.checked_by.map(|c| Named::of(c, language)),
            given_by: t.account.map(|a| a.raw()),
            office_id: t.office.raw(),
            made_at: t.made_at.rfc3339(),
            ended_at: t.ended_at.map(Moment::rfc3339),
        });
        Self {
            items: items.collect(),
        }
    }
}

/// A question to the holder of a ticket.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// The ticket whose holder is asked.
    pub ticket_id: Uuid,
    /// What.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    pub question: String,
    /// Until which day an answer is expected, in the zone of the office; nothing follows from its passing.
    pub answer_by: Option<Day>,
}

impl From<NewQuestion> for QuestionIn {
    fn from(new: NewQuestion) -> Self {
        Self {
            ticket: new.ticket_id,
            question: new.question,
            answer_by: new.answer_by.map(Day::date),
        }
    }
}

/// The receipt of a question or an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionReceipt {
    /// The question.
    pub question_id: Uuid,
    /// When it was asked or answered (RFC 3339, UTC).
    pub recorded_at: String,
}

/// A question with its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionOut {
    /// Identifier.
    pub id: Uuid,
    /// The ticket whose holder was asked.
    pub ticket_id: Uuid,
    /// Who asked.
    pub asked_by: Uuid,
    /// At which office.
    pub office_id: Uuid,
    /// When (RFC 3339, UTC).
    pub asked_at: String,
    /// What.
    pub question: String,
    /// Until which day an answer is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
    /// The answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When it came (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
}

/// The questions of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionsOut {
    /// Oldest first.
    pub items: Vec<QuestionOut>,
}

impl From<QuestionsView> for QuestionsOut {
    fn from(view: QuestionsView) -> Self {
        let one = |q: QuestionView| QuestionOut {
            id: q.id,
            ticket_id: q.ticket,
            asked_by: q.account.raw(),
            office_id: q.office.raw(),
            asked_at: q.asked_at.rfc3339(),
            question: q.question,
            answer_by: q.answer_by,
            answer: q.answer,
            answered_at: q.answered_at.map(Moment::rfc3339),
        };
        Self {
            items: view.questions.into_iter().map(one).collect(),
        }
    }
}

/// An announced report as the counter reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncedReportOut {
    /// Its reference; `POST /v1/reports` takes it as `announced_reference`.
    pub reference: String,
    /// When it was announced (RFC 3339, UTC).
    pub made_at: String,
    /// Until when it can be handed in (RFC 3339, UTC).
    pub ends_at: String,
    /// The election.
    pub election: String,
    /// The race.
    pub race: String,
    /// The day it became known to the reporter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_on: Option<NaiveDate>,
    /// Parties, allegations, evidence, account, as they were sent.
    pub content: Content,
}

impl AnnouncedReportOut {
    pub(crate) fn of(report: AnnouncedReport) -> Result<Self, Problem> {
        let draft = draft(&report)?;
        Ok(Self {
            reference: report.reference,
            made_at: report.made_at.rfc3339(),
            ends_at: report.ends_at.rfc3339(),
            election: draft.election,
            race: draft.race,
            known_on: draft.known_on.map(Day::date),
            content: draft.content,
        })
    }
}

/// What an announced report says.
pub(crate) fn draft(report: &AnnouncedReport) -> Result<Draft, Problem> {
    serde_json::from_str(&report.draft).map_err(|_| Problem::new(Code::Internal))
}
