//! The shapes of answers. Rendering picks the language and leaves out what is absent; who may see what was
//! decided by the use case.

mod amends;
mod brought;
mod case;
mod desk;
mod erased;
mod imposed;
mod journal;
mod list;
mod meeting;
mod next;
mod officers;
mod open_paper;
mod outcome;
mod people;
mod sealed;
mod search;
mod term;
mod term_list;
mod ticket;
mod track;

pub use brought::{PaperOut, ReferenceOut};
pub use case::{CaseOut, CorrectionOut, InvitationOut, LinkOut, RecommendationOut, StudyOut};
pub use desk::{
    DeskActionOut, DeskCountOut, DeskItemOut, DeskOut, DueOut, PersonnelOfficerOut,
    PersonnelOfficersOut, ReminderOut, TurnOut,
};
pub use imposed::{ImposedOut, RecommendedOut};
pub use journal::{JournalOut, JournalRow};
pub use list::{ListOut, ListedOut};
pub use meeting::{DecidedOut, MeetingOut};
pub use next::{GuardOut, NamedPaper, NextActionOut, Why};
pub use officers::{IrregularityOut, PaperStepOut};
pub use open_paper::OpenPaperOut;
pub use outcome::{
    ControlOut, EarlierSanctionOut, JoinedOut, MeasureOut, ReferralOut, ReviewOut, SanctionOut,
};
pub use people::{AllegationOut, EvidenceOut, PartyOut, PersonOut, StruckOut};
pub use sealed::{PersonRef, SealedOut, SealedPerson, UnsealingOut, UnsealingsOut};
pub use search::{FoundOut, FoundPersonOut, PeopleOut, SearchOut, SimilarOut, SimilarPeopleOut};
pub use term::TermOut;
pub use term_list::{ExtensionOut, PauseBudgetOut, TermExplained, TermsOut};
pub use ticket::{
    AskedOut, ExpectedOut, MatterOut, NoticeOut, NoticesOut, OpenOfficeOut, OpenOfficesOut,
    OwnMinutesOut, OwnNumber, TicketStatusOut,
};
pub use track::{MarkOut, NumberOut, OtherTrack, TextOut, TrackOut};

use netralitas_domain::{law::Book, people::Directory, time::Moment, vocabulary::Word};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::Language;

/// A word of the tables with its text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Named {
    /// The stable code.
    pub code: &'static str,
    /// The text in the language of the answer.
    pub text: &'static str,
}

impl Named {
    pub(crate) fn of<W: Word>(word: W, language: Language) -> Self {
        Self {
            code: word.code(),
            text: language.pick(word.text()),
        }
    }
}

/// An office in an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfficeRef {
    /// Identifier.
    pub id: Uuid,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl OfficeRef {
    fn of(id: netralitas_domain::ids::OfficeId, offices: &Directory) -> Self {
        Self {
            id: id.raw(),
            name: offices.get(id).map(|o| o.name.clone()),
        }
    }
}

/// What rendering needs.
#[derive(Clone, Copy)]
struct Rendering<'a> {
    pub language: Language,
    pub book: &'a Book,
    pub offices: &'a Directory,
    pub now: Moment,
}
