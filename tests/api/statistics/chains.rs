//! A chain of cases counts once, for who sees all of it and for who sees a part.

use netralitas_domain::{ids::CaseId, people::Role};
use netralitas_testkit::{
    db::kinds,
    http::{act, outside, post},
    play::World,
};
use serde_json::{Value, json};

use super::{Asker, asker, n};
use crate::{
    links::two_respondents,
    seen::ask,
    stand::{key, report, server, token},
};

#[actix_web::test]
async fn a_chain_counts_once_while_it_lasts() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |office, role| asker(&server, &world, &service, office, role);
        let national = at(world.offices.national, Role::Chair);
        let regency = at(world.offices.regency, Role::Chair);
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let file = async |body: Value| -> CaseId {
            let reply = ask(&service, post("/v1/reports", &counter, &key(), &body)).await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            reply.json()["case_id"].as_str().unwrap().parse().unwrap()
        };
        let step = async |case: CaseId, path: &str, details: Value| {
            let version = server.file(case).case_track().unwrap().version;
            let path = format!("/v1/cases/{case}/{path}");
            let body = json!({ "reason": "Perkara yang berkaitan", "details": details });
            let done = ask(&service, act(&path, &regency.token, &key(), version, &body)).await;
            assert_eq!(done.status, 200, "{path}: {}", done.text);
            assert_eq!(
                outside(|| server.app.verify_fold()).unwrap(),
                Vec::<String>::new(),
                "{path}"
            );
            done.json()
        };
        let counts = async |wanted: i64| {
            for reader in [&national, &regency] {
                assert_eq!(came_in(reader).await, wanted);
                let stages = reader.figures("figure=cases_by_stage&by=state").await;
                assert_eq!(n(&stages["total"]), wanted);
            }
        };
        let case = file(two_respondents()).await;
        counts(1).await;
        // A split: both go on, and count once.
        let goes = server.file(case).case().unwrap().allegations[1].id;
        step(case, "splits", json!({ "allegation_ids": [goes] })).await;
        counts(1).await;
        // Two reports of one event, linked and parted again.
        let other = file(report()).await;
        counts(2).await;
        step(case, "links", json!({ "case_id": other })).await;
        counts(1).await;
        let changes = national
            .read("/v1/statistics/changes?known_from=1970-01-01T00:00:00Z")
            .await;
        let mut rows = changes["items"].as_array().unwrap().iter();
        let linked = rows.find(|r| r["figure"] == "cases_came_in" && r["cause"]["code"] == "link");
        assert!(n(&linked.unwrap()["removed"]) > 0, "{changes}");
        step(case, "unlinkings", json!({ "case_id": other })).await;
        counts(2).await;
        // Merged, the one that went on in the other is counted there.
        step(other, "merge", json!({ "case_id": case })).await;
        counts(1).await;
    }
}

async fn came_in<S>(reader: &Asker<'_, S>) -> i64
where
    S: actix_web::dev::Service<
            actix_http::Request,
            Response = actix_web::dev::ServiceResponse<actix_web::body::BoxBody>,
            Error = actix_web::Error,
        >,
{
    let funnel = reader.funnel("").await;
    super::assert_holds(&funnel);
    n(&funnel["cases"]["came_in"])
}
