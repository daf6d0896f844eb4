//! What a reader's figures should be, counted from the tracks that are seen, apart from the ledger that is kept.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    figures::{Figure, ledger},
    file::CaseFile,
    ids::{CaseId, TrackId},
    procedure::Stage,
};

/// Figures by figure, state, and how the case began, where the case itself is seen.
pub type Counted = BTreeMap<(Figure, String, String), i64>;

/// Counts what stands on tracks that are seen; of a chain of cases the one that counts, or where that is hidden the
/// oldest that is seen.
pub fn counted(files: &[&CaseFile], seen: &BTreeSet<TrackId>) -> Counted {
    let mut all = Counted::new();
    for file in files {
        let counts = first_seen(files, file.id, seen) == Some(file.id);
        for (entry, n) in ledger(file) {
            if seen.contains(&entry.track) && (counts || !entry.figure.once_a_chain()) {
                let state = entry.by.state.unwrap_or_default().to_owned();
                let whole = seen.contains(&TrackId::from(file.id));
                let origin = entry.by.origin.filter(|_| whole);
                let origin = origin.map_or("", |o| o.code()).to_owned();
                *all.entry((entry.figure, state, origin)).or_default() += n;
            }
        }
    }
    all.retain(|_, n| *n != 0);
    all
}

/// How often each stage was left by tracks that are seen, and the median and ninetieth percentile of the days there.
pub fn stays(files: &[&CaseFile], seen: &BTreeSet<TrackId>) -> BTreeMap<String, [i64; 3]> {
    let mut lengths: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let tracks = files.iter().flat_map(|f| &f.tracks);
    for track in tracks.filter(|t| seen.contains(&t.id) && !t.is_void()) {
        let steps: Vec<_> = track.standing().map(|(_, step)| step).collect();
        let (mut at, mut since) = (None::<Stage>, steps[0].at.day);
        let mut day = steps[0].at.day;
        for (place, step) in steps.iter().enumerate() {
            day = day.max(step.at.day);
            let next = steps.get(place + 1).and_then(|next| next.from);
            let to = next.unwrap_or(track.stage);
            match at {
                Some(stage) if stage == to => continue,
                Some(stage) => {
                    let days = (day - since).num_days();
                    lengths
                        .entry(stage.code().to_owned())
                        .or_default()
                        .push(days);
                }
                None => {}
            }
            (at, since) = (Some(to), day);
        }
    }
    let told = lengths.into_iter().map(|(stage, mut days)| {
        days.sort_unstable();
        let at = |share: usize| days[(days.len() * share).div_ceil(100) - 1];
        let left = i64::try_from(days.len()).unwrap();
        (stage, [left, at(50), at(90)])
    });
    told.collect()
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
