//! Figures: what is asked, and what is answered with every one of them: its definition, as of when it is, as known when,
//! and what must add up.

mod broken_down;
mod changes;
mod dated;
mod funnel;
mod queries;
mod stays;

pub use broken_down::FigureOut;
pub use changes::FigureChangesOut;
pub use funnel::FunnelOut;
pub use queries::{Breakdown, ChangesQuery, FiguresQuery, FunnelQuery, TimeInStageQuery};
pub use stays::TimeInStageOut;
