//! The section `limits`: how many requests one caller may send in a minute.

use netralitas_api::limits::{Class, POLICIES, Quotas};
use serde::{Deserialize, Serialize};

/// Quotas per minute, by account or by the neighbourhood of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Whether requests are counted at all.
    pub enabled: bool,
    /// Sign-ins from one neighbourhood of addresses.
    pub sign_in: u32,
    /// Requests at the public door from one neighbourhood of addresses.
    pub door: u32,
    /// Requests without a token from one neighbourhood of addresses.
    pub public: u32,
    /// Reads of one account.
    pub read: u32,
    /// Lists and searches of one account.
    pub search: u32,
    /// Searches for people of one account.
    pub people: u32,
    /// Changes by one account.
    pub write: u32,
    /// Requests of one system of an office.
    pub system: u32,
}

impl Default for Limits {
    fn default() -> Self {
        let quotas = Quotas::default();
        Self {
            enabled: true,
            sign_in: quotas.of(Class::SignIn),
            door: quotas.of(Class::Door),
            public: quotas.of(Class::Public),
            read: quotas.of(Class::Read),
            search: quotas.of(Class::Search),
            people: quotas.of(Class::People),
            write: quotas.of(Class::Write),
            system: quotas.of(Class::System),
        }
    }
}

impl Limits {
    const fn of(&self, class: Class) -> u32 {
        match class {
            Class::SignIn => self.sign_in,
            Class::Door => self.door,
            Class::Public => self.public,
            Class::Read => self.read,
            Class::Search => self.search,
            Class::People => self.people,
            Class::Write => self.write,
            Class::System => self.system,
        }
    }

    /// Everything that cannot be used, with its name and what it must be.
    pub(super) fn faults(&self) -> Vec<String> {
        let wrong = POLICIES
            .iter()
            .filter(|policy| !(1..=Quotas::MOST).contains(&self.of(policy.class)));
        wrong
            .map(|policy| {
                format!(
                    "limits.{} must be 1 to {} requests a minute; limits.enabled = false counts nothing",
                    policy.name,
                    Quotas::MOST
                )
            })
            .collect()
    }

    /// The counting; none where it is switched off.
    pub(super) fn counting(&self) -> netralitas_api::limits::Limits {
        if !self.enabled {
            return netralitas_api::limits::Limits::off();
        }
        let quotas = POLICIES.iter().fold(Quotas::default(), |quotas, policy| {
            quotas.with(policy.class, self.of(policy.class))
        });
        netralitas_api::limits::Limits::on(quotas)
    }
}
