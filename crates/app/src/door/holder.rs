//! Who holds a ticket, and which matter it is about, as both stand in the transaction that asks.

use std::sync::Arc;

use netralitas_domain::{
    file::{Capacity, CaseFile},
    ids::PartyId,
    procedure::{Holder, TicketKind},
};
use netralitas_store::{
    Read, cases,
    tickets::{self, Ticket},
};

use crate::{App, Known, error::AppError};

/// A ticket of a case, with whom its holder stands for.
pub(crate) struct Held {
    pub ticket: Ticket,
    pub holder: Holder,
    /// For whom the holder stands, where that is a party on record.
    pub party: Option<PartyId>,
    pub file: CaseFile,
    pub known: Arc<Known>,
}

/// The ticket with this hash. One lookup, whatever was typed.
///
/// # Errors
/// [`AppError::ReceiptUnknown`]: none such, or it ended.
pub(crate) fn ticket(tx: &mut Read<'_>, hash: &[u8]) -> Result<Ticket, AppError> {
    tickets::by_hash(tx, hash)?.ok_or(AppError::ReceiptUnknown)
}

impl App {
    /// A ticket of a case; one of an announced report has none.
    ///
    /// # Errors
    /// [`AppError::ReceiptUnknown`], also where the holder is no party of the case any more.
    pub(crate) fn of_ticket(&self, tx: &mut Read<'_>, ticket: Ticket) -> Result<Held, AppError> {
        let case = ticket.case.ok_or(AppError::ReceiptUnknown)?;
        let file = cases::load(tx, case)?.ok_or(AppError::ReceiptUnknown)?;
        let (stands_for, party) = stands_for(&file, &ticket).ok_or(AppError::ReceiptUnknown)?;
        Ok(Held {
            holder: Holder {
                kind: ticket.kind,
                stands_for,
            },
            party,
            known: self.known(tx)?,
            ticket,
            file,
        })
    }
}

/// For whom the holder stands: of a representative the one represented. None where that one left the case.
pub(crate) fn stands_for(
    file: &CaseFile,
    ticket: &Ticket,
) -> Option<(TicketKind, Option<PartyId>)> {
    let kind = |capacity| match capacity {
        Capacity::Reporter => Some(TicketKind::Reporter),
        Capacity::Informant => Some(TicketKind::Informant),
        Capacity::Respondent => Some(TicketKind::Respondent),
        _ => None,
    };
    let Some(own) = ticket.party else {
        let sealed = matches!(ticket.kind, TicketKind::Reporter | TicketKind::Informant);
        return sealed.then_some((ticket.kind, None));
    };
    let own = file.party(own)?;
    let whom = match ticket.kind {
        TicketKind::Representative => file.party(own.represents?)?,
        _ => own,
    };
    Some((kind(whom.capacity)?, Some(whom.id)))
}
