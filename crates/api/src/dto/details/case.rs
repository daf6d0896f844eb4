//! Details of steps on a case: intake, handling, plenary, correction.

use netralitas_app::input::{DetailsIn, LATE_REASON};
use netralitas_domain::{
    acts::{Details, Dispatch, InitialStudyFindings},
    file::{Destination, Invitation as DomainInvitation},
    ids::{AllegationId, Id},
    procedure::{
        DestinationKind, Matter, NotRegisteredGround, Outcome, Requirement, TakeoverGround,
    },
};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Taken, plain};
use crate::dto::{
    act::DetailsDto,
    clock::{Day, clock_form},
    content::Content,
    form_texts::{Answer, Examiner, FormText, HearingForm, InvitationForm, Oath, Signature},
    words,
};

/// Data added to the case.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// What is added.
    #[validate(nested)]
    pub content: Content,
}

impl DetailsDto for Supplement {
    fn into_details(self) -> Taken {
        Ok((
            DetailsIn::Content(self.content.into_input("/details/content")?),
            Vec::new(),
        ))
    }
}

/// The result of the initial study (form B.7).
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InitialStudy {
    /// Requirements found not met.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[schema(value_type = Vec<words::Requirement>, max_items = 7)]
    pub gaps: Vec<Requirement>,
    /// Found late, which cannot be cured; without it, as computed when the report was filed. `false` of a report
    /// filed after its term needs a `late_reason`.
    pub late: Option<bool>,
    /// Why a report filed after its term is in time nevertheless, with `late: false` only; kept outside the journal.
    #[validate(length(min = 1, max = 50000))]
    #[schema(min_length = 1, max_length = 50000)]
    pub late_reason: Option<String>,
    /// Already handled and solved.
    #[serde(default)]
    pub already_solved: bool,
    /// Kinds of violation seen, each once; `not_proven` is none. In a general election at least one of them, unless
    /// the report is late or solved already; only a report of an election violation (not of another law alone) is
    /// registered there.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[schema(value_type = Vec<words::Outcome>, max_items = 5)]
    pub kinds: Vec<Outcome>,
    /// Analysis and conclusion, kept outside the journal.
    #[validate(length(min = 1, max = 50000))]
    #[schema(min_length = 1, max_length = 50000)]
    pub study: Option<String>,
}

impl DetailsDto for InitialStudy {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn into_details(self) -> Taken {
        let mut gaps = self.gaps;
        gaps.sort_unstable();
        gaps.dedup();
        let result = InitialStudyFindings {
            gaps,
            late: self.late,
            // The text gets its identifier when it is prepared.
            late_reason: None,
            already_solved: self.already_solved,
            kinds: self.kinds,
        };
        let study = self.study.map(|s| (Matter::Study.code(), s));
        let late_reason = self.late_reason.map(|r| (LATE_REASON, r));
        let texts = study.into_iter().chain(late_reason).collect();
        Ok((DetailsIn::Plain(Details::InitialStudy(result)), texts))
    }
}

/// The study (form B.13). It is secret until the plenary decides, and is kept outside the journal.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Facts, analysis, conclusion and recommendation. A `reason` beside it is kept as a closed note.
    #[validate(length(min = 1, max = 50000))]
    #[schema(min_length = 1, max_length = 50000)]
    pub study: String,
}

impl DetailsDto for Study {
    fn into_details(self) -> Taken {
        let text = (Matter::Study.code(), self.study);
        Ok((DetailsIn::Plain(Details::Study), vec![text]))
    }
}

/// Why a report is not registered.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NonRegistration {
    /// The ground.
    #[schema(value_type = words::NotRegisteredGround)]
    pub ground: NotRegisteredGround,
}

impl DetailsDto for NonRegistration {
    fn into_details(self) -> Taken {
        plain(Details::NotRegistered(self.ground))
    }
}

/// To which office the case is delegated.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// An office directly below.
    pub office_id: Uuid,
}

impl DetailsDto for Delegation {
    fn into_details(self) -> Taken {
        plain(Details::Delegation(Id::new(self.office_id)))
    }
}

/// Why the higher office is asked to take over.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeoverRequest {
    /// The ground.
    #[schema(value_type = words::TakeoverGround)]
    pub ground: TakeoverGround,
}

impl DetailsDto for TakeoverRequest {
    fn into_details(self) -> Taken {
        plain(Details::TakeoverRequest(self.ground))
    }
}

/// Why the higher office takes over.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Takeover {
    /// The ground.
    #[schema(value_type = words::TakeoverGround)]
    pub ground: TakeoverGround,
}

impl DetailsDto for Takeover {
    fn into_details(self) -> Taken {
        plain(Details::Takeover(self.ground))
    }
}

/// Where one outcome of one respondent goes, where it is not the review authority, which the date decides.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForwardTo {
    /// The respondent.
    pub respondent_id: Uuid,
    /// The outcome forwarded.
    #[schema(value_type = words::Outcome)]
    pub outcome: Outcome,
    /// What kind of body it is; which kinds are competent stands in `destinations` of `GET /v1/law-book`. One of
    /// which the law book is not sure needs a `reason`.
    #[schema(value_type = words::DestinationKind)]
    pub kind: DestinationKind,
    /// The receiving office, where it is one here.
    pub office_id: Option<Uuid>,
    /// The receiving body's name (an institution, never a person).
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: Option<String>,
}

pub(super) fn dispatch(d: ForwardTo) -> Dispatch {
    Dispatch {
        respondent: Id::new(d.respondent_id),
        destination: Destination {
            outcome: d.outcome,
            kind: d.kind,
            office: d.office_id.map(Id::new),
            name: d.name,
        },
    }
}

/// Destinations of what does not go to the review authority. An ASN's breach of another law always goes to
/// the authority competent on the day of the step, so it is not listed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Forwarding {
    /// The destinations.
    #[serde(default)]
    #[validate(length(max = 1000), nested)]
    #[schema(max_items = 1000)]
    pub destinations: Vec<ForwardTo>,
    /// The sealed identities go along: the review authority may ask to open them, and reads nothing at once. Needs a
    /// `reason`. Without it what is forwarded goes redacted.
    #[serde(default)]
    pub with_identity: bool,
}

impl DetailsDto for Forwarding {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn into_details(self) -> Taken {
        let list = self.destinations.into_iter().map(dispatch).collect();
        if self.with_identity {
            Ok((DetailsIn::WithIdentity(list), Vec::new()))
        } else {
            plain(Details::Forwarding(list))
        }
    }
}

/// The person heard, or absent; of a clarification the minutes (form B.12) and the oath (B.10, B.11), all kept
/// outside the journal.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    /// The party.
    pub party_id: Uuid,
    /// Questions and answers in words, where they are not recorded one by one.
    #[validate(length(min = 1, max = 100_000))]
    #[schema(min_length = 1, max_length = 100_000)]
    pub minutes: Option<String>,
    /// Who asked.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub examiners: Vec<Examiner>,
    /// Number of the chair's decree by which staff asked.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub decree_number: Option<String>,
    /// The oath or promise, where one was given.
    pub oath: Option<Oath>,
    /// Questions and answers, one by one.
    #[serde(default)]
    #[validate(length(max = 300), nested)]
    #[schema(max_items = 300)]
    pub answers: Vec<Answer>,
    /// Whether the person signed.
    pub signature: Option<Signature>,
    /// Where the minutes were closed.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub closed_at: Option<String>,
    /// When they were closed, `HH:MM`.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub closed_time: Option<String>,
}

impl DetailsDto for Hearing {
    fn into_details(self) -> Taken {
        let form = HearingForm {
            minutes: self.minutes,
            examiners: self.examiners,
            decree_number: self.decree_number,
            oath: self.oath,
            answers: self.answers,
            signature: self.signature,
            closed_at: self.closed_at,
            closed_time: self.closed_time,
        };
        // Minutes in words alone stay what they are.
        let text = if form.is_in_words() {
            form.minutes
        } else {
            FormText::Minutes(form).kept()
        };
        Ok((
            DetailsIn::Plain(Details::Person(Id::new(self.party_id))),
            text.map(|m| (Matter::Minutes.code(), m))
                .into_iter()
                .collect(),
        ))
    }
}

/// An invitation to a clarification (form B.9).
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// The person invited.
    pub party_id: Uuid,
    /// The day of the clarification.
    pub hearing_day: Day,
    /// Its hour, `HH:MM`.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub hearing_time: Option<String>,
    /// Where.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub place: Option<String>,
    /// The address on the net, where it is held there.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub link: Option<String>,
    /// The officer who receives the person, where it is held in place.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub officer: Option<String>,
}

impl DetailsDto for Invitation {
    fn into_details(self) -> Taken {
        let form = InvitationForm {
            hearing_time: self.hearing_time,
            place: self.place,
            link: self.link,
            officer: self.officer,
        };
        let text = (form != InvitationForm::default())
            .then(|| FormText::Invitation(form).kept())
            .flatten();
        let details = Details::Invitation(DomainInvitation {
            party: Id::new(self.party_id),
            hearing: self.hearing_day.date(),
        });
        let texts = text
            .map(|t| (Matter::Reason.code(), t))
            .into_iter()
            .collect();
        Ok((DetailsIn::Plain(details), texts))
    }
}

/// What the plenary found of one allegation.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllegationOutcomes {
    /// The allegation.
    pub allegation_id: Uuid,
    /// One or several; `not_proven` stands alone.
    #[validate(length(min = 1, max = 4))]
    #[schema(value_type = Vec<words::Outcome>, min_items = 1, max_items = 4)]
    pub outcomes: Vec<Outcome>,
}

pub(super) fn outcomes_of(a: AllegationOutcomes) -> (AllegationId, Vec<Outcome>) {
    let mut outcomes = a.outcomes;
    outcomes.sort_unstable();
    outcomes.dedup();
    (Id::new(a.allegation_id), outcomes)
}

/// Outcomes for every allegation of the case.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    /// One entry per allegation.
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(min_items = 1, max_items = 200)]
    pub allegations: Vec<AllegationOutcomes>,
}

impl DetailsDto for Outcomes {
    fn into_details(self) -> Taken {
        let list = self.allegations.into_iter().map(outcomes_of);
        plain(Details::Outcomes(list.collect()))
    }
}
