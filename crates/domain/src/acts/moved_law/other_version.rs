//! How a track would stand under another version of the law: what differs, each with its row. Nothing is written.

use crate::acts::moved_law::recounting::by_row;
use crate::{
    file::{SubjectKind, TermState, Track},
    law::{Book, Confidence, LawSet, SanctionKind, TermRow},
    procedure::{Action, Law, Machine, Stage, actions, rows_on, rule},
};

/// What differs between the version that a track is under and another.
#[derive(Debug, Clone)]
pub struct Comparison<'b> {
    /// The version that is pinned.
    pub pinned: LawSet,
    /// The other.
    pub other: LawSet,
    /// The weakest confidence of what was compared on the other side: unsure where values stand in for a text that
    /// was not seen.
    pub confidence: Confidence,
    /// Terms of the track that would be others, or rest on something else.
    pub terms: Vec<TermUnder<'b>>,
    /// Steps taken that the other text does not know, or rests on something else.
    pub steps: Vec<StepUnder>,
    /// Actions at the stage where the track stands that one of the two does not know, or rests on something else.
    pub actions: Vec<ActionUnder>,
    /// Kinds of sanction that one of the two does not know; none where the version is no sanction regime.
    pub kinds: Option<KindsUnder<'b>>,
}

/// A term of the track.
#[derive(Debug, Clone)]
pub struct TermUnder<'b> {
    /// As it is.
    pub term: TermState,
    /// The row of the other version; none where that has no such term.
    pub row: Option<&'b TermRow>,
    /// As it would be; none where the other version has none, or lets it begin with something else.
    pub would_be: Option<TermState>,
}

/// A step that was taken.
#[derive(Debug, Clone, Copy)]
pub struct StepUnder {
    /// Its place on the track.
    pub seq: i64,
    /// What.
    pub action: Action,
    /// On what it rests.
    pub pinned: Option<&'static Law>,
    /// On what it would rest; none where the other text does not know it.
    pub other: Option<&'static Law>,
}

/// An action at the stage where the track stands, whoever acts.
#[derive(Debug, Clone, Copy)]
pub struct ActionUnder {
    /// What.
    pub action: Action,
    /// On what it rests; none where the pinned text does not know it here.
    pub pinned: Option<&'static Law>,
    /// On what it would rest; none where the other does not.
    pub other: Option<&'static Law>,
}

/// Kinds of sanction.
#[derive(Debug, Clone)]
pub struct KindsUnder<'b> {
    /// Known under the pinned regime alone.
    pub only_pinned: Vec<&'b SanctionKind>,
    /// Known under the other alone.
    pub only_other: Vec<&'b SanctionKind>,
}

/// The versions under which a track might stand: the other texts of its kind of election, the other eras of a review
/// or a block, the other regimes of a review or a sanction (a contract civil servant has one alone).
#[must_use]
pub fn other_versions(track: &Track) -> Vec<LawSet> {
    let family = |all: &'static [LawSet]| {
        let all = all.iter().copied();
        all.filter(|l| *l != track.law).collect::<Vec<_>>()
    };
    match track.machine {
        Machine::Case | Machine::Referral if LawSet::PEMILU.contains(&track.law) => {
            family(LawSet::PEMILU)
        }
        Machine::Case | Machine::Referral => family(LawSet::PILKADA),
        Machine::Control => family(LawSet::ERAS),
        Machine::Review => {
            let mut all = family(LawSet::ERAS);
            if let Some(review) = track.review() {
                all.extend(regimes(review.subject, review.regime));
            }
            all
        }
        Machine::Sanction => track
            .sanction()
            .map(|s| regimes(s.subject, track.law))
            .unwrap_or_default(),
    }
}

/// The other regimes of a kind of civil servant.
fn regimes(subject: SubjectKind, own: LawSet) -> Vec<LawSet> {
    let contract = |l: &LawSet| *l == LawSet::Pppk;
    let fits = |l: &LawSet| contract(l) == (subject == SubjectKind::Pppk);
    let all = LawSet::REGIMES.iter().copied();
    all.filter(|l| *l != own && fits(l)).collect()
}

/// What differs under another version; none where the track cannot stand under it.
#[must_use]
pub fn compare<'b>(track: &Track, other: LawSet, book: &'b Book) -> Option<Comparison<'b>> {
    if !other_versions(track).contains(&other) {
        return None;
    }
    let regime = LawSet::REGIMES.contains(&other);
    let subject = track
        .review()
        .map(|r| (r.subject, r.regime))
        .or_else(|| track.sanction().map(|s| (s.subject, track.law)));
    let kinds = subject
        .filter(|_| regime)
        .map(|(subject, own)| kinds(subject, own, other, book));
    // A review stands under its era; the regime of its acts decides on the kinds alone.
    let own = regime && track.machine == Machine::Review;
    let mut found = Comparison {
        pinned: subject.filter(|_| own).map_or(track.law, |(_, r)| r),
        other,
        confidence: weakest(track, other, book, kinds.as_ref()),
        terms: Vec::new(),
        steps: Vec::new(),
        actions: Vec::new(),
        kinds,
    };
    if !own {
        found.terms = terms(track, other, book);
        found.steps = steps(track, other);
        found.actions = at_stage(track, other);
    }
    Some(found)
}

/// The weakest confidence of the rows of the other version that a comparison looks at.
fn weakest(
    track: &Track,
    other: LawSet,
    book: &Book,
    kinds: Option<&KindsUnder<'_>>,
) -> Confidence {
    let terms = track.terms.iter();
    let terms = terms.filter_map(|t| book.term(t.term, other));
    let terms = terms.map(|row| row.confidence);
    let laws = actions(track.machine, other).into_iter();
    let laws = laws.filter_map(|action| rule(other, action, track.stage)?.law(other));
    let laws = laws.map(|law| law.confidence);
    let kinds = kinds.into_iter().flat_map(|k| &k.only_other);
    let kinds = kinds.map(|k| k.confidence);
    terms
        .chain(laws)
        .chain(kinds)
        .max()
        .unwrap_or(Confidence::Unsure)
}

fn terms<'b>(track: &Track, other: LawSet, book: &'b Book) -> Vec<TermUnder<'b>> {
    let under = |term: &TermState| {
        let row = book.term(term.term, other);
        let starts = book.term(term.term, term.law).map(|r| r.starts);
        let same = row.filter(|r| Some(r.starts) == starts);
        let would_be = same.map(|row| TermState {
            law: other,
            ..by_row(term, row, book)
        });
        TermUnder {
            term: term.clone(),
            row,
            would_be,
        }
    };
    let basis = |row: Option<&TermRow>| row.map(|r| (r.citation.clone(), r.confidence));
    let differs = |t: &TermUnder<'_>| {
        let own = book.term(t.term.term, t.term.law);
        if basis(own) != basis(t.row) {
            return true;
        }
        t.would_be.as_ref().is_none_or(|w| {
            (w.due_at, w.due_day, w.amount, w.unit)
                != (t.term.due_at, t.term.due_day, t.term.amount, t.term.unit)
        })
    };
    track.terms.iter().map(under).filter(differs).collect()
}

fn steps(track: &Track, other: LawSet) -> Vec<StepUnder> {
    let law = |action: Action, from: Option<Stage>, set: LawSet| {
        let rows = rows_on(track.machine, action).filter(|r| r.law(set).is_some());
        let mut rows =
            rows.filter(|r| r.from.is_empty() || from.is_none_or(|f| r.from.contains(&f)));
        rows.next().and_then(|r| r.law(set))
    };
    track
        .standing()
        .map(|(seq, step)| StepUnder {
            seq,
            action: step.action,
            pinned: law(step.action, step.from, track.law),
            other: law(step.action, step.from, other),
        })
        .filter(|s| differ(s.pinned, s.other))
        .collect()
}

fn at_stage(track: &Track, other: LawSet) -> Vec<ActionUnder> {
    let law = |action, set| rule(set, action, track.stage).and_then(|r| r.law(set));
    let mut all = actions(track.machine, track.law);
    for action in actions(track.machine, other) {
        if !all.contains(&action) {
            all.push(action);
        }
    }
    all.into_iter()
        .map(|action| ActionUnder {
            action,
            pinned: law(action, track.law),
            other: law(action, other),
        })
        .filter(|a| differ(a.pinned, a.other))
        .collect()
}

/// Whether two rest on something else, or only one of them is known.
fn differ(one: Option<&Law>, other: Option<&Law>) -> bool {
    let what = |law: &Law| (law.cite, law.confidence, law.papers, law.demands);
    one.map(what) != other.map(what)
}

fn kinds(subject: SubjectKind, own: LawSet, other: LawSet, book: &Book) -> KindsUnder<'_> {
    let of = |set: LawSet| {
        let regimes = book.regimes_of(set, Some(subject));
        let kinds = book.sanction_kinds.iter();
        kinds
            .filter(|k| regimes.contains(&k.regime.as_str()))
            .collect::<Vec<_>>()
    };
    let (own, other) = (of(own), of(other));
    KindsUnder {
        only_pinned: without(&own, &other),
        only_other: without(&other, &own),
    }
}

/// The kinds that another list has not.
fn without<'b>(all: &[&'b SanctionKind], none: &[&SanctionKind]) -> Vec<&'b SanctionKind> {
    // One kind that two regimes know is one: the reprimands, the transitional kinds and those that they stand for.
    let key = |k: &SanctionKind| (k.code.clone(), k.level.clone(), k.duration_months);
    let new = |k: &&&SanctionKind| !none.iter().any(|n| key(n) == key(k));
    all.iter().filter(new).copied().collect()
}
