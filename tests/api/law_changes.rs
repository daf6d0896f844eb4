//! Changing the law book over HTTP: the preview, the change, the terms that follow, and who may not.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};

use netralitas_domain::{law::LawSet, people::Role, procedure::Stage as S};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    mistakes::said,
    seen::ask,
    stand::{key, server, tell, token},
};

pub const ALL: &str = "/v1/law-changes";
pub const PREVIEW: &str = "/v1/law-changes/preview";

/// A change that makes a day off, or takes one back.
pub fn day_off(day: &str, becomes: &str) -> Value {
    json!({
        "days_off": [{ "day": day, "becomes": becomes, "name": "Cuti bersama" }],
        "source": "SKB 3 Menteri", "confidence": "sure", "reason": "Ditetapkan kemudian."
    })
}

/// What a change would move.
pub async fn preview<S>(service: &S, who: &str, body: &Value) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    ask(service, post(PREVIEW, who, &key(), body)).await
}

#[actix_web::test]
async fn a_day_off_added_late_moves_what_the_preview_said_and_nothing_else() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
        let running = tell(&server, &service, &game, |_| ()).await.case();
        let (ended, _) = reach(&world, LawSet::Pemilu2022, S::NotRegistered).unwrap();
        let ended = tell(&server, &service, &ended, |_| ()).await.case();
        let still = server.file(ended);
        let term = game
            .file
            .case_track()
            .unwrap()
            .terms
            .last()
            .unwrap()
            .clone();
        let day = term
            .start
            .iter_days()
            .skip(2)
            .find(|d| world.book.calendar.is_working(*d))
            .unwrap();
        server.clock.set(game.now);

        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let body = day_off(&day.to_string(), "joint_leave");
        let told = preview(&service, &keeper, &body).await;
        assert_eq!(told.status, 200, "{}", told.text);
        let told = told.json();
        assert_eq!(
            (&told["cases"], &told["terms"]),
            (&json!(1), &json!(1)),
            "{told}"
        );
        assert_eq!(told["items"][0]["case_id"], json!(running));
        assert_eq!(told["items"][0]["was_due_day"], json!(term.due_day));
        let due = told["items"][0]["due_day"].clone();
        assert_ne!(due, json!(term.due_day));
        let view = async || {
            ask(&service, get(&format!("/v1/cases/{running}"), &chair))
                .await
                .json()
        };
        let shown = |view: &Value| {
            let terms = view["terms"].as_array().unwrap();
            let found = terms.iter().find(|t| t["code"] == term.term.code());
            found.unwrap()["due_day"].clone()
        };
        assert_eq!(
            shown(&view().await),
            json!(term.due_day),
            "a preview writes nothing"
        );

        let again = key();
        let done = ask(&service, post(ALL, &keeper, &again, &body)).await;
        assert_eq!(done.status, 202, "{}", done.text);
        assert_eq!(shown(&view().await), due, "reads count afresh at once");
        server.app.count_anew().await.unwrap();
        assert_eq!(shown(&view().await), due);
        let replayed = ask(&service, post(ALL, &keeper, &again, &body)).await;
        assert_eq!(replayed.text, done.text);
        let location = done.location.unwrap();
        let change = ask(&service, get(&location, &chair)).await.json();
        assert_eq!(
            (&change["cases"], &change["terms"]),
            (&json!(1), &json!(1)),
            "{change}"
        );
        assert!(change["counted_at"].is_string(), "{change}");
        let rows = ask(
            &service,
            get(&format!("/v1/cases/{running}/journal"), &chair),
        )
        .await
        .json();
        let row = rows["items"].as_array().unwrap().last().unwrap();
        assert_eq!(row["action"]["code"], "recount_terms", "{rows}");
        assert_eq!(row["terms_moved"][0]["was_due_day"], json!(term.due_day));
        assert_eq!(row["terms_moved"][0]["due_day"], due);
        // And which change of the law it followed, and why that was made.
        let named = json!([{ "id": change["id"], "place": 1, "source": "SKB 3 Menteri",
            "reason": "Ditetapkan kemudian.", "href": location }]);
        assert_eq!(row["law_changes"], named, "{row}");
        assert!(rows["items"][0]["law_changes"].is_null());
        assert_eq!(server.file(ended), still);
        check_one(&world, &facts(&server, running));

        let twice = ask(&service, post(ALL, &keeper, &key(), &body)).await;
        let off = ("/days_off/0/day".to_owned(), "day_off_twice".to_owned());
        assert_eq!(errors(&twice), [off], "{}", twice.text);

        // Taken back by a later row.
        let back = day_off(&day.to_string(), "withdrawn");
        let done = ask(&service, post(ALL, &keeper, &key(), &back)).await;
        assert_eq!(done.status, 202, "{}", done.text);
        server.app.count_anew().await.unwrap();
        assert_eq!(shown(&view().await), json!(term.due_day));
        let all = ask(&service, get(ALL, &chair)).await.json();
        assert_eq!(all["items"].as_array().unwrap().len(), 2);
        assert_eq!(all["items"][1]["place"], 2);
    }
}

#[actix_web::test]
async fn who_does_not_keep_the_book_changes_nothing_and_bad_rows_are_named() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let o = world.offices;
        let body = day_off("2027-08-18", "public");
        for (office, role) in [
            (o.national, Role::Chair),
            (o.national, Role::Administrator),
            (o.regency, Role::LawKeeper),
            (o.kasn, Role::LawKeeper),
        ] {
            let who = token(&server, &world, office, role);
            for path in [ALL, PREVIEW] {
                let refused = ask(&service, post(path, &who, &key(), &body)).await;
                assert_eq!(said(&refused).0, 403, "{role:?} {}", refused.text);
            }
        }
        let keeper = token(&server, &world, o.national, Role::LawKeeper);
        // It keeps the book and reads no case.
        let cases = ask(&service, get("/v1/cases", &keeper)).await.json();
        assert_eq!(cases["items"], json!([]));
        let bad = json!({
            "days_off": [
                { "day": "2024-01-02", "becomes": "withdrawn", "name": "Bukan libur" },
                { "day": "2024-01-01", "becomes": "public", "name": "Sudah libur" },
            ],
            "term_lengths": [
                { "term": "agency_follow_up", "law_set": "pemilu_2022", "amount": 3, "unit": "working_day" },
            ],
            "authorities": [
                { "code": "bkn", "id": "BKN", "en": "BKN", "role": "review",
                  "valid_from": "2025-01-01", "valid_to": "2024-01-01" },
            ],
            "source": "SKB", "confidence": "unsure", "reason": "Salah."
        });
        let refused = preview(&service, &keeper, &bad).await;
        let expected = [
            ("/authorities/0/valid_to", "end_before_start"),
            ("/days_off/0/day", "no_day_off"),
            ("/days_off/1/day", "day_off_twice"),
            ("/term_lengths/0/term", "no_such_term"),
        ];
        let expected = expected.map(|(at, code)| (at.to_owned(), code.to_owned()));
        assert_eq!(errors(&refused), expected, "{}", refused.text);
        let mut nothing = body.clone();
        nothing["days_off"] = json!([]);
        let refused = ask(&service, post(ALL, &keeper, &key(), &nothing)).await;
        assert_eq!(said(&refused).0, 422, "{}", refused.text);
        assert_eq!(server.db.rows("law_changes"), Vec::<String>::new());
    }
}
