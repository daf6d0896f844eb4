//! Slow work on passwords: off the async threads, a few at once, and nobody waits long for it.

use std::sync::Arc;

use crate::{App, error::AppError};

/// What came of a check.
pub(crate) struct Checked {
    /// Whether it is the password.
    pub fits: bool,
    /// Its hash at the present cost, where the stored one was made at another.
    pub anew: Option<String>,
}

impl App {
    /// Whether a password is the one behind a stored hash; without one the same work is done.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait.
    pub(crate) async fn check_password(
        &self,
        stored: Option<String>,
        password: String,
    ) -> Result<Checked, AppError> {
        let passwords = Arc::clone(&self.inner.passwords);
        self.slowly(move || {
            let fits = passwords.verify(stored.as_deref(), &password);
            let outdated = stored.filter(|hash| fits && passwords.is_outdated(hash));
            Checked {
                fits,
                anew: outdated.and_then(|_| passwords.again(&password).ok()),
            }
        })
        .await
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait; a password against the policy.
    pub(crate) async fn hash_password(
        &self,
        username: String,
        password: String,
    ) -> Result<String, AppError> {
        let passwords = Arc::clone(&self.inner.passwords);
        self.slowly(move || passwords.hash(&username, &password))
            .await?
            .map_err(AppError::internal)
    }

    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let permit = self
            .inner
            .hashing
            .acquire()
            .await
            .map_err(|_| AppError::Busy { retry_after: 1 })?;
        let done = tokio::task::spawn_blocking(work)
            .await
            .map_err(AppError::internal);
        drop(permit);
        done
    }
}
