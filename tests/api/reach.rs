//! How far a role reaches, over HTTP: what is assigned, while it is, and nothing beside.

use netralitas_domain::{law::LawSet, people::Role, procedure::Stage as S};
use netralitas_testkit::{
    db::kinds,
    http::{act, get},
    play::{World, reach},
};
use serde_json::json;

use crate::{
    seen::ask,
    stand::{key, server, tell, token},
};

#[actix_web::test]
async fn the_inspectorate_sees_what_it_is_called_in_for_while_that_lasts() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let (game, track) = reach(&world, LawSet::Pp94, S::RecommendationReceived).unwrap();
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let path = format!("/v1/sanctions/{}", teller.there(track.raw()));
        let official = token(&server, &world, o.agency, Role::PersonnelOfficer);
        let unit = token(&server, &world, o.agency, Role::PersonnelUnit);
        let inspector = token(&server, &world, o.agency, Role::Inspectorate);
        let who = world.actor(o.agency, Role::Inspectorate).account;
        let listed = async |with: &str| {
            let list = ask(&service, get("/v1/sanctions", with)).await.json();
            list["items"].as_array().unwrap().len()
        };
        assert_eq!(ask(&service, get(&path, &inspector)).await.status, 404);
        assert_eq!((listed(&unit).await, listed(&inspector).await), (1, 0));
        let read = ask(&service, get(&path, &official)).await.json();
        let body = json!({ "details": {
            "capacity": "examiner", "account_id": who, "office_id": o.agency,
        } });
        let to = format!("{path}/assignments");
        let version = read["version"].as_i64().unwrap();
        let done = ask(&service, act(&to, &official, &key(), version, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let seq = done.json()["seq"].clone();
        assert_eq!(ask(&service, get(&path, &inspector)).await.status, 200);
        assert_eq!(listed(&inspector).await, 1);
        // Another of the inspectorate does not learn that anybody was called in.
        let (_, beside) = server.account(o.agency, &[Role::Inspectorate]);
        for (with, count) in [(&inspector, 1), (&beside, 0)] {
            let told = ask(&service, get("/v1/assignments", with)).await.json();
            assert_eq!(told["items"].as_array().unwrap().len(), count, "{told}");
        }
        // The review that the sanction came of is not assigned.
        let reviews = ask(&service, get("/v1/reviews", &inspector)).await.json();
        assert_eq!(reviews["items"], json!([]));
        let release = json!({ "details": { "assignment_seq": seq } });
        let to = format!("{path}/releases");
        let ended = ask(&service, act(&to, &official, &key(), version + 1, &release)).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!(ask(&service, get(&path, &inspector)).await.status, 404);
        assert_eq!(listed(&inspector).await, 0);
    }
}
