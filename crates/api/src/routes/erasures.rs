//! Erasures of people from a case: asking, agreeing, ending, listing.

use actix_web::{HttpResponse, web};
use netralitas_app::erasing::requests::ErasureIn;
use netralitas_domain::ids::{CaseId, PartyId};
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::erasure::{ErasureOut, ErasureRequest, ErasuresOut},
    extract::{IdempotencyKey, Json, Language, NoQuery, Path},
    problem::Problem,
};

/// What stands under a case.
pub(super) fn configure_case(services: &mut web::ServiceConfig) {
    services
        .service(
            web::resource("/erasures")
                .route(web::get().to(list))
                .route(web::post().to(ask)),
        )
        .route("/erasures/{erasure_id}/agreement", web::post().to(agree))
        .route("/erasures/{erasure_id}/end", web::post().to(end));
}

async fn list(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let case = CaseId::new(path.into_inner());
    let all = state.app.erasures(caller.0, case).await?;
    view(&ErasuresOut {
        items: all.iter().map(|e| ErasureOut::of(e, language)).collect(),
    })
}

async fn ask(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<ErasureRequest>,
) -> Result<HttpResponse, Problem> {
    let case = path.into_inner();
    let parts = [case.as_bytes(), body.canonical.as_bytes()];
    let keyed = keyed(&state, "ask_erasure", key, &parts)?;
    let request = body.into_inner();
    let input = ErasureIn {
        case: CaseId::new(case),
        party: PartyId::new(request.party_id),
        ground: request.ground,
        purpose: request.purpose,
        texts: request.texts,
        files: (!request.all_files).then_some(request.files),
    };
    receipt(state.app.ask_erasure(caller.0, keyed, input).await?)
}

async fn agree(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    _: NoQuery,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    let keyed = keyed(
        &state,
        "agree_erasure",
        key,
        &[case.as_bytes(), id.as_bytes()],
    )?;
    let of = (CaseId::new(case), id);
    receipt(state.app.agree_erasure(caller.0, keyed, of).await?)
}

async fn end(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    _: NoQuery,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    let keyed = keyed(
        &state,
        "end_erasure",
        key,
        &[case.as_bytes(), id.as_bytes()],
    )?;
    let of = (CaseId::new(case), id);
    receipt(state.app.end_erasure(caller.0, keyed, of).await?)
}
