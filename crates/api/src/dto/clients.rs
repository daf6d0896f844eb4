//! Systems of offices: as they are asked for, and as they are answered.

use chrono::NaiveDate;
use netralitas_app::accounts::{ClientSecret, ClientView, Grant, clients::SecretIn, keep::RoleIn};
use netralitas_domain::{
    ids::Id,
    people::{Directory, Role},
    procedure::ClientScope,
    time::Moment,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{accounts::RoleOut, clock::Day, words};
use crate::extract::Language;

/// Which systems.
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClientsAsked {
    /// The office whose they are.
    pub office_id: Uuid,
}

/// A new system with its first role and its first secret.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClient {
    /// Its name for people.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "SIMPEG Banyuwangi")]
    pub name: String,
    /// The office whose it is, and for which it acts.
    pub office_id: Uuid,
    /// Its first role: one that a system may have (docs/procedure/seeing.md).
    #[schema(value_type = words::Role)]
    pub role: Role,
    /// The first day of the role; today at the office where it is left out.
    pub from: Option<Day>,
    /// The last day of the role; open where it is left out.
    pub to: Option<Day>,
    /// What the first secret's tokens may be for.
    #[validate(length(min = 1, max = 20), custom(function = scopes))]
    #[schema(min_items = 1, max_items = 20, value_type = Vec<words::ClientScope>)]
    pub scopes: Vec<String>,
    /// How many days the first secret holds; as many as the installation allows where it is left out.
    #[validate(range(min = 1, max = 366))]
    #[schema(minimum = 1, maximum = 366)]
    pub days: Option<u32>,
}

impl NewClient {
    pub(crate) fn role(&self) -> RoleIn {
        RoleIn {
            office: Id::new(self.office_id),
            role: self.role,
            from: self.from.map(Day::date),
            to: self.to.map(Day::date),
        }
    }
}

/// A further secret of a system.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSecret {
    /// What its tokens may be for.
    #[validate(length(min = 1, max = 20), custom(function = scopes))]
    #[schema(min_items = 1, max_items = 20, value_type = Vec<words::ClientScope>)]
    pub scopes: Vec<String>,
    /// How many days it holds; as many as the installation allows where it is left out.
    #[validate(range(min = 1, max = 366))]
    #[schema(minimum = 1, maximum = 366)]
    pub days: Option<u32>,
}

/// A secret for so many days; codes that are unknown were refused before.
pub(crate) fn secret_in(codes: &[String], days: u32) -> SecretIn {
    let scopes = codes.iter().filter_map(|c| ClientScope::from_code(c));
    SecretIn {
        scopes: scopes.collect(),
        days,
    }
}

fn scopes(codes: &[String]) -> Result<(), ValidationError> {
    match codes.iter().all(|c| ClientScope::from_code(c).is_some()) {
        true => Ok(()),
        false => Err(ValidationError::new("unknown_scope")),
    }
}

/// The receipt of a change of a system.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientReceipt {
    /// The `client_id`: the system's account.
    pub client_id: Uuid,
    /// Its version now.
    pub version: i64,
    /// The secret that was made or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_id: Option<Uuid>,
    /// The `client_secret`: in the first answer alone, never in a repeated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// Until when a new secret holds (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_ends_at: Option<String>,
}

/// A secret, without the secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecretOut {
    /// Identifier.
    pub id: Uuid,
    /// What its tokens may be for.
    #[schema(value_type = Vec<words::ClientScope>)]
    pub scopes: Vec<String>,
    /// When it was made (RFC 3339, UTC).
    pub made_at: String,
    /// Until when it holds (RFC 3339, UTC).
    pub ends_at: String,
    /// When it was ended before its time (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Whether it holds now.
    pub in_force: bool,
    /// When the head of the office confirmed it (RFC 3339, UTC); without it, it gets no token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<String>,
    /// The day of its last token, at the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_on: Option<NaiveDate>,
}

impl SecretOut {
    fn of(secret: &ClientSecret, now: Moment) -> Self {
        Self {
            id: secret.id.raw(),
            scopes: secret.scopes.iter().map(|s| s.code()).collect(),
            made_at: secret.made_at.rfc3339(),
            ends_at: secret.ends_at.rfc3339(),
            ended_at: secret.ended_at.map(Moment::rfc3339),
            in_force: secret.holds(now),
            confirmed_at: secret.confirmed_at.map(Moment::rfc3339),
            last_used_on: secret.used_on,
        }
    }
}

/// A system of an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientOut {
    /// The `client_id`: the system's account.
    pub client_id: Uuid,
    /// Its name for people.
    pub name: String,
    /// The office for which it acts.
    pub office_id: Uuid,
    /// When it was made (RFC 3339, UTC).
    pub made_at: String,
    /// Its roles, past and future ones too; given and ended as those of accounts.
    pub roles: Vec<RoleOut>,
    /// Its secrets, ended ones too.
    pub secrets: Vec<SecretOut>,
    /// Whether nothing of it waits: the head of the office confirmed every secret that is in force.
    pub confirmed: bool,
    /// It was ended: it gets no token.
    pub ended: bool,
    /// Steps with every change; send it as `If-Match`.
    pub version: i64,
}

impl ClientOut {
    pub(crate) fn of(
        view: &ClientView,
        offices: &Directory,
        language: Language,
        now: Moment,
    ) -> Self {
        let role = |grant: &Grant| RoleOut::of(grant, offices, language);
        let mut roles: Vec<RoleOut> = view.roles.iter().map(role).collect();
        roles.sort_by_key(|r| r.from);
        Self {
            client_id: view.account.id.raw(),
            name: view.account.display_name.clone(),
            office_id: view.client.office.raw(),
            made_at: view.client.made_at.rfc3339(),
            roles,
            secrets: view.secrets.iter().map(|s| SecretOut::of(s, now)).collect(),
            confirmed: !view.secrets.iter().any(|s| s.waits(now)),
            ended: view.account.disabled_at.is_some(),
            version: view.account.version,
        }
    }
}

/// Systems.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientsOut {
    /// They, the oldest first.
    pub items: Vec<ClientOut>,
}

/// A token of a system, as RFC 6749 (section 5.1) gives it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SystemToken {
    /// Send as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds until it expires.
    pub expires_in: i64,
    /// The scopes that it is for, by code, between spaces.
    pub scope: String,
}

/// Why no token was given, as RFC 6749 (section 5.2) says it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenRefusal {
    /// `invalid_request`, `invalid_client`, `unauthorized_client`, `unsupported_grant_type` or `invalid_scope`.
    pub error: &'static str,
    /// The reason, for developers.
    pub error_description: &'static str,
}

/// What a program learns of this authorisation server (RFC 8414).
#[derive(Debug, Serialize, ToSchema)]
pub struct ServerMetadata {
    /// The address of the installation.
    pub issuer: String,
    /// Where systems get tokens.
    pub token_endpoint: String,
    /// The public keys of the tokens.
    pub jwks_uri: String,
    /// Every scope, by code.
    pub scopes_supported: Vec<String>,
    /// Always empty: nobody is asked in a browser.
    pub response_types_supported: Vec<String>,
    /// How a token is got.
    pub grant_types_supported: Vec<&'static str>,
    /// How a system shows its secret.
    pub token_endpoint_auth_methods_supported: Vec<&'static str>,
    /// The document of this API.
    pub service_documentation: String,
}
