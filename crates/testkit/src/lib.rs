//! netralitas-testkit
