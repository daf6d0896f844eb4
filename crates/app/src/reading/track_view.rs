//! One track with all that belongs to it, as its caller may see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use netralitas_domain::{
    acts::{NextAction, World, afresh, next_actions},
    file::{
        Assigned, Brought, Capacity, CaseFacts, CaseFile, Link, Party, Reference, RespondentEnd,
        Track,
    },
    ids::{EvidenceId, PartyId, TrackId},
    numbers::NumberSlot,
    people::Actor,
    procedure::{Machine, Matter, Withheld},
    time::Moment,
};
use netralitas_store::{
    Read, assignments, erase, scope,
    views::{
        case_file::Seen,
        words::{self, File, Paper, TrackText, Wanted, Words},
    },
};

use crate::{
    Known,
    error::AppError,
    papers::opened_files,
    reading::{
        asker::Asker,
        earlier_sanctions::{self, EarlierSanction},
        joined::{self, JoinedView},
        person_shown::PersonShown,
        records::{AllegationRecord, EvidenceRecord},
        seeing,
    },
    sealing::{Redactor, Vault},
    writing::persist::NIP,
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
    /// Sanctions of the same person that took effect before, those that the caller sees.
    pub earlier: Vec<EarlierSanction>,
    /// With which reviews of other cases it is one matter.
    pub joined: Vec<JoinedView>,
    /// What the caller may do.
    pub next: Vec<NextAction>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

impl TrackView {
    /// Another track of the case that this one names, where the caller sees it too.
    #[must_use]
    pub fn named(&self, other: TrackId) -> Option<&Track> {
        self.others.iter().find(|t| t.id == other)
    }
}

/// A party of a view.
pub struct PartyView {
    /// Its facts.
    pub facts: Party,
    /// Whether its identity is sealed.
    pub sealed: bool,
    /// Whether it was erased.
    pub erased: bool,
    /// Its record as the caller may see it; none where the identity is sealed.
    pub record: Option<PersonShown>,
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

/// What a reader may see of a track; unsealed, the papers that hold an identity too.
pub(crate) fn view(
    tx: &mut Read<'_>,
    vault: Vault<'_>,
    seen: &Seen,
    asker: Asker,
    unsealed: bool,
    now: Moment,
) -> Result<TrackView, AppError> {
    let Asker {
        known,
        actor,
        reach,
    } = asker;
    // Terms that a change of the book has not reached yet are counted.
    let file = &*afresh(seen.file(), &known.book);
    let track = seen.track().ok_or(AppError::NotFound)?.id;
    let track = file.track(track).ok_or(AppError::NotFound)?.clone();
    let links = links(tx, &track, &reach)?;
    let reader = seeing::Reader::of(file, &track, &actor, &known.offices).unsealed(unsealed);
    let wanted = Wanted {
        scope: &reach,
        identifier: NIP,
        evidence: reader.reads(Matter::Evidence, Machine::Case),
        of_case: reader.reads_behind(),
    };
    let words = words::around(tx, seen, wanted)?;
    let mut parties = parties(seen, &track, &words, &reader)?;
    let mut allegations = allegations(file, &track, &parties, &words)?;
    let open = |text: &TrackText| {
        let own = text.track == track.id;
        let kept_on = if own { track.machine } else { Machine::Case };
        reader.reads_text(&text.kind, kept_on, text.seq)
    };
    let ties = &words.hidden_ties;
    let (mut papers, mut files) =
        opened_files::opened(tx, words.papers, words.files, ties, &reader, track.id)?;
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
    let mut evidence: Vec<(EvidenceId, EvidenceRecord)> = words
        .evidence
        .iter()
        .map(|(id, record)| Ok((*id, recorded(record)?)))
        .collect::<Result<_, AppError>>()?;
    let mut withheld = Vec::new();
    if !unsealed && !reader.reads_as_written() {
        // Whatever was typed anywhere names nobody who is sealed.
        if let Some(redactor) = Redactor::of_case(tx, vault, file)? {
            for text in &mut texts {
                let body = redactor.redact_body(&text.body);
                let forwarded = text.track != track.id && reader.gets_redacted(&text.kind);
                text.redacted = forwarded || body != text.body;
                text.body = body;
            }
            for party in &mut parties {
                if let Some(shown) = &mut party.record {
                    redactor.redact_person(&mut shown.record);
                }
            }
            for allegation in &mut allegations {
                redactor.redact_allegation(&mut allegation.record);
            }
            for (_, item) in &mut evidence {
                redactor.redact_evidence(item);
            }
            for (_, paper) in &mut papers {
                redactor.redact_paper(paper);
            }
            for file in &mut files {
                file.name = redactor.redact(&file.name);
            }
            for (_, reference) in &mut references {
                reference.number = redactor.redact(&reference.number);
            }
        } else {
            texts.clear();
            withheld = reader.withheld();
        }
    }
    // Most cases have nobody who was erased, and nothing is read then.
    if file.case().is_some_and(|case| !case.erased.is_empty()) {
        let redacted = erase::redacted(tx, seen)?;
        for text in &mut texts {
            text.redacted |= redacted.contains(&(text.id.raw(), text.version));
        }
    }
    let assignments = assigned(tx, &track, &actor, &reach)?;
    let joined = joined::of_review(tx, &reach, &track)?;
    let earlier = earlier_sanctions::of_track(tx, &reach, file, &track)?;
    let goes_on = joined::goes_on(tx, &reach, file, track.id)?;
    let world = World {
        goes_on: goes_on.as_ref(),
        ..known.world()
    };
    Ok(TrackView {
        assignments,
        earlier,
        joined,
        others: file
            .tracks
            .iter()
            .filter(|t| t.id != track.id && seen.sees(t.id))
            .cloned()
            .collect(),
        parties,
        allegations,
        evidence,
        texts,
        papers,
        files,
        references,
        links,
        case_numbers: reader.numbers_behind(),
        withheld,
        next: next_actions(file, &track, &actor, now, world),
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
fn parties(
    seen: &Seen,
    track: &Track,
    words: &Words,
    reader: &seeing::Reader<'_>,
) -> Result<Vec<PartyView>, AppError> {
    let file = seen.file();
    let subjects: BTreeSet<PartyId> = file
        .tracks
        .iter()
        .filter(|t| seen.sees(t.id))
        .filter_map(Track::respondent)
        .collect();
    let shown = |party: &&Party| {
        let subject = party.capacity == Capacity::Respondent && subjects.contains(&party.id);
        let goes_with = track.machine == Machine::Case || track.respondent() == Some(party.id);
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
                sealed: file.case().is_none_or(|case| case.seals(party)),
                erased: file.case().is_some_and(|case| case.is_erased(party.id)),
                record: record.map(|r| reader.person(r)).transpose()?,
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
    let forwarded = file.forwarded(track);
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
pub(crate) fn recorded<T: serde::de::DeserializeOwned>(record: &str) -> Result<T, AppError> {
    serde_json::from_str(record).map_err(AppError::internal)
}
