//! What a change of the book would move, before it is made.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{Restaged, Succeeded, World, moved_terms, restaged, succeeded},
    file::{MovedTerm, Track},
    ids::{CaseId, TrackId},
    law::NewRow,
    procedure::Machine,
    time::Zone,
};
use netralitas_store::law_changes;

use super::{LawChangeIn, changed, keeps};
use crate::{App, Principal, error::AppError, reading::asker::Asker};

/// Tracks that are looked at in one go, at least: cases are read whole.
const AT_ONCE: i64 = 200;
/// Items that a preview names; it counts all of them.
const MOST_NAMED: usize = 1000;

/// What would be otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum Would {
    /// A running term would end on another day.
    Move {
        /// Its case.
        case_id: CaseId,
        /// Its track.
        track: TrackId,
        /// What kind of track it is.
        machine: Machine,
        /// The term as it would be, and its last day now.
        term: Box<MovedTerm>,
    },
    /// The book would answer otherwise of a running case; the case keeps its answer.
    Answer(Restaged),
    /// A running track would be another authority's, which takes it over by a step of its own.
    Authority(Box<Succeeded>),
}

/// What a change would move.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// Cases of which a term would move.
    pub cases: usize,
    /// Terms that would move.
    pub terms: usize,
    /// Answers about running cases that would be otherwise.
    pub answers: usize,
    /// Running tracks that would be another authority's.
    pub authorities: usize,
    /// The first of all, by case.
    pub items: Vec<Would>,
    /// The version that the book would have.
    pub version: String,
}

/// What the rows of a change make worth asking.
#[derive(Debug, Clone, Copy)]
struct Asks {
    stages: bool,
    /// Whose the tracks would be, from this day on.
    authorities: Option<NaiveDate>,
}

impl Preview {
    fn name(&mut self, item: Would) {
        if self.items.len() < MOST_NAMED {
            self.items.push(item);
        }
    }

    fn look(&mut self, tracks: &[Track], old: World<'_>, new: World<'_>, asks: Asks) {
        let before = self.terms;
        for track in tracks {
            // An earlier change may not have reached it yet.
            let mut today = track.clone();
            today.count_afresh(&moved_terms(track, old.book));
            for term in moved_terms(&today, new.book) {
                self.terms += 1;
                self.name(Would::Move {
                    case_id: track.case_id,
                    track: track.id,
                    machine: track.machine,
                    term: Box::new(term),
                });
            }
        }
        self.cases += usize::from(self.terms > before);
        if let Some(today) = asks.authorities {
            for track in succeeded(tracks, old, new, today) {
                self.authorities += 1;
                self.name(Would::Authority(Box::new(track)));
            }
        }
        if asks.stages {
            for answer in restaged(tracks, old, new) {
                self.answers += 1;
                self.name(Would::Answer(answer));
            }
        }
    }
}

impl App {
    /// What a change of the book would move; nothing is written.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for whoever does not keep the book, faults of the rows.
    pub async fn preview_law_change(
        &self,
        principal: Principal,
        change: LawChangeIn,
    ) -> Result<Preview, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let Asker { known, actor, .. } = app.asker(tx, principal, now)?;
                keeps(&actor, &known)?;
                let book = changed(&known.book, &change, law_changes::all(tx)?.len() + 1)?;
                let mut preview = Preview {
                    version: book.calendar.version().to_owned(),
                    ..Preview::default()
                };
                let old = known.world();
                let new = World { book: &book, ..old };
                let rows = || change.addition.rows.iter();
                let of_authorities = rows().any(|r| matches!(r, NewRow::Authority(_)));
                let asks = Asks {
                    stages: rows().any(|r| matches!(r, NewRow::Stage(_))),
                    authorities: of_authorities.then(|| now.day_in(Zone::Wib)),
                };
                let mut after = None;
                loop {
                    let tracks = law_changes::running(tx, after, AT_ONCE)?;
                    let Some(last) = tracks.last() else { break };
                    after = Some(last.case_id);
                    for case in tracks.chunk_by(|a, b| a.case_id == b.case_id) {
                        preview.look(case, old, new, asks);
                    }
                }
                Ok(preview)
            })
            .await
    }
}
