//! Details of steps after the forwarding: review, sanction, block, referral.

use netralitas_app::{
    error::FieldError,
    input::{DetailsIn, MEASURE_TEXTS},
};
use netralitas_domain::{
    acts::Details,
    file::{Destination, Measure as DomainMeasure},
    ids::Id,
    law::{LawSet, SanctionLevel},
    procedure::{
        BlockScope, DestinationKind, Deviation, FollowUpJudgement, LapseCause, Outcome,
        RemedyResult,
    },
};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Taken, plain};
use crate::dto::{
    act::{DetailsDto, TextOf},
    clock::Day,
    words,
};

/// A number in the authority's own system.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsideReference {
    /// The number in SIAPNET or SBT.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub number: Option<String>,
}

impl DetailsDto for OutsideReference {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn into_details(self) -> Taken {
        plain(Details::OutsideReference(self.number))
    }
}

/// The recommendation to the personnel officer (PPK).
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Rows of the catalogue of violations that were broken: codes of the law book, e.g. `D-3`.
    #[validate(length(max = 50))]
    #[serde(default)]
    #[schema(max_items = 50)]
    pub violations: Vec<String>,
    /// The level, where named.
    #[schema(value_type = Option<words::SanctionLevel>)]
    pub level: Option<SanctionLevel>,
    /// The kind, where named: a code of the law book.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub kind: Option<String>,
    /// The agency, where the respondent's own is not known.
    pub agency_id: Option<Uuid>,
}

impl DetailsDto for Recommendation {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn into_details(self) -> Taken {
        let recommendation = netralitas_domain::file::Recommendation {
            violations: self.violations,
            level: self.level,
            kind: self.kind,
        };
        plain(Details::Recommendation(
            recommendation,
            self.agency_id.map(Id::new),
        ))
    }
}

/// The sanction regime that is chosen where acts lie under several; the reason stands in `reason`.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegimeChoice {
    /// The regime.
    #[schema(value_type = words::LawSet)]
    pub regime: LawSet,
}

impl DetailsDto for RegimeChoice {
    fn into_details(self) -> Taken {
        plain(Details::Regime(self.regime))
    }
}

/// How the authority judges a follow-up report.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The judgement.
    #[schema(value_type = words::FollowUpJudgement)]
    pub judgement: FollowUpJudgement,
}

impl DetailsDto for Judgement {
    fn into_details(self) -> Taken {
        plain(Details::Judgement(self.judgement))
    }
}

/// Why a track lapses.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// The cause.
    #[schema(value_type = words::LapseCause)]
    pub cause: LapseCause,
}

impl DetailsDto for Lapse {
    fn into_details(self) -> Taken {
        plain(Details::Lapse(self.cause))
    }
}

/// What is to be blocked.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockRequest {
    /// The scope.
    #[schema(value_type = words::BlockScope)]
    pub scope: BlockScope,
}

impl DetailsDto for BlockRequest {
    fn into_details(self) -> Taken {
        plain(Details::BlockScope(self.scope))
    }
}

/// One sanction with its time.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The regime of its kind, e.g. `pp94`: a `regime` of the `sanction_kinds` in `GET /v1/law-book`.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub regime: String,
    /// The kind: a `code` of that regime in the `sanction_kinds` of `GET /v1/law-book`.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub kind: String,
    /// The kind in words, required where the kind is `named_in_words` in the law book; kept outside the journal.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub kind_in_words: Option<String>,
    /// First day, as the decision plans it, not before the decision. Required, as the last, where the kind has
    /// `duration_months` in the law book.
    pub from: Option<Day>,
    /// Last day, as the decision plans it. The law's duration runs from the day the decision takes effect.
    pub to: Option<Day>,
}

/// Measures, and the words of those that have some: the n-th text kind goes with the n-th measure.
fn measures(list: Vec<Measure>) -> (Vec<DomainMeasure>, Vec<TextOf>) {
    let mut texts = Vec::new();
    let all = list.into_iter().zip(MEASURE_TEXTS).map(|(m, kind)| {
        texts.extend(m.kind_in_words.map(|words| (*kind, words)));
        DomainMeasure {
            regime: m.regime,
            kind: m.kind,
            from: m.from.map(Day::date),
            to: m.to.map(Day::date),
            ..DomainMeasure::default()
        }
    });
    (all.collect(), texts)
}

/// What is imposed.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Imposition {
    /// One or more measures.
    #[validate(length(min = 1, max = 10), nested)]
    #[schema(min_items = 1, max_items = 10)]
    pub measures: Vec<Measure>,
    /// How it differs from the recommendation. It is computed from the two and may be left out; where they cannot be
    /// compared, what stands here is taken. A deviation needs a reason.
    #[schema(value_type = Option<words::Deviation>)]
    pub deviation: Option<Deviation>,
}

impl DetailsDto for Imposition {
    fn into_details(self) -> Taken {
        let (measures, texts) = measures(self.measures);
        let details = Details::Imposition(measures, self.deviation);
        Ok((DetailsIn::Plain(details), texts))
    }
}

/// How an objection or an appeal ends.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// The result.
    #[schema(value_type = words::RemedyResult)]
    pub result: RemedyResult,
    /// The new measures, where it changes them.
    #[serde(default)]
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    pub measures: Vec<Measure>,
}

impl DetailsDto for Remedy {
    fn into_details(self) -> Taken {
        let (measures, texts) = measures(self.measures);
        let details = Details::Remedy(self.result, measures);
        Ok((DetailsIn::Plain(details), texts))
    }
}

/// Where a returned referral goes now.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Readdress {
    /// What kind of body it is; which kinds are competent stands in `destinations` of `GET /v1/law-book`. One of
    /// which the law book is not sure needs a `reason`.
    #[schema(value_type = words::DestinationKind)]
    pub kind: DestinationKind,
    /// The receiving office, where it is one here.
    pub office_id: Option<Uuid>,
    /// The receiving body's name.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: Option<String>,
}

impl DetailsDto for Readdress {
    fn into_details(self) -> Taken {
        if self.office_id.is_none() && self.name.is_none() {
            return Err(vec![FieldError::new("/details/name", "missing")]);
        }
        // The outcome stays that of the referral; the domain keeps it.
        let destination = Destination {
            outcome: Outcome::OtherLaw,
            kind: self.kind,
            office: self.office_id.map(Id::new),
            name: self.name,
        };
        plain(Details::Readdress(destination))
    }
}
