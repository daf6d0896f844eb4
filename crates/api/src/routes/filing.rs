//! New cases.

use actix_web::{HttpResponse, web};
use netralitas_domain::procedure::{Action, operations};

use serde_json::Value;

use super::{keyed, receipt};
use crate::{
    caller::{ApiState, Caller},
    dto::{filing::Filing, tickets::draft},
    extract::{IdempotencyKey, NoQuery, Tried},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    for rule in operations().into_iter().filter(|r| r.is_creation()) {
        let action = rule.action;
        let handler = move |state, caller, query, key, body| {
            let _: NoQuery = query;
            file(action, state, caller, key, body)
        };
        services.route(&format!("/v1/{}", rule.path), web::post().to(handler));
    }
}

async fn file(
    action: Action,
    state: web::Data<ApiState>,
    caller: Caller,
    key: IdempotencyKey,
    body: Tried<Filing>,
) -> Result<HttpResponse, Problem> {
    let Tried { read, sent } = body;
    let body = match read {
        Ok(body) => body,
        Err(problem) => return Err(more_faults(&state, problem, sent).await),
    };
    let keyed = keyed(&state, action.code(), key, &[body.canonical.as_bytes()])?;
    let mut filing = body.into_inner();
    if let Some(reference) = filing.announced_reference.clone()
        && filing.content.is_empty()
        && action == Action::FileReport
    {
        // Whether it waits at this office is for the transaction to say.
        if let Ok(found) = state.app.announced_report(caller.0, &reference).await {
            let draft = draft(&found)?;
            filing.known_on = filing.known_on.or(draft.known_on);
            filing.content = draft.content;
        }
    }
    let named = (filing.election.clone(), filing.race.clone());
    let filing = match filing.into_input(action) {
        Ok(filing) => filing,
        Err(mut errors) => {
            errors.extend(state.app.unknown_election(&named.0, &named.1).await?);
            return Err(Problem::new(Code::ValidationFailed).with_errors(errors));
        }
    };
    receipt(state.app.open(caller.0, keyed, filing).await?)
}

/// A body's faults with what the law book adds to them, so that nobody has to send it twice to learn all.
async fn more_faults(state: &ApiState, problem: Problem, sent: Option<Value>) -> Problem {
    let fields = [Code::ValidationFailed, Code::UnknownField].contains(&problem.code());
    let text = |name| sent.as_ref()?.get(name)?.as_str();
    let (true, Some(election), Some(race)) = (fields, text("election"), text("race")) else {
        return problem;
    };
    let blamed = |at: &str| problem.errors().iter().any(|e| e.pointer == at);
    if blamed("/election") || blamed("/race") {
        return problem;
    }
    match state.app.unknown_election(election, race).await {
        Ok(None) => problem,
        Ok(Some(unknown)) => {
            let mut errors = problem.errors().to_vec();
            errors.push(unknown);
            errors.sort_by(|a, b| (&a.pointer, &a.code).cmp(&(&b.pointer, &b.code)));
            Problem::new(Code::ValidationFailed).with_errors(errors)
        }
        Err(error) => error.into(),
    }
}
