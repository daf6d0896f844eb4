//! Reads: one track with all that belongs to it, lists, the journal; always within the caller's scope.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use netralitas_domain::{
    acts::{NextAction, next_actions},
    file::{
        Assigned, Brought, Capacity, CaseFacts, CaseFile, Change, Link, Party, RecordKind,
        Reference, RespondentEnd, StepMark, Track,
    },
    ids::{CaseId, EvidenceId, Id, PartyId, TrackId},
    numbers::NumberSlot,
    people::Actor,
    procedure::{Machine, Matter, Withheld},
    time::Moment,
};
use netralitas_store::{
    Read, assignments, former, journal,
    parties::open_sealed,
    persons, scope, tracks,
    views::{
        case_file::{self, Seen},
        track_list,
        words::{self, File, Paper, TrackText, Wanted, Words},
    },
};

pub use netralitas_store::{
    former::FormerRecord,
    views::track_list::{After, Filter, Listed, Order},
};

use crate::{
    App, Known, Principal,
    asker::Asker,
    error::AppError,
    files,
    joined::{self, JoinedView},
    persist::NIP,
    records::{AllegationRecord, EvidenceRecord, PersonRecord, SealedRecord},
    seeing,
};

/// One track as its caller may see it.
pub struct TrackView {
    /// The track.
    pub track: Track,
    /// Other tracks of the case that the caller may see.
    pub others: Vec<Track>,
    /// The parties that the caller may see; sealed ones without a record.
    pub parties: Vec<PartyView>,
    /// The allegations that the caller may see.
    pub allegations: Vec<AllegationView>,
    /// Evidence, for those who see the case itself.
    pub evidence: Vec<(EvidenceId, EvidenceRecord)>,
    /// Papers with the step each belongs to.
    pub papers: Vec<(i64, Paper)>,
    /// Files of these papers and of this evidence that the caller may open.
    pub files: Vec<File>,
    /// Numbers in outside systems, with the step that recorded each.
    pub references: Vec<(i64, Reference)>,
    /// Texts that the caller may read.
    pub texts: Vec<TrackText>,
    /// The links of a case to others that the caller may see.
    pub links: Vec<Link>,
    /// Numbers of the case that go with another track.
    pub case_numbers: Vec<NumberSlot>,
    /// What should go with the track and stays with the case.
    pub withheld: Vec<&'static Withheld>,
    /// Officers of the caller's offices who work on it, or did, with their names.
    pub assignments: Vec<(Assigned, Option<String>)>,
    /// With which reviews of other cases it is one matter.
    pub joined: Vec<JoinedView>,
    /// What the caller may do.
    pub next: Vec<NextAction>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

/// A party of a view.
pub struct PartyView {
    /// Its facts.
    pub facts: Party,
    /// Its record; none where the identity is sealed.
    pub record: Option<PersonRecord>,
    /// NIP or NI PPPK.
    pub nip: Option<String>,
    /// Why it no longer stands, who stands instead and by which step.
    pub struck: Option<(RespondentEnd, Option<PartyId>, i64)>,
}

/// An allegation of a view.
pub struct AllegationView {
    /// Its facts.
    pub facts: netralitas_domain::file::Allegation,
    /// In words.
    pub record: AllegationRecord,
}

/// The sealed records of a case.
pub struct SealedView {
    /// The parties with their records.
    pub people: Vec<(PartyId, SealedRecord)>,
    /// What they said before they were amended, oldest first: of whom, which version, what, until when.
    pub former: Vec<(PartyId, i64, SealedRecord, Moment)>,
    /// The law and offices.
    pub known: Arc<Known>,
}

/// A page of a list.
pub struct Page {
    /// The rows.
    pub items: Vec<Listed>,
    /// Where the next page starts, if there is one.
    pub next: Option<After>,
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
    /// The steps of the track as they stand now: the day of one may have been amended after its row.
    pub steps: Vec<StepMark>,
    /// Steps that were taken back, each with the step that did.
    pub taken_back: BTreeMap<i64, i64>,
    /// The law and offices.
    pub known: Arc<Known>,
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
                view(tx, &seen, asker, now)
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
                let (mut taken_back, mut steps) = (BTreeMap::new(), Vec::new());
                if page.mended {
                    taken_back = journal::taken_back(tx, &reach, id)?;
                    let track = tracks::visible(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                    let gone = |seq| !track.brought(seq, actor.office, &known.offices).is_shown();
                    for entry in entries.iter_mut().filter(|e| gone(e.event.seq)) {
                        bare(entry);
                    }
                    steps = track.steps;
                }
                Ok(JournalPage {
                    entries,
                    more,
                    steps,
                    taken_back,
                    known,
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
            .read(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let limit = limit.clamp(1, MOST_ROWS);
                let mut items =
                    track_list::page(tx, machine, &reach, &filter, order, after, limit + 1)?;
                let more = i64::try_from(items.len()).unwrap_or(0) > limit;
                items.truncate(usize::try_from(limit).unwrap_or(0));
                let next = items.last().filter(|_| more).map(|last| After {
                    value: match order {
                        Order::Newest => last.created_at.0,
                        Order::Due => last.next_due,
                    },
                    id: last.track.id.raw(),
                });
                Ok(Page {
                    items,
                    next,
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
            .read(move |tx| Ok::<_, AppError>(persons::find(tx, NIP, &nip)?))
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
                let track = seen.track().ok_or(AppError::NotFound)?;
                let reader = seeing::Reader::of(seen.file(), track, &actor, &known.offices);
                let mut open = Vec::new();
                for record in former::of_case(tx, &reach, case)? {
                    // Who may not open a paper does not read what it said before either.
                    let paper = record.kind == RecordKind::Paper;
                    if !paper
                        || files::is_open(tx, Id::new(record.id), &reader, seen.file(), track.id)?
                    {
                        open.push(record);
                    }
                }
                Ok(open)
            })
            .await
    }

    /// The sealed records of a case, for the staff of the office that handles it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for others.
    pub async fn sealed(&self, principal: Principal, case: CaseId) -> Result<SealedView, AppError> {
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
                let track = seen.track().ok_or(AppError::NotFound)?;
                let reader = seeing::Reader::of(seen.file(), track, &actor, &known.offices);
                if !reader.reads(Matter::SealedIdentity, Machine::Case) {
                    return Err(AppError::Forbidden);
                }
                let people = open_sealed(tx, case)?
                    .into_iter()
                    .map(|(id, record)| Ok((id, recorded(&record)?)))
                    .collect::<Result<_, AppError>>()?;
                let former = former::open_former_sealed(tx, case)?
                    .into_iter()
                    .map(|(id, version, record, at)| Ok((id, version, recorded(&record)?, at)))
                    .collect::<Result<_, AppError>>()?;
                Ok(SealedView {
                    people,
                    former,
                    known,
                })
            })
            .await
    }
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
            Change::FileAttached(_) | Change::Referenced(_) | Change::OutsideNumber(_)
        )
    });
}

fn view(tx: &mut Read<'_>, seen: &Seen, asker: Asker, now: Moment) -> Result<TrackView, AppError> {
    let Asker {
        known,
        actor,
        reach,
    } = asker;
    let file = seen.file();
    let track = seen.track().ok_or(AppError::NotFound)?.clone();
    let links = links(tx, &track, &reach)?;
    let reader = seeing::Reader::of(file, &track, &actor, &known.offices);
    let wanted = Wanted {
        scope: &reach,
        identifier: NIP,
        evidence: reader.reads(Matter::Evidence, Machine::Case),
        of_case: reader.reads_behind(),
    };
    let words = words::around(tx, seen, wanted)?;
    let parties = parties(seen, &track, &words)?;
    let allegations = allegations(file, &track, &parties, &words)?;
    let open = |text: &TrackText| {
        let own = text.track == track.id;
        let kept_on = if own { track.machine } else { Machine::Case };
        reader.reads_text(&text.kind, kept_on, text.seq)
    };
    let ties = &words.hidden_ties;
    let (papers, files) = files::opened(tx, words.papers, words.files, ties, &reader, track.id)?;
    let mut references = words.references;
    references.retain(|(seq, r)| {
        reader.brought(track.id, *seq).is_shown()
            && r.party
                .is_none_or(|party| parties.iter().any(|p| p.facts.id == party))
    });
    let mut texts = words.texts;
    texts.retain_mut(|text| {
        let brought = text
            .seq
            .map_or(Brought::Stands, |seq| reader.brought(text.track, seq));
        text.void = brought == Brought::Void;
        brought.is_shown() && open(text)
    });
    let assignments = assigned(tx, &track, &actor, &reach)?;
    let joined = joined::of_review(tx, &reach, &track)?;
    Ok(TrackView {
        assignments,
        joined,
        others: file
            .tracks
            .iter()
            .filter(|t| t.id != track.id && seen.sees(t.id))
            .cloned()
            .collect(),
        parties,
        allegations,
        evidence: words
            .evidence
            .iter()
            .map(|(id, record)| Ok((*id, recorded(record)?)))
            .collect::<Result<_, AppError>>()?,
        texts,
        papers,
        files,
        references,
        links,
        case_numbers: reader.numbers_behind(),
        withheld: reader.withheld(),
        next: next_actions(file, &track, &actor, now, known.world()),
        track,
        known,
        now,
    })
}

/// The links of a case to cases that may be seen. Most cases have none, and nothing is read then.
fn links(tx: &mut Read<'_>, track: &Track, reach: &scope::Scope) -> Result<Vec<Link>, AppError> {
    let mut links = track.case().map_or_else(Vec::new, |c| c.links.clone());
    if !links.is_empty() {
        let others: Vec<TrackId> = links.iter().map(|l| l.case.into()).collect();
        let seen = scope::visible(tx, reach, &others)?;
        links.retain(|l| seen.contains(&l.case.into()));
    }
    Ok(links)
}

/// The officers of a track, as far as the caller's offices have to do with them: those that they assigned, and their
/// own at others. Most tracks have none, and nothing is read then.
fn assigned(
    tx: &mut Read<'_>,
    track: &Track,
    actor: &Actor,
    reach: &scope::Scope,
) -> Result<Vec<(Assigned, Option<String>)>, AppError> {
    let ours =
        |office| reach.everything || office == actor.office || reach.offices.contains(&office);
    let shown: Vec<Assigned> = track
        .assignments
        .iter()
        .filter(|a| ours(a.by) || a.account == actor.account)
        .copied()
        .collect();
    let mut who: Vec<_> = shown.iter().map(|a| a.account).collect();
    who.sort_unstable();
    who.dedup();
    let names = assignments::names(tx, &who)?;
    let name = |account| names.iter().find(|n| n.0 == account).map(|n| n.1.clone());
    Ok(shown.into_iter().map(|a| (a, name(a.account))).collect())
}

/// The parties that go with a track. Who sees only tracks of one respondent sees that respondent and nobody
/// else.
fn parties(seen: &Seen, track: &Track, words: &Words) -> Result<Vec<PartyView>, AppError> {
    let file = seen.file();
    let subjects: BTreeSet<PartyId> = file
        .tracks
        .iter()
        .filter(|t| seen.sees(t.id))
        .filter_map(respondent)
        .collect();
    let shown = |party: &&Party| {
        let subject = party.capacity == Capacity::Respondent && subjects.contains(&party.id);
        let goes_with = track.machine == Machine::Case || respondent(track) == Some(party.id);
        goes_with && (seen.sees_case() || subject)
    };
    file.case()
        .into_iter()
        .flat_map(CaseFacts::everyone)
        .filter(shown)
        .map(|party| {
            let in_words = words.parties.iter().find(|p| p.id == party.id);
            let record = in_words.and_then(|p| p.record.as_deref());
            Ok(PartyView {
                facts: party.clone(),
                record: record.map(recorded).transpose()?,
                nip: in_words.and_then(|p| p.number.clone()),
                struck: file
                    .case()
                    .and_then(|c| c.struck(party.id))
                    .map(|s| (s.ground, s.into, s.seq)),
            })
        })
        .collect()
}

/// The allegations against the parties shown, of those that were forwarded with the track.
fn allegations(
    file: &CaseFile,
    track: &Track,
    parties: &[PartyView],
    words: &Words,
) -> Result<Vec<AllegationView>, AppError> {
    let forwarded = seeing::forwarded(file, track);
    file.case()
        .into_iter()
        .flat_map(CaseFacts::every_allegation)
        .filter(|a| parties.iter().any(|p| p.facts.id == a.respondent))
        .filter(|a| forwarded.as_ref().is_none_or(|f| f.contains(&a.id)))
        .map(|a| {
            let record = words.allegations.iter().find(|(id, _)| *id == a.id);
            Ok(AllegationView {
                facts: seeing::told(track, a.clone()),
                record: record
                    .map(|(_, record)| recorded(record))
                    .transpose()?
                    .unwrap_or_default(),
            })
        })
        .collect()
}

/// A record as `persist` wrote it.
fn recorded<T: serde::de::DeserializeOwned>(record: &str) -> Result<T, AppError> {
    serde_json::from_str(record).map_err(AppError::internal)
}

pub(crate) fn respondent(track: &Track) -> Option<PartyId> {
    track
        .review()
        .map(|r| r.respondent)
        .or_else(|| track.sanction().map(|s| s.respondent))
        .or_else(|| track.control().map(|c| c.respondent))
        .or_else(|| track.referral().map(|r| r.respondent))
}
