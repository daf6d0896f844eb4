//! A database of the first schema, as it was stored, is brought up to this program and worked on.
//!
//! `first.sqlite.sql` and `first.postgres.sql` are such databases as text. Until 0.1.0 the first migrations may be
//! rewritten, and the files are then made anew (CONTRIBUTING.md says how); from 0.1.0 on they never change.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use std::{path::PathBuf, sync::Arc};

use netralitas_app::{
    App, Surroundings,
    accounts::passwords::{Cost, Passwords},
    clock::{FixedClock, RandomIds},
    keys::MasterKey,
};
use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_store::{
    DatabaseUrl, Options, SchemaState, Store, StoreError,
    backend::{migrate, names, schema_state},
};
use netralitas_testkit::{
    db::{Kind, TestDb, kinds},
    http::{Server, act, get, outside, script::Teller, send},
    play::{World, at, reach},
};
use serde_json::json;

/// The migrations of the first schema; later ones are what an upgrade runs.
const FIRST: &str = "00000000000001";

fn fixture(kind: Kind) -> PathBuf {
    let name = match kind {
        Kind::Sqlite => "first.sqlite.sql",
        Kind::Postgres => "first.postgres.sql",
    };
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("upgrade")
        .join(name)
}

fn is_later(name: &str) -> bool {
    name.get(..FIRST.len())
        .is_some_and(|version| version > FIRST)
}

/// Makes the stored databases anew: a case played by this program, then every later migration undone.
async fn renew(kind: Kind) {
    let world = World::new();
    let all: Vec<_> = world.directory.all().cloned().collect();
    let server = Server::new(kind, &all, at("2024-10-16", 10, 0));
    server.enlist(&world.actors());
    let service = server.service().await;
    let (game, _) = reach(&world, LawSet::Pilkada2024, Stage::Registered).unwrap();
    let mut teller = Teller::new(&server, &game);
    let opening = teller.opening(&game);
    teller.opened(&game, &send(&service, opening.request()).await);
    for step in &game.script.steps {
        let call = teller.step(step);
        teller.stepped(step, &send(&service, call.request()).await);
    }
    let url: DatabaseUrl = server.db.url().parse().unwrap();
    let folder = match kind {
        Kind::Sqlite => "sqlite",
        Kind::Postgres => "postgres",
    };
    for name in names(&url).unwrap().iter().rev().filter(|n| is_later(n)) {
        let down = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../migrations")
            .join(folder)
            .join(name)
            .join("down.sql");
        server
            .db
            .execute(&std::fs::read_to_string(down).unwrap())
            .unwrap();
    }
    server
        .db
        .execute(&format!(
            "DELETE FROM __diesel_schema_migrations WHERE version > '{FIRST}'"
        ))
        .unwrap();
    std::fs::write(fixture(kind), server.db.dump()).unwrap();
}

#[actix_web::test]
async fn a_database_of_the_first_schema_is_refused_then_upgraded_then_worked_on() {
    for kind in kinds() {
        if std::env::var("EXPECTORATE").as_deref() == Ok("overwrite") {
            renew(kind).await;
        }
        let text = std::fs::read_to_string(fixture(kind)).expect("the stored database");
        let db = TestDb::new(kind);
        db.execute(&text).unwrap();
        let url: DatabaseUrl = db.url().parse().unwrap();
        let later: Vec<String> = names(&url)
            .unwrap()
            .into_iter()
            .filter(|n| is_later(n))
            .collect();
        assert!(!later.is_empty(), "nothing to upgrade to");
        let SchemaState::Older { pending } = schema_state(&url).unwrap() else {
            panic!("the stored database is not older");
        };
        assert_eq!(pending.len(), later.len());
        let refused = Store::open(url.clone(), Options::default()).err().unwrap();
        assert!(
            matches!(refused, StoreError::SchemaOlder { .. }),
            "{refused}"
        );
        assert!(
            refused.to_string().contains("netralitas migrate"),
            "{refused}"
        );
        let rows_before = db.rows("journal");

        migrate(&url, false).unwrap();
        assert_eq!(schema_state(&url).unwrap(), SchemaState::Current);
        assert_eq!(db.rows("journal"), rows_before);
        // What was stored before knows which step brought or decided it.
        let meetings = db.rows("meeting_steps");
        assert_eq!(meetings.len(), db.rows("plenary_meetings").len());
        let texts = db.rows("texts");
        // The last column but one, as each database writes that there is none; the last is of what was erased.
        let unknown = |row: &&String| row.ends_with("NULL|NULL") || row.ends_with(",,)");
        let known = texts.iter().filter(|row| !unknown(row));
        assert_eq!((known.count(), texts.is_empty()), (texts.len(), false));

        // The case is read over HTTP as it stood, and goes on.
        let now = at("2024-10-17", 9, 0);
        let world = World::new();
        let clock = Arc::new(FixedClock::new(now));
        let app = App::new(Surroundings {
            files: None,
            erasures: None,
            door: netralitas_app::door::Door::default(),
            store: db.open(),
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            master: Arc::new(MasterKey::generate().unwrap()),
            passwords: Passwords::new(Cost::minimal()).unwrap(),
        });
        // Records of sealed people stood readable, and are sealed at the first start.
        let open = db.rows("unsealed_records").len();
        assert!(open > 0 && db.rows("sealed_parties").is_empty());
        let sealing = app.clone();
        let sealed = outside(move || sealing.seal_older_records().unwrap());
        assert_eq!((sealed, db.rows("sealed_parties").len()), (open, open));
        assert!(db.rows("unsealed_records").is_empty());
        let case = only_case(&db, kind);
        let server = Server::over(app, clock, db);
        let service = server.service().await;
        let actor = world.actor(world.offices.regency, Role::Chair);
        let token = server.token(actor.account, actor.office);
        let path = format!("/v1/cases/{case}");
        let seen = send(&service, get(&path, &token)).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        let body = seen.json();
        assert_eq!(body["stage"]["code"], "registered", "{}", seen.text);
        let version: i64 = seen.etag.unwrap().parse().unwrap();
        let journal = send(&service, get(&format!("{path}/journal"), &token))
            .await
            .json();
        assert_eq!(
            journal["items"].as_array().unwrap().len(),
            usize::try_from(version).unwrap()
        );
        let team = json!({ "effective_day": "2024-10-17",
            "papers": [{ "kind": "chair_decree", "number": "1/2024", "dated": "2024-10-17" }] });
        let next = send(
            &service,
            act(&format!("{path}/team"), &token, "k1", version, &team),
        )
        .await;
        assert_eq!(next.status, 200, "{}", next.text);
    }
}

/// The identifier of the one case that is stored.
fn only_case(db: &TestDb, kind: Kind) -> String {
    let rows = db.rows("cases");
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = &rows[0];
    match kind {
        Kind::Sqlite => row.split('|').next().unwrap().trim_matches('\'').to_owned(),
        Kind::Postgres => row
            .trim_start_matches('(')
            .split(',')
            .next()
            .unwrap()
            .to_owned(),
    }
}
