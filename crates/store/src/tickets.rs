//! Tickets of people without an account: known by the keyed hash of a secret that nobody keeps. What ended stays on
//! record and is found by its hash no more.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, CaseId, Id, OfficeId, PartyId},
    procedure::{DOOR, IdentityCheck, TicketKind},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write, insert_if_absent,
    schema::{accounts, tickets},
    word,
};

/// A ticket, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Identifier.
    pub id: Uuid,
    /// What holder and office call it by; no secret.
    pub reference: String,
    /// Who holds it.
    pub kind: TicketKind,
    /// The case; none while a report is announced.
    pub case: Option<CaseId>,
    /// The party that holds it, where it is known.
    pub party: Option<PartyId>,
    /// How the office made sure of the holder.
    pub checked_by: Option<IdentityCheck>,
    /// Who gave it; none for the public door.
    pub account: Option<AccountId>,
    /// The office that gave it, or that the public chose.
    pub office: OfficeId,
    /// When.
    pub made_at: Moment,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tickets)]
struct Row {
    id: Uid,
    reference: String,
    kind: String,
    case_id: Option<Uid>,
    party_id: Option<Uid>,
    checked_by: Option<String>,
    account_id: Option<Uid>,
    office_id: Uid,
    made_at: i64,
    ended_at: Option<i64>,
}

impl Row {
    fn ticket(self) -> Result<Ticket, StoreError> {
        let id = self.id;
        Ok(Ticket {
            id: id.0,
            reference: self.reference,
            kind: word(&self.kind, "tickets", "kind", id)?,
            case: self.case_id.map(|c| Id::new(c.0)),
            party: self.party_id.map(|p| Id::new(p.0)),
            checked_by: self
                .checked_by
                .map(|how| word(&how, "tickets", "checked_by", id))
                .transpose()?,
            account: self.account_id.map(|a| Id::new(a.0)),
            office: Id::new(self.office_id.0),
            made_at: Moment(self.made_at),
            ended_at: self.ended_at.map(Moment),
        })
    }
}

/// Adds one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, ticket: &Ticket, hash: &[u8]) -> Result<(), StoreError> {
    diesel::insert_into(tickets::table)
        .values((
            tickets::id.eq(Uid(ticket.id)),
            tickets::reference.eq(&ticket.reference),
            tickets::hash.eq(hash),
            tickets::kind.eq(ticket.kind.code()),
            tickets::case_id.eq(ticket.case.map(|c| Uid(c.raw()))),
            tickets::party_id.eq(ticket.party.map(|p| Uid(p.raw()))),
            tickets::checked_by.eq(ticket.checked_by.map(|c| c.code())),
            tickets::account_id.eq(ticket.account.map(|a| Uid(a.raw()))),
            tickets::office_id.eq(Uid(ticket.office.raw())),
            tickets::made_at.eq(ticket.made_at.0),
            tickets::ended_at.eq(ticket.ended_at.map(|m| m.0)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The ticket with this hash that runs; one statement whether there is one or not.
///
/// # Errors
/// Those of the database.
pub fn by_hash(tx: &mut Read<'_>, hash: &[u8]) -> Result<Option<Ticket>, StoreError> {
    let row: Option<Row> = tickets::table
        .filter(tickets::hash.eq(hash))
        .filter(tickets::ended_at.is_null())
        .select(Row::as_select())
        .get_result(tx.conn())
        .optional()?;
    row.map(Row::ticket).transpose()
}

/// The ticket with this reference.
///
/// # Errors
/// Those of the database.
pub fn by_reference(tx: &mut Read<'_>, reference: &str) -> Result<Option<Ticket>, StoreError> {
    let row: Option<Row> = tickets::table
        .filter(tickets::reference.eq(reference))
        .select(Row::as_select())
        .get_result(tx.conn())
        .optional()?;
    row.map(Row::ticket).transpose()
}

/// Every ticket of a case, oldest first. Whether the case may be seen is for the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<Row> = tickets::table
        .filter(tickets::case_id.eq(Some(Uid(case.raw()))))
        .order((tickets::made_at.asc(), tickets::id.asc()))
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(Row::ticket).collect()
}

/// Ends a ticket.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &mut Write<'_>, id: Uuid, now: Moment) -> Result<(), StoreError> {
    diesel::update(
        tickets::table
            .find(Uid(id))
            .filter(tickets::ended_at.is_null()),
    )
    .set(tickets::ended_at.eq(Some(now.0)))
    .execute(tx.conn())?;
    Ok(())
}

/// Ends every ticket that runs; how many there were.
///
/// # Errors
/// Those of the database.
pub fn end_all(tx: &mut Write<'_>, now: Moment) -> Result<usize, StoreError> {
    let running = tickets::table.filter(tickets::ended_at.is_null());
    Ok(diesel::update(running)
        .set(tickets::ended_at.eq(Some(now.0)))
        .execute(tx.conn())?)
}

/// An announced report was handed in: its ticket is one of this case and party from now on.
///
/// # Errors
/// Those of the database.
pub fn goes_to(
    tx: &mut Write<'_>,
    id: Uuid,
    case: CaseId,
    party: Option<PartyId>,
) -> Result<(), StoreError> {
    diesel::update(tickets::table.find(Uid(id)))
        .set((
            tickets::case_id.eq(Some(Uid(case.raw()))),
            tickets::party_id.eq(party.map(|p| Uid(p.raw()))),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Makes sure that the account stands there in whose place acts by ticket are recorded. It is shut: nobody signs in
/// with it.
///
/// # Errors
/// Those of the database.
pub fn open_door(tx: &mut Write<'_>, now: Moment) -> Result<(), StoreError> {
    insert_if_absent!(
        tx,
        accounts::table,
        (
            accounts::id.eq(Uid(DOOR.raw())),
            // No name that anybody can choose.
            accounts::username.eq(":door"),
            accounts::display_name.eq("Pintu umum"),
            accounts::password_hash.eq("!"),
            accounts::version.eq(1_i64),
            accounts::disabled_at.eq(Some(now.0)),
            accounts::created_at.eq(now.0),
        )
    )?;
    Ok(())
}
