//! Quotas: what is counted together, what is told, what is refused before anything is done, and that time heals it.

use actix_web::{
    dev::Service as _,
    http::header::HeaderMap,
    test::{self, TestRequest},
};
use netralitas_api::limits::{Class, ForwardedHeader, Front, Limits, Proxies, Quotas};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{PASSWORD, Server, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{report, server, token},
};

const SECOND: i64 = 1_000_000;

fn front(quotas: Quotas) -> Front {
    Front {
        limits: Limits::on(quotas),
        ..Front::default()
    }
}

fn reader(server: &Server, world: &World, role: Role) -> String {
    token(server, world, world.offices.regency, role)
}

#[actix_web::test]
async fn an_account_beyond_its_quota_waits_and_nothing_is_done_for_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let quotas = Quotas::default()
            .with(Class::Write, 2)
            .with(Class::Search, 1);
        let service = server.service_behind(front(quotas)).await;
        let counter = reader(&server, &world, Role::IntakeOfficer);
        let chair = reader(&server, &world, Role::Chair);
        for key in ["k1", "k2"] {
            let filed = ask(&service, post("/v1/reports", &counter, key, &report())).await;
            assert_eq!(filed.status, 201, "{}", filed.text);
        }
        let refused = ask(&service, post("/v1/reports", &counter, "k3", &report())).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (429, "too_many_requests")
        );
        assert!(
            refused
                .text
                .contains("2 perubahan dalam 60 detik untuk satu akun"),
            "{}",
            refused.text
        );
        assert_eq!(server.db.rows("cases").len(), 2);
        // Reads have a quota of their own, and other accounts have theirs.
        let list = ask(&service, get("/v1/cases", &counter)).await;
        assert_eq!(list.status, 200, "{}", list.text);
        assert_eq!(ask(&service, get("/v1/cases", &counter)).await.status, 429);
        assert_eq!(ask(&service, get("/v1/cases", &chair)).await.status, 200);
        server.clock.advance(30 * SECOND - 1);
        let early = ask(&service, post("/v1/reports", &counter, "k3", &report())).await;
        assert_eq!(early.status, 429);
        server.clock.advance(1);
        // The key of a refused request is still free.
        let later = ask(&service, post("/v1/reports", &counter, "k3", &report())).await;
        assert_eq!(later.status, 201, "{}", later.text);
    }
}

#[actix_web::test]
async fn every_answer_of_a_counted_operation_says_where_the_caller_stands() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let quotas = Quotas::default().with(Class::Read, 4);
    let service = server.service_behind(front(quotas)).await;
    let chair = reader(&server, &world, Role::Chair);
    let header =
        |headers: &HeaderMap, name: &str| headers.get(name).map(|v| v.to_str().unwrap().to_owned());
    let missing = "/v1/cases/0192f0c1-7f00-7000-8000-000000000001";
    for (status, left, seconds) in [
        (404, 3, 45),
        (404, 2, 30),
        (404, 1, 15),
        (404, 0, 1),
        (429, 0, 15),
    ] {
        let request = get(missing, &chair).to_request();
        let answer = service.call(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        let headers = answer.headers();
        assert_eq!(
            header(headers, "ratelimit-policy").unwrap(),
            "\"read\";q=4;w=60"
        );
        assert_eq!(
            header(headers, "ratelimit").unwrap(),
            format!("\"read\";r={left};t={seconds}")
        );
        let wait = header(headers, "retry-after");
        assert_eq!(wait, (status == 429).then(|| "15".to_owned()));
    }
    // Without a good token nothing is counted against an account, and signs of life are never counted.
    let unsigned = TestRequest::get().uri(missing);
    let live = TestRequest::get().uri("/health/live");
    for (request, status) in [(unsigned, 401), (live, 200)] {
        let answer = service.call(request.to_request()).await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(header(answer.headers(), "ratelimit"), None);
    }
    // A server that counts nothing tells nothing.
    let service = server.service().await;
    let answer = service
        .call(get("/v1/cases", &chair).to_request())
        .await
        .unwrap();
    assert_eq!(header(answer.headers(), "ratelimit-policy"), None);
}

fn sign_in(peer: &str, forwarded: Option<&str>) -> TestRequest {
    let body = json!({ "username": "nobody", "password": PASSWORD });
    let request = TestRequest::post()
        .uri("/v1/sessions")
        .peer_addr(format!("{peer}:4711").parse().unwrap())
        .set_json(body);
    match forwarded {
        Some(chain) => request.insert_header(("x-forwarded-for", chain)),
        None => request,
    }
}

#[actix_web::test]
async fn sign_ins_are_counted_by_the_neighbourhood_of_the_address_before_the_body_is_read() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let quotas = Quotas::default().with(Class::SignIn, 2);
    let service = server.service_behind(front(quotas)).await;
    for (peer, status) in [
        ("192.0.2.1", 401),
        ("192.0.2.77", 401),
        ("192.0.2.1", 429),
        ("198.51.100.1", 401),
        ("[2001:db8::1]", 401),
        ("[2001:db8:0:9::1]", 401),
        ("[2001:db8::2]", 429),
    ] {
        let answer = ask(&service, sign_in(peer, None)).await;
        assert_eq!(answer.status, status, "{peer}: {}", answer.text);
    }
    // What cannot be read as a body is not looked at.
    let nonsense = TestRequest::post()
        .uri("/v1/sessions")
        .peer_addr("192.0.2.1:1".parse().unwrap())
        .set_payload("{");
    let answer = ask(&service, nonsense).await;
    assert_eq!(answer.status, 429);
    assert!(
        answer.text.contains("2 upaya masuk dalam 60 detik"),
        "{}",
        answer.text
    );
    // What needs no token has a quota of its own.
    let open = TestRequest::get()
        .uri("/v1/procedure")
        .peer_addr("192.0.2.1:1".parse().unwrap());
    assert_eq!(ask(&service, open).await.status, 200);
    server.clock.advance(30 * SECOND);
    assert_eq!(ask(&service, sign_in("192.0.2.1", None)).await.status, 401);
}

#[actix_web::test]
async fn a_forwarded_address_counts_only_where_a_trusted_proxy_says_it() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let quotas = || Quotas::default().with(Class::SignIn, 1);
    let service = server.service_behind(front(quotas())).await;
    // Nobody is trusted: a caller cannot change what it counts as.
    for (forwarded, status) in [("198.51.100.1", 401), ("203.0.113.1", 429)] {
        let answer = ask(&service, sign_in("10.0.0.1", Some(forwarded))).await;
        assert_eq!(answer.status, status);
    }
    let trusting = Front {
        proxies: Proxies::new(
            vec!["10.0.0.0/8".parse().unwrap()],
            ForwardedHeader::XForwardedFor,
        ),
        ..front(quotas())
    };
    let service = server.service_behind(trusting).await;
    for (peer, forwarded, status) in [
        ("10.0.0.1", "198.51.100.1", 401),
        ("10.0.0.2", "198.51.100.9", 429),
        ("10.0.0.1", "192.0.2.1, 203.0.113.1", 401),
        // A caller that invents a chain before the proxy is still itself.
        ("10.0.0.1", "192.0.2.2, 203.0.113.1", 429),
        ("203.0.113.1", "192.0.2.3", 429),
    ] {
        let answer = ask(&service, sign_in(peer, Some(forwarded))).await;
        assert_eq!(answer.status, status, "{peer} {forwarded}");
    }
}

/// Puts a view in the place of the tracks that takes its time, far longer than a list may.
fn slow_down(server: &Server, kind: Kind) {
    let wait = match kind {
        Kind::Sqlite => {
            "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000000) \
             SELECT count(*) FROM n) > 0"
        }
        Kind::Postgres => "(SELECT pg_sleep(6)) IS NOT NULL",
    };
    let view = format!("CREATE VIEW tracks AS SELECT k.* FROM tracks_kept k WHERE {wait}");
    for sql in ["ALTER TABLE tracks RENAME TO tracks_kept", &view] {
        server.db.execute(sql).unwrap();
    }
}

#[actix_web::test]
async fn a_list_that_takes_too_long_is_stopped_and_may_be_asked_again() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = reader(&server, &world, Role::IntakeOfficer);
        ask(&service, post("/v1/reports", &counter, "k1", &report())).await;
        slow_down(&server, kind);
        let search = json!({ "nip": "198609262015051001" });
        for request in [
            get("/v1/cases", &counter),
            post("/v1/cases/search", &counter, "k2", &search),
        ] {
            let answer = service.call(request.to_request()).await.unwrap();
            assert_eq!(answer.status(), 503, "{kind:?}");
            assert_eq!(answer.headers().get("retry-after").unwrap(), "5");
            let body: Value = test::read_body_json(answer).await;
            assert_eq!(body["code"], "too_busy", "{body}");
        }
        for sql in [
            "DROP VIEW tracks",
            "ALTER TABLE tracks_kept RENAME TO tracks",
        ] {
            server.db.execute(sql).unwrap();
        }
        let list = ask(&service, get("/v1/cases", &counter)).await;
        assert_eq!(
            list.json()["items"].as_array().map(Vec::len),
            Some(1),
            "{}",
            list.text
        );
    }
}
