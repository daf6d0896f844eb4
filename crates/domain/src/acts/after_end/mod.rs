//! What may still happen to what has ended: a recommendation corrected, a track opened again.

pub(super) mod correction;
pub(super) mod correction_request;
pub(super) mod reopening;
