//! Cases that belong together over HTTP: split, merged and taken apart, linked; the chain counts once and the
//! receipt follows it.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{ids::CaseId, people::Role};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, post},
    play::{World, at},
};
use serde_json::{Value, json};

use crate::{
    journal::{check_one, facts},
    seen::ask,
    stand::{key, report, server, token, unseal},
};

struct At<'a> {
    server: &'a Server,
    world: &'a World,
}

impl At<'_> {
    fn token(&self, role: Role) -> String {
        token(self.server, self.world, self.world.offices.regency, role)
    }
    async fn file<S>(&self, service: &S, body: &Value) -> (CaseId, String)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let counter = self.token(Role::IntakeOfficer);
        let reply = ask(service, post("/v1/reports", &counter, &key(), body)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let receipt = reply.json();
        let number = receipt["numbers"][0]["number"].as_str().unwrap().to_owned();
        (
            receipt["case_id"].as_str().unwrap().parse().unwrap(),
            number,
        )
    }
    async fn act<S>(&self, service: &S, case: CaseId, path: &str, details: Value) -> Reply
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let version = self.server.file(case).case_track().unwrap().version;
        let path = format!("/v1/cases/{case}/{path}");
        let body = json!({ "reason": "Perkara yang berkaitan", "details": details });
        let chair = self.token(Role::Chair);
        ask(service, act(&path, &chair, &key(), version, &body)).await
    }
    async fn read<S>(&self, service: &S, path: &str) -> Value
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let reply = ask(service, get(path, &self.token(Role::Chair))).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }
    /// The case that counts, and the cases of the chain.
    async fn chain<S>(&self, service: &S, case: CaseId) -> (String, Vec<String>)
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let chain = self.read(service, &format!("/v1/cases/{case}/chain")).await;
        let cases = chain["cases"].as_array().unwrap().iter();
        let cases = cases.map(|c| c["case_id"].as_str().unwrap().to_owned());
        (
            chain["counts_id"].as_str().unwrap().to_owned(),
            cases.collect(),
        )
    }
    async fn listed<S>(&self, service: &S, query: &str) -> usize
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let list = self.read(service, &format!("/v1/cases{query}")).await;
        list["items"].as_array().unwrap().len()
    }
    async fn by_receipt<S>(&self, service: &S, receipt: &str) -> usize
    where
        S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    {
        let body = json!({ "receipt": receipt });
        let token = self.token(Role::Chair);
        let search = post("/v1/cases/search", &token, "-", &body);
        let reply = ask(service, search).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["items"].as_array().unwrap().len()
    }
}

pub fn two_respondents() -> Value {
    let mut body = report();
    body["content"]["parties"].as_array_mut().unwrap().push(
        json!({ "capacity": "respondent", "subject": "pns", "name": "Lurah Tiga", "nip": "198609262015051001" }),
    );
    body["content"]["allegations"].as_array_mut().unwrap().push(
        json!({ "respondent": 2, "what": "Membagi uang", "act_from": "2024-10-12", "place": "Pasar" }),
    );
    body
}

#[actix_web::test]
async fn a_split_has_its_own_people_and_the_receipt_of_the_whole() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let (case, number) = at.file(&service, &two_respondents()).await;
        let file = server.file(case);
        let goes = file.case().unwrap().allegations[1].id;
        let details = json!({ "allegation_ids": [goes] });
        let done = at.act(&service, case, "splits", details).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let new: CaseId = done.json()["other_tracks"][0]["track_id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        assert_ne!(new, case);
        let old_view = at.read(&service, &format!("/v1/cases/{case}")).await;
        let new_view = at.read(&service, &format!("/v1/cases/{new}")).await;
        let names = |view: &Value| {
            let all = view["parties"].as_array().unwrap().iter();
            let named = all.filter(|p| p["capacity"] == "respondent");
            named
                .map(|p| p["record"]["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&old_view), ["Camat Dua"]);
        assert_eq!(names(&new_view), ["Lurah Tiga"]);
        assert_eq!(new_view["parties"][1]["nip"], "198609262015051001");
        assert_eq!(new_view["allegations"][0]["what"], "Membagi uang");
        assert_eq!(new_view["evidence"][0]["description"], "Foto");
        let texts: Vec<_> = new_view["texts"].as_array().unwrap().iter().collect();
        assert!(texts.iter().any(|t| t["body"] == "Kronologi"), "{texts:?}");
        assert_eq!(new_view["numbers"][0]["number"], number.as_str());
        assert_eq!(
            new_view["terms"][0]["due_day"],
            old_view["terms"][0]["due_day"]
        );
        let counter = at.token(Role::IntakeOfficer);
        for (id, who) in [(case, 1), (new, 1)] {
            let path = format!("/v1/cases/{id}");
            unseal(&service, &path, &counter, &at.token(Role::Chair)).await;
            let path = format!("{path}/sealed-identities");
            let sealed = ask(&service, get(&path, &counter)).await.json();
            let all = sealed["items"].as_array().unwrap();
            assert_eq!(all.len(), who);
            assert_eq!(all[0]["record"]["name"], "Pelapor Satu");
        }
        // The receipt finds both; together they count once.
        assert_eq!(at.by_receipt(&service, &number).await, 2);
        assert_eq!(at.listed(&service, "").await, 2);
        assert_eq!(at.listed(&service, "?counted=true").await, 1);
        let chain = at.chain(&service, new).await;
        assert_eq!(chain, at.chain(&service, case).await);
        assert_eq!(chain.0, case.to_string());
        // Both go on by themselves.
        let chair = at.token(Role::Chair);
        for id in [case, new] {
            let version = server.file(id).case_track().unwrap().version;
            let path = format!("/v1/cases/{id}/initial-study");
            let body = json!({
                "meeting": { "entitled": 5, "deciding": 5 },
                "details": { "kinds": ["criminal"] }
            });
            let studied = ask(&service, act(&path, &chair, &key(), version, &body)).await;
            assert_eq!(studied.status, 200, "{}", studied.text);
        }
        for id in [case, new] {
            check_one(&world, &facts(&server, id));
        }
        // Whoever sees neither finds neither.
        let stranger = token(&server, &world, world.offices.city, Role::Chair);
        let path = format!("/v1/cases/{new}/chain");
        assert_eq!(ask(&service, get(&path, &stranger)).await.status, 404);
    }
}

#[actix_web::test]
async fn a_merge_is_undone_and_the_chain_with_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let (first, number) = at.file(&service, &report()).await;
        let (second, _) = at.file(&service, &report()).await;
        let (third, _) = at.file(&service, &report()).await;
        let before = server.file(second).case_track().unwrap().clone();
        let to = json!({ "case_id": first });
        let done = at.act(&service, second, "merge", to.clone()).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["stage"], "case_merged");
        let same = json!({ "case_id": third });
        let done = at.act(&service, first, "links", same.clone()).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(at.listed(&service, "?counted=true").await, 1);
        assert_eq!(at.chain(&service, third).await.1.len(), 3);
        assert_eq!(at.by_receipt(&service, &number).await, 3);
        let again = at.act(&service, third, "links", to.clone()).await;
        assert_eq!((again.status, again.reason().as_str()), (409, "link_fits"));
        let hidden = json!({ "case_id": "0192f0c1-7f00-7000-8000-00000000dead" });
        let unknown = at.act(&service, third, "merge", hidden).await;
        assert_eq!(
            (unknown.status, unknown.reason().as_str()),
            (409, "merge_fits")
        );

        let done = at.act(&service, second, "unmerging", to).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let after = server.file(second).case_track().unwrap().clone();
        assert_eq!((after.stage, &after.facts), (before.stage, &before.facts));
        assert_eq!(after.terms, before.terms);
        assert_eq!(at.chain(&service, second).await.1, [second.to_string()]);
        assert_eq!(at.chain(&service, first).await.1.len(), 2);
        let done = at.act(&service, first, "unlinkings", same).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(at.listed(&service, "?counted=true").await, 3);
        for id in [first, second, third] {
            check_one(&world, &facts(&server, id));
        }
    }
}

/// Early information from a withdrawn report belongs to the report's chain.
#[actix_web::test]
async fn what_was_spawned_counts_with_its_report() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let (first, number) = at.file(&service, &report()).await;
        let counter = at.token(Role::IntakeOfficer);
        let path = format!("/v1/cases/{first}/withdrawal");
        let body = json!({ "reason": "Dicabut" });
        let done = ask(&service, act(&path, &counter, &key(), 1, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let mut tip = report();
        tip["channel"] = json!("tip");
        tip["effective_day"] = json!("2024-10-16");
        tip["effective_time"] = json!("09:30");
        tip["spawned_from_id"] = json!(first);
        tip["content"]["parties"] = json!([{ "capacity": "respondent", "name": "Camat Dua" }]);
        tip["content"]["allegations"][0]["respondent"] = json!(0);
        let told = ask(
            &service,
            post("/v1/early-information", &counter, &key(), &tip),
        )
        .await;
        assert_eq!(told.status, 201, "{}", told.text);
        assert_eq!(at.by_receipt(&service, &number).await, 2);
        assert_eq!(at.listed(&service, "?counted=true").await, 1);
    }
}

/// A province splits a report and delegates each half to another regency: the receipt finds each half where it is, each
/// counts there, and neither tells of the other.
#[actix_web::test]
async fn a_chain_is_told_as_far_as_its_reader_sees_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let o = world.offices;
        let as_of = |office, role| token(&server, &world, office, role);
        let province = as_of(o.province, Role::Chair);
        let version = |case: CaseId| server.file(case).case_track().unwrap().version;
        let file = async |office, body: &Value| {
            let who = as_of(office, Role::IntakeOfficer);
            let reply = ask(&service, post("/v1/reports", &who, &key(), body)).await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            let receipt = reply.json();
            let number = receipt["numbers"][0]["number"].as_str().unwrap().to_owned();
            let case: CaseId = receipt["case_id"].as_str().unwrap().parse().unwrap();
            (case, number)
        };
        let mut body = two_respondents();
        body["content"]["parties"][0]["identity_number"] = json!("3510010101800001");
        let (first, number) = file(o.province, &body).await;
        // Which case is older follows from the moment.
        server.clock.set(at("2024-10-16", 10, 1));
        let (linked, own_number) = file(o.city, &report()).await;
        server.clock.set(at("2024-10-16", 10, 2));
        let step = async |case: CaseId, path: &str, body: Value| {
            let path = format!("/v1/cases/{case}/{path}");
            let call = act(&path, &province, &key(), version(case), &body);
            let reply = ask(&service, call).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            reply.json()
        };
        let goes = server.file(first).case().unwrap().allegations[1].id;
        let split = json!({ "reason": "Dua wilayah", "details": { "allegation_ids": [goes] } });
        let split = step(first, "splits", split).await;
        let second: CaseId = split["other_tracks"][0]["track_id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let link = json!({ "reason": "Satu peristiwa", "details": { "case_id": linked } });
        step(first, "links", link).await;
        for (case, to) in [(first, o.regency), (second, o.city)] {
            let meeting = json!({ "entitled": 5, "deciding": 5 });
            let study = json!({ "meeting": meeting, "details": { "kinds": ["other_law"] } });
            step(case, "initial-study", study).await;
            let delegate = json!({ "meeting": meeting, "details": { "office_id": to } });
            step(case, "delegation", delegate).await;
        }
        let ids = |list: &Value| -> Vec<String> {
            let rows = list["items"].as_array().unwrap().iter();
            let mut ids: Vec<_> = rows
                .map(|r| r["case_id"].as_str().unwrap().to_owned())
                .collect();
            ids.sort_unstable();
            ids
        };
        let search = async |who: &str, receipt: &str| {
            let body = json!({ "receipt": receipt });
            let reply = ask(&service, post("/v1/cases/search", who, "-", &body)).await;
            ids(&reply.json())
        };
        let named = |cases: &[CaseId]| -> Vec<String> {
            let mut ids: Vec<_> = cases.iter().map(ToString::to_string).collect();
            ids.sort_unstable();
            ids
        };
        let all = [first, second, linked];
        for (office, sees, counts) in [
            (o.regency, vec![first], first),
            // The one that counts for all is hidden: the older one of the two counts.
            (o.city, vec![second, linked], linked),
            (o.province, all.to_vec(), first),
            (o.national, all.to_vec(), first),
        ] {
            let reader = as_of(office, Role::Chair);
            assert_eq!(search(&reader, &number).await, named(&sees));
            let list = ask(&service, get("/v1/cases?counted=true", &reader)).await;
            assert_eq!(ids(&list.json()), [counts.to_string()], "{}", list.text);
            for case in &sees {
                let path = format!("/v1/cases/{case}");
                let chain = ask(&service, get(&format!("{path}/chain"), &reader)).await;
                let told = chain.json();
                assert_eq!(told["counts_id"], json!(counts), "{told}");
                let counting = told["cases"].as_array().unwrap().iter();
                let counting: Vec<_> = counting.filter(|c| c["counts"] == true).collect();
                assert_eq!(counting.len(), 1, "{told}");
                let view = ask(&service, get(&path, &reader)).await;
                let journal = ask(&service, get(&format!("{path}/journal"), &reader)).await;
                for other in all {
                    for reply in [&chain, &view, &journal] {
                        assert_eq!(reply.status, 200);
                        let hidden = !sees.contains(&other);
                        let says = reply.text.contains(&other.to_string());
                        assert!(!(hidden && says), "{}: {}", reply.path, reply.text);
                    }
                }
                if office == o.province {
                    let links = view.json()["case"]["links"].clone();
                    let expected = if *case == first { 2 } else { 1 };
                    assert_eq!(links.as_array().unwrap().len(), expected, "{links}");
                }
            }
        }
        // Who sees a case that is only linked with a report learns nothing by the report's receipt.
        let regency = as_of(o.regency, Role::Chair);
        assert_eq!(search(&regency, &own_number).await, [""; 0]);
        let city = as_of(o.city, Role::Chair);
        assert_eq!(search(&city, &own_number).await, named(&[second, linked]));
    }
}

#[actix_web::test]
async fn a_case_that_is_hidden_is_linked_no_more_than_one_that_never_was() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = At {
            server: &server,
            world: &world,
        };
        let (own, _) = at.file(&service, &report()).await;
        let city = token(&server, &world, world.offices.city, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &city, &key(), &report())).await;
        let hidden = filed.json()["case_id"].clone();
        for path in ["links", "merge"] {
            let mut told = Vec::new();
            for case in [&hidden, &json!("0192f0c1-7f00-7000-8000-000000000077")] {
                let reply = at
                    .act(&service, own, path, json!({ "case_id": case }))
                    .await;
                assert!(reply.status >= 400, "{path}: {}", reply.text);
                let mut problem = reply.json();
                problem.as_object_mut().unwrap().remove("instance");
                told.push(problem);
            }
            assert_eq!(told[0], told[1], "{path}");
        }
        assert_eq!(at.chain(&service, own).await.1, [own.to_string()]);
        // Nor does anything begin with it.
        let counter = at.token(Role::IntakeOfficer);
        let mut told = Vec::new();
        for case in [&hidden, &json!("0192f0c1-7f00-7000-8000-000000000077")] {
            let mut body = report();
            body["spawned_from_id"] = case.clone();
            body["content"]["parties"][0]["capacity"] = json!("witness");
            let reply = ask(
                &service,
                post("/v1/early-information", &counter, &key(), &body),
            )
            .await;
            assert!(reply.status >= 400, "{}", reply.text);
            let mut problem = reply.json();
            problem.as_object_mut().unwrap().remove("instance");
            told.push(problem);
        }
        assert_eq!(told[0], told[1]);
        assert!(told[0].to_string().contains("no_such_case"), "{told:?}");
    }
}
