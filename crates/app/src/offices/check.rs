//! What an office must be like before it is written: every fault of every row at once, by JSON Pointer.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use netralitas_domain::{
    ids::OfficeId,
    people::{Level, Office, OfficeType},
    time::Zone,
};
use netralitas_store::office_lives::Life;

use super::OfficeIn;
use crate::{Known, error::FieldError};

/// The first day of the data.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2018, 1, 1);

/// What a row means for the offices that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    /// A new office.
    Add(Office, Life),
    /// A known office, changed: the fields that differ.
    Change(Office, Life, Vec<&'static str>),
    /// A known office, as it is.
    Nothing(OfficeId),
}

/// The rows as wishes, each after the one above it; or every fault.
pub(super) fn wishes(
    rows: &[OfficeIn],
    known: &Known,
    mut id: impl FnMut() -> OfficeId,
    at: impl Fn(usize, &str) -> String,
) -> Result<Vec<Wish>, Vec<FieldError>> {
    let mut faults = Faults {
        all: Vec::new(),
        at,
    };
    let by_code: BTreeMap<&str, &Office> =
        known.offices.all().map(|o| (o.code.as_str(), o)).collect();
    let mut ids: BTreeMap<&str, OfficeId> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let here = by_code
            .get(row.code.as_str())
            .map_or_else(&mut id, |o| o.id);
        if ids.insert(row.code.as_str(), here).is_some() {
            faults.add(place, "code", "twice");
        }
    }
    let mut made: BTreeMap<OfficeId, Office> = BTreeMap::new();
    let mut wishes = Vec::new();
    for place in order(rows) {
        let Some(row) = rows.get(place) else { continue };
        let parent = row.parent.as_deref().and_then(|code| {
            let id = ids.get(code).copied();
            let fresh = id.and_then(|id| made.get(&id).cloned());
            fresh.or_else(|| by_code.get(code).map(|o| (*o).clone()))
        });
        let before = faults.all.len();
        form(row, place, parent.as_ref(), known, &mut faults);
        let Some(id) = ids.get(row.code.as_str()).copied() else {
            continue;
        };
        let office = office(row, id, parent.as_ref());
        let life = Life {
            election: row.election.clone(),
            ministry_code: row.ministry_code.clone(),
            personnel_officer: row.personnel_officer.clone(),
            note: row.note.clone(),
            ..Life::new(id)
        };
        let wish = match by_code.get(row.code.as_str()) {
            None => Wish::Add(office.clone(), life),
            Some(old) => compared(old, &office, life, known, place, &mut faults),
        };
        made.insert(id, office);
        if faults.all.len() == before {
            wishes.push(wish);
        }
    }
    unique(&made, known, rows, &ids, &mut faults);
    if faults.all.is_empty() {
        Ok(wishes)
    } else {
        faults.all.sort_by_key(|f| f.0);
        Err(faults.all.into_iter().map(|f| f.1).collect())
    }
}

struct Faults<F> {
    all: Vec<(usize, FieldError)>,
    at: F,
}

impl<F: Fn(usize, &str) -> String> Faults<F> {
    fn add(&mut self, place: usize, field: &str, code: &'static str) {
        self.all
            .push((place, FieldError::new((self.at)(place, field), code)));
    }
}

/// The places of the rows, each after that of the office above it. Rows in a ring come last; they have a level
/// that is not above, and are refused for it.
fn order(rows: &[OfficeIn]) -> Vec<usize> {
    let places: BTreeMap<&str, usize> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| (row.code.as_str(), place))
        .collect();
    let depth = |start: usize| {
        let (mut here, mut steps) = (start, 0_usize);
        while let Some(above) = rows
            .get(here)
            .and_then(|r| r.parent.as_deref())
            .and_then(|code| places.get(code))
        {
            here = *above;
            steps += 1;
            if steps > rows.len() {
                break;
            }
        }
        steps
    };
    let mut order: Vec<(usize, usize)> = (0..rows.len()).map(|p| (depth(p), p)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

fn office(row: &OfficeIn, id: OfficeId, parent: Option<&Office>) -> Office {
    let field = row.kind == OfficeType::ElectionSupervisor
        && row.level.is_ad_hoc()
        && row.level != Level::Abroad;
    let inherited = || parent.filter(|_| field).and_then(|p| p.area_code.clone());
    Office {
        id,
        code: row.code.clone(),
        name: row.name.clone(),
        kind: row.kind,
        level: row.level,
        parent: parent.map(|p| p.id),
        area_code: row.area_code.clone().or_else(inherited),
        number_name: row.number_name.clone(),
        zone: row
            .zone
            .or_else(|| parent.map(|p| p.zone))
            .unwrap_or(Zone::Wib),
        valid_from: row.valid_from.or(FIRST_DAY).unwrap_or_default(),
        valid_to: row.valid_to,
        uses_installation: row.uses_installation,
        authority: row.authority.clone(),
        destination: row.destination,
    }
}

/// What a row must be like by itself.
fn form<F: Fn(usize, &str) -> String>(
    row: &OfficeIn,
    place: usize,
    parent: Option<&Office>,
    known: &Known,
    faults: &mut Faults<F>,
) {
    let supervisor = row.kind == OfficeType::ElectionSupervisor;
    let ad_hoc = supervisor && row.level.is_ad_hoc();
    if !is_code(&row.code) {
        faults.add(place, "code", "bad_format");
    }
    let texts = [
        ("name", Some(&row.name)),
        ("number_name", row.number_name.as_ref()),
        ("personnel_officer", row.personnel_officer.as_ref()),
        ("note", row.note.as_ref()),
    ];
    for (field, text) in texts {
        if text.is_some_and(|t| {
            t.trim().is_empty() || t.chars().count() > 200 || t.chars().any(char::is_control)
        }) {
            faults.add(place, field, "length");
        }
    }
    match (&row.parent, parent) {
        (Some(_), None) => faults.add(place, "parent", "no_such_office"),
        (Some(_), Some(above)) if above.kind != row.kind => {
            faults.add(place, "parent", "parent_of_another_kind");
        }
        (Some(_), Some(above))
            if above.level.depth() > row.level.depth()
                || (supervisor && above.level.depth() == row.level.depth()) =>
        {
            faults.add(place, "parent", "parent_not_above");
        }
        (Some(_), Some(above)) if known.offices.is_closed(above.id) => {
            faults.add(place, "parent", "office_closed");
        }
        (None, _) if ad_hoc => faults.add(place, "parent", "missing"),
        _ => {}
    }
    if row.zone.is_none() && parent.is_none() {
        faults.add(place, "zone", "missing");
    }
    match (&row.election, ad_hoc) {
        (None, true) => faults.add(place, "election", "missing"),
        (Some(_), false) => faults.add(place, "election", "not_for_this_office"),
        (Some(code), true) if !known.book.elections.iter().any(|e| e.code == *code) => {
            faults.add(place, "election", "unknown_election");
        }
        _ => {}
    }
    if let Some(code) = &row.area_code {
        if !supervisor || row.level == Level::National {
            faults.add(place, "area_code", "not_for_this_office");
        } else if row.level == Level::Abroad {
            if code.trim().is_empty() || code.chars().count() > 80 {
                faults.add(place, "area_code", "length");
            }
        } else if !is_area(code) {
            faults.add(place, "area_code", "bad_format");
        } else if ad_hoc && parent.is_some_and(|p| p.area_code.as_ref() != Some(code)) {
            faults.add(place, "area_code", "area_of_parent");
        }
    }
    if row.number_name.is_some() && !ad_hoc {
        faults.add(place, "number_name", "not_for_this_office");
    }
    if row.personnel_officer.is_some() && row.kind != OfficeType::Agency {
        faults.add(place, "personnel_officer", "not_for_this_office");
    }
    if let Some(code) = &row.authority {
        let may = matches!(row.kind, OfficeType::ReviewAuthority | OfficeType::Ministry);
        if !may {
            faults.add(place, "authority", "not_for_this_office");
        } else if !known.book.authorities.iter().any(|a| a.code == *code) {
            faults.add(place, "authority", "unknown_authority");
        }
    }
    if row.destination.is_some() && row.kind != OfficeType::Destination {
        faults.add(place, "destination", "not_for_this_office");
    }
    if row
        .ministry_code
        .as_deref()
        .is_some_and(|c| !is_ministry_code(c))
    {
        faults.add(place, "ministry_code", "bad_format");
    }
    let from = row.valid_from.or(FIRST_DAY);
    if row
        .valid_to
        .is_some_and(|to| from.is_some_and(|from| to < from))
    {
        faults.add(place, "valid_to", "end_before_start");
    }
}

/// A row about an office that is there: what never changes must agree, a closed office stays as it is.
fn compared<F: Fn(usize, &str) -> String>(
    old: &Office,
    new: &Office,
    wished: Life,
    known: &Known,
    place: usize,
    faults: &mut Faults<F>,
) -> Wish {
    let life = known.life(old.id);
    for (differs, field) in [
        (old.kind != new.kind, "kind"),
        (old.level != new.level, "level"),
        (old.parent != new.parent, "parent"),
        (old.authority != new.authority, "authority"),
        (old.destination != new.destination, "destination"),
        (life.election != wished.election, "election"),
    ] {
        if differs {
            faults.add(place, field, "differs");
        }
    }
    let changed: Vec<&'static str> = [
        (old.name != new.name, "name"),
        (old.zone != new.zone, "zone"),
        (old.area_code != new.area_code, "area_code"),
        (old.number_name != new.number_name, "number_name"),
        (old.valid_to != new.valid_to, "valid_to"),
        (
            old.uses_installation != new.uses_installation,
            "uses_installation",
        ),
        (life.ministry_code != wished.ministry_code, "ministry_code"),
        (
            life.personnel_officer != wished.personnel_officer,
            "personnel_officer",
        ),
        (life.note != wished.note, "note"),
    ]
    .into_iter()
    .filter_map(|(differs, field)| differs.then_some(field))
    .collect();
    if changed.is_empty() {
        return Wish::Nothing(old.id);
    }
    if life.closed_at.is_some() {
        faults.add(place, "code", "office_closed");
    }
    let office = Office {
        valid_from: old.valid_from,
        ..new.clone()
    };
    let life = Life {
        version: life.version + 1,
        closed_at: life.closed_at,
        successor: life.successor,
        ..wished
    };
    Wish::Change(office, life, changed)
}

/// Codes that name one office only: the area code of a standing Bawaslu office, the code of an authority.
fn unique<F: Fn(usize, &str) -> String>(
    made: &BTreeMap<OfficeId, Office>,
    known: &Known,
    rows: &[OfficeIn],
    ids: &BTreeMap<&str, OfficeId>,
    faults: &mut Faults<F>,
) {
    let standing = |o: &Office| {
        o.kind == OfficeType::ElectionSupervisor
            && matches!(o.level, Level::Province | Level::Regency | Level::City)
    };
    let mut areas: BTreeSet<&str> = BTreeSet::new();
    let mut authorities: BTreeSet<&str> = BTreeSet::new();
    let others = known
        .offices
        .all()
        .filter(|o| !made.contains_key(&o.id) && !known.offices.is_closed(o.id));
    for other in others {
        areas.extend(other.area_code.as_deref().filter(|_| standing(other)));
        authorities.extend(other.authority.as_deref());
    }
    for (place, row) in rows.iter().enumerate() {
        let Some(office) = ids.get(row.code.as_str()).and_then(|id| made.get(id)) else {
            continue;
        };
        if let Some(area) = office.area_code.as_deref().filter(|_| standing(office))
            && !areas.insert(area)
        {
            faults.add(place, "area_code", "taken");
        }
        if let Some(authority) = office.authority.as_deref()
            && !authorities.insert(authority)
        {
            faults.add(place, "authority", "taken");
        }
    }
}

fn is_code(text: &str) -> bool {
    let part = |p: &str| {
        !p.is_empty()
            && p.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.len() <= 80 && text.split('-').all(part)
}

/// `16.28`: two digits, a point, two digits.
fn is_area(text: &str) -> bool {
    text.len() == 5
        && text.split_once('.').is_some_and(|(a, b)| {
            a.len() == 2
                && b.len() == 2
                && [a, b].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// `35`, `35.28`, `35.28.01` or `35.28.01.2001`.
fn is_ministry_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let digits = |p: &&str, n: usize| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
    !parts.is_empty()
        && parts.len() <= 4
        && parts
            .iter()
            .enumerate()
            .all(|(i, p)| digits(p, if i == 3 { 4 } else { 2 }))
}
