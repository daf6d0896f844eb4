//! How a case comes in and what is made of it until the plenary: opened, studied, split, linked, met about.

pub(super) mod guards;
pub(super) mod links;
pub(super) mod meeting;
pub(super) mod opening;
pub(super) mod opening_authority;
pub(super) mod splitting;
pub(super) mod study;
