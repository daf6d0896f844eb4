//! Another master key: everything sealed opens with the new one, nothing with the old one; and when it fails, the
//! other way round.

use std::sync::Arc;

use netralitas_api::tokens::{Names, ring::TokenRing};
use netralitas_app::{
    App, Surroundings,
    accounts::passwords::{Cost, Passwords},
    clock::{Ids as _, RandomIds},
    door::Door,
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

use serde_json::json;

use crate::{
    door::{self, open, proven, status},
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
        door: Door::default(),
        erasures: None,
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
        // A report waits at the counter, and a holder of a ticket was asked something.
        let announced = proven(&service, door::report(o.regency)).await;
        let announced = ask(&service, open("/v1/public/reports", &key(), &announced)).await;
        let receipt = announced.json()["receipt"].as_str().unwrap().to_owned();
        let reference = announced.json()["reference"].as_str().unwrap().to_owned();
        let waiting = format!("/v1/announced-reports/{reference}");
        let ticket = json!({ "kind": "reporter", "checked_by": "identity_card" });
        let ticket = post(&format!("{path}/tickets"), &counter, &key(), &ticket);
        let ticket = ask(&service, ticket).await;
        assert_eq!(ticket.status, 201, "{}", ticket.text);
        let given = ask(&service, get(&format!("{path}/tickets"), &counter)).await;
        let ticket = given.json()["items"][0]["id"].clone();
        let questions = format!("{path}/questions");
        let question = json!({ "ticket_id": ticket, "question": "Jam berapa acaranya?" });
        let asked = ask(&service, post(&questions, &staff, &key(), &question)).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
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
        assert_eq!((done.announced, done.questions), (1, 1), "{done:?}");
        assert_eq!(done.receipts, 2, "{done:?}");
        let app = app_with(&old, &new);
        let started = app.clone();
        let ring = outside(move || TokenRing::start(started, Names::default(), 15).unwrap());
        old.ring = Arc::new(ring);
        let before_that = std::mem::replace(&mut old.app, app);
        let served = &old;
        let anew = served.service().await;
        let after = ask(&anew, get(&sealed, &staff)).await;
        assert_eq!(after.json()["items"], before["items"], "{}", after.text);
        let openings = ask(&anew, get(&format!("{path}/unsealings"), &staff)).await;
        assert!(openings.text.contains("undangan"), "{}", openings.text);
        let read = ask(&anew, get(&waiting, &counter)).await;
        assert!(read.text.contains("Penanam Canary"), "{}", read.text);
        let read = ask(&anew, get(&questions, &staff)).await;
        assert!(read.text.contains("Jam berapa acaranya?"), "{}", read.text);
        assert_ne!(status(&anew, &receipt).await.status, 200);
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
