//! Who sits where, who works on what, what an office may see, and what passes from one office to another.

pub(super) mod access;
pub(super) mod access_back;
pub(super) mod assigning;
pub(super) mod between;
pub(super) mod office_end;
pub(super) mod seats;
