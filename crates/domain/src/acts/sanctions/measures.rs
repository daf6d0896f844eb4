//! Measures against the book's kinds: how long they last, whether they are as recommended, and what is wrong with
//! those of a decision, each fault with its own code and place, all at once.

use std::cmp::Ordering;

use crate::acts::{
    command::Details, guard_check::Ctx, offices::seats::seat_office, review::recommending,
};

use crate::{
    file::{Measure, SubjectKind, TextRef, Track},
    law::{Book, LawSet, SanctionLevel},
    procedure::{Action, Deviation, Guard, ONE_DISCIPLINE, RemedyResult, Seat, Stage},
    refusal::{Fault, Unfit},
};

/// Where the measures stand in the body.
const PLACE: &str = "/details/measures";

/// The faults for which a guard over measures refuses; none for other guards and other details.
pub(in crate::acts) fn faults(guard: Guard, ctx: &Ctx<'_>, details: &Details) -> Vec<Fault> {
    match (guard, details) {
        (Guard::KindInCatalogue, Details::Imposition(measures, _))
        | (Guard::RemedyMeasuresFit, Details::Remedy(RemedyResult::Changed, measures)) => {
            of_measures(ctx, measures)
        }
        (Guard::DeviationExplained, Details::Imposition(measures, said))
            if deviation_differs(ctx, measures, *said) =>
        {
            vec![Fault::new(Unfit::DeviationDiffers, "/details/deviation")]
        }
        (Guard::LevelOrKindGiven, Details::Recommendation(recommendation, _)) => {
            let mut faults = recommending::row_faults(ctx, recommendation);
            let kind = recommendation.kind.as_deref();
            if let Some(kind) = kind.filter(|k| !kind_fits(ctx, k, recommendation.level)) {
                let rule = if kind_fits(ctx, kind, None) {
                    Unfit::KindOfAnotherLevel
                } else {
                    Unfit::KindNotInRegime
                };
                faults.push(Fault::new(rule, "/details/kind"));
            }
            faults
        }
        (Guard::RemedyMeasuresFit, Details::Remedy(_, measures)) if !measures.is_empty() => {
            vec![Fault::new(Unfit::MeasuresNotChanged, PLACE)]
        }
        _ => Vec::new(),
    }
}

/// What is wrong with measures that a decision imposes.
pub(in crate::acts) fn of_measures(ctx: &Ctx<'_>, measures: &[Measure]) -> Vec<Fault> {
    if measures.is_empty() {
        return vec![Fault::new(Unfit::MeasuresMissing, PLACE)];
    }
    let subject = ctx.track.sanction().map(|s| s.subject);
    let regimes = ctx.world.book.regimes_of(ctx.track.law, subject);
    // A remedy may leave the days of the first decision as they are.
    let decided = match ctx.rule.action {
        Action::Impose => Some(ctx.at.day),
        _ => ctx.track.last_step(Action::Impose).map(|at| at.day),
    };
    let mut faults = Vec::new();
    // Elsewhere a mark notes it.
    if ONE_DISCIPLINE.contains(&ctx.track.law) {
        let second = discipline(ctx, measures).skip(1);
        let at = |i| Fault::new(Unfit::SeveralDiscipline, format!("{PLACE}/{i}/kind"));
        faults.extend(second.map(at));
    }
    for (i, m) in measures.iter().enumerate() {
        let mut note = |rule, field: &str| {
            faults.push(Fault::new(rule, format!("{PLACE}/{i}/{field}")));
        };
        let kind = ctx.world.book.sanction_kind(&m.regime, &m.kind);
        if !regimes.contains(&m.regime.as_str()) {
            note(Unfit::RegimeNotOfTheAct, "regime");
        } else if kind.is_none() {
            note(Unfit::KindNotInRegime, "kind");
        } else if !recommending::in_force_then(ctx, &m.regime, &m.kind) {
            note(Unfit::KindNotInForce, "kind");
        }
        let months = kind.and_then(|k| k.duration_months);
        if months.is_some() {
            for (field, day) in [("from", m.from), ("to", m.to)] {
                if day.is_none() {
                    note(Unfit::DayMissing, field);
                }
            }
        }
        if m.from.zip(m.to).is_some_and(|(from, to)| from > to) {
            note(Unfit::EndsBeforeItBegins, "to");
        }
        if decided.is_some_and(|day| early(m, day, ctx.world.book)) {
            note(Unfit::BeforeTheDecision, "from");
        }
    }
    faults
}

/// Whether a punishment begins before the day of its decision. What stands outside the levels (an interim release, a
/// dismissal that follows a verdict) has a beginning of its own.
fn early(measure: &Measure, decided: chrono::NaiveDate, book: &Book) -> bool {
    let kind = book.sanction_kind(&measure.regime, &measure.kind);
    let punishes = kind.is_some_and(|k| SanctionLevel::from_code(&k.level).is_some());
    punishes && measure.from.is_some_and(|from| from < decided)
}

/// Whether any of these punishments begins before the day of their decision.
pub(in crate::acts) fn begins_before(
    measures: &[Measure],
    decided: chrono::NaiveDate,
    book: &Book,
) -> bool {
    measures.iter().any(|m| early(m, decided, book))
}

/// The last day of so many months that begin on a day.
pub(in crate::acts) fn last_of(first: chrono::NaiveDate, months: u32) -> Option<chrono::NaiveDate> {
    first
        .checked_add_months(chrono::Months::new(months))?
        .pred_opt()
}

/// The regimes from which a sanction track may take its kinds.
pub(in crate::acts) fn regimes<'a>(
    ctx: &Ctx<'a>,
    law: LawSet,
    subject: Option<SubjectKind>,
) -> Vec<&'a str> {
    ctx.world.book.regimes_of(law, subject)
}

/// A kind with a duration has its days, and not fewer than the law says.
pub(in crate::acts) fn lasts_its_time(ctx: &Ctx<'_>, measure: &Measure) -> bool {
    let kind = ctx.world.book.sanction_kind(&measure.regime, &measure.kind);
    let Some(months) = kind.and_then(|k| k.duration_months) else {
        return true;
    };
    match (measure.from, measure.to) {
        (Some(from), Some(to)) => last_of(from, months).is_some_and(|last| last <= to),
        _ => false,
    }
}

/// Whether a measure ends after the time that the law gives it.
pub(in crate::acts) fn lasts_longer(ctx: &Ctx<'_>, measures: &[Measure]) -> bool {
    lasts(ctx, measures, Ordering::Greater)
}

/// Whether a measure ends before that time has passed.
pub(in crate::acts) fn lasts_shorter(ctx: &Ctx<'_>, measures: &[Measure]) -> bool {
    lasts(ctx, measures, Ordering::Less)
}

/// Whether the last day of a measure lies so to that of the time that the law gives it.
fn lasts(ctx: &Ctx<'_>, measures: &[Measure], so: Ordering) -> bool {
    measures.iter().any(|m| {
        let kind = ctx.world.book.sanction_kind(&m.regime, &m.kind);
        let months = kind.and_then(|k| k.duration_months);
        let last = m
            .from
            .zip(months)
            .and_then(|(from, months)| last_of(from, months));
        m.to.zip(last).is_some_and(|(to, last)| to.cmp(&last) == so)
    })
}

/// Whether a decision comes without the reason that a deviation demands: from the recommendation, or from the time that
/// the law gives a kind.
pub(in crate::acts) fn lacks_reason(
    ctx: &Ctx<'_>,
    measures: &[Measure],
    said: Option<Deviation>,
    texts: &[TextRef],
) -> bool {
    let differs = deviation(ctx, measures, said).is_some_and(|d| d != Deviation::AsRecommended);
    let otherwise = lasts_longer(ctx, measures) || lasts_shorter(ctx, measures);
    // The words of a kind are no reason.
    let is_reason = |t: &TextRef| measures.iter().all(|m| m.in_words != Some(t.id));
    (differs || otherwise) && !texts.iter().any(is_reason)
}

/// Whether a kind is postponed, while another that may be imposed too stands in for it.
pub(in crate::acts) fn any_postponed(ctx: &Ctx<'_>, measures: &[Measure]) -> bool {
    let subject = ctx.track.sanction().map(|s| s.subject);
    let regimes = ctx.world.book.regimes_of(ctx.track.law, subject);
    measures
        .iter()
        .any(|m| stood_in_for(ctx, &regimes, &m.regime, &m.kind))
}

/// Whether the kind that a review recommends is postponed.
pub(in crate::acts) fn recommends_postponed(ctx: &Ctx<'_>, kind: &str) -> bool {
    let review = ctx.track.review();
    let all = review.map(|r| regimes(ctx, r.regime, Some(r.subject)));
    all.is_some_and(|all| {
        // Of a code that a kind which is imposed bears too nothing is postponed.
        let own = || {
            all.iter()
                .filter(|r| ctx.world.book.sanction_kind(r, kind).is_some())
        };
        own().next().is_some() && own().all(|regime| stood_in_for(ctx, &all, regime, kind))
    })
}

fn stood_in_for(ctx: &Ctx<'_>, regimes: &[&str], regime: &str, kind: &str) -> bool {
    ctx.world.book.stand_ins(regime, kind).any(|k| {
        regimes.contains(&k.regime.as_str()) && recommending::in_force_then(ctx, &k.regime, &k.code)
    })
}

/// How a decision differs from the recommendation: as computed. Where the two cannot be compared, or are of one level
/// and another kind, whoever decides may say more.
pub(in crate::acts) fn deviation(
    ctx: &Ctx<'_>,
    measures: &[Measure],
    said: Option<Deviation>,
) -> Option<Deviation> {
    match computed(ctx, measures) {
        Some(Deviation::OtherKind) => said.or(Some(Deviation::OtherKind)),
        Some(computed) => Some(computed),
        None => said,
    }
}

/// Whether what a decision says of its deviation cannot be.
pub(in crate::acts) fn deviation_differs(
    ctx: &Ctx<'_>,
    measures: &[Measure],
    said: Option<Deviation>,
) -> bool {
    said.is_some_and(|said| match computed(ctx, measures) {
        Some(Deviation::OtherKind) => said == Deviation::AsRecommended,
        computed => computed.is_some_and(|c| c != said),
    })
}

fn computed(ctx: &Ctx<'_>, measures: &[Measure]) -> Option<Deviation> {
    let facts = ctx.track.sanction()?;
    let recommended = facts.recommended.as_ref();
    recommending::deviation(ctx.world.book, ctx.track.law, recommended, measures)
}

/// Whether more than one sanction of discipline is imposed at once.
pub(in crate::acts) fn several_discipline(ctx: &Ctx<'_>, measures: &[Measure]) -> bool {
    discipline(ctx, measures).count() > 1
}

/// The places of measures of discipline; moral ones and what stands outside the levels is none.
fn discipline<'a>(ctx: &Ctx<'a>, measures: &'a [Measure]) -> impl Iterator<Item = usize> {
    let book = ctx.world.book;
    let levels = [
        SanctionLevel::Ringan,
        SanctionLevel::Sedang,
        SanctionLevel::Berat,
    ];
    let of = move |m: &Measure| {
        let kind = book.sanction_kind(&m.regime, &m.kind);
        kind.is_some_and(|k| levels.iter().any(|l| l.code() == k.level))
    };
    let all = measures.iter().enumerate();
    all.filter(move |(_, m)| of(m)).map(|(i, _)| i)
}

/// Whether the regimes of a review know a kind, and of this level where one is named.
pub(in crate::acts) fn kind_fits(ctx: &Ctx<'_>, kind: &str, level: Option<SanctionLevel>) -> bool {
    let fits = |regime: &&str| {
        let found = ctx.world.book.sanction_kind(regime, kind);
        found.is_some_and(|k| level.is_none_or(|level| k.level == level.code()))
    };
    let review = ctx.track.review();
    review.is_some_and(|r| regimes(ctx, r.regime, Some(r.subject)).iter().any(fits))
}

/// Whether a review recommends no kind of sanction that it would not know under another regime, or with another kind of
/// respondent.
pub(in crate::acts) fn recommended_fits(
    ctx: &Ctx<'_>,
    review: &Track,
    regime: LawSet,
    subject: Option<SubjectKind>,
) -> bool {
    let Some(facts) = review.review() else {
        return true;
    };
    let recommended = facts.recommendation.as_ref().and_then(|r| r.kind.as_ref());
    let all = regimes(ctx, regime, Some(subject.unwrap_or(facts.subject)));
    recommended.is_none_or(|kind| {
        all.iter()
            .any(|regime| ctx.world.book.sanction_kind(regime, kind).is_some())
    })
}

/// Whether the agency acts itself without an examination on record where PP 94/2021 art. 26(1) demands one.
pub(in crate::acts) fn examination_missing(ctx: &Ctx<'_>) -> bool {
    let agency = seat_office(Seat::Agency, ctx.file, ctx.track, ctx.at.day, ctx.world);
    ctx.track.stage != Stage::Proposed
        && ctx.track.law == LawSet::Pp94
        && agency.is_some_and(|a| a.uses_installation)
}
