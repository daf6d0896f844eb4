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
    play::World,
};
use serde_json::{Value, json};

use crate::{
    journal::{check_one, facts},
    seen::ask,
    stand::{key, report, server, token},
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

fn two_respondents() -> Value {
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
            let path = format!("/v1/cases/{id}/sealed-identities");
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
