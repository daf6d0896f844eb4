//! The initial study: what of its findings stands, which of them cannot be taken, what follows from the kinds of
//! violation it saw.

use crate::acts::{command::InitialStudyFindings, guard_check::Ctx};
use crate::{
    file::InitialStudyResult,
    law::LawSet,
    procedure::{Outcome, Requirement, Term},
    refusal::{Fault, Refusal, Unfit},
};

/// The result of the initial study over what the case shows: nothing counts as met for which nothing was given,
/// and a filing is late or in time by its days (Perbawaslu 7/2022 art. 8(3), 24(3)) unless the study finds the opposite,
/// with a reason for that alone.
///
/// # Errors
/// Every finding that cannot be taken, each with its field.
pub(in crate::acts) fn result(
    ctx: &Ctx<'_>,
    found: &InitialStudyFindings,
) -> Result<InitialStudyResult, Refusal> {
    let case = ctx.case();
    let filed_late = case.is_some_and(|c| c.filed_late);
    // Only where the day it became known was told is there a term to be in.
    let in_time = !filed_late && ctx.track.terms.iter().any(|t| t.term == Term::ReportFiling);
    // "Filed in time" is no gap that can be completed: naming it says that the report is late.
    let gap = found.gaps.contains(&Requirement::FiledInTime);
    let late = found.late.unwrap_or(gap || filed_late);
    let mut faults = kinds_at_fault(found);
    if gap && !late {
        faults.push(Fault::new(Unfit::DetailsUnfit, "/details/late"));
    } else if found.late_reason.is_none() && (filed_late && !late || in_time && late) {
        faults.push(Fault::new(Unfit::LateReasonMissing, "/details/late_reason"));
    } else if late && !in_time && found.late_reason.is_some() {
        faults.push(Fault::new(Unfit::DetailsUnfit, "/details/late_reason"));
    }
    if needs_kinds(ctx) && found.kinds.is_empty() && !late && !found.already_solved {
        faults.push(Fault::new(Unfit::KindMissing, "/details/kinds"));
    }
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    let mut gaps = found.gaps.clone();
    // What stands on no record is missing as of the study; adding it later completes nothing.
    let open = case.map(|c| [c.open_requirements(), c.gaps()].concat());
    for open in open.into_iter().flatten() {
        if open != Requirement::FiledInTime && !gaps.contains(&open) {
            gaps.push(open);
        }
    }
    gaps.sort_unstable();
    Ok(InitialStudyResult {
        gaps,
        late,
        late_judged: late != filed_late,
        already_solved: found.already_solved,
        kinds: found.kinds.clone(),
    })
}

/// Kinds that are no kinds of violation, and those named twice.
fn kinds_at_fault(found: &InitialStudyFindings) -> Vec<Fault> {
    let all = found.kinds.iter().enumerate();
    all.filter(|(i, kind)| {
        **kind == Outcome::NotProven || found.kinds.iter().take(*i).any(|k| k == *kind)
    })
    .map(|(i, _)| Fault::new(Unfit::KindUnfit, format!("/details/kinds/{i}")))
    .collect()
}

/// Whether the study must say which kind of violation it saw: Perbawaslu 7/2022 art. 15(2) b, 16(1). The Pilkada
/// text was not seen.
fn needs_kinds(ctx: &Ctx<'_>) -> bool {
    LawSet::PEMILU.contains(&ctx.track.law)
}

/// Whether what the study saw is registered and handled. Perbawaslu 7/2022 art. 16(1), 17(1), 22: a report that
/// shows election violations is, one that shows breaches of other laws alone is forwarded. For Pilkada the text was
/// not seen, and Bawaslu registers both.
pub(in crate::acts) fn registrable(ctx: &Ctx<'_>) -> bool {
    let study = ctx.case().and_then(|c| c.study.as_ref());
    !needs_kinds(ctx) || study.is_some_and(|s| s.kinds.iter().any(|k| k.is_election_violation()))
}
