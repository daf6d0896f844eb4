//! The keys that sign tokens, as the database keeps them: sealed, the newest signs, older ones verify until they lapse.

use netralitas_domain::{security::SecurityEvent, time::Moment};
use netralitas_store::{
    Read, Write, keys,
    security_events::{self, Entry},
};
use serde_json::json;

use super::SigningKey;
use crate::{
    App,
    error::AppError,
    keys::rotation::{self, of_token_key},
};

const SIGNING: &str = "signing";

/// What came of a rotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The new key.
    pub kid: String,
    /// How many older keys still verify.
    pub verifying: usize,
    /// Until when they do.
    pub until: Moment,
    /// How many lapsed keys were removed.
    pub removed: usize,
}

impl App {
    /// The keys in force, the one that signs first.
    ///
    /// # Errors
    /// Those of the database; a stored key that the master key does not open.
    pub async fn signing_keys(&self) -> Result<Vec<SigningKey>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store().read(move |tx| app.opened(tx, now)).await
    }

    /// The same at a start: where none is in force, one is made.
    ///
    /// # Errors
    /// As [`Self::signing_keys`].
    pub fn first_signing_keys(&self) -> Result<Vec<SigningKey>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let found = self.store().read_blocking(|tx| app.opened(tx, now))?;
        if !found.is_empty() {
            return Ok(found);
        }
        let (pair, sealed) = self.draw_pair()?;
        let app = self.clone();
        self.store().write_blocking(move |tx| {
            // Another server was faster: its key is as good.
            if app.opened(tx, now)?.is_empty() {
                rotation::still(tx, app.master().id())?;
                keys::insert(tx, &pair.kid, SIGNING, &sealed, now)?;
            }
            app.opened(tx, now)
        })
    }

    /// Makes a new key that signs from now on. The older ones verify for `outlive_seconds` more, which must be as long
    /// as a token lives; what lapsed before is removed.
    ///
    /// # Errors
    /// Those of the database; no randomness.
    pub fn rotate_signing(&self, outlive_seconds: u32) -> Result<Rotated, AppError> {
        let now = self.clock().now();
        let (pair, sealed) = self.draw_pair()?;
        let until = Moment(now.0 + i64::from(outlive_seconds) * 1_000_000);
        let (event, kid) = (self.id(now), self.master().id().to_owned());
        self.store().write_blocking(move |tx| {
            rotation::still(tx, &kid)?;
            keys::let_lapse(tx, SIGNING, until)?;
            let removed = keys::remove_lapsed(tx, SIGNING, now)?;
            let verifying = keys::valid(tx, SIGNING, now)?.len();
            keys::insert(tx, &pair.kid, SIGNING, &sealed, now)?;
            rotated(tx, &pair.kid, until, event, now)?;
            Ok(Rotated {
                kid: pair.kid.clone(),
                verifying,
                until,
                removed,
            })
        })
    }

    /// Removes keys that lapsed, as every start does; how many there were.
    ///
    /// # Errors
    /// Those of the database.
    pub fn remove_lapsed_signing_keys(&self) -> Result<usize, AppError> {
        let now = self.clock().now();
        self.store()
            .write_blocking(move |tx| Ok(keys::remove_lapsed(tx, SIGNING, now)?))
    }

    fn opened(&self, tx: &mut Read<'_>, now: Moment) -> Result<Vec<SigningKey>, AppError> {
        let stored = keys::valid(tx, SIGNING, now)?;
        let open = |key: &keys::SealedKey| {
            let plain = self
                .master()
                .open(&of_token_key(SIGNING, &key.kid), &key.sealed);
            let pair = plain.and_then(SigningKey::from_pkcs8);
            pair.map_err(AppError::internal)
        };
        stored.iter().map(open).collect()
    }

    fn draw_pair(&self) -> Result<(SigningKey, Vec<u8>), AppError> {
        let pair = SigningKey::generate().map_err(AppError::internal)?;
        let sealed = self
            .master()
            .seal(&of_token_key(SIGNING, &pair.kid), pair.pkcs8.expose())
            .map_err(AppError::internal)?;
        Ok((pair, sealed))
    }
}

fn rotated(
    tx: &mut Write<'_>,
    kid: &str,
    until: Moment,
    id: uuid::Uuid,
    now: Moment,
) -> Result<(), AppError> {
    let content = json!({ "purpose": SIGNING, "kid": kid, "older_until": until.rfc3339() });
    let entry = Entry {
        id,
        kind: SecurityEvent::KeyRotated,
        account: None,
        office: None,
        about: None,
        case: None,
        recorded_at: now,
        content: content.to_string(),
    };
    Ok(security_events::append(tx, &entry)?)
}
