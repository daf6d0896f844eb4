//! Respondents who change: whether the change fits, what it changes on the case, and what follows for the tracks
//! about the respondent.

use crate::acts::{
    after_end::reopening, command::Details, guard_check::Ctx, mistakes::taking_back,
    offices::seats::review_of, sanctions::measures, siblings,
};
use crate::{
    file::{
        Allegation, Capacity, CaseFacts, Change, Origin, Party, RespondentEnd, SubjectKind, Track,
    },
    ids::PartyId,
    law::LawSet,
    procedure::{Action, Machine, Outcome, Stage},
    refusal::{Refusal, Unfit},
};

/// The stages at which whoever is handled must be somebody: after registration and before anything is sent.
const NEEDS_SOMEBODY: &[Stage] = &[
    Stage::FindingEstablished,
    Stage::Registered,
    Stage::InStudy,
    Stage::FurtherInformation,
    Stage::AwaitingPlenary,
    Stage::Decided,
];

/// Steps that a restoration cannot go behind: what they decided or sent did not speak of whoever was struck.
const SETTLES: &[Action] = &[
    Action::EstablishFinding,
    Action::DecideOutcomes,
    Action::SendRecommendation,
    Action::ForwardUnregistered,
    Action::DecideCorrection,
];

/// The respondent whom the details name and who stands.
fn named<'a>(ctx: &Ctx<'a>, details: &Details) -> Option<&'a Party> {
    let id = match details {
        Details::Identification { party, .. }
        | Details::SubjectChange { party, .. }
        | Details::Strike { party, .. }
        | Details::Replacement { party, .. } => *party,
        Details::RespondentMerge { goes, .. } => *goes,
        _ => return None,
    };
    standing(ctx).find(|p| p.id == id)
}

pub(in crate::acts) fn standing<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = &'a Party> {
    ctx.case().into_iter().flat_map(CaseFacts::respondents)
}

pub(in crate::acts) fn any_stands(ctx: &Ctx<'_>) -> bool {
    standing(ctx).next().is_some()
}

pub(in crate::acts) fn names_one(ctx: &Ctx<'_>, details: &Details) -> bool {
    named(ctx, details).is_some()
}

/// Whether somebody is added: a respondent, with what is alleged of each new one.
pub(in crate::acts) fn given(details: &Details) -> bool {
    let Details::Supplement(s) = details else {
        return false;
    };
    let mut new = s
        .parties
        .iter()
        .filter(|p| p.capacity == Capacity::Respondent)
        .peekable();
    new.peek().is_some() && new.all(|p| s.allegations.iter().any(|a| a.respondent == p.id))
}

/// A report that was studied is completed by its reporter in its term alone (Perbawaslu 7/2022 art. 24), so
/// adding respondents gives nothing for its requirements.
pub(in crate::acts) fn gives(ctx: &Ctx<'_>) -> bool {
    let of_report = |c: &CaseFacts| c.origin == Origin::Report && c.study.is_some();
    !(ctx.rule.action == Action::AddRespondents && ctx.case().is_some_and(of_report))
}

pub(in crate::acts) fn subject_differs(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::SubjectChange { subject, .. }
        if named(ctx, details).is_some_and(|p| p.subject != *subject))
}

/// Whether somebody remains to be handled, and once decided, something to be sent.
pub(in crate::acts) fn somebody_remains(ctx: &Ctx<'_>, without: PartyId) -> bool {
    let Some(case) = ctx.case() else {
        return false;
    };
    let mut rest = case.allegations.iter().filter(|a| a.respondent != without);
    match ctx.track.stage {
        Stage::Decided => rest.any(|a| a.outcomes.iter().any(|o| *o != Outcome::NotProven)),
        stage if NEEDS_SOMEBODY.contains(&stage) => rest.next().is_some(),
        _ => true,
    }
}

pub(in crate::acts) fn any_may_go(ctx: &Ctx<'_>) -> bool {
    standing(ctx).any(|p| somebody_remains(ctx, p.id))
}

pub(in crate::acts) fn remains(ctx: &Ctx<'_>, details: &Details) -> bool {
    named(ctx, details).is_some_and(|p| somebody_remains(ctx, p.id))
}

pub(in crate::acts) fn open_of<'a>(
    ctx: &Ctx<'a>,
    party: PartyId,
) -> impl Iterator<Item = &'a Track> {
    ctx.file
        .tracks
        .iter()
        .filter(move |t| !t.stage.is_final() && t.respondent() == Some(party))
}

pub(in crate::acts) fn unblocked(ctx: &Ctx<'_>, party: PartyId) -> bool {
    open_of(ctx, party).all(|t| t.machine != Machine::Control)
}

/// Whether no open block would be left by the change of the respondent that the details name.
pub(in crate::acts) fn no_block_left(ctx: &Ctx<'_>, details: &Details) -> bool {
    let Some(party) = named(ctx, details) else {
        return true;
    };
    match details {
        // The review goes on, and its block with it.
        Details::SubjectChange { subject, .. } if subject.is_asn() => true,
        _ => unblocked(ctx, party.id),
    }
}

/// Whether anybody could change so without leaving a block.
pub(in crate::acts) fn any_unblocked(ctx: &Ctx<'_>) -> bool {
    match ctx.rule.action {
        // Another kind of civil servant keeps the review.
        Action::ChangeSubjectKind => any_stands(ctx),
        Action::StrikeRespondent => {
            standing(ctx).any(|p| somebody_remains(ctx, p.id) && unblocked(ctx, p.id))
        }
        Action::MergeRespondents => pairs(ctx).any(|(goes, _)| unblocked(ctx, goes.id)),
        _ => standing(ctx).any(|p| unblocked(ctx, p.id)),
    }
}

/// Two respondents who may be one: both stand, and not each has a number of his own.
fn pairs<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = (&'a Party, &'a Party)> {
    let all: Vec<&Party> = standing(ctx).collect();
    let mut pairs = Vec::new();
    for goes in &all {
        for stays in &all {
            if goes.id != stays.id && may_be_one(ctx, goes, stays) {
                pairs.push((*goes, *stays));
            }
        }
    }
    pairs.into_iter()
}

fn may_be_one(ctx: &Ctx<'_>, goes: &Party, stays: &Party) -> bool {
    !goes.identified && goes.subject == stays.subject && regime_stays_with(ctx, goes, stays)
}

pub(in crate::acts) fn any_merge(ctx: &Ctx<'_>) -> bool {
    pairs(ctx).next().is_some()
}

pub(in crate::acts) fn merge_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::RespondentMerge { goes, stays }
        if pairs(ctx).any(|(a, b)| (a.id, b.id) == (*goes, *stays)))
}

/// The review that goes on with the allegations of both keeps the regime of the sanction under way.
fn regime_stays_with(ctx: &Ctx<'_>, goes: &Party, stays: &Party) -> bool {
    let Some(review) = review_about(ctx, stays.id) else {
        return true;
    };
    let Some(case) = ctx.case() else {
        return false;
    };
    let mut after = case.clone();
    for a in after.allegations.iter_mut() {
        if a.respondent == goes.id {
            a.respondent = stays.id;
        }
    }
    let (_, regime) = siblings::forwarded_allegations(&after, stays.id, stays.subject, ctx);
    keeps_regime(ctx, review, regime)
}

pub(in crate::acts) fn review_about<'a>(ctx: &Ctx<'a>, party: PartyId) -> Option<&'a Track> {
    open_of(ctx, party).find(|t| t.review().is_some())
}

/// Whether no sanction is under way under a regime that a review would leave.
fn keeps_regime(ctx: &Ctx<'_>, review: &Track, regime: LawSet) -> bool {
    let stays = review.review().is_some_and(|r| r.regime == regime);
    let void = Stage::void(Machine::Sanction);
    let sanctioned = || {
        ctx.file.tracks.iter().any(|t| {
            t.sanction().is_some()
                && t.stage != void
                && review_of(ctx.file, t).is_some_and(|r| r.id == review.id)
        })
    };
    stays || !sanctioned()
}

/// The regime that an open review comes under with another kind of civil servant.
pub(in crate::acts) fn regime_under(
    ctx: &Ctx<'_>,
    party: &Party,
    subject: SubjectKind,
) -> Option<(Track, LawSet)> {
    let review = review_about(ctx, party.id)?;
    let case = ctx.case()?;
    let (_, regime) = siblings::forwarded_allegations(case, party.id, subject, ctx);
    Some((review.clone(), regime))
}

pub(in crate::acts) fn regime_stays(ctx: &Ctx<'_>, details: &Details) -> bool {
    let Details::SubjectChange { subject, .. } = details else {
        return false;
    };
    named(ctx, details).is_none_or(|party| regime_stays_as(ctx, party, *subject))
}

/// Whether the sanction under way, where one is, keeps its regime when its respondent is of another kind.
pub(in crate::acts) fn regime_stays_as(ctx: &Ctx<'_>, party: &Party, subject: SubjectKind) -> bool {
    !subject.is_asn()
        || regime_under(ctx, party, subject).is_none_or(|(review, regime)| {
            keeps_regime(ctx, &review, regime)
                && measures::recommended_fits(ctx, &review, regime, Some(subject))
        })
}

/// Whether a struck respondent may stand again: nothing was decided or sent since, and nobody acted on what the
/// step did to other tracks.
fn may_return(ctx: &Ctx<'_>, party: PartyId) -> bool {
    let Some(struck) = ctx.case().and_then(|c| c.struck(party)) else {
        return false;
    };
    let after = |(seq, _): &(i64, &crate::file::StepMark)| *seq > struck.seq;
    let settled = ctx
        .track
        .standing()
        .filter(after)
        .any(|(_, s)| SETTLES.contains(&s.action));
    let stands = |id: &PartyId| standing(ctx).any(|p| p.id == *id);
    // A case that was opened again and is decided anew has no place for tracks that run.
    let room = reopening::case_has_room(ctx.file) || !taking_back::touches(ctx, struck.seq);
    !settled
        && room
        && struck.into.as_ref().is_none_or(stands)
        && taking_back::untouched_since(ctx, struck.seq)
}

pub(in crate::acts) fn any_return(ctx: &Ctx<'_>) -> bool {
    let struck = ctx.case().into_iter().flat_map(|c| &c.struck);
    struck.into_iter().any(|s| may_return(ctx, s.party.id))
}

pub(in crate::acts) fn return_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::Restoration(party) if may_return(ctx, *party))
}

/// The step whose effects on other tracks a restoration takes back.
pub(in crate::acts) fn restored(ctx: &Ctx<'_>) -> Option<i64> {
    let Details::Restoration(party) = &ctx.command?.details else {
        return None;
    };
    ctx.case()?.struck(*party).map(|s| s.seq)
}

/// What the details change on the case.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, details: &Details) -> Result<Vec<Change>, Refusal> {
    let seq = ctx.track.version + 1;
    let unknown = || Refusal::unfit(Unfit::DetailsUnfit, "/details/party_id");
    Ok(match details {
        Details::Identification {
            party,
            record,
            agency,
            identified,
        } => vec![Change::Identified {
            party: *party,
            record: *record,
            agency: *agency,
            identified: *identified,
        }],
        Details::SubjectChange { party, subject, .. } => {
            let mut all = vec![Change::SubjectChanged {
                party: *party,
                subject: *subject,
            }];
            all.extend(regimes(ctx, *party, *subject));
            all
        }
        Details::Strike { party, ground } => vec![Change::RespondentStruck {
            party: *party,
            ground: *ground,
            into: None,
            seq,
        }],
        Details::Replacement { party, new, .. } => {
            let mut all = vec![
                Change::PartiesAdded(vec![(**new).clone()]),
                Change::RespondentStruck {
                    party: *party,
                    ground: RespondentEnd::Replaced,
                    into: Some(new.id),
                    seq,
                },
            ];
            let old = named(ctx, details).ok_or_else(unknown)?;
            // The regime of a contract servant is another.
            if (old.subject == SubjectKind::Pppk) != (new.subject == SubjectKind::Pppk) {
                let moved = regimes(ctx, *party, new.subject).into_iter();
                all.extend(moved.map(|change| match change {
                    Change::AllegationAmended(a) => Change::AllegationAmended(Allegation {
                        respondent: new.id,
                        ..a
                    }),
                    other => other,
                }));
            }
            all
        }
        Details::RespondentMerge { goes, stays } => {
            vec![Change::RespondentStruck {
                party: *goes,
                ground: RespondentEnd::Merged,
                into: Some(*stays),
                seq,
            }]
        }
        Details::Restoration(party) => vec![Change::RespondentRestored { party: *party, seq }],
        _ => Vec::new(),
    })
}

/// The allegations of a respondent whose regime follows another kind of subject.
fn regimes(ctx: &Ctx<'_>, party: PartyId, subject: SubjectKind) -> Vec<Change> {
    let pppk = subject == SubjectKind::Pppk;
    let own = ctx.case().into_iter().flat_map(|c| &c.allegations);
    own.filter(|a| a.respondent == party)
        .filter_map(|a| {
            let day = a.act_to.or(a.act_from)?;
            let regime = Some(ctx.world.book.regime(day, pppk));
            (regime != a.regime).then(|| {
                Change::AllegationAmended(Allegation {
                    regime,
                    ..a.clone()
                })
            })
        })
        .collect()
}
