//! The desk, and what personnel officers owe.

use chrono::NaiveDate;
use netralitas_app::desk::{
    agencies::{PersonnelOfficerRow, PersonnelOfficersPage},
    queues::{DeskItem, DeskPage, QueueCount},
};
use netralitas_domain::{
    acts::Turn,
    procedure::{Action, Acts, DeskQueue, Machine, rows_on},
    time::Moment,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, NumberOut, OfficeRef, Rendering, TermOut, track::numbers};
use crate::{dto::assignments::AssignmentOut, dto::words, extract::Language};

/// A page of a desk; it is the last one where `next_cursor` is absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskOut {
    /// How much each list holds under the same filters; on the first page alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<DeskCountOut>,
    /// What is due first, first: what is late stands on top, what has no term at the end.
    pub items: Vec<DeskItemOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The moment to which all of it belongs (RFC 3339, UTC).
    pub as_of: String,
}

/// How much a list of the desk holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskCountOut {
    /// The list.
    #[schema(value_type = words::DeskQueue)]
    pub queue: DeskQueue,
    /// Its text.
    pub text: &'static str,
    /// How many tracks: as many as its pages have.
    pub count: i64,
    /// There may be more: counting ended after two thousand tracks.
    pub at_least: bool,
}

/// A track on a desk.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskItemOut {
    /// The track.
    pub id: Uuid,
    /// Its case.
    pub case_id: Uuid,
    /// Its machine.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// Its address.
    pub href: String,
    /// Where it stands.
    pub stage: Named,
    /// Since which legal day it stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Its version.
    pub version: i64,
    /// Numbers given.
    pub numbers: Vec<NumberOut>,
    /// When it was recorded (RFC 3339, UTC).
    pub created_at: String,
    /// Whether it waits for the caller: it is assigned to the caller, or the caller has work on it by role.
    pub mine: bool,
    /// Whether the caller could claim it now.
    pub claimable: bool,
    /// The caller's next steps on it that nothing refuses now.
    pub actions: Vec<DeskActionOut>,
    /// The duty that ends first; none where none runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DueOut>,
    /// For whom it waits; nobody where it waits for other tracks of the case alone.
    pub waits_for: Vec<TurnOut>,
    /// Officers who work on it, as far as the caller is told.
    pub assigned: Vec<AssignmentOut>,
}

/// A step that the caller could take now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskActionOut {
    /// What.
    #[schema(value_type = words::Action)]
    pub action: Action,
    /// Its text.
    pub text: &'static str,
    /// Where to send it.
    pub href: String,
}

/// A duty that runs or has passed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DueOut {
    /// The term.
    pub term: TermOut,
    /// Whose clock it is.
    pub clock: TurnOut,
    /// Seconds left until it ends; absent where it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_left: Option<i64>,
    /// Seconds since it ended; absent where it has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_late: Option<i64>,
}

/// Somebody whose step is waited for: the office on a seat, or a party.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TurnOut {
    /// The seat, or the capacity of the party.
    pub code: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The office, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeRef>,
}

impl TurnOut {
    fn of(turn: &Turn, r: &Rendering<'_>) -> Self {
        let who = who(turn.who, r.language);
        Self {
            code: who.code,
            text: who.text,
            office: turn.office.map(|o| OfficeRef::of(o, r.offices)),
        }
    }
}

/// Who acts, as a word.
fn who(acts: Acts, language: Language) -> Named {
    let (code, id, en) = match acts {
        Acts::Office(seat) => return Named::of(seat, language),
        Acts::Reporter => ("reporter", "Pelapor", "The reporter"),
        Acts::Respondent => ("respondent", "Terlapor", "The respondent"),
        Acts::ReporterOrRespondent => (
            "reporter_or_respondent",
            "Pelapor atau terlapor",
            "The reporter or the respondent",
        ),
    };
    Named {
        code,
        text: language.pick(netralitas_domain::Text { id, en }),
    }
}

impl DeskOut {
    /// Renders a page.
    #[must_use]
    pub fn of(page: &DeskPage, next_cursor: Option<String>, language: Language) -> Self {
        let r = Rendering {
            language,
            book: &page.known.book,
            offices: &page.known.offices,
            now: page.now,
        };
        let count = |c: &QueueCount| DeskCountOut {
            queue: c.queue,
            text: language.pick(c.queue.text()),
            count: c.count,
            at_least: c.at_least,
        };
        Self {
            counts: page.counts.iter().map(count).collect(),
            items: page.items.iter().map(|i| DeskItemOut::of(i, &r)).collect(),
            next_cursor,
            as_of: page.now.rfc3339(),
        }
    }
}

/// Whole seconds between two moments.
const fn seconds(from: Moment, to: Moment) -> i64 {
    (to.0 - from.0) / 1_000_000
}

impl DeskItemOut {
    fn of(item: &DeskItem, r: &Rendering<'_>) -> Self {
        let track = &item.track;
        let href = format!("/v1/{}/{}", track.machine.collection(), track.id);
        let actions = item.work.iter().filter_map(|next| {
            let row = next
                .rule
                .or_else(|| rows_on(track.machine, next.action).find(|r| r.is_operation()))?;
            Some(DeskActionOut {
                action: next.action,
                text: r.language.pick(next.action.text()),
                href: format!("{href}/{}", row.path),
            })
        });
        let due = item.due.as_ref().map(|(term, clock)| {
            let late = term.due_at < r.now;
            DueOut {
                term: TermOut::of(term, r),
                clock: TurnOut::of(clock, r),
                seconds_left: (!late).then(|| seconds(r.now, term.due_at)),
                seconds_late: late.then(|| seconds(term.due_at, r.now)),
            }
        });
        let assigned = item.assigned.iter();
        Self {
            id: track.id.raw(),
            case_id: track.case_id.raw(),
            machine: track.machine,
            stage: Named::of(track.stage, r.language),
            since: item.since,
            version: track.version,
            numbers: numbers(&track.numbers),
            created_at: item.created_at.rfc3339(),
            mine: item.mine,
            claimable: item.claimable,
            actions: actions.collect(),
            due,
            waits_for: item.waits_for.iter().map(|t| TurnOut::of(t, r)).collect(),
            assigned: assigned
                .map(|(a, name)| AssignmentOut::of(a, name.clone(), r.offices, r.language))
                .collect(),
            href,
        }
    }
}

/// What personnel officers (PPK) owe; it is the last page where `next_cursor` is absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonnelOfficersOut {
    /// What is due first, first.
    pub items: Vec<PersonnelOfficerOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The moment to which all of it belongs (RFC 3339, UTC).
    pub as_of: String,
}

/// The reviews that wait for the personnel officer (PPK) of an agency, of those that the caller sees.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonnelOfficerOut {
    /// The agency.
    pub agency: OfficeRef,
    /// How many wait for it.
    pub open: usize,
    /// Of these, how many are late: a term of the agency has passed.
    pub late: usize,
    /// The day on which the oldest of their recommendations was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest: Option<NaiveDate>,
    /// Of these, how many recommendations were received, by the agency's record or by the sender's proof.
    pub delivered: usize,
    /// Of these, how many receipts are not proven.
    pub not_delivered: usize,
    /// The last reminder or escalation on any of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_reminder: Option<ReminderOut>,
    /// When the term that ends first, ends or ended (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_due_at: Option<String>,
}

/// A reminder.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderOut {
    /// Its legal day.
    pub day: NaiveDate,
    /// The step.
    pub action: Named,
}

impl PersonnelOfficersOut {
    /// Renders a page.
    #[must_use]
    pub fn of(
        page: &PersonnelOfficersPage,
        next_cursor: Option<String>,
        language: Language,
    ) -> Self {
        let row = |row: &PersonnelOfficerRow| PersonnelOfficerOut {
            agency: OfficeRef::of(row.agency, &page.known.offices),
            open: row.open,
            late: row.late,
            oldest: row.oldest,
            delivered: row.delivered,
            not_delivered: row.open - row.delivered,
            last_reminder: row.last_reminder.map(|(day, action)| ReminderOut {
                day,
                action: Named::of(action, language),
            }),
            first_due_at: row.first_due.map(Moment::rfc3339),
        };
        Self {
            items: page.items.iter().map(row).collect(),
            next_cursor,
            as_of: page.now.rfc3339(),
        }
    }
}
