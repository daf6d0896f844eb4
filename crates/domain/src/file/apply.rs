//! What a change does to the facts of its track.

use super::{
    CaseFacts, Change, ControlFacts, Plea, RecordKind, ReferralFacts, ReviewFacts, SanctionFacts,
};
use crate::procedure::Stage;

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
            Self::NotGiven(requirements) => {
                f.given.retain(|r| !requirements.contains(r));
                if let Some(study) = &mut f.study {
                    let new = requirements.iter().filter(|r| !study.gaps.contains(r));
                    let new: Vec<_> = new.copied().collect();
                    study.gaps.extend(new);
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
            Self::HoldPlaced(seq) => f.holds.push(*seq),
            Self::HoldLifted(seq) => f.holds.retain(|placed| placed != seq),
            Self::PersonErased(certificate) => f.erased.push(certificate.party),
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
            Self::KnownOn { day, .. } => f.knew_on(*day),
            Self::IssuedOn { seq, outcome, day } => {
                let mut all = f.recommendations.iter_mut();
                if let Some(r) = all.find(|r| (r.seq, r.outcome) == (*seq, *outcome)) {
                    r.issued = *day;
                }
            }
            Self::CorrectionReceived {
                seq,
                received,
                minute,
                late,
            } => {
                if let Some(c) = f.corrections.iter_mut().find(|c| c.seq == *seq) {
                    (c.received, c.received_minute, c.late) = (*received, *minute, *late);
                }
            }
            Self::AllegationAmended(new) => {
                if let Some(a) = f.allegations.iter_mut().find(|a| a.id == new.id) {
                    // Its outcomes are those of the steps that stand.
                    *a = super::Allegation {
                        outcomes: std::mem::take(&mut a.outcomes),
                        ..new.clone()
                    };
                }
            }
            // The day of its issue is that of the step.
            Self::StepMoved { seq, at, .. } => {
                for r in f.recommendations.iter_mut().filter(|r| r.seq == *seq) {
                    r.issued = at.day;
                }
            }
            Self::Refiled { filed, late, .. } => f.refile(*filed, *late),
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
            | Self::Joined(_)
            | Self::Separated(_)
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
            | Self::RunsMoved { .. }
            | Self::MeetingMoved { .. }
            | Self::Answered
            | Self::TakenBack(_)
            | Self::ActMoved { .. }
            | Self::Rejudged { .. }
            | Self::WasSent { .. }
            | Self::Remarked { .. }
            | Self::TermsMoved(_)
            | Self::LawChanged(_)
            | Self::TermsDropped(_)
            | Self::Reworded { .. }
            | Self::RegimeMoved(_)
            | Self::RegimeChosen(_)
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
            f.regime_chosen = false;
        } else if let Self::Joined(joining) = self {
            f.joins.push(*joining);
        } else if let Self::Separated(joining) = self {
            f.joins.retain(|j| j != joining);
        } else if let Self::RegimeMoved(regime) = self {
            f.regime = *regime;
            f.regime_chosen = false;
        } else if let Self::RegimeChosen(regime) = self {
            f.regime = *regime;
            f.regime_chosen = true;
        } else if let Self::EndedWithRespondent(ground) = self {
            f.ended_with = Some(*ground);
        } else if let Self::RespondentIs(party) = self {
            f.respondent = *party;
        } else if let Self::SubjectIs { subject, regime } = self {
            f.subject = *subject;
            f.regime = *regime;
            f.regime_chosen = false;
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
            ..
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
            deviation,
            ..
        } = self
        {
            f.pleas.push(Plea { result: *result });
            if !measures.is_empty() {
                f.deviation = *deviation;
                f.dismissal = *dismissal;
                f.measures.clone_from(measures);
            }
        } else if let Self::TookEffect(measures) | Self::RunsMoved { measures, .. } = self {
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
