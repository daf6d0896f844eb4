//! Two intakes of one person and act over HTTP: joined on the review, counted once, separated again; and what each
//! office learns of the other's.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::Details,
    ids::{CaseId, OfficeId, TrackId},
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Machine, Outcome},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get},
    play::{Game, Start, World, at},
};
use serde_json::{Value, json};

use crate::{
    concurrency::{act as acting, act_of, at_once},
    journal::{check_one, facts},
    seen::ask,
    stand::{key, server, tell, token},
};

const NIP: &str = "198609262015051001";
const OTHER_NIP: &str = "198609262015051002";

/// An intake with one review, and words that only its own readers may meet.
struct Intake {
    case: CaseId,
    review: TrackId,
    words: [&'static str; 2],
}

impl Intake {
    fn path(&self) -> String {
        format!("/v1/reviews/{}", self.review)
    }
}

struct At<'a, S> {
    server: &'a Server,
    world: &'a World,
    service: &'a S,
}

impl<S> At<'_, S>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    /// A report at a Bawaslu office, led until the authority has taken it in.
    async fn forwarded(
        &self,
        office: OfficeId,
        nip: Option<&str>,
        words: [&'static str; 2],
    ) -> Intake {
        let start = Start::report(self.world, LawSet::Pilkada2024).at(office);
        let mut game = Game::start(self.world, &start);
        for action in [
            A::CompleteInitialStudy,
            A::RegisterReport,
            A::AppointTeam,
            A::SubmitStudy,
        ] {
            game.wait_minutes(30).play(action);
        }
        game.play_with(A::DecideOutcomes, |details| {
            matches!(details, Details::Outcomes(list)
                if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
        });
        game.play(A::SendRecommendation);
        game.wait_minutes(30).play(A::TakeIn);
        self.told(&game, nip, words).await
    }

    /// A complaint that reached the authority itself.
    async fn own(&self, nip: Option<&str>, words: [&'static str; 2]) -> Intake {
        let game = Game::start(
            self.world,
            &Start::at_authority(self.world, LawSet::Pilkada2024),
        );
        self.told(&game, nip, words).await
    }

    async fn told(&self, game: &Game<'_>, nip: Option<&str>, words: [&'static str; 2]) -> Intake {
        let dress = |body: &mut Value| {
            let Some(content) = body.get_mut("content") else {
                return;
            };
            content["account"] = json!(words[0]);
            for party in content["parties"].as_array_mut().unwrap() {
                if party["capacity"] == "respondent" {
                    party["name"] = json!(words[1]);
                    party["nip"] = json!(nip);
                }
            }
        };
        let told = tell(self.server, self.service, game, dress).await;
        let review = told.there(game.id_of(Machine::Review).raw());
        self.server.clock.set(at("2024-10-18", 10, 0));
        Intake {
            case: told.case(),
            review: TrackId::new(review),
            words,
        }
    }

    fn token(&self, office: OfficeId, role: Role) -> String {
        token(self.server, self.world, office, role)
    }
    fn reviewer(&self) -> String {
        self.token(self.world.offices.bkn, Role::Reviewer)
    }

    async fn step(&self, on: &Intake, path: &str, body: &Value) -> Reply {
        self.step_as(&self.reviewer(), on, path, body).await
    }
    async fn step_as(&self, token: &str, on: &Intake, path: &str, body: &Value) -> Reply {
        let file = self.server.file(on.case);
        let version = file.track(on.review).unwrap().version;
        let path = format!("{}/{path}", on.path());
        ask(self.service, act(&path, token, &key(), version, body)).await
    }

    async fn read(&self, token: &str, path: &str) -> Value {
        let reply = ask(self.service, get(path, token)).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        reply.json()
    }
    async fn listed(&self, token: &str, query: &str) -> usize {
        let list = self.read(token, &format!("/v1/reviews{query}")).await;
        list["items"].as_array().unwrap().len()
    }

    /// Whoever handles the one intake meets nothing of the other on any surface of its own.
    async fn learns_nothing(&self, office: OfficeId, own: &Intake, of: &Intake) {
        let chair = self.token(office, Role::Chair);
        let case = format!("/v1/cases/{}", own.case);
        let surfaces = [
            own.path(),
            format!("{}/journal", own.path()),
            "/v1/reviews".to_owned(),
            case.clone(),
            format!("{case}/journal"),
            format!("{case}/chain"),
        ];
        for path in surfaces {
            let text = self.read(&chair, &path).await.to_string();
            let ids = [of.case.to_string(), of.review.to_string()];
            for secret in ids.iter().map(String::as_str).chain(of.words) {
                assert!(!text.contains(secret), "{path} tells {secret}: {text}");
            }
        }
        for path in [of.path(), format!("/v1/cases/{}", of.case)] {
            assert_eq!(ask(self.service, get(&path, &chair)).await.status, 404);
        }
    }

    /// How a review is joined, as a reader is told.
    async fn joined(&self, token: &str, on: &Intake) -> Value {
        self.read(token, &on.path()).await["review"]["joined"].clone()
    }

    /// Everything that is kept of some intakes.
    fn kept(&self, all: &[&Intake]) -> (Vec<String>, usize) {
        let files = all.iter().map(|i| self.server.file(i.case));
        let files = files.map(|f| format!("{f:?}")).collect();
        (files, self.server.db.rows("journal").len())
    }
    fn check(&self, all: &[&Intake]) {
        for intake in all {
            check_one(self.world, &facts(self.server, intake.case));
        }
    }
}

const REGENCY: [&str; 2] = ["KRONOLOGI KABUPATEN", "Camat Kabupaten"];
const CITY: [&str; 2] = ["KRONOLOGI KOTA", "Camat Kota"];
const OWN: [&str; 2] = ["PENGADUAN MASYARAKAT", "Camat Aduan"];

fn to(other: &Intake) -> Value {
    json!({ "details": { "review_id": other.review } })
}
fn said(other: &Intake) -> Value {
    json!({ "details": { "review_id": other.review }, "reason": "Satu orang, satu perbuatan" })
}

#[actix_web::test]
async fn the_authoritys_own_intake_goes_on_in_bawaslus_and_counts_once() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
            service: &service,
        };
        let ours = at.forwarded(o.regency, Some(NIP), REGENCY).await;
        let own = at.own(Some(NIP), OWN).await;
        let bkn = at.reviewer();
        assert_eq!(at.listed(&bkn, "?counted=true").await, 2);
        let next = at.read(&bkn, &own.path()).await["next_actions"].clone();
        let offered = |n: &Value| n["action"] == "join_reviews" && n["allowed"] == true;
        assert!(next.as_array().unwrap().iter().any(offered), "{next}");

        // One number on both: the officer need say nothing.
        let done = at.step(&own, "joining", &to(&ours)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let receipt = done.json();
        assert_eq!(receipt["stage"], "review_joined");
        let stages = receipt["other_tracks"].as_array().unwrap().iter();
        let stages: Vec<_> = stages.map(|t| t["stage"].as_str().unwrap()).collect();
        assert_eq!(stages, ["case_closed", "verification"]);
        assert_eq!(at.listed(&bkn, "").await, 2);
        assert_eq!(at.listed(&bkn, "?counted=true").await, 1);

        // Who sees both sees where the matter goes on, and what came to it.
        let there = format!("/v1/reviews/{}", ours.review);
        for token in [bkn.clone(), at.token(o.national, Role::Chair)] {
            let joined = at.joined(&token, &own).await;
            assert_eq!(joined[0]["kind"], "joined_into");
            assert_eq!(joined[0]["review_id"], json!(ours.review));
            assert_eq!(joined[0]["href"], there.as_str());
            let joined = at.joined(&token, &ours).await;
            assert_eq!(joined[0]["kind"], "joined_from");
            assert_eq!(joined[0]["review_id"], json!(own.review));
        }
        // The handling office is told that something was joined, and no more.
        let chair = at.token(o.regency, Role::Chair);
        let joined = at.joined(&chair, &ours).await;
        assert_eq!(
            joined,
            json!([{ "kind": "joined_from", "text": "Menerima gabungan dari" }])
        );
        at.learns_nothing(o.regency, &ours, &own).await;

        // One review, one recommendation: the agency sees that one.
        for (path, body) in [
            ("bawaslu-study", json!({ "details": {} })),
            ("proven", json!({})),
        ] {
            let who = if path == "proven" { &chair } else { &bkn };
            let done = at.step_as(who, &ours, path, &body).await;
            assert_eq!(done.status, 200, "{path}: {}", done.text);
        }
        let head = at.token(o.bkn, Role::Commissioner);
        let body = json!({
            "details": { "level": "sedang" },
            "papers": [{ "kind": "recommendation", "number": "R-1/2024", "issuer": "BKN", "dated": "2024-10-18" }],
        });
        let done = at.step_as(&head, &ours, "recommendation", &body).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let unit = at.token(o.agency, Role::PersonnelUnit);
        let list = at.read(&unit, "/v1/reviews").await;
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{list}");
        assert_eq!(items[0]["id"], json!(ours.review));
        let joined = at.joined(&unit, &ours).await;
        assert_eq!(joined[0].get("review_id"), None, "{joined}");
        assert_eq!(ask(&service, get(&own.path(), &unit)).await.status, 404);

        // Acted on, the two stay one, and nobody is told otherwise.
        let next = at.read(&bkn, &own.path()).await["next_actions"].clone();
        let rows = next.as_array().unwrap().iter();
        let mut apart = rows.filter(|n| n["action"] == "separate_reviews");
        let apart = apart.next().unwrap();
        assert_eq!(apart["allowed"], false, "{apart}");
        assert_eq!(apart["why_not"]["code"], "separation_fits", "{apart}");
        let before = at.kept(&[&ours, &own]);
        let late = at.step(&own, "separation", &said(&ours)).await;
        assert_eq!(
            (late.status, late.reason().as_str()),
            (409, "separation_fits")
        );
        assert_eq!(at.kept(&[&ours, &own]), before);
        at.check(&[&ours, &own]);
    }
}

#[actix_web::test]
async fn two_bawaslu_cases_keep_their_own_stories_and_come_apart_again() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
            service: &service,
        };
        let regency = at.forwarded(o.regency, None, REGENCY).await;
        let city = at.forwarded(o.city, Some(NIP), CITY).await;
        let bkn = at.reviewer();
        let before = [&regency, &city].map(|i| server.file(i.case));
        // No number on one side: the officer says it.
        let body = said(&regency);
        let version = before[1].track(city.review).unwrap().version;
        let path = format!("{}/joining", city.path());
        let once = key();
        let done = ask(&service, act(&path, &bkn, &once, version, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let again = ask(&service, act(&path, &bkn, &once, version, &body)).await;
        assert_eq!((again.status, &again.text), (200, &done.text));
        assert_eq!(at.listed(&bkn, "?counted=true").await, 1);

        let mayor = at.token(o.city, Role::Chair);
        let read = at.read(&mayor, &city.path()).await;
        assert_eq!(read["stage"]["code"], "review_joined");
        assert_eq!(
            read["review"]["joined"],
            json!([{ "kind": "joined_into", "text": "Digabung ke" }])
        );
        let case = at.read(&mayor, &format!("/v1/cases/{}", city.case)).await;
        assert_eq!(case["stage"]["code"], "case_closed");
        at.learns_nothing(o.city, &city, &regency).await;
        at.learns_nothing(o.regency, &regency, &city).await;
        let next = at.read(&bkn, &city.path()).await["next_actions"].clone();
        let offered = |n: &Value| n["action"] == "separate_reviews" && n["allowed"] == true;
        assert!(next.as_array().unwrap().iter().any(offered), "{next}");
        // The province above sees both, as before.
        let province = at.token(o.province, Role::Chair);
        let joined = at.joined(&province, &city).await;
        assert_eq!(joined[0]["review_id"], json!(regency.review));

        // Nobody acted yet: undone, both stand as they did, and count two.
        let done = at.step(&city, "separation", &said(&regency)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["stage"], "verification");
        for (intake, before) in [&regency, &city].into_iter().zip(&before) {
            let after = server.file(intake.case);
            for track in &before.tracks {
                let now = after.track(track.id).unwrap();
                assert_eq!((now.stage, &now.facts), (track.stage, &track.facts));
                assert_eq!((&now.terms, &now.papers), (&track.terms, &track.papers));
            }
        }
        assert_eq!(at.listed(&bkn, "?counted=true").await, 2);
        assert_eq!(at.joined(&bkn, &city).await, Value::Null);
        assert_eq!(at.joined(&bkn, &regency).await, Value::Null);
        at.check(&[&regency, &city]);
    }
}

#[actix_web::test]
async fn what_does_not_fit_is_refused_and_nothing_is_written() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
            service: &service,
        };
        let regency = at.forwarded(o.regency, Some(NIP), REGENCY).await;
        let city = at.forwarded(o.city, Some(OTHER_NIP), CITY).await;
        let own = at.own(None, OWN).await;
        let all = [&regency, &city, &own];
        let before = at.kept(&all);
        let case = json!({ "details": { "review_id": regency.case } });
        let unknown = json!({ "details": { "review_id": "0192f0c1-7f00-7000-8000-00000000dead" } });
        for (body, code, pointer) in [
            (said(&regency), "same_person", "/details/review_id"),
            (to(&own), "sameness_said", "/reason"),
            (said(&city), "join_fits", "/details/review_id"),
            (case, "join_fits", "/details/review_id"),
            (unknown, "join_fits", "/details/review_id"),
        ] {
            let reply = at.step(&city, "joining", &body).await;
            assert_eq!((reply.status, reply.reason().as_str()), (409, code));
            let errors = reply.json()["errors"].clone();
            assert_eq!(errors[0]["pointer"], pointer, "{}", reply.text);
        }
        // Not joined, it is not separated; not the authority, nobody joins.
        let apart = at.step(&city, "separation", &said(&regency)).await;
        assert_eq!(apart.status, 409, "{}", apart.text);
        let chair = at.token(o.city, Role::Chair);
        let foreign = at.step_as(&chair, &city, "joining", &said(&own)).await;
        assert_eq!(foreign.status, 403, "{}", foreign.text);
        let kasn = at.token(o.kasn, Role::Reviewer);
        let hidden = at.step_as(&kasn, &city, "joining", &said(&own)).await;
        assert_eq!(hidden.status, 404, "{}", hidden.text);
        let path = format!("{}/joining", city.path());
        let stale = act(&path, &at.reviewer(), &key(), 1, &said(&own));
        assert_eq!(ask(&service, stale).await.status, 412);
        assert_eq!(at.kept(&all), before);
    }
}

/// Of an authority on paper a Bawaslu office records; it joins what it sees, and what it cannot see is told from what
/// is not there by nothing.
#[actix_web::test]
async fn what_the_recorder_cannot_see_is_not_there() {
    for kind in kinds() {
        let world = World::where_absent(|o| o.kind == OfficeType::ReviewAuthority);
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
            service: &service,
        };
        let regency = at.forwarded(o.regency, None, REGENCY).await;
        let second = at.forwarded(o.regency, None, OWN).await;
        let city = at.forwarded(o.city, None, CITY).await;
        let staff = at.token(o.regency, Role::ViolationsStaff);
        let paper = |mut body: Value| {
            body["by_paper"] = json!({
                "kind": "letter", "number": "B-9/2024", "issuer": "BKN", "dated": "2024-10-18",
            });
            body
        };
        let before = at.kept(&[&regency, &city]);
        let hidden = at
            .step_as(&staff, &regency, "joining", &paper(said(&city)))
            .await;
        let unknown = json!({
            "details": { "review_id": "0192f0c1-7f00-7000-8000-00000000dead" }, "reason": "Sama",
        });
        let absent = at
            .step_as(&staff, &regency, "joining", &paper(unknown))
            .await;
        assert_eq!(
            (hidden.status, hidden.reason().as_str()),
            (409, "join_fits")
        );
        let told = |reply: &Reply| {
            let mut body = reply.json();
            body.as_object_mut().unwrap().remove("request_id");
            body.as_object_mut().unwrap().remove("instance");
            body
        };
        assert_eq!(told(&hidden), told(&absent));
        assert_eq!(at.kept(&[&regency, &city]), before);
        let done = at
            .step_as(&staff, &regency, "joining", &paper(said(&second)))
            .await;
        assert_eq!(done.status, 200, "{}", done.text);
        at.check(&[&regency, &second]);
    }
}

/// Two officers join the same two reviews into each other at one moment: one of them does.
#[actix_web::test]
async fn joined_both_ways_at_once_one_goes_on() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
            service: &service,
        };
        let regency = at.forwarded(o.regency, Some(NIP), REGENCY).await;
        let own = at.own(Some(NIP), OWN).await;
        let actor = world.actor(o.bkn, Role::Reviewer);
        let work = [(&regency, &own), (&own, &regency)].map(|(ends, goes_on)| {
            let file = server.file(ends.case);
            let version = file.track(ends.review).unwrap().version;
            let input = act_of(A::JoinReviews, ends.review.raw(), version, to(goes_on));
            acting(&server.app, &actor, key(), input)
        });
        let done = at_once(work.into_iter().collect());
        let taken = done.iter().filter(|a| a.is_ok()).count();
        assert_eq!(taken, 1, "{done:?}");
        assert_eq!(at.listed(&at.reviewer(), "?counted=true").await, 1);
        at.check(&[&regency, &own]);
    }
}
