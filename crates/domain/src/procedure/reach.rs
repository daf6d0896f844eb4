//! How far an account sees by its role at its office: one row per kind of office and role.
//!
//! A track is seen by an office that has access to it ([`super::ACCESS`]). A row says to how much of that a role
//! reaches: nothing, what its holder is assigned to, what the office sees, what the offices below see too, or
//! everything. An account reaches as far as the widest of its roles at the office it acts for; a role that is kept
//! apart ([`APART`]) reaches nothing, whatever stands beside it. The scope predicate is made of this and of nothing
//! else.

use crate::{
    law::Confidence::{self, Likely, Unsure},
    people::{Level, Office, OfficeType, Role},
};

vocabulary! {
    /// How far a role reaches, each further than the one before.
    Extent {
        Nothing = "nothing", "tidak ada perkara", "no case";
        Assigned = "assigned", "jalur yang ditugaskan kepadanya, selama ditugaskan", "the tracks assigned to its holder, while they are";
        Own = "own", "yang dilihat kantornya", "what its office sees";
        Below = "below", "yang dilihat kantornya dan kantor di bawahnya", "what its office and the offices below it see";
        Everything = "everything", "semua", "everything";
    }
}

/// How far a role reaches at a kind of office.
#[derive(Debug, Clone, Copy)]
pub struct ReachRule {
    /// The kind of office.
    pub office: OfficeType,
    /// Its levels; empty for every level.
    pub levels: &'static [Level],
    /// The roles; empty for every role that no other row of the office names.
    pub roles: &'static [Role],
    /// How far.
    pub extent: Extent,
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// Roles whose holder has no role beside them that reads cases: who manages accounts could else give himself sight.
pub const APART: &[Role] = &[Role::Administrator];

/// Roles that keep the installation and read no case.
const KEEPERS: &[Role] = &[Role::Administrator, Role::LawKeeper];
/// Who stands outside the agency's daily work with a matter and is called in for it. The examiner is not among them:
/// he sees what the personnel unit sees, which names him.
const CALLED_IN: &[Role] = &[Role::Inspectorate];

/// A row for every role of a kind of office.
const fn all(office: OfficeType, extent: Extent, cite: &'static str) -> ReachRule {
    ReachRule {
        office,
        levels: &[],
        roles: &[],
        extent,
        cite,
        confidence: Unsure,
    }
}

/// A row for the roles that read no case at a kind of office.
const fn keepers(office: OfficeType) -> ReachRule {
    ReachRule {
        roles: KEEPERS,
        ..all(office, Extent::Nothing, "practice")
    }
}

/// How far the roles reach. Of several rows that fit, the one that names the role counts.
pub const REACH: &[ReachRule] = &[
    ReachRule {
        levels: &[Level::National],
        ..all(
            OfficeType::ElectionSupervisor,
            Extent::Everything,
            "practice (supervision of all offices; matters that never came to Bawaslu among them)",
        )
    },
    ReachRule {
        levels: &[
            Level::Province,
            Level::Regency,
            Level::City,
            Level::SubDistrict,
            Level::Abroad,
        ],
        confidence: Likely,
        ..all(
            OfficeType::ElectionSupervisor,
            Extent::Below,
            "Perbawaslu 7/2022 art. 38-42, 51, 60",
        )
    },
    // They only pass on.
    ReachRule {
        levels: &[Level::Village, Level::PollingStation],
        confidence: Likely,
        ..all(
            OfficeType::ElectionSupervisor,
            Extent::Own,
            "Perbawaslu 7/2022 art. 6, 9",
        )
    },
    keepers(OfficeType::ElectionSupervisor),
    all(
        OfficeType::ReviewAuthority,
        Extent::Own,
        "practice (what was forwarded to it)",
    ),
    keepers(OfficeType::ReviewAuthority),
    all(
        OfficeType::Agency,
        Extent::Own,
        "practice (cases of its own ASN)",
    ),
    ReachRule {
        roles: CALLED_IN,
        ..all(
            OfficeType::Agency,
            Extent::Assigned,
            "practice (called in for one matter)",
        )
    },
    keepers(OfficeType::Agency),
    all(
        OfficeType::Ministry,
        Extent::Own,
        "practice (what was escalated to it)",
    ),
    keepers(OfficeType::Ministry),
    all(
        OfficeType::AppealBody,
        Extent::Own,
        "practice (appeals filed with it)",
    ),
    keepers(OfficeType::AppealBody),
    all(
        OfficeType::Destination,
        Extent::Own,
        "practice (referrals to it)",
    ),
    keepers(OfficeType::Destination),
];

/// The row of a role at an office.
#[must_use]
pub fn reach_of(office: &Office, role: Role) -> Option<&'static ReachRule> {
    let fits = |row: &&ReachRule| {
        row.office == office.kind && (row.levels.is_empty() || row.levels.contains(&office.level))
    };
    let named = REACH.iter().filter(fits).find(|r| r.roles.contains(&role));
    named.or_else(|| REACH.iter().filter(fits).find(|r| r.roles.is_empty()))
}

/// How far an account reaches that acts for an office with these roles.
#[must_use]
pub fn extent(office: &Office, roles: &[Role]) -> Extent {
    if roles.iter().any(|r| APART.contains(r)) {
        return Extent::Nothing;
    }
    let extents = roles.iter().filter_map(|r| reach_of(office, *r));
    extents
        .map(|row| row.extent)
        .max()
        .unwrap_or(Extent::Nothing)
}
