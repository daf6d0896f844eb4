//! The shapes of requests and answers. Only here do they meet serde and the OpenAPI document; the domain
//! and the use cases never do.

pub mod accounts;
pub mod act;
pub mod answer;
pub mod approval;
pub mod assignments;
pub mod chain;
pub mod clock;
pub mod content;
pub mod details;
pub mod file;
pub mod filing;
pub mod form_texts;
pub mod historic;
pub mod law_answers;
pub mod law_applies;
pub mod law_asked;
pub mod law_book;
pub mod law_catalogue;
pub mod law_changes;
mod law_reader;
pub mod list;
pub mod many_papers;
pub mod notes;
pub mod offices;
pub mod other_versions;
pub mod own;
pub mod paper;
pub mod party;
pub mod receipt;
pub mod reference;
pub mod regions;
pub mod session;
mod shapes;
pub mod term_account;
pub mod term_trial;
pub mod words;
