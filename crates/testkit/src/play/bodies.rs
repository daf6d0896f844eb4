//! Details for any action, built from the state of the case. The first of each list is the plain one.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    acts::{Amendment, Details, InitialStudyFindings, PaperRef, Supplement},
    file::{
        Allegation, CandidateStatus, Capacity, CaseFacts, CaseFile, FileFacts, Invitation, Party,
        Recommendation, Reference, StepMark, SubjectKind, Track,
    },
    ids::PartyId,
    law::{LawSet, SanctionLevel},
    procedure::{
        Action, AssignmentCapacity, BlockScope, BodyShape, FollowUpJudgement, LapseCause,
        NotRegisteredGround, Outcome, OutsideSystem, PaperKind, ReopenGround, Requirement,
        TakeoverGround, rows,
    },
    time::Effective,
};

use super::{
    Ids, World,
    destinations::{corrections, forwardings, readdressings},
    measures::{impositions, remedies},
    officers, respondents,
};

/// Details and what goes round them.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The details.
    pub details: Details,
    /// With a text (a reason, a study).
    pub text: bool,
    /// With a meeting that has a quorum.
    pub quorum: bool,
    /// With a meeting in which more agree than dissent.
    pub majority: bool,
    /// With the papers that the row names.
    pub papers: bool,
}

impl Body {
    const fn plain(details: Details) -> Self {
        Self {
            details,
            text: true,
            quorum: true,
            majority: true,
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
    let o = world.offices;
    let details: Vec<Details> = match shape {
        BodyShape::None => vec![Details::None],
        BodyShape::Plenary => vec![Details::Plenary],
        BodyShape::Reason => vec![Details::Reason],
        BodyShape::Study => vec![Details::Study],
        BodyShape::Complaint => Vec::new(),
        BodyShape::Supplement if action == Action::AddRespondents => {
            respondents::added(at, ids, world)
        }
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
        BodyShape::Regime => each(LawSet::REGIMES, Details::Regime),
        BodyShape::Judgement => each(FollowUpJudgement::ALL, Details::Judgement),
        BodyShape::Lapse => each(LapseCause::ALL, Details::Lapse),
        BodyShape::Succession => vec![Details::Succession],
        BodyShape::BlockScope => each(BlockScope::ALL, Details::BlockScope),
        BodyShape::Imposition => impositions(track, at),
        BodyShape::Remedy => remedies(track, at),
        BodyShape::Readdress => readdressings(file, track, world),
        BodyShape::Closing => vec![Details::Closing],
        BodyShape::Amendments => amendments(track, at),
        BodyShape::Identification
        | BodyShape::SubjectChange
        | BodyShape::Strike
        | BodyShape::Replacement
        | BodyShape::RespondentMerge
        | BodyShape::Restoration
        | BodyShape::Split
        | BodyShape::OtherCase => {
            respondents::bodies(shape, file, action, ids, world).unwrap_or_default()
        }
        BodyShape::OtherReview => respondents::other_reviews(file, track, action, at, ids),
        BodyShape::Assignment => officers::assignments(file, track, world, ids),
        BodyShape::Reassignment => officers::reassignments(track, world, ids),
        BodyShape::Release => officers::releases(track),
        BodyShape::Claim => each(AssignmentCapacity::ALL, Details::Claim),
        BodyShape::EntryAnswer => officers::answers(track),
        BodyShape::StudyRequest => {
            let named = [o.regency, o.city, o.village, o.agency];
            let named = named.map(|id| Details::StudyRequest(Some(id)));
            [Details::StudyRequest(None)]
                .into_iter()
                .chain(named)
                .collect()
        }
        BodyShape::Redirection => [o.menpanrb, o.bkn, o.kasn, o.agency]
            .map(Details::Redirection)
            .to_vec(),
        BodyShape::Transfer => [o.other_agency, o.agency, o.bkn]
            .map(Details::Transfer)
            .to_vec(),
        BodyShape::Reopening => each(ReopenGround::ALL, Details::Reopening),
        BodyShape::File => vec![Details::File(FileFacts {
            id: ids.id(),
            paper: Some(ids.id()),
            evidence: None,
            sha256: "0".repeat(64),
            size: 1,
            media_type: "application/pdf".into(),
        })],
        BodyShape::Reference => vec![Details::Reference(Reference {
            system: OutsideSystem::Siasn,
            number: "SIASN-1".into(),
            party: None,
            paper: None,
        })],
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
                ..first.clone()
            },
            Body {
                majority: false,
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

/// Days moved back by one: of a step, of what is known, of the act, of a paper; and some that do not fit.
fn amendments(track: &Track, at: Effective) -> Vec<Details> {
    let before = |day: NaiveDate| day - Days::new(1);
    let one = |amendment| Details::Amendments(vec![amendment]);
    let last = track
        .standing()
        .rev()
        .find(|(_, s)| s.cause.is_none() && !matches!(s.action, Action::Amend | Action::AmendWith));
    let step = |seq, day| {
        one(Amendment::StepDay {
            seq,
            at: Effective { day, minute: None },
        })
    };
    let mut all = Vec::new();
    // And one of each office and kind of step: everybody amends their own.
    let mut seen = BTreeSet::new();
    let each = track.standing().rev().filter(|(_, s)| {
        let mends = matches!(s.action, Action::Amend | Action::AmendWith | Action::Annul);
        s.cause.is_none() && !mends && seen.insert((s.by, s.action.code()))
    });
    // Earlier, later, next to it and with the step before: one of them keeps the order of the steps around it.
    let minutes = |(seq, mark): (i64, &StepMark)| {
        let near = mark.at.minute.map_or(720, |m| (m + 1) % 1440);
        let same_day = |m: &StepMark| m.at.minute.filter(|_| m.at.day == mark.at.day);
        let mut before = track.standing().rev().filter(|(s, _)| *s < seq);
        let before = before.find_map(|(_, m)| same_day(m)).map(Some);
        let others = [1, near, 1439].map(Some).into_iter().chain([None]);
        let others = others.chain(before);
        let changed = others.filter(|minute| *minute != mark.at.minute);
        let day = mark.at.day;
        let all: Vec<_> = changed.map(|minute| Effective { day, minute }).collect();
        all.into_iter()
            .map(move |at| one(Amendment::StepDay { seq, at }))
    };
    all.extend(each.flat_map(minutes));
    for (seq, mark) in last.into_iter().chain(track.standing().next()) {
        all.push(step(seq, before(mark.at.day)));
        all.push(step(seq, mark.at.day));
        all.extend([1, 2].map(|minute| {
            one(Amendment::StepDay {
                seq,
                at: Effective {
                    day: mark.at.day,
                    minute: Some(minute),
                },
            })
        }));
        all.push(step(seq, at.day));
    }
    for paper in track.papers.iter().rev().take(2) {
        all.push(one(Amendment::PaperDays(PaperRef {
            id: *paper,
            kind: PaperKind::Letter,
            dated: Some(before(at.day)),
            sent: None,
            received: Some(before(at.day)),
            received_minute: None,
            signer: None,
        })));
    }
    // One that is in order whatever it came with.
    if let Some((paper, opened)) = track.papers.last().zip(track.steps.first()) {
        all.push(one(Amendment::PaperDays(PaperRef {
            id: *paper,
            kind: PaperKind::Letter,
            dated: Some(opened.at.day - Days::new(9)),
            sent: None,
            received: None,
            received_minute: None,
            signer: None,
        })));
    }
    if let Some(case) = track.case() {
        let filed = track.step(1).map_or(at.day, |s| s.at.day);
        all.push(one(Amendment::KnownOn(before(filed))));
        all.push(one(Amendment::KnownOn(before(before(filed)))));
        all.extend(case.allegations.iter().map(|a| {
            one(Amendment::ActDays {
                allegation: a.id,
                from: Some(before(a.act_from.unwrap_or(at.day))),
                to: a.act_to,
            })
        }));
        all.extend(case.parties.iter().take(1).map(|p| {
            one(Amendment::PartyWords {
                party: p.id,
                version: p.record + 1,
            })
        }));
    }
    all.push(step(track.version + 1, before(at.day)));
    all.push(Details::Amendments(Vec::new()));
    all
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
        // Something, but nothing that a study missed.
        Details::Supplement(Supplement {
            given: vec![Requirement::ReporterName],
            ..Supplement::default()
        }),
        Details::Supplement(Supplement::default()),
        Details::Supplement(Supplement {
            allegations: vec![allegation(stranger, ids)],
            ..Supplement::default()
        }),
    ]
}

fn studies() -> Vec<Details> {
    let study =
        |gaps: &[Requirement], late, already_solved, kinds: &[Outcome]| InitialStudyFindings {
            gaps: gaps.to_vec(),
            late,
            late_reason: None,
            already_solved,
            kinds: kinds.to_vec(),
        };
    let other_law = &[Outcome::OtherLaw];
    let mixed = &[Outcome::Administrative, Outcome::OtherLaw];
    let all = vec![
        study(&[], None, false, mixed),
        study(&[], None, false, other_law),
        study(&[Requirement::Evidence], None, false, mixed),
        study(
            &[Requirement::ReporterAddress, Requirement::Evidence],
            None,
            false,
            other_law,
        ),
        study(&[], Some(true), false, other_law),
        study(&[], Some(false), false, other_law),
        InitialStudyFindings {
            late_reason: Some(Ids::from(78).id()),
            ..study(&[], Some(false), false, mixed)
        },
        InitialStudyFindings {
            late_reason: Some(Ids::from(79).id()),
            ..study(&[], Some(true), false, other_law)
        },
        study(&[Requirement::FiledInTime], None, false, other_law),
        study(&[], None, true, other_law),
        study(&[], None, false, &[]),
        study(&[], None, false, &[Outcome::NotProven]),
    ];
    all.into_iter().map(Details::InitialStudy).collect()
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

fn recommendations(world: &World) -> Vec<Details> {
    let sedang = Some(SanctionLevel::Sedang);
    let of = |level, kind: Option<&str>| Recommendation {
        violations: Vec::new(),
        level,
        kind: kind.map(Into::into),
    };
    let rows = |codes: &[&str]| {
        let row = Recommendation {
            violations: codes.iter().map(|c| (*c).to_owned()).collect(),
            ..of(sedang, None)
        };
        Details::Recommendation(row, Some(world.offices.agency))
    };
    vec![
        Details::Recommendation(of(sedang, None), None),
        Details::Recommendation(of(sedang, None), Some(world.offices.agency)),
        Details::Recommendation(of(None, Some("open_statement")), Some(world.offices.agency)),
        Details::Recommendation(of(None, None), Some(world.offices.agency)),
        Details::Recommendation(of(None, Some("no_such_kind")), Some(world.offices.agency)),
        Details::Recommendation(of(sedang, None), Some(world.offices.kasn)),
        rows(&["KE-5", "D-3"]),
        rows(&["KE-5", "KE-5"]),
        rows(&["no_such_row"]),
    ]
}
