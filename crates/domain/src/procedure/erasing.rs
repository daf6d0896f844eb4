//! How a person is erased from a case: why, who asks, who agrees, and when it may not be. No step of a track while it
//! waits; carried out, it leaves its certificate in the journal of the case (`rules/erasure.rs`).

use crate::{
    file::{Capacity, CaseFacts, CaseFile, Party},
    ids::{OfficeId, PartyId},
    law::Confidence::{self, Unsure},
    people::{Actor, Directory, Role},
};

vocabulary! {
    /// Why a person is erased.
    ErasingGround {
        PersonsRequest = "persons_request", "Permintaan subjek data", "Request of the person";
        RetentionOver = "retention_over", "Masa simpan telah berakhir", "The term of retention is over";
        CourtOrder = "court_order", "Perintah pengadilan", "Order of a court";
        RecordedByMistake = "recorded_by_mistake", "Salah catat", "Recorded by mistake";
        ConsentWithdrawn = "consent_withdrawn", "Persetujuan ditarik kembali", "Consent withdrawn";
    }
}

vocabulary! {
    /// What becomes of the texts of a case from which somebody is erased.
    ErasedTexts {
        Redacted = "redacted", "Nama diganti dengan kedudukan dan nomor", "Names give way to capacity and number";
        Removed = "removed", "Seluruh teks dihapus", "Every text is removed whole";
    }
}

vocabulary! {
    /// Why an erasure is refused.
    ErasingRefusal {
        UnderHold = "under_hold", "Perkara ini, atau perkara yang satu rangkaian dengannya, sedang ditahan dari penghapusan.", "A legal hold stands on the case, or on one of its chain.";
        StillNeeded = "still_needed", "Proses masih memerlukan orang ini; hapus setelah perkaranya berakhir.", "The procedure still needs this person; erase once the case has ended.";
        AlreadyErased = "already_erased", "Orang ini sudah dihapus.", "This person is erased already.";
        ErasureWaits = "erasure_waits", "Penghapusan orang ini sudah diminta dan masih menunggu.", "The erasure of this person was asked for and waits.";
    }
}

vocabulary! {
    /// Where somebody who asks or agrees works, seen from the case.
    ErasingSeat {
        Handling = "handling", "Kantor yang menangani", "The office that handles";
        Above = "above", "Kantor di atasnya", "An office above it";
    }
}

/// Who asks for an erasure, and who agrees to it.
#[derive(Debug, Clone, Copy)]
pub struct ErasingRule {
    /// Where.
    pub seat: ErasingSeat,
    /// Who asks.
    pub asks: &'static [Role],
    /// Who agrees: those of head's rank.
    pub agrees: &'static [Role],
    /// Of them the head, without whom nothing is erased: who asks or one of those who agree.
    pub heads: &'static [Role],
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const PRACTICE: &str = "practice (no article on who decides on an erasure was seen)";

/// Two agree, both of head's rank, neither of them who asked. A regency with one head and no other of the rank is
/// joined by the office above.
pub const ERASING: &[ErasingRule] = &[
    ErasingRule {
        seat: ErasingSeat::Handling,
        asks: &[
            Role::IntakeOfficer,
            Role::Member,
            Role::Chair,
            Role::Commissioner,
        ],
        agrees: &[Role::Member, Role::Chair, Role::Commissioner],
        heads: &[Role::Chair, Role::Commissioner],
        cite: PRACTICE,
        confidence: Unsure,
    },
    ErasingRule {
        seat: ErasingSeat::Above,
        asks: &[],
        agrees: &[Role::Member, Role::Chair],
        heads: &[],
        cite: PRACTICE,
        confidence: Unsure,
    },
];

/// How many agree, each another person, none of them who asked.
pub const ERASING_AGREE: usize = 2;
/// How many hours an erasure waits for both; ours, no text was seen.
pub const ERASING_WAITS: i64 = 7 * 24;

/// Whether somebody may be erased while the case is open.
#[derive(Debug, Clone, Copy)]
pub struct ErasableWhen {
    /// The capacity.
    pub capacity: Capacity,
    /// While the case is open too.
    pub while_open: bool,
    /// Why.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// A running procedure needs its people: the respondent is examined, the reporter is invited and told of the status, a
/// witness is heard. The law gives whoever told of something early no part in the procedure, so they may go at any
/// time. A respondent who no longer stands is needed no more.
pub const ERASABLE: &[ErasableWhen] = &[ErasableWhen {
    capacity: Capacity::Informant,
    while_open: true,
    cite: "practice (no duty towards an early informant was seen)",
    confidence: Unsure,
}];

/// Where an office stands to the one that handles a case; none where it is neither that one nor above it.
#[must_use]
pub fn erasing_seat(
    office: OfficeId,
    handling: OfficeId,
    offices: &Directory,
) -> Option<ErasingSeat> {
    if office == handling {
        return Some(ErasingSeat::Handling);
    }
    let mut at = offices.get(handling)?.parent;
    // A tree of offices is no deeper than there are levels.
    for _ in 0..16 {
        let above = at?;
        if above == office {
            return Some(ErasingSeat::Above);
        }
        at = offices.get(above)?.parent;
    }
    None
}

/// What an account has to do with the erasures of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ErasingRights {
    /// It may ask.
    pub asks: bool,
    /// It may agree.
    pub agrees: bool,
    /// It is the head without whom nothing is erased.
    pub head: bool,
}

impl ErasingRights {
    /// Those of an account by its roles at its office.
    #[must_use]
    pub fn of(actor: &Actor, handling: OfficeId, offices: &Directory) -> Self {
        let Some(seat) = erasing_seat(actor.office, handling, offices) else {
            return Self::default();
        };
        let rows = || ERASING.iter().filter(move |row| row.seat == seat);
        let any = |of: fn(&ErasingRule) -> &'static [Role]| {
            rows().any(|row| of(row).iter().any(|r| actor.roles.contains(r)))
        };
        Self {
            asks: any(|row| row.asks),
            agrees: any(|row| row.agrees),
            head: any(|row| row.heads),
        }
    }

    /// Whether it has anything to do with them.
    #[must_use]
    pub const fn any(self) -> bool {
        self.asks || self.agrees
    }
}

/// Whether a party may be erased from a case as it stands.
///
/// # Errors
/// The first reason against it.
pub fn may_erase(file: &CaseFile, party: PartyId) -> Result<(), ErasingRefusal> {
    let Some((track, case)) = file.case_track().zip(file.case()) else {
        return Ok(());
    };
    if case.is_erased(party) {
        return Err(ErasingRefusal::AlreadyErased);
    }
    if !case.holds.is_empty() {
        return Err(ErasingRefusal::UnderHold);
    }
    let ended = file.tracks.iter().all(|t| t.stage.is_final()) && track.stage.is_final();
    if ended || !needed(case, file.anyone(party), party) {
        Ok(())
    } else {
        Err(ErasingRefusal::StillNeeded)
    }
}

/// Whether a running procedure needs somebody.
fn needed(case: &CaseFacts, found: Option<&Party>, party: PartyId) -> bool {
    if case.struck(party).is_some() {
        return false;
    }
    let capacity = found.map(|p| p.capacity);
    !ERASABLE
        .iter()
        .any(|row| Some(row.capacity) == capacity && row.while_open)
}
