//! `netralitas openapi`: the API document, as it is served and checked in.

use std::io::Write as _;

use super::Outcome;

/// Prints the document.
///
/// # Errors
/// An output that cannot be written.
pub fn run() -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(netralitas_api::openapi::text().as_bytes())?;
    out.flush()?;
    Ok(())
}
