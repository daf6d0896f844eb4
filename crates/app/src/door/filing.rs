//! Filing through the public door: early information, an online report where the installation is the official channel,
//! an announced report where it is not.

use chrono::NaiveDate;
use netralitas_domain::{
    file::Capacity,
    ids::{AccountId, OfficeId},
    people::{Actor, Office, OfficeType},
    procedure::{Action, DOOR, Holder, Machine, Term, TicketKind, by_ticket},
    time::Moment,
};
use netralitas_store::{
    Uid, Write,
    announced_reports::{self, Announced},
    idempotency::{self, Answer, Claim},
    office_lives,
    tickets::{self, Ticket},
};
use serde::Serialize;

use super::{
    announced::ANNOUNCED_HOURS,
    challenges::{Proof, used},
    receipts::Receipt,
};
use crate::{
    App, Keyed, Known, Principal,
    error::AppError,
    input::NewCaseIn,
    keys::rotation,
    reading::asker::Asker,
    writing::{command::no_such_election, opening::ReadyCase},
};

/// What comes in.
#[derive(Debug, Clone)]
pub enum Brought {
    /// Early information.
    Information(NewCaseIn),
    /// A report, and as what it is kept where it is only announced.
    Report(NewCaseIn, String),
}

/// The answer to whoever files without an account; stored without the receipt.
#[derive(Clone, Serialize)]
pub struct DoorReceipt {
    /// What became of it: `recorded`, `filed`, `announced`.
    pub outcome: &'static str,
    /// The receipt, in the first answer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The part of it that is no secret.
    pub reference: String,
    /// The office that has it.
    pub office_id: String,
    /// Numbers given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<String>,
    /// The last day to hand in identity and evidence of an online report, in the office's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_over_by: Option<NaiveDate>,
    /// Until when an announced report can be handed in (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_in_until: Option<String>,
}

/// What is written of it.
enum Ready {
    Case(Box<ReadyCase>, Capacity),
    Announced(Vec<u8>),
}

impl App {
    /// Takes in what somebody without an account files at an office that is open to the public.
    ///
    /// # Errors
    /// A challenge that is not ours, lapsed, unsolved or used; an office that takes no such thing; what is wrong with
    /// the content; a refusal of the rules.
    pub async fn file_at_door(
        &self,
        keyed: Keyed,
        proof: Proof,
        office: OfficeId,
        brought: Brought,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let solved = self.check_proof(&proof, now)?;
        let kind = match &brought {
            Brought::Information(_) => TicketKind::Informant,
            Brought::Report(..) => TicketKind::Reporter,
        };
        let filed = kind == TicketKind::Informant || self.inner.door.official_channel;
        let known = self.known_now().await?;
        open_office(&known, office, now, kind == TicketKind::Reporter && filed)?;
        let receipt = self.draw_receipt()?;
        let ticket = Ticket {
            id: self.id(now),
            reference: receipt.reference.clone(),
            kind,
            case: None,
            party: None,
            checked_by: None,
            account: None,
            office,
            made_at: now,
            ended_at: None,
        };
        let ready = match brought {
            Brought::Report(input, draft) if !filed => {
                if known.book.election(&input.election, &input.race).is_none() {
                    return Err(AppError::Invalid(vec![no_such_election()]));
                }
                Ready::Announced(self.seal_draft(ticket.id, &draft)?)
            }
            Brought::Report(input, _) => {
                let ready = self.ready_case(input, now).await?;
                Ready::Case(Box::new(ready), Capacity::Reporter)
            }
            Brought::Information(input) => {
                let ready = self.ready_case(input, now).await?;
                Ready::Case(Box::new(ready), Capacity::Informant)
            }
        };
        let (app, hash) = (self.clone(), receipt.hash.clone());
        let written = self.store().write(move |tx| {
            // Nobody is known yet, so that the challenge stands for whoever asks.
            let asking = AccountId::new(solved.id);
            if let Some(replay) = claim(tx, asking, &keyed, now)? {
                return Ok((replay, None));
            }
            app.check_hardness(tx, solved, now)?;
            if !announced_reports::use_challenge(tx, solved.id, solved.ends, now)? {
                return Err(used());
            }
            let answer = app.take_in(tx, &ready, &ticket, &hash, now)?;
            let kept = kept(&answer)?;
            idempotency::answer(tx, asking, keyed.operation, &keyed.key, &kept)?;
            Ok((kept, Some(answer)))
        });
        let (kept, answer) = written.await?;
        shown(kept, answer, receipt)
    }

    /// Writes what came and its ticket.
    fn take_in(
        &self,
        tx: &mut Write<'_>,
        ready: &Ready,
        ticket: &Ticket,
        hash: &[u8],
        now: Moment,
    ) -> Result<DoorReceipt, AppError> {
        let office = ticket.office;
        office_lives::share(tx, office)?;
        let known = self.known(tx)?;
        open_office(&known, office, now, false)?;
        let mut answer = DoorReceipt {
            outcome: "announced",
            receipt: None,
            reference: ticket.reference.clone(),
            office_id: office.to_string(),
            numbers: Vec::new(),
            hand_over_by: None,
            hand_in_until: None,
        };
        match ready {
            Ready::Announced(sealed) => {
                tickets::insert(tx, ticket, hash)?;
                let ends = Moment(now.0 + ANNOUNCED_HOURS * 3_600 * 1_000_000);
                let report = Announced {
                    ticket_id: Uid(ticket.id),
                    office_id: Uid(office.raw()),
                    sealed: sealed.clone(),
                    made_at: now.0,
                    ends_at: ends.0,
                };
                rotation::still(tx, self.master().id())?;
                announced_reports::insert(tx, &report, now)?;
                answer.hand_in_until = Some(ends.rfc3339());
            }
            Ready::Case(ready, capacity) => {
                tickets::open_door(tx, now)?;
                let action = match capacity {
                    Capacity::Reporter => Action::FileReport,
                    _ => Action::RecordEarlyInformation,
                };
                let holder = Holder {
                    kind: ticket.kind,
                    stands_for: ticket.kind,
                };
                let asker = at_door(known, office, holder, (Machine::Case, action), now)
                    .ok_or(AppError::Forbidden)?;
                let done = self.open_in(tx, &asker, ready, now)?;
                let ticket = Ticket {
                    case: Some(ready.id),
                    party: ready.party(*capacity),
                    ..ticket.clone()
                };
                tickets::insert(tx, &ticket, hash)?;
                let first = done.events.first();
                answer.outcome = match capacity {
                    Capacity::Reporter => "filed",
                    _ => "recorded",
                };
                let numbers = first.into_iter().flat_map(|e| &e.numbers);
                answer.numbers = numbers.filter_map(|n| n.text.clone()).collect();
                let opened = first.into_iter().flat_map(|e| &e.opened);
                answer.hand_over_by = opened
                    .clone()
                    .find(|t| t.term == Term::EvidenceHandOver)
                    .map(|t| t.due_day);
            }
        }
        Ok(answer)
    }
}

/// Whoever acts by a ticket at an office: with the role as whose entry the act is taken in, and bound to the rows of the
/// door. None where no row lets the holder do it.
pub(super) fn at_door(
    known: std::sync::Arc<Known>,
    office: OfficeId,
    holder: Holder,
    (machine, action): (Machine, Action),
    now: Moment,
) -> Option<Asker> {
    let row = by_ticket(holder.stands_for, machine, action)?;
    let actor = Actor {
        account: DOOR,
        office,
        roles: vec![row.taken_in_as],
        ticket: Some(holder),
    };
    Some(Asker {
        reach: Principal::scope(&actor, &known, now),
        known,
        actor,
    })
}

/// An office that is open to the public, for early information and announced reports, or for online reports too.
///
/// # Errors
/// A field error at `/office_id`.
fn open_office(known: &Known, office: OfficeId, now: Moment, online: bool) -> Result<(), AppError> {
    let found = known.offices.get(office).filter(|o| is_open(known, o, now));
    match found {
        None => Err(AppError::field("/office_id", "office_not_open")),
        Some(o) if online && !o.level.takes_online_reports() => {
            Err(AppError::field("/office_id", "no_online_reports_here"))
        }
        Some(_) => Ok(()),
    }
}

/// Whether the public may choose an office: it works here, stands on that day, and takes information from the public.
pub(super) fn is_open(known: &Known, office: &Office, now: Moment) -> bool {
    office.kind == OfficeType::ElectionSupervisor
        && office.uses_installation
        && office.level.takes_early_information()
        && office.exists_on(now.day_in(office.zone))
        && !known.offices.is_closed(office.id)
}

/// Claims a key for somebody who has no account.
pub(super) fn claim(
    tx: &mut Write<'_>,
    asking: AccountId,
    keyed: &Keyed,
    now: Moment,
) -> Result<Option<Answer>, AppError> {
    let (key, print) = (&keyed.key, &keyed.fingerprint);
    match idempotency::claim(tx, asking, keyed.operation, key, print, now)? {
        Claim::New => Ok(None),
        Claim::Replay(answer) => Ok(Some(answer)),
        Claim::Reused => Err(AppError::KeyReused),
    }
}

/// An answer as it is kept.
fn kept(answer: &DoorReceipt) -> Result<Answer, AppError> {
    Ok(Answer {
        status: 201,
        etag: None,
        location: None,
        body: serde_json::to_string(answer).map_err(AppError::internal)?,
    })
}

/// The same with the receipt, where it is the first.
fn shown(kept: Answer, answer: Option<DoorReceipt>, receipt: Receipt) -> Result<Answer, AppError> {
    let Some(answer) = answer else {
        return Ok(kept);
    };
    let answer = DoorReceipt {
        receipt: Some(receipt.shown),
        ..answer
    };
    Ok(Answer {
        body: serde_json::to_string(&answer).map_err(AppError::internal)?,
        ..kept
    })
}
