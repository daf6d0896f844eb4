//! Whether what was entered is what the files say.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    figures::ledger,
    ids::{CaseId, Id},
};

use super::{entering::counts_for_all, keys::Key};
use crate::{
    StoreError, Uid, Write, cases as case_files,
    schema::{cases, figure_keys, figures},
};

type Standing = BTreeMap<(String, NaiveDate, Uid, Option<Uid>), i64>;

/// The cases whose entries do not add up to what their file counts for; none where all agree.
///
/// # Errors
/// Those of the database; unreadable rows.
pub fn verify(tx: &mut Write<'_>) -> Result<Vec<CaseId>, StoreError> {
    let all: Vec<Uid> = cases::table
        .select(cases::id)
        .order(cases::id.asc())
        .load(tx.conn())?;
    let mut differs = Vec::new();
    for id in all {
        let case = Id::new(id.0);
        let Some(file) = case_files::load(tx, case)? else {
            continue;
        };
        let counts = counts_for_all(tx, case)?;
        let mut wanted = Standing::new();
        for (entry, n) in ledger(&file) {
            let key = Key::of(&entry, counts || !entry.figure.once_a_chain())?;
            let party = entry.respondent.map(|p| Uid(p.raw()));
            let at = (key.code, entry.day, Uid(entry.track.raw()), party);
            *wanted.entry(at).or_default() += n;
        }
        let tracks: Vec<Uid> = file.tracks.iter().map(|t| Uid(t.id.raw())).collect();
        let rows: Vec<(String, NaiveDate, Uid, Option<Uid>, i64)> = figures::table
            .inner_join(figure_keys::table)
            .filter(figures::track_id.eq_any(tracks))
            .select((
                figure_keys::code,
                figures::day,
                figures::track_id,
                figures::party_id,
                figures::n,
            ))
            .load(tx.conn())?;
        let mut entered = Standing::new();
        for (code, day, track, party, n) in rows {
            *entered.entry((code, day, track, party)).or_default() += n;
        }
        entered.retain(|_, n| *n != 0);
        wanted.retain(|_, n| *n != 0);
        if entered != wanted {
            differs.push(case);
        }
    }
    Ok(differs)
}
