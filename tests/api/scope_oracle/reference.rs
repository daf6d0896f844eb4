//! Who sees which track, written apart from `store/scope.rs`, `procedure/reach.rs` and `accounts/principal.rs`: plain
//! sets, from the offices, the roles and the grants that the journal gives (that the table of grants is the fold of the
//! journal is shown in `journal.rs`, what the procedure grants in `crates/domain/tests/decisions/seeing.rs`).

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::Spell,
    file::CaseFile,
    ids::{OfficeId, TrackId},
    people::{Actor, Directory, Level, Office, OfficeType, Role},
    procedure::AssignmentCapacity,
};

/// Whether somebody sees a track.
pub fn sees(
    who: &Actor,
    track: TrackId,
    file: &CaseFile,
    grants: &[Spell],
    all: &Directory,
) -> bool {
    let office = all.get(who.office).unwrap();
    // Who keeps accounts reads no case, whatever else he is; who keeps the law reads none by that.
    if who.roles.contains(&Role::Administrator) || who.roles == [Role::LawKeeper] {
        return false;
    }
    let supervisor = office.kind == OfficeType::ElectionSupervisor;
    if supervisor && office.level == Level::National {
        return true;
    }
    let mine = |capacity: Option<AssignmentCapacity>| {
        let track = file.track(track).unwrap();
        track.assigned().any(|a| {
            (a.account, a.office) == (who.account, who.office)
                && capacity.is_none_or(|c| c == a.capacity)
        })
    };
    let for_offices = reads_for(office, all);
    let granted = grants
        .iter()
        .any(|g| g.grant.track == track && g.to.is_none() && for_offices.contains(&g.grant.office));
    if who.roles == [Role::Inspectorate] {
        return granted && mine(None);
    }
    granted || supervisor && mine(Some(AssignmentCapacity::ClarificationTeam))
}

/// The offices in whose place an office reads: itself, at Bawaslu those below it, at BKN and at the ministry the
/// commission that they follow.
fn reads_for(office: &Office, all: &Directory) -> BTreeSet<OfficeId> {
    let mut found = BTreeSet::from([office.id]);
    let only_passes_on = matches!(office.level, Level::Village | Level::PollingStation);
    if office.kind == OfficeType::ElectionSupervisor && !only_passes_on {
        let is_below = |one: &&Office| {
            let mut at = one.parent;
            while let Some(above) = at {
                if above == office.id {
                    return true;
                }
                at = all.get(above).and_then(|o| o.parent);
            }
            false
        };
        found.extend(all.all().filter(is_below).map(|o| o.id));
    }
    // Which of the two goes on with a matter of the commission is unsure, and an officer of either may say (model.md).
    if matches!(office.authority.as_deref(), Some("bkn" | "menpanrb")) {
        let kasn = |o: &&Office| o.authority.as_deref() == Some("kasn");
        found.extend(all.all().filter(kasn).map(|o| o.id));
    }
    found
}
