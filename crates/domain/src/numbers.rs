//! The grammar of case numbers (Perbawaslu 7/2022, annex A-D; Pilkada kind codes unsure).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    ids::OfficeId,
    people::{Level, Office},
    procedure::Outcome,
};

vocabulary! {
    /// What a number is given to.
    NumberKind {
        Submission = "submission", "Nomor penyampaian laporan", "Submission number";
        Register = "register", "Nomor register", "Register number";
        RecommendEthics = "recommend_ethics", "Nomor rekomendasi kode etik", "Recommendation number, ethics of organisers";
        RecommendAdministrative = "recommend_administrative", "Nomor rekomendasi administratif", "Recommendation number, administrative";
        RecommendOtherLaw = "recommend_other_law", "Nomor rekomendasi DPPL", "Recommendation number, other law";
        ReferCriminal = "refer_criminal", "Nomor penerusan tindak pidana", "Referral number, criminal";
        Correction = "correction", "Nomor koreksi", "Correction number";
    }
}

vocabulary! {
    /// The election's kind inside a number; PG, PB and PW are unsure (annex not seen).
    KindCode {
        Pl = "PL", "Pemilu DPR, DPD, DPRD", "General election, legislative";
        Pp = "PP", "Pemilu Presiden", "General election, president";
        Pg = "PG", "Pemilihan Gubernur", "Governor election";
        Pb = "PB", "Pemilihan Bupati", "Regent election";
        Pw = "PW", "Pemilihan Wali Kota", "Mayor election";
    }
}

vocabulary! {
    /// Whether a case began as a report or a finding.
    SourceCode {
        Tm = "TM", "Temuan", "Finding";
        Lp = "LP", "Laporan", "Report";
    }
}

/// A number to be given inside the transaction: everything but the sequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberSlot {
    /// What it is given to.
    pub kind: NumberKind,
    /// The office whose counter runs.
    pub office: OfficeId,
    /// The year of the counter, from the effective day.
    pub year: i32,
    /// Report or finding.
    pub source: SourceCode,
    /// The counter's name: one sequence per office, pattern, TM or LP, and year.
    pub counter: String,
    /// The part after the sequence.
    pub tail: String,
    /// The whole number, once the sequence was given (or as the paper says).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// It was given to another case, from which this one was split off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// What it was given to was corrected since; the number stays used.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superseded: bool,
    /// The step that gave it.
    #[serde(default)]
    pub seq: i64,
    /// That step was taken back: the number stays used.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub void: bool,
}

impl NumberKind {
    /// The kind of number of the letter that an outcome is sent with.
    #[must_use]
    pub const fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::OrganiserEthics => Some(Self::RecommendEthics),
            Outcome::Administrative => Some(Self::RecommendAdministrative),
            Outcome::Criminal => Some(Self::ReferCriminal),
            Outcome::OtherLaw => Some(Self::RecommendOtherLaw),
            Outcome::NotProven => None,
        }
    }
}

impl NumberSlot {
    /// A slot at an office.
    #[must_use]
    pub fn new(
        kind: NumberKind,
        office: &Office,
        source: SourceCode,
        election: KindCode,
        day: NaiveDate,
    ) -> Self {
        let (head, counter) = match kind {
            NumberKind::Submission => ("LP".to_owned(), "LP"),
            NumberKind::Register => (format!("Reg/{}", source.code()), "Reg"),
            NumberKind::RecommendEthics => (format!("Rekom-KE/{}", source.code()), "Rekom-KE"),
            NumberKind::RecommendAdministrative => {
                (format!("Rekom-Adm/{}", source.code()), "Rekom-Adm")
            }
            NumberKind::RecommendOtherLaw => {
                (format!("Rekom-DPPL/{}", source.code()), "Rekom-DPPL")
            }
            NumberKind::ReferCriminal => (format!("Terus-TPP/{}", source.code()), "Terus-TPP"),
            NumberKind::Correction => (format!("K/{}", source.code()), "K"),
        };
        let tail = format!(
            "{head}/{}/{}/{}/{}/{}",
            election.code(),
            level_part(office),
            office.area_code.as_deref().unwrap_or("00.00"),
            roman(day.month()),
            day.year()
        );
        Self {
            kind,
            office: office.id,
            year: day.year(),
            source,
            counter: counter.to_owned(),
            tail,
            text: None,
            shared: false,
            superseded: false,
            seq: 0,
            void: false,
        }
    }
    /// A slot at an office that writes its numbers by no pattern known here: only a paper brings one.
    #[must_use]
    pub fn without_pattern(kind: NumberKind, office: OfficeId, day: NaiveDate) -> Self {
        Self {
            kind,
            office,
            year: day.year(),
            source: SourceCode::Lp,
            counter: String::new(),
            tail: String::new(),
            text: None,
            shared: false,
            superseded: false,
            seq: 0,
            void: false,
        }
    }
    /// The number with its sequence: three digits, more when needed.
    #[must_use]
    pub fn with_sequence(&self, sequence: i64) -> String {
        format!("{sequence:03}/{}", self.tail)
    }
    /// Whether two offices give numbers that look alike, so that one counter must go on for both.
    #[must_use]
    pub fn look_alike(one: &Office, other: &Office) -> bool {
        level_part(one) == level_part(other) && one.area_code == other.area_code
    }
    /// The place in the counter that a number on a paper has: the number follows the pattern of this slot, in any
    /// month of its year.
    #[must_use]
    pub fn sequence_in(&self, text: &str) -> Option<i64> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (sequence, rest) = text.split_once('/')?;
        let counted = sequence.trim_start_matches('0').len();
        let digits = (1..=9).contains(&counted) && sequence.bytes().all(|b| b.is_ascii_digit());
        let said: Vec<&str> = rest.split('/').collect();
        let mine: Vec<&str> = self.tail.split('/').collect();
        let month = mine.len().checked_sub(2)?;
        let alike = said.len() == mine.len()
            && said
                .iter()
                .zip(&mine)
                .enumerate()
                .all(|(i, (a, b))| a.eq_ignore_ascii_case(b) || (i == month && is_month(a)));
        (digits && alike).then(|| sequence.parse().ok()).flatten()
    }
    /// Whether a number on a paper is written otherwise than this office would write it.
    #[must_use]
    pub fn is_odd(&self, text: &str) -> bool {
        self.sequence_in(text)
            .is_none_or(|sequence| self.with_sequence(sequence) != text)
    }
    /// The key of the counter.
    #[must_use]
    pub fn counter_key(&self) -> String {
        format!("{}/{}", self.counter, self.source.code())
    }
}

fn level_part(office: &Office) -> String {
    let named = |prefix: &str| {
        format!(
            "{prefix}-{}",
            office
                .number_name
                .as_deref()
                .unwrap_or(&office.name)
                .replace(' ', "")
        )
    };
    match office.level {
        Level::National => "RI".to_owned(),
        Level::Province => "Prov".to_owned(),
        Level::Regency => "Kab".to_owned(),
        Level::City => "Kota".to_owned(),
        Level::SubDistrict | Level::Village | Level::PollingStation => named("Kec"),
        Level::Abroad => named("PLN"),
    }
}

/// A number by which two ways of writing it are the same: without spaces and leading zeros, in capitals.
#[must_use]
pub fn folded(number: &str) -> String {
    let text: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    text.trim_start_matches('0').to_uppercase()
}

fn is_month(text: &str) -> bool {
    (1..=12).any(|month| roman(month).eq_ignore_ascii_case(text))
}

fn roman(month: u32) -> &'static str {
    [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ]
    .get(usize::try_from(month.saturating_sub(1)).unwrap_or(0))
    .unwrap_or(&"I")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::Id, people::OfficeType, time::Zone};

    fn office(level: Level, area: &str, name: Option<&str>) -> Office {
        Office {
            id: Id::new(uuid::Uuid::nil()),
            code: "x".into(),
            name: "Sirimau".into(),
            kind: OfficeType::ElectionSupervisor,
            level,
            parent: None,
            area_code: Some(area.into()),
            number_name: name.map(Into::into),
            zone: Zone::Wib,
            valid_from: NaiveDate::MIN,
            valid_to: None,
            uses_installation: true,
            authority: None,
            destination: None,
        }
    }

    /// The official examples of the annex of Perbawaslu 7/2022.
    #[test]
    fn official_examples() {
        let d = |t: &str| t.parse::<NaiveDate>().unwrap();
        let n = |kind, office: &Office, source, election, day, sequence| {
            NumberSlot::new(kind, office, source, election, d(day)).with_sequence(sequence)
        };
        use {KindCode::*, NumberKind::*, SourceCode::*};
        assert_eq!(
            n(
                Submission,
                &office(Level::Province, "02.00", None),
                Lp,
                Pl,
                "2022-09-01",
                1
            ),
            "001/LP/PL/Prov/02.00/IX/2022"
        );
        assert_eq!(
            n(
                Register,
                &office(Level::Regency, "16.28", None),
                Lp,
                Pl,
                "2023-01-05",
                5
            ),
            "005/Reg/LP/PL/Kab/16.28/I/2023"
        );
        assert_eq!(
            n(
                RecommendOtherLaw,
                &office(Level::Regency, "32.04", None),
                Tm,
                Pp,
                "2023-02-05",
                9
            ),
            "009/Rekom-DPPL/TM/PP/Kab/32.04/II/2023"
        );
        assert_eq!(
            n(
                Correction,
                &office(Level::Province, "27.00", None),
                Lp,
                Pp,
                "2023-01-05",
                1
            ),
            "001/K/LP/PP/Prov/27.00/I/2023"
        );
        assert_eq!(
            n(
                Submission,
                &office(Level::Abroad, "Malaysia", Some("KualaLumpur")),
                Lp,
                Pp,
                "2023-11-05",
                2
            ),
            "002/LP/PP/PLN-KualaLumpur/Malaysia/XI/2023"
        );
    }
}
