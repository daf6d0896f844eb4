//! Who asks: an account at an office, with the roles it has there now.

use chrono::NaiveDate;
use netralitas_domain::{
    ids::{AccountId, OfficeId, SessionId},
    people::{Actor, Directory, Office, OfficeType},
    procedure::{Extent, extent, for_systems},
    time::{Moment, Zone},
};
use netralitas_store::{
    accounts::Grant,
    scope::Scope,
    views::standing::{Credential, Standing},
};

use crate::Known;

/// An account that acts for one of its offices, as a token says; roles are read when they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Principal {
    /// The account.
    pub account: AccountId,
    /// The office it acts for.
    pub office: OfficeId,
    /// What its token rests on; it must hold when it counts.
    pub credential: Option<Credential>,
}

impl Principal {
    /// An account at an office, without a credential.
    #[must_use]
    pub const fn outside(account: AccountId, office: OfficeId) -> Self {
        Self {
            account,
            office,
            credential: None,
        }
    }

    /// The session, where it is signed in by one.
    #[must_use]
    pub const fn session(self) -> Option<SessionId> {
        match self.credential {
            Some(Credential::Session(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether it may ask at all: the account is open, and what its token rests on still holds.
    #[must_use]
    pub(crate) fn is_in(self, standing: &Standing, now: Moment) -> bool {
        let holds =
            self.credential.is_none() || standing.credential_ends.is_some_and(|end| now < end);
        holds && !standing.disabled
    }

    /// The actor with the roles that are valid now, of those it was ever granted; none where none is.
    #[must_use]
    pub fn actor(self, granted: &[Grant], now: Moment, offices: &Directory) -> Option<Actor> {
        // Nobody is anything at an office that ended.
        if offices.is_closed(self.office) {
            return None;
        }
        let zone = offices.get(self.office).map_or(Zone::Wib, |o| o.zone);
        let today = now.day_in(zone);
        // A role that a system may not have does nothing for it, whoever gave it.
        let system = matches!(self.credential, Some(Credential::Secret(_)));
        let roles: Vec<_> = granted
            .iter()
            .filter(|g| g.office == self.office && g.runs_on(today))
            .filter(|g| !system || for_systems(g.role))
            .map(|g| g.role)
            .collect();
        (!roles.is_empty()).then_some(Actor {
            account: self.account,
            office: self.office,
            roles,
            ticket: None,
        })
    }

    /// What the account may see, by the rows of `procedure::REACH`. A competent review authority also sees the
    /// tracks of one that is no more, whose matters it takes over; an office sees what those that it succeeded saw.
    #[must_use]
    pub fn scope(actor: &Actor, known: &Known, now: Moment) -> Scope {
        let offices = &known.offices;
        let none = Scope {
            offices: Vec::new(),
            everything: false,
            member: None,
            only_assigned: None,
            person: None,
        };
        let Some(own) = offices.get(actor.office) else {
            return none;
        };
        let extent = extent(own, &actor.roles);
        if extent == Extent::Nothing {
            return none;
        }
        let mut reach = vec![own.id];
        if extent >= Extent::Below {
            // Levels are few; each round adds the offices directly below the ones found so far.
            let mut last = reach.clone();
            while !last.is_empty() {
                last = offices
                    .all()
                    .filter(|o| o.parent.is_some_and(|p| last.contains(&p)))
                    .map(|o| o.id)
                    .collect();
                last.retain(|o| !reach.contains(o));
                reach.extend(last.iter().copied());
            }
        }
        reach.extend(predecessors(own, known, now.day_in(own.zone)));
        // What an office that ended saw, its successor sees.
        reach.extend(offices.predecessors(&reach));
        let bawaslu = own.kind == OfficeType::ElectionSupervisor;
        Scope {
            offices: reach,
            everything: extent == Extent::Everything,
            member: bawaslu.then_some((actor.account, own.id)),
            only_assigned: (extent == Extent::Assigned).then_some(actor.account),
            person: None,
        }
    }
}

/// The authorities that are no more, for one that is competent on a day.
fn predecessors(own: &Office, known: &Known, day: NaiveDate) -> Vec<OfficeId> {
    let reviews = |office: &Office, day| {
        office
            .authority
            .as_deref()
            .is_some_and(|code| known.book.reviews(code, day))
    };
    if !reviews(own, day) {
        return Vec::new();
    }
    let gone = |o: &&Office| o.id != own.id && o.authority.is_some() && !reviews(o, day);
    known.offices.all().filter(gone).map(|o| o.id).collect()
}
