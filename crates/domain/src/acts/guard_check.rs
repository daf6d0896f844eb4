//! What each guard checks: one exhaustive match. Without a command a guard that needs the body says so,
//! unless no body could satisfy it.

use crate::acts::{
    after_end::{correction, correction_request, reopening},
    check::World,
    command::{Command, CorrectionRuling, Details},
    entries,
    intake::guards::{ground_holds, invitation_settled, may_delegate_to, sub_district_above},
    mistakes::{amending, own_steps, taking_back},
    offices::{
        assigning, between,
        seats::{review_of, seat_office},
    },
    respondents,
    review::{joining, recommending},
    sanctions::{measures, regime_choice},
    timing,
};
use crate::{
    file::{Capacity, CaseFacts, CaseFile, Origin, Track},
    ids::{AllegationId, OfficeId},
    law::LawSet,
    people::{Actor, OfficeType},
    procedure::{
        Action, Deviation, FollowUpJudgement, Guard, NotRegisteredGround, Outcome, RemedyResult,
        Rule, Seat, Stage, Term,
    },
    time::Effective,
};

/// What a guard says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not hold, whatever the body.
    Fails,
    /// It depends on the body.
    DependsOnBody,
}

impl From<bool> for Verdict {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

/// What guards read.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub file: &'a CaseFile,
    pub track: &'a Track,
    /// The law text before this step; other than the track's where the step pins its own.
    pub stood_under: LawSet,
    pub actor: &'a Actor,
    /// The office that acts in law, where one does; else the recording one.
    pub office: OfficeId,
    pub rule: &'static Rule,
    pub at: Effective,
    pub world: World<'a>,
    pub command: Option<&'a Command>,
}

impl<'a> Ctx<'a> {
    pub fn case(&self) -> Option<&'a CaseFacts> {
        self.file.case()
    }
    /// With a command, whether it satisfies; without one, whether any could.
    pub(super) fn body(
        &self,
        possible: bool,
        satisfies: impl FnOnce(&'a Command, &'a Details) -> bool,
    ) -> Verdict {
        match self.command {
            Some(command) => satisfies(command, &command.details).into(),
            None if possible => Verdict::DependsOnBody,
            None => Verdict::Fails,
        }
    }
}

pub(super) fn verdict(guard: Guard, ctx: &Ctx<'_>) -> Verdict {
    let case = ctx.case();
    match guard {
        Guard::RequirementsMet => case.is_some_and(CaseFacts::requirements_met).into(),
        Guard::GapsCurable => case.is_some_and(CaseFacts::gaps_curable).into(),
        // One period, then registered or not (Perbawaslu 7/2022 art. 24(4), (7)).
        Guard::CompletionOnce => (ctx.track.count_steps(Action::RequestCompletion) == 0).into(),
        Guard::ElectionViolationSeen => crate::acts::intake::study::registrable(ctx).into(),
        Guard::FindingInTime => {
            ctx.track.open_term(Term::Finding).is_none_or(|t| !t.is_past(ctx.at.day, ctx.at.minute)).into()
        }
        Guard::OtherLawOnly => case
            .and_then(|c| c.study.as_ref())
            .is_some_and(|s| !s.kinds.is_empty() && s.kinds.iter().all(|k| *k == Outcome::OtherLaw))
            .into(),
        Guard::NotRegisteredGroundHolds => {
            ctx.body(NotRegisteredGround::ALL.iter().any(|g| ground_holds(*g, ctx)), |_, details| {
                matches!(details, Details::NotRegistered(ground) if ground_holds(*ground, ctx))
            })
        }
        Guard::DelegationAllowed => {
            ctx.body(ctx.world.offices.all().any(|o| may_delegate_to(o.id, ctx)), |_, details| {
                matches!(details, Details::Delegation(to) if may_delegate_to(*to, ctx))
            })
        }
        Guard::HigherOfficeExists => {
            seat_office(Seat::Above, ctx.file, ctx.track, ctx.at.day, ctx.world).is_some().into()
        }
        Guard::PassesToSubDistrict => {
            let here = case.and_then(|c| ctx.world.offices.get(c.handled_by));
            (here.is_some_and(|o| o.level.only_passes_on()) && sub_district_above(ctx).is_some()).into()
        }
        Guard::Quorum => {
            ctx.body(true, |command, _| command.meeting.is_some_and(|m| m.has_quorum()))
        }
        Guard::Majority => {
            ctx.body(true, |command, _| command.meeting.is_some_and(|m| m.has_majority()))
        }
        Guard::FindingRequirements => case
            .is_some_and(|c| {
                c.open_requirements().is_empty()
                    && c.parties.iter().any(|p| p.capacity == Capacity::Finder)
                    && c.respondents().next().is_some()
                    && !c.allegations.is_empty()
            })
            .into(),
        Guard::InvitationsLeft => {
            let left = |party| case.is_some_and(|c| c.invitations.iter().filter(|i| i.party == party).count() < 2);
            let any = case.is_some_and(|c| c.parties.iter().any(|p| left(p.id)));
            ctx.body(any, |_, details| {
                matches!(details, Details::Invitation(i) if left(i.party) && case.is_some_and(|c| c.parties.iter().any(|p| p.id == i.party)))
            })
        }
        // The Pilkada text was not seen: there a mark notes it.
        Guard::AbsenceRecorded if LawSet::PILKADA.contains(&ctx.track.law) => Verdict::Holds,
        Guard::AbsenceRecorded => {
            let settled = |party| case.is_some_and(|c| invitation_settled(c, party));
            // Somebody must be left who may be invited by both rules; where nobody is by the other alone, that one
            // refuses.
            let left = |c: &CaseFacts, party| c.invitations.iter().filter(|i| i.party == party).count() < 2;
            let any = case.is_some_and(|c| c.parties.iter().any(|p| left(c, p.id) && settled(p.id)));
            ctx.body(any, |_, details| matches!(details, Details::Invitation(i) if settled(i.party)))
        }
        Guard::AbsentFromHearing => {
            let due = |party| {
                case.is_some_and(|c| {
                    let held = c.invitations.iter().filter(|i| i.party == party && i.hearing <= ctx.at.day);
                    c.absent.iter().filter(|p| **p == party).count() < held.count()
                })
            };
            // Where nobody was invited, the missing step says so.
            let any = case.is_some_and(|c| c.invitations.is_empty() || c.parties.iter().any(|p| due(p.id)));
            ctx.body(any, |_, details| matches!(details, Details::Person(party) if due(*party)))
        }
        Guard::InvitedInTime => ctx.body(true, |command, details| {
            matches!(details, Details::Invitation(i) if timing::lead_time_kept(ctx, &command.papers, i.hearing))
        }),
        Guard::HandlingTermRuns => {
            ctx.track.open_term(Term::Handling).is_some_and(|t| !t.is_past(ctx.at.day, ctx.at.minute)).into()
        }
        Guard::OutcomesComplete => {
            let possible = case.is_some_and(|c| !c.allegations.is_empty());
            ctx.body(possible, |_, details| case.is_some_and(|c| matches!(details, Details::Outcomes(list) if outcomes_complete(c, list))))
        }
        Guard::DestinationsComplete if ctx.rule.action == Action::DecideCorrection => {
            ctx.body(true, |_, details| match details {
                Details::CorrectionDecision(d) => crate::acts::siblings::destinations_of_correction(ctx, &d.destinations),
                _ => false,
            })
        }
        Guard::DestinationsComplete if respondents::tracks::is_change(ctx.rule.action) => {
            ctx.body(true, |_, details| {
                crate::acts::siblings::destinations_of_correction(ctx, &respondents::tracks::dispatches(details))
            })
        }
        Guard::DestinationsComplete => ctx.body(crate::acts::siblings::destinations_possible(ctx), |_, details| {
            matches!(details, Details::Forwarding(list) if crate::acts::siblings::destinations_complete(ctx, list))
        }),
        Guard::DestinationsCompetent => {
            let possible = crate::acts::review::competence::possible(ctx);
            ctx.body(possible, |command, _| crate::acts::review::competence::holds(ctx, command))
        }
        // Under a law text that demands none nothing depends on the body.
        Guard::PapersDemanded if crate::acts::papers::demanded(ctx).is_empty() => Verdict::Holds,
        Guard::PapersDemanded => ctx.body(true, |command, _| {
            crate::acts::papers::missing(ctx, &command.papers).is_empty()
        }),
        Guard::PapersGiven => ctx.body(true, |command, _| !command.papers.is_empty()),
        Guard::CorrectionPossible => {
            ctx.body(correction::possible(ctx), |_, details| correction::asked(ctx, details).is_some())
        }
        Guard::RequestNew => {
            ctx.body(correction_request::any_new(ctx), |command, _| correction_request::is_new(ctx, command))
        }
        Guard::NationalViewNeeded => {
            (!correction::national(ctx) && correction::waiting(ctx).any(|r| !r.national_view)).into()
        }
        Guard::RequestNamed => ctx.body(true, |_, details| ruling(details).is_some_and(|d| correction::named(ctx, d).is_some())),
        Guard::NationalViewAsked => {
            let mut all = ctx.file.case().into_iter().flat_map(CaseFacts::waiting_corrections);
            all.any(|r| r.national_view && !r.national_view_given).into()
        }
        Guard::NationalViewGiven if correction::waiting(ctx).all(|r| correction::view_settled(ctx, r)) => Verdict::Holds,
        Guard::NationalViewGiven => {
            let any = correction::waiting(ctx).any(|r| correction::view_settled(ctx, r));
            ctx.body(any, |_, details| {
                let request = ruling(details).and_then(|d| correction::named(ctx, d));
                request.is_some_and(|r| correction::view_settled(ctx, r))
            })
        }
        Guard::CorrectionResultHolds => {
            ctx.body(true, |_, details| ruling(details).is_some_and(|d| correction::result_holds(ctx, d)))
        }
        Guard::EffectsComplete => {
            ctx.body(true, |_, details| ruling(details).is_some_and(|d| correction::outcomes_fit(ctx, d)))
        }
        Guard::AllTracksEnded => ctx.file.all_other_tracks_ended().into(),
        Guard::AuthorityCompetent => seat_office(Seat::Authority, ctx.file, ctx.track, ctx.at.day, ctx.world)
            .and_then(|o| o.authority.as_deref())
            .is_some_and(|code| ctx.world.book.reviews(code, ctx.at.day))
            .into(),
        Guard::AgencyKnown => {
            let named = |id| ctx.world.offices.get(id).is_some_and(|o| o.kind == OfficeType::Agency);
            let known = agency_of_party(ctx).is_some_and(named);
            let possible = known || ctx.world.offices.all().any(|o| o.kind == OfficeType::Agency);
            ctx.body(possible, |_, details| match details {
                // Where the respondent's own agency is known it is that one; another one is redirected to.
                Details::Recommendation(_, Some(agency)) => {
                    named(*agency) && (!known || agency_of_party(ctx) == Some(*agency))
                }
                Details::Recommendation(_, None) => known,
                _ => false,
            })
        }
        Guard::LevelOrKindGiven => ctx.body(true, |_, details| match details {
            Details::Recommendation(r, _) => {
                (ctx.track.law != LawSet::Kasn || r.level.is_some() || r.kind.is_some())
                    && recommending::row_faults(ctx, r).is_empty()
                    && r.kind.as_ref().is_none_or(|k| measures::kind_fits(ctx, k, r.level))
            }
            _ => false,
        }),
        Guard::AgencyTermPassed => agency_term_passed(ctx).into(),
        Guard::SanctionKnown => {
            let of_review = |t: &&Track| {
                t.sanction().is_some() && review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id)
            };
            let undecided = |t: &Track| UNDECIDED.contains(&t.stage);
            let mut all = ctx.file.tracks.iter().filter(of_review).peekable();
            // Withdrawn ones were never decided and never will be.
            (all.peek().is_some()
                && all.clone().any(|t| !undecided(t))
                && all.all(|t| !undecided(t) || t.stage.is_final()))
            .into()
        }
        Guard::RegimeFits => ctx.body(regime_choice::is_open(ctx), |_, details| {
            matches!(details, Details::Regime(regime) if regime_choice::fits(ctx, *regime))
        }),
        Guard::JudgementFits => {
            let decided = || decided_sanction(ctx);
            ctx.body(decided().is_some(), |_, details| {
                matches!(details, Details::Judgement(judgement)
                    if decided().is_some_and(|sanction| judgement_fits(*judgement, sanction)))
            })
        }
        Guard::FromReport => case.is_some_and(|c| c.origin == Origin::Report).into(),
        // Against the date rule an officer chooses with a reason, which stands in the body.
        Guard::SuccessorCompetent if crate::acts::siblings::successor_needs_reason(ctx) => {
            ctx.body(true, |command, _| !command.texts.is_empty())
        }
        Guard::SuccessorCompetent => crate::acts::siblings::successor(ctx).is_some().into(),
        // PP 94/2021 art. 26(1); the other texts were not seen, and of an office that does not use the installation its
        // decree alone is known: there a mark notes it.
        Guard::Examined if !measures::examination_missing(ctx) => Verdict::Holds,
        Guard::Examined => ctx.body(ctx.rule.action == Action::Impose, |_, details| {
            matches!(details, Details::Imposition(list, _) if crate::acts::sanctions::moral::moral_alone(list, ctx.world))
        }),
        Guard::SummonsLeft => (ctx.track.count_steps(Action::Summon) < 2).into(),
        Guard::SummonedTwice => (ctx.track.count_steps(Action::Summon) >= 2).into(),
        Guard::KindInCatalogue => ctx.body(true, |_, details| match details {
            Details::Imposition(measures, _) => crate::acts::sanctions::measures::of_measures(ctx, measures).is_empty(),
            _ => false,
        }),
        Guard::DeviationExplained => ctx.body(true, |command, details| match details {
            Details::Imposition(measures, said) => {
                !measures::deviation_differs(ctx, measures, *said)
                    && !measures::lacks_reason(ctx, measures, *said, &command.texts)
            }
            // What is upheld or annulled puts nothing in the place of the recommendation's.
            Details::Remedy(_, measures) => {
                measures.is_empty()
                    || !measures::lacks_reason(ctx, measures, None, &command.texts)
            }
            _ => false,
        }),
        Guard::NotADismissal => ctx.track.sanction().is_some_and(|s| !s.dismissal).into(),
        Guard::IsADismissal => ctx.track.sanction().is_some_and(|s| s.dismissal).into(),
        Guard::RemedyMeasuresFit => ctx.body(true, |_, details| match details {
            Details::Remedy(RemedyResult::Changed, measures) => crate::acts::sanctions::measures::of_measures(ctx, measures).is_empty(),
            Details::Remedy(_, measures) => measures.is_empty(),
            _ => false,
        }),
        Guard::EffectDayReached => crate::acts::sanctions::moral::effect_day_reached(ctx).into(),
        Guard::MeasuresEnded => ctx
            .track
            .sanction()
            .is_some_and(|s| {
                s.measures.iter().all(|m| {
                    m.runs_to.or(m.to).map_or_else(|| measures::lasts_its_time(ctx, m), |to| to <= ctx.at.day)
                })
            })
            .into(),
        Guard::RedirectCompetent => {
            let any = ctx.world.offices.all().any(|o| between::may_redirect_to(ctx, o.id));
            ctx.body(any, |_, details| matches!(details, Details::Redirection(to) if between::may_redirect_to(ctx, *to)))
        }
        Guard::AgencyOther => {
            let any = ctx.world.offices.all().any(|o| between::is_other_agency(ctx, o.id));
            ctx.body(any, |_, details| matches!(details, Details::Transfer(to) if between::is_other_agency(ctx, *to)))
        }
        Guard::AgencyUndecided => between::agency_undecided(ctx).into(),
        Guard::NobodyActed => between::nobody_acted(ctx).into(),
        Guard::StudyOfficeKnown => {
            let any = between::may_study(ctx, None) || ctx.world.offices.all().any(|o| between::may_study(ctx, Some(o.id)));
            ctx.body(any, |_, details| matches!(details, Details::StudyRequest(office) if between::may_study(ctx, *office)))
        }
        Guard::PartOfBlock => {
            let any = crate::procedure::BlockScope::ALL.iter().any(|s| between::is_part(ctx, *s));
            ctx.body(any, |_, details| matches!(details, Details::BlockScope(part) if between::is_part(ctx, *part)))
        }
        Guard::LiftRequestWaits => between::lift_request_waits(ctx).into(),
        Guard::ReopenGroundFits => ctx.body(true, |_, details| {
            matches!(details, Details::Reopening(ground) if reopening::ground_fits(ctx.track.machine, *ground))
        }),
        Guard::ReopeningPaper => ctx.body(true, |command, details| {
            matches!(details, Details::Reopening(ground) if reopening::has_paper(command, *ground))
        }),
        Guard::RespondentStands => reopening::somebody_stands(ctx).into(),
        Guard::NothingInItsPlace => reopening::free(ctx).into(),
        Guard::LiftGround => {
            let review = review_of(ctx.file, ctx.track);
            let decided = ctx.file.tracks.iter().any(|t| {
                t.sanction().is_some_and(|s| ctx.track.control().is_some_and(|c| c.respondent == s.respondent))
                    && !UNDECIDED.contains(&t.stage)
                    && !matches!(t.stage, Stage::NotImposed | Stage::SanctionAnnulled | Stage::SanctionLapsed)
            });
            (decided || review.is_some_and(|r| r.stage.is_final())).into()
        }
        Guard::AnsweredOrReason => {
            let answered = ctx.track.referral().is_some_and(|r| r.answered);
            ctx.body(true, |command, _| answered || !command.texts.is_empty())
        }
        Guard::LastStepOwn => taking_back::last(ctx.track)
            .is_some_and(|(seq, step)| own_steps::is_own(ctx.track, seq, step, ctx.actor.office, ctx.world.offices))
            .into(),
        Guard::NothingFollowed => taking_back::nothing_followed(ctx).into(),
        Guard::NoLetterSent => taking_back::last(ctx.track)
            .is_none_or(|(_, step)| !step.sent)
            .into(),
        Guard::CapacityHere => ctx.body(assigning::any_here(ctx), |_, d| assigning::is_here(ctx, d)),
        Guard::AssigneeFits => {
            ctx.body(assigning::anybody_fits(ctx), |_, d| assigning::assignee_fits(ctx, d))
        }
        Guard::AssignmentNew => ctx.body(true, |_, d| assigning::is_new(ctx, d)),
        Guard::AssignmentOpen => ctx.body(assigning::any_mine(ctx), |_, d| assigning::is_mine(ctx, d)),
        Guard::CapacityFree => ctx.body(assigning::any_free(ctx), |_, d| assigning::free(ctx, d)),
        Guard::TeamDecree => ctx.body(true, |_, d| assigning::decreed(ctx, d)),
        Guard::EntryForOffice => ctx.body(entries::any(ctx), |_, d| entries::named(ctx, d)),
        Guard::ContestExplained => ctx.body(true, |_, d| entries::explained(ctx, d)),
        Guard::HoldStands => ctx.case().is_some_and(|c| !c.holds.is_empty()).into(),
        Guard::ReasonGiven => ctx.body(true, |command, _| !command.texts.is_empty()),
        Guard::AmendmentIsOwn => ctx.body(amending::possible(ctx), |_, details| {
            matches!(details, Details::Amendments(list) if amending::unowned_at(ctx, list).is_none())
        }),
        Guard::AmendmentFits => ctx.body(amending::possible(ctx), |_, details| {
            matches!(details, Details::Amendments(list) if amending::fits(ctx, list))
        }),
        Guard::RegimeFree => ctx.body(true, |_, details| {
            matches!(details, Details::Amendments(list) if amending::regime_free(ctx, list))
        }),
        Guard::JoinFits => ctx.body(joining::possible(ctx), |_, d| joining::fits(ctx, d)),
        Guard::SamePerson => ctx.body(true, |_, d| joining::same_person(d)),
        Guard::SamenessSaid => ctx.body(true, joining::sameness_said),
        Guard::SeparationFits => ctx.body(joining::separable(ctx), |_, d| joining::separation_fits(ctx, d)),
        Guard::RespondentsGiven
        | Guard::RespondentNamed
        | Guard::SubjectDiffers
        | Guard::RegimeStays
        | Guard::RespondentRemains
        | Guard::NoBlockLeft
        | Guard::RespondentsMerge
        | Guard::RestorationFits
        | Guard::SplitFits
        | Guard::LinkFits
        | Guard::UnlinkFits
        | Guard::MergeFits
        | Guard::UnmergeFits => crate::acts::respondents::guards::verdict(guard, ctx),
        Guard::NoOpenBlock => {
            let open = |scope| {
                ctx.file.tracks.iter().any(|t| {
                    t.control().is_some_and(|c| c.remaining().overlaps(scope) && review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id))
                        && !t.stage.is_final()
                })
            };
            let any_free = crate::procedure::BlockScope::ALL.iter().any(|s| !open(*s));
            ctx.body(any_free, |_, details| matches!(details, Details::BlockScope(s) if !open(*s)))
        }
    }
}

/// The agency's latest decision in this review.
fn decided_sanction<'a>(ctx: &Ctx<'a>) -> Option<&'a Track> {
    ctx.file.tracks.iter().rev().find(|t| {
        t.sanction().is_some()
            && !UNDECIDED.contains(&t.stage)
            && review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id)
    })
}

/// "Nothing proven" is said of a decision that imposes nothing; the other two of one that stands, and
/// "deviating" only of one that departs from the recommendation.
fn judgement_fits(judgement: FollowUpJudgement, sanction: &Track) -> bool {
    let Some(facts) = sanction.sanction() else {
        return false;
    };
    let stands = !matches!(
        sanction.stage,
        Stage::NotImposed | Stage::SanctionAnnulled | Stage::SanctionLapsed
    );
    let changed = facts
        .pleas
        .iter()
        .any(|p| p.result == RemedyResult::Changed);
    let deviates = facts.deviation != Some(Deviation::AsRecommended);
    let unknown = changed && facts.deviation.is_none();
    match judgement {
        // A remedy may change measures to what cannot be compared with the recommendation: that allows both.
        FollowUpJudgement::Accepted => stands && (unknown || !deviates),
        FollowUpJudgement::AcceptedDeviating => stands && deviates,
        FollowUpJudgement::NothingProven => !stands,
    }
}

/// Stages in which the agency has not decided.
pub(super) const UNDECIDED: &[Stage] = &[
    Stage::RecommendationReceived,
    Stage::AgencyExamination,
    Stage::Proposed,
    Stage::SanctionWithdrawn,
];

fn ruling(details: &Details) -> Option<&CorrectionRuling> {
    match details {
        Details::CorrectionDecision(ruling) => Some(ruling),
        _ => None,
    }
}

pub(super) fn outcomes_complete(case: &CaseFacts, list: &[(AllegationId, Vec<Outcome>)]) -> bool {
    let once = |o: &[Outcome]| {
        o.iter()
            .enumerate()
            .all(|(i, one)| !o.iter().take(i).any(|p| p == one))
    };
    let alone = |o: &[Outcome]| {
        !o.is_empty() && once(o) && (o.len() == 1 || !o.contains(&Outcome::NotProven))
    };
    list.len() == case.allegations.len()
        && case.allegations.iter().all(|a| {
            list.iter()
                .any(|(id, outcomes)| *id == a.id && alone(outcomes))
        })
}

fn agency_of_party(ctx: &Ctx<'_>) -> Option<crate::ids::OfficeId> {
    let respondent = ctx.track.review()?.respondent;
    ctx.file.party(respondent)?.agency
}

/// The term of the agency has passed, and that of a warning sent after it.
fn agency_term_passed(ctx: &Ctx<'_>) -> bool {
    let passed = |t: &crate::file::TermState| t.is_past(ctx.at.day, ctx.at.minute);
    review_of(ctx.file, ctx.track).is_some_and(|review| {
        review.open_term(Term::AgencyFollowUp).is_some_and(passed)
            && review.open_term(Term::WarningFollowUp).is_none_or(passed)
    })
}
