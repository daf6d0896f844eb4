//! The law as dated data: rule sets, calendar, lengths of terms, kinds of sanction, authorities.
//!
//! Structure (states, rows, guards) is code in [`crate::procedure`]; lengths, units, days and names are
//! rows of the [`Book`], shipped in `data/` and superseded by later rows of an installation.

mod additions;
mod book;
mod calendar;
mod catalogue;
mod checks;
pub mod citation;
mod imposers;
mod load;
mod officials;
pub mod questions;
mod regions;
mod rows;
mod stages;
mod succession;
mod term_account;

pub use additions::{
    Addition, NewAuthority, NewDayOff, NewRow, NewSanctionKind, NewStage, NewTermLength,
    NewViolation, RowFault, Stood,
};
pub use book::{Book, DATA_BEGINS, SHIPPED_VERSION};
pub use calendar::{
    Calendar, CalendarFault, Count, Coverage, DayAnswer, DayKind, DayMark, Holiday, HolidayKind,
    PauseUsed, TraceDay, TraceWord, Walk,
};
pub use catalogue::{
    Act, Block, Catalogue, Covered, EffectRow, ElectionStage, Phase, StageChange, StageRow,
    SubjectRegime, SubjectRow, Violation, Weight, in_force,
};
pub use checks::Fault;
pub use imposers::{AgencyLevel, ImposerRow, Official, Post};
pub use load::BookError;
pub use officials::{Agency, Behind, OfficialRow};
pub use regions::{Region, RegionLevel};
pub use rows::{
    Area, Authority, DestinationRow, EndsAt, OfficeHours, RegimeRow, RuleSetRow, SanctionKind,
    StartsAt, TermRow, Unit,
};
pub use stages::{Contest, Election};
pub use term_account::{Close, FirstDay, Roll, TermAccount, TermQuestion};

vocabulary! {
    /// The law text under which a track runs.
    LawSet {
        Pemilu2018 = "pemilu_2018", "Perbawaslu 7/2018 (hanya entri historis)", "Perbawaslu 7/2018 (historic entry only)";
        Pemilu2022 = "pemilu_2022", "Perbawaslu 7/2022 (Pemilu)", "Perbawaslu 7/2022 (general election)";
        Pilkada2020 = "pilkada_2020", "Perbawaslu 8/2020 (Pilkada)", "Perbawaslu 8/2020 (regional election)";
        Pilkada2024 = "pilkada_2024", "Perbawaslu 8/2020 jo. 9/2024 (Pilkada)", "Perbawaslu 8/2020 as changed by 9/2024 (regional election)";
        Kasn = "kasn", "Era KASN", "KASN era";
        Bkn = "bkn", "Era BKN", "BKN era";
        MenPanrb = "menpanrb", "Penyelesaian oleh MenPANRB", "Run-off by MenPANRB";
        Pp53 = "pp53", "PP 53/2010", "PP 53/2010";
        Pp94 = "pp94", "PP 94/2021", "PP 94/2021";
        Pppk = "pppk", "PP 49/2018 (PPPK)", "PP 49/2018 (contract civil servants, PPPK)";
    }
}

impl LawSet {
    /// The handling rule sets of general elections.
    pub const PEMILU: &'static [Self] = &[Self::Pemilu2018, Self::Pemilu2022];
    /// The handling rule sets of regional elections.
    pub const PILKADA: &'static [Self] = &[Self::Pilkada2020, Self::Pilkada2024];
    /// All handling rule sets.
    pub const HANDLING: &'static [Self] = &[
        Self::Pemilu2018,
        Self::Pemilu2022,
        Self::Pilkada2020,
        Self::Pilkada2024,
    ];
    /// All review eras.
    pub const ERAS: &'static [Self] = &[Self::Kasn, Self::Bkn, Self::MenPanrb];
    /// All sanction regimes.
    pub const REGIMES: &'static [Self] = &[Self::Pp53, Self::Pp94, Self::Pppk];
}

vocabulary! {
    /// How well a fact of law is known.
    Confidence {
        Sure = "sure", "pasti", "sure";
        Likely = "likely", "mungkin", "likely";
        Unsure = "unsure", "belum pasti", "unsure";
    }
}

vocabulary! {
    /// The level of a sanction; termination without honour lies outside the levels.
    SanctionLevel {
        Moral = "moral", "Sanksi moral", "Moral sanction";
        Ringan = "ringan", "Hukuman disiplin ringan", "Light disciplinary sanction";
        Sedang = "sedang", "Hukuman disiplin sedang", "Medium disciplinary sanction";
        Berat = "berat", "Hukuman disiplin berat", "Heavy disciplinary sanction";
    }
}
