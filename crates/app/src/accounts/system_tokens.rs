//! What a system's token rests on: a secret that holds, of a system that may act, and scopes of that secret.

use netralitas_domain::{
    ids::{AccountId, OfficeId, SecretId},
    procedure::ClientScope,
};
use netralitas_store::{clients, views::standing::Credential};

use crate::{App, Principal, error::AppError, keys::Secret};

/// A token as a system asks for it. Never printed.
pub struct SystemTokenAsked {
    /// Its `client_id`.
    pub client_id: String,
    /// Its secret.
    pub secret: Secret,
    /// The scopes that it wants, by code; all of the secret's where it names none.
    pub scopes: Option<Vec<String>>,
}

/// What a token is to be made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemEntered {
    /// This.
    May {
        /// The system.
        account: AccountId,
        /// Its office.
        office: OfficeId,
        /// The secret that it showed.
        secret: SecretId,
        /// The scopes, by code.
        scopes: Vec<ClientScope>,
    },
    /// The secret holds; nobody of head's rank at the office has agreed to it.
    Unconfirmed,
    /// The secret holds; a scope is unknown, or not among its own.
    NoSuchScope,
}

impl App {
    /// Checks a system's secret, and notes the day of its use.
    ///
    /// # Errors
    /// [`AppError::Credentials`] for a secret that is unknown, another's, lapsed or ended, and for a system that was
    /// ended or has no role at its office now, all alike.
    pub async fn enter_system(&self, asked: SystemTokenAsked) -> Result<SystemEntered, AppError> {
        let now = self.clock().now();
        let hash = self.client_secret_hash(asked.secret.expose())?;
        let app = self.clone();
        // What is no identifier is nobody's.
        let system = AccountId::new(asked.client_id.parse().unwrap_or_default());
        let found = self.store().read(move |tx| {
            let secret = clients::find_secret(tx, system, &hash)?
                .filter(|s| s.holds(now))
                .ok_or(AppError::Credentials)?;
            if secret.confirmed_at.is_none() {
                return Ok(None);
            }
            let client = clients::find(tx, secret.account)?.ok_or(AppError::Credentials)?;
            let principal = Principal {
                credential: Some(Credential::Secret(secret.id)),
                ..Principal::outside(client.account, client.office)
            };
            let asker = app.asker(tx, principal, now).map_err(|error| match error {
                AppError::AccountInactive => AppError::Credentials,
                other => other,
            })?;
            let today = now.day_in(asker.known.offices.zone(client.office));
            Ok::<_, AppError>(Some((client, secret, today)))
        });
        let Some((client, secret, today)) = found.await? else {
            return Ok(SystemEntered::Unconfirmed);
        };
        let Some(scopes) = narrowed(&secret.scopes, asked.scopes.as_deref()) else {
            return Ok(SystemEntered::NoSuchScope);
        };
        // Once a day: a token is got every few minutes.
        if secret.used_on != Some(today) {
            let id = secret.id;
            self.store()
                .write(move |tx| Ok::<_, AppError>(clients::note_use(tx, id, today)?))
                .await?;
        }
        Ok(SystemEntered::May {
            account: client.account,
            office: client.office,
            secret: secret.id,
            scopes,
        })
    }
}

/// The scopes that are asked for, where the secret has them all.
fn narrowed(held: &[ClientScope], asked: Option<&[String]>) -> Option<Vec<ClientScope>> {
    let Some(asked) = asked else {
        return Some(held.to_vec());
    };
    let mut scopes = Vec::new();
    for code in asked {
        let scope = held.iter().find(|s| s.code() == *code)?;
        if !scopes.contains(scope) {
            scopes.push(*scope);
        }
    }
    (!scopes.is_empty()).then_some(scopes)
}

#[cfg(test)]
mod tests {
    use netralitas_domain::procedure::Machine;

    use super::*;

    #[test]
    fn a_token_has_at_most_the_scopes_of_its_secret() {
        let held = [ClientScope::Read(Machine::Case), ClientScope::File];
        let asked = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        assert_eq!(narrowed(&held, None).unwrap(), held);
        let one = asked(&["cases:file", "cases:file"]);
        assert_eq!(narrowed(&held, Some(&one)).unwrap(), [ClientScope::File]);
        for more in [&["cases:file", "cases:act"][..], &["nonsense"], &[]] {
            assert_eq!(narrowed(&held, Some(&asked(more))), None, "{more:?}");
        }
    }
}
