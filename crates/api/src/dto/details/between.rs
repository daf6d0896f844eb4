//! Details of what passes between offices, and of a reopening.

use netralitas_domain::{acts::Details, ids::Id, procedure::ReopenGround};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Taken, plain};
use crate::dto::{act::DetailsDto, words};

/// Which Bawaslu office is asked for the study.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyRequest {
    /// The office; without it the one that handles the case. Required where the matter began at the authority.
    pub office_id: Option<Uuid>,
}

impl DetailsDto for StudyRequest {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn into_details(self) -> Taken {
        plain(Details::StudyRequest(self.office_id.map(Id::new)))
    }
}

/// The review authority that is competent.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirection {
    /// The authority.
    pub office_id: Uuid,
}

impl DetailsDto for Redirection {
    fn into_details(self) -> Taken {
        plain(Details::Redirection(Id::new(self.office_id)))
    }
}

/// The agency whose personnel officer (PPK) is competent from now on.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyTransfer {
    /// The agency.
    pub agency_id: Uuid,
}

impl DetailsDto for AgencyTransfer {
    fn into_details(self) -> Taken {
        plain(Details::Transfer(Id::new(self.agency_id)))
    }
}

/// On which ground an ended track is opened again. A paper of the ground is required among `papers` or as
/// `by_paper`, with number, date and issuer: `court_decision` for a court, `remedy_decision` for BPASN or an
/// objection, `b21` (in a regional election `pilkada_form`) for a correction, `proof` for a mistaken identity or new
/// evidence, `letter` for an error of entry.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// The ground; new evidence is for reviews and sanctions only.
    #[schema(value_type = words::ReopenGround)]
    pub ground: ReopenGround,
}

impl DetailsDto for Reopening {
    fn into_details(self) -> Taken {
        plain(Details::Reopening(self.ground))
    }
}
