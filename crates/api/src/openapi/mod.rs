//! The OpenAPI document: acts from the rule tables, reads from a list of their own. The same list feeds the
//! table of known routes.
//!
//! Owns what is said about operations. Must not know how they are answered.

mod accounts;
mod acts;
mod approvals;
mod assignments;
mod blank;
mod chain;
mod clients;
mod collect;
mod desk;
mod door;
mod erasures;
mod examples;
mod files;
mod identities;
mod law;
mod law_changes;
mod limits;
mod notes;
mod offices;
mod other_versions;
mod own;
mod parameters;
mod pieces;
mod reads;
mod regions;
mod search;
mod sessions;
mod statistics;
mod terms;
mod unsealings;

use netralitas_domain::procedure::{operation_id, operations, rows_on};
use utoipa::openapi::{OpenApi, path::Operation};

use collect::Document;

/// The document.
#[must_use]
pub fn document() -> OpenApi {
    let mut doc = Document::default();
    acts::add(&mut doc);
    files::add(&mut doc);
    reads::add(&mut doc);
    search::add(&mut doc);
    regions::add(&mut doc);
    terms::add(&mut doc);
    other_versions::add(&mut doc);
    law::add(&mut doc);
    approvals::add(&mut doc);
    unsealings::add(&mut doc);
    erasures::add(&mut doc);
    chain::add(&mut doc);
    offices::add(&mut doc);
    sessions::add(&mut doc);
    own::add(&mut doc);
    accounts::add(&mut doc);
    identities::add(&mut doc);
    clients::add(&mut doc);
    law_changes::add(&mut doc);
    assignments::add(&mut doc);
    door::add(&mut doc);
    notes::add(&mut doc);
    desk::add(&mut doc);
    statistics::add(&mut doc);
    let mut document = doc.build();
    blank::refuse(&mut document);
    clients::scope(&mut document);
    limits::tell(&mut document);
    document
}

/// The document as it is served and checked in; it ends with a line break.
#[must_use]
pub fn text() -> String {
    let mut text = document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// (method, path) of every operation, for the table of known routes.
#[must_use]
pub fn routes() -> Vec<(String, String)> {
    each()
        .into_iter()
        .map(|(method, path, _)| (method.to_owned(), path))
        .collect()
}

/// One line per operation: method, path, operation id, and the roles that may do or record it.
#[must_use]
pub fn operation_lines() -> String {
    let mut lines: Vec<String> = each()
        .into_iter()
        .map(|(method, path, operation)| {
            let id = operation.operation_id.unwrap_or_default();
            let rule = operations().into_iter().find(|r| operation_id(r) == id);
            let roles = rule.map_or_else(
                || "-".to_owned(),
                |rule| {
                    let all = rows_on(rule.machine(), rule.action)
                        .flat_map(|r| r.by.iter().chain(r.records));
                    let mut codes: Vec<&str> = all.map(|r| r.code()).collect();
                    codes.sort_unstable();
                    codes.dedup();
                    codes.join(",")
                },
            );
            format!("{method:<4} {path} {id} {roles}\n")
        })
        .collect();
    lines.sort();
    lines.concat()
}

fn each() -> Vec<(&'static str, String, Operation)> {
    let mut all = Vec::new();
    for (path, item) in document().paths.paths {
        for (method, operation) in [("GET", item.get), ("POST", item.post)] {
            all.extend(operation.map(|operation| (method, path.clone(), operation)));
        }
    }
    all
}

#[cfg(test)]
mod fits;
#[cfg(test)]
mod tests;
