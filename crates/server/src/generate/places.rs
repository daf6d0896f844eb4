//! Where synthetic matters happen: the shipped offices of Bawaslu, an agency for every region, and who works there.

use std::collections::BTreeMap;

use netralitas_app::{
    App, Principal,
    accounts::passwords::Passwords,
    clock::Ids,
    error::AppError,
    offices::{Keeper, OfficeIn},
};
use netralitas_domain::{
    ids::{Id, OfficeId},
    law::{Book, RegionLevel},
    office_file,
    people::{Level, Office, OfficeType},
    time::{Moment, Zone},
};
use netralitas_store::{
    StoreError,
    accounts::{self, Account, Grant},
    offices,
};

use crate::demo::{self, DemoError, PASSWORD, accounts::DemoAccount};

/// A regency or city with the two offices that matters there go through.
#[derive(Debug, Clone)]
pub struct Place {
    /// The ministry's code.
    pub region: String,
    /// Its name.
    pub name: String,
    /// The office of Bawaslu.
    pub handling: String,
    /// The agency.
    pub agency: String,
    /// The agency's identifier.
    pub agency_id: OfficeId,
    /// The zone of the office of Bawaslu.
    pub zone: Zone,
}

/// Every place, and who works where.
#[derive(Debug)]
pub struct Places {
    by_province: BTreeMap<String, Vec<Place>>,
    people: BTreeMap<String, Principal>,
}

/// Why the places cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// The offices and accounts of the demonstration.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// A use case.
    #[error(transparent)]
    App(#[from] AppError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A shipped file.
    #[error("{0}")]
    File(String),
}

/// The code of the agency of a region.
fn agency_code(region: &str) -> String {
    format!("pemda-{}", region.replace('.', "-"))
}

/// Makes offices and accounts in a database that holds nothing yet: those of the demonstration, the shipped offices of
/// Bawaslu, and an agency for each province, regency and city of the law book.
///
/// # Errors
/// Those of the database and of the shipped files.
pub fn settle(
    app: &App,
    mark: &'static str,
    passwords: &Passwords,
    ids: &dyn Ids,
    now: Moment,
) -> Result<(), PlacesError> {
    demo::settle(app.store(), mark, passwords, ids, now)?;
    let known = app.offices()?;
    let book = Book::shipped().map_err(|e| PlacesError::File(e.to_string()))?;
    let mut rows = supervisors(&known)?;
    rows.extend(agencies(&book));
    app.import_offices(Keeper::Terminal(None), rows)?;
    let before: Vec<OfficeId> = known.iter().map(|o| o.id).collect();
    let mut new = app.offices()?;
    new.retain(|o| !before.contains(&o.id));
    employ(app, demo::accounts::of(&new), passwords, ids, now)
}

/// The shipped offices whose areas none of the demonstration has, below those that it has.
fn supervisors(known: &[Office]) -> Result<Vec<OfficeIn>, PlacesError> {
    let shipped =
        office_file::shipped().map_err(|_| PlacesError::File("offices.csv".to_owned()))?;
    let national = known
        .iter()
        .find(|o| o.kind == OfficeType::ElectionSupervisor && o.parent.is_none());
    let there = |row: &OfficeIn| match &row.area_code {
        Some(code) => known.iter().find(|o| o.area_code.as_ref() == Some(code)),
        None => national.filter(|_| row.level == Level::National),
    };
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for (_, row) in &shipped {
        if let Some(office) = there(row) {
            named.insert(row.code.clone(), office.code.clone());
        }
    }
    let rows = shipped
        .into_iter()
        .map(|(_, row)| row)
        .filter(|row| there(row).is_none());
    Ok(rows
        .map(|row| OfficeIn {
            parent: row
                .parent
                .map(|code| named.get(&code).cloned().unwrap_or(code)),
            ..row
        })
        .collect())
}

fn agencies(book: &Book) -> Vec<OfficeIn> {
    let mut rows: Vec<OfficeIn> = Vec::new();
    let regions = book
        .regions
        .iter()
        .filter(|r| r.valid_to.is_none() && r.governed_by.is_none());
    for region in regions {
        let (level, title) = match region.level {
            RegionLevel::Province => (Level::Province, "Gubernur"),
            RegionLevel::Regency => (Level::Regency, "Bupati"),
            RegionLevel::City => (Level::City, "Wali Kota"),
        };
        let short = region
            .name
            .trim_start_matches("Kabupaten ")
            .trim_start_matches("Kota ");
        let of_province = if region.level == RegionLevel::Province {
            "Provinsi "
        } else {
            ""
        };
        rows.push(OfficeIn {
            code: agency_code(&region.code),
            name: format!("Pemerintah {of_province}{}", region.name),
            kind: OfficeType::Agency,
            level,
            parent: region.parent.as_deref().map(agency_code),
            zone: Some(zone(book, region.area_code.as_deref())),
            area_code: None,
            number_name: None,
            authority: None,
            destination: None,
            election: None,
            ministry_code: Some(region.code.clone()),
            personnel_officer: Some(format!("{title} {short}")),
            note: None,
            valid_from: None,
            valid_to: None,
            uses_installation: true,
        });
    }
    // Each after the one above it.
    rows.sort_by_key(|row| row.parent.is_some());
    rows
}

fn zone(book: &Book, area: Option<&str>) -> Zone {
    let found = book.areas.iter().find(|a| Some(a.code.as_str()) == area);
    found.map_or(Zone::Wib, |a| a.zone)
}

fn employ(
    app: &App,
    people: Vec<DemoAccount>,
    passwords: &Passwords,
    ids: &dyn Ids,
    now: Moment,
) -> Result<(), PlacesError> {
    let hash = passwords
        .hash(&"generated".into(), PASSWORD)
        .map_err(DemoError::from)?;
    let from = demo::first_day();
    let rows: Vec<(Account, Vec<Grant>)> = people
        .into_iter()
        .map(|person| {
            let account = Account {
                id: Id::new(ids.new_id(now)),
                username: person.username,
                display_name: person.name,
                password_hash: hash.clone(),
                version: 1,
                disabled_at: None,
            };
            let office = person.office_id;
            let grant = |role| Grant {
                office,
                role,
                from,
                to: None,
            };
            (account, person.roles.into_iter().map(grant).collect())
        })
        .collect();
    app.store().write_blocking(move |tx| {
        for (account, grants) in &rows {
            accounts::insert(tx, account, now)?;
            for grant in grants {
                accounts::grant(tx, account.id, grant)?;
            }
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

impl Places {
    /// Reads what there is.
    ///
    /// # Errors
    /// Those of the database and of the law book.
    pub fn read(app: &App) -> Result<Self, PlacesError> {
        let book = Book::shipped().map_err(|e| PlacesError::File(e.to_string()))?;
        let (all, people) = app.store().read_blocking(|tx| {
            let mut people = BTreeMap::new();
            for account in accounts::all(tx)? {
                if let Some(grant) = accounts::roles(tx, account.id)?.first() {
                    people.insert(
                        account.username,
                        Principal::outside(account.id, grant.office),
                    );
                }
            }
            Ok::<_, StoreError>((offices::all(tx)?, people))
        })?;
        let mut by_province: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for region in book.regions.iter().filter(|r| r.valid_to.is_none()) {
            let (Some(province), Some(area)) = (&region.parent, &region.area_code) else {
                continue;
            };
            let code = agency_code(&region.code);
            let handles = |o: &&Office| {
                o.kind == OfficeType::ElectionSupervisor && o.area_code.as_ref() == Some(area)
            };
            let handling = all.iter().find(handles);
            let agency = all.iter().find(|o| o.code == code);
            if let (Some(handling), Some(agency)) = (handling, agency) {
                by_province
                    .entry(province.clone())
                    .or_default()
                    .push(Place {
                        region: region.code.clone(),
                        name: region.name.clone(),
                        handling: handling.code.clone(),
                        agency: code,
                        agency_id: agency.id,
                        zone: handling.zone,
                    });
            }
        }
        Ok(Self {
            by_province,
            people,
        })
    }

    /// The places of a province.
    #[must_use]
    pub fn of(&self, province: &str) -> &[Place] {
        self.by_province.get(province).map_or(&[], Vec::as_slice)
    }

    /// Who works under a first word at an office.
    #[must_use]
    pub fn person(&self, seat: &str, office: &str) -> Option<Principal> {
        self.people
            .get(&format!("{seat}.{}", demo::offices::short(office)))
            .copied()
    }
}
