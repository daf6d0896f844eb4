//! What stands around every request: its id, its language, its headers, and problems for whatever fails.
//!
//! Owns [`Shell`], the one outer layer, and [`RouteTable`], which tells a wrong method from a wrong
//! address. Must not know routes or DTOs.

mod accept;
mod beat;
mod headers;
mod parts;
mod render;
mod route_table;
mod shell;

pub(crate) use accept::prefers_svg;
pub use render::Rendered;
pub use route_table::RouteTable;
pub use shell::{OtherForm, Shell};

#[cfg(test)]
mod tests;
