//! netralitas-store
