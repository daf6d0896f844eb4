//! Whose clock a term is.

use super::{Acts, Seat, Term, TermKind, rules};
use crate::Text;

/// Who has to keep a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeper(Acts);

impl Keeper {
    /// The stable code: that of the seat, or of the party.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self.0 {
            Acts::Office(seat) => seat.code(),
            Acts::Reporter => "reporter",
            Acts::Respondent => "respondent",
            Acts::ReporterOrRespondent => "reporter_or_respondent",
        }
    }
    /// In words.
    #[must_use]
    pub fn text(self) -> Text {
        match self.0 {
            Acts::Office(seat) => seat.text(),
            Acts::Reporter => Text {
                id: "Pelapor atau kuasanya",
                en: "The reporter or a representative",
            },
            Acts::Respondent => Text {
                id: "Terlapor atau kuasanya",
                en: "The respondent or a representative",
            },
            Acts::ReporterOrRespondent => Text {
                id: "Pelapor atau terlapor",
                en: "The reporter or the respondent",
            },
        }
    }
    /// The text of a code.
    #[must_use]
    pub fn text_of(code: &str) -> Option<Text> {
        let seats = Seat::ALL.iter().map(|seat| Acts::Office(*seat));
        let parties = [Acts::Reporter, Acts::Respondent, Acts::ReporterOrRespondent];
        let mut all = seats.chain(parties).map(Self);
        all.find(|keeper| keeper.code() == code).map(Self::text)
    }
}

/// Who has to keep a term: who takes the step whose row marks it as late. None where no step is late by it: a right of a
/// party, or a time that has to pass first.
///
/// Where several may take the step (delegation and takeover), the first row of the tables counts.
#[must_use]
pub fn kept_by(term: Term) -> Option<Keeper> {
    let term = match term {
        // What follows a warning is reported by the same step as what follows the recommendation.
        Term::WarningFollowUp => Term::AgencyFollowUp,
        other => other.extends().unwrap_or(other),
    };
    if term.kind() != TermKind::Duty {
        return None;
    }
    let row = rules().find(|rule| rule.due == Some(term));
    row.map(|rule| Keeper(rule.acts))
}
