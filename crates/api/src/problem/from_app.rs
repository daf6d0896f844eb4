//! Which problem each outcome of a use case becomes: exhaustive, so that a new outcome does not compile here
//! until it has one.

use netralitas_app::error::{AppError, FieldError, FileFault, RefusalKind};

use super::{Code, Problem};

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Refused(refused) => {
                let code = match refused.kind {
                    RefusalKind::Role => Code::ForbiddenRole,
                    RefusalKind::Office => Code::ForbiddenOffice,
                    RefusalKind::Step => Code::StepNotAllowed,
                    RefusalKind::Guard => Code::GuardRefused,
                    RefusalKind::Input => Code::ValidationFailed,
                    RefusalKind::Approval => Code::ApprovalRequired,
                    RefusalKind::Account => Code::AccountRefused,
                };
                Self::new(code).with(|facts| {
                    facts.reason = Some((refused.reason, refused.text));
                    facts.errors = refused.errors;
                    facts.missing_step = refused.missing_step;
                    facts.competent = refused.competent;
                    facts.legal_basis = refused.legal_basis;
                    facts.allowed_from = refused.allowed_from;
                    facts.next_actions = refused.next_actions;
                })
            }
            AppError::Invalid(errors) => Self::new(Code::ValidationFailed).with_errors(errors),
            AppError::NotFound => Self::new(Code::NotFound),
            AppError::Forbidden => Self::new(Code::ForbiddenRole),
            AppError::Sealed => Self::new(Code::IdentitySealed),
            AppError::Stale { current } => {
                Self::new(Code::VersionStale).with(|facts| facts.current_version = Some(current))
            }
            AppError::Conflict { pointer } => {
                Self::new(Code::Conflict).with_errors(vec![FieldError::new(pointer, "taken")])
            }
            AppError::StaleTracks(errors) => Self::new(Code::VersionStale).with_errors(errors),
            AppError::File(FileFault::TooLarge { limit }) => Self::new(Code::BodyTooLarge)
                .with_detail(
                    format!("Batasnya {limit} bita."),
                    format!("The limit is {limit} bytes."),
                ),
            AppError::File(FileFault::KindNotTaken) => Self::new(Code::FileKindNotTaken),
            AppError::File(FileFault::NotWhatItSays) => Self::new(Code::FileNotWhatItSays),
            AppError::File(FileFault::DigestDiffers) => Self::new(Code::FileDigestDiffers),
            AppError::KeyReused => Self::new(Code::IdempotencyKeyReused),
            AppError::Erased => Self::new(Code::Erased),
            AppError::ReceiptUnknown => Self::new(Code::ReceiptUnknown),
            AppError::Credentials => Self::new(Code::CredentialsWrong),
            AppError::SecondFactor => Self::new(Code::SecondFactorRequired),
            AppError::AccountInactive => Self::new(Code::TokenInvalid),
            AppError::TooMany { retry_after } => {
                Self::new(Code::TooManyRequests).with_retry_after(retry_after)
            }
            AppError::CursorInvalid => Self::new(Code::CursorInvalid),
            AppError::Busy { retry_after } => {
                Self::new(Code::TooBusy).with_retry_after(retry_after)
            }
            AppError::Internal(source) => {
                // The log has the whole chain, the client nothing but the request id.
                let mut chain = source.to_string();
                let mut next = source.source();
                while let Some(cause) = next {
                    chain.push_str(": ");
                    chain.push_str(&cause.to_string());
                    next = cause.source();
                }
                tracing::error!(error = chain, "internal error");
                Self::new(Code::Internal)
            }
        }
    }
}
