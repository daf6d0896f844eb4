//! One operation per action of the tables: `POST /v1/{machine}/{track_id}/{path}`.

use actix_web::{HttpResponse, web};
use netralitas_domain::procedure::{BodyShape, Machine, Rule, operations};
use uuid::Uuid;

use super::{keyed, receipt};
use crate::{
    caller::{ApiState, Caller},
    dto::act::{ActBody, Address},
    extract::{IdempotencyKey, IfMatch, Json, NoQuery, Path},
    problem::{Code, Problem},
    with_body,
};

/// The address of an act.
#[must_use]
pub fn address(rule: &Rule) -> String {
    format!(
        "/v1/{}/{{track_id}}/{}",
        rule.machine().collection(),
        rule.path
    )
}

pub(super) fn configure(services: &mut web::ServiceConfig, machine: Machine) {
    // A file is no JSON; `files.rs` takes it.
    let json = |r: &&Rule| r.machine() == machine && r.is_operation() && r.body != BodyShape::File;
    for rule in operations().into_iter().filter(json) {
        with_body!(rule.body, Body => register::<Body>(services, rule));
    }
}

fn register<B: ActBody>(services: &mut web::ServiceConfig, rule: &'static Rule) {
    let handler = move |state, caller, path, query, version, key, body| {
        let _: NoQuery = query;
        act::<B>(rule, state, caller, path, version, key, body)
    };
    services.route(&format!("/{}", rule.path), web::post().to(handler));
}

async fn act<B: ActBody>(
    rule: &'static Rule,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<B>,
) -> Result<HttpResponse, Problem> {
    let track = path.into_inner();
    let version_text = version.0.to_string();
    let said = [
        track.as_bytes().as_slice(),
        version_text.as_bytes(),
        body.canonical.as_bytes(),
    ];
    let keyed = keyed(&state, rule.action.code(), key, &said)?;
    let to = Address {
        machine: rule.machine(),
        track,
        action: rule.action,
        shape: rule.body,
        expected: version.0,
    };
    let act = body
        .into_inner()
        .into_act(to)
        .map_err(|errors| Problem::new(Code::ValidationFailed).with_errors(errors))?;
    receipt(state.app.act(caller.0, keyed, act).await?)
}
