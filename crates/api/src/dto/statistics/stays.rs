//! How long tracks stay at a stage.

use chrono::NaiveDate;
use netralitas_app::reading::statistics::TimeInStage;
use netralitas_domain::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{dto::answer::Named, extract::Language};

/// How long the tracks that the caller may see stood at the stages that they have left.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimeInStageOut {
    /// The legal day as of which it is.
    pub as_of: NaiveDate,
    /// What was recorded up to this instant is in it (RFC 3339, UTC).
    pub known_at: String,
    /// Whether the same question will be answered the same for ever; as in the funnel.
    pub settled: bool,
    /// What is counted.
    pub definition: &'static str,
    /// The stages that were left.
    pub items: Vec<StageTimeOut>,
}

/// How long tracks stood at a stage.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StageTimeOut {
    /// The machine.
    pub machine: Named,
    /// The stage.
    pub stage: Named,
    /// How often it was left up to the day.
    pub left: i64,
    /// The median, in days of the calendar.
    pub median_days: i64,
    /// Nine of ten stayed so long at most, in days of the calendar.
    pub p90_days: i64,
}

const DEFINITION: Text = Text {
    id: "Hari kalender antara hari hukum masuk ke suatu tahap dan hari meninggalkannya, untuk tiap kali suatu jalur \
         meninggalkannya; nol pada hari yang sama. Yang masih berada di sana tidak dihitung. Tiap perkara dalam suatu \
         rangkaian dihitung. Median dan persentil ke-90 menurut peringkat terdekat.",
    en: "Days of the calendar between the legal day on which a track came to a stage and the one on which it left, each \
         time; none on the same day. Who still stands there is not counted. Every case of a chain is. Median and \
         ninetieth percentile by the nearest rank.",
};

impl TimeInStageOut {
    /// Renders it.
    #[must_use]
    pub fn of(found: &TimeInStage, language: Language) -> Self {
        let items = found.stages.iter().map(|stay| StageTimeOut {
            machine: Named::of(stay.stage.machine(), language),
            stage: Named::of(stay.stage, language),
            left: stay.left,
            median_days: stay.median,
            p90_days: stay.p90,
        });
        Self {
            as_of: found.dated.as_of,
            known_at: found.dated.known_at.rfc3339(),
            settled: found.dated.settled,
            definition: language.pick(DEFINITION),
            items: items.collect(),
        }
    }
}
