//! For an authority or a ministry: one row for each agency whose personnel officer (PPK) owes something on a review.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use netralitas_domain::{
    acts::moved_terms,
    file::Track,
    ids::OfficeId,
    people::OfficeType,
    procedure::{Action, Acts, Machine, Seat, Stage, work_rows},
    time::Moment,
};
use netralitas_store::views::{agencies, track_list::After};

use crate::{
    App, Known, Principal, error::AppError, reading::asker::Asker, reading::query::MOST_ROWS,
};

/// The steps by which an agency is reminded.
const REMINDS: &[Action] = &[Action::Remind, Action::Escalate];

/// What the personnel officer of an agency owes.
#[derive(Debug, Clone)]
pub struct PersonnelOfficerRow {
    /// The agency.
    pub agency: OfficeId,
    /// Reviews that wait for it.
    pub open: usize,
    /// Of these, those whose term for the agency has passed.
    pub late: usize,
    /// Since which legal day the oldest of them waits: the day its recommendation was issued.
    pub oldest: Option<NaiveDate>,
    /// Of these, those whose recommendation was received: by the agency's own record, or by the sender's proof.
    pub delivered: usize,
    /// The last reminder or escalation on any of them: legal day and step.
    pub last_reminder: Option<(NaiveDate, Action)>,
    /// When the term of theirs that ends first, ends.
    pub first_due: Option<Moment>,
}

/// A page of them.
pub struct PersonnelOfficersPage {
    /// What is due first, first.
    pub items: Vec<PersonnelOfficerRow>,
    /// Where the next page starts, if there is one.
    pub next: Option<After>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

/// Where a review waits for the agency.
fn stages() -> Vec<Stage> {
    let rows = work_rows().filter(|(row, _)| {
        row.acts == Acts::Office(Seat::Agency) && row.machine() == Machine::Review
    });
    let mut stages: Vec<Stage> = rows.flat_map(|(_, at)| at).collect();
    stages.sort_unstable();
    stages.dedup();
    stages
}

impl App {
    /// Agencies whose personnel officers owe something on reviews that the caller sees. Three statements: the caller,
    /// the agencies counted, the reviews of those on the page.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for whoever acts for no review authority and no ministry.
    pub async fn personnel_officers(
        &self,
        principal: Principal,
        after: Option<After>,
        limit: i64,
    ) -> Result<PersonnelOfficersPage, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read_page(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let kind = known.offices.get(actor.office).map(|o| o.kind);
                if !matches!(
                    kind,
                    Some(OfficeType::ReviewAuthority | OfficeType::Ministry)
                ) {
                    return Err(AppError::Forbidden);
                }
                let limit = limit.clamp(1, MOST_ROWS);
                let stages = stages();
                let mut rows = agencies::page(tx, &reach, &stages, after, limit + 1)?;
                let more = i64::try_from(rows.len()).unwrap_or(0) > limit;
                rows.truncate(usize::try_from(limit).unwrap_or(0));
                let next = rows.last().filter(|_| more).map(|last| After {
                    value: last.first_due,
                    id: last.agency.raw(),
                });
                let here: Vec<OfficeId> = rows.iter().map(|r| r.agency).collect();
                let mut owed: BTreeMap<OfficeId, Vec<Track>> = BTreeMap::new();
                for (mut track, _) in agencies::reviews(tx, &reach, &stages, &here)? {
                    track.count_afresh(&moved_terms(&track, &known.book));
                    if let Some(agency) = track.review().and_then(|r| r.agency) {
                        owed.entry(agency).or_default().push(track);
                    }
                }
                let items = here
                    .into_iter()
                    .map(|agency| row(agency, &owed.remove(&agency).unwrap_or_default(), now))
                    .collect();
                Ok(PersonnelOfficersPage {
                    items,
                    next,
                    known,
                    now,
                })
            })
            .await
    }
}

fn row(agency: OfficeId, reviews: &[Track], now: Moment) -> PersonnelOfficerRow {
    let due = |t: &Track| {
        let mut terms = t.due_terms().into_iter();
        terms
            .find(|t| t.term.clock() == Acts::Office(Seat::Agency))
            .map(|t| t.due_at)
    };
    let reminded = |t: &Track| {
        let steps = t.standing().map(|(_, s)| (s.at.day, s.action));
        steps.filter(|(_, a)| REMINDS.contains(a)).max()
    };
    let issued = |t: &Track| t.last_step(Action::IssueRecommendation).map(|at| at.day);
    PersonnelOfficerRow {
        agency,
        open: reviews.len(),
        late: reviews
            .iter()
            .filter(|t| due(t).is_some_and(|at| at < now))
            .count(),
        oldest: reviews
            .iter()
            .filter_map(|t| issued(t).or_else(|| t.stands_since()))
            .min(),
        delivered: reviews
            .iter()
            .filter(|t| t.stage != Stage::Recommended)
            .count(),
        last_reminder: reviews.iter().filter_map(reminded).max(),
        first_due: reviews.iter().filter_map(due).min(),
    }
}
