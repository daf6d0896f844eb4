//! The public door: filing without an account, and tickets, by which people follow and complete what they brought.
//!
//! What a ticket lets its holder do and read are rows of `procedure::DOES_BY_TICKET` and `READS_BY_TICKET`. Acts by
//! ticket go the one write path, as an actor that those rows alone permit something.

pub mod announced;
pub mod by_ticket;
pub mod challenges;
pub mod counter;
pub mod filing;
pub(crate) mod holder;
pub mod notices;
pub mod questions;
pub mod receipts;
pub mod status;

/// How an installation serves the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// Whether it is the official channel for online reports (Perbawaslu 7/2022 art. 10(1)b). If not, a report is
    /// announced here and filed at the counter.
    pub official_channel: bool,
    /// Leading zero bits that the solution of a challenge needs.
    pub difficulty: u8,
}

impl Door {
    /// Most bits that can be asked for: minutes of work on a telephone.
    pub const MOST_DIFFICULT: u8 = 30;
}

impl Default for Door {
    fn default() -> Self {
        Self {
            official_channel: false,
            // About a second on a telephone.
            difficulty: 18,
        }
    }
}
