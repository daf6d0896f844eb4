//! The body of an act: the same envelope for all, and the details of its shape.

use netralitas_app::{
    error::FieldError,
    input::{ActIn, DetailsIn, WhenIn},
};
use netralitas_domain::{
    acts::Details,
    ids::{Id, TrackId},
    procedure::{Action, BodyShape, Machine, reason_kept_as},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Ref, RefOr, Schema},
};
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors};

use super::{
    clock::{Day, clock_form, minutes},
    historic::HistoricEntry,
    paper::{Meeting, Paper},
};

/// Where an act goes: the track of its address, the action, and the version that the caller saw.
#[derive(Debug, Clone, Copy)]
pub struct Address {
    /// The machine.
    pub machine: Machine,
    /// The track.
    pub track: Uuid,
    /// The action.
    pub action: Action,
    /// The shape of its details.
    pub shape: BodyShape,
    /// The version of `If-Match`.
    pub expected: i64,
}

/// A text of an act: what it is, and its body.
pub type TextOf = (&'static str, String);

/// The details of one shape.
pub trait DetailsDto: Serialize + DeserializeOwned + Validate + ToSchema {
    /// As the use cases take them, with the texts they hold.
    ///
    /// # Errors
    /// Fields that cannot be taken, with pointers from the root of the body.
    fn into_details(self) -> Result<(DetailsIn, Vec<TextOf>), Vec<FieldError>>;

    /// What a body without `details` says, where every member is optional; none where one is required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// The details of a body: there, or left out where [`DetailsDto::absent`] allows it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent, bound(serialize = "D: Serialize"))]
pub struct Given<D>(Option<D>);

impl<D> Default for Given<D> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, D: DetailsDto> Deserialize<'de> for Given<D> {
    fn deserialize<T: serde::Deserializer<'de>>(deserializer: T) -> Result<Self, T::Error> {
        D::deserialize(deserializer).map(|details| Self(Some(details)))
    }
}

impl<D: DetailsDto> Validate for Given<D> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        match &self.0 {
            Some(details) => details.validate(),
            None if D::absent().is_some() => Ok(()),
            None => {
                let mut errors = ValidationErrors::new();
                errors.add("__all__", ValidationError::new("missing"));
                Err(errors)
            }
        }
    }
}

/// A body that becomes an act.
pub trait ActBody: DeserializeOwned + Validate + ToSchema + 'static {
    /// The act.
    ///
    /// # Errors
    /// Fields that cannot be taken.
    fn into_act(self, to: Address) -> Result<ActIn, Vec<FieldError>>;

    /// The name of its schema. Every shape has its own: the type's name alone would be `Act` for all.
    #[must_use]
    fn schema_name() -> String;
}

/// An act without details.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BareAct {
    /// The legal day of the step, in the zone of the handling office; without it, now.
    pub effective_day: Option<Day>,
    /// The clock time of the step, `HH:MM`, only where there is one.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub effective_time: Option<String>,
    /// The party that acts, where a party does and the case has several of the capacity.
    pub acting_party_id: Option<Uuid>,
    /// The office that acts, where the step is recorded from a paper and the track does not say which.
    pub acting_office_id: Option<Uuid>,
    /// The paper the step is recorded from, when the acting office does not use this installation: number,
    /// date and issuer are then required.
    #[validate(nested)]
    pub by_paper: Option<Paper>,
    /// Papers of the step.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub papers: Vec<Paper>,
    /// The plenary meeting that decided.
    #[validate(nested)]
    pub meeting: Option<Meeting>,
    /// A reason or note; kept outside the journal.
    #[validate(length(min = 1, max = 50000))]
    #[schema(min_length = 1, max_length = 50000)]
    pub reason: Option<String>,
    /// Historic entry: what happened before is recorded as old papers say. Conditions of time are then noted instead
    /// of refused. For the role `historic_recorder`, beside the role that the step asks for.
    #[validate(nested)]
    pub historic: Option<HistoricEntry>,
}

/// An act with details. The envelope is that of [`BareAct`], written out: flattening would accept unknown
/// fields.
#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(
    deny_unknown_fields,
    bound(serialize = "D: DetailsDto", deserialize = "D: DetailsDto")
)]
pub struct Act<D: DetailsDto> {
    /// See [`BareAct`].
    pub effective_day: Option<Day>,
    /// See [`BareAct`].
    #[validate(custom(function = clock_form))]
    pub effective_time: Option<String>,
    /// See [`BareAct`].
    pub acting_party_id: Option<Uuid>,
    /// See [`BareAct`].
    pub acting_office_id: Option<Uuid>,
    /// See [`BareAct`].
    #[validate(nested)]
    pub by_paper: Option<Paper>,
    /// See [`BareAct`].
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    pub papers: Vec<Paper>,
    /// See [`BareAct`].
    #[validate(nested)]
    pub meeting: Option<Meeting>,
    /// See [`BareAct`].
    #[validate(length(min = 1, max = 50000))]
    pub reason: Option<String>,
    /// See [`BareAct`].
    #[validate(nested)]
    pub historic: Option<HistoricEntry>,
    /// The details; may be left out where every member of them is optional.
    #[serde(default)]
    #[validate(nested)]
    pub details: Given<D>,
}

impl<D: DetailsDto> PartialSchema for Act<D> {
    fn schema() -> RefOr<Schema> {
        let mut schema = BareAct::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.description = Some("An act with its details.".to_owned());
            object.properties.insert(
                "details".to_owned(),
                Ref::from_schema_name(D::name()).into(),
            );
            if D::absent().is_none() {
                object.required.push("details".to_owned());
            }
        }
        schema
    }
}

impl<D: DetailsDto> ToSchema for Act<D> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        BareAct::schemas(schemas);
        schemas.push((D::name().into_owned(), D::schema()));
        D::schemas(schemas);
    }
}

fn assemble(
    body: BareAct,
    to: Address,
    details: DetailsIn,
    mut texts: Vec<TextOf>,
) -> Result<ActIn, Vec<FieldError>> {
    let meeting = body.meeting.map(Meeting::into_input).transpose()?;
    let kept_as = reason_kept_as(to.action).code();
    texts.extend(body.reason.map(|r| (kept_as, r)));
    Ok(ActIn {
        machine: to.machine,
        track: TrackId::new(to.track),
        action: to.action,
        expected: to.expected,
        when: WhenIn {
            day: body.effective_day.map(Day::date),
            minute: body.effective_time.as_deref().and_then(minutes),
        },
        acting_party: body.acting_party_id.map(Id::new),
        acting_office: body.acting_office_id.map(Id::new),
        by_paper: body.by_paper.map(Into::into),
        papers: body.papers.into_iter().map(Into::into).collect(),
        texts,
        meeting,
        historic: body.historic.map(Into::into),
        details,
    })
}

impl ActBody for BareAct {
    fn schema_name() -> String {
        "BareAct".to_owned()
    }

    fn into_act(self, to: Address) -> Result<ActIn, Vec<FieldError>> {
        let details = match to.shape {
            BodyShape::Plenary => Details::Plenary,
            BodyShape::Succession => Details::Succession,
            BodyShape::Closing => Details::Closing,
            BodyShape::Reason => {
                if self.reason.is_none() {
                    return Err(vec![FieldError::new("/reason", "missing")]);
                }
                Details::Reason
            }
            _ => Details::None,
        };
        assemble(self, to, DetailsIn::Plain(details), Vec::new())
    }
}

impl<D: DetailsDto + 'static> ActBody for Act<D> {
    fn schema_name() -> String {
        format!("{}Act", D::name())
    }

    fn into_act(self, to: Address) -> Result<ActIn, Vec<FieldError>> {
        let details = self.details.0.or_else(D::absent);
        let missing = || vec![FieldError::new("/details", "missing")];
        let (details, texts) = details.ok_or_else(missing)?.into_details()?;
        let rest = BareAct {
            effective_day: self.effective_day,
            effective_time: self.effective_time,
            acting_party_id: self.acting_party_id,
            acting_office_id: self.acting_office_id,
            by_paper: self.by_paper,
            papers: self.papers,
            meeting: self.meeting,
            reason: self.reason,
            historic: self.historic,
        };
        assemble(rest, to, details, texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dto::details::{Forwarding, Judgement, Recommendation},
        extract::Json,
    };

    #[test]
    fn details_may_be_left_out_where_every_member_is_optional() {
        let taken = |read: bool| assert!(read);
        taken(Json::<Act<Recommendation>>::from_bytes(b"{}").is_ok());
        taken(Json::<Act<Forwarding>>::from_bytes(br#"{"reason":"x"}"#).is_ok());
        taken(Json::<Act<Forwarding>>::from_bytes(br#"{"details":{}}"#).is_ok());
        // No value is no absence.
        taken(Json::<Act<Forwarding>>::from_bytes(br#"{"details":null}"#).is_err());
        // Elsewhere they are missing, together with what else is wrong.
        let body = br#"{"effective_time":"noon"}"#;
        let problem = Json::<Act<Judgement>>::from_bytes(body).unwrap_err();
        let found: Vec<_> = problem
            .errors()
            .iter()
            .map(|e| (e.pointer.as_str(), e.code.as_ref()))
            .collect();
        assert!(found.contains(&("/details", "missing")), "{found:?}");
        assert!(
            found.iter().any(|e| e.0 == "/effective_time"),
            "all at once: {found:?}"
        );
    }
}
