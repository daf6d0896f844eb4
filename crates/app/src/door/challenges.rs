//! Challenges that hold floods off: whoever files without an account first spends work on one. A challenge says for
//! itself until when it holds and how hard it is, under a keyed tag; the database learns of it when it is used up.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use netralitas_domain::time::Moment;
use netralitas_store::{Read, announced_reports};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    App,
    app::mac,
    error::{AppError, FieldError},
    keys::Purpose,
};

/// How long a challenge holds, in minutes: long enough to write a report after it was asked for.
pub const CHALLENGE_MINUTES: i64 = 60;
/// So many filings in the time that a challenge holds are no flood; with each doubling beyond, one bit more is asked for,
/// up to the most. Ours: what an office of a big city took in on its busiest day was not seen.
const QUIET: i64 = 32;
const MOST_MORE_BITS: u8 = 8;
/// A challenge that was asked for before a flood began is good while it is no easier than this.
const BITS_BEHIND: u8 = 2;
const VERSION: u8 = 1;
const TAG: usize = 16;
/// Version, identifier, end, difficulty.
const SAID: usize = 1 + 16 + 8 + 1;

/// A challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// What is solved and sent back.
    pub text: String,
    /// Leading zero bits of `SHA-256(text ":" solution)`.
    pub difficulty: u8,
    /// Until when it holds.
    pub ends: Moment,
}

/// A challenge sent back with its solution.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The challenge.
    pub challenge: String,
    /// The solution.
    pub solution: String,
}

/// A challenge that was solved in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Solved {
    pub id: Uuid,
    pub ends: Moment,
    difficulty: u8,
}

impl App {
    /// A new challenge, the harder the more was filed lately. Nothing is kept of it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn challenge(&self) -> Result<Challenge, AppError> {
        let now = self.clock().now();
        let ends = Moment(now.0 + CHALLENGE_MINUTES * 60 * 1_000_000);
        let app = self.clone();
        let difficulty = self.store().read(move |tx| app.difficulty(tx, now)).await?;
        let mut bytes = vec![VERSION];
        bytes.extend(self.id(now).as_bytes());
        bytes.extend(ends.0.to_be_bytes());
        bytes.push(difficulty);
        let tag = self.challenge_tag(&bytes)?;
        bytes.extend(tag);
        Ok(Challenge {
            text: URL_SAFE_NO_PAD.encode(bytes),
            difficulty,
            ends,
        })
    }

    /// How hard a challenge is at this moment.
    fn difficulty(&self, tx: &mut Read<'_>, now: Moment) -> Result<u8, AppError> {
        let filed = announced_reports::challenges_used(tx, now)?;
        let base = self.inner.door.difficulty;
        Ok(base.saturating_add(more_bits(filed)))
    }

    /// That a challenge is not much easier than those of this moment: none is hoarded for a flood.
    ///
    /// # Errors
    /// A field error at `/challenge`.
    pub(crate) fn check_hardness(
        &self,
        tx: &mut Read<'_>,
        solved: Solved,
        now: Moment,
    ) -> Result<(), AppError> {
        if solved.difficulty.saturating_add(BITS_BEHIND) < self.difficulty(tx, now)? {
            return Err(AppError::field("/challenge", "challenge_too_easy"));
        }
        Ok(())
    }

    /// Whether a challenge is one of ours, still holds and is solved. That it was not used before is for the
    /// transaction to say.
    ///
    /// # Errors
    /// The field at fault.
    pub(crate) fn check_proof(&self, proof: &Proof, now: Moment) -> Result<Solved, AppError> {
        let forged = || AppError::field("/challenge", "challenge_unknown");
        let bytes = URL_SAFE_NO_PAD
            .decode(&proof.challenge)
            .map_err(|_| forged())?;
        let (said, tag) = bytes.split_at_checked(SAID).ok_or_else(forged)?;
        let key = self.inner.master.derived(Purpose::Receipt).expose();
        // Comparing digests of both sides keeps the comparison from telling where they differ.
        if mac(key, &[&self.challenge_tag(said)?])? != mac(key, &[tag])?
            || said.first() != Some(&VERSION)
        {
            return Err(forged());
        }
        let id = said.get(1..17).and_then(|b| Uuid::from_slice(b).ok());
        let ends = said.get(17..25).and_then(|b| b.try_into().ok());
        let (Some(id), Some(ends), Some(difficulty)) =
            (id, ends.map(i64::from_be_bytes), said.get(25))
        else {
            return Err(forged());
        };
        if ends <= now.0 {
            return Err(AppError::field("/challenge", "challenge_expired"));
        }
        if !solves(&proof.challenge, &proof.solution, *difficulty) {
            return Err(AppError::field("/solution", "solution_wrong"));
        }
        Ok(Solved {
            id,
            ends: Moment(ends),
            difficulty: *difficulty,
        })
    }

    fn challenge_tag(&self, said: &[u8]) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Receipt).expose();
        let mut tag = mac(key, &[b"challenge", said])?;
        tag.truncate(TAG);
        Ok(tag)
    }
}

/// How many bits more are asked for after so many filings.
fn more_bits(filed: i64) -> u8 {
    let floods = u64::try_from(filed / QUIET).unwrap_or(0);
    let doublings = floods.checked_ilog2().map_or(0, |n| n + 1);
    u8::try_from(doublings)
        .unwrap_or(MOST_MORE_BITS)
        .min(MOST_MORE_BITS)
}

/// Whether a solution has the zero bits that are asked for.
#[must_use]
pub fn solves(challenge: &str, solution: &str, difficulty: u8) -> bool {
    let digest = Sha256::new()
        .chain_update(challenge.as_bytes())
        .chain_update(b":")
        .chain_update(solution.as_bytes())
        .finalize();
    let mut zeros = 0_u32;
    for byte in digest {
        zeros += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    zeros >= u32::from(difficulty)
}

/// That a challenge was used before.
pub(crate) fn used() -> AppError {
    AppError::Invalid(vec![FieldError::new("/challenge", "challenge_used")])
}

#[cfg(test)]
mod tests {
    use super::{more_bits, solves};

    #[test]
    fn the_more_is_filed_the_more_is_asked() {
        for (filed, bits) in [
            (0, 0),
            (31, 0),
            (32, 1),
            (63, 1),
            (64, 2),
            (256, 4),
            (1 << 40, 8),
        ] {
            assert_eq!(more_bits(filed), bits, "{filed}");
        }
    }

    #[test]
    fn a_solution_has_the_zero_bits_asked_for() {
        let solution = (0..)
            .map(|n: u32| n.to_string())
            .find(|s| solves("x", s, 8))
            .unwrap();
        assert!(solves("x", &solution, 7));
        assert!(!solves("y", &solution, 8) || !solves("z", &solution, 8));
        assert!(solves("anything", "at all", 0));
    }
}
