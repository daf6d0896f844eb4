//! Turns a JSON value into a typed one and, when it does not fit, finds *all* fields at fault.
//!
//! serde stops at the first fault. Here each fault is noted, the place is filled with a value that does
//! fit, and the reading goes on, until the rest fits too; then the validator has its say on the fields
//! that were really sent. The filled-in value is only ever used to find further faults.

use netralitas_app::error::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_path_to_error::Segment;
use validator::Validate;

use super::pointer::{below, is_within, shown, validation_errors};

/// Most readings of one body; each further fault costs one to eleven.
const MOST_READINGS: usize = 48;

/// Reads `value` as `T` and validates it.
///
/// `thorough` allows repeated readings; without it only the first misfit is told, so that a large body
/// cannot buy much work.
pub(super) fn typed<T: DeserializeOwned + Validate>(
    value: &Value,
    thorough: bool,
) -> Result<T, Vec<FieldError>> {
    let first = match read::<T>(value) {
        Ok(typed) => {
            let mut errors = match typed.validate() {
                Ok(()) => Vec::new(),
                Err(found) => validation_errors(&found),
            };
            blanks(value, "", &mut errors);
            return if errors.is_empty() {
                Ok(typed)
            } else {
                Err(errors)
            };
        }
        Err(misfit) => misfit,
    };
    if !thorough {
        return Err(vec![first.error()]);
    }
    Err(all_faults::<T>(value, first))
}

fn all_faults<T: DeserializeOwned + Validate>(sent: &Value, first: Misfit) -> Vec<FieldError> {
    let mut work = sent.clone();
    let mut errors: Vec<FieldError> = Vec::new();
    let mut fillings: Vec<Filling> = Vec::new();
    let mut misfit = first;
    for _ in 0..MOST_READINGS {
        let known = fillings
            .iter_mut()
            .find(|filling| is_within(&misfit.place, &filling.place));
        let went_on = if let Some(filling) = known {
            filling.next(&mut work, misfit.hint.take())
        } else {
            errors.push(misfit.error());
            if misfit.code == "unknown_field" {
                remove(&mut work, &misfit.place)
            } else {
                let mut filling = Filling {
                    place: misfit.place.clone(),
                    tried: 0,
                    hinted: false,
                };
                let filled = filling.next(&mut work, misfit.hint.take());
                fillings.push(filling);
                filled
            }
        };
        if !went_on {
            break;
        }
        match read::<T>(&work) {
            Err(next) => misfit = next,
            Ok(typed) => {
                if let Err(found) = typed.validate() {
                    errors.extend(validation_errors(&found).into_iter().filter(|error| {
                        !fillings
                            .iter()
                            .any(|filling| is_within(&error.pointer, &filling.place))
                    }));
                }
                break;
            }
        }
    }
    blanks(sent, "", &mut errors);
    errors.sort_by(|a, b| (&a.pointer, &a.code).cmp(&(&b.pointer, &b.code)));
    errors.dedup();
    errors
}

/// Texts of blanks alone. They say nothing, but would stand where something is demanded.
fn blanks(value: &Value, pointer: &str, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(text) if !text.is_empty() && text.trim().is_empty() => {
            errors.push(FieldError::new(pointer.to_owned(), "blank"));
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                blanks(item, &below(pointer, &place.to_string()), errors);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                blanks(field, &below(pointer, shown(name)), errors);
            }
        }
        _ => {}
    }
}

/// One place where the value does not fit the type.
struct Misfit {
    /// Pointer with the caller's keys as they are; never sent.
    place: String,
    /// Pointer that may be sent.
    pointer: String,
    code: &'static str,
    /// A value the type says it would take there.
    hint: Option<String>,
}

impl Misfit {
    fn error(&self) -> FieldError {
        FieldError::new(self.pointer.clone(), self.code)
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let (mut place, mut pointer) = (String::new(), String::new());
        let mut last = String::new();
        for segment in error.path() {
            let text = match segment {
                Segment::Seq { index } => index.to_string(),
                Segment::Map { key } => key.clone(),
                // The variant of a tagged enum is no place in the JSON of our types.
                Segment::Enum { .. } | Segment::Unknown => continue,
            };
            place = below(&place, &text);
            pointer = below(&pointer, shown(&text));
            last = text;
        }
        let message = error.inner().to_string();
        let (code, named) = classify(&message);
        if let Some(name) = named
            && (code == "missing" || name != last)
        {
            place = below(&place, name);
            pointer = below(&pointer, shown(name));
        }
        let hint = (code == "unknown_value")
            .then(|| first_choice(&message))
            .flatten();
        Misfit {
            place,
            pointer,
            code,
            hint,
        }
    })
}

/// The stable code of a serde message, and the field that the message names. The message itself can
/// hold the rejected value and goes no further than this.
fn classify(message: &str) -> (&'static str, Option<&str>) {
    let named = |prefix: &str| {
        message
            .strip_prefix(prefix)
            .and_then(|rest| rest.strip_prefix('`'))
            .map(|rest| {
                // The name ends where the list of expected names begins.
                let rest = rest
                    .rsplit_once("`, expected")
                    .map_or(rest, |(name, _)| name);
                let rest = rest
                    .split_once("`, there are no fields")
                    .map_or(rest, |(name, _)| name);
                rest.strip_suffix('`').unwrap_or(rest)
            })
    };
    if let Some(name) = named("unknown field ") {
        ("unknown_field", Some(name))
    } else if let Some(name) = named("missing field ") {
        ("missing", Some(name))
    } else if message.starts_with("unknown variant ") {
        ("unknown_value", None)
    } else if message.starts_with("invalid type: ") {
        ("wrong_type", None)
    } else if message.starts_with("invalid value: integer") {
        ("out_of_range", None)
    } else {
        ("bad_format", None)
    }
}

/// The first of the choices that an "unknown variant" message lists.
fn first_choice(message: &str) -> Option<String> {
    let (_, choices) = message.rsplit_once(", expected ")?;
    let (_, rest) = choices.split_once('`')?;
    rest.split_once('`').map(|(choice, _)| choice.to_owned())
}

/// A place that gets one value after the other until the type takes it.
struct Filling {
    place: String,
    tried: usize,
    hinted: bool,
}

impl Filling {
    fn next(&mut self, work: &mut Value, hint: Option<String>) -> bool {
        if let Some(hint) = hint
            && !self.hinted
        {
            self.hinted = true;
            return put(work, &self.place, Value::String(hint));
        }
        let value = match self.tried {
            0 => Value::Null,
            1 => json!(""),
            2 => json!(0),
            3 => json!([]),
            4 => json!({}),
            5 => json!(false),
            6 => json!("00000000-0000-7000-8000-000000000000"),
            7 => json!("2000-01-01"),
            8 => json!("2000-01-01T00:00:00Z"),
            9 => json!("00:00:00"),
            _ => return false,
        };
        self.tried += 1;
        put(work, &self.place, value)
    }
}

/// Splits a pointer made by [`below`] into its parent and its last, unescaped segment.
fn split(place: &str) -> Option<(&str, String)> {
    let (parent, last) = place.rsplit_once('/')?;
    Some((parent, last.replace("~1", "/").replace("~0", "~")))
}

fn put(work: &mut Value, place: &str, value: Value) -> bool {
    let Some((parent, last)) = split(place) else {
        return false;
    };
    match work.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.insert(last, value);
            true
        }
        Some(Value::Array(items)) => {
            match last
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get_mut(index))
            {
                Some(slot) => {
                    *slot = value;
                    true
                }
                None => false,
            }
        }
        _ => false,
    }
}

fn remove(work: &mut Value, place: &str) -> bool {
    split(place).is_some_and(|(parent, last)| {
        work.pointer_mut(parent)
            .and_then(Value::as_object_mut)
            .is_some_and(|map| map.remove(&last).is_some())
    })
}
