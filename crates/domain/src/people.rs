//! Offices, roles and the actor of a command.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AccountId, OfficeId},
    procedure::{Action, DestinationKind, Holder, Machine, by_ticket},
    time::Zone,
};

vocabulary! {
    /// What an office is.
    OfficeType {
        ElectionSupervisor = "election_supervisor", "Pengawas Pemilu (Bawaslu)", "Election supervisor (Bawaslu)";
        ReviewAuthority = "review_authority", "Otoritas pemeriksa (KASN, BKN)", "Review authority (KASN, BKN)";
        Agency = "agency", "Instansi pemerintah (pejabat pembina kepegawaian)", "Government agency (personnel officer)";
        Ministry = "ministry", "Kementerian pembina", "Supervising ministry";
        AppealBody = "appeal_body", "BPASN", "Civil-service appeal board (BPASN)";
        Destination = "destination", "Tujuan penerusan lain", "Other destination of a referral";
    }
}

vocabulary! {
    /// The level of an office; Perbawaslu 7/2022 art. 1 nos. 14-21.
    Level {
        National = "national", "RI", "National";
        Province = "province", "Provinsi", "Province";
        Regency = "regency", "Kabupaten", "Regency";
        City = "city", "Kota", "City";
        SubDistrict = "sub_district", "Kecamatan", "Sub-district";
        Village = "village", "Kelurahan/Desa", "Village";
        PollingStation = "polling_station", "TPS", "Polling station";
        Abroad = "abroad", "Luar negeri", "Abroad";
    }
}

impl Level {
    /// How far below the national level; regency and city are one step.
    #[must_use]
    pub const fn depth(self) -> u8 {
        match self {
            Self::National => 0,
            Self::Province | Self::Abroad => 1,
            Self::Regency | Self::City => 2,
            Self::SubDistrict => 3,
            Self::Village => 4,
            Self::PollingStation => 5,
        }
    }
    /// Formed for an election and dissolved after it.
    #[must_use]
    pub const fn is_ad_hoc(self) -> bool {
        matches!(
            self,
            Self::SubDistrict | Self::Village | Self::PollingStation | Self::Abroad
        )
    }
    /// Village and polling-station supervisors only pass on (Perbawaslu 7/2022 art. 6, 9).
    #[must_use]
    pub const fn only_passes_on(self) -> bool {
        matches!(self, Self::Village | Self::PollingStation)
    }
}

vocabulary! {
    /// What an account may do at its office (procedure section 5).
    Role {
        IntakeOfficer = "intake_officer", "Petugas penerima laporan", "Intake officer";
        FieldSupervisor = "field_supervisor", "Pengawas lapangan (PKD, Pengawas TPS)", "Field supervisor";
        ViolationsStaff = "violations_staff", "Staf penanganan pelanggaran", "Violations staff";
        Member = "member", "Anggota Bawaslu", "Member of the office";
        Chair = "chair", "Ketua", "Chair";
        Reviewer = "reviewer", "Pemeriksa (KASN/BKN)", "Reviewer";
        Commissioner = "commissioner", "Komisioner/pejabat penerbit rekomendasi", "Commissioner or official who issues recommendations";
        AsnAuditor = "asn_auditor", "Auditor Manajemen ASN", "ASN management auditor";
        ControlOfficer = "control_officer", "Petugas pengendalian BKN", "Control officer of BKN";
        MinistryOfficer = "ministry_officer", "Pejabat kementerian (PANRB, Dalam Negeri)", "Ministry officer";
        PersonnelOfficer = "personnel_officer", "Pejabat pembina kepegawaian", "Personnel officer (PPK)";
        PersonnelUnit = "personnel_unit", "BKD/BKPSDM", "Personnel unit of the agency";
        AuthorisedOfficial = "authorised_official", "Pejabat yang berwenang (Sekda/Sekjen)", "Authorised official (PyB)";
        Examiner = "examiner", "Atasan langsung/tim pemeriksa/majelis kode etik", "Examiner or ethics panel";
        Inspectorate = "inspectorate", "Inspektorat", "Inspectorate of the agency";
        AppealOfficer = "appeal_officer", "Petugas BPASN", "Officer of the appeal board";
        DestinationOfficer = "destination_officer", "Petugas instansi tujuan", "Officer of the destination";
        HistoricRecorder = "historic_recorder", "Petugas entri historis", "Recorder of historic entries";
        LawKeeper = "law_keeper", "Penjaga buku hukum", "Keeper of the law book";
        Auditor = "auditor", "Auditor (membaca jurnal, tidak bertindak)", "Auditor (reads journals, takes no step)";
        Administrator = "administrator", "Administrator akun", "Account administrator";
    }
}

impl Role {
    /// The kind of office at which the role exists; `None` for any.
    #[must_use]
    pub const fn at(self) -> Option<OfficeType> {
        match self {
            Self::IntakeOfficer
            | Self::FieldSupervisor
            | Self::ViolationsStaff
            | Self::Member
            | Self::Chair => Some(OfficeType::ElectionSupervisor),
            Self::Reviewer | Self::Commissioner | Self::AsnAuditor | Self::ControlOfficer => {
                Some(OfficeType::ReviewAuthority)
            }
            Self::MinistryOfficer => Some(OfficeType::Ministry),
            Self::PersonnelOfficer
            | Self::PersonnelUnit
            | Self::AuthorisedOfficial
            | Self::Examiner
            | Self::Inspectorate => Some(OfficeType::Agency),
            Self::AppealOfficer => Some(OfficeType::AppealBody),
            Self::DestinationOfficer => Some(OfficeType::Destination),
            Self::HistoricRecorder | Self::LawKeeper | Self::Auditor | Self::Administrator => None,
        }
    }
}

/// An office as the rules need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Identifier.
    pub id: OfficeId,
    /// Short unique code, e.g. `bawaslu-banyuwangi`.
    pub code: String,
    /// Name as written.
    pub name: String,
    /// What it is.
    pub kind: OfficeType,
    /// Its level.
    pub level: Level,
    /// The office above it.
    pub parent: Option<OfficeId>,
    /// Bawaslu's own area code (annex of Perbawaslu 7/2022) or the country's name abroad.
    pub area_code: Option<String>,
    /// The name inside a number for sub-district and foreign offices (`Kec-Nama`, `PLN-Nama`).
    pub number_name: Option<String>,
    /// Its time zone.
    pub zone: Zone,
    /// First day of its existence.
    pub valid_from: NaiveDate,
    /// Last day of its existence.
    pub valid_to: Option<NaiveDate>,
    /// Whether it records its own steps here; if not, others record them from papers.
    pub uses_installation: bool,
    /// The review authority's code in the book (`kasn`, `bkn`), where it is one.
    pub authority: Option<String>,
    /// Which kind of body it is, where it is a destination of referrals; none where that is not on record.
    pub destination: Option<DestinationKind>,
}

impl Office {
    /// Whether the office exists on a day.
    #[must_use]
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// All offices of the installation.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    offices: BTreeMap<OfficeId, Office>,
    /// Offices that were closed, each with its successor where it has one.
    closed: BTreeMap<OfficeId, Option<OfficeId>>,
    /// The regions of offices that have one, by the codes of the Ministry of Home Affairs.
    regions: BTreeMap<OfficeId, String>,
}

impl Directory {
    /// A directory of these offices.
    #[must_use]
    pub fn new(offices: impl IntoIterator<Item = Office>) -> Self {
        Self {
            offices: offices.into_iter().map(|o| (o.id, o)).collect(),
            closed: BTreeMap::new(),
            regions: BTreeMap::new(),
        }
    }
    /// The same with the offices that were closed, each with its successor where it has one.
    #[must_use]
    pub fn with_closed(
        mut self,
        closed: impl IntoIterator<Item = (OfficeId, Option<OfficeId>)>,
    ) -> Self {
        self.closed = closed.into_iter().collect();
        self
    }
    /// The same with the regions of offices, by the codes of the Ministry of Home Affairs.
    #[must_use]
    pub fn with_regions(mut self, regions: impl IntoIterator<Item = (OfficeId, String)>) -> Self {
        self.regions = regions.into_iter().collect();
        self
    }
    /// The region in which an office works: its own, or that of the nearest office above it that has one. A national
    /// office has none.
    #[must_use]
    pub fn region(&self, id: OfficeId) -> Option<&str> {
        let mut here = Some(id);
        // Levels are few; the bound only keeps a broken hierarchy from turning forever.
        for _ in 0..8 {
            let office = here?;
            if let Some(region) = self.regions.get(&office) {
                return Some(region);
            }
            here = self.get(office).and_then(|o| o.parent);
        }
        None
    }
    /// Whether an office was closed: it cannot file, act or be signed in for any more.
    #[must_use]
    pub fn is_closed(&self, id: OfficeId) -> bool {
        self.closed.contains_key(&id)
    }
    /// Who sits in the place of an office now: itself, or the last of its successors.
    #[must_use]
    pub fn now(&self, id: OfficeId) -> OfficeId {
        let mut here = id;
        // A successor is open when it is named, so a chain never turns; the bound guards against bad rows.
        for _ in 0..self.closed.len() {
            match self.closed.get(&here) {
                Some(Some(next)) => here = *next,
                _ => break,
            }
        }
        here
    }
    /// The closed offices whose place one of these offices took.
    #[must_use]
    pub fn predecessors(&self, of: &[OfficeId]) -> Vec<OfficeId> {
        let left = |id: &&OfficeId| !of.contains(id) && of.contains(&self.now(**id));
        self.closed.keys().filter(left).copied().collect()
    }
    /// Whether an office stands somewhere above another.
    #[must_use]
    pub fn is_above(&self, office: OfficeId, below: OfficeId) -> bool {
        let mut next = self.get(below).and_then(|o| o.parent);
        // Levels are few; the bound only keeps a broken hierarchy from turning forever.
        for _ in 0..8 {
            match next {
                Some(id) if id == office => return true,
                Some(id) => next = self.get(id).and_then(|o| o.parent),
                None => return false,
            }
        }
        false
    }
    /// The office with this identifier.
    #[must_use]
    pub fn get(&self, id: OfficeId) -> Option<&Office> {
        self.offices.get(&id)
    }
    /// Every office.
    pub fn all(&self) -> impl Iterator<Item = &Office> {
        self.offices.values()
    }
    /// The office of a review authority named in the book.
    #[must_use]
    pub fn authority(&self, code: &str) -> Option<&Office> {
        self.offices
            .values()
            .find(|o| o.authority.as_deref() == Some(code))
    }
    /// The zone of an office; offices that are not known count as Jakarta's.
    #[must_use]
    pub fn zone(&self, id: OfficeId) -> Zone {
        self.get(id).map_or(Zone::Wib, |o| o.zone)
    }
}

/// Who gives a command: an account acting at its office with the roles it has there today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The office it acts for.
    pub office: OfficeId,
    /// Its roles at that office, as of now.
    pub roles: Vec<Role>,
    /// Who acts by a ticket; its rows are all that it may do then, whatever the roles.
    pub ticket: Option<Holder>,
}

impl Actor {
    /// Whether whoever acts by a ticket may do this with it; everybody else may, as far as a ticket is concerned.
    #[must_use]
    pub fn ticket_allows(&self, action: Action, machine: Machine) -> bool {
        self.ticket
            .is_none_or(|t| by_ticket(t.stands_for, machine, action).is_some())
    }
    /// Whether the account has one of these roles.
    #[must_use]
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.roles.contains(r))
    }
}
