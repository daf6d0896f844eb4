//! Forms recorded field by field: kept outside the journal, read back field by field by those who read the text.

use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::kinds,
    http::{act, get},
    play::{World, reach},
};
use serde_json::json;

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

#[actix_web::test]
async fn minutes_and_invitations_are_kept_field_by_field_and_never_in_the_journal() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Pemilu2022, Stage::InStudy).unwrap();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        let file = server.file(teller.case());
        let track = file.track(teller.case().into()).unwrap();
        let party = file.case().unwrap().parties[0].id;
        assert_eq!(game.file.track(id).unwrap().version, track.version);
        let address = format!("/v1/cases/{}", teller.case());
        let invitation = json!({
            "papers": [{ "kind": "b9", "number": "1/PP/2024", "enclosures": "1 berkas", "classification": "Penting", "addressee": "Yang diundang" }],
            "details": {
                "party_id": party, "hearing_day": "2030-01-15", "hearing_time": "09:00",
                "place": "Ruang Klarifikasi Delapan", "officer": "Petugas Sembilan",
            },
        });
        let call = act(
            &format!("{address}/invitations"),
            &staff,
            "a",
            track.version,
            &invitation,
        );
        let reply = ask(&service, call).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let minutes = json!({
            "details": {
                "party_id": party,
                "examiners": [{ "name": "Pemeriksa Tujuh", "position": "Anggota" }],
                "decree_number": "7/KEP/2024",
                "oath": "sworn",
                "answers": [{ "question": "Apakah Saudara sehat?", "answer": "Ya, sehat wal afiat." }, { "question": "Ada lagi?" }],
                "signature": "refused",
                "closed_at": "Banyuwangi", "closed_time": "11:30",
            },
        });
        let path = format!("{address}/clarifications");
        let reply = ask(
            &service,
            act(&path, &staff, "b", track.version + 1, &minutes),
        )
        .await;
        assert_eq!(reply.status, 200, "{}", reply.text);

        let view = ask(&service, get(&address, &staff)).await.json();
        let forms: Vec<_> = view["texts"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|t| t.get("form"))
            .collect();
        let of = |name: &str| forms.iter().find(|f| f["form"] == name).unwrap();
        assert_eq!(of("minutes")["answers"], minutes["details"]["answers"]);
        assert_eq!(of("minutes")["examiners"], minutes["details"]["examiners"]);
        assert_eq!(of("minutes")["signature"], "refused");
        assert_eq!(of("invitation")["place"], "Ruang Klarifikasi Delapan");
        let papers = view["papers"].as_array().unwrap();
        let b9 = papers.iter().find(|p| p["kind"] == "b9").unwrap();
        assert_eq!(b9["enclosures"], "1 berkas");
        assert_eq!(b9["addressee"], "Yang diundang");
        for table in ["journal", "idempotency", "tracks"] {
            let rows = server.db.rows(table).join("\n");
            for value in [
                "Pemeriksa Tujuh",
                "wal afiat",
                "Petugas Sembilan",
                "Delapan",
            ] {
                assert!(!rows.contains(value), "{value} in {table}");
            }
        }
        // The counter of the same office does not read minutes before the status is announced.
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let seen = ask(&service, get(&address, &counter)).await;
        assert!(!seen.text.contains("wal afiat"), "{}", seen.text);
    }
}
