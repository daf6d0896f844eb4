//! The HTTP suite: the whole server in one process, each test on every database of the run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod accounts;
mod alone;
mod amended;
mod amended_halves;
mod amended_items;
mod amended_meetings;
mod amended_papers;
mod amended_receipts;
mod assigned;
mod bad_headers;
mod bad_input;
mod bad_tokens;
mod between;
mod by_paper;
mod closed_texts;
mod concurrency;
mod conditional;
mod connections;
mod cors;
mod desk;
mod door;
mod erasing;
mod erasing_rules;
mod field_classes;
mod files;
mod first_case;
mod forms;
mod forwarded;
mod golden;
mod historic;
mod institutions;
mod intake;
mod joining;
mod journal;
mod late_leave;
mod law_authorities;
mod law_batches;
mod law_changes;
mod law_deviations;
mod law_questions;
mod law_rows;
mod law_stages;
mod limits;
mod links;
mod lock_out;
mod lost;
mod many_agencies;
mod many_papers;
mod mistakes;
mod next_actions;
mod notes;
mod odd_input;
mod office_imports;
mod offices;
mod outside;
mod own_steps;
mod paper_sight;
mod parity;
mod places;
mod reach;
mod redacted;
mod references;
mod regions;
mod repeated;
mod respondents;
mod retention;
mod roles;
mod rotation;
mod schema;
mod scope_oracle;
mod sealed_dump;
mod sealed_people;
mod search;
mod second_factor;
mod secret_canaries;
mod security_record;
mod seen;
mod sessions;
mod signing_keys;
mod stand;
mod statements;
mod statistics;
mod systems;
mod taken_back;
mod terms;
mod tickets;
mod unsealing;
mod versions;
