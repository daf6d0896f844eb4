//! Database addresses, parsed strictly, so that a typing error is never taken for a file name.
//!
//! Owns: the grammar, hiding the password, and whether a PostgreSQL server may be
//! spoken to without TLS. Must not know: how a connection is opened.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Why a database address is refused. No text holds a part of the address other than its scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Neither `sqlite://` nor `postgres://` nor `postgresql://`.
    #[error(
        "unknown database address{}: accepted are sqlite://PATH, postgres://USER@HOST/DATABASE and postgresql://USER@HOST/DATABASE",
        shown_scheme(.scheme.as_deref())
    )]
    Scheme {
        /// The scheme that was given, if there was one.
        scheme: Option<String>,
    },
    /// The part behind `sqlite://` is no file name.
    #[error("sqlite:// needs a file name, as in sqlite://./data/netralitas.sqlite3: {0}")]
    SqlitePath(&'static str),
    /// The part behind `postgres://` cannot be read.
    #[error("the postgres:// address cannot be read: {0}")]
    Postgres(&'static str),
    /// A PostgreSQL server on another machine without a verified TLS connection.
    #[error(
        "PostgreSQL on another machine needs ?sslmode=verify-full in its address; to send data in clear text anyway, set database.allow_plaintext = true"
    )]
    Plaintext,
}

fn shown_scheme(scheme: Option<&str>) -> String {
    scheme
        .map(|scheme| format!(" {scheme}://…"))
        .unwrap_or_default()
}

/// Which database to use, and where it is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file.
    Sqlite {
        /// The file, relative to the working directory or absolute.
        path: PathBuf,
        /// Whether somebody named this file; a missing one is then an error.
        explicit: bool,
    },
    /// A PostgreSQL server.
    Postgres(PostgresUrl),
}

impl DatabaseUrl {
    /// The file at the default place, which may be created when it is missing.
    #[must_use]
    pub fn default_file(path: impl Into<PathBuf>) -> Self {
        Self::Sqlite {
            path: path.into(),
            explicit: false,
        }
    }

    /// Whether all data stays on this machine: a file, a socket or the loopback interface.
    #[must_use]
    pub fn is_local(&self) -> bool {
        match self {
            Self::Sqlite { .. } => true,
            Self::Postgres(url) => url.is_local(),
        }
    }

    /// Refuses a PostgreSQL server on another machine without `sslmode=verify-full`.
    ///
    /// # Errors
    /// [`UrlError::Plaintext`], unless `allow_plaintext`.
    pub fn require_encryption(&self, allow_plaintext: bool) -> Result<(), UrlError> {
        match self {
            Self::Postgres(url)
                if !url.is_local()
                    && !allow_plaintext
                    && url.sslmode() != Some(SslMode::VerifyFull) =>
            {
                Err(UrlError::Plaintext)
            }
            Self::Postgres(_) | Self::Sqlite { .. } => Ok(()),
        }
    }

    /// `"sqlite"` or `"postgres"`.
    #[must_use]
    pub fn backend_name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        match text.split_once("://") {
            Some(("sqlite", path)) => sqlite(path),
            Some(("postgres" | "postgresql", rest)) => {
                PostgresUrl::parse(text, rest).map(Self::Postgres)
            }
            Some((scheme, _)) => Err(UrlError::Scheme {
                scheme: harmless(scheme),
            }),
            None => Err(UrlError::Scheme { scheme: None }),
        }
    }
}

/// The scheme for an error message, unless it may be something else, such as a password.
fn harmless(scheme: &str) -> Option<String> {
    let plain = scheme.len() <= 12
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'+');
    (plain && !scheme.is_empty()).then(|| scheme.to_owned())
}

fn sqlite(path: &str) -> Result<DatabaseUrl, UrlError> {
    if path.is_empty() || path.ends_with('/') {
        return Err(UrlError::SqlitePath("no file is named"));
    }
    if path == ":memory:" {
        return Err(UrlError::SqlitePath(
            "a database in memory cannot be shared by connections",
        ));
    }
    if path.contains(['?', '#', '\0']) {
        return Err(UrlError::SqlitePath("parameters are not taken"));
    }
    Ok(DatabaseUrl::Sqlite {
        path: Path::new(path).to_path_buf(),
        explicit: true,
    })
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { path, .. } => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How libpq secures the connection; the names are libpq's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SslMode {
    /// Never TLS.
    Disable,
    /// TLS only when the server insists.
    Allow,
    /// TLS when the server offers it.
    Prefer,
    /// TLS, with anybody.
    Require,
    /// TLS with a server whose certificate comes from a known authority.
    VerifyCa,
    /// TLS with the very server that is named.
    VerifyFull,
}

impl SslMode {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "disable" => Self::Disable,
            "allow" => Self::Allow,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }
}

/// The address of a PostgreSQL server. Prints without password and parameters.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl {
    text: String,
    shown: String,
    hosts: Vec<String>,
    sslmode: Option<SslMode>,
    secrets: Vec<String>,
    has_parameters: bool,
    has_connect_timeout: bool,
}

impl PostgresUrl {
    fn parse(text: &str, rest: &str) -> Result<Self, UrlError> {
        if text.contains(['\0', '\n', '\r', ' ']) {
            return Err(UrlError::Postgres(
                "blanks and control characters must be written as %20 and so on",
            ));
        }
        let (main, query) = rest
            .split_once('?')
            .map_or((rest, None), |(m, q)| (m, Some(q)));
        let (authority, database) = main
            .split_once('/')
            .ok_or(UrlError::Postgres("no database is named"))?;
        if database.is_empty() || database.contains(['/', '@']) {
            return Err(UrlError::Postgres(
                "no database is named, or a / or @ before it is not written as %2F or %40",
            ));
        }
        let (user_info, host_list) = authority
            .split_once('@')
            .map_or((None, authority), |(u, h)| (Some(u), h));
        if host_list.contains('@') {
            return Err(UrlError::Postgres(
                "an @ in user or password must be written as %40",
            ));
        }
        let (user, password) = user_info.map_or((None, None), |info| {
            info.split_once(':')
                .map_or((Some(info), None), |(u, p)| (Some(u), Some(p)))
        });
        let mut url = Self {
            text: text.to_owned(),
            shown: format!(
                "postgres://{}{host_list}/{database}",
                user.map(|user| format!("{user}@")).unwrap_or_default()
            ),
            hosts: hosts(host_list)?,
            sslmode: None,
            secrets: Vec::new(),
            has_parameters: query.is_some_and(|q| !q.is_empty()),
            has_connect_timeout: false,
        };
        if let Some(password) = password {
            url.keep_secret(password)?;
        }
        url.parameters(query.unwrap_or_default())?;
        if url.hosts.is_empty() {
            return Err(UrlError::Postgres("no host is named"));
        }
        Ok(url)
    }

    fn parameters(&mut self, query: &str) -> Result<(), UrlError> {
        let mut seen = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair
                .split_once('=')
                .ok_or(UrlError::Postgres("a parameter has no value"))?;
            if seen.contains(&key) {
                return Err(UrlError::Postgres("a parameter is given twice"));
            }
            seen.push(key);
            match key {
                "sslmode" => {
                    let mode = SslMode::from_code(value)
                        .ok_or(UrlError::Postgres("this sslmode does not exist"))?;
                    self.sslmode = Some(mode);
                }
                "host" | "hostaddr" => {
                    for host in decode(value)?.split(',') {
                        self.hosts.push(host.to_owned());
                    }
                }
                "password" | "sslpassword" => self.keep_secret(value)?,
                "connect_timeout" => self.has_connect_timeout = true,
                // Would take the host from a file, past the check for TLS.
                "service" | "servicefile" => {
                    return Err(UrlError::Postgres("a service file is not taken"));
                }
                _ => {}
            }
        }
        if self.hosts.iter().any(String::is_empty) {
            return Err(UrlError::Postgres("a host in the list is empty"));
        }
        Ok(())
    }

    fn keep_secret(&mut self, raw: &str) -> Result<(), UrlError> {
        for secret in [raw.to_owned(), decode(raw)?] {
            if !secret.is_empty() {
                self.secrets.push(secret);
            }
        }
        Ok(())
    }

    /// Whether every host it may connect to is this machine.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.hosts.iter().all(|host| {
            host == "localhost"
                || host.starts_with(['/', '@'])
                || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        })
    }

    /// The `sslmode` that was asked for.
    #[must_use]
    pub fn sslmode(&self) -> Option<SslMode> {
        self.sslmode
    }

    /// The full address with password, for libpq only; waits `seconds` for a connection
    /// unless the address says otherwise.
    pub(crate) fn reveal(&self, seconds: u64) -> String {
        if self.has_connect_timeout {
            return self.text.clone();
        }
        let mark = match (self.has_parameters, self.text.ends_with('?')) {
            (true, _) => "&",
            (false, true) => "",
            (false, false) => "?",
        };
        format!("{}{mark}connect_timeout={seconds}", self.text)
    }

    /// `text` in one line, with every secret of this address taken out.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.secrets
            .iter()
            .fold(line, |line, secret| line.replace(secret.as_str(), "…"))
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

fn hosts(list: &str) -> Result<Vec<String>, UrlError> {
    if list.is_empty() {
        return Ok(Vec::new());
    }
    list.split(',').map(host).collect()
}

fn host(text: &str) -> Result<String, UrlError> {
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (name, after) = rest
                .split_once(']')
                .ok_or(UrlError::Postgres("a [ has no ] behind it"))?;
            (
                name,
                after
                    .strip_prefix(':')
                    .or(if after.is_empty() { None } else { Some("") }),
            )
        }
        None => text
            .split_once(':')
            .map_or((text, None), |(name, port)| (name, Some(port))),
    };
    if port.is_some_and(|port| !port.parse::<u16>().is_ok_and(|port| port > 0)) {
        return Err(UrlError::Postgres(
            "the port is no number, or a / or : in the password is not written as %2F or %3A",
        ));
    }
    decode(name)
}

fn decode(text: &str) -> Result<String, UrlError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            return Err(UrlError::Postgres(
                "a % is not followed by two hexadecimal digits",
            ));
        };
        bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
    }
    String::from_utf8(bytes).map_err(|_| UrlError::Postgres("it is not UTF-8"))
}
