//! The version of the law that a track stands under, the others, and the choice between two sanction regimes.

use netralitas_domain::{
    acts::Details,
    file::Track,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, script::Teller},
    play::{Game, World, reach},
};
use serde_json::{Value, json};

use crate::{
    places::under_two_regimes,
    seen::ask,
    stand::{server, tell, token},
};

fn address(teller: &Teller<'_>, track: &Track) -> String {
    format!(
        "/v1/{}/{}",
        track.machine.collection(),
        teller.there(track.id.raw())
    )
}

fn codes<'v>(list: &'v Value, field: &str) -> Vec<&'v str> {
    let all = list.as_array().unwrap().iter();
    all.map(|v| v[field]["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_review_is_asked_under_the_other_eras_and_regimes() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
        let teller = tell(&server, &service, &game, |_| ()).await;
        let track = game.file.track(id).unwrap();
        let authority = track.review().unwrap().authority;
        let reviewer = token(&server, &world, authority, Role::Reviewer);
        let path = format!("{}/other-versions", address(&teller, track));
        let told = ask(&service, get(&path, &reviewer)).await;
        assert_eq!(told.status, 200, "{}", told.text);
        let told = told.json();
        assert_eq!(codes(&told["items"], "other"), ["kasn", "menpanrb", "pp53"]);
        let kasn = &told["items"][0];
        assert_eq!(kasn["pinned"]["code"], "bkn");
        assert!(codes(&kasn["actions"], "action").contains(&"pass_to_bawaslu"));
        assert!(kasn["kinds"].is_null());
        let pp53 = &told["items"][2];
        assert_eq!(
            (&pp53["pinned"]["code"], &pp53["terms"]),
            (&json!("pp94"), &json!([]))
        );
        let kinds = pp53["kinds"]["only_other"].as_array().unwrap();
        assert!(
            kinds
                .iter()
                .any(|k| k["regime"] == "pp53" && k["level"] == "berat")
        );
        // It changed nothing, and whoever does not see the review learns nothing.
        assert_eq!(told["version"], track.version);
        let stranger = token(
            &server,
            &world,
            world.offices.other_agency,
            Role::PersonnelUnit,
        );
        assert_eq!(ask(&service, get(&path, &stranger)).await.status, 404);
    }
}

/// A review of an act over the boundary of two regimes, with the older one chosen.
fn chosen(world: &World) -> Game<'_> {
    let mut game = under_two_regimes(world);
    game.wait_minutes(30)
        .play_with(A::ChooseRegime, |d| *d == Details::Regime(LawSet::Pp53));
    game
}

#[actix_web::test]
async fn the_parts_of_an_act_and_the_regime_chosen_are_shown() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let game = chosen(&world);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let track = game.track_of(Machine::Review).unwrap();
        let authority = track.review().unwrap().authority;
        let reviewer = token(&server, &world, authority, Role::Reviewer);
        let told = ask(&service, get(&address(&teller, track), &reviewer))
            .await
            .json();
        let review = &told["review"];
        assert_eq!(review["regime"]["code"], "pp53");
        assert_eq!(review["regime_chosen"], true);
        let part = |i: usize| {
            let part = &review["regime_parts"][i];
            let text = |v: &Value| v.as_str().unwrap().to_owned();
            (
                text(&part["from"]),
                text(&part["to"]),
                text(&part["regime"]["code"]),
            )
        };
        let wanted = |from: &str, to: &str, regime: &str| (from.into(), to.into(), regime.into());
        assert_eq!(part(0), wanted("2021-08-30", "2021-08-30", "pp53"));
        assert_eq!(part(1), wanted("2021-08-31", "2021-08-31", "pp94"));
        // The journal names what was chosen, and nothing of the kind elsewhere.
        let path = format!("{}/journal", address(&teller, track));
        let rows = ask(&service, get(&path, &reviewer)).await.json()["items"].clone();
        let rows = rows.as_array().unwrap();
        let (chosen, others): (Vec<_>, Vec<_>) = rows
            .iter()
            .partition(|r| r["action"]["code"] == "choose_regime");
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0]["regime"]["code"], "pp53", "{}", chosen[0]);
        assert!(!others.is_empty() && others.iter().all(|r| r["regime"].is_null()));
    }
}
