//! What a reader's figures should be, counted from the tracks that are seen, apart from the ledger that is kept.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    figures::{Figure, ledger},
    file::CaseFile,
    ids::{CaseId, TrackId},
};

/// Figures by figure and state.
pub type Counted = BTreeMap<(Figure, String), i64>;

/// Counts what stands on tracks that are seen; of a chain of cases the one that counts, or where that is hidden the
/// oldest that is seen.
pub fn counted(files: &[&CaseFile], seen: &BTreeSet<TrackId>) -> Counted {
    let mut all = Counted::new();
    for file in files {
        let counts = first_seen(files, file.id, seen) == Some(file.id);
        for (entry, n) in ledger(file) {
            if seen.contains(&entry.track) && (counts || !entry.figure.once_a_chain()) {
                let state = entry.by.state.unwrap_or_default().to_owned();
                *all.entry((entry.figure, state)).or_default() += n;
            }
        }
    }
    all.retain(|_, n| *n != 0);
    all
}

/// The case by which the chain of a case is counted for who sees these tracks.
fn first_seen(files: &[&CaseFile], case: CaseId, seen: &BTreeSet<TrackId>) -> Option<CaseId> {
    let file = |id: CaseId| files.iter().find(|f| f.id == id);
    let links = |id: CaseId| {
        let facts = file(id).and_then(|f| f.case());
        facts.map(|c| c.links.clone()).unwrap_or_default()
    };
    let mut chain = BTreeSet::from([case]);
    let mut next = vec![case];
    while let Some(id) = next.pop() {
        let found = links(id).into_iter().map(|l| l.case);
        next.extend(found.filter(|id| chain.insert(*id)));
    }
    let part_of_another = |id: &CaseId| links(*id).iter().any(|l| l.kind.counts_there());
    let mut order: Vec<CaseId> = chain.iter().copied().collect();
    // The oldest that came out of no other, then the others by age.
    let first = order
        .iter()
        .position(|id| !part_of_another(id))
        .unwrap_or(0);
    let first = order.remove(first);
    order.insert(0, first);
    order
        .into_iter()
        .find(|id| seen.contains(&TrackId::from(*id)))
}
