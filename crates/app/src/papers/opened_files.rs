//! Which papers and files somebody may open, and to what a file may belong.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::{Brought, CaseFile, RecordKind, Track},
    ids::{PaperId, TrackId},
    people::Actor,
    procedure::{Machine, Matter},
};
use netralitas_store::{
    Read, files,
    former::{self, FormerRecord},
    scope::Scope,
    tracks,
    views::words::{File, Paper},
};

use serde_json::{Map, Value};

use crate::{error::AppError, input::FileIn, reading::seeing::Reader};

/// The papers of a track, each with the step that brought it, and the files around them.
pub(crate) type Shown = (Vec<(i64, Paper)>, Vec<File>);

/// What a file may belong to: a paper of the track, recorded by the caller's own office; evidence of the case,
/// on the case itself.
pub(crate) fn check_target(
    tx: &mut Read<'_>,
    file: &FileIn,
    track: &Track,
    actor: &Actor,
) -> Result<(), AppError> {
    if let Some(paper) = file.facts.paper {
        let there = files::paper_of_track(tx, paper, track.id)?;
        let paper = there
            .iter()
            .find(|p| !track.is_taken_back(p.seq))
            .ok_or_else(|| AppError::field("/paper_id", "no_such_paper"))?;
        // Who holds the paper makes its copy; another's paper is not added to.
        if paper.office != actor.office {
            return Err(AppError::Forbidden);
        }
    }
    if let Some(evidence) = file.facts.evidence {
        let there =
            track.machine == Machine::Case && files::is_evidence_of(tx, evidence, track.case_id)?;
        if !there {
            return Err(AppError::field("/evidence_id", "no_such_evidence"));
        }
    }
    Ok(())
}

/// Whether a paper may be opened where it stands on a track that its reader sees, and is not void for the reader on
/// every track of the case where it stands.
pub(crate) fn is_open(
    tx: &mut Read<'_>,
    paper: PaperId,
    reader: &Reader<'_>,
    file: &CaseFile,
    track: TrackId,
) -> Result<bool, AppError> {
    let tracks: Vec<TrackId> = file.tracks.iter().map(|t| t.id).collect();
    let ties = files::ties(tx, paper, &tracks)?;
    let gone = |(track, seq): &(TrackId, i64)| !reader.brought(*track, *seq).is_shown();
    if !ties.is_empty() && ties.iter().all(gone) {
        return Ok(false);
    }
    let there = files::paper_of_track(tx, paper, track)?;
    Ok(there.iter().all(|p| reader.opens(&p.kind, p.seq)))
}

/// Whether a paper is among those of a track that its reader sees: some step that brought it there is not void for
/// the reader.
pub(crate) fn is_shown(
    tx: &mut Read<'_>,
    paper: PaperId,
    reader: &Reader<'_>,
    track: TrackId,
) -> Result<bool, AppError> {
    let ties = files::ties(tx, paper, &[track])?;
    let shown = |(track, seq): &(TrackId, i64)| reader.brought(*track, *seq).is_shown();
    Ok(ties.iter().any(shown))
}

/// How what a step of another case's track brought stands for a reader.
pub(crate) fn elsewhere(
    tx: &mut Read<'_>,
    reader: &Reader<'_>,
    track: TrackId,
    seq: i64,
) -> Result<Brought, AppError> {
    let track = tracks::find(tx, track)?;
    Ok(track.map_or(Brought::Gone, |t| reader.of_step(&t, seq)))
}

/// The papers of a track and the files around it, as its reader may see them. Of a paper that is not open its
/// kind, number and days are left; a file that is not open is not even named, for a name can say too much. What came
/// with a step that was taken back is void, or not there.
pub(crate) fn opened(
    tx: &mut Read<'_>,
    mut papers: Vec<(i64, Paper)>,
    files: Vec<File>,
    hidden_ties: &[(PaperId, TrackId)],
    reader: &Reader<'_>,
    track: TrackId,
) -> Result<Shown, AppError> {
    papers.retain(|(seq, _)| reader.brought(track, *seq).is_shown());
    let closed: BTreeSet<PaperId> = papers
        .iter()
        .filter(|(seq, p)| !reader.opens(&p.kind, *seq))
        .map(|(_, p)| p.id)
        .collect();
    // It stands on tracks of others too, and may name them.
    let shared: BTreeSet<PaperId> = hidden_ties
        .iter()
        .filter(|(_, t)| reader.is_others(*t))
        .map(|(paper, _)| *paper)
        .collect();
    for (_, paper) in &mut papers {
        if closed.contains(&paper.id) || shared.contains(&paper.id) {
            paper.close();
        }
    }
    let stands = |paper: PaperId| {
        let mut ties = papers.iter().filter(|(_, p)| p.id == paper);
        ties.any(|(seq, _)| reader.brought(track, *seq) == Brought::Stands)
    };
    let mut shown = Vec::with_capacity(files.len());
    for mut file in files {
        let open = match file.paper {
            // What was attached here was attached for those who see this track.
            Some(paper) => {
                papers.iter().any(|(_, p)| p.id == paper)
                    && !closed.contains(&paper)
                    && (!shared.contains(&paper) || file.track == Some(track))
            }
            None => reader.reads(Matter::Evidence, Machine::Case),
        };
        let attached = match (file.track, file.seq) {
            (Some(on), Some(seq)) if reader.knows(on) => reader.brought(on, seq),
            (Some(on), Some(seq)) if open => elsewhere(tx, reader, on, seq)?,
            _ => Brought::Stands,
        };
        if open && attached.is_shown() {
            file.void = attached == Brought::Void || file.paper.is_some_and(|p| !stands(p));
            shown.push(file);
        }
    }
    Ok((papers, shown))
}

/// What is left of the former words of a paper that is not open: its number and its days.
pub(crate) fn closed_words(said: &str) -> Result<String, AppError> {
    let mut said: Map<String, Value> = serde_json::from_str(said).map_err(AppError::internal)?;
    said.retain(|field, _| CLOSED.iter().all(|closed| field != closed));
    serde_json::to_string(&said).map_err(AppError::internal)
}

/// As [`Paper::close`].
const CLOSED: [&str; 6] = [
    "issuer",
    "signer",
    "signer_nip",
    "classification",
    "enclosures",
    "addressee",
];

/// What papers that hold an identity said before they were amended, for a reader of a case whose opening runs.
pub(crate) fn former_sealed(
    tx: &mut Read<'_>,
    reach: &Scope,
    reader: &Reader<'_>,
    file: &CaseFile,
    track: TrackId,
) -> Result<Vec<FormerRecord>, AppError> {
    let unsealed = reader.unsealed(true);
    let mut found = Vec::new();
    for record in former::of_case(tx, reach, file.id)? {
        let paper = PaperId::new(record.id);
        if record.kind == RecordKind::Paper
            && !is_open(tx, paper, reader, file, track)?
            && is_open(tx, paper, &unsealed, file, track)?
        {
            found.push(record);
        }
    }
    Ok(found)
}
