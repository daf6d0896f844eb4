//! The demo offices, from the file that is compiled in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use netralitas_app::clock::Ids;
use netralitas_domain::{
    ids::{Id, OfficeId},
    law::Book,
    people::{Level, Office, OfficeType},
    procedure::DestinationKind,
    time::{Moment, Zone},
};
use serde::Deserialize;

const FILE: &str = include_str!("../../demo/offices.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    office: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    short: Option<String>,
    name: String,
    kind: OfficeType,
    level: Level,
    zone: Zone,
    parent: Option<String>,
    area: Option<String>,
    number_name: Option<String>,
    authority: Option<String>,
    destination: Option<DestinationKind>,
    to: Option<NaiveDate>,
    #[serde(default = "yes")]
    uses_installation: bool,
}

const fn yes() -> bool {
    true
}

fn rows() -> Result<Vec<Row>, String> {
    toml::from_str::<File>(FILE)
        .map(|file| file.office)
        .map_err(|e| e.to_string())
}

/// Every demo office, each after the one above it.
///
/// # Errors
/// A row that names an area or an office that is not there.
pub fn all(ids: &dyn Ids, now: Moment) -> Result<Vec<Office>, String> {
    let book = Book::shipped().map_err(|e| e.to_string())?;
    let from = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap_or_default();
    let mut known: BTreeMap<String, OfficeId> = BTreeMap::new();
    let mut all = Vec::new();
    for row in rows()? {
        let parent = match &row.parent {
            Some(code) => Some(
                *known
                    .get(code)
                    .ok_or_else(|| format!("{}: no office {code} above it", row.code))?,
            ),
            None => None,
        };
        let area_code = match &row.area {
            Some(name) => {
                let area = book.areas.iter().find(|a| a.name == *name);
                Some(
                    area.ok_or_else(|| format!("{}: no area {name}", row.code))?
                        .code
                        .clone(),
                )
            }
            None => None,
        };
        let id = Id::new(ids.new_id(now));
        known.insert(row.code.clone(), id);
        all.push(Office {
            id,
            code: row.code,
            name: row.name,
            kind: row.kind,
            level: row.level,
            parent,
            area_code,
            number_name: row.number_name,
            zone: row.zone,
            valid_from: from,
            valid_to: row.to,
            uses_installation: row.uses_installation,
            authority: row.authority,
            destination: row.destination,
        });
    }
    Ok(all)
}

/// What ends the user names of an office's accounts.
#[must_use]
pub fn short(code: &str) -> String {
    let rows = rows().unwrap_or_default();
    rows.into_iter()
        .find(|r| r.code == code)
        .and_then(|r| r.short)
        .unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use netralitas_app::clock::CountingIds;

    use super::*;

    #[test]
    fn every_office_parses_and_bawaslu_offices_have_their_own_area_codes() {
        let all = all(&CountingIds::starting_at(1), Moment(1_600_000_000_000_000)).unwrap();
        let code = |office: &str| {
            all.iter()
                .find(|o| o.code == office)
                .unwrap()
                .area_code
                .clone()
        };
        assert_eq!(code("bawaslu-banyuwangi").as_deref(), Some("16.11"));
        assert_eq!(code("bawaslu-kota-blitar").as_deref(), Some("16.03"));
        assert_eq!(code("bawaslu-banyuasin").as_deref(), Some("06.05"));
        assert_eq!(code("bawaslu-kukar").as_deref(), Some("23.08"));
        assert_eq!(code("bawaslu-ri"), None);
        let outside = all.iter().filter(|o| !o.uses_installation);
        assert_eq!(
            outside.map(|o| o.code.as_str()).collect::<Vec<_>>(),
            ["pemprov-sumsel"]
        );
        assert_eq!(short("bawaslu-kukar"), "kukar");
        assert_eq!(short("bkn"), "bkn");
    }
}
