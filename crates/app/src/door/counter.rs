//! Tickets given at the counter, given again and ended, by the office that handles the case. The secret is in the first
//! answer alone.

use std::sync::Arc;

use netralitas_domain::{
    file::{Capacity, CaseFile, Origin},
    ids::{CaseId, PartyId},
    people::Actor,
    procedure::{IdentityCheck, TicketKind, gives},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, Write, cases,
    idempotency::{self, Answer},
    scope,
    security_events::{self, Entry},
    tickets::{self, Ticket},
};
use serde::Serialize;
use uuid::Uuid;

use super::{holder::stands_for, receipts};
use crate::{
    App, Keyed, Known, Principal, error::AppError, reading::asker::Asker, writing::command::claim,
};

/// What is asked for at the counter.
#[derive(Debug, Clone)]
pub struct TicketIn {
    /// Who is to hold it.
    pub kind: TicketKind,
    /// The party; without it the only one of that capacity.
    pub party: Option<PartyId>,
    /// How the office made sure of the holder.
    pub checked_by: IdentityCheck,
    /// The reference of a lost ticket of somebody who is no party on record.
    pub replaces: Option<String>,
}

/// The receipt of a ticket given or ended.
#[derive(Clone, Serialize)]
pub struct TicketReceipt {
    /// The ticket.
    pub ticket_id: String,
    /// What holder and office call it by.
    pub reference: String,
    /// What the holder types, in the first answer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Who holds it.
    pub kind: TicketKind,
    /// How many older tickets of the same holder ended with it.
    pub ended: usize,
}

/// Tickets of a case as the office sees them.
pub struct TicketsView {
    /// Oldest first.
    pub tickets: Vec<Ticket>,
    /// The law and offices.
    pub known: Arc<Known>,
}

/// A case as the office that handles it finds it.
pub(super) struct AtHandling {
    pub file: CaseFile,
    pub actor: Actor,
    pub known: Arc<Known>,
}

impl App {
    /// A case of the asker's own office.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] where another office handles it.
    pub(super) fn at_handling(
        &self,
        tx: &mut Read<'_>,
        principal: Principal,
        case: CaseId,
        now: Moment,
    ) -> Result<AtHandling, AppError> {
        let Asker {
            known,
            actor,
            reach,
        } = self.asker(tx, principal, now)?;
        scope::case_of_visible(tx, &reach, case.into())?
            .filter(|found| *found == case)
            .ok_or(AppError::NotFound)?;
        let file = cases::load(tx, case)?.ok_or(AppError::NotFound)?;
        let handles = file
            .case()
            .is_some_and(|c| known.offices.now(c.handled_by) == actor.office);
        if !handles {
            return Err(AppError::Forbidden);
        }
        Ok(AtHandling { file, actor, known })
    }

    /// Gives a ticket to somebody whose identity was checked. Older ones of the same holder end.
    ///
    /// # Errors
    /// Not found, not the caller's, or the field at fault.
    pub async fn give_ticket(
        &self,
        principal: Principal,
        keyed: Keyed,
        case: CaseId,
        wanted: TicketIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let (id, event, receipt) = (self.id(now), self.id(now), self.draw_receipt()?);
        let (app, hash, reference) = (
            self.clone(),
            receipt.hash.clone(),
            receipt.reference.clone(),
        );
        let written = self.store().write(move |tx| {
            if let Some(replay) = claim(tx, principal, &keyed, now)? {
                return Ok::<_, AppError>((replay, None));
            }
            let here = app.at_handling(tx, principal, case, now)?;
            let row = gives(wanted.kind).filter(|row| here.actor.has_any(row.by));
            let row = row.ok_or(AppError::Forbidden)?;
            if !row.checks.contains(&wanted.checked_by) {
                return Err(AppError::field("/checked_by", "check_not_for_kind"));
            }
            let ticket = Ticket {
                id,
                reference: reference.clone(),
                kind: wanted.kind,
                case: Some(case),
                party: party(&here.file, &wanted)?,
                checked_by: Some(wanted.checked_by),
                account: Some(here.actor.account),
                office: here.actor.office,
                made_at: now,
                ended_at: None,
            };
            let older = older(tx, &ticket, wanted.replaces.as_deref())?;
            for old in &older {
                tickets::end(tx, *old, now)?;
            }
            tickets::insert(tx, &ticket, &hash)?;
            let kind = if older.is_empty() {
                SecurityEvent::TicketGiven
            } else {
                SecurityEvent::TicketGivenAgain
            };
            record(tx, kind, (&here.actor, case), &ticket, event, now)?;
            let told = TicketReceipt {
                ticket_id: id.to_string(),
                reference: reference.clone(),
                receipt: None,
                kind: wanted.kind,
                ended: older.len(),
            };
            let kept = answer(201, &told)?;
            idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &kept)?;
            Ok((kept, Some(told)))
        });
        match written.await? {
            (kept, None) => Ok(kept),
            (kept, Some(told)) => answer(
                kept.status,
                &TicketReceipt {
                    receipt: Some(receipt.shown),
                    ..told
                },
            ),
        }
    }

    /// Ends a ticket that runs.
    ///
    /// # Errors
    /// Not found, not the caller's.
    pub async fn end_ticket(
        &self,
        principal: Principal,
        keyed: Keyed,
        case: CaseId,
        id: Uuid,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let event = self.id(now);
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let here = app.at_handling(tx, principal, case, now)?;
                let all = tickets::of_case(tx, case)?;
                let runs = |t: &Ticket| t.id == id && t.ended_at.is_none();
                let ticket = all.into_iter().find(runs).ok_or(AppError::NotFound)?;
                let may = gives(ticket.kind).is_some_and(|row| here.actor.has_any(row.by));
                if !may {
                    return Err(AppError::Forbidden);
                }
                tickets::end(tx, id, now)?;
                let what = SecurityEvent::TicketEnded;
                record(tx, what, (&here.actor, case), &ticket, event, now)?;
                let told = TicketReceipt {
                    ticket_id: id.to_string(),
                    reference: ticket.reference,
                    receipt: None,
                    kind: ticket.kind,
                    ended: 1,
                };
                let kept = answer(200, &told)?;
                idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &kept)?;
                Ok(kept)
            })
            .await
    }

    /// The tickets of a case, for those of its office who give them or ask their holders.
    ///
    /// # Errors
    /// Not found, not the caller's.
    pub async fn tickets(
        &self,
        principal: Principal,
        case: CaseId,
    ) -> Result<TicketsView, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let here = app.at_handling(tx, principal, case, now)?;
                if !here
                    .actor
                    .has_any(netralitas_domain::procedure::ASKS_HOLDERS)
                {
                    return Err(AppError::Forbidden);
                }
                Ok(TicketsView {
                    tickets: tickets::of_case(tx, case)?,
                    known: here.known,
                })
            })
            .await
    }
}

/// The party that is to hold the ticket.
fn party(file: &CaseFile, wanted: &TicketIn) -> Result<Option<PartyId>, AppError> {
    let case = file.case().ok_or(AppError::NotFound)?;
    let wrong = |pointer, code| Err(AppError::field(pointer, code));
    let capacity = match wanted.kind {
        TicketKind::Reporter => Capacity::Reporter,
        TicketKind::Informant => Capacity::Informant,
        TicketKind::Respondent => Capacity::Respondent,
        TicketKind::Representative => Capacity::Representative,
    };
    // Who was erased holds nothing any more.
    let of_capacity = || {
        let all = case.parties.iter().filter(|p| p.capacity == capacity);
        all.filter(|p| !case.is_erased(p.id))
    };
    let origin = match wanted.kind {
        TicketKind::Reporter => case.origin == Origin::Report,
        TicketKind::Informant => case.origin == Origin::EarlyInformation,
        TicketKind::Respondent | TicketKind::Representative => true,
    };
    if !origin {
        return wrong("/kind", "no_such_holder");
    }
    let (mut all, sealed) = (
        of_capacity(),
        matches!(wanted.kind, TicketKind::Reporter | TicketKind::Informant),
    );
    let found = match wanted.party {
        Some(id) => match of_capacity().find(|p| p.id == id) {
            Some(party) => Some(party),
            None => return wrong("/party_id", "no_such_party"),
        },
        None => match (all.next(), all.next()) {
            (Some(only), None) => Some(only),
            // A report may have come without a record of who brought it.
            (None, _) if sealed => None,
            _ => return wrong("/party_id", "missing"),
        },
    };
    let ticket = Ticket {
        id: Uuid::nil(),
        reference: String::new(),
        kind: wanted.kind,
        case: None,
        party: found.map(|p| p.id),
        checked_by: None,
        account: None,
        office: case.handled_by,
        made_at: Moment(0),
        ended_at: None,
    };
    if stands_for(file, &ticket).is_none() {
        return wrong("/party_id", "represents_nobody_here");
    }
    Ok(found.map(|p| p.id))
}

/// The running tickets of the same holder: of the same party, or the one that is named.
fn older(tx: &mut Write<'_>, new: &Ticket, replaces: Option<&str>) -> Result<Vec<Uuid>, AppError> {
    let case = new.case.ok_or(AppError::NotFound)?;
    let named = replaces.map(receipts::reference);
    let running = tickets::of_case(tx, case)?;
    let running = running
        .into_iter()
        .filter(|t| t.ended_at.is_none() && t.kind == new.kind);
    let mut found = Vec::new();
    let mut named_found = named.is_none();
    for ticket in running {
        let is_named = named.as_ref() == Some(&ticket.reference);
        named_found |= is_named;
        if is_named || (ticket.party.is_some() && ticket.party == new.party) {
            found.push(ticket.id);
        }
    }
    if named_found {
        Ok(found)
    } else {
        Err(AppError::field("/replaces", "no_such_ticket"))
    }
}

fn record(
    tx: &mut Write<'_>,
    kind: SecurityEvent,
    (actor, case): (&Actor, CaseId),
    ticket: &Ticket,
    id: Uuid,
    now: Moment,
) -> Result<(), AppError> {
    let content = serde_json::json!({
        "reference": ticket.reference,
        "holder": ticket.kind.code(),
        "checked_by": ticket.checked_by.map(IdentityCheck::code),
    });
    let entry = Entry {
        id,
        kind,
        account: Some(actor.account),
        office: Some(actor.office),
        about: None,
        case: Some(case),
        recorded_at: now,
        content: content.to_string(),
    };
    Ok(security_events::append(tx, &entry)?)
}

pub(super) fn answer(status: i64, told: &impl Serialize) -> Result<Answer, AppError> {
    Ok(Answer {
        status,
        etag: None,
        location: None,
        body: serde_json::to_string(told).map_err(AppError::internal)?,
    })
}
