//! What is asked for: one command on one track, or a new case.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::acts::{
    historic::Historic,
    intake::{links::OtherCase, meeting::MeetingFacts},
    kept::Kept,
    review::joining::OtherReview,
    siblings::Dispatch,
};
use crate::{
    file::{
        Allegation, Capacity, Channel, Destination, FileFacts, Invitation, Measure, Origin, Party,
        Recommendation, Reference, RespondentEnd, SubjectKind, TextRef,
    },
    ids::{
        AccountId, AllegationId, CaseId, MeetingId, OfficeId, PaperId, PartyId, TextId, TrackId,
    },
    law::LawSet,
    numbers::KindCode,
    people::Role,
    procedure::{
        Action, AssignmentCapacity, BlockScope, BodyShape, CorrectionResult, Deviation,
        EntryAnswer, FollowUpJudgement, LapseCause, NotRegisteredGround, Outcome, PaperKind,
        RemedyResult, ReopenGround, Requirement, TakeoverGround,
    },
    time::Effective,
};

/// One command. Identifiers, papers and texts were made outside; personal values never come in.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// The track acted on.
    pub track: TrackId,
    /// What is to be done.
    pub action: Action,
    /// The legal time.
    pub effective: Effective,
    /// The party that acts, where a party does.
    pub acting_party: Option<PartyId>,
    /// The office that acts, where it is recorded from a paper and the seat does not say.
    pub acting_office: Option<OfficeId>,
    /// The paper it is recorded from.
    pub by_paper: Option<PaperId>,
    /// Papers of the step.
    pub papers: Vec<PaperRef>,
    /// Texts of the step.
    pub texts: Vec<TextRef>,
    /// The plenary meeting.
    pub meeting: Option<MeetingFacts>,
    /// Historic entry: temporal guards note an irregularity instead of refusing.
    pub historic: Option<Historic>,
    /// The details.
    pub details: Details,
    /// Fresh identifiers for tracks that the step opens.
    pub fresh: Vec<Uuid>,
    /// The sealed identities go along.
    pub with_identity: bool,
    /// The second person, where two must act.
    pub approval: Option<Approval>,
    /// Of an amendment: what the case keeps outside its tracks, as it stands before it.
    pub kept: Kept,
}

impl Command {
    /// A step without anything: for use cases that fill in what they need.
    #[must_use]
    pub const fn bare(track: TrackId, action: Action, effective: Effective) -> Self {
        Self {
            track,
            action,
            effective,
            acting_party: None,
            acting_office: None,
            by_paper: None,
            papers: Vec::new(),
            texts: Vec::new(),
            meeting: None,
            historic: None,
            details: Details::None,
            fresh: Vec::new(),
            with_identity: false,
            approval: None,
            kept: Kept::NONE,
        }
    }
}

/// A paper that is recorded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPaper {
    /// Identifier.
    pub id: PaperId,
    /// Its kind as recorded; none until it was looked up, or where there is no such paper.
    pub kind: Option<PaperKind>,
}

/// An officer who is to be assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignee {
    /// The account.
    pub account: AccountId,
    /// Its office.
    pub office: OfficeId,
    /// Its roles there, as of now.
    pub roles: Vec<Role>,
    /// Whether the person behind it is a party of the case.
    pub is_party: bool,
}

/// The second person who agreed to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The account.
    pub account: AccountId,
    /// Its office.
    pub office: OfficeId,
    /// Its roles there, as of now.
    pub roles: Vec<Role>,
}

/// One thing that is amended. Personal words are replaced outside; here stand their record and version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// The legal time of a step of this track.
    StepDay {
        /// The step.
        seq: i64,
        /// Its time.
        at: Effective,
    },
    /// The day it became known; none where nobody knows it.
    KnownOn(Option<NaiveDate>),
    /// Of a case that was split off: the filing of the one report, as amended where it stands. No command says it.
    Filing {
        /// Its time.
        at: Effective,
        /// Whether it was late; none where there is no term to keep.
        late: Option<bool>,
    },
    /// The days of the act.
    ActDays {
        /// The allegation.
        allegation: AllegationId,
        /// The first day.
        from: Option<NaiveDate>,
        /// The last day.
        to: Option<NaiveDate>,
    },
    /// The days of a paper of the track, as they are now.
    PaperDays(PaperRef),
    /// The day of the plenary meeting that decided a step of this track.
    MeetingDay {
        /// Which.
        meeting: MeetingId,
        /// Its day.
        day: NaiveDate,
    },
    /// The words of a party.
    PartyWords {
        /// The party.
        party: PartyId,
        /// The version that now holds.
        version: i64,
    },
    /// The words of an allegation.
    AllegationWords {
        /// The allegation.
        allegation: AllegationId,
        /// The version that now holds.
        version: i64,
    },
}

/// The days of a paper that a term may start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperRef {
    /// Identifier.
    pub id: PaperId,
    /// Kind.
    pub kind: PaperKind,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    pub sent: Option<NaiveDate>,
    /// The day the addressee received it.
    pub received: Option<NaiveDate>,
    /// The hour of receipt, minutes since midnight.
    pub received_minute: Option<i16>,
    /// The respondent of the case who signed it, where one did.
    pub signer: Option<PartyId>,
}

/// Data added to a case by a step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Supplement {
    /// New parties.
    pub parties: Vec<Party>,
    /// New allegations.
    pub allegations: Vec<Allegation>,
    /// Requirements for which something was given.
    pub given: Vec<Requirement>,
}

impl Supplement {
    /// The requirements for which it gives something: those said, a respondent and an account of what is alleged where
    /// it names them.
    pub(super) fn gives(&self) -> Vec<Requirement> {
        let mut all = self.given.clone();
        let mut parties = self.parties.iter();
        if parties.any(|p| p.capacity == Capacity::Respondent) {
            all.push(Requirement::Respondent);
        }
        if !self.allegations.is_empty() {
            all.push(Requirement::Account);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What the initial study says; what of it stands follows from the case too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InitialStudyFindings {
    /// Requirements not met.
    pub gaps: Vec<Requirement>,
    /// Filed late, or in time; none leaves it as computed at the filing.
    pub late: Option<bool>,
    /// Why a filing after its term is in time nevertheless: a text of the step made for that alone.
    pub late_reason: Option<TextId>,
    /// The matter was already handled and solved.
    pub already_solved: bool,
    /// Kinds of violation seen.
    pub kinds: Vec<Outcome>,
}

/// How one request for correction is decided. What follows for reviews, sanctions and referrals follows from the
/// outcomes: what is no longer recommended is withdrawn, what still is goes on, what newly is opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRuling {
    /// The request, by the event that took it in; none means the only one that waits at the office.
    pub request: Option<i64>,
    /// The result.
    pub result: CorrectionResult,
    /// Of a correction: the outcomes of every allegation as corrected.
    pub outcomes: Vec<(AllegationId, Vec<Outcome>)>,
    /// Of a correction: where what is newly recommended goes, unless to the review authority.
    pub destinations: Vec<Dispatch>,
}

/// The details of a command; their shape is the row's `body`.
#[derive(Debug, Clone, PartialEq)]
pub enum Details {
    /// No details.
    None,
    /// Only the meeting.
    Plenary,
    /// Only a reason, kept as a text.
    Reason,
    /// Additional data.
    Supplement(Supplement),
    /// The result of the initial study.
    InitialStudy(InitialStudyFindings),
    /// Only the study (form B.13), kept as a text of its own kind.
    Study,
    /// The ground for not registering.
    NotRegistered(NotRegisteredGround),
    /// To which office it is delegated.
    Delegation(OfficeId),
    /// Why a takeover is asked for.
    TakeoverRequest(TakeoverGround),
    /// Why it is taken over.
    Takeover(TakeoverGround),
    /// Destinations of what does not go to the review authority.
    Forwarding(Vec<Dispatch>),
    /// The person heard or absent.
    Person(PartyId),
    /// An invitation.
    Invitation(Invitation),
    /// Outcomes per allegation.
    Outcomes(Vec<(AllegationId, Vec<Outcome>)>),
    /// A request for correction to an office above the issuer (none means the one directly above), of the
    /// recommendation of this kind (none means every one that it can correct). Who asks is the acting party.
    CorrectionRequest(Option<OfficeId>, Option<Outcome>),
    /// How a request for correction is decided.
    CorrectionDecision(CorrectionRuling),
    /// A number in the authority's own system.
    OutsideReference(Option<String>),
    /// The recommendation and its agency.
    Recommendation(Recommendation, Option<OfficeId>),
    /// The sanction regime that is chosen.
    Regime(LawSet),
    /// How a follow-up is judged.
    Judgement(FollowUpJudgement),
    /// Why it lapses.
    Lapse(LapseCause),
    /// Whether the predecessor had already processed the matter; an officer may choose against the date rule.
    Succession,
    /// What is to be blocked.
    BlockScope(BlockScope),
    /// What is imposed, and how whoever decides says that it differs from the recommendation.
    Imposition(Vec<Measure>, Option<Deviation>),
    /// How a remedy ends.
    Remedy(RemedyResult, Vec<Measure>),
    /// A new destination.
    Readdress(Destination),
    /// Closing; a reason stands as a text.
    Closing,
    /// Who a respondent is: the version that the record then has, the agency, whether a number is on record.
    Identification {
        /// The respondent.
        party: PartyId,
        /// The version of the record.
        record: i64,
        /// The agency, where it is said.
        agency: Option<OfficeId>,
        /// Whether an identifier is on record.
        identified: bool,
    },
    /// What a respondent is, with destinations of what goes elsewhere now.
    SubjectChange {
        /// The respondent.
        party: PartyId,
        /// What the respondent is.
        subject: SubjectKind,
        /// Destinations of what does not go to the review authority.
        destinations: Vec<Destination>,
    },
    /// A respondent is struck.
    Strike {
        /// The respondent.
        party: PartyId,
        /// Why.
        ground: RespondentEnd,
    },
    /// Another person takes a respondent's place.
    Replacement {
        /// The respondent.
        party: PartyId,
        /// Who takes the place.
        new: Box<Party>,
        /// Destinations of what does not go to the review authority.
        destinations: Vec<Destination>,
    },
    /// Two respondents are one person.
    RespondentMerge {
        /// Who no longer stands alone.
        goes: PartyId,
        /// Who stands for both.
        stays: PartyId,
    },
    /// A respondent stands again.
    Restoration(PartyId),
    /// Allegations go to a case of their own.
    Split(Vec<AllegationId>),
    /// The other case of a link.
    OtherCase(Box<OtherCase>),
    /// The other review of a joining.
    OtherReview(Box<OtherReview>),
    /// What is amended; the reason stands as a text.
    Amendments(Vec<Amendment>),
    /// An officer for the track.
    Assignment {
        /// In which capacity.
        capacity: AssignmentCapacity,
        /// Who.
        to: Assignee,
        /// By which decree among the track's papers; a new one is among those of the step.
        decree: Option<NamedPaper>,
    },
    /// Another officer in the place of one.
    Reassignment {
        /// The step that assigned.
        seq: i64,
        /// Who goes on.
        to: Assignee,
    },
    /// The end of the assignment that a step made.
    Release(i64),
    /// What the actor takes on.
    Claim(AssignmentCapacity),
    /// What the office says to a step that was recorded for it from a paper.
    EntryAnswer(i64, EntryAnswer),
    /// The Bawaslu office asked for a study; none means the one that handles the case.
    StudyRequest(Option<OfficeId>),
    /// The authority redirected to.
    Redirection(OfficeId),
    /// The new agency.
    Transfer(OfficeId),
    /// The ground of a reopening.
    Reopening(ReopenGround),
    /// A file of a paper or of evidence.
    File(FileFacts),
    /// A number in an outside system.
    Reference(Reference),
}

impl Details {
    /// The shape.
    #[must_use]
    pub const fn shape(&self) -> BodyShape {
        match self {
            Self::None => BodyShape::None,
            Self::Plenary => BodyShape::Plenary,
            Self::Reason => BodyShape::Reason,
            Self::Supplement(_) => BodyShape::Supplement,
            Self::InitialStudy(_) => BodyShape::InitialStudy,
            Self::Study => BodyShape::Study,
            Self::NotRegistered(_) => BodyShape::NotRegistered,
            Self::Delegation(_) => BodyShape::Delegation,
            Self::TakeoverRequest(_) => BodyShape::TakeoverRequest,
            Self::Takeover(_) => BodyShape::Takeover,
            Self::Forwarding(_) => BodyShape::Forwarding,
            Self::Person(_) => BodyShape::Person,
            Self::Invitation(_) => BodyShape::Invitation,
            Self::Outcomes(_) => BodyShape::Outcomes,
            Self::CorrectionRequest(..) => BodyShape::CorrectionRequest,
            Self::CorrectionDecision(_) => BodyShape::CorrectionDecision,
            Self::OutsideReference(_) => BodyShape::OutsideReference,
            Self::Recommendation(..) => BodyShape::Recommendation,
            Self::Regime(_) => BodyShape::Regime,
            Self::Judgement(_) => BodyShape::Judgement,
            Self::Lapse(_) => BodyShape::Lapse,
            Self::Succession => BodyShape::Succession,
            Self::BlockScope(_) => BodyShape::BlockScope,
            Self::Imposition(..) => BodyShape::Imposition,
            Self::Remedy(..) => BodyShape::Remedy,
            Self::Readdress(_) => BodyShape::Readdress,
            Self::Closing => BodyShape::Closing,
            Self::Identification { .. } => BodyShape::Identification,
            Self::SubjectChange { .. } => BodyShape::SubjectChange,
            Self::Strike { .. } => BodyShape::Strike,
            Self::Replacement { .. } => BodyShape::Replacement,
            Self::RespondentMerge { .. } => BodyShape::RespondentMerge,
            Self::Restoration(_) => BodyShape::Restoration,
            Self::Split(_) => BodyShape::Split,
            Self::OtherCase(_) => BodyShape::OtherCase,
            Self::OtherReview(_) => BodyShape::OtherReview,
            Self::Amendments(_) => BodyShape::Amendments,
            Self::Assignment { .. } => BodyShape::Assignment,
            Self::Reassignment { .. } => BodyShape::Reassignment,
            Self::Release(_) => BodyShape::Release,
            Self::Claim(_) => BodyShape::Claim,
            Self::EntryAnswer(..) => BodyShape::EntryAnswer,
            Self::StudyRequest(_) => BodyShape::StudyRequest,
            Self::Redirection(_) => BodyShape::Redirection,
            Self::Transfer(_) => BodyShape::Transfer,
            Self::Reopening(_) => BodyShape::Reopening,
            Self::File(_) => BodyShape::File,
            Self::Reference(_) => BodyShape::Reference,
        }
    }
}

/// A new case: a report, a supervision report that may become a finding, or early information.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCase {
    /// The identifier it gets.
    pub id: CaseId,
    /// Which of the three creations.
    pub action: Action,
    /// How it began.
    pub origin: Origin,
    /// The way it came.
    pub channel: Channel,
    /// The election.
    pub election: String,
    /// `pemilu` or `pilkada`.
    pub election_kind: String,
    /// The race.
    pub race: String,
    /// The kind code of its numbers.
    pub kind_code: KindCode,
    /// The legal time.
    pub effective: Effective,
    /// The day it became known.
    pub known_on: Option<NaiveDate>,
    /// The date of the supervision or investigation report.
    pub report_dated: Option<NaiveDate>,
    /// Parties, allegations, what was given.
    pub content: Supplement,
    /// The case it comes from: a withdrawn or unregistered report that shows a violation.
    pub spawned_from: Option<CaseId>,
    /// Papers.
    pub papers: Vec<PaperRef>,
    /// Texts.
    pub texts: Vec<TextRef>,
    /// Historic entry.
    pub historic: Option<Historic>,
    /// Fresh identifiers for tracks that it opens beside the case.
    pub fresh: Vec<Uuid>,
}
