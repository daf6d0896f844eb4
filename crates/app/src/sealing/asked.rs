//! What one asks and others agree to, an opening or an erasure: what of it is left on record, and what is answered.

use netralitas_domain::{
    ids::{AccountId, CaseId},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Write,
    idempotency::Answer,
    security_events::{self, Entry},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{Keyed, Principal, error::AppError, writing::answering::stored};

/// Which, of whom and in which case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// Under what name its identifier is told: `unsealing_id`, `erasure_id`.
    pub name: &'static str,
    pub id: Uuid,
    pub by: AccountId,
    pub case: CaseId,
}

impl Asked {
    fn told(&self) -> Map<String, Value> {
        Map::from_iter([(self.name.to_owned(), json!(self.id))])
    }

    /// Leaves a record of what was done, with these particulars and without a word of the purpose.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record(
        &self,
        tx: &mut Write<'_>,
        (event, kind): (Uuid, SecurityEvent),
        by: Principal,
        particulars: impl IntoIterator<Item = (&'static str, Value)>,
        now: Moment,
    ) -> Result<(), AppError> {
        let mut content = self.told();
        content.extend(particulars.into_iter().map(|(k, v)| (k.to_owned(), v)));
        let entry = Entry {
            id: event,
            kind,
            account: Some(by.account),
            office: Some(by.office),
            about: Some(self.by),
            case: Some(self.case),
            recorded_at: now,
            content: Value::Object(content).to_string(),
        };
        Ok(security_events::append(tx, &entry)?)
    }

    /// Answers how it stands and until when, to be told again by the key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn receipt(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        (status, location): (i64, Option<String>),
        (state, until): (&str, Moment),
        now: Moment,
    ) -> Result<Answer, AppError> {
        let mut body = self.told();
        body.extend([
            ("state".to_owned(), json!(state)),
            ("recorded_at".to_owned(), json!(now.rfc3339())),
            ("until".to_owned(), json!(until.rfc3339())),
        ]);
        let body = Value::Object(body).to_string();
        stored(tx, principal, keyed, status, location, body)
    }
}
