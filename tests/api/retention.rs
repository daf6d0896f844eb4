//! What is kept for a time goes when that is over, and not before; what a case file holds stays.

use netralitas_app::retention::Due;
use netralitas_domain::procedure::RetentionOf;
use netralitas_testkit::{
    db::kinds,
    http::{Server, outside},
    play::World,
};

use crate::{
    door::{information, open, proven, report, status},
    seen::ask,
    stand::{key, server},
};

const DAY: i64 = 24 * 3_600 * 1_000_000;

fn count(all: &[Due], what: RetentionOf) -> i64 {
    all.iter().find(|d| d.rule.what == what).unwrap().count
}

/// What is due now for what the public door keeps, as it is shown and as it is in the tables.
fn door(server: &Server) -> (i64, i64, usize, usize) {
    let on = netralitas_app::clock::Clock::now(server.clock.as_ref());
    let due = outside(|| server.app.retention_preview(on)).unwrap();
    (
        count(&due, RetentionOf::AnnouncedReports),
        count(&due, RetentionOf::UsedChallenges),
        server.db.rows("announced_reports").len(),
        server.db.rows("used_challenges").len(),
    )
}

#[actix_web::test]
async fn what_lapsed_is_shown_and_deleted_and_the_rest_stays() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let announce = async || {
            let body = proven(&service, report(world.offices.regency)).await;
            let told = ask(&service, open("/v1/public/reports", &key(), &body)).await;
            assert_eq!(told.status, 201, "{}", told.text);
            told.json()["receipt"].as_str().unwrap().to_owned()
        };
        let first = announce().await;
        let body = proven(&service, information(&world)).await;
        let filed = ask(
            &service,
            open("/v1/public/early-information", &key(), &body),
        )
        .await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        assert_eq!(door(&server), (0, 0, 1, 2), "nothing is due at once");
        server.clock.advance(DAY);
        assert_eq!(door(&server), (0, 2, 1, 2), "a challenge holds for an hour");
        server.clock.advance(12 * DAY);
        let second = announce().await;
        server.clock.advance(2 * DAY);
        // The first is past its fourteen days, the second is not. A preview deletes nothing.
        let before = door(&server);
        assert_eq!((before.0, before.2), (1, 2));
        let done = outside(|| server.app.retention_run()).unwrap();
        assert_eq!(count(&done, RetentionOf::AnnouncedReports), 1);
        assert_eq!(door(&server), (0, 0, 1, 0));
        assert_eq!(
            server.db.rows("cases").len(),
            1,
            "no case file goes by its age"
        );
        assert_eq!(status(&service, &first).await.status, 404);
        assert_eq!(status(&service, &second).await.status, 200);
    }
}
