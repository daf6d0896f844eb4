//! The demo accounts: one per role of each office.

use std::{io, path::Path};

use netralitas_domain::{
    ids::OfficeId,
    people::{Level, Office, OfficeType, Role},
};

use super::offices::short;

/// The password of every demo account. It is printed and public; a demo holds nothing worth hiding.
pub const PASSWORD: &str = "netral-itu-kewajiban-2024";

/// An account of the demonstration.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// The name it signs in with.
    pub username: String,
    /// Its name for people.
    pub name: String,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Its office.
    pub office_id: OfficeId,
    /// The code of its office.
    pub office: String,
    /// The name of its office.
    pub office_name: String,
}

/// One account per role that an office has, and one that manages accounts at the head of each institution. An office
/// that does not use the installation has none.
#[must_use]
pub fn of(offices: &[Office]) -> Vec<DemoAccount> {
    offices
        .iter()
        .filter(|office| office.uses_installation)
        .flat_map(at)
        .collect()
}

fn at(office: &Office) -> Vec<DemoAccount> {
    let ending = short(&office.code);
    let mut all: Vec<DemoAccount> = seats(office)
        .iter()
        .map(|(word, role)| DemoAccount {
            username: format!("{word}.{ending}"),
            name: format!("{} – {}", role.text().id, office.name),
            roles: vec![*role],
            office_id: office.id,
            office: office.code.clone(),
            office_name: office.name.clone(),
        })
        .collect();
    all.extend(clerk(office, &ending));
    // Each institution keeps its own accounts: one administrator at its head, and Bawaslu's below.
    if office.kind != OfficeType::ElectionSupervisor && office.parent.is_none() {
        all.push(DemoAccount {
            username: format!("admin.{ending}"),
            name: format!("{} – {}", Role::Administrator.text().id, office.name),
            roles: vec![Role::Administrator],
            office_id: office.id,
            office: office.code.clone(),
            office_name: office.name.clone(),
        });
    }
    if office.kind == OfficeType::ElectionSupervisor && office.level == Level::National {
        let keepers = [
            ("admin", Role::Administrator),
            ("hukum", Role::LawKeeper),
            ("pengawas.internal", Role::Auditor),
        ];
        all.extend(keepers.map(|(username, role)| DemoAccount {
            username: username.to_owned(),
            name: role.text().id.to_owned(),
            roles: vec![role],
            office_id: office.id,
            office: office.code.clone(),
            office_name: office.name.clone(),
        }));
    }
    all
}

/// Whoever enters old matters from paper, at the offices that have such papers: every role of the office, and the
/// right to do so.
fn clerk(office: &Office, ending: &str) -> Option<DemoAccount> {
    let keeps = match office.kind {
        OfficeType::ElectionSupervisor => !office.level.only_passes_on(),
        OfficeType::ReviewAuthority => true,
        _ => false,
    };
    let roles = seats(office).iter().map(|(_, role)| *role);
    keeps.then(|| DemoAccount {
        username: format!("arsip.{ending}"),
        name: format!("{} – {}", Role::HistoricRecorder.text().id, office.name),
        roles: roles.chain([Role::HistoricRecorder]).collect(),
        office_id: office.id,
        office: office.code.clone(),
        office_name: office.name.clone(),
    })
}

fn seats(office: &Office) -> &'static [(&'static str, Role)] {
    match office.kind {
        OfficeType::ElectionSupervisor if office.level.only_passes_on() => {
            &[("pengawas", Role::FieldSupervisor)]
        }
        OfficeType::ElectionSupervisor => &[
            ("petugas", Role::IntakeOfficer),
            ("staf", Role::ViolationsStaff),
            ("anggota", Role::Member),
            ("ketua", Role::Chair),
        ],
        // KASN recommended; auditors and blocking are BKN's.
        OfficeType::ReviewAuthority if office.authority.as_deref() != Some("bkn") => &[
            ("pemeriksa", Role::Reviewer),
            ("komisioner", Role::Commissioner),
        ],
        OfficeType::ReviewAuthority => &[
            ("pemeriksa", Role::Reviewer),
            ("komisioner", Role::Commissioner),
            ("auditor", Role::AsnAuditor),
            ("kendali", Role::ControlOfficer),
        ],
        OfficeType::Agency => &[
            ("pejabat", Role::PersonnelOfficer),
            ("bkpsdm", Role::PersonnelUnit),
            ("sekda", Role::AuthorisedOfficial),
            ("pemeriksa", Role::Examiner),
            ("inspektorat", Role::Inspectorate),
        ],
        OfficeType::Ministry => &[("pejabat", Role::MinistryOfficer)],
        OfficeType::AppealBody => &[("petugas", Role::AppealOfficer)],
        OfficeType::Destination => &[("petugas", Role::DestinationOfficer)],
    }
}

/// Writes the accounts as JSON, readable for the owner only.
///
/// # Errors
/// A file that cannot be written.
pub fn write_json(accounts: &[DemoAccount], path: &Path) -> io::Result<()> {
    let rows: Vec<serde_json::Value> = accounts
        .iter()
        .map(|a| {
            serde_json::json!({
                "username": a.username,
                "password": PASSWORD,
                "roles": a.roles.iter().map(|r| r.code()).collect::<Vec<_>>(),
                "office": a.office,
                "office_name": a.office_name,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&rows).map_err(io::Error::other)?;
    text.push('\n');
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::Write::write_all(&mut options.open(path)?, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use netralitas_app::{accounts::passwords, clock::CountingIds};
    use netralitas_domain::time::Moment;

    use super::*;

    #[test]
    fn every_role_has_an_account_and_no_user_name_stands_twice() {
        let offices = super::super::offices::all(&CountingIds::starting_at(1), Moment(0)).unwrap();
        let all = of(&offices);
        let names: BTreeSet<_> = all.iter().map(|a| a.username.clone()).collect();
        assert_eq!(names.len(), all.len());
        for role in Role::ALL {
            assert!(all.iter().any(|a| a.roles.contains(role)), "{role:?}");
        }
        for account in &all {
            let whose = passwords::Whose {
                username: account.username.clone(),
                names: vec![account.name.clone(), account.office_name.clone()],
                second_factor: false,
            };
            passwords::check_policy(&whose, PASSWORD).unwrap();
        }
    }
}
