//! What a use case answers when it does not succeed: one enum, mapped exhaustively to problems by the HTTP layer.
//!
//! Owns the outcome's kinds and the facts a client may see. Must not know HTTP statuses or headers.
//! The rejected value is never part of an error.

use std::borrow::Cow;

use chrono::NaiveDate;
use netralitas_domain::{
    Text,
    procedure::Action,
    refusal::{Competence, Refusal},
};
use serde_json::Value;

/// A sentence for people in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Indonesian, with the law's word.
    pub id: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Sentence {
    /// A sentence with the day that it speaks of.
    fn with_day(text: Text, day: NaiveDate) -> Self {
        Self {
            id: format!("{} ({day})", text.id).into(),
            en: format!("{} ({day})", text.en).into(),
        }
    }

    /// A sentence known when the program was written.
    #[must_use]
    pub const fn fixed(id: &'static str, en: &'static str) -> Self {
        Self {
            id: Cow::Borrowed(id),
            en: Cow::Borrowed(en),
        }
    }
}

impl From<netralitas_domain::Text> for Sentence {
    fn from(text: netralitas_domain::Text) -> Self {
        Self::fixed(text.id, text.en)
    }
}

/// One field that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the body, `""` for the whole; for a query, `/` and its name.
    pub pointer: String,
    /// Stable code, such as `too_long`.
    pub code: Cow<'static, str>,
    /// A text for people; without one the HTTP layer takes the text of the code.
    pub text: Option<Sentence>,
    /// The code of the kind of paper that is missing, where that is what is wrong.
    pub kind: Option<&'static str>,
}

impl FieldError {
    /// A field error whose text is the one of its code.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: impl Into<Cow<'static, str>>) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            text: None,
            kind: None,
        }
    }

    /// The same with a text of its own.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<Sentence>) -> Self {
        self.text = Some(text.into());
        self
    }
}

/// What kind of rule refused a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// The caller's role may not do it.
    Role,
    /// Another office must do it, or does it itself.
    Office,
    /// The track's state has no such step.
    Step,
    /// The step exists, but a condition of it is not met.
    Guard,
    /// What was sent cannot belong to this step: the day, the details or the parties.
    Input,
    /// A second person must agree, or the one who did may not.
    Approval,
    /// A condition of a change of an account or a system is not met; no law, a rule of this program.
    Account,
}

/// A refusal by the rules, with what a client needs to understand it.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// What kind of rule refused.
    pub kind: RefusalKind,
    /// The stable code of the reason: the same one that `next_actions` shows.
    pub reason: Cow<'static, str>,
    /// The reason for people.
    pub text: Sentence,
    /// The fields at fault, all that are known.
    pub errors: Vec<FieldError>,
    /// Citations of the law, most exact first.
    pub legal_basis: Vec<String>,
    /// Codes of the states from which the action is allowed.
    pub allowed_from: Vec<String>,
    /// The step that must come first, where that is why.
    pub missing_step: Option<Action>,
    /// Who is competent and when, where the day is why.
    pub competent: Vec<Competence>,
    /// What the caller may do now, as a read of the track would show it.
    pub next_actions: Option<Value>,
}

impl Refused {
    /// With what the law says of it.
    #[must_use]
    pub fn with_basis(mut self, basis: Vec<&'static str>) -> Self {
        self.legal_basis = basis.into_iter().map(str::to_owned).collect();
        self
    }
}

impl From<Refusal> for Refused {
    /// Keeps the code, so that a refused command and `next_actions` give the same reason.
    fn from(refusal: Refusal) -> Self {
        let (reason, text) = (refusal.code(), refusal.text());
        let missing_step = refusal.missing_step();
        let missing = refusal.missing_papers();
        let days = refusal.days();
        let errors = refusal
            .fields()
            .into_iter()
            .enumerate()
            .map(|(place, (pointer, code, text))| FieldError {
                kind: missing.get(place).map(|p| p.code()),
                ..FieldError::new(pointer, code).with_text(match days.get(place) {
                    Some(Some(day)) => Sentence::with_day(text, *day),
                    _ => text.into(),
                })
            })
            .collect();
        let mut competent = Vec::new();
        let plain = |kind| (kind, Vec::new(), Vec::new());
        let (kind, allowed_from, legal_basis) = match refusal {
            Refusal::RoleMissing | Refusal::HistoricRightMissing => plain(RefusalKind::Role),
            Refusal::WrongOffice | Refusal::OfficeActsItself => plain(RefusalKind::Office),
            Refusal::NotInThisLaw => plain(RefusalKind::Step),
            Refusal::StepNotAllowed { allowed_from, .. } => {
                let codes = allowed_from.iter().map(|stage| stage.code().to_owned());
                (RefusalKind::Step, codes.collect(), Vec::new())
            }
            Refusal::Guard {
                basis,
                competent: who,
                ..
            } => {
                competent = who;
                (RefusalKind::Guard, Vec::new(), vec![basis.to_owned()])
            }
            Refusal::TooEarly { .. } | Refusal::StepMissing { .. } => plain(RefusalKind::Guard),
            Refusal::Unfit(_) if matches!(reason, "approval_required" | "approval_unfit") => {
                plain(RefusalKind::Approval)
            }
            Refusal::Unfit(_) => plain(RefusalKind::Input),
        };
        Self {
            kind,
            reason: Cow::Borrowed(reason),
            text: text.into(),
            // Who agrees stands in no field.
            errors: if kind == RefusalKind::Approval {
                Vec::new()
            } else {
                errors
            },
            legal_basis,
            allowed_from,
            missing_step,
            competent,
            next_actions: None,
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// More bytes than one file may have.
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// A kind of file that is not on the list.
    KindNotTaken,
    /// Its bytes are not of the kind that it says.
    NotWhatItSays,
    /// Its bytes do not have the digest that came with them.
    DigestDiffers,
}

/// Why a use case did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The rules refuse the command.
    #[error("refused: {}", .0.reason)]
    Refused(Box<Refused>),
    /// Fields of the input cannot be taken; all of them at once.
    #[error("{} field(s) cannot be taken", .0.len())]
    Invalid(Vec<FieldError>),
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// The caller's role may not use this operation, whatever the case.
    #[error("forbidden")]
    Forbidden,
    /// The identity is sealed: nothing that the caller asked for and another agreed to runs.
    #[error("sealed")]
    Sealed,
    /// The expected version is not the present one.
    #[error("stale version, now {current}")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// Of several tracks, these have moved; each error points at the version that was sent.
    #[error("{} stale version(s)", .0.len())]
    StaleTracks(Vec<FieldError>),
    /// A file cannot be taken.
    #[error("file not taken: {0:?}")]
    File(FileFault),
    /// It clashes with something that exists already, such as a user name.
    #[error("conflict at {pointer}")]
    Conflict {
        /// JSON Pointer to the field that clashes.
        pointer: &'static str,
    },
    /// The idempotency key was used for another request.
    #[error("idempotency key reused for another request")]
    KeyReused,
    /// User name and password do not fit together, or the account is shut.
    #[error("credentials do not fit")]
    Credentials,
    /// The password fits; the code of the second factor is missing, wrong, or was used.
    #[error("a code of the second factor is needed")]
    SecondFactor,
    /// It was erased: whoever could read it is told that there was something.
    #[error("erased")]
    Erased,
    /// No ticket has this receipt, or it ended: both are one.
    #[error("receipt unknown")]
    ReceiptUnknown,
    /// The account behind a valid token is gone or shut.
    #[error("account of the token is not active")]
    AccountInactive,
    /// Too many attempts; try again after the given seconds.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The cursor is not one of ours, or belongs to another list or caller.
    #[error("cursor not valid")]
    CursorInvalid,
    /// No capacity just now; nothing was written.
    #[error("busy")]
    Busy {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// A fault of ours. Clients see none of it; the log has the whole chain.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// Wraps a fault of ours.
    #[must_use]
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// A condition that does not hold, of what is no step of a case.
    #[must_use]
    pub fn condition(code: &'static str, text: netralitas_domain::Text) -> Self {
        Self::Refused(Box::new(Refused {
            kind: RefusalKind::Guard,
            reason: code.into(),
            text: text.into(),
            legal_basis: Vec::new(),
            allowed_from: Vec::new(),
            next_actions: None,
            competent: Vec::new(),
            errors: Vec::new(),
            missing_step: None,
        }))
    }

    /// One field that cannot be taken.
    #[must_use]
    pub fn field(pointer: impl Into<String>, code: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code)])
    }
}

impl From<crate::keys::KeyError> for AppError {
    fn from(error: crate::keys::KeyError) -> Self {
        Self::internal(error)
    }
}

impl From<netralitas_blobs::BlobError> for AppError {
    fn from(error: netralitas_blobs::BlobError) -> Self {
        Self::internal(error)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal.into()))
    }
}
