//! Reads JSON once, strictly: refuses a key written twice and every NUL character, makes `1.0` an integer, and reads
//! no further into what is nested too deep or too long.
//!
//! `serde_json` alone keeps the last of two equal keys, so two readers of one body could see two values.

use std::fmt;

use netralitas_app::error::FieldError;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::pointer::{below, shown};

/// A body read as JSON and what is wrong with it beyond syntax.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) value: Value,
    /// `duplicate_field`, `nul_character`, `too_deep` and `too_many_items` only.
    pub(super) faults: Vec<FieldError>,
}

/// Most faults that are gathered from one body.
const MOST_FAULTS: usize = 64;
/// Most arrays and objects one inside the other; no body of the document comes near it.
pub(super) const MOST_DEPTH: usize = 16;
/// Most items of an array. No list of a request may have more; most of them allow far fewer.
pub(crate) const MOST_ITEMS: usize = 1_000;

/// Parses `bytes`; the error tells the line and column of a syntax error and nothing of the content.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, (usize, usize)> {
    let mut faults = Vec::new();
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    let place = |error: serde_json::Error| (error.line(), error.column());
    let value = Strict {
        pointer: String::new(),
        depth: 0,
        faults: &mut faults,
    }
    .deserialize(&mut parser)
    .map_err(place)?;
    parser.end().map_err(place)?;
    Ok(Reading { value, faults })
}

struct Strict<'a> {
    pointer: String,
    /// How many arrays and objects lie around it.
    depth: usize,
    faults: &'a mut Vec<FieldError>,
}

impl Strict<'_> {
    fn fault(&mut self, pointer: String, code: &'static str) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(FieldError::new(pointer, code));
        }
    }

    /// Whether one more array or object is too deep; then it is a fault.
    fn is_too_deep(&mut self) -> bool {
        let deep = self.depth >= MOST_DEPTH;
        if deep {
            let pointer = std::mem::take(&mut self.pointer);
            self.fault(pointer, "too_deep");
        }
        deep
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // JSON Schema calls 1.0 an integer, so a client that follows our document may send it.
        // Its shortest decimal form has no point exactly when it is whole.
        let whole = (value.abs() < 9_007_199_254_740_992.0)
            .then(|| value.to_string().parse::<i64>().ok())
            .flatten();
        Ok(whole.map_or_else(
            || Number::from_f64(value).map_or(Value::Null, Value::Number),
            |whole| Value::Number(whole.into()),
        ))
    }

    fn visit_str<E>(mut self, value: &str) -> Result<Value, E> {
        if value.contains('\0') {
            let pointer = self.pointer.clone();
            self.fault(pointer, "nul_character");
        }
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        let deep = self.is_too_deep();
        // What is beyond a limit is passed over without being kept, and without recursion.
        while !deep && all.len() < MOST_ITEMS {
            let pointer = below(&self.pointer, &all.len().to_string());
            match items.next_element_seed(Strict {
                pointer,
                depth: self.depth + 1,
                faults: &mut *self.faults,
            })? {
                Some(value) => all.push(value),
                None => return Ok(Value::Array(all)),
            }
        }
        let mut more = false;
        while items.next_element::<IgnoredAny>()?.is_some() {
            more = true;
        }
        if more && !deep {
            let pointer = std::mem::take(&mut self.pointer);
            self.fault(pointer, "too_many_items");
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        if self.is_too_deep() {
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Value::Object(all));
        }
        while let Some(key) = entries.next_key::<String>()? {
            let pointer = below(&self.pointer, shown(&key));
            if key.contains('\0') {
                self.fault(pointer.clone(), "nul_character");
            }
            if all.contains_key(&key) {
                self.fault(pointer.clone(), "duplicate_field");
            }
            let value = entries.next_value_seed(Strict {
                pointer,
                depth: self.depth + 1,
                faults: &mut *self.faults,
            })?;
            all.insert(key, value);
        }
        Ok(Value::Object(all))
    }
}
