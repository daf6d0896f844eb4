//! Signing in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
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
    /// The code of the office to act for, where the account has several.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub office: Option<String>,
}

/// A short-lived token. It says who and for which office; roles are read when an act is done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Send as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds to its end.
    pub expires_in: i64,
    /// The office acted for.
    pub office_id: uuid::Uuid,
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
