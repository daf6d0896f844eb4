//! Random stories, told to a server in the order of their clocks.

use std::collections::BTreeSet;

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::{Amendment, Details, check},
    file::Track,
    law::LawSet,
    procedure::{self, Action},
    time::Moment,
};
use netralitas_testkit::{
    http::{Server, script::Teller},
    play::{Game, World, candidates, now_in, reach, stages_of},
};

use crate::{seen::ask, stand::take};

/// Draws that are the same in every run (SplitMix64; Steele, Lea, Flood 2014).
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % end
    }
}

/// Steps that need another case, which would be filed in the past of the server.
const WITH_OTHERS: &[Action] = &[
    Action::LinkCases,
    Action::UnlinkCases,
    Action::MergeCases,
    Action::UnmergeCases,
    Action::JoinReviews,
    Action::SeparateReviews,
    Action::SplitCase,
];

/// A case that a road led somewhere, and random steps from there; data is amended and steps are taken back often.
fn story<'w>(world: &'w World, draw: &mut Draw, steps: usize) -> Game<'w> {
    let law = LawSet::ALL[draw.below(LawSet::ALL.len())];
    let stages = stages_of(law);
    let stage = stages[draw.below(stages.len())];
    let (mut game, _) = reach(world, law, stage).unwrap();
    let actors = world.actors();
    let mut given = 0;
    for _ in 0..steps * 6 {
        if given == steps {
            break;
        }
        let hours = [1, 5, 20, 300][draw.below(4)];
        game.now = Moment(game.now.0 + hours * 3_600_000_000);
        let track = game.file.tracks[draw.below(game.file.tracks.len())].clone();
        let here: Vec<Action> = procedure::actions(track.machine, track.law)
            .into_iter()
            .filter(|a| procedure::rule(track.law, *a, track.stage).is_some())
            .filter(|a| !WITH_OTHERS.contains(a) && !procedure::RECORDS.contains(a))
            .collect();
        let mends: Vec<Action> = [Action::Amend, Action::Annul]
            .into_iter()
            .filter(|a| here.contains(a))
            .collect();
        let from = if draw.below(3) == 0 { &mends } else { &here };
        if from.is_empty() {
            continue;
        }
        let action = from[draw.below(from.len())];
        let day = now_in(&game.file, world, game.now).day;
        let able = actors
            .iter()
            .find(|a| check(&game.file, &track, action, a, day, world.rules()).is_ok());
        let Some(actor) = able else { continue };
        let bodies = candidates(&game.file, &track, action, actor, world, game.now);
        let turned = draw.below(bodies.len());
        let turned = bodies.iter().cycle().skip(turned).take(bodies.len());
        // Most amendments move minutes; those that move a day are what figures notice.
        let (first, then): (Vec<_>, Vec<_>) = turned.partition(|c| moves_a_day(&track, &c.details));
        let taken = first
            .into_iter()
            .chain(then)
            .find(|command| is_told_alike(&command.details) && game.give(actor, command).is_ok());
        given += usize::from(taken.is_some());
    }
    game
}

/// Whether a command amends the day of a step to another one.
fn moves_a_day(track: &Track, details: &Details) -> bool {
    let moves = |a: &Amendment| match a {
        Amendment::StepDay { seq, at } => track.step(*seq).is_some_and(|s| s.at.day != at.day),
        _ => false,
    };
    matches!(details, Details::Amendments(list) if list.iter().any(moves))
}

/// Whether a server says of a command what the rules alone say: not of another case, nor of words and papers, whose
/// amendments that change nothing it refuses.
fn is_told_alike(details: &Details) -> bool {
    let days = |a: &Amendment| {
        matches!(
            a,
            Amendment::StepDay { .. }
                | Amendment::KnownOn(_)
                | Amendment::Filing { .. }
                | Amendment::ActDays { .. }
                | Amendment::MeetingDay { .. }
        )
    };
    match details {
        Details::OtherCase(_) | Details::OtherReview(_) => false,
        Details::Amendments(list) => list.iter().all(days),
        _ => true,
    }
}

/// What is told: the opening of a game, or one of its steps.
#[derive(Clone, Copy)]
enum Item {
    Opening,
    Step(usize),
}

/// Random stories that have been told in part.
pub struct Stories<'s, 'w> {
    games: Vec<Game<'w>>,
    tellers: Vec<Teller<'s>>,
    items: Vec<(Moment, usize, Item)>,
    told: usize,
    ended: BTreeSet<usize>,
}

impl<'s, 'w> Stories<'s, 'w> {
    pub fn new(server: &'s Server, world: &'w World, draw: &mut Draw, count: usize) -> Self {
        let games: Vec<Game<'w>> = (0..count)
            .map(|_| story(world, draw, 12))
            .filter(|game| {
                let mut steps = game.script.steps.iter();
                !steps.any(|s| WITH_OTHERS.contains(&s.command.action))
            })
            .collect();
        let mut items: Vec<(Moment, usize, Item)> = Vec::new();
        for (place, game) in games.iter().enumerate() {
            items.push((game.script.opening.2, place, Item::Opening));
            let steps = game.script.steps.iter().enumerate();
            items.extend(steps.map(|(i, s)| (s.now, place, Item::Step(i))));
        }
        items.sort_by_key(|(now, ..)| *now);
        let tellers = games.iter().map(|g| Teller::new(server, g)).collect();
        Self {
            games,
            tellers,
            items,
            told: 0,
            ended: BTreeSet::new(),
        }
    }

    /// Tells what happened up to a share of all that is to be told, in hundredths; gives an instant before which all of
    /// that was recorded and after which all else will be.
    pub async fn tell<S>(&mut self, service: &S, share: usize) -> Moment
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let mut end = self.items.len() * share / 100;
        while end > 0 && end < self.items.len() && self.items[end].0 == self.items[end - 1].0 {
            end += 1;
        }
        while self.told < end {
            let (_, place, item) = self.items[self.told];
            self.told += 1;
            if self.ended.contains(&place) {
                continue;
            }
            let (game, teller) = (&self.games[place], &mut self.tellers[place]);
            match item {
                Item::Opening => {
                    let call = teller.opening(game);
                    teller.opened(game, &ask(service, call.request()).await);
                }
                Item::Step(i) => {
                    let step = &game.script.steps[i];
                    let reply = take(service, &teller.step(step)).await;
                    // The rules do not know who sees the case; a story that the server refuses ends there.
                    if reply.status == 200 {
                        teller.stepped(step, &reply);
                    } else {
                        self.ended.insert(place);
                    }
                }
            }
        }
        self.items[end - 1].0
    }
}
