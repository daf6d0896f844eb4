//! The facts of reviews, sanctions, blocks and referrals.

use chrono::NaiveDate;
use netralitas_app::reading::{
    earlier_sanctions::EarlierSanction, joined::JoinedView, track_view::TrackView,
};
use netralitas_domain::{
    acts::{RegimeDoubt, RegimePart},
    file::{
        ControlFacts, JoinKind, Measure, ReferralFacts, RespondentEnd, ReviewFacts, SanctionFacts,
        Track,
    },
    law::{SanctionKind, SanctionLevel},
    procedure::{
        BlockScope, Deviation, FollowUpJudgement, LapseCause, Machine, Outcome, RemedyResult,
    },
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, OfficeRef, Rendering};
use crate::{dto::words, extract::Language};

/// Facts of a review.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReviewOut {
    /// The respondent.
    pub respondent_id: Uuid,
    /// The authority.
    pub authority: OfficeRef,
    /// The agency of the personnel officer (PPK).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeRef>,
    /// The sanction regime of the acts.
    pub regime: Named,
    /// An officer chose that regime with a reason.
    pub regime_chosen: bool,
    /// The parts of the acts and the regime of each, where they lie under several; acts that the caller sees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regime_parts: Vec<RegimePartOut>,
    /// Doubts about that regime: acts under several, or a decision after another came into force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regime_doubts: Vec<Named>,
    /// The review it continues after a hand-over, where the caller sees that too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continues_id: Option<Uuid>,
    /// The rows of the catalogue of violations that the recommendation names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommended_violations: Vec<String>,
    /// The recommended level.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SanctionLevel>)]
    pub recommended_level: Option<SanctionLevel>,
    /// The recommended kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended_kind: Option<String>,
    /// The day the agency received the recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// Number in the authority's own system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside_number: Option<String>,
    /// The Bawaslu office asked for the study, where it is not the one that handles the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub studied_by: Option<OfficeRef>,
    /// How the follow-up was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::FollowUpJudgement>)]
    pub judgement: Option<FollowUpJudgement>,
    /// Why it lapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::LapseCause>)]
    pub lapse: Option<LapseCause>,
    /// Why it ended with a change of the respondent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RespondentEnd>)]
    pub ended_with: Option<RespondentEnd>,
    /// Reviews of other cases with which it is one matter; one of them goes on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<JoinedOut>,
}

/// Another review of the same person and act. Its address is told to those who see that review too.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JoinedOut {
    /// `joined_into`: the matter goes on there. `joined_from`: it goes on here.
    #[schema(value_type = words::JoinKind)]
    pub kind: JoinKind,
    /// The text.
    pub text: &'static str,
    /// The other review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_id: Option<Uuid>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl JoinedOut {
    fn of(joined: &JoinedView, language: Language) -> Self {
        let machine = Machine::Review.collection();
        Self {
            kind: joined.kind,
            text: language.pick(joined.kind.text()),
            review_id: joined.review.map(|id| id.raw()),
            href: joined.review.map(|id| format!("/v1/{machine}/{id}")),
        }
    }
}

/// A part of an act that lies under one sanction regime.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegimePartOut {
    /// The allegation.
    pub allegation_id: Uuid,
    /// First day of the part.
    pub from: NaiveDate,
    /// Last day of it.
    pub to: NaiveDate,
    /// The regime of its days.
    pub regime: Named,
}

fn named(doubts: &[RegimeDoubt], r: &Rendering<'_>) -> Vec<Named> {
    let one = |doubt: &RegimeDoubt| Named::of(*doubt, r.language);
    doubts.iter().map(one).collect()
}

impl ReviewOut {
    pub(super) fn of(
        f: &ReviewFacts,
        (parts, doubts): (&[RegimePart], &[RegimeDoubt]),
        view: &TrackView,
        r: &Rendering<'_>,
    ) -> Self {
        let several = parts
            .first()
            .is_some_and(|first| parts.iter().any(|p| p.regime != first.regime));
        Self {
            respondent_id: f.respondent.raw(),
            authority: OfficeRef::of(f.authority, r.offices),
            agency: f.agency.map(|a| OfficeRef::of(a, r.offices)),
            regime: Named::of(f.regime, r.language),
            regime_chosen: f.regime_chosen,
            regime_parts: parts
                .iter()
                .filter(|_| several)
                .map(|p| RegimePartOut {
                    allegation_id: p.allegation.raw(),
                    from: p.from,
                    to: p.to,
                    regime: Named::of(p.regime, r.language),
                })
                .collect(),
            regime_doubts: named(doubts, r),
            continues_id: f
                .continues
                .and_then(|id| view.named(id))
                .map(|t| t.id.raw()),
            recommended_violations: f
                .recommendation
                .as_ref()
                .map(|x| x.violations.clone())
                .unwrap_or_default(),
            recommended_level: f.recommendation.as_ref().and_then(|x| x.level),
            recommended_kind: f.recommendation.as_ref().and_then(|x| x.kind.clone()),
            received_on: f.received_on,
            outside_number: f.outside_number.clone(),
            studied_by: f.studied_by.map(|a| OfficeRef::of(a, r.offices)),
            judgement: f.judgement,
            lapse: f.lapse,
            ended_with: f.ended_with,
            joined: view
                .joined
                .iter()
                .map(|j| JoinedOut::of(j, r.language))
                .collect(),
        }
    }
}

/// One sanction with its time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureOut {
    /// The regime.
    pub regime: String,
    /// The kind's code.
    pub kind: String,
    /// The kind in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The kinds that the law lets stand in for this one, which it postpones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stood_in_by: Vec<StandInOut>,
    /// The text of the track that names the kind in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind_in_words_id: Option<Uuid>,
    /// First day, as the decision planned it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day, as the decision planned it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// First day on which it runs, once the decision has taken effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs_from: Option<NaiveDate>,
    /// Last day on which it runs: the law's duration from the day the decision took effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs_to: Option<NaiveDate>,
}

/// A kind of sanction that is imposed in the place of a postponed one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StandInOut {
    /// The regime.
    pub regime: String,
    /// The kind's code.
    pub kind: String,
    /// The kind in words.
    pub text: String,
}

impl MeasureOut {
    pub(super) fn of(m: &Measure, r: &Rendering<'_>) -> Self {
        let kind = r.book.sanction_kind(&m.regime, &m.kind);
        let words = |k: &SanctionKind| match r.language {
            Language::Indonesian => k.id.clone(),
            Language::English => k.en.clone(),
        };
        let stand_ins = r.book.stand_ins(&m.regime, &m.kind);
        Self {
            regime: m.regime.clone(),
            kind: m.kind.clone(),
            text: kind.map(words),
            level: kind.map(|k| k.level.clone()),
            stood_in_by: stand_ins
                .map(|k| StandInOut {
                    regime: k.regime.clone(),
                    kind: k.code.clone(),
                    text: words(k),
                })
                .collect(),
            kind_in_words_id: m.in_words.map(|t| t.raw()),
            from: m.from,
            to: m.to,
            runs_from: m.runs_from,
            runs_to: m.runs_to,
        }
    }
}

/// A sanction that took effect against the same person before.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EarlierSanctionOut {
    /// Its track.
    pub sanction_id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Its address.
    pub href: String,
    /// The day on which it took effect.
    pub effective_on: NaiveDate,
    /// What was imposed.
    pub measures: Vec<MeasureOut>,
}

impl EarlierSanctionOut {
    pub(super) fn of(earlier: &EarlierSanction, r: &Rendering<'_>) -> Self {
        let track = &earlier.track;
        let measures = track.sanction().map_or(&[] as &[_], |s| &s.measures);
        Self {
            sanction_id: track.id.raw(),
            case_id: track.case_id.raw(),
            href: format!("/v1/{}/{}", track.machine.collection(), track.id),
            effective_on: earlier.effective_on,
            measures: measures.iter().map(|m| MeasureOut::of(m, r)).collect(),
        }
    }
}

/// Facts of a sanction.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SanctionOut {
    /// The review it follows, where the caller sees that too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_id: Option<Uuid>,
    /// The respondent.
    pub respondent_id: Uuid,
    /// The agency.
    pub agency: OfficeRef,
    /// The rows of the catalogue of violations that the recommendation names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommended_violations: Vec<String>,
    /// The recommended level, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SanctionLevel>)]
    pub recommended_level: Option<SanctionLevel>,
    /// The recommended kind, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended_kind: Option<String>,
    /// What was imposed.
    pub measures: Vec<MeasureOut>,
    /// How it differs from the recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Deviation>)]
    pub deviation: Option<Deviation>,
    /// It dismisses or ends the contract.
    pub dismissal: bool,
    /// Decided without an examination on record.
    pub without_examination: bool,
    /// Doubts about the regime that it is decided under; told to those who see its review.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regime_doubts: Vec<Named>,
    /// Remedies decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::RemedyResult>)]
    pub remedies: Vec<RemedyResult>,
    /// Why it ended with a change of the respondent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RespondentEnd>)]
    pub ended_with: Option<RespondentEnd>,
}

impl SanctionOut {
    pub(super) fn of(
        f: &SanctionFacts,
        review: Option<&Track>,
        doubts: &[RegimeDoubt],
        r: &Rendering<'_>,
    ) -> Self {
        Self {
            review_id: review.map(|t| t.id.raw()),
            respondent_id: f.respondent.raw(),
            agency: OfficeRef::of(f.agency, r.offices),
            recommended_violations: f
                .recommended
                .as_ref()
                .map(|x| x.violations.clone())
                .unwrap_or_default(),
            recommended_level: f.recommended.as_ref().and_then(|x| x.level),
            recommended_kind: f.recommended.as_ref().and_then(|x| x.kind.clone()),
            measures: f.measures.iter().map(|m| MeasureOut::of(m, r)).collect(),
            deviation: f.deviation,
            dismissal: f.dismissal,
            without_examination: f.without_examination,
            regime_doubts: named(doubts, r),
            remedies: f.pleas.iter().map(|p| p.result).collect(),
            ended_with: f.ended_with,
        }
    }
}

/// Facts of a block.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ControlOut {
    /// The review it enforces, where the caller sees that too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_id: Option<Uuid>,
    /// The respondent.
    pub respondent_id: Uuid,
    /// The agency.
    pub agency: OfficeRef,
    /// What it covers.
    #[schema(value_type = words::BlockScope)]
    pub scope: BlockScope,
    /// What of it was lifted before the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BlockScope>)]
    pub lifted: Option<BlockScope>,
}

impl ControlOut {
    pub(super) fn of(f: &ControlFacts, review: Option<&Track>, r: &Rendering<'_>) -> Self {
        Self {
            review_id: review.map(|t| t.id.raw()),
            respondent_id: f.respondent.raw(),
            agency: OfficeRef::of(f.agency, r.offices),
            scope: f.scope,
            lifted: f.lifted,
        }
    }
}

/// Facts of a referral.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReferralOut {
    /// The respondent.
    pub respondent_id: Uuid,
    /// The outcome forwarded.
    #[schema(value_type = words::Outcome)]
    pub outcome: Outcome,
    /// What kind of body it goes to.
    pub kind: Named,
    /// The receiving office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeRef>,
    /// The receiving body's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it was answered.
    pub answered: bool,
    /// Why it ended with a change of the respondent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RespondentEnd>)]
    pub ended_with: Option<RespondentEnd>,
}

impl ReferralOut {
    pub(super) fn of(f: &ReferralFacts, r: &Rendering<'_>) -> Self {
        Self {
            respondent_id: f.respondent.raw(),
            outcome: f.destination.outcome,
            kind: Named::of(f.destination.kind, r.language),
            office: f.destination.office.map(|o| OfficeRef::of(o, r.offices)),
            name: f.destination.name.clone(),
            answered: f.answered,
            ended_with: f.ended_with,
        }
    }
}
