//! What each guard checks: one exhaustive match. Without a command a guard that needs the body says so,
//! unless no body could satisfy it.

use super::{
    check::{World, review_of, seat_office},
    command::{Command, Details},
    timing,
};
use crate::{
    file::{Capacity, CaseFacts, CaseFile, Origin, SubjectKind, Track},
    law::LawSet,
    people::{Actor, Level, OfficeType},
    procedure::{
        Action, CorrectionEffect, Deviation, Guard, Machine, NotRegisteredGround, Outcome,
        RemedyResult, Rule, Seat, Stage, Term,
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
    pub actor: &'a Actor,
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
    fn body(
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
        Guard::InvitedInTime => ctx.body(true, |_, details| {
            matches!(details, Details::Invitation(i) if timing::lead_time_kept(ctx, i.hearing))
        }),
        Guard::HandlingTermRuns => {
            ctx.track.open_term(Term::Handling).is_some_and(|t| !t.is_past(ctx.at.day, ctx.at.minute)).into()
        }
        Guard::OutcomesComplete => {
            let possible = case.is_some_and(|c| !c.allegations.is_empty());
            ctx.body(possible, |_, details| case.is_some_and(|c| outcomes_complete(c, details)))
        }
        Guard::DestinationsComplete => ctx.body(super::siblings::destinations_possible(ctx), |_, details| {
            matches!(details, Details::Forwarding(list) if super::siblings::destinations_complete(ctx, list))
        }),
        Guard::CorrectionPossible => case.is_some_and(|c| correction_possible(c, ctx)).into(),
        Guard::NationalViewAsked => case.is_some_and(|c| national_view_asked(c, ctx)).into(),
        Guard::EffectsComplete => ctx.body(true, |_, details| match details {
            Details::CorrectionDecision(effects) => effects_complete(ctx, effects),
            _ => false,
        }),
        Guard::AllTracksEnded => ctx.file.all_other_tracks_ended().into(),
        Guard::AuthorityCompetent => seat_office(Seat::Authority, ctx.file, ctx.track, ctx.at.day, ctx.world)
            .and_then(|o| o.authority.as_deref())
            .is_some_and(|code| {
                ctx.world.book.has_role(code, "review", ctx.at.day) || ctx.world.book.has_role(code, "run_off", ctx.at.day)
            })
            .into(),
        Guard::AgencyKnown => {
            let named = |id| ctx.world.offices.get(id).is_some_and(|o| o.kind == OfficeType::Agency);
            let known = agency_of_party(ctx).is_some_and(named);
            let possible = known || ctx.world.offices.all().any(|o| o.kind == OfficeType::Agency);
            ctx.body(possible, |_, details| match details {
                Details::Recommendation(_, Some(agency)) => named(*agency),
                Details::Recommendation(_, None) => known,
                _ => false,
            })
        }
        Guard::LevelOrKindGiven => ctx.body(true, |_, details| match details {
            Details::Recommendation(r, _) => {
                (ctx.track.law != LawSet::Kasn || r.level.is_some() || r.kind.is_some())
                    && r.kind.as_ref().is_none_or(|k| kind_exists(ctx, k))
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
        Guard::FromReport => case.is_some_and(|c| c.origin == Origin::Report).into(),
        // Against the date rule an officer chooses with a reason, which stands in the body.
        Guard::SuccessorCompetent if super::siblings::successor_needs_reason(ctx) => {
            ctx.body(true, |command, _| !command.texts.is_empty())
        }
        Guard::SuccessorCompetent => super::siblings::successor(ctx).is_some().into(),
        Guard::SummonsLeft => (ctx.track.count_steps(Action::Summon) < 2).into(),
        Guard::SummonedTwice => (ctx.track.count_steps(Action::Summon) >= 2).into(),
        Guard::KindInCatalogue => ctx.body(true, |_, details| match details {
            Details::Imposition(measures, _) => measures_fit(ctx, measures),
            _ => false,
        }),
        Guard::DeviationExplained => ctx.body(true, |command, details| match details {
            Details::Imposition(measures, Deviation::AsRecommended) => as_recommended(ctx, measures),
            Details::Imposition(..) => !command.texts.is_empty(),
            _ => false,
        }),
        Guard::NotADismissal => ctx.track.sanction().is_some_and(|s| !s.dismissal).into(),
        Guard::IsADismissal => ctx.track.sanction().is_some_and(|s| s.dismissal).into(),
        Guard::RemedyMeasuresFit => ctx.body(true, |_, details| match details {
            Details::Remedy(RemedyResult::Changed, measures) => measures_fit(ctx, measures),
            Details::Remedy(_, measures) => measures.is_empty(),
            _ => false,
        }),
        Guard::EffectDayReached => effect_day_reached(ctx).into(),
        Guard::MeasuresEnded => ctx
            .track
            .sanction()
            .is_some_and(|s| {
                s.measures.iter().all(|m| m.to.map_or_else(|| lasts_its_time(ctx, m), |to| to <= ctx.at.day))
            })
            .into(),
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
        Guard::NoOpenBlock => {
            let open = |scope| {
                ctx.file.tracks.iter().any(|t| {
                    t.control().is_some_and(|c| c.scope.overlaps(scope) && review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id))
                        && !t.stage.is_final()
                })
            };
            let any_free = crate::procedure::BlockScope::ALL.iter().any(|s| !open(*s));
            ctx.body(any_free, |_, details| matches!(details, Details::BlockScope(s) if !open(*s)))
        }
    }
}

/// Stages in which the agency has not decided.
pub(super) const UNDECIDED: &[Stage] = &[
    Stage::RecommendationReceived,
    Stage::AgencyExamination,
    Stage::Proposed,
    Stage::SanctionWithdrawn,
];

fn ground_holds(ground: NotRegisteredGround, ctx: &Ctx<'_>) -> bool {
    let study = ctx.case().and_then(|c| c.study.as_ref());
    let passed = |term| {
        ctx.track
            .open_term(term)
            .is_some_and(|t| t.is_past(ctx.at.day, ctx.at.minute))
    };
    match ground {
        NotRegisteredGround::Late => study.is_some_and(|s| s.late),
        NotRegisteredGround::AlreadySolved => study.is_some_and(|s| s.already_solved),
        NotRegisteredGround::NotCompleted => {
            let gaps = ctx.case().is_some_and(|c| !c.gaps().is_empty());
            let asked = ctx.track.count_steps(Action::RequestCompletion) > 0;
            // Waiting: only once the term has passed. After a completion: when gaps remain, or when it came
            // late, which the law lets Bawaslu declare (art. 24(7)).
            let late = ctx
                .track
                .terms
                .iter()
                .any(|t| t.term == Term::Completion && t.closed_late);
            asked
                && match ctx.track.stage {
                    Stage::InitialStudy => gaps || late,
                    _ => gaps && passed(Term::Completion),
                }
        }
        NotRegisteredGround::EvidenceNotHandedOver => passed(Term::EvidenceHandOver),
    }
}

/// Perbawaslu 7/2022 art. 38: RI to province, to regency/city through the province, to abroad; province to
/// regency/city; regency/city to sub-district.
fn may_delegate_to(to: crate::ids::OfficeId, ctx: &Ctx<'_>) -> bool {
    let offices = ctx.world.offices;
    let (Some(from), Some(to)) = (
        ctx.case().and_then(|c| offices.get(c.handled_by)),
        offices.get(to),
    ) else {
        return false;
    };
    to.kind == OfficeType::ElectionSupervisor
        && to.exists_on(ctx.at.day)
        && to.parent == Some(from.id)
        && matches!(
            (from.level, to.level),
            (Level::National, Level::Province | Level::Abroad)
                | (Level::Province, Level::Regency | Level::City)
                | (Level::Regency | Level::City, Level::SubDistrict)
        )
}

/// The sub-district office above a village or polling-station supervisor.
pub(super) fn sub_district_above(ctx: &Ctx<'_>) -> Option<crate::ids::OfficeId> {
    super::check::above(ctx.case()?.handled_by, ctx.world.offices)
}

fn outcomes_complete(case: &CaseFacts, details: &Details) -> bool {
    let Details::Outcomes(list) = details else {
        return false;
    };
    let alone = |o: &[Outcome]| !o.is_empty() && (o.len() == 1 || !o.contains(&Outcome::NotProven));
    list.len() == case.allegations.len()
        && case.allegations.iter().all(|a| {
            list.iter()
                .any(|(id, outcomes)| *id == a.id && alone(outcomes))
        })
}

/// Perbawaslu 7/2022 art. 51: ethics or other-law recommendations of a provincial or regency/city office.
fn correction_possible(case: &CaseFacts, ctx: &Ctx<'_>) -> bool {
    let level = ctx.world.offices.get(case.handled_by).map(|o| o.level);
    matches!(level, Some(Level::Province | Level::Regency | Level::City))
        && case.correction.is_none()
        && case
            .allegations
            .iter()
            .flat_map(|a| &a.outcomes)
            .any(|o| o.is_correctable())
        && seat_office(Seat::Above, ctx.file, ctx.track, ctx.at.day, ctx.world).is_some()
}

fn national_view_asked(case: &CaseFacts, ctx: &Ctx<'_>) -> bool {
    case.correction.as_ref().is_some_and(|c| {
        c.national_view
            || ctx
                .world
                .offices
                .get(c.office)
                .is_some_and(|o| o.level == Level::National)
    })
}

fn effects_complete(ctx: &Ctx<'_>, effects: &[crate::file::CorrectionOf]) -> bool {
    let open: Vec<_> = ctx
        .file
        .tracks
        .iter()
        .filter(|t| t.machine == Machine::Review && !t.stage.is_final())
        .filter_map(|t| t.review().map(|r| r.respondent))
        .collect();
    open.iter()
        .all(|p| effects.iter().filter(|e| e.respondent == *p).count() == 1)
        && effects
            .iter()
            .all(|e| e.effect == CorrectionEffect::GoesOn || open.contains(&e.respondent))
        && effects.iter().all(|e| {
            ctx.file
                .party(e.respondent)
                .is_some_and(|p| p.capacity == Capacity::Respondent)
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

fn effect_day_reached(ctx: &Ctx<'_>) -> bool {
    let moral = ctx
        .track
        .sanction()
        .is_some_and(|s| !s.measures.is_empty() && s.measures.iter().all(|m| m.regime == "pp42"));
    moral
        || ctx
            .track
            .open_term(Term::TakesEffect)
            .is_none_or(|t| t.due_day <= ctx.at.day)
}

/// The regimes from which a sanction track may take its kinds.
fn regimes(law: LawSet, subject: Option<SubjectKind>) -> &'static [&'static str] {
    match (law, subject) {
        (LawSet::Pp53, _) => &["pp53", "pp42"],
        (LawSet::Pppk, _) | (_, Some(SubjectKind::Pppk)) => &["pppk", "pp42"],
        _ => &["pp94", "pp94_transition", "pp42", "asn_law"],
    }
}

fn measures_fit(ctx: &Ctx<'_>, measures: &[crate::file::Measure]) -> bool {
    let allowed = regimes(ctx.track.law, ctx.track.sanction().map(|s| s.subject));
    !measures.is_empty()
        && measures.iter().all(|m| {
            allowed.contains(&m.regime.as_str())
                && ctx.world.book.sanction_kind(&m.regime, &m.kind).is_some()
                && m.from.is_none_or(|from| m.to.is_none_or(|to| from <= to))
                && lasts_its_time(ctx, m)
        })
}

/// A kind with a duration has its days, and not fewer than the law says.
fn lasts_its_time(ctx: &Ctx<'_>, measure: &crate::file::Measure) -> bool {
    let kind = ctx.world.book.sanction_kind(&measure.regime, &measure.kind);
    let Some(months) = kind.and_then(|k| k.duration_months) else {
        return true;
    };
    match (measure.from, measure.to) {
        (Some(from), Some(to)) => from
            .checked_add_months(chrono::Months::new(months))
            .and_then(|end| end.pred_opt())
            .is_some_and(|last| last <= to),
        _ => false,
    }
}

/// Whether the measures are what was recommended: the kind where one was named, else the level.
fn as_recommended(ctx: &Ctx<'_>, measures: &[crate::file::Measure]) -> bool {
    let Some(recommended) = ctx.track.sanction().and_then(|s| s.recommended.as_ref()) else {
        return true;
    };
    let kind = recommended
        .kind
        .as_ref()
        .is_none_or(|k| measures.iter().any(|m| m.kind == *k));
    let level = recommended.level.is_none_or(|level| {
        measures.iter().any(|m| {
            ctx.world
                .book
                .sanction_kind(&m.regime, &m.kind)
                .is_some_and(|k| k.level == level.code())
        })
    });
    kind && level
}

fn kind_exists(ctx: &Ctx<'_>, kind: &str) -> bool {
    let review = ctx.track.review();
    review.is_some_and(|r| {
        regimes(r.regime, Some(r.subject))
            .iter()
            .any(|regime| ctx.world.book.sanction_kind(regime, kind).is_some())
    })
}
