//! New cases: the same write path, without a track before.

use netralitas_domain::{
    acts::{NewCase, open_case},
    ids::CaseId,
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    idempotency::Answer,
    scope::{self, Scope},
};

use crate::{
    App, Keyed, Principal,
    asker::Asker,
    command::{agencies, claim, effective},
    error::AppError,
    input::NewCaseIn,
    persist::{Rows, write_case},
    prepare,
};

impl App {
    /// Opens a case.
    ///
    /// # Errors
    /// A missing role, an unknown election, a refusal.
    pub async fn open(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: NewCaseIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let id = CaseId::new(self.id(now));
        let content = self.prepare_content(&input.content, "/content", now)?;
        let papers: Vec<_> = input
            .papers
            .iter()
            .cloned()
            .map(|p| self.prepare_paper(p, now))
            .collect();
        let mut texts = Vec::new();
        if let Some(account) = &input.content.account {
            texts.push(self.prepare_text(id.into(), prepare::ACCOUNT, account.clone(), now)?);
        }
        let salts = [self.salt()?, self.salt()?];
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let source = match input.spawned_from {
                    Some(source) => Some(app.source(tx, source, &reach)?),
                    None => None,
                };
                let election = known
                    .book
                    .election(&input.election, &input.race)
                    .ok_or_else(|| AppError::field("/election", "unknown_election"))?;
                agencies(&input.content, "/content", &known)?;
                let zone = known.offices.zone(actor.office);
                let effective = effective(input.when, zone, now);
                let new = NewCase {
                    id,
                    action: input.action,
                    origin: input.origin,
                    channel: input.channel,
                    election: input.election.clone(),
                    election_kind: election.kind.clone(),
                    race: input.race.clone(),
                    kind_code: election.number_kind,
                    effective,
                    known_on: input.known_on,
                    report_dated: input.report_dated,
                    content: content.supplement.clone(),
                    spawned_from: input.spawned_from,
                    papers: papers.iter().map(|p| p.facts).collect(),
                    texts: texts.iter().map(|t| t.facts.clone()).collect(),
                    historic: false,
                };
                let events = open_case(&new, source.as_ref(), &actor, now, known.world())
                    .map_err(|r| AppError::Refused(Box::new(r.into())))?;
                let rows = Rows {
                    papers: papers
                        .iter()
                        .map(|p| p.row(actor.office, now.day_in(zone), now))
                        .collect(),
                    texts: texts.iter().map(|t| t.row.clone()).collect(),
                    meeting: None,
                    content: content.clone(),
                    salts: &salts,
                };
                let written = write_case(tx, source, events, &rows, &known, now)?;
                app.answer(
                    tx,
                    principal,
                    &keyed,
                    &written,
                    rows.content.warnings,
                    201,
                    "cases",
                )
            })
            .await
    }

    fn source(
        &self,
        tx: &mut Write<'_>,
        source: CaseId,
        reach: &Scope,
    ) -> Result<netralitas_domain::file::CaseFile, AppError> {
        let visible = scope::case_of_visible(tx, reach, source.into())?;
        visible.ok_or_else(|| AppError::field("/spawned_from_id", "no_such_case"))?;
        cases::load_for_update(tx, source, source.into(), Hold::Case)?.ok_or(AppError::NotFound)
    }
}
