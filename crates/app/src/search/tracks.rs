//! Tracks found by words and numbers: those whose words, as their reader reads them, hold what was looked for.

use std::sync::Arc;

use netralitas_domain::{
    ids::OfficeId,
    people::Directory,
    procedure::{FoundIn, Machine, reads_closed},
    time::Moment,
};
use netralitas_store::{
    Read, assignments,
    backend::Look,
    views::{
        case_file,
        track_list::{After, Filter, FoundBy, Listed, Order},
    },
};

use super::{looks, said::said};
use crate::{
    App, Known, Principal,
    error::AppError,
    reading::{
        asker::Asker,
        due_lists::{self, Asked},
        query::MOST_ROWS,
        track_view,
    },
    text::Marks,
};

/// Most tracks that one page reads through; where none is found among them, the page ends and the next goes on.
const MOST_READ: usize = 500;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Words that all stand in what is read of the track, in any form and order.
    pub text: Option<String>,
    /// How a number of it, or of one of its papers, begins.
    pub number: Option<String>,
    /// Of which machine; all without it.
    pub machine: Option<Machine>,
    /// Handled by an office of the province with this code of the Ministry of Home Affairs.
    pub province: Option<String>,
    /// What else it must be.
    pub filter: Filter,
}

/// A track that was found.
pub struct Found {
    /// The track, as a list shows it.
    pub listed: Listed,
    /// Where the words stand; empty where none were looked for.
    pub places: Vec<FoundIn>,
}

/// A page of what was found.
pub struct FoundPage {
    /// The tracks.
    pub items: Vec<Found>,
    /// Where the next page starts, if there may be one.
    pub next: Option<After>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

impl Wanted {
    fn look(&self) -> Result<Option<Look>, AppError> {
        let text = self.text.as_deref();
        let number = self.number.as_deref();
        let looks = [
            text.map(|text| looks::words(text, "/text")).transpose()?,
            number
                .map(|number| looks::number(number, "/number"))
                .transpose()?,
        ];
        let looks: Vec<Look> = looks.into_iter().flatten().collect();
        Ok((!looks.is_empty()).then_some(Look::All(looks)))
    }
}

impl App {
    /// A page of the tracks that the caller may see and in whose words, as the caller reads them, everything that is
    /// looked for stands. Without words or a number it is the list of the tracks that the filters let through.
    ///
    /// # Errors
    /// A field error where the words hold nothing to look for; those of the database.
    pub async fn search(
        &self,
        principal: Principal,
        wanted: Wanted,
        order: Order,
        after: Option<After>,
        limit: i64,
    ) -> Result<FoundPage, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        let look = wanted.look()?;
        self.store()
            .read_page(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let mut filter = wanted.filter;
                if let Some(province) = &wanted.province {
                    filter.handled_by_any = Some(offices_of(&asker.known.offices, province));
                }
                if let Some(look) = &look {
                    filter.found_by = Some(FoundBy {
                        look: look.clone(),
                        closed: reads_closed_matters(tx, &asker)?,
                    });
                }
                let asked = Asked {
                    machine: wanted.machine,
                    reach: &asker.reach,
                    filter: &filter,
                    order,
                };
                let limit = limit.clamp(1, MOST_ROWS);
                let (items, next) =
                    app.found(tx, &asker, asked, look.as_ref(), after, limit, now)?;
                Ok(FoundPage {
                    items,
                    next,
                    known: asker.known,
                    now,
                })
            })
            .await
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one page")]
    fn found(
        &self,
        tx: &mut Read<'_>,
        asker: &Asker,
        asked: Asked<'_>,
        look: Option<&Look>,
        after: Option<After>,
        limit: i64,
        now: Moment,
    ) -> Result<(Vec<Found>, Option<After>), AppError> {
        let most = usize::try_from(limit).unwrap_or(0);
        let (mut items, mut from, mut tried): (Vec<Found>, _, usize) = (Vec::new(), after, 0);
        loop {
            let rows = due_lists::page(tx, &asker.known, asked, from, limit + 1)?;
            let last = i64::try_from(rows.len()).unwrap_or(0) <= limit;
            for listed in rows {
                let here = After::row(&listed, asked.order);
                let mut places = Vec::new();
                if let Some(look) = look {
                    tried += 1;
                    match self.places_in(tx, asker, &listed, look, now)? {
                        Some(found) => places = found,
                        None if tried >= MOST_READ => return Ok((items, Some(here))),
                        None => {
                            from = Some(here);
                            continue;
                        }
                    }
                }
                if items.len() == most {
                    let end = items.last().map(|f| After::row(&f.listed, asked.order));
                    return Ok((items, end));
                }
                from = Some(here);
                items.push(Found { listed, places });
            }
            if last {
                return Ok((items, None));
            }
        }
    }

    /// Where in what is read of a track everything that is looked for stands; none where something does not.
    fn places_in(
        &self,
        tx: &mut Read<'_>,
        asker: &Asker,
        listed: &Listed,
        look: &Look,
        now: Moment,
    ) -> Result<Option<Vec<FoundIn>>, AppError> {
        let Some(seen) = case_file::of_track(tx, &asker.reach, listed.track.id)? else {
            return Ok(None);
        };
        let view = track_view::view(tx, self.vault(), &seen, asker.clone(), false, now)?;
        let said = said(&view);
        let mut whole = Marks::default();
        for (_, marks) in &said {
            whole.join(marks);
        }
        if !looks::fits(look, &whole) {
            return Ok(None);
        }
        let places = said.iter().filter(|(_, marks)| looks::touches(look, marks));
        Ok(Some(places.map(|(place, _)| *place).collect()))
    }
}

/// Whether the caller may read, in some case, what is closed until it is announced.
fn reads_closed_matters(tx: &mut Read<'_>, asker: &Asker) -> Result<bool, AppError> {
    let actor = &asker.actor;
    if reads_closed(&actor.roles, false) {
        return Ok(true);
    }
    let in_team =
        asker.reach.member.is_some() && assignments::is_in_a_team(tx, actor.account, actor.office)?;
    Ok(reads_closed(&actor.roles, in_team))
}

/// The offices that work in a province, in that of a regency or city of it.
fn offices_of(offices: &Directory, province: &str) -> Vec<OfficeId> {
    let works = |id| {
        let region = offices.region(id);
        region.is_some_and(|r| r.split('.').next() == Some(province))
    };
    let all = offices.all().map(|o| o.id);
    all.filter(|id| works(*id)).collect()
}
