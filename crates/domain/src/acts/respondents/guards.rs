//! The guards of respondents who change and of cases that belong together.

use crate::acts::{
    guard_check::{Ctx, Verdict},
    intake::{links, splitting},
    respondents,
};
use crate::{file::LinkKind, procedure::Guard};

/// What such a guard says. One of another page fails; none is asked here.
pub(in crate::acts) fn verdict(guard: Guard, ctx: &Ctx<'_>) -> Verdict {
    match guard {
        Guard::RespondentsGiven => ctx.body(true, |_, details| respondents::change::given(details)),
        Guard::RespondentNamed => ctx.body(respondents::change::any_stands(ctx), |_, details| {
            respondents::change::names_one(ctx, details)
        }),
        Guard::SubjectDiffers => ctx.body(respondents::change::any_stands(ctx), |_, details| {
            respondents::change::subject_differs(ctx, details)
        }),
        Guard::RegimeStays => ctx.body(respondents::tracks::any_kind_fits(ctx), |_, details| {
            respondents::change::regime_stays(ctx, details)
        }),
        Guard::RespondentRemains => ctx.body(respondents::change::any_may_go(ctx), |_, details| {
            respondents::change::remains(ctx, details)
        }),
        Guard::NoBlockLeft => ctx.body(respondents::change::any_unblocked(ctx), |_, details| {
            respondents::change::no_block_left(ctx, details)
        }),
        Guard::RespondentsMerge => ctx.body(respondents::change::any_merge(ctx), |_, details| {
            respondents::change::merge_fits(ctx, details)
        }),
        Guard::RestorationFits => ctx.body(respondents::change::any_return(ctx), |_, details| {
            respondents::change::return_fits(ctx, details)
        }),
        Guard::SplitFits => ctx.body(splitting::possible(ctx), |_, details| {
            splitting::fits(ctx, details)
        }),
        Guard::LinkFits => ctx.body(true, |_, details| links::link_fits(ctx, details)),
        Guard::UnlinkFits => ctx.body(links::any_link(ctx, LinkKind::SameEvent), |_, details| {
            links::unlink_fits(ctx, details)
        }),
        Guard::MergeFits => ctx.body(links::may_merge(ctx), |_, details| {
            links::merge_fits(ctx, details)
        }),
        Guard::UnmergeFits => ctx.body(links::any_link(ctx, LinkKind::MergedInto), |_, details| {
            links::unmerge_fits(ctx, details)
        }),
        _ => Verdict::Fails,
    }
}
