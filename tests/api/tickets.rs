//! Tickets given at the counter: what their holders see and do, and what they never see.

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
    procedure::{Action, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, get, post},
    play::{Game, Start, World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    door::{is_nowhere, open, status},
    seen::ask,
    stand::{key, report, server, tell, token},
};

/// The parties of a case of a capacity, as its office sees them.
fn parties(server: &Server, case: CaseId, capacity: &str) -> Vec<Value> {
    let file = server.file(case);
    let parties = file.case().unwrap().parties.iter();
    let of = parties.filter(|p| json!(p.capacity) == json!(capacity));
    of.map(|p| json!(p.id)).collect()
}

async fn give<S>(service: &S, case: CaseId, token: &str, body: &Value) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let path = format!("/v1/cases/{case}/tickets");
    ask(service, post(&path, token, &key(), body)).await
}

/// The receipt of a new ticket.
async fn receipt<S>(service: &S, case: CaseId, token: &str, body: &Value) -> String
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let given = give(service, case, token, body).await;
    assert_eq!(given.status, 201, "{}", given.text);
    given.json()["receipt"].as_str().unwrap().to_owned()
}

fn reporter() -> Value {
    json!({ "kind": "reporter", "checked_by": "identity_card" })
}

fn respondent() -> Value {
    json!({ "kind": "respondent", "checked_by": "identity_card" })
}

fn clerk(server: &Server, world: &World) -> String {
    token(server, world, world.offices.regency, Role::IntakeOfficer)
}

async fn last_row<S>(service: &S, path: &str, token: &str) -> Value
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let rows = ask(service, get(&format!("{path}/journal"), token)).await;
    rows.json()["items"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

#[actix_web::test]
async fn the_office_gives_a_ticket_after_a_check_and_gives_it_again_when_it_is_lost() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let counter = clerk(&server, &world);
        // Whose business it is.
        let chair = token(&server, &world, o.regency, Role::Chair);
        assert_eq!(give(&service, case, &chair, &reporter()).await.status, 403);
        let above = token(&server, &world, o.province, Role::IntakeOfficer);
        assert_eq!(give(&service, case, &above, &reporter()).await.status, 403);
        let elsewhere = token(&server, &world, o.city, Role::IntakeOfficer);
        assert_eq!(
            give(&service, case, &elsewhere, &reporter()).await.status,
            404
        );
        // Who it is has to be made sure of.
        let unchecked = json!({ "kind": "reporter", "checked_by": "not_asked" });
        let refused = give(&service, case, &counter, &unchecked).await;
        let at = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(errors(&refused), at("/checked_by", "check_not_for_kind"));
        // And be of the case.
        let informant = json!({ "kind": "informant", "checked_by": "not_asked" });
        let refused = give(&service, case, &counter, &informant).await;
        assert_eq!(errors(&refused), at("/kind", "no_such_holder"));
        let mut other = reporter();
        other["party_id"] = parties(&server, case, "respondent")[0].clone();
        let refused = give(&service, case, &counter, &other).await;
        assert_eq!(errors(&refused), at("/party_id", "no_such_party"));
        // Given: the secret is in the first answer alone.
        let (path, own) = (format!("/v1/cases/{case}/tickets"), key());
        let first = ask(&service, post(&path, &counter, &own, &reporter())).await;
        assert_eq!(first.status, 201, "{}", first.text);
        let lost = first.json()["receipt"].as_str().unwrap().to_owned();
        let again = ask(&service, post(&path, &counter, &own, &reporter())).await;
        assert_eq!(again.json()["receipt"], Value::Null);
        assert_eq!(again.json()["reference"], first.json()["reference"]);
        assert_eq!(status(&service, &lost).await.status, 200);
        // Asked before it was lost: the new ticket shows it too.
        let ticket = first.json()["ticket_id"].clone();
        let question = json!({ "ticket_id": ticket, "question": "Siapa saksinya?" });
        let questions = format!("/v1/cases/{case}/questions");
        let asked = ask(&service, post(&questions, &counter, &key(), &question)).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        // Given again: the old one ends, and that is recorded.
        let second = give(&service, case, &counter, &reporter()).await;
        assert_eq!(second.json()["ended"], 1);
        let found = second.json()["receipt"].as_str().unwrap().to_owned();
        assert_eq!(status(&service, &lost).await.reason(), "receipt_unknown");
        let read = status(&service, &found).await.json();
        assert_eq!(read["questions"][0]["question"], "Siapa saksinya?");
        let refused = ask(&service, post(&questions, &counter, &key(), &question)).await;
        assert_eq!(errors(&refused), at("/ticket_id", "no_such_ticket"));
        let told = server.db.rows("security_events").concat();
        for kind in ["ticket_given", "ticket_given_again", "identity_card"] {
            assert!(told.contains(kind), "{kind}");
        }
        for receipt in [&lost, &found] {
            is_nowhere(&server, receipt);
        }
    }
}

#[actix_web::test]
async fn a_report_is_withdrawn_by_ticket_before_it_is_registered_and_not_after() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let wish = |receipt: &str| json!({ "receipt": receipt, "reason": "Sudah diselesaikan" });
        let path = "/v1/public/withdrawals";
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let counter = clerk(&server, &world);
        let own = receipt(&service, case, &counter, &reporter()).await;
        let once = key();
        let done = ask(&service, open(path, &once, &wish(&own))).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["stage"], "withdrawn");
        let repeated = ask(&service, open(path, &once, &wish(&own))).await;
        assert_eq!(repeated.text, done.text);
        // One step, by ticket, with form B.4, of the reporter and without a name.
        let at = format!("/v1/cases/{case}");
        let row = last_row(&service, &at, &counter).await;
        assert_eq!(row["action"]["code"], "withdraw_report");
        assert_eq!(row["by_ticket"]["code"], "reporter");
        assert_eq!(
            row["acting_party_id"],
            parties(&server, case, "reporter")[0]
        );
        let read = ask(&service, get(&at, &counter)).await.json();
        let papers = read["papers"].as_array().unwrap();
        assert_eq!(
            papers.iter().filter(|p| p["kind"] == "b4").count(),
            1,
            "{papers:?}"
        );
        let read = status(&service, &own).await.json();
        assert_eq!(read["matters"][0]["stage"]["code"], "withdrawn");
        // By law the handling goes on once it is registered.
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let counter = clerk(&server, &world);
        let own = receipt(&service, case, &counter, &reporter()).await;
        let late = ask(&service, open(path, &key(), &wish(&own))).await;
        assert_eq!(
            (late.status, late.reason()),
            (409, "step_not_allowed".to_owned()),
            "{}",
            late.text
        );
        // The steps of the office are none of the holder's business.
        assert_eq!(late.json()["next_actions"], Value::Null);
        let read = status(&service, &own).await.json();
        assert_eq!(read["matters"][0]["stage"]["code"], "registered");
    }
}

#[actix_web::test]
async fn a_report_is_completed_by_ticket_within_its_term() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingCompletion).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let counter = clerk(&server, &world);
        let own = receipt(&service, case, &counter, &reporter()).await;
        let read = status(&service, &own).await.json();
        let expected = read["matters"][0]["expected"].as_array().unwrap().clone();
        let first = &expected[0];
        assert_eq!(first["action"]["code"], "complete_report");
        assert_eq!(first["by_ticket"], true);
        assert!(first["last_day"].is_string());
        let body = json!({
            "receipt": own,
            "details": { "content": { "account": "Pukul sepuluh pagi.", "evidence": [{ "kind": "photo", "description": "Foto kedua" }] } },
        });
        let done = ask(&service, open("/v1/public/completions", &key(), &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let at = format!("/v1/cases/{case}");
        let row = last_row(&service, &at, &counter).await;
        assert_eq!(row["action"]["code"], "complete_report");
        assert_eq!(row["by_ticket"]["code"], "reporter");
        // A ticket of somebody else does nothing of it.
        let named = receipt(&service, case, &counter, &respondent()).await;
        let body = json!({ "receipt": named, "reason": "Bukan saya" });
        let refused = ask(&service, open("/v1/public/withdrawals", &key(), &body)).await;
        assert_eq!(
            (refused.status, refused.reason()),
            (403, "forbidden_role".to_owned())
        );
    }
}

#[actix_web::test]
async fn a_respondent_sees_the_own_matter_and_minutes_and_never_who_reported() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
        // Nothing is told of what was not registered.
        let planted = |body: &mut Value| {
            let content = body.get_mut("content").and_then(|c| c.get_mut("parties"));
            let parties = content.and_then(Value::as_array_mut);
            for party in parties.into_iter().flatten() {
                party["name"] = json!(format!("CANARY {}", party["capacity"]));
            }
        };
        let case = tell(&server, &service, &game, planted).await.case();
        let counter = clerk(&server, &world);
        let own = receipt(&service, case, &counter, &respondent()).await;
        let read = status(&service, &own).await;
        let told = read.json();
        assert_eq!(told["matters"][0]["stage"], Value::Null);
        assert_eq!(told["matters"][0]["numbers"], json!([]));
        assert_eq!(told["matters"][0]["expected"], json!([]));
        // Registered, and the respondent is heard.
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
        let case = tell(&server, &service, &game, planted).await.case();
        let counter = clerk(&server, &world);
        let own = receipt(&service, case, &counter, &respondent()).await;
        let him = parties(&server, case, "respondent")[0].clone();
        let hear = json!({
            "papers": [{ "kind": "b12" }],
            "details": { "party_id": him, "minutes": "Jawaban terlapor sendiri." },
        });
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        let at = format!("/v1/cases/{case}");
        let version = ask(&service, get(&at, &staff)).await.json()["version"]
            .as_i64()
            .unwrap();
        let call = post(&format!("{at}/clarifications"), &staff, &key(), &hear);
        let call = call.insert_header(("if-match", format!("\"{version}\"")));
        let heard = ask(&service, call).await;
        assert_eq!(heard.status, 200, "{}", heard.text);
        let read = status(&service, &own).await;
        let told = read.json();
        assert_eq!(told["matters"][0]["stage"]["code"], "in_study");
        assert_eq!(told["matters"][0]["numbers"][0]["kind"], "register");
        // The own minutes are closed until the status is announced.
        assert_eq!(told["minutes"], json!([]));
        let text = &read.text;
        for word in ["CANARY", "reporter", "Pelapor", "submission"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        for party in parties(&server, case, "reporter") {
            assert!(!text.contains(party.as_str().unwrap()));
        }
    }
}

#[actix_web::test]
async fn minutes_open_to_who_was_heard_once_the_status_is_announced() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
        for action in [
            Action::CompleteInitialStudy,
            Action::RegisterReport,
            Action::AppointTeam,
        ] {
            game.wait_minutes(30).play(action);
        }
        let him = game
            .file
            .case()
            .unwrap()
            .parties
            .iter()
            .find(|p| json!(p.capacity) == json!("respondent"))
            .unwrap()
            .id;
        let is_his = |d: &netralitas_domain::acts::Details| match d {
            netralitas_domain::acts::Details::Person(p) => *p == him,
            netralitas_domain::acts::Details::Invitation(i) => i.party == him,
            _ => true,
        };
        game.wait_minutes(30).play_with(Action::Invite, is_his);
        game.wait_days(2)
            .play_with(Action::RecordClarification, is_his);
        for action in [
            Action::SubmitStudy,
            Action::DecideOutcomes,
            Action::SendRecommendation,
        ] {
            game.wait_minutes(30).play(action);
        }
        let minutes = |body: &mut Value| {
            let people = body.pointer_mut("/content/parties");
            for person in people.into_iter().filter_map(Value::as_array_mut).flatten() {
                if person["capacity"] == "reporter" {
                    person["name"] = json!("Kenanga Wulandari");
                }
            }
            if body["details"].get("party_id").is_some()
                && body["details"].get("hearing_day").is_none()
            {
                body["details"]["minutes"] = json!("Jawaban terlapor tentang Kenanga.");
            }
        };
        let teller = tell(&server, &service, &game, minutes).await;
        let case = teller.case();
        let counter = clerk(&server, &world);
        let own = receipt(&service, case, &counter, &respondent()).await;
        let read = status(&service, &own).await.json();
        assert_eq!(read["minutes"], json!([]), "{read}");
        assert_eq!(read["hearings"].as_array().unwrap().len(), 1, "{read}");
        // What was forwarded about the holder shows beside the case.
        let machines: Vec<_> = read["matters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["machine"]["code"].clone())
            .collect();
        assert_eq!(machines, [json!("case"), json!("review")]);
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let at = format!("/v1/cases/{case}");
        let version = ask(&service, get(&at, &chair)).await.json()["version"]
            .as_i64()
            .unwrap();
        let announce = post(
            &format!("{at}/status-announcement"),
            &chair,
            &key(),
            &json!({ "papers": [{ "kind": "b18" }] }),
        );
        let done = ask(
            &service,
            announce.insert_header(("if-match", format!("\"{version}\""))),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let read = status(&service, &own).await.json();
        assert_eq!(
            read["minutes"][0]["body"], "Jawaban terlapor tentang [Pelapor 1].",
            "{read}"
        );
        // The reporter was not heard and has no minutes.
        let reporters = receipt(&service, case, &counter, &reporter()).await;
        let read = status(&service, &reporters).await.json();
        assert_eq!(read["minutes"], json!([]));
        assert_eq!(
            read["matters"].as_array().unwrap().len(),
            1,
            "no track about the respondent"
        );
        // The notice board tells number, day and outcome, and nobody's name.
        let office = world.offices.regency;
        let year = server
            .file(case)
            .case_track()
            .unwrap()
            .last_step(Action::AnnounceStatus)
            .unwrap()
            .day;
        let year = year.to_string()[..4].to_owned();
        let board = get(
            &format!("/v1/public/notices?office_id={office}&year={year}"),
            "none",
        );
        let board = ask(&service, board).await.json();
        let notice = &board["items"][0];
        assert_eq!(notice["announced_by"]["code"], "announce_status");
        assert!(
            notice["number"].is_string() && !notice["outcomes"].as_array().unwrap().is_empty(),
            "{board}"
        );
        let other = format!(
            "/v1/public/notices?office_id={}&year={year}",
            world.offices.city
        );
        assert_eq!(
            ask(&service, get(&other, "none")).await.json()["items"],
            json!([])
        );
        // The respondent asks for a correction by ticket.
        let body = json!({ "receipt": own, "reason": "Bertentangan dengan bukti" });
        let asked = ask(
            &service,
            open("/v1/public/correction-requests", &key(), &body),
        )
        .await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        assert_eq!(asked.json()["stage"], "under_correction");
        let row = last_row(&service, &at, &counter).await;
        assert_eq!(row["by_ticket"]["code"], "respondent");
    }
}

#[actix_web::test]
async fn a_respondent_objects_to_the_decision_by_ticket_and_sees_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
        let teller = tell(&server, &service, &game, |_| ()).await;
        let case = teller.case();
        let counter = clerk(&server, &world);
        let first = parties(&server, case, "respondent")[0].clone();
        let mut body = respondent();
        body["party_id"] = first;
        let own = receipt(&service, case, &counter, &body).await;
        let read = status(&service, &own).await.json();
        let sanction = read["matters"]
            .as_array()
            .unwrap()
            .iter()
            .find(|m| m["machine"]["code"] == "sanction")
            .unwrap()
            .clone();
        assert!(
            !sanction["measures"].as_array().unwrap().is_empty(),
            "{sanction}"
        );
        let expected = sanction["expected"].as_array().unwrap();
        assert!(
            expected
                .iter()
                .any(|e| e["action"]["code"] == "file_objection" && e["by_ticket"] == true),
            "{sanction}"
        );
        let body = json!({ "receipt": own, "matter_id": sanction["matter_id"], "reason": "Tidak sebanding" });
        let done = ask(&service, open("/v1/public/objections", &key(), &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["stage"], "under_objection");
        // Nobody else's: the reporter's ticket knows no such act, and an unknown matter is not found.
        let mut unknown = body.clone();
        unknown["matter_id"] = json!(case);
        let refused = ask(&service, open("/v1/public/objections", &key(), &unknown)).await;
        assert_eq!(
            (refused.status, refused.reason()),
            (404, "not_found".to_owned())
        );
        let others = receipt(&service, case, &counter, &reporter()).await;
        let mut body = body;
        body["receipt"] = json!(others);
        let refused = ask(&service, open("/v1/public/objections", &key(), &body)).await;
        assert_eq!(refused.status, 403, "{}", refused.text);
    }
}

#[actix_web::test]
async fn a_representative_does_and_sees_what_the_one_represented_could() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = clerk(&server, &world);
        for (whom, stands_for, withdraws) in [(0, "reporter", 200), (1, "respondent", 403)] {
            let mut filing = report();
            let parties_sent = filing["content"]["parties"].as_array_mut().unwrap();
            parties_sent.push(json!({
                "capacity": "representative", "represents": whom, "name": "Kuasa Tiga",
                "power_of_attorney": "12 tanggal 10 Oktober 2024",
            }));
            let filed = ask(&service, post("/v1/reports", &counter, &key(), &filing)).await;
            assert_eq!(filed.status, 201, "{}", filed.text);
            let case: CaseId = filed.json()["case_id"].as_str().unwrap().parse().unwrap();
            let mut body = json!({ "kind": "representative", "checked_by": "identity_card" });
            let refused = give(&service, case, &counter, &body).await;
            let at = ("/checked_by".to_owned(), "check_not_for_kind".to_owned());
            assert_eq!(errors(&refused), [at]);
            body["checked_by"] = json!("power_of_attorney");
            let own = receipt(&service, case, &counter, &body).await;
            let read = status(&service, &own).await.json();
            assert_eq!(read["holder"]["code"], "representative");
            assert_eq!(read["stands_for"]["code"], stands_for);
            assert!(!read.to_string().contains("Kuasa Tiga"), "no names");
            let body = json!({ "receipt": own, "reason": "Atas nama yang diwakili" });
            let done = ask(&service, open("/v1/public/withdrawals", &key(), &body)).await;
            assert_eq!(done.status, withdraws, "{}", done.text);
            if withdraws == 200 {
                let row = last_row(&service, &format!("/v1/cases/{case}"), &counter).await;
                assert_eq!(row["by_ticket"]["code"], "representative");
                let acting = &row["acting_party_id"];
                assert_eq!(*acting, parties(&server, case, "representative")[0]);
            }
        }
    }
}
