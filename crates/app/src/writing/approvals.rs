//! Acts that need two: one asks, another of the office that answers for the act confirms, then the act runs through the one write
//! path in the name of whoever asked.

use netralitas_domain::{
    acts::Approval,
    ids::{Id, TrackId},
    procedure::{Action, Machine},
    refusal::Unfit,
    time::Moment,
};
use netralitas_store::{
    Uid,
    approvals::{self, ApprovalRow, WAITING},
    idempotency::{self, Answer, Claim},
    scope,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    App, Keyed, Principal,
    error::AppError,
    input::ActIn,
    parties::own_matters::same_person,
    reading::asker::Asker,
    writing::{
        answering::stored,
        command::{Ruling, Second, claim},
    },
};

/// How long an act waits for the second person: seven days.
const WAITS: i64 = 7 * 86_400 * 1_000_000;
/// Most rows of a list.
const MOST_ROWS: i64 = 200;

/// What waits for a second person, without its body.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Identifier.
    pub id: Uuid,
    /// The track to be acted on.
    pub track: TrackId,
    /// Its machine.
    pub machine: Machine,
    /// What is to be done.
    pub action: Action,
    /// The version that whoever asks saw.
    pub expected: i64,
    /// Who asks.
    pub account: Uuid,
    /// When.
    pub asked_at: Moment,
    /// Until when it can be confirmed.
    pub expires_at: Moment,
}

/// What a confirmation runs: the address and the body as they were sent.
#[derive(Debug, Clone)]
pub struct Held {
    /// The address.
    pub waiting: Waiting,
    /// The body as JSON.
    pub body: String,
}

fn waiting(row: &ApprovalRow) -> Result<Waiting, AppError> {
    let unknown = || AppError::internal("an approval of no known act");
    Ok(Waiting {
        id: row.id.0,
        track: Id::new(row.track_id.0),
        machine: Machine::from_code(&row.machine).ok_or_else(unknown)?,
        action: Action::from_code(&row.action).ok_or_else(unknown)?,
        expected: row.expected,
        account: row.account_id.0,
        asked_at: Moment(row.asked_at),
        expires_at: Moment(row.expires_at),
    })
}

impl App {
    /// Holds an act until a second person confirms it. It is judged now as it will be then, so that what the
    /// rules refuse is refused at once.
    ///
    /// # Errors
    /// Those of the act; a field error at `/action` where one person is enough.
    pub async fn ask_approval(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: ActIn,
        body: String,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let id = self.id(now);
        let prepared = self.prepare(input, now)?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let asker = app.asker(tx, principal, now)?;
                let Ruling {
                    case,
                    second_office,
                    verdict,
                } = app.judge(tx, &asker, &prepared, None, now)?;
                match verdict {
                    Ok(_) => return Err(AppError::field("/action", "one_is_enough")),
                    // The last thing that the rules ask for.
                    Err(refused) if refused.reason == Unfit::ApprovalRequired.code() => {}
                    Err(refused) => return Err(AppError::Refused(Box::new(refused))),
                }
                let row = ApprovalRow {
                    id: Uid(id),
                    case_id: Uid(case.raw()),
                    track_id: Uid(prepared.input.track.raw()),
                    machine: prepared.input.machine.code().to_owned(),
                    action: prepared.input.action.code().to_owned(),
                    expected: prepared.input.expected,
                    body: Some(body.clone()),
                    account_id: Uid(principal.account.raw()),
                    office_id: Uid(principal.office.raw()),
                    second_office_id: Uid(second_office.raw()),
                    asked_at: now.0,
                    expires_at: now.0 + WAITS,
                    state: WAITING.to_owned(),
                    settled_by: None,
                    settled_at: None,
                };
                // What nobody confirmed in time goes when the next one comes.
                approvals::expire(tx, now)?;
                approvals::insert(tx, &row)?;
                let receipt = json!({
                    "approval_id": id,
                    "state": WAITING,
                    "recorded_at": now.rfc3339(),
                    "expires_at": Moment(row.expires_at).rfc3339(),
                });
                let location = Some(format!("/v1/approvals/{id}"));
                stored(tx, principal, &keyed, 201, location, receipt.to_string())
            })
            .await
    }

    /// What waits at the caller's office, or was asked for by the caller, on tracks that the caller may see, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting_approvals(&self, principal: Principal) -> Result<Vec<Waiting>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let mut seen = Vec::new();
                let (office, account) = (principal.office, principal.account);
                for row in approvals::waiting(tx, office, account, now, MOST_ROWS)? {
                    let track = Id::new(row.track_id.0);
                    if scope::case_of_visible(tx, &asker.reach, track)?.is_some() {
                        seen.push(waiting(&row)?);
                    }
                }
                Ok(seen)
            })
            .await
    }

    /// One that waits, with its body, for whoever may see its track.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where it is absent, hidden, of another office, settled or expired.
    pub async fn held(&self, principal: Principal, id: Uuid) -> Result<Held, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let row = approvals::find(tx, id, principal.office, principal.account)?
                    .ok_or(AppError::NotFound)?;
                let track = Id::new(row.track_id.0);
                scope::case_of_visible(tx, &asker.reach, track)?.ok_or(AppError::NotFound)?;
                let body = row.body.clone().filter(|_| row.expires_at > now.0);
                Ok(Held {
                    waiting: waiting(&row)?,
                    body: body.ok_or(AppError::NotFound)?,
                })
            })
            .await
    }

    /// Confirms an act: it runs in the name of whoever asked, with the caller as the second person. `input` is
    /// the body that [`Self::held`] gave, read as a request.
    ///
    /// # Errors
    /// As [`App::act`]; [`AppError::NotFound`] where it waits no more.
    pub async fn confirm_approval(
        &self,
        principal: Principal,
        keyed: Keyed,
        id: Uuid,
        input: ActIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let prepared = self.prepare(input, now)?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let Asker { actor, .. } = app.asker(tx, principal, now)?;
                let row = approvals::find(tx, id, principal.office, principal.account)?
                    .filter(|r| r.expires_at > now.0)
                    .ok_or(AppError::NotFound)?;
                // Settled first: of two who confirm at once one finds nothing that waits.
                if !approvals::settle(tx, id, "confirmed", principal.account, now)? {
                    return Err(AppError::NotFound);
                }
                let asks = Principal::outside(Id::new(row.account_id.0), Id::new(row.office_id.0));
                // The rules refuse the own account; another one of the same person is the same.
                if asks.account != principal.account
                    && same_person(tx, asks.account, principal.account)?
                {
                    return Err(AppError::Forbidden);
                }
                let second = Second {
                    approval: Approval {
                        account: actor.account,
                        office: actor.office,
                        roles: actor.roles,
                    },
                    answers_to: principal,
                };
                let done = app.run(tx, asks, &keyed, &prepared, Some(&second), now);
                // Who asked has no role here any more; that is no fault of whoever confirms.
                done.map_err(|error| match error {
                    AppError::AccountInactive => AppError::Forbidden,
                    other => other,
                })
            })
            .await
    }

    /// The stored answer of a key that was used before; none where it was not.
    ///
    /// # Errors
    /// [`AppError::KeyReused`].
    pub async fn answered(
        &self,
        principal: Principal,
        keyed: &Keyed,
    ) -> Result<Option<Answer>, AppError> {
        let keyed = keyed.clone();
        self.store()
            .read(move |tx| {
                let Keyed {
                    operation,
                    key,
                    fingerprint,
                } = &keyed;
                match idempotency::find(tx, principal.account, operation, key, fingerprint)? {
                    Claim::New => Ok(None),
                    Claim::Replay(answer) => Ok(Some(answer)),
                    Claim::Reused => Err(AppError::KeyReused),
                }
            })
            .await
    }

    /// Ends the waiting: declined by another of the office that confirms, withdrawn by whoever asked.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where it waits no more.
    pub async fn decline_approval(
        &self,
        principal: Principal,
        keyed: Keyed,
        id: Uuid,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let asker = app.asker(tx, principal, now)?;
                let row = approvals::find(tx, id, principal.office, principal.account)?
                    .ok_or(AppError::NotFound)?;
                let track = Id::new(row.track_id.0);
                scope::case_of_visible(tx, &asker.reach, track)?.ok_or(AppError::NotFound)?;
                let own = row.account_id.0 == principal.account.raw();
                let state = if own { "withdrawn" } else { "declined" };
                if !approvals::settle(tx, id, state, principal.account, now)? {
                    return Err(AppError::NotFound);
                }
                let receipt = json!({
                    "approval_id": id,
                    "state": state,
                    "recorded_at": now.rfc3339(),
                    "expires_at": Moment(row.expires_at).rfc3339(),
                });
                stored(tx, principal, &keyed, 200, None, receipt.to_string())
            })
            .await
    }
}
