//! Systems of offices, for administrators and for the head of the office.

use actix_web::{HttpResponse, http::header, web};
use netralitas_app::{
    accounts::clients::{ClientChange, ClientCommand},
    error::FieldError,
    offices::Keeper,
};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::{
        accounts::NoMore,
        clients::{ClientOut, ClientsAsked, ClientsOut, NewClient, NewSecret, secret_in},
    },
    extract::{IdempotencyKey, IfMatch, IfNoneMatch, Json, Language, NoQuery, Path, Query},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    let of = |path: &str| format!("/v1/clients/{{client_id}}/{path}");
    services
        .route("/v1/clients", web::get().to(at_office))
        .route("/v1/clients", web::post().to(make))
        .route(&of("secrets"), web::post().to(make_secret))
        .route(&of("secrets/{secret_id}/end"), web::post().to(end_secret))
        .route(&of("confirmation"), web::post().to(confirm))
        .route(&of("end"), web::post().to(end))
        .route("/v1/clients/{client_id}", web::get().to(one));
}

async fn at_office(
    state: web::Data<ApiState>,
    caller: Caller,
    asked: Query<ClientsAsked>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let office = Id::new(asked.into_inner().office_id);
    let keeper = Keeper::Account(caller.0);
    let found = state.app.clients_at(keeper, office).await?;
    let known = state.app.known_now().await?;
    let now = state.app.clock().now();
    let items = found
        .iter()
        .map(|client| ClientOut::of(client, &known.offices, language, now));
    view(&ClientsOut {
        items: items.collect(),
    })
}

async fn one(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    seen: IfNoneMatch,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let keeper = Keeper::Account(caller.0);
    let client = state.app.client(keeper, Id::new(path.into_inner())).await?;
    let version = client.account.version;
    let mut response = if seen.has(version) {
        HttpResponse::NotModified().finish()
    } else {
        let known = state.app.known_now().await?;
        let now = state.app.clock().now();
        view(&ClientOut::of(&client, &known.offices, language, now))?
    };
    if let Ok(value) = header::HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

async fn make(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewClient>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "make_client", key, &[body.canonical.as_bytes()])?;
    let body = body.into_inner();
    let days = days(&state, body.days)?;
    let command = ClientCommand::Make {
        role: body.role(),
        secret: secret_in(&body.scopes, days),
        name: body.name,
    };
    receipt(state.app.change_clients(caller.0, keyed, command).await?)
}

/// What a change is of, the version that was seen, and the key of the request.
type Of<T> = (Path<T>, NoQuery, IfMatch, IdempotencyKey);
/// Who asks, of which installation.
type By = (web::Data<ApiState>, Caller);

async fn make_secret(
    by: By,
    (path, _, version, key): Of<Uuid>,
    body: Json<NewSecret>,
) -> Result<HttpResponse, Problem> {
    let client = path.into_inner();
    let days = days(&by.0, body.value.days)?;
    let wanted = ClientChange::Secret(secret_in(&body.value.scopes, days));
    let said = (&[client][..], body.canonical.as_bytes());
    change(by, "make_client_secret", said, (version, key), wanted).await
}

async fn end_secret(
    by: By,
    (path, _, version, key): Of<(Uuid, Uuid)>,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let (client, secret) = path.into_inner();
    let wanted = ClientChange::EndSecret(Id::new(secret));
    let said = (&[client, secret][..], &b"{}"[..]);
    change(by, "end_client_secret", said, (version, key), wanted).await
}

async fn confirm(
    by: By,
    (path, _, version, key): Of<Uuid>,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let said = (&[path.into_inner()][..], &b"{}"[..]);
    let wanted = ClientChange::Confirm;
    change(by, "confirm_client", said, (version, key), wanted).await
}

async fn end(
    by: By,
    (path, _, version, key): Of<Uuid>,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let said = (&[path.into_inner()][..], &b"{}"[..]);
    change(by, "end_client", said, (version, key), ClientChange::End).await
}

/// A change of a system: the operation's name, the identifiers of its address (the system's first), the body.
async fn change(
    (state, caller): By,
    operation: &'static str,
    (address, body): (&[Uuid], &[u8]),
    (version, key): (IfMatch, IdempotencyKey),
    wanted: ClientChange,
) -> Result<HttpResponse, Problem> {
    let client = *address.first().ok_or(Problem::new(Code::Internal))?;
    let version_bytes = version.0.to_be_bytes();
    let mut said: Vec<&[u8]> = address.iter().map(|id| id.as_bytes().as_slice()).collect();
    said.extend([version_bytes.as_slice(), body]);
    let keyed = keyed(&state, operation, key, &said)?;
    let command = ClientCommand::Change {
        client: Id::new(client),
        expected: Some(version.0),
        wanted,
    };
    receipt(state.app.change_clients(caller.0, keyed, command).await?)
}

/// How many days a secret holds: as many as the installation allows, or fewer.
fn days(state: &ApiState, asked: Option<u32>) -> Result<u32, Problem> {
    let most = state.secret_days;
    match asked {
        Some(days) if days > most => Err(Problem::new(Code::ValidationFailed)
            .with_errors(vec![FieldError::new("/days", "longer_than_allowed")])),
        days => Ok(days.unwrap_or(most)),
    }
}
