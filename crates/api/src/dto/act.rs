//! The body of an act: the same envelope for all, and the details of its shape.

use netralitas_app::{
    error::FieldError,
    input::{ActIn, DetailsIn, WhenIn},
};
use netralitas_domain::{
    acts::Details,
    ids::{Id, TrackId},
    procedure::{Action, BodyShape, Machine},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Ref, RefOr, Schema},
};
use uuid::Uuid;
use validator::Validate;

use super::{
    clock::{Day, clock_form, minutes},
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
}

/// An act with details. The envelope is that of [`BareAct`], written out: flattening would accept unknown
/// fields.
#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Act<D: Validate> {
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
    /// The details.
    #[validate(nested)]
    pub details: D,
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
            object.required.push("details".to_owned());
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
    texts.extend(body.reason.map(|r| (REASON, r)));
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
        details,
    })
}

/// The kind of a reason among texts.
pub const REASON: &str = "reason";

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
        let (details, texts) = self.details.into_details()?;
        let rest = BareAct {
            effective_day: self.effective_day,
            effective_time: self.effective_time,
            acting_party_id: self.acting_party_id,
            acting_office_id: self.acting_office_id,
            by_paper: self.by_paper,
            papers: self.papers,
            meeting: self.meeting,
            reason: self.reason,
        };
        assemble(rest, to, details, texts)
    }
}
