//! Regions of the Ministry of Home Affairs with their days, their places in Bawaslu's own list of areas, and what a
//! code became.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Area, Book, Confidence, citation};
use crate::time::Zone;

vocabulary! {
    /// The level of a region.
    RegionLevel {
        Province = "province", "Provinsi", "Province";
        Regency = "regency", "Kabupaten", "Regency";
        City = "city", "Kota", "City";
    }
}

/// A province, regency or city under one code and one name, and the days on which it bore them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The ministry's code: `64` or `64.02`. It is neither that of BPS nor Bawaslu's own.
    pub code: String,
    /// Its level.
    pub level: RegionLevel,
    /// The name; regencies and cities with their kind (`Kabupaten Kutai Kartanegara`).
    pub name: String,
    /// Code of its province; none for a province.
    pub parent: Option<String>,
    /// First day; none where it lies before the data.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The code that its territory had before: its own older one, or that of the province it was made out of.
    pub was: Option<String>,
    /// The region under whose government it stands, where it has none of its own.
    pub governed_by: Option<String>,
    /// Bawaslu's own area code.
    pub area_code: Option<String>,
    /// How well it is known that this is its area.
    pub area_confidence: Option<Confidence>,
    /// Why there is no area code, or what the annex prints otherwise.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub area_note: String,
    /// Where code, name and days come from.
    #[serde(serialize_with = "citation::serialize_both")]
    pub source: String,
    /// How well they are known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

impl Region {
    /// Whether it bore this code and name on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

impl Book {
    /// The region with a code on a day; an installation's later row wins.
    #[must_use]
    pub fn region(&self, code: &str, day: NaiveDate) -> Option<&Region> {
        let bears = |r: &&Region| r.code == code && r.is_on(day);
        self.regions.iter().rev().find(bears)
    }

    /// The region of a code whether or not it bore it on that day: else the last one before, else the first one after.
    #[must_use]
    pub fn region_ever(&self, code: &str, day: NaiveDate) -> Option<&Region> {
        let of = || self.regions.iter().filter(|r| r.code == code);
        let ended = || of().filter(|r| r.valid_to.is_some_and(|to| to < day));
        self.region(code, day)
            .or_else(|| ended().max_by_key(|r| r.valid_to))
            .or_else(|| of().min_by_key(|r| r.valid_from))
    }

    /// The regions of a day, in the order of the file.
    pub fn regions_on(&self, day: NaiveDate) -> impl Iterator<Item = &Region> {
        self.regions.iter().filter(move |r| r.is_on(day))
    }

    /// The regencies and cities of a province on a day.
    pub fn regions_within<'a>(
        &'a self,
        province: &'a str,
        day: NaiveDate,
    ) -> impl Iterator<Item = &'a Region> {
        self.regions_on(day)
            .filter(move |r| r.parent.as_deref() == Some(province))
    }

    /// The region that one of Bawaslu's own area codes means on a day.
    #[must_use]
    pub fn region_of_area(&self, area: &str, day: NaiveDate) -> Option<&Region> {
        let means = |r: &&Region| r.area_code.as_deref() == Some(area) && r.is_on(day);
        self.regions.iter().rev().find(means)
    }

    /// What a code stands for on a day: the region itself while it bears the code, and besides those whose territory
    /// had it before (`91.01` is `93.01` since the split; `91` is itself less the three that were made out of it).
    #[must_use]
    pub fn region_became<'a>(&'a self, code: &'a str, day: NaiveDate) -> Vec<&'a Region> {
        // A code that followed another may itself have been followed by a third.
        let mut codes = vec![code];
        let mut at = 0;
        while let Some(old) = codes.get(at).copied() {
            for next in &self.regions {
                if next.was.as_deref() == Some(old) && !codes.contains(&next.code.as_str()) {
                    codes.push(&next.code);
                }
            }
            at += 1;
        }
        codes
            .into_iter()
            .filter_map(|code| self.region(code, day))
            .collect()
    }

    /// The region as which the territory of one stood on a day before its own first; none from that day on, and where
    /// the data tell nothing of it.
    #[must_use]
    pub fn region_before(&self, region: &Region, day: NaiveDate) -> Option<&Region> {
        region.valid_from.filter(|from| day < *from)?;
        let mut code = region.was.as_deref()?;
        // A code that followed another may itself have followed a third; no chain is longer than the list.
        for _ in 0..self.regions.len() {
            if let Some(then) = self.region(code, day) {
                return Some(then);
            }
            let older = self.regions.iter().find(|r| r.code == code)?;
            code = older.was.as_deref()?;
        }
        None
    }

    /// The area of a region in Bawaslu's own list.
    #[must_use]
    pub fn area_of(&self, region: &Region) -> Option<&Area> {
        let code = region.area_code.as_ref()?;
        self.areas.iter().find(|a| a.code == *code)
    }

    /// The time zone of a region: that of its area, which is the one place that holds zones. A region without an area
    /// has the zone of the province it was made out of, or of the one that it lies in.
    #[must_use]
    pub fn zone_of(&self, region: &Region) -> Option<Zone> {
        if let Some(area) = self.area_of(region) {
            return Some(area.zone);
        }
        [&region.was, &region.parent]
            .into_iter()
            .flatten()
            // Both lead to an older or a higher region, so that this ends after two steps at most.
            .filter_map(|code| self.regions.iter().find(|r| r.code == *code))
            .find_map(|other| {
                self.area_of(other).map(|a| a.zone).or_else(|| {
                    let parent = other.parent.as_ref()?;
                    let above = self.regions.iter().find(|r| r.code == *parent)?;
                    self.area_of(above).map(|a| a.zone)
                })
            })
    }
}
