//! Random walks over HTTP: what a read lists as allowed is taken, what it lists as refused is refused with
//! that code.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::{Command, Details, decide, next_actions},
    file::{CaseFile, SubjectKind, Track},
    law::LawSet,
    people::{Actor, Level, Office, OfficeType},
    procedure::{Action, BodyShape, RECORDS, Rule, rows, rows_on},
    time::Moment,
};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{
        Server, bodies, get,
        script::{Call, Second, Teller},
    },
    play::{Game, Start, World, candidates},
};
use serde_json::Value;

use crate::{
    seen::ask,
    stand::{server, take, tell},
};

/// Possible nearly everywhere too.
const BESIDE: &[Action] = &[
    Action::Assign,
    Action::Reassign,
    Action::Release,
    Action::Claim,
    Action::PlaceHold,
    Action::LiftHold,
];

/// A small generator: the same seed walks the same way.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
    fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, self.below(i + 1));
        }
    }
}

fn start(dice: &mut Dice, world: &World, number: u128) -> Start {
    let law = LawSet::HANDLING[dice.below(LawSet::HANDLING.len())];
    let start = match dice.below(6) {
        0 => Start::supervision(world, law),
        1 => Start::information(world, law),
        2 => Start::report(world, law).at(world.offices.province),
        3 => Start::report(world, law).about(&[
            SubjectKind::Pns,
            SubjectKind::VillageHead,
            SubjectKind::Pppk,
        ]),
        4 => Start::report(world, law).at(world.offices.village),
        _ => Start::report(world, law).online(),
    };
    Start { number, ..start }
}

struct Walk<'s, S> {
    server: &'s Server,
    service: &'s S,
    world: &'s World,
    dice: Dice,
    now: Moment,
    keys: u64,
    /// Steps taken, and refusals seen.
    seen: (usize, usize),
}

impl<S> Walk<'_, S>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    /// Bodies of the action's own shape.
    fn commands(
        &self,
        file: &CaseFile,
        track: &Track,
        action: Action,
        actor: &Actor,
    ) -> Vec<Command> {
        let shape = rows_on(track.machine, action).next().unwrap().body;
        let fits = |c: &Command| {
            c.details.shape() == shape && form_fits(&c.details) && self.has_account(&c.details)
        };
        candidates(file, track, action, actor, self.world, self.now)
            .into_iter()
            .filter(fits)
            .collect()
    }

    /// Nobody is assigned who has no account here.
    fn has_account(&self, details: &Details) -> bool {
        let (Details::Assignment { to, .. } | Details::Reassignment { to, .. }) = details else {
            return true;
        };
        let known = |all: Vec<Actor>| all.iter().any(|a| a.account == to.account);
        known(self.world.actors()) || known(self.world.colleagues())
    }

    async fn send(
        &mut self,
        next: &Value,
        actor: &Actor,
        track: &Track,
        command: &Command,
    ) -> (u16, String, Value, String) {
        self.keys += 1;
        let token = self.server.token(actor.account, actor.office);
        let body = bodies::of_command(command);
        let named = next["second_person"].is_array();
        let call = Call {
            path: next["href"].as_str().unwrap().to_owned(),
            token,
            key: format!("w{}", self.keys),
            version: Some(track.version),
            body: body.clone(),
            second: Second::of(self.server, command, track.machine, track.id.raw()),
        };
        // What needs two goes to where two are asked for.
        assert_eq!(!rule(track, command).approval.is_empty(), named, "{next}");
        let reply = take(self.service, &call).await;
        (
            reply.status,
            reply.reason(),
            reply.json()["legal_basis"].clone(),
            format!("{next}\n{body}\n{}", reply.text),
        )
    }

    /// What one actor reads of one track holds; true when a step was taken.
    async fn try_one(&mut self, file: &CaseFile, track: &Track, actor: &Actor) -> bool {
        let token = self.server.token(actor.account, actor.office);
        let path = format!("/v1/{}/{}", track.machine.collection(), track.id);
        let view = ask(self.service, get(&path, &token)).await;
        if view.status == 404 {
            return false;
        }
        assert_eq!(view.status, 200, "{}", view.text);
        let view = view.json();
        let mut listed = view["next_actions"].as_array().unwrap().clone();
        // A file is no JSON, and records are possible everywhere: too many would crowd out what leads on.
        let some = self.dice.below(5) == 0;
        listed.retain(|n| {
            let action = Action::from_code(n["action"].as_str().unwrap()).unwrap();
            let file = rows(action).any(|r| r.body == BodyShape::File);
            let beside = RECORDS.contains(&action) || BESIDE.contains(&action);
            !file && (some || !beside)
        });
        self.dice.shuffle(&mut listed);
        let (allowed, refused): (Vec<_>, Vec<_>) =
            listed.into_iter().partition(|n| n["allowed"] == true);
        for next in refused.iter().take(2) {
            let action = Action::from_code(next["action"].as_str().unwrap()).unwrap();
            let code = next["why_not"]["code"].as_str().unwrap();
            for command in self.commands(file, track, action, actor).iter().take(2) {
                let (status, reason, basis, text) = self.send(next, actor, track, command).await;
                assert!(status == 403 || status == 409, "{status} {text}");
                assert_eq!(reason, code, "{text}");
                assert!(
                    basis.as_array().is_some_and(|all| !all.is_empty()),
                    "{text}"
                );
                assert_eq!(basis, next["why_not"]["legal_basis"], "{text}");
                self.seen.1 += 1;
            }
        }
        for next in &allowed {
            let action = Action::from_code(next["action"].as_str().unwrap()).unwrap();
            let all = self.commands(file, track, action, actor);
            let fits = |c: &&Command| decide(file, c, actor, self.now, self.world.rules()).is_ok();
            let Some(command) = all.iter().find(fits) else {
                continue;
            };
            let (status, _, _, text) = self.send(next, actor, track, command).await;
            assert_eq!(status, 200, "{text}");
            self.seen.0 += 1;
            return true;
        }
        false
    }

    /// One step by somebody on some track; false where nobody found one.
    async fn step(&mut self, teller: &Teller<'_>) -> bool {
        let wait = [0, 30, 60, 24 * 60, 3 * 24 * 60, 20 * 24 * 60][self.dice.below(6)];
        self.now = Moment(self.now.0 + wait * 60_000_000);
        self.server.clock.set(self.now);
        let file = self.server.file(teller.case());
        let mut tracks: Vec<&Track> = file.tracks.iter().collect();
        self.dice.shuffle(&mut tracks);
        for track in tracks {
            // Ended tracks only refuse; a look now and then is enough.
            if track.stage.is_final() && self.dice.below(5) > 0 {
                continue;
            }
            let mut actors = self.world.actors();
            actors.retain(|a| {
                !next_actions(&file, track, a, self.now, self.world.rules()).is_empty()
            });
            self.dice.shuffle(&mut actors);
            for actor in actors.into_iter().take(15) {
                if self.try_one(&file, track, &actor).await {
                    return true;
                }
            }
        }
        false
    }
}

fn rule(track: &Track, command: &Command) -> &'static Rule {
    rows_on(track.machine, command.action)
        .find(|r| r.is_operation())
        .unwrap()
}

/// Lists that the form of a body does not let be empty.
fn form_fits(details: &Details) -> bool {
    match details {
        Details::Outcomes(list) => !list.is_empty(),
        Details::Imposition(list, _) => !list.is_empty(),
        Details::Split(list) => !list.is_empty(),
        Details::Amendments(list) => !list.is_empty(),
        // The other case must be one of the server; `links.rs` has its own tests.
        Details::OtherCase(_) => false,
        // Nor may the other review be made up; that is `joining.rs`.
        Details::OtherReview(_) => false,
        _ => true,
    }
}

#[actix_web::test]
async fn what_is_listed_is_what_happens() {
    let full = std::env::var("NETRALITAS_PROVE").as_deref() == Ok("full");
    let wanted = if full { 2_000 } else { 100 };
    // Once where every office uses the installation, once where agencies and villages do not.
    let absent = |o: &Office| o.kind == OfficeType::Agency || o.level == Level::Village;
    for world in [World::new(), World::where_absent(absent)] {
        for kind in kinds() {
            walk(kind, &world, wanted / 2).await;
        }
    }
}

async fn walk(kind: Kind, world: &World, wanted: usize) {
    let server = server(kind, world);
    let service = server.service().await;
    let mut walk = Walk {
        server: &server,
        service: &service,
        world,
        dice: Dice(20_241_016),
        now: Moment(0),
        keys: 0,
        seen: (0, 0),
    };
    let mut number = 1;
    while walk.seen.0 < wanted {
        number += 1;
        let start = start(&mut walk.dice, world, number);
        let Ok(game) = Game::try_start(world, &start) else {
            continue;
        };
        walk.now = game.now;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let mut left = 30;
        while left > 0 && walk.seen.0 < wanted && walk.step(&teller).await {
            left -= 1;
        }
    }
    assert!(
        walk.seen.1 > wanted / 2,
        "too few refusals: {:?}",
        walk.seen
    );
}
