//! Before a command queues: identifiers and salts are drawn, personal values go to their rows, and what is
//! left for the domain holds none.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{MeetingFacts, PaperRef, Supplement},
    file::{Allegation, Capacity, Party, SubjectKind, TextRef},
    identity,
    ids::{AllegationId, EvidenceId, Id, PaperId, PartyId, TextId, TrackId},
    law::Book,
    time::{Moment, Zone},
};
use netralitas_store::{Uid, meetings::MeetingRow, papers::PaperRow, texts::TextRow};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    App,
    error::{AppError, FieldError},
    input::{ContentIn, MeetingIn, PaperIn, RespondentIn},
    reading::records::AllegationRecord,
    sealing::SealedPerson,
    writing::named_people::{Seat, folded, given, is_sealed, others_who_told, sealed_record},
};

/// A prepared paper: what the domain reads, and its row (the recording office is filled in later).
#[derive(Debug, Clone)]
pub(crate) struct PreparedPaper {
    pub facts: PaperRef,
    pub input: PaperIn,
}

impl PreparedPaper {
    pub fn row(
        &self,
        office: netralitas_domain::ids::OfficeId,
        today: NaiveDate,
        now: Moment,
    ) -> PaperRow {
        let mut row = PaperRow::new(self.facts.id, self.input.kind.code(), office, now);
        row.number.clone_from(&self.input.number);
        row.issuer.clone_from(&self.input.issuer);
        row.signer.clone_from(&self.input.signer);
        row.classification.clone_from(&self.input.classification);
        row.enclosures.clone_from(&self.input.enclosures);
        row.addressee.clone_from(&self.input.addressee);
        row.signer_nip.clone_from(&self.input.signer_nip);
        row.dated = self.input.dated;
        row.sent = self.input.sent;
        row.received = self.input.received;
        // There is no hour without a day.
        let hour = self
            .input
            .received_minute
            .filter(|_| row.received.is_some());
        row.received_minute = hour.map(i64::from);
        row.taken_in = Some(today);
        row
    }
}

/// A party with its record.
#[derive(Debug, Clone)]
pub(crate) struct PreparedParty {
    pub facts: Party,
    /// Where it stands in the list that was sent.
    pub place: usize,
    /// Never that of a sealed person: it stands in the record alone.
    pub nip: Option<String>,
    /// Likewise.
    pub name: Option<String>,
    /// A person's record as JSON; none of a sealed person.
    pub record: Option<String>,
    /// The record of a sealed person.
    pub sealed: Option<SealedPerson>,
    /// Identifiers for a person and its identifier, should the NIP be new.
    pub person: Uuid,
    pub identifier: Uuid,
}

/// Prepared content.
#[derive(Debug, Clone, Default)]
pub(crate) struct PreparedContent {
    pub supplement: Supplement,
    pub parties: Vec<PreparedParty>,
    /// Allegation, respondent, record as JSON.
    pub allegations: Vec<(AllegationId, PartyId, String)>,
    pub evidence: Vec<(EvidenceId, String)>,
    pub warnings: Vec<&'static str>,
    /// Numbers of identity papers, for what the law book finds odd about them.
    identity_papers: Vec<String>,
    /// The JSON pointer of the content in its body, for errors.
    pub at: &'static str,
}

impl PreparedContent {
    /// What is odd about the content, by code.
    pub(crate) fn warnings(&self, book: &Book, now: Moment) -> Vec<&'static str> {
        let today = now.day_in(Zone::Wib);
        let papers = self.identity_papers.iter();
        let odd = papers.flat_map(|n| identity::paper_warnings(n, book, today));
        let mut all = self.warnings.clone();
        all.extend(odd.map(|w| w.code()));
        all
    }
}

/// A prepared text.
#[derive(Debug, Clone)]
pub(crate) struct PreparedText {
    pub facts: TextRef,
    pub row: TextRow,
}

impl App {
    pub(crate) fn id(&self, now: Moment) -> Uuid {
        self.ids().new_id(now)
    }

    pub(crate) fn prepare_paper(&self, paper: PaperIn, now: Moment) -> PreparedPaper {
        PreparedPaper {
            facts: PaperRef {
                sent: paper.sent,
                id: PaperId::new(self.id(now)),
                kind: paper.kind,
                dated: paper.dated,
                received: paper.received,
                received_minute: paper.received_minute,
                signer: None,
            },
            input: paper,
        }
    }

    pub(crate) fn prepare_text(
        &self,
        track: TrackId,
        kind: &str,
        body: String,
        now: Moment,
    ) -> Result<PreparedText, AppError> {
        let salt = self.salt()?;
        let hash = Sha256::new()
            .chain_update(salt)
            .chain_update(body.as_bytes())
            .finalize();
        let hash: String = hash.iter().map(|b| format!("{b:02x}")).collect();
        let id = TextId::new(self.id(now));
        Ok(PreparedText {
            facts: TextRef {
                id,
                version: 1,
                hash,
            },
            row: TextRow {
                id,
                version: 1,
                track,
                kind: kind.to_owned(),
                body,
                salt: salt.to_vec(),
            },
        })
    }

    pub(crate) fn prepare_meeting(
        &self,
        meeting: &MeetingIn,
        now: Moment,
    ) -> Option<PreparedMeeting> {
        let MeetingIn::New {
            day,
            minutes_number,
            entitled,
            recused,
            deciding,
            dissenting,
        } = meeting
        else {
            return None;
        };
        let id = self.id(now);
        Some(PreparedMeeting {
            facts: MeetingFacts {
                id: Id::new(id),
                day: *day,
                recorded_before: false,
                entitled: *entitled,
                recused: *recused,
                deciding: *deciding,
                dissenting: *dissenting,
            },
            minutes_number: minutes_number.clone(),
        })
    }

    /// Splits content into facts and rows; `at` is its JSON pointer in the body. With a seat for an informant nothing
    /// that is kept in the open tells whether the seat is taken: who comes without one gets an empty one, sealed people
    /// stand behind the others, and nothing odd about them is told.
    ///
    /// # Errors
    /// Every reference that points nowhere, and the same identity number twice.
    pub(crate) fn prepare_content(
        &self,
        content: &ContentIn,
        seat: Seat,
        at: &'static str,
        now: Moment,
    ) -> Result<PreparedContent, AppError> {
        let parties = seat.seated(&content.parties);
        let sealed: Vec<bool> = parties.iter().map(|p| is_sealed(p, &parties)).collect();
        let sealed = |i: usize| sealed.get(i).copied().unwrap_or(true);
        // What is odd about who is not to be seen is not told either.
        let silent = |i: usize| seat == Seat::Informant && sealed(i);
        let mut order: Vec<usize> = (0..parties.len()).collect();
        if seat == Seat::Informant {
            order.sort_by_key(|i| sealed(*i));
        }
        let ids: Vec<PartyId> = parties.iter().map(|_| Id::new(self.id(now))).collect();
        let mut out = PreparedContent {
            at,
            ..PreparedContent::default()
        };
        let mut errors = match seat {
            Seat::Informant => others_who_told(&content.parties, at, seat),
            Seat::None => Vec::new(),
        };
        for i in order {
            let (Some(party), Some(id)) = (parties.get(i), ids.get(i)) else {
                continue;
            };
            let before = || parties.iter().enumerate().take(i);
            // A sealed number is compared with none: the answer would tell whose it is. So a reporter may be a
            // respondent too, here as in a later supplement.
            let twice = !sealed(i)
                && party.nip.is_some()
                && before().any(|(j, p)| !sealed(j) && p.nip == party.nip);
            if twice {
                errors.push(FieldError::new(
                    format!("{}/nip", party_at(at, i)),
                    "duplicate_identifier",
                ));
            }
            let born = party.nip.as_deref().and_then(identity::born);
            if is_ahead(born, now) {
                errors.push(FieldError::new(
                    format!("{}/nip", party_at(at, i)),
                    "nip_date",
                ));
            }
            if is_ahead(party.record.birth_day, now) {
                errors.push(FieldError::new(
                    format!("{}/birth_day", party_at(at, i)),
                    "in_future",
                ));
            }
            // In whatever capacity: a warning only, and only to who sent both names. Not of who is sealed: the answer
            // is kept, and would name whoever has the name of somebody in the open.
            let name = folded(party.record.name.as_deref()).filter(|_| !sealed(i));
            let same_name = name.is_some()
                && before()
                    .filter(|(j, _)| !sealed(*j))
                    .any(|(_, p)| folded(p.record.name.as_deref()) == name);
            if same_name && !twice {
                out.warnings.push("equal_names");
            }
            if !silent(i) {
                if let Some(Ok(nip)) = party.nip.as_deref().map(identity::Nip::read) {
                    let odd = nip.warnings(now.day_in(Zone::Wib));
                    out.warnings.extend(odd.into_iter().map(|w| w.code()));
                }
                out.identity_papers
                    .extend(party.record.identity_number.clone());
            }
            let represents = match party.represents {
                Some(place) if place == i || place >= content.parties.len() => {
                    let at = format!("{}/represents", party_at(at, i));
                    errors.push(FieldError::new(at, "no_such_party"));
                    None
                }
                place => place.and_then(|place| ids.get(place)).copied(),
            };
            let facts = Party {
                id: *id,
                capacity: party.capacity,
                record: 1,
                subject: if sealed(i) {
                    SubjectKind::Unknown
                } else {
                    party.subject
                },
                agency: party.agency.filter(|_| !sealed(i)),
                represents,
                identified: !sealed(i) && party.nip.is_some(),
            };
            let (record, sealed_person) = if sealed(i) {
                let record = sealed_record(party).map_err(AppError::internal)?;
                (None, Some(self.vault().seal(*id, &record)?))
            } else {
                let record = serde_json::to_string(&party.record).map_err(AppError::internal)?;
                (Some(record), None)
            };
            out.parties.push(PreparedParty {
                facts,
                place: i,
                nip: party.nip.clone().filter(|_| !sealed(i)),
                name: party.record.name.clone().filter(|_| !sealed(i)),
                record,
                sealed: sealed_person,
                person: self.id(now),
                identifier: self.id(now),
            });
        }
        for (i, allegation) in content.allegations.iter().enumerate() {
            let respondent = match allegation.respondent {
                RespondentIn::Known(id) => Some(id),
                RespondentIn::New(place) => content
                    .parties
                    .get(place)
                    .filter(|p| p.capacity == Capacity::Respondent)
                    .and_then(|_| ids.get(place))
                    .copied(),
            };
            let Some(respondent) = respondent else {
                errors.push(FieldError::new(
                    format!("{at}/allegations/{i}/respondent"),
                    "no_such_party",
                ));
                continue;
            };
            let id = AllegationId::new(self.id(now));
            out.supplement.allegations.push(Allegation {
                id,
                respondent,
                act_from: allegation.act_from,
                act_to: allegation.act_to,
                candidate: allegation.candidate,
                catalogue: allegation.catalogue.clone(),
                regime: None,
                outcomes: Vec::new(),
            });
            let record = serde_json::to_string(&allegation.record).map_err(AppError::internal)?;
            out.allegations.push((id, respondent, record));
        }
        for (i, evidence) in content.evidence.iter().enumerate() {
            if is_ahead(evidence.received_on, now) {
                errors.push(FieldError::new(
                    format!("{at}/evidence/{i}/received_on"),
                    "in_future",
                ));
            }
            let record = serde_json::to_string(evidence).map_err(AppError::internal)?;
            out.evidence.push((EvidenceId::new(self.id(now)), record));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        out.supplement.parties = out.parties.iter().map(|p| p.facts.clone()).collect();
        out.supplement.given = given(content);
        Ok(out)
    }
}

/// A prepared meeting; its office is filled in later.
#[derive(Debug, Clone)]
pub(crate) struct PreparedMeeting {
    pub facts: MeetingFacts,
    pub minutes_number: Option<String>,
}

impl PreparedMeeting {
    pub fn row(
        &self,
        office: netralitas_domain::ids::OfficeId,
        effective: NaiveDate,
        now: Moment,
    ) -> MeetingRow {
        MeetingRow {
            id: Uid(self.facts.id.raw()),
            office_id: Uid(office.raw()),
            day: self.facts.day.unwrap_or(effective),
            minutes_number: self.minutes_number.clone(),
            entitled: i64::from(self.facts.entitled),
            recused: i64::from(self.facts.recused),
            deciding: i64::from(self.facts.deciding),
            dissenting: i64::from(self.facts.dissenting),
            created_at: now.0,
        }
    }
}

/// Whether a day has come nowhere in the country: what a record tells of, like a day of birth, lies behind.
pub(crate) fn is_ahead(day: Option<NaiveDate>, now: Moment) -> bool {
    day.is_some_and(|day| day > now.day_in(Zone::Wit))
}

/// Whether an allegation says when and where.
pub(crate) const fn gives_place(act_from: Option<NaiveDate>, record: &AllegationRecord) -> bool {
    act_from.is_some() && (record.place.is_some() || record.net_address.is_some())
}

/// Whether a paper can stand for an office that does not use this installation: number, date and issuer.
pub(crate) fn is_complete(paper: &PaperIn) -> bool {
    paper.number.is_some() && paper.dated.is_some() && paper.issuer.is_some()
}

/// Kinds that hold a text of their own, for the text's kind.
pub(crate) const ACCOUNT: &str = "account";

/// Where the one party stands who takes another's place.
pub(crate) const REPLACEMENT: &str = "/details/by";

/// The JSON pointer of a party of a content.
pub(crate) fn party_at(content: &str, place: usize) -> String {
    if content == REPLACEMENT {
        content.to_owned()
    } else {
        format!("{content}/parties/{place}")
    }
}
