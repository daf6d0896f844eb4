//! What an amendment is judged against beside the tracks.

use crate::acts::command::PaperRef;
use crate::{file::CaseFile, ids::MeetingId, procedure::Requirement};
use chrono::NaiveDate;

/// What a case keeps outside its tracks, as it stands: an amendment is judged against it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Its papers.
    pub papers: Vec<PaperRef>,
    /// Its plenary meetings with their days, where one is known.
    pub meetings: Vec<(MeetingId, NaiveDate)>,
    /// Requirements for which the amended words give something that gave nothing before.
    pub given: Vec<Requirement>,
    /// Requirements for which they give nothing any more.
    pub lost: Vec<Requirement>,
    /// Other cases that the amendment reaches, with their events: those of the same report, of which one was split off
    /// the other, and those that show an amended paper.
    pub others: Vec<CaseFile>,
}

impl Kept {
    /// Nothing: no other command needs it.
    pub const NONE: Self = Self {
        papers: Vec::new(),
        meetings: Vec::new(),
        given: Vec::new(),
        lost: Vec::new(),
        others: Vec::new(),
    };
}
