//! Recommendations and referral letters as a step issues them, each on the day of its own form.

use chrono::NaiveDate;

use crate::acts::{
    after_end::correction::{covered, sent_to},
    command::PaperRef,
    guard_check::Ctx,
};
use crate::{
    file::IssuedRecommendation,
    ids::OfficeId,
    procedure::{Outcome, PaperKind},
};

/// A recommendation or referral letter of this step: issued on the day of its own form, else on that of the step.
pub(in crate::acts) fn issue(
    ctx: &Ctx<'_>,
    outcome: Outcome,
    office: OfficeId,
) -> IssuedRecommendation {
    let mut kinds = sent_to(ctx, outcome).map(|(_, kind)| kind).peekable();
    let beyond_correction = outcome == Outcome::OrganiserEthics
        && kinds.peek().is_some()
        && !kinds.any(|kind| covered(outcome, kind));
    let papers = ctx.command.map_or(&[][..], |c| &c.papers);
    IssuedRecommendation {
        seq: ctx.track.version + 1,
        outcome,
        office,
        issued: issued_on(outcome, papers, ctx.at.day),
        beyond_correction,
        superseded_by: None,
    }
}

/// The day of issue of a recommendation: that on its own form, else that of the step.
pub(in crate::acts) fn issued_on(
    outcome: Outcome,
    papers: &[PaperRef],
    step: NaiveDate,
) -> NaiveDate {
    let form = match outcome {
        Outcome::OrganiserEthics => PaperKind::B14,
        Outcome::Administrative => PaperKind::B15,
        Outcome::Criminal => PaperKind::B16,
        Outcome::OtherLaw | Outcome::NotProven => PaperKind::B17,
    };
    let dated = |kind| papers.iter().find(|p| p.kind == kind).and_then(|p| p.dated);
    dated(form)
        .or_else(|| dated(PaperKind::PilkadaForm))
        .unwrap_or(step)
}
