//! What the shipped catalogue holds, counted; and that it is no surer than its sources.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::law::{Confidence, ElectionStage, StageChange};

use crate::BOOK;

#[test]
fn the_catalogues_hold_what_was_counted() {
    let mut by: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &BOOK.violations {
        by.entry(row.catalogue.code())
            .or_default()
            .insert(&row.code);
    }
    let counts: BTreeMap<&str, usize> = by.iter().map(|(k, v)| (*k, v.len())).collect();
    println!(
        "violations by catalogue: {counts:?}; acts: {}",
        BOOK.acts.len()
    );
    assert_eq!(
        counts,
        BTreeMap::from([
            ("asn_law", 1),
            ("menpanrb_2017", 7),
            ("pp53", 5),
            ("pp94", 7),
            ("skb_2020", 16),
            ("skb_2022", 19)
        ])
    );
    let of = |prefix: &str| {
        by["skb_2022"]
            .iter()
            .filter(|c| c.starts_with(prefix))
            .count()
    };
    assert_eq!((of("KE-"), of("D-")), (7, 12));
    let dated: BTreeSet<&str> = BOOK
        .violations
        .iter()
        .filter(|v| v.code == "D-5")
        .map(|v| v.sanction_basis.as_str())
        .collect();
    assert_eq!(dated.len(), 2, "party membership under two laws");
}

#[test]
fn the_regimes_hold_what_was_counted() {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in BOOK
        .sanction_kinds
        .iter()
        .filter(|k| k.code != "interim_release")
    {
        *by.entry(&kind.regime).or_default() += 1;
    }
    println!("kinds by regime (without the measure of interim release): {by:?}");
    assert_eq!(
        by,
        BTreeMap::from([
            ("pp42", 2),
            ("pp53", 11),
            ("pp94", 9),
            ("pp94_transition", 3),
            ("asn_law", 1),
            ("pppk", 5),
            ("contract", 2),
        ])
    );
}

#[test]
fn the_stages_hold_what_was_counted() {
    let mut by: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in &BOOK.stages {
        *by.entry((&row.election, row.stage.code())).or_default() += 1;
    }
    println!("stage rows: {by:?}");
    let count = |stage: ElectionStage| BOOK.stages.iter().filter(|r| r.stage == stage).count();
    assert_eq!(
        ElectionStage::ALL
            .iter()
            .map(|s| count(*s))
            .collect::<Vec<_>>(),
        [6, 6, 3, 3, 4, 0, 0]
    );
    // General election of 2024: the three lists and the pairs, on two days.
    let fixed: BTreeMap<&str, String> = BOOK
        .elections
        .iter()
        .filter(|e| e.code == "pemilu-2024")
        .map(|e| (e.race.as_str(), e.candidates_fixed.unwrap().to_string()))
        .collect();
    assert_eq!(fixed["president"], "2023-11-13");
    for race in ["dpr", "dpd", "dprd"] {
        assert_eq!(fixed[race], "2023-11-03");
    }
    let moved: Vec<_> = BOOK
        .stages
        .iter()
        .filter(|s| s.change == StageChange::Moved)
        .collect();
    assert_eq!(moved.len(), 1, "the voting of 2020");
}

/// Rows of which catalogue.md says `likely` or `unsure`.
#[test]
fn nothing_is_surer_than_it_was_seen() {
    let row = |code: &str| BOOK.violations.iter().find(|v| v.code == code).unwrap();
    for code in ["D-8", "D-9", "D-10"] {
        assert_eq!(row(code).confidence, Confidence::Likely, "{code}");
        assert_eq!(row(code).level_confidence, Confidence::Likely, "{code}");
    }
    assert_eq!(row("D-3").basis_confidence, Confidence::Unsure);
    assert_eq!(row("N-1").confidence, Confidence::Unsure);
    for code in ["D-1", "D-2", "D-4", "D-7", "D-11", "D-12", "N-2"] {
        assert_eq!(row(code).basis_confidence, Confidence::Likely, "{code}");
    }
    for v in &BOOK.violations {
        let code = &v.code;
        // Of several texts one may be unseen; that is told, and the rest is what it is.
        let unseen = |text: &str| text.split(';').all(|t| t.contains("not seen"));
        let not_seen = unseen(&v.norm) || unseen(&v.sanction_basis);
        let part = v.norm.contains("not seen") || v.sanction_basis.contains("not seen");
        assert!(
            !part || v.basis_confidence != Confidence::Sure,
            "{code}: basis"
        );
        assert!(
            !not_seen || v.basis_confidence == Confidence::Unsure,
            "{code}: basis"
        );
        assert!(
            !v.levels.is_empty() || v.level_confidence == Confidence::Unsure,
            "{code}: level"
        );
        if v.code.starts_with("L20-") || v.code.starts_with("P53-") {
            assert_ne!(v.confidence, Confidence::Sure, "{code}");
        }
        assert!(v.address.starts_with("https://"), "{code}: read where?");
    }
    let sure = |s: &str| {
        BOOK.subjects
            .iter()
            .find(|r| r.code.code() == s)
            .unwrap()
            .confidence
    };
    for subject in [
        "pppk",
        "contract_worker",
        "village_council",
        "police",
        "army",
    ] {
        assert_eq!(sure(subject), Confidence::Likely, "{subject}");
    }
    let elections = |code: &str, race: &str| BOOK.election(code, race).unwrap().confidence;
    assert_eq!(elections("pilkada-2020", "regent"), Confidence::Likely);
    assert_eq!(elections("pilkada-2024", "regent"), Confidence::Likely);
    assert_eq!(elections("pemilu-2024", "president"), Confidence::Likely);
    assert_eq!(elections("pemilu-2024", "dpd"), Confidence::Unsure);
    assert!(
        BOOK.imposers
            .iter()
            .all(|i| i.regime == "pp42" || i.confidence != Confidence::Sure)
    );
}

#[test]
fn rows_of_2020_name_their_counterparts() {
    let rows = BOOK
        .violations
        .iter()
        .filter(|v| v.code.starts_with("L20-"));
    let without: Vec<&str> = rows
        .filter(|v| v.counterparts.is_empty())
        .map(|v| v.code.as_str())
        .collect();
    assert_eq!(without, ["L20-4", "L20-6"], "dropped in 2022");
}
