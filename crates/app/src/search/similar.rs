//! Who is likely the same person as one that somebody is about to record.

use std::sync::Arc;

use netralitas_domain::{identity, ids::OfficeId};
use netralitas_store::{backend::Look, persons, views::found_people};

use super::people::{FoundPerson, marks};
use crate::{
    App, Known, Principal,
    error::AppError,
    text::{Kind, marks_of, names},
    writing::persist::NIP,
};

/// Most people that are offered.
pub const MOST_OFFERED: usize = 20;
/// Most that are compared.
const MOST_READ: i64 = 200;
/// Less alike are not offered, unless the number is the same.
const LEAST_ALIKE: u32 = 60;

/// What is about to be recorded.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The name as written.
    pub name: String,
    /// NIP or NI PPPK.
    pub nip: Option<String>,
    /// The post.
    pub post: Option<String>,
    /// The agency's name as written.
    pub agency_name: Option<String>,
    /// The agency of appointment.
    pub agency: Option<OfficeId>,
}

/// Why somebody is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The NIP or NI PPPK is the same.
    SameNumber,
    /// The name is the same but for titles and spelling.
    SameName,
    /// Most of the name is the same.
    SimilarName,
    /// Post and unit share words.
    SimilarPost,
    /// The agency is the same.
    SameAgency,
    /// Another number is on record.
    OtherNumber,
}

impl Alike {
    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SameNumber => "same_number",
            Self::SameName => "same_name",
            Self::SimilarName => "similar_name",
            Self::SimilarPost => "similar_post",
            Self::SameAgency => "same_agency",
            Self::OtherNumber => "other_number",
        }
    }
}

/// Somebody who is likely the same person.
pub struct Offered {
    /// Who, as the caller sees it.
    pub found: FoundPerson,
    /// 0 to 100.
    pub score: u32,
    /// Why.
    pub reasons: Vec<Alike>,
}

impl Newcomer {
    /// Everybody with all parts of the name, or of three and more with all but one.
    fn look(&self) -> Result<Look, AppError> {
        let mut parts = marks_of(Kind::Name, &self.name);
        parts.truncate(6);
        if parts.is_empty() {
            return Err(AppError::field("/name", "nothing_to_find"));
        }
        let all = |left_out: Option<usize>| {
            let kept = parts
                .iter()
                .enumerate()
                .filter(|(n, _)| Some(*n) != left_out);
            Look::All(kept.map(|(_, p)| Look::Whole(p.clone())).collect())
        };
        if parts.len() < 3 {
            return Ok(all(None));
        }
        Ok(Look::Any((0..parts.len()).map(|n| all(Some(n))).collect()))
    }

    fn compared(&self, found: &FoundPerson) -> (u32, Vec<Alike>) {
        let record = found.party.record.as_ref().map(|s| &s.record);
        let said = record.and_then(|r| r.name.as_deref()).unwrap_or_default();
        let mut score = names::alike(&names::parts(&self.name), &names::parts(said));
        let mut reasons = Vec::new();
        match score {
            100 => reasons.push(Alike::SameName),
            LEAST_ALIKE.. => reasons.push(Alike::SimilarName),
            _ => {}
        }
        let nip = self.nip.as_deref().map(identity::compact);
        match (nip, found.party.nip.as_deref().map(identity::compact)) {
            (Some(own), Some(theirs)) if own == theirs => {
                score = 100;
                reasons.push(Alike::SameNumber);
            }
            (Some(_), Some(_)) => {
                score /= 2;
                reasons.push(Alike::OtherNumber);
            }
            _ => {}
        }
        let theirs = marks(found);
        let shares = |kind, words: &Option<String>| {
            let words = words.as_deref().unwrap_or_default();
            marks_of(kind, words).iter().any(|m| theirs.has(m))
        };
        if shares(Kind::Post, &self.post) {
            reasons.push(Alike::SimilarPost);
        }
        let office = self.agency.is_some() && self.agency == found.party.facts.agency;
        if office || shares(Kind::Agency, &self.agency_name) {
            reasons.push(Alike::SameAgency);
        }
        // What they share beside the name tells people of one name apart.
        let beside = [Alike::SimilarPost, Alike::SameAgency];
        let shared = reasons.iter().filter(|r| beside.contains(r)).count();
        let shared = u32::try_from(shared).unwrap_or(0);
        reasons.sort_unstable();
        ((score + 5 * shared).min(100), reasons)
    }
}

impl App {
    /// Who is likely the same person, among the parties whom the caller may see by name, the likeliest first.
    ///
    /// # Errors
    /// A field error where the name holds nothing to look for; those of the database.
    pub async fn similar_people(
        &self,
        principal: Principal,
        newcomer: Newcomer,
    ) -> Result<(Vec<Offered>, Arc<Known>), AppError> {
        let now = self.clock().now();
        let app = self.clone();
        let look = newcomer.look()?;
        self.store()
            .read_page(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let mut rows = Vec::new();
                if let Some(nip) = newcomer.nip.as_deref().map(identity::compact)
                    && let Some(person) = persons::find(tx, NIP, &nip)?
                {
                    let most = i64::try_from(MOST_OFFERED).unwrap_or(0);
                    rows = found_people::of_person(tx, &asker.reach, person, most)?;
                }
                for row in found_people::page(tx, &asker.reach, &look, None, MOST_READ)? {
                    if !rows.contains(&row) {
                        rows.push(row);
                    }
                }
                let mut offered = Vec::new();
                for row in rows {
                    let Some(found) = app.person_seen(tx, &asker, row, now)? else {
                        continue;
                    };
                    // Whoever no longer stands was somebody else.
                    if found.party.struck.is_some() {
                        continue;
                    }
                    let (score, reasons) = newcomer.compared(&found);
                    if score >= LEAST_ALIKE {
                        offered.push(Offered {
                            found,
                            score,
                            reasons,
                        });
                    }
                }
                offered.sort_by_key(|o| std::cmp::Reverse((o.score, o.found.party.facts.id.raw())));
                offered.truncate(MOST_OFFERED);
                Ok((offered, asker.known))
            })
            .await
    }
}
