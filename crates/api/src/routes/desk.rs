//! The desk, what personnel officers owe, calendar feeds.

use actix_web::{HttpResponse, http::header, web};
use netralitas_app::{desk::feeds::MadeFeed, keys::Secret};
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    calendar::calendar,
    caller::{ApiState, Caller},
    dto::{
        accounts::NoMore,
        answer::{DeskOut, PersonnelOfficersOut},
        desk::{
            CalendarFeedOut, CalendarFeedReceipt, CalendarFeedsOut, DeskQuery,
            PersonnelOfficersQuery,
        },
    },
    extract::{IdempotencyKey, Json, Language, NoQuery, Path, Query},
    problem::{Code, Problem},
};

/// The operation that makes a calendar feed.
pub const MAKE_FEED: &str = "make_calendar_feed";
/// The operation that ends one.
pub const END_FEED: &str = "end_calendar_feed";

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/desk", web::get().to(desk))
        .route("/v1/desk/personnel-officers", web::get().to(officers))
        .route("/v1/calendar-feeds", web::get().to(feeds))
        .route("/v1/calendar-feeds", web::post().to(make_feed))
        .route("/v1/calendar-feeds/{feed_id}/end", web::post().to(end_feed))
        .route("/v1/calendar/{secret}.ics", web::get().to(terms));
}

async fn desk(
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<DeskQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let (query, app) = (query.into_inner(), &state.app);
    let binding = query.binding();
    let after = match &query.cursor {
        Some(cursor) => Some(app.open_cursor(caller.0, &binding, cursor)?),
        None => None,
    };
    let page = app
        .my_desk(caller.0, query.asked(), after, query.rows())
        .await?;
    let next = page
        .next
        .map(|after| app.seal_cursor(caller.0, &binding, after))
        .transpose()?;
    view(&DeskOut::of(&page, next, language))
}

async fn officers(
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<PersonnelOfficersQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let (query, app) = (query.into_inner(), &state.app);
    let binding = PersonnelOfficersQuery::BINDING;
    let after = match &query.cursor {
        Some(cursor) => Some(app.open_cursor(caller.0, binding, cursor)?),
        None => None,
    };
    let page = app
        .personnel_officers(caller.0, after, query.rows())
        .await?;
    let next = page
        .next
        .map(|after| app.seal_cursor(caller.0, binding, after))
        .transpose()?;
    view(&PersonnelOfficersOut::of(&page, next, language))
}

async fn feeds(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let all = state.app.calendar_feeds(caller.0).await?;
    let feed = |feed: netralitas_app::desk::feeds::Feed| CalendarFeedOut {
        id: feed.id,
        made_at: feed.made_at.rfc3339(),
    };
    view(&CalendarFeedsOut {
        items: all.into_iter().map(feed).collect(),
    })
}

async fn make_feed(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, MAKE_FEED, key, &[])?;
    let MadeFeed { answer, secret } = state.app.make_calendar_feed(caller.0, keyed).await?;
    let Some(secret) = secret else {
        return receipt(answer);
    };
    let internal = |_| Problem::new(Code::Internal);
    let mut told: CalendarFeedReceipt = serde_json::from_str(&answer.body).map_err(internal)?;
    told.address = Some(format!("{}/v1/calendar/{secret}.ics", state.address));
    let body = serde_json::to_string(&told).map_err(internal)?;
    receipt(netralitas_app::Answer { body, ..answer })
}

async fn end_feed(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    let keyed = keyed(&state, END_FEED, key, &[id.as_bytes()])?;
    receipt(state.app.end_calendar_feed(caller.0, keyed, id).await?)
}

/// Without signing in: the secret in the address is who asks.
async fn terms(
    state: web::Data<ApiState>,
    path: web::Path<String>,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let secret = Secret::new(path.into_inner().into_bytes());
    let feed = state.app.feed_terms(&secret).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            "inline; filename=\"netralitas.ics\"",
        ))
        .body(calendar(&feed, language)))
}
