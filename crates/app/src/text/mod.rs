//! The one analyser of texts: what is searched for and what is searched pass through it alike, on both databases.
//!
//! Owns what two texts have in common: words without case and accents ([`words`]), Indonesian stems ([`stems`]), names
//! however they are spelled ([`names`]). Pure: no clock, no database. The databases get marks of plain letters and
//! digits, about which no tokenizer of theirs has an opinion.

mod marks;
pub(crate) mod names;
mod stems;
pub(crate) mod words;

pub(crate) use marks::{Kind, Marks, mark, marks_of};
