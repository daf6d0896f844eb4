//! The one value that holds the dated law; the domain gets it as an argument.

use chrono::NaiveDate;

use super::{
    Act, Area, Authority, Calendar, DayKind, DestinationRow, EffectRow, Election, Holiday,
    ImposerRow, LawSet, OfficeHours, OfficialRow, RegimeRow, Region, RuleSetRow, SanctionKind,
    StageRow, SubjectRow, TermRow, Violation,
    additions::Stood,
    in_force,
    load::{BookError, rows},
    stages,
};
use crate::{
    file::SubjectKind,
    procedure::{Outcome, Term},
};

/// The dated law of one moment: shipped rows, superseded by an installation's own.
#[derive(Debug, Clone)]
pub struct Book {
    /// Rows that an installation superseded.
    pub stood: Stood,
    /// Days off.
    pub calendar: Calendar,
    /// Lengths of terms.
    pub terms: Vec<TermRow>,
    /// Handling rule sets.
    pub rule_sets: Vec<RuleSetRow>,
    /// Kinds of sanction.
    pub sanction_kinds: Vec<SanctionKind>,
    /// Authorities.
    pub authorities: Vec<Authority>,
    /// Elections.
    pub elections: Vec<Election>,
    /// Bawaslu's own area codes.
    pub areas: Vec<Area>,
    /// Provinces, regencies and cities with their days.
    pub regions: Vec<Region>,
    /// Personnel officers (PPK) of the governments of regions.
    pub officials: Vec<OfficialRow>,
    /// Which body is competent outside the ASN review.
    pub destinations: Vec<DestinationRow>,
    /// Regimes of sanction that go together.
    pub regimes: Vec<RegimeRow>,
    /// Hours of intake.
    pub office_hours: Vec<OfficeHours>,
    /// Acts.
    pub acts: Vec<Act>,
    /// Violations: the catalogues.
    pub violations: Vec<Violation>,
    /// Stages of elections, from which the days of [`Book::elections`] are filled.
    pub stages: Vec<StageRow>,
    /// Kinds of subject.
    pub subjects: Vec<SubjectRow>,
    /// What kinds of sanction do while they run.
    pub effects: Vec<EffectRow>,
    /// Which officials may impose.
    pub imposers: Vec<ImposerRow>,
}

/// The first day of the data: what was law before it is in no row.
pub const DATA_BEGINS: NaiveDate = match NaiveDate::from_ymd_opt(2018, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The version of the shipped rows; every computed date names it.
pub const SHIPPED_VERSION: &str = "2026-11";

impl Book {
    /// The rows compiled into the program.
    ///
    /// # Errors
    /// When a shipped file does not parse; a test makes sure that it does.
    pub fn shipped() -> Result<Self, BookError> {
        let holidays: Vec<Holiday> = rows("holidays.csv", include_str!("../../data/holidays.csv"))?;
        Calendar::check(&holidays).map_err(|faults| BookError {
            file: "holidays.csv",
            problem: faults.first().map_or_else(String::new, ToString::to_string),
        })?;
        let stages = rows("stages.csv", include_str!("../../data/stages.csv"))?;
        let mut elections = rows("elections.csv", include_str!("../../data/elections.csv"))?;
        stages::fill(&mut elections, &stages);
        Ok(Self {
            calendar: Calendar::new(holidays, SHIPPED_VERSION),
            terms: rows("terms.csv", include_str!("../../data/terms.csv"))?,
            rule_sets: rows("rule_sets.csv", include_str!("../../data/rule_sets.csv"))?,
            stood: Stood::default(),
            sanction_kinds: rows(
                "sanction_kinds.csv",
                include_str!("../../data/sanction_kinds.csv"),
            )?,
            authorities: rows(
                "authorities.csv",
                include_str!("../../data/authorities.csv"),
            )?,
            elections,
            stages,
            acts: rows("acts.csv", include_str!("../../data/acts.csv"))?,
            violations: rows("violations.csv", include_str!("../../data/violations.csv"))?,
            subjects: rows("subjects.csv", include_str!("../../data/subjects.csv"))?,
            effects: rows("effects.csv", include_str!("../../data/effects.csv"))?,
            imposers: rows("imposers.csv", include_str!("../../data/imposers.csv"))?,
            areas: rows(
                "bawaslu_areas.csv",
                include_str!("../../data/bawaslu_areas.csv"),
            )?,
            regions: rows("regions.csv", include_str!("../../data/regions.csv"))?,
            officials: rows("officials.csv", include_str!("../../data/officials.csv"))?,
            destinations: rows(
                "destinations.csv",
                include_str!("../../data/destinations.csv"),
            )?,
            regimes: rows("regimes.csv", include_str!("../../data/regimes.csv"))?,
            office_hours: rows(
                "office_hours.csv",
                include_str!("../../data/office_hours.csv"),
            )?,
        })
    }

    /// Length, unit and start of a term under a law text; an installation's later row wins.
    #[must_use]
    pub fn term(&self, term: Term, law: LawSet) -> Option<&TermRow> {
        self.terms
            .iter()
            .rev()
            .find(|r| r.code == term && r.law_set == law)
    }

    /// The handling rule set of an election kind (`pemilu`, `pilkada`) on a day. Days before the first known
    /// set take the first one.
    #[must_use]
    pub fn rule_set(&self, elections: &str, day: NaiveDate) -> Option<LawSet> {
        let fitting = || self.rule_sets.iter().filter(|r| r.elections == elections);
        fitting()
            .filter(|r| r.valid_from <= day && r.valid_to.is_none_or(|to| day <= to))
            .max_by_key(|r| r.valid_from)
            .or_else(|| fitting().min_by_key(|r| r.valid_from))
            .map(|r| r.code)
    }

    /// The election and race with these codes.
    #[must_use]
    pub fn election(&self, code: &str, race: &str) -> Option<&Election> {
        self.elections
            .iter()
            .find(|e| e.code == code && e.race == race)
    }

    /// The authority that reviews what is forwarded on a day.
    #[must_use]
    pub fn review_authority(&self, day: NaiveDate) -> Option<&Authority> {
        self.authorities.iter().rev().find(|a| {
            a.role == "review"
                && a.valid_from.is_some_and(|from| from <= day)
                && a.valid_to.is_none_or(|to| day <= to)
        })
    }

    /// The kind of sanction with this code in any of these regimes.
    #[must_use]
    pub fn sanction_kind(&self, regime: &str, code: &str) -> Option<&SanctionKind> {
        self.sanction_kinds
            .iter()
            .rev()
            .find(|k| k.regime == regime && k.code == code)
    }

    /// The kinds that are imposed in the place of a postponed one, whatever their days.
    pub fn stand_ins(&self, regime: &str, code: &str) -> impl Iterator<Item = &SanctionKind> {
        self.sanction_kinds
            .iter()
            .filter(move |k| k.stands_in_for.split_once('/') == Some((regime, code)))
    }

    /// The discipline regime of an act by a subject: none for whoever is known to be no civil servant.
    #[must_use]
    pub fn regime_of(&self, day: NaiveDate, subject: Option<SubjectKind>) -> Option<LawSet> {
        let known = subject.filter(|s| *s != SubjectKind::Unknown);
        known
            .is_none_or(SubjectKind::is_asn)
            .then(|| self.regime(day, known == Some(SubjectKind::Pppk)))
    }

    /// The discipline regime of an act: contract civil servants (PPPK) have their own, others that of the day.
    #[must_use]
    pub fn regime(&self, day: NaiveDate, is_pppk: bool) -> LawSet {
        let newer = self
            .first_day_of(LawSet::Pp94)
            .is_some_and(|from| from <= day);
        match (is_pppk, newer) {
            (true, _) => LawSet::Pppk,
            (false, true) => LawSet::Pp94,
            (false, false) => LawSet::Pp53,
        }
    }

    /// The first days of the discipline regimes.
    pub fn regime_starts(&self) -> impl Iterator<Item = NaiveDate> {
        let discipline = [LawSet::Pp53, LawSet::Pp94].into_iter();
        discipline.filter_map(|law| self.first_day_of(law))
    }

    /// The first day of a discipline regime: that of the row of its own kinds, whatever days single kinds have.
    fn first_day_of(&self, law: LawSet) -> Option<NaiveDate> {
        let mut own = self.regimes.iter();
        own.find(|r| r.law_set == law && r.regime == law.code())?
            .valid_from
    }

    /// What holds for a kind of subject on a day.
    #[must_use]
    pub fn subject(&self, kind: SubjectKind, day: NaiveDate) -> Option<&SubjectRow> {
        self.subjects
            .iter()
            .rev()
            .find(|s| s.code == kind && in_force(s.valid_from, s.valid_to, day))
    }

    /// Whether a body has a role (`review`, `control`, `run_off`) on a day.
    #[must_use]
    pub fn has_role(&self, authority: &str, role: &str, day: NaiveDate) -> bool {
        self.authorities.iter().any(|a| {
            a.code == authority
                && a.role == role
                && a.valid_from.is_some_and(|from| from <= day)
                && a.valid_to.is_none_or(|to| day <= to)
        })
    }

    /// The bodies competent for one outcome of one kind of respondent outside the ASN review for acts of these days,
    /// with the source of each; empty where no source names one. Without a day those of every day.
    #[must_use]
    pub fn destinations(
        &self,
        elections: &str,
        outcome: Outcome,
        subject: SubjectKind,
        days: &[NaiveDate],
    ) -> Vec<&DestinationRow> {
        let on = |r: &&DestinationRow| {
            days.is_empty()
                || days
                    .iter()
                    .any(|day| in_force(r.valid_from, r.valid_to, *day))
        };
        self.destinations
            .iter()
            .filter(|r| r.elections == elections && r.outcome == outcome)
            .filter(|r| r.subject == ANY || r.subject == subject.code())
            .filter(on)
            .collect()
    }

    /// The rows that say from which regimes a sanction under a law text may take its kinds.
    pub fn regime_rows(
        &self,
        law: LawSet,
        subject: Option<SubjectKind>,
    ) -> impl Iterator<Item = &RegimeRow> {
        let of = move |subject: &'static str| {
            let fits = move |r: &&RegimeRow| r.law_set == law && r.subject == subject;
            self.regimes.iter().filter(fits)
        };
        let own = subject.map(SubjectKind::code);
        of(own.filter(|s| of(s).next().is_some()).unwrap_or(ANY))
    }

    /// The regimes from which a sanction under a law text may take its kinds.
    #[must_use]
    pub fn regimes_of(&self, law: LawSet, subject: Option<SubjectKind>) -> Vec<&str> {
        self.regime_rows(law, subject)
            .map(|r| r.regime.as_str())
            .collect()
    }

    /// The hours at which an office in a region takes in reports on a day; none on a day off that terms leave out.
    #[must_use]
    pub fn hours(
        &self,
        elections: &str,
        day: NaiveDate,
        region: Option<&str>,
    ) -> Option<&OfficeHours> {
        use chrono::Datelike;
        let weekday = day.weekday().to_string();
        self.office_hours
            .iter()
            .rev()
            .find(|h| h.elections == elections && h.weekday == weekday)
            .filter(|_| self.calendar.kind_for_terms(day, region) == DayKind::Working)
    }

    /// Replaces or adds a term row; a later row wins.
    pub fn supersede_term(&mut self, row: TermRow) {
        self.terms.push(row);
    }
}

/// What a row says that holds for every kind of respondent.
const ANY: &str = "any";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_row_parses_and_is_unique() {
        let book = Book::shipped().unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for row in &book.terms {
            assert!(seen.insert((row.code, row.law_set)), "{row:?} twice");
        }
        assert!(book.areas.len() > 500);
    }

    #[test]
    fn the_authority_changes_on_4_september_2024() {
        let book = Book::shipped().unwrap();
        let on = |day: &str| {
            book.review_authority(day.parse().unwrap())
                .unwrap()
                .code
                .clone()
        };
        assert_eq!(on("2024-09-03"), "kasn");
        assert_eq!(on("2024-09-04"), "bkn");
    }
}
