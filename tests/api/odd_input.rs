//! Input that is odd but taken, and acts that the present state cannot take.

use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::{CANARY, changed, errors, nip, raw, written},
    seen::ask,
    stand::{report, server, token},
};

#[actix_web::test]
async fn odd_input_is_taken_with_a_warning_and_gaps_show_as_open_requirements() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        // An 18-digit number of no known pattern.
        let reply = ask(&service, raw(&counter, "odd", nip("198609262015059001"))).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        assert_eq!(reply.json()["warnings"], json!(["nip_pattern_unknown"]));
        // Seventeen when appointed, which is yet to come.
        let young = ask(&service, raw(&counter, "young", nip("202009262037051001"))).await;
        assert_eq!(young.status, 201, "{}", young.text);
        assert_eq!(
            young.json()["warnings"],
            json!(["nip_age_implausible", "nip_appointment_ahead"])
        );
        // The number of the paper that the reporter shows: no NIK, and one of no region.
        for (key, number, wanted) in [
            ("paper-1", "3527003209860001", json!(["nik_impossible"])),
            ("paper-2", "9999002609860001", json!(["nik_region_unknown"])),
            ("paper-3", "A1234567", json!([])),
        ] {
            let shown = changed(|b| b["content"]["parties"][0]["identity_number"] = json!(number));
            let reply = ask(&service, raw(&counter, key, shown)).await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            assert_eq!(reply.json()["warnings"], wanted, "{number}");
            assert!(!reply.text.contains(number));
        }
        let names = changed(|b| {
            let all = b["content"]["parties"].as_array_mut().unwrap();
            all.push(
                json!({ "capacity": "respondent", "subject": "pns", "name": "  camat  DUA " }),
            );
            // The same name in another capacity is worth the look too.
            all.push(json!({ "capacity": "witness", "name": "CAMAT DUA" }));
        });
        let reply = ask(&service, raw(&counter, "names", names)).await;
        assert_eq!(
            (reply.status, &reply.json()["warnings"]),
            (201, &json!(["equal_names", "equal_names"])),
            "{}",
            reply.text
        );
        let bare = json!({
            "election": "pilkada-2024", "race": "regent", "channel": "post",
            "papers": [{ "kind": "letter" }],
        });
        let reply = ask(&service, post("/v1/reports", &counter, "bare", &bare)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let seen = ask(&service, get(&reply.location.unwrap(), &counter))
            .await
            .json();
        let open: Vec<&str> = seen["case"]["open_requirements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["code"].as_str().unwrap())
            .collect();
        for gap in [
            "reporter_name",
            "reporter_address",
            "respondent",
            "time_and_place",
            "account",
            "evidence",
        ] {
            assert!(open.contains(&gap), "{gap} is not among {open:?}");
        }
    }
}

#[actix_web::test]
async fn acts_that_cannot_be_done_are_refused_and_write_nothing() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let mut body = report();
        body["content"]["parties"][1]["nip"] = json!("198609262015051001");
        let filed = ask(&service, post("/v1/reports", &counter, "file", &body)).await;
        let path = filed.location.clone().unwrap();
        let study = |gaps: Value| json!({ "meeting": { "entitled": 3, "deciding": 2 }, "details": { "kinds": ["other_law"], "gaps": gaps } });
        let studied = ask(
            &service,
            act(
                &format!("{path}/initial-study"),
                &chair,
                "s",
                1,
                &study(json!(["evidence"])),
            ),
        )
        .await;
        assert_eq!(studied.status, 200, "{}", studied.text);
        let asked = ask(
            &service,
            act(
                &format!("{path}/completion-request"),
                &chair,
                "r",
                2,
                &json!({}),
            ),
        )
        .await;
        assert_eq!(asked.status, 200, "{}", asked.text);

        let before = written(&server);
        // The identifier is in the case already, under another capacity.
        let again = json!({ "details": { "content": { "parties": [{ "capacity": "witness", "nip": "198609262015051001", "name": CANARY }] } } });
        let twice = ask(
            &service,
            act(&format!("{path}/completion"), &counter, "c", 3, &again),
        )
        .await;
        assert_eq!(
            (twice.status, twice.reason().as_str()),
            (422, "validation_failed"),
            "{}",
            twice.text
        );
        assert_eq!(
            errors(&twice)[0],
            (
                "/details/content/parties/0/nip".into(),
                "duplicate_identifier".into()
            ),
            "{}",
            twice.text
        );
        let tomorrow = json!({ "effective_day": "2024-10-17", "reason": CANARY });
        let early = ask(
            &service,
            act(&format!("{path}/withdrawal"), &counter, "w", 3, &tomorrow),
        )
        .await;
        assert_eq!(
            (early.status, early.reason().as_str()),
            (422, "future_day"),
            "{}",
            early.text
        );
        let stale = ask(
            &service,
            act(
                &format!("{path}/withdrawal"),
                &counter,
                "w",
                2,
                &json!({ "reason": "Dicabut" }),
            ),
        )
        .await;
        assert_eq!(
            (stale.status, stale.etag.as_deref()),
            (412, Some("3")),
            "{}",
            stale.text
        );
        assert_eq!(stale.json()["current_version"], json!(3));
        for reply in [&twice, &early, &stale] {
            assert!(
                !reply.text.contains(CANARY) && !reply.text.contains("198609262015051001"),
                "{}",
                reply.text
            );
        }
        assert_eq!(written(&server), before, "nothing is written");

        let gone = ask(
            &service,
            act(
                &format!("{path}/withdrawal"),
                &counter,
                "w",
                3,
                &json!({ "reason": "Dicabut" }),
            ),
        )
        .await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        let before = written(&server);
        let late = ask(
            &service,
            act(
                &format!("{path}/initial-study"),
                &chair,
                "l",
                4,
                &study(json!([])),
            ),
        )
        .await;
        assert_eq!(
            (late.status, late.reason().as_str()),
            (409, "track_ended"),
            "{}",
            late.text
        );
        assert_eq!(written(&server), before, "nothing is written");
    }
}
