//! Texts of field errors by their code, in both languages.
//!
//! Owns the words for a field that cannot be taken. Must not know which DTO has which field.

use crate::extract::Language;

/// One row: a field error's code and its texts.
#[derive(Debug)]
pub struct FieldText {
    /// Stable code.
    pub code: &'static str,
    /// Indonesian.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

macro_rules! texts {
    ($($code:literal [$id:literal, $en:literal];)+) => {
        /// Every field error code with a text of its own.
        pub static FIELD_TEXTS: &[FieldText] = &[$(FieldText { code: $code, id: $id, en: $en }),+];
    };
}

texts! {
    "missing" ["Kolom ini wajib diisi.", "This field is required."];
    "unknown_field" ["Kolom ini tidak dikenal.", "This field is unknown."];
    "duplicate_field" ["Kolom ini ditulis dua kali.", "This field is written twice."];
    "nul_character" ["Teks memuat karakter NUL.", "The text holds a NUL character."];
    "too_deep" ["Bersarang terlalu dalam: paling banyak 16 tingkat.", "Nested too deep: at most 16 levels."];
    "too_many_items" ["Terlalu banyak butir: paling banyak 1.000.", "Too many items: at most 1,000."];
    "wrong_type" ["Jenis nilai salah.", "The value has the wrong type."];
    "bad_format" ["Bentuk nilai salah.", "The value has the wrong form."];
    "unknown_value" ["Nilai ini bukan salah satu pilihan.", "The value is none of the choices."];
    "blank" ["Teks hanya berisi spasi.", "The text holds blanks alone."];
    "length" ["Panjang nilai di luar batas.", "The value is too short or too long."];
    "nothing_to_find" ["Tidak ada kata yang dapat dicari: paling sedikit dua huruf atau angka, selain kata umum.", "Nothing that can be looked for: at least two letters or digits, and more than common words."];
    "too_short" ["Terlalu pendek.", "Too short."];
    "too_long" ["Terlalu panjang.", "Too long."];
    "range" ["Nilai di luar batas.", "The value is out of range."];
    "out_of_range" ["Nilai di luar batas.", "The value is out of range."];
    "email" ["Bukan alamat surel.", "Not an e-mail address."];
    "url" ["Bukan alamat web.", "Not a web address."];
    "in_future" ["Tanggal berada di masa depan.", "The date is in the future."];
    "after_the_end" ["Awal rentang berada setelah akhirnya.", "The range begins after its end."];
    "nip_length" ["NIP terdiri atas 18 angka.", "A NIP has 18 digits."];
    "nip_digits" ["NIP hanya berisi angka.", "A NIP holds digits only."];
    "nip_date" ["NIP memuat tanggal yang tidak mungkin.", "The NIP holds an impossible date."];
    "nik_form" ["NIK terdiri atas 16 angka dengan tanggal yang mungkin.", "A NIK has 16 digits with a possible date."];
    "duplicate_identifier" ["Nomor identitas ini sudah ada dalam perkara.", "This identifier is in the case already."];
    "no_such_party" ["Pihak ini tidak ada dalam perkara.", "There is no such party in the case."];
    "no_such_agency" ["Tidak ada instansi dengan tanda pengenal ini.", "There is no agency with this identifier."];
    "no_such_meeting" ["Rapat pleno ini tidak ada pada kantor Anda.", "Your office has no such meeting."];
    "recorded_before" ["Rapat pleno ini sudah dicatat; hari dan jumlahnya tetap.", "This meeting was recorded before; its day and counts stand."];
    "no_such_case" ["Perkara ini tidak ada, atau tidak terlihat bagi kantor Anda.", "There is no such case, or your office cannot see it."];
    "no_such_file" ["Berkas ini tidak ada pada perkara ini.", "The case has no such file."];
    "no_such_paper" ["Surat ini tidak ada pada jalur ini.", "The track has no such paper."];
    "no_such_evidence" ["Bukti ini tidak ada pada perkara ini.", "The case has no such evidence."];
    "named_twice" ["Disebut dua kali.", "It is named twice."];
    "stale" ["Telah berubah sejak dibaca.", "It has changed since it was read."];
    "unknown_election" ["Pemilihan dan jenisnya tidak ada dalam buku hukum.", "The law book has no such election and race."];
    "unknown_act" ["Perbuatan ini tidak ada dalam buku hukum.", "The law book has no such act."];
    "unknown_region" ["Kode wilayah ini tidak ada dalam buku hukum.", "The law book has no region with this code."];
    "not_for_this_action" ["Kolom ini tidak berlaku bagi tindakan ini.", "This field does not belong to this action."];
    "role_apart" ["Peran ini tidak berdampingan dengan peran lain akun itu: administrator akun tidak memegang peran yang membaca perkara, dan satu akun berperan di satu lembaga saja pada hari yang sama; buat akun tersendiri.", "This role does not stand beside others of the account: who manages accounts has no role that reads cases, and an account has roles at one institution alone on any day; make an account of its own."];
    "role_runs" ["Peran ini sudah berjalan di kantor itu pada hari-hari tersebut.", "This role runs at that office on some of these days already."];
    "before_begin" ["Hari ini mendahului hari mulainya.", "The day lies before its beginning."];
    "role_not_at_this_office" ["Peran ini tidak ada pada jenis kantor itu.", "That kind of office has no such role."];
    "twice" ["Kode ini ditulis dua kali.", "This code is written twice."];
    "no_such_office" ["Tidak ada kantor dengan kode atau tanda pengenal ini.", "There is no office with this code or identifier."];
    "parent_of_another_kind" ["Kantor di atasnya harus sejenis.", "The office above must be of the same kind."];
    "parent_not_above" ["Kantor itu tidak setingkat di atas.", "That office is not of a higher level."];
    "office_closed" ["Kantor ini sudah ditutup.", "The office is closed."];
    "not_for_this_office" ["Kolom ini tidak berlaku bagi kantor jenis atau tingkat ini.", "This field does not belong to an office of this kind or level."];
    "area_of_parent" ["Kode wilayahnya harus sama dengan kantor di atasnya.", "It has the area code of the office above it."];
    "unknown_authority" ["Otoritas ini tidak ada dalam buku hukum.", "The law book has no such authority."];
    "no_such_term" ["Buku hukum tidak memuat tenggat ini menurut aturan itu.", "The law book has no such term under that law text."];
    "not_together" ["Kolom ini tidak dapat dipakai bersama kolom lain yang diisi.", "This field does not go with another one that was sent."];
    "overlaps" ["Bertindih dengan yang sebelumnya.", "It overlaps the one before."];
    "end_before_start" ["Hari terakhir mendahului hari pertama.", "The last day lies before the first."];
    "differs" ["Hal ini tidak berubah pada kantor yang sudah ada.", "This never changes for an office that is there."];
    "taken" ["Sudah dipakai.", "Taken already."];
    "one_is_enough" ["Tindakan ini tidak memerlukan orang kedua; kirim langsung ke alamatnya.", "This step needs no second person; send it to its own address."];
    "not_in_this_case" ["Tidak ada dalam perkara ini.", "There is no such record in this case."];
    "changes_nothing" ["Pembetulan ini tidak mengubah apa pun.", "The amendment changes nothing."];
    "paper_of_other_cases" ["Surat ini juga ada pada perkara lain, dan tenggatnya bergantung pada tanggalnya: betulkan nomor atau kata-katanya saja, atau tambahkan surat yang benar.", "The paper stands in other cases too, and their terms rest on its days: amend its number or words only, or add the right paper."];
    "number_of_a_person" ["Ini mungkin NIP, NI PPPK, atau NIK seseorang: nomor di sistem lain dicatat di sini, nomor orang pada data orangnya.", "This may be a person's NIP, NI PPPK or NIK: numbers in other systems belong here, a person's number with the person."];
    "meeting_of_other_cases" ["Rapat pleno ini juga memutus perkara lain: harinya tidak dibetulkan dari satu perkara.", "The plenary meeting decided other cases too: its day is not amended from one of them."];
    "unknown_code" ["Tindakan ini tidak ada pada jenis jalur itu.", "That kind of track has no such action."];
    "day_off_twice" ["Hari ini sudah libur.", "The day is off already."];
    "no_day_off" ["Hari ini bukan hari libur dengan keputusan.", "The day is not off by decree."];
    "no_colleague" ["Akun ini tidak berperan di kantor Anda hari ini.", "The account has no role at your office today."];
    "malformed_code" ["Kode terdiri atas huruf, angka, tanda hubung, garis bawah, dan titik.", "A code is made of letters, digits, hyphen, underscore and dot."];
    "no_such_row" ["Buku hukum tidak memuat baris itu.", "The law book has no such row."];
    "no_such_kind" ["Buku hukum tidak memuat jenis sanksi itu.", "The law book has no such kind of sanction."];
    "kind_without_level" ["Jenis sanksi harus bertingkat, atau di luar tingkat.", "A kind of sanction has a level, or lies outside the levels."];
    "level_untold" ["Tanpa tingkat, catatan harus menyebutnya.", "Without a level, a note has to say that none was seen."];
    "stage_out_of_order" ["Urutan tahapan tidak benar.", "The stage is out of order."];
    "stage_days" ["Tahapan memerlukan hari pertama dan terakhir; yang dibatalkan atau kembali mengikuti yang umum tidak.", "A stage has its first and last day; one that is annulled or as for all again has none."];
    "stage_change" ["Baris pertama suatu tahapan menetapkan; berikutnya memindahkan, membatalkan atau mengulang. Hanya yang ditetapkan tersendiri dapat kembali mengikuti yang umum.", "The first row of a stage sets it; a later one moves, annuls or repeats it. Only what was set apart can be as for all again."];
    "length_as_before" ["Panjang tenggat ini sudah demikian.", "The term has this length already."];
    "password_too_short" ["Kata sandi paling sedikit 15 karakter; 8 bila faktor kedua terpasang.", "A password has at least 15 characters; 8 beside a second factor."];
    "password_too_long" ["Kata sandi paling banyak 256 karakter.", "A password has at most 256 characters."];
    "password_control_character" ["Kata sandi tidak memuat karakter kendali.", "A password holds no control characters."];
    "password_common" ["Kata sandi ini ada dalam daftar kata sandi umum, atau tersusun dari nama akun, orang, atau kantornya.", "This password is on the list of common ones, or made of the names of the account, its holder or its offices."];
    "password_wrong" ["Kata sandi tidak cocok.", "The password does not fit."];
    "code_wrong" ["Kode tidak cocok, atau sudah dipakai.", "The code does not fit, or was used."];
    "role_not_for_systems" ["Peran ini untuk orang, bukan untuk sistem: sistem tidak memimpin, tidak memutus, dan tidak mengelola akun.", "This role is for people, not for systems: a system neither heads, decides nor keeps accounts."];
    "nobody_reports_here" ["Informasi awal dan temuan tidak memiliki pelapor; yang memberi tahu adalah seorang pemberi informasi awal, dan hanya dicatat saat penyampaian.", "Early information and findings have no reporter; who told is one early informant, named at the filing alone."];
    "system_is_nobody" ["Akun ini milik sistem dan bukan akun seseorang.", "This account is a system's; no person stands behind it."];
    "office_not_of_system" ["Sistem hanya bertindak untuk kantornya sendiri.", "A system acts for its own office alone."];
    "unknown_scope" ["Ada cakupan yang tidak dikenal.", "One of the scopes is unknown."];
    "longer_than_allowed" ["Lebih lama daripada yang diizinkan instalasi ini.", "Longer than this installation allows."];
    "no_role_there" ["Akun ini tidak memiliki peran di kantor itu.", "The account has no role at that office."];
    "unknown_issuer" ["Penerbit ini tidak dipercaya instalasi ini.", "This installation does not believe this issuer."];
    "challenge_unknown" ["Tantangan ini bukan dari pemasangan ini.", "The challenge was not made here."];
    "challenge_too_easy" ["Sejak tantangan ini dibuat banyak yang masuk; minta yang baru.", "Much came in since this challenge was made; ask for a new one."];
    "challenge_expired" ["Tantangan sudah kedaluwarsa; minta yang baru.", "The challenge has lapsed; ask for a new one."];
    "challenge_used" ["Tantangan sudah dipakai; minta yang baru.", "The challenge was used; ask for a new one."];
    "solution_wrong" ["Jawaban tidak memenuhi tingkat kesukaran tantangan.", "The solution is not as hard as the challenge asks for."];
    "office_not_open" ["Kantor ini tidak terbuka bagi umum di sini.", "This office is not open to the public here."];
    "no_online_reports_here" ["Kantor ini tidak menerima laporan daring; pilih kantor kabupaten/kota, provinsi, atau RI.", "This office takes no online reports; choose the office of the regency or city, the province, or Bawaslu RI."];
    "no_such_announced_report" ["Tidak ada laporan dengan kode ini yang menunggu di kantor Anda.", "No report with this reference waits at your office."];
    "no_such_ticket" ["Tidak ada tanda terima yang berlaku dengan tanda pengenal ini pada perkara.", "The case has no such ticket that runs."];
    "no_such_holder" ["Perkara ini tidak berasal dari pemegang seperti itu.", "The case does not come from such a holder."];
    "represents_nobody_here" ["Kuasa ini tidak mewakili pelapor, pemberi informasi, atau terlapor perkara.", "The representative stands for no reporter, informant or respondent of the case."];
    "check_not_for_kind" ["Cara pemeriksaan ini tidak cukup bagi pemegang seperti itu.", "This way of checking is not enough for such a holder."];
    "no_open_question" ["Tidak ada pertanyaan terbuka dengan tanda pengenal ini.", "There is no open question with this identifier."];
    "password_too_plain" ["Kata sandi terlalu mudah ditebak.", "The password is too easy to guess."];
}

/// The text of a code; a code without a row gets a general text.
#[must_use]
pub fn field_text(code: &str, language: Language) -> &'static str {
    let row = FIELD_TEXTS.iter().find(|row| row.code == code);
    match language {
        Language::Indonesian => row.map_or("Nilai ini tidak dapat diterima.", |row| row.id),
        Language::English => row.map_or("The value cannot be taken.", |row| row.en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut seen = std::collections::HashSet::new();
        assert!(FIELD_TEXTS.iter().all(|row| seen.insert(row.code)));
    }

    #[test]
    fn an_unknown_code_still_gets_a_text() {
        assert_eq!(
            field_text("no_such_code", Language::English),
            "The value cannot be taken."
        );
        assert_eq!(
            field_text("missing", Language::Indonesian),
            "Kolom ini wajib diisi."
        );
    }
}
