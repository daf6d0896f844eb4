//! Which requests are counted together, by what, and how many of them there may be.

use actix_web::http::Method;

/// Requests that share a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Signing in: each one costs a password hash.
    SignIn,
    /// What people without an account send: each one costs a lookup, a hash or a case.
    Door,
    /// What needs no token.
    Public,
    /// Reading one thing.
    Read,
    /// Lists and searches.
    Search,
    /// Searches for people.
    People,
    /// Whatever changes something.
    Write,
    /// Whatever a system asks, of these three.
    System,
}

/// Who has a quota of his own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// Each account of a person.
    Account,
    /// Each system of an office.
    System,
    /// Each neighbourhood of addresses: 256 of IPv4 (/24), one site of IPv6 (/48).
    Address,
}

impl Partition {
    /// "for one …", Indonesian and English.
    pub(super) const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Account => ("untuk satu akun", "for one account"),
            Self::System => ("untuk satu sistem", "for one system"),
            Self::Address => (
                "untuk satu lingkungan alamat jaringan",
                "for one neighbourhood of network addresses",
            ),
        }
    }
}

/// One row: a class and its quota.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// The class.
    pub class: Class,
    /// Its name in the headers and in the configuration.
    pub name: &'static str,
    /// Who has the quota.
    pub by: Partition,
    /// How many requests, where the configuration says nothing else.
    pub quota: u32,
    /// In how many seconds.
    pub window: u32,
    /// What is counted, Indonesian and English.
    pub(super) what: (&'static str, &'static str),
}

/// Every class, in the order of [`Class`]. The quotas are far above what people at desks need: a page that asks
/// twenty things at once can be opened every second, and an office of two thousand behind one address can renew its
/// tokens every quarter of an hour.
pub static POLICIES: [Policy; 8] = [
    Policy {
        class: Class::SignIn,
        name: "sign_in",
        by: Partition::Address,
        quota: 150,
        window: 60,
        what: ("upaya masuk", "sign-ins"),
    },
    Policy {
        class: Class::Door,
        name: "door",
        by: Partition::Address,
        quota: 60,
        window: 60,
        what: ("permintaan di pintu umum", "requests at the public door"),
    },
    Policy {
        class: Class::Public,
        name: "public",
        by: Partition::Address,
        quota: 600,
        window: 60,
        what: ("permintaan tanpa token", "requests without a token"),
    },
    Policy {
        class: Class::Read,
        name: "read",
        by: Partition::Account,
        quota: 1200,
        window: 60,
        what: ("pembacaan", "reads"),
    },
    Policy {
        class: Class::Search,
        name: "search",
        by: Partition::Account,
        quota: 300,
        window: 60,
        what: ("daftar dan pencarian", "lists and searches"),
    },
    Policy {
        class: Class::People,
        name: "people",
        by: Partition::Account,
        quota: 90,
        window: 60,
        what: ("pencarian orang", "searches for people"),
    },
    Policy {
        class: Class::Write,
        name: "write",
        by: Partition::Account,
        quota: 600,
        window: 60,
        what: ("perubahan", "changes"),
    },
    Policy {
        class: Class::System,
        name: "system",
        by: Partition::System,
        quota: 1200,
        window: 60,
        what: ("permintaan", "requests"),
    },
];

impl Class {
    /// Its row.
    #[must_use]
    pub const fn policy(self) -> &'static Policy {
        self.of(&POLICIES)
    }

    /// What belongs to it of a list in the order of [`POLICIES`].
    pub(super) const fn of<T>(self, all: &[T; POLICIES.len()]) -> &T {
        let [sign_in, door, public, read, search, people, write, system] = all;
        match self {
            Self::SignIn => sign_in,
            Self::Door => door,
            Self::Public => public,
            Self::Read => read,
            Self::Search => search,
            Self::People => people,
            Self::Write => write,
            Self::System => system,
        }
    }
}

/// How many requests of each class; those of [`POLICIES`] unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas([u32; POLICIES.len()]);

impl Default for Quotas {
    fn default() -> Self {
        Self(POLICIES.map(|policy| policy.quota))
    }
}

impl Quotas {
    /// Most requests that can be configured.
    pub const MOST: u32 = 1_000_000;

    /// The same with another quota for one class, 1 to [`Self::MOST`].
    #[must_use]
    pub fn with(mut self, class: Class, quota: u32) -> Self {
        let rows = POLICIES.iter().zip(&mut self.0);
        for (_, slot) in rows.filter(|(policy, _)| policy.class == class) {
            *slot = quota.clamp(1, Self::MOST);
        }
        self
    }

    /// The quota of a class.
    #[must_use]
    pub const fn of(&self, class: Class) -> u32 {
        *class.of(&self.0)
    }
}

/// What needs no token, beside what stands under it.
const OPEN: &[&str] = &[
    "/v1/procedure",
    "/v1/law-book",
    "/v1/terms/compute",
    "/openapi.json",
];

/// The class of a request by its method (`HEAD` as `GET`) and path, or of an operation by its template; none for
/// signs of life, the key set and the documentation's pages.
#[must_use]
pub fn class_of(method: &Method, path: &str) -> Option<Class> {
    let under = |open: &&str| {
        path.strip_prefix(*open)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if OPEN.iter().any(under) {
        return Some(Class::Public);
    }
    // What a calendar program asks without signing in.
    if path.starts_with("/v1/calendar/") && *method == Method::GET {
        return Some(Class::Door);
    }
    if path == "/oauth2/token" && *method == Method::POST {
        return Some(Class::SignIn);
    }
    let rest = path.strip_prefix("/v1/")?;
    if rest.starts_with("public/") {
        return match *method {
            Method::GET => Some(Class::Public),
            Method::POST => Some(Class::Door),
            _ => None,
        };
    }
    match *method {
        Method::GET if rest == "desk/personnel-officers" => Some(Class::Search),
        // Sums over everything that the caller may see.
        Method::GET if rest.starts_with("statistics/") => Some(Class::Search),
        Method::GET if rest.contains('/') => Some(Class::Read),
        Method::GET => Some(Class::Search),
        Method::POST
            if matches!(
                rest,
                "sessions" | "sessions/renewal" | "invitations/acceptance"
            ) =>
        {
            Some(Class::SignIn)
        }
        Method::POST if rest == "search/persons" || rest == "search/persons/similar" => {
            Some(Class::People)
        }
        Method::POST if rest == "search" || rest.ends_with("/search") => Some(Class::Search),
        Method::POST => Some(Class::Write),
        _ => None,
    }
}
