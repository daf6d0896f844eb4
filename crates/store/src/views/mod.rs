//! Read models: lists, searches and what one read takes together; joins live here only.

pub mod agencies;
pub mod case_file;
pub mod desk;
pub mod found_people;
pub mod notice_board;
pub mod same_person;
pub mod shown;
pub mod standing;
pub mod track_list;
pub mod words;
