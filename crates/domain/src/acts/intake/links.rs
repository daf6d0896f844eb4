//! Cases that belong together: whether a link fits, and what it does to both.

use crate::acts::{command::Details, guard_check::Ctx, mistakes::taking_back};
use crate::{
    file::{CaseFile, Change, Link, LinkKind},
    ids::{CaseId, OfficeId},
    law::LawSet,
    procedure::{Action, Stage, rule::caused},
};

/// What the rules know of the other case.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherCase {
    /// The case.
    pub id: CaseId,
    /// The version of its own track.
    pub version: i64,
    /// Where it stands.
    pub stage: Stage,
    /// The law text it runs under.
    pub law: LawSet,
    /// The office that handles it.
    pub handled_by: OfficeId,
    /// The election.
    pub election: String,
    /// The race.
    pub race: String,
    /// Its links.
    pub links: Vec<Link>,
}

impl OtherCase {
    /// As it stands; none for a file without a case.
    #[must_use]
    pub fn of(file: &CaseFile) -> Option<Self> {
        let (track, case) = (file.case_track()?, file.case()?);
        Some(Self {
            id: file.id,
            version: track.version,
            stage: track.stage,
            law: track.law,
            handled_by: case.handled_by,
            election: case.election.clone(),
            race: case.race.clone(),
            links: case.links.clone(),
        })
    }
}

impl OtherCase {
    /// A case that whoever asks cannot see: nothing fits it.
    #[must_use]
    pub fn absent(id: CaseId) -> Self {
        Self {
            id,
            version: 0,
            stage: Stage::CaseVoid,
            law: LawSet::Pemilu2022,
            handled_by: OfficeId::new(uuid::Uuid::nil()),
            election: String::new(),
            race: String::new(),
            links: Vec::new(),
        }
    }
}

fn other(details: &Details) -> Option<&OtherCase> {
    match details {
        Details::OtherCase(other) => Some(other),
        _ => None,
    }
}

fn linked(ctx: &Ctx<'_>, kind: LinkKind, to: CaseId) -> bool {
    ctx.case()
        .is_some_and(|c| c.links.iter().any(|l| l.kind == kind && l.case == to))
}

/// Another case of the same election, not linked with this one yet.
pub(in crate::acts) fn link_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    let (Some(other), Some(case)) = (other(details), ctx.case()) else {
        return false;
    };
    other.id != ctx.file.id
        && other.election == case.election
        && case.links.iter().all(|l| l.case != other.id)
}

pub(in crate::acts) fn any_link(ctx: &Ctx<'_>, kind: LinkKind) -> bool {
    ctx.case()
        .is_some_and(|c| c.links.iter().any(|l| l.kind == kind))
}

pub(in crate::acts) fn unlink_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    other(details)
        .is_some_and(|o| o.stage != Stage::CaseVoid && linked(ctx, LinkKind::SameEvent, o.id))
}

/// Whether this case may be merged at all: what was merged into it goes its own way first.
pub(in crate::acts) fn may_merge(ctx: &Ctx<'_>) -> bool {
    !any_link(ctx, LinkKind::MergedFrom)
}

/// Another case of the same office and race on which nobody has decided: what this one alleges is handled there.
pub(in crate::acts) fn merge_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    let (Some(other), Some(case)) = (other(details), ctx.case()) else {
        return false;
    };
    other.id != ctx.file.id
        && other.handled_by == case.handled_by
        && (&other.election, &other.race) == (&case.election, &case.race)
        && crate::procedure::before_decision(other.stage)
        && case.links.iter().all(|l| l.case != other.id)
        && may_merge(ctx)
}

pub(in crate::acts) fn unmerge_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    other(details)
        .is_some_and(|o| o.stage != Stage::CaseVoid && linked(ctx, LinkKind::MergedInto, o.id))
}

/// The two ends of a link that an action makes or ends.
const fn ends(action: Action) -> Option<(LinkKind, LinkKind, bool)> {
    match action {
        Action::LinkCases => Some((LinkKind::SameEvent, LinkKind::SameEvent, true)),
        Action::UnlinkCases => Some((LinkKind::SameEvent, LinkKind::SameEvent, false)),
        Action::MergeCases => Some((LinkKind::MergedInto, LinkKind::MergedFrom, true)),
        Action::UnmergeCases => Some((LinkKind::MergedInto, LinkKind::MergedFrom, false)),
        _ => None,
    }
}

fn change(kind: LinkKind, case: CaseId, begins: bool) -> Change {
    let link = Link { kind, case };
    if begins {
        Change::Linked(link)
    } else {
        Change::Unlinked(link)
    }
}

/// What a link changes on the addressed case. A merge that is undone leaves the case as it is without it.
pub(in crate::acts) fn here(ctx: &Ctx<'_>, details: &Details) -> Vec<Change> {
    let (Some(other), Some((kind, _, begins))) = (other(details), ends(ctx.rule.action)) else {
        return Vec::new();
    };
    if ctx.rule.action == Action::UnmergeCases {
        // The fold without the merge has no link.
        return taking_back::own(ctx)
            .map(|b| b.changes())
            .unwrap_or_default();
    }
    vec![change(kind, other.id, begins)]
}

/// What it changes on the other case, with the stage that its row names.
pub(in crate::acts) fn there<'c>(ctx: &'c Ctx<'_>) -> Option<(&'c OtherCase, Change)> {
    let other = other(&ctx.command?.details)?;
    let (_, kind, begins) = ends(ctx.rule.action)?;
    caused(other.law, Action::FollowLink, other.stage)?;
    Some((other, change(kind, ctx.file.id, begins)))
}
