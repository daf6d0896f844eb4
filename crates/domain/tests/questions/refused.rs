//! What a book refuses, with the row and the field.

use netralitas_domain::law::{
    Addition, Book, Confidence, ElectionStage, Fault, HolidayKind, NewAuthority, NewDayOff, NewRow,
    NewStage, SHIPPED_VERSION, StageChange, Weight,
};

use crate::{BOOK, d};

#[test]
fn the_shipped_book_has_no_fault() {
    let faults = BOOK.faults();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The faults of a book with one thing broken.
fn faults(breaks: impl FnOnce(&mut Book)) -> Vec<Fault> {
    let mut book = BOOK.clone();
    breaks(&mut book);
    book.faults()
}

fn assert_refused(found: &[Fault], file: &str, row: usize, field: &str) {
    let hit = found
        .iter()
        .any(|f| f.file == file && f.row == row && f.field == field);
    assert!(hit, "{file} row {row} {field}: {found:#?}");
}

#[test]
fn ranges_of_one_code_do_not_overlap() {
    let found = faults(|b| b.sanction_kinds.push(b.sanction_kinds[2].clone()));
    assert_refused(
        &found,
        "sanction_kinds.csv",
        BOOK.sanction_kinds.len() + 1,
        "valid_from",
    );
    let found = faults(|b| {
        let mut again = b.violations[0].clone();
        again.valid_from = Some(d("2030-01-01"));
        b.violations.push(again);
    });
    assert_refused(
        &found,
        "violations.csv",
        BOOK.violations.len() + 1,
        "valid_from",
    );
    // Side by side is no overlap; one day of both is.
    let split = |to: &str| {
        let to = d(to);
        faults(move |b| {
            let mut later = b.violations[0].clone();
            b.violations[0].valid_to = Some(to);
            later.valid_from = Some(d("2030-01-01"));
            b.violations.push(later);
        })
    };
    assert!(split("2029-12-31").is_empty());
    assert_eq!(split("2030-01-01").len(), 1);
    macro_rules! twice {
        ($($file:literal $rows:ident;)+) => {$(
            let found = faults(|b| b.$rows.push(b.$rows[0].clone()));
            assert_refused(&found, $file, BOOK.$rows.len() + 1, "valid_from");
        )+};
    }
    twice! {
        "regimes.csv" regimes;
        "effects.csv" effects;
        "imposers.csv" imposers;
        "destinations.csv" destinations;
        "officials.csv" officials;
        "acts.csv" acts;
    }
    let found = faults(|b| b.authorities[0].valid_to = Some(d("2017-01-01")));
    assert_refused(&found, "authorities.csv", 1, "valid_to");
}

#[test]
fn a_kind_has_a_level() {
    for level in ["", "heavy"] {
        let found = faults(|b| level.clone_into(&mut b.sanction_kinds[4].level));
        assert_refused(&found, "sanction_kinds.csv", 5, "level");
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn a_row_has_a_source() {
    macro_rules! without {
        ($($file:literal $rows:ident $field:ident;)+) => {$(
            let found = faults(|b| b.$rows[1].$field = " ".to_owned());
            assert_refused(&found, $file, 2, stringify!($field));
        )+};
    }
    without! {
        "terms.csv" terms citation;
        "rule_sets.csv" rule_sets citation;
        "sanction_kinds.csv" sanction_kinds citation;
        "authorities.csv" authorities citation;
        "elections.csv" elections citation;
        "destinations.csv" destinations citation;
        "regimes.csv" regimes citation;
        "office_hours.csv" office_hours citation;
        "acts.csv" acts citation;
        "violations.csv" violations citation;
        "violations.csv" violations norm;
        "violations.csv" violations sanction_basis;
        "stages.csv" stages decision;
        "subjects.csv" subjects citation;
        "effects.csv" effects citation;
        "imposers.csv" imposers citation;
        "regions.csv" regions source;
        "bawaslu_areas.csv" areas source;
        "bawaslu_areas.csv" areas zone_source;
        "officials.csv" officials citation;
    }
}

#[test]
fn a_violation_names_what_is_there() {
    let found = faults(|b| b.violations[2].acts = vec!["swimming".to_owned()]);
    assert_refused(&found, "violations.csv", 3, "acts");
    let found = faults(|b| b.violations[2].elections = vec!["pilkada-1999".to_owned()]);
    assert_refused(&found, "violations.csv", 3, "elections");
    let found = faults(|b| b.violations[2].kinds = vec!["pp94/fine".to_owned()]);
    assert_refused(&found, "violations.csv", 3, "kinds");
    let found = faults(|b| b.violations[2].counterparts = vec!["D-99".to_owned()]);
    assert_refused(&found, "violations.csv", 3, "counterparts");
    let found = faults(|b| b.violations[2].subjects.clear());
    assert_refused(&found, "violations.csv", 3, "subjects");
    let found = faults(|b| b.violations[2].levels.clear());
    assert_refused(&found, "violations.csv", 3, "levels");
    // A level that was not seen is told as such.
    let found = faults(|b| {
        b.violations[2].levels.clear();
        b.violations[2].level_confidence = Confidence::Unsure;
        b.violations[2].note = "not seen".to_owned();
    });
    assert!(found.is_empty());
    assert!(BOOK.violations[0].levels == [Weight::Moral]);
}

#[test]
fn a_stage_stands_in_order_and_is_superseded_by_name() {
    let at = |stage: &str, election: &str| {
        let found = BOOK
            .stages
            .iter()
            .rposition(|s| s.stage.code() == stage && s.election == election);
        found.unwrap()
    };
    let quiet = at("quiet", "pilkada-2024");
    let found = faults(|b| b.stages[quiet].from = Some(d("2024-11-20")));
    assert_refused(&found, "stages.csv", quiet + 1, "from");
    let fixed = at("candidates_fixed", "pemilu-2024");
    let found = faults(|b| {
        b.stages[fixed].from = Some(d("2023-12-01"));
        b.stages[fixed].to = Some(d("2023-12-01"));
    });
    assert!(
        found
            .iter()
            .any(|f| f.file == "stages.csv" && f.problem.contains("out of order")),
        "{found:?}"
    );
    let found = faults(|b| b.stages[quiet].to = Some(d("2024-11-01")));
    assert_refused(&found, "stages.csv", quiet + 1, "to");
    let found = faults(|b| b.stages[quiet].from = None);
    assert_refused(&found, "stages.csv", quiet + 1, "from");
    let found = faults(|b| b.stages[quiet].race = "king".to_owned());
    assert_refused(&found, "stages.csv", quiet + 1, "race");
    for region in ["7", "73.8", "south", "73.08.01"] {
        let found = faults(|b| region.clone_into(&mut b.stages[quiet].region));
        assert_refused(&found, "stages.csv", quiet + 1, "region");
    }
    // A second row that does not say what it does, and a first one that says it moves.
    let moved = at("voting", "pilkada-2020");
    let found = faults(|b| b.stages[moved].change = StageChange::Set);
    assert_refused(&found, "stages.csv", moved + 1, "change");
    let found = faults(|b| b.stages[quiet].change = StageChange::Moved);
    assert_refused(&found, "stages.csv", quiet + 1, "change");
}

#[test]
fn every_kind_of_person_has_a_row() {
    let found = faults(|b| drop(b.subjects.remove(5)));
    assert_refused(&found, "subjects.csv", BOOK.subjects.len(), "code");
    let found = faults(|b| b.subjects[5].reviewed = true);
    assert_refused(&found, "subjects.csv", 6, "reviewed");
}

fn stage(stage: ElectionStage, change: StageChange, day: &str) -> NewRow {
    NewRow::Stage(NewStage {
        election: "pilkada-2024".to_owned(),
        race: "any".to_owned(),
        region: None,
        stage,
        change,
        from: Some(d(day)),
        to: Some(d(day)),
    })
}

fn added(rows: Vec<NewRow>) -> Addition {
    Addition {
        rows,
        source: "KPU 1/2025".to_owned(),
        confidence: Confidence::Sure,
    }
}

#[test]
fn an_added_stage_is_checked_as_a_shipped_one_and_moved_back_by_another() {
    let told = |rows: Vec<NewRow>| -> Vec<(usize, &str, &str)> {
        let faults = BOOK.addition_faults(&added(rows));
        faults
            .into_iter()
            .map(|f| (f.row, f.field, f.code))
            .collect()
    };
    let (fixed, voting) = (ElectionStage::CandidatesFixed, ElectionStage::Voting);
    let moved = StageChange::Moved;
    assert!(told(vec![stage(fixed, moved, "2024-09-23")]).is_empty());
    assert_eq!(
        told(vec![stage(fixed, moved, "2024-10-01")]),
        [(0, "to", "stage_out_of_order")]
    );
    assert_eq!(
        told(vec![stage(voting, moved, "2024-11-25")]),
        [(0, "from", "stage_out_of_order")]
    );
    assert_eq!(
        told(vec![stage(fixed, StageChange::Set, "2024-09-23")]),
        [(0, "change", "stage_change")]
    );
    // There and back.
    let mut book = BOOK.clone();
    book.add(&added(vec![stage(fixed, moved, "2024-09-23")]), 1);
    let of = |book: &Book| {
        book.election("pilkada-2024", "regent")
            .unwrap()
            .candidates_fixed
    };
    assert_eq!(of(&book), Some(d("2024-09-23")));
    book.add(&added(vec![stage(fixed, moved, "2024-09-22")]), 2);
    assert_eq!(of(&book), of(&BOOK));
    assert_eq!(book.calendar.version(), format!("{SHIPPED_VERSION}+2"));
}

#[test]
fn a_slip_of_the_pen_is_refused() {
    let told = |row: NewRow| -> Vec<(&'static str, &'static str)> {
        let faults = BOOK.addition_faults(&added(vec![row]));
        faults.into_iter().map(|f| (f.field, f.code)).collect()
    };
    let off = |day: &str| {
        NewRow::DayOff(NewDayOff {
            day: d(day),
            becomes: HolidayKind::Public,
            name: "Hari libur".to_owned(),
            region: None,
            in_terms: false,
        })
    };
    assert!(told(off("2030-03-04")).is_empty());
    assert_eq!(told(off("1900-03-05")), [("day", "out_of_range")]);
    assert_eq!(told(off("9999-03-05")), [("day", "out_of_range")]);
    let again = |day| stage(ElectionStage::ReVote, StageChange::Set, day);
    assert!(!told(again("2025-04-19")).contains(&("from", "out_of_range")));
    assert_eq!(
        told(again("9999-04-19")),
        [("from", "out_of_range"), ("to", "out_of_range")]
    );
    let body = |code: &str| {
        NewRow::Authority(NewAuthority {
            code: code.to_owned(),
            id: "Lembaga baru".to_owned(),
            en: "New body".to_owned(),
            role: "policy".to_owned(),
            valid_from: d("2027-10-16"),
            valid_to: None,
            withdrawn: false,
        })
    };
    assert!(told(body("lembaga-baru")).is_empty());
    assert_eq!(told(body("lembaga baru")), [("code", "malformed_code")]);
}

#[test]
fn a_region_follows_what_holds_for_all_once() {
    let row = |change, day: Option<&str>| {
        NewRow::Stage(NewStage {
            election: "pilkada-2024".to_owned(),
            race: "any".to_owned(),
            region: Some("16".to_owned()),
            stage: ElectionStage::CandidatesFixed,
            change,
            from: day.map(d),
            to: day.map(d),
        })
    };
    let apart = || row(StageChange::Moved, Some("2024-09-23"));
    let back = || row(StageChange::AsForAll, None);
    let told = |rows| {
        BOOK.addition_faults(&added(rows))
            .first()
            .map(|f| (f.row, f.code))
    };
    assert_eq!(told(vec![apart(), back()]), None);
    assert_eq!(
        told(vec![apart(), back(), back()]),
        Some((2, "stage_change"))
    );
    assert_eq!(told(vec![apart(), back(), apart(), back()]), None);
}
