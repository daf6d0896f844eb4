//! The erasures of a case as those read them who may ask for one or agree.

use netralitas_domain::{
    ids::{AccountId, CaseId, Id, PartyId},
    procedure::{ErasedTexts, ErasingGround},
    time::Moment,
};
use netralitas_store::{
    Read, Uid, assignments,
    erasures::{self, CARRIED_OUT, ErasureRow, WAITING},
};
use uuid::Uuid;

use super::{
    list::Line,
    requests::{agrees, of_erasure, rights},
};
use crate::{
    App, Principal,
    error::AppError,
    keys::MasterKey,
    sealing::{
        padding::unpad,
        unsealings::{Desk, Person},
    },
};

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

impl App {
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
                    .map(|row| app.erasure_told(tx, &desk, row, &names, now));
                told.collect()
            })
            .await
    }

    fn erasure_told(
        &self,
        tx: &mut Read<'_>,
        desk: &Desk,
        row: &ErasureRow,
        names: &[(AccountId, String)],
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
            yours_to_agree: waits && agrees(tx, desk, row)?,
        })
    }
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

fn names(tx: &mut Read<'_>, rows: &[ErasureRow]) -> Result<Vec<(AccountId, String)>, AppError> {
    let people = rows
        .iter()
        .flat_map(|r| [Some(r.account_id), r.agreed_by, r.settled_by])
        .flatten();
    let mut people: Vec<_> = people.map(|id| Id::new(id.0)).collect();
    people.sort_unstable();
    people.dedup();
    Ok(assignments::names(tx, &people)?)
}

fn open(master: &MasterKey, id: Uuid, sealed: &[u8]) -> Result<String, AppError> {
    let padded = master.open(&of_erasure(id), sealed)?;
    let plain = unpad(padded.expose()).unwrap_or_default();
    String::from_utf8(plain.to_vec()).map_err(AppError::internal)
}
