//! The closed lists of what is known of a case: origin, channel, capacity, kind of subject.

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
        PublicComplaint = "public_complaint", "Pengaduan masyarakat ke otoritas", "Public complaint to the review authority";
        Lapor = "lapor", "SP4N-LAPOR!", "SP4N-LAPOR!";
        OwnInitiative = "own_initiative", "Prakarsa otoritas", "Own initiative of the review authority";
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
    /// Whether the identity of a person in this capacity is sealed; none where it is as that of whom the person
    /// represents.
    #[must_use]
    pub const fn is_sealed(self) -> Option<bool> {
        match self {
            Self::Reporter | Self::Informant => Some(true),
            Self::Representative => None,
            Self::Respondent | Self::Witness | Self::Expert | Self::Finder => Some(false),
        }
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
