//! Details for any action, built from the state of the case. The first of each list is the plain one.

use chrono::Days;
use netralitas_domain::{
    acts::{CorrectionRuling, Details, Dispatch, Supplement},
    file::{
        Allegation, CandidateStatus, Capacity, CaseFacts, CaseFile, Destination,
        InitialStudyResult, Invitation, Measure, Party, Recommendation, SubjectKind, Track,
    },
    ids::PartyId,
    law::{LawSet, SanctionLevel},
    people::OfficeType,
    procedure::{
        Action, BlockScope, BodyShape, CorrectionResult, DestinationKind, Deviation,
        FollowUpJudgement, LapseCause, NotRegisteredGround, Outcome, RemedyResult, Requirement,
        TakeoverGround, rows,
    },
    time::Effective,
};

use super::{Ids, World};

/// Details and what goes round them.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The details.
    pub details: Details,
    /// With a text (a reason, a study).
    pub text: bool,
    /// With a meeting that has a quorum.
    pub quorum: bool,
    /// With the papers that the row names.
    pub papers: bool,
}

impl Body {
    const fn plain(details: Details) -> Self {
        Self {
            details,
            text: true,
            quorum: true,
            papers: true,
        }
    }
}

/// Bodies for an action on a track at a time: plausible ones first, then ones that a guard may refuse.
pub(super) fn bodies(
    file: &CaseFile,
    track: &Track,
    action: Action,
    world: &World,
    at: Effective,
    ids: &mut Ids,
) -> Vec<Body> {
    let Some(shape) = rows(action).next().map(|r| r.body) else {
        return Vec::new();
    };
    let case = file.case();
    let details: Vec<Details> = match shape {
        BodyShape::None => vec![Details::None],
        BodyShape::Plenary => vec![Details::Plenary],
        BodyShape::Reason => vec![Details::Reason],
        BodyShape::Complaint => Vec::new(),
        BodyShape::Supplement => supplements(case, at, ids, world),
        BodyShape::InitialStudy => studies(),
        BodyShape::NotRegistered => each(NotRegisteredGround::ALL, Details::NotRegistered),
        BodyShape::Delegation => world
            .directory
            .all()
            .map(|o| Details::Delegation(o.id))
            .collect(),
        BodyShape::TakeoverRequest => each(TakeoverGround::ALL, Details::TakeoverRequest),
        BodyShape::Takeover => each(TakeoverGround::ALL, Details::Takeover),
        BodyShape::Forwarding => forwardings(case, action, world),
        BodyShape::Person => people(case, ids).map(Details::Person).collect(),
        BodyShape::Invitation => invitations(case, at, ids),
        BodyShape::Outcomes => outcomes(case),
        BodyShape::CorrectionRequest => vec![
            Details::CorrectionRequest(None, None),
            Details::CorrectionRequest(Some(world.offices.national), None),
            Details::CorrectionRequest(None, Some(Outcome::OtherLaw)),
            Details::CorrectionRequest(None, Some(Outcome::OrganiserEthics)),
            Details::CorrectionRequest(None, Some(Outcome::Criminal)),
            Details::CorrectionRequest(Some(world.offices.regency), None),
        ],
        BodyShape::CorrectionDecision => corrections(file, world),
        BodyShape::OutsideReference => vec![
            Details::OutsideReference(Some("R-1/2024".into())),
            Details::OutsideReference(None),
        ],
        BodyShape::Recommendation => recommendations(world),
        BodyShape::Judgement => each(FollowUpJudgement::ALL, Details::Judgement),
        BodyShape::Lapse => each(LapseCause::ALL, Details::Lapse),
        BodyShape::Succession => vec![Details::Succession],
        BodyShape::BlockScope => each(BlockScope::ALL, Details::BlockScope),
        BodyShape::Imposition => impositions(track, at),
        BodyShape::Remedy => remedies(track, at),
        BodyShape::Readdress => readdressings(file, track, world),
        BodyShape::Closing => vec![Details::Closing],
    };
    let plain: Vec<Body> = details.into_iter().map(Body::plain).collect();
    let bare = plain.first().cloned().into_iter().flat_map(|first| {
        [
            Body {
                text: false,
                ..first.clone()
            },
            Body {
                papers: false,
                ..first.clone()
            },
            Body {
                quorum: false,
                ..first
            },
        ]
    });
    let unreasoned = plain
        .iter()
        .skip(1)
        .filter(|body| matches!(body.details, Details::Imposition(..)))
        .map(|body| Body {
            text: false,
            ..body.clone()
        });
    let wrong = Body::plain(if shape == BodyShape::Plenary {
        Details::Reason
    } else {
        Details::Plenary
    });
    let extra: Vec<Body> = bare.chain(unreasoned).chain([wrong]).collect();
    plain.into_iter().chain(extra).collect()
}

fn each<T: Copy>(all: &[T], of: impl Fn(T) -> Details) -> Vec<Details> {
    all.iter().copied().map(of).collect()
}

fn people<'a>(
    case: Option<&'a CaseFacts>,
    ids: &mut Ids,
) -> impl Iterator<Item = PartyId> + use<'a> {
    let stranger = ids.id();
    case.into_iter()
        .flat_map(|c| c.parties.iter().map(|p| p.id))
        .chain([stranger])
}

fn supplements(
    case: Option<&CaseFacts>,
    at: Effective,
    ids: &mut Ids,
    world: &World,
) -> Vec<Details> {
    let mut party = |capacity, subject| Party {
        id: ids.id(),
        capacity,
        record: 1,
        subject,
        agency: Some(world.offices.agency),
        represents: None,
        identified: false,
    };
    let respondent = party(Capacity::Respondent, SubjectKind::Pns);
    let finder = party(Capacity::Finder, SubjectKind::Unknown);
    let allegation = |respondent, ids: &mut Ids| Allegation {
        id: ids.id(),
        respondent,
        act_from: Some(at.day),
        act_to: None,
        candidate: CandidateStatus::Unknown,
        catalogue: None,
        regime: None,
        outcomes: Vec::new(),
    };
    let known = case.and_then(|c| c.respondents().next()).map(|p| p.id);
    let needs_allegation = case.is_none_or(|c| c.allegations.is_empty());
    let all = Supplement {
        allegations: needs_allegation
            .then(|| allegation(known.unwrap_or(respondent.id), ids))
            .into_iter()
            .collect(),
        parties: known
            .is_none()
            .then_some(respondent)
            .into_iter()
            .chain([finder])
            .collect(),
        given: Requirement::ALL.to_vec(),
    };
    let stranger = ids.id();
    vec![
        Details::Supplement(all),
        Details::Supplement(Supplement::default()),
        Details::Supplement(Supplement {
            allegations: vec![allegation(stranger, ids)],
            ..Supplement::default()
        }),
    ]
}

fn studies() -> Vec<Details> {
    let study = |gaps: &[Requirement], late, already_solved, kinds: &[Outcome]| {
        Details::InitialStudy(InitialStudyResult {
            gaps: gaps.to_vec(),
            late,
            already_solved,
            kinds: kinds.to_vec(),
        })
    };
    let other_law = &[Outcome::OtherLaw];
    vec![
        study(&[], false, false, other_law),
        study(
            &[],
            false,
            false,
            &[Outcome::Administrative, Outcome::OtherLaw],
        ),
        study(&[Requirement::Evidence], false, false, other_law),
        study(
            &[Requirement::ReporterAddress, Requirement::Evidence],
            false,
            false,
            other_law,
        ),
        study(&[], true, false, other_law),
        study(&[Requirement::FiledInTime], false, false, other_law),
        study(&[], false, true, other_law),
    ]
}

/// One destination of every outcome that does not go to the review authority.
fn forwardings(case: Option<&CaseFacts>, action: Action, world: &World) -> Vec<Details> {
    let Some(case) = case else {
        return Vec::new();
    };
    let kind = |subject, outcome| kind_for(case, world, outcome, subject);
    let list = |unknown_is_asn: bool, to: &dyn Fn(SubjectKind, Outcome) -> Destination| {
        case.respondents()
            .flat_map(|party| {
                let outcomes = if action == Action::ForwardUnregistered {
                    vec![Outcome::OtherLaw]
                } else {
                    case.outcomes_of(party.id)
                };
                let asn = party.subject.is_asn()
                    || (party.subject == SubjectKind::Unknown && unknown_is_asn);
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
        Details::Forwarding(list(true, &office)),
        Details::Forwarding(list(true, &name)),
        Details::Forwarding(list(false, &name)),
        Details::Forwarding(Vec::new()),
        Details::Forwarding(list(true, &|subject, outcome| Destination {
            name: None,
            ..name(subject, outcome)
        })),
        // A body that nothing here goes to.
        Details::Forwarding(list(true, &|_, outcome| {
            to_name(outcome, DestinationKind::HomeAffairs)
        })),
    ]
}

/// The kind of body that the law book names first.
fn kind_for(
    case: &CaseFacts,
    world: &World,
    outcome: Outcome,
    subject: SubjectKind,
) -> DestinationKind {
    let election = world.book.election(&case.election, &case.race);
    election
        .and_then(|e| {
            let rows = world.book.destinations(&e.kind, outcome, subject);
            rows.first().map(|r| r.kind)
        })
        .unwrap_or(DestinationKind::OtherBody)
}

/// To an office that takes referrals in; by name where there is none.
fn to_office(outcome: Outcome, kind: DestinationKind, world: &World, place: usize) -> Destination {
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

fn to_name(outcome: Outcome, kind: DestinationKind) -> Destination {
    Destination {
        outcome,
        kind,
        office: None,
        name: Some(kind.text().id.into()),
    }
}

/// New addresses of a returned referral.
fn readdressings(file: &CaseFile, track: &Track, world: &World) -> Vec<Details> {
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

fn invitations(case: Option<&CaseFacts>, at: Effective, ids: &mut Ids) -> Vec<Details> {
    let to: Vec<PartyId> = people(case, ids).collect();
    let on = |days: u64| {
        to.iter()
            .map(move |party| {
                Details::Invitation(Invitation {
                    party: *party,
                    hearing: at.day + Days::new(days),
                })
            })
            .collect::<Vec<_>>()
    };
    [on(14), on(0)].concat()
}

/// One outcome for all, several at once, and different ones per allegation.
fn outcomes(case: Option<&CaseFacts>) -> Vec<Details> {
    use Outcome as O;
    let Some(case) = case else {
        return Vec::new();
    };
    let sets: &[&[&[Outcome]]] = &[
        &[&[O::OtherLaw]],
        &[&[O::NotProven]],
        &[&[O::OtherLaw, O::Criminal]],
        &[&[O::OrganiserEthics]],
        &[&[O::OtherLaw], &[O::NotProven], &[O::Administrative]],
        &[&[O::Criminal]],
        &[&[O::NotProven, O::OtherLaw]],
        &[&[]],
    ];
    sets.iter()
        .map(|cycle| {
            Details::Outcomes(
                case.allegations
                    .iter()
                    .zip(cycle.iter().cycle())
                    .map(|(a, outcomes)| (a.id, outcomes.to_vec()))
                    .collect(),
            )
        })
        .chain([Details::Outcomes(Vec::new())])
        .collect()
}

/// Every result for every request that waits; corrections that take back, keep, add and swap what can be
/// corrected, and some that do not fit.
fn corrections(file: &CaseFile, world: &World) -> Vec<Details> {
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

fn recommendations(world: &World) -> Vec<Details> {
    let of = |level, kind: Option<&str>| Recommendation {
        level,
        kind: kind.map(Into::into),
    };
    let sedang = Some(SanctionLevel::Sedang);
    vec![
        Details::Recommendation(of(sedang, None), None),
        Details::Recommendation(of(sedang, None), Some(world.offices.agency)),
        Details::Recommendation(of(None, Some("open_statement")), Some(world.offices.agency)),
        Details::Recommendation(of(None, None), Some(world.offices.agency)),
        Details::Recommendation(of(None, Some("no_such_kind")), Some(world.offices.agency)),
        Details::Recommendation(of(sedang, None), Some(world.offices.kasn)),
    ]
}

/// A plain measure and a dismissal of the regime of a sanction track.
fn kinds(track: &Track) -> [(&'static str, &'static str); 2] {
    match track.law {
        LawSet::Pp53 => [
            ("pp53", "delay_periodic_raise_1y"),
            ("pp53", "dismissal_honourable_not_at_own_request"),
        ],
        LawSet::Pppk => [
            ("pppk", "agency_sedang"),
            ("pppk", "contract_end_honourable_not_at_own_request"),
        ],
        _ => [
            ("pp94_transition", "delay_periodic_raise_1y"),
            ("pp94", "dismissal_honourable_not_at_own_request"),
        ],
    }
}

fn measure((regime, kind): (&str, &str), at: Effective, months: u32) -> Measure {
    Measure {
        regime: regime.into(),
        kind: kind.into(),
        // The agency's own kinds are named in words.
        in_words: (regime == "pppk").then(|| Ids::from(77).id()),
        from: Some(at.day),
        to: (months > 0).then(|| at.day + chrono::Months::new(months)),
        ..Measure::default()
    }
}

fn impositions(track: &Track, at: Effective) -> Vec<Details> {
    let [plain, dismissal] = kinds(track);
    let moral = ("pp42", "open_statement");
    let one =
        |kind, months, deviation| Details::Imposition(vec![measure(kind, at, months)], deviation);
    vec![
        one(plain, 12, Deviation::AsRecommended),
        one(dismissal, 0, Deviation::Heavier),
        one(moral, 0, Deviation::Lighter),
        Details::Imposition(
            vec![measure(plain, at, 12), measure(moral, at, 0)],
            Deviation::OtherKind,
        ),
        one(("pp94", "no_such_kind"), 0, Deviation::AsRecommended),
        one(("contract", "contract_ended"), 0, Deviation::AsRecommended),
        Details::Imposition(Vec::new(), Deviation::AsRecommended),
    ]
}

fn remedies(track: &Track, at: Effective) -> Vec<Details> {
    let changed = vec![measure(kinds(track)[0], at, 12)];
    vec![
        Details::Remedy(RemedyResult::Upheld, Vec::new()),
        Details::Remedy(RemedyResult::Changed, changed.clone()),
        Details::Remedy(RemedyResult::Annulled, Vec::new()),
        Details::Remedy(RemedyResult::Changed, Vec::new()),
        Details::Remedy(RemedyResult::Upheld, changed),
    ]
}
