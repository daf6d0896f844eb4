//! What is asked of the figures.

use netralitas_app::reading::statistics::Asked;
use netralitas_domain::{
    figures::{By, Figure},
    file::Origin,
    ids::Id,
    procedure::Machine,
};
use serde::{Deserialize, Deserializer, de};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::dto::{
    clock::{Day, Instant},
    words,
};

/// Most things by which a figure is broken down at once.
const MOST: usize = 2;

/// One or two things by which a figure is broken down, with a comma between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdown(Vec<By>);

impl Breakdown {
    fn parse(text: &str) -> Option<Self> {
        let all: Option<Vec<By>> = text.split(',').map(By::from_code).collect();
        let all = all.filter(|all| all.len() <= MOST)?;
        let twice = matches!(all.as_slice(), [a, b] if a == b);
        (!twice).then_some(Self(all))
    }
}

impl<'de> Deserialize<'de> for Breakdown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a breakdown"))
    }
}

impl PartialSchema for Breakdown {
    fn schema() -> RefOr<Schema> {
        let codes: Vec<&str> = By::ALL.iter().map(|by| by.code()).collect();
        let one = codes.join("|");
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(format!("^({one})(,({one}))?$")))
            .description(Some(
                "One or two different things by which it is broken down, with a comma between them.",
            ))
            .examples(["office,month"])
            .into()
    }
}

impl ToSchema for Breakdown {}

/// A query with what every question to the figures may say.
macro_rules! question {
    ($(#[$about:meta])* $name:ident { $($(#[$meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
        #[serde(deny_unknown_fields, default)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            $($(#[$meta])* pub $field: $kind,)*
            /// The legal day as of which it is; today in the zone of the caller's office without it.
            pub as_of: Option<Day>,
            /// The election, e.g. `pilkada-2024`.
            #[validate(length(min = 1, max = 60))]
            #[param(min_length = 1, max_length = 60)]
            pub election: Option<String>,
            /// How the case began.
            #[param(value_type = Option<words::Origin>)]
            pub origin: Option<Origin>,
            /// The Bawaslu office that handles the case.
            pub office_id: Option<Uuid>,
            /// The province in which that office works, by the code of the Ministry of Home Affairs, e.g. `35`.
            #[validate(custom(function = province_form))]
            #[param(pattern = "^[0-9]{2}$")]
            pub province: Option<String>,
            /// The review authority.
            pub authority_id: Option<Uuid>,
            /// The agency of the personnel officer (PPK).
            pub agency_id: Option<Uuid>,
        }
        impl $name {
            fn filtered(&self) -> Asked {
                Asked {
                    as_of: self.as_of.map(Day::date),
                    known_at: None,
                    election: self.election.clone(),
                    origin: self.origin,
                    office: self.office_id.map(Id::new),
                    province: self.province.clone(),
                    authority: self.authority_id.map(Id::new),
                    agency: self.agency_id.map(Id::new),
                }
            }
        }
    };
}

question! {
    /// Which funnel.
    FunnelQuery {
        /// What was recorded up to this instant (RFC 3339); now without it.
        known_at: Option<Instant>,
    }
}

question! {
    /// Which figure, and by what it is broken down.
    FiguresQuery {
        /// The figure.
        #[validate(required(code = "missing"))]
        #[param(value_type = words::Figure, required = true, example = "persons_reported")]
        figure: Option<Figure>,
        /// By what it is broken down; not at all without it.
        by: Option<Breakdown>,
        /// What was recorded up to this instant (RFC 3339); now without it.
        known_at: Option<Instant>,
    }
}

question! {
    /// Between which two times of recording.
    ChangesQuery {
        /// What was recorded after this instant (RFC 3339).
        #[validate(required(code = "missing"))]
        #[param(value_type = Instant, required = true, example = "2020-01-01T00:00:00Z")]
        known_from: Option<Instant>,
        /// Up to this instant (RFC 3339); now without it.
        known_to: Option<Instant>,
    }
}

question! {
    /// Which stages, and as of when.
    TimeInStageQuery {
        /// Only the stages of this machine.
        #[param(value_type = Option<words::Machine>)]
        machine: Option<Machine>,
        /// What was recorded up to this instant (RFC 3339); now without it.
        known_at: Option<Instant>,
    }
}

impl TimeInStageQuery {
    /// The question.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            known_at: self.known_at.map(Instant::moment),
            ..self.filtered()
        }
    }
}

impl FunnelQuery {
    /// The question.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            known_at: self.known_at.map(Instant::moment),
            ..self.filtered()
        }
    }
}

impl FiguresQuery {
    /// The question.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            known_at: self.known_at.map(Instant::moment),
            ..self.filtered()
        }
    }
    /// By what it is broken down.
    #[must_use]
    pub fn breakdown(&self) -> Vec<By> {
        self.by.clone().unwrap_or_default().0
    }
}

impl ChangesQuery {
    /// The question, as of its later time.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            known_at: self.known_to.map(Instant::moment),
            ..self.filtered()
        }
    }
}

fn province_form(code: &str) -> Result<(), ValidationError> {
    let fits = code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit());
    fits.then_some(())
        .ok_or_else(|| ValidationError::new("bad_format"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breakdown_names_one_or_two_different_things() {
        assert_eq!(
            Breakdown::parse("office,month"),
            Some(Breakdown(vec![By::Office, By::Month]))
        );
        for wrong in [
            "",
            "office,",
            "office,office",
            "office,month,state",
            "Office",
            "x",
        ] {
            assert_eq!(Breakdown::parse(wrong), None, "{wrong:?}");
        }
    }
}
