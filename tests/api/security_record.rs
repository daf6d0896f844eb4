//! The record of accounts, sign-ins and sealed identities is written to and never changed.

use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{PASSWORD, act},
    play::World,
};
use serde_json::json;

use crate::{
    second_factor::sign_in,
    seen::ask,
    stand::{key, server, token},
};

#[actix_web::test]
async fn the_database_refuses_to_change_the_security_record() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (account, _) = server.account(o.regency, &[Role::Member]);
        let entered = ask(&service, sign_in(account, PASSWORD, None)).await;
        assert_eq!(entered.status, 200, "{}", entered.text);
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let path = format!("/v1/accounts/{account}/closing");
        let shut = ask(&service, act(&path, &admin, &key(), 1, &json!({}))).await;
        assert_eq!(shut.status, 200, "{}", shut.text);
        let before = server.db.rows("security_events");
        assert!(before.len() >= 2, "{before:?}");
        let mut statements = vec![
            "UPDATE security_events SET kind = 'x'",
            "UPDATE security_events SET account_id = NULL",
            "UPDATE security_events SET recorded_at = recorded_at + 1",
            "DELETE FROM security_events",
        ];
        statements.push(match kind {
            // Replaced under the same identifier: neither an update nor a deletion to SQLite.
            Kind::Sqlite => {
                "INSERT OR REPLACE INTO security_events SELECT id, 'x', account_id, office_id, about_id, case_id, \
                 recorded_at, content FROM security_events"
            }
            Kind::Postgres => "TRUNCATE security_events",
        });
        for sql in statements {
            let refusal = server.db.execute(sql).unwrap_err();
            assert!(refusal.contains("append-only"), "{sql}: {refusal}");
        }
        assert_eq!(server.db.rows("security_events"), before);
    }
}
