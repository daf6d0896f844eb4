//! Accounts, for administrators; and the acceptance of an invitation, for whoever holds it.

use actix_web::{HttpResponse, http::header, web};
use netralitas_app::{
    accounts::{AccountCommand, Wanted, keep::AccountChange},
    keys::Secret,
    offices::Keeper,
};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
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

/// Which account a change is of, the version that was seen, and the key of the request.
type Of = (Path<Uuid>, NoQuery, IfMatch, IdempotencyKey);

/// Who asks, of which installation.
type By = (web::Data<ApiState>, Caller);

/// A change of an account, by the operation's name and what it makes of the body.
async fn change<B>(
    (state, caller): By,
    (path, _, version, key): Of,
    body: Json<B>,
    operation: &'static str,
    wanted: impl FnOnce(B) -> Wanted,
) -> Result<HttpResponse, Problem> {
    let account = path.into_inner();
    let said = [
        account.as_bytes().as_slice(),
        &version.0.to_be_bytes(),
        body.canonical.as_bytes(),
    ];
    let keyed = keyed(&state, operation, key, &said)?;
    let command = AccountCommand::Change {
        account: Id::new(account),
        expected: version.0,
        wanted: wanted(body.into_inner()),
    };
    receipt(state.app.change_accounts(caller.0, keyed, command).await?)
}

async fn give_role(by: By, of: Of, body: Json<NewRole>) -> Result<HttpResponse, Problem> {
    change(by, of, body, "give_role", |role| {
        Wanted::This(AccountChange::Give(role.into()))
    })
    .await
}

async fn end_role(by: By, of: Of, body: Json<RoleEnd>) -> Result<HttpResponse, Problem> {
    change(by, of, body, "end_role", |end| {
        Wanted::This(AccountChange::End {
            office: Id::new(end.office_id),
            role: end.role,
            last: end.last_day.date(),
        })
    })
    .await
}

async fn depart(by: By, of: Of, body: Json<Departure>) -> Result<HttpResponse, Problem> {
    change(by, of, body, "end_roles_at_office", |departure| {
        Wanted::This(AccountChange::Depart {
            office: Id::new(departure.office_id),
            last: departure.last_day.date(),
        })
    })
    .await
}

async fn shut(by: By, of: Of, body: Json<NoMore>) -> Result<HttpResponse, Problem> {
    let wanted = |_| Wanted::This(AccountChange::Shut);
    change(by, of, body, "shut_account", wanted).await
}

async fn open(by: By, of: Of, body: Json<NoMore>) -> Result<HttpResponse, Problem> {
    let wanted = |_| Wanted::This(AccountChange::Open);
    change(by, of, body, "open_account", wanted).await
}

async fn invite(by: By, of: Of, body: Json<NoMore>) -> Result<HttpResponse, Problem> {
    change(by, of, body, "invite_account", |_| Wanted::Invitation).await
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
