//! Respondents who no longer stand: struck, replaced, merged. They leave the lists of the case, so that nothing
//! counts them, and are kept here with what is needed to let them stand again.

use serde::{Deserialize, Serialize};

use super::{Allegation, CaseFacts, Party};
use crate::ids::{AllegationId, PartyId};

vocabulary! {
    /// Why a respondent no longer stands, or a track about one ended.
    RespondentEnd {
        WrongPerson = "wrong_person", "Salah orang", "Wrong person";
        EntryError = "entry_error", "Salah catat", "Entered by mistake";
        Replaced = "replaced", "Diganti orang yang sebenarnya", "Replaced by the right person";
        Merged = "merged", "Orang yang sama dengan terlapor lain", "The same person as another respondent";
        NotCompetent = "not_competent", "Tujuan tidak berwenang atas jenis terlapor ini", "The destination is not competent for this kind of respondent";
    }
}

vocabulary! {
    /// Why a respondent is struck.
    StrikeGround {
        WrongPerson = "wrong_person", "Salah orang", "Wrong person";
        EntryError = "entry_error", "Salah catat", "Entered by mistake";
    }
}

impl From<StrikeGround> for RespondentEnd {
    fn from(ground: StrikeGround) -> Self {
        match ground {
            StrikeGround::WrongPerson => Self::WrongPerson,
            StrikeGround::EntryError => Self::EntryError,
        }
    }
}

/// A respondent who no longer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struck {
    /// Who, as last recorded.
    pub party: Party,
    /// Why.
    pub ground: RespondentEnd,
    /// The respondent who stands instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<PartyId>,
    /// The step.
    pub seq: i64,
    /// The place among the parties that the respondent had.
    #[serde(default)]
    pub place: usize,
    /// Allegations that went with the respondent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allegations: Vec<Allegation>,
    /// Allegations that whoever stands instead has now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<AllegationId>,
}

impl CaseFacts {
    /// Everybody who is or was a party, in the order in which they came.
    #[must_use]
    pub fn everyone(&self) -> Vec<&Party> {
        let mut all: Vec<&Party> = self.parties.iter().collect();
        for struck in self.struck.iter().rev() {
            all.insert(struck.place.min(all.len()), &struck.party);
        }
        all
    }
    /// Whether the identity of a party is sealed.
    #[must_use]
    pub fn seals(&self, party: &Party) -> bool {
        party.is_sealed(self.everyone())
    }
    /// Every allegation, those that stand first.
    pub fn every_allegation(&self) -> impl Iterator<Item = &Allegation> {
        self.allegations
            .iter()
            .chain(self.struck.iter().flat_map(|s| &s.allegations))
    }
    /// What is kept of a respondent who no longer stands.
    #[must_use]
    pub fn struck(&self, party: PartyId) -> Option<&Struck> {
        self.struck.iter().find(|s| s.party.id == party)
    }

    pub(super) fn strike(
        &mut self,
        party: PartyId,
        ground: RespondentEnd,
        into: Option<PartyId>,
        seq: i64,
    ) {
        let Some(place) = self.parties.iter().position(|p| p.id == party) else {
            return;
        };
        let mut struck = Struck {
            party: self.parties.remove(place),
            ground,
            into,
            seq,
            place,
            allegations: Vec::new(),
            moved: Vec::new(),
        };
        match into {
            Some(other) => {
                let own = self.allegations.iter_mut();
                for allegation in own.filter(|a| a.respondent == party) {
                    allegation.respondent = other;
                    struck.moved.push(allegation.id);
                }
            }
            None => {
                let (own, rest) = std::mem::take(&mut self.allegations)
                    .into_iter()
                    .partition(|a| a.respondent == party);
                self.allegations = rest;
                struck.allegations = own;
            }
        }
        self.struck.push(struck);
    }

    /// Lets a respondent stand again; whoever took the place of a replaced one leaves it.
    pub(super) fn restore(&mut self, party: PartyId, seq: i64) {
        let Some(place) = self.struck.iter().position(|s| s.party.id == party) else {
            return;
        };
        let back = self.struck.remove(place);
        for allegation in self
            .allegations
            .iter_mut()
            .filter(|a| back.moved.contains(&a.id))
        {
            allegation.respondent = party;
        }
        self.allegations.extend(back.allegations);
        let place = back.place.min(self.parties.len());
        self.parties.insert(place, back.party);
        if let (RespondentEnd::Replaced, Some(other)) = (back.ground, back.into) {
            self.strike(other, RespondentEnd::EntryError, None, seq);
        }
    }
}
