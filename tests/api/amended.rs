//! Mistakes of entry: wrong data amended, the terms that move with them, and what was said before.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    ids::CaseId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Stage as S},
};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Server, act, get, post},
    play::{Game, Start, World, reach},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    mistakes::{Stand, WHY, said},
    seen::ask,
    stand::{key, report, server, start as begin, tell, token, unseal},
};

#[actix_web::test]
async fn an_amended_registration_day_moves_the_term_and_the_receipt_says_so() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (mut game, _) = reach(&world, LawSet::Pilkada2024, S::InitialStudy).unwrap();
        game.wait_days(2).play(A::RegisterReport);
        game.wait_days(3);
        let case = tell(&server, &service, &game, |_| ()).await.case();
        server.clock.set(game.now);
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let due = async |term: &str| {
            let view = ask(&service, get(&at.case_path(), &at.staff()))
                .await
                .json();
            let terms = view["terms"].as_array().unwrap().clone();
            let found = terms.iter().find(|t| t["code"] == term);
            found.unwrap_or_else(|| panic!("{view}"))["due_day"].clone()
        };
        let was = due("handling").await;
        let track = server.file(case).case_track().unwrap().clone();
        let seq = track.version;
        let registered = track.step(seq).unwrap().at.day;
        let path = format!("{}/amendment", at.case_path());
        let earlier = registered.pred_opt().unwrap();
        let journal = ask(
            &service,
            get(&format!("{}/journal", at.case_path()), &at.staff()),
        )
        .await;
        let rows = journal.json()["items"].clone();
        let rows = rows.as_array().unwrap().iter();
        let row = rows.rev().find(|r| r["seq"] == seq).unwrap();
        // The plenary meeting that decided it was on that day too.
        let meeting = row["meeting_id"].clone();
        let amend = |day: Value| {
            json!({ "reason": WHY, "details": {
                "steps": [{ "seq": seq, "effective_day": day }],
                "meetings": [{ "meeting_id": meeting, "day": day }],
            } })
        };

        let mut early = amend(json!("2001-01-01"));
        let refused = ask(&service, act(&path, &at.staff(), &key(), seq, &early)).await;
        let before = "meeting_before_case".to_owned();
        assert_eq!(said(&refused), (422, before), "{}", refused.text);
        // A meeting whose day was never said would go along.
        early["details"]["meetings"] = json!([]);
        let refused = ask(&service, act(&path, &at.staff(), &key(), seq, &early)).await;
        assert_eq!(
            said(&refused),
            (409, "too_early".to_owned()),
            "{}",
            refused.text
        );
        let empty = json!({ "reason": WHY, "details": {} });
        let refused = ask(&service, act(&path, &at.staff(), &key(), seq, &empty)).await;
        assert_eq!(
            errors(&refused),
            [("/details".to_owned(), "missing".to_owned())]
        );

        let done = ask(
            &service,
            act(&path, &at.staff(), &key(), seq, &amend(json!(earlier))),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let receipt = done.json();
        let moved = receipt["terms_moved"].as_array().unwrap();
        let handling = moved.iter().find(|t| t["term"] == "handling").unwrap();
        assert_eq!(handling["track_id"], json!(case));
        assert_eq!(handling["was_due_day"], was);
        assert_eq!(handling["due_day"], due("handling").await);
        assert_ne!(handling["due_day"], was);
        assert_eq!(receipt["stage"], S::Registered.code());

        // The journal tells the old day and the new one at both rows.
        let journal = format!("{}/journal", at.case_path());
        let rows = ask(&service, get(&journal, &at.staff())).await.json();
        let row = |seq: i64| {
            let items = rows["items"].as_array().unwrap();
            items.iter().find(|r| r["seq"] == seq).unwrap().clone()
        };
        let (amended, amendment) = (row(seq), row(seq + 1));
        assert_eq!(amended["effective_day"], json!(earlier), "{rows}");
        assert_eq!(amended["amended_from"]["effective_day"], json!(registered));
        assert_eq!(amended["amended_by"], seq + 1);
        // The hour of one day says nothing of another.
        let now = json!({ "effective_day": earlier });
        let told = json!([{ "seq": seq, "was": amended["amended_from"], "now": now }]);
        assert_eq!(amendment["amends"]["steps"], told, "{rows}");
        let told = amendment["terms_moved"].as_array().unwrap();
        let told = told
            .iter()
            .find(|t| t["term"]["code"] == "handling")
            .unwrap();
        assert_eq!(told["was_due_day"], handling["was_due_day"]);
        assert_eq!(told["due_day"], handling["due_day"]);
        assert_eq!(row(seq - 1).get("amended_from"), None);
        check_one(&world, &facts(&server, case));
    }
}

/// A case with names, and its people in order: reporter, respondent.
async fn named<S>(server: &Server, world: &World, service: &S) -> (CaseId, Vec<Uuid>, Uuid)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let counter = token(server, world, world.offices.regency, Role::IntakeOfficer);
    let filed = ask(service, post("/v1/reports", &counter, &key(), &report())).await;
    assert_eq!(filed.status, 201, "{}", filed.text);
    let case: CaseId = filed.json()["case_id"].as_str().unwrap().parse().unwrap();
    let file = server.file(case);
    let facts = file.case().unwrap();
    let people = facts.parties.iter().map(|p| p.id.raw()).collect();
    (case, people, facts.allegations[0].id.raw())
}

#[actix_web::test]
async fn amended_words_take_the_place_of_the_old_which_who_sees_the_case_still_reads() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (case, people, allegation) = named(&server, &world, &service).await;
        let (other, ..) = named(&server, &world, &service).await;
        let foreign = server.file(other).case().unwrap().parties[1].id.raw();
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let o = world.offices;
        let counter = at.token(o.regency, Role::IntakeOfficer);
        let path = format!("{}/amendment", at.case_path());
        let amend = |parties: Value| {
            json!({ "reason": WHY, "details": {
                "parties": parties,
                "allegations": [{ "allegation_id": allegation, "what": "Memimpin kampanye" }],
            } })
        };
        let [reporter, respondent] = people[..] else {
            panic!("two people")
        };
        let wrong = amend(json!([{ "party_id": foreign, "name": "Camat Baru" }]));
        let refused = ask(&service, act(&path, &counter, &key(), 1, &wrong)).await;
        let missing = (
            "/details/parties/0/party_id".to_owned(),
            "not_in_this_case".to_owned(),
        );
        assert_eq!(errors(&refused), [missing], "{}", refused.text);

        let right = amend(json!([
            { "party_id": reporter, "name": "Rahayu Benar", "address": "Jalan Benar 9" },
            { "party_id": respondent, "name": "Camat Baru", "post": "Camat" },
        ]));
        let done = ask(&service, act(&path, &counter, &key(), 1, &right)).await;
        assert_eq!(done.status, 200, "{}", done.text);

        let view = ask(&service, get(&at.case_path(), &counter)).await;
        for (word, there) in [
            ("Camat Baru", true),
            ("Memimpin kampanye", true),
            ("Camat Dua", false),
            ("Ikut kampanye", false),
            ("Rahayu Benar", false),
            ("Pelapor Satu", false),
        ] {
            assert_eq!(view.text.contains(word), there, "{word}: {}", view.text);
        }
        let sealed = format!("{}/sealed-identities", at.case_path());
        let staff = at.token(o.regency, Role::ViolationsStaff);
        let chair = at.token(o.regency, Role::Chair);
        unseal(&service, &at.case_path(), &staff, &chair).await;
        let opened = ask(&service, get(&sealed, &staff)).await;
        assert!(opened.text.contains("Rahayu Benar"), "{}", opened.text);
        // What they said before, for who may open them.
        let former = opened.json()["former"].clone();
        assert_eq!(former.as_array().unwrap().len(), 1, "{former}");
        assert_eq!(former[0]["party_id"], json!(reporter));
        assert_eq!(former[0]["version"], 1);
        assert_eq!(former[0]["record"]["name"], "Pelapor Satu");
        let above = at.token(o.province, Role::Member);
        assert_eq!(ask(&service, get(&sealed, &above)).await.status, 403);

        // The old words, for who sees the case; of sealed people never.
        let former = format!("{}/former-records", at.case_path());
        for (office, role) in [(o.regency, Role::Member), (o.province, Role::Member)] {
            let read = ask(&service, get(&former, &at.token(office, role))).await;
            assert_eq!(read.status, 200, "{}", read.text);
            let items = read.json()["items"].as_array().unwrap().clone();
            let kinds: Vec<&Value> = items.iter().map(|i| &i["kind"]).collect();
            assert_eq!(kinds, ["allegation", "party"], "{}", read.text);
            assert_eq!(items[1]["id"], json!(respondent));
            assert_eq!(items[1]["version"], 1);
            assert_eq!(items[1]["record"]["name"], "Camat Dua");
            assert_eq!(items[0]["record"]["what"], "Ikut kampanye");
            assert!(!read.text.contains("Pelapor"), "{}", read.text);
        }
        for (office, role) in [(o.city, Role::Chair), (o.kasn, Role::Reviewer)] {
            let hidden = ask(&service, get(&former, &at.token(office, role))).await;
            assert_eq!(said(&hidden), (404, "not_found".to_owned()));
        }
        let never = format!("/v1/cases/{other}/former-records");
        let none = ask(&service, get(&never, &counter)).await;
        assert_eq!(none.json()["items"], json!([]));

        stands_nowhere_else(&server, kind);
        check_one(&world, &facts(&server, case));
    }
}

/// Where the words of the amended case are kept.
fn stands_nowhere_else(server: &Server, kind: Kind) {
    let holds = |table: &str, word: &str| server.db.rows(table).iter().any(|r| r.contains(word));
    for table in ["journal", "idempotency", "tracks", "cases"] {
        for word in ["Camat", "Pelapor Satu", "Rahayu", "kampanye", WHY] {
            assert!(!holds(table, word), "{kind:?} {table}: {word}");
        }
    }
    for (table, word, there) in [
        ("former_records", "Camat Dua", true),
        ("former_records", "Pelapor Satu", false),
        ("former_sealed_parties", "Pelapor Satu", false),
        ("sealed_parties", "Rahayu Benar", false),
        ("parties", "Rahayu Benar", false),
    ] {
        assert_eq!(holds(table, word), there, "{kind:?} {table}: {word}");
    }
}

#[actix_web::test]
async fn words_that_are_not_named_stay_and_null_removes_one() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        let mut body = report();
        body["content"]["parties"][0]["phone"] = json!("0811");
        body["content"]["parties"][0]["nip"] = json!("198609262015051001");
        body["content"]["parties"][1]["post"] = json!("Camat");
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &body)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let case: CaseId = filed.json()["case_id"].as_str().unwrap().parse().unwrap();
        let facts = server.file(case).case().unwrap().clone();
        let [reporter, respondent] = [0, 1].map(|i: usize| facts.parties[i].id);
        let allegation = facts.allegations[0].id;
        let path = format!("/v1/cases/{case}");
        let amends = async |version: i64, details: Value| {
            let body = json!({ "reason": WHY, "details": details });
            let to = format!("{path}/amendment");
            ask(&service, act(&to, &counter, &key(), version, &body)).await
        };
        let done = amends(
            1,
            json!({
                "parties": [
                    { "party_id": reporter, "name": "Baru" },
                    { "party_id": respondent, "name": "Camat Baru" },
                ],
                "allegations": [{ "allegation_id": allegation, "place": null, "what": "Lain" }],
            }),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let sealed = format!("{path}/sealed-identities");
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        unseal(&service, &path, &staff, &chair).await;
        let opened = ask(&service, get(&sealed, &staff)).await.json();
        let now = &opened["items"][0];
        let words = json!({ "name": "Baru", "address": "Jalan Satu 1", "phone": "0811" });
        assert_eq!(now["record"], words, "{opened}");
        assert_eq!(now["nip"], "198609262015051001");
        let view = ask(&service, get(&path, &counter)).await.json();
        let open = view["parties"].as_array().unwrap();
        let open = open.iter().find(|p| p["id"] == json!(respondent)).unwrap();
        assert_eq!(
            open["record"],
            json!({ "name": "Camat Baru", "post": "Camat", "withheld": ["religion"] })
        );
        assert_eq!(view["allegations"][0]["what"], "Lain");
        assert_eq!(view["allegations"][0].get("place"), None, "{view}");

        let done = amends(
            2,
            json!({ "parties": [{ "party_id": reporter, "phone": null }] }),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let opened = ask(&service, get(&sealed, &staff)).await.json();
        let words = json!({ "name": "Baru", "address": "Jalan Satu 1" });
        assert_eq!(opened["items"][0]["record"], words);
        let former = opened["former"].as_array().unwrap();
        let versions: Vec<_> = former
            .iter()
            .map(|f| (&f["version"], &f["record"]["name"]))
            .collect();
        assert_eq!(
            versions,
            [
                (&json!(1), &json!("Pelapor Satu")),
                (&json!(2), &json!("Baru"))
            ]
        );
        // A length is checked where there is a word; nobody is named twice.
        let long = json!({ "parties": [{ "party_id": reporter, "phone": "0".repeat(51) }] });
        assert_eq!(amends(3, long).await.status, 422);
        let twice = json!({ "parties": [
            { "party_id": reporter, "phone": "1" }, { "party_id": reporter, "phone": "2" },
        ] });
        let refused = amends(3, twice).await;
        let at = (
            "/details/parties/1/party_id".to_owned(),
            "named_twice".to_owned(),
        );
        assert_eq!(errors(&refused), [at], "{}", refused.text);
    }
}

#[actix_web::test]
async fn an_amended_paper_keeps_what_it_said_and_belongs_to_its_case() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let start = Start::report(&world, LawSet::Pilkada2024);
        let game = Game::start(&world, &start);
        let case = tell(&server, &service, &game, |body| {
            body["papers"] =
                json!([{ "kind": "letter", "number": "SRT-81/2024", "dated": "2024-10-13" }]);
        })
        .await
        .case();
        server.clock.set(begin());
        let (other, ..) = named(&server, &world, &service).await;
        let at = Stand {
            server: &server,
            world: &world,
            case,
        };
        let paper = server.file(case).case_track().unwrap().papers[0].raw();
        let counter = at.token(world.offices.regency, Role::IntakeOfficer);
        let body = json!({ "reason": WHY, "details": { "papers": [{ "paper_id": paper, "number": "SRT-82/2024" }] } });
        let path = format!("/v1/cases/{other}/amendment");
        let refused = ask(&service, act(&path, &counter, &key(), 1, &body)).await;
        let missing = (
            "/details/papers/0/paper_id".to_owned(),
            "not_in_this_case".to_owned(),
        );
        assert_eq!(errors(&refused), [missing], "{}", refused.text);

        let path = format!("{}/amendment", at.case_path());
        let done = ask(&service, act(&path, &counter, &key(), 1, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let view = ask(&service, get(&at.case_path(), &counter)).await;
        assert!(view.text.contains("SRT-82/2024"), "{}", view.text);
        assert!(!view.text.contains("SRT-81/2024"), "{}", view.text);
        let former = format!("{}/former-records", at.case_path());
        let read = ask(&service, get(&former, &counter)).await.json();
        assert_eq!(read["items"][0]["kind"], "paper", "{read}");
        assert_eq!(read["items"][0]["record"]["number"], "SRT-81/2024");
        assert_eq!(read["items"][0]["record"]["dated"], "2024-10-13");

        // What says what is there already is no amendment.
        let again = ask(&service, act(&path, &counter, &key(), 2, &body)).await;
        let nothing = ("/details/papers/0".to_owned(), "changes_nothing".to_owned());
        assert_eq!(errors(&again), [nothing], "{}", again.text);
    }
}
