//! An office that lost a case finds nothing of it any more, on any surface, as if it had never been there.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::Details,
    file::Destination,
    ids::OfficeId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, BodyShape, Machine, Stage as S, TakeoverGround, rules},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, act, get, post, script::Teller},
    play::{Game, Start, World, day, reach},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    seen::ask,
    stand::{key, server, token},
};

const NIP: &str = "198609262015051001";

/// A game whose last step takes tracks away from an office.
struct Loss<'w> {
    name: &'static str,
    game: Game<'w>,
    office: OfficeId,
    role: Role,
    /// What it sees before, and no more after.
    machines: &'static [Machine],
}

fn losses(world: &World) -> Vec<Loss<'_>> {
    let o = world.offices;
    let mut all = Vec::new();
    for (name, ground, at, from) in [
        (
            "its members are reported",
            TakeoverGround::MembersReported,
            o.sub_district,
            o.sub_district,
        ),
        (
            "it cannot act",
            TakeoverGround::CannotAct,
            o.regency,
            o.regency,
        ),
        (
            "its sub-district was taken from",
            TakeoverGround::MembersReported,
            o.village,
            o.village,
        ),
        (
            "it reads for the village below",
            TakeoverGround::MembersReported,
            o.village,
            o.sub_district,
        ),
    ] {
        let mut game = Game::start(world, &Start::report(world, LawSet::Pemilu2022).at(at));
        if at == o.village {
            game.play(A::PassOn);
        }
        game.play(A::CompleteInitialStudy);
        game.wait_minutes(5);
        game.play_with(
            A::TakeOver,
            |d| matches!(d, Details::Takeover(g) if *g == ground),
        );
        let role = if from == o.village {
            Role::FieldSupervisor
        } else {
            Role::IntakeOfficer
        };
        all.push(Loss {
            name,
            game,
            office: from,
            role,
            machines: &[Machine::Case],
        });
    }

    let (mut game, _) = reach(world, LawSet::Pp94, S::Proposed).unwrap();
    game.on(day("2024-09-05"));
    game.play(A::HandOver);
    all.push(Loss {
        name: "it is no more",
        game,
        office: o.kasn,
        role: Role::Reviewer,
        machines: &[Machine::Review, Machine::Sanction],
    });

    let (mut game, id) = reach(world, LawSet::Pilkada2024, S::ReferralReturned).unwrap();
    let sent = game.file.track(id).unwrap().referral().unwrap();
    let elsewhere = Destination {
        office: None,
        name: Some("Inspektorat".to_owned()),
        ..sent.destination.clone()
    };
    let office = sent.destination.office.unwrap();
    game.wait_minutes(5);
    let mut resent = game.clone();
    resent.play(A::ResendReferral);
    let mut step = resent.script.steps.last().unwrap().clone();
    step.command.details = Details::Readdress(elsewhere);
    game.give(&step.actor, &step.command).unwrap();
    all.push(Loss {
        name: "the referral goes elsewhere",
        game,
        office,
        role: Role::DestinationOfficer,
        machines: &[Machine::Referral],
    });
    all
}

/// An action without details that the role may take somewhere on this machine.
fn step_of(machine: Machine, role: Role) -> &'static str {
    let fits = |r: &&netralitas_domain::procedure::Rule| {
        r.is_operation()
            && r.machine() == machine
            && r.body == BodyShape::None
            && (r.by.contains(&role) || r.records.contains(&role))
    };
    rules().find(fits).unwrap().path
}

/// What an office gets of a track on every surface: get, journal, list, search, the sealed identities of a
/// case, a step with the version that it knew.
async fn surfaces<S>(
    service: &S,
    token: &str,
    role: Role,
    track: (Machine, Uuid),
    version: i64,
) -> Vec<(String, Reply)>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let (machine, id) = track;
    let base = format!("/v1/{}", machine.collection());
    let path = format!("{base}/{id}");
    let mut calls = vec![
        ("get", get(&path, token)),
        ("journal", get(&format!("{path}/journal"), token)),
        ("list", get(&base, token)),
        ("list of the late", get(&format!("{base}?sort=due"), token)),
        (
            "search",
            post(
                &format!("{base}/search"),
                token,
                &key(),
                &json!({ "nip": NIP }),
            ),
        ),
        (
            "act",
            act(
                &format!("{path}/{}", step_of(machine, role)),
                token,
                &key(),
                version,
                &json!({}),
            ),
        ),
    ];
    if machine == Machine::Case {
        let sealed = format!("{path}/sealed-identities");
        calls.push(("sealed", get(&sealed, token)));
        let unsealings = format!("{path}/unsealings");
        calls.push(("unsealings", get(&unsealings, token)));
        let wish = json!({ "ground": "protection", "purpose": "Melindungi pelapor." });
        calls.push(("unseal", post(&unsealings, token, &key(), &wish)));
    }
    let mut all = Vec::new();
    for (name, call) in calls {
        all.push((name.to_owned(), ask(service, call).await));
    }
    all
}

/// Whether an answer says anything of the track.
fn tells(reply: &Reply, id: Uuid) -> bool {
    reply.status != 404 && reply.text.contains(&id.to_string())
}

fn dress(body: &mut Value) {
    for party in body
        .pointer_mut("/content/parties")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if party["capacity"] == "respondent" {
            party["nip"] = json!(NIP);
        }
    }
}

#[actix_web::test]
async fn whoever_lost_a_case_finds_nothing_of_it_on_any_surface() {
    for kind in kinds() {
        let world = World::new();
        for loss in losses(&world) {
            let name = loss.name;
            let server = server(kind, &world);
            let service = server.service().await;
            let mut teller = Teller::new(&server, &loss.game);
            let mut call = teller.opening(&loss.game);
            dress(&mut call.body);
            teller.opened(&loss.game, &ask(&service, call.request()).await);
            let (last, first) = loss.game.script.steps.split_last().unwrap();
            for step in first {
                let call = teller.step(step);
                teller.stepped(step, &ask(&service, call.request()).await);
            }
            let file = server.file(teller.case());
            let known: Vec<(Machine, Uuid, i64)> = file
                .tracks
                .iter()
                .filter(|t| loss.machines.contains(&t.machine))
                .map(|t| (t.machine, t.id.raw(), t.version))
                .collect();
            assert_eq!(known.len(), loss.machines.len(), "{name}");
            // Each surface shows it before, so that silence after means something.
            let before = token(&server, &world, loss.office, loss.role);
            for (machine, id, version) in &known {
                let shown = surfaces(&service, &before, loss.role, (*machine, *id), 999).await;
                for (surface, reply) in shown {
                    let opens = match surface.as_str() {
                        // The sender's stale version is told only to those who see the track.
                        "act" => reply.status == 412,
                        "sealed" | "unsealings" | "unseal" => reply.status != 404,
                        "journal" => reply.status == 200,
                        _ => tells(&reply, *id),
                    };
                    assert!(
                        opens,
                        "{name}: {surface} of {machine:?} at {version}: {}",
                        reply.text
                    );
                }
            }
            let call = teller.step(last);
            teller.stepped(last, &ask(&service, call.request()).await);
            let after = token(&server, &world, loss.office, loss.role);
            for (machine, id, version) in &known {
                let now = surfaces(&service, &after, loss.role, (*machine, *id), *version);
                for (surface, reply) in now.await {
                    match surface.as_str() {
                        "list" | "list of the late" | "search" => {
                            assert_eq!(reply.status, 200, "{name}: {surface}");
                            assert_eq!(reply.json()["items"], json!([]), "{name}: {surface}");
                        }
                        _ => {
                            assert_eq!(reply.status, 404, "{name}: {surface}: {}", reply.text);
                            assert_eq!(reply.reason(), "not_found", "{name}: {surface}");
                        }
                    }
                    assert!(!tells(&reply, *id), "{name}: {surface}: {}", reply.text);
                }
                // Lost and never there look the same.
                let never = Uuid::from_u128(7);
                let absent = surfaces(&service, &after, loss.role, (*machine, never), 1).await;
                for (surface, reply) in absent {
                    if !["list", "list of the late", "search"].contains(&surface.as_str()) {
                        assert_eq!(reply.status, 404, "{name}: {surface}");
                    }
                }
            }
        }
    }
}
