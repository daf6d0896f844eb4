//! Systems of offices (clients): made, given secrets, and ended by an administrator of the office or at the terminal;
//! read, confirmed and ended by the head of the office (`confirmation.rs`).
//!
//! A system is an account that nobody signs in with. Its roles are given and ended as those of people are
//! ([`super::keep`]); it acts by tokens that it gets for a secret (`system_tokens.rs`). Each change leaves a record in
//! `security_events`.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use netralitas_domain::{
    account_life::AccountRefusal,
    ids::{AccountId, SecretId},
    procedure::ClientScope,
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Write,
    accounts::{self, Account},
    clients::{self, Client, ClientSecret},
    idempotency::{self, Answer},
};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    Grant,
    confirmation::{Hand, agreed_before, confirm},
    keep::RoleIn,
    kept::{for_system, record, told},
    taken,
};
use crate::{
    App, Keyed, Known, Principal,
    app::mac,
    error::AppError,
    keys::Purpose,
    offices::{Keeper, Kept},
    writing::command::claim,
};

/// How long a secret holds where nothing else is configured, in days.
pub const SECRET_DAYS: u32 = 90;
/// Bytes of chance in a secret.
const SECRET_BYTES: usize = 32;
/// Most secrets in force of one system: one in use, one to come, some for parts of it.
const MOST_SECRETS: usize = 10;
const DAY: i64 = 24 * 3_600 * 1_000_000;

/// A secret as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretIn {
    /// What its tokens may be for.
    pub scopes: Vec<ClientScope>,
    /// How many days it holds.
    pub days: u32,
}

/// What is wanted of a system.
#[derive(Debug, Clone)]
pub enum ClientCommand {
    /// A new one, with its first role and secret.
    Make {
        /// Its name for people.
        name: String,
        /// Its first role; the office is the system's.
        role: RoleIn,
        /// Its first secret.
        secret: SecretIn,
    },
    /// A change of one.
    Change {
        /// Its account.
        client: AccountId,
        /// The version that the caller saw; none at the terminal.
        expected: Option<i64>,
        /// What is to be changed.
        wanted: ClientChange,
    },
}

/// What is to be changed of a system.
#[derive(Debug, Clone)]
pub enum ClientChange {
    /// A further secret.
    Secret(SecretIn),
    /// The end of a secret; its tokens stop at once.
    EndSecret(SecretId),
    /// The agreement of the head of its office; its secrets get tokens from then on.
    Confirm,
    /// The end of the system and of all its secrets.
    End,
}

/// The receipt of a change of a system, without personal values.
#[derive(Debug, Clone, Serialize)]
pub struct ClientReceipt {
    /// The system's account, its `client_id`.
    pub client_id: String,
    /// Its version now.
    pub version: i64,
    /// The secret that was made or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_id: Option<String>,
    /// The secret itself, in the first answer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// Until when a new secret holds (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_ends_at: Option<String>,
}

/// A new secret: what is shown once, and what is kept of it. Never printed.
struct Drawn {
    id: SecretId,
    shown: String,
    hash: Vec<u8>,
    ends: Moment,
    scopes: Vec<ClientScope>,
}

/// A command with what was drawn for it, so that a closure that runs twice writes the same.
struct Ready {
    command: ClientCommand,
    new: AccountId,
    secret: Option<Drawn>,
    events: [Uuid; 2],
}

impl App {
    /// Changes systems for an administrator, or for the head of their office. A secret is in the first answer alone: who lost that answer makes another.
    ///
    /// # Errors
    /// Not found, not the caller's, a stale version, faults of fields, or a reason against it.
    pub async fn change_clients(
        &self,
        principal: Principal,
        keyed: Keyed,
        command: ClientCommand,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let ready = self.ready_for(command, now)?;
        let shown = ready.secret.as_ref().map(|s| s.shown.clone());
        let written = self.store().write(move |tx| {
            if let Some(replay) = claim(tx, principal, &keyed, now)? {
                return Ok::<_, AppError>((replay, None));
            }
            let (status, receipt) =
                app.change_client_in(tx, &Keeper::Account(principal), &ready, now)?;
            let answer = answer(status, &receipt)?;
            idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
            Ok((answer, Some(receipt)))
        });
        let (kept, receipt) = written.await?;
        match receipt {
            Some(receipt) if shown.is_some() => answer(
                kept.status,
                &ClientReceipt {
                    client_secret: shown,
                    ..receipt
                },
            ),
            _ => Ok(kept),
        }
    }

    /// The same as the person at the terminal; the secret, where one was made, is in the receipt.
    ///
    /// # Errors
    /// As [`Self::change_clients`], without versions and keys.
    pub fn change_client_at_terminal(
        &self,
        command: ClientCommand,
    ) -> Result<ClientReceipt, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let ready = self.ready_for(command, now)?;
        let shown = ready.secret.as_ref().map(|s| s.shown.clone());
        let (_, receipt) = self.store().write_blocking(move |tx| {
            app.change_client_in(tx, &Keeper::Terminal(None), &ready, now)
        })?;
        Ok(ClientReceipt {
            client_secret: shown,
            ..receipt
        })
    }

    fn ready_for(&self, command: ClientCommand, now: Moment) -> Result<Ready, AppError> {
        let wanted = match &command {
            ClientCommand::Make { secret, .. }
            | ClientCommand::Change {
                wanted: ClientChange::Secret(secret),
                ..
            } => Some(secret),
            ClientCommand::Change { .. } => None,
        };
        let secret = wanted.map(|s| self.draw_secret(s, now)).transpose()?;
        // Of one moment: in the order of what happened.
        let mut events = [self.id(now), self.id(now)];
        events.sort_unstable();
        Ok(Ready {
            secret,
            command,
            new: AccountId::new(self.id(now)),
            events,
        })
    }

    fn draw_secret(&self, wanted: &SecretIn, now: Moment) -> Result<Drawn, AppError> {
        let mut bytes = [0_u8; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(|e| AppError::internal(e.to_string()))?;
        let shown = format!("ncs_{}", URL_SAFE_NO_PAD.encode(bytes));
        let mut scopes = wanted.scopes.clone();
        scopes.sort_by_key(|s| s.code());
        scopes.dedup();
        Ok(Drawn {
            id: SecretId::new(self.id(now)),
            hash: self.client_secret_hash(shown.as_bytes())?,
            ends: Moment(now.0 + i64::from(wanted.days) * DAY),
            shown,
            scopes,
        })
    }

    /// The keyed hash by which a secret is kept and found.
    pub(super) fn client_secret_hash(&self, shown: &[u8]) -> Result<Vec<u8>, AppError> {
        mac(
            self.inner.master.derived(Purpose::ClientSecret).expose(),
            &[shown],
        )
    }

    fn change_client_in(
        &self,
        tx: &mut Write<'_>,
        keeper: &Keeper,
        ready: &Ready,
        now: Moment,
    ) -> Result<(i64, ClientReceipt), AppError> {
        let known = self.known(tx)?;
        let (client, expected, wanted) = match &ready.command {
            ClientCommand::Make { name, role, .. } => {
                let kept = self.kept(tx, keeper, &known, now)?;
                let held = self.role_in(tx, &kept, &known, role, now)?;
                make(tx, (&kept, &known), ready, (name, &held), now)?;
                return Ok((201, receipt(ready, ready.new, 1)));
            }
            ClientCommand::Change {
                client,
                expected,
                wanted,
            } => (*client, *expected, wanted),
        };
        // Two keepers at once: the second sees what the first made of it.
        accounts::lock(tx, client)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let found = clients::find(tx, client)?.zip(accounts::find(tx, client)?);
        let (system, account) = found.ok_or(AppError::NotFound)?;
        let hand = Hand::at(system.office, &kept, &known);
        if !hand.any() {
            return Err(AppError::NotFound);
        }
        if expected.is_some_and(|v| v != account.version) {
            return Err(AppError::Stale {
                current: account.version,
            });
        }
        let ended = account.disabled_at.is_some();
        match wanted {
            ClientChange::Secret(_) if !hand.keeps => return Err(AppError::Forbidden),
            ClientChange::Secret(_) | ClientChange::Confirm if ended => {
                return Err(AccountRefusal::ClientIsEnded.into());
            }
            ClientChange::Confirm => {
                let content = confirm(tx, (hand, &kept), client, now)?;
                let [_, event] = ready.events;
                let kind = SecurityEvent::ClientConfirmed;
                record(tx, &kept, client, kind, content, event, now)?;
            }
            ClientChange::Secret(_) => {
                let all = clients::secrets(tx, client)?;
                if all.iter().filter(|s| s.holds(now)).count() >= MOST_SECRETS {
                    return Err(AccountRefusal::SecretsEnough.into());
                }
                let [_, event] = ready.events;
                keep(tx, &kept, client, ready.secret.as_ref(), event, now)?;
            }
            ClientChange::EndSecret(id) => {
                if clients::end_secrets(tx, client, Some(*id), now)? == 0 {
                    return Err(AppError::NotFound);
                }
                let content = json!({ "secret": id.to_string() });
                let [_, event] = ready.events;
                let kind = SecurityEvent::SecretEnded;
                record(tx, &kept, client, kind, content, event, now)?;
            }
            ClientChange::End if ended => return Err(AccountRefusal::ClientIsEnded.into()),
            ClientChange::End => {
                accounts::set_disabled(tx, client, Some(now))?;
                let secrets = clients::end_secrets(tx, client, None, now)?;
                let content = json!({ "secrets_ended": secrets });
                let [_, event] = ready.events;
                let kind = SecurityEvent::ClientEnded;
                record(tx, &kept, client, kind, content, event, now)?;
            }
        }
        accounts::step(tx, client)?;
        let after = accounts::find(tx, client)?.ok_or(AppError::NotFound)?;
        Ok((200, receipt(ready, client, after.version)))
    }
}

/// A new system with its role and its first secret.
fn make(
    tx: &mut Write<'_>,
    (kept, known): (&Kept, &Known),
    ready: &Ready,
    (name, held): (&str, &Grant),
    now: Moment,
) -> Result<(), AppError> {
    for_system(held, held.office)?;
    let account = Account {
        id: ready.new,
        // Nobody signs in with it: no password fits an empty hash, and invitations are refused.
        username: ready.new.to_string(),
        display_name: name.to_owned(),
        password_hash: String::new(),
        version: 1,
        disabled_at: None,
    };
    taken(accounts::insert(tx, &account, now), "/name")?;
    let client = Client {
        account: ready.new,
        office: held.office,
        made_at: now,
    };
    clients::insert(tx, &client)?;
    accounts::grant(tx, ready.new, held)?;
    let [made, secret] = ready.events;
    let kind = SecurityEvent::ClientMade;
    record(tx, kept, ready.new, kind, told(known, held), made, now)?;
    keep(tx, kept, ready.new, ready.secret.as_ref(), secret, now)
}

fn keep(
    tx: &mut Write<'_>,
    kept: &Kept,
    client: AccountId,
    drawn: Option<&Drawn>,
    event: Uuid,
    now: Moment,
) -> Result<(), AppError> {
    let Some(drawn) = drawn else {
        return Err(AppError::internal("a secret was not drawn"));
    };
    // What is no wider than what somebody agreed to needs no new agreement; of a new system nothing was.
    let agreed = agreed_before(tx, client, &drawn.scopes, now)?;
    let secret = ClientSecret {
        id: drawn.id,
        account: client,
        scopes: drawn.scopes.clone(),
        made_at: now,
        ends_at: drawn.ends,
        used_on: None,
        ended_at: None,
        confirmed_at: agreed.then_some(now),
    };
    clients::keep_secret(tx, &secret, &drawn.hash)?;
    let codes: Vec<String> = drawn.scopes.iter().map(|s| s.code()).collect();
    let content = json!({
        "secret": drawn.id.to_string(), "scopes": codes, "ends_at": drawn.ends.rfc3339(), "confirmed": agreed,
    });
    let kind = SecurityEvent::SecretMade;
    record(tx, kept, client, kind, content, event, now)?;
    Ok(())
}

fn receipt(ready: &Ready, client: AccountId, version: i64) -> ClientReceipt {
    let ended = match &ready.command {
        ClientCommand::Change {
            wanted: ClientChange::EndSecret(id),
            ..
        } => Some(*id),
        _ => None,
    };
    let made = ready.secret.as_ref();
    ClientReceipt {
        client_id: client.to_string(),
        version,
        secret_id: made.map(|s| s.id).or(ended).map(|id| id.to_string()),
        client_secret: None,
        secret_ends_at: made.map(|s| s.ends.rfc3339()),
    }
}

fn answer(status: i64, receipt: &ClientReceipt) -> Result<Answer, AppError> {
    Ok(Answer {
        status,
        etag: Some(receipt.version.to_string()),
        location: Some(format!("/v1/clients/{}", receipt.client_id)),
        body: serde_json::to_string(receipt).map_err(AppError::internal)?,
    })
}
