//! What is known of a track beyond its stage: non-personal facts that guards and views need.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseFacts, Change, Track, words::SubjectKind};
use crate::{
    ids::{AllegationId, OfficeId, PartyId, TextId, TrackId},
    law::{LawSet, SanctionLevel},
    procedure::{
        BlockScope, DestinationKind, Deviation, FollowUpJudgement, LapseCause, Outcome,
        RemedyResult,
    },
};

/// What an authority recommends to the personnel officer (PPK).
#[derive(Default, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Rows of the catalogue of violations that were broken, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<String>,
    /// The level, where named (BKN may name none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<SanctionLevel>,
    /// The kind, where named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Facts of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewFacts {
    /// The respondent.
    pub respondent: PartyId,
    /// What the respondent is.
    pub subject: SubjectKind,
    /// The allegations forwarded.
    pub allegations: Vec<AllegationId>,
    /// The sanction regime: that of the latest act forwarded, or the one that was chosen.
    pub regime: LawSet,
    /// An officer chose it with a reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub regime_chosen: bool,
    /// The authority.
    pub authority: OfficeId,
    /// The sender let the sealed identities go along: the authority may open them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub identity_sent: bool,
    /// The agency of the personnel officer (PPK), once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeId>,
    /// The review it continues, after a hand-over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<TrackId>,
    /// The recommendation issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<Recommendation>,
    /// The day the agency received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// Number in the authority's own system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_number: Option<String>,
    /// The Bawaslu office asked for the study, where it is not the one that handles the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied_by: Option<OfficeId>,
    /// How the follow-up was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<FollowUpJudgement>,
    /// Why it lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<LapseCause>,
    /// Why it ended with a change of the respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_with: Option<super::RespondentEnd>,
    /// Reviews of other cases with which it is one matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Joining>,
}

vocabulary! {
    /// How two reviews of one person and act are joined.
    JoinKind {
        JoinedInto = "joined_into", "Digabung ke", "Joined into";
        JoinedFrom = "joined_from", "Menerima gabungan dari", "Joined from";
    }
}

/// A review of another case that is the same matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// How.
    pub kind: JoinKind,
    /// The other review.
    pub review: TrackId,
}

impl ReviewFacts {
    /// Whether reviews of other cases go on in this one.
    #[must_use]
    pub fn carries_others(&self) -> bool {
        self.joins.iter().any(|j| j.kind == JoinKind::JoinedFrom)
    }
    /// The review in which this one goes on.
    #[must_use]
    pub fn goes_on_in(&self) -> Option<TrackId> {
        let into = self.joins.iter().find(|j| j.kind == JoinKind::JoinedInto);
        into.map(|j| j.review)
    }
}

/// One sanction with its time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The regime of its kind.
    pub regime: String,
    /// The kind's code in that regime.
    pub kind: String,
    /// The kind in words, where the law book leaves it to the agency: the text that holds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_words: Option<TextId>,
    /// First day, as the decision planned it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day, as the decision planned it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// First day on which it runs, once the decision has taken effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs_from: Option<NaiveDate>,
    /// Last day on which it runs: the law's duration from the day it took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs_to: Option<NaiveDate>,
}

/// An objection or appeal that runs or was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plea {
    /// How it ended.
    pub result: RemedyResult,
}

/// Facts of a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionFacts {
    /// The review it follows.
    pub review: TrackId,
    /// The respondent.
    pub respondent: PartyId,
    /// What the respondent is.
    pub subject: SubjectKind,
    /// The competent agency.
    pub agency: OfficeId,
    /// What was recommended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<Recommendation>,
    /// What was imposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// How it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviation: Option<Deviation>,
    /// Whether the decision dismisses or ends the contract.
    #[serde(default)]
    pub dismissal: bool,
    /// Decided without an examination on record: a warning, for the register takes in what happened.
    #[serde(default)]
    pub without_examination: bool,
    /// Remedies decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pleas: Vec<Plea>,
    /// Why it lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<LapseCause>,
    /// Why it ended with a change of the respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_with: Option<super::RespondentEnd>,
}

/// Facts of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlFacts {
    /// The review it enforces.
    pub review: TrackId,
    /// The respondent.
    pub respondent: PartyId,
    /// The agency.
    pub agency: OfficeId,
    /// The office that blocks.
    pub control: Option<OfficeId>,
    /// What it covers.
    pub scope: BlockScope,
    /// What of it was lifted before the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<BlockScope>,
}

/// Where a respondent's matter goes outside the ASN review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The outcome forwarded.
    pub outcome: Outcome,
    /// What kind of body it is.
    pub kind: DestinationKind,
    /// The office here, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeId>,
    /// The body's name, where it is no office here (an institution, never a person).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl ControlFacts {
    /// What of it is still blocked.
    #[must_use]
    pub fn remaining(&self) -> BlockScope {
        let left = self.lifted.and_then(|part| self.scope.without(part));
        left.unwrap_or(self.scope)
    }
}

/// Facts of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralFacts {
    /// The respondent.
    pub respondent: PartyId,
    /// Where it goes.
    pub destination: Destination,
    /// Whether it was answered.
    #[serde(default)]
    pub answered: bool,
    /// Why it ended with a change of the respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_with: Option<super::RespondentEnd>,
}

/// Facts of a track, by machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// Of a case.
    Case(Box<CaseFacts>),
    /// Of a review.
    Review(ReviewFacts),
    /// Of a sanction.
    Sanction(SanctionFacts),
    /// Of a block.
    Control(ControlFacts),
    /// Of a referral.
    Referral(ReferralFacts),
}

impl Facts {
    /// Folds one change in; a change of another machine's facts has no effect.
    pub fn apply(&mut self, change: &Change) {
        match self {
            Self::Case(f) => change.on_case(f),
            Self::Review(f) => change.on_review(f),
            Self::Sanction(f) => change.on_sanction(f),
            Self::Control(f) => change.on_control(f),
            Self::Referral(f) => change.on_referral(f),
        }
    }
}

macro_rules! views {
    ($($name:ident $variant:ident $facts:ty;)+) => {
        impl Track {
            $(
                #[doc = concat!("Its facts, if it is a ", stringify!($name), ".")]
                #[must_use]
                pub fn $name(&self) -> Option<&$facts> {
                    if let Facts::$variant(facts) = &self.facts { Some(facts) } else { None }
                }
            )+
        }
    };
}
views! {
    case Case CaseFacts;
    review Review ReviewFacts;
    sanction Sanction SanctionFacts;
    control Control ControlFacts;
    referral Referral ReferralFacts;
}
