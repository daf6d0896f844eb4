//! What an event changes in the facts of its track. Folding is total.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Allegation, Assigned, CaseFacts, ControlFacts, Correction, CorrectionDecision, Destination,
    Facts, FileFacts, FormerEnd, InitialStudyResult, Invitation, IssuedRecommendation, Link,
    Measure, OpenPaper, Party, Plea, Recommendation, Reference, ReferralFacts, RespondentEnd,
    ReviewFacts, SanctionFacts, SubjectKind, TermState,
};
use crate::{
    ids::{AllegationId, OfficeId, PartyId},
    law::LawSet,
    numbers::SourceCode,
    procedure::{
        BlockScope, Deviation, EntryAnswer, FollowUpJudgement, LapseCause, NotRegisteredGround,
        Outcome, RemedyResult, Requirement, Stage, TakeoverGround,
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
    },
    /// The decision took effect: its measures with the days on which they run.
    TookEffect(Vec<Measure>),
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
        /// Its time now.
        at: Effective,
    },
    /// Terms whose days moved, or that a step now closes late or in time.
    TermsMoved(Vec<MovedTerm>),
    /// The day it became known was amended.
    KnownOn(NaiveDate),
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
    /// The regime follows the amended day of the act.
    RegimeMoved(LawSet),
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

impl Change {
    pub(super) fn on_case(&self, f: &mut CaseFacts) {
        match self {
            Self::PartiesAdded(parties) => f.parties.extend(parties.iter().cloned()),
            Self::AllegationsAdded(all) => f.allegations.extend(all.iter().cloned()),
            Self::Given(requirements) => {
                for requirement in requirements {
                    if !f.given.contains(requirement) {
                        f.given.push(*requirement);
                    }
                    if let Some(study) = &mut f.study {
                        study.gaps.retain(|g| g != requirement);
                    }
                }
            }
            Self::Studied(result) => {
                f.study = Some(result.clone());
                f.studied_by = Some(f.handled_by);
            }
            Self::MovedTo(office) => f.handled_by = *office,
            Self::TakeoverFor(ground) => f.takeover_ground = Some(*ground),
            Self::RefusedRegistration(ground) => f.not_registered = Some(*ground),
            Self::BecameFinding(source) => {
                f.source = *source;
                f.origin = super::Origin::Finding;
            }
            Self::RegisteredOn(day) => f.registered_on = Some(*day),
            Self::Extended => f.extended = true,
            Self::Invited(invitation) => f.invitations.push(*invitation),
            Self::Heard(party) => f.heard.push(*party),
            Self::Absent(party) => f.absent.push(*party),
            Self::Decided {
                allegation,
                outcomes,
            } => {
                if let Some(a) = f.allegations.iter_mut().find(|a| a.id == *allegation) {
                    a.outcomes.clone_from(outcomes);
                }
            }
            Self::Announced => f.announced = true,
            Self::RecommendationIssued(issued) => f.recommendations.push(*issued),
            Self::CorrectionAsked(correction) => f.corrections.push(correction.clone()),
            Self::NationalViewAsked(office) => {
                for c in &mut f.corrections {
                    c.national_view |= c.office == *office && c.decision.is_none();
                }
            }
            Self::NationalViewGiven => {
                for c in &mut f.corrections {
                    c.national_view_given |= c.national_view && c.decision.is_none();
                }
            }
            Self::CorrectionDecided {
                request,
                decision,
                superseded,
            } => {
                if let Some(c) = f.corrections.iter_mut().find(|c| c.seq == *request) {
                    c.decision = Some(*decision);
                }
                for r in &mut f.recommendations {
                    if superseded.contains(&r.outcome) && r.superseded_by.is_none() {
                        r.superseded_by = Some(decision.seq);
                    }
                }
            }
            Self::Linked(link) => f.links.push(*link),
            Self::Unlinked(link) => f.links.retain(|l| l != link),
            Self::Identified {
                party,
                record,
                agency,
                identified,
            } => {
                if let Some(p) = f.parties.iter_mut().find(|p| p.id == *party) {
                    p.record = *record;
                    p.agency = agency.or(p.agency);
                    p.identified = *identified;
                }
            }
            Self::SubjectChanged { party, subject } => {
                if let Some(p) = f.parties.iter_mut().find(|p| p.id == *party) {
                    p.subject = *subject;
                }
            }
            Self::RespondentStruck {
                party,
                ground,
                into,
                seq,
            } => f.strike(*party, *ground, *into, *seq),
            Self::RespondentRestored { party, seq } => f.restore(*party, *seq),
            Self::SplitOff {
                allegations,
                parties,
            } => {
                f.allegations.retain(|a| !allegations.contains(&a.id));
                f.parties.retain(|p| !parties.contains(&p.id));
            }
            Self::Reopened(end) if end.ground.is_some() => {
                // What was recommended before is decided anew.
                for r in &mut f.recommendations {
                    r.superseded_by = r.superseded_by.or(Some(end.reopened_by));
                }
            }
            Self::KnownOn(day) => f.known_on = Some(*day),
            Self::AllegationAmended(new) => {
                if let Some(a) = f.allegations.iter_mut().find(|a| a.id == new.id) {
                    a.clone_from(new);
                }
            }
            Self::Reworded {
                record: RecordKind::Party,
                id,
                version,
            } => {
                if let Some(p) = f.parties.iter_mut().find(|p| p.id.raw() == *id) {
                    p.record = *version;
                }
            }
            Self::Succeeded { from, to } => f.succeed(*from, *to),
            Self::Opened(_)
            | Self::EndedWithRespondent(_)
            | Self::RespondentIs(_)
            | Self::SubjectIs { .. }
            | Self::GoesOnWith { .. }
            | Self::AgencyChanged { .. }
            | Self::StudyAsked(_)
            | Self::LiftedInPart(_)
            | Self::Reopened(_)
            | Self::OutsideNumber(_)
            | Self::Recommends { .. }
            | Self::ReceivedOn(_)
            | Self::Judged(_)
            | Self::Lapsed(_)
            | Self::Imposed { .. }
            | Self::RemedyDecided { .. }
            | Self::TookEffect(_)
            | Self::Answered
            | Self::TakenBack(_)
            | Self::StepMoved { .. }
            | Self::TermsMoved(_)
            | Self::Reworded { .. }
            | Self::RegimeMoved(_)
            | Self::Readdressed(_)
            | Self::Assigned(_)
            | Self::Released(_)
            | Self::EntryAnswered { .. }
            | Self::FileAttached(_)
            | Self::Referenced(_) => {}
        }
    }

    pub(super) fn on_review(&self, f: &mut ReviewFacts) {
        if let Self::OutsideNumber(number) = self {
            f.outside_number = Some(number.clone());
        } else if let Self::Recommends {
            recommendation,
            agency,
        } = self
        {
            f.recommendation = Some(recommendation.clone());
            f.agency = Some(*agency);
        } else if let Self::ReceivedOn(day) = self {
            f.received_on = Some(*day);
        } else if let Self::Judged(judgement) = self {
            f.judgement = Some(*judgement);
        } else if let Self::GoesOnWith {
            allegations,
            regime,
        } = self
        {
            f.allegations.clone_from(allegations);
            f.regime = *regime;
        } else if let Self::RegimeMoved(regime) = self {
            f.regime = *regime;
        } else if let Self::EndedWithRespondent(ground) = self {
            f.ended_with = Some(*ground);
        } else if let Self::RespondentIs(party) = self {
            f.respondent = *party;
        } else if let Self::SubjectIs { subject, regime } = self {
            f.subject = *subject;
            f.regime = *regime;
        } else if let Self::Lapsed(cause) = self {
            f.lapse = Some(*cause);
        } else if let Self::Succeeded { from, to } | Self::AgencyChanged { from, to } = self
            && f.agency == Some(*from)
        {
            f.agency = Some(*to);
        } else if let Self::StudyAsked(office) = self {
            f.studied_by = Some(*office);
        } else if let Self::Reopened(_) = self {
            f.judgement = None;
            f.lapse = None;
        }
    }

    pub(super) fn on_control(&self, f: &mut ControlFacts) {
        if let Self::Succeeded { from, to } | Self::AgencyChanged { from, to } = self
            && f.agency == *from
        {
            f.agency = *to;
        } else if let Self::LiftedInPart(part) = self {
            f.lifted = Some(*part);
        } else if let Self::Reopened(_) = self {
            f.lifted = None;
        }
    }

    pub(super) fn on_sanction(&self, f: &mut SanctionFacts) {
        if let Self::Imposed {
            measures,
            deviation,
            dismissal,
            without_examination,
        } = self
        {
            f.measures.clone_from(measures);
            f.deviation = Some(*deviation);
            f.dismissal = *dismissal;
            f.without_examination = *without_examination;
        } else if let Self::RemedyDecided {
            result,
            measures,
            dismissal,
        } = self
        {
            f.pleas.push(Plea { result: *result });
            if !measures.is_empty() {
                f.dismissal = *dismissal;
                f.measures.clone_from(measures);
            }
        } else if let Self::TookEffect(measures) = self {
            f.measures.clone_from(measures);
        } else if let Self::EndedWithRespondent(ground) = self {
            f.ended_with = Some(*ground);
        } else if let Self::RespondentIs(party) = self {
            f.respondent = *party;
        } else if let Self::SubjectIs { subject, .. } = self {
            f.subject = *subject;
        } else if let Self::Lapsed(cause) = self {
            f.lapse = Some(*cause);
        } else if let Self::Succeeded { from, to } | Self::AgencyChanged { from, to } = self
            && f.agency == *from
        {
            f.agency = *to;
        } else if let Self::Reopened(end) = self {
            f.lapse = None;
            if end.to == Stage::Proposed {
                // Decided anew; what was decided stays in the journal.
                f.measures.clear();
                f.deviation = None;
                f.dismissal = false;
                f.without_examination = false;
            }
        }
    }

    pub(super) fn on_referral(&self, f: &mut ReferralFacts) {
        if let Self::Answered = self {
            f.answered = true;
        } else if let Self::EndedWithRespondent(ground) = self {
            f.ended_with = Some(*ground);
        } else if let Self::RespondentIs(party) = self {
            f.respondent = *party;
        } else if let Self::Readdressed(destination) = self {
            f.destination = destination.clone();
        } else if let Self::Succeeded { from, to } = self
            && f.destination.office == Some(*from)
        {
            f.destination.office = Some(*to);
        } else if let Self::Reopened(_) = self {
            f.answered = false;
        }
    }
}
