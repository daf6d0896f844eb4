//! What is wrong with the measures of a decision: each fault with its own code and place, all at once.

use super::{
    command::Details,
    guard_check::{Ctx, last_of},
};
use crate::{
    file::Measure,
    law::SanctionLevel,
    procedure::{Action, Guard, RemedyResult},
    refusal::{Fault, Unfit},
};

/// Where the measures stand in the body.
const PLACE: &str = "/details/measures";

/// The faults for which a guard over measures refuses; none for other guards and other details.
pub(super) fn faults(guard: Guard, ctx: &Ctx<'_>, details: &Details) -> Vec<Fault> {
    match (guard, details) {
        (Guard::KindInCatalogue, Details::Imposition(measures, _))
        | (Guard::RemedyMeasuresFit, Details::Remedy(RemedyResult::Changed, measures)) => {
            of_measures(ctx, measures)
        }
        (Guard::RemedyMeasuresFit, Details::Remedy(_, measures)) if !measures.is_empty() => {
            vec![Fault::new(Unfit::MeasuresNotChanged, PLACE)]
        }
        _ => Vec::new(),
    }
}

/// What is wrong with measures that a decision imposes.
pub(super) fn of_measures(ctx: &Ctx<'_>, measures: &[Measure]) -> Vec<Fault> {
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
    for (i, m) in measures.iter().enumerate() {
        let mut note = |rule, field: &str| {
            faults.push(Fault::new(rule, format!("{PLACE}/{i}/{field}")));
        };
        let kind = ctx.world.book.sanction_kind(&m.regime, &m.kind);
        if !regimes.contains(&m.regime.as_str()) {
            note(Unfit::RegimeNotOfTheAct, "regime");
        } else if kind.is_none() {
            note(Unfit::KindNotInRegime, "kind");
        }
        let months = kind.and_then(|k| k.duration_months);
        if months.is_some() {
            for (field, day) in [("from", m.from), ("to", m.to)] {
                if day.is_none() {
                    note(Unfit::DayMissing, field);
                }
            }
        }
        if let (Some(from), Some(to)) = (m.from, m.to) {
            let last = months.and_then(|months| last_of(from, months));
            if from > to {
                note(Unfit::EndsBeforeItBegins, "to");
            } else if last.is_some_and(|last| to < last) {
                note(Unfit::ShorterThanTheLaw, "to");
            }
        }
        // A punishment begins with the decision at the earliest. What stands outside the levels (an interim
        // release, a dismissal that follows a verdict) has a beginning of its own.
        let punishes = kind.is_some_and(|k| SanctionLevel::from_code(&k.level).is_some());
        let early = m.from.zip(decided).is_some_and(|(from, day)| from < day);
        if punishes && early {
            note(Unfit::BeforeTheDecision, "from");
        }
    }
    faults
}
