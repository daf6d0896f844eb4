//! Every operation that reads, and what it has to do with tracks. One that is in the document and not here fails the
//! oracle, so that no surface is added unnoticed.

use netralitas_domain::procedure::Machine;
use serde_json::Value;

use crate::seen::DOCUMENT;

/// What an operation has to do with tracks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reads one track: 404 as of one that never was where it is not seen.
    Track,
    /// Reads something kept with a track, by another identifier behind it: the same.
    Behind,
    /// Lists tracks of a machine.
    List,
    /// Finds tracks of a machine.
    Search,
    /// Lists tracks of every machine by whom they wait for.
    Desk,
    /// Tells of tracks among other things: of none that is not seen.
    Beside,
    /// Counts tracks: those that are seen and no other.
    Figures,
    /// Tells what moved in what is counted: the same, from the beginning.
    Changes,
    /// Tells how long tracks stayed at stages: of those that are seen and no other.
    Stays,
    /// Tells of one thing that stands on tracks: as much as is not told of one that never was.
    Thing,
    /// Finds tracks of every machine.
    Found,
    /// Finds people, each with the track that shows it.
    People,
    /// Has nothing to do with cases.
    None,
}

/// A read operation.
#[derive(Debug, Clone)]
pub struct Surface {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its address with placeholders.
    pub path: String,
    /// The machine whose tracks it speaks of, where it is one.
    pub machine: Option<Machine>,
    /// What it has to do with tracks.
    pub kind: Kind,
}

/// Addresses behind `/v1/{collection}/{track_id}`.
const OF_TRACK: &[(&str, Kind)] = &[
    ("", Kind::Track),
    ("/journal", Kind::Track),
    ("/terms", Kind::Track),
    ("/other-versions", Kind::Track),
    ("/chain", Kind::Track),
    ("/former-records", Kind::Track),
    ("/sealed-identities", Kind::Track),
    ("/tickets", Kind::Track),
    ("/questions", Kind::Track),
    ("/unsealings", Kind::Track),
    ("/erasures", Kind::Track),
    ("/files/{file_id}", Kind::Behind),
];

/// Every other address.
const OTHERS: &[(&str, Kind)] = &[
    ("/v1/approvals", Kind::Beside),
    ("/v1/approvals/{approval_id}", Kind::Thing),
    ("/v1/assignments", Kind::Beside),
    ("/v1/desk", Kind::Desk),
    ("/v1/desk/personnel-officers", Kind::Beside),
    ("/v1/calendar-feeds", Kind::None),
    // Behind a secret of its own; `desk.rs` holds it against the desk of its account.
    ("/v1/calendar/{secret}.ics", Kind::None),
    ("/v1/meetings/{meeting_id}", Kind::Thing),
    ("/v1/notes", Kind::Track),
    ("/v1/officers", Kind::Beside),
    ("/v1/search", Kind::Found),
    ("/v1/search/persons", Kind::People),
    ("/v1/search/persons/similar", Kind::People),
    ("/v1/own", Kind::Beside),
    ("/v1/sessions", Kind::Beside),
    ("/v1/statistics/funnel", Kind::Beside),
    ("/v1/statistics/figures", Kind::Figures),
    ("/v1/statistics/changes", Kind::Changes),
    ("/v1/statistics/time-in-stage", Kind::Stays),
    ("/v1/accounts", Kind::Beside),
    ("/v1/accounts/{account_id}", Kind::None),
    ("/v1/accounts/{account_id}/journal", Kind::None),
    ("/v1/accounts/{account_id}/identities", Kind::None),
    ("/v1/clients", Kind::None),
    ("/v1/clients/{client_id}", Kind::None),
    ("/v1/offices", Kind::Beside),
    ("/v1/offices/{office_id}", Kind::None),
    ("/v1/offices/{office_id}/journal", Kind::None),
    ("/v1/law-changes", Kind::Beside),
    ("/v1/law-changes/{law_change_id}", Kind::None),
    // No case stands behind it yet.
    ("/v1/announced-reports/{reference}", Kind::None),
    // Everybody's, without an account and without identifiers.
    ("/v1/public/offices", Kind::None),
    ("/v1/public/notices", Kind::None),
    ("/v1/law-book", Kind::None),
    ("/v1/law-book/applies", Kind::None),
    ("/v1/law-book/authority", Kind::None),
    ("/v1/law-book/day", Kind::None),
    ("/v1/law-book/imposers", Kind::None),
    ("/v1/law-book/regions", Kind::None),
    ("/v1/law-book/regions/{region_code}", Kind::None),
    ("/v1/law-book/sanction-kinds", Kind::None),
    ("/v1/law-book/violations", Kind::None),
    ("/v1/procedure", Kind::None),
    ("/.well-known/jwks.json", Kind::None),
    ("/.well-known/oauth-authorization-server", Kind::None),
    ("/health/live", Kind::None),
    ("/health/ready", Kind::None),
    ("/openapi.json", Kind::None),
];

/// All of them, as the document has them.
///
/// # Panics
/// Where the document has a read operation that no list here has.
pub fn all() -> Vec<Surface> {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let mut found = Vec::new();
    for (path, operations) in paths {
        for method in ["get", "post"] {
            if operations.get(method).is_some() && (method == "get" || finds(path)) {
                found.push(surface(method, path));
            }
        }
    }
    found
}

/// Whether an operation by POST reads.
fn finds(path: &str) -> bool {
    path.ends_with("/search") || path.starts_with("/v1/search/")
}

fn surface(method: &str, path: &str) -> Surface {
    let machine = Machine::ALL.iter().copied().find_map(|machine| {
        let rest = path.strip_prefix(&format!("/v1/{}", machine.collection()))?;
        (rest.is_empty() || rest.starts_with('/')).then_some((machine, rest))
    });
    let kind = match (machine, method) {
        (Some((_, "")), _) => Some(Kind::List),
        (Some((_, "/search")), "post") => Some(Kind::Search),
        (Some((_, rest)), _) => rest
            .strip_prefix("/{track_id}")
            .and_then(|rest| listed(OF_TRACK, rest)),
        (None, _) => listed(OTHERS, path),
    };
    Surface {
        method: if method == "get" { "GET" } else { "POST" },
        path: path.to_owned(),
        machine: machine.map(|m| m.0),
        kind: kind.unwrap_or_else(|| panic!("{method} {path} is a surface of no list")),
    }
}

fn listed(list: &[(&str, Kind)], path: &str) -> Option<Kind> {
    list.iter().find(|(p, _)| *p == path).map(|(_, kind)| *kind)
}

/// The identifiers that an answer names, but for that of the case behind a track, which is no secret.
pub fn named(answer: &Value, found: &mut Vec<uuid::Uuid>) {
    match answer {
        Value::Object(members) => {
            for (name, value) in members {
                if name != "case_id" {
                    named(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| named(item, found)),
        Value::String(text) => found.extend(text.parse::<uuid::Uuid>()),
        _ => {}
    }
}
