//! Whose account is whose to keep, and when a role begins or ends. Pure; passwords and sessions are not known here.

use chrono::NaiveDate;

use crate::{
    ids::{AccountId, OfficeId},
    office_life::keeps,
    people::{Actor, Directory, Role},
    procedure::APART,
};

vocabulary! {
    /// Why a change of an account is refused.
    AccountRefusal {
        OwnAccount = "own_account", "Tidak ada yang mengubah akunnya sendiri; mintalah administrator lain.", "Nobody changes an account of his own; ask another administrator.";
        AccountIsShut = "account_is_shut", "Akun ini ditutup; buka dahulu.", "The account is shut; open it first.";
        AccountIsOpen = "account_is_open", "Akun ini tidak ditutup.", "The account is not shut.";
        SecondFactorStands = "second_factor_stands", "Faktor kedua sudah terpasang; lepaskan dahulu.", "A second factor is set already; end it first.";
        SecondFactorAbsent = "second_factor_absent", "Tidak ada faktor kedua; mulailah memasangnya dahulu.", "There is no second factor; start setting one first.";
        AccountIsASystem = "account_is_a_system", "Akun ini milik sistem; sistem bertindak dengan rahasia klien, bukan dengan undangan atau kata sandi.", "The account is a system's, which acts by its secrets: no invitation and no password.";
        ClientIsEnded = "client_is_ended", "Sistem ini sudah diakhiri.", "The system was ended.";
        SecretsEnough = "secrets_enough", "Sistem ini sudah memiliki sepuluh rahasia yang berlaku; akhiri salah satunya dahulu.", "The system has ten secrets in force; end one first.";
        IdentitiesEnough = "identities_enough", "Akun ini sudah memiliki sepuluh identitas luar; lepaskan salah satunya dahulu.", "The account has ten outside identities; unlink one first.";
        WorkLeft = "work_left", "Petugas ini masih memegang penugasan di kantor itu; serahkan dahulu (hand_over_assignments).", "The officer still has assignments at that office; hand them over first (hand_over_assignments).";
    }
}

/// A role of an account at an office, with its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The office.
    pub office: OfficeId,
    /// The role.
    pub role: Role,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Grant {
    /// Whether it runs on a day.
    #[must_use]
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.runs_from(day)
    }
    /// Whether it runs on a day, or begins later.
    #[must_use]
    pub fn runs_from(&self, day: NaiveDate) -> bool {
        self.to.is_none_or(|to| day <= to)
    }
    fn meets(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// Whether an administrator keeps an account: every office at which it has a role that runs or is yet to begin is the
/// administrator's to keep; where none does, the offices of the roles that it had. An account that never had a role is
/// kept at the top.
#[must_use]
pub fn keeps_account(actor: &Actor, held: &[Grant], today: NaiveDate, offices: &Directory) -> bool {
    let running: Vec<&Grant> = held.iter().filter(|h| h.runs_from(today)).collect();
    let counted = match running.is_empty() {
        true => held.iter().collect(),
        false => running,
    };
    match counted.is_empty() {
        true => keeps(actor, None, offices),
        false => counted
            .iter()
            .all(|h| keeps(actor, Some(h.office), offices)),
    }
}

/// Whether an account may be changed by an actor: by nobody who is it.
///
/// # Errors
/// [`AccountRefusal::OwnAccount`].
pub fn not_own(actor: Option<&Actor>, account: AccountId) -> Result<(), AccountRefusal> {
    match actor.is_some_and(|a| a.account == account) {
        true => Err(AccountRefusal::OwnAccount),
        false => Ok(()),
    }
}

/// Whether a role may stand beside those that an account has: one that is kept apart stands alone for as long as it
/// runs.
#[must_use]
pub fn stands_beside(held: &[Grant], new: &Grant) -> bool {
    held.iter().filter(|old| old.meets(new)).all(|old| {
        old.role == new.role || !(APART.contains(&old.role) || APART.contains(&new.role))
    })
}

/// Whether the same role runs at the same office on one of the days already.
#[must_use]
pub fn runs_already(held: &[Grant], new: &Grant) -> bool {
    let same = |old: &&Grant| (old.office, old.role) == (new.office, new.role);
    held.iter().filter(same).any(|old| old.meets(new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn held(office: u128, role: Role, from: &str, to: Option<&str>) -> Grant {
        Grant {
            office: Id::new(Uuid::from_u128(office)),
            role,
            from: day(from),
            to: to.map(day),
        }
    }

    #[test]
    fn a_role_kept_apart_stands_alone_while_it_runs() {
        let had = [held(1, Role::Chair, "2024-01-01", Some("2024-06-30"))];
        let admin = |from| held(1, Role::Administrator, from, None);
        assert!(!stands_beside(&had, &admin("2024-06-30")));
        assert!(stands_beside(&had, &admin("2024-07-01")));
        let keeper = [admin("2024-01-01")];
        assert!(!stands_beside(
            &keeper,
            &held(2, Role::LawKeeper, "2025-01-01", None)
        ));
        assert!(stands_beside(
            &keeper,
            &held(2, Role::Administrator, "2025-01-01", None)
        ));
    }

    #[test]
    fn a_role_runs_once_at_a_time() {
        let had = [held(1, Role::Chair, "2024-01-01", Some("2024-06-30"))];
        assert!(runs_already(
            &had,
            &held(1, Role::Chair, "2024-06-30", None)
        ));
        assert!(!runs_already(
            &had,
            &held(1, Role::Chair, "2024-07-01", None)
        ));
        assert!(!runs_already(
            &had,
            &held(2, Role::Chair, "2024-06-30", None)
        ));
    }
}
