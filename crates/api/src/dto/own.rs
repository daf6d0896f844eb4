//! The account of one's own: as it is read, and what is changed of it. Nothing with a secret is ever printed.

use std::collections::BTreeMap;

use netralitas_app::accounts::own::OwnAccount;
use netralitas_domain::ids::OfficeId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::answer::Named;
use crate::{caller::Caller, extract::Language};

/// An office, and what the account is there today.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnOffice {
    /// The office.
    pub office_id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The roles of the account there.
    pub roles: Vec<Named>,
}

/// The own account.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnOut {
    /// Identifier.
    pub account_id: Uuid,
    /// The name it signs in with.
    pub username: String,
    /// Its name for people.
    pub display_name: String,
    /// The office that the token acts for.
    pub office_id: Uuid,
    /// The session of the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Uuid>,
    /// Where it has a role today.
    pub offices: Vec<OwnOffice>,
    /// Whether a code is asked for at sign-in.
    pub second_factor: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: i64,
}

impl OwnOut {
    pub(crate) fn of(own: OwnAccount, caller: &Caller, language: Language) -> Self {
        let mut roles: BTreeMap<OfficeId, Vec<Named>> = BTreeMap::new();
        for grant in &own.roles {
            let named = Named::of(grant.role, language);
            roles.entry(grant.office).or_default().push(named);
        }
        let mut offices: Vec<OwnOffice> = roles
            .into_iter()
            .filter_map(|(id, roles)| {
                let office = own.known.offices.get(id)?;
                Some(OwnOffice {
                    office_id: id.raw(),
                    code: office.code.clone(),
                    name: office.name.clone(),
                    roles,
                })
            })
            .collect();
        offices.sort_by(|a, b| a.code.cmp(&b.code));
        Self {
            account_id: own.account.id.raw(),
            username: own.account.username,
            display_name: own.account.display_name,
            office_id: caller.0.office.raw(),
            session_id: caller.0.session().map(|s| s.raw()),
            offices,
            second_factor: own.second_factor,
            recovery_codes_left: own.recovery_codes_left,
        }
    }
}

/// A new password.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub current: String,
    /// The new one: at least 15 characters, beside a second factor 8.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub new: String,
}

/// The password was changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordChanged {
    /// How many other sessions ended.
    pub sessions_ended: usize,
}

/// The own password, typed again.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPassword {
    /// The password.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub password: String,
}

/// A second factor that is yet to be confirmed; shown this once.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorStarted {
    /// The secret, to be typed into an authenticator app.
    pub secret: String,
    /// The same as an `otpauth://` address, for an app to read from a picture.
    pub otpauth_uri: String,
}

/// A code of a second factor.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// The six digits that the app shows.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "123456")]
    pub code: String,
}

/// The own password, and a code.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorProof {
    /// The password.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub password: String,
    /// The six digits that the app shows, or a recovery code.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "123456")]
    pub code: String,
}

/// Codes for who lost the app; shown this once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// They, each for one use.
    pub recovery_codes: Vec<String>,
}

/// How the second factor stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondFactorState {
    /// Whether a code is asked for at sign-in.
    pub second_factor: bool,
}
