//! Rows of the catalogue of violations, kinds of sanction and lengths of terms over HTTP and at the command line: a
//! later row takes the place of an earlier one, by the checks of the shipped book.

use netralitas_app::{error::AppError, law::term_lengths::TermLength};
use netralitas_domain::{
    law::{Confidence, LawSet, NewSanctionKind, NewViolation, Unit, Violation},
    people::Role,
    procedure::{Stage as S, Term},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, outside, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    law_changes::{ALL, preview},
    law_stages::with,
    seen::ask,
    stand::{key, server, tell, token},
};

/// The last row of a code as a request would bring it.
fn violation(world: &World, code: &str) -> Value {
    let found = world.book.violations.iter().rev().find(|v| v.code == code);
    let Violation {
        code,
        catalogue,
        acts,
        near_acts,
        block,
        phase,
        subjects,
        elections,
        id,
        en,
        norm,
        sanction_basis,
        levels,
        kinds,
        counterparts,
        valid_from,
        valid_to,
        note,
        ..
    } = found.unwrap().clone();
    let row = NewViolation {
        code,
        catalogue,
        acts,
        near_acts,
        block,
        phase,
        subjects,
        elections,
        id,
        en,
        norm,
        sanction_basis,
        levels,
        kinds,
        counterparts,
        valid_from,
        valid_to,
        note,
        withdrawn: false,
    };
    serde_json::to_value(row).unwrap()
}

fn kind(code: &str, from: &str) -> Value {
    let row = NewSanctionKind {
        regime: "pp94".to_owned(),
        code: code.to_owned(),
        level: "berat".to_owned(),
        id: "Hukuman baru".to_owned(),
        en: "A new punishment".to_owned(),
        duration_months: Some(24),
        percent: None,
        ends_employment: false,
        valid_from: Some(from.parse().unwrap()),
        valid_to: None,
        named_in_words: false,
        stands_in_for: String::new(),
        subjects: Vec::new(),
        imposed_by: "punishing_official".to_owned(),
        withdrawn: false,
    };
    serde_json::to_value(row).unwrap()
}

fn changed(row: &Value, fields: Value) -> Value {
    let mut row = row.clone();
    let all = row.as_object_mut().unwrap();
    all.extend(fields.as_object().unwrap().clone());
    row
}

#[actix_web::test]
async fn a_row_of_the_catalogue_and_a_kind_of_sanction_are_followed_by_later_ones_and_taken_back() {
    for kind_of in kinds() {
        let world = World::new();
        let server = server(kind_of, &world);
        let service = server.service().await;
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let change = async |rows: Value| {
            let body = with(rows);
            let told = preview(&service, &keeper, &body).await;
            assert_eq!(told.status, 200, "{}", told.text);
            let done = ask(&service, post(ALL, &keeper, &key(), &body)).await;
            assert_eq!(done.status, 202, "{}", done.text);
            ask(&service, get(&done.location.unwrap(), &keeper))
                .await
                .json()
        };
        let levels = async |on: &str| {
            let path = format!(
                "/v1/law-book/applies?act=photo_posted&subject=pns&election=pilkada-2024&race=regent&day={on}"
            );
            let row =
                ask(&service, get(&path, &keeper)).await.json()["parts"][0]["readings"][0]["rows"]
                    [0]["row"]
                    .clone();
            (
                row["code"].clone(),
                row["levels"].clone(),
                row["citation"]["en"].clone(),
            )
        };
        let shipped = violation(&world, "D-7");
        assert_eq!(levels("2024-10-01").await.1, json!(["berat"]));
        // One follows in time, with another level; both from one source.
        let ended = changed(&shipped, json!({ "valid_to": "2024-09-30" }));
        let next = changed(
            &shipped,
            json!({ "valid_from": "2024-10-01", "levels": ["sedang"] }),
        );
        let made = change(json!({ "violations": [ended, next] })).await;
        assert_eq!(made["violations"][1]["levels"], json!(["sedang"]));
        assert_eq!(levels("2024-09-30").await.1, json!(["berat"]));
        assert_eq!(
            levels("2024-10-01").await,
            (json!("D-7"), json!(["sedang"]), json!("KPU 99/2099"))
        );
        // The other way round.
        let back = changed(&next, json!({ "withdrawn": true }));
        change(json!({ "violations": [back, shipped] })).await;
        assert_eq!(levels("2024-10-01").await.1, json!(["berat"]));

        let heavy = async |on: &str| {
            let path = format!("/v1/law-book/sanction-kinds?day={on}&subject=pns&level=berat");
            let all = ask(&service, get(&path, &keeper)).await.json()["kinds"].clone();
            all.as_array()
                .unwrap()
                .iter()
                .filter(|k| k.to_string().contains("\"exile\""))
                .count()
        };
        let exile = kind("exile", "2027-01-01");
        change(json!({ "sanction_kinds": [exile] })).await;
        assert_eq!(
            (heavy("2026-12-31").await, heavy("2027-01-01").await),
            (0, 1)
        );
        change(json!({ "sanction_kinds": [changed(&exile, json!({ "withdrawn": true }))] })).await;
        assert_eq!(heavy("2027-01-01").await, 0);
    }
}

#[actix_web::test]
async fn rows_of_the_catalogue_and_kinds_that_the_shipped_book_would_refuse_are_refused() {
    for kind_of in kinds() {
        let world = World::new();
        let server = server(kind_of, &world);
        let service = server.service().await;
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let row = violation(&world, "D-7");
        let heavy = kind("exile", "2027-01-01");
        let bad = with(json!({
            "violations": [
                changed(&row, json!({ "valid_from": "2024-10-01" })),
                changed(&row, json!({ "acts": ["nothing"] })),
                changed(&row, json!({ "levels": [], "note": "" })),
                changed(&row, json!({ "kinds": ["pp94/nothing"] })),
                changed(&row, json!({ "elections": ["pilkada-1999"] })),
                changed(&row, json!({ "counterparts": ["X-1"] })),
                changed(&row, json!({ "valid_to": "2020-01-01" })),
                changed(&row, json!({ "valid_from": "1999-01-01", "withdrawn": true })),
            ],
            "sanction_kinds": [
                changed(&heavy, json!({ "level": "" })),
                changed(&heavy, json!({ "regime": "pp1" })),
                changed(&heavy, json!({ "imposed_by": "" })),
                changed(&heavy, json!({ "stands_in_for": "pp94/nothing" })),
                changed(&heavy, json!({ "code": "lower_post_12m" })),
                changed(&heavy, json!({ "code": "delay_promotion_1y", "regime": "pp94_transition", "withdrawn": true })),
            ],
        }));
        let refused = preview(&service, &keeper, &bad).await;
        let expected = [
            ("/sanction_kinds/0/level", "kind_without_level"),
            ("/sanction_kinds/1/regime", "unknown_value"),
            ("/sanction_kinds/2/imposed_by", "unknown_value"),
            ("/sanction_kinds/3/stands_in_for", "no_such_kind"),
            ("/sanction_kinds/4/valid_from", "overlaps"),
            ("/sanction_kinds/5/valid_from", "no_such_row"),
            ("/violations/0/valid_from", "overlaps"),
            ("/violations/1/acts", "unknown_act"),
            ("/violations/2/levels", "level_untold"),
            ("/violations/3/kinds", "no_such_kind"),
            ("/violations/4/elections", "unknown_election"),
            ("/violations/5/counterparts", "no_such_row"),
            ("/violations/6/valid_to", "end_before_start"),
            ("/violations/7/valid_from", "no_such_row"),
        ];
        let expected = expected.map(|(at, code)| (at.to_owned(), code.to_owned()));
        assert_eq!(errors(&refused), expected, "{}", refused.text);
        // A kind for which another stands in cannot go alone.
        let gone = changed(
            &kind("allowance_cut_25_6m", "2021-08-31"),
            json!({ "withdrawn": true }),
        );
        let refused = preview(
            &service,
            &keeper,
            &with(json!({ "sanction_kinds": [gone] })),
        )
        .await;
        let at = (
            "/sanction_kinds/0/code".to_owned(),
            "no_such_kind".to_owned(),
        );
        assert_eq!(errors(&refused), [at], "{}", refused.text);
        assert_eq!(server.db.rows("law_changes"), Vec::<String>::new());
    }
}

#[actix_web::test]
async fn a_length_set_at_the_command_line_is_a_change_like_any_other() {
    for kind_of in kinds() {
        let world = World::new();
        let server = server(kind_of, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap();
        let told = tell(&server, &service, &game, |_| ()).await;
        let running = server.file(told.case());
        let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
        let set_for = |amount: u32, term: Term, source: &str, reason: &str| {
            let new = TermLength {
                term,
                law: LawSet::Bkn,
                amount,
                unit: Unit::CalendarDays,
                source: source.to_owned(),
                confidence: Confidence::Sure,
                reason: reason.to_owned(),
            };
            outside(|| server.app.set_term(new))
        };
        let set = |amount, term, source: &str| set_for(amount, term, source, "Surat baru.");
        let row = set(10, Term::AgencyFollowUp, "Surat Kepala BKN 1/2024").unwrap();
        assert_eq!(
            (row.amount, row.citation.as_str()),
            (10, "Surat Kepala BKN 1/2024")
        );
        let absent = set(10, Term::Handling, "Surat").unwrap_err();
        assert!(matches!(absent, AppError::NotFound), "{absent}");
        let blank = set(11, Term::AgencyFollowUp, " ").unwrap_err();
        assert!(
            matches!(&blank, AppError::Invalid(all) if all[0].pointer == "/source"),
            "{blank}"
        );
        let unsaid = set_for(11, Term::AgencyFollowUp, "Surat", " ").unwrap_err();
        assert!(
            matches!(&unsaid, AppError::Invalid(all) if all[0].pointer == "/reason"),
            "{unsaid}"
        );

        let all = ask(&service, get(ALL, &keeper)).await.json();
        let made = &all["items"][0];
        assert_eq!(made["reason"], "Surat baru.");
        assert_eq!(
            (all["items"].as_array().unwrap().len(), &made["place"]),
            (1, &json!(1))
        );
        assert_eq!(made["term_lengths"][0]["amount"], 10);
        assert!(
            made["account_id"].is_null() && made["counted_at"].is_string(),
            "{made}"
        );
        assert_eq!(server.db.rows("book_rows"), Vec::<String>::new());
        server.app.count_anew().await.unwrap();
        assert_eq!(
            server.file(told.case()),
            running,
            "terms that run keep their day"
        );
        // A change over HTTP comes after it.
        let length = json!({ "term_lengths": [{ "term": "agency_follow_up", "law_set": "bkn", "amount": 12,
            "unit": "calendar_days" }] });
        let done = ask(&service, post(ALL, &keeper, &key(), &with(length))).await;
        assert_eq!(
            (done.status, &done.json()["place"]),
            (202, &json!(2)),
            "{}",
            done.text
        );
        let rows = outside(|| server.app.term_rows()).unwrap();
        let now = rows
            .iter()
            .find(|r| r.code == Term::AgencyFollowUp && r.law_set == LawSet::Bkn);
        assert_eq!(now.unwrap().amount, 12);
    }
}
