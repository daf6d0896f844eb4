//! What people do to the account of their own: read it, change its password, set or end its second factor.

use std::sync::Arc;

use netralitas_domain::{
    account_life::AccountRefusal, ids::AccountId, security::SecurityEvent, time::Moment,
};
use netralitas_store::{
    Write,
    accounts::{self, Account, Grant},
    second_factors::{self, Factor},
    security_events,
    sessions::{self, Which},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    lock_out::Origin,
    passwords::Whose,
    second_factor::{self, RECOVERY_CODES, RECOVERY_LENGTH},
    sessions::own_entry,
};
use crate::{
    App, Known, Principal,
    accounts::invite,
    app::mac,
    error::AppError,
    keys::{Purpose, Secret, rotation},
};

/// The own account.
pub struct OwnAccount {
    /// The account.
    pub account: Account,
    /// Its roles that run today.
    pub roles: Vec<Grant>,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: i64,
    /// The offices as of now.
    pub known: Arc<Known>,
}

/// A second factor that is yet to be confirmed: shown once.
pub struct Started {
    /// The secret, for people to type into an app.
    pub secret: String,
    /// The same as an address, for an app to read.
    pub address: String,
}

/// How a code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Used {
    /// One by time.
    ByTime,
    /// One for who lost the device.
    Recovery,
}

/// Who asks, where from, and the own password.
pub struct Proof {
    /// Who asks.
    pub principal: Principal,
    /// Where from.
    pub origin: Origin,
    /// The password, as it was typed.
    pub password: Secret,
}

/// An account whose password was right.
struct Proven {
    principal: Principal,
    account: Account,
    whose: Whose,
    now: Moment,
    event: Uuid,
}

impl App {
    /// The own account.
    ///
    /// # Errors
    /// [`AppError::AccountInactive`].
    pub async fn own_account(&self, principal: Principal) -> Result<OwnAccount, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let known = app.asker(tx, principal, now)?.known;
                let account =
                    accounts::find(tx, principal.account)?.ok_or(AppError::AccountInactive)?;
                let runs =
                    |grant: &Grant| grant.runs_on(now.day_in(known.offices.zone(grant.office)));
                let mut roles = accounts::roles(tx, account.id)?;
                roles.retain(runs);
                let factor = second_factors::find(tx, account.id)?;
                Ok(OwnAccount {
                    recovery_codes_left: second_factors::codes_left(tx, account.id)?,
                    second_factor: factor.is_some_and(|f| f.confirmed),
                    account,
                    roles,
                    known,
                })
            })
            .await
    }

    /// Changes the own password; every other session ends. How many there were.
    ///
    /// # Errors
    /// A wrong password or a new one against the policy, at their fields; [`AppError::TooMany`] after too many tries.
    pub async fn change_password(&self, proof: Proof, new: &Secret) -> Result<usize, AppError> {
        let proven = self.prove(proof, "/current").await?;
        let new = text(new, "/new")?;
        let hashed = self
            .hash_password("/new", proven.whose.clone(), new)
            .await?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                app.hold_proven(tx, &proven, "/current")?;
                let (principal, id) = (proven.principal, proven.account.id);
                accounts::set_password(tx, id, &hashed)?;
                let others = principal.session().map_or(Which::All, Which::But);
                let ended = sessions::end(tx, id, others)?;
                let content = json!({ "sessions_ended": ended });
                proven.record(tx, SecurityEvent::PasswordChanged, &content)?;
                Ok(ended)
            })
            .await
    }

    /// Draws the secret of a second factor. It is asked for once a code of it has confirmed it.
    ///
    /// # Errors
    /// A wrong password; a refusal where one stands already.
    pub async fn start_second_factor(&self, proof: Proof) -> Result<Started, AppError> {
        let proven = self.prove(proof, "/password").await?;
        let drawn = second_factor::draw()?;
        let secret = second_factor::letters(&drawn);
        let started = Started {
            address: second_factor::address(&proven.account.username, &secret),
            secret,
        };
        let sealed = self
            .master()
            .seal(&of_second_factor(proven.account.id), drawn.expose())
            .map_err(AppError::internal)?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                app.hold_proven(tx, &proven, "/password")?;
                rotation::still(tx, app.master().id())?;
                match second_factors::start(tx, proven.account.id, &sealed, proven.now)? {
                    true => Ok(()),
                    false => Err(AppError::from(AccountRefusal::SecondFactorStands)),
                }
            })
            .await?;
        Ok(started)
    }

    /// Confirms a second factor by a code of it; gives the recovery codes, which are shown once.
    ///
    /// # Errors
    /// A wrong code; a refusal where none was started, or it is confirmed already.
    pub async fn confirm_second_factor(
        &self,
        principal: Principal,
        code: String,
    ) -> Result<Vec<String>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let event = self.id(now);
        let (shown, hashes) = self.draw_recovery_codes(principal)?;
        let right = self.store().write(move |tx| {
            app.asker(tx, principal, now)?;
            let account =
                accounts::find(tx, principal.account)?.ok_or(AppError::AccountInactive)?;
            let factor =
                second_factors::find(tx, account.id)?.ok_or(AccountRefusal::SecondFactorAbsent)?;
            if factor.confirmed {
                return Err(AppError::from(AccountRefusal::SecondFactorStands));
            }
            if app.use_code(tx, &account, &factor, &code, now)? != Some(Used::ByTime) {
                return Ok(false);
            }
            second_factors::confirm(tx, account.id, now)?;
            second_factors::keep_codes(tx, account.id, &hashes)?;
            let kind = SecurityEvent::SecondFactorSet;
            security_events::append(tx, &own_entry(principal, kind, &json!({}), event, now))?;
            Ok(true)
        });
        match right.await? {
            true => Ok(shown),
            false => Err(AppError::field("/code", "code_wrong")),
        }
    }

    /// Ends the second factor, where the password is enough by itself.
    ///
    /// # Errors
    /// A wrong password or code, a password that is too short or too common without one; a refusal where none stands.
    pub async fn end_second_factor(&self, proof: Proof, code: String) -> Result<(), AppError> {
        let alone = text(&proof.password, "/password")?;
        let proven = self.prove(proof, "/password").await?;
        let whose = Whose {
            second_factor: false,
            ..proven.whose.clone()
        };
        if let Some(breach) = self.breach_of(whose, alone).await? {
            return Err(AppError::field("/password", breach.code()));
        }
        self.with_code(proven, code, |tx, proven| {
            second_factors::end(tx, proven.account.id)?;
            proven.record(tx, SecurityEvent::SecondFactorEnded, &json!({}))
        })
        .await
    }

    /// New recovery codes, shown once; those before are void.
    ///
    /// # Errors
    /// A wrong password or code; a refusal where no second factor stands.
    pub async fn new_recovery_codes(
        &self,
        proof: Proof,
        code: String,
    ) -> Result<Vec<String>, AppError> {
        let (shown, hashes) = self.draw_recovery_codes(proof.principal)?;
        let proven = self.prove(proof, "/password").await?;
        self.with_code(proven, code, move |tx, proven| {
            second_factors::keep_codes(tx, proven.account.id, &hashes)?;
            proven.record(tx, SecurityEvent::RecoveryCodesMade, &json!({}))
        })
        .await?;
        Ok(shown)
    }

    /// Tries the own password, as a sign-in would.
    async fn prove(&self, proof: Proof, field: &'static str) -> Result<Proven, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let Proof {
            principal,
            origin,
            password,
        } = proof;
        let password = text(&password, field)?;
        let found = self.store().read(move |tx| {
            app.asker(tx, principal, now)?;
            let account =
                accounts::find(tx, principal.account)?.ok_or(AppError::AccountInactive)?;
            let bucket = app.password_bucket(&account.username, origin)?;
            bucket.is_free(tx, now)?;
            Ok::<_, AppError>((app.whose(tx, &account)?, bucket, account))
        });
        let (whose, bucket, account) = found.await?;
        let stored = Some(account.password_hash.clone());
        if !self.try_password(&bucket, stored, password).await?.fits {
            return Err(AppError::field(field, "password_wrong"));
        }
        self.store().write(move |tx| bucket.forget(tx, now)).await?;
        Ok(Proven {
            event: self.id(now),
            principal,
            account,
            whose,
            now,
        })
    }

    /// Holds an account whose password was right a moment ago, for the rest of the transaction.
    fn hold_proven(
        &self,
        tx: &mut Write<'_>,
        proven: &Proven,
        field: &'static str,
    ) -> Result<(), AppError> {
        self.asker(tx, proven.principal, proven.now)?;
        let account = &proven.account;
        if !accounts::hold(tx, account.id, &account.password_hash, None)? {
            return Err(AppError::field(field, "password_wrong"));
        }
        Ok(())
    }

    /// Does something to an account whose password was right, if the code is too.
    async fn with_code(
        &self,
        proven: Proven,
        code: String,
        then: impl Fn(&mut Write<'_>, &Proven) -> Result<(), AppError> + Send + Sync + 'static,
    ) -> Result<(), AppError> {
        let app = self.clone();
        let right = self.store().write(move |tx| {
            app.hold_proven(tx, &proven, "/password")?;
            let factor = second_factors::find(tx, proven.account.id)?
                .filter(|f| f.confirmed)
                .ok_or(AccountRefusal::SecondFactorAbsent)?;
            let used = app.use_code(tx, &proven.account, &factor, &code, proven.now)?;
            if used.is_some() {
                then(tx, &proven)?;
            }
            Ok::<_, AppError>(used.is_some())
        });
        match right.await? {
            true => Ok(()),
            false => Err(AppError::field("/code", "code_wrong")),
        }
    }

    /// Uses a code up, by time or for who lost the device; none where it is neither. Tries are counted by account: who
    /// gets here has the password.
    pub(crate) fn use_code(
        &self,
        tx: &mut Write<'_>,
        account: &Account,
        factor: &Factor,
        typed: &str,
        now: Moment,
    ) -> Result<Option<Used>, AppError> {
        let bucket = self.code_bucket(account.id)?;
        bucket.count(tx, now)?;
        let used = if let Some(code) = second_factor::is_by_time(typed) {
            let secret = self
                .master()
                .open(&of_second_factor(account.id), &factor.sealed)
                .map_err(AppError::internal)?;
            match second_factor::step_of(&secret, &code, now) {
                Some(step) if second_factors::use_step(tx, account.id, step)? => Some(Used::ByTime),
                _ => None,
            }
        } else {
            let hash = self.recovery_hash(account.id.raw(), &invite::read(typed))?;
            second_factors::use_code(tx, account.id, &hash, now)?.then_some(Used::Recovery)
        };
        if used.is_some() {
            bucket.forget(tx, now)?;
        }
        Ok(used)
    }

    fn draw_recovery_codes(
        &self,
        principal: Principal,
    ) -> Result<(Vec<String>, Vec<Vec<u8>>), AppError> {
        let (mut shown, mut hashes) = (Vec::new(), Vec::new());
        for _ in 0..RECOVERY_CODES {
            let letters = invite::draw_letters(RECOVERY_LENGTH)?;
            hashes.push(self.recovery_hash(principal.account.raw(), &letters)?);
            shown.push(invite::grouped(&letters));
        }
        Ok((shown, hashes))
    }

    fn recovery_hash(&self, account: Uuid, letters: &str) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Recovery).expose();
        mac(key, &[account.as_bytes(), letters.as_bytes()])
    }
}

impl Proven {
    fn record(
        &self,
        tx: &mut Write<'_>,
        kind: SecurityEvent,
        content: &Value,
    ) -> Result<(), AppError> {
        let entry = own_entry(self.principal, kind, content, self.event, self.now);
        Ok(security_events::append(tx, &entry)?)
    }
}

/// What a sealed secret is bound to: it opens for this account alone.
pub(crate) fn of_second_factor(account: AccountId) -> Vec<u8> {
    [b"second-factor".as_slice(), account.raw().as_bytes()].concat()
}

fn text(secret: &Secret, field: &'static str) -> Result<String, AppError> {
    String::from_utf8(secret.expose().to_vec())
        .map_err(|_| AppError::field(field, "password_control_character"))
}
