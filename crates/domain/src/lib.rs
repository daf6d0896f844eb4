//! netralitas-domain
