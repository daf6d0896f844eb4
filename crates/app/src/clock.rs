//! Where time and identifiers come from: the only place that reads the system clock or draws an id.
//!
//! Owns [`Clock`] and [`Ids`] with their real and their repeatable variants. Must not know what a case
//! is. Only the server builds [`SystemClock`] and [`RandomIds`]; tests and `replay` inject the others.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use netralitas_domain::time::Moment;
use uuid::Uuid;

/// A source of the present instant.
pub trait Clock: Send + Sync {
    /// The present instant in UTC, truncated to whole microseconds.
    fn now(&self) -> Moment;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the system clock"
    )]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Moment(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is set; for tests and for playing a story again.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Stands at `at`.
    #[must_use]
    pub const fn new(at: Moment) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Moves the hands to `at`, forwards or backwards.
    pub fn set(&self, at: Moment) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Moves the hands by `micros` microseconds, negative for backwards.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// A clock that moves on by a fixed step at every reading, so that no two readings are equal.
#[derive(Debug)]
pub struct SteppingClock {
    next: AtomicI64,
    step: i64,
}

impl SteppingClock {
    /// Reads `start` first, then `step_micros` microseconds later each time.
    #[must_use]
    pub const fn new(start: Moment, step_micros: i64) -> Self {
        Self {
            next: AtomicI64::new(start.0),
            step: step_micros,
        }
    }

    /// The next reading will be `at`.
    pub fn set(&self, at: Moment) {
        self.next.store(at.0, Ordering::SeqCst);
    }
}

impl Clock for SteppingClock {
    fn now(&self) -> Moment {
        Moment(self.next.fetch_add(self.step, Ordering::SeqCst))
    }
}

/// A source of identifiers.
pub trait Ids: Send + Sync {
    /// A new `UUIDv7` whose time part is `at`; never the same twice from one source.
    fn new_id(&self, at: Moment) -> Uuid;
}

/// Time plus randomness from the operating system. Ids drawn later at a later instant sort later.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn new_id(&self, at: Moment) -> Uuid {
        let mut random = [0_u8; 10];
        if getrandom::fill(&mut random).is_err() {
            // Linux and macOS cannot fail here after boot. If one does, the id generator of the
            // `uuid` crate draws from the same place and stops the process with its own message.
            #[expect(clippy::disallowed_methods, reason = "the home of id generation")]
            return Uuid::now_v7();
        }
        version_7(at, random)
    }
}

/// Ids that count 1, 2, 3 …: the same run gives the same ids. For tests and for playing a story again.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl CountingIds {
    /// The first id will carry the number `first`.
    #[must_use]
    pub const fn starting_at(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Ids for CountingIds {
    fn new_id(&self, at: Moment) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        let mut bytes = [0_u8; 10];
        for (slot, byte) in bytes.iter_mut().skip(2).zip(number.to_be_bytes()) {
            *slot = byte;
        }
        version_7(at, bytes)
    }
}

/// Builds the id: 48 bits of milliseconds, 12 bits of the fraction of the millisecond (RFC 9562,
/// method 3, so that ids of one millisecond still sort by time), then 62 of the given bits.
fn version_7(at: Moment, random: [u8; 10]) -> Uuid {
    let micros = u64::try_from(at.0).unwrap_or(0);
    let fraction = u16::try_from((micros % 1000) * 4096 / 1000).unwrap_or(0);
    let [high, low] = fraction.to_be_bytes();
    let [_, _, rest @ ..] = random;
    let mut bytes = [0_u8; 10];
    for (slot, byte) in bytes.iter_mut().zip([high, low].into_iter().chain(rest)) {
        *slot = byte;
    }
    uuid::Builder::from_unix_timestamp_millis(micros / 1000, &bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment(1_700_000_000_123_456);

    #[test]
    fn ids_are_version_7_and_sort_by_microsecond() {
        let ids = RandomIds;
        let mut last = ids.new_id(START);
        assert_eq!(last.get_version_num(), 7);
        assert_eq!(last.get_variant(), uuid::Variant::RFC4122);
        for step in 1..2000 {
            let next = ids.new_id(Moment(START.0 + step));
            assert!(next > last, "step {step}: {next} after {last}");
            last = next;
        }
    }

    #[test]
    fn two_ids_of_one_instant_differ() {
        assert_ne!(RandomIds.new_id(START), RandomIds.new_id(START));
    }

    #[test]
    fn the_id_carries_its_millisecond() {
        let (seconds, nanos) = RandomIds
            .new_id(START)
            .get_timestamp()
            .map(|time| time.to_unix())
            .unwrap_or_default();
        assert_eq!((seconds, nanos / 1_000_000), (1_700_000_000, 123));
    }

    #[test]
    fn counting_ids_repeat_from_the_same_start_and_never_within_a_run() {
        let run = || {
            let ids = CountingIds::starting_at(1);
            (0..300).map(|_| ids.new_id(START)).collect::<Vec<_>>()
        };
        let first = run();
        assert_eq!(first, run());
        let mut unique = first.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique, first, "distinct, and in counting order");
    }

    #[test]
    fn fixed_and_stepping_clocks_move_only_as_told() {
        let fixed = FixedClock::new(START);
        assert_eq!(fixed.now(), fixed.now());
        fixed.advance(-5);
        assert_eq!(fixed.now(), Moment(START.0 - 5));
        fixed.set(Moment(7));
        assert_eq!(fixed.now(), Moment(7));
        let stepping = SteppingClock::new(START, 10);
        assert_eq!(stepping.now(), START);
        assert_eq!(stepping.now(), Moment(START.0 + 10));
        stepping.set(Moment(1));
        assert_eq!(stepping.now(), Moment(1));
    }

    #[test]
    fn the_system_clock_reads_a_time_after_this_code_was_written() {
        assert!(SystemClock.now() > START);
    }
}
