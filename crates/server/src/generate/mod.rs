//! Synthetic cases through the one write path, each step on its day: for measuring, and for holding figures against
//! print. Nobody in them exists.
//!
//! Owns what a profile is and how its matters are told. Must not touch a database that somebody works in: whoever calls
//! has checked that.

pub mod people;
pub mod places;
pub mod plan;
pub mod play;
pub mod profile;
pub mod road;
mod words;

pub use places::Places;
pub use plan::Matter;
pub use play::{Played, Stage, play};
pub use profile::{PROFILES, Profile};
pub use road::Roads;
