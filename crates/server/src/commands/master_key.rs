//! `netralitas keys rotate`: another master key in the place of the present one.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use netralitas_app::{
    clock::{Clock as _, Ids as _, RandomIds, SystemClock},
    keys::{
        KeyError, MasterKey,
        rotation::{self, Rotated},
    },
};
use netralitas_store::{Store, meta};

use super::{Outcome, Refused};
use crate::installation::next_key_file;

/// The next key is on disk before the database changes, and the old one until it has: whenever this is stopped, the
/// database opens with one of the two, and running it again ends what was begun.
pub(super) fn rotate(store: &Store, path: &Path) -> Outcome {
    let next = next_key_file(path);
    let here = store.read_blocking(|tx| meta::get(tx, meta::MASTER_KEY))?;
    let Some(here) = here else {
        let told = "this database has no master key yet; the first start of the server names it";
        return Err(Refused(told.to_owned()).into());
    };
    let new = match MasterKey::load(&next) {
        Ok(key) => key,
        Err(KeyError::Missing(_)) => {
            check(&MasterKey::load(path)?, &here)?;
            MasterKey::create(&next)?
        }
        // Stopped while it was written: nothing was sealed with it.
        Err(KeyError::Malformed(_)) => {
            check(&MasterKey::load(path)?, &here)?;
            fs::remove_file(&next)?;
            MasterKey::create(&next)?
        }
        Err(error) => return Err(error.into()),
    };
    // Otherwise it was stopped between the database and the files.
    if here != rotation::mark(&new) {
        let old = MasterKey::load(path)?;
        check(&old, &here)?;
        let now = SystemClock.now();
        let event = RandomIds.new_id(now);
        tell(&rotation::rotate(store, &old, &new, event, now).map_err(super::explain)?);
    }
    let kept = put_in_place(path, &next, &new)?;
    println!("The master key is {} now, in {}.", new.id(), path.display());
    if let Some(kept) = kept {
        println!(
            "The old one lies in {}. Backups made before open with it alone: keep it apart as long as you keep them, then destroy it.",
            kept.display()
        );
    }
    Ok(())
}

fn check(old: &MasterKey, here: &str) -> Result<(), Refused> {
    if here == rotation::mark(old) {
        return Ok(());
    }
    let told = format!(
        "nothing was changed: the master key {} is not the one of this database",
        old.id()
    );
    Err(Refused(told))
}

/// The new file takes the place of the old one, which is kept under the name of its key; none where that was done
/// before.
fn put_in_place(path: &Path, next: &Path, new: &MasterKey) -> io::Result<Option<PathBuf>> {
    let old = MasterKey::load(path).ok();
    let old = old.filter(|old| old.id() != new.id());
    let kept = old.map(|old| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}", old.id()));
        PathBuf::from(name)
    });
    if let Some(kept) = kept.as_ref().filter(|kept| !kept.exists()) {
        // A second name first: the old key is never without one.
        fs::hard_link(path, kept)?;
    }
    fs::rename(next, path)?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(kept)
}

fn tell(done: &Rotated) {
    println!(
        "Sealed anew: {} sealed people, {} purposes, {} announced reports, {} questions, {} second factors, {} token keys.",
        done.people,
        done.purposes,
        done.announced,
        done.questions,
        done.second_factors,
        done.token_keys
    );
    println!(
        "Lapsed: {} invitations, {} recovery codes, {} receipts, {} secrets of systems, {} calendar feeds, and what renews sessions, page cursors and idempotency keys: people \
         sign in again when their token lapses, and a request repeated under a key used before is refused.",
        done.invitations,
        done.recovery_codes,
        done.receipts,
        done.client_secrets,
        done.calendar_feeds
    );
}
