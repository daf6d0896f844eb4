//! What is noted of a step without refusing it.

use chrono::NaiveDate;

use crate::acts::{
    check::World,
    command::{Details, NewCase},
    guard_check::Ctx,
    intake::guards::invitation_settled,
    review::{competence, recommending},
    sanctions::measures,
};
use crate::{
    file::{Allegation, CaseFacts, Channel, Measure, Recommendation, Track},
    law::{Book, Contest, ElectionStage},
    people::{Level, Office},
    procedure::{Machine, Mark, Rule, Stage},
    time::Effective,
};

/// The marks of a step on an existing track; without a command, those that it would have whatever the body.
pub(super) fn of_step(ctx: &Ctx<'_>) -> Vec<Mark> {
    let noted = |mark: &Mark| match mark {
        Mark::BeforeCandidatesFixed => ctx.case().is_some_and(|case| {
            before_candidates(contest(case, ctx.world), ctx.at.day, ctx.world.book)
        }),
        Mark::DestinationUnsure => ctx
            .command
            .is_some_and(|c| competence::any_unsure(ctx, &c.details)),
        Mark::IdentitySent => ctx.command.is_some_and(|c| c.with_identity),
        Mark::InvitedAgain => matches!(
            ctx.command.map(|c| &c.details),
            Some(Details::Invitation(i)) if ctx.case().is_some_and(|c| !invitation_settled(c, i.party))
        ),
        Mark::RulesMoved => ctx.track.law != ctx.stood_under,
        Mark::NotExamined => ctx.track.stage != Stage::Proposed,
        // Of a step by which another goes on, of the one that takes over; of a forwarding, of the one that receives.
        Mark::BorrowedText => {
            let acting = match ctx.rule.machine() {
                Machine::Case => crate::acts::siblings::receiving_authority(ctx),
                _ => ctx.world.offices.get(ctx.office),
            };
            let code = acting.and_then(|o| o.authority.as_deref());
            code.is_some_and(|code| ctx.world.book.borrows_its_text(code))
        }
        Mark::RegimeNotChosen => crate::acts::sanctions::regime_choice::is_left_open(ctx),
        Mark::RowUnsure | Mark::LevelElsewhere => recommended(ctx)
            .zip(ctx.case())
            .and_then(|(r, case)| of_recommendation(*mark, ctx.track, case, r, ctx.world.book))
            .unwrap_or(false),
        Mark::RepeatedBreach => recommending::is_repeat(ctx),
        Mark::SeveralDiscipline => matches!(
            ctx.command.map(|c| &c.details),
            Some(Details::Imposition(list, _)) if measures::several_discipline(ctx, list)
        ),
        Mark::LongerThanTheLaw => imposed(ctx).is_some_and(|all| measures::lasts_longer(ctx, all)),
        Mark::ShorterThanTheLaw => {
            imposed(ctx).is_some_and(|all| measures::lasts_shorter(ctx, all))
        }
        Mark::KindPostponed => {
            let kind = recommended(ctx).and_then(|r| r.kind.as_deref());
            kind.is_some_and(|kind| measures::recommends_postponed(ctx, kind))
                || imposed(ctx).is_some_and(|all| measures::any_postponed(ctx, all))
        }
        Mark::HistoricEntry
        | Mark::OddNumber
        | Mark::NumberNotOnPaper
        | Mark::OutsideOfficeHours
        | Mark::RulesNotYetInForce
        | Mark::ChannelUnsure
        | Mark::ActAfterKnown
        | Mark::RaceElsewhere
        | Mark::OnlineElsewhere => false,
    };
    ctx.rule
        .marks
        .iter()
        .copied()
        .filter(|m| noted(m))
        .collect()
}

/// What a command imposes.
fn imposed<'a>(ctx: &Ctx<'a>) -> Option<&'a [Measure]> {
    match ctx.command.map(|c| &c.details) {
        Some(Details::Imposition(list, _) | Details::Remedy(_, list)) => Some(list),
        _ => None,
    }
}

/// Whether a mark that follows from what is recommended is one of it with these acts; none where the mark follows from
/// something else.
pub(super) fn of_recommendation(
    mark: Mark,
    track: &Track,
    case: &CaseFacts,
    recommendation: &Recommendation,
    book: &Book,
) -> Option<bool> {
    match mark {
        Mark::RowUnsure => Some(recommending::any_row_unsure(
            track,
            case,
            recommendation,
            book,
        )),
        Mark::LevelElsewhere => Some(recommending::level_elsewhere(track, recommendation, book)),
        _ => None,
    }
}

/// What a command recommends.
fn recommended<'a>(ctx: &Ctx<'a>) -> Option<&'a Recommendation> {
    match ctx.command.map(|c| &c.details) {
        Some(Details::Recommendation(recommendation, _)) => Some(recommendation),
        _ => None,
    }
}

/// The marks of a filing.
pub(super) fn of_filing(
    rule: &Rule,
    new: &NewCase,
    office: &Office,
    world: World<'_>,
) -> Vec<Mark> {
    let online = new.channel == Channel::SigapLapor;
    let noted = |mark: &Mark| match mark {
        // The hours are those of an office (art. 10(1) a, 11(1)), not of SigapLapor or of the field.
        Mark::OutsideOfficeHours => {
            let contest = Contest {
                election: &new.election,
                race: &new.race,
                region: world.offices.region(office.id),
            };
            at_the_counter(new.channel, office) && outside_hours(new.effective, contest, world)
        }
        Mark::ActAfterKnown => act_after(new.known_on, &new.content.allegations),
        Mark::RaceElsewhere => matches!(
            (office.level, new.race.as_str()),
            (Level::City, "regent") | (Level::Regency, "mayor")
        ),
        // Whoever only passes on hands nothing over.
        Mark::OnlineElsewhere => {
            online && matches!(office.level, Level::SubDistrict | Level::Abroad)
        }
        Mark::RulesNotYetInForce => {
            let sets = world.book.rule_sets.iter();
            let first = sets
                .filter(|r| r.elections == new.election_kind)
                .map(|r| r.valid_from)
                .min();
            first.is_some_and(|first| new.effective.day < first)
        }
        Mark::BeforeCandidatesFixed
        | Mark::DestinationUnsure
        | Mark::IdentitySent
        | Mark::InvitedAgain
        | Mark::HistoricEntry
        | Mark::OddNumber
        | Mark::NumberNotOnPaper
        | Mark::NotExamined
        | Mark::RegimeNotChosen
        | Mark::RowUnsure
        | Mark::LevelElsewhere
        | Mark::RepeatedBreach
        | Mark::SeveralDiscipline
        | Mark::LongerThanTheLaw
        | Mark::ShorterThanTheLaw
        | Mark::KindPostponed
        | Mark::BorrowedText
        | Mark::RulesMoved => false,
        Mark::ChannelUnsure => !field_office(office) && unnamed_channel(new.channel),
    };
    rule.marks.iter().copied().filter(|m| noted(m)).collect()
}

const fn field_office(office: &Office) -> bool {
    office.level.only_passes_on()
}

/// Ways in which a report may come that are neither the office nor SigapLapor (Perbawaslu 7/2022 art. 10(1)).
pub(super) const fn unnamed_channel(channel: Channel) -> bool {
    matches!(channel, Channel::Email | Channel::Post)
}

/// The race of a case, in the region of the office that handles it.
pub(super) fn contest<'a>(case: &'a CaseFacts, world: World<'a>) -> Contest<'a> {
    Contest {
        election: &case.election,
        race: &case.race,
        region: world.offices.region(case.handled_by),
    }
}

fn before_candidates(contest: Contest<'_>, day: NaiveDate, book: &Book) -> bool {
    let fixed = book.stage(contest, ElectionStage::CandidatesFixed);
    fixed
        .and_then(|row| row.from)
        .is_some_and(|fixed| day < fixed)
}

/// Whether a filing was handed in at an office that keeps hours.
fn at_the_counter(channel: Channel, office: &Office) -> bool {
    channel != Channel::SigapLapor && !office.level.only_passes_on()
}

/// Whether an act began after the day on which it is said to have become known.
fn act_after(known: Option<NaiveDate>, allegations: &[Allegation]) -> bool {
    known.is_some_and(|known| {
        let mut acts = allegations.iter();
        acts.any(|a| a.act_from.is_some_and(|act| act > known))
    })
}

/// Whether a mark that follows from days alone is one of a step; none where the mark follows from something else.
pub(super) fn by_days(
    mark: Mark,
    track: &Track,
    at: Effective,
    case: &CaseFacts,
    world: World<'_>,
) -> Option<bool> {
    match mark {
        Mark::BeforeCandidatesFixed => {
            Some(before_candidates(contest(case, world), at.day, world.book))
        }
        Mark::OutsideOfficeHours => {
            let office = world.offices.get(case.received_by)?;
            let received = Contest {
                region: world.offices.region(office.id),
                ..contest(case, world)
            };
            Some(at_the_counter(case.channel, office) && outside_hours(at, received, world))
        }
        Mark::RegimeNotChosen => crate::acts::sanctions::regime_choice::left_open_by(
            track,
            &case.allegations,
            at.day,
            world.book,
        ),
        Mark::ActAfterKnown if track.case().is_some() => {
            Some(act_after(case.known_on, &case.allegations))
        }
        _ => None,
    }
}

fn outside_hours(at: Effective, contest: Contest<'_>, world: World<'_>) -> bool {
    let Effective { day, minute } = at;
    if world.book.round_the_clock(contest, day) {
        return false;
    }
    let election = world.book.election(contest.election, contest.race);
    let hours = election.and_then(|e| world.book.hours(&e.kind, day, contest.region));
    match (hours, minute) {
        (None, _) => true,
        (Some(hours), Some(minute)) => minute < hours.opens || hours.closes < minute,
        // Without an hour nothing can be said.
        (Some(_), None) => false,
    }
}
