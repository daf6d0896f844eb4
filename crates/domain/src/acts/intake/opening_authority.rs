//! Matters that begin at the review authority: a public complaint, LAPOR!, its own initiative. The case is kept at
//! the authority, with one review per respondent from the first day.

use crate::acts::{check::World, command::NewCase, historic, intake::opening, papers};
use crate::{
    file::{Acting, CaseFacts, Cause, Change, Channel, Event, Facts, Party, ReviewFacts},
    ids::Id,
    law::LawSet,
    people::{Actor, Office, OfficeType},
    procedure::{Action, Machine, Rule, Seat, Stage},
    refusal::{Fault, Refusal, Unfit},
    time::Moment,
};

/// Channels by which a matter reaches the authority itself.
const CHANNELS: &[Channel] = &[
    Channel::PublicComplaint,
    Channel::Lapor,
    Channel::OwnInitiative,
    Channel::InPerson,
    Channel::Email,
    Channel::Post,
    Channel::Tip,
];
/// Of these, channels by which nothing reaches Bawaslu.
const AUTHORITYS_OWN: &[Channel] = &[
    Channel::PublicComplaint,
    Channel::Lapor,
    Channel::OwnInitiative,
];

/// Whether a channel fits a creation.
pub(in crate::acts) fn channel_fits(action: Action, channel: Channel) -> bool {
    if action == Action::OpenAtAuthority {
        CHANNELS.contains(&channel)
    } else {
        !AUTHORITYS_OWN.contains(&channel)
    }
}

/// Decides a matter at the actor's authority: the case and a review per respondent.
///
/// # Errors
/// Role, office, a day that has not come, content that does not fit together, nobody or somebody else than an ASN.
pub(in crate::acts) fn open(
    new: &NewCase,
    law: LawSet,
    rule: &Rule,
    actor: &Actor,
    recorded_at: Moment,
    world: World<'_>,
) -> Result<Vec<Event>, Refusal> {
    if !actor.has_any(rule.by) || actor.ticket.is_some() {
        return Err(Refusal::RoleMissing);
    }
    let office = world
        .offices
        .get(actor.office)
        .ok_or(Refusal::WrongOffice)?;
    let era = era(office, new, world).ok_or(Refusal::WrongOffice)?;
    let today = recorded_at.day_in(office.zone);
    historic::check(new.historic.as_ref(), actor, new.effective.day, today)?;
    let mut faults = opening::future_days(new, today, recorded_at.minute_in(office.zone));
    if faults.is_empty() && !office.exists_on(new.effective.day) {
        faults.push(Fault::new(Unfit::OfficeNotThen, "/effective_day"));
    }
    faults.extend(opening::strangers(new));
    if new.papers.is_empty() && new.texts.is_empty() {
        faults.push(Fault::new(Unfit::NothingFiled, "/content/account"));
    }
    faults.extend(respondents(new));
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    let facts = opening::facts(new, office, false, false, world);
    let (numbers, noted) = historic::foreign(new.historic.as_ref(), office, new.effective.day)?;
    let case = Event {
        track: new.id.into(),
        case_id: new.id,
        machine: Machine::Case,
        law,
        seq: 1,
        action: new.action,
        from: None,
        to: Stage::AtAuthority,
        effective: new.effective,
        zone: office.zone,
        recorded_at,
        recorded_late: new.effective.day < today,
        acting: Acting {
            seat: Some(Seat::Authority),
            office: Some(office.id),
            party: None,
        },
        account: actor.account,
        office: actor.office,
        by_ticket: actor.ticket.map(|t| t.kind),
        by_paper: None,
        papers: new.papers.iter().map(|p| p.id).collect(),
        texts: new.texts.clone(),
        meeting: None,
        met_that_day: false,
        opened: Vec::new(),
        closed: Vec::new(),
        late: None,
        numbers,
        irregular: Vec::new(),
        owes: papers::balance(rule.law(law), &new.papers, None).owes,
        settles: Vec::new(),
        marks: noted,
        changes: vec![Change::Opened(Box::new(Facts::Case(Box::new(
            facts.clone(),
        ))))],
        sent: new.papers.iter().any(|p| p.sent.is_some()),
        cause: None,
        approved_by: None,
    };
    let mut fresh = new.fresh.iter().copied();
    let mut events = vec![case];
    for party in facts.respondents() {
        let id = fresh
            .next()
            .ok_or_else(|| Refusal::unfit(Unfit::DetailsUnfit, "/content/parties"))?;
        let review = review(&facts, party, office, new, world);
        let Some(case) = events.first() else { continue };
        let event = Event {
            track: Id::new(id),
            machine: Machine::Review,
            law: era,
            action: Action::OpenReview,
            to: Stage::Forwarded,
            texts: Vec::new(),
            numbers: Vec::new(),
            owes: Vec::new(),
            changes: vec![Change::Opened(Box::new(Facts::Review(review)))],
            cause: Some(Cause {
                track: new.id.into(),
                seq: 1,
            }),
            ..case.clone()
        };
        events.push(event);
    }
    Ok(events)
}

/// The era of an authority that is competent on the day of the matter.
fn era(office: &Office, new: &NewCase, world: World<'_>) -> Option<LawSet> {
    let kind = matches!(
        office.kind,
        OfficeType::ReviewAuthority | OfficeType::Ministry
    );
    let code = office.authority.as_deref().filter(|_| kind)?;
    let reviews = world.book.reviews(code, new.effective.day);
    world.book.era(code).filter(|_| reviews)
}

/// Only civil servants are reviewed, and there is at least one.
fn respondents(new: &NewCase) -> Vec<Fault> {
    let parties = || {
        let all = new.content.parties.iter().enumerate();
        all.filter(|(_, p)| p.capacity == crate::file::Capacity::Respondent)
    };
    if parties().next().is_none() {
        return vec![Fault::new(Unfit::AsnRequired, "/content/parties")];
    }
    parties()
        .filter(|(_, p)| !p.subject.is_asn())
        .map(|(i, _)| {
            let at = format!("/content/parties/{i}/subject");
            Fault::new(Unfit::AsnRequired, at)
        })
        .collect()
}

fn review(
    case: &CaseFacts,
    party: &Party,
    office: &Office,
    new: &NewCase,
    world: World<'_>,
) -> ReviewFacts {
    let own = || case.allegations.iter().filter(|a| a.respondent == party.id);
    let latest = own().filter_map(|a| a.act_to.or(a.act_from)).max();
    let pppk = party.subject == crate::file::SubjectKind::Pppk;
    ReviewFacts {
        ended_with: None,
        joins: Vec::new(),
        respondent: party.id,
        subject: party.subject,
        allegations: own().map(|a| a.id).collect(),
        regime: world.book.regime(latest.unwrap_or(new.effective.day), pppk),
        regime_chosen: false,
        authority: office.id,
        identity_sent: false,
        agency: party.agency,
        continues: None,
        recommendation: None,
        received_on: None,
        outside_number: None,
        studied_by: None,
        judgement: None,
        lapse: None,
    }
}
