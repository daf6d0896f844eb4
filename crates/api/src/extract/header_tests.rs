use actix_web::{FromRequest, http::header, test::TestRequest};
use netralitas_domain::ids::CaseId;

use super::*;
use crate::problem::{Code, Problem};

async fn extract<T: FromRequest<Error = Problem>>(headers: &[(&str, &str)]) -> Result<T, Code> {
    let mut request = TestRequest::get();
    for (name, value) in headers {
        request = request.append_header((*name, *value));
    }
    T::extract(&request.to_http_request())
        .await
        .map_err(|problem| problem.code())
}

#[actix_web::test]
async fn if_match_takes_one_strong_version() {
    assert_eq!(extract::<IfMatch>(&[]).await, Err(Code::IfMatchRequired));
    for (value, version) in [
        ("\"5\"", 5),
        (" \"0\" ", 0),
        ("\"9223372036854775807\"", i64::MAX),
    ] {
        assert_eq!(
            extract::<IfMatch>(&[("if-match", value)]).await,
            Ok(IfMatch(version)),
            "{value}"
        );
    }
    for value in [
        "*",
        "W/\"5\"",
        "5",
        "\"5",
        "\"\"",
        "\"-1\"",
        "\"+1\"",
        "\"05\"",
        "\"5\", \"6\"",
        "\"9223372036854775808\"",
        "",
    ] {
        assert_eq!(
            extract::<IfMatch>(&[("if-match", value)]).await,
            Err(Code::IfMatchInvalid),
            "{value}"
        );
    }
    let twice = [("if-match", "\"5\""), ("if-match", "\"5\"")];
    assert_eq!(extract::<IfMatch>(&twice).await, Err(Code::IfMatchInvalid));
}

#[actix_web::test]
async fn an_idempotency_key_is_visible_ascii() {
    let key = async |value: &str| extract::<IdempotencyKey>(&[("idempotency-key", value)]).await;
    assert_eq!(
        extract::<IdempotencyKey>(&[]).await,
        Err(Code::IdempotencyKeyRequired)
    );
    let longest = "k".repeat(255);
    for value in ["a", "\"8e03978e-40d5\"", longest.as_str()] {
        assert_eq!(
            key(value).await.map(IdempotencyKey::into_inner),
            Ok(value.to_owned())
        );
    }
    for value in ["", "a b", "a\tb", "kunci-é", "k".repeat(256).as_str()] {
        assert_eq!(
            key(value).await,
            Err(Code::IdempotencyKeyInvalid),
            "{value}"
        );
    }
    let twice = [("idempotency-key", "a"), ("idempotency-key", "a")];
    assert_eq!(
        extract::<IdempotencyKey>(&twice).await,
        Err(Code::IdempotencyKeyInvalid)
    );
}

#[actix_web::test]
async fn a_bearer_token_is_taken_and_everything_else_told_apart() {
    let bearer = async |value: &str| extract::<Bearer>(&[("authorization", value)]).await;
    assert_eq!(
        extract::<Bearer>(&[]).await.err(),
        Some(Code::Unauthenticated)
    );
    assert_eq!(
        bearer("Bearer a.b-c_d").await.map(|b| b.token().to_owned()),
        Ok("a.b-c_d".to_owned())
    );
    assert_eq!(
        bearer("bearer abc").await.map(|b| b.token().to_owned()),
        Ok("abc".to_owned())
    );
    for value in [
        "Bearer",
        "Bearer ",
        "Basic abc",
        "abc",
        "Bearer a b",
        "Bearer a,b",
        "",
    ] {
        assert_eq!(
            bearer(value).await.err(),
            Some(Code::TokenInvalid),
            "{value}"
        );
    }
    let long = format!("Bearer {}", "a".repeat(Bearer::MAX + 1));
    assert_eq!(bearer(&long).await.err(), Some(Code::TokenInvalid));
    let twice = [("authorization", "Bearer a"), ("authorization", "Bearer a")];
    assert_eq!(
        extract::<Bearer>(&twice).await.err(),
        Some(Code::TokenInvalid)
    );
    let shown = format!("{:?}", bearer("Bearer rahasia").await.unwrap());
    assert!(!shown.contains("rahasia"));
}

#[actix_web::test]
async fn a_request_id_is_taken_only_if_well_formed() {
    let taken = |values: &[&str]| {
        let mut headers = header::HeaderMap::new();
        for value in values {
            headers.append(
                RequestId::HEADER,
                header::HeaderValue::from_str(value).unwrap(),
            );
        }
        RequestId::from_headers(&headers).map(|id| id.as_str().to_owned())
    };
    assert_eq!(taken(&["abc-1.2_X"]).as_deref(), Some("abc-1.2_X"));
    for bad in [
        &["a b"][..],
        &[""],
        &["a\"b"],
        &["a", "a"],
        &[],
        &[&"x".repeat(129)],
    ] {
        assert_eq!(taken(bad), None, "{bad:?}");
    }
}

#[actix_web::test]
async fn an_id_that_cannot_be_one_is_not_found() {
    let get = async |id: &'static str| {
        let request = TestRequest::get().param("id", id).to_http_request();
        Path::<CaseId>::extract(&request)
            .await
            .map_err(|problem| problem.code())
    };
    assert!(get("01890a5d-ac96-774b-bcce-b302099a8057").await.is_ok());
    for bad in ["7", "", "01890a5d-ac96-774b-bcce", "x\0", "%00", "' or 1=1"] {
        assert_eq!(get(bad).await.err(), Some(Code::NotFound), "{bad:?}");
    }
}
