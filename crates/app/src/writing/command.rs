//! The one write path. Order inside the transaction: idempotency key, visibility, role, version, then the
//! domain's decision (stage, office, day, guards), then everything is written, the answer last.

use netralitas_domain::{
    acts::{
        Approval, Details, Kept, OtherCase, World, decide, holds_a_role, legal_basis, second_office,
    },
    file::{CaseFile, Event, Origin},
    ids::{CaseId, OfficeId, TrackId},
    people::OfficeType,
    procedure::{Action, BodyShape, Touch, rows},
    refusal::Refusal,
    time::{Effective, Moment, Zone},
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    idempotency::Answer,
    journal, scope, search,
};

use crate::{
    App, Known, Principal,
    amending::{Amended, requirements::Shift},
    error::{AppError, FieldError, Refused},
    input::{ActIn, ContentIn, DetailsIn, WhenIn},
    parties::{chains, respondents::Identified},
    reading::{asker::Asker, joined, seeing::Reader},
    writing::{
        named_people::{Seat, others_who_told},
        persist::{Rows, write_case},
        prepare::{PreparedContent, REPLACEMENT, party_at},
        prepared_act::Prepared,
        reached::Reached,
        refusing::{is_possible, refused},
    },
};

pub(crate) use super::answering::claim;

/// A request with its idempotency key.
#[derive(Debug, Clone)]
pub struct Keyed {
    /// The operation's stable name.
    pub operation: &'static str,
    /// The key.
    pub key: String,
    /// The keyed fingerprint of method, path and body.
    pub fingerprint: Vec<u8>,
}

/// The second person of an act that needs two.
pub(crate) struct Second {
    /// What the rules ask of.
    pub approval: Approval,
    /// Who gets the answer.
    pub answers_to: Principal,
}

/// What was written.
pub(crate) struct Done {
    /// The events, that of the addressed track first.
    pub events: Vec<Event>,
    /// What is odd about what was sent, by code.
    pub warnings: Vec<&'static str>,
}

/// What the rules say to an act.
pub(crate) struct Ruling {
    /// Its case.
    pub case: CaseId,
    /// The office of a second person, where one must agree.
    pub second_office: OfficeId,
    /// The outcome.
    pub verdict: Result<Judged, Refused>,
}

/// An act that the rules allow, before it is written.
pub(crate) struct Judged {
    file: CaseFile,
    events: Vec<Event>,
    effective: Effective,
    zone: Zone,
    amended: Amended,
    identified: Identified,
    others: Vec<CaseFile>,
}

impl App {
    /// Takes a step on a track.
    ///
    /// # Errors
    /// Not found (or not visible), a missing role, a stale version, a refusal, in this order.
    pub async fn act(
        &self,
        principal: Principal,
        keyed: Keyed,
        input: ActIn,
    ) -> Result<Answer, AppError> {
        let now = self.clock().now();
        let prepared = self.prepare(input, now)?;
        let app = self.clone();
        self.store()
            .write(move |tx| app.act_in(tx, principal, &keyed, &prepared, now))
            .await
    }

    fn act_in(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        prepared: &Prepared,
        now: Moment,
    ) -> Result<Answer, AppError> {
        if let Some(replay) = claim(tx, principal, keyed, now)? {
            return Ok(replay);
        }
        self.run(tx, principal, keyed, prepared, None, now)
    }

    /// Decides and writes; the key was claimed before. With a second person the answer is that person's.
    pub(crate) fn run(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        prepared: &Prepared,
        second: Option<&Second>,
        now: Moment,
    ) -> Result<Answer, AppError> {
        let asker = self.asker(tx, principal, now)?;
        let approval = second.map(|s| &s.approval);
        let done = self.take_step(tx, asker, prepared, approval, now)?;
        let collection = prepared.input.machine.collection();
        let to = second.map_or(principal, |s| s.answers_to);
        self.answer(tx, to, keyed, &done, 200, collection)
    }

    /// Decides and writes for whoever asks; what is answered is the caller's affair.
    pub(crate) fn take_step(
        &self,
        tx: &mut Write<'_>,
        asker: Asker,
        prepared: &Prepared,
        approval: Option<&Approval>,
        now: Moment,
    ) -> Result<Done, AppError> {
        let Ruling { verdict, .. } = self.judge(tx, &asker, prepared, approval, now)?;
        let Asker { known, actor, .. } = asker;
        let input = &prepared.input;
        let Judged {
            file,
            mut events,
            effective,
            zone,
            amended,
            identified,
            others,
        } = match verdict {
            Ok(judged) => judged,
            Err(refused) => return Err(AppError::Refused(Box::new(refused))),
        };
        let case = file.id;
        // A meeting recorded from a paper is one of the office that acted.
        let met = events.first().and_then(|e| e.acting.office);
        let rows = Rows {
            papers: prepared
                .papers
                .iter()
                .chain(&prepared.by_paper)
                .map(|p| p.row(actor.office, now.day_in(zone), now))
                .collect(),
            texts: prepared.texts.iter().map(|t| t.row.clone()).collect(),
            meeting: prepared
                .meeting
                .as_ref()
                .map(|m| m.row(met.unwrap_or(actor.office), effective.day, now)),
            content: prepared.content.clone().unwrap_or_default(),
            salts: &prepared.salts,
        };
        let copies = chains::texts_of_split(tx, &file, &mut events)?;
        let before = file.clone();
        // What a step does on another case is written over that case's own file.
        let (mut theirs, events): (Vec<Event>, Vec<Event>) = events
            .into_iter()
            .partition(|e| others.iter().any(|o| o.id == e.case_id));
        let mut written = write_case(tx, Some(file), events, &rows, &known, now)?;
        for other in others {
            let events: Vec<Event> = theirs.extract_if(.., |e| e.case_id == other.id).collect();
            if events.is_empty() {
                continue;
            }
            let rows = Rows {
                papers: Vec::new(),
                texts: Vec::new(),
                meeting: None,
                content: PreparedContent::default(),
                salts: prepared.salts.get(written.len()..).unwrap_or_default(),
            };
            written.extend(write_case(tx, Some(other), events, &rows, &known, now)?);
        }
        chains::write_split(tx, self.vault(), &before, &written, &copies, now)?;
        chains::settle(tx, &written)?;
        let mut after = before.clone();
        after.apply(&written);
        crate::parties::respondents::follow(tx, &after, &written)?;
        amended.write(tx, self.vault(), case, &written, now)?;
        identified.write(tx, case, now)?;
        if let (DetailsIn::File(file), Some(event)) = (&input.details, written.first()) {
            netralitas_store::files::insert(tx, &crate::writing::persist::file_row(file, event)?)?;
        }
        let plain = matches!(input.details, DetailsIn::Plain(_) | DetailsIn::File(_));
        if !plain || rows.says() || crate::search::index::moves(&before, &after, &written) {
            let mut cases: Vec<CaseId> = written.iter().map(|e| e.case_id).collect();
            if let DetailsIn::Amend(_) = &input.details {
                cases.extend(search::sharing_papers(tx, case)?);
            }
            self.index(tx, cases)?;
        }
        Ok(Done {
            warnings: rows.content.warnings(&known.book, now),
            events: written,
        })
    }

    /// What the rules say to an act: found, locked, checked and decided, nothing written. The outer error is
    /// of what comes before the rules, the inner one a refusal with what may be done instead.
    pub(crate) fn judge(
        &self,
        tx: &mut Write<'_>,
        asker: &Asker,
        prepared: &Prepared,
        approval: Option<&Approval>,
        now: Moment,
    ) -> Result<Ruling, AppError> {
        let Asker {
            known,
            actor,
            reach,
        } = asker;
        let input = &prepared.input;
        let case = scope::case_of_visible(tx, reach, input.track)?.ok_or(AppError::NotFound)?;
        let linked = match &input.details {
            DetailsIn::OtherCase(id) => Some((*id, TrackId::from(*id))),
            DetailsIn::OtherReview(id) => {
                scope::case_of_visible(tx, reach, *id)?.map(|case| (case, *id))
            }
            _ => None,
        };
        // Of two cases the one with the smaller identifier is locked first.
        let mut other = match linked.filter(|(id, _)| id.raw() < case.raw()) {
            Some((id, track)) => chains::other_case(tx, reach, id, track)?,
            None => None,
        };
        let reached = Reached::before(tx, case, &input.details)?;
        let mut file = cases::load_for_update(tx, case, input.track, hold(input.action))?
            .ok_or(AppError::NotFound)?;
        let mut kept = Kept {
            others: reached.after(tx, &file)?,
            ..Kept::default()
        };
        if needs_history(input.action) {
            let told = journal::of_case(tx, case)?;
            let day = |e: &journal::Entry| e.event.meeting.zip(e.meeting_day);
            kept.meetings = told.iter().filter_map(day).collect();
            file.history = Some(told.into_iter().map(|entry| entry.event).collect());
        }
        let track = file
            .track(input.track)
            .filter(|t| t.machine == input.machine)
            .ok_or(AppError::NotFound)?;
        holds_a_role(input.action, track.machine, actor)
            .map_err(|refusal| with_basis(refusal, |r| legal_basis(r, input.action, track)))?;
        if track.version != input.expected {
            return Err(AppError::Stale {
                current: track.version,
            });
        }
        let second_office = second_office(track, input.action, actor, &known.offices);
        let zone = file
            .case()
            .map_or(Zone::Wib, |c| known.offices.zone(c.handled_by));
        let mut amended = Amended::default();
        let mut unknown: Option<Vec<FieldError>> = None;
        match &input.details {
            DetailsIn::Content(content) => {
                agencies(content, "/details/content", known)?;
                if file.case().is_some_and(|c| c.origin != Origin::Report) {
                    let told = others_who_told(&content.parties, "/details/content", Seat::None);
                    if !told.is_empty() {
                        return Err(AppError::Invalid(told));
                    }
                }
            }
            DetailsIn::File(sent) => {
                crate::papers::opened_files::check_target(tx, sent, track, actor)?
            }
            DetailsIn::Plain(Details::Reference(reference)) => {
                crate::papers::references::check_target(tx, reference, &file, track)?;
            }
            DetailsIn::Amend(amend) => {
                let reader = Reader::of(&file, track, actor, &known.offices);
                match amend.resolve(tx, self.vault(), &file, track, &reader) {
                    Ok(found) => amended = found,
                    // Said once it is clear that the caller may amend here at all.
                    Err(AppError::Invalid(errors)) => unknown = Some(errors),
                    Err(error) => return Err(error),
                }
            }
            DetailsIn::Replace(replace) => agencies(&replace.content, REPLACEMENT, known)?,
            DetailsIn::Identify(_)
            | DetailsIn::OtherCase(_)
            | DetailsIn::OtherReview(_)
            | DetailsIn::WithIdentity(_)
            | DetailsIn::Plain(_) => {}
        }
        let mut identified = Identified::default();
        let mut special = None;
        if let DetailsIn::Identify(identify) = &input.details {
            let fresh = prepared.fresh.iter().rev().copied();
            let (details, found) = identify.resolve(tx, &file, known, actor.office, fresh, now)?;
            (special, identified) = (Some(details), found);
        }
        if let Some((id, track)) = linked.filter(|(id, _)| *id != case)
            && other.is_none()
        {
            other = chains::other_case(tx, reach, id, track)?;
        }
        if let DetailsIn::OtherReview(id) = input.details {
            let found = joined::other_review(tx, &file, input.track, other.as_ref(), id)?;
            special = Some(Details::OtherReview(Box::new(found)));
        }
        if let DetailsIn::OtherCase(id) = input.details {
            // What the caller may not see is told from what does not exist by nothing.
            let summary = other.as_ref().and_then(OtherCase::of);
            let itself = OtherCase::of(&file).filter(|_| id == case);
            let summary = summary.or(itself).unwrap_or_else(|| OtherCase::absent(id));
            special = Some(Details::OtherCase(Box::new(summary)));
        }
        let effective = effective(input.when, zone, now);
        let mut command = self.domain_command(tx, prepared, effective, actor)?;
        command.approval = approval.cloned();
        if let Some(details) = special {
            command.details = details;
        }
        crate::accounts::assignments::complete(tx, &mut command.details, case, known, actor, now)?;
        crate::parties::own_matters::signers(tx, &file, prepared, &mut command)?;
        if let DetailsIn::Amend(amend) = &input.details {
            command.details = Details::Amendments(amended.list.clone());
            let requirements = Shift::of(tx, self.vault(), &file, amend)?;
            command.kept = Kept {
                papers: crate::amending::papers::papers_of(tx, &file)?,
                given: requirements.given,
                lost: requirements.lost,
                ..kept
            };
        }
        let goes_on = joined::goes_on(tx, reach, &file, input.track)?;
        let world = World {
            goes_on: goes_on.as_ref(),
            ..known.world()
        };
        let decided = decide(&file, &command, actor, now, world);
        let verdict = match decided {
            Ok(events) => {
                identified.checked()?;
                amended.check_meetings(tx, &file, &events)?;
                amended.checked()?;
                Ok(Judged {
                    file,
                    events,
                    effective,
                    zone,
                    amended,
                    identified,
                    others: other.into_iter().chain(command.kept.others).collect(),
                })
            }
            Err(refusal) => {
                if let Some(errors) = unknown
                    && is_possible(&file, &command, actor, now, world)
                {
                    return Err(AppError::Invalid(errors));
                }
                Err(refused(refusal, &file, &command, actor, now, world))
            }
        };
        Ok(Ruling {
            case,
            second_office,
            verdict,
        })
    }
}

pub(crate) fn no_such_election() -> FieldError {
    FieldError::new("/election", "unknown_election")
}

pub(crate) fn with_basis(
    refusal: Refusal,
    basis: impl FnOnce(&Refusal) -> Vec<&'static str>,
) -> AppError {
    let basis = basis(&refusal);
    AppError::Refused(Box::new(Refused::from(refusal).with_basis(basis)))
}

/// Every agency that a party is said to belong to is an agency here.
pub(crate) fn agencies(content: &ContentIn, at: &str, known: &Known) -> Result<(), AppError> {
    let is_agency = |id| {
        known
            .offices
            .get(id)
            .is_some_and(|o| o.kind == OfficeType::Agency && !known.offices.is_closed(id))
    };
    let wrong = content
        .parties
        .iter()
        .enumerate()
        .filter(|(_, p)| p.agency.is_some_and(|id| !is_agency(id)));
    let errors: Vec<_> = wrong
        .map(|(i, _)| FieldError::new(format!("{}/agency_id", party_at(at, i)), "no_such_agency"))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Now, where nothing was sent; a day without an hour stays without one.
pub(crate) fn effective(when: WhenIn, zone: Zone, now: Moment) -> Effective {
    match when.day {
        Some(day) => Effective {
            day,
            minute: when.minute,
        },
        None => Effective {
            day: now.day_in(zone),
            minute: Some(when.minute.unwrap_or_else(|| now.minute_in(zone))),
        },
    }
}

/// Whether the step needs the history of its case: what is taken back, or which step brought a paper.
fn needs_history(action: Action) -> bool {
    rows(action).any(|r| r.touches.contains(&Touch::TakesBack))
        || matches!(action, Action::UnmergeCases | Action::Amend)
}

/// A step that touches siblings, or moves the whole case, holds the case alone.
fn hold(action: Action) -> Hold {
    let moves = |r: &netralitas_domain::procedure::Rule| {
        !r.touches.is_empty()
            || matches!(
                r.body,
                BodyShape::Delegation | BodyShape::Takeover | BodyShape::CorrectionRequest
            )
    };
    if rows(action).any(moves) {
        Hold::Case
    } else {
        Hold::Track
    }
}
