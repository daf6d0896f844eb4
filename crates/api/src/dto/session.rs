//! Signing in.

use netralitas_app::accounts::Session;
use netralitas_domain::ids::SessionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// User name and password.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The user name.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "petugas.banyuwangi")]
    pub username: String,
    /// The password.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub password: String,
    /// The code of the office to act for, where the account has several; without it the first of `offices`.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub office: Option<String>,
    /// A code of the second factor, or a recovery code, where one stands.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub code: Option<String>,
    /// The `device` of an earlier sign-in from here: tries of others then never make this one wait. An unknown one counts
    /// as none.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub device: Option<String>,
}

/// A short-lived token, and what renews it. The token says who and for which office; roles are read when an act is done.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// Send as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds to its end.
    pub expires_in: i64,
    /// Renews the session, once; the answer has the next one. Kept by whoever signed in, and by nobody else.
    pub refresh_token: String,
    /// The session.
    pub session_id: Uuid,
    /// The office acted for.
    pub office_id: Uuid,
    /// The codes of the offices that the account may act for now. Where a sign-in names none the first is taken: the one at
    /// which the account has had a role for longest, by code where several began on one day.
    pub offices: Vec<String>,
    /// At a sign-in: send it with the next one from here (`device`). It holds 180 days and as long as the password is the
    /// same, opens nothing by itself, and is of one account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

/// What renews a session.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The `refresh_token` that was given last.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, format = Password)]
    pub refresh_token: String,
}

/// A session that runs.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionOut {
    /// The session.
    pub session_id: Uuid,
    /// The office acted for.
    pub office_id: Uuid,
    /// When it began (RFC 3339, UTC).
    pub began_at: String,
    /// The sign-in or the last renewal (RFC 3339, UTC).
    pub used_at: String,
    /// When it ends if nobody renews it (RFC 3339, UTC).
    pub ends_at: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The sessions of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionsOut {
    /// They, the newest first.
    pub items: Vec<SessionOut>,
}

impl SessionsOut {
    pub(crate) fn of(all: Vec<Session>, current: Option<SessionId>) -> Self {
        let one = |session: Session| SessionOut {
            session_id: session.id.raw(),
            office_id: session.office.raw(),
            began_at: session.began_at.rfc3339(),
            used_at: session.used_at.rfc3339(),
            ends_at: session.ends_at.rfc3339(),
            current: current == Some(session.id),
        };
        Self {
            items: all.into_iter().map(one).collect(),
        }
    }
}

/// Sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionsEnded {
    /// How many.
    pub sessions_ended: usize,
}

/// The public keys of the tokens (RFC 7517).
#[derive(Debug, ToSchema)]
pub struct KeySet {
    /// The key that signs first, then those that still verify.
    pub keys: Vec<PublicKey>,
}

/// A public key (RFC 8037).
#[derive(Debug, ToSchema)]
pub struct PublicKey {
    /// Always `OKP`.
    pub kty: String,
    /// Always `Ed25519`.
    pub crv: String,
    /// Always `EdDSA`.
    pub alg: String,
    /// Always `sig`.
    #[schema(rename = "use")]
    pub usage: String,
    /// The name of the key, as in the header of a token.
    pub kid: String,
    /// The key itself, base64url.
    pub x: String,
}
