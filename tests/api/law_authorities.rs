//! Authorities that follow one another over HTTP: the preview names the running tracks, and what an authority had that
//! ended goes on at its successor, whose procedure nobody has written yet.

use netralitas_domain::{
    acts::Details,
    law::{Addition, Confidence, LawSet, NewAuthority, NewRow},
    people::Role,
    procedure::{Action as A, Machine, Outcome, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, post},
    play::{Game, Start, World, at, day},
};
use serde_json::{Value, json};

use crate::{
    journal::{check_one, facts},
    law_changes::{ALL, preview},
    law_stages::with,
    seen::ask,
    stand::{key, server, tell, token},
};

/// BKN to a last day, another body from the next.
fn rows() -> Vec<NewAuthority> {
    let row = |code: &str, from: &str, to: Option<&str>| NewAuthority {
        code: code.to_owned(),
        id: format!("Lembaga {code}"),
        en: format!("Body {code}"),
        role: "review".to_owned(),
        valid_from: day(from),
        valid_to: to.map(day),
        withdrawn: false,
    };
    vec![
        row("bkn", "2024-09-04", Some("2026-10-19")),
        row("newbody", "2026-10-20", None),
    ]
}

/// A review that BKN has taken in.
fn taken_in(world: &World, number: u128) -> Game<'_> {
    let start = Start {
        number,
        ..Start::report(world, LawSet::Pemilu2022).on("2026-10-05")
    };
    let mut game = Game::start(world, &start);
    game.play_with(A::CompleteInitialStudy, |details| {
        matches!(details, Details::InitialStudy(study)
            if study.kinds == [Outcome::OtherLaw] && study.gaps.is_empty())
    });
    game.play(A::ForwardUnregistered);
    game.play(A::TakeIn);
    game
}

#[actix_web::test]
async fn what_an_authority_had_that_ended_goes_on_at_the_one_that_the_book_names_next() {
    for kind in kinds() {
        let (mut world, new) = World::new().with_authority("newbody");
        let before = world.clone();
        let addition = Addition {
            rows: rows().into_iter().map(NewRow::Authority).collect(),
            source: "KPU 99/2099".to_owned(),
            confidence: Confidence::Sure,
        };
        world.book.add(&addition, 1);
        let server = server(kind, &world);
        let service = server.service().await;
        let running = taken_in(&before, 1);
        let told = tell(&server, &service, &running, |_| ()).await;
        let review = told.there(running.track_of(Machine::Review).unwrap().id.raw());
        let case = told.case();
        server.clock.set(at("2026-10-12", 9, 0));
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let still = server.file(case);

        let body = with(json!({ "authorities": rows() }));
        let told = preview(&service, &keeper, &body).await;
        assert_eq!(told.status, 200, "{}", told.text);
        let told = told.json();
        assert_eq!(
            (&told["authorities"], &told["terms"], &told["answers"]),
            (&json!(1), &json!(0), &json!(0)),
            "{told}"
        );
        let item = &told["items"][0];
        let body_named = |code: &str, text: &str| json!({ "code": code, "text": text });
        assert_eq!(item["kind"], "authority", "{told}");
        assert_eq!(
            (&item["case_id"], &item["track_id"], &item["from"]),
            (&json!(case), &json!(review), &json!("2026-10-20"))
        );
        let bkn = body_named("bkn", "Badan Kepegawaian Negara (BKN)");
        let next = body_named("newbody", "Lembaga newbody");
        assert_eq!((&item["was"], &item["now"]), (&bkn, &next));
        assert_eq!(server.file(case), still, "a preview writes nothing");
        // Its end alone, without anybody after it, is told too.
        let alone = with(json!({ "authorities": [rows()[0]] }));
        let told = preview(&service, &keeper, &alone).await.json();
        assert_eq!(
            (&told["items"][0]["was"], &told["items"][0]["now"]),
            (&bkn, &Value::Null),
            "{told}"
        );

        let done = ask(&service, post(ALL, &keeper, &key(), &body)).await;
        assert_eq!(done.status, 202, "{}", done.text);
        server.app.count_anew().await.unwrap();
        assert_eq!(server.file(case), still, "the track stays where it is");
        let told = preview(&service, &keeper, &alone).await.json();
        assert_eq!(told["authorities"], 0, "the book says so already: {told}");

        // The successor takes it over by a step of its own, from the day on.
        let who = token(&server, &world, new, Role::Reviewer);
        let path = format!("/v1/reviews/{review}");
        assert_eq!(ask(&service, get(&path, &who)).await.status, 404);
        server.clock.set(at("2026-10-21", 9, 0));
        let who = token(&server, &world, new, Role::Reviewer);
        let shown = ask(&service, get(&path, &who)).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        let shown = shown.json();
        let all = shown["next_actions"].as_array().unwrap();
        let hand_over = all.iter().find(|a| a["action"] == "hand_over").unwrap();
        assert_eq!(hand_over["allowed"], true, "{hand_over}");

        // A whole road over HTTP, on the book as it now is.
        let mut game = taken_in(&world, 2);
        game.on(day("2026-10-21"))
            .play_where(A::HandOver, |_, events| {
                events[0].acting.office == Some(new)
            });
        game.wait_minutes(5).play(A::TakeIn);
        game.wait_minutes(5).play(A::PassToBawaslu);
        let told = tell(&server, &service, &game, |_| ()).await;
        let file = server.file(told.case());
        let next = game.track_of(Machine::Review).unwrap();
        assert_eq!((next.law, next.stage), (LawSet::Bkn, S::BawasluStudy));
        let stored = file.track(netralitas_domain::ids::Id::new(told.there(next.id.raw())));
        let stored = stored.unwrap();
        assert_eq!(stored.review().unwrap().authority, new);
        assert_eq!((stored.law, stored.stage), (next.law, next.stage));
        check_one(&world, &facts(&server, told.case()));
        let who = token(&server, &world, new, Role::Reviewer);
        let journal = format!("/v1/reviews/{}/journal", stored.id);
        let taken = ask(&service, get(&journal, &who)).await.json()["items"][1].clone();
        assert_eq!(taken["action"]["code"], "take_in");
        assert_eq!(taken["marks"][0]["code"], "borrowed_text", "{taken}");
        // Twice BKN gave a number of its system; what the new body gave is of none that is known.
        let rows = server.db.rows("outside_references");
        let of = |system: &str| rows.iter().filter(|r| r.contains(system)).count();
        assert_eq!((of("sbt"), of("other")), (2, 1), "{rows:?}");
    }
}
