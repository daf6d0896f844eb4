//! Who an account is at an outside issuer of tokens: linked and unlinked by an administrator, by issuer and subject,
//! never by a mail address.

use netralitas_domain::{
    account_life::{AccountRefusal, not_own},
    ids::{AccountId, IdentityId, OfficeId},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Write, accounts, clients,
    idempotency::{self, Answer},
    identities::{self, Identity},
    views::standing::Credential,
};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::kept::{found, record};
use crate::{App, Keyed, Principal, error::AppError, offices::Keeper, writing::command::claim};

/// Most identities of one account.
const MOST_IDENTITIES: usize = 10;

/// What is wanted of the identities of an account.
#[derive(Debug, Clone)]
pub enum IdentityChange {
    /// Link a subject of an issuer.
    Link {
        /// The issuer, as its tokens name it.
        issuer: String,
        /// The subject there.
        subject: String,
        /// The office that its tokens act for.
        office: OfficeId,
    },
    /// Undo a link; its tokens stop at once.
    Unlink(IdentityId),
}

/// The receipt of a link, without who it is there.
#[derive(Debug, Clone, Serialize)]
pub struct IdentityReceipt {
    /// The account.
    pub account_id: String,
    /// Its version now.
    pub version: i64,
    /// The link that was made or undone.
    pub identity_id: String,
}

impl App {
    /// Links or unlinks an account for an administrator.
    ///
    /// # Errors
    /// Not found, not the caller's, a stale version, a subject that is linked already, an office at which the account has
    /// no role.
    pub async fn change_identities(
        &self,
        principal: Principal,
        keyed: Keyed,
        (account, expected): (AccountId, i64),
        change: IdentityChange,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let (event, id) = (self.id(now), IdentityId::new(self.id(now)));
        let written = self.store().write(move |tx| {
            if let Some(replay) = claim(tx, principal, &keyed, now)? {
                return Ok::<_, AppError>(replay);
            }
            let of = (account, Some(expected));
            let keeper = Keeper::Account(principal);
            let (version, id) =
                app.change_identity_in(tx, &keeper, of, &change, (id, event), now)?;
            let receipt = IdentityReceipt {
                account_id: account.to_string(),
                version,
                identity_id: id.to_string(),
            };
            let answer = Answer {
                status: 200,
                etag: Some(version.to_string()),
                location: Some(format!("/v1/accounts/{account}")),
                body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
            };
            idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
            Ok(answer)
        });
        written.await
    }

    /// The outside identities of an account, for those who keep it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as for the account.
    pub async fn identities_of(
        &self,
        keeper: Keeper,
        account: AccountId,
    ) -> Result<Vec<Identity>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                let found = found(tx, &kept, &known, account, now)?;
                let mut all = identities::of_account(tx, account)?;
                let mine = |link: &Identity| kept.may_accounts(link.office, &known);
                all.retain(|link| found.whole || mine(link));
                Ok(all)
            })
            .await
    }

    /// Who a subject of an outside issuer, whose token was found genuine, is here; none where it is linked to nobody.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn linked(
        &self,
        issuer: String,
        subject: String,
    ) -> Result<Option<Principal>, AppError> {
        let found = self
            .store()
            .read(move |tx| Ok::<_, AppError>(identities::find(tx, &issuer, &subject)?));
        Ok(found.await?.map(|link| Principal {
            credential: Some(Credential::Identity(link.id)),
            ..Principal::outside(link.account, link.office)
        }))
    }

    fn change_identity_in(
        &self,
        tx: &mut Write<'_>,
        keeper: &Keeper,
        (account, expected): (AccountId, Option<i64>),
        change: &IdentityChange,
        (id, event): (IdentityId, Uuid),
        now: Moment,
    ) -> Result<(i64, IdentityId), AppError> {
        accounts::lock(tx, account)?;
        let known = self.known(tx)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let found = found(tx, &kept, &known, account, now)?;
        if expected.is_some_and(|v| v != found.account.version) {
            return Err(AppError::Stale {
                current: found.account.version,
            });
        }
        not_own(kept.actor.as_ref(), account)?;
        found.wholly()?;
        let (kind, id) = match change {
            IdentityChange::Link {
                issuer,
                subject,
                office,
            } => {
                if clients::find(tx, account)?.is_some() {
                    return Err(AccountRefusal::AccountIsASystem.into());
                }
                if !found.held.iter().any(|h| h.office == *office) {
                    return Err(AppError::field("/office_id", "no_role_there"));
                }
                if identities::of_account(tx, account)?.len() >= MOST_IDENTITIES {
                    return Err(AccountRefusal::IdentitiesEnough.into());
                }
                let identity = Identity {
                    id,
                    account,
                    office: *office,
                    issuer: issuer.clone(),
                    subject: subject.clone(),
                    made_at: now,
                };
                super::taken(identities::insert(tx, &identity), "/subject")?;
                (SecurityEvent::IdentityLinked, id)
            }
            IdentityChange::Unlink(id) => {
                if !identities::remove(tx, account, *id)? {
                    return Err(AppError::NotFound);
                }
                (SecurityEvent::IdentityUnlinked, *id)
            }
        };
        // Not who it is there: a subject may be a name.
        let content = json!({ "identity": id.to_string() });
        record(tx, &kept, account, kind, content, event, now)?;
        accounts::step(tx, account)?;
        let after = accounts::find(tx, account)?.ok_or(AppError::NotFound)?;
        Ok((after.version, id))
    }
}
