//! The real binary in an empty folder: starts, answers, stops; and what it says when it cannot.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg(unix)]

mod running;

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Command, Output},
};

use running::{Running, command, serve_at, stop};
use serde_json::Value;

/// Everything is logged.
const TRACE: &[(&str, &str)] = &[("NETRALITAS_LOG__LEVEL", "trace")];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn serve(folder: &Path, arguments: &[&str]) -> Running {
    serve_at(folder, arguments, &[("NETRALITAS_LOG__LEVEL", "info")])
}

fn ask(address: SocketAddr, request: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_demo_starts_in_an_empty_folder_answers_stops_and_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = serve(folder.path(), &["serve", "--demo"]);
    assert!(first.printed.contains("\"played\":6"), "{}", first.printed);
    assert!(ask(first.address, "GET /health/ready", "").starts_with("HTTP/1.1 200"));
    let file = folder.path().join("data/demo-accounts.json");
    let accounts: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    for account in &accounts {
        assert!(
            account["roles"].as_array().is_some_and(|r| !r.is_empty())
                && account["office"].is_string()
        );
    }
    let chair = accounts
        .iter()
        .find(|a| a["username"] == "ketua.banyuwangi")
        .unwrap();
    let sign_in =
        serde_json::json!({ "username": chair["username"], "password": chair["password"] })
            .to_string();
    let session = ask(first.address, "POST /v1/sessions", &sign_in);
    assert!(
        session.starts_with("HTTP/1.1 200") && session.contains("access_token"),
        "{session}"
    );
    stop(first);
    let second = serve(folder.path(), &["serve", "--demo"]);
    assert!(
        second.printed.contains("\"played\":0"),
        "nothing is played twice: {}",
        second.printed
    );
    assert!(ask(second.address, "POST /v1/sessions", &sign_in).starts_with("HTTP/1.1 200"));
    stop(second);
    let real = run(folder.path(), &["serve"]);
    assert!(
        !real.status.success(),
        "a demo database is not served as a real one"
    );
}

#[test]
fn an_empty_installation_starts_and_is_set_up_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let refused = run(at, &["serve"]);
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("keys init"),
        "{refused:?}"
    );
    assert!(run(at, &["keys", "init"]).status.success());
    let running = serve(at, &["serve"]);
    assert!(ask(running.address, "GET /health/ready", "").starts_with("HTTP/1.1 200"));
    let health = |address: SocketAddr| {
        command(at, &["health"])
            .env("NETRALITAS_HTTP__BIND", address.to_string())
            .output()
            .unwrap()
    };
    let address = running.address;
    assert!(health(address).status.success(), "{:?}", health(address));
    stop(running);
    let gone = health(address);
    assert!(
        !gone.status.success() && String::from_utf8_lossy(&gone.stderr).contains("no answer"),
        "{gone:?}"
    );
    let office = "office add --code bawaslu-ri --name Bawaslu --kind election_supervisor --level national --zone WIB";
    let added = run(at, &office.split(' ').collect::<Vec<_>>());
    assert!(added.status.success(), "{added:?}");
    let taken = run(at, &office.split(' ').collect::<Vec<_>>());
    assert!(
        String::from_utf8_lossy(&taken.stderr).contains("taken"),
        "{taken:?}"
    );
    std::fs::write(at.join("password"), "sandi yang panjang\n").unwrap();
    let create = "account create ketua --office bawaslu-ri --role chair --password-file password";
    let created = run(at, &create.split(' ').collect::<Vec<_>>());
    assert!(created.status.success(), "{created:?}");
    for (arguments, told) in [
        (
            "account create x --office nowhere --role chair --password-file password",
            "no office nowhere",
        ),
        (
            "account create x --office bawaslu-ri --role reviewer --password-file password",
            "role_not_at_this_office",
        ),
        (
            "account create ketua --office bawaslu-ri --role chair --password-file password",
            "taken",
        ),
        (
            "account grant-role nobody --office bawaslu-ri --role chair",
            "no account nobody",
        ),
    ] {
        let refused = run(at, &arguments.split(' ').collect::<Vec<_>>());
        assert!(!refused.status.success(), "{arguments}");
        assert!(
            String::from_utf8_lossy(&refused.stderr).contains(told),
            "{arguments}: {refused:?}"
        );
    }
    let running = serve(at, &["serve"]);
    let sign_in = |password: &str| {
        let body = serde_json::json!({ "username": "ketua", "password": password }).to_string();
        ask(running.address, "POST /v1/sessions", &body)
    };
    assert!(sign_in("sandi yang panjang").starts_with("HTTP/1.1 200"));
    assert!(sign_in("sandi yang salah").starts_with("HTTP/1.1 401"));
    assert!(run(at, &["account", "disable", "ketua"]).status.success());
    assert!(sign_in("sandi yang panjang").starts_with("HTTP/1.1 401"));
    assert!(run(at, &["account", "enable", "ketua"]).status.success());
    std::fs::write(at.join("password"), "sandi lain yang panjang").unwrap();
    assert!(
        run(
            at,
            &[
                "account",
                "reset-password",
                "ketua",
                "--password-file",
                "password"
            ]
        )
        .status
        .success()
    );
    assert!(sign_in("sandi yang panjang").starts_with("HTTP/1.1 401"));
    assert!(sign_in("sandi lain yang panjang").starts_with("HTTP/1.1 200"));
    let end = "account end-role ketua --office bawaslu-ri --role chair";
    assert!(
        run(at, &end.split(' ').collect::<Vec<_>>())
            .status
            .success()
    );
    assert!(sign_in("sandi lain yang panjang").starts_with("HTTP/1.1 401"));
    let listed = run(at, &["account", "list"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(
        listed.contains("chair at bawaslu-ri") && listed.contains(" to "),
        "{listed}"
    );
    stop(running);
    // Demo data never goes where somebody works.
    assert!(!run(at, &["serve", "--demo"]).status.success());
}

#[test]
fn a_plan_changes_nothing_and_migrate_makes_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let plan = run(at, &["migrate", "--plan"]);
    assert!(
        String::from_utf8_lossy(&plan.stdout).contains("every table"),
        "{plan:?}"
    );
    assert!(!at.join("data/netralitas.sqlite3").exists());
    assert!(run(at, &["migrate"]).status.success());
    let plan = run(at, &["migrate", "--plan"]);
    assert!(
        String::from_utf8_lossy(&plan.stdout).contains("Nothing to do"),
        "{plan:?}"
    );
}

#[test]
fn the_document_is_printed_without_a_configuration() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("netralitas.toml"), "no = such setting").unwrap();
    let printed = run(folder.path(), &["openapi"]);
    let document: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert!(
        document["paths"]
            .as_object()
            .unwrap()
            .contains_key("/v1/reports")
    );
}

/// Ctrl-C as SIGTERM: what is being asked is answered first.
#[test]
fn a_request_under_way_is_answered_before_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM"] {
        let mut running = serve(folder.path(), &["serve", "--demo"]);
        let body = r#"{"username":"nobody","password":"not the right one"}"#;
        let mut stream = TcpStream::connect(running.address).unwrap();
        write!(
            stream,
            "POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .unwrap();
        // The server waits for the body now.
        let mut go_on = [0u8; 25];
        stream.read_exact(&mut go_on).unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        let id = running.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        std::thread::sleep(std::time::Duration::from_millis(300));
        stream.write_all(body.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 401"), "{signal}: {answer}");
        assert!(running.child.wait().unwrap().success(), "{signal}");
    }
}

/// However much is logged: nothing of who reports is in the log, nor in any file of the data folder.
#[test]
fn nothing_of_who_reports_is_logged_or_lies_in_the_data_folder() {
    const CANARIES: [&str; 4] = [
        "Kenari Rahayu",
        "3510016509870001",
        "081355512345",
        "Melindungi Kenari",
    ];
    let folder = tempfile::tempdir().unwrap();
    let running = serve_at(folder.path(), &["serve", "--demo"], TRACE);
    let file = folder.path().join("data/demo-accounts.json");
    let accounts: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let counter = accounts
        .iter()
        .find(|a| a["roles"] == serde_json::json!(["intake_officer"]))
        .unwrap();
    let body = |answer: &str| -> Value {
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap_or_default()
    };
    let sign_in =
        serde_json::json!({ "username": counter["username"], "password": counter["password"] });
    let session = body(&ask(
        running.address,
        "POST /v1/sessions",
        &sign_in.to_string(),
    ));
    let token = session["access_token"].as_str().unwrap();
    let call = |path: &str, key: &str, body: &str| {
        let request = |stream: &mut TcpStream| {
            write!(
                stream,
                "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
                 idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
        };
        let mut stream = TcpStream::connect(running.address).unwrap();
        request(&mut stream);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let mut report = serde_json::json!({
        "election": "pilkada-2024", "race": "regent", "channel": "in_person",
        "content": {
            "parties": [
                { "capacity": "reporter", "name": "Kenari Rahayu", "phone": "081355512345",
                  "identity_number": "3510016509870001" },
                { "capacity": "respondent", "subject": "pns", "name": "Camat Dua" },
            ],
            "allegations": [{ "respondent": 1, "act_from": "2024-10-12", "place": "Lapangan" }],
            "account": "Kronologi"
        }
    });
    let filed = call("/v1/reports", "k1", &report.to_string());
    assert!(filed.starts_with("HTTP/1.1 201"), "{filed}");
    let case = body(&filed)["case_id"].as_str().unwrap().to_owned();
    let wish =
        serde_json::json!({ "ground": "protection", "purpose": "Melindungi Kenari Rahayu." });
    let asked = call(
        &format!("/v1/cases/{case}/unsealings"),
        "k2",
        &wish.to_string(),
    );
    assert!(asked.starts_with("HTTP/1.1 201"), "{asked}");
    // What is refused is not logged either.
    report["content"]["parties"][0]["kenari"] = serde_json::json!("Kenari Rahayu");
    let refused = call("/v1/reports", "k3", &report.to_string());
    assert!(refused.starts_with("HTTP/1.1 422"), "{refused}");
    let broken = call("/v1/reports", "k4", "{\"Kenari Rahayu\": 081355512345");
    assert!(broken.starts_with("HTTP/1.1 400"), "{broken}");
    for answer in [&filed, &asked, &refused, &broken] {
        assert!(CANARIES.iter().all(|c| !answer.contains(c)), "{answer}");
    }
    let bytes_of = |path: &Path| std::fs::read(path).unwrap();
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|w| w == word.as_bytes());
    let mut seen = 0;
    let mut folders = vec![folder.path().to_path_buf()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            seen += 1;
            for canary in CANARIES {
                assert!(
                    !holds(&bytes_of(&path), canary),
                    "{canary} in {}",
                    path.display()
                );
            }
        }
    }
    assert!(seen > 3, "{seen} files");
    let log = String::from_utf8(bytes_of(&folder.path().join("log"))).unwrap();
    assert!(
        log.contains("\"TRACE\"") && log.contains("/v1/reports"),
        "the log is not read"
    );
    assert!(
        CANARIES.iter().all(|c| !running.printed.contains(c)),
        "in the log"
    );
    stop(running);
}
