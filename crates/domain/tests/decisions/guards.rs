//! The net under the other pages: every guard of the tables was seen to hold and to refuse, with its code.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::Track,
    law::LawSet,
    procedure::{Action, Guard, Stage, actions, rule},
    refusal::Refusal,
};
use netralitas_testkit::play::{
    Game, World, accepting, invalid_commands, reach, stages_of, valid_commands,
};

/// Guards that no command meets: asked of steps that other steps cause.
const CAUSED: &[Guard] = &[Guard::AllTracksEnded];

/// Guards that an ordinary case meets on one side only; the page of their subject has the other.
const ELSEWHERE: &[Guard] = &[
    Guard::AbsentFromHearing,
    Guard::CompletionOnce,
    Guard::ContestExplained,
    Guard::EntryForOffice,
    Guard::FromReport,
    Guard::HigherOfficeExists,
    Guard::LiftGround,
    Guard::NotADismissal,
    Guard::IsADismissal,
    Guard::NoLetterSent,
    Guard::RegimeFits,
    Guard::RegimeFree,
    Guard::PartOfBlock,
    Guard::LiftRequestWaits,
];

#[test]
fn every_guard_holds_and_refuses_somewhere() {
    let world = World::new();
    let mut seen = Seen::default();
    let laws = [
        LawSet::Pemilu2022,
        LawSet::Kasn,
        LawSet::Bkn,
        LawSet::MenPanrb,
        LawSet::Pp94,
    ];
    for law in laws {
        for stage in stages_of(law) {
            for days in [0, 16, 1500] {
                let (mut game, _) = reach(&world, law, stage).unwrap();
                game.wait_days(days);
                seen.look(&game);
            }
            seen.look_one_further(law, stage, &world);
        }
    }
    // After every result that an initial study may have.
    let (received, id) = reach(&world, LawSet::Pemilu2022, Stage::Received).unwrap();
    let track = received.file.track(id).unwrap();
    let study = Action::CompleteInitialStudy;
    for (actor, command) in valid_commands(&received.file, track, study, &world, received.now) {
        let mut game = received.clone();
        game.give(&actor, &command).unwrap();
        seen.look(&game);
    }
    // After the view of Bawaslu RI.
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, Stage::UnderCorrection).unwrap();
    game.play(Action::AskNationalView);
    game.play(Action::GiveNationalView);
    seen.look(&game);
    let Seen { held, refused } = seen;
    let one_side: BTreeSet<Guard> = Guard::ALL
        .iter()
        .copied()
        .filter(|g| !(held.contains(g) && refused.contains(g)))
        .collect();
    let declared: BTreeSet<Guard> = CAUSED.iter().chain(ELSEWHERE).copied().collect();
    assert_eq!(one_side, declared);
}

#[derive(Default)]
struct Seen {
    held: BTreeSet<Guard>,
    refused: BTreeSet<Guard>,
}

impl Seen {
    /// After each step that keeps a track where it stands (a view asked, a second summons).
    fn look_one_further(&mut self, law: LawSet, stage: Stage, world: &World) {
        let (game, id) = reach(world, law, stage).unwrap();
        let track = game.file.track(id).unwrap();
        for action in actions(track.machine, law) {
            let accepted = accepting(&game.file, track, action, world, game.now);
            let stays = accepted.iter().find(|(_, _, events)| events[0].to == stage);
            if let Some((actor, command, _)) = stays {
                let mut further = game.clone();
                further.give(actor, command).unwrap();
                self.look(&further);
            }
        }
    }

    /// Asks every action of every track.
    fn look(&mut self, game: &Game<'_>) {
        for track in &game.file.tracks {
            self.ask(game, track);
        }
    }

    fn ask(&mut self, game: &Game<'_>, track: &Track) {
        let law = track.law;
        for action in actions(track.machine, law) {
            let Some(row) = rule(law, action, track.stage) else {
                continue;
            };
            if !accepting(&game.file, track, action, game.world, game.now).is_empty() {
                self.held.extend(row.guards.iter().map(|(g, _)| *g));
            }
            let invalid = invalid_commands(&game.file, track, action, game.world, game.now);
            for (_, _, refusal) in invalid {
                if let Refusal::Guard { guard, basis, .. } = refusal {
                    // An amendment is refused for a guard of the step that it amends with that step's basis.
                    if row.guards.iter().any(|(own, _)| *own == guard) {
                        assert_eq!(Some(basis), row.law(law).map(|l| l.cite));
                    }
                    self.refused.insert(guard);
                }
            }
        }
    }
}
