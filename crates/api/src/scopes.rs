//! Which scope an operation is in, by its method and path or template; made of the tables of rules.

use actix_web::http::Method;
use netralitas_domain::procedure::{ClientScope, Machine, operations};

/// What of a track a system may read beside the track itself. The rest (sealed identities, former words of records) is
/// for people.
const READABLE: &[&str] = &["chain", "files", "journal", "other-versions", "terms"];

/// The scope of a request, or of an operation by its template; none for what systems do not do.
#[must_use]
pub fn scope_of(method: &Method, path: &str) -> Option<ClientScope> {
    let parts: Vec<&str> = path.strip_prefix("/v1/")?.split('/').collect();
    let (first, rest) = parts.split_first()?;
    let machines = Machine::ALL.iter().copied();
    let machine = machines.into_iter().find(|m| m.collection() == *first);
    match (method, machine, rest) {
        (&Method::GET, Some(machine), [] | [_]) => Some(ClientScope::Read(machine)),
        (&Method::POST, Some(machine), ["search"]) => Some(ClientScope::Read(machine)),
        (&Method::GET, Some(machine), [_, what, ..]) if READABLE.contains(what) => {
            Some(ClientScope::Read(machine))
        }
        (&Method::POST, Some(machine), [_, path @ ..]) => {
            let path = path.join("/");
            operations()
                .into_iter()
                .find(|r| r.machine() == machine && r.is_operation() && r.path == path)
                .map(ClientScope::of)
        }
        (&Method::POST, None, []) => operations()
            .into_iter()
            .find(|r| r.is_creation() && r.path == *first)
            .map(ClientScope::of),
        (&Method::GET, None, [] | [_]) if *first == "offices" => Some(ClientScope::Offices),
        (&Method::GET, None, [_]) if *first == "meetings" => Some(ClientScope::Read(Machine::Case)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::openapi;

    #[test]
    fn every_operation_of_the_tables_has_its_scope_and_what_keeps_accounts_has_none() {
        let mut seen = BTreeSet::new();
        for (method, path) in openapi::routes() {
            let method: Method = method.parse().unwrap();
            let scope = scope_of(&method, &path);
            seen.extend(scope);
            for people in [
                "accounts",
                "clients",
                "own",
                "sessions",
                "approvals",
                "law-changes",
                "papers",
                "assignments",
                "officers",
                "invitations",
                "desk",
                "calendar",
            ] {
                let theirs = path.starts_with(&format!("/v1/{people}"));
                assert!(!theirs || scope.is_none(), "{method} {path}");
            }
            assert!(!path.contains("sealed") || scope.is_none(), "{path}");
        }
        let all: BTreeSet<ClientScope> = ClientScope::all().into_iter().collect();
        assert_eq!(seen, all);
    }

    #[test]
    fn a_request_has_the_scope_of_its_template() {
        let of = |method: Method, path: &str| scope_of(&method, path).map(|s| s.code());
        for (method, path, code) in [
            (Method::GET, "/v1/sanctions", "sanctions:read"),
            (Method::POST, "/v1/sanctions/search", "sanctions:read"),
            (Method::GET, "/v1/sanctions/7/journal", "sanctions:read"),
            (Method::GET, "/v1/sanctions/7/files/8", "sanctions:read"),
            (Method::POST, "/v1/reports", "cases:file"),
            (Method::GET, "/v1/offices", "offices:read"),
        ] {
            assert_eq!(of(method, path).as_deref(), Some(code), "{path}");
        }
        for path in ["/v1/cases/7/sealed-identities", "/v1/offices/7/journal"] {
            assert_eq!(of(Method::GET, path), None, "{path}");
        }
        assert_eq!(of(Method::POST, "/v1/offices"), None);
    }
}
