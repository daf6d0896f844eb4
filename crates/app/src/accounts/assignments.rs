//! Officers and what they work on: who can be assigned, what is assigned to whom, and handing over everything at
//! once when somebody leaves.

use std::collections::BTreeMap;

use netralitas_domain::{
    acts::{Assignee, Command, Details, decide},
    file::{CaseFile, Event},
    ids::{AccountId, CaseId, OfficeId, TrackId},
    people::{Actor, OfficeType, Role},
    procedure::{Action, PaperKind},
    refusal::Refusal,
    time::{Moment, Zone},
};
use netralitas_store::{
    Read, Write, accounts,
    assignments::{self, Row},
    cases::{self, Hold},
    clients, former,
    idempotency::{self, Answer},
};
use serde::Serialize;

use crate::{
    App, Keyed, Known, Principal,
    error::{AppError, FieldError, Refused},
    input::WhenIn,
    parties::own_matters::is_party,
    reading::asker::Asker,
    writing::{
        command::{claim, effective},
        persist::{Rows, write_case},
        prepare::PreparedContent,
    },
};

/// Most rows of a list.
const MOST_ROWS: i64 = 200;

/// Everything that an officer has at the caller's office goes to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOverIn {
    /// Who leaves.
    pub from: AccountId,
    /// Who goes on.
    pub to: AccountId,
    /// The legal time.
    pub when: WhenIn,
}

/// The receipt, without personal values.
#[derive(Debug, Clone, Serialize)]
pub struct HandOverReceipt {
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// How many assignments went over.
    pub assignments: usize,
    /// Of how many cases.
    pub cases: usize,
    /// The tracks with their new versions.
    pub tracks: Vec<HandedTrack>,
}

/// A track on which an assignment went over.
#[derive(Debug, Clone, Serialize)]
pub struct HandedTrack {
    /// The track.
    pub track_id: String,
    /// Its version now.
    pub version: i64,
}

/// Somebody who can be assigned.
#[derive(Debug, Clone)]
pub struct Officer {
    /// The account.
    pub account: AccountId,
    /// The name for people.
    pub name: String,
    /// The office.
    pub office: OfficeId,
    /// Its roles there, as of now.
    pub roles: Vec<Role>,
}

impl App {
    /// The officers of the caller's office and, at Bawaslu, of those below it: people, no systems.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn officers(
        &self,
        principal: Principal,
        office: Option<OfficeId>,
    ) -> Result<Vec<Officer>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker { known, actor, .. } = app.asker(tx, principal, now)?;
                let own = actor.office;
                let below = |o: OfficeId| {
                    o == own
                        || (known.offices.is_above(own, o)
                            && known
                                .offices
                                .get(o)
                                .is_some_and(|o| o.kind == OfficeType::ElectionSupervisor))
                };
                let office = office.unwrap_or(own);
                if !below(office) || known.offices.is_closed(office) {
                    return Ok(Vec::new());
                }
                let zone = known.offices.zone(office);
                let today = now.day_in(zone);
                let mut found: BTreeMap<AccountId, Vec<Role>> = BTreeMap::new();
                let before = today.pred_opt().unwrap_or(today);
                for (account, grant) in accounts::running_at(tx, office, before)? {
                    if grant.from <= today {
                        found.entry(account).or_default().push(grant.role);
                    }
                }
                let mut all = Vec::new();
                for (account, roles) in found {
                    let row = accounts::find(tx, account)?;
                    let person = clients::find(tx, account)?.is_none();
                    let open = row.filter(|a| person && a.disabled_at.is_none());
                    all.extend(open.map(|row| Officer {
                        account,
                        name: row.display_name,
                        office,
                        roles,
                    }));
                }
                all.sort_by(|a, b| (&a.name, a.account).cmp(&(&b.name, b.account)));
                Ok(all)
            })
            .await
    }

    /// What is assigned at the caller's office, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn assignments(
        &self,
        principal: Principal,
        account: Option<AccountId>,
    ) -> Result<(Vec<Row>, std::sync::Arc<Known>), AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let rows = assignments::open_at(tx, &reach, actor.office, account, MOST_ROWS)?;
                Ok((rows, known))
            })
            .await
    }

    /// Hands over everything that an officer has at the caller's office: all or nothing, each with its journal
    /// row.
    ///
    /// # Errors
    /// The first refusal on any track; nothing is written then. Fields, where nothing is assigned and one of the two is
    /// nobody at the office.
    pub async fn hand_over_assignments(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: HandOverIn,
    ) -> Result<Answer, AppError> {
        if input.from == input.to {
            return Err(AppError::field("/to_account_id", "named_twice"));
        }
        let now = self.clock().now();
        let seed = self.salt()?;
        let app = self.clone();
        self.store()
            .write(move |tx| app.hand_over_in(tx, principal, &keyed, input, &seed, now))
            .await
    }

    fn hand_over_in(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        input: HandOverIn,
        seed: &[u8; 16],
        now: Moment,
    ) -> Result<Answer, AppError> {
        if let Some(replay) = claim(tx, principal, keyed, now)? {
            return Ok(replay);
        }
        let Asker { known, actor, .. } = self.asker(tx, principal, now)?;
        let may = actor.account == input.from || actor.has_any(netralitas_domain::procedure::HEADS);
        if !may {
            return Err(Refusal::RoleMissing.into());
        }
        let mut to = assignee(tx, &known, input.to, actor.office, now)?;
        let mut by_case: BTreeMap<CaseId, Vec<(TrackId, i64)>> = BTreeMap::new();
        for (case, track, seq) in assignments::of_officer(tx, input.from, actor.office)? {
            by_case.entry(case).or_default().push((track, seq));
        }
        if by_case.is_empty() {
            // Of accounts elsewhere, nothing is told, not even that there is nothing.
            let officers = [
                (
                    "/from_account_id",
                    !ever_here(tx, input.from, actor.office)?,
                ),
                ("/to_account_id", to.roles.is_empty()),
            ];
            let strangers = officers.iter().filter(|(_, stranger)| *stranger);
            let faults: Vec<_> = strangers
                .map(|(at, _)| FieldError::new(*at, "no_colleague"))
                .collect();
            if !faults.is_empty() {
                return Err(AppError::Invalid(faults));
            }
        }
        let mut tracks: BTreeMap<TrackId, i64> = BTreeMap::new();
        let (mut count, cases) = (0, by_case.len());
        // In the order of the cases, as every command that holds several.
        for (case, places) in by_case {
            let file = cases::load_for_update(tx, case, case.into(), Hold::Case)?
                .ok_or(AppError::NotFound)?;
            to.is_party = is_party(tx, case, input.to)?;
            let zone = file
                .case()
                .map_or(Zone::Wib, |c| known.offices.zone(c.handled_by));
            let mut after: CaseFile = file.clone();
            let mut events: Vec<Event> = Vec::new();
            for (track, seq) in places {
                // What ended between reading and locking needs no hand-over.
                let lasts = after
                    .track(track)
                    .is_some_and(|t| t.assigned().any(|a| a.seq == seq));
                if !lasts {
                    continue;
                }
                let at = effective(input.when, zone, now);
                let mut command = Command::bare(track, Action::Reassign, at);
                command.details = Details::Reassignment {
                    seq,
                    to: to.clone(),
                };
                let told =
                    decide(&after, &command, &actor, now, known.world()).map_err(handing_over)?;
                after.apply(&told);
                count += 1;
                events.extend(told);
            }
            if events.is_empty() {
                continue;
            }
            let salts = crate::app::salts(seed, &events)?;
            let rows = Rows {
                papers: Vec::new(),
                texts: Vec::new(),
                meeting: None,
                content: PreparedContent::default(),
                salts: &salts,
            };
            for event in write_case(tx, Some(file), events, &rows, &known, now)? {
                tracks.insert(event.track, event.seq);
            }
        }
        let receipt = HandOverReceipt {
            recorded_at: now.rfc3339(),
            assignments: count,
            cases,
            tracks: tracks
                .into_iter()
                .map(|(track, version)| HandedTrack {
                    track_id: track.to_string(),
                    version,
                })
                .collect(),
        };
        let answer = Answer {
            status: 200,
            etag: None,
            location: None,
            body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
        };
        idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
        Ok(answer)
    }
}

/// Whether an account has or had a role at an office.
fn ever_here(tx: &mut Read<'_>, account: AccountId, office: OfficeId) -> Result<bool, AppError> {
    let held = accounts::roles(tx, account)?;
    Ok(held.iter().any(|grant| grant.office == office))
}

/// A refusal of one reassignment, with its fields where a hand-over names them.
fn handing_over(refusal: Refusal) -> AppError {
    let mut refused = Refused::from(refusal);
    for error in &mut refused.errors {
        let own = match error.pointer.as_str() {
            "/details/account_id" => "/to_account_id",
            "/details/assignment_seq" => "/from_account_id",
            _ => continue,
        };
        own.clone_into(&mut error.pointer);
    }
    AppError::Refused(Box::new(refused))
}

/// Reads the roles of whoever is to be assigned, and whether it is a party; without an office it is the actor's. Of a
/// decree it reads the kind.
///
/// # Errors
/// Those of the database.
pub(crate) fn complete(
    tx: &mut Read<'_>,
    details: &mut Details,
    case: CaseId,
    known: &Known,
    actor: &Actor,
    now: Moment,
) -> Result<(), AppError> {
    if let Details::Assignment { to, .. } | Details::Reassignment { to, .. } = details {
        let office = Some(to.office).filter(|o| !o.raw().is_nil());
        *to = assignee(tx, known, to.account, office.unwrap_or(actor.office), now)?;
        to.is_party = is_party(tx, case, to.account)?;
    }
    if let Details::Assignment {
        decree: Some(decree),
        ..
    } = details
    {
        decree.kind = former::paper(tx, decree.id)?.and_then(|p| PaperKind::from_code(&p.kind));
    }
    Ok(())
}

/// An account with its roles at an office as of now; none for one that is shut, a system, unknown or has none there,
/// which the rules then refuse alike.
pub(crate) fn assignee(
    tx: &mut Read<'_>,
    known: &Known,
    account: AccountId,
    office: OfficeId,
    now: Moment,
) -> Result<Assignee, AppError> {
    let open = accounts::find(tx, account)?.is_some_and(|a| a.disabled_at.is_none());
    // Work is given to people.
    let granted = if open && clients::find(tx, account)?.is_none() {
        accounts::roles(tx, account)?
    } else {
        Vec::new()
    };
    let principal = Principal::outside(account, office);
    let roles = principal
        .actor(&granted, now, &known.offices)
        .map_or_else(Vec::new, |actor| actor.roles);
    Ok(Assignee {
        account,
        office,
        roles,
        is_party: false,
    })
}
