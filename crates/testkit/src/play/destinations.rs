//! Where matters go: details of forwarding, of a new address, of a corrected recommendation.

use netralitas_domain::{
    acts::{CorrectionRuling, Details, Dispatch},
    file::{CaseFacts, CaseFile, Destination, SubjectKind, Track},
    ids::PartyId,
    people::OfficeType,
    procedure::{Action, CorrectionResult, DestinationKind, Outcome},
};

use super::World;

/// One destination of every outcome that does not go to the review authority.
pub(super) fn forwardings(case: Option<&CaseFacts>, action: Action, world: &World) -> Vec<Details> {
    let Some(case) = case else {
        return Vec::new();
    };
    let kind = |subject, outcome| kind_for(case, world, outcome, subject);
    let list = |to: &dyn Fn(SubjectKind, Outcome) -> Destination| {
        case.respondents()
            .flat_map(|party| {
                let outcomes = if action == Action::ForwardUnregistered {
                    vec![Outcome::OtherLaw]
                } else {
                    case.outcomes_of(party.id)
                };
                let asn = party.subject.is_asn();
                outcomes
                    .into_iter()
                    .filter(|o| *o != Outcome::NotProven)
                    .filter(move |o| !(asn && *o == Outcome::OtherLaw))
                    .map(|outcome| Dispatch {
                        respondent: party.id,
                        destination: to(party.subject, outcome),
                    })
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let office = |subject, outcome| to_office(outcome, kind(subject, outcome), world, 0);
    let name = |subject, outcome| to_name(outcome, kind(subject, outcome));
    vec![
        Details::Forwarding(list(&office)),
        Details::Forwarding(list(&name)),
        Details::Forwarding(Vec::new()),
        Details::Forwarding(list(&|subject, outcome| Destination {
            name: None,
            ..name(subject, outcome)
        })),
        // A body that nothing here goes to.
        Details::Forwarding(list(&|_, outcome| {
            to_name(outcome, DestinationKind::HomeAffairs)
        })),
    ]
}

/// The kind of body that the law book names first for the office that handles the case.
pub(super) fn kind_for(
    case: &CaseFacts,
    world: &World,
    outcome: Outcome,
    subject: SubjectKind,
) -> DestinationKind {
    let election = world.book.election(&case.election, &case.race);
    election
        .and_then(|e| {
            let level = world.directory.get(case.handled_by)?.level;
            let days = case.act_days(None);
            let rows = world.book.destinations(&e.kind, outcome, subject, &days);
            let mine = rows.iter().find(|r| r.senders.contains(&level));
            mine.map(|r| r.kind)
        })
        .unwrap_or(DestinationKind::OtherBody)
}

/// To an office that takes referrals in; by name where there is none.
pub(super) fn to_office(
    outcome: Outcome,
    kind: DestinationKind,
    world: &World,
    place: usize,
) -> Destination {
    let mut all = world
        .directory
        .all()
        .filter(|o| o.kind == OfficeType::Destination);
    match all.nth(place).map(|o| o.id) {
        Some(office) => Destination {
            outcome,
            kind,
            office: Some(office),
            name: None,
        },
        None => to_name(outcome, kind),
    }
}

pub(super) fn to_name(outcome: Outcome, kind: DestinationKind) -> Destination {
    Destination {
        outcome,
        kind,
        office: None,
        name: Some(kind.text().id.into()),
    }
}

/// New addresses of a returned referral.
pub(super) fn readdressings(file: &CaseFile, track: &Track, world: &World) -> Vec<Details> {
    let (Some(case), Some(referral)) = (file.case(), track.referral()) else {
        return Vec::new();
    };
    let outcome = referral.destination.outcome;
    let subject = file
        .party(referral.respondent)
        .map_or(SubjectKind::Unknown, |p| p.subject);
    let kind = kind_for(case, world, outcome, subject);
    vec![
        Details::Readdress(to_office(outcome, kind, world, 1)),
        Details::Readdress(to_name(outcome, kind)),
        Details::Readdress(to_name(outcome, DestinationKind::HomeAffairs)),
    ]
}

/// Every result for every request that waits; corrections that take back, keep, add and swap what can be
/// corrected, and some that do not fit.
pub(super) fn corrections(file: &CaseFile, world: &World) -> Vec<Details> {
    use CorrectionResult as R;
    use Outcome as O;
    let Some(case) = file.case() else {
        return Vec::new();
    };
    // What cannot be corrected stays as it is.
    let with = |correctable: &[&[O]]| {
        let all = case.allegations.iter().zip(correctable.iter().cycle());
        all.map(|(a, new)| {
            let fixed = |o: &O| !o.is_correctable() && *o != O::NotProven;
            let mut of: Vec<O> = a.outcomes.iter().copied().filter(fixed).collect();
            of.extend(new.iter().copied());
            if of.is_empty() {
                of.push(O::NotProven);
            }
            (a.id, of)
        })
        .collect::<Vec<_>>()
    };
    let destinations = |outcomes: &[(_, Vec<O>)]| {
        let mut new: Vec<(PartyId, O)> = Vec::new();
        for (a, (_, list)) in case.allegations.iter().zip(outcomes) {
            let subject = file.party(a.respondent).map(|p| p.subject);
            let authority = |o: O| {
                o == O::OtherLaw && subject.is_some_and(|s| s.is_asn() || s == SubjectKind::Unknown)
            };
            let known = case.outcomes_of(a.respondent);
            let opens = |o: &O| *o != O::NotProven && !known.contains(o) && !authority(*o);
            for o in list.iter().copied().filter(opens) {
                if !new.contains(&(a.respondent, o)) {
                    new.push((a.respondent, o));
                }
            }
        }
        new.into_iter()
            .map(|(respondent, outcome)| {
                let subject = file.party(respondent).map(|p| p.subject);
                let subject = subject.unwrap_or(SubjectKind::Unknown);
                let kind = kind_for(case, world, outcome, subject);
                Dispatch {
                    respondent,
                    destination: to_office(outcome, kind, world, 0),
                }
            })
            .collect::<Vec<_>>()
    };
    let sets: &[&[&[O]]] = &[
        &[&[]],
        &[&[O::OtherLaw]],
        &[&[O::OrganiserEthics]],
        &[&[O::OtherLaw], &[]],
        &[&[], &[O::OtherLaw]],
        &[&[O::OtherLaw, O::OrganiserEthics]],
    ];
    let mut requests: Vec<Option<i64>> = case.waiting_corrections().map(|r| Some(r.seq)).collect();
    requests.push(None);
    let mut list = Vec::new();
    for request in requests {
        let ruling = |result, outcomes, destinations| {
            Details::CorrectionDecision(CorrectionRuling {
                request,
                result,
                outcomes,
                destinations,
            })
        };
        for result in R::ALL.iter().filter(|r| **r != R::Corrected) {
            list.push(ruling(*result, Vec::new(), Vec::new()));
        }
        for set in sets {
            let outcomes = with(set);
            let to = destinations(&outcomes);
            list.push(ruling(R::Corrected, outcomes, to));
        }
        // Without outcomes, without destinations, with outcomes of another kind, upheld with outcomes.
        list.push(ruling(R::Corrected, Vec::new(), Vec::new()));
        list.push(ruling(
            R::Corrected,
            with(&[&[O::OtherLaw, O::OrganiserEthics]]),
            Vec::new(),
        ));
        let all = case
            .allegations
            .iter()
            .map(|a| (a.id, vec![O::Administrative]));
        list.push(ruling(R::Corrected, all.collect(), Vec::new()));
        list.push(ruling(R::Upheld, with(&[&[O::OtherLaw]]), Vec::new()));
    }
    list
}
