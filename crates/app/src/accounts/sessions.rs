//! Signing in, and the sessions that it begins: renewed by a secret that works once, ended by their holder.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use netralitas_domain::{
    ids::{AccountId, OfficeId, SessionId},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, Write,
    accounts::{self, Account},
    offices, second_factors,
    security_events::{self, Entry},
    sessions::{self, Session, Which},
    views::standing::Credential,
};
use serde_json::json;
use uuid::Uuid;

use super::{devices::Device, lock_out::Origin, own::Used};
use crate::{
    App, Principal,
    app::mac,
    error::AppError,
    keys::{Purpose, Secret},
};

/// How long a session runs after it was renewed, in hours.
pub const IDLE_HOURS: i64 = 12;
/// How long a session runs at most, in hours.
pub const LONGEST_HOURS: i64 = 7 * 24;
const HOUR: i64 = 3_600 * 1_000_000;
/// Bytes of the secret that renews a session.
const SECRET_BYTES: usize = 32;

/// A sign-in as it is asked for. Never printed.
pub struct SignInAsked {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: String,
    /// The code of the office to act for.
    pub office: Option<String>,
    /// A code of the second factor, or a recovery code.
    pub code: Option<String>,
    /// What an earlier sign-in left with the caller.
    pub device: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A session that began or was renewed, with the secret that renews it next, which nobody keeps.
pub struct Entered {
    /// The session.
    pub session: Session,
    /// What renews it, once.
    pub refresh: String,
    /// What the next sign-in from here is known by; at a sign-in alone.
    pub device: Option<String>,
    /// The codes of the offices that the account may act for now, in the order in which one is taken unasked.
    pub offices: Vec<String>,
}

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entered")
            .field("session", &self.session.id)
            .finish_non_exhaustive()
    }
}

/// A new secret that renews a session: as it is shown once, and as it is kept.
struct NewRefresh {
    shown: String,
    hash: Vec<u8>,
}

/// What came of a secret that was shown.
enum Renewal {
    Renewed(Session, Vec<String>),
    Refused,
}

impl App {
    /// Checks a user name and password, and the code of the second factor where one stands, and begins a session.
    /// Without an office code the office is taken at which the account has had a role for longest, by code where several
    /// began on one day. Tries from a device of the account are counted by that device, others by the name and where
    /// they come from.
    ///
    /// # Errors
    /// [`AppError::Credentials`] for any mismatch, with the same work done for unknown names;
    /// [`AppError::SecondFactor`] where the password fits and the code is missing or wrong; [`AppError::TooMany`] after
    /// too many tries from a neighbourhood.
    pub async fn sign_in(&self, asked: SignInAsked) -> Result<Entered, AppError> {
        let SignInAsked {
            username,
            password,
            office,
            code,
            device,
            origin,
        } = asked;
        let now = self.clock().now();
        let anywhere = self.password_bucket(&username, origin)?;
        let app = self.clone();
        let found = self.store().read(move |tx| {
            let account = accounts::find_by_username(tx, &username)?;
            let device = app.shown_device(device.as_deref(), account.as_ref(), now)?;
            let bucket = match account.as_ref().zip(device) {
                Some((account, device)) => app.device_bucket(account, device)?,
                None => anywhere.clone(),
            };
            bucket.is_free(tx, now)?;
            let office = match &office {
                Some(code) => Some(offices::find_by_code(tx, code)?),
                None => None,
            };
            Ok::<_, AppError>((account, office, device, bucket))
        });
        let (account, wanted, device, bucket) = found.await?;
        let stored = account
            .as_ref()
            .filter(|a| a.disabled_at.is_none())
            .map(|a| a.password_hash.clone());
        let checked = self.try_password(&bucket, stored, password).await?;
        let account = account
            .filter(|_| checked.fits)
            .ok_or(AppError::Credentials)?;
        let now = self.clock().now();
        let refresh = self.new_refresh()?;
        // The device that it was, with new days; signed with the password as it is kept from now on.
        let device = device.map_or_else(Device::draw, Ok)?;
        let after = Account {
            password_hash: (checked.anew.clone()).unwrap_or_else(|| account.password_hash.clone()),
            ..account.clone()
        };
        let device = self.show_device(&after, device, now)?;
        let (app, id) = (self.clone(), SessionId::new(self.id(now)));
        let hash = refresh.hash;
        // Of one moment: in the order of what happened.
        let mut events = [self.id(now), self.id(now)];
        events.sort_unstable();
        let [recovery, event] = events;
        let begun = self.store().write(move |tx| {
            // Shut, or given another password meanwhile.
            let anew = checked.anew.as_deref();
            if !accounts::hold(tx, account.id, &account.password_hash, anew)? {
                return Err(AppError::Credentials);
            }
            bucket.forget(tx, now)?;
            let mut used = None;
            if let Some(factor) = second_factors::find(tx, account.id)?.filter(|f| f.confirmed) {
                if let Some(code) = &code {
                    used = app.use_code(tx, &account, &factor, code, now)?;
                }
                if used.is_none() {
                    return Ok(None);
                }
            }
            let places = app.places(tx, account.id, now)?;
            let office = match wanted {
                Some(office) => places.iter().find(|(id, _)| Some(*id) == office),
                None => places.first(),
            };
            let session = Session {
                id,
                account: account.id,
                office: office.ok_or(AppError::Credentials)?.0,
                began_at: now,
                used_at: now,
                ends_at: ends(now, now),
            };
            sessions::end(tx, account.id, Which::Past(now))?;
            sessions::begin(tx, &session)?;
            sessions::keep_refresh(tx, id, &hash, now)?;
            if used == Some(Used::Recovery) {
                record(tx, &session, SecurityEvent::RecoveryCodeUsed, recovery, now)?;
            }
            record(tx, &session, SecurityEvent::SignedIn, event, now)?;
            Ok(Some((session, codes(places))))
        });
        let (session, offices) = begun.await?.ok_or(AppError::SecondFactor)?;
        Ok(Entered {
            session,
            refresh: refresh.shown,
            device: Some(device),
            offices,
        })
    }

    /// The offices that an account may act for now, with their codes: first the one at which it has had a role for
    /// longest, by code where several began on one day.
    fn places(
        &self,
        tx: &mut Read<'_>,
        account: AccountId,
        now: Moment,
    ) -> Result<Vec<(OfficeId, String)>, AppError> {
        let known = self.known(tx)?;
        let granted = accounts::roles(tx, account)?;
        let mut since: BTreeMap<OfficeId, NaiveDate> = BTreeMap::new();
        for grant in &granted {
            let zone = known.offices.zone(grant.office);
            if grant.runs_on(now.day_in(zone)) {
                let first = since.entry(grant.office).or_insert(grant.from);
                *first = grant.from.min(*first);
            }
        }
        let acts = |office: OfficeId| {
            let principal = Principal::outside(account, office);
            principal.actor(&granted, now, &known.offices).is_some()
        };
        let mut places: Vec<_> = since
            .into_iter()
            .filter(|(office, _)| acts(*office))
            .filter_map(|(office, from)| {
                let code = known.offices.get(office)?.code.clone();
                Some((from, code, office))
            })
            .collect();
        places.sort();
        Ok(places
            .into_iter()
            .map(|(_, code, office)| (office, code))
            .collect())
    }

    /// Renews a session by the secret that was given last. One that was used before ends the session: somebody has a
    /// copy of it, and nobody knows who.
    ///
    /// # Errors
    /// [`AppError::AccountInactive`] for a secret that is unknown or used, a session that ended, and an account that may
    /// not act at the office any more, all alike.
    pub async fn renew_session(&self, shown: &Secret) -> Result<Entered, AppError> {
        let now = self.clock().now();
        let hash = self.refresh_hash(shown.expose())?;
        let refresh = self.new_refresh()?;
        let (app, event, new) = (self.clone(), self.id(now), refresh.hash);
        let done = self.store().write(move |tx| {
            let Some(found) = sessions::find_refresh(tx, &hash)? else {
                return Ok::<_, AppError>(Renewal::Refused);
            };
            let old = found.session;
            let session = Session {
                used_at: now,
                ends_at: ends(old.began_at, now),
                ..old
            };
            // Held until the end: what ends the session meanwhile waits, or was before.
            if now >= old.ends_at || !sessions::renew(tx, old.id, now, session.ends_at)? {
                return Ok(Renewal::Refused);
            }
            if found.used || !sessions::use_refresh(tx, &hash, now)? {
                sessions::end(tx, old.account, Which::One(old.id))?;
                record(tx, &old, SecurityEvent::RefreshReused, event, now)?;
                return Ok(Renewal::Refused);
            }
            let principal = Principal {
                credential: Some(Credential::Session(old.id)),
                ..Principal::outside(old.account, old.office)
            };
            app.asker(tx, principal, now)?;
            sessions::keep_refresh(tx, old.id, &new, now)?;
            let places = app.places(tx, old.account, now)?;
            Ok(Renewal::Renewed(session, codes(places)))
        });
        match done.await? {
            Renewal::Renewed(session, offices) => Ok(Entered {
                session,
                refresh: refresh.shown,
                device: None,
                offices,
            }),
            Renewal::Refused => Err(AppError::AccountInactive),
        }
    }

    /// The sessions of an account that run, the newest first.
    ///
    /// # Errors
    /// [`AppError::AccountInactive`] for who is not signed in any more.
    pub async fn own_sessions(&self, principal: Principal) -> Result<Vec<Session>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                app.asker(tx, principal, now)?;
                Ok(sessions::of_account(tx, principal.account, now)?)
            })
            .await
    }

    /// Ends one session of an account, or all; how many there were.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a session that is not the caller's, or ended; [`AppError::AccountInactive`].
    pub async fn end_own_sessions(
        &self,
        principal: Principal,
        one: Option<SessionId>,
    ) -> Result<usize, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let event = self.id(now);
        self.store()
            .write(move |tx| {
                app.asker(tx, principal, now)?;
                let which = one.map_or(Which::All, Which::One);
                let ended = sessions::end(tx, principal.account, which)?;
                if one.is_some() && ended == 0 {
                    return Err(AppError::NotFound);
                }
                sessions_ended(tx, principal, ended, event, now)?;
                Ok(ended)
            })
            .await
    }

    fn new_refresh(&self) -> Result<NewRefresh, AppError> {
        let mut bytes = [0_u8; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(|e| AppError::internal(e.to_string()))?;
        let shown = format!("ntr_{}", URL_SAFE_NO_PAD.encode(bytes));
        let hash = self.refresh_hash(shown.as_bytes())?;
        Ok(NewRefresh { shown, hash })
    }

    fn refresh_hash(&self, shown: &[u8]) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Refresh).expose();
        mac(key, &[shown])
    }
}

fn codes(places: Vec<(OfficeId, String)>) -> Vec<String> {
    places.into_iter().map(|(_, code)| code).collect()
}

/// When a session ends that began and is renewed at these moments.
fn ends(began: Moment, now: Moment) -> Moment {
    Moment((now.0 + IDLE_HOURS * HOUR).min(began.0 + LONGEST_HOURS * HOUR))
}

/// Leaves a record that its holder ended sessions.
pub(crate) fn sessions_ended(
    tx: &mut Write<'_>,
    by: Principal,
    ended: usize,
    id: Uuid,
    now: Moment,
) -> Result<(), AppError> {
    let content = json!({ "sessions": ended });
    security_events::append(
        tx,
        &own_entry(by, SecurityEvent::SessionsEnded, &content, id, now),
    )?;
    Ok(())
}

/// A record of what somebody did to the own account.
pub(crate) fn own_entry(
    by: Principal,
    kind: SecurityEvent,
    content: &serde_json::Value,
    id: Uuid,
    now: Moment,
) -> Entry {
    Entry {
        id,
        kind,
        account: Some(by.account),
        office: Some(by.office),
        about: Some(by.account),
        case: None,
        recorded_at: now,
        content: content.to_string(),
    }
}

fn record(
    tx: &mut Write<'_>,
    session: &Session,
    kind: SecurityEvent,
    id: Uuid,
    now: Moment,
) -> Result<(), AppError> {
    let by = Principal::outside(session.account, session.office);
    let content = json!({ "session": session.id.to_string() });
    security_events::append(tx, &own_entry(by, kind, &content, id, now))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_runs_on_while_it_is_renewed_and_no_longer_than_a_week() {
        let began = Moment(0);
        assert_eq!(ends(began, began), Moment(12 * HOUR));
        assert_eq!(ends(began, Moment(100 * HOUR)), Moment(112 * HOUR));
        assert_eq!(ends(began, Moment(160 * HOUR)), Moment(168 * HOUR));
    }
}
