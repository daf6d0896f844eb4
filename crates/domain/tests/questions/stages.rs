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

#[test]
fn what_was_set_apart_follows_all_again_by_a_later_row() {
    let set = |book: &mut Book, region: &str, change, day: Option<&str>| {
        book.supersede_stage(row(ElectionStage::Voting, region, change, day));
        assert!(book.faults().is_empty(), "{:?}", book.faults());
    };
    let (moved, back) = (StageChange::Moved, StageChange::AsForAll);
    let mut book = BOOK.clone();
    let told =
        |book: &Book| ["73", "73.08", "73.09"].map(|region| voting(book, Some(region)).unwrap());
    let all = told(&book);
    set(&mut book, "73", moved, Some("2024-12-04"));
    set(&mut book, "73.08", moved, Some("2024-12-11"));
    assert_eq!(told(&book), ["2024-12-04", "2024-12-11", "2024-12-04"]);
    // As for all that are around it: first the province, then the country, whatever is moved there meanwhile.
    set(&mut book, "73.08", back, None);
    assert_eq!(told(&book), ["2024-12-04", "2024-12-04", "2024-12-04"]);
    set(&mut book, "73", back, None);
    assert_eq!(told(&book), all);
    set(&mut book, "", moved, Some("2024-11-29"));
    assert_eq!(told(&book), ["2024-11-29", "2024-11-29", "2024-11-29"]);
    // It may be set apart once more, also by an annulment.
    set(&mut book, "73.08", StageChange::Annulled, None);
    assert_eq!(voting(&book, Some("73.08")), None);
    set(&mut book, "73.08", back, None);
    assert_eq!(told(&book)[1], "2024-11-29");
    // One race of the country follows all races again.
    let mut mayor = row(ElectionStage::Voting, "", moved, Some("2024-12-02"));
    mayor.race = "mayor".to_owned();
    book.supersede_stage(mayor.clone());
    let of = |book: &Book| book.election("pilkada-2024", "mayor").unwrap().voting;
    assert_eq!(of(&book), Some(d("2024-12-02")));
    mayor = StageRow {
        change: back,
        from: None,
        to: None,
        ..mayor
    };
    book.supersede_stage(mayor);
    assert!(book.faults().is_empty(), "{:?}", book.faults());
    assert_eq!(of(&book), Some(d("2024-11-29")));
}

#[test]
fn nothing_follows_all_again_that_was_not_set_apart() {
    let faults = |rows: Vec<StageRow>| -> Vec<&str> {
        let mut book = BOOK.clone();
        rows.into_iter().for_each(|row| book.supersede_stage(row));
        book.faults().iter().map(|f| f.field).collect()
    };
    let voting = |region, change, day| row(ElectionStage::Voting, region, change, day);
    let back = StageChange::AsForAll;
    let apart = || voting("73", StageChange::Moved, Some("2024-12-04"));
    assert_eq!(faults(vec![voting("73", back, None)]), ["change"]);
    assert_eq!(
        faults(vec![voting("", back, None)]),
        ["change"],
        "all follow nobody"
    );
    assert_eq!(faults(vec![apart(), voting("74", back, None)]), ["change"]);
    assert_eq!(
        faults(vec![apart(), voting("73", back, Some("2024-11-27"))]),
        ["from"]
    );
    assert_eq!(
        faults(vec![apart(), voting("73", back, None)]),
        Vec::<&str>::new()
    );
}
