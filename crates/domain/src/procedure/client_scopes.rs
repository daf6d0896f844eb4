//! What a system is let do, beside what its roles let it do: scopes, made of the tables of rules.
//!
//! A secret of a system carries scopes; its tokens do nothing outside them, and within them only what the role may do.
//! For each kind of track there is one to read and one to act, for new cases one to file, and one to read the offices.
//! Whatever is in none of them (accounts, sessions, the law book's changes, the second person of two) is for people.
//! Which roles a system may have is in `system_roles.rs`.

use super::{Machine, Rule, operations};

/// One scope of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientScope {
    /// Reads tracks of a kind, with their journals, terms and files.
    Read(Machine),
    /// Acts on tracks of a kind.
    Act(Machine),
    /// Files new cases.
    File,
    /// Reads the offices.
    Offices,
}

impl ClientScope {
    /// Every scope, by code.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let acted = |m: &Machine| operations().iter().any(|r| Self::of(r) == Self::Act(*m));
        let machines = Machine::ALL.iter().copied();
        let acts = Machine::ALL.iter().copied().filter(acted).map(Self::Act);
        let mut all: Vec<Self> = machines.map(Self::Read).chain(acts).collect();
        all.extend([Self::File, Self::Offices]);
        all.sort_by_key(|scope| scope.code());
        all
    }

    /// The scope that an operation of the tables is in.
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        match rule.is_creation() {
            true => Self::File,
            false => Self::Act(rule.machine()),
        }
    }

    /// The stable code, such as `sanctions:read`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Read(machine) => format!("{}:read", machine.collection()),
            Self::Act(machine) => format!("{}:act", machine.collection()),
            Self::File => format!("{}:file", Machine::Case.collection()),
            Self::Offices => "offices:read".to_owned(),
        }
    }

    /// The scope with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|scope| scope.code() == code)
    }

    /// What it lets do, Indonesian and English.
    #[must_use]
    pub fn text(self) -> (String, String) {
        let told = |machine: Machine, id: &str, en: &str| {
            let name = machine.text();
            (format!("{id}: {}", name.id), format!("{en}: {}", name.en))
        };
        match self {
            Self::Read(machine) => told(machine, "Membaca", "Read"),
            Self::Act(machine) => told(machine, "Bertindak pada", "Act on"),
            Self::File => (
                "Mencatat perkara baru".to_owned(),
                "File new cases".to_owned(),
            ),
            Self::Offices => (
                "Membaca daftar kantor".to_owned(),
                "Read the offices".to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_tables_is_in_one_scope_and_codes_are_read_back() {
        let all = ClientScope::all();
        for rule in operations() {
            assert!(all.contains(&ClientScope::of(rule)), "{}", rule.path);
        }
        for scope in &all {
            assert_eq!(ClientScope::from_code(&scope.code()), Some(*scope));
        }
        let codes: Vec<String> = all.iter().map(|s| s.code()).collect();
        assert!(codes.is_sorted() && codes.contains(&"sanctions:act".to_owned()));
        assert_eq!(ClientScope::from_code("accounts:act"), None);
    }
}
