//! What is known of a track beyond its stage: non-personal facts that guards and views need.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Change, Track};
use crate::{
    ids::{AllegationId, CaseId, OfficeId, PartyId, TrackId},
    law::{LawSet, SanctionLevel},
    numbers::{KindCode, SourceCode},
    procedure::{
        BlockScope, CorrectionEffect, Deviation, FollowUpJudgement, LapseCause,
        NotRegisteredGround, Outcome, RemedyResult, Requirement, TakeoverGround,
    },
    time::Effective,
};

vocabulary! {
    /// How a case began.
    Origin {
        Report = "report", "Laporan", "Report";
        Finding = "finding", "Temuan", "Finding";
        EarlyInformation = "early_information", "Informasi awal", "Early information";
        Authority = "authority", "Berawal di otoritas", "Began at a review authority";
    }
}

vocabulary! {
    /// The way a report came.
    Channel {
        InPerson = "in_person", "Datang langsung", "In person";
        SigapLapor = "sigap_lapor", "SigapLapor", "SigapLapor";
        Email = "email", "Surel resmi", "Official e-mail";
        Post = "post", "Surat", "Letter";
        Field = "field", "Melalui pengawas lapangan", "Through a field supervisor";
        Supervision = "supervision", "Hasil pengawasan", "Supervision";
        Investigation = "investigation", "Hasil investigasi", "Investigation";
        Tip = "tip", "Informasi lisan atau tertulis", "Spoken or written tip";
    }
}

vocabulary! {
    /// The capacity in which a person is in a case.
    Capacity {
        Respondent = "respondent", "Terlapor", "Respondent";
        Reporter = "reporter", "Pelapor", "Reporter";
        Informant = "informant", "Pemberi informasi awal", "Early informant";
        Witness = "witness", "Saksi", "Witness";
        Expert = "expert", "Ahli", "Expert";
        Finder = "finder", "Penemu", "Finder";
        Representative = "representative", "Kuasa", "Representative";
    }
}

impl Capacity {
    /// Whether the person's identity belongs to the sealed record.
    #[must_use]
    pub const fn is_sealed(self) -> bool {
        matches!(
            self,
            Self::Reporter | Self::Informant | Self::Representative
        )
    }
}

vocabulary! {
    /// What a respondent is; it decides the destination (law catalogue section 5).
    SubjectKind {
        Pns = "pns", "PNS", "Civil servant (PNS)";
        Cpns = "cpns", "CPNS", "Candidate civil servant (CPNS)";
        Pppk = "pppk", "PPPK", "Contract civil servant (PPPK)";
        Ppnpn = "ppnpn", "PPNPN", "Non-civil-servant government employee (PPNPN)";
        ContractWorker = "contract_worker", "Tenaga honorer/kontrak", "Contract worker";
        VillageHead = "village_head", "Kepala desa", "Village head";
        VillageOfficial = "village_official", "Perangkat desa", "Village official";
        VillageCouncil = "village_council", "Anggota BPD", "Village council member";
        Police = "police", "Anggota Polri", "Police officer";
        Army = "army", "Anggota TNI", "Member of the armed forces";
        ElectedOfficial = "elected_official", "Kepala daerah/pejabat negara", "Elected or state official";
        Organiser = "organiser", "Penyelenggara pemilu", "Election organiser";
        Unknown = "unknown", "Belum diketahui", "Not yet known";
    }
}

impl SubjectKind {
    /// Whether the person is an ASN, reviewed by the review authority.
    #[must_use]
    pub const fn is_asn(self) -> bool {
        matches!(self, Self::Pns | Self::Cpns | Self::Pppk)
    }
}

vocabulary! {
    /// Where the supported candidate stood on the day of the act.
    CandidateStatus {
        Prospective = "prospective", "Bakal calon", "Prospective candidate";
        Fixed = "fixed", "Calon", "Fixed candidate";
        Unknown = "unknown", "Belum diketahui", "Not known";
    }
}

/// A party as the rules need it; name and numbers live in its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Identifier.
    pub id: PartyId,
    /// In which capacity.
    pub capacity: Capacity,
    /// The version of its personal record.
    pub record: i64,
    /// What the respondent is.
    pub subject: SubjectKind,
    /// The agency of appointment, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeId>,
    /// Whom a representative represents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub represents: Option<PartyId>,
    /// Whether an identifier (NIP, NIK) is on record.
    #[serde(default)]
    pub identified: bool,
}

/// One respondent, one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allegation {
    /// Identifier.
    pub id: AllegationId,
    /// The respondent.
    pub respondent: PartyId,
    /// The day of the act, or its first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_from: Option<NaiveDate>,
    /// The last day, where it is a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_to: Option<NaiveDate>,
    /// The candidate's status on that day.
    pub candidate: CandidateStatus,
    /// The catalogue row, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<String>,
    /// The sanction regime of the day of the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regime: Option<LawSet>,
    /// What the plenary found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
}

/// The result of the initial study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InitialStudyResult {
    /// Requirements not met.
    pub gaps: Vec<Requirement>,
    /// Found late; not curable (Perbawaslu 7/2022 art. 24(3)).
    pub late: bool,
    /// The matter was already handled and solved.
    pub already_solved: bool,
    /// Kinds of violation seen.
    pub kinds: Vec<Outcome>,
}

/// An invitation to a clarification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The person invited.
    pub party: PartyId,
    /// The day of the clarification.
    pub hearing: NaiveDate,
}

vocabulary! {
    /// How two cases are linked.
    LinkKind {
        SpawnedFrom = "spawned_from", "Lahir dari", "Spawned from";
        SpawnedInto = "spawned_into", "Menjadi", "Spawned into";
    }
}

/// A link to another case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// The other case.
    pub case: CaseId,
}

/// The state of a correction of the office's own recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The office that examines it.
    pub office: OfficeId,
    /// Whether the national view was asked for.
    pub national_view: bool,
    /// The respondents whose recommendation was withdrawn; none until decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Vec<PartyId>>,
}

/// Facts of the case track.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// How it began.
    pub origin: Origin,
    /// The way it came.
    pub channel: Channel,
    /// The election, e.g. `pilkada-2020`.
    pub election: String,
    /// The race.
    pub race: String,
    /// The kind code of its numbers.
    pub kind_code: KindCode,
    /// Report or finding, inside numbers.
    pub source: SourceCode,
    /// The office that received it.
    pub received_by: OfficeId,
    /// The office that handles it now.
    pub handled_by: OfficeId,
    /// The day it became known to the reporter or finder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_on: Option<NaiveDate>,
    /// The legal time of filing.
    pub filed: Effective,
    /// The filing was found outside its term when computed; the study decides.
    #[serde(default)]
    pub filed_late: bool,
    /// Requirements for which something was given.
    pub given: Vec<Requirement>,
    /// Its parties.
    pub parties: Vec<Party>,
    /// Its allegations.
    pub allegations: Vec<Allegation>,
    /// The result of the initial study.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<InitialStudyResult>,
    /// Why a takeover was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takeover_ground: Option<TakeoverGround>,
    /// Why it was not registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_registered: Option<NotRegisteredGround>,
    /// The day of registration; the rule set is final from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_on: Option<NaiveDate>,
    /// Extended for further information.
    #[serde(default)]
    pub extended: bool,
    /// Invitations sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invitations: Vec<Invitation>,
    /// Parties heard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<PartyId>,
    /// Parties absent, once per absence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<PartyId>,
    /// The correction, if one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// The status was announced; study and minutes open then.
    #[serde(default)]
    pub announced: bool,
    /// Links to other cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

impl CaseFacts {
    /// Requirements not yet met: those for which nothing was given.
    #[must_use]
    pub fn open_requirements(&self) -> Vec<Requirement> {
        let needed: &[Requirement] = match self.origin {
            Origin::Report => Requirement::ALL,
            Origin::Finding | Origin::EarlyInformation | Origin::Authority => {
                crate::procedure::FINDING_NEEDS
            }
        };
        needed
            .iter()
            .copied()
            .filter(|r| !self.given.contains(r))
            .collect()
    }
    /// What the initial study found missing, and what no study can find met: a case without any respondent
    /// or any allegation on record has these gaps whatever was said to be given.
    #[must_use]
    pub fn gaps(&self) -> Vec<Requirement> {
        let mut gaps = self
            .study
            .as_ref()
            .map_or_else(Vec::new, |s| s.gaps.clone());
        let mut add = |missing: bool, requirement| {
            if missing && !gaps.contains(&requirement) {
                gaps.push(requirement);
            }
        };
        add(self.respondents().next().is_none(), Requirement::Respondent);
        add(self.allegations.is_empty(), Requirement::Account);
        gaps
    }
    /// The study is done, nothing is missing, it is not late and not solved already.
    #[must_use]
    pub fn requirements_met(&self) -> bool {
        self.study
            .as_ref()
            .is_some_and(|s| !s.late && !s.already_solved)
            && self.gaps().is_empty()
    }
    /// The study is done and something is missing that can be completed; lateness cannot be cured.
    #[must_use]
    pub fn gaps_curable(&self) -> bool {
        self.study
            .as_ref()
            .is_some_and(|s| !s.late && !s.already_solved)
            && self.gaps().iter().any(|g| *g != Requirement::FiledInTime)
    }
    /// The respondents.
    pub fn respondents(&self) -> impl Iterator<Item = &Party> {
        self.parties
            .iter()
            .filter(|p| p.capacity == Capacity::Respondent)
    }
    /// Every outcome found of a respondent.
    #[must_use]
    pub fn outcomes_of(&self, respondent: PartyId) -> Vec<Outcome> {
        let mut found: Vec<Outcome> = self
            .allegations
            .iter()
            .filter(|a| a.respondent == respondent)
            .flat_map(|a| a.outcomes.clone())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What an authority recommends to the personnel officer (PPK).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The level, where named (BKN may name none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<SanctionLevel>,
    /// The kind, where named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Facts of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewFacts {
    /// The respondent.
    pub respondent: PartyId,
    /// What the respondent is.
    pub subject: SubjectKind,
    /// The allegations forwarded.
    pub allegations: Vec<AllegationId>,
    /// The sanction regime: that of the latest act forwarded.
    pub regime: LawSet,
    /// The authority.
    pub authority: OfficeId,
    /// The agency of the personnel officer (PPK), once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeId>,
    /// The review it continues, after a hand-over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<TrackId>,
    /// The recommendation issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<Recommendation>,
    /// The day the agency received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// Number in the authority's own system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_number: Option<String>,
    /// How the follow-up was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<FollowUpJudgement>,
    /// Why it lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<LapseCause>,
}

/// One sanction with its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The regime of its kind.
    pub regime: String,
    /// The kind's code in that regime.
    pub kind: String,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// An objection or appeal that runs or was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plea {
    /// How it ended.
    pub result: RemedyResult,
}

/// Facts of a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionFacts {
    /// The review it follows.
    pub review: TrackId,
    /// The respondent.
    pub respondent: PartyId,
    /// What the respondent is.
    pub subject: SubjectKind,
    /// The competent agency.
    pub agency: OfficeId,
    /// What was recommended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<Recommendation>,
    /// What was imposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// How it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviation: Option<Deviation>,
    /// Whether the decision dismisses or ends the contract.
    #[serde(default)]
    pub dismissal: bool,
    /// Decided without an examination on record: a warning, for the register takes in what happened.
    #[serde(default)]
    pub without_examination: bool,
    /// Remedies decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pleas: Vec<Plea>,
    /// Why it lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<LapseCause>,
}

/// Facts of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlFacts {
    /// The review it enforces.
    pub review: TrackId,
    /// The respondent.
    pub respondent: PartyId,
    /// The agency.
    pub agency: OfficeId,
    /// The office that blocks.
    pub control: Option<OfficeId>,
    /// What it covers.
    pub scope: BlockScope,
}

/// Where a respondent's matter goes outside the ASN review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The outcome forwarded.
    pub outcome: Outcome,
    /// The office here, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeId>,
    /// The body's name, where it is no office here (an institution, never a person).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Facts of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralFacts {
    /// The respondent.
    pub respondent: PartyId,
    /// Where it goes.
    pub destination: Destination,
    /// Whether it was answered.
    #[serde(default)]
    pub answered: bool,
}

/// Facts of a track, by machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// Of a case.
    Case(Box<CaseFacts>),
    /// Of a review.
    Review(ReviewFacts),
    /// Of a sanction.
    Sanction(SanctionFacts),
    /// Of a block.
    Control(ControlFacts),
    /// Of a referral.
    Referral(ReferralFacts),
}

impl Facts {
    /// Folds one change in; a change of another machine's facts has no effect.
    pub fn apply(&mut self, change: &Change) {
        match self {
            Self::Case(f) => change.on_case(f),
            Self::Review(f) => change.on_review(f),
            Self::Sanction(f) => change.on_sanction(f),
            Self::Control(_) => {}
            Self::Referral(f) => change.on_referral(f),
        }
    }
}

macro_rules! views {
    ($($name:ident $variant:ident $facts:ty;)+) => {
        impl Track {
            $(
                #[doc = concat!("Its facts, if it is a ", stringify!($name), ".")]
                #[must_use]
                pub fn $name(&self) -> Option<&$facts> {
                    if let Facts::$variant(facts) = &self.facts { Some(facts) } else { None }
                }
            )+
        }
    };
}
views! {
    case Case CaseFacts;
    review Review ReviewFacts;
    sanction Sanction SanctionFacts;
    control Control ControlFacts;
    referral Referral ReferralFacts;
}

/// What follows from a correction for one respondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionOf {
    /// The respondent.
    pub respondent: PartyId,
    /// What follows.
    pub effect: CorrectionEffect,
}
