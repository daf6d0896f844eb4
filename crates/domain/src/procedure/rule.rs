//! The form of a rule row.

use super::{
    Action, AssignmentCapacity, BodyShape, Guard, GuardKind, Machine, Mark, PaperKind, Stage, Term,
    stand_in,
};
use crate::{
    Text,
    law::{Confidence, LawSet},
    numbers::NumberKind,
    people::Role,
};

/// One transition: who may do it, from where to where, under which law, with which guards and terms.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is done.
    pub action: Action,
    /// The last segment of its address.
    pub path: &'static str,
    /// The stages from which it starts; empty for a creation.
    pub from: &'static [Stage],
    /// Where it leads.
    pub to: To,
    /// Who acts in law.
    pub acts: Acts,
    /// The roles that may do or record it at the acting office (for parties: at the handling office).
    pub by: &'static [Role],
    /// Roles of other offices that may record it from a paper when the acting office does not use this
    /// installation.
    pub records: &'static [Role],
    /// Officers of other offices who may record it where they are assigned in one of these capacities.
    pub assigned: &'static [AssignmentCapacity],
    /// The step of the same track that it must not precede.
    pub after: Option<Action>,
    /// Other steps of the track that it must not precede where they were taken.
    pub not_before: &'static [Action],
    /// Conditions beyond stage and role.
    pub guards: &'static [(Guard, GuardKind)],
    /// The term whose lateness is marked, not refused.
    pub due: Option<Term>,
    /// Terms that start with it.
    pub opens: &'static [Open],
    /// Terms that end with it.
    pub closes: &'static [Term],
    /// What it does to other tracks.
    pub touches: &'static [Touch],
    /// The number it gives.
    pub number: Option<NumberKind>,
    /// The shape of its details.
    pub body: BodyShape,
    /// The law it rests on, per law text; the row exists only under the texts named here.
    pub law: &'static [Law],
    /// The roles of the second person at the same office, where two must act; empty where one is enough.
    pub approval: &'static [Role],
    /// The actions that cause it; such a row is no operation of its own.
    pub caused_by: &'static [Action],
    /// What may be noted of the step without refusing it.
    pub marks: &'static [Mark],
    /// Whether the handling rules of its day hold for the case from then on.
    pub pins: bool,
}

/// The values that most rows share.
pub const ROW: Rule = Rule {
    action: Action::CloseCase,
    path: "",
    from: &[],
    to: To::Same,
    acts: Acts::Office(Seat::Handling),
    by: &[],
    records: &[],
    assigned: &[],
    after: None,
    not_before: &[],
    guards: &[],
    due: None,
    opens: &[],
    closes: &[],
    touches: &[],
    number: None,
    body: BodyShape::None,
    law: &[],
    approval: &[],
    caused_by: &[],
    marks: &[],
    pins: false,
};

/// Where a row leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To one stage.
    Stage(Stage),
    /// The stage does not change.
    Same,
    /// The decision chooses one of these.
    OneOf(&'static [Stage]),
    /// Back to where the track stood before the step that is taken back; an opening taken back leaves the
    /// track void.
    Before,
}

/// Who acts in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acts {
    /// A party: the reporter or its representative.
    Reporter,
    /// A party: the respondent or its representative.
    Respondent,
    /// The reporter or the respondent.
    ReporterOrRespondent,
    /// The office on this seat.
    Office(Seat),
}

vocabulary! {
    /// Which office a row speaks of.
    Seat {
        Handling = "handling_office", "Kantor Bawaslu yang menangani", "The handling Bawaslu office";
        Above = "office_above", "Kantor Bawaslu setingkat di atas", "The Bawaslu office one level above";
        Correction = "correction_office", "Kantor Bawaslu yang memeriksa koreksi", "The Bawaslu office that examines the correction";
        National = "national_office", "Bawaslu RI", "Bawaslu RI";
        Authority = "review_authority", "Otoritas pemeriksa", "The review authority";
        Successor = "successor_authority", "Otoritas yang berwenang hari itu", "The authority competent on that day";
        Study = "study_office", "Kantor Bawaslu yang mengkaji", "The Bawaslu office that studies";
        Agency = "agency", "Instansi pejabat pembina kepegawaian", "The agency of the personnel officer (PPK)";
        Ministry = "ministry", "Kementerian pembina", "The supervising ministry";
        AppealBody = "appeal_body", "BPASN", "The appeal board (BPASN)";
        Control = "control_authority", "BKN sebagai pelaksana pengendalian", "BKN as control authority";
        Destination = "destination", "Instansi tujuan penerusan", "The destination of the referral";
        Recorder = "recorder", "Kantor yang mencatat langkah pada jalur ini atau penggantinya; pada perkara juga kantor yang menanganinya", "An office that recorded steps on this track, or its successor; on a case also the office that handles it";
        Involved = "involved_office", "Kantor yang terlibat dalam jalur", "An office involved in the track";
    }
}

/// A term that a row starts, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Which term.
    pub term: Term,
    /// Under which condition.
    pub when: When,
}

/// Conditions on which a term starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// The initial study found gaps that can be completed.
    CurableGaps,
    /// The initial study found the requirements met.
    RequirementsMet,
    /// An outcome is criminal.
    Criminal,
    /// A recommendation that can be corrected was issued.
    Correctable,
    /// Another request for correction waits to be decided.
    OtherRequestWaits,
    /// The decision dismisses or ends the contract.
    Dismissal,
    /// The decision imposes more than moral sanctions; PP 42/2004 has no term of service, effect or objection.
    Discipline,
    /// It does, and it does not dismiss.
    DisciplineInService,
    /// The report was filed at a polling-station or village office.
    Field,
    /// The report was filed online.
    Online,
    /// The report was filed at an office that studies it.
    AtOffice,
    /// The day it became known is stated.
    KnownDay,
}

/// What a row does to other tracks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// Opens a review per ASN.
    OpensReviews,
    /// Opens a referral per respondent and destination.
    OpensReferrals,
    /// Opens the sanction track of the review.
    OpensSanction,
    /// Opens a control track.
    OpensControl,
    /// Opens the review at the successor.
    OpensSuccessor,
    /// Withdraws reviews, undecided sanctions and referrals.
    WithdrawsReviews,
    /// Puts reviews and referrals that go on under a corrected recommendation.
    Corrects,
    /// Pauses the terms of its own track, or lets them run on.
    PausesTerms,
    /// Puts another agency in the place of the present one on the respondent's open tracks.
    MovesAgency,
    /// Opens the case again where it had ended with its last track.
    ReopensCase,
    /// Takes back what the annulled step did to other tracks.
    TakesBack,
    /// Moves the days of terms on other tracks.
    MovesTerms,
    /// Ends the tracks about a respondent who is struck, replaced, merged or of another kind.
    EndsWithRespondent,
    /// Moves tracks about a respondent who is merged or of another kind.
    FollowsRespondent,
    /// Opens a case that is split off.
    OpensCase,
    /// Links the case with another, on which a step follows.
    LinksCase,
    /// Joins the review into one of another case or separates the two; a step follows there.
    JoinsReviews,
    /// May end the case with the last track.
    MayEndCase,
}

/// A legal basis of a row under some law texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Law {
    /// The texts.
    pub under: &'static [LawSet],
    /// Instrument and article; "practice" or "not seen" where none is known.
    pub cite: &'static str,
    /// Papers the law names. What is neither demanded nor only for some cases is owed: the step is taken
    /// without it, and the track shows it as open until it is added.
    pub papers: &'static [PaperKind],
    /// Of these, the papers by which the step is taken: without them it is refused.
    pub demands: &'static [PaperKind],
    /// Of these, papers of some cases only (the oath of an expert): never owed.
    pub sometimes: &'static [PaperKind],
    /// How well it is known.
    pub confidence: Confidence,
}

vocabulary! {
    /// What a paper that the law names is for a step.
    PaperDuty {
        Demanded = "demanded", "wajib: tindakan dilakukan dengan surat ini", "demanded: the step is taken by it";
        Owed = "owed", "menyusul: ditampilkan sebagai kekurangan sampai dilengkapi", "owed: shown as open until it is added";
        Sometimes = "sometimes", "hanya dalam keadaan tertentu", "in some cases only";
    }
}

impl Law {
    /// Without these papers the step is refused.
    #[must_use]
    pub const fn demands(mut self, papers: &'static [PaperKind]) -> Self {
        self.demands = papers;
        self
    }
    /// These papers belong to some cases only.
    #[must_use]
    pub const fn sometimes(mut self, papers: &'static [PaperKind]) -> Self {
        self.sometimes = papers;
        self
    }
    /// What a paper is for the step. A paper is owed only where its source was seen or is likely; what is known
    /// from practice or not seen is offered, never owed.
    #[must_use]
    pub fn duty(&self, paper: PaperKind) -> PaperDuty {
        if self.demands.contains(&paper) {
            PaperDuty::Demanded
        } else if self.sometimes.contains(&paper) || self.confidence == Confidence::Unsure {
            PaperDuty::Sometimes
        } else {
            PaperDuty::Owed
        }
    }
}

impl Rule {
    /// The machine of the row.
    #[must_use]
    pub fn machine(&self) -> Machine {
        let stage = self.from.first().copied().or(match self.to {
            To::Stage(s) => Some(s),
            To::OneOf(all) => all.first().copied(),
            To::Same | To::Before => None,
        });
        stage.map_or(Machine::Case, Stage::machine)
    }
    /// The legal basis under a law text, if the row exists there.
    #[must_use]
    pub fn law(&self, set: LawSet) -> Option<&'static Law> {
        let law = self.law.iter().find(|l| l.under.contains(&set))?;
        Some(stand_in::under(law, set))
    }
    /// The legal bases for people, each with the law texts under which it is cited so.
    pub fn laws(&self) -> impl Iterator<Item = (Vec<LawSet>, &'static Law)> {
        stand_in::told(self.law)
    }
    /// Whether it is an operation of its own on an existing track.
    #[must_use]
    pub fn is_operation(&self) -> bool {
        self.caused_by.is_empty() && !self.from.is_empty()
    }
    /// Whether it creates a case.
    #[must_use]
    pub fn is_creation(&self) -> bool {
        self.caused_by.is_empty() && self.from.is_empty()
    }
    /// The stages it may lead to from a stage.
    #[must_use]
    pub fn targets(&self, from: Stage) -> Vec<Stage> {
        match self.to {
            To::Stage(s) => vec![s],
            To::Same => vec![from],
            To::OneOf(all) => all.to_vec(),
            To::Before => vec![Stage::void(from.machine())],
        }
    }
    /// The text for people.
    #[must_use]
    pub fn text(&self) -> Text {
        self.action.text()
    }
}

/// A term that always starts.
#[must_use]
pub const fn always(term: Term) -> Open {
    Open {
        term,
        when: When::Always,
    }
}
/// A term that starts on a condition.
#[must_use]
pub const fn when(term: Term, when: When) -> Open {
    Open { term, when }
}
/// A structural guard.
#[must_use]
pub const fn structural(guard: Guard) -> (Guard, GuardKind) {
    (guard, GuardKind::Structural)
}
/// A temporal guard.
#[must_use]
pub const fn temporal(guard: Guard) -> (Guard, GuardKind) {
    (guard, GuardKind::Temporal)
}
/// A legal basis.
#[must_use]
pub const fn law(
    under: &'static [LawSet],
    cite: &'static str,
    papers: &'static [PaperKind],
    confidence: Confidence,
) -> Law {
    Law {
        under,
        cite,
        papers,
        demands: &[],
        sometimes: &[],
        confidence,
    }
}

/// The caused row of an action from a stage under a law text.
#[must_use]
pub fn caused(set: LawSet, action: Action, stage: Stage) -> Option<&'static Rule> {
    super::rows(action)
        .find(|r| !r.caused_by.is_empty() && r.from.contains(&stage) && r.law(set).is_some())
}
