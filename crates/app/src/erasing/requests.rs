//! Erasures as they are asked for, agreed to and ended: the last who agrees carries it out.

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
    Read, Uid, Write, assignments, erase,
    erasures::{self, CARRIED_OUT, ErasureRow, WAITING},
    idempotency::{self, Answer},
    security_events,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    carrying_out::{Order, refused},
    list::Line,
};
use crate::{
    App, Keyed, Principal,
    error::{AppError, FieldError},
    keys::{MasterKey, rotation},
    sealing::{
        padding::{pad, unpad},
        unsealings::{Desk, Person},
    },
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

/// An erasure as it is told.
#[derive(Debug, Clone)]
pub struct Erasure {
    /// Identifier.
    pub id: Uuid,
    /// Who is erased, or is to be.
    pub party: PartyId,
    /// Why.
    pub ground: ErasingGround,
    /// What becomes of the texts.
    pub texts: ErasedTexts,
    /// The files whose bytes go; none where every one of the case goes.
    pub files: Option<Vec<Uuid>>,
    /// What for, in words, while it waits.
    pub purpose: Option<String>,
    /// `waiting`, `carried_out`, `declined`, `withdrawn`, `expired`.
    pub state: &'static str,
    /// Who asked.
    pub asked_by: Person,
    /// When.
    pub asked_at: Moment,
    /// Until when it waits.
    pub until: Moment,
    /// Who agreed first.
    pub agreed_by: Option<Person>,
    /// When.
    pub agreed_at: Option<Moment>,
    /// Who agreed last, declined or withdrew.
    pub settled_by: Option<Person>,
    /// When.
    pub settled_at: Option<Moment>,
    /// Since when no byte is left in the database's own files.
    pub scrubbed_at: Option<Moment>,
    /// SHA-256 of its line of the erasure list.
    pub digest: Option<String>,
    /// Whether the caller may agree to it now.
    pub yours_to_agree: bool,
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
                receipt(tx, principal, &keyed, (201, Some(at)), id, told, now)
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
        if !agrees(&desk, &row) {
            return Err(AppError::Forbidden);
        }
        let headed = row.headed || rights(&desk).head;
        let Some(first) = row.agreed_by else {
            // The rules are asked now too, so that nobody agrees to what is refused in the end.
            let party = Id::new(row.party_id.0);
            may_erase(desk.seen.file(), party).map_err(refused)?;
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
            let answer = receipt(tx, principal, keyed, (200, None), id, told, now)?;
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
        let answer = receipt(tx, principal, keyed, (200, None), id, told, now)?;
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
                receipt(tx, principal, &keyed, (200, None), id, (state, now), now)
            })
            .await
    }

    /// The erasures of a case, oldest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for who may neither ask nor agree.
    pub async fn erasures(
        &self,
        principal: Principal,
        case: CaseId,
    ) -> Result<Vec<Erasure>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let desk = app.case_desk(tx, principal, case, now)?;
                if !rights(&desk).any() {
                    return Err(AppError::Forbidden);
                }
                let rows = erasures::of_case(tx, case)?;
                let names = names(tx, &rows)?;
                let told = rows
                    .iter()
                    .map(|row| app.erasure_told(&desk, row, &names, now));
                told.collect()
            })
            .await
    }

    fn erasure_told(
        &self,
        desk: &Desk,
        row: &ErasureRow,
        names: &[(netralitas_domain::ids::AccountId, String)],
        now: Moment,
    ) -> Result<Erasure, AppError> {
        let person = |id: Uid| {
            let account = Id::new(id.0);
            let name = names.iter().find(|n| n.0 == account);
            Person {
                account,
                name: name.map(|n| n.1.clone()),
            }
        };
        let unknown = || AppError::internal("an erasure of no known kind");
        let files = row.files.as_deref().map(serde_json::from_str).transpose();
        let state = state_of(row, now);
        let waits = state == WAITING;
        let line: Option<Line> = row
            .line
            .as_deref()
            .map(serde_json::from_str)
            .transpose()
            .map_err(AppError::internal)?;
        Ok(Erasure {
            id: row.id.0,
            party: Id::new(row.party_id.0),
            ground: ErasingGround::from_code(&row.ground).ok_or_else(unknown)?,
            texts: ErasedTexts::from_code(&row.texts).ok_or_else(unknown)?,
            files: files.map_err(AppError::internal)?,
            purpose: match &row.purpose {
                Some(sealed) if waits => Some(open(self.master(), row.id.0, sealed)?),
                _ => None,
            },
            state,
            asked_by: person(row.account_id),
            asked_at: Moment(row.asked_at),
            until: Moment(row.expires_at),
            agreed_by: row.agreed_by.map(person),
            agreed_at: row.agreed_at.map(Moment),
            settled_by: row.settled_by.map(person),
            settled_at: row.settled_at.map(Moment),
            scrubbed_at: row.scrubbed_at.map(Moment),
            digest: line.map(|l| l.digest),
            yours_to_agree: waits && agrees(desk, row),
        })
    }

    fn case_desk(
        &self,
        tx: &mut Read<'_>,
        principal: Principal,
        case: CaseId,
        now: Moment,
    ) -> Result<Desk, AppError> {
        self.desk(tx, principal, Machine::Case, case.into(), now)
    }
}

fn rights(desk: &Desk) -> ErasingRights {
    let case = desk.seen.file().case();
    case.map_or_else(ErasingRights::default, |case| {
        ErasingRights::of(&desk.actor, case.handled_by, &desk.known.offices)
    })
}

/// Whether the caller may agree now: neither who asked nor who agreed, and the head where none of them is one and
/// nobody else follows.
fn agrees(desk: &Desk, row: &ErasureRow) -> bool {
    let (own, rights) = (desk.actor.account.raw(), rights(desk));
    let another = row.account_id.0 != own && row.agreed_by.is_none_or(|a| a.0 != own);
    let headed = row.agreed_by.is_none() || row.headed || rights.head;
    rights.agrees && another && headed
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

/// How an erasure stands.
fn state_of(row: &ErasureRow, now: Moment) -> &'static str {
    match row.state.as_str() {
        WAITING if row.expires_at <= now.0 => "expired",
        WAITING => WAITING,
        CARRIED_OUT => CARRIED_OUT,
        "declined" => "declined",
        _ => "withdrawn",
    }
}

fn names(
    tx: &mut Read<'_>,
    rows: &[ErasureRow],
) -> Result<Vec<(netralitas_domain::ids::AccountId, String)>, AppError> {
    let people = rows
        .iter()
        .flat_map(|r| [Some(r.account_id), r.agreed_by, r.settled_by])
        .flatten();
    let mut people: Vec<_> = people.map(|id| Id::new(id.0)).collect();
    people.sort_unstable();
    people.dedup();
    Ok(assignments::names(tx, &people)?)
}

/// What a sealed purpose is bound to.
pub(crate) fn of_erasure(id: Uuid) -> Vec<u8> {
    format!("erasures/{id}").into_bytes()
}

fn seal(master: &MasterKey, id: Uuid, purpose: &str) -> Result<Vec<u8>, AppError> {
    Ok(master.seal(&of_erasure(id), &pad(purpose.as_bytes()))?)
}

fn open(master: &MasterKey, id: Uuid, sealed: &[u8]) -> Result<String, AppError> {
    let padded = master.open(&of_erasure(id), sealed)?;
    let plain = unpad(padded.expose()).unwrap_or_default();
    String::from_utf8(plain.to_vec()).map_err(AppError::internal)
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
    let content = json!({
        "erasure_id": row.id.0, "ground": row.ground, "party_id": row.party_id.0,
    });
    let entry = security_events::Entry {
        id,
        kind,
        account: Some(by.account),
        office: Some(by.office),
        about: Some(Id::new(row.account_id.0)),
        case: Some(Id::new(row.case_id.0)),
        recorded_at: now,
        content: content.to_string(),
    };
    Ok(security_events::append(tx, &entry)?)
}

fn receipt(
    tx: &mut Write<'_>,
    principal: Principal,
    keyed: &Keyed,
    (status, location): (i64, Option<String>),
    id: Uuid,
    (state, until): (&str, Moment),
    now: Moment,
) -> Result<Answer, AppError> {
    let body = json!({
        "erasure_id": id,
        "state": state,
        "recorded_at": now.rfc3339(),
        "until": until.rfc3339(),
    });
    let answer = Answer {
        status,
        etag: None,
        location,
        body: body.to_string(),
    };
    idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
    Ok(answer)
}
