//! Reads: one track with all that belongs to it, lists, the journal; always within the caller's scope.

use std::collections::BTreeSet;
use std::sync::Arc;

use netralitas_domain::{
    acts::{NextAction, next_actions},
    file::{Capacity, CaseFile, Track},
    ids::{AllegationId, CaseId, EvidenceId, PartyId, TrackId},
    people::Actor,
    procedure::Machine,
    time::Moment,
};
use netralitas_store::{
    Read, cases, journal,
    papers::{self, PaperRow},
    parties, persons,
    scope::{self, Scope},
    texts::{self, TextRow},
    views::track_list,
};

pub use netralitas_store::views::track_list::{After, Filter, Listed, Order};

use crate::{
    App, Known, Principal,
    error::AppError,
    persist::NIP,
    records::{AllegationRecord, EvidenceRecord, PersonRecord},
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
    pub papers: Vec<(i64, PaperRow)>,
    /// Texts that the caller may read.
    pub texts: Vec<TextRow>,
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
    pub facts: netralitas_domain::file::Party,
    /// Its record; none where the identity is sealed.
    pub record: Option<PersonRecord>,
    /// NIP or NI PPPK.
    pub nip: Option<String>,
}

/// An allegation of a view.
pub struct AllegationView {
    /// Its facts.
    pub facts: netralitas_domain::file::Allegation,
    /// In words.
    pub record: AllegationRecord,
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
                let known = app.known(tx)?;
                let actor = principal.actor(tx, now, &known.offices)?;
                let reach = Principal::scope(&actor, &known, now);
                let case = scope::case_of_visible(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                let file = cases::load(tx, case)?.ok_or(AppError::NotFound)?;
                let track = file
                    .track(id)
                    .filter(|t| t.machine == machine)
                    .ok_or(AppError::NotFound)?
                    .clone();
                view(tx, &file, track, &actor, &reach, known, now)
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
                let known = app.known(tx)?;
                let actor = principal.actor(tx, now, &known.offices)?;
                let reach = Principal::scope(&actor, &known, now);
                scope::case_of_visible(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                let limit = limit.clamp(1, MOST_ROWS);
                let mut entries = journal::of_track(tx, id, after, limit + 1)?;
                if entries.iter().any(|e| e.event.machine != machine) {
                    return Err(AppError::NotFound);
                }
                let more = i64::try_from(entries.len()).unwrap_or(0) > limit;
                entries.truncate(usize::try_from(limit).unwrap_or(0));
                Ok(JournalPage {
                    entries,
                    more,
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
                let known = app.known(tx)?;
                let actor = principal.actor(tx, now, &known.offices)?;
                let reach = Principal::scope(&actor, &known, now);
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
                ..Filter::default()
            };
            return self
                .list(principal, machine, nobody, Order::Newest, None, limit)
                .await;
        };
        let filter = Filter {
            respondent: Some(person),
            ..Filter::default()
        };
        self.list(principal, machine, filter, Order::Newest, None, limit)
            .await
    }

    /// The sealed records of a case, for the staff of the office that handles it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for others.
    pub async fn sealed(
        &self,
        principal: Principal,
        case: CaseId,
    ) -> Result<Vec<(PartyId, PersonRecord)>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let actor = principal.actor(tx, now, &known.offices)?;
                let reach = Principal::scope(&actor, &known, now);
                scope::case_of_visible(tx, &reach, case.into())?.ok_or(AppError::NotFound)?;
                let file = cases::load(tx, case)?.ok_or(AppError::NotFound)?;
                let handles = file.case().is_some_and(|c| c.handled_by == actor.office);
                if !handles || !actor.has_any(READERS_OF_SEALED) {
                    return Err(AppError::Forbidden);
                }
                parties::open_sealed(tx, case)?
                    .into_iter()
                    .map(|(id, record)| {
                        Ok((
                            id,
                            serde_json::from_str(&record).map_err(AppError::internal)?,
                        ))
                    })
                    .collect()
            })
            .await
    }
}

/// Who may read reporters' identities at the office that handles the case.
const READERS_OF_SEALED: &[netralitas_domain::people::Role] = {
    use netralitas_domain::people::Role::{Chair, IntakeOfficer, Member, ViolationsStaff};
    &[IntakeOfficer, ViolationsStaff, Member, Chair]
};

fn view(
    tx: &mut Read<'_>,
    file: &CaseFile,
    track: Track,
    actor: &Actor,
    reach: &Scope,
    known: Arc<Known>,
    now: Moment,
) -> Result<TrackView, AppError> {
    let visible = scope::visible_tracks(tx, reach, file.id)?;
    let sees_case = visible.contains(&file.id.into());
    // Whoever sees only tracks of one respondent sees that respondent and nobody else.
    let subjects: BTreeSet<PartyId> = file
        .tracks
        .iter()
        .filter(|t| visible.contains(&t.id))
        .filter_map(respondent)
        .collect();
    let shown = |party: &netralitas_domain::file::Party| {
        sees_case || (party.capacity == Capacity::Respondent && subjects.contains(&party.id))
    };
    let own_subject = respondent(&track);
    let rows = parties::of_case(tx, file.id)?;
    let people: Vec<_> = rows.iter().filter_map(|r| r.person).collect();
    let numbers = persons::values_of(tx, NIP, &people)?;
    let mut seen = Vec::new();
    for party in file
        .case()
        .into_iter()
        .flat_map(|c| &c.parties)
        .filter(|p| shown(p))
    {
        if track.machine != Machine::Case && own_subject != Some(party.id) {
            continue;
        }
        let row = rows.iter().find(|r| r.id == party.id);
        let record = row
            .and_then(|r| r.record.as_deref())
            .map(serde_json::from_str)
            .transpose()
            .map_err(AppError::internal)?;
        let nip = row
            .and_then(|r| r.person)
            .and_then(|person| numbers.iter().find(|n| n.0 == person))
            .map(|n| n.1.clone());
        seen.push(PartyView {
            facts: party.clone(),
            record,
            nip,
        });
    }
    let allegations = allegations(tx, file, &track, &seen)?;
    let evidence = if track.machine == Machine::Case || seeing::reviews(&track, actor) {
        parties::evidence_of(tx, file.id)?
            .into_iter()
            .map(|(id, record)| {
                Ok((
                    id,
                    serde_json::from_str(&record).map_err(AppError::internal)?,
                ))
            })
            .collect::<Result<_, AppError>>()?
    } else {
        Vec::new()
    };
    let mut texts = texts::of_track(tx, track.id)?;
    texts.retain(|t| seeing::readable(&t.kind, file, &track, actor, &known.offices));
    if seeing::reviews(&track, actor) {
        let of_case = texts::of_track(tx, file.id.into())?;
        texts.extend(of_case.into_iter().filter(|t| t.kind == "study"));
    }
    Ok(TrackView {
        others: file
            .tracks
            .iter()
            .filter(|t| t.id != track.id && visible.contains(&t.id))
            .cloned()
            .collect(),
        parties: seen,
        allegations,
        evidence,
        papers: papers::of_track(tx, track.id)?,
        texts,
        next: next_actions(file, &track, actor, now, known.world()),
        track,
        known,
        now,
    })
}

fn allegations(
    tx: &mut Read<'_>,
    file: &CaseFile,
    track: &Track,
    parties: &[PartyView],
) -> Result<Vec<AllegationView>, AppError> {
    let words: Vec<(AllegationId, String)> =
        netralitas_store::parties::allegations_of(tx, file.id)?;
    let forwarded = seeing::forwarded(file, track);
    file.case()
        .into_iter()
        .flat_map(|c| &c.allegations)
        .filter(|a| parties.iter().any(|p| p.facts.id == a.respondent))
        .filter(|a| forwarded.as_ref().is_none_or(|f| f.contains(&a.id)))
        .map(|a| {
            let record = words
                .iter()
                .find(|(id, _)| *id == a.id)
                .map(|(_, r)| serde_json::from_str(r));
            Ok(AllegationView {
                facts: seeing::told(track, a.clone()),
                record: record
                    .transpose()
                    .map_err(AppError::internal)?
                    .unwrap_or_default(),
            })
        })
        .collect()
}

fn respondent(track: &Track) -> Option<PartyId> {
    track
        .review()
        .map(|r| r.respondent)
        .or_else(|| track.sanction().map(|s| s.respondent))
        .or_else(|| track.control().map(|c| c.respondent))
        .or_else(|| track.referral().map(|r| r.respondent))
}
