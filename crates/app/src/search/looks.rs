//! What somebody types, as what is looked for in the index.

use netralitas_store::backend::Look;

use crate::{
    error::{AppError, FieldError},
    text::{Kind, Marks, mark, marks_of, names},
};

/// Fewer letters or digits are the beginning of too much.
const LEAST: usize = 2;

/// Every one of these words, in any order and form.
pub(super) fn words(text: &str, at: &str) -> Result<Look, AppError> {
    let marks = marks_of(Kind::Text, text);
    all(marks.into_iter().map(Look::Whole).collect(), at)
}

/// A number that begins so.
pub(super) fn number(number: &str, at: &str) -> Result<Look, AppError> {
    let marks = marks_of(Kind::Number, number);
    let long = marks.into_iter().filter(|m| m.len() > LEAST);
    all(long.map(Look::Beginning).collect(), at)
}

/// A name with parts that begin so, however they are spelled.
pub(super) fn name(name: &str, at: &str) -> Result<Look, AppError> {
    let part = |part: &String| {
        let spelled = names::beginnings(part);
        let marks = spelled.iter().map(|s| mark(Kind::Name, s));
        let long = marks.filter(|m| m.len() > LEAST);
        Look::Any(long.map(Look::Beginning).collect())
    };
    let parts = names::known_by(name);
    all(parts.iter().map(part).collect(), at)
}

/// Words of a post or an agency that begin so.
pub(super) fn beginning(kind: Kind, text: &str, at: &str) -> Result<Look, AppError> {
    let long = marks_of(kind, text).into_iter().filter(|m| m.len() > LEAST);
    all(long.map(Look::Beginning).collect(), at)
}

fn all(looks: Vec<Look>, at: &str) -> Result<Look, AppError> {
    if looks.is_empty() || looks.iter().any(Look::is_empty) {
        let error = FieldError::new(at.to_owned(), "nothing_to_find");
        return Err(AppError::Invalid(vec![error]));
    }
    Ok(Look::All(looks))
}

/// Whether marks fit what is looked for.
pub(super) fn fits(look: &Look, marks: &Marks) -> bool {
    look.fits(&|mark| marks.has(mark), &|beginning| {
        marks.has_beginning(beginning)
    })
}

/// Whether marks hold anything at all of what is looked for.
pub(super) fn touches(look: &Look, marks: &Marks) -> bool {
    match look {
        Look::Whole(mark) => marks.has(mark),
        Look::Beginning(beginning) => marks.has_beginning(beginning),
        Look::All(all) | Look::Any(all) => all.iter().any(|l| touches(l, marks)),
    }
}
