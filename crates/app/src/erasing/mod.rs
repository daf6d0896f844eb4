//! Erasing a person: asked for by one, agreed to by two others, carried out in one transaction, kept to after a restore.
//!
//! `requests.rs` asks, agrees and ends, `telling.rs` lists; `whom.rs` finds every record of the same person in the chain of cases;
//! `carrying_out.rs` destroys; `taking_out.rs` puts capacity and number in the place of names; `list.rs` is the list of
//! erasures outside the database, and `keeping_to.rs` holds a database against it.

mod carrying_out;
pub mod keeping_to;
pub mod list;
pub mod requests;
mod taking_out;
pub mod telling;
mod whom;
