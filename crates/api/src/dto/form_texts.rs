//! Forms recorded field by field. Their fields can name people, so they are kept as one text outside the journal
//! and read back here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// The fields of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum FormText {
    /// Minutes of a clarification (B.12) and the oath (B.10, B.11).
    Minutes(HearingForm),
    /// An invitation (B.9).
    Invitation(InvitationForm),
    /// A request for correction (B.19).
    CorrectionRequest(CorrectionRequestForm),
    /// Minutes of a correction (B.20).
    CorrectionDecision(CorrectionDecisionForm),
}

impl FormText {
    /// As it is kept.
    #[must_use]
    pub fn kept(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// What was kept; none where a text is just a text.
    #[must_use]
    pub fn read(body: &str) -> Option<Self> {
        body.starts_with("{\"form\":")
            .then(|| serde_json::from_str(body).ok())
            .flatten()
    }

    /// The part that is in words only.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Minutes(form) => form.minutes.clone().unwrap_or_default(),
            Self::Invitation(_) => String::new(),
            Self::CorrectionRequest(form) => form.asked.clone().unwrap_or_default(),
            Self::CorrectionDecision(form) => form.conclusion.clone().unwrap_or_default(),
        }
    }
}

/// Who asked at a clarification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Examiner {
    /// Name.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: String,
    /// Member, or the post of an official.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
}

/// A question and what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The question.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    pub question: String,
    /// The answer; absent where none was given.
    #[validate(length(min = 1, max = 20_000))]
    #[schema(min_length = 1, max_length = 20_000)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// An oath or a promise (forms B.10, B.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Oath {
    /// Sworn.
    Sworn,
    /// Promised.
    Promised,
    /// Refused.
    Refused,
}

/// Whether the person heard signed the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Signed after they were read out.
    Signed,
    /// Not willing to sign.
    Refused,
}

/// Minutes of a clarification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct HearingForm {
    /// Questions and answers in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<String>,
    /// Who asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examiners: Vec<Examiner>,
    /// Number of the chair's decree by which staff asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decree_number: Option<String>,
    /// The oath or promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oath: Option<Oath>,
    /// Questions and answers, one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// Whether the person signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Where the minutes were closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// When they were closed, `HH:MM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_time: Option<String>,
}

impl HearingForm {
    /// Whether nothing but words was given, or nothing at all.
    #[must_use]
    pub fn is_in_words(&self) -> bool {
        let words = Self {
            minutes: self.minutes.clone(),
            ..Self::default()
        };
        *self == words
    }
}

/// An invitation to a clarification, beside person and day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct InvitationForm {
    /// The hour, `HH:MM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing_time: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The address on the net.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The officer who receives the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
}

/// A request for correction, beside its grounds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct CorrectionRequestForm {
    /// Number of the recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation_number: Option<String>,
    /// The day it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation_day: Option<NaiveDate>,
    /// What it recommends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
    /// What shall be corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
}

/// Minutes of a correction, beside its effects.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct CorrectionDecisionForm {
    /// Whether the applicant may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// Whether it was asked in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeliness: Option<String>,
    /// What the office holds of the grounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// The conclusion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<String>,
    /// The new recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_recommendation: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_a_text_is_no_form() {
        let form = FormText::Minutes(HearingForm {
            minutes: Some("Tanya jawab".to_owned()),
            examiners: vec![Examiner {
                name: "Pemeriksa".to_owned(),
                position: None,
            }],
            oath: Some(Oath::Sworn),
            signature: Some(Signature::Refused),
            ..HearingForm::default()
        });
        let kept = form.kept().unwrap();
        assert_eq!(FormText::read(&kept), Some(form.clone()));
        assert_eq!(form.in_words(), "Tanya jawab");
        for text in ["Tanya jawab", "{}", "{\"form\":\"x\"}", ""] {
            assert_eq!(FormText::read(text), None, "{text}");
        }
    }
}
