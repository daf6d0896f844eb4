//! Changes of offices as commands with an idempotency key; answers are receipts without personal values.

use netralitas_domain::ids::OfficeId;
use netralitas_store::idempotency::{self, Answer};
use serde::Serialize;

use super::{End, Imported, Keeper, OfficeIn, Outcome};
use crate::{App, Keyed, Principal, error::AppError, writing::command::claim};

/// What is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeCommand {
    /// Add one office.
    Add(Box<OfficeIn>),
    /// Add or change many, all or none.
    Import(Vec<OfficeIn>),
    /// Close one, with or without a successor.
    End(End),
}

/// The receipt of a new or imported office.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeReceipt {
    /// The office.
    pub office_id: String,
    /// Its code.
    pub code: String,
    /// Its version now.
    pub version: i64,
    /// `added`, `changed` or `unchanged`.
    pub outcome: &'static str,
}

/// The receipt of an import.
#[derive(Debug, Clone, Serialize)]
pub struct ImportReceipt {
    /// How many are new.
    pub added: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many were left as they were.
    pub unchanged: usize,
    /// Each of them, in the order of writing.
    pub offices: Vec<OfficeReceipt>,
}

/// The receipt of an end.
#[derive(Debug, Clone, Serialize)]
pub struct EndReceipt {
    /// The office that ended.
    pub office_id: String,
    /// Its version now.
    pub version: i64,
    /// Who followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<String>,
    /// Open tracks that passed to the successor.
    pub tracks: usize,
    /// Cases of these tracks.
    pub cases: usize,
    /// Roles of accounts that ended.
    pub roles: usize,
    /// Offices that stand below the successor now.
    pub offices: usize,
}

impl App {
    /// Changes offices for an administrator.
    ///
    /// # Errors
    /// Not found, not the caller's, a stale version, faults of fields, or a reason against an end.
    pub async fn change_offices(
        &self,
        principal: Principal,
        keyed: Keyed,
        command: OfficeCommand,
    ) -> Result<Answer, AppError> {
        let (app, now, seed) = (self.clone(), self.clock().now(), self.salt()?);
        let fresh = match &command {
            OfficeCommand::Add(_) => self.fresh_ids(1, now),
            OfficeCommand::Import(rows) => self.fresh_ids(rows.len(), now),
            OfficeCommand::End(_) => Vec::new(),
        };
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let keeper = Keeper::Account(principal);
                let answer = match &command {
                    OfficeCommand::Add(row) => app.add_in(tx, &keeper, row, &fresh, now)?,
                    OfficeCommand::Import(rows) => {
                        imported(&app.import_in(tx, &keeper, rows, &fresh, now)?)?
                    }
                    OfficeCommand::End(end) => {
                        ended(end, &app.end_in(tx, &keeper, end, &seed, now)?)?
                    }
                };
                idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
                Ok(answer)
            })
            .await
    }

    fn add_in(
        &self,
        tx: &mut netralitas_store::Write<'_>,
        keeper: &Keeper,
        row: &OfficeIn,
        fresh: &[OfficeId],
        now: netralitas_domain::time::Moment,
    ) -> Result<Answer, AppError> {
        let known = self.known(tx)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let above = row.parent.as_deref();
        let parent = known.offices.all().find(|o| above == Some(o.code.as_str()));
        // Who keeps nothing here learns nothing about codes.
        if !kept.may(parent.map(|p| p.id), &known) {
            return Err(AppError::Forbidden);
        }
        if known.offices.all().any(|o| o.code == row.code) {
            return Err(AppError::Conflict { pointer: "/code" });
        }
        let done = self
            .import_in(tx, keeper, std::slice::from_ref(row), fresh, now)
            .map_err(|error| match error {
                AppError::Invalid(mut fields) => {
                    for field in &mut fields {
                        field.pointer = field.pointer.replacen("/items/0", "", 1);
                    }
                    AppError::Invalid(fields)
                }
                other => other,
            })?;
        let office = receipts(&done)
            .pop()
            .ok_or_else(|| AppError::internal("an office without a row"))?;
        Ok(Answer {
            status: 201,
            etag: Some(office.version.to_string()),
            location: Some(format!("/v1/offices/{}", office.office_id)),
            body: serde_json::to_string(&office).map_err(AppError::internal)?,
        })
    }
}

fn receipts(done: &Imported) -> Vec<OfficeReceipt> {
    let one = |(id, code, version, outcome): &(OfficeId, String, i64, Outcome)| OfficeReceipt {
        office_id: id.to_string(),
        code: code.clone(),
        version: *version,
        outcome: match outcome {
            Outcome::Added => "added",
            Outcome::Changed => "changed",
            Outcome::Unchanged => "unchanged",
        },
    };
    done.offices.iter().map(one).collect()
}

fn imported(done: &Imported) -> Result<Answer, AppError> {
    let receipt = ImportReceipt {
        added: done.count(Outcome::Added),
        changed: done.count(Outcome::Changed),
        unchanged: done.count(Outcome::Unchanged),
        offices: receipts(done),
    };
    Ok(Answer {
        status: 200,
        etag: None,
        location: Some("/v1/offices".to_owned()),
        body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
    })
}

fn ended(end: &End, done: &super::Ended) -> Result<Answer, AppError> {
    let receipt = EndReceipt {
        office_id: end.office.to_string(),
        version: done.version,
        successor_id: end.successor.map(|id| id.to_string()),
        tracks: done.tracks,
        cases: done.cases,
        roles: done.roles,
        offices: done.offices,
    };
    Ok(Answer {
        status: 200,
        etag: Some(done.version.to_string()),
        location: Some(format!("/v1/offices/{}", end.office)),
        body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
    })
}
