//! One action end to end: a report is filed and taken to registration.

use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{Server, act, get, post, send},
    play::{World, at},
};
use serde_json::json;

#[actix_web::test]
async fn a_report_is_filed_and_registered() {
    for kind in kinds() {
        let world = World::new();
        let all: Vec<_> = world.directory.all().cloned().collect();
        let server = Server::new(kind, &all, at("2024-10-16", 10, 0));
        let service = server.service().await;
        let office = world.offices.regency;
        let (_, counter) = server.account(office, &[Role::IntakeOfficer]);
        let (_, chair) = server.account(office, &[Role::Chair, Role::ViolationsStaff]);
        let (_, outsider) = server.account(world.offices.city, &[Role::IntakeOfficer]);

        let filing = json!({
            "election": "pilkada-2024", "race": "regent", "channel": "in_person",
            "effective_day": "2024-10-14", "effective_time": "09:30", "known_on": "2024-10-12",
            "content": {
                "parties": [
                    { "capacity": "reporter", "name": "Pelapor Satu", "address": "Jalan Satu 1" },
                    { "capacity": "respondent", "subject": "pns", "name": "Camat Dua", "nip": "198609262015051001" }
                ],
                "allegations": [{ "respondent": 1, "what": "Ikut kampanye", "act_from": "2024-10-12", "place": "Lapangan" }],
                "evidence": [{ "kind": "photo", "description": "Foto" }],
                "account": "Kronologi"
            }
        });
        let filed = send(&service, post("/v1/reports", &counter, "k1", &filing)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let receipt = filed.json();
        assert_eq!(receipt["stage"], "received");
        assert_eq!(
            receipt["numbers"][0]["number"],
            "001/LP/PB/Kab/16.11/X/2024"
        );
        assert_eq!(receipt["recorded_late"], true);
        let path = filed.location.clone().unwrap();

        let again = send(&service, post("/v1/reports", &counter, "k1", &filing)).await;
        assert_eq!(
            (again.status, &again.text),
            (201, &filed.text),
            "the same key replays byte for byte"
        );
        let mut other = filing.clone();
        other["race"] = json!("governor");
        assert_eq!(
            send(&service, post("/v1/reports", &counter, "k1", &other))
                .await
                .status,
            422
        );

        let hidden = send(&service, get(&path, &outsider)).await;
        assert_eq!(hidden.status, 404, "{}", hidden.text);
        let seen = send(&service, get(&path, &counter)).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        assert_eq!(seen.etag.as_deref(), Some("1"));
        let view = seen.json();
        assert_eq!(view["terms"][0]["code"], "initial_study");
        assert!(
            !seen.text.contains("Pelapor Satu"),
            "the reporter's identity is sealed"
        );
        assert!(seen.text.contains("Camat Dua"));

        let study = json!({
            "effective_day": "2024-10-15",
            "meeting": { "entitled": 3, "deciding": 2 },
            "details": { "kinds": ["other_law"] }
        });
        let stale = send(
            &service,
            act(&format!("{path}/initial-study"), &chair, "k2", 7, &study),
        )
        .await;
        assert_eq!(stale.status, 412, "{}", stale.text);
        let early = send(
            &service,
            act(&format!("{path}/registration"), &chair, "k3", 1, &json!({})),
        )
        .await;
        assert_eq!(
            (early.status, early.reason().as_str()),
            (409, "step_not_allowed"),
            "{}",
            early.text
        );
        let studied = send(
            &service,
            act(&format!("{path}/initial-study"), &chair, "k4", 1, &study),
        )
        .await;
        assert_eq!(studied.status, 200, "{}", studied.text);
        let registered = send(
            &service,
            act(
                &format!("{path}/registration"),
                &chair,
                "k5",
                2,
                &json!({ "effective_day": "2024-10-16" }),
            ),
        )
        .await;
        assert_eq!(registered.status, 200, "{}", registered.text);
        let receipt = registered.json();
        assert_eq!(
            receipt["numbers"][0]["number"],
            "001/Reg/LP/PB/Kab/16.11/X/2024"
        );
        assert_eq!(receipt["terms_opened"][0]["due_day"], "2024-10-19");

        let journal = send(&service, get(&format!("{path}/journal"), &chair))
            .await
            .json();
        assert_eq!(journal["items"].as_array().unwrap().len(), 3);
        let list = send(&service, get("/v1/cases?stage=registered&limit=1", &chair))
            .await
            .json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        let found = send(
            &service,
            post(
                "/v1/cases/search",
                &chair,
                "k6",
                &json!({ "nip": "19860926 201505 1 001" }),
            ),
        )
        .await;
        assert_eq!(
            found.json()["items"].as_array().unwrap().len(),
            1,
            "{}",
            found.text
        );
    }
}
