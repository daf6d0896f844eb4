//! How far each role sees at each kind of office.

use chrono::NaiveDate;
use netralitas_domain::{
    ids::OfficeId,
    people::{Level, Office, OfficeType, Role},
    procedure::{APART, Extent, REACH, extent, reach_of},
    time::Zone,
};
use uuid::Uuid;

fn office(kind: OfficeType, level: Level) -> Office {
    Office {
        id: OfficeId::new(Uuid::nil()),
        code: String::new(),
        name: String::new(),
        kind,
        level,
        parent: None,
        area_code: None,
        number_name: None,
        zone: Zone::Wib,
        valid_from: NaiveDate::MIN,
        valid_to: None,
        uses_installation: true,
        authority: None,
        destination: None,
    }
}

fn everywhere() -> impl Iterator<Item = Office> {
    let kinds = OfficeType::ALL.iter();
    kinds.flat_map(|k| Level::ALL.iter().map(|l| office(*k, *l)))
}

#[test]
fn every_role_has_a_reach_at_every_office_where_it_exists() {
    for place in everywhere() {
        for role in Role::ALL {
            if role.at().is_none_or(|kind| kind == place.kind) {
                assert!(reach_of(&place, *role).is_some(), "{role:?} at {place:?}");
            }
        }
    }
}

#[test]
fn no_two_rows_speak_of_the_same_role_at_the_same_office() {
    for place in everywhere() {
        let here = || {
            REACH.iter().filter(|r| {
                r.office == place.kind && (r.levels.is_empty() || r.levels.contains(&place.level))
            })
        };
        assert_eq!(
            here().filter(|r| r.roles.is_empty()).count(),
            1,
            "{place:?}"
        );
        for role in Role::ALL {
            let named = here().filter(|r| r.roles.contains(role)).count();
            assert!(named <= 1, "{role:?} at {place:?}");
        }
    }
}

#[test]
fn who_keeps_accounts_sees_nothing_whatever_else_he_is() {
    for place in everywhere() {
        for apart in APART {
            for beside in Role::ALL {
                assert_eq!(extent(&place, &[*beside, *apart]), Extent::Nothing);
            }
        }
    }
}

#[test]
fn the_widest_role_counts() {
    let agency = office(OfficeType::Agency, Level::Regency);
    assert_eq!(extent(&agency, &[Role::Examiner]), Extent::Own);
    assert_eq!(extent(&agency, &[Role::Inspectorate]), Extent::Assigned);
    let both = [Role::Inspectorate, Role::PersonnelUnit];
    assert_eq!(extent(&agency, &both), Extent::Own);
    assert_eq!(extent(&agency, &[Role::LawKeeper]), Extent::Nothing);
    assert_eq!(extent(&agency, &[]), Extent::Nothing);
    let of = |level| {
        extent(
            &office(OfficeType::ElectionSupervisor, level),
            &[Role::Chair],
        )
    };
    assert_eq!(of(Level::National), Extent::Everything);
    assert_eq!(of(Level::Province), Extent::Below);
    assert_eq!(of(Level::Village), Extent::Own);
}
