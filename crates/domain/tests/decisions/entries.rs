//! Steps recorded for an office that was no user, and what it says to them once it is.

use netralitas_domain::{
    acts::{Command, Details},
    file::Event,
    law::LawSet,
    people::{Directory, OfficeType, Role},
    procedure::{Action as A, EntryAnswer, Guard, Stage as S},
};
use netralitas_testkit::play::{Game, World, accepting, command, reach};

use crate::with;

/// The agency did not use the installation when its decision was recorded; now it does.
fn joined(world: &World) -> World {
    let offices = world.directory.all().cloned().map(|mut office| {
        office.uses_installation = true;
        office
    });
    World {
        directory: Directory::new(offices),
        ..world.clone()
    }
}

fn answer<'w>(
    game: &mut Game<'w>,
    world: &'w World,
    role: Role,
    seq: i64,
    answer: EntryAnswer,
    why: bool,
) -> Result<Vec<Event>, &'static str> {
    let id = game.id_of(netralitas_domain::procedure::Machine::Sanction);
    let actor = world.actor(world.offices.agency, role);
    let mut body = with(Details::EntryAnswer(seq, answer));
    body.text = why;
    let track = game.file.track(id).unwrap();
    let command: Command = command(
        &game.file,
        track,
        A::AnswerEntry,
        &actor,
        world,
        game.now,
        &body,
    );
    game.give(&actor, &command).map_err(|r| r.code())
}

#[test]
fn an_office_that_joins_later_confirms_or_contests_what_was_recorded_for_it() {
    let away = World::where_absent(|o| o.kind == OfficeType::Agency);
    let here = joined(&away);
    let (mut game, id) = reach(&away, LawSet::Pp94, S::Delivered).unwrap();
    let steps: Vec<_> = game.file.track(id).unwrap().standing().collect();
    let recorded: Vec<i64> = steps
        .iter()
        .filter(|(_, s)| s.recorded_for == Some(away.offices.agency))
        .map(|(seq, _)| *seq)
        .collect();
    // The opening follows from the receipt on the review, which is answered there.
    assert_eq!(recorded.len(), steps.len() - 1);
    let (first, second) = (recorded[0], recorded[1]);
    let stage = game.file.track(id).unwrap().stage;
    game.world = &here;
    let unit = Role::PersonnelUnit;
    use EntryAnswer::{Confirmed, Contested};
    assert_eq!(
        answer(&mut game, &here, unit, first, Contested, false).unwrap_err(),
        "contest_explained"
    );
    answer(&mut game, &here, unit, first, Contested, true).unwrap();
    assert_eq!(
        answer(&mut game, &here, unit, first, Confirmed, false).unwrap_err(),
        "entry_for_office",
        "an answer stands"
    );
    answer(&mut game, &here, unit, second, Confirmed, false).unwrap();
    let track = game.file.track(id).unwrap();
    assert_eq!(track.stage, stage, "nothing is undone by it");
    let said = |seq| track.step(seq).unwrap().answer.map(|a| a.answer);
    assert_eq!(
        (said(first), said(second)),
        (Some(Contested), Some(Confirmed))
    );
    // What the office did itself is nobody's to confirm.
    let own = track_version(&game);
    assert_eq!(
        answer(&mut game, &here, unit, own, Confirmed, false).unwrap_err(),
        "entry_for_office"
    );
}

fn track_version(game: &Game<'_>) -> i64 {
    game.track_of(netralitas_domain::procedure::Machine::Sanction)
        .unwrap()
        .version
}

/// Only the office for which it was recorded answers; whoever recorded does not.
#[test]
fn nobody_else_answers_for_an_office() {
    let away = World::where_absent(|o| o.kind == OfficeType::Agency);
    let here = joined(&away);
    let (game, id) = reach(&away, LawSet::Pp94, S::Delivered).unwrap();
    let track = game.file.track(id).unwrap();
    let who: Vec<_> = accepting(&game.file, track, A::AnswerEntry, &here, game.now)
        .into_iter()
        .map(|(actor, ..)| actor.office)
        .collect();
    assert!(!who.is_empty());
    assert!(who.iter().all(|o| *o == here.offices.agency), "{who:?}");
    assert_eq!(Guard::EntryForOffice.code(), "entry_for_office");
}

/// An answer that is taken back was never given.
#[test]
fn an_answer_is_taken_back_like_any_step() {
    let away = World::where_absent(|o| o.kind == OfficeType::Agency);
    let here = joined(&away);
    let (mut game, id) = reach(&away, LawSet::Pp94, S::Delivered).unwrap();
    game.world = &here;
    let before = game.file.track(id).unwrap().steps.clone();
    let first = 2;
    answer(
        &mut game,
        &here,
        Role::PersonnelOfficer,
        first,
        EntryAnswer::Confirmed,
        false,
    )
    .unwrap();
    assert!(
        game.file
            .track(id)
            .unwrap()
            .step(first)
            .unwrap()
            .answer
            .is_some()
    );
    game.file.history = Some(game.events.clone());
    let track = game.file.track(id).unwrap();
    let back = accepting(&game.file, track, A::Annul, &here, game.now);
    let (actor, command, _) = back.into_iter().next().unwrap();
    assert_eq!(actor.office, here.offices.agency);
    game.give(&actor, &command).unwrap();
    let after = game.file.track(id).unwrap();
    assert_eq!(after.steps[..before.len()], before[..]);
}
