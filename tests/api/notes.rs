//! Notes: of an office on a track, read by it alone or by the colleagues that they name.

use netralitas_domain::{
    people::Role,
    procedure::{Action as A, Machine},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, post},
    play::World,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bad_input::errors,
    forwarded::{filed, sent},
    seen::ask,
    stand::{key, server, token},
};

const WORDS: &str = "Saksi kedua dihubungi hari Senin";
const FOR_TWO: &str = "Hanya untuk ketua";

#[actix_web::test]
async fn a_note_is_read_by_its_office_alone_or_by_whom_it_names() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = filed(&server, &world, &service, |_| {}).await;
        let case = way.case.raw();
        let of = |office, role| token(&server, &world, office, role);
        let staff = of(o.regency, Role::ViolationsStaff);
        let chair = of(o.regency, Role::Chair);
        let counter = of(o.regency, Role::IntakeOfficer);
        let write = async |who: &str, body: &Value| {
            ask(&service, post("/v1/notes", who, &key(), body)).await
        };
        let read = async |who: &str, track: Uuid| {
            let seen = ask(&service, get(&format!("/v1/notes?track_id={track}"), who)).await;
            (
                seen.status,
                seen.text.contains(WORDS),
                seen.text.contains(FOR_TWO),
            )
        };
        let made = write(&staff, &json!({ "track_id": case, "text": WORDS })).await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert!(!made.text.contains(WORDS));
        let head = world.actor(o.regency, Role::Chair).account;
        let body = json!({ "track_id": case, "text": FOR_TWO, "readers": [head] });
        let narrow = write(&staff, &body).await;
        assert_eq!(narrow.status, 201, "{}", narrow.text);
        assert_eq!(read(&staff, case).await, (200, true, true));
        assert_eq!(read(&chair, case).await, (200, true, true));
        assert_eq!(read(&counter, case).await, (200, true, false));
        // Who sees the case from above reads no note of the office below.
        for office in [o.province, o.national] {
            assert_eq!(
                read(&of(office, Role::Chair), case).await,
                (200, false, false)
            );
        }
        assert_eq!(read(&of(o.bkn, Role::Reviewer), case).await.0, 404);
        // No other read tells of it, and nothing of it stands in the journal.
        for path in ["", "/journal", "/former-records"] {
            let path = format!("/v1/cases/{case}{path}");
            let seen = ask(&service, get(&path, &staff)).await;
            assert!(!seen.text.contains(WORDS), "{path}");
        }

        // Nobody of another office is named, and who only reads writes none.
        let stranger = world.actor(o.bkn, Role::Reviewer).account;
        let body = json!({ "track_id": case, "text": "x", "readers": [head, stranger] });
        let refused = write(&staff, &body).await;
        let fault = ("/readers/1".to_owned(), "no_colleague".to_owned());
        assert_eq!(errors(&refused), [fault], "{}", refused.text);
        let auditor = of(o.regency, Role::Auditor);
        let body = json!({ "track_id": case, "text": "x" });
        assert_eq!(write(&auditor, &body).await.status, 403);
        assert_eq!(read(&auditor, case).await, (200, true, false));
        let hidden = write(&of(o.bkn, Role::Reviewer), &body).await;
        let never = json!({ "track_id": Uuid::from_u128(77), "text": "x" });
        let never = write(&of(o.bkn, Role::Reviewer), &never).await;
        assert_eq!((hidden.status, never.status), (404, 404));

        // It is taken away by whoever wrote it.
        let id = narrow.json()["note_id"].as_str().unwrap().to_owned();
        let end = async |who: &str| {
            let path = format!("/v1/notes/{id}/end");
            ask(&service, post(&path, who, &key(), &json!({})))
                .await
                .status
        };
        let open = made.json()["note_id"].as_str().unwrap().to_owned();
        let path = format!("/v1/notes/{open}/end");
        let above = of(o.province, Role::Chair);
        let call = post(&path, &above, &key(), &json!({}));
        assert_eq!(ask(&service, call).await.status, 404);
        assert_eq!(end(&counter).await, 404);
        assert_eq!(end(&of(o.province, Role::Chair)).await, 404);
        assert_eq!(end(&chair).await, 403);
        assert_eq!(end(&staff).await, 200);
        assert_eq!(read(&chair, case).await, (200, true, false));
        assert_eq!(end(&staff).await, 404);
    }
}

#[actix_web::test]
async fn a_note_stays_with_its_office_when_the_matter_goes_on() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let way = sent(&server, &world, &service).await;
        let review = way.review(1).raw();
        let path = format!("/v1/notes?track_id={review}");
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        let reviewer = token(&server, &world, o.bkn, Role::Reviewer);
        for (who, words) in [(&staff, "Catatan Bawaslu"), (&reviewer, "Catatan BKN")] {
            let body = json!({ "track_id": review, "text": words });
            let made = ask(&service, post("/v1/notes", who, &key(), &body)).await;
            assert_eq!(made.status, 201, "{}", made.text);
        }
        way.step(&service, way.tracks(Machine::Review)[0], A::TakeIn)
            .await;
        for (who, own, other) in [
            (&staff, "Catatan Bawaslu", "Catatan BKN"),
            (&reviewer, "Catatan BKN", "Catatan Bawaslu"),
        ] {
            let read = ask(&service, get(&path, who)).await;
            assert!(read.text.contains(own), "{}", read.text);
            assert!(!read.text.contains(other), "{}", read.text);
            let view = ask(&service, get(&format!("/v1/reviews/{review}"), who)).await;
            assert!(!view.text.contains("Catatan B"), "{}", view.text);
        }
    }
}
