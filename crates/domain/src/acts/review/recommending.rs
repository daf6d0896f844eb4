//! A recommendation against the rows of the catalogue: which of them may hold for the acts, what level they give, and
//! how a decision differs from what was recommended.

use chrono::NaiveDate;

use crate::acts::guard_check::Ctx;
use crate::{
    file::{CaseFacts, Measure, Recommendation, ReviewFacts, Track},
    law::{
        Block, Book, Contest, LawSet, Violation, Weight,
        questions::{Fits, row_on},
    },
    procedure::{Deviation, EFFECTIVE},
    refusal::{Fault, Unfit},
};

/// Where the rows stand in the body.
const PLACE: &str = "/details/violations";

/// Rows that the book does not have, and rows named twice.
pub(in crate::acts) fn row_faults(ctx: &Ctx<'_>, recommendation: &Recommendation) -> Vec<Fault> {
    let named = recommendation.violations.iter().enumerate();
    named
        .filter_map(|(i, code)| {
            let rule = if rows(ctx.world.book, code).next().is_none() {
                Unfit::NoSuchRow
            } else if recommendation.violations.iter().take(i).any(|c| c == code) {
                Unfit::RowTwice
            } else {
                return None;
            };
            Some(Fault::new(rule, format!("{PLACE}/{i}")))
        })
        .collect()
}

/// Whether a row that is named only may hold on the days of the acts, or does not.
pub(in crate::acts) fn any_row_unsure(
    track: &Track,
    case: &CaseFacts,
    recommendation: &Recommendation,
    book: &Book,
) -> bool {
    let Some(review) = track.review() else {
        return false;
    };
    let days = days(review, case);
    let holds = |code: &String| {
        let all = rows(book, code);
        let fits = |row: &Violation| {
            let contest = Contest {
                election: &case.election,
                race: &case.race,
                region: None,
            };
            days.iter().any(|day| {
                row_on(book, row, review.subject, Some(contest), *day) == Some(Fits::Holds)
            })
        };
        all.into_iter().any(fits)
    };
    !recommendation.violations.iter().all(holds)
}

/// Whether the level or kind that is named is none of the rows named.
pub(in crate::acts) fn level_elsewhere(
    track: &Track,
    recommendation: &Recommendation,
    book: &Book,
) -> bool {
    let Some(regime) = track.review().map(|r| r.regime) else {
        return false;
    };
    let stated = stated(book, regime, recommendation);
    let levels: Vec<Weight> = recommendation
        .violations
        .iter()
        .flat_map(|code| rows(book, code))
        .flat_map(|row| row.levels.iter().copied())
        .collect();
    // Rows whose level was not seen say nothing.
    !levels.is_empty() && stated.is_some_and(|stated| !levels.contains(&stated))
}

/// How measures differ from a recommendation; none where it names nothing to differ from, or the two cannot be
/// compared: then whoever decides says it.
pub(in crate::acts) fn deviation(
    book: &Book,
    law: LawSet,
    recommended: Option<&Recommendation>,
    measures: &[Measure],
) -> Option<Deviation> {
    let recommended = recommended?;
    let wanted = stated(book, law, recommended).or_else(|| heaviest_of_rows(book, recommended))?;
    let imposed = measures.iter().filter_map(|m| weight(book, m)).max()?;
    let kind = recommended.kind.as_ref();
    Some(match imposed.cmp(&wanted) {
        std::cmp::Ordering::Greater => Deviation::Heavier,
        std::cmp::Ordering::Less => Deviation::Lighter,
        std::cmp::Ordering::Equal => {
            let named = kind.is_none_or(|k| measures.iter().any(|m| m.kind == *k));
            let moral = !moral_too(book, recommended)
                || measures
                    .iter()
                    .any(|m| weight(book, m) == Some(Weight::Moral));
            if named && moral {
                Deviation::AsRecommended
            } else {
                Deviation::OtherKind
            }
        }
    })
}

/// The level that the recommendation states, or that of the kind that it names.
fn stated(book: &Book, law: LawSet, recommendation: &Recommendation) -> Option<Weight> {
    let of_kind = || {
        let kind = recommendation.kind.as_ref()?;
        let regimes = book.regimes_of(law, None).into_iter();
        let mut found = regimes.filter_map(|r| book.sanction_kind(r, kind));
        found.find_map(|k| comparable(&k.level, k.ends_employment))
    };
    let level = recommendation.level;
    level
        .and_then(|l| comparable(l.code(), false))
        .or_else(of_kind)
}

/// The heaviest level of the rows: several breaches of discipline are one sanction, the heaviest (PP 94/2021 art. 35).
/// None where a row gives more than one level, or its level was not seen.
fn heaviest_of_rows(book: &Book, recommendation: &Recommendation) -> Option<Weight> {
    // Of rows that follow one another in time the later stands for the code.
    let level = |code: &String| match rows(book, code).last()?.levels.as_slice() {
        [level] => Some(*level),
        _ => None,
    };
    let levels: Option<Vec<Weight>> = recommendation.violations.iter().map(level).collect();
    levels?.into_iter().max()
}

/// Whether rows of both blocks are named, so that a moral sanction stands beside the other (PP 42/2004 art. 16).
fn moral_too(book: &Book, recommendation: &Recommendation) -> bool {
    let block = |wanted: Block| {
        let mut named = recommendation.violations.iter();
        named.any(|code| rows(book, code).any(|row| row.block == Some(wanted)))
    };
    block(Block::Ethics) && block(Block::Discipline)
}

/// The rows of a code, the older first.
fn rows<'b>(book: &'b Book, code: &str) -> impl Iterator<Item = &'b Violation> + use<'b> {
    let code = code.to_owned();
    book.violations.iter().filter(move |row| row.code == code)
}

/// The days of the acts of a review.
fn days(review: &ReviewFacts, case: &CaseFacts) -> Vec<NaiveDate> {
    let own = case
        .allegations
        .iter()
        .filter(|a| review.allegations.contains(&a.id));
    own.flat_map(|a| [a.act_from, a.act_to]).flatten().collect()
}

/// Whether a kind was in force on a day of the acts, or of the decision where an officer chose the regime; where no day
/// is known nothing says that it was not.
pub(in crate::acts) fn in_force_then(ctx: &Ctx<'_>, regime: &str, code: &str) -> bool {
    let review = ctx.track.sanction().and_then(|s| ctx.file.track(s.review));
    let review = review.and_then(Track::review);
    let (Some(review), Some(case)) = (review, ctx.case()) else {
        return true;
    };
    let own = case
        .every_allegation()
        .filter(|a| review.allegations.contains(&a.id));
    let acts = own.filter_map(|a| a.act_from.or(a.act_to).zip(a.act_to.or(a.act_from)));
    let chosen = review.regime_chosen.then_some((ctx.at.day, ctx.at.day));
    let days: Vec<_> = acts.chain(chosen).collect();
    let kinds = ctx.world.book.sanction_kinds.iter();
    let mut rows = kinds.filter(|k| k.regime == regime && k.code == code);
    days.is_empty()
        || rows.any(|k| {
            let mut days = days.iter();
            days.any(|(first, last)| {
                k.valid_from.is_none_or(|from| from <= *last)
                    && k.valid_to.is_none_or(|to| *first <= to)
            })
        })
}

/// The weight of a measure; none of what can be compared with no level (an interim release).
fn weight(book: &Book, measure: &Measure) -> Option<Weight> {
    let kind = book.sanction_kind(&measure.regime, &measure.kind)?;
    comparable(&kind.level, kind.ends_employment)
}

fn comparable(level: &str, ends_employment: bool) -> Option<Weight> {
    Weight::from_code(level).filter(|w| *w != Weight::Outside || ends_employment)
}

/// Whether the same respondent has a sanction in this case that took effect before.
pub(in crate::acts) fn is_repeat(ctx: &Ctx<'_>) -> bool {
    let own = ctx
        .track
        .review()
        .map(|r| r.respondent)
        .or_else(|| ctx.track.sanction().map(|s| s.respondent));
    ctx.file.tracks.iter().any(|t| {
        t.id != ctx.track.id
            && t.sanction().is_some_and(|s| Some(s.respondent) == own)
            && EFFECTIVE.contains(&t.stage)
    })
}
