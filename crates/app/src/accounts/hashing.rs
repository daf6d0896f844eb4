//! Slow work on passwords: off the async threads, a few at once, and nobody waits long for it.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    lock_out::Bucket,
    passwords::{PasswordError, PolicyBreach, Whose, check_policy},
};
use crate::{App, error::AppError};

/// How long somebody waits until others' passwords were looked at.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// What came of a check.
pub(crate) struct Checked {
    /// Whether it is the password.
    pub fits: bool,
    /// Its hash at the present cost, where the stored one was made at another.
    pub anew: Option<String>,
}

impl App {
    /// Whether a password is the one behind a stored hash; without one the same work is done. The try is counted
    /// before.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait, [`AppError::TooMany`] after too many tries.
    pub(crate) async fn try_password(
        &self,
        bucket: &Bucket,
        stored: Option<String>,
        password: String,
    ) -> Result<Checked, AppError> {
        // Counted once it is their turn: who was sent away has not tried.
        let permit = turn(&self.inner.hashing, LONGEST_WAIT).await?;
        let (bucket, now) = (bucket.clone(), self.clock().now());
        self.store().write(move |tx| bucket.count(tx, now)).await?;
        let passwords = Arc::clone(&self.inner.passwords);
        slowly(permit, move || {
            let fits = passwords.verify(stored.as_deref(), &password);
            let outdated = stored.filter(|hash| fits && passwords.is_outdated(hash));
            Checked {
                fits,
                anew: outdated.and_then(|_| passwords.again(&password).ok()),
            }
        })
        .await
    }

    /// Hashes a new password that came in a field.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait; a password against the policy.
    pub(crate) async fn hash_password(
        &self,
        field: &'static str,
        whose: Whose,
        password: String,
    ) -> Result<String, AppError> {
        let permit = turn(&self.inner.hashing, LONGEST_WAIT).await?;
        let passwords = Arc::clone(&self.inner.passwords);
        let hashed = slowly(permit, move || passwords.hash(&whose, &password));
        hashed.await?.map_err(|error| match error {
            PasswordError::Policy(breach) => AppError::field(field, breach.code()),
            other => AppError::internal(other),
        })
    }

    /// What the policy says against a password, if anything.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait.
    pub(crate) async fn breach_of(
        &self,
        whose: Whose,
        password: String,
    ) -> Result<Option<PolicyBreach>, AppError> {
        let permit = turn(&self.inner.hashing, LONGEST_WAIT).await?;
        slowly(permit, move || check_policy(&whose, &password).err()).await
    }
}

async fn turn(queue: &Semaphore, longest: Duration) -> Result<SemaphorePermit<'_>, AppError> {
    tokio::time::timeout(longest, queue.acquire())
        .await
        .map_err(|_| AppError::Busy { retry_after: 2 })?
        .map_err(AppError::internal)
}

async fn slowly<T: Send + 'static>(
    permit: SemaphorePermit<'_>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(AppError::internal);
    drop(permit);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_too_long_is_told_to_come_back() {
        let queue = Semaphore::new(1);
        let first = turn(&queue, Duration::from_millis(1)).await.unwrap();
        let second = turn(&queue, Duration::from_millis(1)).await;
        assert!(matches!(second, Err(AppError::Busy { .. })));
        drop(first);
        assert!(turn(&queue, Duration::from_millis(1)).await.is_ok());
    }
}
