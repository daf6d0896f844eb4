//! Reviews of two cases that are one matter: whether they fit each other, and what joining them does to both.

use chrono::NaiveDate;

use crate::acts::{
    command::{Command, Details},
    guard_check::Ctx,
    mistakes::taking_back,
};
use crate::{
    file::{CaseFile, Change, JoinKind, Joining, ReviewFacts, Track},
    ids::{CaseId, OfficeId, TrackId},
    law::LawSet,
    procedure::{Action, Outcome, RECORDS, Stage, rule::caused},
};

/// What the rules know of the other review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherReview {
    /// The review.
    pub id: TrackId,
    /// Its case.
    pub case: CaseId,
    /// Its version.
    pub version: i64,
    /// Where it stands.
    pub stage: Stage,
    /// The era it runs under.
    pub law: LawSet,
    /// The authority.
    pub authority: OfficeId,
    /// The election of its case.
    pub election: String,
    /// The legal day on which it was opened.
    pub since: NaiveDate,
    /// Whether the two respondents have one number (NIP); none where that of one is not known.
    pub same_person: Option<bool>,
    /// Somebody has taken a step on it since the addressed review was joined into it.
    pub acted: bool,
}

impl OtherReview {
    /// As it stands, seen from the review that is joined into it; none where it is no review.
    #[must_use]
    pub fn of(
        file: &CaseFile,
        review: TrackId,
        from: TrackId,
        same_person: Option<bool>,
    ) -> Option<Self> {
        let track = file.track(review)?;
        let facts = track.review()?;
        Some(Self {
            id: review,
            case: file.id,
            version: track.version,
            stage: track.stage,
            law: track.law,
            authority: facts.authority,
            election: file.case()?.election.clone(),
            since: track.step(1)?.at.day,
            same_person,
            acted: acted_since(track, from),
        })
    }

    /// A review that whoever asks cannot see: nothing fits it.
    #[must_use]
    pub const fn absent(id: TrackId) -> Self {
        Self {
            id,
            case: CaseId::new(uuid::Uuid::nil()),
            version: 0,
            stage: Stage::ReviewVoid,
            law: LawSet::Bkn,
            authority: OfficeId::new(uuid::Uuid::nil()),
            election: String::new(),
            since: NaiveDate::MAX,
            same_person: None,
            acted: true,
        }
    }
}

/// Whether anybody has taken a step of its own since a review was joined into this one; records are none.
fn acted_since(track: &Track, from: TrackId) -> bool {
    let joined = |s: &crate::file::StepMark| {
        s.action == Action::FollowJoining && s.cause.is_some_and(|c| c.track == from)
    };
    let Some((since, _)) = track.standing().rev().find(|(_, s)| joined(s)) else {
        return false;
    };
    let keeps = |action| {
        RECORDS.contains(&action)
            || matches!(
                action,
                Action::Amend
                    | Action::AnswerEntry
                    | Action::Assign
                    | Action::Reassign
                    | Action::Release
                    | Action::Claim
            )
    };
    let mut after = track.standing().filter(|(seq, _)| *seq > since);
    after.any(|(_, s)| s.cause.is_none() && !keeps(s.action))
}

/// The step by which a review was joined into another.
pub(in crate::acts) fn joined_by(track: &Track) -> Option<i64> {
    let mut steps = track.standing().rev();
    let (seq, _) = steps.find(|(_, s)| s.action == Action::JoinReviews)?;
    Some(seq)
}

fn other(details: &Details) -> Option<&OtherReview> {
    match details {
        Details::OtherReview(other) => Some(other),
        _ => None,
    }
}

/// Whether this review may end in another at all: it has recommended nothing, and none was joined into it.
pub(in crate::acts) fn possible(ctx: &Ctx<'_>) -> bool {
    let fits = |r: &crate::file::ReviewFacts| r.recommendation.is_none() && !r.carries_others();
    ctx.track.review().is_some_and(fits)
}

/// A review of another case at the same authority that still runs, both opened by the day of the joining.
pub(in crate::acts) fn fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    let (Some(other), Some(case), Some(own)) = (other(details), ctx.case(), ctx.track.review())
    else {
        return false;
    };
    let now = |office| ctx.world.offices.now(office);
    other.case != ctx.file.id
        && !other.stage.is_final()
        && other.law == ctx.track.law
        && now(other.authority) == now(own.authority)
        && other.election == case.election
        && other.since <= ctx.at.day
        && possible(ctx)
}

/// Two known numbers are one.
pub(in crate::acts) fn same_person(details: &Details) -> bool {
    other(details).is_some_and(|o| o.same_person != Some(false))
}

/// Where a number is missing the officer says it.
pub(in crate::acts) fn sameness_said(command: &Command, details: &Details) -> bool {
    other(details).is_some_and(|o| o.same_person.is_some() || !command.texts.is_empty())
}

/// Whether this review can go on by itself again: it is forwarded as it was, and its case moved only with it.
pub(in crate::acts) fn separable(ctx: &Ctx<'_>) -> bool {
    let (Some(case), Some(own), Some(seq)) = (ctx.case(), ctx.track.review(), joined_by(ctx.track))
    else {
        return false;
    };
    let stands = ctx.file.party(own.respondent);
    let goes = |id| {
        let of = case.allegations.iter().find(|a| a.id == id);
        of.is_some_and(|a| a.outcomes.is_empty() || a.outcomes.contains(&Outcome::OtherLaw))
    };
    own.goes_on_in().is_some()
        && ctx.world.goes_on.is_none_or(|other| lets_go(other, own))
        && stands.is_some_and(|p| p.subject == own.subject)
        && own.allegations.iter().all(|id| goes(*id))
        && taking_back::untouched_since(ctx, seq)
}

/// Whether a review is the one that another was joined into, on which nobody has acted; where it ended without a
/// judgement of the authority, what was done there before decides nothing.
fn lets_go(other: &OtherReview, own: &ReviewFacts) -> bool {
    let fell_away = matches!(other.stage, Stage::ReviewWithdrawn | Stage::ReviewDropped);
    other.stage != Stage::ReviewVoid
        && own.goes_on_in() == Some(other.id)
        && (!other.acted || fell_away)
}

/// The review named lets this one go on by itself again.
pub(in crate::acts) fn separation_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    let (Some(other), Some(own)) = (other(details), ctx.track.review()) else {
        return false;
    };
    lets_go(other, own) && separable(ctx)
}

/// What a joining changes on the review that ends; a separation folds the review without it.
pub(in crate::acts) fn here(ctx: &Ctx<'_>) -> Option<Change> {
    let other = other(&ctx.command?.details)?;
    (ctx.rule.action == Action::JoinReviews).then_some(Change::Joined(Joining {
        kind: JoinKind::JoinedInto,
        review: other.id,
    }))
}

/// What it changes on the other review.
pub(in crate::acts) fn there<'c>(ctx: &'c Ctx<'_>) -> Option<(&'c OtherReview, Change)> {
    let other = other(&ctx.command?.details)?;
    caused(other.law, Action::FollowJoining, other.stage)?;
    let joining = Joining {
        kind: JoinKind::JoinedFrom,
        review: ctx.track.id,
    };
    let change = match ctx.rule.action {
        Action::JoinReviews => Change::Joined(joining),
        Action::SeparateReviews => Change::Separated(joining),
        _ => return None,
    };
    Some((other, change))
}
