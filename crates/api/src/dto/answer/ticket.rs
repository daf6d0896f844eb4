//! What a ticket shows its holder, and what everybody may know. No names of people.

use chrono::NaiveDate;
use netralitas_app::door::{
    notices::{Board, Notice, OpenOffices},
    questions::QuestionView,
    status::{Expected, MatterStatus, TicketStatus},
};
use netralitas_domain::{numbers::NumberKind, people::Office, time::Moment};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{MeasureOut, Named, OfficeRef, Rendering};
use crate::{
    dto::{form_texts::FormText, words},
    extract::Language,
};

/// Something that can be done from where the matter stands. That it is listed does not say that every condition is met.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpectedOut {
    /// What.
    pub action: Named,
    /// Whether the ticket is enough; otherwise at the office.
    pub by_ticket: bool,
    /// The last day of its term, where one runs, in the office's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The instant at which that term ends (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// Calendar days from today to the last day; negative when it has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
}

/// A number that the holder may quote.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnNumber {
    /// What kind.
    #[schema(value_type = words::NumberKind)]
    pub kind: NumberKind,
    /// The number.
    pub number: String,
}

/// A track as its holder sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatterOut {
    /// By which an objection names it; absent for the case itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matter_id: Option<Uuid>,
    /// What it is.
    pub machine: Named,
    /// Where it stands; absent before it concerns the holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Named>,
    /// Since which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// The law text it runs under.
    pub law: Named,
    /// Numbers to quote.
    pub numbers: Vec<OwnNumber>,
    /// What can or must be done, by the nearest end.
    pub expected: Vec<ExpectedOut>,
    /// What was imposed on the holder, once the decision was handed over.
    pub measures: Vec<MeasureOut>,
}

/// The own minutes of a clarification.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnMinutesOut {
    /// The day of the clarification.
    pub day: NaiveDate,
    /// The text; of a form the part that is in words only.
    pub body: String,
    /// The fields of the form, where it was recorded field by field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<FormText>,
}

/// A question of the office to the holder.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedOut {
    /// By which it is answered.
    pub question_id: Uuid,
    /// What.
    pub question: String,
    /// When it was asked (RFC 3339, UTC).
    pub asked_at: String,
    /// Until which day an answer is expected, in the office's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
    /// What was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
}

impl AskedOut {
    fn of(question: QuestionView) -> Self {
        Self {
            question_id: question.id,
            question: question.question,
            asked_at: question.asked_at.rfc3339(),
            answer_by: question.answer_by,
            answer: question.answer,
            answered_at: question.answered_at.map(Moment::rfc3339),
        }
    }
}

/// What a ticket shows its holder.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketStatusOut {
    /// The part of the receipt that is no secret.
    pub reference: String,
    /// Who holds it.
    pub holder: Named,
    /// For whom: the same, but of a representative the one represented.
    pub stands_for: Named,
    /// The office that handles the matter now.
    pub office: OfficeRef,
    /// The zone of its days.
    pub zone: &'static str,
    /// Of an announced report that was not handed in: until when it can be (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_in_until: Option<String>,
    /// The case, then what is about the holder.
    pub matters: Vec<MatterOut>,
    /// Days of the own hearings.
    pub hearings: Vec<NaiveDate>,
    /// The own minutes, once the status is announced.
    pub minutes: Vec<OwnMinutesOut>,
    /// Questions of the office.
    pub questions: Vec<AskedOut>,
}

impl TicketStatusOut {
    pub(crate) fn of(status: TicketStatus, language: Language) -> Self {
        let r = Rendering {
            language,
            book: &status.known.book,
            offices: &status.known.offices,
            now: status.now,
        };
        let today = status.now.day_in(status.zone);
        let matters = status.matters.iter();
        let minutes = status.minutes.into_iter().map(|m| {
            let form = FormText::read(&m.text);
            let words = form.as_ref().map(FormText::in_words);
            OwnMinutesOut {
                day: m.day,
                body: words.unwrap_or(m.text),
                form,
            }
        });
        Self {
            reference: status.ticket.reference,
            holder: Named::of(status.ticket.kind, language),
            stands_for: Named::of(status.stands_for, language),
            office: OfficeRef::of(status.office, r.offices),
            zone: status.zone.code(),
            hand_in_until: status.hand_in_until.map(Moment::rfc3339),
            matters: matters.map(|m| matter(m, today, &r)).collect(),
            hearings: status.invitations,
            minutes: minutes.collect(),
            questions: status.questions.into_iter().map(AskedOut::of).collect(),
        }
    }
}

fn matter(m: &MatterStatus, today: NaiveDate, r: &Rendering<'_>) -> MatterOut {
    let expected = |e: &Expected| ExpectedOut {
        action: Named::of(e.action, r.language),
        by_ticket: e.by_ticket,
        last_day: e.last_day,
        ends_at: e.ends.map(Moment::rfc3339),
        days_left: e.last_day.map(|day| (day - today).num_days()),
    };
    let number = |(kind, number): &(NumberKind, String)| OwnNumber {
        kind: *kind,
        number: number.clone(),
    };
    MatterOut {
        matter_id: m.id.map(|id| id.raw()),
        machine: Named::of(m.machine, r.language),
        stage: m.stage.map(|s| Named::of(s, r.language)),
        since: m.since,
        law: Named::of(m.law, r.language),
        numbers: m.numbers.iter().map(number).collect(),
        expected: m.expected.iter().map(expected).collect(),
        measures: m.measures.iter().map(|m| MeasureOut::of(m, r)).collect(),
    }
}

/// An office that is open to the public.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenOfficeOut {
    /// Identifier.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Named,
    /// Its zone.
    pub zone: &'static str,
    /// Whether a report is filed online at it; otherwise it is announced, and filed at the counter.
    pub online_reports: bool,
}

/// The offices that are open to the public, the highest level first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenOfficesOut {
    /// Whether this installation is the official channel for online reports (Perbawaslu 7/2022 art. 10(1)b).
    pub official_channel: bool,
    /// The offices.
    pub items: Vec<OpenOfficeOut>,
}

impl OpenOfficesOut {
    pub(crate) fn of(found: &OpenOffices, language: Language) -> Self {
        let official_channel = found.official_channel;
        let one = |o: &Office| OpenOfficeOut {
            id: o.id.raw(),
            name: o.name.clone(),
            level: Named::of(o.level, language),
            zone: o.zone.code(),
            online_reports: official_channel && o.level.takes_online_reports(),
        };
        Self {
            official_channel,
            items: found.offices.iter().map(one).collect(),
        }
    }
}

/// One line of the notice board (form B.18), without names.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeOut {
    /// Of the register, or of the receipt where it was not registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day it was announced.
    pub announced_on: NaiveDate,
    /// By which step.
    pub announced_by: Named,
    /// What was decided, each kind of outcome once; none where it was not registered.
    pub outcomes: Vec<Named>,
}

/// The notice board of an office in a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticesOut {
    /// At most 200, the newest first.
    pub items: Vec<NoticeOut>,
}

impl NoticesOut {
    pub(crate) fn of(board: Board, language: Language) -> Self {
        let one = |n: Notice| NoticeOut {
            number: n.number,
            announced_on: n.day,
            announced_by: Named::of(n.action, language),
            outcomes: n
                .outcomes
                .into_iter()
                .map(|o| Named::of(o, language))
                .collect(),
        };
        Self {
            items: board.notices.into_iter().map(one).collect(),
        }
    }
}
