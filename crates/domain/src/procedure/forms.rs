//! The forms B.1 to B.21 of Perbawaslu 7/2022, field by field: where each is kept, what it is needed for, who
//! reads it.
//!
//! The rows stand in `data/forms.csv`; the annex was read in full. A place is a property of a schema of the API
//! document (a test looks for every one), a text that the form prints for everybody, or the scan of the paper
//! itself (signatures and stamps).

use serde::Deserialize;

use super::{Matter, PaperKind};
use crate::law::Confidence;

vocabulary! {
    /// What a field of a form is needed for.
    Need {
        Formal = "formal", "syarat formal laporan (Perbawaslu 7/2022 art. 15(3))", "a formal requirement of a report (Perbawaslu 7/2022 art. 15(3))";
        Material = "material", "syarat materiel laporan (Perbawaslu 7/2022 art. 15(4))", "a material requirement of a report (Perbawaslu 7/2022 art. 15(4))";
        Finding = "finding", "syarat temuan (Perbawaslu 7/2022 art. 5(1))", "a requirement of a finding (Perbawaslu 7/2022 art. 5(1))";
        Correction = "correction", "syarat permintaan koreksi (Perbawaslu 7/2022 art. 52, 53)", "a requirement of a request for correction (Perbawaslu 7/2022 art. 52, 53)";
        Form = "form", "diminta formulir", "asked by the form";
        Optional = "optional", "tidak wajib atau jika ada", "optional, or where there is one";
        Printed = "printed", "tercetak", "printed";
    }
}

vocabulary! {
    /// Who reads a field of a form.
    Readers {
        Sealed = "sealed", "seperti identitas tertutup; pihak lain di luar pelapor: pembaca perkara", "as a sealed identity; of others than reporters: readers of the case";
        Case = "case", "pembaca perkara", "readers of the case";
        Account = "account", "seperti uraian kejadian", "as the account of events";
        Reason = "reason", "seperti alasan suatu tindakan", "as the reason of a step";
        Study = "study", "seperti kajian", "as the study";
        Minutes = "minutes", "seperti berita acara klarifikasi", "as the minutes of clarification";
        Request = "request", "seperti permintaan koreksi", "as the request for correction";
        Announced = "announced", "diumumkan; pembaca perkara", "announced; readers of the case";
        Track = "track", "pembaca jalur, termasuk tujuan penerusan", "readers of the track, the destination included";
    }
}

impl Readers {
    /// As what the table of sight keeps it, where it is not open to everyone who sees the track.
    #[must_use]
    pub const fn matter(self) -> Option<Matter> {
        match self {
            Self::Sealed => Some(Matter::SealedIdentity),
            Self::Account => Some(Matter::Account),
            Self::Reason => Some(Matter::Reason),
            Self::Study => Some(Matter::Study),
            Self::Minutes => Some(Matter::Minutes),
            Self::Request => Some(Matter::CorrectionRequest),
            Self::Case | Self::Announced | Self::Track => None,
        }
    }
}

/// Where a field of a form is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// In a property of a schema of the API document: `Schema/property`.
    Field(&'a str),
    /// Nowhere: the form prints it.
    Printed(&'a str),
    /// In the file of the paper.
    Scan,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FormField {
    /// The form.
    pub form: PaperKind,
    /// Its words on the form.
    pub label: String,
    place: String,
    /// What it is needed for.
    pub need: Need,
    /// Who reads it.
    pub readers: Readers,
    /// Where the form was read.
    pub source: String,
    /// How well its words are known.
    pub confidence: Confidence,
}

impl FormField {
    /// Where it is kept.
    #[must_use]
    pub fn place(&self) -> Place<'_> {
        match self.place.strip_prefix('=') {
            Some(text) => Place::Printed(text),
            None if self.place == "#" => Place::Scan,
            None => Place::Field(&self.place),
        }
    }
}

/// The forms of the annex, in its order.
pub const FORMS: &[PaperKind] = &[
    PaperKind::B1,
    PaperKind::B2,
    PaperKind::B3,
    PaperKind::B31,
    PaperKind::B4,
    PaperKind::B5,
    PaperKind::B6,
    PaperKind::B7,
    PaperKind::B8,
    PaperKind::B9,
    PaperKind::B10,
    PaperKind::B11,
    PaperKind::B12,
    PaperKind::B13,
    PaperKind::B14,
    PaperKind::B15,
    PaperKind::B16,
    PaperKind::B17,
    PaperKind::B18,
    PaperKind::B19,
    PaperKind::B20,
    PaperKind::B21,
];

/// Every field of every form, in the order of the annex.
///
/// # Errors
/// A row that does not parse.
pub fn fields() -> Result<Vec<FormField>, csv::Error> {
    let rows = include_str!("../../data/forms.csv");
    csv::Reader::from_reader(rows.as_bytes())
        .deserialize()
        .collect()
}
