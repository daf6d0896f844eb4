//! Taking back and amending: what was taken back never was, what was amended is as if entered right.

use netralitas_domain::{
    acts::{Amendment, Command, Details, Kept, decide},
    file::{CaseFile, TermState, Track},
    law::LawSet,
    people::Actor,
    procedure::{Action, Stage},
    time::{Effective, Moment},
};
use netralitas_testkit::play::{Game, World, candidates, reach, stages_of, valid_commands};

use crate::{play, runner, strategy, worlds};

/// A track but for what every step leaves: its version, its marks, its numbers and its papers.
fn bare(track: &Track) -> (Stage, &netralitas_domain::file::Facts, &Vec<TermState>) {
    (track.stage, &track.facts, &track.terms)
}

#[test]
fn what_was_taken_back_never_was() {
    let worlds = worlds();
    let mut taken = 0;
    let count = std::cell::RefCell::new(&mut taken);
    runner()
        .run(&strategy(), |(beginning, dice)| {
            let world = &worlds[beginning.absent];
            let stood: std::cell::RefCell<Vec<(CaseFile, CaseFile)>> = Default::default();
            let (file, events) = play(world, &beginning, &dice, |before, _, after| {
                stood.borrow_mut().push((before.clone(), after.clone()));
            });
            let Some((before, after)) = stood.into_inner().pop() else {
                return Ok(());
            };
            assert_eq!(after, file);
            let last = events.last().unwrap();
            let now = last.recorded_at;
            for track in &file.tracks {
                let Some((actor, command)) =
                    valid_commands(&file, track, Action::Annul, world, now).pop()
                else {
                    continue;
                };
                // Only the very last command can be compared with what stood before it.
                if !events
                    .iter()
                    .rev()
                    .find(|e| e.cause.is_none())
                    .is_some_and(|e| {
                        let last = e.track == track.id && e.seq == track.version;
                        last && !matches!(
                            e.action,
                            Action::Amend
                                | Action::Annul
                                | Action::IdentifyRespondent
                                | Action::RestoreRespondent
                                | Action::UnmergeCases
                                | Action::SeparateReviews
                        )
                    })
                {
                    continue;
                }
                let mut now_file = file.clone();
                now_file.apply(&decide(&file, &command, &actor, now, world.rules()).unwrap());
                for old in &before.tracks {
                    let new = now_file.track(old.id).unwrap();
                    assert_eq!(bare(new), bare(old), "{:?}", track.steps.last());
                }
                for new in now_file
                    .tracks
                    .iter()
                    .filter(|t| before.track(t.id).is_none())
                {
                    assert_eq!(new.stage, Stage::void(new.machine));
                    assert!(new.terms.iter().all(|t| !t.is_open()));
                }
                **count.borrow_mut() += 1;
            }
            Ok(())
        })
        .unwrap();
    assert!(taken > 10, "only {taken} steps could be taken back");
}

/// Every step that leads to a stage, entered a day too early and amended afterwards, leaves the terms of the
/// history that was entered right.
#[test]
fn amended_days_give_the_terms_of_a_history_entered_right() {
    let world = World::new();
    let mut compared = 0;
    for law in LawSet::ALL {
        for stage in stages_of(*law) {
            let (game, _) = reach(&world, *law, stage).unwrap();
            for step in 0..game.script.steps.len() {
                compared += usize::from(amended_equals(&world, &game, step));
            }
        }
    }
    assert!(compared > 300, "only {compared} steps were compared");
}

/// The step two days after the one before it and the rest after that, entered right; and entered a day too
/// early, then amended. False where the days of its details leave no room for that.
fn amended_equals(world: &World, game: &Game<'_>, step: usize) -> bool {
    let command = &game.script.steps[step].command;
    let (Some(right), Some(mut wrong)) = (shifted(game, step, 2), shifted(game, step, 1)) else {
        return false;
    };
    let version = game.before(step).file.track(command.track).unwrap().version;
    let track = wrong.file.track(command.track).unwrap().clone();
    let day = command.effective.day + chrono::Days::new(2);
    let amendment = Details::Amendments(vec![Amendment::StepDay {
        seq: version + 1,
        at: Effective::day(day),
    }]);
    let Some((actor, command)) = amend(&wrong, &track, world, amendment) else {
        return false;
    };
    let action = game.script.steps[step].command.action;
    wrong.give(&actor, &command).unwrap();
    for entered in &right.file.tracks {
        let amended = wrong.file.track(entered.id).unwrap();
        assert_eq!(amended.terms, entered.terms, "{action:?} amended");
    }
    true
}

/// The game with a step some days later than it was and all that follows three days later.
fn shifted<'w>(game: &Game<'w>, step: usize, days: u64) -> Option<Game<'w>> {
    let mut told = game.before(step);
    for (place, original) in game.script.steps.iter().enumerate().skip(step) {
        let by = chrono::Days::new(if place == step { days } else { 3 });
        let mut command = original.command.clone();
        command.effective = Effective::day(command.effective.day + by);
        // Papers keep their days: what is amended is the day of the step.
        for paper in &mut command.papers {
            let by = chrono::Days::new(if place == step { 1 } else { 3 });
            paper.dated = paper.dated.map(|d| d + by);
            (paper.received, paper.received_minute) = (None, None);
        }
        told.now = Moment(original.now.0 + 3 * 86_400_000_000);
        told.give(&original.actor, &command).ok()?;
    }
    Some(told)
}

/// The command of whoever may amend the track.
fn amend(
    game: &Game<'_>,
    track: &Track,
    world: &World,
    details: Details,
) -> Option<(Actor, Command)> {
    world.actors().into_iter().find_map(|actor| {
        let plain = candidates(&game.file, track, Action::Amend, &actor, world, game.now)
            .into_iter()
            .next()?;
        let kept = Kept {
            papers: game.papers(),
            ..Kept::default()
        };
        let command = Command {
            details: details.clone(),
            kept,
            ..plain
        };
        decide(&game.file, &command, &actor, game.now, world.rules())
            .is_ok()
            .then_some((actor, command))
    })
}
