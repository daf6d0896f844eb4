//! A term that is tried: the region of its race, and what is doubtful about it.

use netralitas_domain::{
    file::SubjectKind,
    law::{
        Book, Close, Confidence, Contest, Count, ElectionStage, EndsAt, LawSet, StageChange,
        StageRow, TermQuestion, Unit,
        questions::{Asked, Doubt, applies, day_doubts, term_doubts},
    },
    time::Zone,
};

use crate::{BOOK, d, race};

fn question<'a>(
    start: &str,
    law: Option<LawSet>,
    contest: Option<Contest<'a>>,
) -> TermQuestion<'a> {
    TermQuestion {
        count: Count::plain(d(start), 1, Unit::WorkingDays),
        ends: EndsAt::OfficeClose,
        law,
        contest,
        zone: Zone::Wib,
    }
}

fn doubts(book: &Book, asked: &TermQuestion<'_>) -> Vec<&'static str> {
    let found = term_doubts(book, asked, &book.term_account(asked));
    found.iter().map(|doubt| doubt.code()).collect()
}

/// A book in which Makassar votes a week later.
fn later_in_makassar() -> Book {
    let mut book = BOOK.clone();
    for (stage, from, to) in [
        (ElectionStage::Quiet, "2024-12-01", "2024-12-03"),
        (ElectionStage::Voting, "2024-12-04", "2024-12-04"),
    ] {
        book.supersede_stage(StageRow {
            election: "pilkada-2024".to_owned(),
            race: "mayor".to_owned(),
            region: "73.71".to_owned(),
            stage,
            from: Some(d(from)),
            to: Some(d(to)),
            change: StageChange::Moved,
            decision: "KPU 1/2024".to_owned(),
            address: String::new(),
            confidence: Confidence::Sure,
            note: String::new(),
        });
    }
    book
}

/// The quiet period of a term is that of the region's own row, where there is one.
#[test]
fn the_quiet_period_is_that_of_the_region() {
    let book = later_in_makassar();
    let around = |region, race, day| {
        let contest = Contest {
            election: "pilkada-2024",
            race,
            region,
        };
        book.round_the_clock(contest, d(day))
    };
    for (region, race, general, own) in [
        (None, "mayor", true, false),
        (Some("73.72"), "mayor", true, false),
        (Some("73.71"), "governor", true, false),
        (Some("73.71"), "mayor", false, true),
    ] {
        assert_eq!(around(region, race, "2024-11-25"), general, "{region:?}");
        assert_eq!(around(region, race, "2024-12-02"), own, "{region:?}");
    }
    assert!(!around(Some("73.71"), "mayor", "2024-12-05"));
    let contest = |region| {
        Some(Contest {
            region,
            ..race("pilkada-2024", "mayor")
        })
    };
    let close = |region| {
        let asked = question("2024-12-02", Some(LawSet::Pilkada2024), contest(region));
        let account = book.term_account(&asked);
        assert_eq!(account.due_day, d("2024-12-03"));
        matches!(account.close, Close::RoundTheClock(..))
    };
    assert!(close(Some("73.71")));
    assert!(!close(Some("73.72")) && !close(None));
}

#[test]
fn a_region_without_the_race_raises_a_doubt() {
    let book = later_in_makassar();
    let told = |election, race, region| {
        let contest = Contest {
            election,
            race,
            region: Some(region),
        };
        let asked = question("2024-10-01", Some(LawSet::Pilkada2024), Some(contest));
        let of_term = doubts(&book, &asked);
        let asked = Asked {
            act: "photo_posted",
            subject: SubjectKind::Pns,
            contest: Some(contest),
            from: d("2024-10-01"),
            to: d("2024-10-01"),
            intake: None,
        };
        let answer = applies(&book, &asked).unwrap();
        let whole: Vec<_> = answer.doubts.iter().map(|doubt| doubt.code()).collect();
        assert_eq!(of_term, whole, "{race} {region}");
        of_term
    };
    let (not_there, unsure) = (vec!["race_not_there"], vec!["race_there_unsure"]);
    for (election, race, region, expected) in [
        // The administrative parts of Jakarta, and the province that consists of them.
        ("pilkada-2024", "mayor", "31.74", &not_there),
        ("pilkada-2024", "regent", "31.01", &not_there),
        ("pilkada-2024", "mayor", "31", &not_there),
        // A regency elects no mayor, a city no regent.
        ("pilkada-2024", "mayor", "73.08", &not_there),
        ("pilkada-2024", "regent", "73.71", &not_there),
        // No row speaks of the region.
        ("pilkada-2024", "governor", "31.74", &unsure),
        ("pilkada-2024", "regent", "73.08", &unsure),
        ("pilkada-2020", "mayor", "73.71", &unsure),
        ("pilkada-2024", "mayor", "73.72", &unsure),
        // A row of its own does; a general election is held everywhere.
        ("pilkada-2024", "mayor", "73.71", &vec![]),
        ("pemilu-2024", "president", "31.74", &vec![]),
    ] {
        assert_eq!(
            told(election, race, region),
            *expected,
            "{election} {race} {region}"
        );
    }
    let general = question("2024-10-01", None, Some(race("pilkada-2024", "mayor")));
    assert!(doubts(&book, &general).is_empty());
}

#[test]
fn a_text_that_is_not_in_force_and_days_before_the_data_are_told() {
    use LawSet as L;
    for (law, start, expected) in [
        (
            L::Pemilu2022,
            "2015-01-05",
            &["before_data", "text_not_yet", "no_holidays_known"][..],
        ),
        (L::Pemilu2022, "2022-10-19", &["text_not_yet"]),
        (L::Pemilu2022, "2022-10-20", &[]),
        (L::Pemilu2018, "2022-10-19", &[]),
        (L::Pemilu2018, "2022-10-20", &["text_no_longer"]),
        (L::Kasn, "2024-09-03", &[]),
        (L::Kasn, "2024-09-04", &["text_no_longer"]),
        (L::Bkn, "2024-09-03", &["text_not_yet"]),
        (L::MenPanrb, "2024-09-04", &[]),
        (L::Pp53, "2021-08-30", &[]),
        (L::Pp53, "2021-08-31", &["text_no_longer"]),
        (L::Pp94, "2021-08-30", &["text_not_yet"]),
        (L::Pp94, "2021-08-31", &[]),
        // Its first day was not seen.
        (L::Pppk, "2019-01-02", &[]),
        (L::Bkn, "2027-03-05", &["holidays_provisional"]),
    ] {
        let asked = question(start, Some(law), None);
        assert_eq!(doubts(&BOOK, &asked), expected, "{law:?} {start}");
    }
    assert_eq!(
        doubts(&BOOK, &question("2017-12-29", None, None))[0],
        "before_data"
    );
    assert!(doubts(&BOOK, &question("2024-01-02", None, None)).is_empty());
    assert_eq!(day_doubts(d("2017-12-31")), [Doubt::BeforeData]);
    assert!(day_doubts(d("2018-01-01")).is_empty());
}
