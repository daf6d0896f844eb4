//! Where every action is tried: each stage once, and the steps that somebody would send there.

use netralitas_domain::{
    acts::{Amendment, Command, CorrectionRuling, Details, decide},
    file::{CaseFile, Invitation, Track},
    ids::{Id, TrackId},
    law::LawSet,
    people::Actor,
    procedure::{
        Action, BlockScope, BodyShape, CorrectionResult, Machine, Outcome, Stage, operations,
        rows_on,
    },
    time::{Effective, Moment},
};
use netralitas_testkit::play::{
    Body, Game, World, accepting, candidates, command, day, reach, stages_of, valid_commands,
};
use uuid::Uuid;

/// A track that stands somewhere, walked there by commands.
pub struct Place<'w> {
    /// Its law text.
    pub law: LawSet,
    /// Where it stands.
    pub stage: Stage,
    /// The action for which a stage is walked once more.
    pub for_action: Option<Action>,
    /// The road to it.
    pub game: Game<'w>,
    /// The track.
    pub track: TrackId,
}

/// Every action that is an operation on a track, in the order of the vocabulary: rows of the tables may move.
pub fn acts() -> Vec<Action> {
    let operations = operations();
    let on_a_track = |action: &Action| {
        operations
            .iter()
            // A file is no JSON; `files.rs` has its own tests.
            .any(|r| r.action == *action && r.is_operation() && r.body != BodyShape::File)
    };
    Action::ALL.iter().copied().filter(on_a_track).collect()
}

/// A review, taken in, of an act on both sides of the change of sanction regimes.
pub fn under_two_regimes(world: &World) -> Game<'_> {
    let (mut game, _) = reach(world, LawSet::Pemilu2022, Stage::Monitored).unwrap();
    let allegation = game.file.case().unwrap().allegations[0].id;
    let track = game.file.case_track().unwrap().clone();
    let all = valid_commands(&game.file, &track, Action::Amend, world, game.now);
    let of_the_act = |details: &Details| {
        matches!(details, Details::Amendments(list)
            if matches!(list.as_slice(), [Amendment::ActDays { allegation: a, .. }] if *a == allegation))
    };
    let (actor, mut command) = all
        .into_iter()
        .find(|(_, c)| of_the_act(&c.details))
        .unwrap();
    command.details = Details::Amendments(vec![Amendment::ActDays {
        allegation,
        from: Some(day("2021-08-30")),
        to: Some(day("2021-08-31")),
    }]);
    game.give(&actor, &command).unwrap();
    game.wait_minutes(30).play(Action::TakeIn);
    game
}

/// Every stage once, and once more where an action is taken that is taken in none of these.
pub fn places(world: &World) -> Vec<Place<'_>> {
    let newest: Vec<LawSet> = LawSet::ALL.iter().rev().copied().collect();
    let mut all: Vec<Place<'_>> = Vec::new();
    for stage in Stage::ALL.iter().copied() {
        let law = newest
            .iter()
            .copied()
            .find(|law| stages_of(*law).contains(&stage))
            .expect("a law text");
        let (game, track) =
            reach(world, law, stage).unwrap_or_else(|| panic!("no road to {stage:?}"));
        all.push(Place {
            law,
            stage,
            for_action: None,
            game,
            track,
        });
    }
    let taken = |p: &Place<'_>, action| {
        let track = p.game.file.track(p.track).unwrap();
        !accepting(&p.game.file, track, action, world, p.game.now).is_empty()
    };
    let mut missing: Vec<Action> = acts()
        .into_iter()
        .filter(|a| !all.iter().any(|p| taken(p, *a)))
        .collect();
    // Roads pass through what no plain stage offers, such as a report with gaps.
    for (law, stage) in newest
        .iter()
        .flat_map(|law| stages_of(*law).into_iter().map(|s| (*law, s)))
    {
        if missing.is_empty() {
            break;
        }
        let Some((game, _)) = reach(world, law, stage) else {
            continue;
        };
        for (n, step) in game.script.steps.iter().enumerate() {
            let Some(at) = missing.iter().position(|a| *a == step.command.action) else {
                continue;
            };
            let before = game.before(n);
            let track = before.file.track(step.command.track).unwrap();
            let (law, stage) = (track.law, track.stage);
            let action = missing.remove(at);
            all.push(Place {
                law,
                stage,
                for_action: Some(action),
                track: track.id,
                game: before,
            });
        }
    }
    // What another step must have come before, which no road needs.
    for (law, stage, first, action) in [
        (
            LawSet::Pp94,
            Stage::AgencyExamination,
            Action::Summon,
            Action::ProposeWithoutHearing,
        ),
        (
            LawSet::Pemilu2022,
            Stage::InStudy,
            Action::Invite,
            Action::RecordAbsence,
        ),
        (
            LawSet::Bkn,
            Stage::Blocked,
            Action::RequestLift,
            Action::RefuseLift,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::AddRespondents,
            Action::MergeRespondents,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::AddRespondents,
            Action::SplitCase,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::StrikeRespondent,
            Action::RestoreRespondent,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::LinkCases,
            Action::UnlinkCases,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::Assign,
            Action::Reassign,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::Assign,
            Action::Release,
        ),
        (
            LawSet::Pemilu2022,
            Stage::Received,
            Action::PlaceHold,
            Action::LiftHold,
        ),
    ] {
        let (mut game, track) = reach(world, law, stage).unwrap();
        game.wait_days(14).play(first);
        // Nobody is absent before the day of the hearing.
        game.wait_days(15);
        missing.retain(|a| *a != action);
        all.push(Place {
            law,
            stage,
            for_action: Some(action),
            game,
            track,
        });
    }
    // A part is lifted of what covers more than one thing.
    let (mut game, _) = reach(world, LawSet::Bkn, Stage::Reminded).unwrap();
    game.play_with(Action::RequestBlock, |d| {
        *d == Details::BlockScope(BlockScope::DataAndServices)
    });
    game.play(Action::Block);
    game.play(Action::Impose);
    missing.retain(|a| *a != Action::LiftInPart);
    all.push(Place {
        law: LawSet::Bkn,
        stage: Stage::Blocked,
        for_action: Some(Action::LiftInPart),
        track: game.id_of(Machine::Control),
        game,
    });
    // There is a choice where more than one regime may hold.
    let game = under_two_regimes(world);
    missing.retain(|a| *a != Action::ChooseRegime);
    let track = game.track_of(Machine::Review).unwrap();
    all.push(Place {
        law: track.law,
        stage: track.stage,
        for_action: Some(Action::ChooseRegime),
        track: track.id,
        game,
    });
    // Where every office is a user nothing was recorded for one; `alone.rs` has that.
    missing.retain(|a| *a != Action::AnswerEntry);
    assert!(missing.is_empty(), "taken nowhere: {missing:?}");
    all
}

/// Details for an action that the state of the case offers nothing for.
fn anything(shape: BodyShape, file: &CaseFile) -> Details {
    let nobody = Id::new(Uuid::nil());
    match shape {
        BodyShape::Person => Details::Person(nobody),
        BodyShape::Invitation => Details::Invitation(Invitation {
            party: nobody,
            hearing: day("2030-01-01"),
        }),
        BodyShape::Outcomes => {
            Details::Outcomes(vec![(Id::new(Uuid::nil()), vec![Outcome::OtherLaw])])
        }
        BodyShape::Forwarding => Details::Forwarding(Vec::new()),
        BodyShape::CorrectionDecision => Details::CorrectionDecision(CorrectionRuling {
            request: None,
            result: CorrectionResult::Upheld,
            outcomes: Vec::new(),
            destinations: Vec::new(),
        }),
        BodyShape::Identification => Details::Identification {
            party: nobody,
            record: 1,
            agency: None,
            identified: true,
        },
        BodyShape::Split => Details::Split(vec![Id::new(Uuid::nil())]),
        BodyShape::Strike => Details::Strike {
            party: nobody,
            ground: netralitas_domain::file::RespondentEnd::WrongPerson,
        },
        BodyShape::Amendments => Details::Amendments(vec![Amendment::StepDay {
            seq: 1,
            at: Effective {
                day: day("2020-01-01"),
                minute: None,
            },
        }]),
        other => panic!("no details of shape {other:?} for {:?}", file.id),
    }
}

/// A step as somebody would send it: one that is taken if any is.
pub fn step(
    file: &CaseFile,
    track: &Track,
    action: Action,
    actor: &Actor,
    world: &World,
    now: Moment,
) -> Command {
    let sendable = |c: &Command| match &c.details {
        Details::Outcomes(list) => !list.is_empty(),
        Details::Imposition(list, _) => !list.is_empty(),
        Details::Split(list) => !list.is_empty(),
        Details::Amendments(list) => !list.is_empty(),
        _ => true,
    };
    let all: Vec<Command> = candidates(file, track, action, actor, world, now)
        .into_iter()
        .filter(sendable)
        .collect();
    let taken = all
        .iter()
        .find(|c| decide(file, c, actor, now, world.rules()).is_ok());
    let shape = rows_on(track.machine, action).next().unwrap().body;
    let fits = all.first().filter(|c| c.details.shape() == shape);
    taken.or(fits).cloned().unwrap_or_else(|| {
        let body = Body {
            details: anything(shape, file),
            text: true,
            quorum: true,
            majority: true,
            papers: true,
        };
        command(file, track, action, actor, world, now, &body)
    })
}
