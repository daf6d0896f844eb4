//! The closed lists of the tables as named schemas: one type per list, only ever used as a schema.

use netralitas_domain::{
    figures, file, law, law::questions, numbers, people, procedure, time, vocabulary::Word,
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

macro_rules! words {
    ($($name:ident: $module:ident;)+) => {$(
        #[doc = concat!("The schema of `", stringify!($name), "`.")]
        #[derive(Debug)]
        pub enum $name {}
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                codes::<$module::$name>()
            }
        }
        impl ToSchema for $name {}
    )+};
}

words! {
    Action: procedure;
    AgencyLevel: law;
    AssignmentCapacity: procedure;
    Because: questions;
    Block: law;
    By: figures;
    BlockScope: procedure;
    BodyShape: procedure;
    CandidateStatus: file;
    Capacity: file;
    Catalogue: law;
    Channel: file;
    Confidence: law;
    Coverage: law;
    CorrectionResult: procedure;
    Covered: law;
    DeskQueue: procedure;
    DestinationKind: procedure;
    Deviation: procedure;
    FollowUpJudgement: procedure;
    FoundIn: procedure;
    Doubt: questions;
    ElectionStage: law;
    ErasedTexts: procedure;
    ErasingGround: procedure;
    Figure: figures;
    Fits: questions;
    Guard: procedure;
    EndsAt: law;
    FirstDay: law;
    HolidayKind: law;
    EntryAnswer: procedure;
    GuardKind: procedure;
    IdentityCheck: procedure;
    JoinKind: file;
    KindCode: numbers;
    LapseCause: procedure;
    LawSet: law;
    Level: people;
    LinkKind: file;
    Machine: procedure;
    Mark: procedure;
    NotRegisteredGround: procedure;
    NumberKind: numbers;
    OfficeType: people;
    Official: law;
    Origin: file;
    Outcome: procedure;
    OutsideSystem: procedure;
    PaperDuty: procedure;
    PersonField: procedure;
    PaperKind: procedure;
    RegionLevel: law;
    Phase: law;
    Standing: questions;
    Post: law;
    RemedyResult: procedure;
    ReopenGround: procedure;
    Requirement: procedure;
    RespondentEnd: file;
    Role: people;
    Roll: law;
    SanctionLevel: law;
    Seat: procedure;
    Stage: procedure;
    StageChange: law;
    StartsAt: law;
    StrikeGround: file;
    SubjectKind: file;
    SubjectRegime: law;
    TakeoverGround: procedure;
    Term: procedure;
    TermKind: procedure;
    TicketKind: procedure;
    TraceWord: law;
    Tie: questions;
    Unit: law;
    UnsealingGround: procedure;
    Weight: law;
    Zone: time;
}

/// The schema of a scope of systems.
#[derive(Debug)]
pub enum ClientScope {}
impl PartialSchema for ClientScope {
    fn schema() -> RefOr<Schema> {
        let all = procedure::ClientScope::all();
        let lines: Vec<String> = all
            .iter()
            .map(|scope| format!("`{}`: {}", scope.code(), scope.text().1))
            .collect();
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(all.iter().map(|scope| scope.code())))
            .description(Some(lines.join("; ")))
            .into()
    }
}
impl ToSchema for ClientScope {}

/// The codes of a closed list, with their English texts.
fn codes<W: Word>() -> RefOr<Schema> {
    let lines: Vec<String> = W::ALL
        .iter()
        .map(|w| format!("`{}`: {}", w.code(), w.text().en))
        .collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(W::ALL.iter().map(|w| w.code())))
        .description(Some(lines.join("; ")))
        .into()
}
