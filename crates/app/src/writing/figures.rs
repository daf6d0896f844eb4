//! What steps move in the figures, entered in their own transaction.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    figures::moved,
    file::{CaseFile, Event, Track},
    ids::{CaseId, TrackId},
    procedure::Machine,
};
use netralitas_store::{
    Write, cases,
    figures::{self, Line, Source},
};

use crate::error::AppError;

/// What one event wrote: its track before, where there was one, and after.
pub(super) struct Written {
    /// Its place in the journal.
    pub position: i64,
    /// The track before.
    pub before: Option<Track>,
    /// The track after.
    pub after: Track,
}

/// Enters what these events moved, each as written beside it; `file` is that of the case acted on, with these events.
///
/// What a case counts for follows from all its tracks, and a step may hold no other than its own: the rest is read as it
/// stands when it is this step's turn, so that two steps on two tracks that are written at once add up.
pub(super) fn enter(
    tx: &mut Write<'_>,
    file: Option<&CaseFile>,
    events: &[Event],
    written: &[Written],
) -> Result<(), AppError> {
    let cases: BTreeSet<CaseId> = events.iter().map(|e| e.case_id).collect();
    let mut lines = Vec::new();
    for case in cases {
        let own: Vec<_> = events
            .iter()
            .zip(written)
            .filter(|(e, _)| e.case_id == case)
            .collect();
        // Who holds the only track of a case holds all that counts.
        let only = file.filter(|f| f.id == case && f.tracks.len() == 1);
        let stored = match only {
            Some(file) => file.tracks.clone(),
            None => cases::load_in_turn(tx, case)?.map_or_else(Vec::new, |f| f.tracks),
        };
        lines.extend(of_case(tx, case, stored, &own)?);
    }
    Ok(figures::enter(tx, &lines)?)
}

/// The lines of one case, whose tracks are given as they stand after these events.
fn of_case(
    tx: &mut Write<'_>,
    case: CaseId,
    stored: Vec<Track>,
    own: &[(&Event, &Written)],
) -> Result<Vec<Line>, AppError> {
    let order: Vec<TrackId> = stored.iter().map(|t| t.id).collect();
    // As it stood before these events, and then after each.
    let mut stands: BTreeMap<TrackId, Track> = stored.into_iter().map(|t| (t.id, t)).collect();
    let mut told = BTreeSet::new();
    for (event, wrote) in own {
        if told.insert(event.track) {
            match &wrote.before {
                Some(track) => stands.insert(event.track, track.clone()),
                None => stands.remove(&event.track),
            };
        }
    }
    let file = |stands: &BTreeMap<TrackId, Track>| CaseFile {
        tracks: order
            .iter()
            .filter_map(|id| stands.get(id))
            .cloned()
            .collect(),
        ..CaseFile::new(case)
    };
    let mut before = file(&stands);
    let mut steps = Vec::with_capacity(own.len());
    for (event, wrote) in own {
        stands.insert(event.track, wrote.after.clone());
        let after = file(&stands);
        let known = (!before.tracks.is_empty()).then_some(&before);
        steps.push((moved(known, &after), Source::of(event, wrote.position)));
        before = after;
    }
    // A new case is in no chain: it is linked after it was written.
    let opens = |(e, _): &(&Event, &Written)| e.seq == 1 && e.machine == Machine::Case;
    let mut entries = steps.iter().flat_map(|(ledger, _)| ledger.keys());
    let asks = entries.any(|entry| entry.figure.once_a_chain()) && !own.iter().any(opens);
    let counts = !asks || figures::counts_for_all(tx, case)?;
    Ok(steps
        .into_iter()
        .flat_map(|(moved, source)| Line::all_of(moved, counts, source))
        .collect())
}
