//! What a ticket shows its holder: where the matter stands, what can or must be done and until when, questions, the own
//! invitations and minutes, the decision on the holder. No names: of nobody, not even of the holder.

use std::sync::Arc;

use chrono::NaiveDate;
use netralitas_domain::{
    acts::moved_terms,
    file::{CaseFacts, Change, Measure, Track},
    ids::{OfficeId, PartyId, TrackId},
    law::LawSet,
    numbers::NumberKind,
    procedure::{
        Action, Acts, Decided, Machine, Matter, OpenFrom, Stage, TicketKind, TicketMatter,
        by_ticket, reads_by_ticket, rules,
    },
    time::{Moment, Zone},
};
use netralitas_store::{Read, announced_reports, journal, texts, tickets::Ticket};

use super::{
    holder::{self, Held},
    questions::QuestionView,
};
use crate::{
    App, Known,
    error::AppError,
    keys::Secret,
    sealing::{Redactor, Vault},
};

/// What can be done, by the holder or on the holder's behalf at the counter.
#[derive(Debug, Clone)]
pub struct Expected {
    /// What.
    pub action: Action,
    /// Whether the ticket is enough for it.
    pub by_ticket: bool,
    /// The last day of its term, where one runs.
    pub last_day: Option<NaiveDate>,
    /// The instant at which that term ends.
    pub ends: Option<Moment>,
}

/// A track as its holder sees it.
#[derive(Debug, Clone)]
pub struct MatterStatus {
    /// By which an objection names it; none of the case itself.
    pub id: Option<TrackId>,
    /// What it is.
    pub machine: Machine,
    /// Where it stands; none before it concerns the holder.
    pub stage: Option<Stage>,
    /// Since which day.
    pub since: Option<NaiveDate>,
    /// The law text it runs under.
    pub law: LawSet,
    /// Numbers that the holder may quote.
    pub numbers: Vec<(NumberKind, String)>,
    /// What can be done.
    pub expected: Vec<Expected>,
    /// What was imposed on the holder.
    pub measures: Vec<Measure>,
}

/// Own minutes of a clarification.
#[derive(Debug, Clone)]
pub struct OwnMinutes {
    /// The day of the clarification.
    pub day: NaiveDate,
    /// The text, as it was taken down.
    pub text: String,
}

/// What a ticket shows.
pub struct TicketStatus {
    /// The ticket.
    pub ticket: Ticket,
    /// For whom its holder stands.
    pub stands_for: TicketKind,
    /// The office that handles the matter now.
    pub office: OfficeId,
    /// Its zone.
    pub zone: Zone,
    /// Until when an announced report can be handed in.
    pub hand_in_until: Option<Moment>,
    /// The case, then the tracks about the holder.
    pub matters: Vec<MatterStatus>,
    /// Days of the own hearings.
    pub invitations: Vec<NaiveDate>,
    /// The own minutes.
    pub minutes: Vec<OwnMinutes>,
    /// Questions of the office, with what was answered.
    pub questions: Vec<QuestionView>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

impl App {
    /// What a ticket shows.
    ///
    /// # Errors
    /// [`AppError::ReceiptUnknown`].
    pub async fn by_receipt(&self, typed: &Secret) -> Result<TicketStatus, AppError> {
        let now = self.clock().now();
        let hash = self.receipt_hash(typed)?;
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let ticket = holder::ticket(tx, &hash)?;
                if ticket.case.is_none() {
                    return app.waits(tx, ticket, now);
                }
                let held = app.of_ticket(tx, ticket)?;
                app.told(tx, held, now)
            })
            .await
    }

    /// Of an announced report that was not handed in.
    fn waits(
        &self,
        tx: &mut Read<'_>,
        ticket: Ticket,
        now: Moment,
    ) -> Result<TicketStatus, AppError> {
        let report = announced_reports::find(tx, ticket.id, now)?;
        let report = report.ok_or(AppError::ReceiptUnknown)?;
        let known = self.known(tx)?;
        Ok(TicketStatus {
            stands_for: ticket.kind,
            office: ticket.office,
            zone: known.offices.zone(ticket.office),
            hand_in_until: Some(Moment(report.ends_at)),
            ticket,
            matters: Vec::new(),
            invitations: Vec::new(),
            minutes: Vec::new(),
            questions: Vec::new(),
            known,
            now,
        })
    }

    fn told(&self, tx: &mut Read<'_>, held: Held, now: Moment) -> Result<TicketStatus, AppError> {
        let questions = self.asked_of(tx, &held)?;
        let mut questions = self.opened_questions(questions)?;
        let minutes = minutes(tx, self.vault(), &held)?;
        if held.holder.stands_for == TicketKind::Respondent && !questions.is_empty() {
            // What an officer typed names nobody who is sealed either.
            match Redactor::of_case(tx, self.vault(), &held.file)? {
                Some(redactor) => questions
                    .iter_mut()
                    .for_each(|q| q.question = redactor.redact(&q.question)),
                None => questions.clear(),
            }
        }
        let case = held.file.case().ok_or(AppError::ReceiptUnknown)?;
        let whom = held.holder.stands_for;
        let reads = |what| reads_by_ticket(whom, what, OpenFrom::Always);
        let own = |id| held.party == Some(id);
        let invited = case.invitations.iter().filter(|i| own(i.party));
        let invitations = invited
            .filter(|_| reads(TicketMatter::Invitations))
            .map(|i| i.hearing)
            .collect();
        let mut matters = Vec::new();
        for track in &held.file.tracks {
            let is_case = track.machine == Machine::Case;
            let about = whom == TicketKind::Respondent && track.respondent().is_some_and(own);
            if is_case || (about && !track.is_void()) {
                matters.push(matter(track, case, &held));
            }
        }
        matters.sort_by_key(|m| m.machine != Machine::Case);
        let office = held.known.offices.now(case.handled_by);
        Ok(TicketStatus {
            stands_for: whom,
            office,
            zone: held.known.offices.zone(office),
            hand_in_until: None,
            matters,
            invitations,
            minutes,
            questions,
            ticket: held.ticket,
            known: held.known,
            now,
        })
    }
}

/// A track as the holder sees it.
fn matter(track: &Track, case: &CaseFacts, held: &Held) -> MatterStatus {
    let mut track = track.clone();
    // Terms that a change of the book has not reached yet.
    track.count_afresh(&moved_terms(&track, &held.known.book));
    let whom = held.holder.stands_for;
    let reads = |what| reads_by_ticket(whom, what, OpenFrom::Always);
    let is_case = track.machine == Machine::Case;
    // What was not registered yet concerns nobody but who brought it.
    let concerns = !is_case || whom != TicketKind::Respondent || case.registered_on.is_some();
    let shown = concerns && reads(TicketMatter::Status);
    let came =
        |(_, step): &(i64, &netralitas_domain::file::StepMark)| step.from != Some(track.stage);
    let since = track.standing().rev().find(came).map(|(_, s)| s.at.day);
    let quotable = |kind| match whom {
        TicketKind::Reporter => matches!(kind, NumberKind::Submission | NumberKind::Register),
        _ => kind == NumberKind::Register,
    };
    let numbers = track.numbers.iter().filter(|n| quotable(n.kind));
    let served = track.last_step(Action::Deliver).is_some();
    MatterStatus {
        id: (!is_case).then_some(track.id),
        machine: track.machine,
        stage: Some(track.stage).filter(|_| shown),
        since: since.filter(|_| shown),
        law: track.law,
        numbers: numbers
            .filter(|_| concerns && reads(TicketMatter::Numbers))
            .filter_map(|n| Some((n.kind, n.text.clone()?)))
            .collect(),
        expected: if concerns && reads(TicketMatter::Expected) {
            expected(&track, whom)
        } else {
            Vec::new()
        },
        measures: match track.sanction() {
            Some(s) if served && reads(TicketMatter::Decision) => s.measures.clone(),
            _ => Vec::new(),
        },
    }
}

/// The steps of the holder from where the track stands.
fn expected(track: &Track, whom: TicketKind) -> Vec<Expected> {
    let is_holders = |acts| match whom {
        TicketKind::Reporter => matches!(acts, Acts::Reporter | Acts::ReporterOrRespondent),
        TicketKind::Respondent => matches!(acts, Acts::Respondent | Acts::ReporterOrRespondent),
        TicketKind::Informant | TicketKind::Representative => false,
    };
    let mut all: Vec<Expected> = Vec::new();
    for row in rules() {
        let fits = row.is_operation()
            && row.machine() == track.machine
            && row.law(track.law).is_some()
            && row.from.contains(&track.stage)
            && is_holders(row.acts);
        if !fits || all.iter().any(|e| e.action == row.action) {
            continue;
        }
        let term = row.due.and_then(|term| track.open_term(term));
        all.push(Expected {
            action: row.action,
            by_ticket: by_ticket(whom, track.machine, row.action).is_some(),
            last_day: term.map(|t| t.due_day),
            ends: term.map(|t| t.due_at),
        });
    }
    all.sort_by_key(|e| e.ends.map_or(i64::MAX, |m| m.0));
    all
}

/// The own minutes, as far as they are open.
fn minutes(tx: &mut Read<'_>, vault: Vault<'_>, held: &Held) -> Result<Vec<OwnMinutes>, AppError> {
    let (Some(party), Some(track)) = (held.party, held.file.case_track()) else {
        return Ok(Vec::new());
    };
    let whom = held.holder.stands_for;
    let decided = Decided::by(track.standing().map(|(seq, step)| (seq, step.action)));
    let open = |seq| reads_by_ticket(whom, TicketMatter::Minutes, decided.reached(seq));
    let steps: Vec<(i64, NaiveDate)> = track
        .standing()
        .filter(|(seq, step)| step.action == Action::RecordClarification && open(*seq))
        .map(|(seq, step)| (seq, step.at.day))
        .collect();
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    // Somebody else may be named in them; where nobody knows who, they are not shown.
    let Some(redactor) = Redactor::of_case(tx, vault, &held.file)? else {
        return Ok(Vec::new());
    };
    let told = journal::of_case(tx, held.file.id)?;
    let mut found = Vec::new();
    for (seq, day) in steps {
        if !told.iter().any(|e| heard(&e.event, track.id, seq, party)) {
            continue;
        }
        for text in texts::of_step(tx, track.id, seq, Matter::Minutes.code())? {
            let text = redactor.redact_body(&text);
            found.push(OwnMinutes { day, text });
        }
    }
    Ok(found)
}

/// Whether a journal row is the clarification of this party.
fn heard(event: &netralitas_domain::file::Event, track: TrackId, seq: i64, party: PartyId) -> bool {
    let of = |change: &Change| matches!(change, Change::Heard(who) if *who == party);
    event.track == track && event.seq == seq && event.changes.iter().any(of)
}
