//! One paper against many tracks of many cases: all or nothing, each with its version.

use std::collections::BTreeMap;

use netralitas_domain::{
    acts::{Command, Details, Kept, decide, holds_a_role},
    file::{CaseFile, Event},
    ids::{CaseId, TrackId},
    people::Actor,
    procedure::{Action, Machine},
    time::{Moment, Zone},
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    idempotency::{self, Answer},
    scope,
};
use serde::Serialize;

use crate::{
    App, Keyed, Known, Principal,
    error::{AppError, FieldError, Refused, Sentence},
    input::{PaperIn, WhenIn},
    reading::asker::Asker,
    writing::{
        command::{claim, effective},
        persist::{Rows, write_case},
        prepare::{PreparedContent, PreparedPaper, is_complete},
    },
};

/// Most tracks of one paper.
pub const MOST_TRACKS: usize = 200;

/// A paper for many tracks.
#[derive(Debug, Clone)]
pub struct ManyPapersIn {
    /// The paper.
    pub paper: PaperIn,
    /// The legal time of attaching it.
    pub when: WhenIn,
    /// The tracks.
    pub tracks: Vec<TrackVersion>,
}

/// A track at the version that the caller saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrackVersion {
    /// The machine.
    pub machine: Machine,
    /// The track.
    pub track: TrackId,
    /// The version.
    pub version: i64,
}

/// The receipt, without personal values.
#[derive(Debug, Clone, Serialize)]
pub struct ManyPapersReceipt {
    /// The paper.
    pub paper_id: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Every track with its new version, in the order asked.
    pub tracks: Vec<AttachedTrack>,
}

/// A track that has the paper now.
#[derive(Debug, Clone, Serialize)]
pub struct AttachedTrack {
    /// Its machine.
    pub machine: Machine,
    /// The track.
    pub track_id: String,
    /// The case.
    pub case_id: String,
    /// Its version now, and the journal row.
    pub version: i64,
}

struct Prepared {
    input: ManyPapersIn,
    paper: PreparedPaper,
    salts: Vec<[u8; 16]>,
}

impl App {
    /// Attaches one paper to many tracks.
    ///
    /// # Errors
    /// In this order: a track that is absent or hidden, a missing role, versions that moved (all of them
    /// named), a refusal on any track. Nothing is written then.
    pub async fn attach_paper_to_many(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: ManyPapersIn,
    ) -> Result<Answer, AppError> {
        let twice: Vec<FieldError> = input
            .tracks
            .iter()
            .enumerate()
            .filter(|(i, t)| input.tracks.iter().take(*i).any(|o| o.track == t.track))
            .map(|(i, _)| FieldError::new(format!("/tracks/{i}/track_id"), "named_twice"))
            .collect();
        if !twice.is_empty() {
            return Err(AppError::Invalid(twice));
        }
        let now = self.clock().now();
        let prepared = Prepared {
            paper: self.prepare_paper(input.paper.clone(), now),
            salts: input
                .tracks
                .iter()
                .map(|_| self.salt())
                .collect::<Result<_, _>>()?,
            input,
        };
        let app = self.clone();
        self.store()
            .write(move |tx| app.attach_in(tx, principal, &keyed, &prepared, now))
            .await
    }

    fn attach_in(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        prepared: &Prepared,
        now: Moment,
    ) -> Result<Answer, AppError> {
        if let Some(replay) = claim(tx, principal, keyed, now)? {
            return Ok(replay);
        }
        let Asker {
            known,
            actor,
            reach,
        } = self.asker(tx, principal, now)?;
        // In the order of the cases, so that two letters never wait for each other.
        let mut by_case: BTreeMap<CaseId, Vec<usize>> = BTreeMap::new();
        for (place, wanted) in prepared.input.tracks.iter().enumerate() {
            let case = scope::case_of_visible(tx, &reach, wanted.track)?;
            by_case
                .entry(case.ok_or(AppError::NotFound)?)
                .or_default()
                .push(place);
        }
        let mut files = Vec::new();
        for (case, places) in &by_case {
            files.push((hold(tx, *case, places, prepared)?, places));
        }
        check_all(&prepared.input, &files, &actor)?;
        let mut versions: BTreeMap<TrackId, (CaseId, i64)> = BTreeMap::new();
        let mut salts = prepared.salts.as_slice();
        for (turn, (file, places)) in files.into_iter().enumerate() {
            let events = self.decided(prepared, &file, places, &actor, now, &known)?;
            let zone = zone(&file, &known);
            let (mine, rest) = salts.split_at_checked(events.len()).unwrap_or((salts, &[]));
            salts = rest;
            let rows = Rows {
                // The paper is one row; its ties to tracks come with their events.
                papers: (turn == 0)
                    .then(|| prepared.paper.row(actor.office, now.day_in(zone), now))
                    .into_iter()
                    .collect(),
                texts: Vec::new(),
                meeting: None,
                content: PreparedContent::default(),
                salts: mine,
            };
            for event in write_case(tx, Some(file), events, &rows, &known, now)? {
                versions.insert(event.track, (event.case_id, event.seq));
            }
        }
        self.index(tx, versions.values().map(|(case, _)| *case))?;
        let receipt = receipt(prepared, &versions, now);
        let answer = Answer {
            status: 201,
            etag: None,
            location: None,
            body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
        };
        idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
        Ok(answer)
    }

    fn decided(
        &self,
        prepared: &Prepared,
        file: &CaseFile,
        places: &[usize],
        actor: &Actor,
        now: Moment,
        known: &Known,
    ) -> Result<Vec<Event>, AppError> {
        let mut after = file.clone();
        let mut all = Vec::new();
        for wanted in places.iter().filter_map(|p| prepared.input.tracks.get(*p)) {
            let command = Command {
                track: wanted.track,
                action: Action::AddPapers,
                effective: effective(prepared.input.when, zone(file, known), now),
                acting_party: None,
                acting_office: None,
                // Where an office does not use this installation the paper is what it was recorded from.
                by_paper: is_complete(&prepared.input.paper).then_some(prepared.paper.facts.id),
                papers: vec![prepared.paper.facts],
                texts: Vec::new(),
                meeting: None,
                historic: None,
                details: Details::None,
                fresh: Vec::new(),
                with_identity: false,
                approval: None,
                kept: Kept::default(),
            };
            let events = decide(&after, &command, actor, now, known.world())
                .map_err(|refusal| one_paper(refusal.into()))?;
            after.apply(&events);
            all.extend(events);
        }
        Ok(all)
    }
}

/// A refusal with its fields where this body has them: it brings one paper, not a list.
fn one_paper(mut refused: Refused) -> AppError {
    for error in &mut refused.errors {
        let here = ["/papers/0", "/by_paper"];
        let rest = here.iter().find_map(|p| error.pointer.strip_prefix(p));
        if let Some(rest) = rest {
            error.pointer = format!("/paper{rest}");
        }
    }
    AppError::Refused(Box::new(refused))
}

/// Locks a case and loads it; of several tracks the case is held alone.
fn hold(
    tx: &mut Write<'_>,
    case: CaseId,
    places: &[usize],
    prepared: &Prepared,
) -> Result<CaseFile, AppError> {
    let tracks: Vec<TrackId> = places
        .iter()
        .filter_map(|p| prepared.input.tracks.get(*p))
        .map(|t| t.track)
        .collect();
    let first = tracks.first().copied().ok_or(AppError::NotFound)?;
    let how = if tracks.len() > 1 {
        Hold::Case
    } else {
        Hold::Track
    };
    cases::load_for_update(tx, case, first, how)?.ok_or(AppError::NotFound)
}

/// Existence, role and version of every track, in this order over all of them.
fn check_all(
    input: &ManyPapersIn,
    files: &[(CaseFile, &Vec<usize>)],
    actor: &Actor,
) -> Result<(), AppError> {
    let mut found = Vec::new();
    for (file, places) in files {
        for place in *places {
            let wanted = input.tracks.get(*place).ok_or(AppError::NotFound)?;
            let track = file
                .track(wanted.track)
                .filter(|t| t.machine == wanted.machine)
                .ok_or(AppError::NotFound)?;
            found.push((*place, wanted, track.version));
        }
    }
    for (_, wanted, _) in &found {
        holds_a_role(Action::AddPapers, wanted.machine, actor)?;
    }
    found.sort_by_key(|(place, ..)| *place);
    let moved: Vec<FieldError> = found
        .into_iter()
        .filter(|(_, wanted, version)| wanted.version != *version)
        .map(|(place, _, version)| {
            FieldError::new(format!("/tracks/{place}/version"), "stale").with_text(Sentence {
                id: format!("Sekarang versi {version}.").into(),
                en: format!("Now at version {version}.").into(),
            })
        })
        .collect();
    if moved.is_empty() {
        Ok(())
    } else {
        Err(AppError::StaleTracks(moved))
    }
}

fn zone(file: &CaseFile, known: &Known) -> Zone {
    file.case()
        .map_or(Zone::Wib, |c| known.offices.zone(c.handled_by))
}

fn receipt(
    prepared: &Prepared,
    versions: &BTreeMap<TrackId, (CaseId, i64)>,
    now: Moment,
) -> ManyPapersReceipt {
    ManyPapersReceipt {
        paper_id: prepared.paper.facts.id.to_string(),
        recorded_at: now.rfc3339(),
        tracks: prepared
            .input
            .tracks
            .iter()
            .filter_map(|t| {
                let (case, version) = versions.get(&t.track)?;
                Some(AttachedTrack {
                    machine: t.machine,
                    track_id: t.track.to_string(),
                    case_id: case.to_string(),
                    version: *version,
                })
            })
            .collect(),
    }
}
