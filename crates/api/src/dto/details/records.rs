//! Details of records kept on any track: numbers in outside systems.

use netralitas_domain::{acts::Details, file, identity, ids::Id, procedure::OutsideSystem};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{Taken, plain};
use crate::dto::{act::DetailsDto, words};

/// A number in an outside system: of the track itself, or of one of its parties or papers.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The system.
    #[schema(value_type = words::OutsideSystem)]
    pub system: OutsideSystem,
    /// The number as that system writes it; never the number of a person.
    #[validate(
        length(min = 1, max = 100),
        custom(function = has_digit_or_letter),
        custom(function = of_no_person)
    )]
    #[schema(min_length = 1, max_length = 100, pattern = "[0-9A-Za-z]")]
    pub number: String,
    /// The party that it is the number of.
    pub party_id: Option<Uuid>,
    /// The paper that it is the number of.
    pub paper_id: Option<Uuid>,
}

/// Without a letter or digit it could never be found.
pub(crate) fn has_digit_or_letter(number: &str) -> Result<(), ValidationError> {
    if file::folded_number(number).is_empty() {
        Err(ValidationError::new("bad_format"))
    } else {
        Ok(())
    }
}

/// A journal that nobody can change holds no number of a person.
pub(crate) fn of_no_person(number: &str) -> Result<(), ValidationError> {
    if identity::is_of_a_person(number) {
        Err(ValidationError::new("number_of_a_person"))
    } else {
        Ok(())
    }
}

impl DetailsDto for Reference {
    fn into_details(self) -> Taken {
        plain(Details::Reference(file::Reference {
            system: self.system,
            number: self.number,
            party: self.party_id.map(Id::new),
            paper: self.paper_id.map(Id::new),
        }))
    }
}
