//! New cases: a report, a supervision report, early information.

use crate::acts::{
    check::World,
    command::NewCase,
    historic,
    intake::opening_authority,
    marks, papers,
    timing::{self, Conditions, Days, Place},
};
use crate::{
    file::{
        Acting, CaseFacts, CaseFile, Cause, Change, Channel, ClosedTerm, Event, Facts, Link,
        LinkKind, Origin, Track,
    },
    law::LawSet,
    numbers::{NumberSlot, SourceCode},
    people::{Actor, OfficeType},
    procedure::{Action, Acts, Machine, Requirement, Rule, Seat, Stage, Term, opening},
    refusal::{Fault, Refusal, Unfit},
    time::Moment,
};

/// Decides a new case at the actor's office. `source` is the case it comes from, where it does.
///
/// # Errors
/// Role, office, a future day, or content that does not fit together.
pub fn open_case(
    new: &NewCase,
    source: Option<&CaseFile>,
    actor: &Actor,
    recorded_at: Moment,
    world: World<'_>,
) -> Result<Vec<Event>, Refusal> {
    let law = world
        .book
        .rule_set(&new.election_kind, new.effective.day)
        .ok_or(Refusal::NotInThisLaw)?;
    let rule = opening(law, new.action)
        .filter(|r| r.is_creation())
        .ok_or(Refusal::NotInThisLaw)?;
    let fits = opening_authority::channel_fits(new.action, new.channel);
    if !fits {
        return Err(Refusal::unfit(Unfit::DetailsUnfit, "/channel"));
    }
    if new.action == Action::OpenAtAuthority {
        return opening_authority::open(new, law, rule, actor, recorded_at, world);
    }
    if !actor.has_any(rule.by) || !actor.ticket_allows(new.action, Machine::Case) {
        return Err(Refusal::RoleMissing);
    }
    let office = world
        .offices
        .get(actor.office)
        .filter(|o| o.kind == OfficeType::ElectionSupervisor)
        .ok_or(Refusal::WrongOffice)?;
    if (new.action == Action::FileReport) != (new.origin == Origin::Report) {
        return Err(Refusal::unfit(Unfit::DetailsUnfit, "/channel"));
    }
    let zone = office.zone;
    let today = recorded_at.day_in(zone);
    historic::check(new.historic.as_ref(), actor, new.effective.day, today)?;
    let mut faults = future_days(new, today, recorded_at.minute_in(zone));
    if faults.is_empty() && !office.exists_on(new.effective.day) {
        faults.push(Fault::new(Unfit::OfficeNotThen, "/effective_day"));
    }
    faults.extend(strangers(new));
    if no_report(new, office, law) {
        faults.push(Fault::new(Unfit::NoReportChannel, "/channel"));
    }
    // To file: an account, or the paper itself. Whatever else is missing shows as an open requirement.
    if new.papers.is_empty() && new.texts.is_empty() {
        faults.push(Fault::new(Unfit::NothingFiled, "/content/account"));
    }
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    let field = office.level.only_passes_on();
    // A field supervisor passes on whatever came in, however it came.
    let online = !field && new.origin == Origin::Report && new.channel == Channel::SigapLapor;
    let conditions = Conditions {
        field,
        online,
        known_day: new.known_on.is_some(),
        ..Conditions::default()
    };
    let place = Place {
        zone,
        region: world.offices.region(office.id),
    };
    let mut days = Days {
        at: new.effective,
        known: new.known_on,
        registered: None,
        papers: &new.papers,
        kinds: rule.law(law).map_or(&[], |l| l.papers),
    };
    if let Some(day) = new
        .report_dated
        .filter(|_| new.action == Action::FileSupervisionReport)
    {
        days.at = crate::time::Effective::day(day);
    }
    let mut opened = timing::opened(rule.opens, law, 1, days, conditions, place, world);
    for term in &mut opened {
        ends(term, new.channel, (&new.election, &new.race), world);
    }
    let filing = opened.iter().find(|t| t.term == Term::ReportFiling);
    let filed_late = filing.is_some_and(|t| t.is_past(new.effective.day, new.effective.minute));
    let facts = facts(new, office, filed_late, filing.is_some(), world);
    let mut changes = vec![Change::Opened(Box::new(Facts::Case(Box::new(facts))))];
    let mut events = Vec::new();
    if let Some(source) = source {
        let (link, other) = spawned(source, new, actor, recorded_at, zone)?;
        changes.push(Change::Linked(link));
        events.push(other);
    }
    let mut numbers: Vec<NumberSlot> = rule
        .number
        .filter(|_| !field)
        .map(|kind| {
            let day = new.effective.day;
            NumberSlot::new(kind, office, SourceCode::Lp, new.kind_code, day)
        })
        .map(|slot| NumberSlot { seq: 1, ..slot })
        .into_iter()
        .collect();
    let noted = historic::give(new.historic.as_ref(), &mut numbers)?;
    let own = Event {
        track: new.id.into(),
        case_id: new.id,
        machine: Machine::Case,
        law,
        seq: 1,
        action: new.action,
        from: None,
        to: first_stage(rule, field, online),
        effective: new.effective,
        zone,
        recorded_at,
        recorded_late: new.effective.day < today,
        acting: acting(rule, new, actor),
        account: actor.account,
        office: actor.office,
        by_ticket: actor.ticket.map(|t| t.kind),
        by_paper: None,
        papers: new.papers.iter().map(|p| p.id).collect(),
        texts: new.texts.clone(),
        meeting: None,
        met_that_day: false,
        closed: opened
            .iter()
            .filter(|t| rule.closes.contains(&t.term))
            .map(|t| ClosedTerm {
                term: t.term,
                late: t.is_past(new.effective.day, new.effective.minute),
            })
            .collect(),
        opened,
        late: filed_late.then_some(Term::ReportFiling),
        numbers,
        irregular: Vec::new(),
        owes: papers::balance(rule.law(law), &new.papers, None).owes,
        settles: Vec::new(),
        marks: marks::of_filing(rule, new, office, world)
            .into_iter()
            .chain(noted)
            .collect(),
        changes,
        sent: new.papers.iter().any(|p| p.sent.is_some()),
        cause: None,
        approved_by: None,
    };
    events.insert(0, own);
    Ok(events)
}

/// When a term of a filing ends on its last day. Office hours are those of an office (Perbawaslu 7/2022 art. 10(1) a,
/// 11(1)); what comes online keeps a term to the end that its row of the law book names for that. In the quiet period
/// and on voting day offices take in reports around the clock (art. 11), so the reporting term then ends at 24.00.
pub(in crate::acts) fn ends(
    term: &mut crate::file::TermState,
    channel: Channel,
    (election, race): (&str, &str),
    world: World<'_>,
) {
    let row = world
        .book
        .term(term.term, term.law)
        .filter(|_| channel == Channel::SigapLapor);
    if let Some(ends) = row.and_then(|r| r.ends_online) {
        term.end_at(ends, world.book);
    }
    let region = term.region.clone();
    let contest = crate::law::Contest {
        election,
        race,
        region: region.as_deref(),
    };
    let around = |day| world.book.round_the_clock(contest, day);
    if term.term == Term::ReportFiling && around(term.due_day) {
        term.end_at(crate::law::EndsAt::Midnight, world.book);
    }
}

/// Whether what came is no report by the way it came: in a general election all but what was filed at an office or
/// through SigapLapor (Perbawaslu 7/2022 art. 3(2) b, 10(1)); the Pilkada text was not seen. Whoever only passes on
/// takes in what comes.
fn no_report(new: &NewCase, office: &crate::people::Office, law: LawSet) -> bool {
    let found = matches!(
        new.channel,
        Channel::Supervision | Channel::Investigation | Channel::Tip
    );
    let unnamed = LawSet::PEMILU.contains(&law)
        && !office.level.only_passes_on()
        && marks::unnamed_channel(new.channel);
    new.action == Action::FileReport && (found || unnamed)
}

fn first_stage(rule: &Rule, field: bool, online: bool) -> Stage {
    let wanted = match (field, online) {
        (true, _) => Stage::HeldByField,
        (_, true) => Stage::OnlineDraft,
        _ => Stage::Received,
    };
    let choices = rule.targets(Stage::Received);
    choices
        .iter()
        .copied()
        .find(|s| *s == wanted)
        .or_else(|| choices.first().copied())
        .unwrap_or(wanted)
}

fn acting(rule: &Rule, new: &NewCase, actor: &Actor) -> Acting {
    match rule.acts {
        Acts::Office(_) => Acting {
            seat: Some(Seat::Handling),
            office: Some(actor.office),
            party: None,
        },
        _ => {
            let reporter = new
                .content
                .parties
                .iter()
                .find(|p| p.capacity == crate::file::Capacity::Reporter);
            Acting {
                seat: None,
                office: None,
                party: reporter.map(|p| p.id),
            }
        }
    }
}

pub(in crate::acts) fn facts(
    new: &NewCase,
    office: &crate::people::Office,
    filed_late: bool,
    has_filing_term: bool,
    world: World<'_>,
) -> CaseFacts {
    let mut given = new.content.given.clone();
    // The time is computed where the day it became known is told; nobody's word stands against it.
    given.retain(|r| *r != Requirement::FiledInTime || !has_filing_term);
    // In time unless the computed term says otherwise; without a day known nothing can be said yet.
    if has_filing_term && !filed_late && !given.contains(&Requirement::FiledInTime) {
        given.push(Requirement::FiledInTime);
    }
    let party = |id| new.content.parties.iter().find(|p| p.id == id);
    let mut allegations = new.content.allegations.clone();
    for allegation in &mut allegations {
        let subject = party(allegation.respondent).map(|p| p.subject);
        allegation.regime = allegation
            .act_to
            .or(allegation.act_from)
            .and_then(|day| world.book.regime_of(day, subject));
    }
    CaseFacts {
        origin: new.origin,
        channel: new.channel,
        election: new.election.clone(),
        race: new.race.clone(),
        kind_code: new.kind_code,
        source: SourceCode::Lp,
        received_by: office.id,
        handled_by: office.id,
        known_on: new.known_on,
        filed: new.effective,
        filed_late,
        given,
        reported_on: new
            .report_dated
            .filter(|_| new.action == Action::FileSupervisionReport),
        parties: new.content.parties.clone(),
        allegations,
        struck: Vec::new(),
        study: None,
        studied_by: None,
        takeover_ground: None,
        not_registered: None,
        registered_on: None,
        extended: false,
        invitations: Vec::new(),
        heard: Vec::new(),
        absent: Vec::new(),
        recommendations: Vec::new(),
        corrections: Vec::new(),
        announced: false,
        erased: Vec::new(),
        holds: Vec::new(),
        links: Vec::new(),
        before: Vec::new(),
    }
}

/// Days of a filing that have not come yet: its own and those of its papers against today, those of what it
/// tells of against its own.
pub(in crate::acts) fn future_days(
    new: &NewCase,
    today: chrono::NaiveDate,
    now: i16,
) -> Vec<Fault> {
    let mut faults = timing::future_days(new.effective, &new.papers, None, today, now);
    faults.extend(timing::crossed_days(
        new.effective,
        &new.papers,
        None,
        |_| false,
    ));
    let mut told = |day: Option<chrono::NaiveDate>, pointer: String| {
        if day.is_some_and(|d| d > new.effective.day) {
            faults.push(Fault::new(Unfit::AfterFiling, pointer));
        }
    };
    told(new.known_on, "/known_on".into());
    told(new.report_dated, "/report_dated".into());
    for (i, a) in new.content.allegations.iter().enumerate() {
        told(a.act_from, format!("/content/allegations/{i}/act_from"));
        told(a.act_to, format!("/content/allegations/{i}/act_to"));
    }
    faults
}

/// Allegations about somebody who is not among the parties.
pub(in crate::acts) fn strangers(new: &NewCase) -> impl Iterator<Item = Fault> {
    let known = |id| new.content.parties.iter().any(|p| p.id == id);
    let all = new.content.allegations.iter().enumerate();
    all.filter(move |(_, a)| !known(a.respondent))
        .map(|(i, _)| {
            Fault::new(
                Unfit::DetailsUnfit,
                format!("/content/allegations/{i}/respondent_id"),
            )
        })
}

/// Whether what was not registered becomes early information: formally incomplete or late, and complete in substance
/// (Perbawaslu 7/2022 art. 24(8)). The Pilkada text was not seen.
fn informs(source: &CaseFile, track: &Track) -> bool {
    if track.stage != Stage::NotRegistered || !LawSet::PEMILU.contains(&track.law) {
        return true;
    }
    source.case().is_some_and(|c| {
        let gaps = c.gaps();
        let late = c.study.as_ref().is_some_and(|s| s.late);
        let solved = c.study.as_ref().is_some_and(|s| s.already_solved);
        let formal = late || gaps.iter().any(|r| r.is_formal());
        formal
            && !solved
            && !gaps
                .iter()
                .any(|r| !r.is_formal() && *r != Requirement::Finder)
    })
}

/// Early information from a withdrawn or unregistered report (Perbawaslu 7/2022 art. 3, 14(4), 24(8)): the
/// source keeps its end and is linked.
fn spawned(
    source: &CaseFile,
    new: &NewCase,
    actor: &Actor,
    recorded_at: Moment,
    zone: crate::time::Zone,
) -> Result<(Link, Event), Refusal> {
    let track = source
        .case_track()
        .ok_or_else(|| Refusal::unfit(Unfit::DetailsUnfit, "/spawned_from_id"))?;
    let from = [Stage::Withdrawn, Stage::NotRegistered];
    let already = source
        .case()
        .is_some_and(|c| c.links.iter().any(|l| l.kind == LinkKind::SpawnedInto));
    if new.origin != Origin::EarlyInformation || already || !from.contains(&track.stage) {
        return Err(Refusal::StepNotAllowed {
            allowed_from: from.to_vec(),
            ended: false,
        });
    }
    if source.case().is_none_or(|c| c.handled_by != actor.office) {
        return Err(Refusal::WrongOffice);
    }
    if !informs(source, track) {
        return Err(Refusal::unfit(Unfit::NoInformation, "/spawned_from_id"));
    }
    let event = Event {
        track: track.id,
        case_id: track.case_id,
        machine: Machine::Case,
        law: track.law,
        seq: track.version + 1,
        action: new.action,
        from: Some(track.stage),
        to: track.stage,
        effective: new.effective,
        zone,
        recorded_at,
        recorded_late: new.effective.day < recorded_at.day_in(zone),
        acting: Acting {
            seat: Some(Seat::Handling),
            office: Some(actor.office),
            party: None,
        },
        account: actor.account,
        office: actor.office,
        by_ticket: actor.ticket.map(|t| t.kind),
        by_paper: None,
        papers: Vec::new(),
        texts: Vec::new(),
        meeting: None,
        met_that_day: false,
        opened: Vec::new(),
        closed: Vec::new(),
        late: None,
        numbers: Vec::new(),
        irregular: Vec::new(),
        owes: Vec::new(),
        settles: Vec::new(),
        marks: Vec::new(),
        changes: vec![Change::Linked(Link {
            kind: LinkKind::SpawnedInto,
            case: new.id,
        })],
        sent: false,
        cause: Some(Cause {
            track: new.id.into(),
            seq: 1,
        }),
        approved_by: None,
    };
    Ok((
        Link {
            kind: LinkKind::SpawnedFrom,
            case: source.id,
        },
        event,
    ))
}
