//! Questions to the law book; no token, no case.

use actix_web::{HttpResponse, web};
use netralitas_domain::law::questions;

use super::view;
use crate::{
    caller::ApiState,
    dto::{
        law_answers::{LawAuthorities, LawDay, LawImposers, LawKinds},
        law_applies::LawApplies,
        law_asked::{
            AppliesQuery, AuthorityQuery, DayQuery, ImposersQuery, KindsQuery, ViolationsQuery,
            unknown,
        },
        law_catalogue::LawViolations,
    },
    extract::Query,
    problem::Problem,
};

type Answer = Result<HttpResponse, Problem>;

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/law-book/violations", web::get().to(violations))
        .route("/v1/law-book/applies", web::get().to(applies))
        .route("/v1/law-book/sanction-kinds", web::get().to(kinds))
        .route("/v1/law-book/imposers", web::get().to(imposers))
        .route("/v1/law-book/authority", web::get().to(authority))
        .route("/v1/law-book/day", web::get().to(day));
}

async fn violations(state: web::Data<ApiState>, query: Query<ViolationsQuery>) -> Answer {
    let (day, act, catalogue) = query.0.read()?;
    let known = state.app.known_now().await?;
    if let Some(act) = act
        && !known.book.acts.iter().any(|a| a.code == act)
    {
        return Err(unknown(&[questions::Wrong {
            field: "act",
            code: "unknown_act",
        }]));
    }
    view(&LawViolations::of(&known.book, day, act, catalogue))
}

async fn applies(state: web::Data<ApiState>, query: Query<AppliesQuery>) -> Answer {
    let asked = query.0.read()?;
    let known = state.app.known_now().await?;
    let answer = questions::applies(&known.book, &asked).map_err(|wrong| unknown(&wrong))?;
    view(&LawApplies::of(known.book.calendar.version(), answer))
}

async fn kinds(state: web::Data<ApiState>, query: Query<KindsQuery>) -> Answer {
    let (day, subject, level) = query.0.read()?;
    let known = state.app.known_now().await?;
    let answer = questions::kinds(&known.book, day, subject, level);
    view(&LawKinds::of(known.book.calendar.version(), answer))
}

async fn imposers(state: web::Data<ApiState>, query: Query<ImposersQuery>) -> Answer {
    let (day, subject, level, post, agency) = query.0.read()?;
    let known = state.app.known_now().await?;
    let found = questions::imposers(&known.book, day, subject, level, post, agency);
    view(&LawImposers::of(known.book.calendar.version(), found))
}

async fn authority(state: web::Data<ApiState>, query: Query<AuthorityQuery>) -> Answer {
    let (day, matter) = query.0.read()?;
    let known = state.app.known_now().await?;
    let answer = questions::authority(&known.book, day, matter);
    view(&LawAuthorities::of(known.book.calendar.version(), &answer))
}

async fn day(state: web::Data<ApiState>, query: Query<DayQuery>) -> Answer {
    let (day, region) = query.0.read()?;
    let known = state.app.known_now().await?;
    if region.is_some_and(|code| known.book.region_ever(code, day).is_none()) {
        return Err(unknown(&[questions::Wrong {
            field: "region",
            code: "unknown_region",
        }]));
    }
    view(&LawDay::of(
        &questions::day(&known.book, day, region),
        region,
    ))
}
