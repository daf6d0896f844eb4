//! What of a person's record is shown to whom: every field has a class, every class its rows.
//!
//! A row is a permission; what no row permits is withheld, and the answer names it as withheld whether or not anything
//! is on record. Names of the sealed are no matter of these rows: see [`super::Matter::SealedIdentity`].

use super::{Machine, ReadsAs};
use crate::{
    law::Confidence::{self, Likely, Unsure},
    people::Role,
};

vocabulary! {
    /// How much a field of a person's record tells.
    FieldClass {
        Case = "case", "data perkara", "of the case";
        Personal = "personal", "data pribadi", "personal";
        Sensitive = "sensitive", "data pribadi yang bersifat spesifik atau peka", "specific or sensitive personal";
    }
}

vocabulary! {
    /// How a field is shown, each more than the one before.
    Showing {
        Withheld = "withheld", "tidak ditampilkan", "withheld";
        Masked = "masked", "disamarkan", "masked";
        Open = "open", "ditampilkan", "open";
    }
}

vocabulary! {
    /// The fields of a person's record (forms B.1, B.2, B.8, B.10, B.12).
    PersonField {
        Name = "name", "Nama", "Name";
        Post = "post", "Jabatan", "Post";
        Rank = "rank", "Pangkat", "Rank";
        Unit = "unit", "Unit kerja", "Unit";
        AgencyName = "agency_name", "Instansi menurut surat", "Agency as the paper names it";
        Occupation = "occupation", "Pekerjaan", "Occupation";
        Sex = "sex", "Jenis kelamin", "Sex";
        Citizenship = "citizenship", "Kewarganegaraan", "Citizenship";
        PowerOfAttorney = "power_of_attorney", "Surat kuasa", "Power of attorney";
        IdentityNumber = "identity_number", "Nomor identitas (NIK)", "Identity number (NIK)";
        BirthPlace = "birth_place", "Tempat lahir", "Place of birth";
        BirthDay = "birth_day", "Tanggal lahir", "Day of birth";
        Address = "address", "Alamat", "Address";
        Phone = "phone", "Telepon", "Telephone";
        Email = "email", "Surel", "E-mail";
        Religion = "religion", "Agama atau kepercayaan", "Religion or belief";
    }
}

impl PersonField {
    /// Its class.
    #[must_use]
    pub const fn class(self) -> FieldClass {
        match self {
            Self::Name
            | Self::Post
            | Self::Rank
            | Self::Unit
            | Self::AgencyName
            | Self::Occupation
            | Self::Sex
            | Self::Citizenship
            | Self::PowerOfAttorney => FieldClass::Case,
            Self::IdentityNumber
            | Self::BirthPlace
            | Self::BirthDay
            | Self::Address
            | Self::Phone
            | Self::Email => FieldClass::Personal,
            Self::Religion => FieldClass::Sensitive,
        }
    }

    /// Whether something of it is left when it is masked: the last characters of a number or address by which
    /// whoever knows it can tell that it is the same. What would tell too much, or nothing, is withheld instead.
    #[must_use]
    pub const fn can_be_masked(self) -> bool {
        matches!(self, Self::IdentityNumber | Self::Phone | Self::Email)
    }
}

/// One permission.
#[derive(Debug, Clone, Copy)]
pub struct FieldSight {
    /// Of which class.
    pub class: FieldClass,
    /// Read through tracks of which machines.
    pub through: &'static [Machine],
    /// As what the office reads.
    pub reads_as: &'static [ReadsAs],
    /// With one of these roles; empty for every role.
    pub roles: &'static [Role],
    /// Only while the track is open.
    pub while_open: bool,
    /// How it is shown.
    pub showing: Showing,
    /// Instrument and article; "practice" or "not seen" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const CASE: &[Machine] = &[Machine::Case];
/// Who takes in, studies and clarifies; at the review authority where a matter began there.
const WORKS_ON_IT: &[Role] = &[
    Role::IntakeOfficer,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
    Role::Reviewer,
    Role::Commissioner,
];
/// Who takes the oath at a clarification (forms B.10, B.12).
const CLARIFIES: &[Role] = &[Role::ViolationsStaff, Role::Member, Role::Chair];

/// The permissions. No article of UU 27/2022 was seen; that religion is on the forms alone for the oath is read from
/// Perbawaslu 7/2022.
pub const FIELD_SIGHT: &[FieldSight] = &[
    FieldSight {
        class: FieldClass::Case,
        through: Machine::ALL,
        reads_as: &[ReadsAs::Anyone],
        roles: &[],
        while_open: false,
        showing: Showing::Open,
        cite: "practice",
        confidence: Unsure,
    },
    FieldSight {
        class: FieldClass::Personal,
        through: CASE,
        reads_as: &[ReadsAs::Handling, ReadsAs::Correcting],
        roles: WORKS_ON_IT,
        while_open: false,
        showing: Showing::Open,
        cite: "Perbawaslu 7/2022 forms B.1, B.2, B.8, B.9",
        confidence: Likely,
    },
    // Whoever invites and questions.
    FieldSight {
        class: FieldClass::Personal,
        through: CASE,
        reads_as: &[ReadsAs::Team],
        roles: &[],
        while_open: true,
        showing: Showing::Open,
        cite: "Perbawaslu 7/2022 art. 28(4), 35",
        confidence: Likely,
    },
    // Enough to tell that a person is the one meant.
    FieldSight {
        class: FieldClass::Personal,
        through: Machine::ALL,
        reads_as: &[ReadsAs::Anyone],
        roles: &[],
        while_open: false,
        showing: Showing::Masked,
        cite: "practice (UU 27/2022: article not seen)",
        confidence: Unsure,
    },
    FieldSight {
        class: FieldClass::Sensitive,
        through: CASE,
        reads_as: &[ReadsAs::Handling, ReadsAs::Correcting],
        roles: CLARIFIES,
        while_open: true,
        showing: Showing::Open,
        cite: "Perbawaslu 7/2022 forms B.10, B.12 (for the oath)",
        confidence: Likely,
    },
    FieldSight {
        class: FieldClass::Sensitive,
        through: CASE,
        reads_as: &[ReadsAs::Team],
        roles: &[],
        while_open: true,
        showing: Showing::Open,
        cite: "Perbawaslu 7/2022 forms B.10, B.12 (for the oath)",
        confidence: Likely,
    },
];

/// How a field is shown to an office that reads as one of these through a track of this machine, by an account with
/// these roles: the most that a row permits.
#[must_use]
pub fn showing(
    field: PersonField,
    through: Machine,
    open: bool,
    reads_as: &[ReadsAs],
    roles: &[Role],
) -> Showing {
    let fits = |row: &&FieldSight| {
        row.class == field.class()
            && row.through.contains(&through)
            && row.reads_as.iter().any(|r| reads_as.contains(r))
            && (row.roles.is_empty() || row.roles.iter().any(|r| roles.contains(r)))
            && (open || !row.while_open)
    };
    let widest = FIELD_SIGHT.iter().filter(fits).map(|row| row.showing).max();
    match widest.unwrap_or(Showing::Withheld) {
        Showing::Masked if !field.can_be_masked() => Showing::Withheld,
        found => found,
    }
}
