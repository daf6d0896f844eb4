//! Details of changes among respondents and of links between cases, built from the state of the case.

use netralitas_domain::{
    acts::{Details, OtherCase, OtherReview, Supplement},
    file::{
        Allegation, CandidateStatus, Capacity, CaseFacts, CaseFile, Destination, LinkKind, Party,
        RespondentEnd, SubjectKind, Track,
    },
    ids::{CaseId, PartyId},
    procedure::{Action, BodyShape, DestinationKind, Machine, Outcome, Stage},
    time::Effective,
};

use super::{
    Ids, World,
    destinations::{kind_for, to_name},
};

/// Somebody new.
fn somebody(subject: SubjectKind, ids: &mut Ids, world: &World) -> Party {
    Party {
        id: ids.id(),
        capacity: Capacity::Respondent,
        record: 1,
        subject,
        agency: subject.is_asn().then_some(world.offices.agency),
        represents: None,
        identified: false,
    }
}

/// A respondent with an allegation, one without, and nobody.
pub(super) fn added(at: Effective, ids: &mut Ids, world: &World) -> Vec<Details> {
    let new = somebody(SubjectKind::Pns, ids, world);
    let of = |respondent, ids: &mut Ids| Allegation {
        id: ids.id(),
        respondent,
        act_from: Some(at.day),
        act_to: None,
        candidate: CandidateStatus::Unknown,
        catalogue: None,
        regime: None,
        outcomes: Vec::new(),
    };
    let all = [
        Supplement {
            allegations: vec![of(new.id, ids)],
            parties: vec![new.clone()],
            given: Vec::new(),
        },
        Supplement {
            parties: vec![new],
            ..Supplement::default()
        },
        Supplement::default(),
    ];
    all.into_iter().map(Details::Supplement).collect()
}

/// Bodies of the shapes of this page; none for another.
pub(super) fn bodies(
    shape: BodyShape,
    file: &CaseFile,
    action: Action,
    ids: &mut Ids,
    world: &World,
) -> Option<Vec<Details>> {
    let stranger: PartyId = ids.id();
    let case = file.case();
    let standing: Vec<&Party> = case.into_iter().flat_map(CaseFacts::respondents).collect();
    let some = || standing.iter().take(3).copied();
    Some(match shape {
        BodyShape::Identification => {
            let of = |party, identified, record| Details::Identification {
                party,
                record,
                agency: Some(world.offices.agency),
                identified,
            };
            let known = some().map(|p| of(p.id, true, p.record + 1));
            known.chain([of(stranger, true, 1)]).collect()
        }
        BodyShape::SubjectChange => {
            let mut all: Vec<Details> = some().flat_map(|p| changed(file, p, world)).collect();
            all.push(Details::SubjectChange {
                party: stranger,
                subject: SubjectKind::Cpns,
                destinations: Vec::new(),
            });
            all
        }
        BodyShape::Strike => {
            let of = |party, ground| Details::Strike { party, ground };
            let known = some().map(|p| of(p.id, RespondentEnd::WrongPerson));
            let all = known.chain([of(stranger, RespondentEnd::EntryError)]);
            all.collect()
        }
        BodyShape::Replacement => {
            let mut all = Vec::new();
            for party in some() {
                for subject in [party.subject, SubjectKind::Cpns, SubjectKind::VillageHead] {
                    let new = somebody(subject, ids, world);
                    let destinations = sent(file, party.id, subject, world, true);
                    all.push(Details::Replacement {
                        party: party.id,
                        new: Box::new(new),
                        destinations,
                    });
                }
            }
            all.push(Details::Replacement {
                party: stranger,
                new: Box::new(somebody(SubjectKind::Pns, ids, world)),
                destinations: Vec::new(),
            });
            all
        }
        BodyShape::RespondentMerge => {
            let of = |goes, stays| Details::RespondentMerge { goes, stays };
            let mut all = Vec::new();
            for goes in &standing {
                let others = standing.iter().filter(|p| p.id != goes.id);
                all.extend(others.map(|stays| of(goes.id, stays.id)));
            }
            all.push(of(stranger, stranger));
            all
        }
        BodyShape::Restoration => {
            let struck = case.into_iter().flat_map(|c| &c.struck);
            let all = struck.map(|s| s.party.id).chain([stranger]);
            all.map(Details::Restoration).collect()
        }
        BodyShape::Split => {
            let of = case.map_or(&[] as &[Allegation], |c| &c.allegations);
            let ids: Vec<_> = of.iter().map(|a| a.id).collect();
            vec![
                Details::Split(ids.iter().rev().take(1).copied().collect()),
                Details::Split(ids),
                Details::Split(Vec::new()),
            ]
        }
        BodyShape::OtherCase => others(case?, file, action, ids),
        _ => return None,
    })
}

/// The case that a link goes to, and one that it cannot go to.
fn others(case: &CaseFacts, file: &CaseFile, action: Action, ids: &mut Ids) -> Vec<Details> {
    let kind = match action {
        Action::UnlinkCases => Some(LinkKind::SameEvent),
        Action::UnmergeCases => Some(LinkKind::MergedInto),
        _ => None,
    };
    let linked = case.links.iter().find(|l| Some(l.kind) == kind);
    let new: CaseId = ids.id();
    let law = file.case_track().map(|t| t.law);
    let of = |id, stage, election: &str| OtherCase {
        id,
        version: 1,
        stage,
        law: law.unwrap_or(netralitas_domain::law::LawSet::Pemilu2022),
        handled_by: case.handled_by,
        election: election.to_owned(),
        race: case.race.clone(),
        links: Vec::new(),
    };
    let id = linked.map_or(new, |l| l.case);
    let all = [
        of(id, Stage::Received, &case.election),
        of(new, Stage::Received, "another"),
    ];
    all.into_iter()
        .map(|o| Details::OtherCase(Box::new(o)))
        .collect()
}

/// The review that this one is joined into, and some that do not fit: of somebody else, of another election, and one
/// on which somebody has acted.
pub(super) fn other_reviews(
    file: &CaseFile,
    track: &Track,
    action: Action,
    at: Effective,
    ids: &mut Ids,
) -> Vec<Details> {
    let (Some(case), Some(review)) = (file.case(), track.review()) else {
        return Vec::new();
    };
    let joined = review
        .goes_on_in()
        .filter(|_| action == Action::SeparateReviews);
    let plain = OtherReview {
        id: joined.unwrap_or_else(|| ids.id()),
        case: ids.id(),
        version: 1,
        stage: Stage::Forwarded,
        law: track.law,
        authority: review.authority,
        election: case.election.clone(),
        since: at.day,
        same_person: None,
        acted: false,
    };
    let known = |same| OtherReview {
        same_person: Some(same),
        ..plain.clone()
    };
    let elsewhere = OtherReview {
        election: "another".to_owned(),
        ..plain.clone()
    };
    let acted = OtherReview {
        acted: true,
        ..plain.clone()
    };
    let all = [plain.clone(), known(true), known(false), elsewhere, acted];
    let boxed = all.into_iter().map(Box::new);
    boxed.map(Details::OtherReview).collect()
}

/// Another kind of civil servant, one whose regime is another, none, and the same.
fn changed(file: &CaseFile, party: &Party, world: &World) -> Vec<Details> {
    let kinds = [
        SubjectKind::Cpns,
        SubjectKind::Pns,
        SubjectKind::Pppk,
        SubjectKind::VillageHead,
    ];
    let of = |subject| Details::SubjectChange {
        party: party.id,
        subject,
        destinations: sent(file, party.id, subject, world, false),
    };
    kinds.into_iter().map(of).collect()
}

/// Where what is open about a respondent would go now, or with `all` what ever was sent.
fn sent(
    file: &CaseFile,
    party: PartyId,
    subject: SubjectKind,
    world: &World,
    all: bool,
) -> Vec<Destination> {
    let Some(case) = file.case() else {
        return Vec::new();
    };
    // A case that is decided anew sends nothing now.
    let with_tracks = [
        Stage::Monitored,
        Stage::ForwardedUnregistered,
        Stage::AtAuthority,
        Stage::UnderCorrection,
        Stage::CaseClosed,
    ];
    let stage = file.case_track().map(|c| c.stage);
    if stage.is_none_or(|s| !with_tracks.contains(&s)) {
        return Vec::new();
    }
    let kind = |outcome| kind_for(case, world, outcome, subject);
    let mut outcomes: Vec<Outcome> = file
        .tracks
        .iter()
        .filter(|t| t.stage != Stage::void(t.machine) && (all || !t.stage.is_final()))
        .filter_map(|t| match t.machine {
            Machine::Review => {
                let ends = all || !subject.is_asn();
                let of = t.review().filter(|r| r.respondent == party && ends);
                of.map(|_| Outcome::OtherLaw)
            }
            Machine::Referral => {
                let of = t.referral().filter(|r| r.respondent == party)?;
                let to: DestinationKind = of.destination.kind;
                let outcome = of.destination.outcome;
                let asn = outcome == Outcome::OtherLaw && subject.is_asn();
                (all || asn || kind(outcome) != to).then_some(outcome)
            }
            // With its review, or where that has ended, alone.
            Machine::Sanction => {
                let ends = !all && !subject.is_asn();
                let of = t.sanction().filter(|s| s.respondent == party && ends);
                of.map(|_| Outcome::OtherLaw)
            }
            Machine::Case | Machine::Control => None,
        })
        .collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let elsewhere = |o: &Outcome| !(*o == Outcome::OtherLaw && subject.is_asn());
    let named = outcomes.into_iter().filter(elsewhere);
    named.map(|o| to_name(o, kind(o))).collect()
}
