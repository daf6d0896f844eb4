//! What comes in from outside, personal values and all, already checked for form.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{Details, Dispatch, Historic},
    file::{CandidateStatus, Capacity, Channel, FileFacts, Origin, SubjectKind},
    ids::{CaseId, MeetingId, OfficeId, PartyId, TrackId},
    procedure::{Action, Machine, PaperKind, Requirement},
};

use crate::amending::AmendIn;
use crate::reading::records::{AllegationRecord, EvidenceRecord, PersonRecord};

/// The legal time as sent; without a day it is now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WhenIn {
    /// The legal day.
    pub day: Option<NaiveDate>,
    /// Minutes since midnight.
    pub minute: Option<i16>,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperIn {
    /// Kind.
    pub kind: PaperKind,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    pub sent: Option<NaiveDate>,
    /// The day it was received.
    pub received: Option<NaiveDate>,
    /// The hour it was received.
    pub received_minute: Option<i16>,
    /// How it is classified (*sifat*).
    pub classification: Option<String>,
    /// What is enclosed.
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    pub addressee: Option<String>,
    /// The NIP of who signed it, spaces dropped.
    pub signer_nip: Option<String>,
}

/// A plenary meeting: one recorded before, or a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingIn {
    /// One recorded before.
    Known(MeetingId),
    /// A new one; counts are of members.
    New {
        /// The day.
        day: Option<NaiveDate>,
        /// The number of its minutes.
        minutes_number: Option<String>,
        /// Members entitled.
        entitled: u32,
        /// Members who recused themselves.
        recused: u32,
        /// Members who took part in the decision.
        deciding: u32,
        /// Members who dissented.
        dissenting: u32,
    },
}

/// A party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyIn {
    /// In which capacity.
    pub capacity: Capacity,
    /// What a respondent is.
    pub subject: SubjectKind,
    /// NIP or NI PPPK, spaces dropped.
    pub nip: Option<String>,
    /// The agency of appointment.
    pub agency: Option<OfficeId>,
    /// The place in the list of the party whom a representative represents.
    pub represents: Option<usize>,
    /// What the paper said.
    pub record: PersonRecord,
}

/// An allegation: one respondent, one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllegationIn {
    /// The respondent: a place in the list of new parties, or a party of the case.
    pub respondent: RespondentIn,
    /// The day of the act, or its first.
    pub act_from: Option<NaiveDate>,
    /// The last day.
    pub act_to: Option<NaiveDate>,
    /// The candidate's status.
    pub candidate: CandidateStatus,
    /// A catalogue row.
    pub catalogue: Option<String>,
    /// In words.
    pub record: AllegationRecord,
}

/// Whom an allegation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RespondentIn {
    /// A place in the list of new parties.
    New(usize),
    /// A party of the case.
    Known(PartyId),
}

/// Data that a filing or a completion brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentIn {
    /// New parties.
    pub parties: Vec<PartyIn>,
    /// New allegations.
    pub allegations: Vec<AllegationIn>,
    /// New evidence.
    pub evidence: Vec<EvidenceRecord>,
    /// The chronological account.
    pub account: Option<String>,
    /// Requirements for which something else was given (a name or an address that was missing).
    pub given: Vec<Requirement>,
}

/// The details of an act: plain ones, or data with personal values.
#[derive(Debug, Clone, PartialEq)]
pub enum DetailsIn {
    /// Without personal values.
    Plain(Details),
    /// What is forwarded, and the sealed identities with it.
    WithIdentity(Vec<Dispatch>),
    /// With personal values.
    Content(ContentIn),
    /// What is amended.
    Amend(AmendIn),
    /// Who a respondent is.
    Identify(Box<crate::parties::respondents::IdentifyIn>),
    /// Somebody in a respondent's place.
    Replace(Box<crate::parties::respondents::ReplaceIn>),
    /// The other case of a link.
    OtherCase(CaseId),
    /// The other review of a joining.
    OtherReview(TrackId),
    /// A file that is kept already.
    File(FileIn),
}

/// A file and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIn {
    /// What the journal holds of it.
    pub facts: FileFacts,
    /// Its name, which may hold a personal value.
    pub name: String,
}

/// Kinds of the texts that name measures in words: the n-th goes with the n-th measure of an act.
pub const MEASURE_TEXTS: &[&str] = &[
    "measure_1",
    "measure_2",
    "measure_3",
    "measure_4",
    "measure_5",
    "measure_6",
    "measure_7",
    "measure_8",
    "measure_9",
    "measure_10",
];

/// Kind of the text in which an initial study says why a filing after its term is in time.
pub const LATE_REASON: &str = "late_reason";

/// A step on a track.
#[derive(Debug, Clone, PartialEq)]
pub struct ActIn {
    /// The machine of the address.
    pub machine: Machine,
    /// The track.
    pub track: TrackId,
    /// What.
    pub action: Action,
    /// The version that the caller saw.
    pub expected: i64,
    /// The legal time.
    pub when: WhenIn,
    /// The party that acts.
    pub acting_party: Option<PartyId>,
    /// The office that acts, where it is recorded from a paper and the seat does not say.
    pub acting_office: Option<OfficeId>,
    /// The paper it is recorded from.
    pub by_paper: Option<PaperIn>,
    /// New papers of the step.
    pub papers: Vec<PaperIn>,
    /// A reason, study, minutes: kind and body.
    pub texts: Vec<(&'static str, String)>,
    /// The plenary meeting.
    pub meeting: Option<MeetingIn>,
    /// Historic entry.
    pub historic: Option<Historic>,
    /// The details.
    pub details: DetailsIn,
}

/// A new case.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCaseIn {
    /// Which of the three creations.
    pub action: Action,
    /// How it began.
    pub origin: Origin,
    /// The way it came.
    pub channel: Channel,
    /// The election, e.g. `pilkada-2020`.
    pub election: String,
    /// The race.
    pub race: String,
    /// The legal time.
    pub when: WhenIn,
    /// The day it became known.
    pub known_on: Option<NaiveDate>,
    /// The date of the supervision or investigation report.
    pub report_dated: Option<NaiveDate>,
    /// The case it comes from.
    pub spawned_from: Option<CaseId>,
    /// Historic entry.
    pub historic: Option<Historic>,
    /// The reference of the announced report that is handed in by it.
    pub announced: Option<String>,
    /// Papers.
    pub papers: Vec<PaperIn>,
    /// Parties, allegations, evidence, account.
    pub content: ContentIn,
}
