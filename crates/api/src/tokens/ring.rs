//! The keys in force on this server: read from the database, so that a rotation by command is noticed by every server.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicI64, Ordering},
};

use netralitas_app::{App, error::AppError, keys::SigningKey};
use netralitas_domain::time::Moment;

use super::{Claims, Names, TokenError, Tokens};
use crate::problem::Problem;

/// After so many microseconds the keys are read again by whoever comes next.
const FRESH: i64 = 5_000_000;
/// A token of an unknown key makes this server look again, once in so many microseconds.
const PATIENCE: i64 = 1_000_000;

/// Tokens under the keys in force. The newest key signs; what lapsed or was removed verifies nothing after five seconds.
pub struct TokenRing {
    app: App,
    names: Names,
    lifetime_minutes: u32,
    held: RwLock<Held>,
    /// When the keys were read last.
    read_at: AtomicI64,
}

struct Held {
    kids: Vec<String>,
    tokens: Arc<Tokens>,
}

impl TokenRing {
    /// Reads the keys; a new database gets its first one.
    ///
    /// # Errors
    /// Those of the database; a stored key that the master key does not open.
    pub fn start(app: App, names: Names, lifetime_minutes: u32) -> Result<Self, StartError> {
        let now = app.clock().now();
        let keys = app.first_signing_keys()?;
        let tokens = Tokens::new(names.clone(), lifetime_minutes, &keys)?;
        Ok(Self {
            held: RwLock::new(Held {
                kids: kids(&keys),
                tokens: Arc::new(tokens),
            }),
            read_at: AtomicI64::new(now.0),
            app,
            names,
            lifetime_minutes,
        })
    }

    /// The tokens under the keys of at most five seconds ago.
    pub async fn in_force(&self) -> Arc<Tokens> {
        self.not_older(FRESH).await
    }

    /// The tokens under the keys of at most a second ago, for who shows the keys to others.
    pub async fn to_show(&self) -> Arc<Tokens> {
        self.not_older(PATIENCE).await
    }

    /// The tokens under the keys of now, for who issues one: a new key signs at once.
    ///
    /// # Errors
    /// Those of the database: nothing is signed by a key that may have lapsed.
    pub async fn now(&self) -> Result<Arc<Tokens>, Problem> {
        self.read_at
            .store(self.app.clock().now().0, Ordering::Relaxed);
        Ok(self.read_again().await?)
    }

    /// The claims of a token, as [`Tokens::verify`] gives them. A token of a key that this server does not know may be
    /// of one that another server has just got.
    ///
    /// # Errors
    /// Those of [`Tokens::verify`].
    pub async fn verify(&self, token: &str, now: Moment) -> Result<Claims, Problem> {
        let tokens = self.in_force().await;
        if tokens.knows_key_of(token) {
            return tokens.verify(token, now);
        }
        self.not_older(PATIENCE).await.verify(token, now)
    }

    async fn not_older(&self, age: i64) -> Arc<Tokens> {
        let now = self.app.clock().now().0;
        let read = self.read_at.load(Ordering::Relaxed);
        // Earlier than it was read: the clock was set back.
        let stale = now - read >= age || now < read;
        // One of many at once goes; the others take what there is.
        let mine = stale
            && self
                .read_at
                .compare_exchange(read, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if mine {
            match self.read_again().await {
                Ok(tokens) => return tokens,
                Err(error) => tracing::warn!(%error, "the signing keys were not read again"),
            }
        }
        self.held()
    }

    /// What was read just now, whatever somebody else read meanwhile.
    async fn read_again(&self) -> Result<Arc<Tokens>, AppError> {
        let keys = self.app.signing_keys().await?;
        let kids = kids(&keys);
        {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            if held.kids == kids {
                return Ok(Arc::clone(&held.tokens));
            }
        }
        let tokens = Tokens::new(self.names.clone(), self.lifetime_minutes, &keys)
            .map_err(AppError::internal)?;
        let tokens = Arc::new(tokens);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Held {
            kids,
            tokens: Arc::clone(&tokens),
        };
        Ok(tokens)
    }

    fn held(&self) -> Arc<Tokens> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&held.tokens)
    }
}

/// Why the keys could not be read at the start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database, or a key that does not open.
    #[error(transparent)]
    Keys(#[from] AppError),
    /// There is none.
    #[error(transparent)]
    Tokens(#[from] TokenError),
}

fn kids(keys: &[SigningKey]) -> Vec<String> {
    keys.iter().map(|key| key.kid.clone()).collect()
}
