//! Plenary meetings.

use actix_web::{HttpResponse, web};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::answer::MeetingOut,
    extract::{Language, NoQuery, Path},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services.route("/v1/meetings/{meeting_id}", web::get().to(read));
}

async fn read(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let id = Id::new(path.into_inner());
    let found = state.app.meeting(caller.0, id).await?;
    view(&MeetingOut::of(&found, language))
}
