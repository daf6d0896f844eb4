//! Every cut-over of the data, found in the data: the day before, the day, the day after, each with its rows, kinds
//! and sources. What holds is read from the rows here, not asked of the engine.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use netralitas_domain::{
    file::SubjectKind,
    law::{
        Confidence, Contest, ElectionStage, LawSet, Phase, Violation,
        questions::{Applies, Because, Doubt, Fits, Matter, Reading, Tie, authority, kinds},
    },
};

use crate::{BOOK, on, plain, race};

/// The day before, the day, the day after.
fn around(day: NaiveDate) -> [NaiveDate; 3] {
    [day.pred_opt().unwrap(), day, day.succ_opt().unwrap()]
}

/// Whether a day lies in a validity; both ends do.
fn stands(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// Every race of every election.
fn contests() -> Vec<Contest<'static>> {
    BOOK.elections
        .iter()
        .map(|e| race(&e.code, &e.race))
        .collect()
}

fn acts() -> impl Iterator<Item = &'static str> {
    BOOK.acts.iter().map(|act| act.code.as_str())
}

/// Whether a row names an act, or may mean it too.
fn names(row: &Violation, act: &str) -> bool {
    row.acts.iter().chain(&row.near_acts).any(|a| a == act)
}

/// The rows that name an act by a civil servant in an election, with the day.
fn rows(act: &str, election: &str, day: NaiveDate) -> Vec<&'static Violation> {
    let speaks = |row: &&Violation| {
        names(row, act)
            && row.subjects.contains(&SubjectKind::Pns)
            && row.elections.iter().any(|e| e == "any" || e == election)
            && stands(row.valid_from, row.valid_to, day)
    };
    BOOK.violations.iter().filter(speaks).collect()
}

/// Rows by code and first day, and whether they hold.
type Found = BTreeSet<(String, Option<NaiveDate>, bool)>;

fn expected(act: &str, election: &str, day: NaiveDate, phase: Phase) -> Found {
    let all = rows(act, election, day).into_iter();
    all.filter_map(|row| {
        let holds = row.phase == Phase::Any || row.phase == phase;
        let may = row.phase_confidence == Confidence::Unsure;
        let own = row.acts.iter().any(|a| a == act);
        // Of a row whose first day was not seen nobody can say more than that it may hold.
        let dated = row.valid_from.is_some();
        (holds || may).then(|| (row.code.clone(), row.valid_from, holds && own && dated))
    })
    .collect()
}

fn found(reading: &Reading<'_>) -> Found {
    let all = reading.rows.iter();
    all.map(|r| (r.row.code.clone(), r.row.valid_from, r.fits == Fits::Holds))
        .collect()
}

/// The rows of a reading are those of the data; each is a step with its source, and its kinds are of that day, of
/// its levels and of the regime of that day.
fn assert_whole(act: &str, contest: Contest<'_>, day: NaiveDate, answer: &Applies<'_>) {
    let [part] = answer.parts.as_slice() else {
        panic!("{act} {day}: parts")
    };
    for reading in &part.readings {
        let told = format!(
            "{act} {} {} {day} {:?}",
            contest.election, contest.race, reading.phase
        );
        assert_eq!(
            found(reading),
            expected(act, contest.election, day, reading.phase),
            "{told}"
        );
        assert_eq!(
            reading.doubts.contains(&Doubt::NoRow),
            reading.rows.is_empty(),
            "{told}"
        );
        for row in &reading.rows {
            let names = |because| because == Because::RowNames || because == Because::RowMayHold;
            let step = reading
                .steps
                .iter()
                .find(|s| names(s.what) && s.row == row.row.code);
            assert_eq!(step.unwrap().source, row.row.citation, "{told}");
            assert!(!row.row.norm.is_empty() && !row.row.sanction_basis.is_empty());
            assert!(
                !row.kinds.is_empty(),
                "{told}: {} without kinds",
                row.row.code
            );
            for kind in row.kinds.iter().map(|k| k.kind) {
                let kind_told = format!("{told}: {}/{}", kind.regime, kind.code);
                assert!(stands(kind.valid_from, kind.valid_to, day), "{kind_told}");
                let levels = &row.row.levels;
                let fits = levels.is_empty() || levels.iter().any(|l| l.code() == kind.level);
                assert!(fits, "{kind_told}");
                let other = if reading.regime == Some(LawSet::Pp53) {
                    "pp94"
                } else {
                    "pp53"
                };
                assert!(!kind.regime.starts_with(other), "{kind_told}");
            }
        }
        assert!(reading.steps.iter().all(|s| !s.source.is_empty()), "{told}");
    }
}

fn ask(act: &str, contest: Contest<'static>, day: NaiveDate) -> Applies<'static> {
    on(act, Some(contest), &day.to_string())
}

fn holding(reading: &Reading<'_>) -> Found {
    found(reading)
        .into_iter()
        .filter(|(_, _, holds)| *holds)
        .collect()
}

/// Every act that has a row before and a row after candidates are fixed, in every race whose day is in the book.
#[test]
fn every_act_with_two_rows_changes_with_the_day_of_fixing_of_every_race() {
    let (mut settled, mut open) = (BTreeSet::new(), BTreeSet::new());
    for contest in contests() {
        let stage = BOOK.stage(contest, ElectionStage::CandidatesFixed).unwrap();
        let fixed = stage.from.unwrap();
        let unsure = stage.confidence == Confidence::Unsure;
        for act in acts() {
            let in_phase = |phase| {
                let rows = rows(act, contest.election, fixed);
                let mut own = rows.iter().filter(|row| row.acts.iter().any(|a| a == act));
                own.any(|row| row.phase == phase)
            };
            if !in_phase(Phase::Before) || !in_phase(Phase::After) {
                continue;
            }
            let [before, day, after] = around(fixed).map(|day| ask(act, contest, day));
            for (day, answer) in around(fixed).iter().zip([&before, &day, &after]) {
                assert_whole(act, contest, *day, answer);
            }
            let phases = |answer: &Applies<'_>| -> Vec<Phase> {
                answer.parts[0].readings.iter().map(|r| r.phase).collect()
            };
            assert_eq!(phases(&day), [Phase::After, Phase::Before], "{act}");
            if unsure {
                assert_eq!(phases(&before), [Phase::Before, Phase::After], "{act}");
                assert_eq!(phases(&after), [Phase::After, Phase::Before], "{act}");
                let doubted = |answer: &Applies<'_>, doubt| {
                    answer.parts[0]
                        .readings
                        .iter()
                        .all(|r| r.doubts.contains(&doubt))
                };
                assert!(
                    doubted(&before, Doubt::FixingUnsure) && doubted(&after, Doubt::FixingUnsure)
                );
                open.insert((contest.election, contest.race, act));
                continue;
            }
            let (first, last) = (plain(&before), plain(&after));
            assert_eq!(
                (first.phase, last.phase),
                (Phase::Before, Phase::After),
                "{act}"
            );
            let (first, last) = (holding(first), holding(last));
            assert!(
                !first.is_empty() && !last.is_empty() && first.is_disjoint(&last),
                "{act}"
            );
            settled.insert((contest.election, contest.race, act));
        }
    }
    println!(
        "acts with two rows: {} settled, {} open",
        settled.len(),
        open.len()
    );
    // Six acts; three races of the regional election of 2024 and the pairs, and the three lists.
    assert_eq!((settled.len(), open.len()), (6 * 4, 6 * 3));
}

/// The first days on which another set of rows of an act holds.
fn changes(act: &str) -> BTreeSet<NaiveDate> {
    let named = BOOK.violations.iter().filter(|row| names(row, act));
    let ends = |row: &Violation| row.valid_to.and_then(|to| to.succ_opt());
    named
        .flat_map(|row| [row.valid_from, ends(row)])
        .flatten()
        .collect()
}

/// Every day on which the rows of an act change: catalogues that come and go, PP 53 and PP 94, the law on civil servants.
#[test]
fn every_act_has_the_rows_of_its_day_at_every_change_of_the_law() {
    let regimes = BOOK
        .sanction_kinds
        .iter()
        .find(|k| k.regime == "pp94")
        .unwrap();
    let regimes = regimes.valid_from.unwrap();
    let (mut changed, mut of_regimes) = (BTreeSet::new(), BTreeSet::new());
    for contest in contests() {
        for act in acts() {
            for day in changes(act).into_iter().chain([regimes]) {
                let [before, on_it, after] = around(day).map(|day| (day, ask(act, contest, day)));
                for (day, answer) in [&before, &on_it, &after] {
                    assert_whole(act, contest, *day, answer);
                }
                let last = before.1.parts[0].readings.last().unwrap();
                let first = on_it.1.parts[0].readings.last().unwrap();
                if found(last) != found(first) {
                    changed.insert((act, day));
                }
                if day == regimes {
                    assert_eq!(
                        (last.regime, first.regime),
                        (Some(LawSet::Pp53), Some(LawSet::Pp94))
                    );
                    assert_eq!(after.1.parts[0].readings[0].regime, Some(LawSet::Pp94));
                    let both = !last.rows.is_empty() && !first.rows.is_empty();
                    let of = |r: &Reading<'_>, list: &str| {
                        r.rows.iter().any(|row| row.row.catalogue.code() == list)
                    };
                    if both && of(last, "pp53") && of(first, "pp94") {
                        of_regimes.insert(act);
                    }
                }
            }
        }
    }
    println!(
        "{} changes of rows; acts under both regimes: {of_regimes:?}",
        changed.len()
    );
    let under_both = |list: &str| -> BTreeSet<&str> {
        let rows = BOOK
            .violations
            .iter()
            .filter(|row| row.catalogue.code() == list);
        let acts = rows.flat_map(|row| row.acts.iter().chain(&row.near_acts));
        acts.map(String::as_str).collect()
    };
    assert_eq!(of_regimes, &under_both("pp53") & &under_both("pp94"));
    // Five, and one that may be another of them.
    assert_eq!(of_regimes.len(), 6);
    assert!(changed.contains(&("party_membership", "2023-10-31".parse().unwrap())));
    let every: usize = acts().map(|act| changes(act).len()).sum();
    assert_eq!(
        changed.len(),
        every,
        "a change of the data changes an answer somewhere"
    );
}

/// Kinds of sanction, for every kind of person, at every day on which a kind begins or ends.
#[test]
fn the_kinds_are_those_of_their_day_at_every_change() {
    let ends = BOOK
        .sanction_kinds
        .iter()
        .filter_map(|k| k.valid_to?.succ_opt());
    let starts = BOOK.sanction_kinds.iter().filter_map(|k| k.valid_from);
    let days: BTreeSet<NaiveDate> = starts.chain(ends).collect();
    assert!(days.contains(&"2021-08-31".parse().unwrap()));
    for day in days {
        for subject in SubjectKind::ALL {
            let of = |day| -> BTreeSet<String> {
                let answer = kinds(&BOOK, day, *subject, None);
                assert!(answer.steps.iter().all(|s| !s.source.is_empty()));
                let told = answer.kinds.iter().map(|k| k.kind);
                told.map(|kind| {
                    assert!(
                        stands(kind.valid_from, kind.valid_to, day),
                        "{subject:?} {day} {kind:?}"
                    );
                    format!("{}/{}", kind.regime, kind.code)
                })
                .collect()
            };
            let [before, on_it, after] = around(day).map(of);
            assert_eq!(on_it, after, "{subject:?} {day}");
            let regime =
                |all: &BTreeSet<String>, start: &str| all.iter().any(|k| k.starts_with(start));
            if day.to_string() == "2021-08-31"
                && matches!(subject, SubjectKind::Pns | SubjectKind::Cpns)
            {
                assert!(
                    regime(&before, "pp53/") && !regime(&before, "pp94"),
                    "{subject:?}"
                );
                assert!(
                    !regime(&on_it, "pp53/") && regime(&on_it, "pp94/"),
                    "{subject:?}"
                );
                assert!(regime(&on_it, "pp94_transition/"), "{subject:?}");
            }
        }
    }
}

/// Every first day of a review authority.
#[test]
fn the_review_authority_is_that_of_its_day_at_every_succession() {
    let mut seen = Vec::new();
    for next in BOOK.authorities.iter().filter(|a| a.role == "review") {
        let Some(day) = next.valid_from else { continue };
        let competent = |day| -> Option<&str> {
            let answer = authority(&BOOK, day, Matter::New);
            let found = answer.all.iter().find(|c| c.tie == Tie::Competent)?;
            assert_eq!(found.step.source, found.authority.citation);
            Some(found.authority.code.as_str())
        };
        let [before, on_it, after] = around(day).map(competent);
        assert_eq!(
            (on_it, after),
            (Some(next.code.as_str()), Some(next.code.as_str()))
        );
        assert_ne!(before, on_it);
        seen.push((before, day.to_string(), on_it));
    }
    assert_eq!(
        seen,
        [
            (None, "2018-01-01".to_owned(), Some("kasn")),
            (Some("kasn"), "2024-09-04".to_owned(), Some("bkn")),
        ]
    );
}
