//! Regions of the law book, as answers show them, and what asks for them.

use chrono::NaiveDate;
use netralitas_domain::{
    Text,
    law::{Agency, Area, Book, Confidence, Region, RegionLevel, citation, questions::day_doubts},
    time::Zone,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::{
    clock::Day,
    law_answers::{self, CodedWord},
    law_reader,
    reference::{BothTexts, Coded},
    words,
};

/// The notice that the licence of the data asks for (ODbL 1.0, 4.3).
const NOTICE: Text = Text {
    id: "Memuat informasi dari idn-area-data (https://github.com/fityannugroho/idn-area-data), yang tersedia di sini \
         berdasarkan Open Database License (https://opendatacommons.org/licenses/odbl/1-0/).",
    en: "Contains information from idn-area-data (https://github.com/fityannugroho/idn-area-data), which is made \
         available here under the Open Database License (https://opendatacommons.org/licenses/odbl/1-0/).",
};

/// Which regions, and on which day.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RegionsQuery {
    /// The day; today (WIB) without it.
    pub at: Option<Day>,
    /// Only regencies and cities of the province with this code, e.g. `35`; it must exist on that day.
    #[validate(custom(function = province_form))]
    #[param(pattern = "^[0-9]{2}$")]
    pub parent: Option<String>,
    /// Only this level.
    #[param(value_type = Option<words::RegionLevel>)]
    pub level: Option<RegionLevel>,
}

/// On which day.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RegionQuery {
    /// The day; today (WIB) without it.
    pub at: Option<Day>,
}

/// Whether a text has the form of a region's code: `35` or `35.27`.
#[must_use]
pub fn has_form(code: &str) -> bool {
    law_reader::region(code).is_ok()
}

pub(super) fn province_form(code: &str) -> Result<(), ValidationError> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit()) {
        Ok(())
    } else {
        Err(ValidationError::new("bad_format"))
    }
}

/// The regions of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawRegions<'a> {
    /// The day.
    pub at: NaiveDate,
    /// Provinces, regencies and cities, by code.
    pub regions: Vec<LawRegion<'a>>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
    /// Whose data these are, and their licence.
    #[schema(value_type = BothTexts)]
    pub notice: Text,
}

impl<'a> LawRegions<'a> {
    /// The regions of a day that fit.
    #[must_use]
    pub fn of(book: &'a Book, at: NaiveDate, asked: &RegionsQuery) -> Self {
        let mut regions: Vec<LawRegion<'_>> = book
            .regions_on(at)
            .filter(|r| asked.level.is_none_or(|level| r.level == level))
            .filter(|r| asked.parent.is_none() || r.parent == asked.parent)
            .map(|r| LawRegion::of(book, r))
            .collect();
        regions.sort_by_key(|r| r.code);
        Self {
            at,
            regions,
            doubts: law_answers::all(&day_doubts(at)),
            notice: NOTICE,
        }
    }
}

/// A province, regency or city under one code and one name.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawRegion<'a> {
    /// Code of the Ministry of Home Affairs, e.g. `35.27`; neither that of BPS nor Bawaslu's own.
    pub code: &'a str,
    /// Its level.
    #[schema(value_type = words::RegionLevel)]
    pub level: RegionLevel,
    /// The name.
    pub name: &'a str,
    /// Code of its province; none for a province.
    pub parent: Option<&'a str>,
    /// First day under this code and name; none where it lies before the data (2018-01-01).
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The code that its territory had before: its own older one, or that of the province it was made out of.
    pub was: Option<&'a str>,
    /// Its area in Bawaslu's own list; none where the list has none.
    pub area: Option<LawRegionArea<'a>>,
    /// Why there is no area, or what the list prints otherwise.
    #[schema(value_type = BothTexts)]
    pub area_note: citation::BothTexts,
    /// Its time zone.
    #[schema(value_type = Option<words::Zone>)]
    pub zone: Option<Zone>,
    /// Where code, name and days come from.
    #[schema(value_type = BothTexts)]
    pub source: citation::BothTexts,
    /// How well they are known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Doubts.
    #[schema(value_type = BothTexts)]
    pub note: citation::BothTexts,
}

impl<'a> LawRegion<'a> {
    fn of(book: &'a Book, region: &'a Region) -> Self {
        let area = book.area_of(region);
        Self {
            code: &region.code,
            level: region.level,
            name: &region.name,
            parent: region.parent.as_deref(),
            valid_from: region.valid_from,
            valid_to: region.valid_to,
            was: region.was.as_deref(),
            area: area
                .zip(region.area_confidence)
                .map(|(area, confidence)| LawRegionArea::of(area, confidence)),
            area_note: citation::note_in_both(&region.area_note),
            zone: book.zone_of(region),
            source: citation::both(&region.source),
            confidence: region.confidence,
            note: citation::note_in_both(&region.note),
        }
    }
}

/// The area of a region in the annex of Perbawaslu 7/2022.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawRegionArea<'a> {
    /// Bawaslu's own code, e.g. `16.27`.
    pub code: &'a str,
    /// The name as the annex prints it, misprints included.
    pub printed: &'a str,
    /// How well it is known that this is the region's area.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
}

impl<'a> LawRegionArea<'a> {
    fn of(area: &'a Area, confidence: Confidence) -> Self {
        Self {
            code: &area.code,
            printed: &area.name,
            confidence,
        }
    }
}

/// A region on a day, its government, and what its code stands for then.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawRegionRead<'a> {
    /// The day.
    pub at: NaiveDate,
    /// Whether the region bore this code on that day. If not, `region` is the one that bore it last before, or first
    /// after it, and there is no `agency`.
    pub in_force: bool,
    /// The region.
    pub region: LawRegion<'a>,
    /// The codes of that day for what this code means: itself, and those whose territory had it before.
    pub stands_for: Vec<&'a str>,
    /// Where no region bore this code yet on that day: the code under which its territory stood then, its own older one
    /// or that of the province it was made out of.
    pub stood_under: Option<&'a str>,
    /// Its government on that day, with the official behind it.
    pub agency: Option<LawAgency<'a>>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
    /// Whose data these are, and their licence.
    #[schema(value_type = BothTexts)]
    pub notice: Text,
}

impl<'a> LawRegionRead<'a> {
    /// The region of a code; none where no region ever bore it.
    #[must_use]
    pub fn of(book: &'a Book, code: &str, at: NaiveDate) -> Option<Self> {
        let region = book.region_ever(code, at)?;
        let became = book.region_became(&region.code, at);
        Some(Self {
            at,
            in_force: region.is_on(at),
            region: LawRegion::of(book, region),
            stands_for: became.into_iter().map(|r| r.code.as_str()).collect(),
            stood_under: book.region_before(region, at).map(|r| r.code.as_str()),
            agency: book.agency_of(&region.code, at).map(|a| LawAgency::of(&a)),
            doubts: law_answers::all(&day_doubts(at)),
            notice: NOTICE,
        })
    }
}

/// The government of a region and its personnel officer (PPK), derived from region and day. Other agencies stand in
/// `GET /v1/offices`.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawAgency<'a> {
    /// The code of the region whose government it is; another one where the region has none of its own.
    pub region: &'a str,
    /// Its name.
    #[schema(value_type = BothTexts)]
    pub name: citation::BothTexts,
    /// The post of its personnel officer (PPK).
    #[schema(value_type = BothTexts)]
    pub official: citation::BothTexts,
    /// The legal source.
    #[schema(value_type = BothTexts)]
    pub citation: citation::BothTexts,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Doubts.
    #[schema(value_type = Vec<BothTexts>)]
    pub notes: Vec<citation::BothTexts>,
}

impl<'a> LawAgency<'a> {
    fn of(agency: &Agency<'a>) -> Self {
        let notes = [agency.doubt.unwrap_or_default(), agency.row.note.as_str()];
        Self {
            region: &agency.region.code,
            name: agency.name.clone(),
            official: agency.official.clone(),
            citation: citation::both(&agency.row.citation),
            confidence: agency.confidence,
            notes: notes
                .into_iter()
                .filter(|note| !note.is_empty())
                .map(citation::note_in_both)
                .collect(),
        }
    }
}
