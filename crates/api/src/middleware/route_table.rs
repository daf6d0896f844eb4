//! Which methods an address has, so that a wrong method is told from a wrong address.
//!
//! The router cannot say it: an address registered once per method looks unknown under any other method.

use std::collections::{BTreeSet, HashMap};

use crate::problem::{Code, Problem};

/// Every (method, path template) the server answers, such as (`GET`, `/v1/cases/{id}`).
#[derive(Debug, Clone, Default)]
pub struct RouteTable {
    by_length: HashMap<usize, Vec<Row>>,
}

#[derive(Debug, Clone)]
struct Row {
    segments: Vec<Segment>,
    methods: BTreeSet<String>,
}

/// A part of an address between slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    /// Written out.
    Literal(String),
    /// A parameter, and what stands after it.
    Any(String),
}

impl RouteTable {
    /// Builds the table, most simply from the operations of the `OpenAPI` document.
    pub fn new<M: AsRef<str>, P: AsRef<str>>(operations: impl IntoIterator<Item = (M, P)>) -> Self {
        let mut table = Self::default();
        for (method, path) in operations {
            table.add(method.as_ref(), path.as_ref());
        }
        table
    }

    /// Adds one operation; `HEAD` comes with every `GET`.
    pub fn add(&mut self, method: &str, path: &str) {
        let segments: Vec<_> = split(path)
            .map(|part| match part.strip_prefix('{') {
                // What stands after the parameter, `.ics` say, is asked for by the router, too.
                Some(named) => Segment::Any(
                    named
                        .split_once('}')
                        .map_or_else(String::new, |(_, end)| end.to_owned()),
                ),
                None => Segment::Literal(part.to_owned()),
            })
            .collect();
        let rows = self.by_length.entry(segments.len()).or_default();
        let found = rows.iter().position(|row| row.segments == segments);
        let method = method.to_ascii_uppercase();
        let also = (method == "GET").then(|| "HEAD".to_owned());
        let methods = std::iter::once(method).chain(also);
        match found.and_then(|at| rows.get_mut(at)) {
            Some(row) => row.methods.extend(methods),
            None => rows.push(Row {
                segments,
                methods: methods.collect(),
            }),
        }
    }

    /// The methods of an address, sorted; none if the address is unknown.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&str> {
        let parts: Vec<_> = split(path).collect();
        let rows = self
            .by_length
            .get(&parts.len())
            .map_or(&[][..], Vec::as_slice);
        let matching = rows.iter().filter(|row| {
            row.segments
                .iter()
                .zip(&parts)
                .all(|(segment, part)| match segment {
                    Segment::Literal(literal) => literal == part,
                    Segment::Any(end) => part
                        .strip_suffix(end.as_str())
                        .is_some_and(|p| !p.is_empty()),
                })
        });
        // A written-out segment goes before a parameter, as in the router: `search` is no track.
        let closest = matching.max_by_key(|row| {
            let literal = |s: &&Segment| matches!(s, Segment::Literal(_));
            row.segments.iter().filter(literal).count()
        });
        closest.map_or_else(Vec::new, |row| {
            row.methods.iter().map(String::as_str).collect()
        })
    }

    /// The problem for a request that no route took.
    #[must_use]
    pub fn refuse(&self, path: &str) -> Problem {
        let methods = self.methods(path);
        if methods.is_empty() {
            Problem::new(Code::UnknownRoute)
        } else {
            Problem::new(Code::MethodNotAllowed).with_allow(methods.join(", "))
        }
    }
}

fn split(path: &str) -> std::str::Split<'_, char> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> RouteTable {
        RouteTable::new([
            ("get", "/v1/cases/{id}"),
            ("POST", "/v1/cases/{case}/recommendation"),
            ("POST", "/v1/cases/search"),
            ("GET", "/v1/cases"),
            ("POST", "/v1/cases"),
            ("GET", "/v1/calendar/{secret}.ics"),
        ])
    }

    #[test]
    fn methods_go_by_address() {
        let table = table();
        assert_eq!(table.methods("/v1/cases"), ["GET", "HEAD", "POST"]);
        assert_eq!(table.methods("/v1/cases/7"), ["GET", "HEAD"]);
        assert_eq!(table.methods("/v1/cases/7/recommendation"), ["POST"]);
        assert_eq!(table.methods("/v1/cases/search"), ["POST"]);
        assert_eq!(table.methods("/v1/calendar/7.ics"), ["GET", "HEAD"]);
        for unknown in [
            "/v1/calendar/7",
            "/v1/calendar/.ics",
            "/",
            "",
            "/v1",
            "/v1/cases/",
            "/v1/cases//recommendation",
            "/v2/cases",
        ] {
            assert!(table.methods(unknown).is_empty(), "{unknown}");
        }
    }

    #[test]
    fn a_known_address_refuses_the_method_and_an_unknown_one_the_route() {
        assert_eq!(table().refuse("/v1/cases/7").code(), Code::MethodNotAllowed);
        assert_eq!(table().refuse("/v1/nowhere").code(), Code::UnknownRoute);
    }
}
