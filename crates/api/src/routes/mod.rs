//! The routes. Acts are made from the rule tables: one address per row's path, one body type per shape.

mod accounts;
pub mod acts;
mod approvals;
pub mod assignments;
mod chain;
mod clients;
pub mod desk;
mod door;
mod erasures;
mod files;
mod filing;
pub mod health;
mod identities;
mod law_changes;
mod law_questions;
mod meetings;
pub mod notes;
mod oauth;
mod offices;
mod other_versions;
mod own;
pub mod papers;
pub mod reference;
mod regions;
mod search;
mod sessions;
mod statistics;
mod terms;
mod tickets;
mod tracks;
pub mod unsealings;

use actix_web::{HttpResponse, http::StatusCode, http::header, web};
use netralitas_app::{Answer, Keyed};
use netralitas_domain::procedure::Machine;

use crate::{
    caller::ApiState,
    extract::IdempotencyKey,
    problem::{Code, Problem},
};

/// Registers every route.
pub fn configure(services: &mut web::ServiceConfig, state: ApiState) {
    services.app_data(web::Data::new(state));
    services.configure(health::configure);
    services.configure(reference::configure);
    services.configure(law_changes::configure);
    services.configure(regions::configure);
    services.configure(law_questions::configure);
    services.configure(offices::configure);
    services.configure(accounts::configure);
    services.configure(identities::configure);
    services.configure(clients::configure);
    services.configure(oauth::configure);
    services.configure(assignments::configure);
    services.configure(sessions::configure);
    services.configure(own::configure);
    services.configure(filing::configure);
    services.configure(door::configure);
    services.configure(tickets::configure);
    services.configure(approvals::configure);
    services.configure(papers::configure);
    services.configure(meetings::configure);
    services.configure(notes::configure);
    services.configure(desk::configure);
    services.configure(terms::configure);
    services.configure(statistics::configure);
    services.configure(search::configure);
    for machine in Machine::ALL {
        services.configure(|services| configure_machine(services, *machine));
    }
}

/// What stands under the tracks of one machine. A scope for the machine and one for a track: the address of an act
/// is then compared as it is, after one pattern; as many patterns as there are acts cost more than a read.
fn configure_machine(services: &mut web::ServiceConfig, machine: Machine) {
    let one = web::scope("/{track_id}").configure(|services| {
        if machine == Machine::Case {
            services.configure(chain::configure);
            services.configure(tickets::configure_case);
            services.configure(approvals::configure_case);
            services.configure(erasures::configure_case);
        }
        files::configure(services, machine);
        terms::configure_one(services, machine);
        other_versions::configure_one(services, machine);
        unsealings::configure_one(services, machine);
        acts::configure(services, machine);
        tracks::configure_one(services, machine);
    });
    let all = web::scope(&format!("/v1/{}", machine.collection()))
        .configure(|services| tracks::configure_all(services, machine))
        .service(one);
    services.service(all);
}

/// What makes a repeated request the same: its key, its operation, and all that was said with it.
fn keyed(
    state: &ApiState,
    operation: &'static str,
    key: IdempotencyKey,
    parts: &[&[u8]],
) -> Result<Keyed, Problem> {
    let mut all = vec![operation.as_bytes()];
    all.extend_from_slice(parts);
    Ok(Keyed {
        operation,
        key: key.into_inner(),
        fingerprint: state.app.fingerprint(&all)?,
    })
}

/// The stored answer of a command, byte for byte.
fn receipt(answer: Answer) -> Result<HttpResponse, Problem> {
    let status = u16::try_from(answer.status)
        .ok()
        .and_then(|s| StatusCode::from_u16(s).ok());
    let mut response = HttpResponse::build(status.ok_or_else(|| Problem::new(Code::Internal))?);
    if let Some(version) = answer.etag {
        response.insert_header((header::ETAG, format!("\"{version}\"")));
    }
    if let Some(location) = answer.location {
        response.insert_header((header::LOCATION, location));
    }
    Ok(response.content_type("application/json").body(answer.body))
}

/// A view, not to be kept by caches on the way.
fn view(body: &impl serde::Serialize) -> Result<HttpResponse, Problem> {
    let text = serde_json::to_string(body).map_err(|_| Problem::new(Code::Internal))?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .body(text))
}
