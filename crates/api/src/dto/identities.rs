//! Identities at outside issuers: as they are asked for, and as they are answered.

use netralitas_app::accounts::Identity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// Who an account is at an outside issuer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdentity {
    /// The issuer, exactly as its tokens name it in `iss`; one that this installation believes.
    #[validate(length(min = 1, max = 500))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "https://sso.example.go.id"
    )]
    pub issuer: String,
    /// The subject, exactly as its tokens name it in `sub`; never a mail address that may pass to somebody else.
    #[validate(length(min = 1, max = 255))]
    #[schema(min_length = 1, max_length = 255)]
    pub subject: String,
    /// The office that its tokens act for; one at which the account has a role.
    pub office_id: Uuid,
}

/// The receipt of a change of identities.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdentityReceipt {
    /// The account.
    pub account_id: Uuid,
    /// Its version now.
    pub version: i64,
    /// The link that was made or undone.
    pub identity_id: Uuid,
}

/// A link of an account to an outside issuer.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdentityOut {
    /// Identifier.
    pub id: Uuid,
    /// The issuer.
    pub issuer: String,
    /// The subject there.
    pub subject: String,
    /// The office that its tokens act for.
    pub office_id: Uuid,
    /// When it was linked (RFC 3339, UTC).
    pub made_at: String,
}

/// The links of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdentitiesOut {
    /// They, the oldest first.
    pub items: Vec<IdentityOut>,
}

impl IdentitiesOut {
    pub(crate) fn of(all: Vec<Identity>) -> Self {
        let one = |link: Identity| IdentityOut {
            id: link.id.raw(),
            office_id: link.office.raw(),
            made_at: link.made_at.rfc3339(),
            issuer: link.issuer,
            subject: link.subject,
        };
        Self {
            items: all.into_iter().map(one).collect(),
        }
    }
}
