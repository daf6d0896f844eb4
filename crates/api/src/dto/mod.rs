//! The shapes of requests and answers. Only here do they meet serde and the OpenAPI document; the domain
//! and the use cases never do.

pub mod act;
pub mod details;
pub mod filing;
pub mod list;
pub mod parts;
pub mod receipt;
pub mod session;
pub mod view;
pub mod view_facts;

use netralitas_domain::vocabulary::Word;
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr, Schema, schema::Type};

/// The schema of a closed list of words: their codes.
pub fn code<W: Word>() -> RefOr<Schema> {
    let lines: Vec<String> = W::ALL.iter().map(|w| format!("`{}`: {}", w.code(), w.text().en)).collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(W::ALL.iter().map(|w| w.code())))
        .description(Some(lines.join("; ")))
        .into()
}

/// The schema of a list of such words.
pub fn codes<W: Word>() -> RefOr<Schema> {
    ArrayBuilder::new().items(code::<W>()).into()
}
