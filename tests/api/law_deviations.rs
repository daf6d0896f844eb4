//! A decision that departs from the law book over HTTP: shorter than the law's time, of a postponed kind. Never refused,
//! always with a reason, and shown.

use netralitas_domain::{
    acts::Details,
    file::Measure,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::get,
    play::{Body, World, command, day, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

#[actix_web::test]
async fn a_shorter_decision_of_a_postponed_kind_is_taken_with_a_reason_and_shown() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (mut game, _) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
        let body = |text| Body {
            details: Details::Imposition(
                vec![Measure {
                    regime: "pp94".into(),
                    kind: "allowance_cut_25_6m".into(),
                    from: Some(day("2024-04-05")),
                    to: Some(day("2024-05-04")),
                    ..Measure::default()
                }],
                None,
            ),
            text,
            quorum: true,
            majority: true,
            papers: true,
        };
        let actor = world.actor(world.offices.agency, Role::PersonnelOfficer);
        let asked = |body: &Body| {
            let track = game.track_of(Machine::Sanction).unwrap();
            command(&game.file, track, A::Impose, &actor, &world, game.now, body)
        };
        let (bare, reasoned) = (asked(&body(false)), asked(&body(true)));
        let refused = game.clone().give(&actor, &bare).unwrap_err();
        assert_eq!(refused.code(), "deviation_explained");
        game.give(&actor, &reasoned).unwrap();
        let teller = tell(&server, &service, &game, |_| ()).await;
        let id = game.track_of(Machine::Sanction).unwrap().id;
        let path = format!("/v1/sanctions/{}", teller.there(id.raw()));
        let agency = token(
            &server,
            &world,
            world.offices.agency,
            Role::PersonnelOfficer,
        );
        let shown = ask(&service, get(&path, &agency)).await.json();
        let measure = &shown["sanction"]["measures"][0];
        assert_eq!(measure["kind"], "allowance_cut_25_6m", "{shown}");
        let stands_in = &measure["stood_in_by"];
        assert_eq!(
            stands_in,
            &json!([{ "regime": "pp94_transition", "kind": "delay_periodic_raise_1y",
                "text": "penundaan kenaikan gaji berkala selama 1 tahun" }])
        );
        let rows = ask(&service, get(&format!("{path}/journal"), &agency)).await;
        let rows = rows.json()["items"].as_array().unwrap().clone();
        let row = rows.last().unwrap();
        let noted: Vec<&Value> = row["marks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| &m["code"])
            .collect();
        assert_eq!(noted, ["shorter_than_the_law", "kind_postponed"], "{row}");
    }
}
