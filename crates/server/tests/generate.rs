//! Synthetic cases: made whole, the same on both databases, and nowhere that somebody works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg(unix)]

mod running;

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Command, Output},
};

use netralitas_server::{
    demo::PASSWORD,
    generate::{
        PROFILES,
        plan::{Found, Matter, only, plan},
        road::Mark,
    },
};
use netralitas_testkit::db::{Kind, TestDb, kinds};
use running::BINARY;
use serde_json::{Value, json};

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

fn ask(address: SocketAddr, request: &str, token: &str, body: &str) -> Value {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 20"), "{request}: {answer}");
    serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {answer}"))
}

/// Whether the whole is to be made, which takes minutes.
fn prove() -> bool {
    std::env::var("NETRALITAS_PROVE").as_deref() == Ok("full")
}

fn printed(
    profile: &netralitas_server::generate::Profile,
    matters: &[Matter],
) -> Vec<(String, [usize; 3])> {
    let by = |mark, day| {
        let is = |m: &&Matter| m.mark(mark).is_some_and(|d| d <= day);
        matters
            .iter()
            .filter(is)
            .filter(|m| mark != Mark::Found || matches!(m.found, Some((_, Found::Proven(_)))))
            .count()
    };
    let cuts = profile.cut_offs.iter();
    cuts.map(|c| {
        (
            c.day.to_string(),
            [Mark::Reported, Mark::Found, Mark::Imposed].map(|m| by(m, c.day)),
        )
    })
    .collect()
}

/// What was printed of the Pilkada 2020 comes out of the figures as of its days: whole under `make prove`, else of a
/// part of its matters.
#[test]
fn the_printed_figures_come_out_to_the_person() {
    for profile in PROFILES {
        let whole = plan(profile, 1).unwrap();
        let part = if prove() { whole.len() } else { 80 };
        let matters = if prove() { whole } else { only(whole, part) };
        let wanted = printed(profile, &matters);
        if prove() {
            let cut_offs = profile.cut_offs.iter();
            let print: Vec<_> = cut_offs
                .map(|c| (c.day.to_string(), [c.reported, c.proven, c.followed_up]))
                .collect();
            assert_eq!(wanted, print);
        }
        for kind in kinds() {
            let db = TestDb::new(kind);
            drop(db.open());
            let arguments = ["--profile", profile.name];
            let some = ["--only".to_owned(), part.to_string()];
            let some: Vec<&str> = if prove() {
                Vec::new()
            } else {
                some.iter().map(String::as_str).collect()
            };
            let made = generate(&db, &[&arguments[..], &some].concat());
            assert!(made.status.success(), "{}", told(&made));
            let running = running::serve_at(
                db.folder(),
                &["serve", "--demo"],
                &[("NETRALITAS_DATABASE__URL", db.url())],
            );
            let sign_in = json!({ "username": "ketua.ri", "password": PASSWORD }).to_string();
            let signed = ask(running.address, "POST /v1/sessions", "", &sign_in);
            let token = signed["access_token"].as_str().unwrap();
            let funnel = |day: &str| {
                let path = format!(
                    "GET /v1/statistics/funnel?election={}&as_of={day}",
                    profile.election
                );
                ask(running.address, &path, token, "")
            };
            for (day, persons) in &wanted {
                let funnel = funnel(day);
                let found =
                    ["reported", "proven", "followed_up"].map(|f| funnel[f].as_u64().unwrap());
                assert_eq!(
                    found.map(|n| usize::try_from(n).unwrap()),
                    *persons,
                    "{kind:?}, {day}: {funnel}"
                );
                let identities = funnel["identities"].as_array().unwrap();
                assert!(identities.iter().all(|i| i["holds"] == true), "{funnel}");
            }
            assert!(running.printed.contains("listening"));
            let last = funnel(&wanted.last().unwrap().0);
            running::stop(running);
            let recommended = last["recommended"].as_array().unwrap();
            for (place, what) in profile.recommended.iter().enumerate() {
                let is =
                    |m: &&Matter| matches!(m.found, Some((_, Found::Proven(at))) if at == place);
                let fits = |r: &&Value| {
                    r["level"]["code"] == what.level
                        && what
                            .kind
                            .is_none_or(|kind| r["kind"].to_string().contains(kind))
                };
                let found: u64 = recommended
                    .iter()
                    .filter(fits)
                    .map(|r| r["persons"].as_u64().unwrap())
                    .sum();
                assert_eq!(
                    usize::try_from(found).unwrap(),
                    matters.iter().filter(is).count(),
                    "{what:?}: {last}"
                );
            }
        }
    }
}
