//! The HTTP layer: requests in, receipts, views and problems out.
//!
//! Must not know SQL nor decide anything about cases: it reads requests strictly, calls
//! `netralitas-app` and renders what comes back.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod calendar;
pub mod caller;
pub mod charts;
pub mod docs_page;
pub mod dto;
pub mod errors_page;
pub mod extract;
pub mod field_texts;
pub mod limits;
pub mod middleware;
pub mod openapi;
pub mod outside;
pub mod problem;
pub mod problems_table;
pub mod routes;
pub mod scopes;
pub mod tokens;

pub use caller::ApiState;
pub use routes::configure;

#[cfg(test)]
mod golden_tests;
