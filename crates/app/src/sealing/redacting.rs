//! Texts that went on with a matter, as those read them who may not know who reported.

use netralitas_domain::{
    file::{CaseFacts, CaseFile},
    ids::PartyId,
};
use netralitas_store::{Read, views::words::TrackText};
use serde_json::Value;

use super::{Vault, redaction::Redactor};
use crate::{error::AppError, reading::track_view::recorded};

/// Takes sealed people out of these texts, by what is on record of them now and was before; false where somebody was
/// erased, so that nobody knows what to take out: the texts are not to be shown then.
pub(crate) fn redacted<'t>(
    tx: &mut Read<'_>,
    vault: Vault<'_>,
    file: &CaseFile,
    texts: impl Iterator<Item = &'t mut TrackText>,
) -> Result<bool, AppError> {
    let mut texts = texts.peekable();
    if texts.peek().is_none() {
        return Ok(true);
    }
    let mut redactor = Redactor::default();
    let former = vault.open_former(tx, file.id)?.into_iter().map(|f| f.0);
    for (party, record) in vault.open(tx, file.id)?.into_iter().chain(former) {
        let Some(record) = record else {
            return Ok(false);
        };
        redactor.take_out(&label(file, party), &recorded(&record)?);
    }
    for text in texts {
        text.body = in_words(&redactor, &text.body);
        text.redacted = true;
    }
    Ok(true)
}

/// A text, or the fields of a form: those are read one by one, for what is written between them is no text.
fn in_words(redactor: &Redactor, body: &str) -> String {
    match serde_json::from_str(body) {
        Ok(mut form @ (Value::Object(_) | Value::Array(_))) => {
            in_fields(redactor, &mut form);
            form.to_string()
        }
        _ => redactor.redact(body),
    }
}

fn in_fields(redactor: &Redactor, value: &mut Value) {
    match value {
        Value::String(text) => *text = redactor.redact(text),
        Value::Array(all) => all.iter_mut().for_each(|v| in_fields(redactor, v)),
        Value::Object(all) => all.values_mut().for_each(|v| in_fields(redactor, v)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Capacity and number, as the list of parties counts them.
fn label(file: &CaseFile, party: PartyId) -> String {
    let all = file.case().map(CaseFacts::everyone).unwrap_or_default();
    let Some(capacity) = all.iter().find(|p| p.id == party).map(|p| p.capacity) else {
        return String::new();
    };
    let alike = all.iter().filter(|p| p.capacity == capacity);
    let place = alike.take_while(|p| p.id != party).count() + 1;
    format!("{} {place}", capacity.text().id)
}
