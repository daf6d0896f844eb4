//! What went on with a matter, as those read it who may not know who reported.

use netralitas_domain::{
    file::{CaseFacts, CaseFile},
    ids::PartyId,
};
use netralitas_store::Read;
use serde_json::Value;

use super::{Vault, redaction::Redactor};
use crate::{error::AppError, reading::track_view::recorded};

impl Redactor {
    /// What takes the sealed people of a case out, by what is on record of them now and was before; none where the key of
    /// somebody is lost, so that nobody knows what to take out. Who was erased was taken out of the texts themselves.
    pub(crate) fn of_case(
        tx: &mut Read<'_>,
        vault: Vault<'_>,
        file: &CaseFile,
    ) -> Result<Option<Self>, AppError> {
        let mut redactor = Self::default();
        let former = vault.open_former(tx, file.id)?.into_iter().map(|f| f.0);
        for (party, record) in vault.open(tx, file.id)?.into_iter().chain(former) {
            if file.case().is_some_and(|c| c.is_erased(party)) {
                continue;
            }
            let Some(record) = record else {
                return Ok(None);
            };
            redactor.take_out(&label(file, party), &recorded(&record)?);
        }
        Ok(Some(redactor))
    }

    /// A text, or the fields of a form: those are read one by one, for what is written between them is no text.
    pub(crate) fn redact_body(&self, body: &str) -> String {
        match serde_json::from_str(body) {
            Ok(mut form @ (Value::Object(_) | Value::Array(_))) => {
                self.redact_fields(&mut form);
                form.to_string()
            }
            _ => self.redact(body),
        }
    }

    /// A few words, where there are any.
    pub(crate) fn redact_words(&self, words: &mut Option<String>) {
        if let Some(words) = words {
            *words = self.redact(words);
        }
    }

    fn redact_fields(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.redact(text),
            Value::Array(all) => all.iter_mut().for_each(|v| self.redact_fields(v)),
            Value::Object(all) => all.values_mut().for_each(|v| self.redact_fields(v)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Capacity and number, as the list of parties counts them.
pub(crate) fn label(file: &CaseFile, party: PartyId) -> String {
    let all = file.case().map(CaseFacts::everyone).unwrap_or_default();
    let Some(capacity) = all.iter().find(|p| p.id == party).map(|p| p.capacity) else {
        return String::new();
    };
    let alike = all.iter().filter(|p| p.capacity == capacity);
    let place = alike.take_while(|p| p.id != party).count() + 1;
    format!("{} {place}", capacity.text().id)
}
