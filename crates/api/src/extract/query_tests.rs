use serde::Deserialize;
use validator::Validate;

use super::*;
use crate::problem::{Code, Problem};

#[derive(Debug, PartialEq, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Filter {
    #[serde(default)]
    #[validate(range(min = 1, max = 200))]
    limit: Option<u16>,
    #[serde(default)]
    regime: Option<Regime>,
    #[serde(default)]
    due_before: Option<chrono::NaiveDate>,
    #[serde(default)]
    text: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Regime {
    Pilkada,
}

fn read(raw: &str) -> Result<Filter, Problem> {
    Query::<Filter>::from_raw(raw).map(Query::into_inner)
}

#[test]
fn a_good_query_is_typed_and_decoded() {
    let filter = read("limit=20&regime=pilkada&due_before=2020-10-19&text=a+b%26%C3%A9").unwrap();
    assert_eq!(
        filter,
        Filter {
            limit: Some(20),
            regime: Some(Regime::Pilkada),
            due_before: chrono::NaiveDate::from_ymd_opt(2020, 10, 19),
            text: Some("a b&é".to_owned()),
        }
    );
    assert_eq!(read("").unwrap(), read("&&").unwrap());
}

#[test]
fn each_fault_has_its_code_and_its_parameter() {
    for (raw, code, pointer, fault) in [
        ("limit=abc", Code::BadQuery, "/limit", "bad_format"),
        ("limit=-1", Code::BadQuery, "/limit", "bad_format"),
        ("limit=0", Code::BadQuery, "/limit", "range"),
        ("limit=201", Code::BadQuery, "/limit", "range"),
        ("regime=other", Code::BadQuery, "/regime", "unknown_value"),
        (
            "due_before=2020-02-31",
            Code::BadQuery,
            "/due_before",
            "bad_format",
        ),
        (
            "limit=1&limit=2",
            Code::BadQuery,
            "/limit",
            "duplicate_field",
        ),
        ("stage=x", Code::UnknownFilter, "/stage", "unknown_field"),
        (
            "199001012020121001=x",
            Code::UnknownFilter,
            "/?",
            "unknown_field",
        ),
        ("text=a%00b", Code::NulCharacter, "/text", "nul_character"),
    ] {
        let problem = read(raw).expect_err(raw);
        let found: Vec<_> = problem
            .errors()
            .iter()
            .map(|e| (e.pointer.as_str(), e.code.as_ref()))
            .collect();
        assert_eq!(
            (problem.code(), found),
            (code, vec![(pointer, fault)]),
            "{raw}"
        );
    }
}

#[test]
fn every_unknown_parameter_is_told() {
    let problem = read("b=1&limit=5&a=2&a=3").expect_err("unknown");
    let mut found: Vec<_> = problem
        .errors()
        .iter()
        .map(|e| e.pointer.as_str())
        .collect();
    found.sort_unstable();
    assert_eq!(
        (problem.code(), found),
        (Code::UnknownFilter, vec!["/a", "/b"])
    );
}

#[test]
fn every_fault_is_told_at_once() {
    let told = |raw: &str| {
        let problem = read(raw).expect_err(raw);
        let mut found: Vec<(String, String)> = problem
            .errors()
            .iter()
            .map(|e| (e.pointer.to_string(), e.code.to_string()))
            .collect();
        found.sort_unstable();
        (problem.code(), found)
    };
    let fault = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    assert_eq!(
        told("limit=0&regime=other&due_before=x"),
        (
            Code::BadQuery,
            vec![
                fault("/due_before", "bad_format"),
                fault("/limit", "range"),
                fault("/regime", "unknown_value"),
            ]
        )
    );
    assert_eq!(
        told("limit=x&stage=1&limit=2"),
        (
            Code::UnknownFilter,
            vec![
                fault("/limit", "bad_format"),
                fault("/stage", "unknown_field")
            ]
        )
    );
}

#[test]
fn what_cannot_be_decoded_is_refused_not_replaced() {
    let crowd = "a=1&".repeat(65);
    for raw in [
        "text=%ff",
        "text=%4",
        "text=%zz",
        "text=%",
        "%ff=1",
        crowd.as_str(),
    ] {
        assert_eq!(
            read(raw).expect_err(raw).code(),
            Code::BadQuery,
            "{raw:.20}"
        );
    }
}
