//! Mistakes of entry: whose a step is. Each office mends its own, the handling office the facts of the case.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    file::Event,
    ids::CaseId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_store::journal;
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, outside, post},
    play::{World, at, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    mistakes::{Stand, WHY, bare, listed, said},
    seen::ask,
    stand::{key, server, tell},
};

/// What was recorded of a case.
fn told(server: &Server, case: CaseId) -> Vec<Event> {
    let rows = outside(|| {
        let of_case = |tx: &mut netralitas_store::Read<'_>| journal::of_case(tx, case);
        server.app.store().read_blocking(of_case)
    });
    rows.unwrap().into_iter().map(|row| row.event).collect()
}

fn next(view: &Value, action: &str) -> Value {
    let all = view["next_actions"].as_array().unwrap();
    let found = all.iter().find(|n| n["action"] == action);
    found.cloned().unwrap_or_default()
}

async fn amends<S>(service: &S, path: &str, token: &str, version: i64, details: Value) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let body = json!({ "reason": WHY, "details": details });
    let path = format!("{path}/amendment");
    ask(service, act(&path, token, &key(), version, &body)).await
}

fn unfit(reply: &Reply, pointer: &str) {
    refused_at(reply, pointer, "amendment_is_own");
}

fn refused_at(reply: &Reply, pointer: &str, code: &str) {
    assert_eq!(
        said(reply),
        (409, code.to_owned()),
        "{pointer} {}",
        reply.text
    );
    let here = (pointer.to_owned(), code.to_owned());
    assert_eq!(errors(reply), [here], "{}", reply.text);
}

#[actix_web::test]
async fn an_office_amends_its_own_steps_and_their_papers_alone() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (mut game, _) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
        game.wait_days(1).play(A::RecordReceipt);
        game.wait_days(1);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let case = teller.case();
        let review = teller.there(game.id_of(Machine::Review).raw());
        let path = format!("/v1/reviews/{review}");
        let stand = Stand {
            server: &server,
            world: &world,
            case,
        };
        let all: Vec<Event> = told(&server, case)
            .into_iter()
            .filter(|e| e.track.raw() == review)
            .collect();
        let mut version = all.last().unwrap().seq;
        server.clock.set(game.now);
        let by = world.offices.agency;
        let token = stand.token(by, Role::PersonnelUnit);
        let (mut own, mut others) = (0, 0);
        for event in &all {
            let details = json!({ "steps": [{
                "seq": event.seq, "effective_day": event.effective.day, "effective_time": "23:59",
            }] });
            let done = amends(&service, &path, &token, version, details).await;
            if event.office == by && event.cause.is_none() {
                assert_eq!(done.status, 200, "{:?} {}", event.action, done.text);
                (own, version) = (own + 1, version + 1);
            } else {
                // What another track's step caused moves with that step.
                let caused = event.cause.is_some();
                let code = if caused {
                    "amendment_fits"
                } else {
                    "amendment_is_own"
                };
                refused_at(&done, "/details/steps/0", code);
                others += 1;
            }
            for paper in &event.papers {
                let details = json!({ "papers": [{ "paper_id": paper, "number": "LAIN-1" }] });
                let done = amends(&service, &path, &token, version, details).await;
                if event.office == by {
                    assert_eq!(done.status, 200, "{:?} {}", event.action, done.text);
                    version += 1;
                } else {
                    unfit(&done, "/details/papers/0");
                    others += 100;
                }
            }
        }
        assert!(own == 1 && others > 100, "{own} {others}");
        let view = ask(&service, get(&path, &token)).await.json();
        assert_eq!(next(&view, "amend")["allowed"], true, "{view}");
        check_one(&world, &facts(&server, case));
    }
}

#[actix_web::test]
async fn the_role_that_takes_a_step_amends_it_and_the_handling_office_the_facts() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pilkada2024, S::Registered).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let stand = Stand {
            server: &server,
            world: &world,
            case,
        };
        let events = told(&server, case);
        let study = events
            .iter()
            .find(|e| e.action == A::CompleteInitialStudy)
            .unwrap();
        let version = events.last().unwrap().seq;
        let counter = stand.token(world.offices.regency, Role::IntakeOfficer);
        let step = |seq: i64, when: netralitas_domain::time::Effective| {
            json!({ "known_on": "2024-10-01", "steps": [{
                "seq": seq, "effective_day": when.day, "effective_time": "00:01",
            }] })
        };
        let path = stand.case_path();
        let moved = step(study.seq, study.effective);
        let refused = amends(&service, &path, &counter, version, moved).await;
        unfit(&refused, "/details/steps/0");
        let first = step(1, events[0].effective);
        let done = amends(&service, &path, &counter, version, first).await;
        assert_eq!(done.status, 200, "{}", done.text);
        check_one(&world, &facts(&server, case));
    }
}

#[actix_web::test]
async fn a_member_from_below_mends_its_clarification_alone_and_the_handling_office_agrees() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
        let server = server(kind, &world);
        let service = server.service().await;
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let stand = Stand {
            server: &server,
            world: &world,
            case,
        };
        let path = stand.case_path();
        let day = game.events.last().unwrap().effective.day;
        let chair = stand.token(o.regency, Role::Chair);
        let member = stand.token(o.sub_district, Role::Member);
        let version = || server.file(case).case_track().unwrap().version;
        let who = world.actor(o.sub_district, Role::Member).account;
        let assign = json!({
            "papers": [{ "kind": "chair_decree", "number": "031/SK", "dated": day }],
            "details": { "capacity": "clarification_team", "account_id": who, "office_id": o.sub_district },
        });
        let to = format!("{path}/assignments");
        let done = ask(&service, act(&to, &chair, &key(), version(), &assign)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        // Nothing of its own yet.
        let view = ask(&service, get(&path, &member)).await.json();
        for action in ["amend", "annul"] {
            assert_eq!(next(&view, action)["allowed"], false, "{view}");
        }
        let file = server.file(case);
        let party = file.case().unwrap().parties[0].id;
        let hear = json!({
            "papers": [{ "kind": "b12", "number": "B12-1" }],
            "details": { "party_id": party, "minutes": "Tanya jawab." },
        });
        let to = format!("{path}/clarifications");
        let heard = ask(&service, act(&to, &member, &key(), version(), &hear)).await;
        assert_eq!(heard.status, 200, "{}", heard.text);
        let events = told(&server, case);
        let registered = events.iter().find(|e| e.action == A::RegisterReport);
        let registered = registered.unwrap().seq;
        for (details, pointer) in [
            (
                json!({ "parties": [{ "party_id": party, "name": "Orang Lain" }] }),
                "/details/parties/0",
            ),
            (json!({ "known_on": "2022-01-01" }), "/details/known_on"),
            (
                json!({ "steps": [{ "seq": registered, "effective_day": day, "effective_time": "00:01" }] }),
                "/details/steps/0",
            ),
        ] {
            let refused = amends(&service, &path, &member, version(), details).await;
            unfit(&refused, pointer);
        }
        let last = events.last().unwrap();
        let own = json!({
            "steps": [{ "seq": last.seq, "effective_day": day, "effective_time": null }],
            "papers": [{ "paper_id": last.papers[0], "number": "B12-2" }],
        });
        let done = amends(&service, &path, &member, version(), own).await;
        assert_eq!(done.status, 200, "{}", done.text);

        // Taken back: asked below, agreed to by the office in whose name it was recorded.
        let view = ask(&service, get(&path, &member)).await.json();
        assert_eq!(next(&view, "annul")["allowed"], true, "{view}");
        let asked = || async {
            let reply = ask(
                &service,
                post("/v1/approvals", &member, &key(), &stand.asking()),
            )
            .await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            reply.location.unwrap()
        };
        let approval = asked().await;
        let colleague = stand.token(o.sub_district, Role::Chair);
        let province = stand.token(o.province, Role::Chair);
        assert_eq!(listed(&service, &chair).await.len(), 1);
        assert_eq!(listed(&service, &member).await.len(), 1);
        for other in [&colleague, &province] {
            assert_eq!(listed(&service, other).await.len(), 0);
            let to = format!("{approval}/confirmation");
            let hidden = ask(&service, bare(&to, other, &key())).await;
            assert_eq!(said(&hidden), (404, "not_found".to_owned()));
        }
        let to = format!("{approval}/confirmation");
        let alone = ask(&service, bare(&to, &member, &key())).await;
        assert_eq!(said(&alone), (409, "approval_unfit".to_owned()));
        let end = format!("{approval}/end");
        let withdrawn = ask(&service, bare(&end, &member, &key())).await.json();
        assert_eq!(withdrawn["state"], "withdrawn");
        let to = format!("{}/confirmation", asked().await);
        let done = ask(&service, bare(&to, &chair, &key())).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let back = told(&server, case).pop().unwrap();
        assert_eq!(
            (back.action, back.account, back.office),
            (A::Annul, who, o.sub_district)
        );
        check_one(&world, &facts(&server, case));
    }
}

#[actix_web::test]
async fn a_successor_mends_what_the_office_before_it_recorded() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (old, new) = (world.offices.regency, world.offices.city);
        let (open, _) = reach(&world, LawSet::Pilkada2024, S::Registered).unwrap();
        let (ended, _) = reach(&world, LawSet::Pilkada2024, S::Stopped).unwrap();
        let mut cases = Vec::new();
        for game in [&ended, &open] {
            cases.push(tell(&server, &service, game, |_| ()).await.case());
        }
        server.clock.set(at("2025-01-10", 9, 0));
        let admin =
            crate::stand::token(&server, &world, world.offices.province, Role::Administrator);
        let office = format!("/v1/offices/{old}");
        let seen = ask(&service, get(&office, &admin)).await;
        let body = json!({ "on": "2025-01-09", "successor_id": new, "accounts": "move" });
        let to = format!("{office}/succession");
        let version = seen.etag.unwrap().parse().unwrap();
        let done = ask(&service, act(&to, &admin, &key(), version, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        for case in cases {
            let stand = Stand {
                server: &server,
                world: &world,
                case,
            };
            let path = stand.case_path();
            let staff = stand.token(new, Role::Member);
            let chair = stand.token(new, Role::Chair);
            let view = ask(&service, get(&path, &staff)).await.json();
            for action in ["amend", "annul"] {
                assert_eq!(next(&view, action)["allowed"], true, "{view}");
            }
            let known = json!({ "known_on": "2024-10-01" });
            let version = view["version"].as_i64().unwrap();
            let done = amends(&service, &path, &staff, version, known).await;
            assert_eq!(done.status, 200, "{}", done.text);
            let request = post("/v1/approvals", &staff, &key(), &stand.asking());
            let asked = ask(&service, request).await;
            assert_eq!(asked.status, 201, "{}", asked.text);
            let to = format!("{}/confirmation", asked.location.unwrap());
            let done = ask(&service, bare(&to, &chair, &key())).await;
            assert_eq!(done.status, 200, "{}", done.text);
        }
    }
}
