//! People found by a part of their name, their post or their agency: parties whom the caller may see by name.
//!
//! Who reported, and whoever else is sealed, stands in no row of the index and in no view, so nobody finds them.

use std::sync::Arc;

use netralitas_domain::{file::Track, ids::OfficeId, procedure::PersonField, time::Moment};
use netralitas_store::{
    Read,
    backend::Look,
    views::{
        case_file,
        found_people::{self, PartyOf},
        track_list::After,
    },
};

use super::{index::of_person, looks};
use crate::{
    App, Known, Principal,
    error::AppError,
    reading::{
        asker::Asker,
        person_shown::PersonShown,
        query::MOST_ROWS,
        track_view::{self, PartyView},
    },
    text::{Kind, Marks},
};

/// Most parties that one page reads through.
const MOST_READ: usize = 500;

/// Whom somebody looks for; at least one of the words.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Parts of the name, or how they begin.
    pub name: Option<String>,
    /// Words of post or unit, or how they begin.
    pub post: Option<String>,
    /// Words of the agency's name as the papers write it, or how they begin.
    pub agency_name: Option<String>,
    /// The agency of appointment.
    pub agency: Option<OfficeId>,
}

/// A party that was found.
pub struct FoundPerson {
    /// The party as the caller sees it.
    pub party: PartyView,
    /// The track through which it is seen: the case where that may be seen, else the party's own.
    pub track: Track,
}

/// A page of people.
pub struct PeoplePage {
    /// The people, the party that was recorded last first.
    pub items: Vec<FoundPerson>,
    /// Where the next page starts, if there may be one.
    pub next: Option<After>,
    /// The law and offices.
    pub known: Arc<Known>,
}

impl Person {
    pub(super) fn look(&self) -> Result<Look, AppError> {
        let mut all = Vec::new();
        if let Some(name) = &self.name {
            all.push(looks::name(name, "/name")?);
        }
        if let Some(post) = &self.post {
            all.push(looks::beginning(Kind::Post, post, "/post")?);
        }
        if let Some(name) = &self.agency_name {
            all.push(looks::beginning(Kind::Agency, name, "/agency_name")?);
        }
        if let Some(agency) = self.agency {
            let mut mark = Marks::default();
            mark.add(Kind::Office, &agency.raw().simple().to_string());
            all.push(Look::Whole(mark.stored()));
        }
        if all.is_empty() {
            return Err(AppError::field("/name", "missing"));
        }
        Ok(Look::All(all))
    }
}

impl App {
    /// A page of the parties whom the caller may see by name and who fit.
    ///
    /// # Errors
    /// A field error where the words hold nothing to look for; those of the database.
    pub async fn search_people(
        &self,
        principal: Principal,
        person: Person,
        after: Option<After>,
        limit: i64,
    ) -> Result<PeoplePage, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        let look = person.look()?;
        self.store()
            .read_page(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let limit = limit.clamp(1, MOST_ROWS);
                let (items, next) = app.people(tx, &asker, &look, after, limit, now)?;
                Ok(PeoplePage {
                    items,
                    next,
                    known: asker.known,
                })
            })
            .await
    }

    fn people(
        &self,
        tx: &mut Read<'_>,
        asker: &Asker,
        look: &Look,
        after: Option<After>,
        limit: i64,
        now: Moment,
    ) -> Result<(Vec<FoundPerson>, Option<After>), AppError> {
        let most = usize::try_from(limit).unwrap_or(0);
        let (mut items, mut from, mut tried): (Vec<FoundPerson>, _, usize) = (Vec::new(), after, 0);
        let place = |id: uuid::Uuid| After { value: 0, id };
        loop {
            let rows = found_people::page(tx, &asker.reach, look, from.map(|a| a.id), limit + 1)?;
            let last = i64::try_from(rows.len()).unwrap_or(0) <= limit;
            for row in rows {
                tried += 1;
                let here = Some(place(row.0.raw()));
                let found = self.person_seen(tx, asker, row, now)?;
                let Some(found) = found.filter(|f| looks::fits(look, &marks(f))) else {
                    if tried >= MOST_READ {
                        return Ok((items, here));
                    }
                    from = here;
                    continue;
                };
                if items.len() == most {
                    let end = items.last().map(|f| place(f.party.facts.id.raw()));
                    return Ok((items, end));
                }
                from = here;
                items.push(found);
            }
            if last {
                return Ok((items, None));
            }
        }
    }

    /// A party as the caller sees it, by name: through the case, else through its own track. None where no track that
    /// stands shows it so.
    pub(super) fn person_seen(
        &self,
        tx: &mut Read<'_>,
        asker: &Asker,
        row: PartyOf,
        now: Moment,
    ) -> Result<Option<FoundPerson>, AppError> {
        for track in found_people::shown_by(tx, &asker.reach, row)? {
            let Some(seen) = case_file::of_track(tx, &asker.reach, track)? else {
                continue;
            };
            let view = track_view::view(tx, self.vault(), &seen, asker.clone(), false, now)?;
            if view.track.is_void() {
                continue;
            }
            let mut parties = view.parties.into_iter();
            let party = parties.find(|p| p.facts.id == row.0 && is_named(p));
            if let Some(party) = party {
                let track = view.track;
                return Ok(Some(FoundPerson { party, track }));
            }
        }
        Ok(None)
    }
}

/// Whether a party is seen by name.
fn is_named(party: &PartyView) -> bool {
    let open = |shown: &PersonShown| {
        shown.record.name.is_some() && !shown.masked.contains(&PersonField::Name)
    };
    !party.sealed && party.record.as_ref().is_some_and(open)
}

/// The marks of a person as the caller sees it.
pub(super) fn marks(found: &FoundPerson) -> Marks {
    let shown = found.party.record.as_ref().map(|s| &s.record);
    let agency = found.party.facts.agency.map(|a| a.raw());
    shown.map_or_else(Marks::default, |record| of_person(record, agency))
}
