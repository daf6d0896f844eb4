//! Rebuilds the crate when a migration changes: `embed_migrations!` reads the
//! folders at compile time, but Cargo does not know them as inputs.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
