//! Stories: scenario files played through the ordinary write path with a simulated clock.
//!
//! Owns the files' format, the playing and the telling. Must not know the terminal: the command is in
//! [`crate::commands::replay`].

mod check;
pub mod player;
pub mod refer;
pub mod scenario;
pub mod story;
pub(crate) mod told;

pub use player::{Player, ReplayError};
pub use scenario::Scenario;
pub use story::{Language, Story};
