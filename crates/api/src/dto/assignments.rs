//! Officers, what is assigned to them, and handing it over.

use chrono::NaiveDate;
use netralitas_app::{
    accounts::assignments::{HandOverIn, Officer},
    input::WhenIn,
};
use netralitas_domain::{
    ids::Id,
    people::{Directory, Role},
    procedure::Machine,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{answer::Named, clock::Day, words};
use crate::extract::Language;

/// Which officers.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfficersQuery {
    /// Of this office: the caller's own without it, or at Bawaslu one below.
    pub office_id: Option<Uuid>,
}

/// Which assignments.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AssignmentsQuery {
    /// Of this account only.
    pub account_id: Option<Uuid>,
}

/// The officers of an office.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfficersOut {
    /// By name.
    pub items: Vec<OfficerOut>,
}

/// Somebody who can be assigned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfficerOut {
    /// The account.
    pub account_id: Uuid,
    /// The name.
    pub name: String,
    /// The office.
    pub office_id: Uuid,
    /// The roles there, as of now.
    #[schema(value_type = Vec<words::Role>)]
    pub roles: Vec<Role>,
}

impl From<Officer> for OfficerOut {
    fn from(officer: Officer) -> Self {
        Self {
            account_id: officer.account.raw(),
            name: officer.name,
            office_id: officer.office.raw(),
            roles: officer.roles,
        }
    }
}

/// What is assigned at the caller's office.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AssignmentsOut {
    /// Oldest first.
    pub items: Vec<AssignmentOut>,
}

/// An assignment that lasts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AssignmentOut {
    /// The step that made it; name it in a reassignment or release.
    pub assignment_seq: i64,
    /// In which capacity.
    pub capacity: Named,
    /// The officer's account.
    pub account_id: Uuid,
    /// The officer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The code of the officer's office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The decree, a paper of the track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decree_id: Option<Uuid>,
    /// Since which day.
    pub from: NaiveDate,
    /// Until which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// The track, in a list over many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_id: Option<Uuid>,
    /// Its machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Machine>)]
    pub machine: Option<Machine>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl AssignmentOut {
    /// Renders an assignment of a track.
    #[must_use]
    pub fn of(
        assigned: &netralitas_domain::file::Assigned,
        name: Option<String>,
        offices: &Directory,
        language: Language,
    ) -> Self {
        Self {
            assignment_seq: assigned.seq,
            capacity: Named::of(assigned.capacity, language),
            account_id: assigned.account.raw(),
            name,
            office: offices.get(assigned.office).map(|o| o.code.clone()),
            decree_id: assigned.decree.map(|d| d.raw()),
            from: assigned.from,
            to: assigned.to,
            track_id: None,
            machine: None,
            href: None,
        }
    }

    /// The same in a list over many tracks.
    #[must_use]
    pub fn on(mut self, machine: Machine, track: Uuid) -> Self {
        self.track_id = Some(track);
        self.machine = Some(machine);
        self.href = Some(format!("/v1/{}/{track}", machine.collection()));
        self
    }
}

/// Everything that an officer has at the caller's office goes to another.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentHandOver {
    /// Who leaves.
    pub from_account_id: Uuid,
    /// Who goes on.
    pub to_account_id: Uuid,
    /// The legal day; without it, now.
    pub effective_day: Option<Day>,
}

impl From<AssignmentHandOver> for HandOverIn {
    fn from(body: AssignmentHandOver) -> Self {
        Self {
            from: Id::new(body.from_account_id),
            to: Id::new(body.to_account_id),
            when: WhenIn {
                day: body.effective_day.map(Day::date),
                minute: None,
            },
        }
    }
}

/// The receipt of a hand-over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AssignmentHandOverReceipt {
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// How many assignments went over.
    pub assignments: usize,
    /// Of how many cases.
    pub cases: usize,
    /// The tracks with their new versions.
    pub tracks: Vec<HandedOverTrack>,
}

/// A track on which an assignment went over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandedOverTrack {
    /// The track.
    pub track_id: String,
    /// Its version now.
    pub version: i64,
}
