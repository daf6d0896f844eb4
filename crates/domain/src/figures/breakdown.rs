//! By what figures are broken down.

vocabulary! {
    /// By what a figure is broken down. Where an entry has none of it (a case has no agency), its row says so.
    By {
        Election = "election", "Pemilihan", "Election";
        Origin = "origin", "Asal perkara", "How the case began";
        Office = "office", "Kantor yang menangani", "Handling office";
        Province = "province", "Provinsi kantor yang menangani", "Province of the handling office";
        Regency = "regency", "Kabupaten/kota kantor yang menangani", "Regency or city of the handling office";
        Agency = "agency", "Instansi pejabat pembina kepegawaian (PPK)", "Agency of the personnel officer (PPK)";
        Authority = "authority", "Otoritas pemeriksa", "Review authority";
        Subject = "subject", "Jenis terlapor", "What the respondent is";
        State = "state", "Tahap, hasil, tindak lanjut, atau tenggat", "Stage, finding, follow-up or term";
        Holder = "holder", "Siapa yang harus menjaga tenggat", "Who has to keep the term";
        Level = "level", "Tingkat yang direkomendasikan", "Level recommended";
        Kind = "kind", "Jenis sanksi", "Kind of sanction";
        Violation = "violation", "Pelanggaran", "Violation";
        Month = "month", "Bulan hari hukumnya", "Month of the legal day";
    }
}
