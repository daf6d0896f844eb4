//! What the office asks the holder of a ticket, and the answer. Both are sealed where they are kept; who reads them is
//! a row of `procedure::SIGHT` and one of `READS_BY_TICKET`.

use std::sync::Arc;

use chrono::NaiveDate;
use netralitas_domain::{
    ids::{AccountId, CaseId, OfficeId},
    procedure::{ASKS_HOLDERS, Machine, Matter, OpenFrom, TicketMatter, reads_by_ticket},
    time::Moment,
};
use netralitas_store::{
    Read, Uid,
    idempotency::{self, Answer},
    ticket_questions::{self, Question},
    tickets::{self, Ticket},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    counter::{AtHandling, answer},
    filing::claim as claim_at_door,
    holder::{self, Held},
};
use crate::{
    App, Keyed, Known, Principal,
    error::AppError,
    keys::{Secret, rotation},
    reading::seeing::Reader,
    writing::command::claim,
};

const QUESTION: &[u8] = b"ticket-question/";
const ANSWER: &[u8] = b"ticket-answer/";

/// A question as it is read.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// Identifier.
    pub id: Uuid,
    /// The ticket whose holder is asked.
    pub ticket: Uuid,
    /// The office that asks.
    pub office: OfficeId,
    /// Who asks there.
    pub account: AccountId,
    /// What.
    pub question: String,
    /// Until which day an answer is expected, in the office's zone.
    pub answer_by: Option<NaiveDate>,
    /// When it was asked.
    pub asked_at: Moment,
    /// The answer.
    pub answer: Option<String>,
    /// When it came.
    pub answered_at: Option<Moment>,
}

/// What is asked of a holder.
#[derive(Debug, Clone)]
pub struct QuestionIn {
    /// Of whom.
    pub ticket: Uuid,
    /// What.
    pub question: String,
    /// Until which day an answer is expected.
    pub answer_by: Option<NaiveDate>,
}

/// Questions of a case as its office reads them.
pub struct QuestionsView {
    /// Oldest first.
    pub questions: Vec<QuestionView>,
    /// The law and offices.
    pub known: Arc<Known>,
}

/// The receipt of a question or an answer; neither text stands in it.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionReceipt {
    /// The question.
    pub question_id: String,
    /// When it was asked or answered (RFC 3339, UTC).
    pub recorded_at: String,
}

/// What a question is bound to: it opens as this one alone.
pub(crate) fn of_question(id: Uuid) -> Vec<u8> {
    [QUESTION, id.as_bytes()].concat()
}

/// What the answer to it is bound to.
pub(crate) fn of_answer(id: Uuid) -> Vec<u8> {
    [ANSWER, id.as_bytes()].concat()
}

impl App {
    /// Asks the holder of a ticket that runs.
    ///
    /// # Errors
    /// Not found, not the caller's, or the field at fault.
    pub async fn ask_holder(
        &self,
        principal: Principal,
        keyed: Keyed,
        case: CaseId,
        asked: QuestionIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let id = self.id(now);
        let sealed = self.seal_text(&of_question(id), &asked.question)?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let here = app.at_handling(tx, principal, case, now)?;
                if !here.actor.has_any(ASKS_HOLDERS) {
                    return Err(AppError::Forbidden);
                }
                let all = tickets::of_case(tx, case)?;
                let runs = |t: &Ticket| t.id == asked.ticket && t.ended_at.is_none();
                if !all.iter().any(runs) {
                    return Err(AppError::field("/ticket_id", "no_such_ticket"));
                }
                let today = now.day_in(here.known.offices.zone(here.actor.office));
                if asked.answer_by.is_some_and(|day| day < today) {
                    return Err(AppError::field("/answer_by", "range"));
                }
                let question = Question {
                    id: Uid(id),
                    ticket_id: Uid(asked.ticket),
                    case_id: Uid(case.raw()),
                    account_id: Uid(here.actor.account.raw()),
                    office_id: Uid(here.actor.office.raw()),
                    question: sealed.clone(),
                    answer_by: asked.answer_by,
                    asked_at: now.0,
                    answer: None,
                    answered_at: None,
                };
                rotation::still(tx, app.master().id())?;
                ticket_questions::insert(tx, &question)?;
                let kept = answer(201, &told(id, now))?;
                idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &kept)?;
                Ok(kept)
            })
            .await
    }

    /// The questions of a case with their answers.
    ///
    /// # Errors
    /// Not found; [`AppError::Forbidden`] for whom no row of the sight table lets read them.
    pub async fn questions(
        &self,
        principal: Principal,
        case: CaseId,
    ) -> Result<QuestionsView, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let AtHandling { file, actor, known } =
                    app.at_handling(tx, principal, case, now)?;
                let track = file.case_track().ok_or(AppError::NotFound)?;
                let reader = Reader::of(&file, track, &actor, &known.offices);
                if !reader.reads(Matter::Question, Machine::Case) {
                    return Err(AppError::Forbidden);
                }
                let all = ticket_questions::of_case(tx, case)?;
                Ok(QuestionsView {
                    questions: app.opened_questions(all)?,
                    known,
                })
            })
            .await
    }

    /// Answers a question by ticket, once.
    ///
    /// # Errors
    /// [`AppError::ReceiptUnknown`]; a field error for a question that was not asked of this holder, or was answered.
    pub async fn answer_by_ticket(
        &self,
        typed: &Secret,
        keyed: Keyed,
        question: Uuid,
        text: String,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let hash = self.receipt_hash(typed)?;
        let looked_up = hash.clone();
        let ticket = self
            .store()
            .read(move |tx| holder::ticket(tx, &looked_up))
            .await?;
        let sealed = self.seal_text(&of_answer(question), &text)?;
        let (app, asking) = (self.clone(), AccountId::new(ticket.id));
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim_at_door(tx, asking, &keyed, now)? {
                    return Ok(replay);
                }
                let ticket = holder::ticket(tx, &hash)?;
                let held = app.of_ticket(tx, ticket)?;
                let own = app.asked_of(tx, &held)?;
                let open = |q: &Question| q.id.0 == question && q.answered_at.is_none();
                rotation::still(tx, app.master().id())?;
                if !own.iter().any(open) || !ticket_questions::answer(tx, question, &sealed, now)? {
                    return Err(AppError::field("/question_id", "no_open_question"));
                }
                let kept = answer(200, &told(question, now))?;
                idempotency::answer(tx, asking, keyed.operation, &keyed.key, &kept)?;
                Ok(kept)
            })
            .await
    }

    /// What was asked of a holder, by this ticket or by an older one of the same party.
    pub(super) fn asked_of(
        &self,
        tx: &mut Read<'_>,
        held: &Held,
    ) -> Result<Vec<Question>, AppError> {
        let reads = TicketMatter::Questions;
        if !reads_by_ticket(held.holder.stands_for, reads, OpenFrom::Always) {
            return Ok(Vec::new());
        }
        let mut ids = vec![held.ticket.id];
        if held.ticket.party.is_some() {
            let same = |t: &Ticket| t.party == held.ticket.party && t.kind == held.ticket.kind;
            let all = tickets::of_case(tx, held.file.id)?;
            ids.extend(all.into_iter().filter(same).map(|t| t.id));
        }
        Ok(ticket_questions::of_tickets(tx, &ids)?)
    }

    /// Questions in clear.
    pub(super) fn opened_questions(
        &self,
        all: Vec<Question>,
    ) -> Result<Vec<QuestionView>, AppError> {
        let one = |q: Question| {
            let id = q.id.0;
            let answer = q.answer.map(|a| self.open_text(&of_answer(id), &a));
            Ok(QuestionView {
                id,
                ticket: q.ticket_id.0,
                office: OfficeId::new(q.office_id.0),
                account: AccountId::new(q.account_id.0),
                question: self.open_text(&of_question(id), &q.question)?,
                answer_by: q.answer_by,
                asked_at: Moment(q.asked_at),
                answer: answer.transpose()?,
                answered_at: q.answered_at.map(Moment),
            })
        };
        all.into_iter().map(one).collect()
    }

    fn seal_text(&self, context: &[u8], text: &str) -> Result<Vec<u8>, AppError> {
        self.master()
            .seal(context, text.as_bytes())
            .map_err(AppError::internal)
    }

    fn open_text(&self, context: &[u8], sealed: &[u8]) -> Result<String, AppError> {
        let open = self
            .master()
            .open(context, sealed)
            .map_err(AppError::internal)?;
        String::from_utf8(open.expose().to_vec()).map_err(AppError::internal)
    }
}

fn told(question: Uuid, now: Moment) -> QuestionReceipt {
    QuestionReceipt {
        question_id: question.to_string(),
        recorded_at: now.rfc3339(),
    }
}
