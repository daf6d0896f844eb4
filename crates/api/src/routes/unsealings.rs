//! Sealed identities: asking to read them, agreeing, ending, reading.

use actix_web::{HttpResponse, web};
use netralitas_app::sealing::unsealings::UnsealingIn;
use netralitas_domain::{ids::TrackId, procedure::Machine};
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::{
        answer::{SealedOut, UnsealingOut, UnsealingsOut},
        unsealing::UnsealingRequest,
    },
    extract::{IdempotencyKey, Json, Language, NoQuery, Path},
    problem::Problem,
};

/// The machines through whose tracks an identity can be asked for: the case, and the review that it went along with.
pub const MACHINES: [Machine; 2] = [Machine::Case, Machine::Review];

/// What stands under a track.
pub(super) fn configure_one(services: &mut web::ServiceConfig, machine: Machine) {
    if !MACHINES.contains(&machine) {
        return;
    }
    let list = move |state, caller, path, query, language| {
        let _: NoQuery = query;
        list(machine, state, caller, path, language)
    };
    let ask = move |state, caller, path, query, key, body| {
        let _: NoQuery = query;
        ask(machine, state, caller, path, key, body)
    };
    let confirm = move |state, caller, path, query, key| {
        let _: NoQuery = query;
        confirm(machine, state, caller, path, key)
    };
    let end = move |state, caller, path, query, key| {
        let _: NoQuery = query;
        end(machine, state, caller, path, key)
    };
    let read = move |state, caller, path, query, language| {
        let _: NoQuery = query;
        read(machine, state, caller, path, language)
    };
    services
        .service(
            web::resource("/unsealings")
                .route(web::get().to(list))
                .route(web::post().to(ask)),
        )
        .route(
            "/unsealings/{unsealing_id}/confirmation",
            web::post().to(confirm),
        )
        .route("/unsealings/{unsealing_id}/end", web::post().to(end))
        .route("/sealed-identities", web::get().to(read));
}

async fn list(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let track = TrackId::new(path.into_inner());
    let all = state.app.unsealings(caller.0, machine, track).await?;
    view(&UnsealingsOut {
        items: all.iter().map(|u| UnsealingOut::of(u, language)).collect(),
    })
}

async fn ask(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    key: IdempotencyKey,
    body: Json<UnsealingRequest>,
) -> Result<HttpResponse, Problem> {
    let track = path.into_inner();
    let parts = [
        machine.code().as_bytes(),
        track.as_bytes(),
        body.canonical.as_bytes(),
    ];
    let keyed = keyed(&state, "ask_unsealing", key, &parts)?;
    let request = body.into_inner();
    let input = UnsealingIn {
        machine,
        track: TrackId::new(track),
        ground: request.ground,
        purpose: request.purpose,
    };
    receipt(state.app.ask_unsealing(caller.0, keyed, input).await?)
}

async fn confirm(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let (track, id) = path.into_inner();
    let parts = [
        machine.code().as_bytes(),
        track.as_bytes(),
        id.as_bytes().as_slice(),
    ];
    let keyed = keyed(&state, "confirm_unsealing", key, &parts)?;
    let of = (machine, TrackId::new(track), id);
    receipt(state.app.confirm_unsealing(caller.0, keyed, of).await?)
}

async fn end(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let (track, id) = path.into_inner();
    let parts = [
        machine.code().as_bytes(),
        track.as_bytes(),
        id.as_bytes().as_slice(),
    ];
    let keyed = keyed(&state, "end_unsealing", key, &parts)?;
    let of = (machine, TrackId::new(track), id);
    receipt(state.app.end_unsealing(caller.0, keyed, of).await?)
}

async fn read(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let track = TrackId::new(path.into_inner());
    let found = state.app.sealed(caller.0, machine, track).await?;
    let base = format!("/v1/{}/{track}", machine.collection());
    view(&SealedOut::of(&found, &base, language))
}
