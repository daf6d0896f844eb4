//! Names, numbers and addresses of sealed people taken out of a text that goes on to others.
//!
//! The text is read as words without case, accents and signs between them, so that `RAHAYU`, `Rahayú` and
//! `Rahayu-nya` are one; what is found is replaced by capacity and number. What describes a person without naming
//! one (a post, a kinship, a nickname), a misspelt name and a name written in the scan of a paper are not found.

use super::looking_for::Look;
use crate::{
    reading::records::{PersonRecord, SealedRecord},
    text::words::{folded_words, words},
};

/// What is taken out of texts.
#[derive(Debug, Default)]
pub(crate) struct Redactor {
    patterns: Vec<Pattern>,
}

/// Never printed with what it looks for.
struct Pattern {
    look_for: Look,
    label: String,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pattern")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

impl Redactor {
    /// Takes a person out, under a label such as `pelapor 1`; a record as it was before too.
    pub fn take_out(&mut self, label: &str, record: &SealedRecord) {
        let label = format!("[{label}]");
        let person = &record.person;
        let mut looks = Vec::new();
        looks.extend(person.name.iter().flat_map(|name| Look::name(name)));
        looks.extend(person.email.iter().map(|e| Look::Words(folded_words(e))));
        looks.extend(person.address.iter().flat_map(|a| Look::places(a)));
        let all_numbers = numbers(person).chain(record.nip.as_deref());
        looks.extend(all_numbers.filter_map(Look::number));
        let patterns = looks.into_iter().map(|look_for| Pattern {
            look_for,
            label: label.clone(),
        });
        self.patterns.extend(patterns);
    }

    /// The same with nothing in the place of who is taken out: for what is found by words, where a label would be a word.
    #[must_use]
    pub fn without_labels(mut self) -> Self {
        for pattern in &mut self.patterns {
            pattern.label.clear();
        }
        self
    }

    /// The text without them.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let words = words(text);
        let mut out = String::with_capacity(text.len());
        let (mut copied, mut at) = (0, 0);
        while at < words.len() {
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            // The longest that fits, so that a whole name is one label.
            let hits = self.patterns.iter().filter_map(|pattern| {
                let length = pattern.look_for.fits(before, words.get(at..)?)?;
                Some((length, &pattern.label))
            });
            // Of equally long ones the first: that of whom the pattern was made for first.
            let best = hits.fold(None::<(usize, &String)>, |best, hit| match best {
                Some(best) if best.0 >= hit.0 => Some(best),
                _ => Some(hit),
            });
            match (best, words.get(at)) {
                (Some((length, label)), Some(first)) => {
                    let last = words.get(at + length - 1).unwrap_or(first);
                    out.push_str(text.get(copied..first.from).unwrap_or_default());
                    out.push_str(label);
                    copied = last.to;
                    at += length;
                }
                _ => at += 1,
            }
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        out
    }
}

fn numbers(person: &PersonRecord) -> impl Iterator<Item = &str> {
    let all = [
        &person.identity_number,
        &person.phone,
        &person.power_of_attorney,
    ];
    all.into_iter().flatten().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor() -> Redactor {
        let mut all = Redactor::default();
        let reporter = SealedRecord {
            person: PersonRecord {
                name: Some("Dra. Rahayu Ningsih".to_owned()),
                phone: Some("0813-5551-2345".to_owned()),
                email: Some("rahayu.n@contoh.id".to_owned()),
                address: Some("Jalan Kenari No. 9, Desa Sumberagung".to_owned()),
                identity_number: Some("3510 0165 0987 0001".to_owned()),
                ..PersonRecord::default()
            },
            nip: Some("198609262015051001".to_owned()),
            ..SealedRecord::default()
        };
        let informant = SealedRecord {
            person: PersonRecord {
                name: Some("Ali".to_owned()),
                ..PersonRecord::default()
            },
            ..SealedRecord::default()
        };
        all.take_out("pelapor 1", &reporter);
        all.take_out("pemberi informasi awal 1", &informant);
        all
    }

    #[test]
    fn names_numbers_and_addresses_are_taken_out_however_they_are_written() {
        let redactor = redactor();
        for (text, redacted) in [
            ("Dra. Rahayu Ningsih melihat.", "[pelapor 1] melihat."),
            ("RAHAYU melihat", "[pelapor 1] melihat"),
            (
                "Menurut Ibu rahayu, benar.",
                "Menurut Ibu [pelapor 1], benar.",
            ),
            ("Rahayú dan Rahayu\u{301}", "[pelapor 1] dan [pelapor 1]"),
            ("ＲＡＨＡＹＵ", "[pelapor 1]"),
            ("Ra\u{ad}hayu", "[pelapor 1]"),
            (
                "mobil Rahayu-nya dan Rahayunya",
                "mobil [pelapor 1]-nya dan [pelapor 1]",
            ),
            ("dra rahayu  ningsih", "[pelapor 1]"),
            ("(Ningsih)", "([pelapor 1])"),
            ("NIK 3510016509870001.", "NIK [pelapor 1]."),
            ("NIK 3510.0165.0987.0001", "NIK [pelapor 1]"),
            ("telp 081355512345", "telp [pelapor 1]"),
            ("telp +62 813 5551 2345", "telp +[pelapor 1]"),
            ("NIP 19860926 201505 1 001", "NIP [pelapor 1]"),
            ("surel RAHAYU.N@contoh.id!", "surel [pelapor 1]!"),
            ("di jalan kenari no 9 pagi itu", "di [pelapor 1] pagi itu"),
            ("Ali menelepon", "[pemberi informasi awal 1] menelepon"),
            ("menurut pak ali", "menurut pak [pemberi informasi awal 1]"),
            ("RahayuNingsih88", "[pelapor 1]"),
            (
                "https://fb.example/rahayu_99",
                "https://fb.example/[pelapor 1]_99",
            ),
            ("Jl. Kenari 09 itu", "[pelapor 1] itu"),
            ("di kenari nomor 9", "di [pelapor 1]"),
        ] {
            assert_eq!(redactor.redact(text), redacted, "{text}");
        }
    }

    #[test]
    fn short_names_are_found_where_they_are_names() {
        let mut redactor = Redactor::default();
        let reporter = SealedRecord {
            person: PersonRecord {
                name: Some("Eko Ani Yulianto, S.E.".to_owned()),
                address: Some("Jalan Kanari Nomor 77 RT 3".to_owned()),
                ..PersonRecord::default()
            },
            ..SealedRecord::default()
        };
        redactor.take_out("pelapor 1", &reporter);
        for (text, redacted) in [
            ("Pak Eko melihat", "Pak [pelapor 1] melihat"),
            ("pak eko melihat", "pak [pelapor 1] melihat"),
            ("EKO ANI", "[pelapor 1] [pelapor 1]"),
            ("eko ani", "[pelapor 1] [pelapor 1]"),
            ("Eko Yulianto", "[pelapor 1] [pelapor 1]"),
            ("Yulıanto", "[pelapor 1]"),
            ("Jl. Kanari No. 77", "[pelapor 1]"),
            ("Jalan Kanari Nomor 77", "[pelapor 1]"),
            ("jln kanari 77 rt 03", "[pelapor 1]"),
            // Common syllables and titles say nothing.
            (
                "ekonomi, animasi; se-Jawa; S.E.",
                "ekonomi, animasi; se-Jawa; S.E.",
            ),
            ("Jalan Kanari dan nomor 77", "Jalan Kanari dan nomor 77"),
        ] {
            assert_eq!(redactor.redact(text), redacted, "{text}");
        }
    }

    #[test]
    fn what_names_nobody_stays() {
        let redactor = redactor();
        for text in [
            "",
            "Camat Dua ikut kampanye di Lapangan Desa Sumberagung.",
            "Rahayuning dan Kerahayuan",
            "Dra. Siti",
            "Alibi dan kali",
            "nomor 3510016509870002 dan 0813",
            "👍🏽 — “kutipan” …",
        ] {
            assert_eq!(redactor.redact(text), text);
        }
        let nobody = Redactor::default();
        assert_eq!(nobody.redact("Rahayu"), "Rahayu");
    }

    #[test]
    fn what_is_looked_for_is_not_printed() {
        let printed = format!("{:?}", redactor());
        assert!(!printed.to_lowercase().contains("rahayu"), "{printed}");
    }
}
