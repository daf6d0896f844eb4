//! Who imposes, as far as it was seen.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::SubjectKind,
    law::{
        AgencyLevel, Official, Post, Weight,
        questions::{Doubt, imposers},
    },
};

use crate::{BOOK, d};

fn who(level: Weight, kind: &str, post: Post, agency: AgencyLevel) -> Vec<Official> {
    let all = imposers(
        &BOOK,
        d("2024-10-01"),
        SubjectKind::Pns,
        Some(level),
        post,
        agency,
    );
    let of = all.into_iter().find(|i| i.kind.kind.code == kind).unwrap();
    assert_eq!(
        of.officials.is_empty(),
        of.doubts.contains(&Doubt::OfficialNotSeen)
    );
    let by_distance = |o: &&netralitas_domain::law::ImposerRow| o.by_distance(post);
    assert_eq!(
        of.officials.iter().any(by_distance),
        of.doubts.contains(&Doubt::ByDistance)
    );
    let mut officials: Vec<_> = of.officials.iter().map(|o| o.official).collect();
    officials.dedup();
    officials
}

#[test]
fn who_imposes_depends_on_post_agency_and_kind() {
    use {AgencyLevel as A, Official as O, Post as P, Weight as W};
    let dismissal = "dismissal_honourable_not_at_own_request";
    for (level, kind, post, agency, expected) in [
        (
            W::Moral,
            "open_statement",
            P::JptMadya,
            A::Central,
            vec![O::PersonnelOfficer],
        ),
        (
            W::Berat,
            "lower_post_12m",
            P::JptMadya,
            A::Central,
            vec![O::PersonnelOfficer],
        ),
        (
            W::Berat,
            dismissal,
            P::JptMadya,
            A::Central,
            vec![O::President],
        ),
        (
            W::Berat,
            dismissal,
            P::JptPratama,
            A::Province,
            vec![O::PersonnelOfficer],
        ),
        (
            W::Sedang,
            "delay_promotion_1y",
            P::AdministratorAndBelow,
            A::RegencyCity,
            vec![
                O::PersonnelOfficer,
                O::JptMadya,
                O::JptPratama,
                O::Administrator,
            ],
        ),
        // In a central agency a medium sanction is a superior's own.
        (
            W::Sedang,
            "delay_promotion_1y",
            P::AdministratorAndBelow,
            A::Central,
            vec![O::JptMadya, O::JptPratama, O::Administrator],
        ),
        (
            W::Ringan,
            "verbal_reprimand",
            P::JptPratama,
            A::Central,
            vec![O::JptMadya],
        ),
        (
            W::Ringan,
            "verbal_reprimand",
            P::AdministratorAndBelow,
            A::RegencyCity,
            vec![O::JptPratama, O::Administrator, O::Supervisor],
        ),
        (
            W::Ringan,
            "verbal_reprimand",
            P::JptUtama,
            A::Central,
            vec![O::President],
        ),
        (
            W::Sedang,
            "allowance_cut_25_6m",
            P::TwoLevelsBelow,
            A::Central,
            vec![O::JptMadya, O::JptPratama, O::Administrator],
        ),
        (
            W::Ringan,
            "verbal_reprimand",
            P::OneLevelBelow,
            A::Central,
            vec![O::JptMadya, O::JptPratama, O::Administrator, O::Supervisor],
        ),
    ] {
        assert_eq!(
            who(level, kind, post, agency),
            expected,
            "{kind} on {post:?} in {agency:?}"
        );
    }
}

#[test]
fn officials_of_the_older_regime_were_not_seen() {
    let all = imposers(
        &BOOK,
        d("2020-10-01"),
        SubjectKind::Pns,
        Some(Weight::Sedang),
        Post::Any,
        AgencyLevel::Any,
    );
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|i| i.doubts == [Doubt::OfficialNotSeen]));
}

/// `sanction_kinds.csv` says of each kind whether one official imposes it or whoever the post tells;
/// `imposers.csv` tells the posts. The two never differ.
#[test]
fn who_imposes_a_kind_is_said_the_same_in_both_files() {
    let mut told = 0;
    for kind in &BOOK.sanction_kinds {
        let weight = Weight::from_code(&kind.level).unwrap();
        let rows = BOOK.imposers.iter().filter(|row| row.regime == kind.regime);
        let officials: BTreeSet<&str> = rows
            .filter(|row| row.reaches(weight, &kind.code))
            .map(|row| row.official.code())
            .collect();
        match kind.imposed_by.as_str() {
            // By the post: no official alone, or none was seen.
            "punishing_official" => assert_ne!(officials.len(), 1, "{kind:?}"),
            one => {
                assert!(Official::from_code(one).is_some(), "{kind:?}");
                assert!(
                    officials.iter().all(|o| *o == one),
                    "{kind:?}: {officials:?}"
                );
            }
        }
        told += officials.len();
    }
    assert!(told > 20, "{told}");
}

/// A kind that names its official in `imposed_by` has a row that says so with its source.
#[test]
fn whoever_a_kind_names_stands_in_a_row_too() {
    for kind in &BOOK.sanction_kinds {
        let depends = kind.imposed_by == "punishing_official";
        let level = Weight::from_code(&kind.level).unwrap();
        let named = BOOK.imposers.iter().any(|row| {
            row.regime == kind.regime
                && row.official.code() == kind.imposed_by
                && row.reaches(level, &kind.code)
        });
        assert!(depends || named, "{}/{}", kind.regime, kind.code);
    }
}
