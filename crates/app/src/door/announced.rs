//! Reports announced through the public door: drafts kept apart and sealed, that become reports when they are handed in
//! at the counter of the office that the reporter chose, and are erased when they lapse.

use netralitas_domain::{
    ids::{CaseId, OfficeId, PartyId},
    people::Role,
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, Write, announced_reports,
    security_events::{self, Entry},
    tickets,
};
use uuid::Uuid;

use super::receipts::reference;
use crate::{App, Principal, error::AppError};

/// How long an announced report waits, in hours: the reporting term of seven working days, and the days off in it
/// (practice; the law knows no announced report).
pub const ANNOUNCED_HOURS: i64 = 14 * 24;

/// What a draft is sealed for.
const SEALED_FOR: &[u8] = b"announced-report/";

/// What a draft is bound to: it opens for its ticket alone.
pub(crate) fn of_draft(ticket: Uuid) -> Vec<u8> {
    [SEALED_FOR, ticket.as_bytes()].concat()
}

/// An announced report as the counter reads it.
#[derive(Debug, Clone)]
pub struct AnnouncedReport {
    /// Its reference.
    pub reference: String,
    /// What it says, as it was sent.
    pub draft: String,
    /// When it was announced.
    pub made_at: Moment,
    /// Until when it can be handed in.
    pub ends_at: Moment,
}

impl App {
    pub(super) fn seal_draft(&self, ticket: Uuid, draft: &str) -> Result<Vec<u8>, AppError> {
        self.master()
            .seal(&of_draft(ticket), draft.as_bytes())
            .map_err(AppError::internal)
    }

    /// An announced report, for an intake officer of the office where it is to be handed in; that it was read is
    /// recorded.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is unknown, lapsed, filed or another office's, all alike;
    /// [`AppError::Forbidden`] without the role.
    pub async fn announced_report(
        &self,
        principal: Principal,
        typed: &str,
    ) -> Result<AnnouncedReport, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let (typed, event) = (reference(typed), self.id(now));
        self.store()
            .write(move |tx| {
                let actor = app.asker(tx, principal, now)?.actor;
                let ticket = tickets::by_reference(tx, &typed)?.ok_or(AppError::NotFound)?;
                let report = announced_reports::find(tx, ticket.id, now)?
                    .filter(|r| r.office_id.0 == actor.office.raw())
                    .ok_or(AppError::NotFound)?;
                if !actor.has_any(&[Role::IntakeOfficer]) {
                    return Err(AppError::Forbidden);
                }
                let draft = app
                    .master()
                    .open(&of_draft(ticket.id), &report.sealed)
                    .map_err(AppError::internal)?;
                let draft =
                    String::from_utf8(draft.expose().to_vec()).map_err(AppError::internal)?;
                let read = Entry {
                    id: event,
                    kind: SecurityEvent::AnnouncedRead,
                    account: Some(actor.account),
                    office: Some(actor.office),
                    about: None,
                    case: None,
                    recorded_at: now,
                    content: serde_json::json!({ "reference": ticket.reference }).to_string(),
                };
                security_events::append(tx, &read)?;
                Ok(AnnouncedReport {
                    reference: ticket.reference,
                    draft,
                    made_at: Moment(report.made_at),
                    ends_at: Moment(report.ends_at),
                })
            })
            .await
    }
}

/// That an announced report waits at this office.
///
/// # Errors
/// A field error where none does.
pub(crate) fn waits(
    tx: &mut Read<'_>,
    typed: &str,
    office: OfficeId,
    now: Moment,
) -> Result<Uuid, AppError> {
    let none = || AppError::field("/announced_reference", "no_such_announced_report");
    let ticket = tickets::by_reference(tx, &reference(typed))?.ok_or_else(none)?;
    announced_reports::find(tx, ticket.id, now)?
        .filter(|r| r.office_id.0 == office.raw())
        .map(|_| ticket.id)
        .ok_or_else(none)
}

/// An announced report is filed as a case: the draft is erased, and the ticket is one of the case from now on.
///
/// # Errors
/// A field error where it was filed by somebody else meanwhile.
pub(crate) fn hand_in(
    tx: &mut Write<'_>,
    typed: &str,
    office: OfficeId,
    case: CaseId,
    reporter: Option<PartyId>,
    now: Moment,
) -> Result<(), AppError> {
    let ticket = waits(tx, typed, office, now)?;
    if !announced_reports::take(tx, ticket, office, now)? {
        return Err(AppError::field(
            "/announced_reference",
            "no_such_announced_report",
        ));
    }
    Ok(tickets::goes_to(tx, ticket, case, reporter)?)
}
