//! How a track would stand under another version of the law.

use actix_web::{HttpResponse, web};
use netralitas_domain::{ids::TrackId, procedure::Machine};
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::other_versions::OtherVersionsOut,
    extract::{Language, NoQuery, Path},
    problem::Problem,
};

/// The other versions of one track.
pub(super) fn configure_one(services: &mut web::ServiceConfig, machine: Machine) {
    let read = move |state, caller, path, query, language| {
        let _: NoQuery = query;
        other_versions(machine, state, caller, path, language)
    };
    services.route("/other-versions", web::get().to(read));
}

async fn other_versions(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let track = TrackId::new(path.into_inner());
    let found = state.app.terms(caller.0, machine, track).await?;
    view(&OtherVersionsOut::of(&found, language))
}
