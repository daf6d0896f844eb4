//! Officers on tracks: a clarification team with a member from below, taking on, handing over everything at once.

use netralitas_domain::{ids::AccountId, law::LawSet, people::Role, procedure::Stage as S};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, act, get, post},
    play::{Game, World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    seen::ask,
    stand::{self, key, server, tell, token},
};

fn account(world: &World, office: netralitas_domain::ids::OfficeId, role: Role) -> AccountId {
    world.actor(office, role).account
}

fn item(list: &Value, account: AccountId) -> Option<&Value> {
    let items = list["items"].as_array().unwrap();
    items.iter().find(|o| o["account_id"] == json!(account))
}

#[actix_web::test]
async fn a_member_from_below_sees_and_clarifies_what_its_team_has_while_it_lasts() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let path = format!("/v1/cases/{}", teller.case());
        let chair = token(&server, &world, o.regency, Role::Chair);
        let member = token(&server, &world, o.sub_district, Role::Member);
        let colleague = token(&server, &world, o.sub_district, Role::ViolationsStaff);
        assert_eq!(ask(&service, get(&path, &member)).await.status, 404);
        // Who can be assigned.
        let below = format!("/v1/officers?office_id={}", o.sub_district);
        let officers = ask(&service, get(&below, &chair)).await.json();
        let who = account(&world, o.sub_district, Role::Member);
        assert_eq!(item(&officers, who).unwrap()["roles"], json!(["member"]));
        let stranger = format!("/v1/officers?office_id={}", o.kasn);
        let none = ask(&service, get(&stranger, &chair)).await.json();
        assert_eq!(none["items"], json!([]));
        // Not without the decree.
        let read = ask(&service, get(&path, &chair)).await.json();
        let version = read["version"].as_i64().unwrap();
        let mut body = json!({ "details": {
            "capacity": "clarification_team", "account_id": who, "office_id": o.sub_district,
        } });
        let assignments = format!("{path}/assignments");
        let bare = ask(&service, act(&assignments, &chair, &key(), version, &body)).await;
        assert_eq!(
            (bare.status, bare.reason()),
            (409, "team_decree".to_owned())
        );
        // Nor by another paper that the case has.
        let paper = json!({ "papers": [{ "kind": "letter", "number": "S-1", "dated": game.events.last().unwrap().effective.day }] });
        let to = format!("{path}/added-papers");
        let added = ask(&service, act(&to, &chair, &key(), version, &paper)).await;
        assert_eq!(added.status, 200, "{}", added.text);
        let version = version + 1;
        let known = server.file(teller.case());
        let mut named = body.clone();
        named["details"]["decree_id"] = json!(known.case_track().unwrap().papers.last().unwrap());
        let call = act(&assignments, &chair, &key(), version, &named);
        let refused = ask(&service, call).await;
        let at = ("/details/decree_id".to_owned(), "team_decree".to_owned());
        assert_eq!(errors(&refused), [at], "{}", refused.text);
        body["papers"] = json!([{ "kind": "chair_decree", "number": "031/SK/K.JI-03", "dated": game.events.last().unwrap().effective.day }]);
        let done = ask(&service, act(&assignments, &chair, &key(), version, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let seq = done.json()["seq"].clone();
        // That account alone.
        assert_eq!(ask(&service, get(&path, &colleague)).await.status, 404);
        let seen = ask(&service, get(&path, &member)).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        let seen = seen.json();
        assert_eq!(
            seen["assignments"][0]["capacity"]["code"],
            "clarification_team"
        );
        assert!(!seen["parties"].as_array().unwrap().is_empty());
        let listed = ask(&service, get("/v1/cases", &member)).await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        let mine = ask(&service, get("/v1/assignments", &member)).await.json();
        assert_eq!(item(&mine, who).unwrap()["href"], json!(path));
        // An office above sees the case, and lists what it assigned itself.
        let above = token(&server, &world, o.province, Role::Chair);
        assert_eq!(ask(&service, get(&path, &above)).await.status, 200);
        let none = ask(&service, get("/v1/assignments", &above)).await.json();
        assert_eq!(none["items"], json!([]));
        let sealed = format!("{path}/sealed-identities");
        assert_eq!(ask(&service, get(&sealed, &member)).await.status, 403);
        // Clarifies in the name of the handling office, and does nothing else.
        let version = seen["version"].as_i64().unwrap();
        let party = seen["parties"][0]["id"].clone();
        let hear = json!({
            "papers": [{ "kind": "b12" }],
            "details": { "party_id": party, "minutes": "Tanya jawab." },
        });
        let heard = ask(
            &service,
            act(
                &format!("{path}/clarifications"),
                &member,
                &key(),
                version,
                &hear,
            ),
        )
        .await;
        assert_eq!(heard.status, 200, "{}", heard.text);
        let rows = ask(&service, get(&format!("{path}/journal"), &member))
            .await
            .json();
        let last = rows["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["acting_office"]["id"], json!(o.regency));
        assert_eq!(last["recorded_by_office"]["id"], json!(o.sub_district));
        let own = ask(&service, get(&path, &member)).await.json();
        let kinds: Vec<_> = own["texts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t["kind"].clone())
            .collect();
        assert!(
            kinds.contains(&json!("minutes")) && !kinds.contains(&json!("study")),
            "{kinds:?}"
        );
        let study = json!({ "details": { "study": "Kajian." } });
        let refused = ask(
            &service,
            act(
                &format!("{path}/study"),
                &member,
                &key(),
                version + 1,
                &study,
            ),
        )
        .await;
        assert_eq!(
            (refused.status, refused.reason()),
            (403, "wrong_office".to_owned())
        );
        assert_eq!(refused.json()["code"], "forbidden_office");
        // Released: it is as if the case had never been there.
        let release = json!({ "details": { "assignment_seq": seq } });
        let done = ask(
            &service,
            act(
                &format!("{path}/releases"),
                &chair,
                &key(),
                version + 1,
                &release,
            ),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        for gone in [&path, &format!("{path}/journal")] {
            assert_eq!(ask(&service, get(gone, &member)).await.status, 404);
        }
        let listed = ask(&service, get("/v1/cases", &member)).await.json();
        assert_eq!(listed["items"], json!([]));
        let again = ask(
            &service,
            act(
                &format!("{path}/clarifications"),
                &member,
                &key(),
                version + 2,
                &hear,
            ),
        )
        .await;
        assert_eq!(again.status, 404);
        let former = ask(&service, get(&path, &chair)).await.json();
        assert!(
            former["assignments"][0]["to"].is_string(),
            "what was stays readable"
        );
    }
}

#[actix_web::test]
async fn an_officer_who_leaves_hands_over_everything_in_one_command() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (leaving, next) = (
            account(&world, o.regency, Role::ViolationsStaff),
            account(&world, o.regency, Role::Member),
        );
        let mut paths = Vec::new();
        let mut latest = stand::start();
        for stage in [S::Received, S::InStudy, S::Registered] {
            let (game, _): (Game<'_>, _) = reach(&world, LawSet::Pemilu2022, stage).unwrap();
            let teller = tell(&server, &service, &game, |_| ()).await;
            paths.push(format!("/v1/cases/{}", teller.case()));
            latest = latest.max(game.now);
        }
        // The day after the last of them.
        server
            .clock
            .set(netralitas_domain::time::Moment(latest.0 + 86_400_000_000));
        let chair = token(&server, &world, o.regency, Role::Chair);
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        let intake = token(&server, &world, o.regency, Role::IntakeOfficer);
        let version = async |path: &str| -> i64 {
            ask(&service, get(path, &chair)).await.json()["version"]
                .as_i64()
                .unwrap()
        };
        let claim = json!({ "details": { "capacity": "study" } });
        for path in &paths {
            let seen = version(path).await;
            let done = ask(
                &service,
                act(&format!("{path}/claims"), &staff, &key(), seen, &claim),
            )
            .await;
            assert_eq!(done.status, 200, "{}", done.text);
            let taken = ask(
                &service,
                act(&format!("{path}/claims"), &staff, &key(), seen + 1, &claim),
            )
            .await;
            assert_eq!(
                (taken.status, taken.reason()),
                (409, "capacity_free".to_owned())
            );
        }
        let hand = async |token: &str, key: &str, from: AccountId, to: AccountId| -> Reply {
            let body = json!({ "from_account_id": from, "to_account_id": to });
            ask(
                &service,
                post("/v1/assignments/hand-over", token, key, &body),
            )
            .await
        };
        let all = async || ask(&service, get("/v1/assignments", &chair)).await.json();
        let before = all().await;
        assert_eq!(before["items"].as_array().unwrap().len(), 3);
        // Somebody who can do none of it, somebody who may not, nobody at all: nothing moves.
        let unfit = account(&world, o.regency, Role::IntakeOfficer);
        let refused = hand(&chair, &key(), leaving, unfit).await;
        assert_eq!(
            (refused.status, refused.reason()),
            (409, "assignee_fits".to_owned())
        );
        let at = ("/to_account_id".to_owned(), "assignee_fits".to_owned());
        assert_eq!(errors(&refused), [at], "{}", refused.text);
        assert_eq!(hand(&intake, &key(), leaving, next).await.status, 403);
        let unknown = AccountId::new(uuid::Uuid::from_u128(7));
        assert_eq!(
            hand(&chair, &key(), leaving, unknown).await.reason(),
            "assignee_fits"
        );
        assert_eq!(hand(&chair, &key(), leaving, leaving).await.status, 422);
        // Of somebody elsewhere nothing is told, as of nobody.
        let foreign = account(&world, o.city, Role::ViolationsStaff);
        for (from, to, at) in [
            (foreign, next, "/from_account_id"),
            (unknown, next, "/from_account_id"),
            (unfit, foreign, "/to_account_id"),
            (unfit, unknown, "/to_account_id"),
        ] {
            let refused = hand(&chair, &key(), from, to).await;
            let fault = (at.to_owned(), "no_colleague".to_owned());
            assert_eq!(errors(&refused), [fault], "{}", refused.text);
        }
        assert_eq!(all().await, before);
        let once = key();
        let done = hand(&staff, &once, leaving, next).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(
            (&done.json()["assignments"], &done.json()["cases"]),
            (&json!(3), &json!(3))
        );
        assert_eq!(hand(&staff, &once, leaving, next).await.text, done.text);
        let after = all().await;
        let owners = after["items"].as_array().unwrap();
        assert_eq!(owners.len(), 3);
        assert!(
            owners.iter().all(|a| a["account_id"] == json!(next)),
            "{after}"
        );
        // Each with its row.
        for path in &paths {
            let rows = ask(&service, get(&format!("{path}/journal"), &chair))
                .await
                .json();
            let last = rows["items"].as_array().unwrap().last().unwrap().clone();
            assert!(last.to_string().contains("reassign"), "{last}");
        }
        // An agency learns nothing of it.
        let agency = token(&server, &world, o.agency, Role::PersonnelUnit);
        let none = ask(&service, get("/v1/assignments", &agency)).await.json();
        assert_eq!(none["items"], json!([]));
    }
}

#[actix_web::test]
async fn an_assignment_does_not_end_before_its_first_day_which_is_named() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let filed = ask(
            &service,
            post("/v1/reports", &counter, &key(), &stand::report()),
        )
        .await;
        let case = filed.json()["case_id"].as_str().unwrap().to_owned();
        let path = format!("/v1/cases/{case}");
        let chair = token(&server, &world, o.regency, Role::Chair);
        let who = account(&world, o.regency, Role::ViolationsStaff);
        let assign = json!({ "details": { "capacity": "study", "account_id": who, "office_id": o.regency } });
        let to = format!("{path}/assignments");
        let done = ask(&service, act(&to, &chair, &key(), 1, &assign)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let seq = done.json()["seq"].clone();
        let release =
            |day: &str| json!({ "effective_day": day, "details": { "assignment_seq": seq } });
        let to = format!("{path}/releases");
        let eve = ask(
            &service,
            act(&to, &chair, &key(), 2, &release("2024-10-15")),
        )
        .await;
        let code = "assignment_begins_later".to_owned();
        let place = ("/effective_day".to_owned(), code.clone());
        assert_eq!(errors(&eve), [place], "{}", eve.text);
        assert!(eve.text.contains("2024-10-16"), "{}", eve.text);
        server
            .clock
            .set(netralitas_testkit::play::at("2024-10-18", 10, 0));
        let chair = token(&server, &world, o.regency, Role::Chair);
        let done = ask(
            &service,
            act(&to, &chair, &key(), 2, &release("2024-10-16")),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let amend = json!({ "reason": "Salah tanggal", "details": { "steps": [{ "seq": 2, "effective_day": "2024-10-17" }] } });
        let to = format!("{path}/amendment");
        let refused = ask(&service, act(&to, &chair, &key(), 3, &amend)).await;
        let place = ("/details/steps/0/effective_day".to_owned(), code);
        assert_eq!(errors(&refused), [place], "{}", refused.text);
        assert!(refused.text.contains("2024-10-17"), "{}", refused.text);
    }
}
