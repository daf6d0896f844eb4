//! netralitas-app
