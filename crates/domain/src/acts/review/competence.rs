//! Whether the destinations of a forwarding are competent, by the rows of the law book.

use crate::acts::{
    command::{Command, Details},
    guard_check::Ctx,
    respondents, siblings,
};
use crate::{
    file::{Destination, SubjectKind},
    ids::PartyId,
    law::{Area, Confidence, DestinationRow},
    people::{Level, Office, OfficeType},
    procedure::{Action, DestinationKind, Touch},
    refusal::Competence,
};

/// How a destination stands to the rows, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// A row that is known well names its kind.
    Competent,
    /// Only an unsure row names it, no row speaks of the matter surely, or the office's kind or place is not on
    /// record: taken with a reason.
    Unsure,
    /// Another kind is competent, no office of the sender's level sends there, or the office named is another body.
    Incompetent,
}

/// Every destination is competent; one of which the law book is not sure comes with a reason in writing.
pub(in crate::acts) fn holds(ctx: &Ctx<'_>, command: &Command) -> bool {
    let reasoned = !command.texts.is_empty();
    named(ctx, &command.details)
        .iter()
        .all(
            |(party, destination)| match standing(ctx, *party, destination) {
                Standing::Competent => true,
                Standing::Unsure => reasoned,
                Standing::Incompetent => false,
            },
        )
}

/// Whether a reason in writing is all that is missing.
pub(in crate::acts) fn lacks_reason_alone(ctx: &Ctx<'_>, command: &Command) -> bool {
    let all = named(ctx, &command.details);
    let may =
        |(party, to): &(PartyId, Destination)| standing(ctx, *party, to) != Standing::Incompetent;
    command.texts.is_empty() && all.iter().all(may)
}

/// Whether a destination of this command is one of which the law book is not sure.
pub(in crate::acts) fn any_unsure(ctx: &Ctx<'_>, details: &Details) -> bool {
    named(ctx, details)
        .iter()
        .any(|(party, d)| standing(ctx, *party, d) == Standing::Unsure)
}

/// What would be competent for the destinations that are not.
pub(in crate::acts) fn competent_instead(ctx: &Ctx<'_>, details: &Details) -> Vec<Competence> {
    let mut all: Vec<Competence> = Vec::new();
    for (party, destination) in named(ctx, details) {
        if standing(ctx, party, &destination) == Standing::Competent {
            continue;
        }
        let rows = rows(ctx, party, &destination);
        let level = sender(ctx).map(|o| o.level);
        let sends = |r: &DestinationRow| level.is_some_and(|l| r.senders.contains(&l));
        // Where an office of this level sends nowhere, those that do are told.
        let nowhere = !rows.iter().any(|r| sends(r));
        for row in rows.into_iter().filter(|r| nowhere || sends(r)) {
            let competence = Competence {
                authority: row.kind.code().to_owned(),
                role: row.outcome.code().to_owned(),
                from: None,
                to: None,
                senders: row.senders.clone(),
                citation: row.citation.clone(),
            };
            if !all.contains(&competence) {
                all.push(competence);
            }
        }
    }
    all
}

/// Whether the sender's level may send what a forwarding has to send; of other steps the body decides.
pub(in crate::acts) fn possible(ctx: &Ctx<'_>) -> bool {
    let (Some(office), Some(kind)) = (sender(ctx), elections(ctx)) else {
        return true;
    };
    if !ctx.rule.touches.contains(&Touch::OpensReferrals)
        || ctx.rule.action == Action::DecideCorrection
    {
        return true;
    }
    siblings::outward(ctx)
        .into_iter()
        .all(|(subject, outcome)| {
            let days = ctx.case().map_or_else(Vec::new, |c| c.act_days(None));
            let rows = ctx.world.book.destinations(kind, outcome, subject, &days);
            rows.is_empty() || rows.iter().any(|r| r.senders.contains(&office.level))
        })
}

/// The destinations that the details name, each with its respondent.
fn named(ctx: &Ctx<'_>, details: &Details) -> Vec<(PartyId, Destination)> {
    match details {
        Details::Forwarding(list) => list
            .iter()
            .map(|d| (d.respondent, d.destination.clone()))
            .collect(),
        Details::CorrectionDecision(ruling) => ruling
            .destinations
            .iter()
            .map(|d| (d.respondent, d.destination.clone()))
            .collect(),
        Details::SubjectChange { .. } | Details::Replacement { .. } => {
            let list = respondents::tracks::dispatches(details).into_iter();
            list.map(|d| (d.respondent, d.destination)).collect()
        }
        // A new address keeps the outcome of the referral.
        Details::Readdress(to) => ctx
            .track
            .referral()
            .map(|r| {
                let outcome = r.destination.outcome;
                (
                    r.respondent,
                    Destination {
                        outcome,
                        ..to.clone()
                    },
                )
            })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The office whose step sends: the one that handles the case, of a correction the one that decides it.
fn sender<'a>(ctx: &Ctx<'a>) -> Option<&'a Office> {
    let id = if ctx.rule.action == Action::DecideCorrection {
        Some(ctx.office)
    } else {
        ctx.case().map(|c| c.handled_by)
    };
    id.and_then(|id| ctx.world.offices.get(id))
}

fn rows<'a>(ctx: &Ctx<'a>, party: PartyId, to: &Destination) -> Vec<&'a DestinationRow> {
    let after = respondents::tracks::case_after(ctx);
    let case = after.as_ref().or_else(|| ctx.case());
    let subject = case
        .and_then(|c| c.parties.iter().find(|p| p.id == party))
        .map_or(SubjectKind::Unknown, |p| p.subject);
    let days = case.map_or_else(Vec::new, |c| c.act_days(Some(party)));
    elections(ctx).map_or_else(Vec::new, |kind| {
        let book = ctx.world.book;
        book.destinations(kind, to.outcome, subject, &days)
    })
}

/// `pemilu` or `pilkada`.
fn elections<'a>(ctx: &Ctx<'a>) -> Option<&'a str> {
    let case = ctx.case()?;
    let election = ctx.world.book.election(&case.election, &case.race);
    election.map(|e| e.kind.as_str())
}

fn standing(ctx: &Ctx<'_>, party: PartyId, to: &Destination) -> Standing {
    let of_office = to.office.map_or(Standing::Competent, |id| {
        of_office(ctx, to.kind, ctx.world.offices.get(id))
    });
    of_kind(ctx, party, to).max(of_office)
}

/// How the kind of body stands to the rows of the outcome, the respondent and the sender.
fn of_kind(ctx: &Ctx<'_>, party: PartyId, to: &Destination) -> Standing {
    let level = sender(ctx).map(|o| o.level);
    let sends = |r: &DestinationRow| level.is_some_and(|l| r.senders.contains(&l));
    let sure = |r: &DestinationRow| r.confidence != Confidence::Unsure;
    let rows = rows(ctx, party, to);
    let mut of_kind = rows.iter().filter(|r| r.kind == to.kind).peekable();
    if of_kind.peek().is_some() {
        // Named for this respondent: for this sender, or for others alone.
        let standing = of_kind.filter(|r| sends(r)).map(|r| match sure(r) {
            true => Standing::Competent,
            false => Standing::Unsure,
        });
        return standing.min().unwrap_or(Standing::Incompetent);
    }
    // Where another kind is known well, no other is competent. Where none is, it may be one to which this outcome
    // of somebody goes.
    let mut ever = ctx.world.book.destinations.iter().filter(|r| {
        r.outcome == to.outcome && elections(ctx).is_some_and(|e| e == r.elections) && sends(r)
    });
    if !rows.iter().any(|r| sure(r)) && ever.any(|r| r.kind == to.kind) {
        Standing::Unsure
    } else {
        Standing::Incompetent
    }
}

/// Whether an office is the body that is named: an office that takes referrals in, of that kind, and where the
/// kind has regions or levels, that of the case. What is not on record is unsure.
fn of_office(ctx: &Ctx<'_>, kind: DestinationKind, office: Option<&Office>) -> Standing {
    // Only an office of this type has officers who take a referral in; any other body is named.
    let Some(office) = office.filter(|o| o.kind == OfficeType::Destination) else {
        return Standing::Incompetent;
    };
    let of_kind = match office.destination {
        Some(of) if of == kind => Standing::Competent,
        // The KPU of a regency is the KPU at that level.
        Some(DestinationKind::KpuRegency) if kind == DestinationKind::Kpu => Standing::Competent,
        Some(_) => Standing::Incompetent,
        None => Standing::Unsure,
    };
    of_kind.max(of_place(ctx, kind, office))
}

/// How an office of a kind with regions stands to the place of the case, which is that of the handling office.
fn of_place(ctx: &Ctx<'_>, kind: DestinationKind, office: &Office) -> Standing {
    use DestinationKind as K;
    let elsewhere = match kind {
        // Perbawaslu 7/2022 art. 44(2), (3), 46(2), 47(1): of the region, or at its level.
        K::GakkumduPolice | K::Kpu | K::KpuRegency | K::BawasluRegency => Standing::Incompetent,
        // Whose head or which village it is follows from the respondent, who may be from elsewhere.
        K::Regent | K::VillageHead => Standing::Unsure,
        K::Dkpp
        | K::BawasluHearing
        | K::ContractingUnit
        | K::Command
        | K::HomeAffairs
        | K::OtherBody => return Standing::Competent,
    };
    let handling = ctx.case().and_then(|c| ctx.world.offices.get(c.handled_by));
    let Some(handling) = handling else {
        return Standing::Unsure;
    };
    let at_level = matches!(kind, K::GakkumduPolice | K::Kpu);
    let level = if at_level && handling.level.depth() != office.level.depth() {
        Standing::Unsure
    } else {
        Standing::Competent
    };
    // The nation holds every place.
    if handling.level == Level::National || office.level == Level::National {
        return level;
    }
    match (area(ctx, handling), area(ctx, office)) {
        (Some(case), Some(body)) if within(case, body) || within(body, case) => level,
        (Some(_), Some(_)) => elsewhere,
        _ => Standing::Unsure,
    }
}

/// The region of an office, or of the nearest one above it that has one on record.
fn area<'a>(ctx: &Ctx<'a>, office: &'a Office) -> Option<&'a Area> {
    let offices = ctx.world.offices;
    let above = |o: &&'a Office| offices.get(o.parent?);
    // From a polling station to the nation there are six levels.
    let code = std::iter::successors(Some(office), above)
        .take(6)
        .find_map(|o| o.area_code.as_deref())?;
    ctx.world.book.areas.iter().find(|a| a.code == code)
}

/// Whether one region is the other or lies in it.
fn within(inner: &Area, outer: &Area) -> bool {
    inner.code == outer.code
        || (outer.level == Level::Province.code() && inner.province_code == outer.province_code)
}
