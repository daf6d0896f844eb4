//! Signing in.

use netralitas_domain::ids::OfficeId;
use netralitas_store::{accounts, offices};

use crate::{App, Principal, error::AppError};

impl App {
    /// Checks a user name and password. Without an office code the account's first valid office is taken.
    ///
    /// # Errors
    /// [`AppError::Credentials`] for any mismatch, with the same work done for unknown names.
    pub async fn sign_in(
        &self,
        username: String,
        password: String,
        office: Option<String>,
    ) -> Result<Principal, AppError> {
        let found = self.store().read(move |tx| {
            let account = accounts::find_by_username(tx, &username)?;
            let office = match &office {
                Some(code) => Some(offices::find_by_code(tx, code)?),
                None => None,
            };
            Ok::<_, AppError>((account, office))
        });
        let (account, wanted) = found.await?;
        let stored = account
            .as_ref()
            .filter(|a| a.disabled_at.is_none())
            .map(|a| a.password_hash.clone());
        let permit = self
            .inner
            .hashing
            .acquire()
            .await
            .map_err(|_| AppError::Busy { retry_after: 1 })?;
        let passwords = std::sync::Arc::clone(&self.inner.passwords);
        let fits =
            tokio::task::spawn_blocking(move || passwords.verify(stored.as_deref(), &password))
                .await
                .map_err(AppError::internal)?;
        drop(permit);
        let account = account.filter(|_| fits).ok_or(AppError::Credentials)?.id;
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let valid = accounts::roles(tx, account)?;
                let mut places: Vec<OfficeId> = valid
                    .iter()
                    .filter(|g| {
                        let today = now.day_in(known.offices.zone(g.office));
                        g.from <= today
                            && g.to.is_none_or(|to| today <= to)
                            && !known.offices.is_closed(g.office)
                    })
                    .map(|g| g.office)
                    .collect();
                places.sort_unstable();
                let office = match wanted {
                    Some(office) => office.filter(|o| places.contains(o)),
                    None => places.first().copied(),
                };
                office
                    .map(|office| Principal { account, office })
                    .ok_or(AppError::Credentials)
            })
            .await
    }
}
