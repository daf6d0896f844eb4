//! The offices: all of them, one, its changes; and what an administrator does with them.

use actix_web::{HttpResponse, http::header, web};
use netralitas_app::offices::{Keeper, OfficeCommand};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::offices::{
        NewOffice, OfficeClosing, OfficeImport, OfficeJournal, OfficeOut, OfficeSuccession,
        OfficesOut,
    },
    extract::{IdempotencyKey, IfMatch, IfNoneMatch, Json, Language, NoQuery, Path},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/offices", web::get().to(all))
        .route("/v1/offices", web::post().to(add))
        // A resource, so that another method is refused here and does not take `import` for an office.
        .service(web::resource("/v1/offices/import").route(web::post().to(import)))
        .route("/v1/offices/{office_id}/closing", web::post().to(close))
        .route(
            "/v1/offices/{office_id}/succession",
            web::post().to(succeed),
        )
        .route("/v1/offices/{office_id}/journal", web::get().to(journal))
        .route("/v1/offices/{office_id}", web::get().to(one));
}

async fn all(
    state: web::Data<ApiState>,
    caller: Caller,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let known = state.app.known_to(caller.0).await?;
    let mut items: Vec<OfficeOut> = known
        .offices
        .all()
        .map(|o| OfficeOut::of(o, known.life(o.id), language))
        .collect();
    items.sort_by(|a, b| a.code.cmp(&b.code));
    view(&OfficesOut { items })
}

async fn one(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    seen: IfNoneMatch,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (office, life) = state
        .app
        .office(caller.0, Id::new(path.into_inner()))
        .await?;
    let version = life.version;
    let mut response = if seen.has(version) {
        HttpResponse::NotModified().finish()
    } else {
        view(&OfficeOut::of(&office, life, language))?
    };
    if let Ok(value) = header::HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

async fn journal(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let office = Id::new(path.into_inner());
    let events = state
        .app
        .office_events(Keeper::Account(caller.0), office)
        .await?;
    view(&OfficeJournal::of(events))
}

async fn add(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewOffice>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "add_office", key, &[body.canonical.as_bytes()])?;
    let command = OfficeCommand::Add(Box::new(body.into_inner().into()));
    receipt(state.app.change_offices(caller.0, keyed, command).await?)
}

async fn import(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<OfficeImport>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "import_offices", key, &[body.canonical.as_bytes()])?;
    let rows = body.into_inner().items.into_iter().map(Into::into);
    let command = OfficeCommand::Import(rows.collect());
    receipt(state.app.change_offices(caller.0, keyed, command).await?)
}

async fn close(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<OfficeClosing>,
) -> Result<HttpResponse, Problem> {
    let office = path.into_inner();
    let parts = [
        office.as_bytes().as_slice(),
        &version.0.to_be_bytes(),
        body.canonical.as_bytes(),
    ];
    let keyed = keyed(&state, "close_office", key, &parts)?;
    let end = body.into_inner().into_end(Id::new(office), version.0);
    let command = OfficeCommand::End(end);
    receipt(state.app.change_offices(caller.0, keyed, command).await?)
}

async fn succeed(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<OfficeSuccession>,
) -> Result<HttpResponse, Problem> {
    let office = path.into_inner();
    let parts = [
        office.as_bytes().as_slice(),
        &version.0.to_be_bytes(),
        body.canonical.as_bytes(),
    ];
    let keyed = keyed(&state, "close_office_with_successor", key, &parts)?;
    let end = body.into_inner().into_end(Id::new(office), version.0);
    let command = OfficeCommand::End(end);
    receipt(state.app.change_offices(caller.0, keyed, command).await?)
}
