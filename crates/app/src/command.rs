//! The one write path. Order inside the transaction: idempotency key, visibility, role, version, then the
//! domain's decision (stage, office, day, guards), then everything is written, the answer last.

use netralitas_domain::{
    acts::{Command, Details, MeetingFacts, decide, holds_a_role, legal_basis},
    ids::TextId,
    people::{Actor, OfficeType},
    procedure::{Action, BodyShape, Matter, rows},
    refusal::Refusal,
    time::{Effective, Moment, Zone},
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    idempotency::{self, Answer, Claim},
    meetings,
    scope::{self},
};
use uuid::Uuid;

use crate::{
    App, Known, Principal,
    asker::Asker,
    error::{AppError, FieldError, Refused},
    input::{ActIn, ContentIn, DetailsIn, LATE_REASON, MEASURE_TEXTS, MeetingIn, WhenIn},
    persist::{Rows, write_case},
    prepare::{self, PreparedContent, PreparedMeeting, PreparedPaper, PreparedText},
    receipt::Receipt,
};

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

/// Tracks that one command may open: every respondent and outcome, with room for the rest.
const FRESH: usize = 64;

struct Prepared {
    input: ActIn,
    by_paper: Option<PreparedPaper>,
    papers: Vec<PreparedPaper>,
    texts: Vec<PreparedText>,
    /// Which text names the measure at which place in words.
    measures: Vec<(usize, TextId)>,
    meeting: Option<PreparedMeeting>,
    content: Option<PreparedContent>,
    fresh: Vec<Uuid>,
    salts: Vec<[u8; 16]>,
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

    fn prepare(&self, mut input: ActIn, now: Moment) -> Result<Prepared, AppError> {
        if let Some(paper) = &input.by_paper
            && !prepare::is_complete(paper)
        {
            let missing = [
                ("/by_paper/number", paper.number.is_none()),
                ("/by_paper/dated", paper.dated.is_none()),
                ("/by_paper/issuer", paper.issuer.is_none()),
            ];
            let errors = missing
                .iter()
                .filter(|m| m.1)
                .map(|m| FieldError::new(m.0, "missing"))
                .collect();
            return Err(AppError::Invalid(errors));
        }
        let content = match &input.details {
            DetailsIn::Content(content) => {
                Some(self.prepare_content(content, "/details/content", now)?)
            }
            DetailsIn::Plain(_) | DetailsIn::File(_) => None,
        };
        let mut texts = Vec::new();
        let mut measures = Vec::new();
        for (kind, body) in std::mem::take(&mut input.texts) {
            let nth = MEASURE_TEXTS.iter().position(|k| *k == kind);
            // The place in the list is for this act alone; all are kept as the same kind of text.
            let kept = match nth {
                Some(_) => Matter::Measure.code(),
                None if kind == LATE_REASON => Matter::Reason.code(),
                None => kind,
            };
            let text = self.prepare_text(input.track, kept, body, now)?;
            if let DetailsIn::Plain(Details::InitialStudy(found)) = &mut input.details
                && kind == LATE_REASON
            {
                found.late_reason = Some(text.facts.id);
            }
            measures.extend(nth.map(|nth| (nth, text.facts.id)));
            texts.push(text);
        }
        if let DetailsIn::Content(content) = &input.details
            && let Some(account) = &content.account
        {
            texts.push(self.prepare_text(input.track, prepare::ACCOUNT, account.clone(), now)?);
        }
        let papers = std::mem::take(&mut input.papers);
        Ok(Prepared {
            by_paper: input.by_paper.take().map(|p| self.prepare_paper(p, now)),
            papers: papers
                .into_iter()
                .map(|p| self.prepare_paper(p, now))
                .collect(),
            texts,
            measures,
            meeting: input
                .meeting
                .as_ref()
                .and_then(|m| self.prepare_meeting(m, now)),
            content,
            fresh: (0..FRESH).map(|_| self.id(now)).collect(),
            salts: (0..FRESH).map(|_| self.salt()).collect::<Result<_, _>>()?,
            input,
        })
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
        let Asker {
            known,
            actor,
            reach,
        } = self.asker(tx, principal, now)?;
        let input = &prepared.input;
        let case = scope::case_of_visible(tx, &reach, input.track)?.ok_or(AppError::NotFound)?;
        let file = cases::load_for_update(tx, case, input.track, hold(input.action))?
            .ok_or(AppError::NotFound)?;
        let track = file
            .track(input.track)
            .filter(|t| t.machine == input.machine)
            .ok_or(AppError::NotFound)?;
        holds_a_role(input.action, track.machine, &actor)
            .map_err(|refusal| with_basis(refusal, |r| legal_basis(r, input.action, track)))?;
        if track.version != input.expected {
            return Err(AppError::Stale {
                current: track.version,
            });
        }
        let zone = file
            .case()
            .map_or(Zone::Wib, |c| known.offices.zone(c.handled_by));
        if let DetailsIn::Content(content) = &input.details {
            agencies(content, "/details/content", &known)?;
        }
        match &input.details {
            DetailsIn::File(file) => crate::files::check_target(tx, file, track, &actor)?,
            DetailsIn::Plain(Details::Reference(reference)) => {
                crate::references::check_target(tx, reference, &file, track)?;
            }
            DetailsIn::Plain(_) | DetailsIn::Content(_) => {}
        }
        let effective = effective(input.when, zone, now);
        let command = self.domain_command(tx, prepared, effective, &actor)?;
        let events = decide(&file, &command, &actor, now, known.world())
            .map_err(|refusal| self.refused(refusal, &file, &command, &actor, now, &known))?;
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
                .map(|m| m.row(actor.office, effective.day, now)),
            content: prepared.content.clone().unwrap_or_default(),
            salts: &prepared.salts,
        };
        let written = write_case(tx, Some(file), events, &rows, &known, now)?;
        if let (DetailsIn::File(file), Some(event)) = (&input.details, written.first()) {
            netralitas_store::files::insert(tx, &crate::persist::file_row(file, event)?)?;
        }
        self.answer(
            tx,
            principal,
            keyed,
            &written,
            rows.content.warnings,
            200,
            input.machine.collection(),
        )
    }

    fn domain_command(
        &self,
        tx: &mut Write<'_>,
        prepared: &Prepared,
        effective: Effective,
        actor: &Actor,
    ) -> Result<Command, AppError> {
        let input = &prepared.input;
        let meeting = match (&input.meeting, &prepared.meeting) {
            (_, Some(new)) => Some(new.facts),
            (Some(MeetingIn::Known(id)), None) => {
                let row = meetings::find(tx, *id, actor.office)?
                    .ok_or_else(|| AppError::field("/meeting/meeting_id", "no_such_meeting"))?;
                let count = |n: i64| u32::try_from(n).unwrap_or(0);
                Some(MeetingFacts {
                    id: *id,
                    day: Some(row.day),
                    recorded_before: true,
                    entitled: count(row.entitled),
                    recused: count(row.recused),
                    deciding: count(row.deciding),
                    dissenting: count(row.dissenting),
                })
            }
            _ => None,
        };
        let by_paper = prepared.by_paper.as_ref().map(|p| p.facts);
        let details = match &input.details {
            DetailsIn::Plain(details) => named(details.clone(), &prepared.measures),
            DetailsIn::File(file) => Details::File(file.facts.clone()),
            DetailsIn::Content(_) => {
                Details::Supplement(prepared.content.clone().unwrap_or_default().supplement)
            }
        };
        Ok(Command {
            track: input.track,
            action: input.action,
            effective,
            acting_party: input.acting_party,
            acting_office: input.acting_office,
            by_paper: by_paper.map(|p| p.id),
            papers: prepared
                .papers
                .iter()
                .map(|p| p.facts)
                .chain(by_paper)
                .collect(),
            texts: prepared.texts.iter().map(|t| t.facts.clone()).collect(),
            meeting,
            historic: false,
            details,
            fresh: prepared.fresh.clone(),
        })
    }

    /// A refusal with what the caller may do instead.
    fn refused(
        &self,
        refusal: Refusal,
        file: &netralitas_domain::file::CaseFile,
        command: &Command,
        actor: &Actor,
        now: Moment,
        known: &Known,
    ) -> AppError {
        let track = file.track(command.track);
        let basis = track.map(|track| legal_basis(&refusal, command.action, track));
        let mut refused = Refused::from(refusal).with_basis(basis.unwrap_or_default());
        if let Some(track) = track {
            let allowed: Vec<_> =
                netralitas_domain::acts::next_actions(file, track, actor, now, known.world())
                    .into_iter()
                    .filter(|n| n.refusal.is_none())
                    .filter_map(|n| {
                        let path = n.rule?.path;
                        Some(serde_json::json!({ "action": n.action, "path": path }))
                    })
                    .collect();
            refused.next_actions = Some(allowed.into());
        }
        AppError::Refused(Box::new(refused))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one stored answer")]
    pub(crate) fn answer(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        events: &[netralitas_domain::file::Event],
        warnings: Vec<&'static str>,
        status: i64,
        collection: &str,
    ) -> Result<Answer, AppError> {
        let receipt = Receipt::of(events, warnings)
            .ok_or_else(|| AppError::internal("a command without an event"))?;
        let answer = Answer {
            status,
            etag: Some(receipt.version.to_string()),
            location: Some(format!("/v1/{collection}/{}", receipt.track_id)),
            body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
        };
        idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
        Ok(answer)
    }
}

pub(crate) fn claim(
    tx: &mut Write<'_>,
    principal: Principal,
    keyed: &Keyed,
    now: Moment,
) -> Result<Option<Answer>, AppError> {
    match idempotency::claim(
        tx,
        principal.account,
        keyed.operation,
        &keyed.key,
        &keyed.fingerprint,
        now,
    )? {
        Claim::New => Ok(None),
        Claim::Replay(answer) => Ok(Some(answer)),
        Claim::Reused => Err(AppError::KeyReused),
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

/// Measures with the texts that name them in words.
fn named(mut details: Details, texts: &[(usize, TextId)]) -> Details {
    if let Details::Imposition(measures, _) | Details::Remedy(_, measures) = &mut details {
        for (place, text) in texts {
            if let Some(measure) = measures.get_mut(*place) {
                measure.in_words = Some(*text);
            }
        }
    }
    details
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
        .map(|(i, _)| FieldError::new(format!("{at}/parties/{i}/agency_id"), "no_such_agency"))
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
