//! A person taken out of the words of a case: capacity and number stand where the name stood.

use netralitas_domain::{
    file::CaseFile,
    ids::{AllegationId, CaseId, Id, PartyId},
    procedure::ErasedTexts,
    time::Moment,
};
use netralitas_store::{
    Write, erase,
    erase_words::{self, FormerOf, Place},
    ticket_questions, unsealings,
};
use serde_json::Value;

use super::whom::Whom;
use crate::{
    App,
    door::questions::{of_answer, of_question},
    error::AppError,
    reading::{
        records::{AllegationRecord, SealedRecord},
        track_view::recorded,
    },
    sealing::{
        Redactor, label,
        padding::{pad, unpad},
        unsealings::of_purpose,
    },
};

/// Fields of records that are words of a closed list, in which nobody is named.
const CLOSED: [&str; 1] = ["precision"];
/// Fields of another person's record in which somebody may be named. The own name and numbers are that person's.
const OF_OTHERS: [&str; 7] = [
    "address",
    "occupation",
    "post",
    "rank",
    "unit",
    "agency_name",
    "power_of_attorney",
];

impl App {
    /// Takes a person out of every word of a case; how many were changed.
    pub(super) fn take_out(
        &self,
        tx: &mut Write<'_>,
        file: &CaseFile,
        whom: &Whom,
        texts: ErasedTexts,
        now: Moment,
    ) -> Result<i64, AppError> {
        let own: Vec<PartyId> = own(whom, file.id);
        let redactor = self.redactor(tx, file, whom, &own)?;
        let mut changed = 0;
        for (at, words) in erase_words::words(tx, file.id)? {
            let without = match at {
                Place::Text(..) if texts == ErasedTexts::Removed => String::new(),
                Place::Text(..) | Place::Former(FormerOf::Paper, ..) => {
                    redactor.redact_body(&words)
                }
                Place::Allegation(id) | Place::Former(FormerOf::Allegation, id, _) => {
                    allegation(&redactor, file, &own, Id::new(id.0), &words)?
                }
                Place::Evidence(_) => fields(&redactor, &words)?,
                Place::Party(id) | Place::Former(FormerOf::Party, id, _) => {
                    // What was on record of the person is gone already.
                    if own.contains(&PartyId::new(id.0)) {
                        continue;
                    }
                    other_person(&redactor, &words)?
                }
                _ => redactor.redact(&words),
            };
            if !same(&without, &words) {
                erase_words::reword(tx, at, &without, self.salt()?, now)?;
                changed += 1;
            }
        }
        changed += self.purposes_without(tx, &redactor, file.id)?;
        changed += self.questions_without(tx, &redactor, file.id)?;
        Ok(changed)
    }

    /// What takes the person out, under the capacity and number that it has in this case.
    fn redactor(
        &self,
        tx: &mut Write<'_>,
        file: &CaseFile,
        whom: &Whom,
        own: &[PartyId],
    ) -> Result<Redactor, AppError> {
        let mut redactor = Redactor::default();
        let named = own.first().map(|p| label(file, *p));
        let named = named.unwrap_or_else(|| "orang yang dihapus".to_owned());
        for record in &whom.records {
            redactor.take_out(&named, record);
        }
        // An account on the net names its holder wherever it is written.
        for (at, words) in erase_words::words(tx, file.id)? {
            let Place::Allegation(id) = at else { continue };
            if !alleged_of(file, own, Id::new(id.0)) {
                continue;
            }
            let said: AllegationRecord = recorded(&words)?;
            if let Some(net) = said.net_address {
                let mut record = SealedRecord::default();
                record.person.email = Some(net);
                redactor.take_out(&named, &record);
            }
        }
        Ok(redactor)
    }

    /// Purposes of openings, which are sealed.
    fn purposes_without(
        &self,
        tx: &mut Write<'_>,
        redactor: &Redactor,
        case: CaseId,
    ) -> Result<i64, AppError> {
        let mut changed = 0;
        for (id, _, sealed) in erase::purposes(tx, case)? {
            let padded = self.master().open(&of_purpose(id), &sealed)?;
            let plain = unpad(padded.expose()).unwrap_or_default();
            let said = String::from_utf8_lossy(plain);
            let without = redactor.redact(&said);
            if without != said {
                let sealed = self
                    .master()
                    .seal(&of_purpose(id), &pad(without.as_bytes()))?;
                unsealings::reseal(tx, id, self.master().id(), &sealed)?;
                changed += 1;
            }
        }
        Ok(changed)
    }

    /// Questions to holders of other tickets, and their answers, which are sealed.
    fn questions_without(
        &self,
        tx: &mut Write<'_>,
        redactor: &Redactor,
        case: CaseId,
    ) -> Result<i64, AppError> {
        let mut changed = 0;
        for one in ticket_questions::of_case(tx, case)? {
            let id = one.id.0;
            let question = self.without(redactor, &of_question(id), &one.question)?;
            let answer = match &one.answer {
                Some(answer) => self.without(redactor, &of_answer(id), answer)?,
                None => None,
            };
            if question.is_some() || answer.is_some() {
                let question = question.unwrap_or_else(|| one.question.clone());
                let answer = answer.or_else(|| one.answer.clone());
                ticket_questions::reseal(tx, id, &question, answer.as_deref())?;
                changed += 1;
            }
        }
        Ok(changed)
    }

    /// A sealed text without the person, sealed again; none where nothing of it changes.
    fn without(
        &self,
        redactor: &Redactor,
        context: &[u8],
        sealed: &[u8],
    ) -> Result<Option<Vec<u8>>, AppError> {
        let opened = self.master().open(context, sealed)?;
        let said = String::from_utf8_lossy(opened.expose()).into_owned();
        let without = redactor.redact(&said);
        if without == said {
            return Ok(None);
        }
        Ok(Some(self.master().seal(context, without.as_bytes())?))
    }
}

/// Whether nothing was changed: of a form the order of its fields says nothing.
fn same(one: &str, other: &str) -> bool {
    let form = |text: &str| {
        serde_json::from_str::<Value>(text)
            .ok()
            .filter(Value::is_object)
    };
    one == other || form(one).is_some_and(|f| Some(f) == form(other))
}

fn own(whom: &Whom, case: CaseId) -> Vec<PartyId> {
    let here = whom.parties.iter().filter(|(c, _)| *c == case);
    here.map(|(_, party)| *party).collect()
}

/// Whether an allegation is of one of these.
fn alleged_of(file: &CaseFile, of: &[PartyId], allegation: AllegationId) -> bool {
    let case = file.case();
    case.is_some_and(|c| {
        c.every_allegation()
            .any(|a| a.id == allegation && of.contains(&a.respondent))
    })
}

/// What is alleged, without the person; of the person's own acts without the address on the net.
fn allegation(
    redactor: &Redactor,
    file: &CaseFile,
    own: &[PartyId],
    id: AllegationId,
    words: &str,
) -> Result<String, AppError> {
    let mut record: Value = serde_json::from_str(words).map_err(AppError::internal)?;
    if alleged_of(file, own, id)
        && let Some(fields) = record.as_object_mut()
    {
        fields.remove("net_address");
    }
    redact(redactor, &mut record);
    serde_json::to_string(&record).map_err(AppError::internal)
}

fn fields(redactor: &Redactor, words: &str) -> Result<String, AppError> {
    let mut record: Value = serde_json::from_str(words).map_err(AppError::internal)?;
    redact(redactor, &mut record);
    serde_json::to_string(&record).map_err(AppError::internal)
}

/// What is on record of somebody else.
fn other_person(redactor: &Redactor, words: &str) -> Result<String, AppError> {
    let mut record: Value = serde_json::from_str(words).map_err(AppError::internal)?;
    for field in OF_OTHERS {
        if let Some(Value::String(text)) = record.get_mut(field) {
            *text = redactor.redact(text);
        }
    }
    serde_json::to_string(&record).map_err(AppError::internal)
}

fn redact(redactor: &Redactor, record: &mut Value) {
    if let Some(fields) = record.as_object_mut() {
        for (name, value) in fields {
            if let (Value::String(text), false) = (value, CLOSED.contains(&name.as_str())) {
                *text = redactor.redact(text);
            }
        }
    }
}
