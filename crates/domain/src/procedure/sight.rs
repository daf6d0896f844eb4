//! What of a track is not open to everyone who sees it, and who reads it: one row per permission.
//!
//! A row is a permission; what no row permits nobody reads. The table knows neither requests nor files:
//! the use cases find out as what the reader's office reads and ask [`reads`].

use super::{Action, Machine};
use crate::{
    Text,
    law::Confidence::{self, Likely, Sure, Unsure},
    numbers::NumberKind,
    people::Role,
};

vocabulary! {
    /// What is kept with a track and not open to everyone who sees the track.
    Matter {
        Account = "account", "Uraian kejadian", "Account of events";
        Study = "study", "Kajian", "Study";
        Minutes = "minutes", "Berita acara klarifikasi", "Minutes of clarification";
        Reason = "reason", "Alasan suatu tindakan", "Reason of a step";
        ClosedNote = "closed_note", "Catatan atas kajian, klarifikasi, atau pleno", "Note on study, clarification or plenary";
        Measure = "measure", "Jenis sanksi dengan kata-kata", "Kind of a sanction in words";
        Evidence = "evidence", "Daftar bukti", "List of evidence";
        Numbers = "numbers", "Nomor register dan rekomendasi", "Register and recommendation numbers";
        CorrectionRequest = "correction_request", "Permintaan koreksi", "Request for correction";
        Question = "question", "Pertanyaan kepada pemegang tanda terima dan jawabannya", "Question to the holder of a ticket, and its answer";
        SealedIdentity = "sealed_identity", "Identitas pelapor dan pemberi informasi", "Identity of reporter and informant";
    }
}

vocabulary! {
    /// As what the reader's office reads.
    ReadsAs {
        Handling = "handling", "kantor yang menangani", "the handling office";
        Correcting = "correcting", "kantor yang memeriksa koreksi, selama diperiksa", "the office that examines the correction, while it does";
        Above = "above", "kantor di atas kantor yang menangani", "an office above the handling one";
        Received = "received", "kantor yang menerima", "the office that received the case";
        Team = "team", "anggota tim klarifikasi, selama ditugaskan", "a member of the clarification team, while assigned";
        Authority = "authority", "otoritas pemeriksa, melalui jalur pemeriksaannya", "the review authority, through its review";
        Named = "named", "otoritas pemeriksa yang menerima identitas bersama penerusan", "the review authority to which the identity was sent along";
        Anyone = "anyone", "siapa pun yang melihat jalur itu", "whoever sees the track";
    }
}

vocabulary! {
    /// From when on, each later than the one before. Counted for every text and paper of its own: by the plenary
    /// decision that followed it, and by the announcement that followed that decision.
    OpenFrom {
        Always = "always", "selalu", "always";
        Decision = "decision", "sejak diputus dalam rapat pleno", "once the plenary meeting has decided on it";
        Announcement = "announcement", "sejak hasil putusan pleno itu diumumkan", "once the outcome of that plenary meeting is announced";
    }
}

/// One permission.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    /// What is read.
    pub what: &'static [Matter],
    /// On tracks of which machines it is kept.
    pub kept_on: &'static [Machine],
    /// As what the office reads.
    pub reads_as: &'static [ReadsAs],
    /// With one of these roles; empty for every role.
    pub roles: &'static [Role],
    /// From when on.
    pub open: OpenFrom,
    /// Instrument and article; "practice" or "not seen" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const CASE: &[Machine] = &[Machine::Case];
/// Whoever studies.
const STUDY: &[Role] = &[Role::ViolationsStaff, Role::Member, Role::Chair];
/// Whoever takes in and studies.
const OFFICE: &[Role] = &[
    Role::IntakeOfficer,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
];
/// The same where the matter began at the review authority, which then is the handling office.
const OFFICE_OR_AUTHORITY: &[Role] = &[
    Role::IntakeOfficer,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
    Role::Reviewer,
    Role::Commissioner,
];
/// Whoever examines and decides at the review authority.
const AUTHORITY: &[Role] = &[Role::Reviewer, Role::Commissioner];
const TEXTS: &[Matter] = &[
    Matter::Account,
    Matter::Study,
    Matter::Minutes,
    Matter::Reason,
    Matter::ClosedNote,
];
const OPEN: &[Matter] = &[Matter::Account, Matter::Reason];
const CLOSED: &[Matter] = &[Matter::Study, Matter::Minutes, Matter::ClosedNote];
/// The study is closed until the plenary meeting decides on it, minutes until the status is announced; both open
/// here with the announcement of what that meeting decided, the later of the two.
const CLOSED_BY: &str = "Perbawaslu 7/2022 art. 33(5), 36(4)";

/// The permissions.
pub const SIGHT: &[Sight] = &[
    Sight {
        what: TEXTS,
        kept_on: CASE,
        reads_as: &[ReadsAs::Handling],
        roles: STUDY,
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 25, 27-36",
        confidence: Likely,
    },
    Sight {
        what: TEXTS,
        kept_on: CASE,
        reads_as: &[ReadsAs::Correcting],
        roles: STUDY,
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 51-58",
        confidence: Likely,
    },
    // What clarifying needs; neither the study nor who reported.
    Sight {
        what: &[Matter::Account, Matter::Minutes],
        kept_on: CASE,
        reads_as: &[ReadsAs::Team],
        roles: &[],
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 28(4), 35",
        confidence: Likely,
    },
    Sight {
        what: OPEN,
        kept_on: CASE,
        reads_as: &[ReadsAs::Handling, ReadsAs::Correcting],
        roles: &[],
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    Sight {
        what: CLOSED,
        kept_on: CASE,
        reads_as: &[ReadsAs::Handling, ReadsAs::Correcting],
        roles: &[],
        open: OpenFrom::Announcement,
        cite: CLOSED_BY,
        confidence: Likely,
    },
    Sight {
        what: OPEN,
        kept_on: CASE,
        reads_as: &[ReadsAs::Above],
        roles: STUDY,
        open: OpenFrom::Always,
        cite: "practice (supervision by the office above)",
        confidence: Unsure,
    },
    Sight {
        what: CLOSED,
        kept_on: CASE,
        reads_as: &[ReadsAs::Above],
        roles: STUDY,
        open: OpenFrom::Announcement,
        cite: CLOSED_BY,
        confidence: Likely,
    },
    Sight {
        what: &[Matter::Account],
        kept_on: CASE,
        reads_as: &[ReadsAs::Received],
        roles: &[],
        open: OpenFrom::Always,
        cite: "practice (own items of the office that took them in)",
        confidence: Unsure,
    },
    Sight {
        what: &[Matter::Evidence, Matter::Numbers],
        kept_on: CASE,
        reads_as: &[ReadsAs::Anyone],
        roles: &[],
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    // Both without the names of sealed people: see [`REDACTED`].
    Sight {
        what: &[Matter::Account],
        kept_on: CASE,
        reads_as: &[ReadsAs::Authority],
        roles: &[],
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 49(4) a",
        confidence: Sure,
    },
    Sight {
        what: &[Matter::Study],
        kept_on: CASE,
        reads_as: &[ReadsAs::Authority],
        roles: &[],
        open: OpenFrom::Decision,
        cite: "Perbawaslu 7/2022 art. 36(4), 49(4)",
        confidence: Sure,
    },
    Sight {
        what: &[Matter::Evidence],
        kept_on: CASE,
        reads_as: &[ReadsAs::Authority],
        roles: &[],
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 49(4)",
        confidence: Sure,
    },
    Sight {
        what: &[Matter::Numbers],
        kept_on: CASE,
        reads_as: &[ReadsAs::Authority],
        roles: &[],
        open: OpenFrom::Always,
        cite: "practice (the letter and the forms forwarded by Perbawaslu 7/2022 art. 49(1), (4) bear them)",
        confidence: Likely,
    },
    Sight {
        what: TEXTS,
        kept_on: &[
            Machine::Review,
            Machine::Sanction,
            Machine::Control,
            Machine::Referral,
        ],
        reads_as: &[ReadsAs::Anyone],
        roles: &[],
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    Sight {
        what: &[Matter::Measure],
        kept_on: &[Machine::Sanction],
        reads_as: &[ReadsAs::Anyone],
        roles: &[],
        open: OpenFrom::Always,
        cite: "practice (part of the decision that the track is about)",
        confidence: Unsure,
    },
    Sight {
        what: &[Matter::SealedIdentity],
        kept_on: CASE,
        reads_as: &[ReadsAs::Handling],
        roles: OFFICE_OR_AUTHORITY,
        open: OpenFrom::Always,
        cite: "practice (an exempt information: PPID of Bawaslu Sulawesi Tengah, 2020)",
        confidence: Likely,
    },
    Sight {
        what: &[Matter::SealedIdentity],
        kept_on: CASE,
        reads_as: &[ReadsAs::Named],
        roles: AUTHORITY,
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    // An answer may tell who reported.
    Sight {
        what: &[Matter::Question],
        kept_on: CASE,
        reads_as: &[ReadsAs::Handling],
        roles: OFFICE,
        open: OpenFrom::Always,
        cite: "practice",
        confidence: Unsure,
    },
    // It names who asks, who may be the reporter.
    Sight {
        what: &[Matter::CorrectionRequest],
        kept_on: CASE,
        reads_as: &[ReadsAs::Handling, ReadsAs::Correcting],
        roles: OFFICE,
        open: OpenFrom::Always,
        cite: "Perbawaslu 7/2022 art. 51-58",
        confidence: Likely,
    },
];

/// What goes with a matter that is forwarded, with names, numbers and addresses of sealed people taken out.
#[derive(Debug, Clone, Copy)]
pub struct Redacted {
    /// What is redacted.
    pub what: &'static [Matter],
    /// For whom.
    pub reads_as: ReadsAs,
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// What is redacted; the answer says so.
pub const REDACTED: &[Redacted] = &[Redacted {
    what: &[Matter::Account, Matter::Study],
    reads_as: ReadsAs::Authority,
    cite: "practice (an exempt information: PPID of Bawaslu Sulawesi Tengah, 2020)",
    confidence: Likely,
}];

/// Who reads the words of a case as they were written: who handles it, and the members of its clarification team.
/// Everybody else who may read them, offices above among them, reads capacity and number where they name somebody who
/// is sealed: an identity is opened by two, and no free text is a way around that (practice; Perbawaslu 7/2022 names
/// no article).
pub const READS_AS_WRITTEN: &[ReadsAs] = &[ReadsAs::Handling, ReadsAs::Team];

/// What should go with a matter that is forwarded and stays behind all the same.
#[derive(Debug, Clone, Copy)]
pub struct Withheld {
    /// What stays behind.
    pub what: Matter,
    /// From whom.
    pub reads_as: ReadsAs,
    /// Why.
    pub why: Text,
    /// By what it should go.
    pub cite: &'static str,
    /// How well that is known.
    pub confidence: Confidence,
}

const CANNOT_BE_REDACTED: Text = Text {
    id: "Teks ini dapat menyebut orang yang identitasnya telah dihapus, sehingga tidak dapat disamarkan; mintalah salinan yang disamarkan kepada kantor yang menangani.",
    en: "It may name somebody whose identity was erased, so that it cannot be redacted; ask the handling office for a redacted copy.",
};

/// What stays behind where it cannot be redacted; the answer says so.
pub const WITHHELD: &[Withheld] = &[
    Withheld {
        what: Matter::Account,
        reads_as: ReadsAs::Authority,
        why: CANNOT_BE_REDACTED,
        cite: "Perbawaslu 7/2022 art. 49(4) a",
        confidence: Sure,
    },
    Withheld {
        what: Matter::Study,
        reads_as: ReadsAs::Authority,
        why: CANNOT_BE_REDACTED,
        cite: "Perbawaslu 7/2022 art. 36(4), 49(4)",
        confidence: Sure,
    },
];

/// The numbers of the case that go with what is forwarded to the review authority; those of other outcomes do not.
pub const FORWARDED_NUMBERS: &[NumberKind] = &[NumberKind::Register, NumberKind::RecommendOtherLaw];

/// Steps on a case whose reason speaks of a closed matter: the study before the plenary decides (Perbawaslu 7/2022
/// art. 36(4)) or a clarification (art. 33(5)). It is kept as [`Matter::ClosedNote`].
pub const CLOSED_REASONS: &[Action] = &[
    Action::CompleteInitialStudy,
    Action::RecordClarification,
    Action::RecordAbsence,
    Action::SubmitStudy,
    Action::SendBackStudy,
    Action::AdjournPlenary,
    Action::DecideOutcomes,
];

/// As what the reason of a step is kept.
#[must_use]
pub fn reason_kept_as(action: Action) -> Matter {
    if CLOSED_REASONS.contains(&action) {
        Matter::ClosedNote
    } else {
        Matter::Reason
    }
}

/// Steps on a case in which a plenary meeting decides on the studies before it, or by which the case ends
/// without one.
pub const DECIDES: &[Action] = &[
    Action::DeclareNotRegistered,
    Action::ForwardUnregistered,
    Action::DecideOutcomes,
    Action::DecideCorrection,
];

/// Up to which steps of a case what they brought has been decided on, and announced; 0 for none. An
/// announcement speaks of the decision before it, and of no step after that decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decided {
    /// The last decision.
    pub until: i64,
    /// The last decision that was announced.
    pub announced_until: i64,
}

impl Decided {
    /// Of the steps of a case that stand, oldest first, each with its `seq`.
    #[must_use]
    pub fn by(steps: impl IntoIterator<Item = (i64, Action)>) -> Self {
        let mut found = Self::default();
        for (seq, action) in steps {
            if DECIDES.contains(&action) {
                found.until = seq;
            } else if action == Action::AnnounceStatus {
                found.announced_until = found.until;
            }
        }
        found
    }

    /// How far what this step brought is open.
    #[must_use]
    pub fn reached(self, seq: i64) -> OpenFrom {
        if seq <= self.announced_until {
            OpenFrom::Announcement
        } else if seq <= self.until {
            OpenFrom::Decision
        } else {
            OpenFrom::Always
        }
    }
}

/// Whether a matter kept on a track of this machine may be read by an office that reads as one of these,
/// through an account with these roles, when it has come this far.
#[must_use]
pub fn reads(
    what: Matter,
    kept_on: Machine,
    reads_as: &[ReadsAs],
    roles: &[Role],
    reached: OpenFrom,
) -> bool {
    SIGHT.iter().any(|row| {
        row.what.contains(&what)
            && row.kept_on.contains(&kept_on)
            && row.reads_as.iter().any(|r| reads_as.contains(r))
            && (row.roles.is_empty() || row.roles.iter().any(|r| roles.contains(r)))
            && row.open <= reached
    })
}
