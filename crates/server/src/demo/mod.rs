//! The demonstration: offices, accounts and played cases in a new database.
//!
//! Owns what is in it; the cases are played by [`crate::replay`]. Must not touch a database that is not
//! marked: whoever calls has checked that.

pub mod accounts;
pub mod cases;
pub mod offices;

use chrono::NaiveDate;
use netralitas_app::accounts::passwords::{PasswordError, Passwords};
use netralitas_app::clock::Ids;
use netralitas_domain::time::Moment;
use netralitas_store::{
    Store, StoreError,
    accounts::{Account, Grant},
    meta,
};

pub use accounts::{DemoAccount, PASSWORD};

/// Why the demonstration could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file of offices, compiled in.
    #[error("demo offices: {0}")]
    Offices(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Hashing the demo password.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

/// From when on everybody has their roles: the first day of the data.
#[must_use]
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 1, 1).unwrap_or_default()
}

/// Puts the mark, the offices and the accounts into a database that holds nothing yet, all at once.
///
/// # Errors
/// Those of the database.
pub fn settle(
    store: &Store,
    mark: &'static str,
    passwords: &Passwords,
    ids: &dyn Ids,
    now: Moment,
) -> Result<(), DemoError> {
    let offices = offices::all(ids, now).map_err(DemoError::Offices)?;
    // Everybody has the same public password, so one hash serves all and the start stays quick.
    let hash = passwords.hash(&"demo".into(), PASSWORD)?;
    let from = first_day();
    let mut people = Vec::new();
    for demo in accounts::of(&offices) {
        let account = Account {
            id: netralitas_domain::ids::Id::new(ids.new_id(now)),
            username: demo.username,
            display_name: demo.name,
            password_hash: hash.clone(),
            version: 1,
            disabled_at: None,
        };
        let grants: Vec<Grant> = demo
            .roles
            .iter()
            .map(|role| Grant {
                office: demo.office_id,
                role: *role,
                from,
                to: None,
            })
            .collect();
        people.push((account, grants));
    }
    store.write_blocking(move |tx| {
        meta::set(tx, meta::PURPOSE, mark)?;
        for office in &offices {
            netralitas_store::offices::insert(tx, office, now)?;
        }
        for (account, grants) in &people {
            netralitas_store::accounts::insert(tx, account, now)?;
            for grant in grants {
                netralitas_store::accounts::grant(tx, account.id, grant)?;
            }
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}
