//! Reads: one track with all that belongs to it, lists, the journal; always within the caller's scope.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use netralitas_domain::{
    acts::moved_terms,
    file::{Change, RecordKind, Track},
    ids::{CaseId, Id, TrackId},
    procedure::Machine,
    time::Moment,
};
use netralitas_store::{
    former, journal,
    law_changes::{self, LawChange},
    persons, scope, tracks,
    views::case_file,
};

pub use netralitas_store::{
    former::FormerRecord,
    views::track_list::{After, Filter, Listed, Order},
};

use serde_json::Value;

use crate::{
    App, Known, Principal,
    error::AppError,
    papers::opened_files,
    reading::{
        asker::Asker,
        due_lists::{self, Asked},
        seeing,
        track_view::{self, TrackView},
    },
    sealing::Redactor,
    writing::persist::NIP,
};

/// A page of a list.
pub struct Page {
    /// The rows.
    pub items: Vec<Listed>,
    /// Where the next page starts, if there is one.
    pub next: Option<After>,
    /// From where on the next call is told what changed, where it was asked for.
    pub changes: Option<String>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

/// Journal rows of a track and whether more follow.
pub struct JournalPage {
    /// The rows, oldest first.
    pub entries: Vec<journal::Entry>,
    /// Whether more follow.
    pub more: bool,
    /// The track as it stands now, where a row was amended or taken back since.
    pub track: Option<Track>,
    /// Steps that were taken back, each with the step that did.
    pub taken_back: BTreeMap<i64, i64>,
    /// The steps that a system recorded, by their `seq`.
    pub by_system: BTreeSet<i64>,
    /// The changes of the law book that rows name.
    pub law_changes: Vec<LawChange>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

/// A track alone, whose terms are told or held against other versions of the law.
pub struct TermsView {
    /// The track.
    pub track: Track,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

/// Most rows of a page.
pub const MOST_ROWS: i64 = 200;

impl App {
    /// One track with what belongs to it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is absent or hidden; both are the same.
    pub async fn track(
        &self,
        principal: Principal,
        machine: Machine,
        id: TrackId,
    ) -> Result<TrackView, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let seen = case_file::of_track(tx, &asker.reach, id)?
                    .filter(|s| s.track().is_some_and(|t| t.machine == machine))
                    .ok_or(AppError::NotFound)?;
                track_view::view(tx, app.vault(), &seen, asker, false, now)
            })
            .await
    }

    /// The track alone, for the account of its terms.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is absent or hidden; both are the same.
    pub async fn terms(
        &self,
        principal: Principal,
        machine: Machine,
        id: TrackId,
    ) -> Result<TermsView, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let mut track = tracks::visible(tx, &reach, id)?
                    .filter(|t| t.machine == machine)
                    .ok_or(AppError::NotFound)?;
                // Terms that a change of the book has not reached yet.
                track.count_afresh(&moved_terms(&track, &known.book));
                Ok(TermsView { track, known, now })
            })
            .await
    }

    /// The journal of a track, from after a `seq`.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn journal(
        &self,
        principal: Principal,
        machine: Machine,
        id: TrackId,
        after: i64,
        limit: i64,
    ) -> Result<JournalPage, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let limit = limit.clamp(1, MOST_ROWS);
                let page = journal::page(tx, &reach, id, after, limit + 1)?;
                let mut entries = page.entries;
                if entries.is_empty() {
                    // Beyond the end, or hidden.
                    scope::case_of_visible(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                }
                if entries.iter().any(|e| e.event.machine != machine) {
                    return Err(AppError::NotFound);
                }
                let more = i64::try_from(entries.len()).unwrap_or(0) > limit;
                entries.truncate(usize::try_from(limit).unwrap_or(0));
                let (mut taken_back, mut stands) = (BTreeMap::new(), None);
                if page.mended {
                    taken_back = journal::taken_back(tx, &reach, id)?;
                    let track = tracks::visible(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                    let gone = |seq| !track.brought(seq, actor.office, &known.offices).is_shown();
                    for entry in entries.iter_mut().filter(|e| gone(e.event.seq)) {
                        bare(entry);
                    }
                    stands = Some(track);
                }
                let followed = |e: &journal::Entry| {
                    let mut changes = e.event.changes.iter();
                    changes.any(|c| matches!(c, Change::LawChanged(_)))
                };
                let law_changes = if entries.iter().any(followed) {
                    law_changes::all(tx)?
                } else {
                    Vec::new()
                };
                Ok(JournalPage {
                    by_system: page.by_system,
                    law_changes,
                    entries,
                    more,
                    track: stands,
                    taken_back,
                    known,
                    now,
                })
            })
            .await
    }

    /// A page of tracks of one machine.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list(
        &self,
        principal: Principal,
        machine: Machine,
        filter: Filter,
        order: Order,
        after: Option<After>,
        limit: i64,
    ) -> Result<Page, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let limit = limit.clamp(1, MOST_ROWS);
                // Before the rows: what changes in between is told again, never missed.
                let changes = match filter.changed_since {
                    Some(_) => Some(app.seal_place(journal::reached(tx)?)?),
                    None => None,
                };
                let asked = Asked {
                    machine: Some(machine),
                    reach: &reach,
                    filter: &filter,
                    order,
                };
                let mut items = due_lists::page(tx, &known, asked, after, limit + 1)?;
                let more = i64::try_from(items.len()).unwrap_or(0) > limit;
                items.truncate(usize::try_from(limit).unwrap_or(0));
                let last = items.last().filter(|_| more);
                let next = last.map(|last| After::row(last, order));
                Ok(Page {
                    items,
                    next,
                    changes,
                    known,
                    now,
                })
            })
            .await
    }

    /// The cases of a respondent with this NIP, among those that the caller may see.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn find_by_nip(
        &self,
        principal: Principal,
        machine: Machine,
        nip: String,
        limit: i64,
    ) -> Result<Page, AppError> {
        let person = self
            .store()
            .read_page(move |tx| Ok::<_, AppError>(persons::find(tx, NIP, &nip)?))
            .await?;
        let Some(person) = person else {
            // The same reads as for a hit, so that a miss looks no different.
            let nobody = Filter {
                respondent: Some(netralitas_domain::ids::Id::new(uuid::Uuid::nil())),
                void: Some(false),
                ..Filter::default()
            };
            return self
                .list(principal, machine, nobody, Order::Newest, None, limit)
                .await;
        };
        let filter = Filter {
            respondent: Some(person),
            void: Some(false),
            ..Filter::default()
        };
        self.list(principal, machine, filter, Order::Newest, None, limit)
            .await
    }

    /// What the records of a case said before they were amended, for who may see the case.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope.
    pub async fn former_records(
        &self,
        principal: Principal,
        case: CaseId,
    ) -> Result<Vec<FormerRecord>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let seen =
                    case_file::of_track(tx, &reach, case.into())?.ok_or(AppError::NotFound)?;
                let of_case = seen.track().filter(|t| t.machine == Machine::Case);
                let track = of_case.ok_or(AppError::NotFound)?;
                let reader = seeing::Reader::of(seen.file(), track, &actor, &known.offices);
                let mut open = Vec::new();
                for mut record in former::of_case(tx, &reach, case)? {
                    if record.kind == RecordKind::Party {
                        record.record = person_shown(&reader, &record.record)?;
                    }
                    // Who may not open a paper does not read what it said before either; of one that is sealed what
                    // the paper itself shows is left.
                    let paper = (record.kind == RecordKind::Paper).then(|| Id::new(record.id));
                    if let Some(paper) = paper
                        && !opened_files::is_open(tx, paper, &reader, seen.file(), track.id)?
                    {
                        let unsealed = reader.unsealed(true);
                        if !opened_files::is_open(tx, paper, &unsealed, seen.file(), track.id)? {
                            continue;
                        }
                        record.record = opened_files::closed_words(&record.record)?;
                    }
                    open.push(record);
                }
                if open.is_empty() || reader.reads_as_written() {
                    return Ok(open);
                }
                // Where nobody knows whom to take out, nothing of it is shown.
                let Some(redactor) = Redactor::of_case(tx, app.vault(), seen.file())? else {
                    return Ok(Vec::new());
                };
                for record in &mut open {
                    record.record = redactor.redact_former(record.kind, &record.record)?;
                }
                Ok(open)
            })
            .await
    }
}

/// The former words of a party as its reader may see them, with the number that stood beside them.
fn person_shown(reader: &seeing::Reader<'_>, said: &str) -> Result<String, AppError> {
    let shown = reader.person(said)?.record;
    let mut shown = serde_json::to_value(&shown).map_err(AppError::internal)?;
    let said: Value = serde_json::from_str(said).map_err(AppError::internal)?;
    if let (Some(shown), Some(number)) = (shown.as_object_mut(), said.get(NIP)) {
        shown.insert(NIP.to_owned(), number.clone());
    }
    Ok(shown.to_string())
}

/// Leaves that a step was taken and what number it gave, and nothing of what it brought.
fn bare(entry: &mut journal::Entry) {
    let event = &mut entry.event;
    event.papers.clear();
    event.meeting = None;
    entry.meeting_day = None;
    event.changes.retain(|change| {
        !matches!(
            change,
            Change::FileAttached(_)
                | Change::Referenced(_)
                | Change::OutsideNumber(_)
                | Change::Recommends { .. }
                | Change::Imposed { .. }
                | Change::RemedyDecided { .. }
        )
    });
}
