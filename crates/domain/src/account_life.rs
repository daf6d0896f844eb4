//! Whose account is whose to keep, and when a role begins or ends. Pure; passwords and sessions are not known here.

use chrono::NaiveDate;

use crate::{
    ids::{AccountId, OfficeId},
    office_life::{at_the_top, keeps},
    people::{Actor, Directory, Office, OfficeType, Role},
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
        RolesElsewhere = "roles_elsewhere", "Akun ini juga berperan di kantor yang tidak Anda kelola; akhiri peran di kantor Anda, atau mintalah administrator yang mengelola semuanya.", "The account has roles at offices that you do not keep, too; end those at yours, or ask an administrator who keeps all of them.";
        OwnSystem = "own_system", "Siapa yang membuat sistem ini, rahasianya, atau memberi perannya tidak menyetujuinya; mintalah pejabat setingkat yang lain.", "Who made this system, a secret of it, or gave it a role does not confirm it; ask another of that rank.";
        NothingToConfirm = "nothing_to_confirm", "Tidak ada yang menunggu persetujuan pada sistem ini.", "Nothing of this system waits to be confirmed.";
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
    /// Whether it was ended before it began: it never was in force.
    #[must_use]
    pub fn never_was(&self) -> bool {
        self.to.is_some_and(|to| to < self.from)
    }
    fn meets(&self, other: &Self) -> bool {
        let apart =
            self.to.is_some_and(|to| to < other.from) || other.to.is_some_and(|to| to < self.from);
        !apart && !self.never_was() && !other.never_was()
    }
}

/// Whether an administrator keeps the accounts of an office: his own office, and those below it. No office keeps the
/// accounts of another institution, whatever else it keeps of its office.
#[must_use]
pub fn keeps_accounts_at(actor: &Actor, office: OfficeId, offices: &Directory) -> bool {
    actor.has_any(&[Role::Administrator])
        && !offices.is_closed(actor.office)
        && (actor.office == office || offices.is_above(actor.office, office))
}

/// Whether an administrator may give an office its first administrator: he is at the Bawaslu office at the top, and
/// the office is at the head of another institution. Nobody there could begin otherwise.
#[must_use]
pub fn founds(actor: &Actor, office: &Office, offices: &Directory) -> bool {
    actor.has_any(&[Role::Administrator])
        && !offices.is_closed(actor.office)
        && at_the_top(actor.office, offices)
        && office.parent.is_none()
        && office.id != actor.office
}

/// Whether an administrator reads an account and ends its roles at his offices: it has, had or will have one at an
/// office whose accounts he keeps.
#[must_use]
pub fn knows_account(actor: &Actor, held: &[Grant], offices: &Directory) -> bool {
    match held.is_empty() {
        true => keeps(actor, None, offices),
        false => held
            .iter()
            .any(|h| keeps_accounts_at(actor, h.office, offices)),
    }
}

/// Whether an administrator keeps an account as a whole, its way in among it: he keeps the accounts of every office at
/// which it has a role that runs or is yet to begin; where none does, of the offices of the roles that it had. An
/// account that never had a role is kept at the top.
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
            .all(|h| keeps_accounts_at(actor, h.office, offices)),
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

/// Whether an account has roles at offices of one institution alone on the days of a new one. Bawaslu is one
/// institution; of others, an office at the head of a tree is, with those below it. Who works at two has two accounts:
/// nobody accuses and judges by one.
#[must_use]
pub fn at_one_institution(held: &[Grant], new: &Grant, offices: &Directory) -> bool {
    let of = institution(new.office, offices);
    held.iter()
        .filter(|old| old.meets(new))
        .all(|old| institution(old.office, offices) == of)
}

/// The head of an office's institution; none for Bawaslu, whose offices are one institution even where an installation
/// has no office above them all.
fn institution(office: OfficeId, offices: &Directory) -> Option<OfficeId> {
    let mut here = offices.get(office);
    // Levels are few; the bound only keeps a broken hierarchy from turning forever.
    for _ in 0..8 {
        let Some(above) = here.and_then(|o| o.parent).and_then(|p| offices.get(p)) else {
            break;
        };
        here = Some(above);
    }
    match here {
        Some(head) if head.kind == OfficeType::ElectionSupervisor => None,
        Some(head) => Some(head.id),
        None => Some(office),
    }
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
    fn a_role_that_was_ended_before_it_began_is_in_nobodys_way() {
        let had = [held(1, Role::Chair, "2024-01-02", Some("2024-01-01"))];
        assert!(had[0].never_was());
        for from in ["2020-01-01", "2024-01-01", "2024-01-02"] {
            assert!(!runs_already(&had, &held(1, Role::Chair, from, None)));
            assert!(stands_beside(
                &had,
                &held(1, Role::Administrator, from, None)
            ));
        }
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
