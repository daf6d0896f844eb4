//! What is known of a case beyond its stage: parties, allegations, study, correction, links.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::{CandidateStatus, Capacity, Channel, Origin, SubjectKind};
use crate::{
    ids::{AllegationId, CaseId, OfficeId, PartyId},
    law::LawSet,
    numbers::{KindCode, SourceCode},
    procedure::{CorrectionResult, NotRegisteredGround, Outcome, Requirement, TakeoverGround},
    time::Effective,
};

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

impl Party {
    /// Whether its identity is sealed: of reporters, early informants, and who represents them. Whoever represents
    /// somebody unknown stays sealed.
    pub fn is_sealed<'a>(&self, everyone: impl IntoIterator<Item = &'a Self>) -> bool {
        self.capacity.is_sealed().unwrap_or_else(|| {
            let of = self.represents;
            let whom = everyone.into_iter().find(|p| Some(p.id) == of);
            whom.is_none_or(|p| p.capacity.is_sealed().unwrap_or(true))
        })
    }
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
    /// A person found it late or in time against its days, or late where no day was known: what is amended later does
    /// not change that. Otherwise it follows the days.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late_judged: bool,
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
        SplitFrom = "split_from", "Dipisahkan dari", "Split from";
        SplitInto = "split_into", "Sebagian dipisahkan ke", "Split into";
        SameEvent = "same_event", "Peristiwa yang sama dengan", "Same event as";
        MergedInto = "merged_into", "Digabung ke", "Merged into";
        MergedFrom = "merged_from", "Menerima gabungan dari", "Merged from";
    }
}

impl LinkKind {
    /// Whether a case with such a link counts as part of the other: it came out of it, or goes on in it.
    #[must_use]
    pub const fn counts_there(self) -> bool {
        matches!(self, Self::SpawnedFrom | Self::SplitFrom | Self::MergedInto)
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

/// A recommendation or referral letter that was issued: one per kind of outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedRecommendation {
    /// The event that issued it.
    pub seq: i64,
    /// The kind of outcome it speaks of.
    pub outcome: Outcome,
    /// The office that issued it and gave its number.
    pub office: OfficeId,
    /// The day of its issue.
    pub issued: NaiveDate,
    /// It went to no body whose recommendations can be corrected: of ethics, elsewhere than to DKPP (Perbawaslu
    /// 7/2022 art. 51(3) a names art. 44(1) alone).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beyond_correction: bool,
    /// The event that corrected it; its number stays used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<i64>,
}

/// A request for correction (Perbawaslu 7/2022 art. 52-54) and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The event that took it in; it names the request.
    pub seq: i64,
    /// Who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PartyId>,
    /// The office that examines it.
    pub office: OfficeId,
    /// The kinds of recommendation that are to be corrected.
    pub outcomes: Vec<Outcome>,
    /// The day it was received, from which the examination counts.
    pub received: NaiveDate,
    /// The hour, where one is known, in minutes since midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_minute: Option<i16>,
    /// It came after the term from the issue of the recommendation; the office that examines judges that.
    #[serde(default)]
    pub late: bool,
    /// Whether the national view was asked for.
    pub national_view: bool,
    /// Whether Bawaslu RI has given its view (Perbawaslu 7/2022 art. 51(2)).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub national_view_given: bool,
    /// How it ended; none until decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<CorrectionDecision>,
}

/// How a request for correction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionDecision {
    /// The event that decided it.
    pub seq: i64,
    /// The result.
    pub result: CorrectionResult,
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
    /// The filing was found outside its term when computed; the study says late too, unless with a reason.
    #[serde(default)]
    pub filed_late: bool,
    /// The date of the supervision report, where it was told: its term counts from that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<NaiveDate>,
    /// Requirements for which something was given.
    pub given: Vec<Requirement>,
    /// Its parties.
    pub parties: Vec<Party>,
    /// Its allegations.
    pub allegations: Vec<Allegation>,
    /// Respondents who no longer stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<super::Struck>,
    /// The result of the initial study.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<InitialStudyResult>,
    /// The office that made the initial study: how far the report may be delegated follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied_by: Option<OfficeId>,
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
    /// Recommendations and referral letters issued, superseded ones among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<IssuedRecommendation>,
    /// Requests for correction, in the order in which they were taken in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The status was announced, of whatever stage; what that opens is counted per text (`procedure::Decided`).
    #[serde(default)]
    pub announced: bool,
    /// Links to other cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Parties who were erased: nothing is known of them any more but what stands here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<PartyId>,
    /// Legal holds that stand, by the steps that placed them: while there is one nobody is erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<i64>,
    /// Of a case that was split off: the steps of the one it comes from, until then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<super::StepMark>,
}

impl CaseFacts {
    /// Whether a party was erased.
    #[must_use]
    pub fn is_erased(&self, party: PartyId) -> bool {
        self.erased.contains(&party)
    }
    /// The cases of the same report: those that this one was split off from or that were split off from it.
    pub fn halves(&self) -> impl Iterator<Item = CaseId> {
        let split = |l: &&Link| matches!(l.kind, LinkKind::SplitFrom | LinkKind::SplitInto);
        self.links.iter().filter(split).map(|l| l.case)
    }
    /// The first and last days of the acts, as far as they are known: of one respondent, or of all.
    #[must_use]
    pub fn act_days(&self, of: Option<PartyId>) -> Vec<NaiveDate> {
        let own = |a: &&Allegation| of.is_none_or(|party| a.respondent == party);
        let acts = self.allegations.iter().filter(own);
        acts.flat_map(|a| [a.act_from, a.act_to])
            .flatten()
            .collect()
    }
    /// Puts the successor of an office that ended wherever the office sat.
    pub(super) fn succeed(&mut self, from: OfficeId, to: OfficeId) {
        if self.handled_by == from {
            self.handled_by = to;
        }
        for correction in &mut self.corrections {
            if correction.decision.is_none() && correction.office == from {
                correction.office = to;
            }
        }
        for party in &mut self.parties {
            if party.agency == Some(from) {
                party.agency = Some(to);
            }
        }
    }
    /// Takes an amended filing: whether it was late follows its days, where there is a term to keep, and the study
    /// follows too where it did not judge that itself.
    /// The day it became known, as amended. Where nobody knows it, nothing says whether it was filed in time.
    pub(super) fn knew_on(&mut self, day: Option<NaiveDate>) {
        if self.known_on.is_some() && day.is_none() {
            self.refile(self.filed, Some(false));
            self.given.retain(|r| *r != Requirement::FiledInTime);
        }
        self.known_on = day;
    }

    pub(super) fn refile(&mut self, filed: Effective, late: Option<bool>) {
        self.filed = filed;
        // Of a case that was split off the filing is the first step of the case that it comes from.
        if let Some(first) = self.before.first_mut() {
            first.at = filed;
        }
        let Some(late) = late else { return };
        self.filed_late = late;
        self.given.retain(|r| *r != Requirement::FiledInTime);
        if !late {
            self.given.push(Requirement::FiledInTime);
        }
        if let Some(study) = self.study.as_mut().filter(|s| !s.late_judged) {
            study.late = late;
            study
                .gaps
                .retain(|r| late || *r != Requirement::FiledInTime);
        }
    }
    /// Requirements not yet met: those for which nothing was given; once the initial study is done, what it found
    /// missing and nothing was given for since, and the time where it found the report late.
    #[must_use]
    pub fn open_requirements(&self) -> Vec<Requirement> {
        if let Some(study) = &self.study {
            let mut open = self.gaps();
            open.retain(|r| *r != Requirement::FiledInTime);
            if study.late {
                open.push(Requirement::FiledInTime);
            }
            open.sort_unstable();
            return open;
        }
        let needed: &[Requirement] = match self.origin {
            Origin::Report => Requirement::ALL,
            Origin::Finding | Origin::EarlyInformation | Origin::Authority => {
                crate::procedure::FINDING_NEEDS
            }
        };
        let finder = self.parties.iter().any(|p| p.capacity == Capacity::Finder);
        let concerns = |r: &Requirement| {
            *r != Requirement::Finder || (self.origin != Origin::Report && !finder)
        };
        needed
            .iter()
            .copied()
            .filter(|r| concerns(r) && (*r == Requirement::Finder || !self.given.contains(r)))
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
    /// The requests for correction that wait to be decided, in the order in which they were taken in.
    pub fn waiting_corrections(&self) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().filter(|c| c.decision.is_none())
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
