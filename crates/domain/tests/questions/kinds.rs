//! Which kinds may be imposed on whom on a day.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::SubjectKind,
    law::{
        Confidence, Weight,
        questions::{Because, Doubt, Standing, kinds},
    },
};

use crate::{BOOK, by, d, plain, race};

#[test]
fn kinds_of_a_level_on_a_day() {
    let count = |day: &str, subject, level: Option<&str>| {
        let level = level.map(|l| Weight::from_code(l).unwrap());
        kinds(&BOOK, d(day), subject, level).kinds.len()
    };
    assert_eq!(count("2021-08-30", SubjectKind::Pns, Some("berat")), 5);
    assert_eq!(count("2021-08-31", SubjectKind::Pns, Some("berat")), 3);
    assert_eq!(count("2021-08-30", SubjectKind::Pns, Some("sedang")), 3);
    assert_eq!(count("2021-08-31", SubjectKind::Pns, Some("sedang")), 6);
    assert_eq!(count("2024-01-01", SubjectKind::Pns, Some("moral")), 2);
    assert_eq!(count("2024-01-01", SubjectKind::Pppk, Some("berat")), 1);
    assert_eq!(count("2023-01-02", SubjectKind::ContractWorker, None), 1);
    assert_eq!(count("2023-01-03", SubjectKind::ContractWorker, None), 2);
    assert_eq!(count("2024-01-01", SubjectKind::Police, None), 0);
    let answer = kinds(&BOOK, d("2024-01-01"), SubjectKind::Unknown, None);
    assert!(answer.doubts.contains(&Doubt::SubjectUnknown));
    let regimes: BTreeSet<&str> = answer
        .kinds
        .iter()
        .map(|k| k.kind.regime.as_str())
        .collect();
    let every = [
        "asn_law",
        "contract",
        "pp42",
        "pp94",
        "pp94_transition",
        "pppk",
    ];
    assert_eq!(regimes, BTreeSet::from(every));
    let moral = answer.kinds.iter().find(|k| k.kind.regime == "pp42");
    assert_eq!(
        moral.unwrap().confidence,
        Confidence::Unsure,
        "of PPPK it was not seen"
    );
    // What it does while it runs, where it was seen.
    let effect = |code: &str| {
        answer
            .kinds
            .iter()
            .find(|k| k.kind.code == code)
            .unwrap()
            .effects
            .len()
    };
    assert_eq!(effect("lower_post_12m"), 1);
    assert_eq!(effect("dismissal_honourable_not_at_own_request"), 0);
    assert_eq!(effect("interim_release"), 1);
    assert_eq!(effect("verbal_reprimand"), 0);
}

#[test]
fn kinds_of_contract_civil_servants_are_no_surer_than_their_regime() {
    let answer = by(
        SubjectKind::Pppk,
        "banners",
        Some(race("pilkada-2024", "regent")),
        "2024-05-01",
        "2024-05-01",
    );
    let reading = plain(&answer);
    let kinds = &reading.rows[0].kinds;
    assert_eq!(kinds.len(), 2);
    assert!(
        kinds
            .iter()
            .all(|k| k.kind.confidence == Confidence::Likely && k.confidence == Confidence::Unsure)
    );
}

/// PP 94/2021 postpones its allowance cuts; each transitional kind is imposed in the place of one of them.
#[test]
fn the_transitional_kinds_are_imposed_and_the_cuts_postponed() {
    use Confidence::{Sure, Unsure};
    let sedang = Some(Weight::Sedang);
    let answer = kinds(&BOOK, d("2024-10-01"), SubjectKind::Pns, sedang);
    let told: Vec<_> = answer
        .kinds
        .iter()
        .map(|k| {
            let of = k.kind.stands_in_for.as_str();
            (k.kind.code.as_str(), of, k.standing, k.confidence)
        })
        .collect();
    let (imposed, postponed) = (Standing::Imposed, Standing::Postponed);
    assert_eq!(
        told,
        [
            (
                "delay_periodic_raise_1y",
                "pp94/allowance_cut_25_6m",
                imposed,
                Sure
            ),
            (
                "delay_promotion_1y",
                "pp94/allowance_cut_25_9m",
                imposed,
                Sure
            ),
            ("rank_down_1y", "pp94/allowance_cut_25_12m", imposed, Sure),
            ("allowance_cut_25_6m", "", postponed, Unsure),
            ("allowance_cut_25_9m", "", postponed, Unsure),
            ("allowance_cut_25_12m", "", postponed, Unsure),
        ]
    );
    assert!(answer.doubts.contains(&Doubt::SideBySide));
    // Once the transition ends, the cuts are what is imposed.
    let mut book = BOOK.clone();
    for kind in &mut book.sanction_kinds {
        if kind.regime == "pp94_transition" {
            kind.valid_to = Some(d("2024-09-30"));
        }
    }
    let answer = kinds(&book, d("2024-10-01"), SubjectKind::Pns, sedang);
    assert_eq!(answer.kinds.len(), 3);
    assert!(answer.kinds.iter().all(|k| k.standing == imposed));
    assert!(!answer.doubts.contains(&Doubt::SideBySide));
}

/// Dismissal for membership of a party was law before PP 94/2021 too.
#[test]
fn the_law_on_civil_servants_ends_service_under_both_regimes() {
    for day in ["2021-08-30", "2021-08-31"] {
        let outside = Some(Weight::Outside);
        let answer = kinds(&BOOK, d(day), SubjectKind::Pns, outside);
        let law = answer.kinds.iter().find(|k| k.kind.regime == "asn_law");
        assert_eq!(law.unwrap().confidence, Confidence::Sure, "{day}");
    }
}

#[test]
fn a_day_before_the_data_says_so() {
    for (day, before) in [
        ("2003-06-05", true),
        ("2017-12-31", true),
        ("2018-01-01", false),
    ] {
        let answer = kinds(&BOOK, d(day), SubjectKind::Pns, None);
        assert_eq!(answer.doubts.contains(&Doubt::BeforeData), before, "{day}");
        let answer = by(SubjectKind::Pns, "banners", None, day, day);
        assert_eq!(answer.doubts.contains(&Doubt::BeforeData), before, "{day}");
    }
}

/// Only the regimes of the listed kinds are told.
#[test]
fn the_steps_are_those_of_the_listed_kinds() {
    let told = |level: &str| {
        let answer = kinds(
            &BOOK,
            d("2024-10-01"),
            SubjectKind::Pns,
            Weight::from_code(level),
        );
        let rows: Vec<_> = answer.steps.iter().map(|s| s.row).collect();
        rows
    };
    assert_eq!(told("moral"), ["pp42"]);
    assert_eq!(told("sedang"), ["pp94", "pp94_transition"]);
    let contest = Some(race("pilkada-2024", "regent"));
    let answer = by(
        SubjectKind::Pns,
        "banners",
        contest,
        "2024-05-01",
        "2024-05-01",
    );
    let steps = plain(&answer).steps.iter();
    let regimes = steps.filter(|s| s.what == Because::RegimeOfTheDay);
    assert_eq!(regimes.map(|s| s.row).collect::<Vec<_>>(), ["pp42"]);
}
