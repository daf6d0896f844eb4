//! Read models: lists and searches; joins live here only.

pub mod track_list;
