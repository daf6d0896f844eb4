//! When a decision takes effect, and moral sanctions (PP 42/2004), for which no term of discipline runs.

use crate::acts::{check::World, guard_check::Ctx};
use crate::procedure::Term;

/// Whether the decision imposes moral sanctions alone. No term of effect was seen for them; they take effect
/// at once.
pub(in crate::acts) fn only_moral(ctx: &Ctx<'_>) -> bool {
    ctx.track
        .sanction()
        .is_some_and(|s| moral_alone(&s.measures, ctx.world))
}

/// Whether these are measures, and all of them moral sanctions.
pub(in crate::acts) fn moral_alone(measures: &[crate::file::Measure], world: World<'_>) -> bool {
    let is_moral = |m: &crate::file::Measure| {
        let kind = world.book.sanction_kind(&m.regime, &m.kind);
        kind.is_some_and(|k| k.level == crate::law::SanctionLevel::Moral.code())
    };
    !measures.is_empty() && measures.iter().all(is_moral)
}

/// Whether the day has come on which the decision takes effect.
pub(in crate::acts) fn effect_day_reached(ctx: &Ctx<'_>) -> bool {
    only_moral(ctx)
        || ctx
            .track
            .open_term(Term::TakesEffect)
            .is_none_or(|t| t.due_day <= ctx.at.day)
}
