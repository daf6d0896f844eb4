//! Tracks, lists, journal rows and next actions as answers.

use chrono::NaiveDate;
use netralitas_app::query::{JournalPage, Page, TrackView};
use netralitas_domain::{
    Text,
    acts::NextAction,
    file::{Event, TermState, Track},
    law::{Confidence, Unit},
    numbers::NumberKind,
    people::Directory,
    procedure::{Action, BodyShape, Guard, Machine, PaperKind, Seat, Stage, Term},
    time::Moment,
    vocabulary::Word,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    code,
    view_facts::{AllegationOut, CaseOut, ControlOut, EvidenceOut, PartyOut, ReferralOut, ReviewOut, SanctionOut},
};
use crate::extract::Language;

/// A word of the tables with its text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Named {
    /// The stable code.
    pub code: &'static str,
    /// The text in the language of the answer.
    pub text: &'static str,
}

impl Named {
    pub(crate) fn of<W: Word>(word: W, language: Language) -> Self {
        Self { code: word.code(), text: language.pick(word.text()) }
    }
}

/// An office in an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfficeRef {
    /// Identifier.
    pub id: Uuid,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl OfficeRef {
    pub(super) fn of(id: netralitas_domain::ids::OfficeId, offices: &Directory) -> Self {
        Self { id: id.raw(), name: offices.get(id).map(|o| o.name.clone()) }
    }
}

/// A term: its row, start, due day, and how it ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermOut {
    /// Which.
    #[schema(schema_with = code::<Term>)]
    pub code: Term,
    /// Its text.
    pub text: &'static str,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    #[schema(schema_with = code::<Unit>)]
    pub unit: Unit,
    /// The start day, itself not counted.
    pub start_day: NaiveDate,
    /// The last day.
    pub due_day: NaiveDate,
    /// The instant it ends (RFC 3339, UTC).
    pub due_at: String,
    /// The zone in which it ends.
    pub zone: &'static str,
    /// The calendar version its day rests on.
    pub calendar: String,
    /// Whether it still runs.
    pub open: bool,
    /// Whether it has passed, or was kept late.
    pub late: bool,
    /// What its passing allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allows: Option<String>,
    /// The legal source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How well its length is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<Confidence>)]
    pub confidence: Option<Confidence>,
}

impl TermOut {
    fn of(term: &TermState, view: &Rendering<'_>) -> Self {
        let row = view.book.term(term.term, term.law);
        Self {
            code: term.term,
            text: view.language.pick(term.term.text()),
            amount: term.amount,
            unit: term.unit,
            start_day: term.start,
            due_day: term.due_day,
            due_at: term.due_at.rfc3339(),
            zone: term.zone.code(),
            calendar: term.calendar.clone(),
            open: term.is_open(),
            late: if term.is_open() { view.now > term.due_at } else { term.closed_late },
            allows: row.map(|r| r.allows.clone()),
            basis: row.map(|r| r.citation.clone()).filter(|c| !c.is_empty()),
            confidence: row.map(|r| r.confidence),
        }
    }
}

/// What rendering needs.
#[derive(Clone, Copy)]
pub(super) struct Rendering<'a> {
    pub language: Language,
    pub book: &'a netralitas_domain::law::Book,
    pub offices: &'a Directory,
    pub now: Moment,
}

/// A number given.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NumberOut {
    /// What kind.
    #[schema(schema_with = code::<NumberKind>)]
    pub kind: NumberKind,
    /// The number.
    pub number: String,
}

/// A paper of a track.
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
    /// The date on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<NaiveDate>,
    /// The day it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<NaiveDate>,
}

/// A text of a track.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TextOut {
    /// Identifier.
    pub id: Uuid,
    /// Version.
    pub version: i64,
    /// What it is: `account`, `study`, `minutes`, `reason`.
    pub kind: String,
    /// The text.
    pub body: String,
}

/// Why an action is refused: the same code that the command would be refused with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Why {
    /// The stable code.
    pub code: &'static str,
    /// The text.
    pub text: &'static str,
    /// The legal basis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<&'static str>,
    /// The stages from which the action starts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_from: Vec<&'static str>,
}

/// An action of the caller's role on a track.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NextActionOut {
    /// What.
    #[schema(schema_with = code::<Action>)]
    pub action: Action,
    /// Its text.
    pub text: &'static str,
    /// Whether it may be done now.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<Why>,
    /// Where to send it.
    pub href: String,
    /// The shape of its details.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<BodyShape>)]
    pub details: Option<BodyShape>,
    /// Conditions that only the body can decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on_body: Vec<GuardOut>,
    /// It is recorded from a paper, for an office that does not use this installation.
    pub by_paper: bool,
    /// The term it should keep, with its last day where it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_day: Option<NaiveDate>,
    /// The legal basis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<&'static str>,
    /// How well the basis is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<Confidence>)]
    pub confidence: Option<Confidence>,
    /// Papers that the law names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Named>,
}

/// A condition.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GuardOut {
    /// The code, equal to the refusal's.
    #[schema(schema_with = code::<Guard>)]
    pub code: Guard,
    /// The text.
    pub text: &'static str,
}

impl NextActionOut {
    fn of(next: &NextAction, track: &Track, language: Language) -> Option<Self> {
        // The path is the action's, whatever the row; an action always has one row that is an operation.
        let row = next.rule.or_else(|| netralitas_domain::procedure::rows(next.action).find(|r| r.is_operation()))?;
        let law = next.rule.and_then(|r| r.law(track.law));
        let pick = |text: Text| language.pick(text);
        Some(Self {
            action: next.action,
            text: pick(next.action.text()),
            allowed: next.refusal.is_none(),
            why_not: next.refusal.as_ref().map(|r| Why {
                code: r.code(),
                text: pick(r.text()),
                legal_basis: match r {
                    netralitas_domain::refusal::Refusal::Guard { basis, .. } => Some(*basis),
                    _ => None,
                },
                allowed_from: match r {
                    netralitas_domain::refusal::Refusal::StepNotAllowed { allowed_from, .. } => {
                        allowed_from.iter().map(|s| s.code()).collect()
                    }
                    _ => Vec::new(),
                },
            }),
            href: format!("/v1/{}/{}/{}", track.machine.collection(), track.id, row.path),
            details: next.rule.map(|r| r.body).filter(|b| *b != BodyShape::None),
            depends_on_body: next.depends_on_body.iter().map(|g| GuardOut { code: *g, text: pick(g.text()) }).collect(),
            by_paper: next.by_paper,
            due_day: next.rule.and_then(|r| r.due).and_then(|t| track.open_term(t)).map(|t| t.due_day),
            legal_basis: law.map(|l| l.cite),
            confidence: law.map(|l| l.confidence),
            papers: law.map(|l| l.papers.iter().map(|p| Named::of(*p, language)).collect()).unwrap_or_default(),
        })
    }
}

/// Another track of the case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherTrack {
    /// Identifier.
    pub id: Uuid,
    /// Its machine.
    #[schema(schema_with = code::<Machine>)]
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
    #[schema(schema_with = code::<Machine>)]
    pub machine: Machine,
    /// The law text it runs under.
    pub law: Named,
    /// Where it stands.
    pub stage: Named,
    /// Whether it has ended.
    pub ended: bool,
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
    /// Texts that the caller may read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextOut>,
    /// Other tracks of the case that the caller may see.
    pub tracks: Vec<OtherTrack>,
    /// Every action of the caller's roles, allowed or not, computed for now.
    pub next_actions: Vec<NextActionOut>,
}

impl TrackOut {
    /// Renders a view.
    #[must_use]
    pub fn of(view: &TrackView, language: Language) -> Self {
        let r = Rendering { language, book: &view.known.book, offices: &view.known.offices, now: view.now };
        let track = &view.track;
        Self {
            id: track.id.raw(),
            case_id: track.case_id.raw(),
            machine: track.machine,
            law: Named::of(track.law, language),
            stage: Named::of(track.stage, language),
            ended: track.stage.is_final(),
            version: track.version,
            numbers: numbers(track),
            terms: terms(track, &r),
            case: track.case().map(|c| CaseOut::of(c, &r)),
            review: track.review().map(|f| ReviewOut::of(f, &r)),
            sanction: track.sanction().map(|f| SanctionOut::of(f, &r)),
            control: track.control().map(|f| ControlOut::of(f, &r)),
            referral: track.referral().map(|f| ReferralOut::of(f, &r)),
            parties: view.parties.iter().enumerate().map(|(i, p)| PartyOut::of(p, i, &view.parties, &r)).collect(),
            allegations: view.allegations.iter().map(|a| AllegationOut::of(a, &r)).collect(),
            evidence: view.evidence.iter().map(|(id, e)| EvidenceOut::of(id.raw(), e)).collect(),
            papers: view
                .papers
                .iter()
                .map(|(seq, p)| PaperOut {
                    id: p.id.0,
                    seq: *seq,
                    text: PaperKind::from_code(&p.kind).map(|k| language.pick(k.text())),
                    kind: p.kind.clone(),
                    number: p.number.clone(),
                    issuer: p.issuer.clone(),
                    signer: p.signer.clone(),
                    dated: p.dated,
                    sent: p.sent,
                    received: p.received,
                })
                .collect(),
            texts: view
                .texts
                .iter()
                .map(|t| TextOut { id: t.id.raw(), version: t.version, kind: t.kind.clone(), body: t.body.clone() })
                .collect(),
            tracks: view.others.iter().map(|t| other(t, language)).collect(),
            next_actions: view.next.iter().filter_map(|n| NextActionOut::of(n, track, language)).collect(),
        }
    }
}

fn numbers(track: &Track) -> Vec<NumberOut> {
    track.numbers.iter().filter_map(|n| Some(NumberOut { kind: n.kind, number: n.text.clone()? })).collect()
}

fn terms(track: &Track, r: &Rendering<'_>) -> Vec<TermOut> {
    let mut all: Vec<_> = track.terms.iter().collect();
    all.sort_by_key(|t| (!t.is_open(), t.due_at));
    all.into_iter().map(|t| TermOut::of(t, r)).collect()
}

fn other(track: &Track, language: Language) -> OtherTrack {
    let respondent = track
        .review()
        .map(|f| f.respondent)
        .or_else(|| track.sanction().map(|f| f.respondent))
        .or_else(|| track.control().map(|f| f.respondent))
        .or_else(|| track.referral().map(|f| f.respondent));
    OtherTrack {
        id: track.id.raw(),
        machine: track.machine,
        stage: Named::of(track.stage, language),
        ended: track.stage.is_final(),
        href: format!("/v1/{}/{}", track.machine.collection(), track.id),
        respondent_id: respondent.map(|r| r.raw()),
    }
}

/// A row of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListedOut {
    /// Identifier.
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Its address.
    pub href: String,
    /// The law text.
    pub law: Named,
    /// Where it stands.
    pub stage: Named,
    /// Whether it has ended.
    pub ended: bool,
    /// Its version.
    pub version: i64,
    /// Numbers given.
    pub numbers: Vec<NumberOut>,
    /// The open terms.
    pub terms: Vec<TermOut>,
    /// When it was created (RFC 3339, UTC).
    pub created_at: String,
    /// The office that handles it: the Bawaslu office of a case, the authority of a review, the agency of a
    /// sanction or block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeRef>,
}

/// A page of a list; it is the last one where `next_cursor` is absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListOut {
    /// The rows.
    pub items: Vec<ListedOut>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl ListOut {
    /// Renders a page.
    #[must_use]
    pub fn of(page: &Page, next_cursor: Option<String>, language: Language) -> Self {
        let r = Rendering { language, book: &page.known.book, offices: &page.known.offices, now: page.now };
        let items = page.items.iter().map(|listed| {
            let track = &listed.track;
            let office = track
                .case()
                .map(|c| c.handled_by)
                .or_else(|| track.review().map(|f| f.authority))
                .or_else(|| track.sanction().map(|f| f.agency))
                .or_else(|| track.control().map(|f| f.agency));
            ListedOut {
                id: track.id.raw(),
                case_id: track.case_id.raw(),
                href: format!("/v1/{}/{}", track.machine.collection(), track.id),
                law: Named::of(track.law, language),
                stage: Named::of(track.stage, language),
                ended: track.stage.is_final(),
                version: track.version,
                numbers: numbers(track),
                terms: terms(track, &r).into_iter().filter(|t| t.open).collect(),
                created_at: listed.created_at.rfc3339(),
                office: office.map(|o| OfficeRef::of(o, r.offices)),
            }
        });
        Self { items: items.collect(), next_cursor }
    }
}

/// A journal row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JournalRow {
    /// Dense per track.
    pub seq: i64,
    /// What was done.
    pub action: Named,
    /// Where the track stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Named>,
    /// Where it stands since.
    pub to: Named,
    /// The legal day.
    pub effective_day: NaiveDate,
    /// The clock time, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_time: Option<String>,
    /// The zone of the legal time.
    pub zone: &'static str,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Recorded on a later day than it happened.
    pub recorded_late: bool,
    /// The seat that acted, where an office did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = code::<Seat>)]
    pub acting_seat: Option<Seat>,
    /// The acting office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_office: Option<OfficeRef>,
    /// The acting party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_party_id: Option<Uuid>,
    /// The recording office.
    pub recorded_by_office: OfficeRef,
    /// Recorded from a paper, for an office that does not use this installation.
    pub by_paper: bool,
    /// The term it should have kept and did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Named>,
    /// Numbers given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<String>,
    /// Papers of the step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paper_ids: Vec<Uuid>,
}

/// Journal rows of a track, oldest first; `next_after` is absent on the last page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JournalOut {
    /// The rows.
    pub items: Vec<JournalRow>,
    /// Send as `after` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_after: Option<i64>,
}

impl JournalOut {
    /// Renders a page.
    #[must_use]
    pub fn of(page: &JournalPage, language: Language) -> Self {
        let offices = &page.known.offices;
        Self {
            next_after: page.entries.last().filter(|_| page.more).map(|e| e.event.seq),
            items: page.entries.iter().map(|e| journal_row(&e.event, offices, language)).collect(),
        }
    }
}

fn journal_row(event: &Event, offices: &Directory, language: Language) -> JournalRow {
    JournalRow {
        seq: event.seq,
        action: Named::of(event.action, language),
        from: event.from.map(|s: Stage| Named::of(s, language)),
        to: Named::of(event.to, language),
        effective_day: event.effective.day,
        effective_time: event.effective.minute.map(netralitas_app::receipt::clock_time),
        zone: event.zone.code(),
        recorded_at: event.recorded_at.rfc3339(),
        recorded_late: event.recorded_late,
        acting_seat: event.acting.seat,
        acting_office: event.acting.office.map(|o| OfficeRef::of(o, offices)),
        acting_party_id: event.acting.party.map(|p| p.raw()),
        recorded_by_office: OfficeRef::of(event.office, offices),
        by_paper: event.by_paper.is_some(),
        late: event.late.map(|t| Named::of(t, language)),
        numbers: event.numbers.iter().filter_map(|n| n.text.clone()).collect(),
        paper_ids: event.papers.iter().map(|p| p.raw()).collect(),
    }
}

