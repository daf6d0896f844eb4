//! Pages of a track's journal.

use chrono::NaiveDate;
use netralitas_app::{law::changes::LawChange, reading::query::JournalPage};
use netralitas_domain::{
    acts::late_now,
    file::{Change, Event, Track},
    procedure::{Seat, Stage},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ImposedOut, Named, OfficeRef, RecommendedOut, Rendering,
    amends::{Amends, LegalTime, TermMoved},
    erased::CertificateOut,
};
use crate::{dto::words, extract::Language};

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
    #[schema(value_type = Option<words::Seat>)]
    pub acting_seat: Option<Seat>,
    /// The acting office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_office: Option<OfficeRef>,
    /// The acting party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_party_id: Option<Uuid>,
    /// The recording office.
    pub recorded_by_office: OfficeRef,
    /// Recorded by a system of that office.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_system: bool,
    /// Recorded from a paper, for an office that does not use this installation.
    pub by_paper: bool,
    /// Whose ticket it was done by, where it was; the recording office took it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_ticket: Option<Named>,
    /// The term it should have kept and did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Named>,
    /// Conditions of time that historic entry noted instead of refusing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub irregular: Vec<Named>,
    /// What was noted of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Named>,
    /// Of a step whose day was amended since: the day as it was recorded first. `effective_day` is the amended one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amended_from: Option<LegalTime>,
    /// The row that amended it last, by its `seq`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amended_by: Option<i64>,
    /// Of an amendment: what it changed, old and new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends>,
    /// Terms whose last day it moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms_moved: Vec<TermMoved>,
    /// The changes of the law book that these terms followed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub law_changes: Vec<JournalLawChange>,
    /// The sanction regime that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regime: Option<Named>,
    /// The second person's account, where two acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<Uuid>,
    /// The step that this one takes back, by its `seq`; that step counts no more, its numbers stay used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes_back: Option<i64>,
    /// It was taken back and counts no more; its numbers stay used. What it brought is shown to the office that
    /// recorded it, and to nobody else.
    pub void: bool,
    /// The step that took it back, by its `seq`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_back_by: Option<i64>,
    /// The plenary meeting that decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<Uuid>,
    /// The day of that meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_day: Option<NaiveDate>,
    /// Numbers given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<String>,
    /// Papers of the step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paper_ids: Vec<Uuid>,
    /// The file attached, without its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<JournalFile>,
    /// The number in an outside system that was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What was recommended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended: Option<RecommendedOut>,
    /// What was imposed, or imposed instead after a remedy, and how it differs from the recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imposed: Option<ImposedOut>,
    /// Certificates of an erasure: one of each party that stood for the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<CertificateOut>,
}

/// A change of the law book that running terms followed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JournalLawChange {
    /// Identifier.
    pub id: Uuid,
    /// Its place among all, from 1.
    pub place: i64,
    /// Its source.
    pub source: String,
    /// Why the book was changed.
    pub reason: String,
    /// Its address.
    pub href: String,
}

impl JournalLawChange {
    fn named(event: &Event, all: &[LawChange]) -> Vec<Self> {
        let named = event.changes.iter().flat_map(|change| match change {
            Change::LawChanged(ids) => ids.as_slice(),
            _ => &[],
        });
        named
            .filter_map(|id| all.iter().find(|c| c.id == *id))
            .map(|change| Self {
                id: change.id,
                place: change.place,
                source: change.addition.source.clone(),
                reason: change.reason.clone(),
                href: format!("/v1/law-changes/{}", change.id),
            })
            .collect()
    }
}

/// A file attached by a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JournalFile {
    /// Identifier.
    pub id: Uuid,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Its media type.
    pub media_type: String,
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
        let r = Rendering {
            language,
            book: &page.known.book,
            offices: &page.known.offices,
            now: page.now,
        };
        Self {
            next_after: page
                .entries
                .last()
                .filter(|_| page.more)
                .map(|e| e.event.seq),
            items: page
                .entries
                .iter()
                .map(|e| {
                    let by = page.taken_back.get(&e.event.seq).copied();
                    let row = JournalRow {
                        law_changes: JournalLawChange::named(&e.event, &page.law_changes),
                        by_system: page.by_system.contains(&e.event.seq),
                        ..journal_row(&e.event, e.meeting_day, by, &r)
                    };
                    match &page.track {
                        Some(track) => row.standing_now(&e.event, track, language),
                        None => row,
                    }
                })
                .collect(),
        }
    }
}

impl JournalRow {
    /// The row with the legal time that its step has now, and with what is said of it by its days: whether it was
    /// late, what it did not keep, what is noted.
    fn standing_now(mut self, event: &Event, track: &Track, language: Language) -> Self {
        let Some(step) = track.step(event.seq) else {
            return self;
        };
        if let Some(amended) = step.amended {
            let now = LegalTime::of(step.at);
            self.effective_day = now.effective_day;
            self.effective_time = now.effective_time;
            self.amended_from = Some(LegalTime::of(amended.was));
            self.amended_by = Some(amended.by);
        }
        let seq = event.seq;
        self.late = late_now(track, event).map(|t| Named::of(t, language));
        let irregular = track.irregular.iter().filter(|i| i.seq == seq);
        self.irregular = irregular.map(|i| Named::of(i.guard, language)).collect();
        let marks = track.marks.iter().filter(|m| m.seq == seq);
        self.marks = marks.map(|m| Named::of(m.mark, language)).collect();
        self
    }
}

fn journal_row(
    event: &Event,
    met: Option<NaiveDate>,
    taken_back_by: Option<i64>,
    r: &Rendering<'_>,
) -> JournalRow {
    let (offices, language) = (r.offices, r.language);
    JournalRow {
        seq: event.seq,
        action: Named::of(event.action, language),
        from: event.from.map(|s: Stage| Named::of(s, language)),
        to: Named::of(event.to, language),
        effective_day: event.effective.day,
        effective_time: event
            .effective
            .minute
            .map(netralitas_app::writing::receipt::clock_time),
        zone: event.zone.code(),
        recorded_at: event.recorded_at.rfc3339(),
        recorded_late: event.recorded_late,
        acting_seat: event.acting.seat,
        acting_office: event.acting.office.map(|o| OfficeRef::of(o, offices)),
        acting_party_id: event.acting.party.map(|p| p.raw()),
        recorded_by_office: OfficeRef::of(event.office, offices),
        by_system: false,
        by_paper: event.by_paper.is_some(),
        by_ticket: event.by_ticket.map(|k| Named::of(k, language)),
        late: event.late.map(|t| Named::of(t, language)),
        irregular: event
            .irregular
            .iter()
            .map(|g| Named::of(*g, language))
            .collect(),
        marks: event
            .marks
            .iter()
            .map(|m| Named::of(*m, language))
            .collect(),
        amended_from: None,
        amended_by: None,
        amends: Amends::of(event, language),
        terms_moved: TermMoved::all(event, language),
        law_changes: Vec::new(),
        regime: event.changes.iter().find_map(|change| match change {
            Change::RegimeChosen(regime) => Some(Named::of(*regime, language)),
            _ => None,
        }),
        approved_by: event.approved_by.map(|a| a.raw()),
        takes_back: event.changes.iter().find_map(|c| match c {
            Change::TakenBack(back) => Some(back.seq),
            _ => None,
        }),
        void: taken_back_by.is_some(),
        taken_back_by,
        meeting_id: event.meeting.map(|m| m.raw()),
        meeting_day: met,
        numbers: event
            .numbers
            .iter()
            .filter_map(|n| n.text.clone())
            .collect(),
        paper_ids: event.papers.iter().map(|p| p.raw()).collect(),
        file: event.changes.iter().find_map(|change| match change {
            Change::FileAttached(f) => Some(JournalFile {
                id: f.id.raw(),
                sha256: f.sha256.clone(),
                size: f.size,
                media_type: f.media_type.clone(),
            }),
            _ => None,
        }),
        reference: event.changes.iter().find_map(|change| match change {
            Change::Referenced(r) => Some(r.number.clone()),
            Change::OutsideNumber(number) => Some(number.clone()),
            _ => None,
        }),
        recommended: RecommendedOut::of_event(event),
        imposed: ImposedOut::of_event(event, r),
        erased: CertificateOut::all(event, language),
    }
}
