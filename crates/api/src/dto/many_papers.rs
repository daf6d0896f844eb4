//! One paper for many tracks.

use netralitas_app::{
    input::WhenIn,
    papers::many_papers::{ManyPapersIn, TrackVersion},
};
use netralitas_domain::{ids::TrackId, procedure::Machine};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    clock::{Day, clock_form, minutes},
    paper::Paper,
    words,
};

/// The collection of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// Cases.
    Cases,
    /// Reviews.
    Reviews,
    /// Sanctions.
    Sanctions,
    /// Blocks.
    Controls,
    /// Referrals.
    Referrals,
}

impl From<Collection> for Machine {
    fn from(collection: Collection) -> Self {
        match collection {
            Collection::Cases => Self::Case,
            Collection::Reviews => Self::Review,
            Collection::Sanctions => Self::Sanction,
            Collection::Controls => Self::Control,
            Collection::Referrals => Self::Referral,
        }
    }
}

/// A track at the version that was read.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackAt {
    /// Its collection.
    pub collection: Collection,
    /// The track.
    pub track_id: Uuid,
    /// Its version as it was read.
    #[validate(range(min = 1, max = 9_007_199_254_740_991_i64))]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    pub version: i64,
}

/// A paper for many tracks of any case: attached to all of them, or to none.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyPapers {
    /// The paper.
    #[validate(nested)]
    pub paper: Paper,
    /// The legal day of attaching it; without it, now.
    pub effective_day: Option<Day>,
    /// The clock time, `HH:MM`, only where there is one.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub effective_time: Option<String>,
    /// The tracks, each once.
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(min_items = 1, max_items = 200)]
    pub tracks: Vec<TrackAt>,
}

impl From<ManyPapers> for ManyPapersIn {
    fn from(body: ManyPapers) -> Self {
        Self {
            paper: body.paper.into(),
            when: WhenIn {
                day: body.effective_day.map(Day::date),
                minute: body.effective_time.as_deref().and_then(minutes),
            },
            tracks: body
                .tracks
                .into_iter()
                .map(|t| TrackVersion {
                    machine: t.collection.into(),
                    track: TrackId::new(t.track_id),
                    version: t.version,
                })
                .collect(),
        }
    }
}

/// The receipt, as the document shows it; the bytes come from the use case.
#[derive(Debug, ToSchema)]
#[schema(as = ManyPapersReceipt)]
pub struct ManyPapersOut {
    /// The paper.
    pub paper_id: Uuid,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Every track with its new version, in the order asked.
    pub tracks: Vec<ManyPapersTrack>,
}

/// A track that has the paper now.
#[derive(Debug, ToSchema)]
pub struct ManyPapersTrack {
    /// Its machine.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// The track.
    pub track_id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Its version now, and the journal row.
    pub version: i64,
}
