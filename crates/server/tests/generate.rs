//! Synthetic cases: made whole, the same on both databases, and nowhere that somebody works.

use std::process::{Command, Output};

use netralitas_testkit::db::{Kind, TestDb, kinds};

const BINARY: &str = env!("CARGO_BIN_EXE_netralitas");

fn generate(db: &TestDb, arguments: &[&str]) -> Output {
    Command::new(BINARY)
        .current_dir(db.folder())
        .env_remove("NETRALITAS_DATABASE__URL")
        .env("NETRALITAS_DATABASE__URL", db.url())
        .arg("generate")
        .args(arguments)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// How many tracks stand at each stage.
fn stages(db: &TestDb) -> Vec<String> {
    let counted = "SELECT t.machine || ' ' || t.stage || ' ' || count(*) AS line FROM tracks t \
                   GROUP BY t.machine, t.stage ORDER BY t.machine, t.stage";
    db.lines(counted)
}

#[test]
fn every_road_is_walked_to_its_end_and_alike_on_both_databases() {
    let mut seen: Vec<(Kind, Vec<String>)> = Vec::new();
    for kind in kinds() {
        let db = TestDb::new(kind);
        drop(db.open());
        let made = generate(&db, &["--only", "60", "--seed", "7"]);
        assert!(made.status.success(), "{}", told(&made));
        assert_eq!(db.rows("cases").len(), 60);
        let stages = stages(&db);
        for end in [
            "review review_closed",
            "review not_proven",
            "review awaiting_agency",
            "sanction delivered",
        ] {
            assert!(
                stages.iter().any(|s| s.starts_with(end)),
                "{end}: {stages:?}"
            );
        }
        // Recorded on the day of each step, in the order of the journal.
        let order = "SELECT CASE WHEN recorded_at >= lag(recorded_at) OVER (ORDER BY position) THEN 'after' \
                     ELSE 'before' END AS line FROM journal ORDER BY position";
        let before = db
            .lines(order)
            .into_iter()
            .skip(1)
            .filter(|l| l == "before");
        assert_eq!(before.count(), 0);
        let again = generate(&db, &["--only", "1"]);
        assert!(
            !again.status.success() && told(&again).contains("holds cases"),
            "{}",
            told(&again)
        );
        seen.push((kind, stages));
    }
    assert!(
        seen.windows(2)
            .all(|pair| matches!(pair, [one, other] if one.1 == other.1)),
        "{seen:?}"
    );
}

#[test]
fn nothing_is_generated_where_somebody_works() {
    let db = TestDb::new(Kind::Sqlite);
    drop(db.open());
    db.execute(
        "INSERT INTO accounts (id, username, display_name, password_hash, version, created_at) VALUES \
         ('0192f0c1-7f00-7000-8000-0000000000aa', 'budi', 'Budi', '-', 1, 0)",
    )
    .unwrap();
    let refused = generate(&db, &["--only", "1"]);
    assert!(
        !refused.status.success() && told(&refused).contains("in use"),
        "{}",
        told(&refused)
    );
    assert!(db.rows("cases").is_empty());
}
