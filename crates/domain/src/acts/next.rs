//! What an actor may do next on a track, and why not.

use crate::acts::{
    check::{World, check, competent, missing_step},
    guard_check::{Ctx, Verdict, verdict},
    marks,
    moved_law::recounting::afresh,
    pinning::pinned,
};
use crate::{
    file::{CaseFile, Track},
    law::LawSet,
    people::Actor,
    procedure::{Action, Guard, Mark, Rule, actions},
    refusal::Refusal,
    time::{Effective, Moment},
};

/// One action of the actor's role.
#[derive(Debug, Clone)]
pub struct NextAction {
    /// What.
    pub action: Action,
    /// The row, where the stage has one.
    pub rule: Option<&'static Rule>,
    /// Why not; none when it is allowed.
    pub refusal: Option<Refusal>,
    /// Guards that only the body can decide.
    pub depends_on_body: Vec<Guard>,
    /// What would be noted of it, whatever the body.
    pub marks: Vec<Mark>,
    /// It would be recorded from a paper, for an office that does not use this installation.
    pub by_paper: bool,
    /// The law text under which it would be taken.
    pub law: LawSet,
}

/// Every action of the actor's roles on a track, computed for a legal day of now. Guards that need the body
/// are listed; all others were asked.
#[must_use]
pub fn next_actions(
    file: &CaseFile,
    track: &Track,
    actor: &Actor,
    now: Moment,
    world: World<'_>,
) -> Vec<NextAction> {
    next_among(file, track, actor, now, world, |_| true)
}

/// The same of some actions alone; what is said of each is the same.
pub(super) fn next_among(
    file: &CaseFile,
    track: &Track,
    actor: &Actor,
    now: Moment,
    world: World<'_>,
    wanted: impl Fn(Action) -> bool,
) -> Vec<NextAction> {
    let file = &*afresh(file, world.book);
    let track = file.track(track.id).unwrap_or(track);
    let zone = file
        .case()
        .map_or(crate::time::Zone::Wib, |c| world.offices.zone(c.handled_by));
    let at = Effective {
        day: now.day_in(zone),
        minute: Some(now.minute_in(zone)),
    };
    actions(track.machine, track.law)
        .into_iter()
        .filter(|action| wanted(*action))
        .filter_map(|action| {
            let stood_under = track.law;
            let file = &*pinned(file, track, action, at.day, world);
            let track = file.track(track.id).unwrap_or(track);
            let checked = match check(file, track, action, actor, at.day, world) {
                // What no role of the account may do is not the caller's business.
                Err(Refusal::RoleMissing) => return None,
                Err(refusal) => {
                    return Some(NextAction {
                        action,
                        rule: None,
                        refusal: Some(refusal),
                        depends_on_body: Vec::new(),
                        marks: Vec::new(),
                        by_paper: false,
                        law: track.law,
                    });
                }
                Ok(checked) => checked,
            };
            let ctx = Ctx {
                file,
                track,
                stood_under,
                actor,
                office: checked.acting.unwrap_or(actor.office),
                rule: checked.rule,
                at,
                world,
                command: None,
            };
            let (refusal, depends_on_body) = ask_guards(&ctx);
            let missing = missing_step(file, track, checked.rule);
            let too_early = checked
                .rule
                .after
                .filter(|a| track.last_step(*a).is_some_and(|s| at.day < s.day));
            Some(NextAction {
                action,
                rule: Some(checked.rule),
                refusal: too_early
                    .map(|after| Refusal::TooEarly {
                        after,
                        fields: Vec::new(),
                    })
                    .or(refusal)
                    .or(missing.map(|after| Refusal::StepMissing { after })),
                depends_on_body,
                marks: marks::of_step(&ctx),
                by_paper: checked.for_another,
                law: track.law,
            })
        })
        .collect()
}

fn ask_guards(ctx: &Ctx<'_>) -> (Option<Refusal>, Vec<Guard>) {
    let mut depends = Vec::new();
    for (guard, _) in ctx.rule.guards {
        match verdict(*guard, ctx) {
            Verdict::Holds => {}
            Verdict::DependsOnBody => depends.push(*guard),
            // A guard before it may refuse first, depending on the body; the list names the certain one.
            Verdict::Fails => {
                let basis = ctx.rule.law(ctx.track.law).map_or("", |l| l.cite);
                return (
                    Some(Refusal::Guard {
                        guard: *guard,
                        basis,
                        field: None,
                        competent: competent(*guard, ctx.world),
                        papers: Vec::new(),
                        faults: Vec::new(),
                    }),
                    Vec::new(),
                );
            }
        }
    }
    (None, depends)
}
