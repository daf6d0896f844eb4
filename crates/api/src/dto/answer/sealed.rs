//! The sealed identities of a case, and who asked to read them.

use netralitas_app::{
    reading::records::SealedRecord,
    sealing::{
        identities::SealedView,
        unsealings::{Person, Unsealing},
    },
};
use netralitas_domain::{file::SubjectKind, ids::PartyId, procedure::UnsealingGround};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, OfficeRef, PaperOut, PersonOut};
use crate::{
    dto::{approval::FormerRecordOut, words},
    extract::Language,
};

/// The sealed identities of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealedOut {
    /// Until when the caller may read them (RFC 3339, UTC).
    pub until: String,
    /// One entry per sealed party: reporter, informant, or who represents one of these.
    pub items: Vec<SealedPerson>,
    /// What they said before they were amended, oldest first.
    pub former: Vec<FormerSealedPerson>,
    /// Papers of the track that hold an identity, with their files.
    pub papers: Vec<PaperOut>,
    /// What such papers of a case said before they were amended, oldest first.
    pub former_papers: Vec<FormerRecordOut>,
}

/// A sealed identity as it was before an amendment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormerSealedPerson {
    /// The version of the words, from 1.
    pub version: i64,
    /// When they were replaced (RFC 3339, UTC).
    pub replaced_at: String,
    /// What was said.
    #[serde(flatten)]
    pub person: SealedPerson,
}

/// One sealed identity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealedPerson {
    /// The party.
    pub party_id: Uuid,
    /// `on_record`; `nobody` of a seat that nobody takes: a case that began without a report has a seat for an
    /// informant in any case; `erased` of who was erased.
    pub state: &'static str,
    /// NIP or NI PPPK, as recorded; not yet verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nip: Option<String>,
    /// The agency of appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<OfficeRef>,
    /// What the person is, where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SubjectKind>)]
    pub subject: Option<SubjectKind>,
    /// Who it is.
    pub record: PersonOut,
}

impl SealedOut {
    /// Renders the records; `base` is the address of the track.
    #[must_use]
    pub fn of(view: &SealedView, base: &str, language: Language) -> Self {
        let nothing = SealedRecord::default();
        let person = |id: PartyId, record: Option<&SealedRecord>| {
            let state = match record {
                None => "erased",
                Some(record) if *record == nothing => "nobody",
                Some(_) => "on_record",
            };
            let record = record.unwrap_or(&nothing);
            SealedPerson {
                party_id: id.raw(),
                state,
                nip: record.nip.clone(),
                agency: record.agency.map(|a| OfficeRef::of(a, &view.known.offices)),
                subject: record.subject,
                record: (&record.person).into(),
            }
        };
        let items = view.people.iter();
        Self {
            until: view.until.rfc3339(),
            items: items.map(|(id, r)| person(*id, r.as_ref())).collect(),
            former: view
                .former
                .iter()
                .map(|(id, version, record, at)| FormerSealedPerson {
                    version: *version,
                    replaced_at: at.rfc3339(),
                    person: person(*id, Some(record)),
                })
                .collect(),
            papers: PaperOut::all(&view.track, &view.track.track, base, language),
            former_papers: view
                .former_papers
                .iter()
                .filter_map(FormerRecordOut::of)
                .collect(),
        }
    }
}

/// The openings of identities that were asked for at the caller's office, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnsealingsOut {
    /// All of them.
    pub items: Vec<UnsealingOut>,
}

/// An opening of identities.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnsealingOut {
    /// Identifier.
    pub id: Uuid,
    /// `waiting` for the second person, `running`, `over`, `ended` early, `declined`, `withdrawn`, `expired`.
    pub state: &'static str,
    /// Why.
    pub ground: Named,
    /// What for; for who asked and who may agree, withheld from others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Who asked.
    pub asked_by: PersonRef,
    /// When (RFC 3339, UTC).
    pub asked_at: String,
    /// Until when it waits; once agreed to, until when it lasts or lasted (RFC 3339, UTC).
    pub until: String,
    /// The second person, who agreed or declined; who asked, where it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<PersonRef>,
    /// When (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<String>,
    /// Who ended it early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<PersonRef>,
    /// How often identities were read by it.
    pub views: i64,
    /// Whether the caller may agree to it now.
    pub yours_to_confirm: bool,
}

/// An account in an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonRef {
    /// The account.
    pub account_id: Uuid,
    /// Its name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl From<&Person> for PersonRef {
    fn from(person: &Person) -> Self {
        Self {
            account_id: person.account.raw(),
            name: person.name.clone(),
        }
    }
}

impl UnsealingOut {
    /// Renders one.
    #[must_use]
    pub fn of(unsealing: &Unsealing, language: Language) -> Self {
        let ground: UnsealingGround = unsealing.ground;
        Self {
            id: unsealing.id,
            state: unsealing.state,
            ground: Named::of(ground, language),
            purpose: unsealing.purpose.clone(),
            asked_by: (&unsealing.asked_by).into(),
            asked_at: unsealing.asked_at.rfc3339(),
            until: unsealing.until.rfc3339(),
            settled_by: unsealing.settled_by.as_ref().map(Into::into),
            settled_at: unsealing.settled_at.map(|at| at.rfc3339()),
            ended_by: unsealing.ended_by.as_ref().map(Into::into),
            views: unsealing.views,
            yours_to_confirm: unsealing.yours_to_confirm,
        }
    }
}
