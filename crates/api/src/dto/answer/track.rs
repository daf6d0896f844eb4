//! One track with what belongs to it.

use chrono::NaiveDate;
use netralitas_app::reading::track_view::TrackView;
use netralitas_domain::{
    acts::{RegimeDoubt, regime_doubts, regime_parts},
    file::{ReviewFacts, Track},
    law::Confidence,
    numbers::{NumberKind, NumberSlot},
    procedure::{Action, Machine, Mark},
    time::Zone,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AllegationOut, CaseOut, ControlOut, EarlierSanctionOut, EvidenceOut, IrregularityOut, Named,
    NextActionOut, PaperOut, PaperStepOut, PartyOut, ReferenceOut, ReferralOut, Rendering,
    ReviewOut, SanctionOut, TermOut,
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
    /// Names, numbers and addresses were taken out of it: of sealed people where it was forwarded, of who was erased.
    pub redacted: bool,
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

/// What is doubtful about the regime of a matter that was decided by this step of the track, or would be today.
fn doubts(view: &TrackView, review: &ReviewFacts, decides: Action) -> Vec<RegimeDoubt> {
    let track = &view.track;
    let ended = track.standing().last().map(|(_, step)| step.at);
    let decided = track
        .last_step(decides)
        .or(ended.filter(|_| track.stage.is_final()));
    let decided = decided.map_or_else(|| view.now.day_in(Zone::Wib), |at| at.day);
    let acts = view.allegations.iter().map(|a| &a.facts);
    regime_doubts(review, acts, decided, &view.known.book)
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
                let doubts = doubts(view, f, Action::IssueRecommendation);
                ReviewOut::of(f, (&parts, &doubts), view, &r)
            }),
            earlier_sanctions: view
                .earlier
                .iter()
                .map(|e| EarlierSanctionOut::of(e, &r))
                .collect(),
            sanction: track.sanction().map(|f| {
                let review = view.named(f.review);
                let doubts = review
                    .and_then(Track::review)
                    .map_or_else(Vec::new, |review| doubts(view, review, Action::Impose));
                SanctionOut::of(f, review, &doubts, &r)
            }),
            control: track
                .control()
                .map(|f| ControlOut::of(f, view.named(f.review), &r)),
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
            papers: PaperOut::all(view, track, &base, language),
            references: ReferenceOut::all(view, track, language),
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
                        redacted: t.redacted,
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
