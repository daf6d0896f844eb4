//! What the book answers: pure functions over [`Book`](super::Book). Every answer carries its steps, each with source
//! and confidence, and its doubts; where more than one reading stands, all are listed, and none is picked in silence.

mod applies;
mod authority;
mod days;
mod imposers;
mod kinds;
mod listed;
mod parts;
mod phase;
mod places;
mod reading;
mod terms;

use chrono::NaiveDate;

use super::Confidence;

pub use applies::{Applies, Asked, Part, applies};
pub use authority::{AuthorityAnswer, Competent, Matter, Tie, authority};
pub use days::{DayAnswer, day, of_coverage};
pub use imposers::{Imposer, imposers};
pub use kinds::{Imposable, KindsAnswer, Standing, kinds};
pub use listed::day_doubts;
pub use phase::phases;
pub use reading::{Fits, Reading, RowAnswer, row_on};
pub use terms::term_doubts;

vocabulary! {
    /// What one step of the reasoning says.
    Because {
        SubjectCovered = "subject_covered", "Katalog berlaku bagi jenis terlapor ini.", "The catalogue holds for this kind of person.";
        SubjectActsOnly = "subject_acts_only", "Bentuk pelanggarannya berlaku bagi jenis terlapor ini; sanksinya menurut kontrak.", "The acts hold for this kind of person; the sanctions are those of the contract.";
        SubjectNotCovered = "subject_not_covered", "Katalog tidak berlaku bagi jenis terlapor ini.", "The catalogue does not hold for this kind of person.";
        BeforeFixed = "before_fixed", "Hari perbuatan mendahului penetapan calon pada jenis pemilihan ini.", "The day lies before candidates of this race were fixed.";
        FixedThatDay = "fixed_that_day", "Calon pada jenis pemilihan ini ditetapkan pada hari itu juga.", "Candidates of this race were fixed on that very day.";
        AfterFixed = "after_fixed", "Hari perbuatan sesudah penetapan calon pada jenis pemilihan ini.", "The day lies after candidates of this race were fixed.";
        BeforeRegistration = "before_registration", "Pendaftaran calon belum dibuka, jadi belum ada calon yang ditetapkan.", "Registration had not begun, so no candidate was fixed.";
        CampaignBegun = "campaign_begun", "Masa kampanye sudah mulai, jadi calon sudah ditetapkan.", "The campaign had begun, so candidates were fixed.";
        RowNames = "row_names", "Baris katalog ini menyebut perbuatan itu dan berlaku pada hari itu.", "This row of the catalogue names the act and holds on the day.";
        RowMayHold = "row_may_hold", "Baris katalog ini menyebut perbuatan itu; apakah berlaku di sini belum terlihat.", "This row of the catalogue names the act; whether it holds here was not seen.";
        RowElsewhere = "row_elsewhere", "Baris katalog ini menyebut perbuatan itu, tetapi tidak berlaku pada hari atau fase itu; bahwa tidak ada baris bukan berarti tidak ada pelanggaran.", "This row of the catalogue names the act, but does not hold on the day or in the phase; that there is no row does not mean that there is no breach.";
        MayBeCrime = "may_be_crime", "Perbuatan yang sama dapat juga menjadi tindak pidana pemilu; bagian itu diteruskan ke kepolisian di Sentra Gakkumdu.", "The same act may be an election crime too; that part goes to the police in Gakkumdu.";
        RegimeOfTheDay = "regime_of_the_day", "Jenis sanksi diambil dari aturan ini, menurut hari perbuatan.", "Kinds of sanction come from this regime, by the day of the act.";
        KindsOfContract = "kinds_of_contract", "Jenis sanksi diambil dari kontrak kerja.", "Kinds of sanction come from the work contract.";
        Reviews = "reviews", "Otoritas ini yang memeriksa perkara yang masuk pada hari itu.", "This authority takes in what comes on the day.";
        RunsOff = "runs_off", "Otoritas ini menyelesaikan perkara yang sudah diproses pendahulunya.", "This authority ends what its predecessor had processed.";
        Inherits = "inherits", "Otoritas ini melanjutkan perkara yang belum diproses pendahulunya.", "This authority goes on with what its predecessor had not processed.";
        ReportedToo = "reported_too", "Sumber lain menyebut hari mulai yang lebih awal bagi otoritas ini.", "Another source gives this authority an earlier first day.";
        DueBy = "due_by", "Badan ini harus sudah ada pada hari itu; pembentukannya belum terlihat.", "This body must exist by then; that it does was not seen.";
        GoesTo = "goes_to", "Tujuan penerusan bagi jenis terlapor ini.", "Where the matter of this kind of person goes.";
    }
}

vocabulary! {
    /// Why an answer is no plain one.
    Doubt {
        SeveralParts = "several_parts", "Hari perbuatan berada di kedua sisi suatu batas: satu jawaban per bagian; pejabat memilih dengan alasan.", "The days lie on both sides of a boundary: one answer per part; an officer chooses with a reason.";
        SubjectUnknown = "subject_unknown", "Jenis terlapor belum diketahui: setiap jenis ditampilkan.", "The kind of person is not known: each is listed.";
        SubjectNotInForce = "subject_not_in_force", "Buku tidak memuat apa yang berlaku bagi jenis terlapor ini pada hari itu.", "The book does not say what holds for this kind of person on the day.";
        RegionOfOtherDays = "region_of_other_days", "Kode wilayah ini tidak dipakai pada seluruh hari itu: buku tidak mencari hari tahapan menurut kode lainnya.", "No region bore this code on all of these days: stage days under another code are not looked up.";
        RaceNotThere = "race_not_there", "Wilayah ini tidak mempunyai pemilihan jenis itu: kabupaten memilih bupati, kota memilih wali kota (praktik), dan bagian administratif Jakarta tidak memilih kepala daerah sendiri (pengetahuan umum; sumbernya belum terlihat).", "This region has no such race: a regency elects a regent, a city a mayor (practice), and the administrative parts of Jakarta elect no head of their own (general knowledge, no source was seen).";
        RaceThereUnsure = "race_there_unsure", "Belum pasti wilayah ini mengadakan pemilihan jenis itu: buku tidak memuat baris tahapan wilayah itu, dan hari-harinya adalah hari umum.", "Whether this region held this race is unsure: the book has no row of a stage of that region, and the days are the general ones.";
        TextNotYet = "text_not_yet", "Naskah ini belum berlaku pada hari awal.", "This text was not yet in force on the day of the start.";
        TextNoLonger = "text_no_longer", "Naskah ini tidak lagi berlaku pada hari awal; hanya perkara yang sudah di bawahnya sebelum itu yang tetap mengikutinya.", "This text was no longer in force on the day of the start: only matters that came under it before stay under it.";
        NoElection = "no_election", "Pemilihan tidak disebut: kedua fase ditampilkan.", "No election was named: both phases are listed.";
        FixingNotKnown = "fixing_not_known", "Hari penetapan calon tidak ada dalam buku: kedua fase ditampilkan.", "The book does not know when candidates are fixed: both phases are listed.";
        FixingUnsure = "fixing_unsure", "Hari penetapan calon belum pasti: kedua fase ditampilkan.", "The day when candidates were fixed is unsure: both phases are listed.";
        FixedThatDay = "fixed_that_day", "Calon ditetapkan pada hari itu juga; jamnya belum terlihat: kedua fase ditampilkan.", "Candidates were fixed on that very day, the hour was not seen: both phases are listed.";
        NoRow = "no_row", "Tidak ada baris katalog yang berlaku pada hari itu yang menyebut perbuatan ini pada fase ini.", "No row of the catalogue that holds on the day names this act in this phase.";
        RowUnsure = "row_unsure", "Suatu baris hanya mungkin berlaku.", "A row only may hold.";
        PhaseNotSeen = "phase_not_seen", "Pada fase mana suatu baris berlaku belum terlihat: baris itu diambil untuk keduanya.", "In which phase a row holds was not seen: it is taken for both.";
        BasisUnsure = "basis_unsure", "Norma atau dasar sanksi suatu baris belum pasti atau belum terlihat.", "The norm or the sanction basis of a row is unsure or was not seen.";
        KindsUnsure = "kinds_unsure", "Apakah suatu jenis sanksi dapat dijatuhkan di sini belum pasti.", "Whether a kind of sanction may be imposed here is unsure.";
        LevelNotSeen = "level_not_seen", "Tingkat sanksi suatu baris belum terlihat: semua tingkat ditampilkan.", "The level of a row was not seen: kinds of every level are listed.";
        LevelUnsure = "level_unsure", "Tingkat sanksi suatu baris belum pasti.", "The level of a row is unsure.";
        LevelsDiffer = "levels_differ", "Baris-baris itu menyebut tingkat yang berbeda.", "The rows name different levels.";
        SideBySide = "side_by_side", "Pemotongan tunjangan kinerja ditangguhkan dan jenis peralihan dijatuhkan sebagai gantinya; apakah peraturan yang mengakhirinya sudah terbit tidak ditemukan, jadi keduanya ditampilkan.", "The allowance cuts are postponed and the transitional kinds are imposed in their place; whether the regulation that ends this has been issued was not found, so both are listed.";
        PendingUnsure = "pending_unsure", "Apakah perkara yang berjalan pada pergantian aturan tetap di bawah aturan lama belum pasti.", "Whether a matter under way when the regimes changed stays under the older one is unsure.";
        NoKinds = "no_kinds", "Buku tidak memuat jenis sanksi bagi jenis terlapor ini pada hari itu.", "The book has no kinds of sanction for this kind of person on the day.";
        AuthorityUnsure = "authority_unsure", "Hari pergantian otoritas belum pasti: yang lain ikut ditampilkan.", "The day when authorities changed is unsure: the other one is listed too.";
        NoAuthority = "no_authority", "Buku tidak memuat otoritas pemeriksa pada hari itu.", "The book has no review authority on the day.";
        ProcessedUnsure = "processed_unsure", "Kapan perkara dianggap sudah diproses pendahulunya belum pasti; pejabat dapat memilih lain dengan alasan.", "When a matter counts as processed by the predecessor is unsure; an officer may choose otherwise with a reason.";
        DestinationUnsure = "destination_unsure", "Tujuan penerusannya belum pasti.", "Where it goes is unsure.";
        SeveralDestinations = "several_destinations", "Lebih dari satu tujuan mungkin berwenang.", "More than one destination may be competent.";
        NoDestination = "no_destination", "Buku tidak memuat tujuan penerusannya.", "The book names no destination.";
        NoHolidaysKnown = "no_holidays_known", "Buku tidak memuat hari libur tahun itu.", "The book has no holidays of that year.";
        HolidaysProvisional = "holidays_provisional", "Hari libur tahun itu masih perkiraan.", "The days off of that year are provisional.";
        ByDistance = "by_distance", "Siapa pejabatnya bergantung pada jarak jabatannya: satu tingkat atau dua tingkat di bawah pejabat itu.", "Which official it is depends on whether the post is one level or two levels below him.";
        BeforeData = "before_data", "Hari itu mendahului data buku ini (sejak 1 Januari 2018): jawabannya mungkin bukan aturan hari itu.", "The day lies before the data of this book (from 1 January 2018): the answer may not be the law of that day.";
        HolidayUnsure = "holiday_unsure", "Hari libur itu belum pasti.", "The day off is unsure.";
        OfficialNotSeen = "official_not_seen", "Siapa yang menjatuhkan jenis ini atas jabatan itu belum terlihat.", "Who imposes this kind on that post was not seen.";
    }
}

/// One step of the reasoning, with what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'b> {
    /// What it says.
    pub what: Because,
    /// The code of the row that it rests on.
    pub row: &'b str,
    /// The day in that row that decides, if one does.
    pub day: Option<NaiveDate>,
    /// The source.
    pub source: &'b str,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts of the row.
    pub note: &'b str,
}

/// A parameter of a question that the book does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// The parameter.
    pub field: &'static str,
    /// The stable code of the fault.
    pub code: &'static str,
}

/// Adds a doubt once.
fn doubt(doubts: &mut Vec<Doubt>, new: Doubt) {
    if !doubts.contains(&new) {
        doubts.push(new);
    }
}
