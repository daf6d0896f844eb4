//! The law book of this installation: its own lengths of terms, and changes of the book while cases run.

pub mod changes;
pub mod term_lengths;
