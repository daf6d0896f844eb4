//! Regions of the law book: whoever asks, on whichever day.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use netralitas_app::error::{AppError, FieldError};
use netralitas_domain::time::Zone;

use super::view;
use crate::{
    caller::ApiState,
    dto::{
        clock::Day,
        regions::{LawRegionRead, LawRegions, RegionQuery, RegionsQuery, has_form},
    },
    extract::{Path, Query},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/law-book/regions", web::get().to(list))
        .route("/v1/law-book/regions/{region_code}", web::get().to(read));
}

async fn list(
    state: web::Data<ApiState>,
    query: Query<RegionsQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.into_inner();
    let at = day(&state, asked.at);
    let known = state.app.known_now().await?;
    if let Some(parent) = &asked.parent
        && known.book.region(parent, at).is_none()
    {
        let error = FieldError::new("/parent", "unknown_value");
        return Err(Problem::new(Code::BadQuery).with_errors(vec![error]));
    }
    view(&LawRegions::of(&known.book, at, &asked))
}

async fn read(
    state: web::Data<ApiState>,
    code: Path<String>,
    query: Query<RegionQuery>,
) -> Result<HttpResponse, Problem> {
    let at = day(&state, query.into_inner().at);
    let code = code.into_inner();
    // The book is public: what cannot be a code is told to be none.
    if !has_form(&code) {
        return Err(AppError::field("/region_code", "bad_format").into());
    }
    let known = state.app.known_now().await?;
    let found = LawRegionRead::of(&known.book, &code, at).ok_or_else(|| {
        let error = FieldError::new("/region_code", "unknown_region");
        Problem::new(Code::NotFound).with_errors(vec![error])
    })?;
    view(&found)
}

/// The day asked for, or today in the west of the country.
fn day(state: &ApiState, asked: Option<Day>) -> NaiveDate {
    asked.map_or_else(|| state.app.clock().now().day_in(Zone::Wib), Day::date)
}
