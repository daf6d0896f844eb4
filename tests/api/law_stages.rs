//! Stages of elections, days off of a region and authorities over HTTP: there and back, and what is refused.

use netralitas_domain::{
    ids::OfficeId,
    law::LawSet,
    people::Role,
    procedure::{Stage as S, Term},
};
use netralitas_store::office_lives::{self, Life, OfficeEvent};
use netralitas_testkit::{
    db::kinds,
    http::{Server, get, outside, post},
    play::{World, at, day, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    law_changes::{ALL, preview},
    seen::ask,
    stand::{key, server, tell, token},
};

/// A change with these rows.
pub fn with(rows: Value) -> Value {
    let mut body =
        json!({ "source": "KPU 99/2099", "confidence": "sure", "reason": "Ada keputusan." });
    let all = body.as_object_mut().unwrap();
    all.extend(rows.as_object().unwrap().clone());
    body
}

fn stage(stage: &str, change: &str, from: &str, to: &str) -> Value {
    json!({ "election": "pilkada-2020", "stage": stage, "change": change, "from": from, "to": to })
}

/// Candidates fixed on a day, and the campaign from the next.
fn fixed(on: &str, campaign: &str) -> Value {
    with(json!({ "stages": [
        stage("candidates_fixed", "moved", on, on),
        stage("campaign", "moved", campaign, "2020-12-05"),
    ] }))
}

fn codes(list: &Value) -> Vec<&str> {
    let all = list.as_array().unwrap().iter();
    all.map(|n| n["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_moved_stage_names_what_it_would_answer_otherwise_and_leaves_running_cases_alone() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, review) = reach(&world, LawSet::Kasn, S::Verification).unwrap();
        let told = tell(&server, &service, &game, |_| ()).await;
        let (case, review) = (told.case(), told.there(review.raw()));
        let (ended, _) = reach(&world, LawSet::Pilkada2020, S::NotRegistered).unwrap();
        let ended = tell(&server, &service, &ended, |_| ()).await.case();
        server.clock.set(at("2020-12-01", 9, 0));
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let look = async |body: &Value| {
            let told = preview(&service, &keeper, body).await;
            assert_eq!(told.status, 200, "{}", told.text);
            told.json()
        };
        let change = async |body: &Value| {
            let done = ask(&service, post(ALL, &keeper, &key(), body)).await;
            assert_eq!(done.status, 202, "{}", done.text);
            server.app.count_anew().await.unwrap();
            ask(&service, get(&done.location.unwrap(), &keeper))
                .await
                .json()
        };
        let file = server.file(case);
        let act = file.case().unwrap().allegations[0].act_from.unwrap();
        let phases = async || {
            let path = format!(
                "/v1/law-book/applies?act=photo_posted&subject=pns&election=pilkada-2020&race=regent&day={act}"
            );
            let parts = ask(&service, get(&path, &keeper)).await.json()["parts"].clone();
            let readings = parts[0]["readings"].as_array().unwrap().clone();
            readings
                .iter()
                .map(|r| r["phase"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(phases().await, ["after"]);

        let later = fixed("2020-11-20", "2020-11-21");
        let told = look(&later).await;
        assert_eq!(
            (&told["terms"], &told["cases"]),
            (&json!(0), &json!(0)),
            "{told}"
        );
        let items = told["items"].as_array().unwrap();
        assert_eq!(told["answers"], json!(items.len()));
        assert!(
            items
                .iter()
                .all(|i| i["kind"] == "stage" && i["case_id"] == json!(case)),
            "{told}"
        );
        assert!(!told.to_string().contains(&ended.to_string()));
        let acts: Vec<_> = items
            .iter()
            .filter(|i| i["allegation_id"].is_string())
            .collect();
        let tracks: Vec<_> = acts.iter().map(|i| i["track_id"].clone()).collect();
        assert_eq!(tracks.len(), 2, "{told}");
        assert!(
            tracks.contains(&json!(case)) && tracks.contains(&json!(review)),
            "{told}"
        );
        for item in &acts {
            assert_eq!(
                (codes(&item["was"]), codes(&item["now"])),
                (vec!["after"], vec!["before"])
            );
        }
        let steps: Vec<_> = items.iter().filter(|i| i["seq"].is_i64()).collect();
        assert!(!steps.is_empty(), "{told}");
        for item in &steps {
            assert_eq!(codes(&item["was"]), Vec::<&str>::new(), "{item}");
            assert_eq!(codes(&item["now"]), ["before_candidates_fixed"]);
        }
        assert_eq!(phases().await, ["after"], "a preview writes nothing");

        let made = change(&later).await;
        assert_eq!((&made["terms"], &made["cases"]), (&json!(0), &json!(0)));
        assert_eq!(made["stages"][0]["change"], "moved");
        assert_eq!(made["stages"][0]["race"], "any");
        assert_eq!(
            phases().await,
            ["before"],
            "the book answers as the preview said"
        );
        assert_eq!(server.file(case), file, "the case keeps its answers");

        // And back: the acts are judged as before, and the steps were never noted otherwise.
        let back = fixed("2020-09-23", "2020-09-26");
        let told = look(&back).await;
        let items = told["items"].as_array().unwrap();
        assert_eq!(items.len(), 2, "{told}");
        for item in items {
            assert_eq!(
                (codes(&item["was"]), codes(&item["now"])),
                (vec!["before"], vec!["after"])
            );
        }
        change(&back).await;
        assert_eq!(phases().await, ["after"]);
        assert_eq!(server.file(case), file);
        assert_eq!(look(&back).await["answers"], 0);
    }
}

#[actix_web::test]
async fn rows_that_the_shipped_book_would_refuse_are_refused_with_row_and_field() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let mut elsewhere = stage("voting", "repeated", "2021-01-06", "2021-01-06");
        elsewhere["region"] = json!("99.99");
        let mut nowhere = stage("voting", "moved", "2020-12-16", "2020-12-16");
        nowhere["election"] = json!("pilkada-1999");
        let mut nothing = stage("quiet", "annulled", "2020-12-06", "2020-12-08");
        nothing["race"] = json!("regent");
        let own = |day: &str, region: &str, becomes: &str| json!({ "day": day, "becomes": becomes, "name": "Hari daerah", "region": region });
        let authority = |code: &str, role: &str, from: &str, withdrawn: bool| json!({ "code": code, "id": "X", "en": "X", "role": role, "valid_from": from, "withdrawn": withdrawn });
        let bad = with(json!({
            "stages": [
                stage("voting", "set", "2020-12-16", "2020-12-16"),
                elsewhere, nowhere, nothing,
                stage("voting", "moved", "2020-12-16", "2020-12-15"),
            ],
            "days_off": [own("2027-03-01", "99", "public"), own("2027-03-02", "51", "withdrawn")],
            "authorities": [
                authority("bkn", "review", "2025-01-01", false),
                authority("bkn", "nothing", "2030-01-01", false),
                authority("bkn", "review", "1999-01-01", true),
            ],
        }));
        let refused = preview(&service, &keeper, &bad).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        let expected = [
            ("/authorities/0/valid_from", "overlaps"),
            ("/authorities/1/role", "unknown_value"),
            ("/authorities/2/valid_from", "no_such_row"),
            ("/days_off/0/region", "unknown_region"),
            ("/days_off/1/day", "no_day_off"),
            ("/stages/0/change", "stage_change"),
            ("/stages/1/region", "unknown_region"),
            ("/stages/2/change", "stage_change"),
            ("/stages/2/race", "unknown_election"),
            ("/stages/3/from", "stage_days"),
            ("/stages/4/to", "end_before_start"),
        ];
        let expected = expected.map(|(at, code)| (at.to_owned(), code.to_owned()));
        assert_eq!(errors(&refused), expected, "{}", refused.text);
        // In order each, out of order together.
        let out = with(json!({ "stages": [
            stage("quiet", "moved", "2020-12-13", "2020-12-15"),
            stage("voting", "moved", "2020-12-14", "2020-12-14"),
        ] }));
        let refused = ask(&service, post(ALL, &keeper, &key(), &out)).await;
        let at = ("/stages/1/from".to_owned(), "stage_out_of_order".to_owned());
        assert_eq!(errors(&refused), [at], "{}", refused.text);
        let mut blank =
            with(json!({ "stages": [stage("voting", "moved", "2020-12-16", "2020-12-16")] }));
        blank["source"] = json!("   ");
        let refused = ask(&service, post(ALL, &keeper, &key(), &blank)).await;
        assert_eq!(
            errors(&refused),
            [("/source".to_owned(), "blank".to_owned())],
            "{}",
            refused.text
        );
        assert_eq!(server.db.rows("law_changes"), Vec::<String>::new());
    }
}

/// Says where an office lies.
fn place(server: &Server, office: OfficeId, code: &str) {
    let life = Life {
        ministry_code: Some(code.to_owned()),
        version: 1,
        ..Life::new(office)
    };
    let event = OfficeEvent {
        office,
        version: 1,
        kind: "changed".to_owned(),
        account: None,
        by_office: None,
        effective: day("2018-01-01"),
        recorded_at: at("2018-01-01", 9, 0),
        content: "{}".to_owned(),
    };
    let put = move || {
        server
            .app
            .store()
            .write_blocking(move |tx| office_lives::put(tx, &life, &event))
    };
    outside(put).unwrap();
}

#[actix_web::test]
async fn a_day_off_of_a_region_moves_the_terms_of_its_offices_where_its_row_says_so() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let o = world.offices;
        place(&server, o.province, "35");
        place(&server, o.regency, "35.10");
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let handling = || {
            let file = server.file(case);
            file.case_track()
                .unwrap()
                .open_term(Term::Handling)
                .unwrap()
                .clone()
        };
        let before = handling();
        assert_eq!(before.region.as_deref(), Some("35.10"));
        let off = before
            .start
            .iter_days()
            .skip(2)
            .find(|d| world.book.calendar.is_working(*d))
            .unwrap();
        let row = |region: &str, becomes: &str, in_terms: bool| {
            with(
                json!({ "days_off": [{ "day": off, "becomes": becomes, "name": "Hari daerah",
                "region": region, "in_terms": in_terms }] }),
            )
        };
        let keeper = token(&server, &world, o.national, Role::LawKeeper);
        let look = async |body: &Value| {
            let told = preview(&service, &keeper, body).await;
            assert_eq!(told.status, 200, "{}", told.text);
            told.json()["terms"].as_u64().unwrap()
        };
        // No text that was seen says that terms leave out a region's day.
        assert_eq!(look(&row("35", "public", false)).await, 0);
        for (region, moves) in [("35", 1), ("35.10", 1), ("35.72", 0), ("51", 0)] {
            assert_eq!(look(&row(region, "public", true)).await, moves, "{region}");
        }
        let change = async |body: &Value| {
            let done = ask(&service, post(ALL, &keeper, &key(), body)).await;
            assert_eq!(done.status, 202, "{}", done.text);
            server.app.count_anew().await.unwrap();
        };
        change(&row("35", "public", true)).await;
        let moved = handling();
        assert!(moved.due_day > before.due_day);
        // The account, the track and what the database keeps say the same.
        let chair = token(&server, &world, o.regency, Role::Chair);
        let terms = ask(&service, get(&format!("/v1/cases/{case}/terms"), &chair))
            .await
            .json();
        let of = |t: &&Value| t["term"]["code"] == "handling";
        let told = terms["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(of)
            .unwrap()
            .clone();
        assert_eq!(told["term"]["due_day"], json!(moved.due_day));
        assert_eq!(told["account"]["due_on"], json!(moved.due_day));
        let trace = told["account"]["trace"].as_array().unwrap();
        let that = trace.iter().find(|d| d["day"] == json!(off)).unwrap();
        assert_eq!(that["mark"], "holiday", "{told}");
        // The book tells it of the region that is asked about, and of those that lie in it.
        let day_of = async |region: &str| {
            let path = format!("/v1/law-book/day?day={off}{region}");
            let told = ask(&service, get(&path, &keeper)).await;
            assert_eq!(told.status, 200, "{}", told.text);
            let told = told.json();
            (
                told["working"].clone(),
                told["holiday"]["region"].clone(),
                told["region"].clone(),
            )
        };
        let own = (json!(false), json!("35"));
        for (asked, code) in [("&region=35", "35"), ("&region=35.10", "35.10")] {
            let (working, of, region) = day_of(asked).await;
            assert_eq!(((working, of), region), (own.clone(), json!(code)));
        }
        assert_eq!(day_of("&region=51.71").await.0, json!(true));
        assert_eq!(day_of("").await, (json!(true), Value::Null, Value::Null));
        // One regency of the province works, by a row of its own; then the province's row is taken back.
        assert_eq!(look(&row("35.10", "withdrawn", true)).await, 1);
        change(&row("35", "withdrawn", true)).await;
        assert_eq!(handling().due_day, before.due_day);
    }
}

#[actix_web::test]
async fn an_authority_is_ended_followed_and_taken_back() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let review = async |on: &str| {
            let path = format!("/v1/law-book/authority?day={on}");
            let told = ask(&service, get(&path, &keeper)).await;
            assert_eq!(told.status, 200, "{}", told.text);
            let all = told.json()["authorities"].as_array().unwrap().clone();
            all.iter()
                .map(|a| a["authority"]["code"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let row = |code: &str, from: &str, to: Option<&str>, withdrawn: bool| {
            let mut row = json!({ "code": code, "id": code, "en": code, "role": "review", "valid_from": from,
                "withdrawn": withdrawn });
            if let Some(to) = to {
                row["valid_to"] = json!(to);
            }
            row
        };
        let change = async |rows: Value| {
            let body = with(json!({ "authorities": rows }));
            let told = preview(&service, &keeper, &body).await;
            assert_eq!(
                (told.status, &told.json()["terms"]),
                (200, &json!(0)),
                "{}",
                told.text
            );
            let done = ask(&service, post(ALL, &keeper, &key(), &body)).await;
            assert_eq!(done.status, 202, "{}", done.text);
        };
        let likely = ["bkn", "independent_body"];
        assert_eq!(review("2028-01-03").await, likely, "one is to come");
        change(json!([
            row("bkn", "2024-09-04", Some("2027-12-31"), false),
            row("independent_body", "2028-01-01", None, false),
        ]))
        .await;
        assert_eq!(review("2028-01-03").await, ["independent_body"]);
        assert_eq!(review("2027-12-31").await, ["bkn"]);
        change(json!([
            row("independent_body", "2028-01-01", None, true),
            row("bkn", "2024-09-04", None, false)
        ]))
        .await;
        assert_eq!(review("2028-01-03").await, likely);
    }
}

/// A running case of a regional election with a review, at the regency, and what a change of its stages would answer
/// otherwise; back again by a row that follows all.
#[actix_web::test]
async fn a_stage_of_the_region_of_an_office_is_set_apart_by_its_area_code_and_follows_all_again() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        // The office has Bawaslu's own code of an area alone; the ministry's code of its region is derived.
        let office = world.directory.get(world.offices.regency).unwrap();
        assert_eq!(office.area_code.as_deref(), Some("16.11"));
        let (game, _) = reach(&world, LawSet::Kasn, S::Verification).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let file = server.file(case);
        server.clock.set(at("2020-12-01", 9, 0));
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let of = |region: &str, row: &Value| {
            let mut row = row.clone();
            row["region"] = json!(region);
            row
        };
        let rows = |region: &str| {
            with(json!({ "stages": [
                of(region, &stage("candidates_fixed", "moved", "2020-11-20", "2020-11-20")),
                of(region, &stage("campaign", "moved", "2020-11-21", "2020-12-05")),
            ] }))
        };
        let back = |region: &str| {
            let row = |stage: &str| json!({ "election": "pilkada-2020", "region": region, "stage": stage, "change": "as_for_all" });
            with(json!({ "stages": [row("candidates_fixed"), row("campaign")] }))
        };
        let phases = async |body: &Value| {
            let told = preview(&service, &keeper, body).await;
            assert_eq!(told.status, 200, "{}", told.text);
            let told = told.json();
            let items = told["items"].as_array().unwrap().clone();
            let acts = items.iter().filter(|i| i["allegation_id"].is_string());
            acts.map(|i| {
                assert_eq!(i["case_id"], json!(case));
                let code = |list: &Value| codes(list).join(" ");
                (code(&i["was"]), code(&i["now"]))
            })
            .collect::<Vec<_>>()
        };
        let otherwise = |was: &str, now: &str| vec![(was.to_owned(), now.to_owned()); 2];
        for (region, moves) in [
            ("35.10", true),
            ("35", true),
            ("35.11", false),
            ("51", false),
        ] {
            let expected = if moves {
                otherwise("after", "before")
            } else {
                Vec::new()
            };
            assert_eq!(phases(&rows(region)).await, expected, "{region}");
        }
        let change = async |body: &Value| {
            let done = ask(&service, post(ALL, &keeper, &key(), body)).await;
            assert_eq!(done.status, 202, "{}", done.text);
            server.app.count_anew().await.unwrap();
            ask(&service, get(&done.location.unwrap(), &keeper))
                .await
                .json()
        };
        // Nothing follows all again that was not set apart.
        let refused = preview(&service, &keeper, &back("35.10")).await;
        let fault = |i: usize| (format!("/stages/{i}/change"), "stage_change".to_owned());
        assert_eq!(errors(&refused), [fault(0), fault(1)], "{}", refused.text);
        change(&rows("35.10")).await;
        let mut days = back("35.10");
        days["stages"][0]["from"] = json!("2020-09-23");
        let refused = preview(&service, &keeper, &days).await;
        let at = ("/stages/0/from".to_owned(), "stage_days".to_owned());
        assert_eq!(errors(&refused), [at], "{}", refused.text);
        assert_eq!(phases(&back("35.10")).await, otherwise("before", "after"));
        let made = change(&back("35.10")).await;
        assert_eq!(made["stages"][0]["change"], "as_for_all");
        assert_eq!(phases(&rows("35.10")).await, otherwise("after", "before"));
        assert_eq!(server.file(case), file, "the case keeps its answers");
    }
}
