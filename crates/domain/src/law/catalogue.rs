//! The rows of the catalogue: acts, violations, stages of elections, kinds of subject, effects and officials.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Confidence, citation};
use crate::{file::SubjectKind, vocabulary::Word};

vocabulary! {
    /// A list of acts that are breaches.
    Catalogue {
        Skb2022 = "skb_2022", "Keputusan Bersama 22 September 2022", "Joint decree of 22 September 2022";
        Skb2020 = "skb_2020", "Keputusan Bersama 10 September 2020", "Joint decree of 10 September 2020";
        MenPanrb2017 = "menpanrb_2017", "Surat MenPANRB B/71/2017", "Letter MenPANRB B/71/2017";
        Pp94 = "pp94", "PP 94/2021", "PP 94/2021";
        Pp53 = "pp53", "PP 53/2010", "PP 53/2010";
        AsnLaw = "asn_law", "Undang-undang ASN", "Law on civil servants";
    }
}

vocabulary! {
    /// What kind of breach a row tells.
    Block {
        Ethics = "ethics", "Pelanggaran kode etik", "Breach of the code of ethics";
        Discipline = "discipline", "Pelanggaran disiplin", "Breach of discipline";
    }
}

vocabulary! {
    /// On which side of the fixing of candidates a row holds.
    Phase {
        Before = "before", "Sebelum calon ditetapkan", "Before candidates are fixed";
        After = "after", "Sesudah calon ditetapkan", "After candidates are fixed";
        Any = "any", "Kapan saja", "At any time";
    }
}

vocabulary! {
    /// The level of a kind of sanction, from light to heavy, or outside the levels.
    Weight {
        Moral = "moral", "Sanksi moral", "Moral sanction";
        Ringan = "ringan", "Hukuman disiplin ringan", "Light disciplinary sanction";
        Sedang = "sedang", "Hukuman disiplin sedang", "Medium disciplinary sanction";
        Berat = "berat", "Hukuman disiplin berat", "Heavy disciplinary sanction";
        Outside = "outside", "Di luar tingkat hukuman", "Outside the levels";
    }
}

vocabulary! {
    /// A stage of an election.
    ElectionStage {
        Registration = "registration", "Pendaftaran calon", "Registration of candidates";
        CandidatesFixed = "candidates_fixed", "Penetapan calon", "Fixing of candidates";
        Campaign = "campaign", "Masa kampanye", "Campaign";
        Quiet = "quiet", "Masa tenang", "Quiet period";
        Voting = "voting", "Pemungutan suara", "Voting";
        SecondRound = "second_round", "Putaran kedua", "Second round";
        ReVote = "re_vote", "Pemungutan suara ulang", "Re-vote";
    }
}

vocabulary! {
    /// What a row does to the stage.
    StageChange {
        Set = "set", "Ditetapkan", "Set";
        Moved = "moved", "Dipindahkan", "Moved";
        Annulled = "annulled", "Dibatalkan", "Annulled";
        Repeated = "repeated", "Diulang", "Repeated";
        AsForAll = "as_for_all", "Kembali mengikuti yang umum", "As for all again";
    }
}

vocabulary! {
    /// What of the catalogue holds for a kind of subject.
    Covered {
        Rows = "rows", "Bentuk pelanggaran dan sanksinya", "Acts and their sanctions";
        Acts = "acts", "Bentuk pelanggaran saja", "Acts alone";
        None = "none", "Tidak berlaku", "Nothing";
    }
}

vocabulary! {
    /// From where the kinds of sanction of a subject come.
    SubjectRegime {
        Discipline = "discipline", "Disiplin PNS menurut hari perbuatan", "Discipline of civil servants, by the day of the act";
        Pppk = "pppk", "Aturan PPPK", "Rules of contract civil servants (PPPK)";
        Contract = "contract", "Kontrak kerja", "Work contract";
    }
}

/// An act, the same before and after candidates are fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Code, e.g. `photo_posted`.
    pub code: String,
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// First day; none where it was not seen.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// The source of the surest row that names it.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// Where it was read; empty where no address was seen.
    #[serde(default)]
    pub address: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// One row of a catalogue of violations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Code, e.g. `KE-5`; a row that follows another in time has the same.
    pub code: String,
    /// The list that it stands in.
    pub catalogue: Catalogue,
    /// The acts that it names; blanks between in the file.
    #[serde(deserialize_with = "texts")]
    pub acts: Vec<String>,
    /// Other acts that it may mean too, which was not seen: for them it only may hold.
    #[serde(default, deserialize_with = "texts")]
    pub near_acts: Vec<String>,
    /// The block, where it was seen.
    pub block: Option<Block>,
    /// On which side of the fixing of candidates it holds.
    pub phase: Phase,
    /// How well that is known.
    pub phase_confidence: Confidence,
    /// The kinds of subject that it speaks of.
    #[serde(deserialize_with = "words")]
    pub subjects: Vec<SubjectKind>,
    /// `any`, or the codes of elections.
    #[serde(deserialize_with = "texts")]
    pub elections: Vec<String>,
    /// Its words in Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// The norm that is broken.
    #[serde(serialize_with = "citation::serialize_both")]
    pub norm: String,
    /// What the sanction rests on.
    #[serde(serialize_with = "citation::serialize_both")]
    pub sanction_basis: String,
    /// How well norm and basis are known.
    pub basis_confidence: Confidence,
    /// Levels; none where no level was seen.
    #[serde(deserialize_with = "words")]
    pub levels: Vec<Weight>,
    /// How well they are known.
    pub level_confidence: Confidence,
    /// `regime/code` of the kinds, where the row names them.
    #[serde(deserialize_with = "texts")]
    pub kinds: Vec<String>,
    /// Rows of the next catalogue that took its place.
    #[serde(deserialize_with = "texts")]
    pub counterparts: Vec<String>,
    /// First day of acts under it.
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// Where it was read.
    #[serde(default)]
    pub address: String,
    /// How well the row is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// One stage of an election; a later row of the same stage takes the place of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRow {
    /// The election.
    pub election: String,
    /// The race, or `any`.
    pub race: String,
    /// The region's code where its days are its own; those of a province hold for its regencies and cities.
    #[serde(default)]
    pub region: String,
    /// The stage.
    pub stage: ElectionStage,
    /// First day; none of an annulled stage.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// What the row does.
    pub change: StageChange,
    /// The decision that it rests on.
    #[serde(serialize_with = "citation::serialize_both")]
    pub decision: String,
    /// Where it was read.
    #[serde(default)]
    pub address: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// One kind of subject and what holds for it; its destinations outside the review stand in `destinations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectRow {
    /// The kind.
    pub code: SubjectKind,
    /// What of the catalogue holds for it.
    pub catalogue: Covered,
    /// Whether the review authority takes its cases in.
    pub reviewed: bool,
    /// From where its kinds of sanction come.
    pub regime: Option<SubjectRegime>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// Where it was read.
    #[serde(default)]
    pub address: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// What a kind of sanction does while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectRow {
    /// The regime of the kinds.
    pub regime: String,
    /// Their level.
    pub level: Weight,
    /// The code of the kind, or `any`.
    pub code: String,
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// First day; none where it was not seen.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// Where it was read.
    #[serde(default)]
    pub address: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// Words with blanks between.
pub(super) fn words<'de, D: Deserializer<'de>, W: Word>(from: D) -> Result<Vec<W>, D::Error> {
    let word = |code| {
        W::from_code(code).ok_or_else(|| serde::de::Error::custom(format!("no such word: {code}")))
    };
    String::deserialize(from)?
        .split_whitespace()
        .map(word)
        .collect()
}

/// Codes with blanks between.
fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(from)?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

/// Whether a day lies in a validity, both ends included; an open end has none.
#[must_use]
pub fn in_force(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
