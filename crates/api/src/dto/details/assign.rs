//! Details of assignments, and of what an office says to entries made for it.

use netralitas_domain::{
    acts::{Assignee, Details, NamedPaper},
    ids::Id,
    procedure::{AssignmentCapacity, EntryAnswer},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Taken, plain};
use crate::dto::{act::DetailsDto, words};

/// Who is assigned; roles and whose account it is are read where the act is done.
fn who(account: Uuid, office: Option<Uuid>) -> Assignee {
    Assignee {
        account: Id::new(account),
        office: Id::new(office.unwrap_or_default()),
        roles: Vec::new(),
        is_party: false,
    }
}

/// An officer for a track.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// In which capacity.
    #[schema(value_type = words::AssignmentCapacity)]
    pub capacity: AssignmentCapacity,
    /// The officer's account: an `account_id` of `GET /v1/officers`.
    pub account_id: Uuid,
    /// The officer's office, where it is one below (clarification team only).
    pub office_id: Option<Uuid>,
    /// The decree, where it is a paper that the track has; a new one goes into `papers`.
    pub decree_id: Option<Uuid>,
}

impl DetailsDto for Assignment {
    fn into_details(self) -> Taken {
        plain(Details::Assignment {
            capacity: self.capacity,
            to: who(self.account_id, self.office_id),
            decree: self.decree_id.map(|id| NamedPaper {
                id: Id::new(id),
                kind: None,
            }),
        })
    }
}

/// Another officer in the place of one who is assigned.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassignment {
    /// The assignment: the `seq` of the step that made it.
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100000)]
    pub assignment_seq: i64,
    /// The new officer's account.
    pub account_id: Uuid,
    /// The officer's office, where it is one below (clarification team only).
    pub office_id: Option<Uuid>,
}

impl DetailsDto for Reassignment {
    fn into_details(self) -> Taken {
        plain(Details::Reassignment {
            seq: self.assignment_seq,
            to: who(self.account_id, self.office_id),
        })
    }
}

/// The end of an assignment.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The assignment: the `seq` of the step that made it.
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100000)]
    pub assignment_seq: i64,
}

impl DetailsDto for Release {
    fn into_details(self) -> Taken {
        plain(Details::Release(self.assignment_seq))
    }
}

/// What the caller takes on.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// In which capacity.
    #[schema(value_type = words::AssignmentCapacity)]
    pub capacity: AssignmentCapacity,
}

impl DetailsDto for Claim {
    fn into_details(self) -> Taken {
        plain(Details::Claim(self.capacity))
    }
}

/// What the caller's office says to a step that another recorded for it from a paper; a contest needs a `reason`.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnsweredEntry {
    /// The step: its `seq`.
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100000)]
    pub step_seq: i64,
    /// The answer.
    #[schema(value_type = words::EntryAnswer)]
    pub answer: EntryAnswer,
}

impl DetailsDto for AnsweredEntry {
    fn into_details(self) -> Taken {
        plain(Details::EntryAnswer(self.step_seq, self.answer))
    }
}
