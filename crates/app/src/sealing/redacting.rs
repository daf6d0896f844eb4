//! What went on with a matter, as those read it who may not know who reported.

use netralitas_domain::{
    file::{CaseFacts, CaseFile, RecordKind},
    ids::PartyId,
};
use netralitas_store::{Read, views::words::Paper};
use serde_json::Value;

use super::{Vault, redaction::Redactor};
use crate::{
    error::AppError,
    reading::{
        records::{AllegationRecord, EvidenceRecord, PersonRecord},
        track_view::recorded,
    },
};

impl Redactor {
    /// What takes the sealed people of a case out, by what is on record of them now and was before; none where the key of
    /// somebody is lost, so that nobody knows what to take out. Who was erased was taken out of the texts themselves.
    pub(crate) fn of_case(
        tx: &mut Read<'_>,
        vault: Vault<'_>,
        file: &CaseFile,
    ) -> Result<Option<Self>, AppError> {
        let mut redactor = Self::default();
        let case = file.case();
        let sealed = case.into_iter().flat_map(CaseFacts::everyone);
        let mut sealed = sealed
            .filter(|p| case.is_some_and(|c| c.seals(p)))
            .peekable();
        if sealed.peek().is_none() {
            return Ok(Some(redactor));
        }
        // Few records were ever amended, and nothing is read then.
        let former = if sealed.any(|p| p.record > 1) {
            vault.open_former(tx, file.id)?
        } else {
            Vec::new()
        };
        let former = former.into_iter().map(|f| f.0);
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

    /// What is alleged. The candidate concerned is a public person.
    pub(crate) fn redact_allegation(&self, record: &mut AllegationRecord) {
        let AllegationRecord {
            what,
            precision: _,
            place,
            net_address,
            candidate_name: _,
        } = record;
        for words in [what, place, net_address] {
            self.redact_words(words);
        }
    }

    /// A piece of evidence.
    pub(crate) fn redact_evidence(&self, record: &mut EvidenceRecord) {
        let EvidenceRecord {
            kind,
            description,
            count: _,
            copies: _,
            medium,
            received_on: _,
        } = record;
        *kind = self.redact(kind);
        *description = self.redact(description);
        self.redact_words(medium);
    }

    /// What was written of a person who is not sealed. The own name stays, though somebody sealed may have a part of it.
    pub(crate) fn redact_person(&self, person: &mut PersonRecord) {
        let PersonRecord {
            occupation,
            post,
            rank,
            unit,
            agency_name,
            ..
        } = person;
        for words in [occupation, post, rank, unit, agency_name] {
            self.redact_words(words);
        }
    }

    /// What a record said before it was amended.
    pub(crate) fn redact_former(&self, kind: RecordKind, said: &str) -> Result<String, AppError> {
        if kind != RecordKind::Party {
            return Ok(self.redact_body(said));
        }
        let mut person: PersonRecord = recorded(said)?;
        self.redact_person(&mut person);
        let redacted = serde_json::to_value(person).map_err(AppError::internal)?;
        let mut all: Value = recorded(said)?;
        if let (Some(all), Value::Object(redacted)) = (all.as_object_mut(), redacted) {
            // The number that stood beside it stays.
            all.extend(redacted);
        }
        Ok(all.to_string())
    }

    /// What stands on a paper.
    pub(crate) fn redact_paper(&self, paper: &mut Paper) {
        for words in [
            &mut paper.number,
            &mut paper.issuer,
            &mut paper.signer,
            &mut paper.classification,
            &mut paper.enclosures,
            &mut paper.addressee,
        ] {
            self.redact_words(words);
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
