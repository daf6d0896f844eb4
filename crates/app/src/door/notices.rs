//! What everybody may know: the offices that are open to the public, and the notice board of one (form B.18) by number
//! and day, without names.

use std::sync::Arc;

use chrono::NaiveDate;
use netralitas_domain::{
    file::Track,
    ids::OfficeId,
    numbers::NumberKind,
    people::Office,
    procedure::{Action, ON_THE_NOTICE_BOARD, Outcome, Stage},
};
use netralitas_store::views::notice_board;

use super::filing::is_open;
use crate::{App, Known, error::AppError};

/// Most notices of one answer.
pub const MOST_NOTICES: i64 = 200;

/// The status of one report or finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number: of the register, or of the receipt where it was not registered.
    pub number: Option<String>,
    /// The day it was announced.
    pub day: NaiveDate,
    /// How: `announce_status`, or `declare_not_registered`.
    pub action: Action,
    /// Where it then stood, where it was not registered.
    pub stage: Option<Stage>,
    /// What was decided, each kind of outcome once.
    pub outcomes: Vec<Outcome>,
}

/// Notices of an office.
pub struct Board {
    /// The newest first.
    pub notices: Vec<Notice>,
    /// The law and offices.
    pub known: Arc<Known>,
}

/// The offices that the public may choose from.
pub struct OpenOffices {
    /// By level and name.
    pub offices: Vec<Office>,
    /// Whether reports are filed online here.
    pub official_channel: bool,
}

impl App {
    /// The offices that are open to the public.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn open_offices(&self) -> Result<OpenOffices, AppError> {
        let (known, now) = (self.known_now().await?, self.clock().now());
        let mut offices: Vec<Office> = known
            .offices
            .all()
            .filter(|o| is_open(&known, o, now))
            .cloned()
            .collect();
        offices.sort_by(|a, b| (a.level.depth(), &a.name).cmp(&(b.level.depth(), &b.name)));
        Ok(OpenOffices {
            offices,
            official_channel: self.inner.door.official_channel,
        })
    }

    /// The notice board of an office: the last status of each of its cases that was announced in a year.
    ///
    /// # Errors
    /// Those of the database. An office that is not open to the public has no notices.
    pub async fn notices(&self, office: OfficeId, year: i32) -> Result<Board, AppError> {
        let now = self.clock().now();
        let known = self.known_now().await?;
        let board = known
            .offices
            .get(office)
            .filter(|o| is_open(&known, o, now));
        if board.is_none() {
            return Ok(Board {
                notices: Vec::new(),
                known,
            });
        }
        let tracks = self
            .store()
            .read_page(move |tx| {
                Ok::<_, AppError>(notice_board::tracks(tx, office, year, MOST_NOTICES)?)
            })
            .await?;
        let mut notices: Vec<Notice> = tracks
            .iter()
            .filter_map(notice)
            .filter(|n| chrono::Datelike::year(&n.day) == year)
            .collect();
        notices.sort_by(|a, b| (b.day, &b.number).cmp(&(a.day, &a.number)));
        Ok(Board { notices, known })
    }
}

/// The last status of a case that was announced and stands.
fn notice(track: &Track) -> Option<Notice> {
    let case = track.case()?;
    let (_, step) = track
        .standing()
        .rev()
        .find(|(_, step)| ON_THE_NOTICE_BOARD.contains(&step.action))?;
    let number = |kind| {
        let numbers = track.numbers.iter().filter(move |n| n.kind == kind);
        numbers.filter_map(|n| n.text.clone()).next()
    };
    let announced = step.action == Action::AnnounceStatus;
    let mut outcomes: Vec<Outcome> = Vec::new();
    if announced {
        for outcome in case.allegations.iter().flat_map(|a| &a.outcomes) {
            if !outcomes.contains(outcome) {
                outcomes.push(*outcome);
            }
        }
    }
    Some(Notice {
        number: number(NumberKind::Register).or_else(|| number(NumberKind::Submission)),
        day: step.at.day,
        action: step.action,
        stage: (!announced).then_some(Stage::NotRegistered),
        outcomes,
    })
}
