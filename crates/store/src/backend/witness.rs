//! Somebody who sees each statement that goes to the database; for tests that count them.
//!
//! Owns: [`Witness`]. Must not know: what the statements mean.

use std::fmt;

use diesel::connection::{Instrumentation, InstrumentationEvent};

/// Told the text of each statement, without the bound values, before it is sent. Beginning and ending a
/// transaction are statements too.
#[derive(Clone, Copy)]
pub struct Witness(&'static (dyn Fn(&str) + Send + Sync));

impl Witness {
    /// A witness that lives as long as the program.
    pub fn new(tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Box::leak(Box::new(tell)))
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}

impl Instrumentation for Witness {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let shown = query.to_string();
            let text = shown.split(" -- binds:").next().unwrap_or_default();
            (self.0)(text);
        }
    }
}
