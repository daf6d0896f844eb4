//! The address of the database: shown without its password, and checked for how it travels.
//!
//! Owns what may be known of the address before a connection is made. `netralitas-store` parses it for use.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// An address that may hold a password; shown, logged and serialised without it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

/// Whether the libpq inside this binary speaks TLS.
pub const HAS_TLS: bool = cfg!(feature = "postgres-tls");

/// Why a PostgreSQL is refused for the way to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// A distant server, and nothing that makes sure who it is.
    #[error(
        "the PostgreSQL at {host} is not on this machine and its address does not say sslmode=verify-full; \
         data of persons would travel readable. Add ?sslmode=verify-full, or set database.allow_plaintext"
    )]
    Readable {
        /// The host that is not local.
        host: String,
    },
    /// A distant server, and a binary that cannot speak TLS.
    #[error(
        "the PostgreSQL at {host} is not on this machine, and this build of netralitas has no TLS; data of \
         persons would travel readable. Build it with `--features postgres-tls` and add ?sslmode=verify-full, \
         or set database.allow_plaintext"
    )]
    NoTls {
        /// The host that is not local.
        host: String,
    },
    /// The address asks for what this binary does not have.
    #[error(
        "sslmode={mode} asks for TLS, and this build of netralitas has none: build it with \
         `--features postgres-tls`"
    )]
    ModeNeedsTls {
        /// What was asked for, one of libpq's names.
        mode: &'static str,
    },
}

/// What the installation and the build allow on the way to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Transport {
    /// `database.allow_plaintext`.
    pub allow_plaintext: bool,
    /// [`HAS_TLS`], or what a test says.
    pub has_tls: bool,
}

/// The modes of libpq that insist on TLS.
const TLS_MODES: [&str; 3] = ["require", "verify-ca", "verify-full"];

impl DatabaseUrl {
    /// Takes an address as it stands.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The whole address with its password; only for opening the database.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it begins with a scheme this program has.
    #[must_use]
    pub fn has_known_scheme(&self) -> bool {
        self.0.starts_with("sqlite://") || self.is_postgres()
    }

    fn is_postgres(&self) -> bool {
        self.0.starts_with("postgres://") || self.0.starts_with("postgresql://")
    }

    /// The address with `***` for every part that may be secret.
    #[must_use]
    pub fn redacted(&self) -> String {
        if self.0.starts_with("sqlite://") {
            return self.0.clone();
        }
        let Some((scheme, rest)) = self.0.split_once("://") else {
            // No address at all; perhaps a password in the wrong place.
            return "***".to_owned();
        };
        let (place, query) = rest
            .split_once('?')
            .map_or((rest, None), |(a, b)| (a, Some(b)));
        // The password may itself hold `@` or `/`, so the last `@` counts.
        let place = place.rsplit_once('@').map_or_else(
            || place.to_owned(),
            |(login, place)| {
                let user = login.split(':').next().unwrap_or("");
                let mask = if login.contains(':') { ":***" } else { "" };
                format!("{user}{mask}@{place}")
            },
        );
        let query = query.map_or_else(String::new, |query| {
            let parts: Vec<_> = query
                .split('&')
                .map(|part| match part.split_once('=') {
                    Some((name, _)) if name.to_ascii_lowercase().contains("pass") => {
                        format!("{name}=***")
                    }
                    _ => part.to_owned(),
                })
                .collect();
            format!("?{}", parts.join("&"))
        });
        format!("{scheme}://{place}{query}")
    }

    pub(crate) fn check_transport(
        &self,
        environment: impl Fn(&str) -> Option<String>,
        transport: Transport,
    ) -> Result<(), TransportError> {
        if !self.is_postgres() {
            return Ok(());
        }
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
        let place = place.split('/').next().unwrap_or("");
        let parameter = |wanted: &str| {
            query
                .split('&')
                .filter_map(|part| part.split_once('='))
                .filter(|(name, _)| *name == wanted)
                .map(|(_, value)| value.to_owned())
                .collect::<Vec<_>>()
        };
        // libpq takes hosts from the address, from two parameters, and else from its own variables.
        let mut hosts: Vec<String> = place
            .split(',')
            .map(|host| without_port(host).to_owned())
            .collect();
        for name in ["host", "hostaddr"] {
            hosts.extend(
                parameter(name)
                    .iter()
                    .flat_map(|all| all.split(','))
                    .map(str::to_owned),
            );
        }
        hosts.retain(|host| !host.is_empty());
        // A variable fills in only what the address leaves open, and an address by number goes before a name.
        let variable = |name: &str| environment(name).unwrap_or_default();
        if hosts.is_empty() {
            hosts.extend(variable("PGHOST").split(',').map(str::to_owned));
        }
        if parameter("hostaddr").is_empty() {
            hosts.extend(variable("PGHOSTADDR").split(',').map(str::to_owned));
        }
        let distant = hosts
            .into_iter()
            .find(|host| !host.is_empty() && !is_local(host));
        let modes = parameter("sslmode");
        let verified = !modes.is_empty() && modes.iter().all(|mode| mode == "verify-full");
        let insists = TLS_MODES
            .into_iter()
            .find(|known| modes.iter().any(|mode| mode == known));
        match (distant, insists) {
            (Some(host), _) if !transport.allow_plaintext && !transport.has_tls => {
                Err(TransportError::NoTls { host })
            }
            (Some(host), _) if !transport.allow_plaintext && !verified => {
                Err(TransportError::Readable { host })
            }
            (_, Some(mode)) if !transport.has_tls => Err(TransportError::ModeNeedsTls { mode }),
            _ => Ok(()),
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or(six),
        None => host.split(':').next().unwrap_or(host),
    }
}

/// This machine by name, loopback address, or a socket file (plain or percent-encoded path).
fn is_local(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host.starts_with('/')
        || host.starts_with("%2f")
        || host.starts_with('@')
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.redacted())
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.redacted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITH_TLS: Transport = Transport {
        allow_plaintext: false,
        has_tls: true,
    };
    const WITHOUT_TLS: Transport = Transport {
        has_tls: false,
        ..WITH_TLS
    };

    fn check(
        url: &str,
        variables: &[(&str, &str)],
        transport: Transport,
    ) -> Result<(), TransportError> {
        let find = |name: &str| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        };
        DatabaseUrl::new(url.to_owned()).check_transport(find, transport)
    }

    fn refused(url: &str, variables: &[(&str, &str)]) -> bool {
        check(url, variables, WITH_TLS).is_err()
    }

    #[test]
    fn no_form_of_password_is_shown() {
        for url in [
            "postgres://ana:rahasia@db/x",
            "postgres://ana:rah@sia:/rahasia@db/x",
            "postgresql://db/x?user=ana&password=rahasia&sslmode=require",
            "postgres://db/x?sslpassword=rahasia",
            "rahasia",
        ] {
            let url = DatabaseUrl::new(url.to_owned());
            let shown = format!("{url} {url:?} {}", serde_json::to_string(&url).unwrap());
            assert!(
                !shown.contains("rahasia") && !shown.contains("sia"),
                "{shown}"
            );
        }
        let url =
            DatabaseUrl::new("postgres://ana:rahasia@db:5432/x?sslmode=verify-full".to_owned());
        assert_eq!(
            url.redacted(),
            "postgres://ana:***@db:5432/x?sslmode=verify-full"
        );
        assert_eq!(
            DatabaseUrl::new("sqlite://./a@b.db".to_owned()).redacted(),
            "sqlite://./a@b.db"
        );
    }

    #[test]
    fn a_distant_postgres_needs_verified_tls() {
        for distant in [
            "postgres://db/x",
            "postgresql://ana:p@10.0.0.7:5432/x",
            "postgres://ana:p@db/x?sslmode=require",
            "postgres://db/x?sslmode=verify-full&sslmode=disable",
            "postgres://localhost,db/x",
            "postgres://localhost/x?host=db",
            "postgres://localhost/x?hostaddr=10.0.0.7",
            "postgres://[2001:db8::1]:5432/x",
            "postgres://localhost.example.org/x",
        ] {
            assert!(refused(distant, &[]), "{distant}");
        }
        assert!(refused("postgres:///x", &[("PGHOST", "db")]));
        assert!(refused("postgres:///x", &[("PGHOSTADDR", "10.0.0.7")]));
        let elsewhere = [("PGHOSTADDR", "10.0.0.7")];
        assert!(refused("postgres://localhost/x", &elsewhere));
        assert!(!refused(
            "postgres://localhost/x?hostaddr=127.0.0.1",
            &elsewhere
        ));
    }

    #[test]
    fn the_own_machine_and_verified_tls_are_fine() {
        for near in [
            "postgres://localhost/x",
            "postgres://ana:p@127.0.0.1:5432/x",
            "postgres://[::1]:5432/x",
            "postgres:///x",
            "postgres:///x?host=/var/run/postgresql",
            "postgres://%2Fvar%2Frun/x",
            "postgres://ana:p@db/x?sslmode=verify-full",
            "sqlite://./data/x.sqlite3",
        ] {
            assert!(!refused(near, &[]), "{near}");
        }
    }

    #[test]
    fn a_build_without_tls_says_so() {
        let distant = "postgres://db/x?sslmode=verify-full";
        let said = check(distant, &[], WITHOUT_TLS).unwrap_err().to_string();
        assert!(
            said.contains("at db ") && said.contains("no TLS") && said.contains("postgres-tls"),
            "{said}"
        );
        let allowed = Transport {
            allow_plaintext: true,
            ..WITHOUT_TLS
        };
        for (url, transport) in [
            (distant, allowed),
            ("postgres://localhost/x?sslmode=require", WITHOUT_TLS),
        ] {
            assert!(
                matches!(
                    check(url, &[], transport),
                    Err(TransportError::ModeNeedsTls { .. })
                ),
                "{url}"
            );
        }
        for (url, transport) in [
            ("postgres://db/x", allowed),
            ("postgres://db/x?sslmode=prefer", allowed),
            ("postgres://localhost/x", WITHOUT_TLS),
        ] {
            assert_eq!(check(url, &[], transport), Ok(()), "{url}");
        }
    }
}
