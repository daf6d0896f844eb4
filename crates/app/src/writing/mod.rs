//! The one write path: a request made ready, put into its transaction, decided by the domain, written as rows, answered
//! by a receipt; and acts that wait for a second person.

pub(crate) mod answering;
pub mod approvals;
pub(crate) mod command;
mod figures;
pub mod in_bulk;
pub(crate) mod named_people;
pub(crate) mod opening;
pub(crate) mod persist;
pub(crate) mod prepare;
pub(crate) mod prepared_act;
pub(crate) mod reached;
pub mod receipt;
pub(crate) mod refusing;
