//! Another master key: everything sealed opens with the new one, nothing with the old one; and when it fails, the
//! other way round.

use std::sync::Arc;

use netralitas_app::{
    App, Surroundings,
    accounts::passwords::{Cost, Passwords},
    clock::{Ids as _, RandomIds},
    keys::{
        MasterKey,
        rotation::{Rotated, mark, rotate},
    },
};
use netralitas_domain::people::Role;
use netralitas_store::meta;
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{PASSWORD, Server, get, outside, post, send},
    play::World,
};

use crate::{
    second_factor::{code, now, set_for, sign_in},
    seen::ask,
    stand::{key, report, server, start, token, unseal},
};

/// The same database served with another master key.
fn app_with(server: &Server, master: &MasterKey) -> App {
    App::new(Surroundings {
        store: server.db.open(),
        clock: server.clock.clone(),
        ids: Arc::new(RandomIds),
        master: Arc::new(master.clone()),
        passwords: Passwords::new(Cost::minimal()).unwrap(),
        files: None,
    })
}

fn change(server: &Server, new: &MasterKey) -> Result<Rotated, String> {
    let (app, new) = (server.app.clone(), new.clone());
    outside(move || {
        let event = RandomIds.new_id(start());
        rotate(app.store(), app.master(), &new, event, start()).map_err(|e| e.to_string())
    })
}

fn name_master(server: &Server) {
    let (app, mark) = (server.app.clone(), mark(server.app.master()));
    outside(move || {
        app.store()
            .write_blocking(move |tx| meta::set(tx, meta::MASTER_KEY, &mark))
            .unwrap();
    });
}

#[actix_web::test]
async fn a_new_master_key_opens_everything_and_the_old_one_nothing() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let mut old = server(kind, &world);
        name_master(&old);
        let service = old.service().await;
        let staff = token(&old, &world, o.regency, Role::ViolationsStaff);
        let counter = token(&old, &world, o.regency, Role::IntakeOfficer);
        let chair = token(&old, &world, o.regency, Role::Chair);
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let path = filed.location.unwrap();
        unseal(&service, &path, &staff, &chair).await;
        let (account, _) = old.account(o.regency, &[Role::Member]);
        let (secret, codes, _) = set_for(&old, &service, account).await;
        let sealed = format!("{path}/sealed-identities");
        let before = ask(&service, get(&sealed, &staff)).await.json();

        // What does not open stops all of it, and everything stays with the old key.
        let new = MasterKey::generate().unwrap();
        let factors = "UPDATE second_factors SET";
        let garbage = match kind {
            Kind::Sqlite => "x'00'",
            Kind::Postgres => "'\\x00'",
        };
        old.db
            .execute(&format!(
                "CREATE TABLE aside AS SELECT * FROM second_factors; {factors} sealed = {garbage}"
            ))
            .unwrap();
        let failed = change(&old, &new).unwrap_err();
        assert!(!failed.is_empty());
        assert_eq!(ask(&service, get(&sealed, &staff)).await.json(), before);
        old.db
            .execute(&format!(
                "{factors} sealed = (SELECT sealed FROM aside); DROP TABLE aside"
            ))
            .unwrap();

        let done = change(&old, &new).unwrap();
        assert_eq!(
            (done.people, done.purposes, done.second_factors),
            (1, 1, 1),
            "{done:?}"
        );
        assert_eq!(done.recovery_codes, codes.len());
        let app = app_with(&old, &new);
        let before_that = std::mem::replace(&mut old.app, app);
        let served = &old;
        let anew = served.service().await;
        let after = ask(&anew, get(&sealed, &staff)).await;
        assert_eq!(after.json()["items"], before["items"], "{}", after.text);
        let openings = ask(&anew, get(&format!("{path}/unsealings"), &staff)).await;
        assert!(openings.text.contains("undangan"), "{}", openings.text);
        served.clock.advance(60_000_000);
        let entered = sign_in(account, PASSWORD, Some(&code(&secret, now(served))));
        assert_eq!(ask(&anew, entered).await.status, 200);
        let lapsed = sign_in(account, PASSWORD, Some(&codes[0]));
        assert_eq!(ask(&anew, lapsed).await.status, 401);

        // A server that was not stopped opens nothing, and writes nothing that nobody opens.
        let staff = token(&old, &world, o.regency, Role::ViolationsStaff);
        let counter = token(&old, &world, o.regency, Role::IntakeOfficer);
        assert_eq!(send(&service, get(&sealed, &staff)).await.status, 500);
        let late = post("/v1/reports", &counter, &key(), &report());
        assert_eq!(send(&service, late).await.status, 500);
        assert_eq!(served.db.rows("cases").len(), 1);
        let late = post("/v1/reports", &counter, &key(), &report());
        assert_eq!(ask(&anew, late).await.status, 201);
        // The old one is not that of the database any more.
        old.app = before_that;
        assert!(change(&old, &MasterKey::generate().unwrap()).is_err());
        let events = old.db.rows("security_events").join("\n");
        assert_eq!(events.matches("key_rotated").count(), 1);
    }
}
