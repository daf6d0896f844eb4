//! Erasures as they are asked for, agreed to and ended: the last who agrees carries it out. How they are told is in
//! `telling.rs`.

use netralitas_domain::{
    ids::{CaseId, Id, PartyId},
    procedure::{
        ERASING_WAITS, ErasedTexts, ErasingGround, ErasingRefusal, ErasingRights, Machine,
        may_erase,
    },
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, Uid, Write, erase,
    erasures::{self, CARRIED_OUT, ErasureRow, WAITING},
    idempotency::Answer,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    carrying_out::{Order, no_hold, refused},
    list::Line,
};
use crate::{
    App, Keyed, Principal,
    error::{AppError, FieldError},
    keys::{MasterKey, rotation},
    parties::own_matters::same_person,
    sealing::{asked::Asked, padding::pad, unsealings::Desk},
    writing::command::claim,
};

const HOUR: i64 = 3_600 * 1_000_000;
/// Up to this size a file database is scrubbed at once; a larger one would hold up everybody else for too long.
const SCRUBBED_AT_ONCE: u64 = 256 * 1024 * 1024;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct ErasureIn {
    /// In which case.
    pub case: CaseId,
    /// Who is to be erased.
    pub party: PartyId,
    /// Why.
    pub ground: ErasingGround,
    /// What for, in words.
    pub purpose: String,
    /// What becomes of the texts.
    pub texts: ErasedTexts,
    /// The files whose bytes go too; none where every one of the case goes.
    pub files: Option<Vec<Uuid>>,
}

/// What is done after the transaction that carried an erasure out.
type Then = Option<Line>;

impl App {
    /// Asks for the erasure of a person.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for who may not ask, fields that name nothing,
    /// a reason against it.
    pub async fn ask_erasure(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: ErasureIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let (id, event) = (self.id(now), self.id(now));
        let kid = self.master().id().to_owned();
        let purpose = seal(self.master(), id, &input.purpose)?;
        let files = input.files.as_ref().map(serde_json::to_string).transpose();
        let files = files.map_err(AppError::internal)?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let desk = app.case_desk(tx, principal, input.case, now)?;
                let rights = rights(&desk);
                if !rights.asks {
                    return Err(AppError::Forbidden);
                }
                let file = desk.seen.file();
                if file.anyone(input.party).is_none() {
                    return Err(AppError::field("/party_id", "no_such_party"));
                }
                named_files(tx, &input)?;
                may_erase(file, input.party).map_err(refused)?;
                no_hold(tx, input.case)?;
                erasures::expire(tx, now)?;
                let waits = |r: &ErasureRow| {
                    r.party_id.0 == input.party.raw() && r.state == WAITING && r.expires_at > now.0
                };
                if erasures::of_case(tx, input.case)?.iter().any(waits) {
                    return Err(refused(ErasingRefusal::ErasureWaits));
                }
                let row = ErasureRow {
                    id: Uid(id),
                    case_id: Uid(input.case.raw()),
                    party_id: Uid(input.party.raw()),
                    account_id: Uid(principal.account.raw()),
                    office_id: Uid(principal.office.raw()),
                    ground: input.ground.code().to_owned(),
                    texts: input.texts.code().to_owned(),
                    files: files.clone(),
                    kid: Some(kid.clone()),
                    purpose: Some(purpose.clone()),
                    headed: rights.head,
                    asked_at: now.0,
                    expires_at: now.0 + ERASING_WAITS * HOUR,
                    state: WAITING.to_owned(),
                    agreed_by: None,
                    agreed_at: None,
                    settled_by: None,
                    settled_at: None,
                    line: None,
                    scrubbed_at: None,
                };
                rotation::still(tx, &kid)?;
                erasures::insert(tx, &row)?;
                note(tx, event, SecurityEvent::ErasureAsked, principal, &row, now)?;
                let at = format!("/v1/cases/{}/erasures", input.case);
                let told = (WAITING, Moment(row.expires_at));
                asked(&row).receipt(tx, principal, &keyed, (201, Some(at)), told, now)
            })
            .await
    }

    /// Agrees to an erasure; the second who does carries it out.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where none waits, [`AppError::Forbidden`] for who asked, agreed before or may not agree, a
    /// reason against it.
    pub async fn agree_erasure(
        &self,
        principal: Principal,
        keyed: Keyed,
        (case, id): (CaseId, Uuid),
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let (event, seed) = (self.id(now), self.salt()?);
        let app = self.clone();
        let (answer, then) = self
            .store()
            .write(move |tx| app.agree_in(tx, principal, &keyed, (case, id), event, &seed, now))
            .await?;
        if let Some(line) = then {
            self.after_erasure(line).await;
        }
        Ok(answer)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one transaction")]
    fn agree_in(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        (case, id): (CaseId, Uuid),
        event: Uuid,
        seed: &[u8; 16],
        now: Moment,
    ) -> Result<(Answer, Then), AppError> {
        if let Some(replay) = claim(tx, principal, keyed, now)? {
            return Ok((replay, None));
        }
        let desk = self.case_desk(tx, principal, case, now)?;
        let row = erasures::find(tx, id, case)?
            .filter(|r| r.state == WAITING && r.expires_at > now.0)
            .ok_or(AppError::NotFound)?;
        if !agrees(tx, &desk, &row)? {
            return Err(AppError::Forbidden);
        }
        let headed = row.headed || rights(&desk).head;
        let Some(first) = row.agreed_by else {
            // The rules are asked now too, so that nobody agrees to what is refused in the end.
            let party = Id::new(row.party_id.0);
            may_erase(desk.seen.file(), party).map_err(refused)?;
            no_hold(tx, case)?;
            if !erasures::agree(tx, id, principal.account, headed, now)? {
                return Err(AppError::NotFound);
            }
            note(
                tx,
                event,
                SecurityEvent::ErasureAgreed,
                principal,
                &row,
                now,
            )?;
            let told = (WAITING, Moment(row.expires_at));
            let answer = asked(&row).receipt(tx, principal, keyed, (200, None), told, now)?;
            return Ok((answer, None));
        };
        let order = order(&row, first, principal, now)?;
        let line = self
            .carry_out(tx, &order, &desk.actor, &desk.known, seed, now)?
            .ok_or(AppError::NotFound)?;
        let text = serde_json::to_string(&line).map_err(AppError::internal)?;
        if !erasures::settle(tx, id, CARRIED_OUT, principal.account, Some(&text), now)? {
            return Err(AppError::NotFound);
        }
        note(tx, event, SecurityEvent::Erased, principal, &row, now)?;
        let told = (CARRIED_OUT, now);
        let answer = asked(&row).receipt(tx, principal, keyed, (200, None), told, now)?;
        Ok((answer, Some(line)))
    }

    /// What follows outside the transaction. What fails here is done at the next start or by `netralitas erasures
    /// scrub`; the erasure stands.
    async fn after_erasure(&self, line: Line) {
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            if let Some(list) = &app.inner.erasures {
                list.add(&line).map_err(AppError::internal)?;
            }
            match app.store().file_bytes() {
                Some(bytes) if bytes <= SCRUBBED_AT_ONCE => app.scrub_erased().map(|_| ()),
                _ => app.remove_given_up().map(|_| ()),
            }
        });
        match done.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::warn!(%error, cause, "an erasure waits for its scrub");
            }
            Err(error) => tracing::warn!(%error, "an erasure waits for its scrub"),
        }
    }

    /// Ends an erasure that waits: withdrawn by who asked, declined by who may agree.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where none waits, [`AppError::Forbidden`] for others.
    pub async fn end_erasure(
        &self,
        principal: Principal,
        keyed: Keyed,
        (case, id): (CaseId, Uuid),
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let event = self.id(now);
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let desk = app.case_desk(tx, principal, case, now)?;
                let row = erasures::find(tx, id, case)?
                    .filter(|r| r.state == WAITING && r.expires_at > now.0)
                    .ok_or(AppError::NotFound)?;
                let own = row.account_id.0 == principal.account.raw();
                if !own && !rights(&desk).agrees {
                    return Err(AppError::Forbidden);
                }
                let state = if own { "withdrawn" } else { "declined" };
                if !erasures::settle(tx, id, state, principal.account, None, now)? {
                    return Err(AppError::NotFound);
                }
                note(tx, event, SecurityEvent::ErasureEnded, principal, &row, now)?;
                asked(&row).receipt(tx, principal, &keyed, (200, None), (state, now), now)
            })
            .await
    }

    pub(super) fn case_desk(
        &self,
        tx: &mut Read<'_>,
        principal: Principal,
        case: CaseId,
        now: Moment,
    ) -> Result<Desk, AppError> {
        self.desk(tx, principal, Machine::Case, case.into(), now)
    }
}

pub(super) fn rights(desk: &Desk) -> ErasingRights {
    let case = desk.seen.file().case();
    case.map_or_else(ErasingRights::default, |case| {
        ErasingRights::of(&desk.actor, case.handled_by, &desk.known.offices)
    })
}

/// Whether the caller may agree now: neither who asked nor who agreed, and the head where none of them is one and
/// nobody else follows.
pub(super) fn agrees(tx: &mut Read<'_>, desk: &Desk, row: &ErasureRow) -> Result<bool, AppError> {
    let rights = rights(desk);
    let headed = row.agreed_by.is_none() || row.headed || rights.head;
    if !rights.agrees || !headed {
        return Ok(false);
    }
    for before in [Some(row.account_id), row.agreed_by].into_iter().flatten() {
        if same_person(tx, desk.actor.account, Id::new(before.0))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn named_files(tx: &mut Write<'_>, input: &ErasureIn) -> Result<(), AppError> {
    let here = erase::files_of(tx, input.case)?;
    let named = input.files.iter().flatten().enumerate();
    let errors: Vec<FieldError> = named
        .filter(|(_, id)| here.iter().all(|f| f.id != **id))
        .map(|(place, _)| FieldError::new(format!("/files/{place}"), "no_such_file"))
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(AppError::Invalid(errors)),
    }
}

fn order(row: &ErasureRow, first: Uid, last: Principal, now: Moment) -> Result<Order, AppError> {
    let unknown = || AppError::internal("an erasure of no known kind");
    let files = row.files.as_deref().map(serde_json::from_str).transpose();
    Ok(Order {
        id: row.id.0,
        case: Id::new(row.case_id.0),
        party: Id::new(row.party_id.0),
        known: Vec::new(),
        texts: ErasedTexts::from_code(&row.texts).ok_or_else(unknown)?,
        files: files.map_err(AppError::internal)?,
        ground: ErasingGround::from_code(&row.ground).ok_or_else(unknown)?,
        asked_by: Id::new(row.account_id.0),
        office: Id::new(row.office_id.0),
        asked_at: Moment(row.asked_at),
        agreed_by: vec![Id::new(first.0), last.account],
        erased_at: now,
        judged: true,
    })
}

/// What a sealed purpose is bound to.
pub(crate) fn of_erasure(id: Uuid) -> Vec<u8> {
    format!("erasures/{id}").into_bytes()
}

fn seal(master: &MasterKey, id: Uuid, purpose: &str) -> Result<Vec<u8>, AppError> {
    Ok(master.seal(&of_erasure(id), &pad(purpose.as_bytes()))?)
}

/// Leaves a record of what was done, without a word of the purpose.
fn note(
    tx: &mut Write<'_>,
    id: Uuid,
    kind: SecurityEvent,
    by: Principal,
    row: &ErasureRow,
    now: Moment,
) -> Result<(), AppError> {
    let told = [
        ("ground", json!(row.ground)),
        ("party_id", json!(row.party_id.0)),
    ];
    asked(row).record(tx, (id, kind), by, told, now)
}

fn asked(row: &ErasureRow) -> Asked {
    Asked {
        name: "erasure_id",
        id: row.id.0,
        by: Id::new(row.account_id.0),
        case: Id::new(row.case_id.0),
    }
}
