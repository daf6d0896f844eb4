//! Who an account is at outside issuers, for administrators.

use actix_web::{HttpResponse, web};
use netralitas_app::{accounts::identities::IdentityChange, error::FieldError, offices::Keeper};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::{
        accounts::NoMore,
        identities::{IdentitiesOut, NewIdentity},
    },
    extract::{IdempotencyKey, IfMatch, Json, NoQuery, Path},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    let all = "/v1/accounts/{account_id}/identities";
    services
        .route(all, web::get().to(of_account))
        .route(all, web::post().to(link))
        .route(
            &format!("{all}/{{identity_id}}/end"),
            web::post().to(unlink),
        );
}

async fn of_account(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let account = Id::new(path.into_inner());
    let all = state
        .app
        .identities_of(Keeper::Account(caller.0), account)
        .await?;
    view(&IdentitiesOut::of(all))
}

async fn link(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    (_, version, key): (NoQuery, IfMatch, IdempotencyKey),
    body: Json<NewIdentity>,
) -> Result<HttpResponse, Problem> {
    if !state.outside.believes(&body.value.issuer) {
        return Err(Problem::new(Code::ValidationFailed)
            .with_errors(vec![FieldError::new("/issuer", "unknown_issuer")]));
    }
    let account = path.into_inner();
    let version_bytes = version.0.to_be_bytes();
    let said = [
        account.as_bytes().as_slice(),
        &version_bytes,
        body.canonical.as_bytes(),
    ];
    let keyed = keyed(&state, "link_identity", key, &said)?;
    let NewIdentity {
        issuer,
        subject,
        office_id,
    } = body.into_inner();
    let change = IdentityChange::Link {
        issuer,
        subject,
        office: Id::new(office_id),
    };
    let of = (Id::new(account), version.0);
    receipt(
        state
            .app
            .change_identities(caller.0, keyed, of, change)
            .await?,
    )
}

async fn unlink(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    (_, version, key): (NoQuery, IfMatch, IdempotencyKey),
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let (account, identity) = path.into_inner();
    let version_bytes = version.0.to_be_bytes();
    let said = [
        account.as_bytes().as_slice(),
        identity.as_bytes(),
        &version_bytes,
    ];
    let keyed = keyed(&state, "unlink_identity", key, &said)?;
    let change = IdentityChange::Unlink(Id::new(identity));
    let of = (Id::new(account), version.0);
    receipt(
        state
            .app
            .change_identities(caller.0, keyed, of, change)
            .await?,
    )
}
