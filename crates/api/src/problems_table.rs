//! The one table of problems: every way this API says no, with its status and its texts.
//!
//! Owns codes, statuses, titles and advice. Must not know requests or domain types. The error page of
//! the documentation and the problem schema are read from here; a code is never renamed.

/// One row of the table.
#[derive(Debug)]
pub struct ProblemType {
    /// Stable, language-free code; also the last part of the `type` URI.
    pub code: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Whether the very same request may succeed later.
    pub retryable: bool,
    /// Indonesian title, the same for every occurrence.
    pub title_id: &'static str,
    /// English title, the same for every occurrence.
    pub title_en: &'static str,
    /// What to do about it, Indonesian.
    pub advice_id: &'static str,
    /// What to do about it, English.
    pub advice_en: &'static str,
}

macro_rules! problems {
    ($($name:ident $code:literal $status:literal $retry:ident
        [$title_id:literal, $title_en:literal]
        [$advice_id:literal, $advice_en:literal];)+) => {
        /// Names of the rows of [`PROBLEMS`], in the same order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $title_en] $name,)+
        }
        /// Every problem this API answers with.
        pub static PROBLEMS: &[ProblemType] = &[$(ProblemType {
            code: $code,
            status: $status,
            retryable: problems!(@ $retry),
            title_id: $title_id,
            title_en: $title_en,
            advice_id: $advice_id,
            advice_en: $advice_en,
        }),+];
        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }
            /// Whether the very same request may succeed later.
            #[must_use]
            pub const fn retryable(self) -> bool {
                match self { $(Self::$name => problems!(@ $retry)),+ }
            }
            /// Title and advice in one language.
            #[must_use]
            pub const fn texts(self, language: Language) -> (&'static str, &'static str) {
                match (self, language) { $(
                    (Self::$name, Language::Indonesian) => ($title_id, $advice_id),
                    (Self::$name, Language::English) => ($title_en, $advice_en),
                )+ }
            }
        }
    };
    (@ again) => { true };
    (@ final) => { false };
}

use crate::extract::Language;

problems! {
    BadJson "bad_json" 400 final
        ["Isi permintaan bukan JSON yang sah", "The body is not valid JSON"]
        ["Perbaiki sintaks JSON; letak kesalahan disebut dalam rincian.", "Correct the JSON syntax; the detail names the place."];
    DuplicateField "duplicate_field" 400 final
        ["Satu kolom ditulis dua kali", "A field is written twice"]
        ["Tulis setiap kolom satu kali saja dalam satu objek.", "Write every field once only within an object."];
    NulCharacter "nul_character" 400 final
        ["Teks memuat karakter NUL", "A text holds a NUL character"]
        ["Hapus karakter NUL (U+0000) dari teks.", "Remove the NUL character (U+0000) from the text."];
    BadQuery "bad_query" 400 final
        ["Parameter kueri tidak dapat diterima", "A query parameter cannot be taken"]
        ["Perbaiki parameter yang disebut.", "Correct the parameters that are named."];
    UnknownFilter "unknown_filter" 400 final
        ["Parameter kueri tidak dikenal", "A query parameter is unknown"]
        ["Hapus parameter yang disebut; parameter asing tidak pernah diabaikan.", "Remove the parameters that are named; unknown ones are never ignored."];
    CursorInvalid "cursor_invalid" 400 final
        ["Penanda halaman tidak sah", "The page cursor is not valid"]
        ["Mulai lagi dari halaman pertama, dengan penyaring yang sama sampai akhir.", "Start again from the first page and keep the same filters to the end."];
    IdempotencyKeyRequired "idempotency_key_required" 400 final
        ["Header Idempotency-Key wajib ada", "The Idempotency-Key header is required"]
        ["Kirim kunci baru untuk setiap perintah, dan kunci yang sama saat mengulanginya.", "Send a new key for every command, and the same key when repeating it."];
    IdempotencyKeyInvalid "idempotency_key_invalid" 400 final
        ["Header Idempotency-Key tidak sah", "The Idempotency-Key header is not valid"]
        ["Gunakan satu kunci berisi 1 sampai 255 karakter ASCII yang terlihat.", "Use one key of 1 to 255 visible ASCII characters."];
    IfMatchInvalid "if_match_invalid" 400 final
        ["Header If-Match tidak sah", "The If-Match header is not valid"]
        ["Kirim satu ETag kuat yang diterima saat membaca, misalnya \"5\".", "Send the one strong ETag that a read gave, such as \"5\"."];
    FileHeaderInvalid "file_header_invalid" 400 final
        ["Header berkas tidak sah", "A header of the file is not valid"]
        ["Perbaiki header yang disebut dalam rincian.", "Correct the header that the detail names."];
    Unauthenticated "unauthenticated" 401 final
        ["Perlu masuk terlebih dahulu", "Sign in first"]
        ["Minta token lewat POST /v1/sessions dan kirim dalam header Authorization.", "Get a token from POST /v1/sessions and send it in the Authorization header."];
    TokenInvalid "token_invalid" 401 final
        ["Token tidak sah", "The token is not valid"]
        ["Masuk lagi untuk memperoleh token baru.", "Sign in again to get a new token."];
    TokenExpired "token_expired" 401 final
        ["Masa berlaku token telah lewat", "The token has expired"]
        ["Masuk lagi untuk memperoleh token baru.", "Sign in again to get a new token."];
    CredentialsWrong "credentials_wrong" 401 final
        ["Nama pengguna atau kata sandi tidak cocok", "User name or password do not fit"]
        ["Periksa keduanya; akun yang ditutup dijawab sama.", "Check both; a closed account is answered the same."];
    SecondFactorRequired "second_factor_required" 401 final
        ["Kode faktor kedua diperlukan", "A code of the second factor is needed"]
        ["Kirim lagi dengan code: kode aplikasi autentikator yang sekarang dan belum dipakai, atau kode pemulihan.", "Send again with code: the authenticator app's present code, not used before, or a recovery code."];
    InsufficientScope "insufficient_scope" 403 final
        ["Token sistem tidak mencakup operasi ini", "The system's token is not for this operation"]
        ["Mintalah rahasia dengan cakupan yang diperlukan kepada administrator kantor, lalu token baru dengannya.", "Ask the administrator of the office for a secret with the scope that is needed, and get a new token by it."];
    ForbiddenRole "forbidden_role" 403 final
        ["Peran Anda tidak berwenang melakukan ini", "Your role may not do this"]
        ["Lihat next_actions untuk yang dapat Anda lakukan.", "See next_actions for what you may do."];
    ForbiddenOffice "forbidden_office" 403 final
        ["Tindakan ini dilakukan oleh kantor lain", "Another office does this"]
        ["Alasannya menyebut mengapa; lihat next_actions untuk yang dapat dilakukan kantor Anda.", "The reason says why; see next_actions for what your office may do."];
    IdentitySealed "identity_sealed" 403 final
        ["Identitas ini tersegel", "This identity is sealed"]
        ["Minta pembukaan lewat POST …/unsealings dengan dasar dan tujuan; setelah orang kedua di kantor Anda menyetujui, Anda dapat membacanya selama masa yang disebut.", "Ask by POST …/unsealings with a ground and a purpose; once a second person of your office agrees, you may read it for the time that is told."];
    NotFound "not_found" 404 final
        ["Tidak ditemukan", "Not found"]
        ["Tidak ada, atau tidak terlihat bagi kantor Anda.", "It does not exist, or your office cannot see it."];
    ReceiptUnknown "receipt_unknown" 404 final
        ["Tanda terima tidak dikenal", "The receipt is unknown"]
        ["Periksa seluruh hurufnya. Tanda terima yang salah, tidak ada, atau sudah berakhir dijawab sama; kantor dapat memberikan yang baru.", "Check every letter. A wrong, an unknown and an ended receipt are answered alike; the office can give a new one."];
    UnknownRoute "unknown_route" 404 final
        ["Alamat tidak dikenal", "The address is unknown"]
        ["Lihat /docs untuk semua alamat.", "See /docs for every address."];
    MethodNotAllowed "method_not_allowed" 405 final
        ["Metode tidak berlaku di alamat ini", "The method is not allowed here"]
        ["Header Allow menyebut metode yang berlaku.", "The Allow header names the methods that are."];
    NotAcceptable "not_acceptable" 406 final
        ["Bentuk jawaban yang diminta tidak tersedia", "The requested form of answer is not available"]
        ["Terima application/json.", "Accept application/json."];
    RequestTimeout "request_timeout" 408 again
        ["Isi permintaan terlalu lama datang", "The body took too long to arrive"]
        ["Ulangi permintaan; tidak ada yang ditulis.", "Repeat the request; nothing was written."];
    StepNotAllowed "step_not_allowed" 409 final
        ["Langkah ini tidak dapat diambil dari keadaan sekarang", "This step cannot be taken from the present state"]
        ["allowed_from menyebut keadaan yang dituntut, next_actions langkah yang terbuka.", "allowed_from names the states it needs, next_actions the steps that are open."];
    GuardRefused "guard_refused" 409 final
        ["Syarat hukum langkah ini belum terpenuhi", "A legal condition of this step is not met"]
        ["reason menyebut syaratnya, legal_basis dasar hukumnya.", "reason names the condition, legal_basis the law."];
    AccountRefused "account_refused" 409 final
        ["Aturan pengelolaan akun tidak mengizinkannya", "A rule of keeping accounts does not allow it"]
        ["reason menyebut aturannya; bukan syarat hukum suatu langkah perkara.", "reason names the rule; it is no legal condition of a step of a case."];
    ApprovalRequired "approval_required" 409 final
        ["Langkah ini memerlukan orang kedua", "This step needs a second person"]
        ["Ajukan lewat POST /v1/approvals; akun lain di kantor yang sama, dengan salah satu peran dalam second_person, mengonfirmasinya.", "Ask by POST /v1/approvals; another account of the same office, with one of the roles in second_person, confirms it."];
    Conflict "conflict" 409 final
        ["Bertentangan dengan data yang sudah ada", "It clashes with what exists already"]
        ["Ubah kolom yang disebut.", "Change the field that is named."];
    Erased "erased" 410 final
        ["Sudah dihapus", "It was erased"]
        ["Isinya telah dimusnahkan dan tidak kembali; sertifikatnya ada dalam jurnal perkara.", "Its content was destroyed and does not come back; the certificate stands in the journal of the case."];
    VersionStale "version_stale" 412 final
        ["Data telah berubah sejak Anda membacanya", "It has changed since you read it"]
        ["Baca lagi, periksa perubahannya, lalu kirim dengan ETag baru.", "Read it again, look at the change, then send with the new ETag."];
    BodyTooLarge "body_too_large" 413 final
        ["Isi permintaan terlalu besar", "The body is too large"]
        ["Perkecil isi; batasnya disebut dalam rincian.", "Make the body smaller; the detail states the limit."];
    UnsupportedMediaType "unsupported_media_type" 415 final
        ["Jenis isi tidak didukung", "The media type is not supported"]
        ["Kirim application/json dalam UTF-8 tanpa Content-Encoding.", "Send application/json in UTF-8 without a Content-Encoding."];
    FileKindNotTaken "file_kind_not_taken" 415 final
        ["Jenis berkas ini tidak diterima", "This kind of file is not taken"]
        ["Kirim salah satu jenis yang disebut /docs, tanpa Content-Encoding.", "Send one of the kinds that /docs names, without a Content-Encoding."];
    FileNotWhatItSays "file_not_what_it_says" 422 final
        ["Isi berkas bukan jenis yang disebut", "The file is not of the kind that it says"]
        ["Kirim Content-Type yang sesuai dengan isi berkas.", "Send the Content-Type that fits the bytes."];
    FileDigestDiffers "file_digest_differs" 422 final
        ["Berkas tidak sesuai dengan digest yang dikirim", "The file does not have the digest that was sent"]
        ["Unggah lagi; berkas berubah di jalan atau digest-nya keliru.", "Upload again; the bytes changed on their way, or the digest is wrong."];
    UnknownField "unknown_field" 422 final
        ["Ada kolom yang tidak dikenal", "A field is unknown"]
        ["Hapus kolom yang disebut; kolom asing tidak pernah diabaikan.", "Remove the fields that are named; unknown ones are never ignored."];
    ValidationFailed "validation_failed" 422 final
        ["Ada kolom yang tidak dapat diterima", "A field cannot be taken"]
        ["Perbaiki semua kolom yang disebut dalam errors.", "Correct every field that errors names."];
    IdempotencyKeyReused "idempotency_key_reused" 422 final
        ["Idempotency-Key sudah dipakai untuk permintaan lain", "The Idempotency-Key was used for another request"]
        ["Pakai kunci baru; jangan mengubah isi saat mengulang.", "Use a new key; do not change the body when repeating."];
    IfMatchRequired "if_match_required" 428 final
        ["Header If-Match wajib ada", "The If-Match header is required"]
        ["Baca dahulu, lalu kirim ETag-nya dalam If-Match.", "Read first, then send its ETag in If-Match."];
    TooManyRequests "too_many_requests" 429 again
        ["Terlalu banyak permintaan", "Too many requests"]
        ["Tunggu selama yang disebut header Retry-After.", "Wait as long as the Retry-After header says."];
    HeadersTooLarge "headers_too_large" 431 final
        ["Header permintaan terlalu besar", "The request headers are too large"]
        ["Perkecil header.", "Make the headers smaller."];
    Internal "internal" 500 again
        ["Kesalahan di pihak kami", "A fault on our side"]
        ["Ulangi dengan Idempotency-Key yang sama; sebutkan nomor permintaan bila melapor.", "Repeat with the same Idempotency-Key; quote the request id when reporting."];
    TooBusy "too_busy" 503 again
        ["Sedang sibuk", "Busy just now"]
        ["Tunggu selama yang disebut header Retry-After; tidak ada yang ditulis.", "Wait as long as the Retry-After header says; nothing was written."];
    NotReady "not_ready" 503 again
        ["Layanan belum siap", "The service is not ready"]
        ["Coba lagi sebentar lagi.", "Try again shortly."];
    Refused "refused" 400 final
        ["Permintaan tidak dapat diproses", "The request cannot be processed"]
        ["Periksa permintaan menurut /docs.", "Check the request against /docs."];
}

pub use crate::errors_page::errors_page;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_rows_agree_with_names() {
        let mut seen = std::collections::HashSet::new();
        assert_eq!(Code::ALL.len(), PROBLEMS.len());
        for (code, row) in Code::ALL.iter().zip(PROBLEMS) {
            assert!(seen.insert(row.code), "{} twice", row.code);
            assert_eq!(
                (code.as_str(), code.status(), code.retryable()),
                (row.code, row.status, row.retryable)
            );
            assert!(
                row.code.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
                "{}",
                row.code
            );
        }
    }

    #[test]
    fn every_row_is_a_real_failure_with_texts_in_both_languages() {
        for row in PROBLEMS {
            assert!((400..600).contains(&row.status), "{}", row.code);
            for text in [row.title_id, row.title_en, row.advice_id, row.advice_en] {
                assert!(
                    text.len() > 3 && !text.contains('|'),
                    "{}: {text}",
                    row.code
                );
            }
            assert_ne!(row.title_id, row.title_en, "{}", row.code);
        }
    }
}
