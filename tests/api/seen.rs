//! Every answer that a test sees is held against the document: known operation, documented status, right
//! schema; what is no success is a problem.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use jsonschema::Validator;
use netralitas_api::openapi;
use netralitas_testkit::http::{self, Reply};
use serde_json::{Map, Value, json};

/// The document as it is served.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(openapi::document()).unwrap());

static VALIDATORS: LazyLock<Mutex<BTreeMap<String, Arc<Validator>>>> =
    LazyLock::new(Mutex::default);

/// Sends a request; the answer must be as the document says.
pub async fn ask<S>(service: &S, request: TestRequest) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = http::send(service, request).await;
    if let Err(fault) = fault(&reply) {
        panic!(
            "{} {} -> {}: {fault}\n{}",
            reply.method, reply.path, reply.status, reply.text
        );
    }
    reply
}

/// What of an answer is not as the document says.
pub fn fault(reply: &Reply) -> Result<(), String> {
    if !(200..300).contains(&reply.status) {
        // OAuth 2 says itself how its refusals look.
        let oauth = reply.path == "/oauth2/token" && matches!(reply.status, 400 | 401);
        if reply.media_type != "application/problem+json" && !oauth {
            return Err(format!("{} is no problem", reply.media_type));
        }
        if reply.json()["status"] != json!(reply.status) && !oauth {
            return Err("the problem tells another status".to_owned());
        }
        if reply.status >= 500 {
            return Err("a fault of the server".to_owned());
        }
    }
    let schema = match operation(&reply.method, &reply.path) {
        Some(operation) => {
            let status = reply.status.to_string();
            let response = operation["responses"]
                .get(&status)
                .ok_or("a status that is not in the document")?;
            let response = resolved(response);
            let json = response.pointer("/content/application~1json").is_some();
            let media_type = reply.media_type.split(';').next().unwrap_or_default();
            let listed = |kinds: &Map<String, Value>| kinds.contains_key(media_type);
            let file = status.starts_with('2') && !(json && media_type == "application/json");
            if file && response["content"].as_object().is_some_and(listed) {
                return Ok(());
            }
            let kind = if status.starts_with('2') || json {
                "application/json"
            } else {
                "application/problem+json"
            };
            if !reply.media_type.starts_with(kind) {
                return Err(format!("{} and not {kind}", reply.media_type));
            }
            response
                .pointer(&format!("/content/{}/schema", kind.replace('/', "~1")))
                .ok_or("an answer without a schema")?
                .clone()
        }
        // Only the router answers what is not in the document.
        None if matches!(reply.status, 404 | 405) => {
            json!({ "$ref": "#/components/schemas/Problem" })
        }
        None => return Err("an operation that is not in the document".to_owned()),
    };
    let body: Value = serde_json::from_str(&reply.text).map_err(|e| e.to_string())?;
    let validator = validator(&schema);
    let faults: Vec<String> = validator
        .iter_errors(&body)
        .map(|e| format!("{} at {}", e, e.instance_path()))
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("; "))
    }
}

/// What a reference within the document points at.
pub fn resolved(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => DOCUMENT
            .pointer(reference.trim_start_matches('#'))
            .expect("the reference points somewhere"),
        None => value,
    }
}

/// The operation of a method and a concrete path.
pub fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let segments: Vec<&str> = template.split('/').collect();
        let literal = |s: &str| !s.starts_with('{');
        segments.len() == parts.len()
            && segments
                .iter()
                .zip(&parts)
                .all(|(s, p)| !literal(s) || s == p)
    };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    // A literal path goes before one with a parameter, as at the router.
    let found = paths.get(path).or_else(|| {
        paths
            .iter()
            .find(|(template, _)| fits(template))
            .map(|(_, item)| item)
    })?;
    found.get(method.to_ascii_lowercase())
}

fn validator(schema: &Value) -> Arc<Validator> {
    let name = schema.to_string();
    let mut all = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let found = all.entry(name).or_insert_with(|| {
        let root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": DOCUMENT["components"],
            "allOf": [schema],
        });
        Arc::new(
            jsonschema::options()
                .should_validate_formats(true)
                .build(&root)
                .unwrap(),
        )
    });
    Arc::clone(found)
}
