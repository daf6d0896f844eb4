//! The guards of respondents who change and of cases that belong together.

use super::{
    guard_check::{Ctx, Verdict},
    links, respondent_tracks, respondents, splitting,
};
use crate::{file::LinkKind, procedure::Guard};

/// What such a guard says. One of another page fails; none is asked here.
pub(super) fn verdict(guard: Guard, ctx: &Ctx<'_>) -> Verdict {
    match guard {
        Guard::RespondentsGiven => ctx.body(true, |_, details| respondents::given(details)),
        Guard::RespondentNamed => ctx.body(respondents::any_stands(ctx), |_, details| {
            respondents::names_one(ctx, details)
        }),
        Guard::SubjectDiffers => ctx.body(respondents::any_stands(ctx), |_, details| {
            respondents::subject_differs(ctx, details)
        }),
        Guard::RegimeStays => ctx.body(respondent_tracks::any_kind_fits(ctx), |_, details| {
            respondents::regime_stays(ctx, details)
        }),
        Guard::RespondentRemains => ctx.body(respondents::any_may_go(ctx), |_, details| {
            respondents::remains(ctx, details)
        }),
        Guard::NoBlockLeft => ctx.body(respondents::any_unblocked(ctx), |_, details| {
            respondents::no_block_left(ctx, details)
        }),
        Guard::RespondentsMerge => ctx.body(respondents::any_merge(ctx), |_, details| {
            respondents::merge_fits(ctx, details)
        }),
        Guard::RestorationFits => ctx.body(respondents::any_return(ctx), |_, details| {
            respondents::return_fits(ctx, details)
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
