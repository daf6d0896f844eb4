//! Acts that need two: asking, what waits, confirming, declining or withdrawing; and what records said before.

use actix_web::{HttpResponse, web};
use netralitas_app::input::ActIn;
use netralitas_domain::{
    ids::{Id, TrackId},
    procedure::{Action, Machine, rows_on},
};
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::{
        act::{ActBody, Address},
        approval::{ApprovalOut, ApprovalRequest, ApprovalsOut, FormerRecordOut, FormerRecordsOut},
    },
    extract::{IdempotencyKey, Json, NoQuery, Path},
    problem::{Code, Problem},
    with_body,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .service(
            web::resource("/v1/approvals")
                .route(web::get().to(list))
                .route(web::post().to(ask)),
        )
        .route("/v1/approvals/{approval_id}", web::get().to(one))
        .route(
            "/v1/approvals/{approval_id}/confirmation",
            web::post().to(confirm),
        )
        .route("/v1/approvals/{approval_id}/end", web::post().to(decline));
}

/// What stands under a case.
pub(super) fn configure_case(services: &mut web::ServiceConfig) {
    services.route("/former-records", web::get().to(former_records));
}

/// The act that a held body says; `at` stands before the pointers of its faults.
fn read_act(
    machine: Machine,
    track: Uuid,
    action: Action,
    expected: i64,
    body: &str,
) -> Result<ActIn, Problem> {
    let shape = rows_on(machine, action)
        .find(|r| r.is_operation())
        .map(|r| r.body)
        .ok_or_else(|| invalid("/action", "unknown_code"))?;
    let to = Address {
        machine,
        track,
        action,
        shape,
        expected,
    };
    with_body!(shape, Body => read_body::<Body>(to, body))
}

fn read_body<B: ActBody>(to: Address, body: &str) -> Result<ActIn, Problem> {
    let read = Json::<B>::from_bytes(body.as_bytes())?;
    read.into_inner()
        .into_act(to)
        .map_err(|errors| Problem::new(Code::ValidationFailed).with_errors(errors))
}

fn invalid(pointer: &'static str, code: &'static str) -> Problem {
    let error = netralitas_app::error::FieldError::new(pointer, code);
    Problem::new(Code::ValidationFailed).with_errors(vec![error])
}

async fn ask(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<ApprovalRequest>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "ask_approval", key, &[body.canonical.as_bytes()])?;
    let request = body.into_inner();
    let held = request.body.to_string();
    let act = read_act(
        request.machine,
        request.track_id,
        request.action,
        request.version,
        &held,
    )?;
    receipt(state.app.ask_approval(caller.0, keyed, act, held).await?)
}

async fn list(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let waiting = state.app.waiting_approvals(caller.0).await?;
    view(&ApprovalsOut {
        items: waiting.iter().map(|w| ApprovalOut::of(w, None)).collect(),
    })
}

async fn one(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let held = state.app.held(caller.0, path.into_inner()).await?;
    let body = serde_json::from_str(&held.body).map_err(|_| Problem::new(Code::Internal))?;
    view(&ApprovalOut::of(&held.waiting, Some(body)))
}

async fn confirm(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    let keyed = keyed(&state, "confirm_approval", key, &[id.as_bytes()])?;
    // A repeated confirmation finds its answer although nothing waits any more.
    if let Some(answer) = state.app.answered(caller.0, &keyed).await? {
        return receipt(answer);
    }
    let held = state.app.held(caller.0, id).await?;
    let waiting = &held.waiting;
    let act = read_act(
        waiting.machine,
        waiting.track.raw(),
        waiting.action,
        waiting.expected,
        &held.body,
    )?;
    receipt(state.app.confirm_approval(caller.0, keyed, id, act).await?)
}

async fn decline(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    let keyed = keyed(&state, "end_approval", key, &[id.as_bytes()])?;
    receipt(state.app.decline_approval(caller.0, keyed, id).await?)
}

async fn former_records(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let case = Id::new(TrackId::new(path.into_inner()).raw());
    let items = state
        .app
        .former_records(caller.0, case)
        .await?
        .iter()
        .map(FormerRecordOut::of)
        .collect::<Option<_>>()
        .ok_or_else(|| Problem::new(Code::Internal))?;
    view(&FormerRecordsOut { items })
}
