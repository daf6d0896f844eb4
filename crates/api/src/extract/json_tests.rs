use actix_web::{
    App, FromRequest as _, HttpResponse,
    http::header,
    test::{self, TestRequest},
    web,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::*;
use crate::problem::{Code, Problem};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Report {
    #[validate(length(min = 3, max = 20))]
    title: String,
    regime: Regime,
    happened_on: NaiveDate,
    office: Uuid,
    #[serde(default)]
    count: Option<u8>,
    #[validate(length(min = 1), nested)]
    respondents: Vec<Respondent>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Respondent {
    #[validate(custom(function = "eighteen"))]
    nip: String,
    #[serde(default)]
    retired: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Regime {
    Pemilu,
    Pilkada,
}

fn eighteen(nip: &str) -> Result<(), ValidationError> {
    if nip.len() == 18 {
        Ok(())
    } else {
        Err(ValidationError::new("nip_length"))
    }
}

const GOOD: &str = r#"{
    "title": "Laporan", "regime": "pilkada", "happened_on": "2020-09-25",
    "office": "01890a5d-ac96-774b-bcce-b302099a8057", "count": 3,
    "respondents": [{"nip": "199001012020121001"}]
}"#;

fn good() -> serde_json::Value {
    serde_json::from_str(GOOD).unwrap()
}

fn refused(body: &str) -> Problem {
    Json::<Report>::from_bytes(body.as_bytes()).expect_err("refused")
}

fn faults(body: &serde_json::Value) -> Vec<(String, String)> {
    let problem = refused(&body.to_string());
    problem
        .errors()
        .iter()
        .map(|e| (e.pointer.clone(), e.code.to_string()))
        .collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[actix_web::test]
async fn a_good_body_is_taken_and_equal_bodies_have_one_canonical_form() {
    let taken = Json::<Report>::from_bytes(GOOD.as_bytes()).unwrap();
    assert_eq!(taken.value.regime, Regime::Pilkada);
    let reordered = r#"{"respondents":[{"nip":"199001012020121001"}],"count":3.0,
        "office":"01890a5d-ac96-774b-bcce-b302099a8057","happened_on":"2020-09-25",
        "regime":"pilkada","title":"\u004caporan"}"#;
    let again = Json::<Report>::from_bytes(reordered.as_bytes()).unwrap();
    assert_eq!(again.value, taken.value);
    assert_eq!(again.canonical, taken.canonical);
    assert!(
        taken.canonical.starts_with(r#"{"count":3,"happened_on":"#),
        "{}",
        taken.canonical
    );
}

#[actix_web::test]
async fn broken_json_is_told_by_its_place_only() {
    // Deeper than is read, and never closed: passed over, and still no JSON.
    let deep = "[".repeat(5000);
    for body in [
        "",
        "{",
        "rahasia",
        "{\"a\": rahasia}",
        "{} {}",
        "[1,]",
        "\"\\ud800\"",
        "1e999",
        deep.as_str(),
    ] {
        let problem = refused(body);
        assert_eq!(problem.code(), Code::BadJson, "{body:.20}");
        let shown = serde_json::to_string(&problem.body(Language::English, "")).unwrap();
        assert!(!shown.contains("rahasia"), "{shown}");
    }
    let problem = Json::<Report>::from_bytes(&[b'"', 0xff, b'"']).expect_err("no UTF-8");
    assert_eq!(problem.code(), Code::BadJson);
}

fn nested(levels: usize) -> String {
    format!("{}1{}", "[".repeat(levels), "]".repeat(levels))
}

#[actix_web::test]
async fn what_is_nested_too_deep_is_told_by_its_place_and_read_no_further() {
    let fine = json_value::read(nested(json_value::MOST_DEPTH).as_bytes()).unwrap();
    assert!(fine.faults.is_empty(), "{:?}", fine.faults);
    assert_eq!(fine.value.to_string(), nested(json_value::MOST_DEPTH));
    for levels in [json_value::MOST_DEPTH + 1, 5000, 100_000] {
        let body = nested(levels);
        let problem = refused(&body);
        assert_eq!(problem.code(), Code::ValidationFailed, "{levels}");
        assert_eq!(problem.errors().len(), 1);
        assert_eq!(problem.errors()[0].code, "too_deep");
        assert_eq!(
            problem.errors()[0].pointer,
            "/0".repeat(json_value::MOST_DEPTH)
        );
    }
    let objects = format!("{}1{}", "{\"a\":".repeat(5000), "}".repeat(5000));
    let problem = refused(&objects);
    assert_eq!(
        problem.errors()[0].pointer,
        "/a".repeat(json_value::MOST_DEPTH)
    );
    assert_eq!(problem.errors()[0].code, "too_deep");
}

#[actix_web::test]
async fn an_array_that_is_too_long_is_told_once_and_kept_no_longer_than_its_limit() {
    let most = json_value::MOST_ITEMS;
    let of = |items: usize| format!("{{\"title\": {:?}}}", vec![1; items]);
    assert!(
        json_value::read(of(most).as_bytes())
            .unwrap()
            .faults
            .is_empty()
    );
    let read = json_value::read(of(most + 1).as_bytes()).unwrap();
    assert_eq!(read.value["title"].as_array().unwrap().len(), most);
    let problem = refused(&of(most * 20));
    assert_eq!(problem.code(), Code::ValidationFailed);
    let found: Vec<_> = problem
        .errors()
        .iter()
        .map(|e| (e.pointer.as_str(), e.code.as_ref()))
        .collect();
    assert_eq!(found, [("/title", "too_many_items")]);
    // What is more telling goes before it.
    let twice = of(most + 1).replace('}', ", \"a\": 1, \"a\": 2}");
    assert_eq!(refused(&twice).code(), Code::DuplicateField);
}

#[actix_web::test]
async fn nul_characters_and_double_keys_are_found_anywhere() {
    let problem =
        refused(r#"{"title": "a\u0000b", "respondents": [{"nip": "1"}, {"nip": "\u0000"}]}"#);
    assert_eq!(problem.code(), Code::NulCharacter);
    let places: Vec<_> = problem
        .errors()
        .iter()
        .map(|e| e.pointer.as_str())
        .collect();
    assert_eq!(places, ["/title", "/respondents/1/nip"]);
    let problem = refused(r#"{"a\u0000": 1}"#);
    assert_eq!(
        (problem.code(), problem.errors()[0].pointer.as_str()),
        (Code::NulCharacter, "/?")
    );
    let problem = refused(r#"{"title": "one", "title": "two"}"#);
    assert_eq!(
        (problem.code(), problem.errors()[0].pointer.as_str()),
        (Code::DuplicateField, "/title")
    );
}

#[actix_web::test]
async fn unknown_fields_are_all_told() {
    let mut body = good();
    body["extra"] = 1.into();
    body["respondents"][0]["a/b"] = 2.into();
    body["199001012020121001"] = 2.into();
    assert_eq!(refused(&body.to_string()).code(), Code::UnknownField);
    assert_eq!(
        faults(&body),
        pairs(&[
            ("/?", "unknown_field"),
            ("/extra", "unknown_field"),
            ("/respondents/0/?", "unknown_field")
        ])
    );
}

#[actix_web::test]
async fn all_faults_come_at_once() {
    let body = serde_json::json!({
        "title": "x",
        "regime": "RAHASIA`, expected `pilkada`",
        "happened_on": "2020-02-31",
        "count": 300,
        "respondents": [{"nip": "12"}, {"retired": "yes", "nip": "199001012020121001"}, {"nip": 5}],
        "extra": true,
    });
    assert_eq!(
        faults(&body),
        pairs(&[
            ("/count", "out_of_range"),
            ("/extra", "unknown_field"),
            ("/happened_on", "bad_format"),
            ("/office", "missing"),
            ("/regime", "unknown_value"),
            ("/respondents/0/nip", "nip_length"),
            ("/respondents/1/retired", "wrong_type"),
            ("/respondents/2/nip", "wrong_type"),
            ("/title", "length"),
        ])
    );
    let problem = refused(&body.to_string());
    assert_eq!(problem.code(), Code::ValidationFailed);
    let shown = format!(
        "{:?} {problem} {problem:?}",
        problem.body(Language::Indonesian, "")
    );
    assert!(
        !shown.contains("RAHASIA") && !shown.contains("2020-02-31") && !shown.contains("300"),
        "{shown}"
    );
}

#[actix_web::test]
async fn a_text_of_blanks_is_no_text() {
    let mut body = serde_json::json!({
        "title": " \t\u{a0} ",
        "regime": "pilkada",
        "happened_on": "2024-01-31",
        "office": "0192f0c1-7f00-7000-8000-000000000001",
        "respondents": [{"nip": "199001012020121001"}],
    });
    assert_eq!(faults(&body), pairs(&[("/title", "blank")]));
    body["extra"] = serde_json::json!("  ");
    assert_eq!(
        faults(&body),
        pairs(&[
            ("/extra", "blank"),
            ("/extra", "unknown_field"),
            ("/title", "blank")
        ])
    );
}

#[actix_web::test]
async fn an_empty_object_names_every_missing_field() {
    assert_eq!(
        faults(&serde_json::json!({})),
        pairs(&[
            ("/happened_on", "missing"),
            ("/office", "missing"),
            ("/regime", "missing"),
            ("/respondents", "missing"),
            ("/title", "missing"),
        ])
    );
}

#[actix_web::test]
async fn a_body_that_is_no_object_is_one_fault_at_the_root() {
    for body in ["null", "[]", "7", "\"text\"", "true"] {
        let problem = refused(body);
        assert_eq!(problem.code(), Code::ValidationFailed, "{body}");
        assert_eq!(problem.errors()[0].pointer, "", "{body}");
    }
}

#[actix_web::test]
async fn whole_floats_are_integers_and_others_are_not() {
    let mut body = good();
    body["count"] = serde_json::json!(2.0);
    assert!(Json::<Report>::from_bytes(body.to_string().as_bytes()).is_ok());
    body["count"] = serde_json::json!(2.5);
    assert_eq!(faults(&body), pairs(&[("/count", "wrong_type")]));
}

#[actix_web::test]
async fn a_fault_filled_in_never_reaches_the_handler_nor_adds_faults_of_its_own() {
    // The filling of `title` would break its length rule; only what was sent is judged.
    let mut body = good();
    body["title"] = 5.into();
    assert_eq!(faults(&body), pairs(&[("/title", "wrong_type")]));
}

async fn call(kind: Option<&str>, extra: &[(&str, &str)], body: Vec<u8>) -> Result<Report, Code> {
    let mut request = TestRequest::post()
        .set_payload(body)
        .app_data(BodyLimit(1000));
    if let Some(kind) = kind {
        request = request.insert_header((header::CONTENT_TYPE, kind));
    }
    for (name, value) in extra {
        request = request.insert_header((*name, *value));
    }
    let (request, mut payload) = request.to_http_parts();
    let taken = Json::<Report>::from_request(&request, &mut payload).await;
    taken
        .map(Json::into_inner)
        .map_err(|problem| problem.code())
}

#[actix_web::test]
async fn only_json_in_utf_8_is_taken() {
    for kind in [
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\"",
    ] {
        assert!(call(Some(kind), &[], GOOD.into()).await.is_ok(), "{kind}");
    }
    for kind in [
        "text/plain",
        "application/jsonp",
        "application/json; charset=latin1",
        "application/merge-patch+json",
    ] {
        assert_eq!(
            call(Some(kind), &[], GOOD.into()).await,
            Err(Code::UnsupportedMediaType),
            "{kind}"
        );
    }
    assert_eq!(
        call(None, &[], GOOD.into()).await,
        Err(Code::UnsupportedMediaType)
    );
    let gzip = [("content-encoding", "gzip")];
    assert_eq!(
        call(Some("application/json"), &gzip, GOOD.into()).await,
        Err(Code::UnsupportedMediaType)
    );
}

#[actix_web::test]
async fn the_limit_holds_with_and_without_a_declared_length() {
    let long = vec![b' '; 1001];
    assert_eq!(
        call(Some("application/json"), &[], long.clone()).await,
        Err(Code::BodyTooLarge)
    );
    let declared = [("content-length", "999999999999999999")];
    assert_eq!(
        call(Some("application/json"), &declared, vec![]).await,
        Err(Code::BodyTooLarge)
    );
    let mut fits = GOOD.as_bytes().to_vec();
    fits.resize(1000, b' ');
    assert!(call(Some("application/json"), &[], fits).await.is_ok());
}

#[actix_web::test]
async fn a_handler_gets_the_value_and_a_refusal_is_a_problem() {
    async fn echo(body: Json<Report>) -> HttpResponse {
        HttpResponse::Created().json(body.into_inner())
    }
    let app = test::init_service(App::new().route("/", web::post().to(echo))).await;
    let request = TestRequest::post().set_json(good()).to_request();
    let answer = test::call_service(&app, request).await;
    assert_eq!(answer.status(), 201);
    let request = TestRequest::post()
        .set_json(serde_json::json!({"title": "x"}))
        .to_request();
    let answer = test::call_service(&app, request).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(
        answer.headers().get(header::CONTENT_TYPE).unwrap(),
        crate::problem::MEDIA_TYPE
    );
}
