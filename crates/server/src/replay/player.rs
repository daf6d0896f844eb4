//! Plays a scenario through the one write path, with the clock set for each step, and checks what comes of it.

use std::{collections::BTreeMap, sync::Arc};

use netralitas_api::{
    dto::{
        act::{ActBody, Address},
        filing::Filing,
    },
    extract::Json,
    with_body,
};
use netralitas_app::{App, Keyed, Principal, clock::FixedClock, error::AppError, input::ActIn};
use netralitas_domain::{
    file::CaseFile,
    ids::{CaseId, OfficeId},
    procedure::operations,
};
use netralitas_store::{StoreError, accounts, cases, journal, offices};
use serde_json::Value;

use super::{
    check::{check, find},
    refer::Names,
    scenario::{Scenario, Step},
    story::{Story, Turned},
    told::{code_of, fields_of, misread, told},
};

/// Why a story cannot be played to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// A step that says something impossible, or that came out otherwise than expected.
    #[error("step {step} ({action}): {problem}")]
    Step {
        /// The step, from 1.
        step: usize,
        /// Its action.
        action: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Plays stories into one database.
pub struct Player {
    app: App,
    clock: Arc<FixedClock>,
    accounts: BTreeMap<String, Principal>,
    offices: BTreeMap<String, OfficeId>,
    exact_numbers: bool,
}

/// What a step gave: the receipt, or the refusal.
type Given = Result<Value, AppError>;

impl Player {
    /// A player for an installation whose clock is the given one. `exact_numbers`: whether sequences in
    /// expected numbers count, which they can only in a database without other cases.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn new(
        app: App,
        clock: Arc<FixedClock>,
        exact_numbers: bool,
    ) -> Result<Self, StoreError> {
        let (accounts, offices) = app
            .store()
            .read(|tx| {
                let mut people = BTreeMap::new();
                for account in accounts::all(tx)? {
                    if let Some(grant) = accounts::roles(tx, account.id)?.first() {
                        people.insert(
                            account.username,
                            Principal::outside(account.id, grant.office),
                        );
                    }
                }
                let offices = offices::all(tx)?
                    .into_iter()
                    .map(|o| (o.code, o.id))
                    .collect();
                Ok::<_, StoreError>((people, offices))
            })
            .await?;
        Ok(Self {
            app,
            clock,
            accounts,
            offices,
            exact_numbers,
        })
    }

    /// Plays at most the first `steps` steps, and tells the story.
    ///
    /// # Errors
    /// The first step that cannot be taken, or that gives something else than expected.
    pub async fn play(&self, scenario: &Scenario, steps: usize) -> Result<Story, ReplayError> {
        let mut known: BTreeMap<String, CaseId> = BTreeMap::new();
        let mut refusals = Vec::new();
        for (place, step) in scenario.steps.iter().take(steps).enumerate() {
            let wrong = |problem| ReplayError::Step {
                step: place + 1,
                action: step.action.code(),
                problem,
            };
            let refused = self.step(scenario, step, &mut known).await.map_err(wrong)?;
            if let Some(code) = refused {
                let after = self.position(&known).await?;
                refusals.push(Turned {
                    after,
                    step: step.clone(),
                    code,
                });
            }
        }
        self.story(scenario, &known, refusals).await
    }

    /// Takes one step; the code of an expected refusal.
    async fn step(
        &self,
        scenario: &Scenario,
        step: &Step,
        known: &mut BTreeMap<String, CaseId>,
    ) -> Result<Option<String>, String> {
        self.clock.set(step.moment(scenario.zone));
        let principal = *self
            .accounts
            .get(&step.account)
            .ok_or_else(|| format!("no account {}", step.account))?;
        let case = known.get(&step.case).copied();
        let file = match case {
            Some(case) => self.load(case).await?,
            None => None,
        };
        let names = Names {
            offices: &self.offices,
            cases: known,
            file: file.as_ref(),
        };
        let body = names.body(&step.body)?;
        let machine = match &file {
            Some(file) => find(file, &step.on).ok().map(|t| t.machine),
            None => None,
        };
        // An action may have a row on several machines: that of the step's track.
        let of = |on_track: bool| {
            operations().into_iter().find(|r| {
                let there = machine.is_none_or(|m| r.machine() == m);
                r.action == step.action && (there || !on_track)
            })
        };
        let rule = of(true).or_else(|| of(false)).ok_or("no step of its own")?;
        let given = if rule.is_creation() {
            self.file_case(scenario, step, principal, body).await?
        } else {
            let file = file.ok_or_else(|| format!("no case {:?} yet", step.case))?;
            let track = find(&file, &step.on)?;
            let to = Address {
                machine: track.machine,
                track: track.id.raw(),
                action: step.action,
                shape: rule.body,
                expected: track.version,
            };
            match &step.second {
                None => self.act(principal, to, &body).await?,
                Some(second) => {
                    let second = *self
                        .accounts
                        .get(second)
                        .ok_or_else(|| format!("no account {second}"))?;
                    self.act_of_two(principal, second, to, &body).await?
                }
            }
        };
        match (given, &step.expect.refused) {
            (Err(error), Some(wanted)) => {
                let code = code_of(&error);
                if code == *wanted {
                    Ok(Some(code))
                } else {
                    Err(format!("refused with {code}, expected {wanted}"))
                }
            }
            (Err(error), None) => Err(format!("refused: {}", told(&error))),
            (Ok(_), Some(wanted)) => {
                Err(format!("was taken, expected to be refused with {wanted}"))
            }
            (Ok(receipt), None) => {
                if rule.is_creation() {
                    let id = receipt
                        .get("case_id")
                        .and_then(Value::as_str)
                        .and_then(|id| id.parse().ok());
                    known.insert(step.case.clone(), id.ok_or("no case in the receipt")?);
                }
                let case = known.get(&step.case).copied().ok_or("no case")?;
                let file = self.load(case).await?.ok_or("no case")?;
                check(self.exact_numbers, &step.expect, &receipt, &file, &step.on)?;
                Ok(None)
            }
        }
    }

    async fn file_case(
        &self,
        scenario: &Scenario,
        step: &Step,
        principal: Principal,
        mut body: Value,
    ) -> Result<Given, String> {
        if let Value::Object(fields) = &mut body {
            fields
                .entry("election")
                .or_insert_with(|| scenario.election.clone().into());
            fields
                .entry("race")
                .or_insert_with(|| scenario.race.clone().into());
        }
        let read =
            Json::<Filing>::from_bytes(body.to_string().as_bytes()).map_err(|p| misread(&p))?;
        let keyed = self.keyed(step.action.code(), &read.canonical)?;
        let input = read
            .into_inner()
            .into_input(step.action)
            .map_err(|errors| fields_of(&errors))?;
        Ok(self
            .app
            .open(principal, keyed, input)
            .await
            .and_then(receipt))
    }

    /// An act that needs two: asked by one, confirmed by the other.
    async fn act_of_two(
        &self,
        principal: Principal,
        second: Principal,
        to: Address,
        body: &Value,
    ) -> Result<Given, String> {
        let (input, canonical) = self.read(to, body)?;
        let keyed = self.keyed("ask_approval", &canonical)?;
        let held = body.to_string();
        let asked = self.app.ask_approval(principal, keyed, input, held).await;
        let asked = match asked.and_then(receipt) {
            Ok(asked) => asked,
            Err(error) => return Ok(Err(error)),
        };
        let id = asked.get("approval_id").and_then(Value::as_str);
        let id = id.and_then(|id| id.parse().ok()).ok_or("no approval")?;
        let (input, _) = self.read(to, body)?;
        let keyed = self.keyed("confirm_approval", &canonical)?;
        let confirmed = self.app.confirm_approval(second, keyed, id, input).await;
        Ok(confirmed.and_then(receipt))
    }

    /// The body of an act as the API reads it, and what its key is bound to.
    fn read(&self, to: Address, body: &Value) -> Result<(ActIn, String), String> {
        let bytes = body.to_string();
        let bytes = bytes.as_bytes();
        Ok(with_body!(to.shape, Body => {
            let read = Json::<Body>::from_bytes(bytes).map_err(|p| misread(&p))?;
            let canonical = read.canonical.clone();
            (read.into_inner().into_act(to).map_err(|errors| fields_of(&errors))?, canonical)
        }))
    }

    async fn act(&self, principal: Principal, to: Address, body: &Value) -> Result<Given, String> {
        let (input, canonical) = self.read(to, body)?;
        let keyed = self.keyed(to.action.code(), &canonical)?;
        Ok(self
            .app
            .act(principal, keyed, input)
            .await
            .and_then(receipt))
    }

    /// A key of its own for every step, as a client would draw it.
    fn keyed(&self, operation: &'static str, body: &str) -> Result<Keyed, String> {
        let fingerprint = self
            .app
            .fingerprint(&[operation.as_bytes(), body.as_bytes()])
            .map_err(|e| e.to_string())?;
        Ok(Keyed {
            operation,
            key: self.app.ids().new_id(self.app.clock().now()).to_string(),
            fingerprint,
        })
    }

    async fn load(&self, case: CaseId) -> Result<Option<CaseFile>, String> {
        self.app
            .store()
            .read(move |tx| cases::load(tx, case))
            .await
            .map_err(|e| e.to_string())
    }

    async fn position(&self, known: &BTreeMap<String, CaseId>) -> Result<i64, StoreError> {
        let entries = self.entries(known).await?;
        Ok(entries.last().map_or(0, |e| e.1.position))
    }

    /// Every journal row of the story's cases, in the order of the journal.
    async fn entries(
        &self,
        known: &BTreeMap<String, CaseId>,
    ) -> Result<Vec<(String, journal::Entry)>, StoreError> {
        let known = known.clone();
        self.app
            .store()
            .read(move |tx| {
                let mut all = Vec::new();
                for (name, case) in known {
                    all.extend(
                        journal::of_case(tx, case)?
                            .into_iter()
                            .map(|entry| (name.clone(), entry)),
                    );
                }
                all.sort_by_key(|(_, entry)| entry.position);
                Ok(all)
            })
            .await
    }

    async fn story(
        &self,
        scenario: &Scenario,
        known: &BTreeMap<String, CaseId>,
        refusals: Vec<Turned>,
    ) -> Result<Story, ReplayError> {
        let entries = self.entries(known).await?;
        let cases: Vec<(String, CaseId)> =
            known.iter().map(|(name, id)| (name.clone(), *id)).collect();
        let files = self
            .app
            .store()
            .read(move |tx| {
                let load = |(name, id)| Ok((name, cases::load(tx, id)?));
                cases
                    .into_iter()
                    .map(load)
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        let files = files
            .into_iter()
            .filter_map(|(name, file)| Some((name, file?)))
            .collect();
        let offices = self
            .offices
            .iter()
            .map(|(code, id)| (*id, code.clone()))
            .collect();
        Ok(Story::new(scenario, entries, files, offices, refusals))
    }
}

fn receipt(answer: netralitas_app::Answer) -> Result<Value, AppError> {
    serde_json::from_str(&answer.body).map_err(AppError::internal)
}
