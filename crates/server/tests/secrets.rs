//! However much is logged: no secret that was typed or shown once stands in the log of the real binary or in any file
//! that it wrote, and nothing but a file's own bytes lies on the disk while it is taken in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests; a code of a second factor is one of now"
)]
#![cfg(unix)]

mod running;

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use netralitas_testkit::one_time;
use serde_json::{Value, json};

use running::{serve_at, stop};

const CHOSEN: &str = "burung dara di gang buntu";
/// The name under which a file is sent.
const FILE: &str = "KTP Kenanga Wulan.pdf";

/// Calls of one server, each with a key of its own.
struct Caller {
    address: SocketAddr,
    keys: u32,
}

impl Caller {
    fn begin(&mut self, request: &str, headers: &[(&str, &str)], length: usize) -> TcpStream {
        self.keys += 1;
        let mut head = format!("{request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!(
            "idempotency-key: kunci-{}\r\ncontent-length: {length}\r\n\r\n",
            self.keys
        ));
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// The status and the body of an answer.
    fn end(mut stream: TcpStream) -> (u16, Value) {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    fn send(
        &mut self,
        request: &str,
        token: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, Value) {
        let bearer = format!("Bearer {token}");
        let mut all = headers.to_vec();
        if !token.is_empty() {
            all.push(("authorization", &bearer));
        }
        let mut stream = self.begin(request, &all, body.len());
        stream.write_all(body.as_bytes()).unwrap();
        Self::end(stream)
    }

    fn json(&mut self, request: &str, token: &str, body: &Value) -> Value {
        let kind = [("content-type", "application/json")];
        let (status, answer) = self.send(request, token, &kind, &body.to_string());
        assert!(status < 300, "{request}: {status} {answer}");
        answer
    }
}

fn text(answer: &Value, name: &str) -> String {
    answer[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {answer}"))
        .to_owned()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|w| w == word.as_bytes())
}

/// Makes and uses one secret of each kind.
fn planted(caller: &mut Caller, demo: &[Value]) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let of = |role: &str| demo.iter().find(|a| a["roles"] == json!([role])).unwrap();
    let enter = |caller: &mut Caller, account: &Value| {
        let body = json!({ "username": account["username"], "password": account["password"] });
        caller.json("POST /v1/sessions", "", &body)
    };
    let session = enter(caller, of("administrator"));
    let (admin, office) = (text(&session, "access_token"), &session["office_id"]);
    let new = json!({ "username": "staf.baru", "display_name": "Staf baru", "office_id": office,
                      "role": "member", "from": "2020-01-01" });
    let made = caller.json("POST /v1/accounts", &admin, &new);
    let invitation = text(&made, "invitation");
    let accept = json!({ "invitation": invitation, "password": CHOSEN });
    caller.json("POST /v1/invitations/acceptance", "", &accept);
    let entry = json!({ "username": "staf.baru", "password": CHOSEN });
    let entered = caller.json("POST /v1/sessions", "", &entry);
    let token = text(&entered, "access_token");
    let factor = json!({ "password": CHOSEN });
    let factor = caller.json("POST /v1/own/second-factor", &token, &factor);
    let secret = text(&factor, "secret");
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    let code = json!({ "code": one_time::code(&secret, now.as_secs()) });
    let set = caller.json("POST /v1/own/second-factor/confirmation", &token, &code);
    let code = set["recovery_codes"][0].as_str().unwrap().to_owned();
    let by_code = json!({ "username": "staf.baru", "password": CHOSEN, "code": code });
    caller.json("POST /v1/sessions", "", &by_code);
    let refresh = text(&entered, "refresh_token");
    let renewed = json!({ "refresh_token": refresh });
    let renewed = caller.json("POST /v1/sessions/renewal", "", &renewed);
    let system = json!({ "name": "Sistem uji", "office_id": office, "role": "intake_officer",
                         "from": "2020-01-01", "scopes": ["cases:read"] });
    let system = caller.json("POST /v1/clients", &admin, &system);
    let (id, shown) = (text(&system, "client_id"), text(&system, "client_secret"));
    let of_office = |a: &&Value| a["office"] == of("administrator")["office"];
    let heads = |a: &&Value| a["roles"] == json!(["chair"]);
    let head = demo.iter().filter(of_office).find(heads).unwrap();
    let head = text(&enter(caller, head), "access_token");
    let agreed = [("content-type", "application/json"), ("if-match", "\"1\"")];
    let to = format!("POST /v1/clients/{id}/confirmation");
    let (status, answer) = caller.send(&to, &head, &agreed, "{}");
    assert_eq!(status, 200, "{answer}");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = format!("grant_type=client_credentials&client_id={id}&client_secret={shown}");
    let (status, given) = caller.send("POST /oauth2/token", "", &form, &body);
    assert_eq!(status, 200, "{given}");
    // A ticket of a case of the demo, used at the door.
    let counter = text(&enter(caller, of("intake_officer")), "access_token");
    let report = json!({
        "election": "pilkada-2024", "race": "regent", "channel": "in_person",
        "content": { "account": "Kronologi", "parties": [
            { "capacity": "reporter", "name": "Kenari Rahayu", "identity_number": "3510016509870001" },
            { "capacity": "respondent", "subject": "pns", "name": "Camat Dua" },
        ], "allegations": [{ "respondent": 1, "act_from": "2024-10-12", "place": "Lapangan" }],
        "evidence": [{ "kind": "document", "description": "Salinan" }] }
    });
    let filed = caller.json("POST /v1/reports", &counter, &report);
    let path = format!("/v1/cases/{}", text(&filed, "case_id"));
    let ticket = json!({ "kind": "reporter", "checked_by": "identity_card" });
    let ticket = caller.json(&format!("POST {path}/tickets"), &counter, &ticket);
    let receipt = text(&ticket, "receipt");
    caller.json("POST /v1/public/status", "", &json!({ "receipt": receipt }));
    // What is refused is not logged either.
    let kind = [("content-type", "application/json")];
    for (request, body) in [
        (
            "POST /v1/sessions",
            json!({ "username": "staf.baru", "password": format!("{CHOSEN}!") }),
        ),
        (
            "POST /v1/sessions",
            json!({ CHOSEN: code, "username": shown }),
        ),
        ("POST /v1/public/status", json!({ "receipt": [receipt] })),
        (
            "POST /v1/sessions/renewal",
            json!({ "refresh_token": refresh }),
        ),
        ("POST /v1/invitations/acceptance", accept),
    ] {
        let (status, answer) = caller.send(request, "", &kind, &body.to_string());
        assert!(status >= 400, "{request}: {status} {answer}");
    }
    all.extend([
        ("password", CHOSEN.to_owned()),
        (
            "password of the demo",
            text(of("administrator"), "password"),
        ),
        ("invitation", invitation),
        ("access token", token),
        ("second factor", secret),
        ("recovery code", code),
        ("refresh token", text(&renewed, "refresh_token")),
        ("refresh token that was used", refresh),
        ("secret of a system", shown),
        ("token of a system", text(&given, "access_token")),
        ("receipt", receipt[12..].to_owned()),
        ("name of the reporter", "Kenari Rahayu".to_owned()),
        ("number of the reporter", "3510016509870001".to_owned()),
        ("token of the counter", counter),
        ("path of the case", path),
    ]);
    all
}

#[test]
fn no_secret_is_logged_or_lies_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let temporary = tempfile::tempdir().unwrap();
    let running = serve_at(
        folder.path(),
        &["serve", "--demo"],
        &[
            ("NETRALITAS_LOG__LEVEL", "trace"),
            ("TMPDIR", temporary.path().to_str().unwrap()),
        ],
    );
    let demo = folder.path().join("data/demo-accounts.json");
    let demo: Vec<Value> = serde_json::from_slice(&std::fs::read(demo).unwrap()).unwrap();
    let mut caller = Caller {
        address: running.address,
        keys: 0,
    };
    let mut secrets = planted(&mut caller, &demo);
    let (_, path) = secrets.pop().unwrap();
    let (_, counter) = secrets.pop().unwrap();

    // A file, half of which has come.
    let view = caller.send(&format!("GET {path}"), &counter, &[], "").1;
    let evidence = view["evidence"][0]["id"].as_str().unwrap();
    let (bearer, version) = (
        format!("Bearer {counter}"),
        format!("\"{}\"", view["version"]),
    );
    let body = format!("%PDF-1.4\n{}\n%%EOF\n", "x".repeat(200_000));
    let disposition = format!("attachment; filename=\"{FILE}\"");
    let headers = [
        ("authorization", bearer.as_str()),
        ("if-match", version.as_str()),
        ("content-type", "application/pdf"),
        ("content-disposition", disposition.as_str()),
    ];
    let request = format!("POST {path}/files?evidence_id={evidence}");
    let before = files(&folder.path().join("data/files")).len();
    let mut stream = caller.begin(&request, &headers, body.len());
    stream.write_all(&body.as_bytes()[..150_000]).unwrap();
    stream.flush().unwrap();
    let mut coming = Vec::new();
    for _ in 0..200 {
        coming = files(&folder.path().join("data/files"));
        if coming.len() > before {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(coming.len() > before, "nothing is taken in");
    assert_eq!(files(temporary.path()), Vec::<PathBuf>::new());
    let named = |all: &[PathBuf]| {
        all.iter().any(|p| {
            p.to_string_lossy().contains("Kenanga") || p.extension().is_some_and(|e| e == "pdf")
        })
    };
    assert!(!named(&files(folder.path())));
    stream.write_all(&body.as_bytes()[150_000..]).unwrap();
    let (status, kept) = Caller::end(stream);
    assert_eq!(status, 200, "{kept}");
    assert_eq!(files(temporary.path()), Vec::<PathBuf>::new());
    assert!(!named(&files(folder.path())));

    secrets.push(("token of the counter", counter));
    let mut seen = 0;
    for file in files(folder.path()) {
        // The demo prints its passwords on purpose.
        let printed = file.ends_with("demo-accounts.json");
        let bytes = std::fs::read(&file).unwrap();
        seen += 1;
        for (name, secret) in &secrets {
            let known = printed && name.ends_with("of the demo");
            assert!(
                known || !holds(&bytes, secret),
                "{name} in {}",
                file.display()
            );
        }
    }
    assert!(seen > 3, "{seen} files");
    for (name, secret) in &secrets {
        let known = name.ends_with("of the demo");
        assert!(
            known || !running.printed.contains(secret),
            "{name} in the log"
        );
    }
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(
        log.contains("\"TRACE\"") && log.contains("/oauth2/token"),
        "the log is not read"
    );
    stop(running);
}
