//! Everything that depends on which database is used.
//!
//! Owns: the address ([`url`]), connections ([`conn`]), column types ([`types`]),
//! the handles queries get ([`tx`]), the few statements that differ ([`quirks`]),
//! SQLite's grouped writer, the pool, migrations ([`mod@migrate`]) and the [`Store`]
//! that puts them together. Must not know: cases, tracks or any rule of the procedure.

mod backup;
mod capped;
pub mod conn;
mod found_by;
pub mod migrate;
mod pool;
pub mod quirks;
mod raw;
mod scrub;
mod store;
pub mod tx;
pub mod types;
pub mod url;
mod witness;
mod writer;

pub use backup::{backup, check};
pub use capped::{Capped, capped};
pub use conn::{DbConn, MultiBackend};
pub use found_by::{Hits, Look};
pub use migrate::{SchemaState, migrate, migrated_by, names, revert_all, schema_state};
pub use scrub::{Scrubbed, scrub};
pub use store::{Options, Store};
pub use tx::{Read, Write};
pub use types::{Uid, UidSql};
pub use url::{DatabaseUrl, UrlError};
pub use witness::Witness;
