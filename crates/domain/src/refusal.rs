//! Why a command is refused: a stable code, the rule behind it, and what would have been allowed.

use serde::Serialize;

use crate::{
    Text,
    procedure::{Action, Guard, Stage},
};

/// A refusal. It carries codes and facts, never a value that somebody sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("{}", self.code())]
pub enum Refusal {
    /// No role of the account may do this.
    RoleMissing,
    /// The role fits, but another office must act.
    WrongOffice,
    /// The acting office uses this installation and acts itself.
    OfficeActsItself,
    /// Recording for another office needs the paper: number, date, issuer.
    PaperRequired,
    /// The action does not exist under the law text of this track.
    NotInThisLaw,
    /// The track does not stand where this action starts.
    StepNotAllowed {
        /// Where it starts.
        allowed_from: Vec<Stage>,
        /// Whether the track has ended.
        ended: bool,
    },
    /// A guard does not hold.
    Guard {
        /// Which.
        guard: Guard,
        /// The legal basis of the row.
        basis: &'static str,
    },
    /// The legal day lies in the future.
    FutureDay,
    /// The office did not exist on that day.
    OfficeNotThen,
    /// The step would precede one that it must follow.
    TooEarly {
        /// The step it must follow.
        after: Action,
    },
    /// The details do not belong to this action or speak of unknown things.
    DetailsUnfit,
    /// The acting party is not named or has not the capacity.
    PartyUnfit,
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing => "forbidden_role",
            Self::WrongOffice => "wrong_office",
            Self::OfficeActsItself => "office_acts_itself",
            Self::PaperRequired => "paper_required",
            Self::NotInThisLaw => "not_in_this_law",
            Self::StepNotAllowed { ended: true, .. } => "track_ended",
            Self::StepNotAllowed { .. } => "step_not_allowed",
            Self::Guard { guard, .. } => guard.code(),
            Self::FutureDay => "future_day",
            Self::OfficeNotThen => "office_not_then",
            Self::TooEarly { .. } => "too_early",
            Self::DetailsUnfit => "details_unfit",
            Self::PartyUnfit => "party_unfit",
        }
    }
    /// The text for people.
    #[must_use]
    pub fn text(&self) -> Text {
        let t = |id, en| Text { id, en };
        match self {
            Self::RoleMissing => t(
                "Peran akun ini tidak dapat melakukan tindakan ini.",
                "No role of this account may do this.",
            ),
            Self::WrongOffice => t(
                "Tindakan ini dilakukan oleh kantor lain.",
                "Another office must do this.",
            ),
            Self::OfficeActsItself => t(
                "Kantor itu memakai instalasi ini dan bertindak sendiri.",
                "That office uses this installation and acts itself.",
            ),
            Self::PaperRequired => t(
                "Mencatat untuk kantor lain memerlukan surat: nomor, tanggal, penerbit.",
                "Recording for another office needs its paper: number, date, issuer.",
            ),
            Self::NotInThisLaw => t(
                "Tindakan ini tidak ada dalam peraturan yang berlaku bagi jalur ini.",
                "This action does not exist under the law text of this track.",
            ),
            Self::StepNotAllowed { ended: true, .. } => {
                t("Jalur ini telah berakhir.", "This track has ended.")
            }
            Self::StepNotAllowed { .. } => t(
                "Tindakan ini tidak dapat dimulai dari tahap sekarang.",
                "This action does not start from the present stage.",
            ),
            Self::Guard { guard, .. } => guard.text(),
            Self::FutureDay => t(
                "Hari tindakan tidak boleh di masa depan.",
                "The day of the step lies in the future.",
            ),
            Self::OfficeNotThen => t(
                "Kantor ini belum atau tidak lagi ada pada hari itu.",
                "The office did not exist on that day.",
            ),
            Self::TooEarly { .. } => t(
                "Tindakan ini tidak boleh mendahului langkah yang harus diikutinya.",
                "The step would precede one that it must follow.",
            ),
            Self::DetailsUnfit => t(
                "Rincian tidak sesuai dengan tindakan atau menyebut hal yang tidak ada dalam perkara.",
                "The details do not fit the action or name something that is not in the case.",
            ),
            Self::PartyUnfit => t(
                "Pihak yang bertindak tidak disebut atau tidak berkapasitas.",
                "The acting party is not named or has not that capacity.",
            ),
        }
    }
}
