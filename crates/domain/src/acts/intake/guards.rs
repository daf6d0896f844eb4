//! What the guards of intake and handling ask: grounds not to register, delegation, invitations.

use crate::acts::guard_check::Ctx;
use crate::{
    file::{CaseFacts, TermState},
    people::{Level, OfficeType},
    procedure::{Action, NotRegisteredGround, Stage, Term},
};

pub(in crate::acts) fn ground_holds(ground: NotRegisteredGround, ctx: &Ctx<'_>) -> bool {
    let study = ctx.case().and_then(|c| c.study.as_ref());
    let passed = |term| {
        ctx.track
            .open_term(term)
            .is_some_and(|t| t.is_past(ctx.at.day, ctx.at.minute))
    };
    match ground {
        NotRegisteredGround::Late => study.is_some_and(|s| s.late),
        NotRegisteredGround::AlreadySolved => study.is_some_and(|s| s.already_solved),
        NotRegisteredGround::NotCompleted => {
            let gaps = ctx.case().is_some_and(|c| !c.gaps().is_empty());
            let asked = ctx.track.count_steps(Action::RequestCompletion) > 0;
            // Waiting: only once the term has passed. After a completion: when gaps remain, or when it came
            // late, which the law lets Bawaslu declare (art. 24(7)).
            let late = ctx
                .track
                .terms
                .iter()
                .any(|t| t.term == Term::Completion && t.closed_late);
            asked
                && match ctx.track.stage {
                    Stage::InitialStudy => gaps || late,
                    _ => gaps && passed(Term::Completion),
                }
        }
        // Not at all, or after its two days (art. 12 c).
        NotRegisteredGround::EvidenceNotHandedOver => {
            let late = |t: &TermState| t.term == Term::EvidenceHandOver && t.closed_late;
            passed(Term::EvidenceHandOver)
                || (ctx.track.stage == Stage::InitialStudy && ctx.track.terms.iter().any(late))
        }
    }
}

/// Nothing waits of a party's invitations: it was not invited, was absent from each, or was heard. A second
/// invitation is for who did not come to the first (Perbawaslu 7/2022 art. 29(5)).
pub(in crate::acts) fn invitation_settled(case: &CaseFacts, party: crate::ids::PartyId) -> bool {
    let invited = case.invitations.iter().filter(|i| i.party == party);
    let absent = case.absent.iter().filter(|p| **p == party);
    absent.count() >= invited.count() || case.heard.contains(&party)
}

/// Perbawaslu 7/2022 art. 38, by the initial study on which it rests: RI's goes to a province, through the province
/// to a regency or city, or abroad; a province's to a regency or city; a regency's or city's to a sub-district.
pub(in crate::acts) fn may_delegate_to(to: crate::ids::OfficeId, ctx: &Ctx<'_>) -> bool {
    let offices = ctx.world.offices;
    let (Some(studied), Some(from), Some(to)) = (
        ctx.case()
            .and_then(|c| offices.get(c.studied_by.unwrap_or(c.handled_by))),
        ctx.case().and_then(|c| offices.get(c.handled_by)),
        offices.get(to),
    ) else {
        return false;
    };
    to.kind == OfficeType::ElectionSupervisor
        && to.exists_on(ctx.at.day)
        && !offices.is_closed(to.id)
        && to.parent == Some(from.id)
        && matches!(
            (studied.level, from.level, to.level),
            (
                Level::National,
                Level::National,
                Level::Province | Level::Abroad
            ) | (
                Level::National | Level::Province,
                Level::Province,
                Level::Regency | Level::City
            ) | (
                Level::Regency | Level::City,
                Level::Regency | Level::City,
                Level::SubDistrict
            )
        )
}

/// The sub-district office above a village or polling-station supervisor.
pub(in crate::acts) fn sub_district_above(ctx: &Ctx<'_>) -> Option<crate::ids::OfficeId> {
    crate::acts::offices::seats::above(ctx.case()?.handled_by, ctx.world.offices)
}
