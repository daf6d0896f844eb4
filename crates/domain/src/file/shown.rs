//! What a track shows of its case: the respondent it is about and the allegations that go with it.

use super::{Allegation, CaseFacts, CaseFile, Track};
use crate::{
    ids::{AllegationId, PartyId},
    procedure::Machine,
};

impl CaseFile {
    /// The allegations that go with a track; none where it is the case itself, which has all.
    #[must_use]
    pub fn forwarded(&self, track: &Track) -> Option<Vec<AllegationId>> {
        if track.machine == Machine::Case {
            return None;
        }
        let followed = track
            .sanction()
            .map(|s| s.review)
            .or_else(|| track.control().map(|c| c.review));
        let review = track.review().or_else(|| self.track(followed?)?.review());
        if let Some(review) = review {
            return Some(review.allegations.clone());
        }
        let referral = track.referral()?;
        let goes = |a: &&Allegation| {
            a.respondent == referral.respondent
                && (a.outcomes.is_empty() || a.outcomes.contains(&referral.destination.outcome))
        };
        let all = self.case()?.allegations.iter();
        Some(all.filter(goes).map(|a| a.id).collect())
    }

    /// Whether a track shows a party: the case all of them, others their respondent.
    #[must_use]
    pub fn shows_party(&self, track: &Track, party: PartyId) -> bool {
        match track.machine {
            Machine::Case => self.anyone(party).is_some(),
            _ => track.respondent() == Some(party),
        }
    }

    /// Whether a track shows an allegation: one that goes with it, against a party that it shows.
    #[must_use]
    pub fn shows_allegation(&self, track: &Track, allegation: AllegationId) -> bool {
        let mut all = self
            .case()
            .into_iter()
            .flat_map(CaseFacts::every_allegation);
        let goes = || {
            self.forwarded(track)
                .is_none_or(|f| f.contains(&allegation))
        };
        all.find(|a| a.id == allegation)
            .is_some_and(|a| self.shows_party(track, a.respondent) && goes())
    }
}
