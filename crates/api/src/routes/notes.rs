//! Notes of an office on a track.

use actix_web::{HttpResponse, web};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::notes::{NewNote, NoteOut, NotesOut, NotesQuery},
    extract::{IdempotencyKey, Json, NoQuery, Path, Query},
    problem::{Code, Problem},
};

/// The name of the operation that writes a note.
pub const WRITE: &str = "write_note";
/// The name of the operation that takes one away.
pub const END: &str = "end_note";

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/notes", web::get().to(notes))
        .route("/v1/notes", web::post().to(write))
        .route("/v1/notes/{note_id}/end", web::post().to(end));
}

async fn notes(
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<NotesQuery>,
) -> Result<HttpResponse, Problem> {
    let track = Id::new(query.into_inner().track_id);
    let all = state.app.notes(caller.0, track).await?;
    view(&NotesOut {
        items: all.into_iter().map(NoteOut::from).collect(),
    })
}

async fn write(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewNote>,
) -> Result<HttpResponse, Problem> {
    let body = body.into_inner();
    let said = serde_json::to_vec(&body).map_err(|_| Problem::new(Code::Internal))?;
    let keyed = keyed(&state, WRITE, key, &[&said])?;
    receipt(state.app.write_note(caller.0, keyed, body.into()).await?)
}

async fn end(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    let keyed = keyed(&state, END, key, &[id.as_bytes()])?;
    receipt(state.app.end_note(caller.0, keyed, id).await?)
}
