//! Browsers: pages of listed origins and no others, and what every answer tells them.

use actix_web::{
    dev::{Service as _, ServiceResponse},
    http::Method,
    test::TestRequest,
};
use netralitas_api::limits::{Cors, Front};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::Kind,
    http::{Server, get},
    play::World,
};

use crate::stand::{server, token};

const LISTED: &str = "https://app.example.id";

async fn answer(server: &Server, front: Front, request: TestRequest) -> ServiceResponse {
    let service = server.service_behind(front).await;
    service.call(request.to_request()).await.unwrap()
}

fn header(answer: &ServiceResponse, name: &str) -> String {
    let all = answer.headers().get_all(name);
    let all: Vec<&str> = all.map(|value| value.to_str().unwrap()).collect();
    all.join(", ")
}

fn listing() -> Front {
    Front {
        cors: Cors::new(&[LISTED, "http://localhost:3000"]).unwrap(),
        ..Front::default()
    }
}

fn preflight(path: &str, origin: &str) -> TestRequest {
    TestRequest::default()
        .method(Method::OPTIONS)
        .uri(path)
        .insert_header(("origin", origin.to_owned()))
        .insert_header(("access-control-request-method", "POST"))
        .insert_header(("access-control-request-headers", "authorization, if-match"))
}

#[actix_web::test]
async fn a_page_of_a_listed_origin_is_told_what_it_may_send() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let path = "/v1/cases/0192f0c1-7f00-7000-8000-000000000001/initial-study";
    let told = answer(&server, listing(), preflight(path, LISTED)).await;
    assert_eq!(told.status(), 204);
    assert_eq!(header(&told, "access-control-allow-origin"), LISTED);
    assert_eq!(header(&told, "access-control-allow-methods"), "POST");
    let headers = header(&told, "access-control-allow-headers");
    for name in [
        "authorization",
        "content-type",
        "if-match",
        "idempotency-key",
    ] {
        assert!(headers.split(", ").any(|h| h == name), "{name}: {headers}");
    }
    assert_eq!(header(&told, "access-control-allow-credentials"), "");
    assert!(header(&told, "vary").contains("origin"));
    assert!(header(&told, "vary").contains("access-control-request-method"));
    let list = answer(&server, listing(), preflight("/v1/cases", LISTED)).await;
    assert_eq!(header(&list, "access-control-allow-methods"), "GET, HEAD");
    let nowhere = answer(&server, listing(), preflight("/v1/nowhere", LISTED)).await;
    assert_eq!(nowhere.status(), 404);
}

#[actix_web::test]
async fn no_other_origin_is_answered_and_none_at_all_where_none_is_listed() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    for origin in [
        "https://app.example.id.evil.example",
        "https://app.example.id:8443",
        "http://app.example.id",
        "https://evil.example",
        "null",
        "*",
    ] {
        let told = answer(&server, listing(), preflight("/v1/cases", origin)).await;
        assert_eq!(told.status(), 405, "{origin}");
        assert_eq!(header(&told, "access-control-allow-origin"), "", "{origin}");
        assert!(header(&told, "vary").contains("origin"), "{origin}");
    }
    let told = answer(&server, Front::default(), preflight("/v1/cases", LISTED)).await;
    assert_eq!(told.status(), 405);
    assert_eq!(header(&told, "access-control-allow-origin"), "");
    assert_eq!(header(&told, "vary"), "accept-language");
    // No question of a browser: no method was asked for.
    let plain = TestRequest::default()
        .method(Method::OPTIONS)
        .uri("/v1/cases")
        .insert_header(("origin", LISTED));
    assert_eq!(answer(&server, listing(), plain).await.status(), 405);
}

#[actix_web::test]
async fn answers_and_refusals_can_be_read_by_a_listed_page() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let chair = token(&server, &world, world.offices.regency, Role::Chair);
    let from = |request: TestRequest| request.insert_header(("origin", "http://localhost:3000"));
    let list = || from(get("/v1/cases", &chair));
    let unsigned = || from(TestRequest::get().uri("/v1/cases"));
    for (request, status) in [(list(), 200), (unsigned(), 401)] {
        let told = answer(&server, listing(), request).await;
        assert_eq!(told.status().as_u16(), status);
        let origin = header(&told, "access-control-allow-origin");
        assert_eq!(origin, "http://localhost:3000");
        let exposed = header(&told, "access-control-expose-headers");
        for name in ["etag", "retry-after", "ratelimit", "x-request-id"] {
            assert!(exposed.split(", ").any(|h| h == name), "{name}: {exposed}");
        }
        assert_eq!(header(&told, "access-control-allow-credentials"), "");
    }
    let told = answer(&server, listing(), get("/v1/cases", &chair)).await;
    assert_eq!(header(&told, "access-control-allow-origin"), "");
    assert!(
        header(&told, "vary").contains("origin"),
        "caches must tell them apart"
    );
}

#[actix_web::test]
async fn browsers_are_told_to_come_by_https_where_the_installation_says_so() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let told = |seconds| Front {
        hsts_seconds: seconds,
        ..Front::default()
    };
    for path in ["/health/live", "/v1/cases", "/v1/nowhere", "/docs/"] {
        let request = || TestRequest::get().uri(path);
        let with = answer(&server, told(31_536_000), request()).await;
        assert_eq!(
            header(&with, "strict-transport-security"),
            "max-age=31536000",
            "{path}"
        );
        let without = answer(&server, told(0), request()).await;
        assert_eq!(header(&without, "strict-transport-security"), "", "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(header(&without, name), value, "{path}");
        }
    }
}
