//! What must add up, as of any day and at any time: the server checks it with every answer.

use super::Figure;
use crate::Text;

/// One summand: a figure, or that part of it in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The figure.
    pub figure: Figure,
    /// The state; none for all of it.
    pub state: Option<&'static str>,
}

/// A sum that another must equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Stable code.
    pub code: &'static str,
    /// In words.
    pub text: Text,
    /// What is equal to the sum of the parts.
    pub whole: &'static [Side],
    /// The parts.
    pub parts: &'static [Side],
}

const fn all(figure: Figure) -> Side {
    Side {
        figure,
        state: None,
    }
}

/// The identities that hold for whatever is selected.
pub const IDENTITIES: &[Identity] = &[
    Identity {
        code: "reported_is_all_findings",
        text: Text {
            id: "orang dilaporkan = belum ada hasil + terbukti + tidak terbukti + berakhir tanpa hasil",
            en: "persons reported = no finding yet + proven + not proven + ended without a finding",
        },
        whole: &[all(Figure::PersonsReported)],
        parts: &[all(Figure::PersonsByFinding)],
    },
    Identity {
        code: "proven_is_all_follow_ups",
        text: Text {
            id: "terbukti = menunggu PPK (pejabat pembina kepegawaian) + sanksi dijatuhkan + berakhir tanpa sanksi",
            en: "proven = the personnel officer (PPK) is awaited + a sanction was imposed + ended without a sanction",
        },
        whole: &[Side {
            figure: Figure::PersonsByFinding,
            state: Some(PROVEN),
        }],
        parts: &[all(Figure::PersonsByFollowUp)],
    },
    Identity {
        code: "came_in_is_all_stages",
        text: Text {
            id: "perkara masuk = perkara pada semua tahap, yang berjalan dan yang berakhir",
            en: "cases that came in = cases at all stages, open and ended",
        },
        whole: &[all(Figure::CasesCameIn)],
        parts: &[all(Figure::CasesByStage)],
    },
];

const PROVEN: &str = "proven";
