//! Officers, what is assigned to them, and handing it over at once. Single assignments are acts on a track.

use actix_web::{HttpResponse, web};
use netralitas_domain::ids::Id;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::assignments::{
        AssignmentHandOver, AssignmentOut, AssignmentsOut, AssignmentsQuery, OfficersOut,
        OfficersQuery,
    },
    extract::{IdempotencyKey, Json, Language, NoQuery, Query},
    problem::Problem,
};

/// The operation that hands over.
pub const HAND_OVER: &str = "hand_over_assignments";

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/officers", web::get().to(officers))
        .route("/v1/assignments", web::get().to(list))
        .route("/v1/assignments/hand-over", web::post().to(hand_over));
}

async fn officers(
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<OfficersQuery>,
) -> Result<HttpResponse, Problem> {
    let office = query.into_inner().office_id.map(Id::new);
    let officers = state.app.officers(caller.0, office).await?;
    view(&OfficersOut {
        items: officers.into_iter().map(Into::into).collect(),
    })
}

async fn list(
    state: web::Data<ApiState>,
    caller: Caller,
    language: Language,
    query: Query<AssignmentsQuery>,
) -> Result<HttpResponse, Problem> {
    let account = query.into_inner().account_id.map(Id::new);
    let (rows, known) = state.app.assignments(caller.0, account).await?;
    view(&AssignmentsOut {
        items: rows
            .into_iter()
            .map(|row| {
                AssignmentOut::of(&row.assigned, Some(row.name), &known.offices, language)
                    .on(row.machine, row.track.raw())
            })
            .collect(),
    })
}

async fn hand_over(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<AssignmentHandOver>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, HAND_OVER, key, &[body.canonical.as_bytes()])?;
    let input = body.into_inner().into();
    receipt(
        state
            .app
            .hand_over_assignments(caller.0, keyed, input)
            .await?,
    )
}
