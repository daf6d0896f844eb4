//! Terms with their accounts: those of a track, and one that is tried without a case.

use actix_web::{HttpResponse, web};
use netralitas_app::error::AppError;
use netralitas_domain::{
    ids::TrackId,
    law::{Count, EndsAt, TermQuestion},
    procedure::Machine,
};
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::{answer::TermsOut, term_account::TermAccountOut, term_trial::TermTrial},
    extract::{Json, Language, NoQuery, Path},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services.route("/v1/terms/compute", web::post().to(compute));
}

/// The terms of one track.
pub(super) fn configure_one(services: &mut web::ServiceConfig, machine: Machine) {
    let terms = move |state, caller, path, query, language| {
        let _: NoQuery = query;
        terms(machine, state, caller, path, language)
    };
    services.route("/terms", web::get().to(terms));
}

async fn terms(
    machine: Machine,
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let track = TrackId::new(path.into_inner());
    let found = state.app.terms(caller.0, machine, track).await?;
    view(&TermsOut::of(&found, language))
}

/// Nothing is stored, so nobody has to sign in and no key is asked for.
async fn compute(
    state: web::Data<ApiState>,
    _: NoQuery,
    language: Language,
    body: Json<TermTrial>,
) -> Result<HttpResponse, Problem> {
    let known = state.app.known_now().await?;
    let book = &known.book;
    let asked = body.into_inner();
    let row = match (asked.term, asked.rule_set) {
        (Some(term), Some(law)) => Some(
            book.term(term, law)
                .ok_or_else(|| AppError::field("/term", "no_such_term"))?,
        ),
        _ => None,
    };
    let own = || Some((asked.amount?, asked.unit?.unit()));
    let (amount, unit) = row
        .map(|r| (r.amount, r.unit))
        .or_else(own)
        .ok_or_else(|| AppError::field("/amount", "missing"))?;
    let zone = asked.zone.zone();
    let (start, minute) = asked.start.local(zone);
    let race = asked.election.as_deref().zip(asked.race.as_deref());
    let election = match race {
        Some((code, race)) => Some(
            book.election(code, race)
                .ok_or_else(|| AppError::field("/election", "unknown_election"))?,
        ),
        None => None,
    };
    if let Some(code) = asked.region.as_deref()
        && book.region_ever(code, start).is_none()
    {
        return Err(AppError::field("/region", "unknown_region").into());
    }
    let pauses = asked.pauses();
    let question = TermQuestion {
        count: Count {
            start,
            minute,
            amount,
            unit,
            region: asked.region.as_deref(),
            pauses: &pauses,
        },
        ends: row.map_or(EndsAt::Midnight, |r| r.ends),
        law: asked.rule_set,
        election,
        zone,
    };
    let account = book.term_account(&question);
    view(&TermAccountOut::of(
        &account,
        (amount, unit),
        row,
        |_| None,
        language,
    ))
}
