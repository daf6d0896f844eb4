//! Sealed people: their records encrypted, and opened for one person at a time with another's consent.

pub(crate) mod asked;
pub mod identities;
mod looking_for;
mod older;
pub(crate) mod padding;
mod redacting;
mod redaction;
pub mod unsealings;
pub(crate) mod vault;

pub(crate) use redacting::label;
pub(crate) use redaction::Redactor;
pub(crate) use vault::{SealedPerson, Vault};
