//! Whether the destinations of a forwarding are competent, by the rows of the law book.

use super::{
    command::{Command, Details},
    guard_check::Ctx,
};
use crate::{
    file::{Destination, SubjectKind},
    ids::PartyId,
    law::{Confidence, DestinationRow},
    people::OfficeType,
    refusal::Competence,
};

/// How a destination stands to the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// A row that is known well names its kind.
    Competent,
    /// Only an unsure row names it, or no row speaks of the matter surely: taken with a reason.
    Unsure,
    /// Another kind is competent, or the office named is of another type.
    Incompetent,
}

/// Every destination is competent; one of which the law book is not sure comes with a reason in writing.
pub(super) fn holds(ctx: &Ctx<'_>, command: &Command) -> bool {
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

/// Whether a destination of this command is one of which the law book is not sure.
pub(super) fn any_unsure(ctx: &Ctx<'_>, details: &Details) -> bool {
    named(ctx, details)
        .iter()
        .any(|(party, d)| standing(ctx, *party, d) == Standing::Unsure)
}

/// What would be competent for the destinations that are not.
pub(super) fn competent_instead(ctx: &Ctx<'_>, details: &Details) -> Vec<Competence> {
    let mut all: Vec<Competence> = Vec::new();
    for (party, destination) in named(ctx, details) {
        if standing(ctx, party, &destination) == Standing::Competent {
            continue;
        }
        for row in rows(ctx, party, &destination) {
            let competence = Competence {
                authority: row.kind.code().to_owned(),
                role: row.outcome.code().to_owned(),
                from: None,
                to: None,
                citation: row.citation.clone(),
            };
            if !all.contains(&competence) {
                all.push(competence);
            }
        }
    }
    all
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

fn rows<'a>(ctx: &Ctx<'a>, party: PartyId, to: &Destination) -> Vec<&'a DestinationRow> {
    let subject = ctx
        .file
        .party(party)
        .map_or(SubjectKind::Unknown, |p| p.subject);
    let book = ctx.world.book;
    let elections = ctx
        .case()
        .and_then(|c| book.election(&c.election, &c.race))
        .map(|e| e.kind.as_str());
    elections.map_or_else(Vec::new, |kind| {
        book.destinations(kind, to.outcome, subject)
    })
}

fn standing(ctx: &Ctx<'_>, party: PartyId, to: &Destination) -> Standing {
    // Only an office of this type has officers who take a referral in; any other body is named.
    let fits = |id| {
        let office = ctx.world.offices.get(id);
        office.is_some_and(|o| o.kind == OfficeType::Destination)
    };
    if to.office.is_some_and(|id| !fits(id)) {
        return Standing::Incompetent;
    }
    let rows = rows(ctx, party, to);
    let sure = |r: &&&DestinationRow| r.confidence != Confidence::Unsure;
    if rows.iter().filter(sure).any(|r| r.kind == to.kind) {
        return Standing::Competent;
    }
    // Where a row is known well, only what an unsure row names stands beside it; where none is, anything may.
    let named = rows.iter().any(|r| r.kind == to.kind);
    if named || !rows.iter().any(|r| sure(&r)) {
        Standing::Unsure
    } else {
        Standing::Incompetent
    }
}
