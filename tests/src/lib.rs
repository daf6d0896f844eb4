//! The suite that crosses crates; see the files beside this one.
