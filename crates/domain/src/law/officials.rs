//! The governments of regions and the official behind each: derived from the regions of a day, never stored.
//!
//! Other agencies are imported with the post of their personnel officer (PPK); both answers meet in
//! [`Book::official_behind`], which tells them apart and never picks in silence.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Book, Confidence, Region, RegionLevel, citation, citation::BothTexts, in_force};

/// Who is the personnel officer (PPK) of the governments of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialRow {
    /// Of which regions.
    pub level: RegionLevel,
    /// The post in Indonesian, before the region's name.
    pub id: String,
    /// The post in English, before the region's name.
    pub en: String,
    /// What the government is called in Indonesian, before the region's name.
    pub government_id: String,
    /// What the government is called in English, before the region's name.
    pub government_en: String,
    /// First day; none where it was not seen.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// Where it was read; empty where no address was seen.
    #[serde(default)]
    pub address: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// The government of a region on a day, and its personnel officer (PPK).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency<'a> {
    /// The region whose government it is: for parts of Jakarta, the province.
    pub region: &'a Region,
    /// Its name.
    pub name: BothTexts,
    /// The post of its personnel officer (PPK).
    pub official: BothTexts,
    /// The row that says so.
    pub row: &'a OfficialRow,
    /// How well it is known: no better than the weakest of what it rests on.
    pub confidence: Confidence,
    /// The doubt of the asked region, where its government is another's.
    pub doubt: Option<&'a str>,
}

/// The official behind an agency: what the agency's own record names, and what follows from its region.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind<'a> {
    /// The post that the record names.
    pub named: Option<&'a str>,
    /// What follows from the region.
    pub derived: Option<Agency<'a>>,
}

impl<'a> Behind<'a> {
    /// The post in both languages: the record's own where it names one.
    #[must_use]
    pub fn post(&self) -> Option<BothTexts> {
        match (self.named, &self.derived) {
            (Some(post), _) => Some(BothTexts {
                id: post.to_owned(),
                en: post.to_owned(),
            }),
            (None, Some(agency)) => Some(agency.official.clone()),
            (None, None) => None,
        }
    }

    /// The other answer, where record and region do not say the same.
    #[must_use]
    pub fn alternative(&self) -> Option<&Agency<'a>> {
        let (named, agency) = (self.named?, self.derived.as_ref()?);
        let same = |text: &str| text.eq_ignore_ascii_case(named);
        (!same(&agency.official.id) && !same(&agency.official.en)).then_some(agency)
    }
}

impl Book {
    /// The government of a region on a day with its personnel officer (PPK); none where no region has that code then.
    #[must_use]
    pub fn agency_of(&self, code: &str, day: NaiveDate) -> Option<Agency<'_>> {
        let asked = self.region(code, day)?;
        let (region, doubt) = match &asked.governed_by {
            Some(above) => (self.region(above, day)?, Some(asked.note.as_str())),
            None => (asked, None),
        };
        let row = self
            .officials
            .iter()
            .rev()
            .find(|r| r.level == region.level && in_force(r.valid_from, r.valid_to, day))?;
        let place = bare(region);
        let named = |id: &str, en: &str| BothTexts {
            id: format!("{id} {place}"),
            en: format!("{en} {place}"),
        };
        let weakest = asked
            .confidence
            .max(region.confidence)
            .max(row.confidence)
            .max(doubt.map_or(Confidence::Sure, |_| Confidence::Unsure));
        Some(Agency {
            region,
            name: named(&row.government_id, &row.government_en),
            official: named(&row.id, &row.en),
            row,
            confidence: weakest,
            doubt,
        })
    }

    /// The official behind an agency on a day, from the post that its record names and the ministry's code of its
    /// region; both may be missing, and they may differ ([`Behind::alternative`]). A code that the region no longer
    /// bears on that day is followed to the one that it became, where there is just one.
    #[must_use]
    pub fn official_behind<'a>(
        &'a self,
        named: Option<&'a str>,
        ministry_code: Option<&'a str>,
        day: NaiveDate,
    ) -> Behind<'a> {
        let derived = ministry_code.and_then(|code| {
            self.agency_of(code, day)
                .or_else(|| match self.region_became(code, day).as_slice() {
                    [only] => self.agency_of(&only.code, day),
                    _ => None,
                })
        });
        Behind {
            named: named.filter(|post| !post.trim().is_empty()),
            derived,
        }
    }
}

/// The name of a region without its kind: `Sampang` of `Kabupaten Sampang`.
fn bare(region: &Region) -> &str {
    let kind = match region.level {
        RegionLevel::Province => return &region.name,
        RegionLevel::Regency => "Kabupaten ",
        RegionLevel::City => "Kota ",
    };
    region.name.strip_prefix(kind).unwrap_or(&region.name)
}
