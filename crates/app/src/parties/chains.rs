//! Cases that belong together: the other case of a link, the records of a case that is split off, and the chain that
//! counts once.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::split_names,
    file::{CaseFile, Change, Event, Facts, LinkKind, TextRef, Track},
    ids::{CaseId, TrackId},
    numbers::{NumberKind, NumberSlot},
    procedure::{Machine, Matter, Stage},
    time::Moment,
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    chains, figures, numbers, parties,
    scope::{self, Scope},
    splits, texts, tracks,
};
use sha2::{Digest as _, Sha256};

use crate::{
    App, Principal,
    error::AppError,
    reading::{
        asker::Asker,
        query::{Filter, Order, Page},
    },
    sealing::Vault,
    writing::prepare,
};

/// A case of a chain as its reader may see it.
#[derive(Debug, Clone)]
pub struct Chained {
    /// The case.
    pub id: CaseId,
    /// Where it stands.
    pub stage: Stage,
    /// Its links to cases that the caller sees.
    pub links: Vec<(LinkKind, CaseId)>,
    /// Its numbers: the receipt among them.
    pub numbers: Vec<NumberSlot>,
}

/// The chain of a case.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The case that counts: for all, or for the caller where that one is hidden.
    pub counts: CaseId,
    /// The visible cases.
    pub cases: Vec<Chained>,
}

impl App {
    /// The cases that belong together with one, as far as the caller sees them.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope.
    pub async fn chain(&self, principal: Principal, case: CaseId) -> Result<Chain, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let Asker { reach, .. } = app.asker(tx, principal, now)?;
                scope::case_of_visible(tx, &reach, case.into())?
                    .filter(|found| *found == case)
                    .ok_or(AppError::NotFound)?;
                let (counts, ids) = chains::visible(tx, &reach, case)?.ok_or(AppError::NotFound)?;
                let mut cases = Vec::new();
                for id in ids.iter().copied() {
                    let Some(file) = cases::load(tx, id)? else {
                        continue;
                    };
                    let (Some(track), Some(facts)) = (file.case_track(), file.case()) else {
                        continue;
                    };
                    cases.push(Chained {
                        id,
                        stage: track.stage,
                        links: facts
                            .links
                            .iter()
                            .filter(|l| ids.contains(&l.case))
                            .map(|l| (l.kind, l.case))
                            .collect(),
                        numbers: track.numbers.clone(),
                    });
                }
                Ok(Chain { counts, cases })
            })
            .await
    }
}

impl App {
    /// The cases of the chain of a report with this receipt, among those that the caller may see.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn find_by_receipt(
        &self,
        principal: Principal,
        receipt: String,
        limit: i64,
    ) -> Result<Page, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        let tracks = self
            .store()
            .read_page(move |tx| {
                let Asker { reach, .. } = app.asker(tx, principal, now)?;
                let mut all = Vec::new();
                for case in numbers::of_receipt(tx, &receipt)? {
                    let Some((_, chain)) = chains::visible(tx, &reach, case)? else {
                        continue;
                    };
                    // Who sees only cases that are linked otherwise learns nothing of the report.
                    let mut known = false;
                    for id in &chain {
                        let track = tracks::visible(tx, &reach, (*id).into())?;
                        known |= track.is_some_and(|t| bears(&t, &receipt));
                    }
                    if known {
                        all.extend(chain.into_iter().map(TrackId::from));
                    }
                }
                Ok::<_, AppError>(all)
            })
            .await?;
        let filter = Filter {
            tracks: Some(tracks),
            ..Filter::default()
        };
        self.list(principal, Machine::Case, filter, Order::Newest, None, limit)
            .await
    }
}

/// Whether a receipt is among the numbers of a case: its own, or that of the case it was split off from.
fn bears(track: &Track, receipt: &str) -> bool {
    let mut numbers = track.numbers.iter();
    numbers.any(|n| n.kind == NumberKind::Submission && n.text.as_deref() == Some(receipt))
}

/// Locks and loads the other case of a link, or that of another review. Who may not see that track finds none.
pub(crate) fn other_case(
    tx: &mut Write<'_>,
    reach: &Scope,
    id: CaseId,
    track: TrackId,
) -> Result<Option<CaseFile>, AppError> {
    let visible = scope::case_of_visible(tx, reach, track)?;
    if visible != Some(id) {
        return Ok(None);
    }
    Ok(cases::load_for_update(tx, id, track, Hold::Case)?)
}

/// The case that an event opens beside the one it was decided on.
pub(crate) fn opened(case: CaseId, events: &[Event]) -> Option<(usize, CaseId)> {
    events
        .iter()
        .enumerate()
        .find(|(_, e)| e.case_id != case && e.seq == 1 && e.machine == Machine::Case)
        .map(|(place, e)| (place, e.case_id))
}

/// Texts that both cases have after a split: copies, named by the event that opens the new one.
pub(crate) fn texts_of_split(
    tx: &mut Write<'_>,
    before: &CaseFile,
    events: &mut [Event],
) -> Result<Vec<texts::TextRow>, AppError> {
    let (Some((place, new)), Some(old)) = (opened(before.id, events), before.case_track()) else {
        return Ok(Vec::new());
    };
    let kinds = [prepare::ACCOUNT, Matter::Study.code()];
    let copies = splits::copies_of_texts(tx, old, &kinds, new)?;
    if let Some(event) = events.get_mut(place) {
        event.texts.extend(copies.iter().map(|row| {
            let hash = Sha256::new()
                .chain_update(&row.salt)
                .chain_update(row.body.as_bytes())
                .finalize();
            TextRef {
                id: row.id,
                version: row.version,
                hash: hash.iter().map(|b| format!("{b:02x}")).collect(),
            }
        }));
    }
    Ok(copies)
}

/// Moves and copies the records of a case that was split off.
pub(crate) fn write_split(
    tx: &mut Write<'_>,
    vault: Vault<'_>,
    before: &CaseFile,
    events: &[Event],
    copies: &[texts::TextRow],
    now: Moment,
) -> Result<(), AppError> {
    let Some((place, new)) = opened(before.id, events) else {
        return Ok(());
    };
    let facts = events.get(place).and_then(|e| {
        e.changes.iter().find_map(|c| match c {
            Change::Opened(facts) => match facts.as_ref() {
                Facts::Case(case) => Some(case.as_ref()),
                _ => None,
            },
            _ => None,
        })
    });
    let (Some(old), Some(facts)) = (before.case(), facts) else {
        return Err(AppError::internal("a split without a case"));
    };
    let rows = parties::of_case(tx, before.id)?;
    for (from, to) in split_names(old, facts) {
        if from == to {
            splits::move_party(tx, from, new)?;
        } else {
            splits::copy_party(tx, &rows, from, to, new, now)?;
            vault.copy(tx, (before.id, from), (new, to), now)?;
        }
    }
    for allegation in &facts.allegations {
        splits::move_allegation(tx, allegation.id, allegation.respondent, new)?;
    }
    splits::copy_evidence(tx, before, new, now)?;
    for text in copies {
        // The step that opens the new case brings its copies.
        let seq = events.get(place).map(|e| e.seq);
        texts::insert(tx, new, text, seq, now)?;
    }
    Ok(())
}

/// Finds the chains anew of every case that these events link or unlink.
pub(crate) fn settle(tx: &mut Write<'_>, events: &[Event]) -> Result<(), AppError> {
    let mut seeds: BTreeSet<CaseId> = BTreeSet::new();
    for event in events {
        for change in &event.changes {
            if let Change::Linked(link) | Change::Unlinked(link) = change {
                seeds.extend([event.case_id, link.case]);
            }
        }
    }
    let mut todo: Vec<CaseId> = Vec::new();
    for seed in seeds {
        todo.extend(chains::members(tx, seed)?);
    }
    let mut left: BTreeSet<CaseId> = todo.into_iter().collect();
    while let Some(first) = left.pop_first() {
        let mut chain = BTreeSet::from([first]);
        let mut elsewhere = BTreeSet::new();
        let mut next = vec![first];
        while let Some(case) = next.pop() {
            let links = cases::load(tx, case)?
                .and_then(|f| f.case().map(|c| c.links.clone()))
                .unwrap_or_default();
            for link in links {
                if link.kind.counts_there() {
                    elsewhere.insert(case);
                }
                if chain.insert(link.case) {
                    next.push(link.case);
                }
            }
        }
        left.retain(|c| !chain.contains(c));
        // The oldest of those that came out of no other and go on in none; identifiers are in the order of time.
        let counts = chain.difference(&elsewhere).next().unwrap_or(&first);
        let cases: Vec<CaseId> = chain.iter().copied().collect();
        let counts = *counts;
        let before = counting(tx, &cases)?;
        chains::put(tx, counts, &cases)?;
        // Whom the change leaves as it was keeps its entries.
        for (case, counted) in before {
            let counts = cases.len() == 1 || case == counts;
            if counts != counted {
                mark_anew(tx, case, counts, events)?;
            }
        }
    }
    Ok(())
}

/// Which of these cases are counted for all.
fn counting(tx: &mut Write<'_>, cases: &[CaseId]) -> Result<Vec<(CaseId, bool)>, AppError> {
    let one = |case: &CaseId| Ok((*case, figures::counts_for_all(tx, *case)?));
    cases.iter().map(one).collect()
}

/// Marks what a case counts for anew: another case counts for it from now on, or none does any more. It is held alone,
/// so that no step on it goes by the old mark.
fn mark_anew(
    tx: &mut Write<'_>,
    case: CaseId,
    counts: bool,
    events: &[Event],
) -> Result<(), AppError> {
    let links = |c: &Change| matches!(c, Change::Linked(_) | Change::Unlinked(_));
    let link = events.iter().find(|e| e.changes.iter().any(links));
    if let (Some(file), Some(link)) = (cases::load_alone(tx, case)?, link) {
        figures::remark(tx, &file, counts, link)?;
    }
    Ok(())
}
