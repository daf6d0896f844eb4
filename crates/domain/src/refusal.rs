//! Why a command is refused: a stable code, the rule behind it, the fields at fault, and what would have been
//! allowed.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    Text,
    people::Level,
    procedure::{Action, Guard, PaperKind, Stage},
};

vocabulary! {
    /// What cannot belong to a step: the day, the paper, the party, the meeting or the details. Its code is
    /// the refusal's code and the field's.
    Unfit {
        PaperRequired = "paper_required", "Mencatat untuk kantor lain memerlukan surat: nomor, tanggal, penerbit.", "Recording for another office needs its paper: number, date, issuer.";
        FutureDay = "future_day", "Hari tindakan tidak boleh di masa depan.", "The day of the step lies in the future.";
        AfterFiling = "after_filing", "Hari ini sesudah hari pengajuannya sendiri.", "The day comes after that of the filing which tells of it.";
        NothingFiled = "nothing_filed", "Pengajuan memerlukan uraian kejadian atau suratnya sendiri.", "A filing needs an account or the paper itself.";
        OfficeNotThen = "office_not_then", "Kantor ini belum atau tidak lagi ada pada hari itu.", "The office did not exist on that day.";
        MoreDecidingThanEntitled = "more_deciding_than_entitled", "Anggota yang memutus dan yang mundur melebihi anggota yang berhak.", "Members who decide and members who recused themselves are more than those entitled.";
        MoreDissentThanDeciding = "more_dissent_than_deciding", "Anggota yang berbeda pendapat melebihi anggota yang memutus.", "Members who dissent are more than those who decide.";
        MeetingAfterStep = "meeting_after_step", "Rapat pleno tidak boleh sesudah hari tindakan yang diputuskannya.", "The plenary meeting cannot come after the day of the step that it decides.";
        StepBeforeMeeting = "step_before_meeting", "Tindakan yang diputuskan dalam rapat pleno tidak boleh mendahului rapat itu.", "A step that a plenary meeting decided cannot come before that meeting.";
        MeetingBeforeCase = "meeting_before_case", "Rapat pleno tidak boleh sebelum hari perkara diterima.", "The plenary meeting cannot come before the day on which the case was received.";
        AnotherLawThen = "another_law_then", "Di antara hari lama dan hari baru berlaku aturan atau otoritas lain; batalkan langkahnya dan catat kembali pada hari yang benar.", "Between the old and the new day other rules or another authority came into force; take the step back and enter it again on the right day.";
        ReceivedBeforeDated = "received_before_dated", "Surat tidak dapat diterima sebelum tanggalnya.", "A paper cannot be received before its date.";
        SentBeforeDated = "sent_before_dated", "Surat tidak dapat dikirim sebelum tanggalnya.", "A paper cannot be sent before its date.";
        ReceivedBeforeSent = "received_before_sent", "Surat tidak dapat diterima sebelum dikirim.", "A paper cannot be received before it was sent.";
        HourWithoutDay = "hour_without_day", "Jam penerimaan memerlukan harinya (received).", "An hour of receipt needs its day (received).";
        PaperAfterStep = "paper_after_step", "Tindakan yang dilakukan dengan surat ini tidak boleh mendahului tanggal surat.", "The step is taken by this paper and cannot come before its date.";
        MeasuresMissing = "measures_missing", "Putusan harus menyebut sekurang-kurangnya satu sanksi.", "The decision must name at least one measure.";
        MeasuresNotChanged = "measures_not_changed", "Hanya putusan yang mengubah menyebut sanksi baru.", "Only a decision that changes names new measures.";
        RegimeNotOfTheAct = "regime_not_of_the_act", "Rezim ini tidak berlaku bagi perbuatan dan pegawai ini.", "This regime does not apply to the act and the person.";
        KindNotInRegime = "kind_not_in_regime", "Jenis sanksi ini tidak ada dalam rezim itu.", "That regime has no such kind of sanction.";
        SeveralDiscipline = "several_discipline", "Beberapa pelanggaran disiplin dijatuhi satu jenis hukuman saja, yang terberat (PP 94/2021 Pasal 35).", "Several breaches of discipline are punished by one kind alone, the heaviest (PP 94/2021 art. 35).";
        DeviationDiffers = "deviation_differs", "Dibandingkan dengan rekomendasi, perbedaannya lain; bagian ini boleh dikosongkan.", "Compared with the recommendation it differs otherwise; this member may be left out.";
        NoSuchRow = "no_such_row", "Katalog pelanggaran tidak memuat baris ini.", "The catalogue of violations has no such row.";
        RowTwice = "row_twice", "Baris ini disebut dua kali.", "The row is named twice.";
        KindOfAnotherLevel = "kind_of_another_level", "Jenis sanksi ini bukan dari tingkat yang disebut.", "This kind of sanction is not of the level named.";
        KindNotInForce = "kind_not_in_force", "Jenis sanksi ini tidak berlaku pada hari perbuatan.", "This kind of sanction was not in force on the day of the act.";
        DayMissing = "day_missing", "Sanksi berjangka waktu memerlukan hari pertama dan hari terakhir.", "A sanction with a duration needs its first and its last day.";
        EndsBeforeItBegins = "ends_before_it_begins", "Hari terakhir mendahului hari pertama.", "The last day comes before the first.";
        BeforeTheDecision = "before_the_decision", "Hukuman tidak dapat mulai sebelum hari keputusannya.", "A punishment cannot begin before the day of its decision.";
        LateReasonMissing = "late_reason_missing", "Menurut hitungan laporan ini terlambat atau tepat waktu; menyatakan sebaliknya memerlukan alasan tersendiri.", "The filing counts as late or in time by its days; finding the opposite needs a reason of its own.";
        IdentityReasonMissing = "identity_reason_missing", "Meneruskan bersama identitas pelapor memerlukan alasan.", "Letting the identity of the reporter go along needs a reason.";
        NoInformation = "no_information", "Hanya laporan yang tidak memenuhi syarat formal tetapi memenuhi syarat materiel menjadi informasi awal.", "Only a report that lacks a formal requirement and meets the material ones becomes early information.";
        NoReportChannel = "no_report_channel", "Laporan disampaikan di kantor atau melalui SigapLapor; yang datang dengan cara lain dicatat sebagai informasi awal.", "A report is filed at an office or through SigapLapor; what comes in another way is recorded as early information.";
        KindMissing = "kind_missing", "Kajian awal menyebut jenis dugaan pelanggaran (Perbawaslu 7/2022 Pasal 15 ayat (2) huruf b).", "The initial study names the kind of violation (Perbawaslu 7/2022 art. 15(2) b).";
        KindUnfit = "kind_unfit", "Bukan jenis dugaan pelanggaran, atau disebut dua kali.", "No kind of violation, or named twice.";
        NothingCompleted = "nothing_completed", "Perbaikan laporan harus membawa sesuatu.", "A completion must bring something.";
        OfficialIsRespondent = "official_is_respondent", "Pejabat yang bertindak adalah terlapor dalam perkara ini.", "The acting official is a respondent of this case.";
        OfficerIsParty = "officer_is_party", "Petugas yang ditunjuk adalah pihak dalam perkara ini.", "The officer to be assigned is a party of this case.";
        AsnRequired = "asn_required", "Perkara yang berawal di otoritas menyebut ASN sebagai terlapor, sekurang-kurangnya satu dan hanya ASN.", "A matter that begins at the review authority names civil servants as respondents: at least one, and nobody else.";
        KindNotNamed = "kind_not_named", "Jenis sanksi ini harus disebut dengan kata-kata.", "This kind of sanction must be named in words.";
        DetailsUnfit = "details_unfit", "Rincian tidak sesuai dengan tindakan atau menyebut hal yang tidak ada dalam perkara.", "The details do not fit the action or name something that is not in the case.";
        ApprovalRequired = "approval_required", "Tindakan ini memerlukan persetujuan orang kedua dari kantor yang sama.", "A second person of the same office must agree to this step.";
        ApprovalUnfit = "approval_unfit", "Orang kedua harus akun lain di kantor yang sama dengan peran yang ditentukan.", "The second person must be another account of the same office with one of the roles named.";
        HistoricNotPast = "historic_not_past", "Entri historis hanya untuk hari yang sudah lewat.", "Historic entry is for a day that has passed.";
        NumberNotOfStep = "number_not_of_step", "Langkah ini tidak memberi nomor jenis itu, atau jenis itu disebut dua kali.", "The step gives no number of that kind, or the kind is named twice.";
        NumberTaken = "number_taken", "Nomor ini sudah diberikan oleh kantor itu.", "That office has given this number already.";
        AssignmentBeginsLater = "assignment_begins_later", "Penugasan tidak dapat berakhir sebelum hari pertamanya.", "An assignment cannot end before its first day.";
        PartyUnfit = "party_unfit", "Pihak yang bertindak tidak disebut atau tidak berkapasitas.", "The acting party is not named or has not that capacity.";
    }
}

/// One field of a command at fault. It names the place, never the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    pub rule: Unfit,
    /// Where: a JSON Pointer (RFC 6901) into the command's body.
    pub pointer: Cow<'static, str>,
    /// The day on record that it is held against, where that says what would be allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(rule: Unfit, pointer: impl Into<Cow<'static, str>>) -> Self {
        Self {
            rule,
            pointer: pointer.into(),
            day: None,
        }
    }

    /// The same with the day that it is held against.
    #[must_use]
    pub const fn against(mut self, day: NaiveDate) -> Self {
        self.day = Some(day);
        self
    }
}

/// Who is competent: an authority that holds a role, with its days, or a kind of destination of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Competence {
    /// The authority's code in the law book, or the code of a kind of destination.
    pub authority: String,
    /// The role: `review`, `run_off`, `control`; of a destination the code of the outcome.
    pub role: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; none while it lasts.
    pub to: Option<NaiveDate>,
    /// Of a destination: the levels of the Bawaslu offices that send there.
    pub senders: Vec<Level>,
    /// The legal source.
    pub citation: String,
}

/// A refusal. It carries codes and facts, never a value that somebody sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("{}", self.code())]
pub enum Refusal {
    /// No role of the account may do this.
    RoleMissing,
    /// The role fits, but another office must act.
    WrongOffice,
    /// The acting office uses this installation and acts itself.
    OfficeActsItself,
    /// The account may not enter old matters in historic mode.
    HistoricRightMissing,
    /// The action does not exist under the law text of this track.
    NotInThisLaw,
    /// The track does not stand where this action starts.
    StepNotAllowed {
        /// Where it starts.
        allowed_from: Vec<Stage>,
        /// Whether the track has ended.
        ended: bool,
    },
    /// A guard does not hold.
    Guard {
        /// Which.
        guard: Guard,
        /// The legal basis of the row.
        basis: &'static str,
        /// The field that the guard judged; none where no body could satisfy it.
        field: Option<Cow<'static, str>>,
        /// Who is competent and when, where nobody asked is.
        competent: Vec<Competence>,
        /// The papers that are missing, where the step is taken by them.
        papers: Vec<PaperKind>,
        /// The faults that the guard found in the details, each in its place.
        faults: Vec<Fault>,
    },
    /// The step would precede one that it must follow.
    TooEarly {
        /// The step it must follow.
        after: Action,
        /// The days at fault.
        fields: Vec<Cow<'static, str>>,
    },
    /// The step that it must follow was never taken.
    StepMissing {
        /// The step it must follow.
        after: Action,
    },
    /// What was sent cannot belong to this step: never empty, all that is known at once.
    Unfit(Vec<Fault>),
}

impl Refusal {
    /// One field at fault.
    #[must_use]
    pub fn unfit(rule: Unfit, pointer: impl Into<Cow<'static, str>>) -> Self {
        Self::Unfit(vec![Fault::new(rule, pointer)])
    }

    /// A guard that no body could satisfy.
    #[must_use]
    pub const fn guard(guard: Guard, basis: &'static str) -> Self {
        Self::Guard {
            guard,
            basis,
            field: None,
            competent: Vec::new(),
            papers: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing => "forbidden_role",
            Self::WrongOffice => "wrong_office",
            Self::OfficeActsItself => "office_acts_itself",
            Self::HistoricRightMissing => "historic_right_missing",
            Self::NotInThisLaw => "not_in_this_law",
            Self::StepNotAllowed { ended: true, .. } => "track_ended",
            Self::StepNotAllowed { .. } => "step_not_allowed",
            Self::Guard { guard, .. } => guard.code(),
            Self::TooEarly { .. } => "too_early",
            Self::StepMissing { .. } => "step_missing",
            Self::Unfit(faults) => first(faults).code(),
        }
    }

    /// The text for people.
    #[must_use]
    pub fn text(&self) -> Text {
        let t = |id, en| Text { id, en };
        match self {
            Self::RoleMissing => t(
                "Peran akun ini tidak dapat melakukan tindakan ini.",
                "No role of this account may do this.",
            ),
            Self::WrongOffice => t(
                "Tindakan ini dilakukan oleh kantor lain.",
                "Another office must do this.",
            ),
            Self::OfficeActsItself => t(
                "Kantor itu memakai instalasi ini dan bertindak sendiri.",
                "That office uses this installation and acts itself.",
            ),
            Self::HistoricRightMissing => t(
                "Akun ini tidak berhak membuat entri historis.",
                "This account may not make historic entries.",
            ),
            Self::NotInThisLaw => t(
                "Tindakan ini tidak ada dalam peraturan yang berlaku bagi jalur ini.",
                "This action does not exist under the law text of this track.",
            ),
            Self::StepNotAllowed { ended: true, .. } => {
                t("Jalur ini telah berakhir.", "This track has ended.")
            }
            Self::StepNotAllowed { .. } => t(
                "Tindakan ini tidak dapat dimulai dari tahap sekarang.",
                "This action does not start from the present stage.",
            ),
            Self::Guard { guard, .. } => guard.text(),
            Self::TooEarly { .. } => t(
                "Tindakan ini tidak boleh mendahului langkah yang harus diikutinya.",
                "The step would precede one that it must follow.",
            ),
            Self::StepMissing { .. } => t(
                "Langkah yang harus mendahului tindakan ini belum pernah diambil.",
                "The step that must come before this one was never taken.",
            ),
            Self::Unfit(faults) => first(faults).text(),
        }
    }

    /// The fields at fault: pointer, code and text; none where no field is.
    #[must_use]
    pub fn fields(&self) -> Vec<(Cow<'static, str>, &'static str, Text)> {
        match self {
            Self::Unfit(faults) | Self::Guard { faults, .. } if !faults.is_empty() => faults
                .iter()
                .map(|f| (f.pointer.clone(), f.rule.code(), f.rule.text()))
                .collect(),
            Self::TooEarly { fields, .. } => fields
                .iter()
                .map(|f| (f.clone(), self.code(), self.text()))
                .collect(),
            Self::Guard { papers, .. } if !papers.is_empty() => papers
                .iter()
                .map(|p| (Cow::Borrowed("/papers"), self.code(), p.text()))
                .collect(),
            Self::Guard {
                field: Some(field), ..
            } => vec![(field.clone(), self.code(), self.text())],
            _ => Vec::new(),
        }
    }

    /// The days that faults are held against: one for each of [`Self::fields`], where there is one.
    #[must_use]
    pub fn days(&self) -> Vec<Option<NaiveDate>> {
        match self {
            Self::Unfit(faults) => faults.iter().map(|f| f.day).collect(),
            _ => Vec::new(),
        }
    }

    /// The kinds of papers that are missing, where that is why: one for each of [`Self::fields`].
    #[must_use]
    pub fn missing_papers(&self) -> &[PaperKind] {
        match self {
            Self::Guard { papers, faults, .. } if faults.is_empty() => papers,
            _ => &[],
        }
    }

    /// The step that must come first, where that is why.
    #[must_use]
    pub const fn missing_step(&self) -> Option<Action> {
        match self {
            Self::TooEarly { after, .. } | Self::StepMissing { after } => Some(*after),
            _ => None,
        }
    }
}

/// The reason of several faults is the first one; a list without any says that the details do not fit.
fn first(faults: &[Fault]) -> Unfit {
    faults.first().map_or(Unfit::DetailsUnfit, |f| f.rule)
}
