//! Mistakes of entry: the last step taken back by two people of one office.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::{
    acts::Details,
    ids::{CaseId, OfficeId},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S, TakeoverGround},
    time::Moment,
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, post, script::Teller},
    play::{Game, Start, World, reach},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    seen::ask,
    stand::{key, server, take, tell, token},
};

pub const WHY: &str = "Tercatat pada perkara yang salah";

/// A case that stands where a game led it.
pub struct Stand<'a> {
    pub server: &'a Server,
    pub world: &'a World,
    pub case: CaseId,
}

impl Stand<'_> {
    pub fn token(&self, office: OfficeId, role: Role) -> String {
        token(self.server, self.world, office, role)
    }
    /// Staff of the handling office.
    pub fn staff(&self) -> String {
        self.token(self.world.offices.regency, Role::ViolationsStaff)
    }
    fn chair(&self) -> String {
        self.token(self.world.offices.regency, Role::Chair)
    }
    fn version(&self) -> i64 {
        self.server.file(self.case).case_track().unwrap().version
    }
    fn stage(&self) -> S {
        self.server.file(self.case).case_track().unwrap().stage
    }
    /// A request to take the last step of the case back.
    pub fn asking(&self) -> Value {
        json!({
            "machine": "case", "track_id": self.case, "action": "annul",
            "version": self.version(), "body": { "reason": WHY },
        })
    }
    /// Asked by staff; the approval's address.
    async fn asked<S>(&self, service: &S) -> String
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let reply = ask(
            service,
            post("/v1/approvals", &self.staff(), &key(), &self.asking()),
        )
        .await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.location.unwrap()
    }
    pub fn case_path(&self) -> String {
        format!("/v1/cases/{}", self.case)
    }
}

/// A request without a body.
pub fn bare(path: &str, token: &str, key: &str) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header(("authorization", format!("Bearer {token}")))
        .insert_header(("idempotency-key", key))
}

pub async fn listed<S>(service: &S, token: &str) -> Vec<Value>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = ask(service, get("/v1/approvals", token)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["items"].as_array().unwrap().clone()
}

pub fn said(reply: &Reply) -> (u16, String) {
    (reply.status, reply.reason())
}

fn registered(world: &World) -> Game<'_> {
    reach(world, LawSet::Pilkada2024, S::Registered).unwrap().0
}

#[actix_web::test]
async fn two_people_of_one_office_take_the_last_step_back() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let game = registered(&world);
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let o = world.offices;
        let version = at.version();
        let before = server.file(case);

        // Sent directly it says where to go.
        let path = format!("{}/taking-back", at.case_path());
        let body = json!({ "reason": WHY });
        let direct = ask(&service, act(&path, &at.staff(), &key(), version, &body)).await;
        assert_eq!(said(&direct), (409, "approval_required".to_owned()));
        let detail = direct.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("/v1/approvals"), "{detail}");
        let view = ask(&service, get(&at.case_path(), &at.staff()))
            .await
            .json();
        let next = view["next_actions"].as_array().unwrap();
        let annul = next.iter().find(|n| n["action"] == "annul").unwrap();
        assert_eq!(annul["allowed"], true, "{annul}");
        let second = annul["second_person"].as_array().unwrap();
        assert!(second.contains(&json!("chair")), "{annul}");

        let call = || post("/v1/approvals", &at.staff(), "ask", &at.asking());
        let asked = ask(&service, call()).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        assert_eq!(ask(&service, call()).await.text, asked.text, "an equal key");
        assert_eq!(server.db.rows("approvals").len(), 1);
        assert_eq!(server.file(case), before, "nothing is done yet");
        let approval = asked.location.unwrap();

        // Listed at the office, without its body; nobody else knows of it.
        let waiting = listed(&service, &at.chair()).await;
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0]["action"], "annul");
        assert!(waiting[0].get("body").is_none(), "{waiting:?}");
        let held = ask(&service, get(&approval, &at.chair())).await;
        assert_eq!(held.json()["body"]["reason"], WHY);
        for (office, role) in [(o.province, Role::Chair), (o.city, Role::Chair)] {
            let other = at.token(office, role);
            assert_eq!(listed(&service, &other).await, [json!(null); 0]);
            let confirm = format!("{approval}/confirmation");
            let end = format!("{approval}/end");
            for reply in [
                ask(&service, get(&approval, &other)).await,
                ask(&service, bare(&confirm, &other, &key())).await,
                ask(&service, bare(&end, &other, &key())).await,
            ] {
                assert_eq!(said(&reply), (404, "not_found".to_owned()));
            }
        }

        // Neither whoever asked nor a colleague without a rank for it.
        let confirm = format!("{approval}/confirmation");
        for alone in [at.staff(), at.token(o.regency, Role::IntakeOfficer)] {
            let reply = ask(&service, bare(&confirm, &alone, &key())).await;
            assert_eq!(said(&reply), (409, "approval_unfit".to_owned()));
        }
        assert_eq!(server.file(case), before);

        let done = ask(&service, bare(&confirm, &at.chair(), "yes")).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["stage"], "initial_study");
        let again = ask(&service, bare(&confirm, &at.chair(), "yes")).await;
        assert_eq!((again.status, &again.text), (200, &done.text));
        let twice = ask(&service, bare(&confirm, &at.chair(), &key())).await;
        assert_eq!(said(&twice), (404, "not_found".to_owned()));
        assert_eq!(at.stage(), S::InitialStudy);
        assert_eq!(at.version(), version + 1);
        assert_eq!(listed(&service, &at.chair()).await, [json!(null); 0]);

        // The number stays, shown void; the journal names both people and the step.
        let view = ask(&service, get(&at.case_path(), &at.staff()))
            .await
            .json();
        let numbers = view["numbers"].as_array().unwrap();
        let void: Vec<&Value> = numbers.iter().map(|n| &n["void"]).collect();
        assert_eq!(void, [false, true], "{view}");
        let journal = format!("{}/journal", at.case_path());
        let rows = ask(&service, get(&journal, &at.staff())).await.json();
        let last = rows["items"].as_array().unwrap().last().unwrap().clone();
        let second = world.actor(o.regency, Role::Chair).account;
        assert_eq!(last["approved_by"], json!(second), "{last}");
        assert_eq!(last["takes_back"], json!(version), "{last}");
        check_one(&world, &facts(&server, case));

        // What was asked is erased; the reason is kept with the texts.
        for table in ["approvals", "journal", "idempotency"] {
            let rows = server.db.rows(table);
            assert!(rows.iter().all(|r| !r.contains(WHY)), "{table}: {rows:?}");
        }
        assert!(server.db.rows("texts").iter().any(|r| r.contains(WHY)));
    }
}

#[actix_web::test]
async fn what_is_asked_is_judged_at_once_and_again_when_confirmed() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let game = registered(&world);
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let o = world.offices;
        let with = |field: &str, value: Value| {
            let mut body = at.asking();
            body[field] = value;
            body
        };
        let nobody = at.token(o.regency, Role::Chair);
        let strange = at.token(o.city, Role::ViolationsStaff);
        let other = at.token(o.province, Role::ViolationsStaff);
        for (who, body, status, code) in [
            (at.staff(), with("version", json!(1)), 412, "version_stale"),
            (
                at.staff(),
                with("track_id", json!(Uuid::from_u128(9))),
                404,
                "not_found",
            ),
            (
                at.staff(),
                with("machine", json!("review")),
                404,
                "not_found",
            ),
            (strange, at.asking(), 404, "not_found"),
            (other, at.asking(), 403, "wrong_office"),
            (
                at.staff(),
                with("body", json!({})),
                422,
                "validation_failed",
            ),
            (
                at.staff(),
                with("body", json!({ "reason": WHY, "x": 1 })),
                422,
                "unknown_field",
            ),
            (
                at.staff(),
                with("action", json!("file_report")),
                422,
                "validation_failed",
            ),
            (
                nobody,
                with("action", json!("nothing")),
                422,
                "validation_failed",
            ),
        ] {
            let reply = ask(&service, post("/v1/approvals", &who, &key(), &body)).await;
            assert_eq!(
                said(&reply),
                (status, code.to_owned()),
                "{body} {}",
                reply.text
            );
        }
        let mut one = with("action", json!("amend"));
        one["body"]["details"] = json!({ "known_on": "2024-10-10" });
        let reply = ask(&service, post("/v1/approvals", &at.staff(), &key(), &one)).await;
        let enough = ("/action".to_owned(), "one_is_enough".to_owned());
        assert_eq!(errors(&reply), [enough], "{}", reply.text);
        assert_eq!(server.db.rows("approvals").len(), 0);

        // Somebody acts in between: the version that was seen is no more.
        let approval = at.asked(&service).await;
        let body = json!({ "reason": WHY, "details": { "known_on": "2024-10-01" } });
        let path = format!("{}/amendment", at.case_path());
        let amended = ask(
            &service,
            act(&path, &at.staff(), &key(), at.version(), &body),
        )
        .await;
        assert_eq!(amended.status, 200, "{}", amended.text);
        let confirm = format!("{approval}/confirmation");
        let late = ask(&service, bare(&confirm, &at.chair(), &key())).await;
        assert_eq!(said(&late), (412, "version_stale".to_owned()));
        assert_eq!(at.stage(), S::Registered);
    }
}

#[actix_web::test]
async fn an_asked_act_is_declined_withdrawn_or_expires() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let game = registered(&world);
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let before = server.file(case);
        for (who, state) in [(at.chair(), "declined"), (at.staff(), "withdrawn")] {
            let approval = at.asked(&service).await;
            let path = format!("{approval}/end");
            let ended = ask(&service, bare(&path, &who, state)).await;
            assert_eq!(ended.status, 200, "{}", ended.text);
            assert_eq!(ended.json()["state"], state);
            let again = ask(&service, bare(&path, &who, state)).await;
            assert_eq!(again.text, ended.text);
            let gone = ask(&service, bare(&path, &who, &key())).await;
            assert_eq!(said(&gone), (404, "not_found".to_owned()));
            let path = format!("{approval}/confirmation");
            let gone = ask(&service, bare(&path, &at.chair(), &key())).await;
            assert_eq!(said(&gone), (404, "not_found".to_owned()));
        }
        let holds = || {
            server
                .db
                .rows("approvals")
                .iter()
                .filter(|r| r.contains(WHY))
                .count()
        };
        assert_eq!(holds(), 0, "what is settled holds nothing");

        let approval = at.asked(&service).await;
        assert_eq!(holds(), 1);
        let now = game.now.0;
        let day = 86_400 * 1_000_000;
        server.clock.set(Moment(now + 7 * day - 1));
        assert_eq!(listed(&service, &at.chair()).await.len(), 1);
        server.clock.set(Moment(now + 7 * day));
        assert_eq!(listed(&service, &at.chair()).await.len(), 0);
        for reply in [
            ask(&service, get(&approval, &at.chair())).await,
            ask(
                &service,
                bare(&format!("{approval}/confirmation"), &at.chair(), &key()),
            )
            .await,
        ] {
            assert_eq!(said(&reply), (404, "not_found".to_owned()));
        }
        assert_eq!(server.file(case), before);
        // The next one that is asked clears it away.
        at.asked(&service).await;
        assert_eq!(holds(), 1);
    }
}

#[actix_web::test]
async fn an_authority_sees_nothing_of_a_forwarding_that_was_taken_back() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::Monitored).unwrap();
        let mut acted = game.clone();
        acted.play(A::TakeIn);
        let server = server(kind, &world);
        let service = server.service().await;

        // After the authority acted nobody takes it back.
        let case = tell(&server, &service, &acted, |_| ()).await.case();
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let refused = ask(
            &service,
            post("/v1/approvals", &at.staff(), &key(), &at.asking()),
        )
        .await;
        assert_eq!(
            said(&refused),
            (409, "nothing_followed".to_owned()),
            "{}",
            refused.text
        );

        let mut teller = tell(&server, &service, &game, |_| ()).await;
        let at = Stand {
            case: teller.case(),
            ..at
        };
        let review = teller.there(game.id_of(Machine::Review).raw());
        let path = format!("/v1/reviews/{review}");
        let reader = || at.token(o.kasn, Role::Reviewer);
        let lists = async || {
            let list = ask(&service, get("/v1/reviews?limit=200", &reader())).await;
            list.text.contains(&review.to_string())
        };
        assert_eq!(ask(&service, get(&path, &reader())).await.status, 200);
        assert!(lists().await);

        let mut back = game.clone();
        back.wait_minutes(30).annul_last().unwrap();
        let step = back.script.steps.last().unwrap();
        let call = teller.step(step);
        teller.stepped(step, &take(&service, &call).await);

        for surface in [path.clone(), format!("{path}/journal")] {
            let gone = ask(&service, get(&surface, &reader())).await;
            assert_eq!(said(&gone), (404, "not_found".to_owned()), "{surface}");
        }
        assert!(!lists().await);
        // It is as if it had never been; Bawaslu RI, which sees everything, sees it void.
        let own = ask(&service, get(&path, &at.staff())).await;
        assert_eq!(own.status, 404, "{}", own.text);
        let all = at.token(o.national, Role::Chair);
        let void = ask(&service, get(&path, &all)).await;
        assert_eq!(void.json()["stage"]["code"], S::ReviewVoid.code());
        assert_eq!(at.stage(), S::Decided);
        check_one(&world, &facts(&server, at.case));
    }
}

#[actix_web::test]
async fn what_waits_goes_out_of_sight_with_its_case() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
        game.play(A::CompleteInitialStudy);
        game.wait_minutes(5);
        game.play_with(
            A::TakeOver,
            |d| matches!(d, Details::Takeover(g) if *g == TakeoverGround::CannotAct),
        );
        let mut teller = Teller::new(&server, &game);
        let call = teller.opening(&game);
        teller.opened(&game, &ask(&service, call.request()).await);
        let (last, first) = game.script.steps.split_last().unwrap();
        for step in first {
            let call = teller.step(step);
            teller.stepped(step, &ask(&service, call.request()).await);
        }
        let at = Stand {
            server: &server,
            world: &world,
            case: teller.case(),
        };
        let approval = at.asked(&service).await;
        assert_eq!(listed(&service, &at.chair()).await.len(), 1);
        let note = json!({ "track_id": at.case, "text": "Hubungi saksi" });
        let note = ask(&service, post("/v1/notes", &at.staff(), &key(), &note)).await;
        let note = format!("/v1/notes/{}/end", note.json()["note_id"].as_str().unwrap());
        let call = teller.step(last);
        teller.stepped(last, &ask(&service, call.request()).await);
        let end = post(&note, &at.staff(), &key(), &json!({}));
        assert_eq!(ask(&service, end).await.status, 404);
        // Neither the office that confirms nor whoever asked: the case is another's now.
        for who in [at.chair(), at.staff()] {
            assert_eq!(listed(&service, &who).await, [json!(null); 0]);
            for reply in [
                ask(&service, get(&approval, &who)).await,
                ask(
                    &service,
                    bare(&format!("{approval}/confirmation"), &who, &key()),
                )
                .await,
                ask(&service, bare(&format!("{approval}/end"), &who, &key())).await,
            ] {
                assert_eq!(said(&reply), (404, "not_found".to_owned()));
            }
        }
    }
}
