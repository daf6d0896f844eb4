//! Which office an event lets see which track. The access table is the fold of these grants.

use serde::{Deserialize, Serialize};

use super::check::World;
use crate::{
    file::{CaseFile, Change, Event, Facts},
    ids::{OfficeId, TrackId},
    people::OfficeType,
    procedure::{Action, Machine},
};

vocabulary! {
    /// Why an office sees a track.
    AccessReason {
        Receives = "receives", "menerima perkara", "received the case";
        Handles = "handles", "menangani perkara", "handles the case";
        Corrects = "corrects", "memeriksa koreksi", "examines the correction";
        Reviews = "reviews", "otoritas pemeriksa", "reviews";
        Agency = "agency", "instansi pejabat pembina kepegawaian", "is the agency of the personnel officer (PPK)";
        Copy = "copy", "penerima tembusan rekomendasi", "gets a copy of the recommendation";
        Controls = "controls", "pelaksana pengendalian", "carries out the control";
        Destination = "destination", "tujuan penerusan", "is the destination";
        Appeal = "appeal", "memeriksa banding", "hears the appeal";
    }
}

/// One grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The office.
    pub office: OfficeId,
    /// The track.
    pub track: TrackId,
    /// Why.
    pub reason: AccessReason,
}

/// The grants of one event; `after` is the file with the event folded in.
#[must_use]
pub fn grants(event: &Event, after: &CaseFile, world: World<'_>) -> Vec<Grant> {
    let mut all = Vec::new();
    let mut grant = |office: OfficeId, track: TrackId, reason| {
        all.push(Grant {
            office,
            track,
            reason,
        })
    };
    for change in &event.changes {
        match change {
            Change::Opened(facts) => match facts.as_ref() {
                Facts::Case(case) => grant(case.received_by, event.track, AccessReason::Receives),
                Facts::Review(r) => {
                    grant(r.authority, event.track, AccessReason::Reviews);
                    // After a hand-over the successor sees what went before, the agency what goes on.
                    if let Some(before) = r.continues {
                        grant(r.authority, before, AccessReason::Reviews);
                        if let (Some(agency), true) = (r.agency, r.recommendation.is_some()) {
                            grant(agency, event.track, AccessReason::Agency);
                        }
                        for t in after.tracks.iter().filter(|t| {
                            t.sanction().is_some_and(|s| s.respondent == r.respondent)
                                || t.control().is_some_and(|c| c.respondent == r.respondent)
                        }) {
                            grant(r.authority, t.id, AccessReason::Reviews);
                        }
                    }
                }
                Facts::Sanction(s) => {
                    grant(s.agency, event.track, AccessReason::Agency);
                    grant_authority(after, event.track, &mut grant);
                }
                Facts::Control(c) => {
                    grant(c.agency, event.track, AccessReason::Agency);
                    if let Some(control) = c.control {
                        grant(control, event.track, AccessReason::Controls);
                    }
                    grant_authority(after, event.track, &mut grant);
                }
                Facts::Referral(r) => {
                    if let Some(office) = r.destination.office {
                        grant(office, event.track, AccessReason::Destination);
                    }
                }
            },
            Change::MovedTo(office) => {
                for track in &after.tracks {
                    grant(*office, track.id, AccessReason::Handles);
                }
            }
            Change::CorrectionAsked(c) => {
                for track in &after.tracks {
                    grant(c.office, track.id, AccessReason::Corrects);
                }
            }
            Change::Recommends { agency, .. } => {
                grant(*agency, event.track, AccessReason::Agency);
                // Copies went to the ministries (KASN letter of 2018).
                for ministry in world
                    .offices
                    .all()
                    .filter(|o| o.kind == OfficeType::Ministry)
                {
                    grant(ministry.id, event.track, AccessReason::Copy);
                }
            }
            Change::Readdressed(destination) => {
                if let Some(office) = destination.office {
                    grant(office, event.track, AccessReason::Destination);
                }
            }
            _ => {}
        }
    }
    let dismisses = |c: &Change| {
        matches!(
            c,
            Change::Imposed {
                dismissal: true,
                ..
            }
        )
    };
    // The appeal may be filed at the board itself, so it sees a dismissal from the decision on.
    if event.action == Action::FileAppeal || event.changes.iter().any(dismisses) {
        for body in world
            .offices
            .all()
            .filter(|o| o.kind == OfficeType::AppealBody)
        {
            grant(body.id, event.track, AccessReason::Appeal);
        }
    }
    // The Bawaslu offices of the case see every track of it.
    if let (1, true, Some(case)) = (event.seq, event.machine != Machine::Case, after.case()) {
        grant(case.handled_by, event.track, AccessReason::Handles);
        if let Some(c) = &case.correction {
            grant(c.office, event.track, AccessReason::Corrects);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn grant_authority(
    after: &CaseFile,
    track: TrackId,
    grant: &mut impl FnMut(OfficeId, TrackId, AccessReason),
) {
    let review = after
        .track(track)
        .and_then(|t| super::check::review_of(after, t))
        .and_then(|t| t.review());
    if let Some(review) = review {
        grant(review.authority, track, AccessReason::Reviews);
    }
}
