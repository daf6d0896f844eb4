//! The rule tables, as the document shows them. The value itself comes from the domain; a test compares the
//! two shapes.

use chrono::NaiveDate;
use utoipa::ToSchema;

use super::words;

/// A text in both languages.
#[derive(Debug, ToSchema)]
pub struct BothTexts {
    /// Indonesian, with the law's word.
    pub id: String,
    /// English.
    pub en: String,
}

/// A word of the tables with its texts.
#[derive(Debug, ToSchema)]
pub struct Coded {
    /// The stable code.
    pub code: String,
    /// For people.
    pub text: BothTexts,
}

/// The whole procedure as this installation runs it, in both languages.
#[derive(Debug, ToSchema)]
pub struct Procedure {
    /// The version of the calendar on which computed days rest.
    pub calendar: String,
    /// The law texts; handling rule sets with their days.
    pub laws: Vec<ProcedureLaw>,
    /// The machines with their stages and actions.
    pub machines: Vec<ProcedureMachine>,
    /// The terms with their lengths under each law text.
    pub terms: Vec<ProcedureTerm>,
    /// The conditions that rows demand.
    pub guards: Vec<Coded>,
    /// The roles.
    pub roles: Vec<Coded>,
    /// The seats of acting offices.
    pub seats: Vec<Coded>,
    /// The papers that the law names.
    pub papers: Vec<Coded>,
    /// What a plenary may find.
    pub outcomes: Vec<Coded>,
    /// What a report must hold.
    pub requirements: Vec<Coded>,
}

/// A law text.
#[derive(Debug, ToSchema)]
pub struct ProcedureLaw {
    /// The stable code.
    #[schema(value_type = words::LawSet)]
    pub code: String,
    /// For people.
    pub text: BothTexts,
    /// First day, of a handling rule set.
    pub valid_from: Option<NaiveDate>,
    /// Last day, of a handling rule set.
    pub valid_to: Option<NaiveDate>,
    /// How well these days are known.
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<String>,
}

/// A machine.
#[derive(Debug, ToSchema)]
pub struct ProcedureMachine {
    /// The stable code.
    #[schema(value_type = words::Machine)]
    pub code: String,
    /// For people.
    pub text: BothTexts,
    /// The path segment of its tracks.
    pub collection: String,
    /// The law texts under which it runs.
    #[schema(value_type = Vec<words::LawSet>)]
    pub laws: Vec<String>,
    /// Its stages.
    pub stages: Vec<ProcedureStage>,
    /// Its actions, in the order of the tables.
    pub actions: Vec<ProcedureAction>,
}

/// A stage.
#[derive(Debug, ToSchema)]
pub struct ProcedureStage {
    /// The stable code.
    #[schema(value_type = words::Stage)]
    pub code: String,
    /// For people.
    pub text: BothTexts,
    /// Whether a track that stands here has ended.
    pub is_final: bool,
}

/// An action and its rows.
#[derive(Debug, ToSchema)]
pub struct ProcedureAction {
    /// The stable code.
    #[schema(value_type = words::Action)]
    pub code: String,
    /// For people.
    pub text: BothTexts,
    /// The last segment of its address; absent where other steps cause it.
    pub path: Option<String>,
    /// `creation`, `operation` or `caused`.
    pub kind: String,
    /// The shape of its details.
    #[schema(value_type = words::BodyShape)]
    pub body: String,
    /// Its rows; more than one where law texts differ in who acts.
    pub rows: Vec<ProcedureRow>,
}

/// A row of the tables.
#[derive(Debug, ToSchema)]
pub struct ProcedureRow {
    /// Where it starts; nothing for a creation.
    #[schema(value_type = Vec<words::Stage>)]
    pub from: Vec<String>,
    /// Where it leads: one stage, several to choose from, or nothing where the stage stays.
    #[schema(value_type = Vec<words::Stage>)]
    pub to: Vec<String>,
    /// Who acts in law: a seat, `reporter`, `respondent` or `reporter_or_respondent`.
    pub acts: String,
    /// Roles that act.
    #[schema(value_type = Vec<words::Role>)]
    pub by: Vec<String>,
    /// Roles that may record it from a paper.
    #[schema(value_type = Vec<words::Role>)]
    pub records: Vec<String>,
    /// The step that it must not precede.
    #[schema(value_type = Option<words::Action>)]
    pub after: Option<String>,
    /// Conditions.
    pub guards: Vec<ProcedureGuard>,
    /// The term whose passing marks it late.
    #[schema(value_type = Option<words::Term>)]
    pub due: Option<String>,
    /// Terms that start with it.
    pub opens: Vec<ProcedureOpened>,
    /// Terms that end with it.
    #[schema(value_type = Vec<words::Term>)]
    pub closes: Vec<String>,
    /// The number it gives.
    #[schema(value_type = Option<words::NumberKind>)]
    pub number: Option<String>,
    /// The steps that cause it.
    #[schema(value_type = Option<Vec<words::Action>>)]
    pub caused_by: Option<Vec<String>>,
    /// The law it rests on.
    pub law: Vec<ProcedureBasis>,
}

/// A condition of a row.
#[derive(Debug, ToSchema)]
pub struct ProcedureGuard {
    /// The guard, and the refusal's code.
    #[schema(value_type = words::Guard)]
    pub code: String,
    /// `structural` always holds; historic entry notes a `temporal` one instead of refusing.
    #[schema(value_type = words::GuardKind)]
    pub kind: String,
}

/// A term that a row starts.
#[derive(Debug, ToSchema)]
pub struct ProcedureOpened {
    /// The term.
    #[schema(value_type = words::Term)]
    pub term: String,
    /// Whether it starts on a condition only.
    pub conditional: bool,
}

/// The law of a row under some law texts.
#[derive(Debug, ToSchema)]
pub struct ProcedureBasis {
    /// The law texts.
    #[schema(value_type = Vec<words::LawSet>)]
    pub under: Vec<String>,
    /// Instrument and article.
    pub citation: BothTexts,
    /// Papers the law names.
    #[schema(value_type = Vec<words::PaperKind>)]
    pub papers: Vec<String>,
    /// Of these, the papers without which the step is refused.
    #[schema(value_type = Vec<words::PaperKind>)]
    pub demands: Vec<String>,
    /// Of these, the papers that stay open on the track until they are added.
    #[schema(value_type = Vec<words::PaperKind>)]
    pub owes: Vec<String>,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
}

/// A term and its lengths.
#[derive(Debug, ToSchema)]
pub struct ProcedureTerm {
    /// The stable code.
    #[schema(value_type = words::Term)]
    pub code: String,
    /// For people.
    pub text: BothTexts,
    /// A duty of somebody, or a right of a party, which is late for nobody where it passed unused.
    #[schema(value_type = words::TermKind)]
    pub kind: String,
    /// What its passing allows; a term never acts by itself.
    pub allows: BothTexts,
    /// The row in force under each law text.
    pub lengths: Vec<ProcedureLength>,
}

/// Length, unit and start of a term under one law text.
#[derive(Debug, ToSchema)]
pub struct ProcedureLength {
    /// Which term.
    #[schema(value_type = words::Term)]
    pub code: String,
    /// Under which law text.
    #[schema(value_type = words::LawSet)]
    pub law_set: String,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    #[schema(value_type = words::Unit)]
    pub unit: String,
    /// The day it counts from.
    #[schema(value_type = words::StartsAt)]
    pub starts: String,
    /// When on the last day it ends.
    #[schema(value_type = words::EndsAt)]
    pub ends: String,
    /// Whether the length holds for terms that run already; else for those that begin later alone.
    pub for_running: bool,
    /// When it ends for what comes online (SigapLapor), where that differs.
    #[schema(value_type = Option<words::EndsAt>)]
    pub ends_online: Option<String>,
    /// How well that is known.
    #[schema(value_type = Option<words::Confidence>)]
    pub ends_online_confidence: Option<String>,
    /// The legal source, empty where none was seen.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}
