//! What entries are broken down by, each combination once.

use std::collections::BTreeMap;

use diesel::prelude::*;
use netralitas_domain::figures::Entry;

use crate::{StoreError, Write, insert_if_absent, schema::figure_keys, to_json};

/// A combination, before it has a number.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = figure_keys)]
pub(super) struct Key {
    /// All that follows in one text: its name.
    pub code: String,
    figure: String,
    election: String,
    origin: String,
    office: String,
    authority: String,
    agency: String,
    subject: String,
    state: String,
    level: String,
    kind: String,
    violation: String,
    counts_for_all: bool,
}

impl Key {
    /// That of an entry.
    pub fn of(entry: &Entry, all: bool) -> Result<Self, StoreError> {
        let by = &entry.by;
        let text = |code: Option<&str>| code.unwrap_or_default().to_owned();
        let office = |id: Option<netralitas_domain::ids::OfficeId>| {
            id.map(|id| id.to_string()).unwrap_or_default()
        };
        let mut key = Self {
            code: String::new(),
            figure: entry.figure.code().to_owned(),
            election: by.election.clone(),
            origin: text(by.origin.map(|o| o.code())),
            office: office(by.office),
            authority: office(by.authority),
            agency: office(by.agency),
            subject: text(by.subject.map(|s| s.code())),
            state: text(by.state),
            level: text(by.level.map(|l| l.code())),
            kind: text(by.kind.as_deref()),
            violation: text(by.violation.as_deref()),
            counts_for_all: all,
        };
        let whole = [
            &key.figure,
            &key.election,
            &key.origin,
            &key.office,
            &key.authority,
            &key.agency,
            &key.subject,
            &key.state,
            &key.level,
            &key.kind,
            &key.violation,
        ];
        key.code = to_json(&(whole, all), "figure_keys", "code")?;
        Ok(key)
    }
}

/// The numbers of these combinations, by their names; new ones are added.
pub(super) fn numbers(
    tx: &mut Write<'_>,
    wanted: &BTreeMap<String, Key>,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut known = find(tx, wanted)?;
    if known.len() == wanted.len() {
        return Ok(known);
    }
    // In the order of the names, so that two commands never wait for each other.
    for (_, key) in wanted.iter().filter(|(code, _)| !known.contains_key(*code)) {
        insert_if_absent!(tx, figure_keys::table, key.clone())?;
    }
    known = find(tx, wanted)?;
    Ok(known)
}

fn find(
    tx: &mut Write<'_>,
    wanted: &BTreeMap<String, Key>,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let codes: Vec<&String> = wanted.keys().collect();
    let rows: Vec<(String, i64)> = figure_keys::table
        .filter(figure_keys::code.eq_any(codes))
        .select((figure_keys::code, figure_keys::id))
        .load(tx.conn())?;
    Ok(rows.into_iter().collect())
}
