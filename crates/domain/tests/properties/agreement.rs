//! The list of next actions and the verdict on a command agree (decided for the foundation, point 13).

use netralitas_domain::{
    acts::{NextAction, decide, legal_basis, next_actions},
    file::{CaseFile, Track},
    law::LawSet,
    people::Actor,
    procedure::{self, Action, To},
    refusal::Refusal,
    time::Moment,
};
use netralitas_testkit::play::{World, candidates, reach, stages_of};

use crate::{Story, play, runner, sequences, strategy, worlds};

#[test]
fn next_actions_and_the_verdict_agree() {
    let worlds = worlds();
    runner()
        .run(&strategy(), |(beginning, dice)| {
            let world = &worlds[beginning.absent];
            let actors = world.actors();
            let actions: Vec<Action> = Action::ALL.to_vec();
            let mut turn = dice.first().map_or(0, |d| d.actor);
            let states = std::cell::RefCell::new(Vec::new());
            let (file, events) = play(world, &beginning, &dice, |_, events, after| {
                states
                    .borrow_mut()
                    .push((after.clone(), events[0].recorded_at));
            });
            drop(file);
            let _story = Story(events.iter().map(|e| (e.action, e.to)).collect());
            for (file, now) in states.into_inner() {
                for later in [0, 3 * 86_400_000_000, 40 * 86_400_000_000] {
                    let now = Moment(now.0 + later);
                    turn += 7;
                    let actor = &actors[turn % actors.len()];
                    let track = &file.tracks[turn % file.tracks.len()];
                    assert_agree(&file, track, actor, now, world, &actions);
                }
            }
            Ok(())
        })
        .unwrap();
}

/// At every stage that can be played to, for every actor of the world.
#[test]
fn next_actions_and_the_verdict_agree_at_every_stage() {
    let worlds = [World::new(), worlds()[2].clone()];
    let some = [
        LawSet::Pemilu2022,
        LawSet::Pilkada2024,
        LawSet::Kasn,
        LawSet::Bkn,
        LawSet::MenPanrb,
        LawSet::Pp94,
    ];
    let laws = if sequences() > 100 {
        LawSet::ALL
    } else {
        &some
    };
    for world in &worlds {
        for law in laws {
            for stage in stages_of(*law) {
                let (game, id) = reach(world, *law, stage).unwrap();
                let track = game.file.track(id).unwrap();
                // What another machine does is `not_in_this_law` for all alike; the dice ask for it.
                let actions = procedure::actions(track.machine, track.law);
                for actor in world.actors() {
                    assert_agree(&game.file, track, &actor, game.now, world, &actions);
                }
            }
        }
    }
}

/// Listed allowed ⇔ some body succeeds; listed refused ⇒ every body is refused with that
/// code; not listed ⇒ no role.
fn assert_agree(
    file: &CaseFile,
    track: &Track,
    actor: &Actor,
    now: Moment,
    world: &World,
    actions: &[Action],
) {
    let listed = next_actions(file, track, actor, now, world.rules());
    let of_track = procedure::actions(track.machine, track.law);
    for action in actions {
        let verdicts: Vec<Option<Refusal>> = candidates(file, track, *action, actor, world, now)
            .iter()
            .map(|c| decide(file, c, actor, now, world.rules()).err())
            .collect();
        let place = || format!("{action:?} by {:?} in {:?}", actor.roles, track.stage);
        match listed.iter().find(|n| n.action == *action) {
            None => {
                let code = if of_track.contains(action) {
                    ["forbidden_role", "forbidden_role"]
                } else {
                    ["forbidden_role", "not_in_this_law"]
                };
                for verdict in verdicts {
                    let refusal = verdict.unwrap_or_else(|| panic!("{} is taken", place()));
                    assert!(code.contains(&refusal.code()), "{}: {refusal:?}", place());
                }
            }
            Some(NextAction {
                refusal: Some(refusal),
                ..
            }) => {
                for verdict in verdicts {
                    assert_eq!(
                        verdict.as_ref().map(Refusal::code),
                        Some(refusal.code()),
                        "{}",
                        place()
                    );
                    // And with the same articles, of which there is at least one.
                    let basis = |r: &Refusal| legal_basis(r, *action, track);
                    let given = verdict.as_ref().map(basis).unwrap_or_default();
                    assert_eq!(given, basis(refusal), "{}", place());
                    let cited = given.iter().all(|cite| !cite.is_empty());
                    assert!(cited && !given.is_empty(), "{}", place());
                }
                let leads_on = procedure::rule(track.law, *action, track.stage)
                    .is_none_or(|r| !matches!(r.to, To::Same | To::Before));
                if track.stage.is_final() && leads_on && *action != Action::Reopen {
                    assert_eq!(refusal.code(), "track_ended", "{}", place());
                }
            }
            Some(next) => {
                assert!(
                    verdicts.iter().any(Option::is_none),
                    "{} is listed as allowed but {verdicts:?}",
                    place()
                );
                // What depends on the body is what it is refused for, beside what does not fit at all.
                for refusal in verdicts.iter().flatten() {
                    // What is amended is judged as direct entry of the step that it amends.
                    let amends = *action == Action::Amend;
                    let fits = match refusal {
                        Refusal::Guard { .. } | Refusal::TooEarly { .. } if amends => true,
                        Refusal::Guard { guard, .. } => next.depends_on_body.contains(guard),
                        other => matches!(other, Refusal::Unfit(_)),
                    };
                    assert!(fits, "{}: {refusal:?}", place());
                }
            }
        }
    }
}
