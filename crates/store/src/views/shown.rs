//! Papers, files, parties and texts as a view shows them.

use chrono::NaiveDate;
use netralitas_domain::ids::{EvidenceId, FileId, PaperId, PartyId, TextId, TrackId};

/// A paper as it is shown.
#[derive(Debug)]
pub struct Paper {
    /// Identifier.
    pub id: PaperId,
    /// Kind.
    pub kind: String,
    /// Its own or foreign number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    pub sent: Option<NaiveDate>,
    /// The day it was received.
    pub received: Option<NaiveDate>,
    /// The hour it was received, minutes since midnight.
    pub received_minute: Option<i64>,
    /// How it is classified (*sifat*).
    pub classification: Option<String>,
    /// What is enclosed.
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    pub addressee: Option<String>,
    /// The NIP of who signed it.
    pub signer_nip: Option<String>,
}

impl Paper {
    /// Leaves what is open of a paper that its reader may not open: what it is, its number and its days.
    pub fn close(&mut self) {
        self.issuer = None;
        self.signer = None;
        self.signer_nip = None;
        self.classification = None;
        self.enclosures = None;
        self.addressee = None;
    }
}

/// A file as it is shown.
#[derive(Debug)]
pub struct File {
    /// Identifier.
    pub id: FileId,
    /// The paper it belongs to.
    pub paper: Option<PaperId>,
    /// The evidence it belongs to.
    pub evidence: Option<EvidenceId>,
    /// The track on which it was attached.
    pub track: Option<TrackId>,
    /// The step of that track that attached it.
    pub seq: Option<i64>,
    /// It came with a step that was taken back; for the caller to say.
    pub void: bool,
    /// Its name as it was sent.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// A party in words.
#[derive(Debug)]
pub struct Party {
    /// Identifier.
    pub id: PartyId,
    /// Its record as JSON, for capacities that are not sealed.
    pub record: Option<String>,
    /// Its first identifier of the kind asked for.
    pub number: Option<String>,
}

/// A text as it is shown.
#[derive(Debug)]
pub struct TrackText {
    /// Identifier.
    pub id: TextId,
    /// Version.
    pub version: i64,
    /// The track it belongs to.
    pub track: TrackId,
    /// The step of that track that brought it; none where that is not known.
    pub seq: Option<i64>,
    /// What it is: `account`, `study`, `reason`, `minutes`, `request`.
    pub kind: String,
    /// The text.
    pub body: String,
    /// Sealed people were taken out of it; for the caller to do and say.
    pub redacted: bool,
    /// It came with a step that was taken back; for the caller to say.
    pub void: bool,
}
