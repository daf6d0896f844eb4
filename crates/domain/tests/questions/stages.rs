//! Stages that an installation moves, annuls or gives a region of its own.

use netralitas_domain::law::{Book, Confidence, Contest, ElectionStage, StageChange, StageRow};

use crate::{BOOK, d, race};

fn row(stage: ElectionStage, region: &str, change: StageChange, day: Option<&str>) -> StageRow {
    StageRow {
        election: "pilkada-2024".to_owned(),
        race: "any".to_owned(),
        region: region.to_owned(),
        stage,
        from: day.map(d),
        to: day.map(d),
        change,
        decision: "KPU 1/2025".to_owned(),
        address: String::new(),
        confidence: Confidence::Sure,
        note: String::new(),
    }
}

fn voting(book: &Book, region: Option<&str>) -> Option<String> {
    let contest = Contest {
        region,
        ..race("pilkada-2024", "regent")
    };
    let row = book.stage(contest, ElectionStage::Voting)?;
    Some(row.from?.to_string())
}

#[test]
fn a_later_row_takes_the_place_of_an_earlier_one() {
    assert_eq!(
        BOOK.election("pilkada-2020", "regent").unwrap().voting,
        Some(d("2020-12-09"))
    );
    let mut book = BOOK.clone();
    book.supersede_stage(row(
        ElectionStage::Voting,
        "",
        StageChange::Moved,
        Some("2024-12-04"),
    ));
    assert_eq!(
        book.election("pilkada-2024", "regent").unwrap().voting,
        Some(d("2024-12-04"))
    );
    assert!(book.faults().is_empty(), "{:?}", book.faults());
    book.supersede_stage(row(ElectionStage::Voting, "", StageChange::Annulled, None));
    assert_eq!(
        book.election("pilkada-2024", "regent").unwrap().voting,
        None
    );
    assert!(book.faults().is_empty(), "{:?}", book.faults());
}

#[test]
fn a_region_has_days_of_its_own_and_a_province_gives_them_to_its_regencies() {
    let mut book = BOOK.clone();
    book.supersede_stage(row(
        ElectionStage::Voting,
        "73",
        StageChange::Set,
        Some("2024-12-04"),
    ));
    book.supersede_stage(row(
        ElectionStage::Voting,
        "73.08",
        StageChange::Set,
        Some("2024-12-11"),
    ));
    book.supersede_stage(row(
        ElectionStage::ReVote,
        "73.09",
        StageChange::Set,
        Some("2025-04-16"),
    ));
    for (region, day) in [
        (None, "2024-11-27"),
        (Some("72"), "2024-11-27"),
        (Some("73"), "2024-12-04"),
        (Some("73.01"), "2024-12-04"),
        (Some("73.08"), "2024-12-11"),
    ] {
        assert_eq!(voting(&book, region).as_deref(), Some(day), "{region:?}");
    }
    assert_eq!(
        voting(&book, Some("730")).as_deref(),
        Some("2024-11-27"),
        "no region of the province"
    );
    assert!(book.faults().is_empty(), "{:?}", book.faults());
    // The general days stand.
    assert_eq!(
        book.election("pilkada-2024", "regent").unwrap().voting,
        Some(d("2024-11-27"))
    );
}

#[test]
fn the_elections_have_the_days_that_they_had() {
    for (code, race, days) in [
        (
            "pilkada-2020",
            "mayor",
            [
                "2020-09-23",
                "2020-09-26",
                "2020-12-05",
                "2020-12-06",
                "2020-12-08",
                "2020-12-09",
            ],
        ),
        (
            "pemilu-2024",
            "president",
            [
                "2023-11-13",
                "2023-11-28",
                "2024-02-10",
                "2024-02-11",
                "2024-02-13",
                "2024-02-14",
            ],
        ),
        (
            "pemilu-2024",
            "dprd",
            [
                "2023-11-03",
                "2023-11-28",
                "2024-02-10",
                "2024-02-11",
                "2024-02-13",
                "2024-02-14",
            ],
        ),
        (
            "pilkada-2024",
            "governor",
            [
                "2024-09-22",
                "2024-09-25",
                "2024-11-23",
                "2024-11-24",
                "2024-11-26",
                "2024-11-27",
            ],
        ),
    ] {
        let e = BOOK.election(code, race).unwrap();
        let found = [
            e.candidates_fixed,
            e.campaign_from,
            e.campaign_to,
            e.quiet_from,
            e.quiet_to,
            e.voting,
        ];
        assert_eq!(found, days.map(|day| Some(d(day))), "{code} {race}");
    }
}
