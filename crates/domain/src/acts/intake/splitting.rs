//! Splitting a case by its allegations before it is registered: the new case begins where the old one stands, with
//! the same receipt, terms and papers.

use uuid::Uuid;

use crate::acts::{command::Details, guard_check::Ctx, siblings::Opening};
use crate::{
    file::{
        Allegation, Capacity, CaseFacts, Change, Facts, Link, LinkKind, Party, StepMark, TermState,
        Track,
    },
    ids::{AllegationId, CaseId, Id, PartyId},
    numbers::{NumberKind, NumberSlot},
    procedure::{Action, Machine, rows_on},
};

/// What goes where.
pub(in crate::acts) struct Split {
    /// The new case.
    pub id: CaseId,
    /// Its facts.
    pub facts: CaseFacts,
    /// Respondents who go with all that is alleged of them.
    pub moved: Vec<PartyId>,
    /// Allegations that go.
    pub allegations: Vec<AllegationId>,
}

/// Some of the allegations and not all of them, each of this case and named once.
pub(in crate::acts) fn fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    let (Details::Split(list), Some(case)) = (details, ctx.case()) else {
        return false;
    };
    let known = |id: &AllegationId| case.allegations.iter().any(|a| a.id == *id);
    let twice = |(i, id): (usize, &AllegationId)| list.iter().skip(i + 1).any(|o| o == id);
    !list.is_empty()
        && list.len() < case.allegations.len()
        && list.iter().all(known)
        && !list.iter().enumerate().any(twice)
}

pub(in crate::acts) fn possible(ctx: &Ctx<'_>) -> bool {
    ctx.case().is_some_and(|c| c.allegations.len() > 1)
}

/// The split that a command asks for; none without enough identifiers.
pub(in crate::acts) fn plan(ctx: &Ctx<'_>) -> Option<Split> {
    let command = ctx.command?;
    let Details::Split(list) = &command.details else {
        return None;
    };
    let case = ctx.case()?;
    let mut fresh = command.fresh.iter().copied();
    let id = CaseId::new(fresh.next()?);
    let goes = |a: &Allegation| list.contains(&a.id);
    let mut facts = case.clone();
    facts.allegations.retain(goes);
    facts.struck.clear();
    facts.before.extend(ctx.track.standing().map(|(_, s)| *s));
    let stays = |p: PartyId| {
        case.allegations
            .iter()
            .any(|a| a.respondent == p && !goes(a))
    };
    let comes = |p: PartyId| facts.allegations.iter().any(|a| a.respondent == p);
    let mut moved = Vec::new();
    let mut names: Vec<(PartyId, PartyId)> = Vec::new();
    let mut parties: Vec<Party> = Vec::new();
    for party in &case.parties {
        let respondent = party.capacity == Capacity::Respondent;
        if respondent && !comes(party.id) {
            continue;
        }
        if respondent && !stays(party.id) {
            moved.push(party.id);
            names.push((party.id, party.id));
            parties.push(party.clone());
            continue;
        }
        let copy = Id::new(fresh.next()?);
        names.push((party.id, copy));
        parties.push(Party {
            id: copy,
            ..party.clone()
        });
    }
    let renamed = |id: PartyId| {
        names
            .iter()
            .find(|(old, _)| *old == id)
            .map(|(_, new)| *new)
    };
    for party in &mut parties {
        party.represents = party.represents.and_then(renamed);
    }
    for allegation in &mut facts.allegations {
        allegation.respondent = renamed(allegation.respondent)?;
    }
    facts.erased = facts.erased.iter().copied().filter_map(renamed).collect();
    facts.parties = parties;
    facts.links = vec![Link {
        kind: LinkKind::SplitFrom,
        case: ctx.file.id,
    }];
    Some(Split {
        id,
        facts,
        moved,
        allegations: list.clone(),
    })
}

/// What the split changes on the case that is split.
pub(in crate::acts) fn here(ctx: &Ctx<'_>) -> Option<Vec<Change>> {
    let split = plan(ctx)?;
    Some(vec![
        Change::SplitOff {
            allegations: split.allegations,
            parties: split.moved,
        },
        Change::Linked(Link {
            kind: LinkKind::SplitInto,
            case: split.id,
        }),
    ])
}

/// The new case. Its terms run on from where they began.
pub(in crate::acts) fn opening(
    ctx: &Ctx<'_>,
    fresh: &mut impl Iterator<Item = Uuid>,
) -> Option<Opening> {
    let id = fresh.next()?;
    let split = plan(ctx)?;
    let terms = ctx.track.terms.iter().filter(|t| t.is_open());
    Some(Opening {
        id,
        action: Action::OpenSplit,
        machine: Machine::Case,
        law: ctx.track.law,
        stage: ctx.track.stage,
        facts: Facts::Case(Box::new(split.facts)),
        terms: terms
            .map(|t| TermState {
                opened_by: 1,
                ..t.clone()
            })
            .collect(),
    })
}

/// Whether a running term of a case that was split off began with the filing of the report: no later step of the case
/// that it comes from opens such a term.
pub(in crate::acts) fn began_with_filing(track: &Track, term: &TermState) -> bool {
    let steps = track.case().map_or(&[] as &[_], |c| &c.before);
    let opens = |step: &StepMark| {
        let mut rows = rows_on(track.machine, step.action);
        rows.any(|r| r.opens.iter().any(|o| o.term == term.term))
    };
    term.opened_by == 1 && steps.iter().rposition(opens) == Some(0)
}

/// The receipt of the old case, which stands for the new one too.
pub(in crate::acts) fn receipt(track: &Track) -> Vec<NumberSlot> {
    let given = track
        .numbers
        .iter()
        .filter(|n| n.kind == NumberKind::Submission && !n.void);
    given
        .map(|n| NumberSlot {
            seq: 1,
            shared: true,
            ..n.clone()
        })
        .collect()
}

/// The parties of a case that was split off, each with the party of the old case that it is or was copied from.
#[must_use]
pub fn split_names(before: &CaseFacts, opened: &CaseFacts) -> Vec<(PartyId, PartyId)> {
    let went = |a: &Allegation| opened.allegations.iter().any(|o| o.id == a.id);
    let comes = |p: &&Party| {
        let mut own = before.allegations.iter().filter(|a| a.respondent == p.id);
        p.capacity != Capacity::Respondent || own.any(went)
    };
    let old = before.parties.iter().filter(comes).map(|p| p.id);
    old.zip(opened.parties.iter().map(|p| p.id)).collect()
}
