//! A world to play in, and players who only use commands.
//!
//! * [`World`]: offices of every kind, the shipped law, one [`Actor`] per office and role.
//! * [`candidates`]: bodies for any action, built from the state of the case; the plausible ones first.
//!   [`valid_commands`] and [`invalid_commands`] are those that `decide` takes and refuses.
//! * [`Game`]: one case with its events and a clock; every step goes through `decide`.
//! * [`reach`]: a game whose track stands at a stage, played there from the first paper.
//!
//! No function here writes state: what cannot be reached by commands cannot be reached.
//!
//! [`Actor`]: netralitas_domain::people::Actor

mod bodies;
mod commands;
mod destinations;
mod game;
mod ids;
mod measures;
mod officers;
mod respondents;
mod roads;
mod start;
mod world;

pub use bodies::Body;
pub use commands::{
    accepting, candidates, command, invalid_commands, now_in, paper_of, text, valid_commands,
};
pub use game::{Game, Script, Step};
pub use ids::Ids;
pub use roads::{reach, stages_of};
pub use start::Start;
pub use world::{Offices, World, at, day};
