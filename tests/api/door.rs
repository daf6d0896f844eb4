//! The public door: filing without an account, from the challenge to the answer of a question, on every database.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_app::door::{Door, challenges::solves};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{EASY, Reply, Server, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    seen::ask,
    stand::{key, server, start, token, unseal},
};

/// A POST without a token.
pub fn open(path: &str, key: &str, body: &Value) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header(("idempotency-key", key))
        .set_json(body)
}

/// The solution of a challenge, of the kind that is wanted.
fn solution(challenge: &str, difficulty: u8, solved: bool) -> String {
    (0..)
        .map(|n: u32| n.to_string())
        .find(|s| solves(challenge, s, difficulty) == solved)
        .unwrap()
}

/// A body with a solved challenge.
pub async fn proven<S>(service: &S, mut body: Value) -> Value
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let made = ask(service, open("/v1/public/challenges", &key(), &json!({}))).await;
    assert_eq!(made.status, 200, "{}", made.text);
    let made = made.json();
    let text = made["challenge"].as_str().unwrap();
    let difficulty = u8::try_from(made["difficulty"].as_u64().unwrap()).unwrap();
    body["challenge"] = json!(text);
    body["solution"] = json!(solution(text, difficulty, true));
    body
}

pub async fn status<S>(service: &S, receipt: &str) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let body = json!({ "receipt": receipt });
    ask(service, open("/v1/public/status", &key(), &body)).await
}

/// Whether the database holds this text anywhere, in clear or as bytes.
fn holds(server: &Server, text: &str) -> bool {
    let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
    let dump = server.db.dump();
    dump.contains(text) || dump.to_lowercase().contains(&hex)
}

/// No letter of a receipt stands in any row, in groups or without.
pub fn is_nowhere(server: &Server, receipt: &str) {
    // The groups after the first two are secret alone.
    let secret: Vec<&str> = receipt.split('-').skip(2).collect();
    assert_eq!(
        secret.len(),
        6,
        "a reference of two groups, then the secret"
    );
    for canary in [receipt.to_owned(), secret.join("-"), secret.concat()] {
        assert!(!holds(server, &canary));
    }
}

pub fn information(world: &World) -> Value {
    json!({
        "office_id": world.offices.regency, "election": "pilkada-2024", "race": "regent",
        "content": { "account": "Camat memimpin kampanye di balai desa." },
    })
}

pub fn report(office: netralitas_domain::ids::OfficeId) -> Value {
    json!({
        "office_id": office, "election": "pilkada-2024", "race": "regent", "known_on": "2024-10-15",
        "content": {
            "parties": [
                { "capacity": "reporter", "name": "Penanam Canary", "address": "Jalan Rahasia 7" },
                { "capacity": "respondent", "subject": "pns", "name": "Camat Dua" }
            ],
            "allegations": [{ "respondent": 1, "what": "Ikut kampanye", "act_from": "2024-10-14" }],
            "evidence": [{ "kind": "photo", "description": "Foto" }],
            "account": "Kronologi yang diumumkan",
        },
    })
}

#[actix_web::test]
async fn early_information_is_given_followed_asked_about_and_answered_without_an_account() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let clerk = token(&server, &world, o.regency, Role::IntakeOfficer);
        // Given.
        let body = proven(&service, information(&world)).await;
        let (path, own) = ("/v1/public/early-information", key());
        let given = ask(&service, open(path, &own, &body)).await;
        assert_eq!(given.status, 201, "{}", given.text);
        let given = given.json();
        assert_eq!(given["outcome"], "recorded");
        let receipt = given["receipt"].as_str().unwrap().to_owned();
        // Told once: the same request again gets the same answer without the receipt, and opens nothing.
        let again = ask(&service, open(path, &own, &body)).await;
        assert_eq!(
            (again.status, again.json()["receipt"].clone()),
            (201, Value::Null)
        );
        assert_eq!(again.json()["reference"], given["reference"]);
        assert_eq!(server.db.rows("cases").len(), 1);
        // Followed, as people type it.
        let typed = receipt.to_lowercase().replace('-', " ");
        let read = status(&service, &typed).await;
        assert_eq!(read.status, 200, "{}", read.text);
        let read = read.json();
        assert_eq!(read["holder"]["code"], "informant");
        assert_eq!(read["matters"][0]["stage"]["code"], "information_recorded");
        assert_eq!(read["matters"][0]["numbers"], json!([]));
        // The office finds it, by whom is not said; the journal says by whose ticket.
        let listed = ask(&service, get("/v1/cases", &clerk)).await.json();
        let case = listed["items"][0]["id"].as_str().unwrap().to_owned();
        let case = format!("/v1/cases/{case}");
        let rows = ask(&service, get(&format!("{case}/journal"), &clerk)).await;
        assert_eq!(rows.json()["items"][0]["by_ticket"]["code"], "informant");
        // Asked.
        let tickets = ask(&service, get(&format!("{case}/tickets"), &clerk)).await;
        assert_eq!(tickets.status, 200, "{}", tickets.text);
        let ticket = tickets.json()["items"][0].clone();
        assert_eq!(ticket["reference"], given["reference"]);
        assert_eq!(ticket["given_by"], Value::Null);
        let question = json!({
            "ticket_id": ticket["id"], "question": "Di mana tepatnya?", "answer_by": "2024-10-20",
        });
        let questions = format!("{case}/questions");
        let asked = ask(&service, post(&questions, &clerk, &key(), &question)).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let read = status(&service, &receipt).await.json();
        let open_one = &read["questions"][0];
        assert_eq!(open_one["question"], "Di mana tepatnya?");
        assert_eq!(open_one["answer_by"], "2024-10-20");
        // Answered, once.
        let answer = json!({
            "receipt": receipt, "question_id": open_one["question_id"],
            "answer": "Di rumah Penanam Canary",
        });
        let (to, own) = ("/v1/public/answers", key());
        let done = ask(&service, open(to, &own, &answer)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let repeated = ask(&service, open(to, &own, &answer)).await;
        assert_eq!(repeated.text, done.text);
        let twice = ask(&service, open(to, &key(), &answer)).await;
        let at = ("/question_id".to_owned(), "no_open_question".to_owned());
        assert_eq!(errors(&twice), [at]);
        let read = ask(&service, get(&questions, &clerk)).await.json();
        assert_eq!(read["items"][0]["answer"], "Di rumah Penanam Canary");
        // The answer may tell who it was: sealed where it is kept, and closed to who does not handle the case.
        assert!(!holds(&server, "Penanam Canary"));
        let above = token(&server, &world, o.province, Role::Chair);
        assert_eq!(ask(&service, get(&questions, &above)).await.status, 403);
        let elsewhere = token(&server, &world, o.city, Role::Chair);
        assert_eq!(ask(&service, get(&questions, &elsewhere)).await.status, 404);
        is_nowhere(&server, &receipt);
    }
}

#[actix_web::test]
async fn a_challenge_works_once_in_time_and_solved() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let path = "/v1/public/early-information";
        let refused = async |body: &Value| {
            let reply = ask(&service, open(path, &key(), body)).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            errors(&reply)
        };
        let at = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        let body = proven(&service, information(&world)).await;
        let mut unsolved = body.clone();
        let text = body["challenge"].as_str().unwrap();
        unsolved["solution"] = json!(solution(text, EASY.difficulty, false));
        assert_eq!(refused(&unsolved).await, at("/solution", "solution_wrong"));
        // Forged: another difficulty under the same tag, and no challenge at all.
        let mut forged = body.clone();
        let (head, tail) = text.split_at(text.len() - 30);
        let other = if tail.starts_with('A') { 'B' } else { 'A' };
        forged["challenge"] = json!(format!("{head}{other}{}", &tail[1..]));
        assert_eq!(
            refused(&forged).await,
            at("/challenge", "challenge_unknown")
        );
        forged["challenge"] = json!("bukan tantangan");
        assert_eq!(
            refused(&forged).await,
            at("/challenge", "challenge_unknown")
        );
        assert!(server.db.rows("used_challenges").is_empty());
        // Once.
        assert_eq!(ask(&service, open(path, &key(), &body)).await.status, 201);
        assert_eq!(refused(&body).await, at("/challenge", "challenge_used"));
        // In time.
        let late = proven(&service, information(&world)).await;
        server.clock.advance(61 * 60 * 1_000_000);
        assert_eq!(refused(&late).await, at("/challenge", "challenge_expired"));
        assert_eq!(server.db.rows("cases").len(), 1);
        // What was used is forgotten once it would have lapsed.
        let fresh = proven(&service, information(&world)).await;
        assert_eq!(ask(&service, open(path, &key(), &fresh)).await.status, 201);
        assert_eq!(server.db.rows("used_challenges").len(), 1);
    }
}

#[actix_web::test]
async fn a_flood_makes_challenges_harder_and_none_is_hoarded_for_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let path = "/v1/public/early-information";
        let hoarded = proven(&service, information(&world)).await;
        for n in 0..300 {
            let row = format!(
                "INSERT INTO used_challenges (id, ends_at) VALUES \
                 ('0192f0c1-7f00-7000-8000-{n:012x}', 9000000000000000)"
            );
            server.db.execute(&row).unwrap();
        }
        let made = ask(&service, open("/v1/public/challenges", &key(), &json!({}))).await;
        assert_eq!(made.json()["difficulty"], json!(EASY.difficulty + 4));
        let refused = ask(&service, open(path, &key(), &hoarded)).await;
        let at = ("/challenge".to_owned(), "challenge_too_easy".to_owned());
        assert_eq!(errors(&refused), [at], "{}", refused.text);
        let fresh = proven(&service, information(&world)).await;
        assert_eq!(ask(&service, open(path, &key(), &fresh)).await.status, 201);
    }
}

#[actix_web::test]
async fn an_announced_report_becomes_a_report_at_the_counter_of_its_office() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let clerk = token(&server, &world, o.regency, Role::IntakeOfficer);
        let body = proven(&service, report(o.regency)).await;
        let told = ask(&service, open("/v1/public/reports", &key(), &body)).await;
        assert_eq!(told.status, 201, "{}", told.text);
        let told = told.json();
        assert_eq!(told["outcome"], "announced");
        assert!(told["hand_in_until"].is_string());
        let receipt = told["receipt"].as_str().unwrap().to_owned();
        let reference = told["reference"].as_str().unwrap().to_owned();
        // No report yet, and nothing of it in clear.
        assert!(server.db.rows("cases").is_empty());
        assert!(!holds(&server, "Penanam Canary"));
        let waiting = status(&service, &receipt).await.json();
        assert_eq!(waiting["matters"], json!([]));
        assert_eq!(waiting["hand_in_until"], told["hand_in_until"]);
        // Read at its own counter alone, and that is recorded.
        let path = format!("/v1/announced-reports/{reference}");
        let elsewhere = token(&server, &world, o.city, Role::IntakeOfficer);
        assert_eq!(ask(&service, get(&path, &elsewhere)).await.status, 404);
        let chair = token(&server, &world, o.regency, Role::Chair);
        assert_eq!(ask(&service, get(&path, &chair)).await.status, 403);
        let read = ask(&service, get(&path, &clerk)).await;
        assert_eq!(read.status, 200, "{}", read.text);
        assert_eq!(
            read.json()["content"]["parties"][0]["name"],
            "Penanam Canary"
        );
        let told_of = server.db.rows("security_events").concat();
        assert!(told_of.contains("announced_read") && !told_of.contains("Canary"));
        // Handed in: by its reference, as announced.
        let filing = json!({
            "election": "pilkada-2024", "race": "regent", "channel": "in_person",
            "announced_reference": reference.to_lowercase(),
        });
        let there = ask(&service, post("/v1/reports", &elsewhere, &key(), &filing)).await;
        let at = (
            "/announced_reference".to_owned(),
            "no_such_announced_report".to_owned(),
        );
        assert_eq!(errors(&there), std::slice::from_ref(&at));
        let own = key();
        let filed = ask(&service, post("/v1/reports", &clerk, &own, &filing)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let repeated = ask(&service, post("/v1/reports", &clerk, &own, &filing)).await;
        assert_eq!(repeated.text, filed.text);
        assert!(server.db.rows("announced_reports").is_empty());
        let again = ask(&service, post("/v1/reports", &clerk, &key(), &filing)).await;
        assert_eq!(errors(&again), [at]);
        // The same ticket follows the report; the reporter may withdraw and complete.
        let read = status(&service, &receipt).await.json();
        assert_eq!(read["matters"][0]["stage"]["code"], "received");
        assert_eq!(read["matters"][0]["numbers"][0]["kind"], "submission");
        assert!(!read.to_string().contains("Canary"), "no names");
        let case = filed.location.unwrap();
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        unseal(&service, &case, &staff, &chair).await;
        let sealed = ask(&service, get(&format!("{case}/sealed-identities"), &staff)).await;
        assert!(sealed.text.contains("Penanam Canary"), "{}", sealed.text);
        is_nowhere(&server, &receipt);
        // What nobody hands in is gone when it lapses.
        let body = proven(&service, report(o.regency)).await;
        let told = ask(&service, open("/v1/public/reports", &key(), &body)).await;
        let late = told.json()["receipt"].as_str().unwrap().to_owned();
        server.clock.advance(15 * 24 * 3_600 * 1_000_000);
        assert_eq!(status(&service, &late).await.reason(), "receipt_unknown");
        let body = proven(&service, report(o.regency)).await;
        ask(&service, open("/v1/public/reports", &key(), &body)).await;
        assert_eq!(server.db.rows("announced_reports").len(), 1);
    }
}

#[actix_web::test]
async fn the_official_channel_files_online_and_never_at_a_sub_district() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let all: Vec<_> = world.directory.all().cloned().collect();
        let official = Door {
            official_channel: true,
            ..EASY
        };
        let server = Server::with_door(kind, &all, start(), official);
        server.enlist(&world.actors());
        let service = server.service().await;
        let offices = get("/v1/public/offices", "none");
        let offices = ask(&service, offices).await.json();
        assert_eq!(offices["official_channel"], true);
        let online = |id: netralitas_domain::ids::OfficeId| {
            let items = offices["items"].as_array().unwrap();
            let found = items.iter().find(|i| i["id"] == json!(id))?;
            found["online_reports"].as_bool()
        };
        assert_eq!(online(o.regency), Some(true));
        assert_eq!(online(o.sub_district), Some(false));
        // Those who only pass on, and those who are no supervisors, are not open.
        for closed in [o.village, o.polling_station, o.kasn, o.agency] {
            assert_eq!(online(closed), None);
        }
        let path = "/v1/public/reports";
        let refused = async |office, code: &str| {
            let body = proven(&service, report(office)).await;
            let reply = ask(&service, open(path, &key(), &body)).await;
            let at = ("/office_id".to_owned(), code.to_owned());
            assert_eq!(errors(&reply), [at], "{}", reply.text);
        };
        refused(o.sub_district, "no_online_reports_here").await;
        refused(o.village, "office_not_open").await;
        refused(o.agency, "office_not_open").await;
        assert!(server.db.rows("cases").is_empty());
        let body = proven(&service, report(o.regency)).await;
        let filed = ask(&service, open(path, &key(), &body)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let filed = filed.json();
        assert_eq!(filed["outcome"], "filed");
        // Two working days, of which the start is none: Wednesday to Friday.
        assert_eq!(filed["hand_over_by"], "2024-10-18");
        let receipt = filed["receipt"].as_str().unwrap();
        let read = status(&service, receipt).await.json();
        let matter = &read["matters"][0];
        assert_eq!(matter["stage"]["code"], "online_draft");
        let first = &matter["expected"][0];
        assert_eq!(first["action"]["code"], "hand_over_evidence");
        assert_eq!(first["by_ticket"], false);
        assert_eq!(
            (first["last_day"].clone(), first["days_left"].clone()),
            (json!("2024-10-18"), json!(2))
        );
        // The rest goes on at the counter.
        let clerk = token(&server, &world, o.regency, Role::IntakeOfficer);
        let listed = ask(&service, get("/v1/cases", &clerk)).await.json();
        let case = listed["items"][0]["id"].as_str().unwrap();
        let body = json!({ "details": { "content": {} } });
        let to = format!("/v1/cases/{case}/evidence-hand-over");
        let call = post(&to, &clerk, &key(), &body).insert_header(("if-match", "\"1\""));
        let handed = ask(&service, call).await;
        assert_eq!(handed.status, 200, "{}", handed.text);
        let read = status(&service, receipt).await.json();
        assert_eq!(read["matters"][0]["stage"]["code"], "received");
        // Early information comes to a sub-district too.
        let mut tip = information(&world);
        tip["office_id"] = json!(o.sub_district);
        let tip = proven(&service, tip).await;
        let given = ask(&service, open("/v1/public/early-information", &key(), &tip)).await;
        assert_eq!(given.status, 201, "{}", given.text);
    }
}

#[actix_web::test]
async fn wrong_unknown_and_ended_receipts_are_answered_alike_by_every_operation() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let body = proven(&service, information(&world)).await;
        let given = ask(
            &service,
            open("/v1/public/early-information", &key(), &body),
        )
        .await;
        let receipt = given.json()["receipt"].as_str().unwrap().to_owned();
        // Ended.
        let clerk = token(&server, &world, o.regency, Role::IntakeOfficer);
        let listed = ask(&service, get("/v1/cases", &clerk)).await.json();
        let case = format!("/v1/cases/{}", listed["items"][0]["id"].as_str().unwrap());
        let tickets = ask(&service, get(&format!("{case}/tickets"), &clerk)).await;
        let ticket = tickets.json()["items"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(status(&service, &receipt).await.status, 200);
        let end = format!("{case}/tickets/{ticket}/end");
        let ended = ask(&service, post(&end, &clerk, &key(), &json!({}))).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        let again = ask(&service, post(&end, &clerk, &key(), &json!({}))).await;
        assert_eq!(again.status, 404);
        // Wrong in its last letter; of no ticket; no receipt at all.
        let last = if receipt.ends_with('0') { '1' } else { '0' };
        let wrong = format!("{}{last}", &receipt[..receipt.len() - 1]);
        let unknown = "00000-00000-00000-00000-00000-00000-00000-0".to_owned();
        let nothing = "entah".to_owned();
        let id = "0192f0c1-7f00-7000-8000-000000000001";
        let all = [
            ("status", json!({})),
            ("completions", json!({ "details": { "content": {} } })),
            ("withdrawals", json!({ "reason": "Berubah pikiran" })),
            ("correction-requests", json!({ "reason": "Keliru" })),
            ("objections", json!({ "reason": "Keliru", "matter_id": id })),
            ("answers", json!({ "question_id": id, "answer": "Ya" })),
        ];
        for (path, rest) in all {
            let mut told = Vec::new();
            for typed in [&receipt, &wrong, &unknown, &nothing] {
                let mut body = rest.clone();
                body["receipt"] = json!(typed);
                let path = format!("/v1/public/{path}");
                let call = open(&path, &key(), &body).insert_header(("x-request-id", id));
                let reply = ask(&service, call).await;
                assert_eq!(reply.status, 404, "{path} {}", reply.text);
                told.push(reply.text);
            }
            assert!(told.iter().all(|t| t == &told[0]), "{told:?}");
            assert!(told[0].contains("receipt_unknown"));
        }
        // Nothing was written for them.
        assert!(
            !server
                .db
                .rows("idempotency")
                .iter()
                .any(|r| r.contains("by_ticket"))
        );
    }
}
