//! Details of a correction: the request and the decision.

use netralitas_app::input::DetailsIn;
use netralitas_domain::{
    acts::{CorrectionRuling, Details},
    ids::Id,
    procedure::{CorrectionResult, Matter, Outcome},
};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::Taken;
use crate::dto::{
    act::DetailsDto,
    clock::Day,
    form_texts::{CorrectionDecisionForm, CorrectionRequestForm, FormText},
    words,
};

use super::case::{AllegationOutcomes, ForwardTo, dispatch, outcomes_of};

/// A request for correction (form B.19); who asks is the acting party. It is taken in whenever it comes: the office that
/// examines it judges the time.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionRequest {
    /// The office asked: Bawaslu RI or the province. Without it, the one directly above the issuer.
    pub office_id: Option<Uuid>,
    /// The kind of recommendation that is to be corrected. Without it, every one that the office can correct.
    #[schema(value_type = Option<words::Outcome>)]
    pub outcome: Option<Outcome>,
    /// Number of the recommendation.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub recommendation_number: Option<String>,
    /// The day it was issued.
    pub recommendation_day: Option<Day>,
    /// What it recommends.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub recommendation: Option<String>,
    /// What shall be corrected.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub asked: Option<String>,
}

impl DetailsDto for CorrectionRequest {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn into_details(self) -> Taken {
        let form = CorrectionRequestForm {
            recommendation_number: self.recommendation_number,
            recommendation_day: self.recommendation_day.map(Day::date),
            recommendation: self.recommendation,
            asked: self.asked,
        };
        let text = (form != CorrectionRequestForm::default())
            .then(|| FormText::CorrectionRequest(form).kept())
            .flatten();
        let office = self.office_id.map(Id::new);
        let details = Details::CorrectionRequest(office, self.outcome);
        let texts = text
            .map(|t| (Matter::Reason.code(), t))
            .into_iter()
            .collect();
        Ok((DetailsIn::Plain(details), texts))
    }
}

/// The decision on one request for correction (form B.20). What is no longer recommended is withdrawn, what still is
/// goes on under the new recommendation, what newly is opens.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionDecision {
    /// The request, by its `seq` in the journal of the case. Without it, the only one that waits at this office.
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100000)]
    pub request_seq: Option<i64>,
    /// The result.
    #[schema(value_type = words::CorrectionResult)]
    pub result: CorrectionResult,
    /// Of a correction: the outcomes of every allegation as corrected; only ethics and other law may change.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allegations: Vec<AllegationOutcomes>,
    /// Of a correction: where what is newly recommended goes, unless to the review authority.
    #[serde(default)]
    #[validate(length(max = 1000), nested)]
    #[schema(max_items = 1000)]
    pub destinations: Vec<ForwardTo>,
    /// Whether the applicant may ask.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub standing: Option<String>,
    /// Whether it was asked in time.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub timeliness: Option<String>,
    /// What the office holds of the grounds.
    #[validate(length(min = 1, max = 50_000))]
    #[schema(min_length = 1, max_length = 50_000)]
    pub opinion: Option<String>,
    /// The conclusion.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub conclusion: Option<String>,
    /// The new recommendation, where the old one is corrected.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub new_recommendation: Option<String>,
}

impl DetailsDto for CorrectionDecision {
    fn into_details(self) -> Taken {
        let details = Details::CorrectionDecision(CorrectionRuling {
            request: self.request_seq,
            result: self.result,
            outcomes: self.allegations.into_iter().map(outcomes_of).collect(),
            destinations: self.destinations.into_iter().map(dispatch).collect(),
        });
        let form = CorrectionDecisionForm {
            standing: self.standing,
            timeliness: self.timeliness,
            opinion: self.opinion,
            conclusion: self.conclusion,
            new_recommendation: self.new_recommendation,
        };
        let text = (form != CorrectionDecisionForm::default())
            .then(|| FormText::CorrectionDecision(form).kept())
            .flatten();
        let texts = text
            .map(|t| (Matter::Reason.code(), t))
            .into_iter()
            .collect();
        Ok((DetailsIn::Plain(details), texts))
    }
}
