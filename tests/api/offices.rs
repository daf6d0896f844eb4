//! Offices that end: what passes to the successor, and every reason against it. Over HTTP, on both databases.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_app::{
    Answer, Keyed, Principal,
    error::AppError,
    offices::{Accounts, End, OfficeCommand},
};
use netralitas_domain::{
    acts::{access_changes, fold_access},
    file::CaseFile,
    ids::{CaseId, Id, OfficeId},
    law::LawSet,
    people::Role,
    procedure::{Action, Machine, Stage},
};
use netralitas_store::{access, journal};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, act, get, outside, post},
    play::{World, at, reach},
};
use serde_json::{Value, json};

use crate::{
    concurrency::{at_once, open as open_case},
    seen::ask,
    stand::{report, server, tell, token},
};

/// Asks for the end of an office at its present version.
async fn end<S>(
    service: &S,
    admin: &str,
    office: OfficeId,
    how: &str,
    key: &str,
    body: &Value,
) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let path = format!("/v1/offices/{office}");
    let seen = ask(service, get(&path, admin)).await;
    let version = seen.etag.unwrap().parse().unwrap();
    ask(
        service,
        act(&format!("{path}/{how}"), admin, key, version, body),
    )
    .await
}

fn to(successor: OfficeId, on: &str) -> Value {
    json!({ "on": on, "successor_id": successor, "accounts": "move" })
}

/// Access and state are the fold of the journal, after an office ended too. `world` has no closed office: what the
/// journal says is enough.
fn assert_folded(server: &Server, world: &World, case: CaseId) {
    let (events, stored) = outside(|| {
        server.app.store().read_blocking(|tx| {
            let rows = journal::of_case(tx, case)?;
            Ok::<_, netralitas_store::StoreError>((rows, access::of_case(tx, case)?))
        })
    })
    .unwrap();
    let mut folded = CaseFile::new(case);
    let mut spells = Vec::new();
    for entry in &events {
        let before = folded.clone();
        folded.apply(std::slice::from_ref(&entry.event));
        let before = (!before.tracks.is_empty()).then_some(&before);
        let changes = access_changes(&entry.event, before, &folded, world.rules());
        fold_access(&mut spells, &changes, entry.event.recorded_at);
    }
    spells.sort_unstable();
    assert_eq!(stored, spells);
    let now = server.file(case);
    assert_eq!(now.tracks.len(), folded.tracks.len());
    for track in &folded.tracks {
        assert_eq!(now.track(track.id), Some(track));
    }
}

#[actix_web::test]
async fn a_successor_takes_open_cases_where_they_stand_and_sees_the_ended_ones() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (old, new) = (world.offices.regency, world.offices.city);
        let law = LawSet::Pilkada2024;
        let (open, _) = reach(&world, law, Stage::Registered).unwrap();
        let (ended, _) = reach(&world, law, Stage::Stopped).unwrap();
        let closed_case = tell(&server, &service, &ended, |_| ()).await.case();
        let case = tell(&server, &service, &open, |_| ()).await.case();
        assert_eq!(server.file(case).case().unwrap().handled_by, old);
        server.clock.set(at("2025-01-10", 9, 0));
        let admin = token(&server, &world, world.offices.province, Role::Administrator);
        let chair = token(&server, &world, new, Role::Chair);
        let outsider = token(&server, &world, world.offices.other_province, Role::Chair);
        for case in [case, closed_case] {
            assert_eq!(
                ask(&service, get(&format!("/v1/cases/{case}"), &chair))
                    .await
                    .status,
                404
            );
        }
        let version = server.file(case).case_track().unwrap().version;
        let ended_version = server.file(closed_case).case_track().unwrap().version;

        let done = end(
            &service,
            &admin,
            old,
            "succession",
            "k1",
            &to(new, "2025-01-09"),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let receipt = done.json();
        assert_eq!(
            (&receipt["tracks"], &receipt["cases"]),
            (&json!(1), &json!(1)),
            "{}",
            done.text
        );
        assert_eq!(done.etag.as_deref(), Some("2"));

        // The same key gives the same bytes; the old version and then the closed office are refused.
        let again = ask(
            &service,
            act(
                &format!("/v1/offices/{old}/succession"),
                &admin,
                "k1",
                1,
                &to(new, "2025-01-09"),
            ),
        )
        .await;
        assert_eq!((again.status, &again.text), (200, &done.text));
        let path = format!("/v1/offices/{old}/succession");
        let stale = ask(
            &service,
            act(&path, &admin, "k2", 1, &to(new, "2025-01-09")),
        )
        .await;
        assert_eq!(
            (stale.status, stale.reason().as_str()),
            (412, "version_stale")
        );
        let twice = ask(
            &service,
            act(&path, &admin, "k3", 2, &to(new, "2025-01-09")),
        )
        .await;
        assert_eq!(
            (twice.status, twice.reason().as_str()),
            (409, "office_closed")
        );

        // The case moved by one step of its own; the ended one was not touched.
        let file = server.file(case);
        let track = file.case_track().unwrap();
        assert_eq!(track.version, version + 1);
        assert_eq!(
            (track.stage, file.case().unwrap().handled_by),
            (Stage::Registered, new)
        );
        assert_eq!(track.steps.last().unwrap().action, Action::SucceedOffice);
        assert_eq!(
            server.file(closed_case).case_track().unwrap().version,
            ended_version
        );
        assert_folded(&server, &world, case);

        // The successor sees both and goes on; nobody else sees more than before.
        for case in [case, closed_case] {
            let path = format!("/v1/cases/{case}");
            assert_eq!(ask(&service, get(&path, &chair)).await.status, 200);
            assert_eq!(ask(&service, get(&path, &outsider)).await.status, 404);
        }
        let team = json!({ "effective_day": "2025-01-10",
            "papers": [{ "kind": "chair_decree", "number": "1/2025", "dated": "2025-01-10" }] });
        let path = format!("/v1/cases/{case}/team");
        let next = ask(&service, act(&path, &chair, "k4", version + 1, &team)).await;
        assert_eq!(next.status, 200, "{}", next.text);

        // Nobody acts or files for the old office any more; its accounts work at the new one.
        let moved = world.actor(old, Role::IntakeOfficer);
        let before = server.token(moved.account, old);
        let refused = ask(&service, post("/v1/reports", &before, "k5", &report())).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (401, "token_invalid")
        );
        let after = server.token(moved.account, new);
        let mut body = report();
        body["effective_day"] = json!("2025-01-10");
        body["effective_time"] = json!("08:30");
        let filed = ask(&service, post("/v1/reports", &after, "k6", &body)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);

        // What stood below the old office stands below the new one.
        let below = ask(
            &service,
            get(
                &format!("/v1/offices/{}", world.offices.sub_district),
                &admin,
            ),
        )
        .await;
        assert_eq!(below.json()["parent_id"], json!(new));
        let gone = ask(&service, get(&format!("/v1/offices/{old}"), &admin))
            .await
            .json();
        assert_eq!(
            (&gone["closed"], &gone["successor_id"], &gone["valid_to"]),
            (&json!(true), &json!(new), &json!("2025-01-09"))
        );
        let changes = ask(&service, get(&format!("/v1/offices/{old}/journal"), &admin))
            .await
            .json();
        assert_eq!(changes["items"][0]["kind"], "succeeded");
        assert_eq!(
            changes["items"][0]["account_id"],
            json!(
                world
                    .actor(world.offices.province, Role::Administrator)
                    .account
            )
        );
        let hidden = ask(&service, get(&format!("/v1/offices/{old}/journal"), &chair)).await;
        assert_eq!(hidden.status, 403, "{}", hidden.text);
    }
}

#[actix_web::test]
async fn every_reason_against_the_end_of_an_office_has_its_code_and_writes_nothing() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let o = world.offices;
        let clerk = token(&server, &world, o.city, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &clerk, "f", &report())).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let case = filed.json()["case_id"].as_str().unwrap().to_owned();
        let added = json!({ "papers": [{ "kind": "letter" }], "effective_day": "2024-10-16" });
        let path = format!("/v1/cases/{case}/added-papers");
        let added = ask(&service, act(&path, &clerk, "p", 1, &added)).await;
        assert_eq!(added.status, 200, "{}", added.text);
        let (review, _) = reach(&world, LawSet::Bkn, Stage::Verification).unwrap();
        tell(&server, &service, &review, |_| ()).await;
        server.clock.set(at("2025-01-10", 9, 0));
        let top = token(&server, &world, o.national, Role::Administrator);
        let yesterday = "2025-01-09";
        let plain = |on: &str| json!({ "on": on });
        let cases: Vec<(OfficeId, &str, Value, &str)> = vec![
            (o.city, "closing", plain(yesterday), "open_tracks"),
            (o.regency, "closing", plain(yesterday), "offices_below"),
            (
                o.other_province,
                "closing",
                plain("2025-01-11"),
                "end_in_future",
            ),
            (
                o.other_province,
                "closing",
                plain("2014-12-31"),
                "end_before_start",
            ),
            (o.bkn, "closing", plain(yesterday), "authority_hands_over"),
            (
                o.city,
                "succession",
                to(o.city, yesterday),
                "successor_is_itself",
            ),
            (
                o.city,
                "succession",
                to(o.agency, yesterday),
                "successor_of_another_kind",
            ),
            (
                o.city,
                "succession",
                to(o.province, yesterday),
                "successor_of_another_level",
            ),
            (
                o.sub_district,
                "succession",
                to(o.city, yesterday),
                "successor_of_another_level",
            ),
            (
                o.regency,
                "succession",
                to(o.sub_district, yesterday),
                "successor_below",
            ),
            (
                o.city,
                "succession",
                to(o.regency, "2024-10-01"),
                "end_before_open_tracks",
            ),
            (
                o.city,
                "succession",
                to(o.regency, "2024-10-15"),
                "end_before_own_steps",
            ),
        ];
        for (n, (office, how, body, code)) in cases.iter().enumerate() {
            let refused = end(&service, &top, *office, how, &format!("k{n}"), body).await;
            assert_eq!(
                (refused.status, refused.reason().as_str()),
                (409, *code),
                "{}",
                refused.text
            );
        }
        assert!(server.db.rows("office_events").is_empty());

        // Not an administrator, not of this office, no such office, no such successor, no version.
        let chair = token(&server, &world, o.city, Role::Chair);
        let neighbour = token(&server, &world, o.regency, Role::Administrator);
        for who in [&chair, &neighbour] {
            let refused = end(&service, who, o.city, "closing", "k90", &plain(yesterday)).await;
            assert_eq!(
                (refused.status, refused.reason().as_str()),
                (403, "forbidden_role")
            );
        }
        // The successor must be the keeper's too.
        let refused = end(
            &service,
            &neighbour,
            o.regency,
            "succession",
            "k91",
            &to(o.city, yesterday),
        )
        .await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        let nowhere: OfficeId = Id::new(uuid::Uuid::from_u128(999));
        let missing = ask(
            &service,
            act(
                &format!("/v1/offices/{nowhere}/closing"),
                &top,
                "k92",
                1,
                &plain(yesterday),
            ),
        )
        .await;
        assert_eq!(missing.status, 404, "{}", missing.text);
        let unknown = end(
            &service,
            &top,
            o.city,
            "succession",
            "k93",
            &to(nowhere, yesterday),
        )
        .await;
        assert_eq!(unknown.status, 422, "{}", unknown.text);
        assert_eq!(unknown.json()["errors"][0]["pointer"], "/successor_id");
        let blind = ask(
            &service,
            post(
                &format!("/v1/offices/{}/closing", o.city),
                &top,
                "k94",
                &plain(yesterday),
            ),
        )
        .await;
        assert_eq!(blind.status, 428, "{}", blind.text);
        assert!(server.db.rows("office_events").is_empty());

        // One after the other: who succeeded is not succeeded by a closed office.
        let done = end(
            &service,
            &top,
            o.city,
            "succession",
            "k95",
            &to(o.regency, yesterday),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let closed = end(
            &service,
            &top,
            o.regency,
            "succession",
            "k96",
            &to(o.city, yesterday),
        )
        .await;
        assert_eq!(
            (closed.status, closed.reason().as_str()),
            (409, "successor_closed")
        );
    }
}

/// The next sub-district office of the same place gives numbers that look the same: they go on.
#[actix_web::test]
async fn counters_go_on_and_no_number_is_given_twice() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let old = world.offices.sub_district;
        let clerk = token(&server, &world, old, Role::IntakeOfficer);
        let top = token(&server, &world, world.offices.national, Role::Administrator);
        let number = |reply: &Reply| {
            reply.json()["numbers"][0]["number"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let file = async |token: &str, key: &str| {
            let filed = ask(&service, post("/v1/reports", token, key, &report())).await;
            assert_eq!(filed.status, 201, "{}", filed.text);
            number(&filed)
        };
        let first = file(&clerk, "f1").await;
        let second = file(&clerk, "f2").await;
        assert!(
            first.starts_with("001/LP/") && second.starts_with("002/LP/"),
            "{first} {second}"
        );
        let add = json!({
            "code": "panwascam-giri-2", "name": "panwascam-giri", "kind": "election_supervisor",
            "level": "sub_district", "parent": "bawaslu-banyuwangi", "election": "pilkada-2024"
        });
        let made = ask(&service, post("/v1/offices", &top, "a", &add)).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let new: OfficeId = Id::new(made.json()["office_id"].as_str().unwrap().parse().unwrap());
        let done = end(
            &service,
            &top,
            old,
            "succession",
            "s",
            &to(new, "2024-10-16"),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["tracks"], 2);
        let moved = world.actor(old, Role::IntakeOfficer);
        let third = file(&server.token(moved.account, new), "f3").await;
        assert_eq!(third, second.replacen("002/", "003/", 1));
        // Numbers stay with the office that gave them.
        let rows = server.db.rows("numbers");
        let given_by = |office: OfficeId| {
            let id = office.to_string();
            rows.iter().filter(|r| r.contains(&id)).count()
        };
        assert_eq!((given_by(old), given_by(new)), (2, 1), "{rows:?}");
        // The village stands below the new one and its reports reach it.
        let village = ask(
            &service,
            get(&format!("/v1/offices/{}", world.offices.village), &top),
        )
        .await;
        assert_eq!(village.json()["parent_id"], json!(new));
    }
}

/// A regency takes over from its sub-district after the election; its own numbers have no gap.
#[actix_web::test]
async fn an_ad_hoc_office_is_followed_by_the_office_above_whose_numbers_stay_its_own() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (old, new) = (world.offices.sub_district, world.offices.regency);
        let top = token(&server, &world, world.offices.national, Role::Administrator);
        for n in 0..3 {
            let clerk = token(&server, &world, old, Role::IntakeOfficer);
            ask(
                &service,
                post("/v1/reports", &clerk, &format!("f{n}"), &report()),
            )
            .await;
        }
        let done = end(
            &service,
            &top,
            old,
            "succession",
            "s",
            &to(new, "2024-10-16"),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["tracks"], 3);
        let clerk = token(&server, &world, new, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &clerk, "g", &report())).await;
        let number = filed.json()["numbers"][0]["number"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(number.starts_with("001/LP/PB/Kab/16.11/"), "{number}");
    }
}

#[actix_web::test]
async fn an_agencys_open_tracks_pass_to_the_agency_that_follows_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let old = world.offices.agency;
        let (game, sanction) = reach(&world, LawSet::Pp94, Stage::AgencyExamination).unwrap();
        let teller = tell(&server, &service, &game, |_| ()).await;
        let (case, sanction) = (teller.case(), teller.there(sanction.raw()));
        let top = token(&server, &world, world.offices.national, Role::Administrator);
        let add = json!({
            "code": "pemkab-banyuwangi-baru", "name": "Pemerintah Kabupaten Banyuwangi", "kind": "agency",
            "level": "regency", "zone": "WIB", "personnel_officer": "Bupati Banyuwangi"
        });
        let made = ask(&service, post("/v1/offices", &top, "a", &add)).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let new: OfficeId = Id::new(made.json()["office_id"].as_str().unwrap().parse().unwrap());
        let today = netralitas_app::clock::Clock::now(server.clock.as_ref())
            .day_in(netralitas_domain::time::Zone::Wib)
            .to_string();
        let before = server.file(case);
        let open_reviews = before
            .tracks
            .iter()
            .filter(|t| t.review().is_some_and(|r| r.agency == Some(old)) && !t.stage.is_final())
            .count();
        let done = end(&service, &top, old, "succession", "s", &to(new, &today)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let after = server.file(case);
        let track = after
            .track(netralitas_domain::ids::TrackId::new(sanction))
            .unwrap();
        assert_eq!(track.sanction().unwrap().agency, new);
        assert_eq!(track.steps.last().unwrap().action, Action::SucceedOffice);
        assert!(open_reviews > 0);
        for review in after.tracks.iter().filter(|t| t.machine == Machine::Review) {
            assert_eq!(review.review().unwrap().agency, Some(new));
        }
        assert_folded(&server, &world, case);
        // The moved personnel unit goes on; the authority still sees it, a foreign agency does not.
        let path = format!("/v1/sanctions/{sanction}");
        let unit = world.actor(old, Role::PersonnelUnit);
        let seen = ask(&service, get(&path, &server.token(unit.account, new))).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        let next = seen.json()["next_actions"].as_array().unwrap().clone();
        assert!(next.iter().any(|a| a["allowed"] == json!(true)), "{next:?}");
        let foreign = token(
            &server,
            &world,
            world.offices.other_agency,
            Role::PersonnelUnit,
        );
        assert_eq!(ask(&service, get(&path, &foreign)).await.status, 404);
        let gone = ask(&service, get(&path, &server.token(unit.account, old))).await;
        assert_eq!(gone.status, 401, "{}", gone.text);
    }
}

type Work = std::pin::Pin<Box<dyn Future<Output = Result<Answer, AppError>> + Send>>;

/// However the two fall: what was filed before passes on, and nothing is filed after.
#[actix_web::test]
async fn nothing_stays_behind_that_is_filed_while_an_office_ends() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let (old, new) = (world.offices.sub_district, world.offices.regency);
        let clerk = world.actor(old, Role::IntakeOfficer);
        let admin = world.actor(world.offices.national, Role::Administrator);
        let mut work: Vec<Work> = (0..24)
            .map(|n| Box::pin(open_case(&server.app, &clerk, format!("k{n}"))) as Work)
            .collect();
        let app = server.app.clone();
        let principal = Principal::outside(admin.account, admin.office);
        let keyed = Keyed {
            operation: "close_office_with_successor",
            key: "end".to_owned(),
            fingerprint: vec![1],
        };
        let command = OfficeCommand::End(End {
            office: old,
            on: "2024-10-16".parse().unwrap(),
            successor: Some(new),
            accounts: Accounts::End,
            expected: Some(1),
        });
        let end = async move { app.change_offices(principal, keyed, command).await };
        work.insert(12, Box::pin(end));
        let mut all = at_once(work);
        let ended = all.remove(12).unwrap();
        assert_eq!(ended.status, 200, "{}", ended.body);
        let filed = all.iter().filter(|a| a.is_ok()).count();
        for refused in all.iter().filter_map(|a| a.as_ref().err()) {
            assert!(matches!(refused, AppError::AccountInactive), "{refused}");
        }
        let cases = server.db.rows("cases");
        assert_eq!(cases.len(), filed);
        let left: Vec<_> = cases
            .iter()
            .filter(|row| row.contains(&old.to_string()))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        let receipt: Value = serde_json::from_str(&ended.body).unwrap();
        assert_eq!(receipt["cases"], json!(filed), "{} of 24 filed", filed);
    }
}

/// What waits for a second person passes to the successor, whose people confirm or decline it.
#[actix_web::test]
async fn what_waits_for_a_second_person_passes_to_the_successor() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (old, new) = (world.offices.regency, world.offices.city);
        let (game, _) = reach(&world, LawSet::Pilkada2024, Stage::Registered).unwrap();
        let mut waiting = Vec::new();
        // An account of that office alone asks for the second: it is gone with it.
        let (leaves, _) = server.account(old, &[Role::ViolationsStaff]);
        let stays = world.actor(old, Role::ViolationsStaff).account;
        for (n, account) in [stays, leaves].into_iter().enumerate() {
            let case = tell(&server, &service, &game, |_| ()).await.case();
            let who = &server.token(account, old);
            let version = server.file(case).case_track().unwrap().version;
            let body = json!({
                "machine": "case", "track_id": case, "action": "annul",
                "version": version, "body": { "reason": "Salah catat" },
            });
            let asked = post("/v1/approvals", who, &format!("ask-{n}"), &body);
            let asked = ask(&service, asked).await;
            assert_eq!(asked.status, 201, "{}", asked.text);
            waiting.push((case, asked.location.unwrap()));
        }
        server.clock.set(at("2024-10-18", 9, 0));
        let admin = token(&server, &world, world.offices.province, Role::Administrator);
        let done = end(
            &service,
            &admin,
            old,
            "succession",
            "end",
            &to(new, "2024-10-17"),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.text);
        let chair = token(&server, &world, new, Role::Chair);
        let list = ask(&service, get("/v1/approvals", &chair)).await;
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 2);
        let call = |path: String, key: &str| {
            actix_web::test::TestRequest::post()
                .uri(&path)
                .insert_header(("authorization", format!("Bearer {chair}")))
                .insert_header(("idempotency-key", key.to_owned()))
        };
        let (case, first) = &waiting[0];
        let confirmed = ask(&service, call(format!("{first}/confirmation"), "yes")).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
        assert_eq!(confirmed.json()["stage"], "initial_study");
        assert_eq!(server.file(*case).case().unwrap().handled_by, new);
        assert_folded(&server, &world, *case);
        // Who asked is gone: it is declined, not confirmed.
        let (_, second) = &waiting[1];
        outside(|| server.app.set_disabled(leaves, true)).unwrap();
        let refused = ask(&service, call(format!("{second}/confirmation"), "late")).await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        let declined = ask(&service, call(format!("{second}/end"), "no")).await;
        assert_eq!(declined.status, 200, "{}", declined.text);
        assert_eq!(declined.json()["state"], "declined");
    }
}
