//! What a book refuses: ranges that overlap, a stage out of order, a kind without a level, a source left out. The shipped book is checked by a test, rows of an installation before they are taken.

mod stages_in_order;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Book, Confidence, Weight, stages::ANY};

use crate::file::SubjectKind;
pub(in crate::law) use stages_in_order::{Disorder, OUT_OF_ORDER};

/// A row that a book refuses, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file or table.
    pub file: &'static str,
    /// The row, the first being 1; the header is not counted.
    pub row: usize,
    /// The column at fault.
    pub field: &'static str,
    /// The stable code of what is wrong.
    pub code: &'static str,
    /// What is wrong, in words.
    pub problem: &'static str,
}

/// A stable code and its words.
type Problem = (&'static str, &'static str);

const NO_SOURCE: Problem = ("blank", "no source is named");
const ENDS_EARLY: Problem = ("end_before_start", "it ends before it starts");
const OVERLAPS: Problem = ("overlaps", "it overlaps another row of the same code");
const NO_LEVEL: Problem = ("kind_without_level", "a kind has a level, or lies outside");
const NOBODY: Problem = ("missing", "nobody imposes it, or it is of nobody");
const NO_ACT: Problem = ("unknown_act", "no such act");
const NO_ELECTION: Problem = ("unknown_election", "no such election");
const NO_KIND: Problem = ("no_such_kind", "no such kind");
const NO_ROW: Problem = ("no_such_row", "no such row");
const LEVEL_UNTOLD: Problem = ("level_untold", "no level, and no note that none was seen");
const NO_REGION: Problem = ("unknown_region", "not the code of a region");
const NO_CODE: Problem = (
    "malformed_code",
    "a code has letters, digits, hyphen, underscore and dot",
);

/// One file's faults, as they are found.
struct Check {
    file: &'static str,
    faults: Vec<Fault>,
}

type Range = (Option<NaiveDate>, Option<NaiveDate>);

impl Check {
    const fn of(file: &'static str) -> Self {
        Self {
            file,
            faults: Vec::new(),
        }
    }

    fn refuse(&mut self, at: usize, field: &'static str, (code, problem): Problem) {
        self.faults.push(Fault {
            file: self.file,
            row: at + 1,
            field,
            code,
            problem,
        });
    }

    fn unless(&mut self, holds: bool, at: usize, field: &'static str, problem: Problem) {
        if !holds {
            self.refuse(at, field, problem);
        }
    }

    /// No source, no row.
    fn sourced(&mut self, field: &'static str, sources: impl Iterator<Item = impl AsRef<str>>) {
        for (at, source) in sources.enumerate() {
            self.unless(!source.as_ref().trim().is_empty(), at, field, NO_SOURCE);
        }
    }

    /// Rows of one key do not overlap, and none ends before it starts.
    fn ranges<K: Ord>(&mut self, rows: impl Iterator<Item = (K, Range)>) {
        let mut seen: BTreeMap<K, Vec<Range>> = BTreeMap::new();
        for (at, (key, (from, to))) in rows.enumerate() {
            let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
            self.unless(ordered, at, "valid_to", ENDS_EARLY);
            let earlier = seen.entry(key).or_default();
            let meets = |(a, b): &Range| {
                let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| {
                    end.zip(start).is_some_and(|(end, start)| end < start)
                };
                !before(*b, from) && !before(to, *a)
            };
            let meets = earlier.iter().any(meets);
            self.unless(!meets, at, "valid_from", OVERLAPS);
            earlier.push((from, to));
        }
    }
}

impl Book {
    /// Every row that this book refuses; the shipped one has none.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut all = self.faults_of_codes();
        all.extend(self.faults_of_sources());
        all.extend(self.faults_of_ranges());
        all.extend(self.faults_of_kinds());
        all.extend(self.faults_of_violations());
        all.extend(self.faults_of_stages());
        all.extend(self.faults_of_subjects());
        all.extend(self.faults_of_days());
        all
    }

    /// Codes stand in addresses and in cells of tables.
    fn faults_of_codes(&self) -> Vec<Fault> {
        let mut all = Vec::new();
        let mut file = |name, codes: Vec<&String>| {
            let mut check = Check::of(name);
            for (at, code) in codes.into_iter().enumerate() {
                let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                let whole = !code.is_empty() && code.chars().all(fits);
                check.unless(whole, at, "code", NO_CODE);
            }
            all.extend(check.faults);
        };
        file("acts.csv", self.acts.iter().map(|r| &r.code).collect());
        let violations = self.violations.iter().map(|r| &r.code);
        file("violations.csv", violations.collect());
        let kinds = self.sanction_kinds.iter().map(|r| &r.code);
        file("sanction_kinds.csv", kinds.collect());
        let authorities = self.authorities.iter().map(|r| &r.code);
        file("authorities.csv", authorities.collect());
        let elections = self.elections.iter().map(|r| &r.code);
        file("elections.csv", elections.collect());
        all
    }

    fn faults_of_sources(&self) -> Vec<Fault> {
        let mut all = Vec::new();
        let mut file = |name, field, sources: Vec<&String>| {
            let mut check = Check::of(name);
            check.sourced(field, sources.into_iter());
            all.extend(check.faults);
        };
        macro_rules! cited {
            ($($name:literal $rows:ident $field:ident;)+) => {
                $(file($name, stringify!($field), self.$rows.iter().map(|r| &r.$field).collect());)+
            };
        }
        cited! {
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
        all
    }

    fn faults_of_ranges(&self) -> Vec<Fault> {
        let mut kinds = Check::of("sanction_kinds.csv");
        kinds.ranges(
            self.sanction_kinds
                .iter()
                .map(|k| ((&k.regime, &k.code), (k.valid_from, k.valid_to))),
        );
        let mut bodies = Check::of("authorities.csv");
        bodies.ranges(self.authorities.iter().map(|a| {
            // A body that is still to come has no days yet.
            let to_come = a.valid_from.is_none() && a.due_by.is_some();
            ((&a.code, &a.role, to_come), (a.valid_from, a.valid_to))
        }));
        let mut sets = Check::of("rule_sets.csv");
        sets.ranges(
            self.rule_sets
                .iter()
                .map(|r| (&r.elections, (Some(r.valid_from), r.valid_to))),
        );
        let mut violations = Check::of("violations.csv");
        violations.ranges(
            self.violations
                .iter()
                .map(|v| (&v.code, (v.valid_from, v.valid_to))),
        );
        let mut subjects = Check::of("subjects.csv");
        subjects.ranges(
            self.subjects
                .iter()
                .map(|s| (s.code, (s.valid_from, s.valid_to))),
        );
        let mut acts = Check::of("acts.csv");
        acts.ranges(
            self.acts
                .iter()
                .map(|a| (&a.code, (a.valid_from, a.valid_to))),
        );
        let mut regimes = Check::of("regimes.csv");
        regimes.ranges(self.regimes.iter().map(|r| {
            let key = (r.law_set, &r.subject, &r.regime);
            (key, (r.valid_from, r.valid_to))
        }));
        let mut effects = Check::of("effects.csv");
        effects.ranges(self.effects.iter().map(|r| {
            let key = (&r.regime, r.level, &r.code);
            (key, (r.valid_from, r.valid_to))
        }));
        let mut imposers = Check::of("imposers.csv");
        imposers.ranges(self.imposers.iter().map(|r| {
            let key = (&r.regime, r.official, r.agency, r.post);
            (key, (r.valid_from, r.valid_to))
        }));
        let mut destinations = Check::of("destinations.csv");
        destinations.ranges(self.destinations.iter().map(|r| {
            let key = (&r.elections, r.outcome, &r.subject, r.kind, &r.senders);
            (key, (r.valid_from, r.valid_to))
        }));
        let mut officials = Check::of("officials.csv");
        officials.ranges(
            self.officials
                .iter()
                .map(|r| (r.level, (r.valid_from, r.valid_to))),
        );
        let mut elections = Check::of("elections.csv");
        elections.ranges(
            self.elections
                .iter()
                .map(|e| ((&e.code, &e.race), (None, None))),
        );
        [
            kinds,
            bodies,
            sets,
            violations,
            subjects,
            acts,
            elections,
            regimes,
            effects,
            imposers,
            destinations,
            officials,
        ]
        .into_iter()
        .flat_map(|check| check.faults)
        .collect()
    }

    fn faults_of_kinds(&self) -> Vec<Fault> {
        let mut check = Check::of("sanction_kinds.csv");
        for (at, kind) in self.sanction_kinds.iter().enumerate() {
            let level = Weight::from_code(&kind.level).is_some();
            check.unless(level, at, "level", NO_LEVEL);
            let named = !kind.imposed_by.is_empty();
            check.unless(named, at, "imposed_by", NOBODY);
            let stands_in = kind.stands_in_for.split_once('/');
            let known = stands_in.is_some_and(|(r, c)| self.sanction_kind(r, c).is_some());
            let known = kind.stands_in_for.is_empty() || known;
            check.unless(known, at, "stands_in_for", NO_KIND);
        }
        check.faults
    }

    fn faults_of_violations(&self) -> Vec<Fault> {
        let mut check = Check::of("violations.csv");
        for (at, row) in self.violations.iter().enumerate() {
            let acts = row.acts.iter().chain(&row.near_acts);
            let known = acts.clone().all(|a| self.acts.iter().any(|b| b.code == *a));
            check.unless(known && !row.acts.is_empty(), at, "acts", NO_ACT);
            check.unless(!row.subjects.is_empty(), at, "subjects", NOBODY);
            let election = |code: &String| {
                code == ANY || self.elections.iter().any(|election| election.code == *code)
            };
            let known = !row.elections.is_empty() && row.elections.iter().all(election);
            check.unless(known, at, "elections", NO_ELECTION);
            let kind = |named: &String| {
                let (regime, code) = named.split_once('/').unwrap_or_default();
                self.sanction_kind(regime, code).is_some()
            };
            check.unless(row.kinds.iter().all(kind), at, "kinds", NO_KIND);
            let row_of = |code: &String| self.violations.iter().any(|v| v.code == *code);
            let known = row.counterparts.iter().all(row_of);
            check.unless(known, at, "counterparts", NO_ROW);
            // A level that was not seen is told, never left out.
            let told = row.level_confidence == Confidence::Unsure && !row.note.is_empty();
            check.unless(!row.levels.is_empty() || told, at, "levels", LEVEL_UNTOLD);
        }
        check.faults
    }

    /// Days off of regions that are none. The rest of a list of days off is checked by the calendar.
    fn faults_of_days(&self) -> Vec<Fault> {
        let mut check = Check::of("holidays.csv");
        for (at, row) in self.calendar.holidays().enumerate() {
            let known = row
                .region
                .as_deref()
                .is_none_or(|code| self.has_region(code));
            check.unless(known, at, "region", NO_REGION);
        }
        check.faults
    }

    /// Whether some region bears or bore a code.
    fn has_region(&self, code: &str) -> bool {
        self.regions.iter().any(|r| r.code == code)
    }

    fn faults_of_subjects(&self) -> Vec<Fault> {
        let mut check = Check::of("subjects.csv");
        for (at, row) in self.subjects.iter().enumerate() {
            let asn = row.code.is_asn() == row.reviewed;
            check.unless(
                asn,
                at,
                "reviewed",
                ("not_reviewed", "only civil servants are reviewed"),
            );
            let known = row.code != SubjectKind::Unknown;
            check.unless(
                known,
                at,
                "code",
                ("no_row", "a kind that is not known has no row"),
            );
        }
        let missing = |kind: &&SubjectKind| {
            **kind != SubjectKind::Unknown && self.subjects.iter().all(|r| r.code != **kind)
        };
        for _ in SubjectKind::ALL.iter().filter(missing) {
            check.refuse(
                self.subjects.len(),
                "code",
                ("no_row", "a kind of subject has no row"),
            );
        }
        check.faults
    }
}
