//! Reads of tracks: one, its journal, lists, search by a number.

use actix_web::{HttpResponse, http::header, web};
use netralitas_app::{Principal, error::AppError};
use netralitas_domain::{identity, ids::TrackId, procedure::Machine};
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::{
        answer::{JournalOut, ListOut, TrackOut},
        list::{JournalQuery, ListQuery, Search},
    },
    extract::{Json, Language, NoQuery, Path, Query},
    problem::Problem,
};

/// The tracks of a machine together.
pub(super) fn configure_all(services: &mut web::ServiceConfig, machine: Machine) {
    let list = move |state, caller, query, language| list(machine, state, caller, query, language);
    let search = move |state, caller, query, body, language| {
        let _: NoQuery = query;
        search(machine, state, caller, body, language)
    };
    services
        // A resource, so that another method is refused here and does not take `search` for a track.
        .service(web::resource("/search").route(web::post().to(search)))
        .route("", web::get().to(list));
}

/// One track.
pub(super) fn configure_one(services: &mut web::ServiceConfig, machine: Machine) {
    let one = move |state, caller, path, query, language| {
        let _: NoQuery = query;
        one(machine, state, caller, path, language)
    };
    let journal = move |state, caller, path, query, language| {
        journal(machine, state, caller, path, query, language)
    };
    services.route("/journal", web::get().to(journal));
    services.route("", web::get().to(one));
}

async fn one(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let found = state
        .app
        .track(caller.0, machine, TrackId::new(path.into_inner()))
        .await?;
    let version = found.track.version;
    // Never a 304: the tag is the version for `If-Match`, and much of the view changes without it (lateness, next
    // actions, other tracks, the caller's roles, the language).
    let mut response = view(&TrackOut::of(&found, language))?;
    if let Ok(value) = header::HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

async fn journal(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    query: Query<JournalQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = i64::from(query.limit.unwrap_or(50));
    let track = TrackId::new(path.into_inner());
    let page = state
        .app
        .journal(caller.0, machine, track, query.after.unwrap_or(0), limit)
        .await?;
    view(&JournalOut::of(&page, language))
}

async fn list(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<ListQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let binding = query.binding(machine.code());
    let principal: Principal = caller.0;
    let after = match &query.cursor {
        Some(cursor) => Some(state.app.open_cursor(principal, &binding, cursor)?),
        None => None,
    };
    let mut filter = query.filter();
    if let Some(since) = &query.changed_since {
        filter.changed_since = Some(state.app.open_place(since)?);
    }
    let page = state
        .app
        .list(
            principal,
            machine,
            filter,
            query.order(),
            after,
            query.rows(),
        )
        .await?;
    let next = page
        .next
        .map(|after| state.app.seal_cursor(principal, &binding, after))
        .transpose()?;
    view(&ListOut::of(&page, next, language))
}

async fn search(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    body: Json<Search>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let body = body.into_inner();
    let page = match (body.nip, body.reference, body.receipt) {
        (None, None, Some(receipt)) if machine == Machine::Case => {
            state.app.find_by_receipt(caller.0, receipt, 200).await?
        }
        (None, None, Some(_)) => {
            return Err(AppError::field("/receipt", "not_for_this_action").into());
        }
        (Some(nip), None, None) => {
            let nip = identity::compact(&nip);
            state.app.find_by_nip(caller.0, machine, nip, 200).await?
        }
        (None, Some(wanted), None) => {
            let app = &state.app;
            app.find_by_reference(caller.0, machine, wanted.system, wanted.number, 200)
                .await?
        }
        (None, None, None) => return Err(AppError::field("/nip", "missing").into()),
        (_, _, Some(_)) => return Err(AppError::field("/receipt", "not_for_this_action").into()),
        (Some(_), Some(_), None) => {
            return Err(AppError::field("/reference", "not_for_this_action").into());
        }
    };
    view(&ListOut::of(&page, None, language))
}
