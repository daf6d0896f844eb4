//! From the body of a scenario step to the JSON of the API: days become texts, `@names` become identifiers.

use std::collections::BTreeMap;

use netralitas_domain::{
    file::{Capacity, CaseFile},
    ids::{CaseId, OfficeId},
};
use serde_json::Value;

use super::check::place_of;

/// What `@names` may stand for.
pub struct Names<'a> {
    /// Offices by code: `@office/CODE`.
    pub offices: &'a BTreeMap<String, OfficeId>,
    /// Cases of the story: `@case/NAME`.
    pub cases: &'a BTreeMap<String, CaseId>,
    /// The case of the step: `@respondent/1`, `@reporter/1`, `@allegation/1` and so on, in the order of filing.
    pub file: Option<&'a CaseFile>,
}

impl Names<'_> {
    /// The body as JSON.
    ///
    /// # Errors
    /// A name that stands for nothing.
    pub fn body(&self, table: &toml::Table) -> Result<Value, String> {
        self.value(&toml::Value::Table(table.clone()))
    }

    fn value(&self, value: &toml::Value) -> Result<Value, String> {
        Ok(match value {
            toml::Value::String(text) => match text.strip_prefix('@') {
                Some(name) => Value::String(self.identifier(name)?),
                None => Value::String(text.clone()),
            },
            toml::Value::Integer(number) => Value::from(*number),
            toml::Value::Float(number) => Value::from(*number),
            toml::Value::Boolean(truth) => Value::from(*truth),
            toml::Value::Datetime(day) => Value::String(day.to_string()),
            toml::Value::Array(list) => Value::Array(
                list.iter()
                    .map(|v| self.value(v))
                    .collect::<Result<_, _>>()?,
            ),
            toml::Value::Table(table) => {
                let pairs = table
                    .iter()
                    .map(|(name, v)| Ok((name.clone(), self.value(v)?)));
                Value::Object(pairs.collect::<Result<_, String>>()?)
            }
        })
    }

    fn identifier(&self, name: &str) -> Result<String, String> {
        let unknown = || format!("@{name} stands for nothing here");
        let (kind, which) = name.split_once('/').ok_or_else(unknown)?;
        match kind {
            "office" => self
                .offices
                .get(which)
                .map(ToString::to_string)
                .ok_or_else(unknown),
            "case" => self
                .cases
                .get(which)
                .map(ToString::to_string)
                .ok_or_else(unknown),
            _ => {
                let place: usize = which.parse().ok().filter(|n| *n > 0).ok_or_else(unknown)?;
                let case = self.file.and_then(CaseFile::case).ok_or_else(unknown)?;
                if kind == "allegation" {
                    return case
                        .allegations
                        .get(place - 1)
                        .map(|a| a.id.to_string())
                        .ok_or_else(unknown);
                }
                let capacity = Capacity::from_code(kind).ok_or_else(unknown)?;
                place_of(case, capacity)
                    .nth(place - 1)
                    .map(|id| id.to_string())
                    .ok_or_else(unknown)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use netralitas_domain::ids::Id;

    use super::*;

    #[test]
    fn days_become_texts_and_names_identifiers() {
        let id: OfficeId = "00000000-0000-0000-0000-000000000007".parse().unwrap();
        let offices = BTreeMap::from([("bkn".to_owned(), id)]);
        let cases = BTreeMap::from([("first".to_owned(), Id::new(id.raw()))]);
        let names = Names {
            offices: &offices,
            cases: &cases,
            file: None,
        };
        let table: toml::Table = toml::from_str(
            "day = 2024-10-14\nlist = ['@office/bkn', 'plain']\nsub = { n = 1, c = '@case/first' }",
        )
        .unwrap();
        let body = names.body(&table).unwrap();
        assert_eq!(body["day"], "2024-10-14");
        assert_eq!(body["list"][0], id.to_string());
        assert_eq!(body["sub"]["c"], id.to_string());
        for wrong in ["@office/kasn", "@respondent/1", "@x", "@allegation/0"] {
            let table: toml::Table = toml::from_str(&format!("x = '{wrong}'")).unwrap();
            assert!(names.body(&table).unwrap_err().contains(wrong));
        }
    }
}
