//! One track with what belongs to it.

use chrono::NaiveDate;
use netralitas_app::track_view::TrackView;
use netralitas_domain::{
    acts::regime_parts,
    file::Track,
    law::Confidence,
    numbers::{NumberKind, NumberSlot},
    procedure::{Machine, Mark, PaperKind},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AllegationOut, CaseOut, ControlOut, EarlierSanctionOut, EvidenceOut, IrregularityOut, Named,
    NextActionOut, PaperStepOut, PartyOut, ReferralOut, Rendering, ReviewOut, SanctionOut, TermOut,
    open_paper::{OpenPaperOut, open_papers},
    term::terms,
};
use crate::{
    dto::{assignments::AssignmentOut, file::FileOut, form_texts::FormText, words},
    extract::Language,
};

/// A number given.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NumberOut {
    /// What kind.
    #[schema(value_type = words::NumberKind)]
    pub kind: NumberKind,
    /// The number.
    pub number: String,
    /// What it was given to was corrected since; the number stays used.
    pub superseded: bool,
    /// The step that gave it was taken back; the number stays used.
    pub void: bool,
}

/// A paper of a track. Of one that the caller may not open there are kind, number and days, and files that were
/// attached to it on this track for those who see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperOut {
    /// Identifier.
    pub id: Uuid,
    /// The step it belongs to.
    pub seq: i64,
    /// What it is.
    pub kind: String,
    /// Its text.
    pub text: Option<&'static str>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Who signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// The NIP of who signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer_nip: Option<String>,
    /// The date on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<NaiveDate>,
    /// The day it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<NaiveDate>,
    /// How it is classified (*sifat*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// What is enclosed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// Its files, as far as the caller may open them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileOut>,
    /// The step that brought it was taken back: it is shown to the office that recorded that step, and to nobody
    /// else.
    pub void: bool,
}

/// A number in an outside system.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReferenceOut {
    /// The step that recorded it.
    pub seq: i64,
    /// The system.
    pub system: Named,
    /// The number as that system writes it.
    pub number: String,
    /// The party that it is the number of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_id: Option<Uuid>,
    /// The paper that it is the number of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_id: Option<Uuid>,
    /// The step that brought it was taken back: it is shown to the office that recorded that step, and to nobody
    /// else.
    pub void: bool,
}

/// Something noted of a step; it refuses nothing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkOut {
    /// The code.
    #[schema(value_type = words::Mark)]
    pub code: Mark,
    /// The text.
    pub text: &'static str,
    /// The step; none where it is about a step that may come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// What it rests on; where rows of the law book say so, they are in `GET /v1/law-book`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// How well that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<Confidence>,
}

impl MarkOut {
    pub(super) fn of(mark: Mark, seq: Option<i64>, language: Language) -> Self {
        Self {
            code: mark,
            text: language.pick(mark.text()),
            seq,
            legal_basis: mark.basis().map(|b| language.cite(b.0)),
            confidence: mark.basis().map(|b| b.1),
        }
    }
}

/// An end after which the track was opened again; figures count the first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormerEndOut {
    /// Where it had ended.
    pub stage: Named,
    /// The step that led there.
    pub seq: i64,
    /// Its legal day.
    pub ended_on: NaiveDate,
    /// The step that opened it again.
    pub reopened_by: i64,
    /// On which ground; none where a case goes on with one of its tracks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Named>,
}

/// A text of a track.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TextOut {
    /// Identifier.
    pub id: Uuid,
    /// Version.
    pub version: i64,
    /// What it is: `account`, `study`, `minutes`, `reason`, `closed_note`, `measure`.
    pub kind: String,
    /// The text; of a form the part that is in words only.
    pub body: String,
    /// The fields of the form, where it was recorded field by field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<FormText>,
    /// The step that brought it was taken back: it is shown to the office that recorded that step, and to nobody
    /// else.
    pub void: bool,
}

/// Something that should go with a track and stays with the case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WithheldOut {
    /// What.
    pub what: Named,
    /// Why it stays behind.
    pub why: &'static str,
    /// By what it should go.
    pub legal_basis: String,
    /// How well that is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
}

/// Another track of the case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherTrack {
    /// Identifier.
    pub id: Uuid,
    /// Its machine.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// Where it stands.
    pub stage: Named,
    /// Whether it has ended.
    pub ended: bool,
    /// Its address.
    pub href: String,
    /// The respondent it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respondent_id: Option<Uuid>,
}

/// A track with what belongs to it and what the caller may see.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrackOut {
    /// Identifier.
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Its machine.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// The law text it runs under.
    pub law: Named,
    /// Where it stands.
    pub stage: Named,
    /// Whether it has ended.
    pub ended: bool,
    /// Its opening was taken back: it is kept for its numbers, read only, and counts nowhere.
    pub void: bool,
    /// The version for `If-Match`.
    pub version: i64,
    /// Numbers given.
    pub numbers: Vec<NumberOut>,
    /// Terms, open ones first.
    pub terms: Vec<TermOut>,
    /// Facts of a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseOut>,
    /// Facts of a review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewOut>,
    /// Facts of a sanction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sanction: Option<SanctionOut>,
    /// Facts of a block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<ControlOut>,
    /// Facts of a referral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralOut>,
    /// The parties that the caller may see.
    pub parties: Vec<PartyOut>,
    /// The allegations that the caller may see.
    pub allegations: Vec<AllegationOut>,
    /// Evidence, for those who see the case itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceOut>,
    /// Papers.
    pub papers: Vec<PaperOut>,
    /// Papers that the law names for steps taken and that are not here yet: open requirements of the track, closed
    /// by adding a paper of that kind.
    pub open_papers: Vec<OpenPaperOut>,
    /// What was noted of its steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<MarkOut>,
    /// Conditions of time that historic entry noted instead of refusing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub irregularities: Vec<IrregularityOut>,
    /// Steps that were recorded from papers for offices that did not use this installation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_paper_steps: Vec<PaperStepOut>,
    /// Officers who work on it, or did: those whom the caller's offices assigned, and their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<AssignmentOut>,
    /// Ends after which it was opened again, the first one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_ends: Vec<FormerEndOut>,
    /// Numbers in outside systems.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ReferenceOut>,
    /// Texts that the caller may read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextOut>,
    /// Numbers of the case that go with a review: register and recommendation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub case_numbers: Vec<NumberOut>,
    /// What should go with what was forwarded and stays with the case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<WithheldOut>,
    /// Sanctions that took effect against the same person before this was decided, by the number (NIP) on record; those
    /// that the caller sees. A similar breach that is repeated is punished more heavily (PP 94/2021 art. 35).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier_sanctions: Vec<EarlierSanctionOut>,
    /// Other tracks of the case that the caller may see.
    pub tracks: Vec<OtherTrack>,
    /// Every action of the caller's roles, allowed or not, computed for now.
    pub next_actions: Vec<NextActionOut>,
}

impl TrackOut {
    /// Renders a view.
    #[must_use]
    pub fn of(view: &TrackView, language: Language) -> Self {
        let r = Rendering {
            language,
            book: &view.known.book,
            offices: &view.known.offices,
            now: view.now,
        };
        let track = &view.track;
        let base = format!("/v1/{}/{}", track.machine.collection(), track.id);
        Self {
            id: track.id.raw(),
            case_id: track.case_id.raw(),
            machine: track.machine,
            law: Named::of(track.law, language),
            stage: Named::of(track.stage, language),
            ended: track.stage.is_final(),
            void: track.is_void(),
            version: track.version,
            numbers: numbers(&track.numbers),
            terms: terms(track, &r),
            case: track.case().map(|c| CaseOut::of(c, &view.links, &r)),
            review: track.review().map(|f| {
                let acts = view.allegations.iter().map(|a| &a.facts);
                let parts = regime_parts(f, acts, r.book);
                ReviewOut::of(f, &parts, &view.joined, &r)
            }),
            earlier_sanctions: view
                .earlier
                .iter()
                .map(|e| EarlierSanctionOut::of(e, &r))
                .collect(),
            sanction: track.sanction().map(|f| SanctionOut::of(f, &r)),
            control: track.control().map(|f| ControlOut::of(f, &r)),
            referral: track.referral().map(|f| ReferralOut::of(f, &r)),
            parties: view
                .parties
                .iter()
                .enumerate()
                .map(|(i, p)| PartyOut::of(p, i, &view.parties, &r))
                .collect(),
            allegations: view
                .allegations
                .iter()
                .map(|a| AllegationOut::of(a, &r))
                .collect(),
            evidence: view
                .evidence
                .iter()
                .map(|(id, e)| {
                    let files = FileOut::of(&view.files, &base, |f| f.evidence == Some(*id));
                    EvidenceOut::of(id.raw(), e, files)
                })
                .collect(),
            papers: view
                .papers
                .iter()
                .map(|(seq, p)| PaperOut {
                    id: p.id.raw(),
                    seq: *seq,
                    text: PaperKind::from_code(&p.kind).map(|k| language.pick(k.text())),
                    kind: p.kind.clone(),
                    number: p.number.clone(),
                    issuer: p.issuer.clone(),
                    signer: p.signer.clone(),
                    signer_nip: p.signer_nip.clone(),
                    dated: p.dated,
                    sent: p.sent,
                    received: p.received,
                    classification: p.classification.clone(),
                    enclosures: p.enclosures.clone(),
                    addressee: p.addressee.clone(),
                    files: FileOut::of(&view.files, &base, |f| f.paper == Some(p.id)),
                    void: track.is_taken_back(*seq),
                })
                .collect(),
            references: view
                .references
                .iter()
                .map(|(seq, r)| ReferenceOut {
                    seq: *seq,
                    system: Named::of(r.system, language),
                    number: r.number.clone(),
                    party_id: r.party.map(|p| p.raw()),
                    paper_id: r.paper.map(|p| p.raw()),
                    void: track.is_taken_back(*seq),
                })
                .collect(),
            open_papers: open_papers(track, language),
            marks: track
                .marks
                .iter()
                .map(|n| MarkOut::of(n.mark, Some(n.seq), language))
                .collect(),
            irregularities: track
                .irregular
                .iter()
                .map(|i| IrregularityOut::of(i, track, language))
                .collect(),
            by_paper_steps: PaperStepOut::of(track, &view.known.offices, language),
            assignments: view
                .assignments
                .iter()
                .map(|(a, name)| AssignmentOut::of(a, name.clone(), &view.known.offices, language))
                .collect(),
            former_ends: track
                .former_ends
                .iter()
                .map(|e| FormerEndOut {
                    stage: Named::of(e.stage, language),
                    seq: e.seq,
                    ended_on: e.ended_on,
                    reopened_by: e.reopened_by,
                    ground: e.ground.map(|g| Named::of(g, language)),
                })
                .collect(),
            texts: view
                .texts
                .iter()
                .map(|t| {
                    let form = FormText::read(&t.body);
                    TextOut {
                        id: t.id.raw(),
                        version: t.version,
                        kind: t.kind.clone(),
                        body: form
                            .as_ref()
                            .map_or_else(|| t.body.clone(), FormText::in_words),
                        form,
                        void: t.void,
                    }
                })
                .collect(),
            case_numbers: numbers(&view.case_numbers),
            withheld: view
                .withheld
                .iter()
                .map(|w| WithheldOut {
                    what: Named::of(w.what, language),
                    why: language.pick(w.why),
                    legal_basis: language.cite(w.cite),
                    confidence: w.confidence,
                })
                .collect(),
            tracks: view.others.iter().map(|t| other(t, language)).collect(),
            next_actions: view
                .next
                .iter()
                .filter_map(|n| NextActionOut::of(n, track, language))
                .collect(),
        }
    }
}

pub(super) fn numbers(slots: &[NumberSlot]) -> Vec<NumberOut> {
    slots
        .iter()
        .filter_map(|n| {
            Some(NumberOut {
                kind: n.kind,
                number: n.text.clone()?,
                superseded: n.superseded,
                void: n.void,
            })
        })
        .collect()
}

/// The respondent of a track that has one; a case has parties.
pub(super) fn respondent(track: &Track) -> Option<Uuid> {
    track.respondent().map(|party| party.raw())
}

fn other(track: &Track, language: Language) -> OtherTrack {
    OtherTrack {
        id: track.id.raw(),
        machine: track.machine,
        stage: Named::of(track.stage, language),
        ended: track.stage.is_final(),
        href: format!("/v1/{}/{}", track.machine.collection(), track.id),
        respondent_id: respondent(track),
    }
}
