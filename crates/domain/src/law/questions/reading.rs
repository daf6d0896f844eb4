//! One reading of a day: if the person is this and the day lies in this phase.

use chrono::NaiveDate;

use super::{
    Asked, AuthorityAnswer, Because, Doubt, Imposable, Matter, Step, authority, doubt,
    kinds::Source, phase,
};
use crate::{
    file::SubjectKind,
    law::{
        Book, Confidence, Contest, Covered, DestinationRow, LawSet, Phase, SubjectRow, Violation,
        Weight, in_force, stages::ANY,
    },
    procedure::{DestinationKind, Outcome},
};

/// What applies if the person is this and the day lies in this phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'b> {
    /// The kind of person.
    pub subject: SubjectKind,
    /// The phase.
    pub phase: Phase,
    /// The rows that hold, and those that may.
    pub rows: Vec<RowAnswer<'b>>,
    /// Rows that name the act and do not hold here: of the other phase, or of other days.
    pub elsewhere: Vec<&'b Violation>,
    /// The law text of a discipline sanction.
    pub regime: Option<LawSet>,
    /// The authority that takes the matter in; none where the person is no civil servant.
    pub authority: Option<AuthorityAnswer<'b>>,
    /// Where the matter goes otherwise.
    pub destinations: Vec<&'b DestinationRow>,
    /// The reasoning.
    pub steps: Vec<Step<'b>>,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

vocabulary! {
    /// Whether a row holds.
    Fits {
        Holds = "holds", "Berlaku", "It holds";
        MayHold = "may_hold", "Mungkin berlaku; penentunya belum terlihat", "It may hold; what would tell was not seen";
    }
}

/// A row and what may be imposed by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAnswer<'b> {
    /// The row.
    pub row: &'b Violation,
    /// Whether it holds.
    pub fits: Fits,
    /// The kinds that may be imposed; of every level where the row's was not seen.
    pub kinds: Vec<Imposable<'b>>,
}

impl<'b> Reading<'b> {
    /// Looks everything up.
    pub(super) fn fill(&mut self, book: &'b Book, asked: &Asked<'_>, day: NaiveDate) {
        let subject = book.subject(self.subject, day);
        let covered = subject.map_or(Covered::None, |s| s.catalogue);
        self.step_of_subject(subject, covered);
        let source = Source::of(book, day, self.subject);
        self.regime = source.law;
        if covered == Covered::None {
            self.whole_contract(book, &source, day);
        } else {
            self.rows(book, asked, &source, covered, day);
        }
        self.goes(book, asked, subject, day);
    }

    fn step_of_subject(&mut self, subject: Option<&'b SubjectRow>, covered: Covered) {
        let Some(row) = subject else {
            return doubt(&mut self.doubts, Doubt::SubjectNotInForce);
        };
        self.steps.push(Step {
            what: match covered {
                Covered::Rows => Because::SubjectCovered,
                Covered::Acts => Because::SubjectActsOnly,
                Covered::None => Because::SubjectNotCovered,
            },
            row: row.code.code(),
            day: row.valid_from,
            source: &row.citation,
            confidence: row.confidence,
            note: &row.note,
        });
    }

    /// Whoever the catalogue does not speak of has no row; kinds of a contract stand without one.
    fn whole_contract(&mut self, book: &'b Book, source: &Source<'b>, day: NaiveDate) {
        if source.kinds(book, day, |_| true).is_empty() {
            doubt(&mut self.doubts, Doubt::NoKinds);
        } else {
            self.steps.extend(source.steps.iter().copied());
        }
    }

    fn rows(
        &mut self,
        book: &'b Book,
        asked: &Asked<'_>,
        source: &Source<'b>,
        covered: Covered,
        day: NaiveDate,
    ) {
        // Who has the acts alone has those of civil servants.
        let spoken_of = if covered == Covered::Acts {
            SubjectKind::Pns
        } else {
            self.subject
        };
        let named = |row: &&Violation| {
            let mut acts = row.acts.iter().chain(&row.near_acts);
            acts.any(|a| a == asked.act) && row.subjects.contains(&spoken_of)
        };
        for row in book.violations.iter().filter(named) {
            let Some(fits) = self.fits(row, asked, day) else {
                self.elsewhere.push(row);
                continue;
            };
            // A row that may mean another act too only may hold for it.
            let fits = if row.acts.iter().any(|a| a == asked.act) {
                fits
            } else {
                Fits::MayHold
            };
            let kinds = source.kinds(book, day, |kind| {
                if covered == Covered::Acts {
                    return true;
                }
                match (row.kinds.as_slice(), row.levels.as_slice()) {
                    ([], []) => kind.level != Weight::Outside.code(),
                    ([], levels) => levels.iter().any(|l| l.code() == kind.level),
                    (named, _) => named.iter().any(|n| {
                        n.split_once('/') == Some((kind.regime.as_str(), kind.code.as_str()))
                    }),
                }
            });
            self.tell(row, fits, covered);
            source.doubts(&kinds, &mut self.doubts);
            self.rows.push(RowAnswer { row, fits, kinds });
        }
        if self.rows.is_empty() {
            doubt(&mut self.doubts, Doubt::NoRow);
            let elsewhere = self.elsewhere.iter().map(|row| Step {
                what: Because::RowElsewhere,
                row: &row.code,
                day: row.valid_from,
                source: &row.citation,
                confidence: row.confidence,
                note: &row.note,
            });
            self.steps.extend(elsewhere);
        } else {
            let kinds: Vec<_> = self.rows.iter().flat_map(|r| &r.kinds).collect();
            self.steps.extend(source.steps_of(&kinds));
        }
        let mut levels = self
            .rows
            .iter()
            .map(|r| &r.row.levels)
            .filter(|l| !l.is_empty());
        let first = levels.next();
        if covered == Covered::Rows && levels.any(|l| Some(l) != first) {
            doubt(&mut self.doubts, Doubt::LevelsDiffer);
        }
    }

    /// Whether a row holds on the day in the phase and election; none where it does not.
    fn fits(&self, row: &Violation, asked: &Asked<'_>, day: NaiveDate) -> Option<Fits> {
        fits(row, self.phase, asked.contest, day)
    }

    fn tell(&mut self, row: &'b Violation, fits: Fits, covered: Covered) {
        self.steps.push(Step {
            what: if fits == Fits::Holds {
                Because::RowNames
            } else {
                Because::RowMayHold
            },
            row: &row.code,
            day: row.valid_from,
            source: &row.citation,
            confidence: row.confidence,
            note: &row.note,
        });
        if fits == Fits::MayHold || row.confidence == Confidence::Unsure {
            doubt(&mut self.doubts, Doubt::RowUnsure);
        }
        if row.phase == Phase::Any && row.phase_confidence == Confidence::Unsure {
            doubt(&mut self.doubts, Doubt::PhaseNotSeen);
        }
        if row.basis_confidence == Confidence::Unsure {
            doubt(&mut self.doubts, Doubt::BasisUnsure);
        }
        if covered == Covered::Acts {
            return;
        }
        if row.levels.is_empty() {
            doubt(&mut self.doubts, Doubt::LevelNotSeen);
        } else if row.level_confidence == Confidence::Unsure {
            doubt(&mut self.doubts, Doubt::LevelUnsure);
        }
    }

    /// The criminal side of an act, which the review does not settle.
    fn crime(&mut self, book: &'b Book, election: Option<&str>) {
        let crimes = book.destinations.iter().filter(|r| {
            r.outcome == Outcome::Criminal
                && r.kind == DestinationKind::GakkumduPolice
                && r.confidence == Confidence::Sure
                && election.is_none_or(|kind| kind == r.elections)
        });
        self.steps.extend(crimes.map(|r| Step {
            what: Because::MayBeCrime,
            row: r.kind.code(),
            day: None,
            source: &r.citation,
            confidence: r.confidence,
            note: &r.note,
        }));
    }

    /// Where the matter goes: to the authority, or to the body of the destinations.
    fn goes(
        &mut self,
        book: &'b Book,
        asked: &Asked<'_>,
        subject: Option<&SubjectRow>,
        day: NaiveDate,
    ) {
        let election = asked
            .contest
            .and_then(|c| book.election(c.election, c.race))
            .map(|e| e.kind.as_str());
        if subject.is_some_and(|s| s.reviewed) {
            self.crime(book, election);
            let answer = authority(book, asked.intake.unwrap_or(day), Matter::New);
            self.steps.extend(answer.all.iter().map(|c| c.step));
            for new in &answer.doubts {
                doubt(&mut self.doubts, *new);
            }
            self.authority = Some(answer);
            return;
        }
        self.destinations = book
            .destinations
            .iter()
            .filter(|r| r.outcome == Outcome::OtherLaw && r.subject == self.subject.code())
            .filter(|r| in_force(r.valid_from, r.valid_to, day))
            .filter(|r| election.is_none_or(|kind| kind == r.elections))
            .collect();
        self.steps.extend(self.destinations.iter().map(|r| Step {
            what: Because::GoesTo,
            row: r.kind.code(),
            day: None,
            source: &r.citation,
            confidence: r.confidence,
            note: &r.note,
        }));
        let Some(first) = self.destinations.first() else {
            return doubt(&mut self.doubts, Doubt::NoDestination);
        };
        if self.destinations.iter().any(|r| r.kind != first.kind) {
            doubt(&mut self.doubts, Doubt::SeveralDestinations);
        }
        let unsure = |r: &&DestinationRow| r.confidence == Confidence::Unsure;
        if self.destinations.iter().any(unsure) {
            doubt(&mut self.doubts, Doubt::DestinationUnsure);
        }
    }
}

/// Whether a row holds on a day in a phase and an election; none where it does not.
fn fits(
    row: &Violation,
    phase: Phase,
    contest: Option<Contest<'_>>,
    day: NaiveDate,
) -> Option<Fits> {
    if !in_force(row.valid_from, row.valid_to, day) {
        return None;
    }
    let any = row.elections.iter().any(|e| e == ANY);
    let of_election = match contest {
        // From which day it holds was not seen.
        _ if any && row.valid_from.is_none() => Fits::MayHold,
        _ if any => Fits::Holds,
        Some(contest) if row.elections.iter().any(|e| e == contest.election) => Fits::Holds,
        Some(_) => return None,
        None => Fits::MayHold,
    };
    let in_phase = if row.phase == Phase::Any || row.phase == phase {
        Fits::Holds
    } else if row.phase_confidence == Confidence::Unsure {
        Fits::MayHold
    } else {
        return None;
    };
    let both = of_election == Fits::Holds && in_phase == Fits::Holds;
    Some(if both { Fits::Holds } else { Fits::MayHold })
}

/// Whether a row holds for a kind of person on a day, in any of the phases in which the day may lie; none where it
/// does not.
#[must_use]
pub fn row_on(
    book: &Book,
    row: &Violation,
    subject: SubjectKind,
    contest: Option<Contest<'_>>,
    day: NaiveDate,
) -> Option<Fits> {
    let covered = book
        .subject(subject, day)
        .map_or(Covered::None, |s| s.catalogue);
    let spoken_of = match covered {
        Covered::Rows => subject,
        Covered::Acts => SubjectKind::Pns,
        Covered::None => return None,
    };
    if !row.subjects.contains(&spoken_of) {
        return None;
    }
    let phases = phase::on(book, contest, day).all;
    let found: Vec<_> = phases
        .iter()
        .map(|phase| fits(row, *phase, contest, day))
        .collect();
    if found.iter().all(|f| *f == Some(Fits::Holds)) {
        return Some(Fits::Holds);
    }
    found.iter().any(Option::is_some).then_some(Fits::MayHold)
}
