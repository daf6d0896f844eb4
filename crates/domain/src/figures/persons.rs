//! What is counted of each respondent whose matter came before a review authority.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Dimensions, Entry, Figure, Finding, FollowUp, Sheet,
    stages::{self, Move, moves},
    terms,
};
use crate::{
    file::{CaseFile, SanctionFacts, Track},
    ids::{PartyId, TrackId},
    procedure::{Action, Machine, Stage},
};

/// One respondent through all reviews of the case: handed over, redirected, sent again.
pub(super) struct Person<'f> {
    respondent: PartyId,
    /// The day on which the first review opened.
    pub reported: NaiveDate,
    reviews: Vec<&'f Track>,
    sanctions: Vec<(&'f Track, &'f SanctionFacts)>,
    findings: Vec<(NaiveDate, Finding)>,
}

/// Every respondent with a review that stands, in the order in which they came there. Whoever goes on in a review of
/// another case is counted there.
pub(super) fn all(file: &CaseFile) -> Vec<Person<'_>> {
    let reviews = || {
        let all = file.tracks.iter();
        all.filter(|t| t.machine == Machine::Review && !t.is_void())
    };
    let mut seen = BTreeSet::new();
    reviews()
        .filter_map(Track::respondent)
        .filter(|respondent| seen.insert(*respondent))
        .filter_map(|respondent| {
            let own = |t: &&Track| t.respondent() == Some(respondent);
            person(file, respondent, reviews().filter(own).collect())
        })
        .collect()
}

fn person<'f>(
    file: &'f CaseFile,
    respondent: PartyId,
    reviews: Vec<&'f Track>,
) -> Option<Person<'f>> {
    let goes_on = |t: &&Track| t.review().is_some_and(|r| r.goes_on_in().is_some());
    if reviews.iter().any(goes_on) {
        return None;
    }
    let mut steps: Vec<Move> = reviews.iter().flat_map(|t| moves(t)).collect();
    // Of one day the order in which the reviews were opened.
    steps.sort_by_key(|m| m.day);
    let reported = steps.first()?.day;
    let ids: BTreeSet<TrackId> = reviews.iter().map(|t| t.id).collect();
    let sanctions = file
        .tracks
        .iter()
        .filter(|t| !t.is_void())
        .filter_map(|t| Some((t, t.sanction()?)))
        .filter(|(_, s)| ids.contains(&s.review))
        .collect();
    Some(Person {
        respondent,
        reported,
        sanctions,
        findings: findings(&steps),
        reviews,
    })
}

/// From which day on which finding stood.
fn findings(steps: &[Move]) -> Vec<(NaiveDate, Finding)> {
    let mut stands = Vec::new();
    for step in steps {
        let before = stands.last().map(|(_, finding)| *finding);
        let now = after(before, step);
        if before != Some(now) {
            stands.push((step.day, now));
        }
    }
    stands
}

fn after(before: Option<Finding>, step: &Move) -> Finding {
    match (step.action, step.to) {
        (Action::FindProven | Action::IssueRecommendation, _) => Finding::Proven,
        (_, Stage::NotProven) => Finding::NotProven,
        // A correction takes the matter back, whatever was found.
        (_, Stage::ReviewWithdrawn) => Finding::EndedOtherwise,
        (
            _,
            Stage::ReviewRejected
            | Stage::ReviewCancelled
            | Stage::ReviewLapsed
            | Stage::ReviewRecalled
            | Stage::ReviewDropped,
        ) if before != Some(Finding::Proven) => Finding::EndedOtherwise,
        // What goes on after an end, or is sent again, is open once more.
        (
            Action::OpenReview | Action::Reopen | Action::ReopenWith | Action::GoOnAsCorrected,
            to,
        ) if before.is_none() || before != Some(Finding::Proven) && !to.is_final() => {
            Finding::Pending
        }
        _ => before.unwrap_or(Finding::Pending),
    }
}

impl Person<'_> {
    /// The day on which it was first found proven.
    pub fn proven_on(&self) -> Option<NaiveDate> {
        let proven = |(_, finding): &&(NaiveDate, Finding)| *finding == Finding::Proven;
        self.findings.iter().find(proven).map(|(day, _)| *day)
    }

    /// The day of the first decision that stands, where there is one.
    pub fn followed_up_on(&self) -> Option<NaiveDate> {
        let proven = self.proven_on()?;
        let imposed = self.imposed().map(|(_, _, from, _)| from).min();
        imposed.map(|day| day.max(proven))
    }

    /// Decisions that impose something: from which day, and until which where one was annulled or withdrawn.
    fn imposed(
        &self,
    ) -> impl Iterator<Item = (&Track, &SanctionFacts, NaiveDate, Option<NaiveDate>)> {
        self.sanctions.iter().filter_map(|(track, facts)| {
            let all = moves(track);
            let from = all.iter().find(|m| m.action == Action::Impose)?.day;
            let gone =
                |m: &&Move| matches!(m.to, Stage::SanctionAnnulled | Stage::SanctionWithdrawn);
            let until = all.iter().rev().take(1).find(gone).map(|m| m.day);
            Some((*track, *facts, from, until))
        })
    }

    /// How the follow-up stood, from when the person was found proven.
    fn follow_ups(&self) -> Vec<(NaiveDate, FollowUp)> {
        let Some(proven) = self.proven_on() else {
            return Vec::new();
        };
        let mut stands = vec![(proven, FollowUp::Awaiting)];
        if let Some(day) = self.followed_up_on() {
            stands.push((day, FollowUp::FollowedUp));
            return stands;
        }
        let ended = self.reviews.last().filter(|t| t.stage.is_final());
        if let Some(end) = ended.and_then(|t| moves(t).last().copied()) {
            stands.push((end.day.max(proven), FollowUp::EndedWithout));
        }
        stands
    }

    /// From when until when it was found proven: a correction may take the matter back, and a new review find anew.
    fn proven_spans(&self) -> Vec<Span> {
        let found = self.findings.iter().enumerate();
        let proven = found.filter(|(_, (_, finding))| *finding == Finding::Proven);
        proven
            .map(|(place, (from, _))| (*from, self.findings.get(place + 1).map(|(day, _)| *day)))
            .collect()
    }
}

/// From a day, until another where it ended.
type Span = (NaiveDate, Option<NaiveDate>);

/// The parts of a time that lie in these spans.
fn within(spans: &[Span], (from, until): Span) -> impl Iterator<Item = Span> {
    spans.iter().filter_map(move |(begin, end)| {
        let begin = from.max(*begin);
        let end = match (until, *end) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        end.is_none_or(|end| begin < end).then_some((begin, end))
    })
}

/// Enters every respondent of a case, and where its reviews, sanctions, controls and referrals stood.
pub(super) fn enter(file: &CaseFile, sheet: &mut Sheet) {
    let of_case = Dimensions::of_case(file);
    for track in file.tracks.iter().filter(|t| t.machine != Machine::Case) {
        let by = dimensions(file, track, &of_case);
        stages::enter(track, track.respondent(), &by, sheet);
        terms::enter(track, track.respondent(), &by, sheet);
    }
    for person in all(file) {
        let Some(latest) = person.reviews.last() else {
            continue;
        };
        let by = dimensions(file, latest, &of_case);
        let of = Tally {
            person: &person,
            track: latest,
            by: &by,
        };
        of.enter(sheet);
    }
}

fn dimensions(file: &CaseFile, track: &Track, of_case: &Dimensions) -> Dimensions {
    let party = track.respondent().and_then(|id| file.anyone(id));
    let review = match (track.review(), track.sanction(), track.control()) {
        (None, Some(s), _) => file.track(s.review).and_then(Track::review),
        (None, None, Some(c)) => file.track(c.review).and_then(Track::review),
        (review, ..) => review,
    };
    let agency = track
        .sanction()
        .map(|s| s.agency)
        .or_else(|| review.and_then(|r| r.agency));
    Dimensions {
        authority: review.map(|r| r.authority),
        agency: agency.or_else(|| party.and_then(|p| p.agency)),
        subject: party.map(|p| p.subject),
        ..of_case.clone()
    }
}

/// A person and what its entries have in common.
struct Tally<'p> {
    person: &'p Person<'p>,
    track: &'p Track,
    by: &'p Dimensions,
}

impl Tally<'_> {
    fn entry(&self, figure: Figure, day: NaiveDate, by: Dimensions) -> Entry {
        Entry {
            figure,
            day,
            track: self.track.id,
            respondent: Some(self.person.respondent),
            by,
        }
    }

    fn state(&self, state: &'static str) -> Dimensions {
        Dimensions {
            state: Some(state),
            ..self.by.clone()
        }
    }

    /// Enters something from a day on, and takes it off from another.
    fn spell(
        &self,
        figure: Figure,
        from: NaiveDate,
        until: Option<NaiveDate>,
        by: &Dimensions,
        sheet: &mut Sheet,
    ) {
        sheet.enter(self.entry(figure, from, by.clone()), 1);
        if let Some(day) = until {
            sheet.enter(self.entry(figure, day.max(from), by.clone()), -1);
        }
    }

    /// Enters where somebody stood from day to day, as far as that lies in these spans.
    fn states(
        &self,
        figure: Figure,
        stands: &[(NaiveDate, &'static str)],
        spans: &[Span],
        sheet: &mut Sheet,
    ) {
        for (place, (day, state)) in stands.iter().enumerate() {
            let next = stands.get(place + 1).map(|(day, _)| *day);
            for (from, until) in within(spans, (*day, next)) {
                self.spell(figure, from, until, &self.state(state), sheet);
            }
        }
    }

    fn enter(&self, sheet: &mut Sheet) {
        let person = self.person;
        self.spell(
            Figure::PersonsReported,
            person.reported,
            None,
            self.by,
            sheet,
        );
        let findings: Vec<_> = person
            .findings
            .iter()
            .map(|(d, f)| (*d, f.code()))
            .collect();
        let always = [(person.reported, None)];
        self.states(Figure::PersonsByFinding, &findings, &always, sheet);
        let proven = person.proven_spans();
        let follow_ups: Vec<_> = person
            .follow_ups()
            .iter()
            .map(|(d, f)| (*d, f.code()))
            .collect();
        self.states(Figure::PersonsByFollowUp, &follow_ups, &proven, sheet);
        self.recommended(&proven, sheet);
        self.imposed(sheet);
        self.violations(&proven, sheet);
    }

    fn recommended(&self, proven: &[Span], sheet: &mut Sheet) {
        let issued = self.person.reviews.iter().rev().find_map(|track| {
            let what = track.review()?.recommendation.as_ref()?;
            let all = moves(track);
            let step = all
                .iter()
                .rev()
                .find(|m| m.action == Action::IssueRecommendation);
            // A successor goes on with what was recommended before.
            Some((step.map(|m| m.day), what))
        });
        let Some((day, what)) = issued else { return };
        let Some(day) = day.or_else(|| self.first_issue()) else {
            return;
        };
        let by = Dimensions {
            level: what.level,
            kind: what.kind.clone(),
            ..self.by.clone()
        };
        for (from, until) in within(proven, (day, None)) {
            self.spell(Figure::PersonsRecommended, from, until, &by, sheet);
        }
    }

    fn first_issue(&self) -> Option<NaiveDate> {
        let steps = self.person.reviews.iter().flat_map(|t| moves(t));
        let issues = steps.filter(|m| m.action == Action::IssueRecommendation);
        issues.map(|m| m.day).min()
    }

    /// Once a kind, from the first decision with it to the last one's annulment; on the track of the first, for who sees
    /// the review alone need not see what was imposed.
    fn imposed(&self, sheet: &mut Sheet) {
        let mut kinds: BTreeMap<String, (NaiveDate, &Track, Option<NaiveDate>)> = BTreeMap::new();
        for (track, facts, from, until) in self.person.imposed() {
            let own = facts.measures.iter();
            let own: BTreeSet<String> = own.map(|m| format!("{}/{}", m.regime, m.kind)).collect();
            for kind in own {
                let (first, where_first, last) = kinds.entry(kind).or_insert((from, track, until));
                if from < *first {
                    (*first, *where_first) = (from, track);
                }
                *last = until.zip(*last).map(|(a, b)| a.max(b));
            }
        }
        for (kind, (from, track, until)) in kinds {
            let by = Dimensions {
                kind: Some(kind),
                ..self.by.clone()
            };
            let of = Tally { track, ..*self };
            of.spell(Figure::PersonsImposed, from, until, &by, sheet);
        }
    }

    fn violations(&self, proven: &[Span], sheet: &mut Sheet) {
        let named = self.person.reviews.iter().rev().find_map(|t| {
            let what = t.review()?.recommendation.as_ref()?;
            (!what.violations.is_empty()).then_some(&what.violations)
        });
        let named: BTreeSet<&String> = named.into_iter().flatten().collect();
        for violation in named {
            let by = Dimensions {
                violation: Some(violation.clone()),
                ..self.by.clone()
            };
            for (from, until) in proven {
                self.spell(Figure::PersonsByViolation, *from, *until, &by, sheet);
            }
        }
    }
}
