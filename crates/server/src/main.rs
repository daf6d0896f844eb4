//! netralitas-server
fn main() {}
