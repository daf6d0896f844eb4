//! New cases: the same write path, without a track before.

use netralitas_domain::{
    acts::{NewCase, open_case, opening_basis},
    file::Capacity,
    ids::{AllegationId, CaseId, PartyId},
    time::Moment,
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    idempotency::Answer,
    office_lives,
    scope::{self, Scope},
};
use uuid::Uuid;

use crate::{
    App, Principal,
    door::announced,
    error::{AppError, FieldError},
    input::NewCaseIn,
    reading::asker::Asker,
    writing::{
        command::{Done, Keyed, agencies, claim, effective, no_such_election, with_basis},
        named_people::Seat,
        persist::{Rows, write_case},
        prepare::{self, PreparedContent, PreparedPaper, PreparedText},
    },
};

/// A new case with everything that it may need drawn and sealed.
pub(crate) struct ReadyCase {
    /// Its identifier.
    pub id: CaseId,
    input: NewCaseIn,
    content: PreparedContent,
    papers: Vec<PreparedPaper>,
    texts: Vec<PreparedText>,
    fresh: Vec<Uuid>,
    salts: Vec<[u8; 16]>,
}

impl ReadyCase {
    /// The new parties, as they were named.
    pub(crate) fn parties(&self) -> impl Iterator<Item = PartyId> + '_ {
        self.content.supplement.parties.iter().map(|p| p.id)
    }

    /// The new allegations, as they were named.
    pub(crate) fn allegations(&self) -> impl Iterator<Item = AllegationId> + '_ {
        self.content.supplement.allegations.iter().map(|a| a.id)
    }

    /// The first new party of a capacity.
    pub(crate) fn party(&self, capacity: Capacity) -> Option<PartyId> {
        let mut parties = self.content.supplement.parties.iter();
        parties.find(|p| p.capacity == capacity).map(|p| p.id)
    }
}

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
        let ready = self.ready_case(input, now).await?;
        let app = self.clone();
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                // An office that is ending is waited for; whether it is open is read afterwards.
                office_lives::share(tx, principal.office)?;
                let asker = app.asker(tx, principal, now)?;
                let done = app.open_in(tx, &asker, &ready, now)?;
                app.answer(tx, principal, &keyed, &done, 201, "cases")
            })
            .await
    }

    /// Draws what a new case may need, and seals its texts.
    ///
    /// # Errors
    /// What is wrong with its content, and an unknown election with it.
    pub(crate) async fn ready_case(
        &self,
        input: NewCaseIn,
        now: Moment,
    ) -> Result<ReadyCase, AppError> {
        let (election, race) = (input.election.clone(), input.race.clone());
        match self.draw_case(input, now) {
            Err(AppError::Invalid(mut errors)) => {
                errors.extend(self.unknown_election(&election, &race).await?);
                Err(AppError::Invalid(errors))
            }
            ready => ready,
        }
    }

    /// The same without a look at the law book.
    ///
    /// # Errors
    /// What is wrong with its content.
    pub(crate) fn draw_case(&self, input: NewCaseIn, now: Moment) -> Result<ReadyCase, AppError> {
        let id = CaseId::new(self.id(now));
        let seat = Seat::of(input.action);
        let content = self.prepare_content(&input.content, seat, "/content", now)?;
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
        // The case, the one it comes from, and a track per respondent that may open with it.
        let opened = 2 + input.content.parties.len();
        Ok(ReadyCase {
            id,
            fresh: (0..opened).map(|_| self.id(now)).collect(),
            salts: (0..opened).map(|_| self.salt()).collect::<Result<_, _>>()?,
            content,
            papers,
            texts,
            input,
        })
    }

    /// Decides and writes a new case at the office of whoever asks.
    pub(crate) fn open_in(
        &self,
        tx: &mut Write<'_>,
        asker: &Asker,
        ready: &ReadyCase,
        now: Moment,
    ) -> Result<Done, AppError> {
        let Asker {
            known,
            actor,
            reach,
        } = asker;
        let ReadyCase {
            input,
            content,
            papers,
            texts,
            ..
        } = ready;
        if let Some(reference) = &input.announced {
            announced::waits(tx, reference, actor.office, now)?;
        }
        let source = match input.spawned_from {
            Some(source) => Some(self.source(tx, source, reach)?),
            None => None,
        };
        let agencies = agencies(&input.content, "/content", known);
        let Some(election) = known.book.election(&input.election, &input.race) else {
            let mut errors = vec![no_such_election()];
            if let Err(AppError::Invalid(more)) = agencies {
                errors.extend(more);
            }
            return Err(AppError::Invalid(errors));
        };
        agencies?;
        let zone = known.offices.zone(actor.office);
        let effective = effective(input.when, zone, now);
        let new = NewCase {
            id: ready.id,
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
            historic: input.historic.clone(),
            fresh: ready.fresh.clone(),
        };
        let events =
            open_case(&new, source.as_ref(), actor, now, known.world()).map_err(|refusal| {
                let law = known.book.rule_set(&new.election_kind, new.effective.day);
                with_basis(refusal, |r| opening_basis(r, new.action, law))
            })?;
        let rows = Rows {
            papers: papers
                .iter()
                .map(|p| p.row(actor.office, now.day_in(zone), now))
                .collect(),
            texts: texts.iter().map(|t| t.row.clone()).collect(),
            meeting: None,
            content: content.clone(),
            salts: &ready.salts,
        };
        let events = write_case(tx, source, events, &rows, known, now)?;
        crate::parties::chains::settle(tx, &events)?;
        if let Some(reference) = &input.announced {
            let reporter = ready.party(Capacity::Reporter);
            announced::hand_in(tx, reference, actor.office, ready.id, reporter, now)?;
        }
        self.index(tx, events.iter().map(|e| e.case_id))?;
        Ok(Done {
            warnings: rows.content.warnings(&known.book, now),
            events,
        })
    }

    /// That the law book has no such election and race, as a fault of a new case.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn unknown_election(
        &self,
        election: &str,
        race: &str,
    ) -> Result<Option<FieldError>, AppError> {
        let known = self.known_now().await?;
        let unknown = known.book.election(election, race).is_none();
        Ok(unknown.then(no_such_election))
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
