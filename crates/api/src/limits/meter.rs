//! The counting of one class: a bucket per caller that refills evenly, kept as one instant (GCRA).
//!
//! Per caller one number is kept: when the bucket will be full again. A request moves it by one interval; it is
//! refused where the bucket would then be emptier than empty. A whole quota may come at once, after it one request
//! per interval.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use netralitas_domain::time::Moment;

const SECOND: i64 = 1_000_000;
/// Most callers that are remembered, in two generations of half as many. Beyond that the callers longest unseen
/// begin anew, so a flood of addresses costs memory once and never more.
const CALLERS: usize = 65_536;

/// The buckets of one class.
pub(super) struct Meter {
    quota: u32,
    /// Microseconds in which one request comes back.
    interval: i64,
    full_at: Mutex<Generations>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<u128, i64>,
    old: HashMap<u128, i64>,
}

/// What came of counting one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    /// Whether it is within the quota.
    pub(super) fits: bool,
    /// How many more may come at once.
    pub(super) left: u32,
    /// In how many seconds these would come back, at least 1; for a refused one, until it may be sent again.
    pub(super) seconds: u32,
}

impl Meter {
    /// `quota` requests, at least one, in `window` seconds.
    pub(super) fn new(quota: u32, window: u32) -> Self {
        let quota = quota.max(1);
        Self {
            quota,
            interval: (i64::from(window) * SECOND / i64::from(quota)).max(1),
            full_at: Mutex::default(),
        }
    }

    pub(super) const fn quota(&self) -> u32 {
        self.quota
    }

    /// Counts a request at `now`. A refused one is not counted.
    pub(super) fn take(&self, caller: u128, now: Moment) -> Taken {
        let now = now.0;
        let room = self.interval * i64::from(self.quota);
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        // Later than an empty bucket has it: the clock was set back, which must lock nobody out.
        let known = buckets
            .of(caller)
            .filter(|at| (now..=now + room).contains(at));
        let then = known.unwrap_or(now).saturating_add(self.interval);
        let over = then - now - room;
        if over > 0 {
            return Taken {
                fits: false,
                left: 0,
                seconds: seconds(over),
            };
        }
        buckets.keep(caller, then);
        drop(buckets);
        let left = -over / self.interval;
        Taken {
            fits: true,
            left: u32::try_from(left).unwrap_or(0),
            seconds: seconds(left * self.interval),
        }
    }

    #[cfg(test)]
    pub(super) fn remembered(&self) -> usize {
        let buckets = self.full_at.lock().unwrap();
        buckets.young.len() + buckets.old.len()
    }
}

impl Generations {
    fn of(&self, caller: u128) -> Option<i64> {
        let known = self.young.get(&caller).or_else(|| self.old.get(&caller));
        known.copied()
    }

    fn keep(&mut self, caller: u128, full_at: i64) {
        if self.young.len() >= CALLERS / 2 && !self.young.contains_key(&caller) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(caller, full_at);
    }
}

/// Whole seconds, rounded up, at least one.
fn seconds(micros: i64) -> u32 {
    let rounded = micros.saturating_add(SECOND - 1) / SECOND;
    u32::try_from(rounded.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment(1_790_000_000_000_000);

    fn after(micros: i64) -> Moment {
        Moment(START.0 + micros)
    }

    #[test]
    fn a_whole_quota_comes_at_once_and_then_one_per_interval() {
        let meter = Meter::new(4, 60);
        for left in [3, 2, 1, 0] {
            let taken = meter.take(7, START);
            assert!(taken.fits);
            assert_eq!(taken.left, left);
        }
        let refused = meter.take(7, START);
        assert_eq!(
            (refused.fits, refused.left, refused.seconds),
            (false, 0, 15)
        );
        let waited = meter.take(7, after(refused.seconds.into()));
        assert!(!waited.fits, "seconds, not microseconds");
        assert!(!meter.take(7, after(15 * SECOND - 1)).fits);
        assert!(meter.take(7, after(15 * SECOND)).fits);
        assert!(!meter.take(7, after(15 * SECOND)).fits);
    }

    #[test]
    fn whoever_waits_as_told_is_let_in() {
        for (quota, window) in [(1, 60), (7, 60), (600, 60), (1_000_000, 60), (3, 1)] {
            let meter = Meter::new(quota, window);
            let mut now = START;
            for _ in 0..quota {
                assert!(meter.take(1, now).fits, "{quota} in {window}");
            }
            for _ in 0..5 {
                let refused = meter.take(1, now);
                assert!(!refused.fits, "{quota} in {window}");
                now = Moment(now.0 + i64::from(refused.seconds) * SECOND);
                assert!(meter.take(1, now).fits, "{quota} in {window}");
                while meter.take(1, now).fits {}
            }
        }
    }

    #[test]
    fn after_a_window_of_silence_the_quota_is_whole_and_no_more() {
        let meter = Meter::new(10, 60);
        while meter.take(1, START).fits {}
        let later = after(3600 * SECOND);
        let fits = (0..20).filter(|_| meter.take(1, later).fits).count();
        assert_eq!(fits, 10);
    }

    #[test]
    fn what_is_left_is_told_with_the_time_in_which_it_comes_back() {
        let meter = Meter::new(600, 60);
        let first = meter.take(1, START);
        assert_eq!((first.left, first.seconds), (599, 60));
        for _ in 0..299 {
            meter.take(1, START);
        }
        let half = meter.take(1, START);
        assert_eq!((half.left, half.seconds), (299, 30));
    }

    #[test]
    fn nobody_pays_for_another() {
        let meter = Meter::new(1, 60);
        assert!(meter.take(1, START).fits);
        assert!(!meter.take(1, START).fits);
        assert!(meter.take(2, START).fits);
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out() {
        let meter = Meter::new(60, 60);
        meter.take(1, START);
        let before = after(-86_400 * SECOND);
        let begun = meter.take(1, before);
        assert_eq!((begun.fits, begun.left), (true, 59));
    }

    #[test]
    fn a_flood_of_callers_costs_no_more_than_its_room_and_the_last_are_known() {
        let meter = Meter::new(1, 60);
        for caller in 0..200_000 {
            assert!(meter.take(caller, START).fits);
        }
        assert!(meter.remembered() <= CALLERS);
        assert!(!meter.take(199_999, START).fits);
        assert!(meter.take(0, START).fits, "long forgotten");
    }
}
