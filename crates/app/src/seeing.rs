//! What of a visible track its reader may see: which allegations were forwarded with it, which texts are
//! open to whom. The track itself was found visible before.

use netralitas_domain::{
    file::{Allegation, CaseFile, Track},
    ids::{AllegationId, OfficeId},
    people::{Actor, Directory, Role},
    procedure::{Machine, Outcome, TakeoverGround},
};

/// The allegations that go with a track; none where it is the case itself, which has all.
pub(crate) fn forwarded(file: &CaseFile, track: &Track) -> Option<Vec<AllegationId>> {
    if track.machine == Machine::Case {
        return None;
    }
    let followed = track
        .sanction()
        .map(|s| s.review)
        .or_else(|| track.control().map(|c| c.review));
    let review = track.review().or_else(|| file.track(followed?)?.review());
    if let Some(review) = review {
        return Some(review.allegations.clone());
    }
    let referral = track.referral()?;
    let goes = |a: &&Allegation| {
        a.respondent == referral.respondent
            && (a.outcomes.is_empty() || a.outcomes.contains(&referral.destination.outcome))
    };
    Some(
        file.case()?
            .allegations
            .iter()
            .filter(goes)
            .map(|a| a.id)
            .collect(),
    )
}

/// The outcomes of an allegation that the reader of a track is told: outside the case only the one that was
/// forwarded.
pub(crate) fn told(track: &Track, mut allegation: Allegation) -> Allegation {
    let forwarded = match track.machine {
        Machine::Case => return allegation,
        Machine::Referral => track.referral().map(|r| r.destination.outcome),
        Machine::Review | Machine::Sanction | Machine::Control => Some(Outcome::OtherLaw),
    };
    allegation.outcomes.retain(|o| Some(*o) == forwarded);
    allegation
}

/// Kinds of text that are closed until the plenary's status is announced (Perbawaslu 7/2022 art. 33(5), 36(4)).
const CLOSED: &[&str] = &["study", "minutes"];

/// Whether a text of a track may be read. On a case: whoever studies at the office that handles or corrects
/// it reads all; its counter and the offices above read what is not closed; the office that received it
/// keeps the account, unless the case was taken from it because its members are respondents.
pub(crate) fn readable(
    kind: &str,
    file: &CaseFile,
    track: &Track,
    actor: &Actor,
    offices: &Directory,
) -> bool {
    let Some(case) = track.case() else {
        return true;
    };
    let corrects = case
        .correction
        .as_ref()
        .is_some_and(|c| c.office == actor.office);
    let handles = case.handled_by == actor.office || corrects;
    let studies = actor.has_any(&[Role::ViolationsStaff, Role::Member, Role::Chair]);
    if handles && studies {
        return true;
    }
    let closed = CLOSED.contains(&kind) && !file.case().is_some_and(|c| c.announced);
    let above = is_above(actor.office, case.handled_by, offices);
    if handles || (above && studies) {
        return !closed;
    }
    let removed = case.takeover_ground == Some(TakeoverGround::MembersReported);
    case.received_by == actor.office && !removed && kind == crate::prepare::ACCOUNT
}

fn is_above(office: OfficeId, below: OfficeId, offices: &Directory) -> bool {
    let mut next = offices.get(below).and_then(|o| o.parent);
    // Levels are few; the bound only keeps a broken hierarchy from turning forever.
    for _ in 0..8 {
        match next {
            Some(id) if id == office => return true,
            Some(id) => next = offices.get(id).and_then(|o| o.parent),
            None => return false,
        }
    }
    false
}

/// Whether the reader is the authority of a review, which gets the study and the list of evidence with it
/// (Perbawaslu 7/2022 art. 49(4)); the account stays behind, for it may name the reporter.
pub(crate) fn reviews(track: &Track, actor: &Actor) -> bool {
    track.review().is_some_and(|r| r.authority == actor.office)
}
