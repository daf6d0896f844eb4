//! The study is closed until its status is announced (Perbawaslu 7/2022 art. 36(4)): whoever studies at the
//! handling office reads it, its counter and the office above do not.

use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{Server, act, get, post, send},
    play::{World, at},
};
use serde_json::json;

#[actix_web::test]
async fn the_study_is_read_only_where_it_is_made() {
    for kind in kinds() {
        let world = World::new();
        let all: Vec<_> = world.directory.all().cloned().collect();
        let server = Server::new(kind, &all, at("2024-10-16", 10, 0));
        let service = server.service().await;
        let (_, counter) = server.account(world.offices.regency, &[Role::IntakeOfficer]);
        let (_, staff) = server.account(world.offices.regency, &[Role::ViolationsStaff]);
        let (_, above) = server.account(world.offices.province, &[Role::Chair]);
        let filing = json!({
            "election": "pilkada-2024", "race": "regent", "channel": "in_person", "known_on": "2024-10-14",
            "content": {
                "parties": [{ "capacity": "respondent", "subject": "pns" }],
                "allegations": [{ "respondent": 0, "act_from": "2024-10-14", "place": "Lapangan" }],
                "account": "KRONOLOGI"
            }
        });
        let filed = send(&service, post("/v1/reports", &counter, "k1", &filing)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let path = filed.location.unwrap();
        let study = json!({
            "meeting": { "entitled": 3, "deciding": 2 },
            "details": { "kinds": ["other_law"], "study": "KAJIAN RAHASIA" }
        });
        let made = send(
            &service,
            act(&format!("{path}/initial-study"), &staff, "k2", 1, &study),
        )
        .await;
        assert_eq!(made.status, 200, "{}", made.text);
        for (token, reads) in [(&staff, true), (&counter, false), (&above, false)] {
            let seen = send(&service, get(&path, token)).await;
            assert_eq!(seen.status, 200, "{}", seen.text);
            assert_eq!(seen.text.contains("KAJIAN RAHASIA"), reads);
            assert!(
                seen.text.contains("KRONOLOGI"),
                "the account is open to them"
            );
        }
    }
}
