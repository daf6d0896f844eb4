//! An act as it was sent, made ready before its transaction: ids and salts drawn, texts and names sealed. A
//! closure that runs twice then writes the same.

use netralitas_domain::{
    acts::{Command, Details, Kept, MeetingFacts},
    ids::TextId,
    people::Actor,
    procedure::{Action, Matter, PaperKind, Rule, Touch, rows},
    time::{Effective, Moment},
};
use netralitas_store::{Write, meetings};
use uuid::Uuid;

use crate::{
    App,
    error::{AppError, FieldError},
    input::{ActIn, DetailsIn, LATE_REASON, MEASURE_TEXTS, MeetingIn},
    writing::named_people::Seat,
    writing::prepare::{
        self, PreparedContent, PreparedMeeting, PreparedPaper, PreparedText, REPLACEMENT,
    },
};

/// Tracks that one command may open or touch where its row touches others: each of as many respondents as a case can
/// take, with several destinations, and room for the rest.
const MANY: usize = 1024;
/// Of a command that touches no other track, or only ends the case with its own.
const FEW: usize = 4;

fn room(action: Action) -> usize {
    let others = |r: &Rule| r.touches.iter().any(|t| *t != Touch::MayEndCase);
    if rows(action).any(others) { MANY } else { FEW }
}

/// An act with everything that it may need drawn and sealed.
pub(crate) struct Prepared {
    pub(crate) input: ActIn,
    pub(crate) by_paper: Option<PreparedPaper>,
    pub(crate) papers: Vec<PreparedPaper>,
    pub(crate) texts: Vec<PreparedText>,
    /// Which text names the measure at which place in words.
    pub(crate) measures: Vec<(usize, TextId)>,
    pub(crate) meeting: Option<PreparedMeeting>,
    pub(crate) content: Option<PreparedContent>,
    pub(crate) fresh: Vec<Uuid>,
    pub(crate) salts: Vec<[u8; 16]>,
}

impl App {
    /// Draws what an act may need, and seals its texts.
    ///
    /// # Errors
    /// A paper without what it must have; what is wrong with its content, or with an amendment as it stands.
    pub(crate) fn prepare(&self, mut input: ActIn, now: Moment) -> Result<Prepared, AppError> {
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
        if let DetailsIn::Plain(Details::Reopening(ground)) = &input.details {
            incomplete(&input, ground.papers())?;
        }
        if let DetailsIn::Amend(amend) = &input.details {
            amend.check(now)?;
        }
        let content = match &input.details {
            DetailsIn::Content(content) => {
                Some(self.prepare_content(content, Seat::None, "/details/content", now)?)
            }
            DetailsIn::Replace(replace) => {
                Some(self.prepare_content(&replace.content, Seat::None, REPLACEMENT, now)?)
            }
            DetailsIn::Plain(_)
            | DetailsIn::WithIdentity(_)
            | DetailsIn::Amend(_)
            | DetailsIn::Identify(_)
            | DetailsIn::OtherCase(_)
            | DetailsIn::OtherReview(_)
            | DetailsIn::File(_) => None,
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
        let room = room(input.action);
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
            fresh: (0..room).map(|_| self.id(now)).collect(),
            salts: self.salts(room)?,
            input,
        })
    }

    /// What the rules are asked: the act, without its words.
    ///
    /// # Errors
    /// A meeting that is not known to the office.
    pub(crate) fn domain_command(
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
            DetailsIn::WithIdentity(list) => Details::Forwarding(list.clone()),
            DetailsIn::File(file) => Details::File(file.facts.clone()),
            // What is amended is looked up in the case first.
            DetailsIn::Amend(_) => Details::Amendments(Vec::new()),
            DetailsIn::Replace(replace) => {
                let content = prepared.content.clone().unwrap_or_default();
                let new = content.supplement.parties.into_iter().next();
                Details::Replacement {
                    party: replace.party,
                    new: Box::new(new.ok_or_else(|| AppError::internal("nobody to replace by"))?),
                    destinations: replace.destinations.clone(),
                }
            }
            // Looked up where the file is known.
            DetailsIn::Identify(_) | DetailsIn::OtherCase(_) | DetailsIn::OtherReview(_) => {
                Details::None
            }
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
            historic: input.historic.clone(),
            details,
            fresh: prepared.fresh.clone(),
            with_identity: matches!(input.details, DetailsIn::WithIdentity(_)),
            approval: None,
            kept: Kept::default(),
        })
    }
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

/// The papers of these kinds, by which a step is made, are named by number, date and issuer.
fn incomplete(input: &ActIn, kinds: &[PaperKind]) -> Result<(), AppError> {
    let papers = input.papers.iter().enumerate();
    let missing = papers
        .filter(|(_, p)| kinds.contains(&p.kind))
        .flat_map(|(i, p)| {
            let lacks = [
                ("number", p.number.is_none()),
                ("dated", p.dated.is_none()),
                ("issuer", p.issuer.is_none()),
            ];
            lacks
                .into_iter()
                .filter(|l| l.1)
                .map(move |l| FieldError::new(format!("/papers/{i}/{}", l.0), "missing"))
        });
    let errors: Vec<_> = missing.collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}
