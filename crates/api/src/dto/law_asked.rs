//! Questions to the law book: parameters, read strictly and all at once.

use chrono::NaiveDate;
use netralitas_app::error::FieldError;
use netralitas_domain::{
    file::SubjectKind,
    law::{
        AgencyLevel, Catalogue, Contest, Post, Weight,
        questions::{Asked, Matter, Wrong},
    },
};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::{
    clock::Day,
    law_reader::{Reader, code, day, region, truth, word},
    words,
};
use crate::problem::{Code, Problem};

/// What the catalogues hold.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ViolationsQuery {
    /// Rows that hold for acts of this day.
    #[param(value_type = Option<Day>)]
    pub day: Option<String>,
    /// Rows that name this act.
    #[param(min_length = 1, max_length = 60)]
    pub act: Option<String>,
    /// Rows of this catalogue.
    #[param(value_type = Option<words::Catalogue>)]
    pub catalogue: Option<String>,
}

/// An act, a person, a race, and days.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AppliesQuery {
    /// The act: a `code` of `acts` in `GET /v1/law-book/violations`.
    #[param(value_type = String, required = true, min_length = 1, max_length = 60, example = "photo_posted")]
    pub act: Option<String>,
    /// What the person is; `unknown` lists every kind.
    #[param(value_type = words::SubjectKind, required = true, example = "pns")]
    pub subject: Option<String>,
    /// The election of the candidate concerned; without it both phases are listed.
    #[param(min_length = 1, max_length = 60)]
    pub election: Option<String>,
    /// The race of that election; with it or not at all.
    #[param(min_length = 1, max_length = 60)]
    pub race: Option<String>,
    /// The region of the race, by the code of the Ministry of Home Affairs, e.g. `73` or `73.71`.
    #[param(pattern = "^[0-9]{2}([.][0-9]{2})?$")]
    pub region: Option<String>,
    /// First day of the act.
    #[param(value_type = Day, required = true, example = "2024-10-01")]
    pub day: Option<String>,
    /// Last day; the first one without it.
    #[param(value_type = Option<Day>)]
    pub day_to: Option<String>,
    /// The day on which the matter comes to the authority; the days of the act without it.
    #[param(value_type = Option<Day>)]
    pub at: Option<String>,
}

/// A level, a day, a person.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct KindsQuery {
    /// The day of the act.
    #[param(value_type = Day, required = true, example = "2024-10-01")]
    pub day: Option<String>,
    /// What the person is.
    #[param(value_type = words::SubjectKind, required = true, example = "pns")]
    pub subject: Option<String>,
    /// Kinds of this level; of every level without it.
    #[param(value_type = Option<words::Weight>)]
    pub level: Option<String>,
}

/// A level, a day, a person, a post, an agency.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ImposersQuery {
    /// The day of the act.
    #[param(value_type = Day, required = true, example = "2024-10-01")]
    pub day: Option<String>,
    /// What the person is.
    #[param(value_type = words::SubjectKind, required = true, example = "pns")]
    pub subject: Option<String>,
    /// Kinds of this level; of every level without it.
    #[param(value_type = Option<words::Weight>)]
    pub level: Option<String>,
    /// The person's post; any without it.
    #[param(value_type = Option<words::Post>)]
    pub post: Option<String>,
    /// The kind of agency; any without it.
    #[param(value_type = Option<words::AgencyLevel>)]
    pub agency: Option<String>,
}

/// A day, and what was under way.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AuthorityQuery {
    /// The day.
    #[param(value_type = Day, required = true, example = "2024-10-01")]
    pub day: Option<String>,
    /// The earlier day on which the matter came in; without it, it comes in on the day.
    #[param(value_type = Option<Day>)]
    pub since: Option<String>,
    /// Whether the authority of that earlier day issued a recommendation; without it both readings are listed.
    #[param(value_type = Option<bool>)]
    pub recommended: Option<String>,
}

/// A day, and where.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DayQuery {
    /// The day.
    #[param(value_type = Day, required = true, example = "2024-10-01")]
    pub day: Option<String>,
    /// The region whose own days off count too, by the code of the Ministry of Home Affairs, e.g. `51` or `51.71`.
    #[param(pattern = "^[0-9]{2}([.][0-9]{2})?$")]
    pub region: Option<String>,
}

/// What a list of the catalogue is narrowed to: day, act, catalogue.
pub type Narrowed<'a> = (Option<NaiveDate>, Option<&'a str>, Option<Catalogue>);

impl ViolationsQuery {
    /// What to narrow to.
    ///
    /// # Errors
    /// `bad_query` with every fault.
    pub fn read(&self) -> Result<Narrowed<'_>, Problem> {
        let mut reader = Reader::default();
        let on = reader.may("day", self.day.as_deref(), day);
        let act = reader.may("act", self.act.as_deref(), code);
        let catalogue = reader.may("catalogue", self.catalogue.as_deref(), word);
        reader.end(Some((on, act, catalogue)))
    }
}

impl AppliesQuery {
    /// The question.
    ///
    /// # Errors
    /// `bad_query` with every fault.
    pub fn read(&self) -> Result<Asked<'_>, Problem> {
        let mut reader = Reader::default();
        let act = reader.must("act", self.act.as_deref(), code);
        let subject = reader.must("subject", self.subject.as_deref(), word);
        let election = reader.may("election", self.election.as_deref(), code);
        let race = reader.may("race", self.race.as_deref(), code);
        let region = reader.may("region", self.region.as_deref(), region);
        let from = reader.must("day", self.day.as_deref(), day);
        let to = reader.may("day_to", self.day_to.as_deref(), day);
        let intake = reader.may("at", self.at.as_deref(), day);
        // A matter does not come in before the act.
        if intake.zip(from).is_some_and(|(intake, from)| intake < from) {
            reader.fault("at", "range");
        }
        // One names the other; a region is that of a race.
        if self.election.is_none() && (self.race.is_some() || self.region.is_some()) {
            reader.fault("election", "missing");
        }
        if self.race.is_none() && (self.election.is_some() || self.region.is_some()) {
            reader.fault("race", "missing");
        }
        let contest = election.zip(race).map(|(election, race)| Contest {
            election,
            race,
            region,
        });
        let asked = act
            .zip(subject)
            .zip(from)
            .map(|((act, subject), from)| Asked {
                act,
                subject,
                contest,
                from,
                to: to.unwrap_or(from),
                intake,
            });
        reader.end(asked)
    }
}

impl KindsQuery {
    /// Day, person, level.
    ///
    /// # Errors
    /// `bad_query` with every fault.
    pub fn read(&self) -> Result<(NaiveDate, SubjectKind, Option<Weight>), Problem> {
        let mut reader = Reader::default();
        let on = reader.must("day", self.day.as_deref(), day);
        let subject = reader.must("subject", self.subject.as_deref(), word);
        let level = reader.may("level", self.level.as_deref(), word);
        let asked = on.zip(subject).map(|(on, subject)| (on, subject, level));
        reader.end(asked)
    }
}

/// Day, person, level, post, agency.
pub type Imposing = (NaiveDate, SubjectKind, Option<Weight>, Post, AgencyLevel);

impl ImposersQuery {
    /// The question.
    ///
    /// # Errors
    /// `bad_query` with every fault.
    pub fn read(&self) -> Result<Imposing, Problem> {
        let mut reader = Reader::default();
        let on = reader.must("day", self.day.as_deref(), day);
        let subject = reader.must("subject", self.subject.as_deref(), word);
        let level = reader.may("level", self.level.as_deref(), word);
        let post = reader.may("post", self.post.as_deref(), word);
        let agency = reader.may("agency", self.agency.as_deref(), word);
        let asked = on.zip(subject).map(|(on, subject)| {
            let post = post.unwrap_or(Post::Any);
            (on, subject, level, post, agency.unwrap_or(AgencyLevel::Any))
        });
        reader.end(asked)
    }
}

impl AuthorityQuery {
    /// The day and the matter.
    ///
    /// # Errors
    /// `bad_query` with every fault.
    pub fn read(&self) -> Result<(NaiveDate, Matter), Problem> {
        let mut reader = Reader::default();
        let on = reader.must("day", self.day.as_deref(), day);
        let since = reader.may("since", self.since.as_deref(), day);
        let recommended = reader.may("recommended", self.recommended.as_deref(), truth);
        if self.recommended.is_some() && self.since.is_none() {
            reader.fault("since", "missing");
        }
        if let (Some(on), Some(since)) = (on, since)
            && since > on
        {
            reader.fault("since", "end_before_start");
        }
        let matter = since.map_or(Matter::New, |since| Matter::UnderWay { since, recommended });
        reader.end(on.map(|on| (on, matter)))
    }
}

impl DayQuery {
    /// The day and the region.
    ///
    /// # Errors
    /// `bad_query` with every fault.
    pub fn read(&self) -> Result<(NaiveDate, Option<&str>), Problem> {
        let mut reader = Reader::default();
        let on = reader.must("day", self.day.as_deref(), day);
        let region = reader.may("region", self.region.as_deref(), region);
        reader.end(on.map(|on| (on, region)))
    }
}

/// What the book does not know of a question.
#[must_use]
pub fn unknown(wrong: &[Wrong]) -> Problem {
    let errors = wrong
        .iter()
        .map(|w| FieldError::new(format!("/{}", w.field), w.code));
    Problem::new(Code::BadQuery).with_errors(errors.collect())
}
