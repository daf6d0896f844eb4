//! Which authority goes on with what another had that is no more, and by which text: both follow from the rows of the
//! book, whatever the bodies are called.

use chrono::NaiveDate;

use super::{Authority, Book, LawSet, in_force};

/// Takes matters in and recommends.
pub(super) const REVIEW: &str = "review";
/// Ends what the predecessor had processed.
pub(super) const RUN_OFF: &str = "run_off";

impl Book {
    /// Whether a body reviews on a day, or runs off what another had reviewed.
    #[must_use]
    pub fn reviews(&self, code: &str, day: NaiveDate) -> bool {
        self.has_role(code, REVIEW, day) || self.has_role(code, RUN_OFF, day)
    }

    /// Whether an authority reviews no more from a day on: each of its rows has ended, or was taken back.
    #[must_use]
    pub fn is_gone(&self, code: &str, day: NaiveDate) -> bool {
        self.reviewing(code)
            .all(|a| a.valid_to.is_some_and(|to| to < day))
    }

    /// The law text under which an authority reviews: its own, where the procedure has one. A body of which no text is
    /// known goes on by that of the authority whose place it took; none of what never reviewed.
    #[must_use]
    pub fn era(&self, code: &str) -> Option<LawSet> {
        let own = |code: &str| LawSet::from_code(code).filter(|law| LawSet::ERAS.contains(law));
        if let Some(law) = own(code) {
            return Some(law);
        }
        // Each begins before the one after it, so the chain ends.
        let first = self.before(code)?;
        std::iter::successors(Some(first), |a| self.before(&a.code)).find_map(|a| own(&a.code))
    }

    /// Whether no text of this authority's own procedure is known, so that it goes on by its predecessor's.
    #[must_use]
    pub fn borrows_its_text(&self, code: &str) -> bool {
        self.era(code).is_some_and(|law| law.code() != code)
    }

    /// Who goes on by rule with a matter of an authority that is gone on a day: with what had been recommended the body
    /// that runs it off, where the book has one, else the authority of the day. None while the authority stands, or
    /// where nobody reviews.
    #[must_use]
    pub fn successor(&self, code: &str, recommended: bool, day: NaiveDate) -> Option<&Authority> {
        let run_off = || self.run_off_of(code, day).next();
        self.is_gone(code, day).then_some(())?;
        recommended
            .then(run_off)
            .flatten()
            .or_else(|| self.review_authority(day))
    }

    /// The bodies that run off on a day what an authority had: those that began after it did, and no later than whoever
    /// reviewed next. None while it stands.
    pub fn run_off_of(&self, code: &str, day: NaiveDate) -> impl Iterator<Item = &Authority> {
        let span = self.last_span(code);
        self.authorities.iter().filter(move |a| {
            let after = |(from, next)| a.valid_from.is_some_and(|own| from < own && own <= next);
            a.role == RUN_OFF && in_force(a.valid_from, a.valid_to, day) && span.is_some_and(after)
        })
    }

    /// The first day of the last row by which an authority reviewed, and the first on which another did after it ended.
    fn last_span(&self, code: &str) -> Option<(NaiveDate, NaiveDate)> {
        let own = || self.reviewing(code);
        let from = own().filter_map(|a| a.valid_from).max()?;
        let stands = own().any(|a| a.valid_to.is_none());
        let eve = own().filter_map(|a| a.valid_to).max()?;
        let free = eve.succ_opt().filter(|_| !stands)?;
        let others = self.authorities.iter();
        let next = others
            .filter(|a| a.role == REVIEW && a.code != code)
            .filter(|a| a.valid_to.is_none_or(|to| free <= to))
            .filter_map(|a| a.valid_from)
            .min();
        Some((from, next.map_or(free, |next| next.max(free))))
    }

    /// The rows by which a body reviews, or runs off; of one to come none.
    fn reviewing(&self, code: &str) -> impl Iterator<Item = &Authority> {
        self.authorities.iter().filter(move |a| {
            a.code == code && [REVIEW, RUN_OFF].contains(&a.role.as_str()) && a.valid_from.is_some()
        })
    }

    /// The authority that began to review last before another did.
    fn before(&self, code: &str) -> Option<&Authority> {
        let first = self.reviewing(code).filter_map(|a| a.valid_from).min()?;
        let others = self.authorities.iter();
        others
            .filter(|a| a.role == REVIEW && a.code != code)
            .filter(|a| a.valid_from.is_some_and(|from| from < first))
            .max_by_key(|a| a.valid_from)
    }
}
