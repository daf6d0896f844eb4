//! Changes of accounts as commands with an idempotency key. A receipt is stored; what is shown once is not in it.

use chrono::NaiveDate;
use netralitas_domain::{ids::AccountId, time::Moment};
use netralitas_store::idempotency::{self, Answer};
use serde::Serialize;

use super::{
    invite::Invitation,
    keep::{AccountChange, Changed, NewAccount, RoleIn},
};
use crate::{App, Keyed, Principal, error::AppError, offices::Keeper, writing::command::claim};

/// What a request wants of an account.
#[derive(Debug, Clone)]
pub enum AccountCommand {
    /// A new account, invited.
    Make {
        /// The name it signs in with.
        username: String,
        /// Its name for people.
        display_name: String,
        /// Its first role.
        role: RoleIn,
    },
    /// A change of one.
    Change {
        /// The account.
        account: AccountId,
        /// The version that the caller saw.
        expected: i64,
        /// What is to be changed.
        wanted: Wanted,
    },
}

/// What a request wants changed of an account.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// This.
    This(AccountChange),
    /// A new invitation, to be drawn; its password stops working.
    Invitation,
}

/// The receipt of a change of an account, without personal values.
#[derive(Debug, Clone, Serialize)]
pub struct AccountReceipt {
    /// The account.
    pub account_id: String,
    /// Its version now.
    pub version: i64,
    /// The last day of the role, or of the roles, that was ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_last_day: Option<NaiveDate>,
    /// The invitation, in the first answer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
    /// Until when the invitation holds (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_ends_at: Option<String>,
}

impl App {
    /// Changes accounts for an administrator. An invitation is in the first answer alone: who lost that answer gives
    /// a new one.
    ///
    /// # Errors
    /// Not found, not the caller's, a stale version, faults of fields, or a reason against it.
    pub async fn change_accounts(
        &self,
        principal: Principal,
        keyed: Keyed,
        command: AccountCommand,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let event = self.id(now);
        let (ready, invitation) = self.drawn(command, now)?;
        let ends = invitation.as_ref().map(|i| i.ends);
        let written = self.store().write(move |tx| {
            if let Some(replay) = claim(tx, principal, &keyed, now)? {
                return Ok::<_, AppError>((replay, None));
            }
            let keeper = Keeper::Account(principal);
            let (status, account, done) = match &ready {
                Ready::Make(new) => {
                    let version = app.make_account_in(tx, &keeper, new, event, now)?;
                    let last_day = None;
                    (201, new.id, Changed { version, last_day })
                }
                Ready::Change(account, expected, change) => {
                    let expected = Some(*expected);
                    let done =
                        app.change_account_in(tx, &keeper, *account, expected, change, event, now)?;
                    (200, *account, done)
                }
            };
            let receipt = AccountReceipt {
                account_id: account.to_string(),
                version: done.version,
                role_last_day: done.last_day,
                invitation: None,
                invitation_ends_at: ends.map(|ends| ends.rfc3339()),
            };
            let answer = answer(status, &receipt)?;
            idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
            Ok((answer, Some(receipt)))
        });
        let (kept, receipt) = written.await?;
        match (receipt, invitation) {
            (Some(receipt), Some(Invitation { shown, .. })) => answer(
                kept.status,
                &AccountReceipt {
                    invitation: Some(shown),
                    ..receipt
                },
            ),
            _ => Ok(kept),
        }
    }

    /// What is asked for, with what has to be drawn by chance: a closure that runs twice writes the same.
    fn drawn(
        &self,
        command: AccountCommand,
        now: Moment,
    ) -> Result<(Ready, Option<Invitation>), AppError> {
        Ok(match command {
            AccountCommand::Make {
                username,
                display_name,
                role,
            } => {
                let invitation = self.draw_invitation(now)?;
                let new = NewAccount {
                    id: AccountId::new(self.id(now)),
                    username,
                    display_name,
                    role,
                    password_hash: None,
                    invitation: Some((invitation.hash.clone(), invitation.ends)),
                };
                (Ready::Make(new), Some(invitation))
            }
            AccountCommand::Change {
                account,
                expected,
                wanted: Wanted::This(change),
            } => (Ready::Change(account, expected, change), None),
            AccountCommand::Change {
                account,
                expected,
                wanted: Wanted::Invitation,
            } => {
                let invitation = self.draw_invitation(now)?;
                let change = AccountChange::from(&invitation);
                (Ready::Change(account, expected, change), Some(invitation))
            }
        })
    }
}

/// A command with what was drawn for it.
enum Ready {
    Make(NewAccount),
    Change(AccountId, i64, AccountChange),
}

fn answer(status: i64, receipt: &AccountReceipt) -> Result<Answer, AppError> {
    Ok(Answer {
        status,
        etag: Some(receipt.version.to_string()),
        location: Some(format!("/v1/accounts/{}", receipt.account_id)),
        body: serde_json::to_string(receipt).map_err(AppError::internal)?,
    })
}
