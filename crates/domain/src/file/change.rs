//! What an event changes in the facts of its track. Folding is total.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Allegation, Assigned, Certificate, Correction, CorrectionDecision, Destination, Facts,
    FileFacts, FormerEnd, InitialStudyResult, Invitation, IssuedRecommendation, Joining, Link,
    Measure, OpenPaper, Party, Recommendation, Reference, RespondentEnd, SubjectKind, TermState,
};
use crate::{
    ids::{AllegationId, MeetingId, OfficeId, PartyId},
    law::LawSet,
    numbers::SourceCode,
    procedure::{
        BlockScope, Deviation, EntryAnswer, FollowUpJudgement, Guard, LapseCause, Mark,
        NotRegisteredGround, Outcome, RemedyResult, Requirement, TakeoverGround, Term,
    },
    time::Effective,
};

/// One change of facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The track was opened with these facts.
    Opened(Box<Facts>),
    /// Parties were added.
    PartiesAdded(Vec<Party>),
    /// Allegations were added.
    AllegationsAdded(Vec<Allegation>),
    /// Something was given for these requirements.
    Given(Vec<Requirement>),
    /// The initial study concluded.
    Studied(InitialStudyResult),
    /// The case moved to another office.
    MovedTo(OfficeId),
    /// A takeover was asked for or made on this ground.
    TakeoverFor(TakeoverGround),
    /// It was not registered on this ground.
    RefusedRegistration(NotRegisteredGround),
    /// It became a finding.
    BecameFinding(SourceCode),
    /// It was registered on this day.
    RegisteredOn(NaiveDate),
    /// It was extended for further information.
    Extended,
    /// Somebody was invited.
    Invited(Invitation),
    /// Somebody was heard.
    Heard(PartyId),
    /// Somebody did not come.
    Absent(PartyId),
    /// Outcomes of an allegation.
    Decided {
        /// The allegation.
        allegation: AllegationId,
        /// What was found.
        outcomes: Vec<Outcome>,
    },
    /// The status was announced.
    Announced,
    /// A correction was asked for.
    CorrectionAsked(Correction),
    /// A recommendation or referral letter was issued.
    RecommendationIssued(IssuedRecommendation),
    /// This office asked for the national view on the requests that it examines.
    NationalViewAsked(OfficeId),
    /// Bawaslu RI gave its view on the requests for which it was asked.
    NationalViewGiven,
    /// A request for correction was decided.
    CorrectionDecided {
        /// The event that took the request in.
        request: i64,
        /// How it ended, and by which event.
        decision: CorrectionDecision,
        /// The kinds of recommendation that no longer stand.
        superseded: Vec<Outcome>,
    },
    /// A review goes on with these allegations, under this regime.
    GoesOnWith {
        /// The allegations that are forwarded now.
        allegations: Vec<AllegationId>,
        /// The regime of the latest act among them.
        regime: LawSet,
    },
    /// A link to another case.
    Linked(Link),
    /// A number in the authority's own system.
    OutsideNumber(String),
    /// The recommendation and its agency.
    Recommends {
        /// What is recommended.
        recommendation: Recommendation,
        /// To which agency.
        agency: OfficeId,
    },
    /// The agency received it on this day.
    ReceivedOn(NaiveDate),
    /// The follow-up was judged.
    Judged(FollowUpJudgement),
    /// It lapsed.
    Lapsed(LapseCause),
    /// What was imposed.
    Imposed {
        /// The measures.
        measures: Vec<Measure>,
        /// How they differ from the recommendation.
        deviation: Deviation,
        /// The recommendation that they were held against, where there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        against: Option<Recommendation>,
        /// Whether they dismiss.
        dismissal: bool,
        /// Decided without an examination on record.
        without_examination: bool,
    },
    /// A remedy was decided.
    RemedyDecided {
        /// How.
        result: RemedyResult,
        /// The new measures, where it changed them.
        measures: Vec<Measure>,
        /// Whether the new measures dismiss.
        #[serde(default)]
        dismissal: bool,
        /// How the new measures differ from the recommendation; none where the two cannot be compared.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deviation: Option<Deviation>,
        /// The recommendation that the new measures were held against, where there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        against: Option<Recommendation>,
    },
    /// The decision took effect: its measures with the days on which they run.
    TookEffect(Vec<Measure>),
    /// The days on which measures run, by the amended day on which the decision took effect.
    RunsMoved {
        /// The step by which it took effect.
        seq: i64,
        /// The measures with those days.
        measures: Vec<Measure>,
    },
    /// A referral was answered.
    Answered,
    /// A referral goes elsewhere.
    Readdressed(Destination),
    /// A step was taken back; what the track was without it.
    TakenBack(Box<TakenBack>),
    /// The legal time of an earlier step was amended.
    StepMoved {
        /// The step.
        seq: i64,
        /// Its time before.
        was: Effective,
        /// Its time now.
        at: Effective,
    },
    /// The day of a plenary meeting was amended.
    MeetingMoved {
        /// Which.
        meeting: MeetingId,
        /// Its day before.
        was: NaiveDate,
        /// Its day now.
        day: NaiveDate,
        /// It follows the step with which it was recorded, for its day was never said.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        follows: bool,
    },
    /// Requirements for which amended records give nothing any more.
    NotGiven(Vec<Requirement>),
    /// A letter went out with an earlier step, or did not, by the amended days of its papers.
    WasSent {
        /// The step.
        seq: i64,
        /// Whether one did.
        #[serde(default = "did", skip_serializing_if = "did_so")]
        sent: bool,
    },
    /// The day of issue of a recommendation, by the amended days of its step and papers.
    IssuedOn {
        /// The event that issued it.
        seq: i64,
        /// The kind of outcome it speaks of.
        outcome: Outcome,
        /// The day.
        day: NaiveDate,
    },
    /// When a request for correction was received, by the amended days of its step and papers.
    CorrectionReceived {
        /// The event that took it in.
        seq: i64,
        /// The day.
        received: NaiveDate,
        /// The hour, where one is known, in minutes since midnight.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minute: Option<i16>,
        /// Whether it came late.
        late: bool,
    },
    /// What is noted of an earlier step follows its amended days.
    Remarked {
        /// The step.
        seq: i64,
        /// What is noted.
        mark: Mark,
        /// Whether it is; else no more.
        noted: bool,
    },
    /// Terms that an earlier step would not have opened under the amended days.
    TermsDropped(Vec<(Term, i64)>),
    /// A condition of time of an earlier step, judged by amended days.
    Rejudged {
        /// The step.
        seq: i64,
        /// The condition.
        guard: Guard,
        /// Whether it does not hold now; else the mark goes.
        irregular: bool,
    },
    /// Terms whose days moved, or that a step now closes late or in time.
    TermsMoved(Vec<MovedTerm>),
    /// The changes of the law book that running terms followed, by their identifiers.
    LawChanged(Vec<Uuid>),
    /// A legal hold was placed, by this step.
    HoldPlaced(i64),
    /// The legal hold that this step had placed was lifted.
    HoldLifted(i64),
    /// A person was erased.
    PersonErased(Box<Certificate>),
    /// The day it became known was amended.
    KnownOn {
        /// The day before, where one was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<NaiveDate>,
        /// The day now; none where nobody knows it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<NaiveDate>,
    },
    /// The days of an act were amended: the first and the last.
    ActMoved {
        /// The allegation.
        allegation: AllegationId,
        /// Before.
        was: (Option<NaiveDate>, Option<NaiveDate>),
        /// Now.
        now: (Option<NaiveDate>, Option<NaiveDate>),
    },
    /// The filing was amended, or the day it became known: its time, and whether it kept its term.
    Refiled {
        /// The time before, where the filing stands in the case that this one was split off from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Effective>,
        /// The legal time of filing.
        filed: Effective,
        /// Whether it was late; none where there is no term to keep.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<bool>,
    },
    /// What the rules know of an allegation was amended.
    AllegationAmended(Allegation),
    /// The words of a record outside the journal were amended.
    Reworded {
        /// Which record.
        record: RecordKind,
        /// Its identifier.
        id: Uuid,
        /// The version of it that now holds.
        version: i64,
    },
    /// Who a respondent is, as far as it is known now.
    Identified {
        /// The respondent.
        party: PartyId,
        /// The version of the record.
        record: i64,
        /// The agency, where it is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<OfficeId>,
        /// Whether an identifier is on record.
        identified: bool,
    },
    /// A respondent is of another kind.
    SubjectChanged {
        /// The respondent.
        party: PartyId,
        /// What the respondent is.
        subject: SubjectKind,
    },
    /// A respondent no longer stands.
    RespondentStruck {
        /// Who.
        party: PartyId,
        /// Why.
        ground: RespondentEnd,
        /// The respondent who stands instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<PartyId>,
        /// The step.
        seq: i64,
    },
    /// A respondent stands again.
    RespondentRestored {
        /// Who.
        party: PartyId,
        /// The step.
        seq: i64,
    },
    /// The track ended with a change of its respondent.
    EndedWithRespondent(RespondentEnd),
    /// The track is about this respondent now.
    RespondentIs(PartyId),
    /// The respondent of the track is of another kind, and the acts come under this regime.
    SubjectIs {
        /// What the respondent is.
        subject: SubjectKind,
        /// The regime.
        regime: LawSet,
    },
    /// Allegations went to a case of their own, with the respondents of whom nothing else is alleged.
    SplitOff {
        /// The allegations.
        allegations: Vec<AllegationId>,
        /// The respondents.
        parties: Vec<PartyId>,
    },
    /// A link to another case ended.
    Unlinked(Link),
    /// A review of another case is the same matter; one of the two goes on.
    Joined(Joining),
    /// The two go on by themselves again.
    Separated(Joining),
    /// The regime follows the amended day of the act.
    RegimeMoved(LawSet),
    /// An officer chose the regime of a review.
    RegimeChosen(LawSet),
    /// An office ended; wherever it sat on the track, its successor sits now.
    Succeeded {
        /// The office that ended.
        from: OfficeId,
        /// Its successor.
        to: OfficeId,
    },
    /// An officer was assigned.
    Assigned(Assigned),
    /// The assignments that these steps made ended.
    Released(Vec<i64>),
    /// The office for which a step was recorded from a paper answered.
    EntryAnswered {
        /// The step.
        seq: i64,
        /// What it says.
        answer: EntryAnswer,
    },
    /// Another agency takes the place of this one on the track.
    AgencyChanged {
        /// The agency so far.
        from: OfficeId,
        /// The one from now on.
        to: OfficeId,
    },
    /// A Bawaslu office was asked for the study.
    StudyAsked(OfficeId),
    /// A part of the block was lifted.
    LiftedInPart(BlockScope),
    /// The ended track was opened again.
    Reopened(FormerEnd),
    /// A file was attached; what is in it stands in the files' folder, its name in their table.
    FileAttached(FileFacts),
    /// A number in an outside system was recorded; it stands in the table of such numbers.
    Referenced(Reference),
}

vocabulary! {
    /// Records whose words stand outside the journal.
    RecordKind {
        Party = "party", "Pihak", "Party";
        Allegation = "allegation", "Dugaan", "Allegation";
        Paper = "paper", "Surat", "Paper";
    }
}

/// A term that an amendment moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedTerm {
    /// Its last day before.
    pub was: NaiveDate,
    /// As it is now.
    pub now: TermState,
}

/// What a track was without a step that was taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The step.
    pub seq: i64,
    /// The facts without it.
    pub facts: Facts,
    /// The terms without it; none where the opening itself was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Vec<TermState>>,
    /// The papers that are open without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_papers: Vec<OpenPaper>,
}

/// Events of before a letter could turn out not to have gone out tell that one did.
const fn did() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn did_so(sent: &bool) -> bool {
    *sent
}
