//! Stages of elections: the row that holds for a race in a region, and the days of [`Election`] that follow.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Book, Confidence, ElectionStage, StageChange, StageRow, citation};

/// One election of one race.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    /// Code, e.g. `pilkada-2020`.
    pub code: String,
    /// Indonesian name.
    pub id: String,
    /// English name.
    pub en: String,
    /// `pemilu` or `pilkada`.
    pub kind: String,
    /// The race, e.g. `regent`.
    pub race: String,
    /// The kind code inside numbers.
    pub number_kind: crate::numbers::KindCode,
    /// The day candidates were fixed; this and the days below are filled from the stages.
    #[serde(default)]
    pub candidates_fixed: Option<NaiveDate>,
    /// First day of the campaign.
    #[serde(default)]
    pub campaign_from: Option<NaiveDate>,
    /// Last day of the campaign.
    #[serde(default)]
    pub campaign_to: Option<NaiveDate>,
    /// First day of the quiet period.
    #[serde(default)]
    pub quiet_from: Option<NaiveDate>,
    /// Last day of the quiet period.
    #[serde(default)]
    pub quiet_to: Option<NaiveDate>,
    /// Voting day.
    #[serde(default)]
    pub voting: Option<NaiveDate>,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// Where it was read; empty where no address was seen.
    #[serde(default)]
    pub address: String,
    /// How well the least known of it is known, its days included.
    #[serde(skip_deserializing, default = "unsure")]
    pub confidence: Confidence,
    /// How well the row itself is known, without its days.
    #[serde(rename(deserialize = "confidence"), skip_serializing)]
    pub row_confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

const fn unsure() -> Confidence {
    Confidence::Unsure
}

/// One race of one election, in one region where its days may be its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contest<'a> {
    /// The election.
    pub election: &'a str,
    /// The race.
    pub race: &'a str,
    /// The region's code, e.g. `73` or `73.71`.
    pub region: Option<&'a str>,
}

/// What a row says that holds for every race.
pub(in crate::law) const ANY: &str = "any";

impl Book {
    /// The row of a stage that holds: that of the region before that of its province before the general one, that of
    /// the race before that of all, the later before the earlier. A region or race that follows what is general again
    /// has no row of its own. None where there is none or it was annulled.
    #[must_use]
    pub fn stage(&self, contest: Contest<'_>, stage: ElectionStage) -> Option<&StageRow> {
        row(&self.stages, contest, stage)
    }

    /// Whether offices in a region take in reports around the clock on a day: the quiet period and the day of voting
    /// (Perbawaslu 7/2022 art. 11(2), 11(4)). Days of counting after it stand in no row yet.
    #[must_use]
    pub fn round_the_clock(&self, contest: Contest<'_>, day: NaiveDate) -> bool {
        let first = |stage| self.stage(contest, stage).and_then(|row| row.from);
        let span = first(ElectionStage::Quiet).zip(first(ElectionStage::Voting));
        span.is_some_and(|(from, to)| from <= day && day <= to)
    }

    /// Whether a row of the book speaks of the region of a contest itself, not of the whole country.
    pub(super) fn told_of_region(&self, contest: Contest<'_>) -> bool {
        let rows = ElectionStage::ALL.iter();
        let mut rows = rows.filter_map(|stage| standing(&self.stages, contest, *stage));
        rows.any(|row| !row.region.is_empty())
    }

    /// Adds a stage row of an installation; a later row wins, and the days of the elections follow.
    pub fn supersede_stage(&mut self, row: StageRow) {
        self.stages.push(row);
        fill(&mut self.elections, &self.stages);
    }
}

impl StageRow {
    /// Whether it speaks of a race in its region.
    pub(super) fn speaks_of(&self, contest: Contest<'_>) -> bool {
        self.election == contest.election
            && (self.race == ANY || self.race == contest.race)
            && covers(&self.region, contest.region)
    }
}

fn row<'b>(
    stages: &'b [StageRow],
    contest: Contest<'_>,
    stage: ElectionStage,
) -> Option<&'b StageRow> {
    standing(stages, contest, stage).filter(|r| r.change != StageChange::Annulled)
}

/// The row that holds, also one that annuls.
fn standing<'b>(
    stages: &'b [StageRow],
    contest: Contest<'_>,
    stage: ElectionStage,
) -> Option<&'b StageRow> {
    let own = |r: &StageRow| (r.region.len(), r.race != ANY);
    let rows = stages.iter().enumerate();
    let mut found = rows
        .filter(|(_, r)| r.stage == stage && r.speaks_of(contest))
        .max_by_key(|(at, r)| (own(r), *at))
        .map(|(_, r)| r)?;
    // The regions that speak of one lie in each other, so that the key names region and race.
    while found.change == StageChange::AsForAll {
        let apart = own(found);
        let general = |r: &&StageRow| r.stage == stage && r.speaks_of(contest) && own(r) < apart;
        let rows = stages.iter().filter(general).enumerate();
        found = rows.max_by_key(|(at, r)| (own(r), *at)).map(|(_, r)| r)?;
    }
    Some(found)
}

/// Whether a row of a region speaks of another: of itself and, of a province, of what lies in it.
fn covers(row: &str, asked: Option<&str>) -> bool {
    if row.is_empty() {
        return true;
    }
    asked
        .and_then(|asked| asked.strip_prefix(row))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Writes the general days into the elections. An election is known as well as the least known of its days.
pub(super) fn fill(elections: &mut [Election], stages: &[StageRow]) {
    for election in elections {
        let days = |stage| {
            let contest = Contest {
                election: &election.code,
                race: &election.race,
                region: None,
            };
            row(stages, contest, stage)
        };
        let fixed = days(ElectionStage::CandidatesFixed);
        let campaign = days(ElectionStage::Campaign);
        let quiet = days(ElectionStage::Quiet);
        let voting = days(ElectionStage::Voting);
        let used = [fixed, campaign, quiet, voting];
        let weakest = used.into_iter().flatten().map(|r| r.confidence).max();
        let weakest = weakest.map_or(Confidence::Unsure, |w| w.max(election.row_confidence));
        election.candidates_fixed = fixed.and_then(|r| r.from);
        (election.campaign_from, election.campaign_to) = ends(campaign);
        (election.quiet_from, election.quiet_to) = ends(quiet);
        election.voting = voting.and_then(|r| r.from);
        election.confidence = weakest;
    }
}

fn ends(row: Option<&StageRow>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (row.and_then(|r| r.from), row.and_then(|r| r.to))
}
