//! Accounts, for administrators; and the acceptance of an invitation, for whoever holds it.

use actix_web::{HttpResponse, http::header, web};
use netralitas_app::{
    Keyed,
    accounts::{AccountCommand, keep::AccountChange},
    keys::Secret,
    offices::Keeper,
};
use netralitas_domain::ids::{AccountId, Id};
use uuid::Uuid;

use super::{receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::accounts::{
        Acceptance, AcceptanceOut, AccountJournal, AccountOut, AccountsAsked, AccountsOut,
        Departure, NewAccountBody, NewRole, NoMore, RoleEnd,
    },
    extract::{IdempotencyKey, IfMatch, IfNoneMatch, Json, Language, NoQuery, Path, Query},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    let change = |path: &str| format!("/v1/accounts/{{account_id}}/{path}");
    services
        .route("/v1/accounts", web::get().to(at_office))
        .route("/v1/accounts", web::post().to(make))
        .route(&change("roles"), web::post().to(give_role))
        .route(&change("role-ends"), web::post().to(end_role))
        .route(&change("departure"), web::post().to(depart))
        .route(&change("closing"), web::post().to(shut))
        .route(&change("opening"), web::post().to(open))
        .route(&change("invitation"), web::post().to(invite))
        .route(&change("journal"), web::get().to(journal))
        .route("/v1/accounts/{account_id}", web::get().to(one))
        .route("/v1/invitations/acceptance", web::post().to(accept));
}

async fn at_office(
    state: web::Data<ApiState>,
    caller: Caller,
    asked: Query<AccountsAsked>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let office = Id::new(asked.into_inner().office_id);
    let keeper = Keeper::Account(caller.0);
    let found = state.app.accounts_at(keeper, office).await?;
    let known = state.app.known_now().await?;
    let items = found
        .into_iter()
        .map(|account| AccountOut::of(account, &known.offices, language));
    view(&AccountsOut {
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
    let account = state
        .app
        .account(keeper, Id::new(path.into_inner()))
        .await?;
    let version = account.account.version;
    let mut response = if seen.has(version) {
        HttpResponse::NotModified().finish()
    } else {
        let known = state.app.known_now().await?;
        view(&AccountOut::of(account, &known.offices, language))?
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
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let keeper = Keeper::Account(caller.0);
    let account = Id::new(path.into_inner());
    let events = state.app.account_events(keeper, account).await?;
    view(&AccountJournal::of(events, language))
}

async fn make(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewAccountBody>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "make_account", key, &[body.canonical.as_bytes()])?;
    let body = body.into_inner();
    let command = AccountCommand::Make {
        role: body.role(),
        username: body.username,
        display_name: body.display_name,
    };
    receipt(state.app.change_accounts(caller.0, keyed, command).await?)
}

async fn give_role(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NewRole>,
) -> Result<HttpResponse, Problem> {
    let of = Of::new(path, version, key, &body.canonical);
    let change = AccountChange::Give(body.into_inner().into());
    of.change(&state, caller, "give_role", change).await
}

async fn end_role(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<RoleEnd>,
) -> Result<HttpResponse, Problem> {
    let of = Of::new(path, version, key, &body.canonical);
    let end = body.into_inner();
    let change = AccountChange::End {
        office: Id::new(end.office_id),
        role: end.role,
        last: end.last_day.date(),
    };
    of.change(&state, caller, "end_role", change).await
}

async fn depart(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<Departure>,
) -> Result<HttpResponse, Problem> {
    let of = Of::new(path, version, key, &body.canonical);
    let departure = body.into_inner();
    let change = AccountChange::Depart {
        office: Id::new(departure.office_id),
        last: departure.last_day.date(),
    };
    of.change(&state, caller, "end_roles_at_office", change)
        .await
}

async fn shut(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let of = Of::new(path, version, key, &body.canonical);
    of.change(&state, caller, "shut_account", AccountChange::Shut)
        .await
}

async fn open(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let of = Of::new(path, version, key, &body.canonical);
    of.change(&state, caller, "open_account", AccountChange::Open)
        .await
}

async fn invite(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let Of {
        account,
        version,
        key,
        canonical,
    } = Of::new(path, version, key, &body.canonical);
    let id = account.raw();
    let parts = [
        id.as_bytes().as_slice(),
        &version.to_be_bytes(),
        canonical.as_bytes(),
    ];
    let keyed = keyed(&state, "invite_account", key, &parts)?;
    let command = AccountCommand::Invite {
        account,
        expected: version,
    };
    receipt(state.app.change_accounts(caller.0, keyed, command).await?)
}

async fn accept(
    state: web::Data<ApiState>,
    _: NoQuery,
    body: Json<Acceptance>,
) -> Result<HttpResponse, Problem> {
    let Acceptance {
        invitation,
        password,
    } = body.into_inner();
    let invitation = Secret::new(invitation.into_bytes());
    let password = Secret::new(password.into_bytes());
    let accepted = state.app.accept_invitation(&invitation, password).await?;
    view(&AcceptanceOut {
        username: accepted.username,
        offices: accepted.offices,
    })
}

/// Which account a change is of, and what makes the request the same when it is repeated.
struct Of {
    account: AccountId,
    version: i64,
    key: IdempotencyKey,
    canonical: String,
}

impl Of {
    fn new(path: Path<Uuid>, version: IfMatch, key: IdempotencyKey, canonical: &str) -> Self {
        Self {
            account: Id::new(path.into_inner()),
            version: version.0,
            key,
            canonical: canonical.to_owned(),
        }
    }

    async fn change(
        self,
        state: &ApiState,
        caller: Caller,
        operation: &'static str,
        change: AccountChange,
    ) -> Result<HttpResponse, Problem> {
        let id = self.account.raw();
        let parts = [
            id.as_bytes().as_slice(),
            &self.version.to_be_bytes(),
            self.canonical.as_bytes(),
        ];
        let keyed = keyed(state, operation, self.key, &parts)?;
        let command = AccountCommand::Change {
            account: self.account,
            expected: self.version,
            change,
        };
        receipt(state.app.change_accounts(caller.0, keyed, command).await?)
    }
}

fn keyed(
    state: &ApiState,
    operation: &'static str,
    key: IdempotencyKey,
    parts: &[&[u8]],
) -> Result<Keyed, Problem> {
    let mut all = vec![operation.as_bytes()];
    all.extend_from_slice(parts);
    Ok(Keyed {
        operation,
        key: key.into_inner(),
        fingerprint: state.app.fingerprint(&all)?,
    })
}
