//! Whether a request for correction is new: the same party does not ask the same office the same twice while it
//! waits.

use std::collections::BTreeSet;

use crate::acts::{
    after_end::correction::{above, asked, correctable},
    command::Command,
    guard_check::Ctx,
};
use crate::{
    file::{Capacity, CaseFacts, Correction, Party},
    ids::{OfficeId, PartyId},
    procedure::Outcome,
};

/// The reporter or respondent for whom a party speaks.
fn principal(case: &CaseFacts, party: PartyId) -> PartyId {
    let found = case.parties.iter().find(|p| p.id == party);
    found.and_then(|p| p.represents).unwrap_or(party)
}

/// Whether this party waits for this office's decision on all of these recommendations already.
fn waits_already(case: &CaseFacts, party: PartyId, office: OfficeId, of: &[Outcome]) -> bool {
    let same = |c: &&Correction| {
        c.office == office
            && c.asked_by
                .is_some_and(|by| principal(case, by) == principal(case, party))
    };
    let waiting: BTreeSet<Outcome> = case
        .waiting_corrections()
        .filter(same)
        .flat_map(|c| c.outcomes.iter().copied())
        .collect();
    !of.is_empty() && of.iter().all(|o| waiting.contains(o))
}

/// Whether a request asks what its party has not asked of that office already. A party that is not named is the
/// only one that may ask.
pub(in crate::acts) fn is_new(ctx: &Ctx<'_>, command: &Command) -> bool {
    let (Some(case), Some((office, of))) = (ctx.case(), asked(ctx, &command.details)) else {
        return true;
    };
    let outcomes: Vec<Outcome> = of.iter().map(|r| r.outcome).collect();
    let mut able = able(case);
    let sole = able.next().filter(|_| able.next().is_none());
    let party = command.acting_party.or(sole);
    party.is_none_or(|p| !waits_already(case, p, office, &outcomes))
}

/// Whether anybody may ask something of an office that does not wait there already.
pub(in crate::acts) fn any_new(ctx: &Ctx<'_>) -> bool {
    let Some(case) = ctx.case() else {
        return false;
    };
    let open = || {
        case.recommendations
            .iter()
            .filter(|r| correctable(r, ctx.world))
    };
    able(case).any(|party| {
        open().any(|r| {
            above(r.office, ctx.world)
                .any(|office| !waits_already(case, party, office, &[r.outcome]))
        })
    })
}

/// Who may ask for a correction (art. 52).
fn able(case: &CaseFacts) -> impl Iterator<Item = PartyId> {
    let may = |p: &&Party| matches!(p.capacity, Capacity::Reporter | Capacity::Respondent);
    case.parties.iter().filter(may).map(|p| p.id)
}
