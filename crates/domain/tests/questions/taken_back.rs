//! Rows of an installation and what they leave alone: the first day of a regime, what stood before a row that is taken
//! back, two authorities at once.

use netralitas_domain::law::{
    Addition, Authority, Book, Confidence, Coverage, ElectionStage, HolidayKind, LawSet, NewDayOff,
    NewRow, NewSanctionKind, NewStage, NewTermLength, NewViolation, RowFault, StageChange, Unit,
    questions::{Doubt, Matter, Tie, authority},
};
use netralitas_domain::procedure::Term;

use crate::{BOOK, d};

fn added(book: &Book, rows: Vec<NewRow>) -> Book {
    let mut book = book.clone();
    let addition = addition(rows);
    assert_eq!(book.addition_faults(&addition), []);
    book.add(&addition, 1);
    book
}

fn addition(rows: Vec<NewRow>) -> Addition {
    Addition {
        rows,
        source: "SK 1/2026".to_owned(),
        confidence: Confidence::Likely,
    }
}

fn kind(code: &str, from: &str) -> NewSanctionKind {
    NewSanctionKind {
        regime: "pp94".to_owned(),
        code: code.to_owned(),
        level: "berat".to_owned(),
        id: "Baru".to_owned(),
        en: "New".to_owned(),
        duration_months: None,
        percent: None,
        ends_employment: false,
        valid_from: Some(d(from)),
        valid_to: None,
        named_in_words: false,
        stands_in_for: String::new(),
        subjects: Vec::new(),
        imposed_by: "punishing_official".to_owned(),
        withdrawn: false,
    }
}

#[test]
fn a_kind_of_an_earlier_day_moves_no_regime() {
    let early = NewRow::SanctionKind(Box::new(kind("k1", "2020-09-01")));
    let book = added(&BOOK, vec![early]);
    for (day, law) in [
        ("2020-10-01", LawSet::Pp53),
        ("2021-08-30", LawSet::Pp53),
        ("2021-08-31", LawSet::Pp94),
    ] {
        assert_eq!(book.regime(d(day), false), law, "{day}");
        assert_eq!(BOOK.regime(d(day), false), law, "{day}");
    }
    let starts: Vec<_> = book.regime_starts().collect();
    assert_eq!(starts, BOOK.regime_starts().collect::<Vec<_>>());
}

#[test]
fn what_stood_before_a_row_stands_again_once_that_is_taken_back() {
    let shipped = BOOK
        .violations
        .iter()
        .find(|v| v.valid_from.is_some())
        .unwrap();
    let row = |withdrawn: bool, en: &str| {
        NewRow::Violation(Box::new(NewViolation {
            code: shipped.code.clone(),
            catalogue: shipped.catalogue,
            acts: shipped.acts.clone(),
            near_acts: shipped.near_acts.clone(),
            block: shipped.block,
            phase: shipped.phase,
            subjects: shipped.subjects.clone(),
            elections: shipped.elections.clone(),
            id: shipped.id.clone(),
            en: en.to_owned(),
            norm: shipped.norm.clone(),
            sanction_basis: shipped.sanction_basis.clone(),
            levels: shipped.levels.clone(),
            kinds: shipped.kinds.clone(),
            counterparts: shipped.counterparts.clone(),
            valid_from: shipped.valid_from,
            valid_to: shipped.valid_to,
            note: shipped.note.clone(),
            withdrawn,
        }))
    };
    let words = |book: &Book| -> Vec<String> {
        let same = book.violations.iter();
        let same = same.filter(|v| (&v.code, v.valid_from) == (&shipped.code, shipped.valid_from));
        same.map(|v| v.en.clone()).collect()
    };
    let once = added(&BOOK, vec![row(false, "Once")]);
    let twice = added(&once, vec![row(false, "Twice")]);
    assert_eq!(words(&twice), ["Twice"]);
    let back = added(&twice, vec![row(true, "Once")]);
    assert_eq!(words(&back), ["Once"]);
    let all_back = added(&back, vec![row(true, "")]);
    assert_eq!(words(&all_back), std::slice::from_ref(&shipped.en));
    // A row of its own goes altogether.
    let own = |withdrawn| {
        let row = NewSanctionKind {
            withdrawn,
            ..kind("k1", "2022-01-01")
        };
        NewRow::SanctionKind(Box::new(row))
    };
    let with = added(&BOOK, vec![own(false)]);
    assert_eq!(with.sanction_kinds.len(), BOOK.sanction_kinds.len() + 1);
    let without = added(&with, vec![own(true)]);
    assert_eq!(without.sanction_kinds.len(), BOOK.sanction_kinds.len());
}

#[test]
fn a_day_off_of_another_year_is_not_its_decree() {
    let off = |day: &str, region: Option<&str>| {
        NewRow::DayOff(NewDayOff {
            day: d(day),
            becomes: HolidayKind::Public,
            name: "Hari".to_owned(),
            region: region.map(Into::into),
            in_terms: region.is_some(),
        })
    };
    let coverage = |rows: Vec<NewRow>, day: &str| added(&BOOK, rows).calendar.coverage(d(day));
    let outside = Coverage::Outside;
    assert_eq!(
        coverage(vec![off("2029-01-02", None)], "2029-01-03"),
        outside
    );
    assert_eq!(
        coverage(vec![off("2031-01-01", Some("51"))], "2031-12-20"),
        outside
    );
    assert_eq!(
        coverage(vec![off("2029-01-01", None)], "2028-06-01"),
        outside
    );
    assert_eq!(
        coverage(vec![off("2028-01-01", None)], "2028-06-01"),
        Coverage::Known
    );
    for year in 2018..=2027 {
        let day = d(&format!("{year}-06-01"));
        assert_ne!(BOOK.calendar.coverage(day), outside, "{year}");
    }
}

#[test]
fn one_change_gives_a_term_one_length() {
    let length = |amount| {
        NewRow::TermLength(NewTermLength {
            term: Term::InitialStudy,
            law_set: LawSet::Pemilu2022,
            amount,
            unit: Unit::WorkingDays,
            for_running: false,
        })
    };
    let found = BOOK.addition_faults(&addition(vec![length(5), length(6)]));
    let twice = RowFault {
        row: 1,
        field: "term",
        code: "named_twice",
    };
    assert!(found.contains(&twice), "{found:?}");
}

#[test]
fn one_region_may_leave_what_was_set_for_all() {
    let voting = |change| {
        NewRow::Stage(NewStage {
            election: "pilkada-2024".to_owned(),
            race: "any".to_owned(),
            region: Some("73.09".to_owned()),
            stage: ElectionStage::Voting,
            change,
            from: Some(d("2024-12-04")),
            to: Some(d("2024-12-04")),
        })
    };
    for change in [StageChange::Set, StageChange::Moved, StageChange::Repeated] {
        let found = BOOK.addition_faults(&addition(vec![voting(change)]));
        assert!(
            found.iter().all(|f| f.code != "stage_change"),
            "{change:?} {found:?}"
        );
    }
    // Nothing was set for all of an election that has no such stage.
    let unset = NewRow::Stage(NewStage {
        election: "pilkada-2020".to_owned(),
        race: "any".to_owned(),
        region: Some("73.09".to_owned()),
        stage: ElectionStage::SecondRound,
        change: StageChange::Moved,
        from: Some(d("2021-02-04")),
        to: Some(d("2021-02-04")),
    });
    let found = BOOK.addition_faults(&addition(vec![unset]));
    assert!(found.iter().any(|f| f.code == "stage_change"), "{found:?}");
}

/// The shipped book with another body that reviews from a day on, and BKN to another.
fn with_another(from: &str, bkn_to: Option<&str>) -> Book {
    let mut book = BOOK.clone();
    let bkn = |a: &&mut Authority| a.code == "bkn" && a.role == "review";
    let old = book.authorities.iter_mut().find(bkn).unwrap();
    let mut new = old.clone();
    old.valid_to = bkn_to.map(d);
    new.code = "newbody".to_owned();
    new.valid_from = Some(d(from));
    new.also_from = None;
    book.authorities.push(new);
    book
}

#[test]
fn two_authorities_at_once_are_both_told() {
    let book = with_another("2027-09-01", None);
    let answer = authority(&book, d("2027-09-02"), Matter::New);
    let told: Vec<_> = answer
        .all
        .iter()
        .map(|c| c.authority.code.as_str())
        .collect();
    assert!(
        told.contains(&"bkn") && told.contains(&"newbody"),
        "{told:?}"
    );
    assert!(answer.doubts.contains(&Doubt::AuthorityUnsure));
    let before = authority(&book, d("2027-08-31"), Matter::New);
    assert_eq!(before.all[0].authority.code, "bkn");
    assert!(before.all.iter().all(|c| c.authority.code != "newbody"));
    // What the older one has under way stays its own while it stands, and the other is told.
    let under_way = Matter::UnderWay {
        since: d("2027-08-01"),
        recommended: Some(false),
    };
    let kept = authority(&book, d("2027-09-02"), under_way);
    let told: Vec<_> = kept
        .all
        .iter()
        .map(|c| (c.authority.code.as_str(), c.tie))
        .collect();
    assert_eq!(
        told[..2],
        [("bkn", Tie::Competent), ("newbody", Tie::Alternative)]
    );
}

#[test]
fn the_ministry_runs_off_what_kasn_had_and_nothing_else() {
    let book = with_another("2026-11-01", Some("2026-10-31"));
    let under_way = |since: &str| Matter::UnderWay {
        since: d(since),
        recommended: Some(true),
    };
    let told = |day: &str, since: &str| -> Vec<(String, bool)> {
        let answer = authority(&book, d(day), under_way(since));
        let all = answer.all.iter();
        all.map(|c| (c.authority.code.clone(), c.tie == Tie::Competent))
            .collect()
    };
    let kasn = told("2024-10-01", "2024-06-01");
    assert!(kasn.contains(&("menpanrb".to_owned(), true)), "{kasn:?}");
    let bkn = told("2026-11-23", "2026-10-01");
    assert!(bkn.iter().all(|(code, _)| code != "menpanrb"), "{bkn:?}");
    assert!(bkn.iter().any(|(code, _)| code == "newbody"), "{bkn:?}");
}
