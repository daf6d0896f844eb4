//! The documentation page at `/docs` and the explanation behind each problem's `type`, served from the
//! binary, without the internet.
//!
//! Owns the page and its content policy. Must not know operations: the page reads `/openapi.json`.

use actix_web::{HttpResponse, http::header, web};
use serde_json::json;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{
    extract::{Language, Path},
    problem::{Code, Problem},
};

/// Where the page is; `/` and `/docs` redirect here.
pub const ADDRESS: &str = "/docs/";
/// Where the page reads the document.
pub const DOCUMENT: &str = "/openapi.json";
/// What the page may do: run and load its own files, call this server, draw inlined images. The page's
/// program writes style attributes, which `'unsafe-inline'` for styles (never for scripts) allows.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";
/// (method, path) of everything registered here, for the [`crate::middleware::RouteTable`].
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", "/"),
    ("GET", "/docs"),
    ("GET", "/docs/"),
    ("GET", "/docs/{file}"),
    ("GET", "/problems/{code}"),
];

/// Whether a path belongs to the page.
#[must_use]
pub fn is_docs(path: &str) -> bool {
    path == "/docs" || path.starts_with(ADDRESS)
}

/// Registers the page; the document itself is a route of its own.
pub fn configure(services: &mut web::ServiceConfig) {
    let settings = Config::from(DOCUMENT)
        .try_it_out_enabled(true)
        .display_request_duration(true)
        .display_operation_id(true)
        .doc_expansion("list")
        // A token in the browser's storage would outlive the tab.
        .persist_authorization(false)
        // The default would send the document to an outside service.
        .validator_url("none");
    services
        .route("/", web::get().to(to_page))
        .route("/docs", web::get().to(to_page))
        .route("/problems/{code}", web::get().to(explain))
        .service(SwaggerUi::new("/docs/{_:.*}").config(settings));
}

async fn to_page() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, ADDRESS))
        .finish()
}

/// What the `type` of a problem leads to: its row of the table in the caller's language.
async fn explain(wanted: Path<String>, language: Language) -> Result<HttpResponse, Problem> {
    let wanted = wanted.into_inner();
    let code = Code::ALL.iter().find(|code| code.as_str() == wanted);
    let code = code.copied().ok_or_else(|| Problem::new(Code::NotFound))?;
    let (title, advice) = code.texts(language);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_LANGUAGE, language.tag()))
        .json(json!({
            "type": format!("/problems/{}", code.as_str()),
            "code": code.as_str(),
            "status": code.status(),
            "retryable": code.retryable(),
            "title": title,
            "advice": advice,
        })))
}

#[cfg(test)]
mod tests {
    use actix_web::{App, http::StatusCode, test};

    use super::*;

    async fn get(path: &str) -> (StatusCode, String) {
        let app = test::init_service(App::new().configure(configure)).await;
        let answer =
            test::call_service(&app, test::TestRequest::get().uri(path).to_request()).await;
        let status = answer.status();
        (
            status,
            String::from_utf8_lossy(&test::read_body(answer).await).into_owned(),
        )
    }

    #[actix_web::test]
    async fn the_page_loads_only_from_here() {
        let (status, page) = get("/docs/").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("swagger-ui-bundle.js"), "{page}");
        assert!(
            !page.contains("http://") && !page.contains("https://"),
            "outside address: {page}"
        );
        // The policy forbids inline scripts: each script element must name a file.
        assert_eq!(
            page.matches("<script").count(),
            page.matches("<script src=\"./").count(),
            "{page}"
        );
        for file in page.split('"').filter_map(|part| part.strip_prefix("./")) {
            assert_eq!(
                get(&format!("/docs/{file}")).await.0,
                StatusCode::OK,
                "{file}"
            );
        }
    }

    #[actix_web::test]
    async fn the_page_reads_our_document_and_no_validator() {
        let (_, script) = get("/docs/swagger-initializer.js").await;
        assert!(script.contains("\"/openapi.json\""), "{script}");
        assert!(script.contains("\"validatorUrl\": \"none\""), "{script}");
    }

    #[actix_web::test]
    async fn the_short_address_redirects() {
        assert_eq!(get("/docs").await.0, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(get("/").await.0, StatusCode::PERMANENT_REDIRECT);
    }

    #[actix_web::test]
    async fn the_type_of_every_problem_leads_to_its_explanation() {
        for code in Code::ALL {
            let (status, body) = get(&format!("/problems/{}", code.as_str())).await;
            assert_eq!(status, StatusCode::OK, "{code:?}");
            assert!(body.contains(code.texts(Language::Indonesian).0), "{body}");
        }
        assert_eq!(get("/problems/none").await.0, StatusCode::NOT_FOUND);
    }
}
