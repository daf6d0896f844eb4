//! Which office an event lets begin or cease to see which track: the rows of `procedure::ACCESS`, evaluated.
//!
//! The access table of a case is the fold of these changes, so that it can be rebuilt from the journal.

use crate::acts::{
    check::World,
    offices::{access_back::of_taking_back, seats::review_of},
};
use crate::{
    file::{CaseFile, Change, Event, Facts, Track},
    ids::{OfficeId, TrackId},
    people::OfficeType,
    procedure::{
        AccessReason, AccessRule, Action, Loser, Machine, Occasion, Reach, Seat, Stage, access_rule,
    },
    time::Moment,
};

/// One grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The office.
    pub office: OfficeId,
    /// The track.
    pub track: TrackId,
    /// Why.
    pub reason: AccessReason,
}

/// Whose sight ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// Of one office.
    Of(OfficeId),
    /// Of every office but one.
    OthersThan(OfficeId),
    /// Of every office.
    Everyone,
}

impl Whose {
    /// Whether an office is meant.
    #[must_use]
    pub fn means(self, office: OfficeId) -> bool {
        match self {
            Self::Of(one) => office == one,
            Self::OthersThan(one) => office != one,
            Self::Everyone => true,
        }
    }
}

/// What an event changes in who sees what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessChange {
    /// Who is meant ceases to see a track for a reason; without effect where it does not see it for that.
    Ends {
        /// The track.
        track: TrackId,
        /// The reason that ends.
        reason: AccessReason,
        /// Whose.
        whose: Whose,
    },
    /// An office begins to see a track; without effect where it does already.
    Begins(Grant),
}

/// One row of the access table: a grant with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    /// What was granted.
    pub grant: Grant,
    /// From when on.
    pub from: Moment,
    /// Until when; none while it lasts.
    pub to: Option<Moment>,
}

/// Folds the changes of one moment into the rows of a case, as the store does.
pub fn fold_access(rows: &mut Vec<Spell>, changes: &[AccessChange], at: Moment) {
    for change in changes {
        match change {
            AccessChange::Ends {
                track,
                reason,
                whose,
            } => {
                let ends = |s: &&mut Spell| {
                    s.to.is_none()
                        && s.grant.track == *track
                        && s.grant.reason == *reason
                        && whose.means(s.grant.office)
                };
                rows.iter_mut().filter(ends).for_each(|s| s.to = Some(at));
            }
            AccessChange::Begins(grant) => {
                let same = |s: &&mut Spell| s.grant == *grant && (s.to.is_none() || s.from == at);
                match rows.iter_mut().find(same) {
                    // Ended and begun again at one moment: it never ended.
                    Some(row) => row.to = None,
                    None => rows.push(Spell {
                        grant: *grant,
                        from: at,
                        to: None,
                    }),
                }
            }
        }
    }
}

/// What an event changes in who sees what, ends first. `before` is the file without the event (none where
/// the event opens the case), `after` the file with it.
#[must_use]
pub fn access_changes(
    event: &Event,
    before: Option<&CaseFile>,
    after: &CaseFile,
    world: World<'_>,
) -> Vec<AccessChange> {
    if let Some(changes) = of_taking_back(event, after, world) {
        return changes;
    }
    let mut all: Vec<AccessChange> = occasions(event, after)
        .into_iter()
        .filter_map(access_rule)
        .flat_map(|rule| of_rule(rule, event, before, after, world))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn occasions(event: &Event, after: &CaseFile) -> Vec<Occasion> {
    let mut all: Vec<Occasion> = Vec::new();
    for change in &event.changes {
        match change {
            Change::Opened(facts) => all.extend(opened(facts)),
            Change::MovedTo(_) => all.push(match event.action {
                Action::PassOn => Occasion::PassedOn,
                Action::Delegate => Occasion::Delegated,
                _ => Occasion::TakenOver,
            }),
            Change::CorrectionAsked { .. } => all.push(Occasion::CorrectionRequested),
            Change::CorrectionDecided { .. } => all.push(Occasion::CorrectionDecided),
            Change::Recommends { .. } => all.push(Occasion::Recommended),
            Change::Readdressed { .. } => all.push(Occasion::Readdressed),
            Change::AgencyChanged { .. } => all.push(Occasion::Transferred),
            Change::StudyAsked(_) => all.push(Occasion::StudyAsked),
            Change::Succeeded { .. } => all.push(match event.machine {
                Machine::Case => Occasion::OfficeFollowed,
                _ => Occasion::SeatFollowed,
            }),
            Change::Imposed {
                dismissal: true, ..
            } => all.push(Occasion::Dismissed),
            _ => {}
        }
    }
    if event.action == Action::FileAppeal {
        all.push(Occasion::Appealed);
    }
    let decided = event.from != Some(event.to)
        && (event.to == Stage::InForce || event.to.is_final())
        && after
            .track(event.track)
            .is_some_and(|t| t.sanction().is_some() && t.count_steps(Action::FileAppeal) == 0);
    if decided {
        all.push(Occasion::NotAppealed);
    }
    all
}

fn opened(facts: &Facts) -> Vec<Occasion> {
    match facts {
        Facts::Case(_) => vec![Occasion::Filed],
        Facts::Review(r) if r.continues.is_none() => vec![Occasion::Forwarded],
        Facts::Review(r) if r.recommendation.is_some() => {
            vec![Occasion::HandedOver, Occasion::RecommendationContinues]
        }
        Facts::Review(_) => vec![Occasion::HandedOver],
        Facts::Sanction(_) => vec![Occasion::SanctionOpened],
        Facts::Control(_) => vec![Occasion::BlockRequested],
        Facts::Referral(_) => vec![Occasion::Referred],
    }
}

fn of_rule(
    rule: &AccessRule,
    event: &Event,
    before: Option<&CaseFile>,
    after: &CaseFile,
    world: World<'_>,
) -> Vec<AccessChange> {
    let tracks = tracks(rule.tracks, event, after);
    let now = |seat| offices_on(seat, after, event.track, world);
    let mut all = Vec::new();
    for (seat, reason) in rule.begins {
        for office in now(*seat) {
            all.extend(tracks.iter().map(|track| {
                AccessChange::Begins(Grant {
                    office,
                    track: *track,
                    reason: *reason,
                })
            }));
        }
    }
    // Who begins by the same row loses nothing by it.
    let stays = |office: OfficeId| {
        rule.begins
            .iter()
            .any(|(seat, _)| now(*seat).contains(&office))
    };
    for (loser, reason) in rule.ends {
        let whose: Vec<Whose> = match loser {
            Loser::Former(seat) => former(*seat, event, before, after, world)
                .into_iter()
                .filter(|office| !stays(*office))
                .map(Whose::Of)
                .collect(),
            Loser::Others => {
                let mut stay = rule.begins.iter().flat_map(|(seat, _)| now(*seat));
                vec![stay.next().map_or(Whose::Everyone, Whose::OthersThan)]
            }
        };
        for whose in whose {
            all.extend(tracks.iter().map(|track| AccessChange::Ends {
                track: *track,
                reason: *reason,
                whose,
            }));
        }
    }
    all
}

/// The offices on a seat before the event; of a continued review those of the review that it continues.
fn former(
    seat: Seat,
    event: &Event,
    before: Option<&CaseFile>,
    after: &CaseFile,
    world: World<'_>,
) -> Vec<OfficeId> {
    let continued = after
        .track(event.track)
        .and_then(Track::review)
        .and_then(|r| r.continues);
    let track = match event.seq {
        1 => continued.unwrap_or(event.track),
        _ => event.track,
    };
    before.map_or_else(Vec::new, |file| offices_on(seat, file, track, world))
}

fn tracks(reach: Reach, event: &Event, after: &CaseFile) -> Vec<TrackId> {
    let mut all = vec![event.track];
    match reach {
        Reach::Own => {}
        Reach::Case => all.extend(after.tracks.iter().map(|t| t.id)),
        Reach::Continued => {
            if let Some(review) = after.track(event.track).and_then(Track::review) {
                all.extend(review.continues);
                let of_respondent = |t: &&Track| {
                    t.sanction()
                        .is_some_and(|s| s.respondent == review.respondent)
                        || t.control()
                            .is_some_and(|c| c.respondent == review.respondent)
                };
                all.extend(after.tracks.iter().filter(of_respondent).map(|t| t.id));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The offices on a seat as the facts of the file name them; seats of a kind are all offices of that kind.
fn offices_on(seat: Seat, file: &CaseFile, track: TrackId, world: World<'_>) -> Vec<OfficeId> {
    let of_kind = |kind| {
        let all = world.offices.all().filter(move |o| o.kind == kind);
        all.map(|o| o.id).collect()
    };
    let Some(track) = file.track(track) else {
        return Vec::new();
    };
    let review = || review_of(file, track).and_then(Track::review);
    let one = match seat {
        Seat::Handling => file.case().map(|c| c.handled_by),
        // Requests may wait at several offices at once.
        Seat::Correction => {
            return file
                .case_track()
                .filter(|t| t.stage == Stage::UnderCorrection)
                .and_then(Track::case)
                .map(|c| c.waiting_corrections().map(|r| r.office).collect())
                .unwrap_or_default();
        }
        Seat::Authority => review().map(|r| r.authority),
        Seat::Study => review().and_then(|r| r.studied_by),
        Seat::Agency => track
            .sanction()
            .map(|s| s.agency)
            .or_else(|| track.control().map(|c| c.agency))
            .or_else(|| track.review().and_then(|r| r.agency)),
        Seat::Control => track.control().and_then(|c| c.control),
        Seat::Destination => track.referral().and_then(|r| r.destination.office),
        Seat::Ministry => return of_kind(OfficeType::Ministry),
        Seat::AppealBody => return of_kind(OfficeType::AppealBody),
        Seat::Above | Seat::National | Seat::Successor | Seat::Recorder | Seat::Involved => None,
    };
    one.into_iter().collect()
}
