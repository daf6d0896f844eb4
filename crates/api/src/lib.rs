//! netralitas-api
