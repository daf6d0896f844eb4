//! Given a case, when a command is given, then this happens: one page per part of the procedure.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod alone;
mod amended;
mod amended_days;
mod amended_guards;
mod amended_halves;
mod amended_papers;
mod assignment;
mod between;
mod competence;
mod correction;
mod deviation;
mod effect;
mod entries;
mod fields;
mod filing;
mod floors;
mod forwarding;
mod guards;
mod handling;
mod historic;
mod intake;
mod joining;
mod later;
mod links;
mod marks;
mod mistakes;
mod mixed_roads;
mod offices;
mod order;
mod other_version;
mod papers;
mod pinning;
mod recounted;
mod refusals;
mod regime_choice;
mod reopening;
mod respondents;
mod review;
mod sanction;
mod seeing;
mod succession;
mod terms;

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{Command, Details, decide},
    file::{Event, TermState},
    ids::OfficeId,
    people::Role,
    procedure::{Action, Machine, Stage, Term, rows},
    refusal::Refusal,
};
use netralitas_testkit::play::{Body, Game, command, invalid_commands, valid_commands};

/// The machine of an action.
fn machine(action: Action) -> Machine {
    rows(action).next().unwrap().machine()
}

/// A command by a role at an office on the track that the action means.
fn asked(game: &Game<'_>, office: OfficeId, role: Role, action: Action, body: Body) -> Command {
    let actor = game.world.actor(office, role);
    let track = game.track_of(machine(action)).unwrap();
    command(
        &game.file, track, action, &actor, game.world, game.now, &body,
    )
}

/// With a reason and a quorum.
fn with(details: Details) -> Body {
    Body {
        details,
        text: true,
        quorum: true,
        majority: true,
        papers: true,
    }
}

/// Gives a command by a role at an office and folds it.
fn give(
    game: &mut Game<'_>,
    office: OfficeId,
    role: Role,
    action: Action,
    body: Body,
) -> Result<Vec<Event>, Refusal> {
    let command = asked(game, office, role, action, body);
    let actor = game.world.actor(office, role);
    game.give(&actor, &command)
}

/// The verdict on a command by a role at an office; nothing changes.
fn code(
    game: &Game<'_>,
    office: OfficeId,
    role: Role,
    action: Action,
    body: Body,
) -> Option<&'static str> {
    let command = asked(game, office, role, action, body);
    verdict(game, office, role, &command)
}

/// The code with which this command is refused; none when it is taken.
fn verdict(
    game: &Game<'_>,
    office: OfficeId,
    role: Role,
    command: &Command,
) -> Option<&'static str> {
    let actor = game.world.actor(office, role);
    decide(&game.file, command, &actor, game.now, game.world.rules())
        .err()
        .map(|r| r.code())
}

/// Whether anybody can take the step with details that fit.
fn possible(game: &Game<'_>, action: Action, fits: impl Fn(&Command) -> bool) -> bool {
    let track = game.track_of(machine(action)).unwrap();
    valid_commands(&game.file, track, action, game.world, game.now)
        .iter()
        .any(|(_, c)| fits(c))
}

/// The codes with which those who may act are refused, for details that fit.
fn codes(
    game: &Game<'_>,
    action: Action,
    fits: impl Fn(&Command) -> bool,
) -> BTreeSet<&'static str> {
    let track = game.track_of(machine(action)).unwrap();
    invalid_commands(&game.file, track, action, game.world, game.now)
        .iter()
        .filter(|(_, c, _)| fits(c))
        .map(|(_, _, refusal)| refusal.code())
        .collect()
}

/// Nobody can take the step, whatever the body, for this one reason.
fn always_refused(game: &Game<'_>, action: Action, code: &str) {
    assert!(!possible(game, action, |_| true), "{action:?} is possible");
    let found = codes(game, action, |_| true);
    assert_eq!(found, BTreeSet::from([code]), "{action:?}");
}

/// The open term on the track of a machine.
fn term(game: &Game<'_>, machine: Machine, term: Term) -> TermState {
    let track = game.track_of(machine).unwrap();
    track
        .open_term(term)
        .unwrap_or_else(|| panic!("{term:?} does not run: {:?}", track.terms))
        .clone()
}

/// The last day of an open term.
fn due(game: &Game<'_>, of: Machine, which: Term) -> String {
    term(game, of, which).due_day.to_string()
}

fn stage(game: &Game<'_>) -> Stage {
    game.file.case_track().unwrap().stage
}
