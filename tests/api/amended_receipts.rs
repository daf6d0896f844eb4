//! A day of receipt that is added later counts like one that stood there at once.

use netralitas_domain::{
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{act, get},
    play::{World, day, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    mistakes::WHY,
    seen::ask,
    stand::{key, server, tell, token},
};

/// The days of a receipt are left open.
fn unreceived(body: &mut Value) {
    let papers = body.pointer_mut("/papers").and_then(Value::as_array_mut);
    for paper in papers.into_iter().flatten() {
        if paper["kind"] == "receipt" {
            for day in ["dated", "sent", "received", "received_time"] {
                paper.as_object_mut().unwrap().remove(day);
            }
        }
    }
}

#[actix_web::test]
async fn a_day_of_receipt_added_later_starts_the_term() {
    let world = World::new();
    for (kind, law) in kinds()
        .into_iter()
        .flat_map(|kind| [(kind, LawSet::Kasn), (kind, LawSet::Bkn)])
    {
        let server = server(kind, &world);
        let service = server.service().await;
        let (mut game, id) = reach(&world, law, S::Recommended).unwrap();
        game.wait_days(6).play(A::RecordReceipt);
        let teller = tell(&server, &service, &game, unreceived).await;
        let path = format!(
            "/v1/{}/{}",
            Machine::Review.collection(),
            teller.there(id.raw())
        );
        let agency = token(&server, &world, world.offices.agency, Role::PersonnelUnit);
        let term = |view: &Value| {
            let terms = view["terms"].as_array().unwrap().iter();
            let mut own = terms.filter(|t| t["code"] == "agency_follow_up");
            own.next().unwrap()["start_day"].clone()
        };
        let view = ask(&service, get(&path, &agency)).await.json();
        let stepped = term(&view);
        let papers = view["papers"].as_array().unwrap();
        let receipt = papers.iter().find(|p| p["kind"] == "receipt").unwrap();
        assert!(receipt["received"].is_null(), "{receipt}");
        let eve = day(stepped.as_str().unwrap()).pred_opt().unwrap();
        let received = eve.pred_opt().unwrap().to_string();

        server.clock.set(game.now);
        let amend = |details: Value| {
            let body = json!({ "reason": WHY, "details": details });
            let version = view["version"].as_i64().unwrap();
            act(
                &format!("{path}/amendment"),
                &agency,
                &key(),
                version,
                &body,
            )
        };
        // An hour that has not come is none.
        let today = game
            .now
            .day_in(netralitas_domain::time::Zone::Wib)
            .to_string();
        let ahead = amend(json!({ "papers": [
            { "paper_id": receipt["id"], "received": today, "received_time": "23:59" }
        ] }));
        let refused = ask(&service, ahead).await;
        let place = (
            "/details/papers/0/received_time".to_owned(),
            "future_day".to_owned(),
        );
        assert!(errors(&refused).contains(&place), "{}", refused.text);

        let added = json!({ "papers": [{ "paper_id": receipt["id"], "received": received }] });
        let done = ask(&service, amend(added)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let view = ask(&service, get(&path, &agency)).await.json();
        assert_eq!(term(&view), received.as_str());
        assert_eq!(view["review"]["received_on"], received.as_str());
    }
}
