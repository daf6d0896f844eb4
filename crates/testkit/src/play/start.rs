//! How a case begins.

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    acts::{NewCase, PaperRef, Supplement},
    file::{Allegation, CandidateStatus, Capacity, Channel, Origin, Party, SubjectKind},
    ids::OfficeId,
    law::LawSet,
    numbers::KindCode,
    people::{Actor, Role},
    procedure::{Action, Requirement, opening},
    time::{Effective, Moment, Zone},
};

use super::{Ids, World, commands::paper_of, day};

/// A first paper, with everything a test may want to say differently.
#[derive(Debug, Clone)]
pub struct Start {
    /// Which of the three creations.
    pub action: Action,
    /// At which office.
    pub office: OfficeId,
    /// The way it came.
    pub channel: Channel,
    /// On which day; it decides the handling rule set and the authority.
    pub day: NaiveDate,
    /// At which hour.
    pub hour: i16,
    /// The day it became known.
    pub known: Option<NaiveDate>,
    /// The day of the act.
    pub act: Option<NaiveDate>,
    /// `pemilu` or `pilkada`.
    pub kind: &'static str,
    /// The respondents.
    pub subjects: Vec<SubjectKind>,
    /// Their agencies, in turn.
    pub agencies: Vec<OfficeId>,
    /// Whether a reporter is on record.
    pub reporter: bool,
    /// Requirements for which nothing is given.
    pub without: Vec<Requirement>,
    /// Tells cases of one test apart.
    pub number: u128,
}

impl Start {
    /// A report on a civil servant at the regency, on a day of this handling rule set.
    ///
    /// # Panics
    /// When the law text is no handling rule set.
    #[must_use]
    pub fn report(world: &World, law: LawSet) -> Self {
        let (kind, first) = match law {
            LawSet::Pemilu2018 => ("pemilu", "2019-01-15"),
            LawSet::Pemilu2022 => ("pemilu", "2023-10-24"),
            LawSet::Pilkada2020 => ("pilkada", "2020-09-28"),
            LawSet::Pilkada2024 => ("pilkada", "2024-10-14"),
            other => panic!("{other:?} is no handling rule set"),
        };
        let first = day(first);
        Self {
            action: Action::FileReport,
            office: world.offices.regency,
            channel: Channel::InPerson,
            day: first,
            hour: 9,
            known: Some(first - Days::new(2)),
            act: Some(first - Days::new(3)),
            kind,
            subjects: vec![SubjectKind::Pns],
            agencies: vec![world.offices.agency, world.offices.other_agency],
            reporter: true,
            without: Vec::new(),
            number: 1,
        }
    }
    /// A supervision report at the regency that may become a finding.
    #[must_use]
    pub fn supervision(world: &World, law: LawSet) -> Self {
        Self {
            action: Action::FileSupervisionReport,
            channel: Channel::Supervision,
            reporter: false,
            ..Self::report(world, law)
        }
    }
    /// Early information at the regency.
    #[must_use]
    pub fn information(world: &World, law: LawSet) -> Self {
        Self {
            action: Action::RecordEarlyInformation,
            channel: Channel::Tip,
            reporter: false,
            ..Self::report(world, law)
        }
    }
    /// A public complaint that reached the review authority of the day itself.
    #[must_use]
    pub fn at_authority(world: &World, law: LawSet) -> Self {
        let start = Self::report(world, law);
        let bkn = start.day >= day("2024-09-04");
        Self {
            action: Action::OpenAtAuthority,
            channel: Channel::PublicComplaint,
            office: if bkn {
                world.offices.bkn
            } else {
                world.offices.kasn
            },
            ..start
        }
    }
    /// At another office.
    #[must_use]
    pub const fn at(mut self, office: OfficeId) -> Self {
        self.office = office;
        self
    }
    /// Filed online.
    #[must_use]
    pub const fn online(mut self) -> Self {
        self.channel = Channel::SigapLapor;
        self
    }
    /// About these respondents, one allegation each.
    #[must_use]
    pub fn about(mut self, subjects: &[SubjectKind]) -> Self {
        self.subjects = subjects.to_vec();
        self
    }
    /// Civil servants of these agencies, in turn.
    #[must_use]
    pub fn of_agencies(mut self, agencies: &[OfficeId]) -> Self {
        self.agencies = agencies.to_vec();
        self
    }
    /// On another day; the days of the act and of knowing move with it.
    #[must_use]
    pub fn on(mut self, text: &str) -> Self {
        self.day = day(text);
        self.known = Some(self.day - Days::new(2));
        self.act = Some(self.day - Days::new(3));
        self
    }
    /// The instant at which it is filed and recorded.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Zone::Wib.instant(self.day, self.hour * 60)
    }
    /// Somebody at the office who may take it in.
    #[must_use]
    pub fn actor(&self, world: &World) -> Actor {
        let level = world.directory.get(self.office).map(|o| o.level);
        let role = match self.action {
            Action::FileReport if level.is_some_and(|l| l.only_passes_on()) => {
                Role::FieldSupervisor
            }
            Action::FileReport => Role::IntakeOfficer,
            Action::OpenAtAuthority if self.office == world.offices.menpanrb => {
                Role::MinistryOfficer
            }
            Action::OpenAtAuthority => Role::Reviewer,
            _ => Role::ViolationsStaff,
        };
        world.actor(self.office, role)
    }
    /// The paper itself.
    #[must_use]
    pub fn paper(&self) -> NewCase {
        let mut ids = Ids::from(self.number << 100);
        let capacity = match self.action {
            Action::FileReport if self.reporter => Some(Capacity::Reporter),
            Action::FileReport => None,
            Action::RecordEarlyInformation => Some(Capacity::Informant),
            _ => Some(Capacity::Finder),
        };
        let mut parties: Vec<Party> = self
            .subjects
            .iter()
            .zip(self.agencies.iter().cycle())
            .map(|(subject, agency)| Party {
                id: ids.id(),
                capacity: Capacity::Respondent,
                record: 1,
                subject: *subject,
                agency: subject.is_asn().then_some(*agency),
                represents: None,
                identified: false,
            })
            .collect();
        let allegations = parties
            .iter()
            .map(|p| Allegation {
                id: ids.id(),
                respondent: p.id,
                act_from: self.act,
                act_to: None,
                candidate: CandidateStatus::Fixed,
                catalogue: None,
                regime: None,
                outcomes: Vec::new(),
            })
            .collect();
        parties.extend(capacity.map(|capacity| Party {
            id: ids.id(),
            capacity,
            record: 1,
            subject: SubjectKind::Unknown,
            agency: None,
            represents: None,
            identified: false,
        }));
        let computed = Requirement::FiledInTime;
        let given = Requirement::ALL
            .iter()
            .copied()
            .filter(|r| *r != computed && !self.without.contains(r))
            .collect();
        let pilkada = self.kind == "pilkada";
        let effective = Effective {
            day: self.day,
            minute: Some(self.hour * 60),
        };
        NewCase {
            id: ids.id(),
            action: self.action,
            origin: match self.action {
                Action::FileReport => Origin::Report,
                Action::RecordEarlyInformation => Origin::EarlyInformation,
                Action::OpenAtAuthority => Origin::Authority,
                _ => Origin::Finding,
            },
            channel: self.channel,
            election: if pilkada {
                "pilkada-2020"
            } else {
                "pemilu-2024"
            }
            .into(),
            election_kind: self.kind.into(),
            race: if pilkada { "regent" } else { "president" }.into(),
            kind_code: if pilkada { KindCode::Pb } else { KindCode::Pp },
            effective,
            known_on: self.known,
            report_dated: (self.action == Action::FileSupervisionReport).then_some(self.day),
            content: Supplement {
                parties,
                allegations,
                given,
            },
            spawned_from: None,
            papers: papers(self.action, pilkada, effective, &mut ids),
            texts: Vec::new(),
            historic: None,
            fresh: (0..8).map(|_| ids.raw()).collect(),
        }
    }
}

/// The papers that the law names for a filing, of its day.
fn papers(action: Action, pilkada: bool, at: Effective, ids: &mut Ids) -> Vec<PaperRef> {
    let law = if pilkada {
        LawSet::Pilkada2020
    } else {
        LawSet::Pemilu2022
    };
    let kinds = opening(law, action)
        .and_then(|r| r.law(law))
        .map_or(&[] as &[_], |l| l.papers);
    kinds.iter().map(|k| paper_of(*k, at, ids)).collect()
}
