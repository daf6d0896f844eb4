//! Which kinds of sanction may be imposed on whom for an act of a day.

use chrono::NaiveDate;

use super::{Because, Doubt, Step, doubt};
use crate::{
    file::SubjectKind,
    law::{
        Book, Confidence, DATA_BEGINS, EffectRow, LawSet, RegimeRow, SanctionKind, SubjectRegime,
        Weight, in_force,
    },
};

vocabulary! {
    /// Whether a kind is imposed, or postponed while another stands in for it.
    Standing {
        Imposed = "imposed", "Dijatuhkan", "Imposed";
        Postponed = "postponed", "Ditangguhkan; jenis lain dijatuhkan sebagai gantinya", "Postponed; another kind is imposed in its place";
    }
}

/// A kind that may be imposed, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imposable<'b> {
    /// The kind.
    pub kind: &'b SanctionKind,
    /// Whether another kind stands in for it.
    pub standing: Standing,
    /// How well it is known that it may be imposed here: the weaker of the kind and of its regime; of a postponed kind
    /// it is unsure, for whether the postponement has ended was not found.
    pub confidence: Confidence,
    /// What it does while it runs, as far as it was seen.
    pub effects: Vec<&'b EffectRow>,
}

/// The kinds that may be imposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindsAnswer<'b> {
    /// The law text of the sanction; none for whoever has no discipline of civil servants.
    pub regime: Option<LawSet>,
    /// The kinds: what is imposed first, then what is postponed.
    pub kinds: Vec<Imposable<'b>>,
    /// Why.
    pub steps: Vec<Step<'b>>,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

/// The kinds that may be imposed on a kind of subject for an act of this day; of one level, or of all. Where it is not
/// known what the person is, those of every kind of person, with a doubt.
#[must_use]
pub fn kinds(
    book: &Book,
    day: NaiveDate,
    subject: SubjectKind,
    level: Option<Weight>,
) -> KindsAnswer<'_> {
    if subject == SubjectKind::Unknown {
        return of_everybody(book, day, level);
    }
    let source = Source::of(book, day, subject);
    let mut doubts = Vec::new();
    let kinds = source.kinds(book, day, |k| level.is_none_or(|l| l.code() == k.level));
    source.doubts(&kinds, &mut doubts);
    if day < DATA_BEGINS {
        doubt(&mut doubts, Doubt::BeforeData);
    }
    let listed: Vec<_> = kinds.iter().collect();
    let steps = source.steps_of(&listed).collect();
    KindsAnswer {
        regime: source.law,
        kinds,
        steps,
        doubts,
    }
}

/// The kinds of every kind of person, each once and as well known as where it is known least.
fn of_everybody(book: &Book, day: NaiveDate, level: Option<Weight>) -> KindsAnswer<'_> {
    let mut all = KindsAnswer {
        regime: None,
        kinds: Vec::new(),
        steps: Vec::new(),
        doubts: vec![Doubt::SubjectUnknown],
    };
    for subject in SubjectKind::ALL {
        if *subject == SubjectKind::Unknown {
            continue;
        }
        let one = kinds(book, day, *subject, level);
        for new in one.kinds {
            match all.kinds.iter_mut().find(|k| k.kind == new.kind) {
                Some(known) => known.confidence = known.confidence.max(new.confidence),
                None => all.kinds.push(new),
            }
        }
        for step in one.steps {
            if !all.steps.contains(&step) {
                all.steps.push(step);
            }
        }
        for new in one.doubts {
            doubt(&mut all.doubts, new);
        }
    }
    all
}

/// From where the kinds of a subject come on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source<'b> {
    pub(super) law: Option<LawSet>,
    subject: SubjectKind,
    regimes: Vec<&'b RegimeRow>,
    contract: Option<Confidence>,
    pub(super) steps: Vec<Step<'b>>,
}

/// The regime of the kinds that a contract brings.
const CONTRACT: &str = "contract";

impl<'b> Source<'b> {
    pub(super) fn of(book: &'b Book, day: NaiveDate, subject: SubjectKind) -> Self {
        let row = book.subject(subject, day);
        if let Some(row) = row
            && row.regime == Some(SubjectRegime::Contract)
        {
            return Self {
                law: None,
                subject,
                regimes: Vec::new(),
                contract: Some(row.confidence),
                steps: vec![Step {
                    what: Because::KindsOfContract,
                    row: row.code.code(),
                    day: row.valid_from,
                    source: &row.citation,
                    confidence: row.confidence,
                    note: &row.note,
                }],
            };
        }
        let law = book.regime_of(day, Some(subject));
        let regimes: Vec<&RegimeRow> = law
            .map(|law| book.regime_rows(law, Some(subject)))
            .into_iter()
            .flatten()
            .filter(|row| in_force(row.valid_from, row.valid_to, day))
            .collect();
        let steps = regimes
            .iter()
            .map(|r| Step {
                what: Because::RegimeOfTheDay,
                row: &r.regime,
                day: None,
                source: &r.citation,
                confidence: r.confidence,
                note: &r.note,
            })
            .collect();
        Self {
            law,
            subject,
            regimes,
            contract: None,
            steps,
        }
    }

    /// The kinds of this source that may follow an act of the day, and that are wanted.
    pub(super) fn kinds(
        &self,
        book: &'b Book,
        day: NaiveDate,
        wanted: impl Fn(&SanctionKind) -> bool,
    ) -> Vec<Imposable<'b>> {
        let mut all: Vec<Imposable<'b>> = book
            .sanction_kinds
            .iter()
            .filter_map(|kind| {
                let through = self.through(&kind.regime)?;
                let of_subject = kind.subjects.is_empty() || kind.subjects.contains(&self.subject);
                let in_time = in_force(kind.valid_from, kind.valid_to, day);
                let held = of_subject && in_time && wanted(kind);
                let postponed = held && self.postponed(book, day, kind);
                held.then(|| Imposable {
                    kind,
                    standing: if postponed {
                        Standing::Postponed
                    } else {
                        Standing::Imposed
                    },
                    confidence: if postponed {
                        Confidence::Unsure
                    } else {
                        kind.confidence.max(through)
                    },
                    effects: effects(book, kind, day),
                })
            })
            .collect();
        // What is imposed comes first, else in the order of the book.
        all.sort_by_key(|k| k.standing == Standing::Postponed);
        all
    }

    /// Whether a kind that may be imposed too stands in for this one on the day.
    fn postponed(&self, book: &Book, day: NaiveDate, kind: &SanctionKind) -> bool {
        book.stand_ins(&kind.regime, &kind.code).any(|other| {
            in_force(other.valid_from, other.valid_to, day) && self.through(&other.regime).is_some()
        })
    }

    /// How well it is known that kinds of a regime may be imposed.
    fn through(&self, regime: &str) -> Option<Confidence> {
        if regime == CONTRACT {
            return self.contract;
        }
        let row = self.regimes.iter().find(|r| r.regime == regime)?;
        Some(row.confidence)
    }

    /// The steps that the listed kinds rest on; where none is listed, every step.
    pub(super) fn steps_of<'s>(
        &'s self,
        kinds: &'s [&Imposable<'_>],
    ) -> impl Iterator<Item = Step<'b>> + 's {
        let rests = move |step: &&Step<'b>| {
            kinds.is_empty()
                || step.what != Because::RegimeOfTheDay
                || kinds.iter().any(|k| k.kind.regime == step.row)
        };
        self.steps.iter().filter(rests).copied()
    }

    /// What is doubtful about the kinds.
    pub(super) fn doubts(&self, kinds: &[Imposable<'_>], doubts: &mut Vec<Doubt>) {
        if kinds.is_empty() {
            doubt(doubts, Doubt::NoKinds);
        }
        if kinds.iter().any(|k| k.standing == Standing::Postponed) {
            doubt(doubts, Doubt::SideBySide);
        }
        let unsure = |k: &Imposable<'_>| {
            k.standing == Standing::Imposed && k.confidence == Confidence::Unsure
        };
        if kinds.iter().any(unsure) {
            doubt(doubts, Doubt::KindsUnsure);
        }
        if self.law == Some(LawSet::Pp53) {
            doubt(doubts, Doubt::PendingUnsure);
        }
    }
}

fn effects<'b>(book: &'b Book, kind: &SanctionKind, day: NaiveDate) -> Vec<&'b EffectRow> {
    book.effects
        .iter()
        .filter(|e| e.regime == kind.regime && e.level.code() == kind.level)
        .filter(|e| e.code == kind.code || e.code == "any" && !kind.ends_employment)
        .filter(|e| in_force(e.valid_from, e.valid_to, day))
        .collect()
}
