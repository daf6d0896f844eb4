//! The rows of the catalogue, as the document shows them. The rows themselves come from the domain; tests compare the
//! two shapes.

use chrono::NaiveDate;
use netralitas_domain::law::{self, Book, Catalogue, questions};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    law_answers::{self, CodedWord},
    reference::{BothTexts, Coded},
    words,
};

/// Acts and the rows of the catalogues that name them.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawViolations<'a> {
    /// The version of the book.
    pub version: &'a str,
    /// The acts; a question names `code` of one.
    #[schema(value_type = Vec<LawAct>)]
    pub acts: Vec<&'a law::Act>,
    /// The rows.
    #[schema(value_type = Vec<LawViolation>)]
    pub violations: Vec<&'a law::Violation>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

impl<'a> LawViolations<'a> {
    /// Those that hold on a day, name an act and stand in a catalogue, as far as these are given.
    #[must_use]
    pub fn of(
        book: &'a Book,
        day: Option<NaiveDate>,
        act: Option<&str>,
        catalogue: Option<Catalogue>,
    ) -> Self {
        let violations: Vec<&law::Violation> = book
            .violations
            .iter()
            .filter(|v| day.is_none_or(|day| law::in_force(v.valid_from, v.valid_to, day)))
            .filter(|v| act.is_none_or(|act| v.acts.iter().any(|a| a == act)))
            .filter(|v| catalogue.is_none_or(|c| v.catalogue == c))
            .collect();
        let named = |a: &&law::Act| violations.iter().any(|v| v.acts.contains(&a.code));
        Self {
            version: book.calendar.version(),
            acts: book.acts.iter().filter(named).collect(),
            violations,
            doubts: law_answers::all(&day.map_or_else(Vec::new, questions::day_doubts)),
        }
    }
}

/// An act, the same before and after candidates are fixed.
#[derive(Debug, ToSchema)]
pub struct LawAct {
    /// The code, e.g. `photo_posted`.
    pub code: String,
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// First day; none where it was not seen.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The source of the surest row that names it.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// One row of a catalogue of violations.
#[derive(Debug, ToSchema)]
pub struct LawViolation {
    /// The code, e.g. `KE-5`; a row that follows another in time has the same.
    pub code: String,
    /// The list that it stands in.
    #[schema(value_type = words::Catalogue)]
    pub catalogue: String,
    /// The acts that it names.
    pub acts: Vec<String>,
    /// Other acts that it may mean too, which was not seen: for them it only may hold.
    pub near_acts: Vec<String>,
    /// The block, where it was seen.
    #[schema(value_type = Option<words::Block>)]
    pub block: Option<String>,
    /// On which side of the fixing of candidates it holds.
    #[schema(value_type = words::Phase)]
    pub phase: String,
    /// How well that is known.
    #[schema(value_type = words::Confidence)]
    pub phase_confidence: String,
    /// The kinds of person that it speaks of.
    #[schema(value_type = Vec<words::SubjectKind>)]
    pub subjects: Vec<String>,
    /// `any`, or the codes of elections.
    pub elections: Vec<String>,
    /// Its words in Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// The norm that is broken.
    pub norm: BothTexts,
    /// What the sanction rests on.
    pub sanction_basis: BothTexts,
    /// How well norm and basis are known.
    #[schema(value_type = words::Confidence)]
    pub basis_confidence: String,
    /// Levels; none where no level was seen.
    #[schema(value_type = Vec<words::Weight>)]
    pub levels: Vec<String>,
    /// How well they are known.
    #[schema(value_type = words::Confidence)]
    pub level_confidence: String,
    /// `regime/code` of the kinds of sanction, where the row names them.
    pub kinds: Vec<String>,
    /// Rows of the next catalogue that took its place.
    pub counterparts: Vec<String>,
    /// First day of acts under it.
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read.
    pub address: String,
    /// How well the row is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// One stage of an election.
#[derive(Debug, ToSchema)]
pub struct LawStage {
    /// The election.
    pub election: String,
    /// The race, or `any`.
    pub race: String,
    /// The region's code where its days are its own, else empty.
    pub region: String,
    /// The stage.
    #[schema(value_type = words::ElectionStage)]
    pub stage: String,
    /// First day; none of an annulled stage.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// What the row does.
    #[schema(value_type = words::StageChange)]
    pub change: String,
    /// The decision that it rests on.
    pub decision: BothTexts,
    /// Where it was read.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// One kind of person and what holds for it.
#[derive(Debug, ToSchema)]
pub struct LawSubject {
    /// The kind.
    #[schema(value_type = words::SubjectKind)]
    pub code: String,
    /// What of the catalogue holds for it.
    #[schema(value_type = words::Covered)]
    pub catalogue: String,
    /// Whether the review authority takes its cases in; otherwise `destinations` says where they go.
    pub reviewed: bool,
    /// From where its kinds of sanction come.
    #[schema(value_type = Option<words::SubjectRegime>)]
    pub regime: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// What a kind of sanction does while it runs.
#[derive(Debug, ToSchema)]
pub struct LawEffect {
    /// The regime of the kinds.
    pub regime: String,
    /// Their level.
    #[schema(value_type = words::Weight)]
    pub level: String,
    /// The code of the kind, or `any`.
    pub code: String,
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// First day; none where it was not seen.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// Which official may impose what on whom.
#[derive(Debug, ToSchema)]
pub struct LawImposer {
    /// A regime of the kinds of sanction; the transitional kinds follow `pp94`.
    pub regime: String,
    /// Who imposes.
    #[schema(value_type = words::Official)]
    pub official: String,
    /// In which kind of agency.
    #[schema(value_type = words::AgencyLevel)]
    pub agency: String,
    /// On whom.
    #[schema(value_type = words::Post)]
    pub post: String,
    /// Which levels.
    #[schema(value_type = Vec<words::Weight>)]
    pub levels: Vec<String>,
    /// The one kind that it is limited to, or empty.
    pub only: String,
    /// The kind that it does not reach, or empty.
    pub except: String,
    /// First day; none where it was not seen.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}
