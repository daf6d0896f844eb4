//! The public door: who holds a ticket, who gives one, what its holder may do with it and reads by it.
//!
//! One row per permission; what no row permits no ticket does. The table knows neither secrets nor requests.

use super::{Action, Machine, OpenFrom};
use crate::{
    ids::{AccountId, Id},
    law::Confidence::{self, Likely, Sure, Unsure},
    people::{Level, Role},
};
use uuid::Uuid;

/// In whose place acts by ticket stand where an account has to be named: nobody signs in with it.
pub const DOOR: AccountId = Id::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_d002));

vocabulary! {
    /// Who holds a ticket: a receipt with a secret, for somebody without an account.
    TicketKind {
        Reporter = "reporter", "Pelapor", "Reporter";
        Informant = "informant", "Pemberi informasi awal", "Early informant";
        Respondent = "respondent", "Terlapor", "Respondent";
        Representative = "representative", "Kuasa", "Representative";
    }
}

vocabulary! {
    /// How the office made sure to whom it gives a ticket.
    IdentityCheck {
        IdentityCard = "identity_card", "KTP elektronik", "Electronic identity card";
        PopulationLetter = "population_letter", "Surat keterangan kependudukan", "Letter of the population office";
        PowerOfAttorney = "power_of_attorney", "Surat kuasa khusus dan identitas kuasa", "Special power of attorney, and the identity of who holds it";
        NotAsked = "not_asked", "Tidak diminta", "Not asked for";
    }
}

vocabulary! {
    /// What is read by a ticket.
    TicketMatter {
        Status = "status", "Keadaan perkara dan hari-harinya", "Where the matter stands, and since when";
        Numbers = "numbers", "Nomor tanda bukti dan register", "Numbers of receipt and register";
        Expected = "expected", "Yang dapat atau harus dilakukan, dan sampai kapan", "What can or must be done, and until when";
        Questions = "questions", "Pertanyaan kantor dan jawabannya", "Questions of the office, and the answers";
        Invitations = "invitations", "Undangan klarifikasi miliknya", "The own invitations to a clarification";
        Minutes = "minutes", "Berita acara klarifikasi miliknya", "The own minutes of clarification";
        Decision = "decision", "Keputusan terhadap dirinya", "The decision on the holder";
    }
}

/// Who holds a ticket, and in whose place: a representative does what the one represented could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Who holds it.
    pub kind: TicketKind,
    /// For whom; the same, but for a representative.
    pub stands_for: TicketKind,
}

/// Who gives a ticket at the office that handles the case.
#[derive(Debug, Clone, Copy)]
pub struct GivesTicket {
    /// To whom.
    pub kind: TicketKind,
    /// Who gives it.
    pub by: &'static [Role],
    /// The ways to make sure of the holder.
    pub checks: &'static [IdentityCheck],
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// What a ticket lets its holder do.
#[derive(Debug, Clone, Copy)]
pub struct DoesByTicket {
    /// For whom the holder stands.
    pub stands_for: TicketKind,
    /// On tracks of which machine.
    pub machine: Machine,
    /// What.
    pub action: Action,
    /// As which role's entry at the office it is taken in.
    pub taken_in_as: Role,
    /// Whether what the holder writes is the paper by which the law has it done.
    pub in_writing: bool,
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// What is read by a ticket.
#[derive(Debug, Clone, Copy)]
pub struct ReadsByTicket {
    /// For whom the holder stands.
    pub stands_for: &'static [TicketKind],
    /// What.
    pub what: &'static [TicketMatter],
    /// From when on.
    pub open: OpenFrom,
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const COUNTER: &[Role] = &[Role::IntakeOfficer];
const STAFF: &[Role] = &[Role::IntakeOfficer, Role::ViolationsStaff];
const IDENTITY: &[IdentityCheck] = &[IdentityCheck::IdentityCard, IdentityCheck::PopulationLetter];

/// Who gives tickets.
pub const GIVES_TICKETS: &[GivesTicket] = &[
    GivesTicket {
        kind: TicketKind::Reporter,
        by: COUNTER,
        checks: IDENTITY,
        cite: "Perbawaslu 7/2022 art. 11(5)d, 13(4)",
        confidence: Likely,
    },
    // Nobody asks who gives information.
    GivesTicket {
        kind: TicketKind::Informant,
        by: COUNTER,
        checks: &[
            IdentityCheck::IdentityCard,
            IdentityCheck::PopulationLetter,
            IdentityCheck::NotAsked,
        ],
        cite: "practice",
        confidence: Unsure,
    },
    GivesTicket {
        kind: TicketKind::Respondent,
        by: STAFF,
        checks: IDENTITY,
        cite: "practice",
        confidence: Unsure,
    },
    GivesTicket {
        kind: TicketKind::Representative,
        by: STAFF,
        checks: &[IdentityCheck::PowerOfAttorney],
        cite: "Perbawaslu 7/2022 art. 8(5), 32",
        confidence: Likely,
    },
];

/// What holders do by ticket.
pub const DOES_BY_TICKET: &[DoesByTicket] = &[
    // Where the installation is the official channel; elsewhere it is announced and handed in at the counter.
    DoesByTicket {
        stands_for: TicketKind::Reporter,
        machine: Machine::Case,
        action: Action::FileReport,
        taken_in_as: Role::IntakeOfficer,
        in_writing: false,
        cite: "Perbawaslu 7/2022 art. 10(1)b, 12",
        confidence: Likely,
    },
    DoesByTicket {
        stands_for: TicketKind::Informant,
        machine: Machine::Case,
        action: Action::RecordEarlyInformation,
        taken_in_as: Role::IntakeOfficer,
        in_writing: false,
        cite: "Perbawaslu 7/2022 art. 3(2)",
        confidence: Likely,
    },
    DoesByTicket {
        stands_for: TicketKind::Reporter,
        machine: Machine::Case,
        action: Action::CompleteReport,
        taken_in_as: Role::IntakeOfficer,
        in_writing: false,
        cite: "Perbawaslu 7/2022 art. 24(4)",
        confidence: Likely,
    },
    DoesByTicket {
        stands_for: TicketKind::Reporter,
        machine: Machine::Case,
        action: Action::WithdrawReport,
        taken_in_as: Role::IntakeOfficer,
        in_writing: true,
        cite: "Perbawaslu 7/2022 art. 14",
        confidence: Likely,
    },
    DoesByTicket {
        stands_for: TicketKind::Reporter,
        machine: Machine::Case,
        action: Action::RequestCorrection,
        taken_in_as: Role::IntakeOfficer,
        in_writing: true,
        cite: "Perbawaslu 7/2022 art. 52, 53",
        confidence: Likely,
    },
    DoesByTicket {
        stands_for: TicketKind::Respondent,
        machine: Machine::Case,
        action: Action::RequestCorrection,
        taken_in_as: Role::IntakeOfficer,
        in_writing: true,
        cite: "Perbawaslu 7/2022 art. 52, 53",
        confidence: Likely,
    },
    DoesByTicket {
        stands_for: TicketKind::Respondent,
        machine: Machine::Sanction,
        action: Action::FileObjection,
        taken_in_as: Role::PersonnelUnit,
        in_writing: true,
        cite: "PP 79/2021",
        confidence: Unsure,
    },
];

const ALL: &[TicketKind] = &[
    TicketKind::Reporter,
    TicketKind::Informant,
    TicketKind::Respondent,
];
const PARTIES: &[TicketKind] = &[TicketKind::Reporter, TicketKind::Respondent];

/// What holders read by ticket.
pub const READS_BY_TICKET: &[ReadsByTicket] = &[
    ReadsByTicket {
        stands_for: PARTIES,
        what: &[
            TicketMatter::Status,
            TicketMatter::Numbers,
            TicketMatter::Expected,
        ],
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 24(2), 24(9), 50(3)",
        confidence: Likely,
    },
    ReadsByTicket {
        stands_for: &[TicketKind::Informant],
        what: &[TicketMatter::Status, TicketMatter::Expected],
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    ReadsByTicket {
        stands_for: ALL,
        what: &[TicketMatter::Questions],
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    ReadsByTicket {
        stands_for: PARTIES,
        what: &[TicketMatter::Invitations],
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 28, 29",
        confidence: Likely,
    },
    ReadsByTicket {
        stands_for: PARTIES,
        what: &[TicketMatter::Minutes],
        open: OpenFrom::Announcement,
        cite: "Perbawaslu 7/2022 art. 33(5)",
        confidence: Sure,
    },
    ReadsByTicket {
        stands_for: &[TicketKind::Respondent],
        what: &[TicketMatter::Decision],
        open: OpenFrom::Always,
        cite: "practice (the decision is handed to the person before it is told here)",
        confidence: Unsure,
    },
];

/// Who asks holders something, at the office that handles the case.
pub const ASKS_HOLDERS: &[Role] = &[
    Role::IntakeOfficer,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
];

/// Steps whose outcome stands on the notice board (form B.18; Perbawaslu 7/2022 art. 24(9), 50).
pub const ON_THE_NOTICE_BOARD: &[Action] = &[Action::DeclareNotRegistered, Action::AnnounceStatus];

/// The row by which a holder does something on a track of this machine.
#[must_use]
pub fn by_ticket(
    stands_for: TicketKind,
    machine: Machine,
    action: Action,
) -> Option<&'static DoesByTicket> {
    DOES_BY_TICKET
        .iter()
        .find(|r| r.stands_for == stands_for && r.machine == machine && r.action == action)
}

/// Who gives tickets of a kind.
#[must_use]
pub fn gives(kind: TicketKind) -> Option<&'static GivesTicket> {
    GIVES_TICKETS.iter().find(|r| r.kind == kind)
}

/// Whether a holder reads a matter that has come this far.
#[must_use]
pub fn reads_by_ticket(stands_for: TicketKind, what: TicketMatter, reached: OpenFrom) -> bool {
    READS_BY_TICKET.iter().any(|row| {
        row.stands_for.contains(&stands_for) && row.what.contains(&what) && row.open <= reached
    })
}

impl Level {
    /// Whether information from the public comes to an office of this level: those whose secretariats Perbawaslu
    /// 7/2022 art. 3(2) names.
    #[must_use]
    pub const fn takes_early_information(self) -> bool {
        !self.only_passes_on()
    }
    /// Whether the papers of an online report are handed in at an office of this level: Perbawaslu 7/2022 art. 12 c
    /// names no sub-district office and none abroad.
    #[must_use]
    pub const fn takes_online_reports(self) -> bool {
        matches!(
            self,
            Self::National | Self::Province | Self::Regency | Self::City
        )
    }
}
