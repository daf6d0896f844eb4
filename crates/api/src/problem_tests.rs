use actix_web::body::to_bytes;
use netralitas_app::error::{AppError, RefusalKind, Refused};
use serde_json::json;

use super::*;

fn refused(kind: RefusalKind) -> AppError {
    AppError::Refused(Box::new(Refused {
        kind,
        reason: "within_term".into(),
        text: Sentence::fixed("Lewat waktu.", "Too late."),
        errors: Vec::new(),
        missing_step: None,
        competent: Vec::new(),
        legal_basis: vec!["Perbawaslu 7/2022 art. 15(3)".to_owned()],
        allowed_from: vec!["study".to_owned()],
        next_actions: Some(json!([{"action": "remind"}])),
    }))
}

async fn sent(problem: &Problem, language: Language) -> (HttpResponse, Value) {
    let response = problem.respond(language, "req-1");
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body).await.unwrap();
    (
        head.set_body(actix_web::body::BoxBody::new(())),
        serde_json::from_slice(&bytes).unwrap(),
    )
}

#[actix_web::test]
async fn a_refusal_carries_everything_a_client_needs() {
    let problem = Problem::from(refused(RefusalKind::Guard));
    let (head, body) = sent(&problem, Language::English).await;
    assert_eq!(head.status(), StatusCode::CONFLICT);
    assert_eq!(
        head.headers().get(header::CONTENT_TYPE).unwrap(),
        MEDIA_TYPE
    );
    assert_eq!(head.headers().get(header::CONTENT_LANGUAGE).unwrap(), "en");
    assert_eq!(
        body,
        json!({
            "type": "/problems/guard_refused",
            "title": "A legal condition of this step is not met",
            "status": 409,
            "detail": "reason names the condition, legal_basis the law.",
            "instance": "req-1",
            "code": "guard_refused",
            "retryable": false,
            "reason": {"code": "within_term", "text": "Too late."},
            "legal_basis": ["Perbawaslu 7/2022 art. 15(3)"],
            "allowed_from": ["study"],
            "next_actions": [{"action": "remind"}],
        })
    );
    let (_, body) = sent(&problem, Language::Indonesian).await;
    assert_eq!(body["reason"]["text"], "Lewat waktu.");
    assert_eq!(
        body["legal_basis"],
        json!(["Perbawaslu 7/2022 Pasal 15 ayat (3)"])
    );
    assert_eq!(
        body["code"], "guard_refused",
        "codes do not depend on the language"
    );
}

#[actix_web::test]
async fn headers_that_a_status_demands_are_there() {
    let header = async |problem: Problem, name: header::HeaderName| {
        let (head, _) = sent(&problem, Language::Indonesian).await;
        head.headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    for code in Code::ALL
        .iter()
        .copied()
        .filter(|code| code.status() == 401)
    {
        assert!(
            header(code.into(), header::WWW_AUTHENTICATE)
                .await
                .is_some(),
            "{code:?}"
        );
    }
    assert_eq!(
        header(Code::NotFound.into(), header::WWW_AUTHENTICATE).await,
        None
    );
    let expired = header(Code::TokenExpired.into(), header::WWW_AUTHENTICATE)
        .await
        .unwrap();
    assert!(expired.contains("invalid_token"), "{expired}");
    let wrong = Problem::new(Code::MethodNotAllowed).with_allow("GET, HEAD");
    assert_eq!(
        header(wrong, header::ALLOW).await.as_deref(),
        Some("GET, HEAD")
    );
    let busy = Problem::from(AppError::Busy { retry_after: 3 });
    assert_eq!(
        header(busy, header::RETRY_AFTER).await.as_deref(),
        Some("3")
    );
    let stale = Problem::from(AppError::Stale { current: 9 });
    assert_eq!(header(stale, header::ETAG).await.as_deref(), Some("\"9\""));
}

#[test]
fn every_outcome_of_the_application_has_its_row() {
    for (error, code) in [
        (refused(RefusalKind::Role), Code::ForbiddenRole),
        (refused(RefusalKind::Office), Code::ForbiddenOffice),
        (refused(RefusalKind::Step), Code::StepNotAllowed),
        (refused(RefusalKind::Guard), Code::GuardRefused),
        (refused(RefusalKind::Input), Code::ValidationFailed),
        (refused(RefusalKind::Account), Code::AccountRefused),
        (AppError::field("/a", "missing"), Code::ValidationFailed),
        (AppError::NotFound, Code::NotFound),
        (AppError::Forbidden, Code::ForbiddenRole),
        (AppError::Stale { current: 2 }, Code::VersionStale),
        (
            AppError::Conflict {
                pointer: "/username",
            },
            Code::Conflict,
        ),
        (AppError::KeyReused, Code::IdempotencyKeyReused),
        (AppError::Credentials, Code::CredentialsWrong),
        (AppError::SecondFactor, Code::SecondFactorRequired),
        (AppError::AccountInactive, Code::TokenInvalid),
        (AppError::TooMany { retry_after: 1 }, Code::TooManyRequests),
        (AppError::CursorInvalid, Code::CursorInvalid),
        (AppError::Busy { retry_after: 1 }, Code::TooBusy),
        (AppError::internal("boom"), Code::Internal),
    ] {
        assert_eq!(Problem::from(error).code(), code);
    }
}

#[test]
fn an_internal_error_tells_the_client_nothing() {
    let problem = Problem::from(AppError::internal("password=hunter2 in table accounts"));
    let body = serde_json::to_string(&problem.body(Language::English, "req-1")).unwrap();
    assert!(
        !body.contains("hunter2") && !body.contains("accounts"),
        "{body}"
    );
}

#[test]
fn a_field_error_takes_its_own_text_or_that_of_its_code() {
    let problem = Problem::new(Code::ValidationFailed).with_errors(vec![
        FieldError::new("/nip", "nip_length"),
        FieldError::new("/act", "own").with_text(Sentence::fixed("Milik sendiri.", "Its own.")),
    ]);
    let body = problem.body(Language::English, "r");
    assert_eq!(body.errors[0].text, "A NIP has 18 digits.");
    assert_eq!(body.errors[1].text, "Its own.");
}
