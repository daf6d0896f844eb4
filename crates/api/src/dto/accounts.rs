//! Accounts: as they are asked for, and as they are answered.

use chrono::NaiveDate;
use netralitas_app::accounts::{AccountView, Entry, Grant, keep::RoleIn};
use netralitas_domain::{
    ids::Id,
    people::{Directory, Role},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{answer::Named, clock::Day, words};
use crate::extract::Language;

/// Which accounts.
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountsAsked {
    /// The office at which they have, had or will have a role.
    pub office_id: Uuid,
}

/// A role at an office.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// The office.
    pub office_id: Uuid,
    /// The role.
    #[schema(value_type = words::Role)]
    pub role: Role,
    /// Its first day; today at the office where it is left out.
    pub from: Option<Day>,
    /// Its last day; open where it is left out.
    pub to: Option<Day>,
}

impl From<NewRole> for RoleIn {
    fn from(new: NewRole) -> Self {
        Self {
            office: Id::new(new.office_id),
            role: new.role,
            from: new.from.map(Day::date),
            to: new.to.map(Day::date),
        }
    }
}

/// A new account with its first role.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountBody {
    /// The name it signs in with: small letters, digits, dots, hyphens.
    #[validate(length(min = 3, max = 100), custom(function = username))]
    #[schema(
        min_length = 3,
        max_length = 100,
        pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$",
        example = "staf2.banyuwangi"
    )]
    pub username: String,
    /// Its name for people.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub display_name: String,
    /// The office of its first role.
    pub office_id: Uuid,
    /// Its first role.
    #[schema(value_type = words::Role)]
    pub role: Role,
    /// The first day of the role; today at the office where it is left out.
    pub from: Option<Day>,
    /// The last day of the role; open where it is left out.
    pub to: Option<Day>,
}

impl NewAccountBody {
    pub(crate) fn role(&self) -> RoleIn {
        RoleIn {
            office: Id::new(self.office_id),
            role: self.role,
            from: self.from.map(Day::date),
            to: self.to.map(Day::date),
        }
    }
}

/// Small letters and digits, with single dots and hyphens between them.
fn username(name: &str) -> Result<(), validator::ValidationError> {
    let parts_fit = name.split(['.', '-']).all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    match parts_fit {
        true => Ok(()),
        false => Err(validator::ValidationError::new("bad_format")),
    }
}

/// The end of a role.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleEnd {
    /// The office.
    pub office_id: Uuid,
    /// The role.
    #[schema(value_type = words::Role)]
    pub role: Role,
    /// Its last day: today, it holds until midnight at the office; a day that is past, it ends at once; the day before its
    /// first, it never was in force.
    pub last_day: Day,
}

/// An officer leaves an office.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The office.
    pub office_id: Uuid,
    /// The last day there.
    pub last_day: Day,
}

/// Nothing more to say.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoMore {}

/// An invitation, and the password that the holder of the account chose.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The invitation as it was shown; hyphens and spaces do not count.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub invitation: String,
    /// The password.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub password: String,
}

/// Whose invitation it was.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptanceOut {
    /// The name to sign in with.
    pub username: String,
    /// The codes of the offices at which the account has a role now or later.
    pub offices: Vec<String>,
}

/// The receipt of a change of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountReceipt {
    /// The account.
    pub account_id: Uuid,
    /// Its version now.
    pub version: i64,
    /// The last day of the role, or of the roles, that was ended: it holds until midnight at its office, and no more at all
    /// where the day is past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_last_day: Option<NaiveDate>,
    /// The invitation: in the first answer alone, never in a repeated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
    /// Until when the invitation holds (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_ends_at: Option<String>,
}

/// A role that an account has, had or will have.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleOut {
    /// The office.
    pub office_id: Uuid,
    /// The code of the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The role.
    pub role: Named,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl RoleOut {
    pub(crate) fn of(grant: &Grant, offices: &Directory, language: Language) -> Self {
        Self {
            office_id: grant.office.raw(),
            office: offices.get(grant.office).map(|o| o.code.clone()),
            role: Named::of(grant.role, language),
            from: grant.from,
            to: grant.to,
        }
    }
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountOut {
    /// Identifier.
    pub id: Uuid,
    /// The name it signs in with.
    pub username: String,
    /// Its name for people.
    pub display_name: String,
    /// Its roles at offices that the caller keeps, past and future ones too; in a list those at the office asked for.
    pub roles: Vec<RoleOut>,
    /// Whether it has roles at other offices, too: then the caller gives and ends the roles at his own, and neither closes
    /// the account nor changes the way into it.
    pub roles_elsewhere: bool,
    /// Shut: nobody signs in with it.
    pub shut: bool,
    /// Whether it has a password.
    pub has_password: bool,
    /// A system of an office: nobody signs in with it, it acts by secrets (`/v1/clients`).
    pub system: bool,
    /// Until when its open invitation holds (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_until: Option<String>,
    /// Steps with every change; send it as `If-Match`.
    pub version: i64,
}

impl AccountOut {
    pub(crate) fn of(view: AccountView, offices: &Directory, language: Language) -> Self {
        let role = |grant: &Grant| RoleOut::of(grant, offices, language);
        let mut roles: Vec<RoleOut> = view.roles.iter().map(role).collect();
        roles.sort_by(|a, b| (a.from, &a.office).cmp(&(b.from, &b.office)));
        Self {
            id: view.account.id.raw(),
            shut: view.account.disabled_at.is_some(),
            has_password: !view.account.password_hash.is_empty(),
            system: view.system,
            roles_elsewhere: view.roles_elsewhere,
            invited_until: view.invited_until.map(|m| m.rfc3339()),
            version: view.account.version,
            username: view.account.username,
            display_name: view.account.display_name,
            roles,
        }
    }
}

/// Accounts.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountsOut {
    /// They, by user name.
    pub items: Vec<AccountOut>,
}

/// What happened to an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountEvent {
    /// What.
    pub kind: Named,
    /// Who did it; left out for the terminal of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Uuid>,
    /// For which office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_id: Option<Uuid>,
    /// When (RFC 3339, UTC).
    pub recorded_at: String,
    /// What else is known.
    #[schema(value_type = Object)]
    pub content: Value,
}

/// The newest records of an account, at most 200.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountJournal {
    /// They, newest first.
    pub items: Vec<AccountEvent>,
}

impl AccountJournal {
    pub(crate) fn of(entries: Vec<Entry>, language: Language) -> Self {
        let one = |entry: Entry| AccountEvent {
            kind: Named::of(entry.kind, language),
            account_id: entry.account.map(|a| a.raw()),
            office_id: entry.office.map(|o| o.raw()),
            recorded_at: entry.recorded_at.rfc3339(),
            content: serde_json::from_str(&entry.content).unwrap_or_default(),
        };
        Self {
            items: entries.into_iter().map(one).collect(),
        }
    }
}
