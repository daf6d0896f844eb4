//! Who asks: an account at an office, with the roles it has there now.

use netralitas_domain::{
    ids::{AccountId, OfficeId},
    people::{Actor, Directory, Level, OfficeType},
    time::{Moment, Zone},
};
use netralitas_store::{Read, accounts, scope::Scope};

use crate::error::AppError;

/// An account that acts for one of its offices, as a token says; roles are read when they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Principal {
    /// The account.
    pub account: AccountId,
    /// The office it acts for.
    pub office: OfficeId,
}

impl Principal {
    /// The actor with its roles as of now.
    ///
    /// # Errors
    /// [`AppError::AccountInactive`] when the account is gone, shut, or has no role at the office any more.
    pub fn actor(
        self,
        tx: &mut Read<'_>,
        now: Moment,
        offices: &Directory,
    ) -> Result<Actor, AppError> {
        let account = accounts::find(tx, self.account)?.ok_or(AppError::AccountInactive)?;
        if account.disabled_at.is_some() {
            return Err(AppError::AccountInactive);
        }
        let zone = offices.get(self.office).map_or(Zone::Wib, |o| o.zone);
        let today = now.day_in(zone);
        let roles: Vec<_> = accounts::roles(tx, self.account)?
            .into_iter()
            .filter(|g| {
                g.office == self.office && g.from <= today && g.to.is_none_or(|to| today <= to)
            })
            .map(|g| g.role)
            .collect();
        if roles.is_empty() {
            return Err(AppError::AccountInactive);
        }
        Ok(Actor {
            account: self.account,
            office: self.office,
            roles,
        })
    }

    /// What the account may see: the tracks of its own office and, at Bawaslu, of those below it; Bawaslu
    /// RI sees every track. Who only manages accounts sees none.
    #[must_use]
    pub fn scope(actor: &Actor, offices: &Directory) -> Scope {
        use netralitas_domain::people::Role;
        if actor.roles.iter().all(|r| *r == Role::Administrator) {
            return Scope {
                offices: Vec::new(),
                everything: false,
            };
        }
        let Some(own) = offices.get(actor.office) else {
            return Scope {
                offices: Vec::new(),
                everything: false,
            };
        };
        let bawaslu = own.kind == OfficeType::ElectionSupervisor;
        let mut reach = vec![own.id];
        if bawaslu {
            // Levels are few; each round adds the offices directly below the ones found so far.
            let mut last = reach.clone();
            while !last.is_empty() {
                last = offices
                    .all()
                    .filter(|o| o.parent.is_some_and(|p| last.contains(&p)))
                    .map(|o| o.id)
                    .collect();
                last.retain(|o| !reach.contains(o));
                reach.extend(last.iter().copied());
            }
        }
        Scope {
            offices: reach,
            everything: bawaslu && own.level == Level::National,
        }
    }
}
