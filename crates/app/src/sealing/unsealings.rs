//! Openings of sealed identities: one asks with ground and purpose, another of the same office agrees, and who asked
//! reads for a time. Each leaves a security record without a word of the purpose, for that record is never erased.

use std::sync::Arc;

use netralitas_domain::{
    ids::{AccountId, CaseId, Id, TrackId},
    people::Actor,
    procedure::{Machine, UNSEALING_TIMES, UnsealingGround},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, Uid, Write, assignments,
    idempotency::Answer,
    scope::Scope,
    unsealings::{self, CONFIRMED, UnsealingRow, WAITING},
    views::case_file::{self, Seen},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    asked::Asked,
    padding::{pad, unpad},
};
use crate::{
    App, Keyed, Known, Principal,
    error::AppError,
    keys::{KeyError, MasterKey, rotation},
    parties::own_matters::same_person,
    reading::{asker::Asker, seeing::Reader},
    writing::command::claim,
};

const HOUR: i64 = 3_600 * 1_000_000;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct UnsealingIn {
    /// On tracks of which machine.
    pub machine: Machine,
    /// The track through which the case is seen.
    pub track: TrackId,
    /// Why.
    pub ground: UnsealingGround,
    /// What for, in words.
    pub purpose: String,
}

/// An opening as it is told.
#[derive(Debug, Clone)]
pub struct Unsealing {
    /// Identifier.
    pub id: Uuid,
    /// Why.
    pub ground: UnsealingGround,
    /// What for, in words; for who asked and who agrees.
    pub purpose: Option<String>,
    /// `waiting`, `running`, `over`, `declined`, `withdrawn`, `ended`, `expired`.
    pub state: &'static str,
    /// Who asked.
    pub asked_by: Person,
    /// When.
    pub asked_at: Moment,
    /// Until when it waits; once agreed to, until when it lasts or lasted.
    pub until: Moment,
    /// The second person.
    pub settled_by: Option<Person>,
    /// When.
    pub settled_at: Option<Moment>,
    /// Who ended it early.
    pub ended_by: Option<Person>,
    /// How often identities were read by it.
    pub views: i64,
    /// Whether the caller may agree to it.
    pub yours_to_confirm: bool,
}

/// An account with its name for people.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// Its name, where it is on record.
    pub name: Option<String>,
}

/// A visible track with who asks about its identities.
pub(crate) struct Desk {
    pub seen: Seen,
    pub known: Arc<Known>,
    pub actor: Actor,
    pub reach: Scope,
}

impl Desk {
    /// The case.
    pub fn case(&self) -> CaseId {
        self.seen.file().id
    }

    /// The caller as a reader of the track.
    pub fn reader(&self) -> Result<Reader<'_>, AppError> {
        let track = self.seen.track().ok_or(AppError::NotFound)?;
        let (actor, known) = (&self.actor, &self.known);
        Ok(Reader::of(self.seen.file(), track, actor, &known.offices))
    }
}

impl App {
    /// A track that the caller sees; absent and hidden are the same.
    pub(crate) fn desk(
        &self,
        tx: &mut Read<'_>,
        principal: Principal,
        machine: Machine,
        track: TrackId,
        now: Moment,
    ) -> Result<Desk, AppError> {
        let Asker {
            known,
            actor,
            reach,
        } = self.asker(tx, principal, now)?;
        let seen = case_file::of_track(tx, &reach, track)?
            .filter(|s| s.track().is_some_and(|t| t.machine == machine))
            .ok_or(AppError::NotFound)?;
        Ok(Desk {
            seen,
            known,
            actor,
            reach,
        })
    }

    /// Asks to read the sealed identities of a case.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for who may not ask.
    pub async fn ask_unsealing(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: UnsealingIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let (id, event) = (self.id(now), self.id(now));
        let (kid, purpose) = seal_purpose(self.master(), id, &input.purpose)?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let desk = app.desk(tx, principal, input.machine, input.track, now)?;
                if desk.reader()?.confirms_unsealing(&desk.actor).is_empty() {
                    return Err(AppError::Forbidden);
                }
                let row = UnsealingRow {
                    id: Uid(id),
                    case_id: Uid(desk.case().raw()),
                    track_id: Uid(input.track.raw()),
                    account_id: Uid(principal.account.raw()),
                    office_id: Uid(principal.office.raw()),
                    ground: input.ground.code().to_owned(),
                    kid: kid.clone(),
                    purpose: purpose.clone(),
                    asked_at: now.0,
                    expires_at: now.0 + UNSEALING_TIMES.waits * HOUR,
                    state: WAITING.to_owned(),
                    settled_by: None,
                    settled_at: None,
                    ended_by: None,
                    ended_at: None,
                    views: 0,
                };
                rotation::still(tx, &row.kid)?;
                unsealings::insert(tx, &row)?;
                let what = SecurityEvent::UnsealingAsked;
                note(tx, event, what, principal, &row, now)?;
                let at = format!(
                    "/v1/{}/{}/unsealings",
                    input.machine.collection(),
                    input.track
                );
                let told = (WAITING, Moment(row.expires_at));
                asked(&row).receipt(tx, principal, &keyed, (201, Some(at)), told, now)
            })
            .await
    }

    /// Agrees to an opening; it lasts from now on.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where none waits, [`AppError::Forbidden`] for who asked and who may not agree.
    pub async fn confirm_unsealing(
        &self,
        principal: Principal,
        keyed: Keyed,
        (machine, track, id): (Machine, TrackId, Uuid),
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let event = self.id(now);
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let desk = app.desk(tx, principal, machine, track, now)?;
                let row = unsealings::find(tx, id, desk.case(), principal.office)?
                    .filter(|r| r.state == WAITING && r.expires_at > now.0)
                    .ok_or(AppError::NotFound)?;
                if !app.confirms(tx, &desk, &row, now)? {
                    return Err(AppError::Forbidden);
                }
                let until = Moment(now.0 + UNSEALING_TIMES.lasts * HOUR);
                if !unsealings::settle(tx, id, CONFIRMED, principal.account, until, now)? {
                    return Err(AppError::NotFound);
                }
                let what = SecurityEvent::UnsealingConfirmed;
                note(tx, event, what, principal, &row, now)?;
                let told = ("running", until);
                asked(&row).receipt(tx, principal, &keyed, (200, None), told, now)
            })
            .await
    }

    /// Ends an opening: withdrawn by who asked, declined by who may agree, or ended early by either.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where none waits or runs, [`AppError::Forbidden`] for others.
    pub async fn end_unsealing(
        &self,
        principal: Principal,
        keyed: Keyed,
        (machine, track, id): (Machine, TrackId, Uuid),
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let event = self.id(now);
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let desk = app.desk(tx, principal, machine, track, now)?;
                let row = unsealings::find(tx, id, desk.case(), principal.office)?
                    .filter(|r| r.expires_at > now.0)
                    .ok_or(AppError::NotFound)?;
                let own = row.account_id.0 == principal.account.raw();
                if !own && !app.confirms(tx, &desk, &row, now)? {
                    return Err(AppError::Forbidden);
                }
                let by = principal.account;
                let (state, done) = if row.state == CONFIRMED {
                    ("ended", unsealings::end(tx, id, by, now)?)
                } else {
                    let state = if own { "withdrawn" } else { "declined" };
                    (state, unsealings::settle(tx, id, state, by, now, now)?)
                };
                if !done {
                    return Err(AppError::NotFound);
                }
                let what = SecurityEvent::UnsealingEnded;
                let row = UnsealingRow {
                    state: state.to_owned(),
                    ..row
                };
                note(tx, event, what, principal, &row, now)?;
                asked(&row).receipt(tx, principal, &keyed, (200, None), (state, now), now)
            })
            .await
    }

    /// The openings that were asked for at the caller's office, oldest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for who may neither ask nor agree.
    pub async fn unsealings(
        &self,
        principal: Principal,
        machine: Machine,
        track: TrackId,
    ) -> Result<Vec<Unsealing>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let desk = app.desk(tx, principal, machine, track, now)?;
                if desk.reader()?.confirms_unsealing(&desk.actor).is_empty() {
                    return Err(AppError::Forbidden);
                }
                let rows = unsealings::of_case(tx, desk.case(), principal.office)?;
                let people = rows
                    .iter()
                    .flat_map(|r| [Some(r.account_id), r.settled_by, r.ended_by])
                    .flatten();
                let mut people: Vec<AccountId> = people.map(|id| Id::new(id.0)).collect();
                people.sort_unstable();
                people.dedup();
                let names = assignments::names(tx, &people)?;
                let person = |id: Uid| {
                    let account = Id::new(id.0);
                    let name = names.iter().find(|n| n.0 == account);
                    Person {
                        account,
                        name: name.map(|n| n.1.clone()),
                    }
                };
                let mut all = Vec::new();
                for row in rows {
                    let agrees = app.confirms(tx, &desk, &row, now)?;
                    let own = row.account_id.0 == principal.account.raw();
                    let purpose = if own || agrees {
                        Some(open_purpose(app.master(), &row)?)
                    } else {
                        None
                    };
                    let state = state_of(&row, now);
                    all.push(Unsealing {
                        id: row.id.0,
                        ground: UnsealingGround::from_code(&row.ground)
                            .ok_or_else(|| AppError::internal("an opening of no known ground"))?,
                        purpose,
                        state,
                        asked_by: person(row.account_id),
                        asked_at: Moment(row.asked_at),
                        until: Moment(row.expires_at),
                        settled_by: row.settled_by.map(person),
                        settled_at: row.settled_at.map(Moment),
                        ended_by: row.ended_by.map(person),
                        views: row.views,
                        yours_to_confirm: agrees && state == WAITING,
                    });
                }
                Ok(all)
            })
            .await
    }

    /// Whether the caller may agree to an opening: another person than who asked, with a role that agrees to what
    /// that one may still ask for.
    fn confirms(
        &self,
        tx: &mut Read<'_>,
        desk: &Desk,
        row: &UnsealingRow,
        now: Moment,
    ) -> Result<bool, AppError> {
        if same_person(tx, desk.actor.account, Id::new(row.account_id.0))? {
            return Ok(false);
        }
        let asks = Principal::outside(Id::new(row.account_id.0), Id::new(row.office_id.0));
        let asks = match self.asker(tx, asks, now) {
            Ok(asker) => asker.actor,
            // Who asked has no role here any more.
            Err(AppError::AccountInactive) => return Ok(false),
            Err(error) => return Err(error),
        };
        let second = desk.reader()?.confirms_unsealing(&asks);
        Ok(desk.actor.has_any(&second))
    }
}

/// How an opening stands.
fn state_of(row: &UnsealingRow, now: Moment) -> &'static str {
    let over = row.expires_at <= now.0;
    match row.state.as_str() {
        WAITING if over => "expired",
        WAITING => WAITING,
        CONFIRMED if over => "over",
        CONFIRMED => "running",
        "declined" => "declined",
        "withdrawn" => "withdrawn",
        _ => "ended",
    }
}

/// A purpose may name somebody: it is padded and sealed.
fn seal_purpose(
    master: &MasterKey,
    id: Uuid,
    purpose: &str,
) -> Result<(String, Vec<u8>), KeyError> {
    let sealed = master.seal(&of_purpose(id), &pad(purpose.as_bytes()))?;
    Ok((master.id().to_owned(), sealed))
}

fn open_purpose(master: &MasterKey, row: &UnsealingRow) -> Result<String, KeyError> {
    let padded = master.open(&of_purpose(row.id.0), &row.purpose)?;
    let plain = unpad(padded.expose()).ok_or(KeyError::DoesNotOpen)?;
    String::from_utf8(plain.to_vec()).map_err(|_| KeyError::DoesNotOpen)
}

/// What a sealed purpose is bound to.
pub(crate) fn of_purpose(id: Uuid) -> Vec<u8> {
    format!("unsealings/{id}").into_bytes()
}

/// Leaves a record of what was done with an opening.
pub(crate) fn note(
    tx: &mut Write<'_>,
    id: Uuid,
    kind: SecurityEvent,
    by: Principal,
    row: &UnsealingRow,
    now: Moment,
) -> Result<(), AppError> {
    let told = [("ground", json!(row.ground)), ("state", json!(row.state))];
    asked(row).record(tx, (id, kind), by, told, now)
}

fn asked(row: &UnsealingRow) -> Asked {
    Asked {
        name: "unsealing_id",
        id: row.id.0,
        by: Id::new(row.account_id.0),
        case: Id::new(row.case_id.0),
    }
}
