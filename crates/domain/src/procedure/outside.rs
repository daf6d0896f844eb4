//! The systems of others in which a matter has a number of its own.

vocabulary! {
    /// An outside system.
    OutsideSystem {
        Siapnet = "siapnet", "SIAPNET (KASN)", "SIAPNET (KASN)";
        Sbt = "sbt", "SBT (BKN)", "SBT (BKN)";
        Idis = "idis", "I'DIS (BKN)", "I'DIS (BKN)";
        Siasn = "siasn", "SIASN (BKN)", "SIASN (BKN)";
        SigapLapor = "sigaplapor", "SigapLapor (Bawaslu)", "SigapLapor (Bawaslu)";
        Lapor = "lapor", "SP4N-LAPOR!", "SP4N-LAPOR!";
        Other = "other", "Sistem lain", "Another system";
    }
}
