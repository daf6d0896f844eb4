//! Whether a command fits: its input, the order of the steps, the guards, and who acts.

use std::borrow::Cow;

use crate::acts::{
    check::{Checked, competent, missing_step},
    command::{Command, Details},
    events::Recorder,
    guard_check::{Ctx, Verdict, verdict},
    mistakes::amending,
    papers,
    review::competence,
    sanctions::measures,
    timing,
};
use crate::{
    file::{Acting, Capacity, CaseFile, StepMark, Track},
    ids::OfficeId,
    people::Actor,
    procedure::{Action, Acts, CorrectionResult, Guard, GuardKind, PaperKind, Rule, To},
    refusal::{Fault, Refusal, Unfit},
    time::Effective,
};

/// What no state of the case could make right: the paper, days that have not come, an impossible meeting. All
/// of it at once.
pub(super) fn check_input(
    file: &CaseFile,
    track: &Track,
    checked: &Checked,
    command: &Command,
    recorder: Recorder<'_>,
) -> Result<(), Refusal> {
    let today = recorder.recorded_at.day_in(recorder.zone);
    let now = recorder.recorded_at.minute_in(recorder.zone);
    let mut faults = Vec::new();
    if checked.for_another && command.by_paper.is_none() {
        faults.push(Fault::new(Unfit::PaperRequired, "/by_paper"));
    }
    let (at, papers) = (command.effective, &command.papers);
    faults.extend(timing::future_days(
        at,
        papers,
        command.by_paper,
        today,
        now,
    ));
    faults.extend(own_matter(checked.rule, command));
    if let Details::Assignment { to, .. } | Details::Reassignment { to, .. } = &command.details
        && to.is_party
    {
        faults.push(Fault::new(Unfit::OfficerIsParty, "/details/account_id"));
    }
    let acts_by = act_papers(track, checked.rule);
    faults.extend(timing::crossed_days(
        at,
        papers,
        command.by_paper,
        |paper| {
            let named = |p: &&[PaperKind]| p.contains(&paper.kind);
            acts_by.iter().any(|(by_paper_only, kinds)| {
                named(kinds) && (!by_paper_only || command.by_paper == Some(paper.id))
            })
        },
    ));
    if let Some(meeting) = &command.meeting {
        faults.extend(meeting.faults(at.day, today));
        // Nobody decides on a case that has not come in.
        let received = file.case_track().and_then(|t| t.steps.first());
        if meeting
            .day
            .zip(received)
            .is_some_and(|(day, first)| day < first.at.day)
        {
            let place = if meeting.recorded_before {
                "/meeting/meeting_id"
            } else {
                "/meeting/day"
            };
            faults.push(Fault::new(Unfit::MeetingBeforeCase, place));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Unfit(faults))
    }
}

/// The kinds of papers that are the act itself, so that it cannot precede their date: those by which it is
/// done, all that the law names of a party's step, which is taken by handing them in, and of an office that does
/// not use this installation (told by the flag) the one the step is recorded from. What is owed may be written later.
pub(super) fn act_papers(track: &Track, rule: &'static Rule) -> Vec<(bool, &'static [PaperKind])> {
    let Some(law) = rule.law(track.law) else {
        return Vec::new();
    };
    let party = !matches!(rule.acts, Acts::Office(_));
    vec![
        (false, law.demands),
        (false, if party { law.papers } else { &[] }),
        (true, law.papers),
    ]
}

/// Papers by which an office acts that a respondent signed. What a respondent signs in his own name (a receipt, an
/// objection, an appeal) is his to sign.
fn own_matter(rule: &Rule, command: &Command) -> Vec<Fault> {
    let of_office = matches!(rule.acts, Acts::Office(_));
    let own = |kind| {
        matches!(
            kind,
            PaperKind::Receipt | PaperKind::Objection | PaperKind::Appeal | PaperKind::Proof
        )
    };
    let mut faults = Vec::new();
    for (i, paper) in command.papers.iter().enumerate() {
        if of_office && paper.signer.is_some() && !own(paper.kind) {
            let at = if command.by_paper == Some(paper.id) {
                "/by_paper/signer_nip".to_owned()
            } else {
                format!("/papers/{i}/signer_nip")
            };
            faults.push(Fault::new(Unfit::OfficialIsRespondent, at));
        }
    }
    faults
}

/// Whether a day, with its hour where both are known, comes before another.
pub(super) fn precedes(at: Effective, floor: Effective) -> bool {
    at.day < floor.day
        || (at.day == floor.day
            && at
                .minute
                .zip(floor.minute)
                .is_some_and(|(at, floor)| at < floor))
}

/// Nothing on a track precedes what it must follow.
pub(super) fn check_order(
    track: &Track,
    command: &Command,
    checked: &Checked,
) -> Result<(), Refusal> {
    let at = command.effective;
    // Nothing on a track precedes what opened it, nor the steps that the row names. A row that names none
    // follows the step that brought the track where it stands, unless it only adds papers.
    let last = |wanted: &dyn Fn(Action) -> bool| {
        let found = track.standing().rev().find(|(_, s)| wanted(s.action));
        found.map(|(_, s)| *s)
    };
    let taken = |action| last(&|a| a == action);
    let moved = last(&moves);
    let adds_papers = checked
        .rule
        .guards
        .iter()
        .any(|g| g.0 == Guard::PapersGiven);
    let floors = track
        .steps
        .first()
        .copied()
        .into_iter()
        .chain(checked.rule.after.and_then(taken))
        .chain(checked.rule.not_before.iter().copied().filter_map(taken))
        .chain(moved.filter(|_| checked.rule.after.is_none() && !adds_papers));
    // What is received of a step cannot have come before the step that it follows.
    let received = command.papers.iter().filter_map(|p| p.received).min();
    let first = received
        .filter(|day| *day < at.day)
        .map_or(at, Effective::day);
    let before = |floor: &StepMark| {
        let follows = checked.rule.after == Some(floor.action);
        precedes(if follows { first } else { at }, floor.at)
    };
    match floors.into_iter().find(before) {
        Some(floor) => {
            let early = |day: Option<chrono::NaiveDate>| day.is_some_and(|d| d < floor.at.day);
            let mut fields = Vec::new();
            if at.day < floor.at.day {
                fields.push("/effective_day".into());
            } else if precedes(at, floor.at) {
                fields.push("/effective_time".into());
            }
            if checked.rule.after == Some(floor.action) {
                for (i, paper) in command.papers.iter().enumerate() {
                    if early(paper.received) {
                        fields.push(if command.by_paper == Some(paper.id) {
                            "/by_paper/received".into()
                        } else {
                            format!("/papers/{i}/received").into()
                        });
                    }
                }
            }
            Err(Refusal::TooEarly {
                after: floor.action,
                fields,
            })
        }
        None => Ok(()),
    }
}

/// Where two must act, the second is another account of the office that answers for the act, of a rank for it.
pub(super) fn check_approval(
    rule: &Rule,
    command: &Command,
    actor: &Actor,
    office: OfficeId,
) -> Result<(), Refusal> {
    let fault = match &command.approval {
        _ if rule.approval.is_empty() => return Ok(()),
        None => Unfit::ApprovalRequired,
        Some(second) => {
            let fits = second.account != actor.account
                && second.office == office
                && rule.approval.iter().any(|r| second.roles.contains(r));
            if fits {
                return Ok(());
            }
            Unfit::ApprovalUnfit
        }
    };
    Err(Refusal::unfit(fault, ""))
}

/// Whether an action may change the stage.
pub(super) fn moves(action: Action) -> bool {
    crate::procedure::rows(action).any(|r| r.to != To::Same)
}

/// Every guard must hold; temporal ones are noted instead in historic entry.
pub(super) fn check_guards(ctx: &Ctx<'_>, historic: bool) -> Result<Vec<Guard>, Refusal> {
    let mut irregular = Vec::new();
    // What no body could satisfy refuses first, so that the list of next actions gives the same code.
    let bodiless = Ctx {
        command: None,
        ..*ctx
    };
    let certain = ctx
        .rule
        .guards
        .iter()
        .filter(|(guard, _)| verdict(*guard, &bodiless) == Verdict::Fails);
    let by_body = ctx
        .rule
        .guards
        .iter()
        .filter(|(guard, _)| verdict(*guard, &bodiless) == Verdict::DependsOnBody)
        .filter(|(guard, _)| verdict(*guard, ctx) != Verdict::Holds);
    // The step that the row must follow, asked after what no body could satisfy.
    let missing = missing_step(ctx.file, ctx.track, ctx.rule).map(Err);
    let guards = certain.map(Ok).chain(missing).chain(by_body.map(Ok));
    for guard in guards {
        let (guard, kind) = guard.map_err(|after| Refusal::StepMissing { after })?;
        if historic && *kind == GuardKind::Temporal {
            irregular.push(*guard);
            continue;
        }
        let basis = ctx.rule.law(ctx.track.law).map_or("", |l| l.cite);
        // Where no body could satisfy it, no field is at fault.
        let field = match verdict(*guard, &bodiless) {
            Verdict::DependsOnBody => field(*guard, ctx),
            _ => None,
        };
        return Err(Refusal::Guard {
            guard: *guard,
            basis,
            field,
            competent: match (guard, ctx.command) {
                (Guard::DestinationsCompetent, Some(command)) => {
                    competence::competent_instead(ctx, &command.details)
                }
                _ => competent(*guard, ctx.world),
            },
            papers: match (guard, ctx.command) {
                (Guard::PapersDemanded, Some(command)) => papers::missing(ctx, &command.papers),
                _ => Vec::new(),
            },
            faults: ctx.command.map_or_else(Vec::new, |command| {
                measures::faults(*guard, ctx, &command.details)
            }),
        });
    }
    Ok(irregular)
}

/// The field at fault: of a list the item that does not fit; the reason, where that alone is missing.
fn field(guard: Guard, ctx: &Ctx<'_>) -> Option<Cow<'static, str>> {
    let unreasoned = ctx.command.is_some_and(|command| match guard {
        Guard::DestinationsCompetent => competence::lacks_reason_alone(ctx, command),
        // A request that is inadmissible on another ground needs one alone.
        Guard::CorrectionResultHolds => matches!(
            &command.details,
            Details::CorrectionDecision(ruling) if ruling.result == CorrectionResult::Inadmissible
        ),
        _ => false,
    });
    if unreasoned {
        return Some(Cow::Borrowed("/reason"));
    }
    let item = match (guard, ctx.command.map(|c| &c.details)) {
        (Guard::AmendmentIsOwn, Some(Details::Amendments(list))) => amending::unowned_at(ctx, list),
        (Guard::AmendmentFits, Some(Details::Amendments(list))) => amending::unfit_at(ctx, list),
        _ => None,
    };
    item.map(Cow::Owned)
        .or_else(|| guard.field().map(Cow::Borrowed))
}

pub(super) fn acting(
    ctx: &Ctx<'_>,
    checked: &Checked,
    command: &Command,
) -> Result<Acting, Refusal> {
    let capacities: &[Capacity] = match ctx.rule.acts {
        Acts::Office(seat) => {
            let office = checked.acting.or(command.acting_office);
            return Ok(Acting {
                seat: Some(seat),
                office,
                party: None,
            });
        }
        Acts::Reporter => &[Capacity::Reporter],
        Acts::Respondent => &[Capacity::Respondent],
        Acts::ReporterOrRespondent => &[Capacity::Reporter, Capacity::Respondent],
    };
    // A track about one respondent names its party; elsewhere the only party of the capacity is taken.
    let of_track = ctx.track.sanction().map(|s| s.respondent);
    let fits = |id| {
        ctx.file.party(id).is_some_and(|p| {
            // Of a track about one respondent, that respondent alone or a representative.
            if of_track.is_some_and(|r| r != p.id && p.represents != Some(r)) {
                return false;
            }
            let represented = p.represents.and_then(|r| ctx.file.party(r));
            capacities.contains(&p.capacity)
                || represented.is_some_and(|r| capacities.contains(&r.capacity))
        })
    };
    let mut only = ctx
        .case()
        .into_iter()
        .flat_map(|c| c.parties.iter())
        .filter(|p| capacities.contains(&p.capacity));
    let sole = match (only.next(), only.next()) {
        (Some(party), None) => Some(party.id),
        _ => None,
    };
    match command.acting_party.or(of_track).or(sole) {
        Some(party) if fits(party) => Ok(Acting {
            seat: None,
            office: None,
            party: Some(party),
        }),
        // A report may come without a known reporter's record; whoever brings papers for it is then unnamed.
        None if ctx.rule.acts == Acts::Reporter => Ok(Acting {
            seat: None,
            office: None,
            party: None,
        }),
        _ => Err(Refusal::unfit(Unfit::PartyUnfit, "/acting_party_id")),
    }
}
