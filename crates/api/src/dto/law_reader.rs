//! Parameters read one by one, so that every fault is told and no value echoed.

use chrono::NaiveDate;
use netralitas_app::error::FieldError;
use netralitas_domain::vocabulary::Word;

use super::clock::Day;
use crate::problem::{Code, Problem};

/// Takes parameters out one by one and remembers every fault.
#[derive(Default)]
pub(super) struct Reader(Vec<FieldError>);

impl Reader {
    /// A fault of a parameter.
    pub(super) fn fault(&mut self, name: &str, code: &'static str) {
        self.0.push(FieldError::new(format!("/{name}"), code));
    }

    /// A parameter that may be left out.
    pub(super) fn may<'q, T>(
        &mut self,
        name: &str,
        given: Option<&'q str>,
        read: impl FnOnce(&'q str) -> Result<T, &'static str>,
    ) -> Option<T> {
        match read(given?) {
            Ok(value) => Some(value),
            Err(code) => {
                self.fault(name, code);
                None
            }
        }
    }

    /// A parameter that is needed.
    pub(super) fn must<'q, T>(
        &mut self,
        name: &str,
        given: Option<&'q str>,
        read: impl FnOnce(&'q str) -> Result<T, &'static str>,
    ) -> Option<T> {
        if given.is_none() {
            self.fault(name, "missing");
        }
        self.may(name, given, read)
    }

    /// All faults, if there are any.
    pub(super) fn end<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Problem::new(Code::BadQuery).with_errors(self.0)),
        }
    }
}

/// A day.
pub(super) fn day(text: &str) -> Result<NaiveDate, &'static str> {
    Day::parse(text).map(Day::date).ok_or("bad_format")
}

/// A word of a closed list.
pub(super) fn word<W: Word>(text: &str) -> Result<W, &'static str> {
    W::from_code(text).ok_or("unknown_value")
}

/// A code of the book.
pub(super) fn code(text: &str) -> Result<&str, &'static str> {
    let fits = (1..=60).contains(&text.chars().count());
    fits.then_some(text).ok_or("length")
}

/// A region's code.
pub(super) fn region(text: &str) -> Result<&str, &'static str> {
    let pair = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let fits = match text.split_once('.') {
        Some((province, regency)) => pair(province) && pair(regency),
        None => pair(text),
    };
    fits.then_some(text).ok_or("bad_format")
}

/// `true` or `false`.
pub(super) fn truth(text: &str) -> Result<bool, &'static str> {
    text.parse().map_err(|_| "bad_format")
}
