//! The details of each shape; which action takes which shape stands in the rule tables.

mod after;
mod amend;
mod assign;
mod between;
mod case;
mod corrections;
mod records;
mod respondents;

pub use after::{
    BlockRequest, Imposition, Judgement, Lapse, Measure, OutsideReference, Readdress,
    Recommendation, RegimeChoice, Remedy,
};
pub use amend::{
    AmendedAct, AmendedAllegation, AmendedParty, AmendedStep, Amendments, PaperAmended,
};
pub use assign::{AnsweredEntry, Assignment, Claim, Reassignment, Release};
pub use between::{AgencyTransfer, Redirection, Reopening, StudyRequest};
pub use case::{
    AllegationOutcomes, Delegation, ForwardTo, Forwarding, Hearing, InitialStudy, Invitation,
    NonRegistration, Outcomes, Study, Supplement, Takeover, TakeoverRequest,
};

pub use corrections::{CorrectionDecision, CorrectionRequest};
pub use records::Reference;
pub(crate) use records::has_digit_or_letter;
pub use respondents::{
    Identification, OtherCase, OtherReview, Replacement, RespondentMerge, Restoration, SendTo,
    Split, Strike, SubjectChange,
};

use netralitas_app::{error::FieldError, input::DetailsIn};
use netralitas_domain::acts::Details;

use super::act::TextOf;

type Taken = Result<(DetailsIn, Vec<TextOf>), Vec<FieldError>>;

fn plain(details: Details) -> Taken {
    Ok((DetailsIn::Plain(details), Vec::new()))
}
