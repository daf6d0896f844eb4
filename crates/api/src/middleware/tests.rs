use std::sync::Arc;

use actix_web::{
    App, HttpResponse,
    body::{BoxBody, to_bytes},
    dev::{Service, ServiceResponse},
    http::{Method, header},
    test::{self, TestRequest},
    web,
};
use netralitas_app::clock::{CountingIds, FixedClock};
use netralitas_domain::time::Moment;
use serde_json::Value;

use super::*;
use crate::{
    docs_page,
    extract::{IfMatch, RequestId},
    problem::{Code, MEDIA_TYPE, Problem},
};

async fn fine(id: RequestId) -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({"id": id.as_str()}))
}
async fn boom() -> HttpResponse {
    panic!("rahasia {}", 1)
}
async fn guarded(_: IfMatch) -> HttpResponse {
    HttpResponse::Ok().finish()
}
async fn plain_failure() -> HttpResponse {
    HttpResponse::InternalServerError().body("rahasia: stack trace")
}
async fn own() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "max-age=60"))
        .finish()
}
async fn framework(_: web::Json<Value>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn shell() -> Shell {
    let mut routes = RouteTable::new([
        ("GET", "/v1/fine"),
        ("GET", "/v1/boom"),
        ("POST", "/v1/guarded"),
        ("GET", "/v1/things/{id}"),
    ]);
    for (method, path) in docs_page::ROUTES {
        routes.add(method, path);
    }
    let clock = Arc::new(FixedClock::new(Moment(1_790_000_000_000_000)));
    Shell::new(
        clock,
        Arc::new(CountingIds::starting_at(1)),
        Arc::new(routes),
    )
}

/// The answer as the connection would send it: errors of the service are rendered too.
async fn send(request: TestRequest) -> (HttpResponse, Value) {
    let app = test::init_service(
        App::new()
            .configure(docs_page::configure)
            .route("/v1/fine", web::get().to(fine))
            .route("/v1/boom", web::get().to(boom))
            .route("/v1/guarded", web::post().to(guarded))
            .route("/v1/plain", web::get().to(plain_failure))
            .route("/v1/own", web::get().to(own))
            .route("/v1/framework", web::post().to(framework))
            .service(web::resource("/v1/things/{id}").route(web::get().to(fine)))
            .wrap(shell()),
    )
    .await;
    let response = match app.call(request.to_request()).await {
        Ok(response) => response.into_parts().1,
        Err(error) => HttpResponse::from_error(error),
    };
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body).await.unwrap();
    (
        head.set_body(BoxBody::new(())),
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

fn header(head: &HttpResponse, name: &str) -> String {
    head.headers()
        .get(name)
        .map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

#[track_caller]
fn assert_problem(head: &HttpResponse, body: &Value, code: Code) {
    assert_eq!(head.status().as_u16(), code.status());
    assert_eq!(header(head, "content-type"), MEDIA_TYPE);
    assert_eq!(body["code"], code.as_str(), "{body}");
    assert_eq!(body["instance"], header(head, "x-request-id"), "{body}");
    assert_eq!(header(head, "x-content-type-options"), "nosniff");
    assert_eq!(header(head, "cache-control"), "no-store");
    assert!(!body.to_string().contains("rahasia"), "{body}");
}

#[actix_web::test]
async fn every_answer_carries_the_callers_id_or_a_new_one() {
    let (head, body) = send(
        TestRequest::get()
            .uri("/v1/fine")
            .insert_header(("x-request-id", "mine-7")),
    )
    .await;
    assert_eq!(header(&head, "x-request-id"), "mine-7");
    assert_eq!(body["id"], "mine-7");
    let (head, body) = send(
        TestRequest::get()
            .uri("/v1/fine")
            .insert_header(("x-request-id", "a b")),
    )
    .await;
    let made = header(&head, "x-request-id");
    assert_eq!(uuid::Uuid::parse_str(&made).unwrap().get_version_num(), 7);
    assert_eq!(body["id"], made.as_str());
}

#[actix_web::test]
async fn unknown_addresses_and_wrong_methods_are_told_apart() {
    let (head, body) = send(TestRequest::get().uri("/v1/nowhere")).await;
    assert_problem(&head, &body, Code::UnknownRoute);
    for method in [Method::DELETE, Method::TRACE, Method::OPTIONS, Method::PUT] {
        for path in ["/v1/fine", "/v1/things/7"] {
            let (head, body) = send(TestRequest::default().method(method.clone()).uri(path)).await;
            assert_problem(&head, &body, Code::MethodNotAllowed);
            assert_eq!(header(&head, "allow"), "GET, HEAD", "{method} {path}");
        }
    }
}

#[actix_web::test]
async fn a_panic_is_a_problem_and_the_server_goes_on() {
    let (head, body) = send(
        TestRequest::get()
            .uri("/v1/boom")
            .insert_header(("x-request-id", "p-1")),
    )
    .await;
    assert_problem(&head, &body, Code::Internal);
    assert_eq!(body["instance"], "p-1");
    let (head, _) = send(TestRequest::get().uri("/v1/fine")).await;
    assert_eq!(head.status(), 200);
}

#[actix_web::test]
async fn failures_of_handlers_extractors_and_the_framework_become_problems() {
    let (head, body) = send(TestRequest::post().uri("/v1/guarded")).await;
    assert_problem(&head, &body, Code::IfMatchRequired);
    let (head, body) = send(TestRequest::get().uri("/v1/plain")).await;
    assert_problem(&head, &body, Code::Internal);
    let broken = TestRequest::post()
        .uri("/v1/framework")
        .insert_header(("content-type", "application/json"))
        .set_payload("{rahasia");
    let (head, body) = send(broken).await;
    assert_problem(&head, &body, Code::Refused);
}

#[actix_web::test]
async fn problems_speak_the_callers_language() {
    for (accept, language, title) in [
        ("en", "en", "The If-Match header is required"),
        ("id", "id", "Header If-Match wajib ada"),
        ("", "id", "Header If-Match wajib ada"),
    ] {
        let request = TestRequest::post()
            .uri("/v1/guarded")
            .insert_header(("accept-language", accept));
        let (head, body) = send(request).await;
        assert_eq!(body["title"], title, "{accept}");
        assert_eq!(header(&head, "content-language"), language);
    }
}

#[actix_web::test]
async fn head_is_answered_where_get_is() {
    let (head, _) = send(TestRequest::default().method(Method::HEAD).uri("/v1/fine")).await;
    assert_eq!(head.status(), 200);
    let (head, _) = send(
        TestRequest::default()
            .method(Method::HEAD)
            .uri("/v1/guarded"),
    )
    .await;
    assert_eq!(head.status(), 405);
}

#[actix_web::test]
async fn an_unacceptable_form_is_refused_before_the_handler() {
    let request = TestRequest::get()
        .uri("/v1/boom")
        .insert_header(("accept", "text/html"));
    let (head, body) = send(request).await;
    assert_problem(&head, &body, Code::NotAcceptable);
    let request = TestRequest::get()
        .uri("/docs/")
        .insert_header(("accept", "text/html"));
    assert_eq!(
        send(request).await.0.status(),
        200,
        "the page is not part of the API"
    );
}

#[actix_web::test]
async fn the_standing_headers_are_on_everything_and_the_page_may_run_its_scripts() {
    let (head, _) = send(TestRequest::get().uri("/v1/fine")).await;
    assert!(header(&head, "content-security-policy").starts_with("default-src 'none'; base-uri"));
    assert_eq!(header(&head, "referrer-policy"), "no-referrer");
    assert_eq!(header(&head, "cache-control"), "no-store");
    assert_eq!(header(&head, "vary"), "accept-language");
    let (head, _) = send(TestRequest::get().uri("/v1/own")).await;
    assert_eq!(
        header(&head, "cache-control"),
        "max-age=60",
        "a handler's own choice stands"
    );
    let (head, _) = send(TestRequest::get().uri("/docs/")).await;
    assert!(header(&head, "content-security-policy").contains("script-src 'self'"));
}

#[actix_web::test]
async fn a_problem_from_an_inner_layer_is_rendered_too() {
    let clock = Arc::new(FixedClock::new(Moment(0)));
    let shell = Shell::new(
        clock,
        Arc::new(CountingIds::default()),
        Arc::new(RouteTable::default()),
    );
    let app = test::init_service(
        App::new()
            .wrap_fn(|_, _| async {
                Err::<ServiceResponse<BoxBody>, _>(Problem::new(Code::TooBusy).into())
            })
            .wrap(shell),
    )
    .await;
    let request = TestRequest::get()
        .insert_header(("accept-language", "en"))
        .to_request();
    let response = HttpResponse::from_error(app.call(request).await.unwrap_err());
    assert_eq!(response.status(), 503);
    assert!(response.headers().contains_key("x-request-id"));
    assert_eq!(header(&response, "content-language"), "en");
}
