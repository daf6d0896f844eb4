//! The one place that knows which struct belongs to which shape.

/// Does something with the body type of a shape: `with_body!(shape, Body => expression)`.
#[macro_export]
macro_rules! with_body {
    ($shape:expr, $body:ident => $do:expr) => {{
        use netralitas_domain::procedure::BodyShape as Shape;
        use $crate::dto::{
            act::{Act, BareAct},
            details as d,
        };
        match $shape {
            Shape::None
            | Shape::Plenary
            | Shape::Succession
            | Shape::Closing
            | Shape::Reason
            | Shape::File
            | Shape::Complaint => {
                type $body = BareAct;
                $do
            }
            Shape::StudyRequest => {
                type $body = Act<d::StudyRequest>;
                $do
            }
            Shape::Redirection => {
                type $body = Act<d::Redirection>;
                $do
            }
            Shape::Transfer => {
                type $body = Act<d::AgencyTransfer>;
                $do
            }
            Shape::Reopening => {
                type $body = Act<d::Reopening>;
                $do
            }
            Shape::Supplement => {
                type $body = Act<d::Supplement>;
                $do
            }
            Shape::InitialStudy => {
                type $body = Act<d::InitialStudy>;
                $do
            }
            Shape::Study => {
                type $body = Act<d::Study>;
                $do
            }
            Shape::NotRegistered => {
                type $body = Act<d::NonRegistration>;
                $do
            }
            Shape::Delegation => {
                type $body = Act<d::Delegation>;
                $do
            }
            Shape::TakeoverRequest => {
                type $body = Act<d::TakeoverRequest>;
                $do
            }
            Shape::Takeover => {
                type $body = Act<d::Takeover>;
                $do
            }
            Shape::Forwarding => {
                type $body = Act<d::Forwarding>;
                $do
            }
            Shape::Person => {
                type $body = Act<d::Hearing>;
                $do
            }
            Shape::Invitation => {
                type $body = Act<d::Invitation>;
                $do
            }
            Shape::Outcomes => {
                type $body = Act<d::Outcomes>;
                $do
            }
            Shape::CorrectionRequest => {
                type $body = Act<d::CorrectionRequest>;
                $do
            }
            Shape::CorrectionDecision => {
                type $body = Act<d::CorrectionDecision>;
                $do
            }
            Shape::OutsideReference => {
                type $body = Act<d::OutsideReference>;
                $do
            }
            Shape::Assignment => {
                type $body = Act<d::Assignment>;
                $do
            }
            Shape::Reassignment => {
                type $body = Act<d::Reassignment>;
                $do
            }
            Shape::Release => {
                type $body = Act<d::Release>;
                $do
            }
            Shape::Claim => {
                type $body = Act<d::Claim>;
                $do
            }
            Shape::EntryAnswer => {
                type $body = Act<d::AnsweredEntry>;
                $do
            }
            Shape::Reference => {
                type $body = Act<d::Reference>;
                $do
            }
            Shape::Recommendation => {
                type $body = Act<d::Recommendation>;
                $do
            }
            Shape::Regime => {
                type $body = Act<d::RegimeChoice>;
                $do
            }
            Shape::Judgement => {
                type $body = Act<d::Judgement>;
                $do
            }
            Shape::Lapse => {
                type $body = Act<d::Lapse>;
                $do
            }
            Shape::BlockScope => {
                type $body = Act<d::BlockRequest>;
                $do
            }
            Shape::Imposition => {
                type $body = Act<d::Imposition>;
                $do
            }
            Shape::Remedy => {
                type $body = Act<d::Remedy>;
                $do
            }
            Shape::Amendments => {
                type $body = Act<d::Amendments>;
                $do
            }
            Shape::Identification => {
                type $body = Act<d::Identification>;
                $do
            }
            Shape::SubjectChange => {
                type $body = Act<d::SubjectChange>;
                $do
            }
            Shape::Strike => {
                type $body = Act<d::Strike>;
                $do
            }
            Shape::Replacement => {
                type $body = Act<d::Replacement>;
                $do
            }
            Shape::RespondentMerge => {
                type $body = Act<d::RespondentMerge>;
                $do
            }
            Shape::Restoration => {
                type $body = Act<d::Restoration>;
                $do
            }
            Shape::Split => {
                type $body = Act<d::Split>;
                $do
            }
            Shape::OtherCase => {
                type $body = Act<d::OtherCase>;
                $do
            }
            Shape::OtherReview => {
                type $body = Act<d::OtherReview>;
                $do
            }
            Shape::Readdress => {
                type $body = Act<d::Readdress>;
                $do
            }
        }
    }};
}
