//! The officials who may impose: by regime, post of the offender and kind of agency.

use serde::{Deserialize, Serialize};

use super::{Confidence, Weight, catalogue::words, citation};

vocabulary! {
    /// Who imposes.
    Official {
        President = "president", "Presiden", "President";
        PersonnelOfficer = "personnel_officer", "Pejabat Pembina Kepegawaian (PPK)", "Personnel officer (PPK)";
        JptMadya = "jpt_madya", "Pejabat pimpinan tinggi madya", "High official of the middle grade (JPT Madya)";
        JptPratama = "jpt_pratama", "Pejabat pimpinan tinggi pratama", "High official of the first grade (JPT Pratama)";
        Administrator = "administrator", "Pejabat administrator", "Administrator";
        Supervisor = "supervisor", "Pejabat pengawas", "Supervisor (pengawas)";
        ContractingUnit = "contracting_unit", "Unit pemberi kontrak", "Contracting unit";
    }
}

vocabulary! {
    /// The post of the person who is sanctioned, by grade or by distance from the official.
    Post {
        Any = "any", "Semua jabatan", "Any post";
        JptUtama = "jpt_utama", "Pimpinan tinggi utama", "High official of the highest grade (JPT Utama)";
        JptMadyaPpk = "jpt_madya_ppk", "Pimpinan tinggi madya yang menjadi Pejabat Pembina Kepegawaian (PPK)", "High official of the middle grade who is personnel officer (PPK)";
        JptMadya = "jpt_madya", "Pimpinan tinggi madya", "High official of the middle grade (JPT Madya)";
        JptPratama = "jpt_pratama", "Pimpinan tinggi pratama", "High official of the first grade (JPT Pratama)";
        PresidentialPost = "presidential_post", "Jabatan lain yang diangkat Presiden", "Other post filled by the President";
        JfAhliUtama = "jf_ahli_utama", "Jabatan fungsional ahli utama", "Functional post of the highest expert grade";
        AdministratorAndBelow = "administrator_and_below", "Jabatan administrator ke bawah", "Administrator and below";
        OtherJf = "other_jf", "Jabatan fungsional lainnya", "Other functional post";
        OneLevelBelow = "one_level_below", "Satu tingkat di bawah pejabat", "One level below the official";
        TwoLevelsBelow = "two_levels_below", "Dua tingkat di bawah pejabat", "Two levels below the official";
    }
}

vocabulary! {
    /// The kind of agency.
    AgencyLevel {
        Any = "any", "Semua instansi", "Any agency";
        Central = "central", "Instansi pusat", "Central agency";
        Province = "province", "Pemerintah provinsi", "Province";
        RegencyCity = "regency_city", "Pemerintah kabupaten/kota", "Regency or city";
    }
}

/// Which official may impose what on whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImposerRow {
    /// A regime of the kinds of sanction; the transitional kinds follow `pp94`.
    pub regime: String,
    /// Who imposes.
    pub official: Official,
    /// In which kind of agency.
    pub agency: AgencyLevel,
    /// On whom.
    pub post: Post,
    /// Which levels.
    #[serde(deserialize_with = "words")]
    pub levels: Vec<Weight>,
    /// The one kind that it is limited to, if it is.
    #[serde(default)]
    pub only: String,
    /// The kind that it does not reach, if there is one.
    #[serde(default)]
    pub except: String,
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

impl Post {
    /// The officials who may stand one level above a post, and those who may stand two levels above it; which of
    /// them does depends on the unit. Posts outside the line (functional ones) have none here but in rows of their own.
    #[must_use]
    pub const fn above(self) -> (&'static [Official], &'static [Official]) {
        use Official as O;
        match self {
            Self::JptPratama => (&[O::JptMadya], &[]),
            Self::AdministratorAndBelow => (
                &[O::JptPratama, O::Administrator, O::Supervisor],
                &[O::JptMadya, O::JptPratama, O::Administrator],
            ),
            _ => (&[], &[]),
        }
    }
}

impl ImposerRow {
    /// Whether it reaches a post by its distance from the official alone.
    #[must_use]
    pub fn by_distance(&self, post: Post) -> bool {
        let (one, two) = post.above();
        match self.post {
            Post::OneLevelBelow => one.contains(&self.official),
            Post::TwoLevelsBelow => two.contains(&self.official),
            _ => false,
        }
    }

    /// Whether it reaches a kind of its regime.
    #[must_use]
    pub fn reaches(&self, level: Weight, code: &str) -> bool {
        self.levels.contains(&level)
            && (self.only.is_empty() || self.only == code)
            && self.except != code
    }
}
