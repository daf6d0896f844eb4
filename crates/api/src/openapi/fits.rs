//! Whether a value fits a schema of the document: as much of JSON Schema as the document uses.

use serde_json::{Map, Value};

/// What does not fit, each with its place; nothing where all does.
pub(crate) fn misfits(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "", &mut found);
    found
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(target) = schema["$ref"].as_str() {
        match document.pointer(target.trim_start_matches('#')) {
            Some(schema) => check(document, schema, value, at, found),
            None => found.push(format!("{at}: {target} leads nowhere")),
        }
        return;
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices
            .iter()
            .filter(|choice| misfits(document, choice, value).is_empty())
            .count();
        if fitting != 1 {
            found.push(format!("{at}: fits {fitting} of the choices"));
        }
        return;
    }
    if !has_type(&schema["type"], value) {
        found.push(format!("{at}: {value} is not {}", schema["type"]));
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|all| !all.contains(value))
    {
        found.push(format!("{at}: {value} is none of the choices"));
    }
    match value {
        Value::Object(fields) => object(document, schema, fields, at, found),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                check(
                    document,
                    &schema["items"],
                    item,
                    &format!("{at}/{place}"),
                    found,
                );
            }
        }
        _ => {}
    }
}

fn object(
    document: &Value,
    schema: &Value,
    fields: &Map<String, Value>,
    at: &str,
    found: &mut Vec<String>,
) {
    let none = Map::new();
    let known = schema["properties"].as_object().unwrap_or(&none);
    for name in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        if !fields.contains_key(name) {
            found.push(format!("{at}: {name} is missing"));
        }
    }
    for (name, value) in fields {
        match known.get(name) {
            Some(schema) => check(document, schema, value, &format!("{at}/{name}"), found),
            // An object without any property is a free one.
            None if known.is_empty() && schema["additionalProperties"] != Value::Bool(false) => {}
            None => found.push(format!("{at}: {name} is not in the schema")),
        }
    }
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    match wanted {
        Value::Null => true,
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}
