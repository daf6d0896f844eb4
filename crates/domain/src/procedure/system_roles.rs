//! Which roles a system of an office may have, and who of the office says that it may begin.
//!
//! Closed: a role without a row is for people. Who heads an office or decides for it is a person, and so is who reads
//! without a task of his own. Whoever makes systems reads no case ([`super::APART`]); that he does not read by one that
//! he makes for himself, somebody of head's rank at the office agrees to each.

use crate::people::{Level, Office, OfficeType, Role};

/// A role that a system may have, and what for.
#[derive(Debug, Clone, Copy)]
pub struct SystemRole {
    /// The role.
    pub role: Role,
    /// What a system does with it.
    pub reason: &'static str,
}

const fn may(role: Role, reason: &'static str) -> SystemRole {
    SystemRole { role, reason }
}

/// Roles that a system may have.
pub const SYSTEM_ROLES: &[SystemRole] = &[
    may(
        Role::IntakeOfficer,
        "files what came in by another channel; the plenary decides on it",
    ),
    may(
        Role::ViolationsStaff,
        "reads and prepares what the plenary decides on",
    ),
    may(
        Role::Reviewer,
        "reads and prepares a review; the commissioner issues the recommendation",
    ),
    may(
        Role::AsnAuditor,
        "follows whether recommendations are carried out",
    ),
    may(
        Role::ControlOfficer,
        "carries out in BKN's data what the authority asked for",
    ),
    may(
        Role::PersonnelUnit,
        "the agency's personnel system; the personnel officer (PPK) decides",
    ),
    may(
        Role::DestinationOfficer,
        "says what became of a referral; decides nothing of the case",
    ),
    may(
        Role::HistoricRecorder,
        "brings old matters over from another system",
    ),
];

/// Whether a system may have a role.
#[must_use]
pub fn for_systems(role: Role) -> bool {
    SYSTEM_ROLES.iter().any(|row| row.role == role)
}

/// Who at a kind of office agrees to its systems.
#[derive(Debug, Clone, Copy)]
pub struct SystemHead {
    /// The kind of office.
    pub office: OfficeType,
    /// The roles, each of head's rank there.
    pub roles: &'static [Role],
    /// Why these.
    pub reason: &'static str,
}

/// Who agrees to systems. Village and polling-station supervisors have nobody of head's rank: there the person at the
/// terminal of the server does.
pub const SYSTEM_HEADS: &[SystemHead] = &[
    SystemHead {
        office: OfficeType::ElectionSupervisor,
        roles: &[Role::Chair],
        reason: "leads the office",
    },
    SystemHead {
        office: OfficeType::ReviewAuthority,
        roles: &[Role::Commissioner],
        reason: "answers for what the authority recommends",
    },
    SystemHead {
        office: OfficeType::Agency,
        roles: &[Role::PersonnelOfficer, Role::AuthorisedOfficial],
        reason: "head the agency's personnel matters",
    },
    SystemHead {
        office: OfficeType::Ministry,
        roles: &[Role::MinistryOfficer],
        reason: "the only role of the ministry here",
    },
    SystemHead {
        office: OfficeType::AppealBody,
        roles: &[Role::AppealOfficer],
        reason: "the only role of the board here",
    },
    SystemHead {
        office: OfficeType::Destination,
        roles: &[Role::DestinationOfficer],
        reason: "the only role of the destination here",
    },
];

/// Who at an office agrees to its systems; nobody where it has no one of head's rank.
#[must_use]
pub fn heads_of_systems(office: &Office) -> &'static [Role] {
    let row = SYSTEM_HEADS.iter().find(|row| row.office == office.kind);
    match office.level {
        Level::Village | Level::PollingStation => &[],
        _ => row.map_or(&[], |row| row.roles),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::{APART, HEADS};

    #[test]
    fn no_system_has_a_role_that_heads_decides_keeps_or_only_reads() {
        let people = [Role::Auditor, Role::LawKeeper, Role::AuthorisedOfficial];
        for row in SYSTEM_ROLES {
            assert!(!HEADS.contains(&row.role), "{:?}", row.role);
            assert!(!APART.contains(&row.role), "{:?}", row.role);
            assert!(!people.contains(&row.role), "{:?}", row.role);
            let times = SYSTEM_ROLES.iter().filter(|r| r.role == row.role).count();
            assert_eq!(times, 1, "{:?}", row.role);
        }
    }

    #[test]
    fn every_kind_of_office_has_somebody_who_agrees_and_the_role_is_of_that_office() {
        for kind in OfficeType::ALL {
            let rows: Vec<_> = SYSTEM_HEADS.iter().filter(|r| r.office == *kind).collect();
            assert_eq!(rows.len(), 1, "{kind:?}");
            for role in rows.iter().flat_map(|row| row.roles) {
                assert_eq!(role.at(), Some(*kind), "{role:?}");
            }
        }
    }
}
