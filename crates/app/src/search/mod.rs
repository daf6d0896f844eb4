//! Finding by words: what stands in the index, and who finds what by it.
//!
//! The index (`index.rs`) is written with every step and says which tracks may be found by what. Who asks gets those
//! whose words, read as one track is read, hold what was looked for (`tracks.rs`, `people.rs`): a search is a filter on
//! the reads and cannot find what is not read.

pub(crate) mod index;
mod looks;
pub mod people;
pub(crate) mod said;
pub mod similar;
pub mod tracks;
