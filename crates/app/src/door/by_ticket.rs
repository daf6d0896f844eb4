//! Acts by ticket: the one write path, at the office that keeps the track, in the name of nobody but the ticket.

use netralitas_domain::{
    acts::Details,
    file::Track,
    ids::{AccountId, OfficeId, TrackId},
    procedure::{Action, Machine, PaperKind, Stage, Term, by_ticket, rule},
    time::Moment,
};
use netralitas_store::{
    Read,
    idempotency::{self, Answer},
    tickets::{self, Ticket},
};
use serde::Serialize;

use super::{
    filing::{at_door, claim},
    holder::{self, Held},
};
use crate::{
    App, Keyed,
    error::AppError,
    input::{ActIn, ContentIn, DetailsIn, PaperIn, WhenIn},
    keys::Secret,
};

/// What the holder of a ticket wants done.
#[derive(Debug, Clone)]
pub enum Wish {
    /// What was missing in the report.
    Complete(ContentIn),
    /// Withdraw the report, and why.
    Withdraw(String),
    /// A correction: what is asked, and the texts that say why.
    Correct(DetailsIn, Vec<(&'static str, String)>),
    /// An objection to the decision on this track, and why.
    Object(TrackId, String),
}

impl Wish {
    const fn action(&self) -> Action {
        match self {
            Self::Complete(_) => Action::CompleteReport,
            Self::Withdraw(_) => Action::WithdrawReport,
            Self::Correct(..) => Action::RequestCorrection,
            Self::Object(..) => Action::FileObjection,
        }
    }
    const fn machine(&self) -> Machine {
        match self {
            Self::Object(..) => Machine::Sanction,
            _ => Machine::Case,
        }
    }
}

/// The answer to an act by ticket: neither names nor identifiers of the case.
#[derive(Debug, Clone, Serialize)]
pub struct ByTicketReceipt {
    /// What was done.
    pub action: Action,
    /// Where the matter stands now.
    pub stage: Stage,
    /// The legal day, in the office's zone.
    pub effective_day: chrono::NaiveDate,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// The term that it should have kept and did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Term>,
}

impl App {
    /// Does what a ticket lets its holder do.
    ///
    /// # Errors
    /// [`AppError::ReceiptUnknown`]; [`AppError::Forbidden`] for what this kind of ticket does not; the refusals of the
    /// rules; [`AppError::Busy`] where the track moved meanwhile.
    pub async fn act_by_ticket(
        &self,
        typed: &Secret,
        keyed: Keyed,
        wish: Wish,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let hash = self.receipt_hash(typed)?;
        let (app, looked_up) = (self.clone(), hash.clone());
        let wanted = (wish.machine(), wish.action());
        let object_to = match &wish {
            Wish::Object(track, _) => Some(*track),
            _ => None,
        };
        let (ticket, stands) = self
            .store()
            .read(move |tx| {
                let ticket = holder::ticket(tx, &looked_up)?;
                if ticket.case.is_none() {
                    return Err(AppError::Forbidden);
                }
                let held = app.of_ticket(tx, ticket)?;
                let stands = Stands::of(&held, wanted, object_to, now)?;
                Ok((held.ticket, stands))
            })
            .await?;
        let prepared = self.prepare(stands.act(&ticket, wish), now)?;
        let asking = AccountId::new(ticket.id);
        let app = self.clone();
        let done = self
            .store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, asking, &keyed, now)? {
                    return Ok(replay);
                }
                let held = app.still_held(tx, &hash)?;
                tickets::open_door(tx, now)?;
                let asker = at_door(held.known, stands.office, held.holder, wanted, now)
                    .ok_or(AppError::Forbidden)?;
                let done = app.take_step(tx, asker, &prepared, None, now)?;
                let event = done
                    .events
                    .first()
                    .ok_or_else(|| AppError::internal("a command without an event"))?;
                let receipt = ByTicketReceipt {
                    action: event.action,
                    stage: event.to,
                    effective_day: event.effective.day,
                    recorded_at: event.recorded_at.rfc3339(),
                    late: event.late,
                };
                let answer = Answer {
                    status: 200,
                    etag: None,
                    location: None,
                    body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
                };
                idempotency::answer(tx, asking, keyed.operation, &keyed.key, &answer)?;
                Ok(answer)
            })
            .await;
        done.map_err(for_holders)
    }

    fn still_held(&self, tx: &mut Read<'_>, hash: &[u8]) -> Result<Held, AppError> {
        let ticket = holder::ticket(tx, hash)?;
        self.of_ticket(tx, ticket)
    }
}

/// What is said to the holder of a ticket. The steps that a refusal offers are those of the office, and a version is
/// none of the holder's business.
fn for_holders(error: AppError) -> AppError {
    match error {
        AppError::Refused(mut refused) => {
            refused.next_actions = None;
            AppError::Refused(refused)
        }
        AppError::Stale { .. } => AppError::Busy { retry_after: 1 },
        other => other,
    }
}

/// Where the track stands on which a holder acts.
struct Stands {
    track: TrackId,
    version: i64,
    office: OfficeId,
    /// The paper that the law has it done by.
    form: Option<PaperKind>,
    today: chrono::NaiveDate,
}

impl Stands {
    /// # Errors
    /// [`AppError::Forbidden`] where no row lets the holder do it; [`AppError::NotFound`] for a track that is not the
    /// holder's.
    fn of(
        held: &Held,
        (machine, action): (Machine, Action),
        named: Option<TrackId>,
        now: Moment,
    ) -> Result<Self, AppError> {
        let row = by_ticket(held.holder.stands_for, machine, action).ok_or(AppError::Forbidden)?;
        let own = |track: &&Track| {
            machine == Machine::Case || track.respondent().is_some_and(|r| Some(r) == held.party)
        };
        let track = match named {
            Some(id) => held.file.track(id).filter(|t| t.machine == machine),
            None => held.file.case_track(),
        };
        let track = track.filter(own).ok_or(AppError::NotFound)?;
        let case = held.file.case().ok_or(AppError::NotFound)?;
        let kept_at = track.sanction().map_or(case.handled_by, |s| s.agency);
        let office = held.known.offices.now(kept_at);
        let law = rule(track.law, action, track.stage).and_then(|r| r.law(track.law));
        Ok(Self {
            track: track.id,
            version: track.version,
            office,
            form: law
                .filter(|_| row.in_writing)
                .and_then(|l| l.papers.first().copied()),
            today: now.day_in(held.known.offices.zone(office)),
        })
    }

    fn act(&self, ticket: &Ticket, wish: Wish) -> ActIn {
        let (machine, action) = (wish.machine(), wish.action());
        let (details, texts) = match wish {
            Wish::Complete(content) => (DetailsIn::Content(content), Vec::new()),
            Wish::Withdraw(reason) => (DetailsIn::Plain(Details::Reason), vec![("reason", reason)]),
            Wish::Correct(details, texts) => (details, texts),
            Wish::Object(_, reason) => (DetailsIn::Plain(Details::None), vec![("reason", reason)]),
        };
        ActIn {
            machine,
            track: self.track,
            action,
            expected: self.version,
            when: WhenIn::default(),
            acting_party: ticket.party,
            acting_office: None,
            by_paper: None,
            papers: self
                .form
                .map(|kind| written(kind, self.today))
                .into_iter()
                .collect(),
            texts,
            meeting: None,
            historic: None,
            details,
        }
    }
}

/// What the holder writes, as the paper that it is.
fn written(kind: PaperKind, today: chrono::NaiveDate) -> PaperIn {
    PaperIn {
        kind,
        number: None,
        issuer: None,
        signer: None,
        dated: Some(today),
        sent: None,
        received: Some(today),
        received_minute: None,
        classification: None,
        enclosures: None,
        addressee: None,
        signer_nip: None,
    }
}
