//! Under which sanction regimes the acts of a review lie, part by part, and which of them an officer may choose.

use chrono::NaiveDate;

use crate::acts::guard_check::Ctx;
use crate::{
    file::{Allegation, ReviewFacts, SubjectKind, Track},
    ids::AllegationId,
    law::{Book, LawSet},
    procedure::Action,
};

/// A part of an act that lies under one regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegimePart {
    /// The allegation.
    pub allegation: AllegationId,
    /// First day of the part.
    pub from: NaiveDate,
    /// Last day of it.
    pub to: NaiveDate,
    /// The regime of its days.
    pub regime: LawSet,
}

/// The parts of the acts of a review, in the order of the allegations and their days; acts without a day have none.
#[must_use]
pub fn regime_parts<'a>(
    review: &ReviewFacts,
    allegations: impl IntoIterator<Item = &'a Allegation>,
    book: &Book,
) -> Vec<RegimePart> {
    let pppk = review.subject == SubjectKind::Pppk;
    let mut parts: Vec<RegimePart> = Vec::new();
    let own = allegations.into_iter();
    for act in own.filter(|a| review.allegations.contains(&a.id)) {
        let Some((from, to)) = act.act_from.or(act.act_to).zip(act.act_to.or(act.act_from)) else {
            continue;
        };
        let inner = book.regime_starts().filter(|day| from < *day && *day <= to);
        let mut starts: Vec<NaiveDate> = [from].into_iter().chain(inner).collect();
        starts.sort_unstable();
        for day in starts {
            let regime = book.regime(day, pppk);
            match parts.last_mut() {
                Some(part) if part.allegation == act.id && part.regime == regime => part.to = to,
                last => {
                    if let (Some(before), Some(eve)) =
                        (last.filter(|p| p.allegation == act.id), day.pred_opt())
                    {
                        before.to = eve;
                    }
                    parts.push(RegimePart {
                        allegation: act.id,
                        from: day,
                        to,
                        regime,
                    });
                }
            }
        }
    }
    parts
}

vocabulary! {
    /// Why it is doubtful under which sanction regime a matter lies.
    RegimeDoubt {
        SeveralRegimes = "several_regimes", "Perbuatan berada di bawah lebih dari satu rezim sanksi dan belum ada yang memilih dengan alasan: yang berlaku pada hari perbuatan terakhir dipakai", "The acts lie under more than one sanction regime, and nobody chose with a reason: that of the latest act is taken";
        DecidedLater = "decided_later", "Perbuatan berada di bawah satu rezim sanksi, tetapi diputus atau akan diputus setelah rezim lain berlaku; apakah rezim hari perbuatan tetap dipakai belum terlihat, dan belum ada yang memilih dengan alasan", "The acts lie under one sanction regime, and the decision was or will be taken under another; whether that of the acts stays was not seen, and nobody chose with a reason";
    }
}

/// What is doubtful about the regime of a review whose matter was decided, or would be decided, on a day; nothing once
/// an officer chose, and of acts without a day.
#[must_use]
pub fn regime_doubts<'a>(
    review: &ReviewFacts,
    allegations: impl IntoIterator<Item = &'a Allegation>,
    decided: NaiveDate,
    book: &Book,
) -> Vec<RegimeDoubt> {
    let parts = regime_parts(review, allegations, book);
    let Some(first) = parts.first().filter(|_| !review.regime_chosen) else {
        return Vec::new();
    };
    let several = parts.iter().any(|p| p.regime != first.regime);
    let then = book.regime(decided, review.subject == SubjectKind::Pppk);
    let told = [
        (RegimeDoubt::SeveralRegimes, several),
        (RegimeDoubt::DecidedLater, then != review.regime),
    ];
    told.into_iter()
        .filter_map(|(doubt, holds)| holds.then_some(doubt))
        .collect()
}

/// The regimes that an officer may choose among on a day: those of the acts, and that of the day itself (whether what
/// is decided after a change of regimes stays under the older one was not seen).
fn choices(review: &ReviewFacts, acts: &[Allegation], day: NaiveDate, book: &Book) -> Vec<LawSet> {
    let parts = regime_parts(review, acts, book);
    let today = book.regime(day, review.subject == SubjectKind::Pppk);
    let mut all: Vec<LawSet> = parts.iter().map(|p| p.regime).chain([today]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn choices_now(ctx: &Ctx<'_>) -> Vec<LawSet> {
    let both = ctx.track.review().zip(ctx.case());
    both.map_or_else(Vec::new, |(review, case)| {
        choices(review, &case.allegations, ctx.at.day, ctx.world.book)
    })
}

/// Whether there is anything to choose.
pub(in crate::acts) fn is_open(ctx: &Ctx<'_>) -> bool {
    choices_now(ctx).len() > 1
}

/// Whether a regime may be chosen now.
pub(in crate::acts) fn fits(ctx: &Ctx<'_>, regime: LawSet) -> bool {
    let taken = |r: &ReviewFacts| r.regime == regime && r.regime_chosen;
    choices_now(ctx).contains(&regime) && !ctx.track.review().is_some_and(taken)
}

/// Whether more than one regime may hold and nobody has chosen: the acts lie under several, or another one holds by
/// now.
pub(in crate::acts) fn is_left_open(ctx: &Ctx<'_>) -> bool {
    ctx.track.review().is_some_and(|r| !r.regime_chosen) && is_open(ctx)
}

/// Whether nobody has chosen on a review and more than one regime may hold on a day with these acts; none where
/// somebody has.
pub(in crate::acts) fn left_open_by(
    track: &Track,
    acts: &[Allegation],
    day: NaiveDate,
    book: &Book,
) -> Option<bool> {
    let review = track.review().filter(|r| !r.regime_chosen)?;
    Some(choices(review, acts, day, book).len() > 1)
}

/// Whether a choice made on a review is still one with these acts.
pub(in crate::acts) fn choice_stands(track: &Track, acts: &[Allegation], book: &Book) -> bool {
    let chosen = track.review().filter(|r| r.regime_chosen);
    let Some((review, at)) = chosen.zip(track.last_step(Action::ChooseRegime)) else {
        return false;
    };
    let all = choices(review, acts, at.day, book);
    all.len() > 1 && all.contains(&review.regime)
}
