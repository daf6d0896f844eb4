//! Offices: as they are asked for, and as they are answered.

use chrono::NaiveDate;
use netralitas_app::offices::{Accounts, End, Life, OfficeEvent, OfficeIn};
use netralitas_domain::{
    ids::{Id, OfficeId},
    people::{Level, Office, OfficeType},
    procedure::DestinationKind,
    time::Zone,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{answer::Named, words};
use crate::extract::Language;

/// An office as somebody wishes to have it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOffice {
    /// Short unique code: small letters, digits and single hyphens.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "panwaslu-kec-genteng")]
    pub code: String,
    /// Name as written.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it is.
    #[schema(value_type = words::OfficeType)]
    pub kind: OfficeType,
    /// Its level.
    #[schema(value_type = words::Level)]
    pub level: Level,
    /// Code of the office above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub parent: Option<String>,
    /// Its time zone; that of the office above where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Zone>)]
    pub zone: Option<Zone>,
    /// Bawaslu's own area code, or the country abroad; sub-district offices and below have that of the office above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "16.11")]
    pub area_code: Option<String>,
    /// Name inside a number, for sub-district and foreign offices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub number_name: Option<String>,
    /// Code of the review authority in the law book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub authority: Option<String>,
    /// Which kind of body a destination is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::DestinationKind>)]
    pub destination: Option<DestinationKind>,
    /// The election for which an ad hoc office (sub-district, village, polling station, abroad) is formed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "pilkada-2024")]
    pub election: Option<String>,
    /// The area's code of the Ministry of Home Affairs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 13))]
    #[schema(min_length = 2, max_length = 13, example = "35.10")]
    pub ministry_code: Option<String>,
    /// The post that is the personnel officer (PPK) of an agency; a post, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub personnel_officer: Option<String>,
    /// Doubts and sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub note: Option<String>,
    /// First day; the first day of the data where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Whether it records its own steps here; `true` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses_installation: Option<bool>,
}

impl From<NewOffice> for OfficeIn {
    fn from(new: NewOffice) -> Self {
        Self {
            code: new.code,
            name: new.name,
            kind: new.kind,
            level: new.level,
            parent: new.parent,
            zone: new.zone,
            area_code: new.area_code,
            number_name: new.number_name,
            authority: new.authority,
            destination: new.destination,
            election: new.election,
            ministry_code: new.ministry_code,
            personnel_officer: new.personnel_officer,
            note: new.note,
            valid_from: new.valid_from,
            valid_to: new.valid_to,
            uses_installation: new.uses_installation.unwrap_or(true),
        }
    }
}

/// Many offices, all or none.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeImport {
    /// The offices, in any order. A known code is changed where the row differs.
    #[validate(length(min = 1, max = 1000), nested)]
    #[schema(min_items = 1, max_items = 1000)]
    pub items: Vec<NewOffice>,
}

/// The end of an office that holds no open track.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeClosing {
    /// Its last day.
    pub on: NaiveDate,
}

/// The end of an office that another one follows.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeSuccession {
    /// Its last day.
    pub on: NaiveDate,
    /// Who follows: an office of the same kind and level, or for an ad hoc office one above it.
    pub successor_id: Uuid,
    /// What becomes of its accounts: their roles there `end`, or the same ones also begin at the successor (`move`).
    #[schema(value_type = AccountsFate)]
    pub accounts: AccountsFate,
}

/// What becomes of the accounts of an office that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountsFate {
    /// Their roles there end.
    End,
    /// Their roles there end, and the same ones begin at the successor.
    Move,
}

impl OfficeClosing {
    pub(crate) fn into_end(self, office: OfficeId, expected: i64) -> End {
        End {
            office,
            on: self.on,
            successor: None,
            accounts: Accounts::End,
            expected: Some(expected),
        }
    }
}

impl OfficeSuccession {
    pub(crate) fn into_end(self, office: OfficeId, expected: i64) -> End {
        End {
            office,
            on: self.on,
            successor: Some(Id::new(self.successor_id)),
            accounts: match self.accounts {
                AccountsFate::End => Accounts::End,
                AccountsFate::Move => Accounts::Move,
            },
            expected: Some(expected),
        }
    }
}

/// An office.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeOut {
    /// Identifier.
    pub id: Uuid,
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: Named,
    /// Its level.
    pub level: Named,
    /// The office above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<Uuid>,
    /// Bawaslu's own area code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
    /// Name inside a number, for sub-district and foreign offices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_name: Option<String>,
    /// Its time zone.
    pub zone: &'static str,
    /// Whether it records its own steps here.
    pub uses_installation: bool,
    /// The review authority's code in the law book, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Which kind of body a destination is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::DestinationKind>)]
    pub destination: Option<DestinationKind>,
    /// The election for which an ad hoc office was formed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub election: Option<String>,
    /// The area's code of the Ministry of Home Affairs, where it was seen; how sure says `note`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ministry_code: Option<String>,
    /// The post that is the personnel officer (PPK) of an agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personnel_officer: Option<String>,
    /// Doubts and sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Closed: nobody files, acts or signs in there any more.
    pub closed: bool,
    /// Who followed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<Uuid>,
    /// Steps with every change; send it as `If-Match` to close the office.
    pub version: i64,
}

impl OfficeOut {
    pub(crate) fn of(office: &Office, life: Life, language: Language) -> Self {
        Self {
            id: office.id.raw(),
            code: office.code.clone(),
            name: office.name.clone(),
            kind: Named::of(office.kind, language),
            level: Named::of(office.level, language),
            parent_id: office.parent.map(|p| p.raw()),
            area_code: office.area_code.clone(),
            number_name: office.number_name.clone(),
            zone: office.zone.code(),
            uses_installation: office.uses_installation,
            authority: office.authority.clone(),
            destination: office.destination,
            election: life.election,
            ministry_code: life.ministry_code,
            personnel_officer: life.personnel_officer,
            note: life.note,
            valid_from: office.valid_from,
            valid_to: office.valid_to,
            closed: life.closed_at.is_some(),
            successor_id: life.successor.map(|id| id.raw()),
            version: life.version,
        }
    }
}

/// The offices.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficesOut {
    /// Every office, by code.
    pub items: Vec<OfficeOut>,
}

/// One change of an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeChange {
    /// The version it made.
    pub version: i64,
    /// `added`, `changed`, `closed`, `succeeded`, `took_over` or `moved_below`.
    pub kind: String,
    /// The account that did it; none for the command line without a name, or before changes were listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Uuid>,
    /// The office of that account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_id: Option<Uuid>,
    /// The day it counts from.
    pub effective_day: NaiveDate,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// What changed: codes of offices, names of fields, counts.
    #[schema(value_type = Object)]
    pub content: serde_json::Value,
}

/// The changes of an office.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeJournal {
    /// Every change, oldest first.
    pub items: Vec<OfficeChange>,
}

impl OfficeJournal {
    pub(crate) fn of(events: Vec<OfficeEvent>) -> Self {
        let one = |event: OfficeEvent| OfficeChange {
            version: event.version,
            kind: event.kind,
            account_id: event.account.map(|id| id.raw()),
            office_id: event.by_office.map(|id| id.raw()),
            effective_day: event.effective,
            recorded_at: event.recorded_at.rfc3339(),
            content: serde_json::from_str(&event.content).unwrap_or_default(),
        };
        Self {
            items: events.into_iter().map(one).collect(),
        }
    }
}

/// The receipt of a new or imported office.
#[derive(Debug, ToSchema)]
pub struct OfficeReceipt {
    /// The office.
    pub office_id: Uuid,
    /// Its code.
    pub code: String,
    /// Its version now.
    pub version: i64,
    /// `added`, `changed` or `unchanged`.
    pub outcome: String,
}

/// The receipt of an import.
#[derive(Debug, ToSchema)]
pub struct OfficeImportReceipt {
    /// How many are new.
    pub added: u32,
    /// How many were changed.
    pub changed: u32,
    /// How many were left as they were.
    pub unchanged: u32,
    /// Each of them, in the order of writing.
    pub offices: Vec<OfficeReceipt>,
}

/// The receipt of the end of an office.
#[derive(Debug, ToSchema)]
pub struct OfficeEndReceipt {
    /// The office that ended.
    pub office_id: Uuid,
    /// Its version now.
    pub version: i64,
    /// Who followed.
    pub successor_id: Option<Uuid>,
    /// Open tracks that passed to the successor.
    pub tracks: u32,
    /// Cases of these tracks.
    pub cases: u32,
    /// Roles of accounts that ended.
    pub roles: u32,
    /// Offices that stand below the successor now.
    pub offices: u32,
}
