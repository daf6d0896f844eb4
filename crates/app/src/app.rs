//! What every use case needs: store, clock, ids, keys, and the law and offices as last read.

use std::sync::{Arc, RwLock};

use hmac::{Hmac, KeyInit as _, Mac as _};
use netralitas_domain::file::Event;
use netralitas_store::Store;
use sha2::Sha256;
use tokio::sync::Semaphore;

use crate::{
    accounts::passwords::Passwords,
    clock::{Clock, Ids},
    door::Door,
    erasing::list::ErasureList,
    error::AppError,
    keys::{MasterKey, Purpose},
    known::Known,
    papers::files::Files,
};

/// What an [`App`] is made of.
pub struct Surroundings {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of identifiers.
    pub ids: Arc<dyn Ids>,
    /// The master key.
    pub master: Arc<MasterKey>,
    /// Password hashing.
    pub passwords: Passwords,
    /// Where files are kept; none where this program takes none.
    pub files: Option<Files>,
    /// How the public is served.
    pub door: Door,
    /// The list of erasures outside the database; none where this program keeps none.
    pub erasures: Option<ErasureList>,
}

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub master: Arc<MasterKey>,
    pub passwords: Arc<Passwords>,
    pub files: Option<Files>,
    pub door: Door,
    pub erasures: Option<ErasureList>,
    /// Each verification takes tens of megabytes, so only a few run at once.
    pub hashing: Semaphore,
    pub known: RwLock<Option<Arc<Known>>>,
}

const HASHES_AT_ONCE: usize = 2;

impl App {
    /// Puts the use cases together.
    #[must_use]
    pub fn new(parts: Surroundings) -> Self {
        Self {
            inner: Arc::new(Inner {
                store: parts.store,
                clock: parts.clock,
                ids: parts.ids,
                master: parts.master,
                passwords: Arc::new(parts.passwords),
                files: parts.files,
                door: parts.door,
                erasures: parts.erasures,
                hashing: Semaphore::new(HASHES_AT_ONCE),
                known: RwLock::new(None),
            }),
        }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// The source of identifiers.
    #[must_use]
    pub fn ids(&self) -> &dyn Ids {
        self.inner.ids.as_ref()
    }

    /// The master key.
    #[must_use]
    pub fn master(&self) -> &MasterKey {
        &self.inner.master
    }

    /// A keyed fingerprint of a request: equal requests give equal ones, and no body can be guessed from it.
    ///
    /// # Errors
    /// Never in practice; HMAC takes keys of any length.
    pub fn fingerprint(&self, parts: &[&[u8]]) -> Result<Vec<u8>, AppError> {
        mac(
            self.inner.master.derived(Purpose::Fingerprint).expose(),
            parts,
        )
    }

    /// Random bytes for salts.
    pub(crate) fn salt(&self) -> Result<[u8; 16], AppError> {
        let mut salt = [0u8; 16];
        getrandom::fill(&mut salt).map_err(|e| AppError::internal(e.to_string()))?;
        Ok(salt)
    }

    /// Several salts in one draw.
    pub(crate) fn salts(&self, count: usize) -> Result<Vec<[u8; 16]>, AppError> {
        let mut salts = vec![[0u8; 16]; count];
        getrandom::fill(salts.as_flattened_mut()).map_err(|e| AppError::internal(e.to_string()))?;
        Ok(salts)
    }
}

/// HMAC-SHA256 over length-prefixed parts.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> Result<Vec<u8>, AppError> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).map_err(|e| AppError::internal(e.to_string()))?;
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    Ok(mac.finalize().into_bytes().to_vec())
}

/// Salts for events, one each, from a random seed: a closure that runs again draws the same.
pub(crate) fn salts(seed: &[u8; 16], events: &[Event]) -> Result<Vec<[u8; 16]>, AppError> {
    let salt = |event: &Event| {
        let bytes = mac(
            seed,
            &[event.track.raw().as_bytes(), &event.seq.to_be_bytes()],
        )?;
        let mut salt = [0u8; 16];
        for (to, from) in salt.iter_mut().zip(bytes) {
            *to = from;
        }
        Ok(salt)
    };
    events.iter().map(salt).collect()
}

impl App {
    /// Whether the database answers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn ready(&self) -> Result<(), AppError> {
        // What every request needs: the database, and a law book that can be read.
        self.known_now().await.map(|_| ())
    }
}
