//! Answers that somebody or something is not there, or has to wait, leave at a beat. What is hidden is found before it is
//! judged, what never was is not; who is known has a row that counts wrong passwords, who is not has none. Over thousands
//! of calls those few microseconds tell one from the other; after the wait nothing does.

use std::time::{Duration, Instant};

use actix_web::{http::StatusCode, rt::time::sleep_until};

/// The answers that say no more to who may know than to who may not.
const ALIKE: [StatusCode; 3] = [
    StatusCode::NOT_FOUND,
    StatusCode::UNAUTHORIZED,
    StatusCode::TOO_MANY_REQUESTS,
];

/// Waits until the next beat after a request began, where its answer is one of [`ALIKE`]. A beat of zero waits for
/// nobody.
pub(super) async fn wait(status: StatusCode, began: Instant, beat: Duration) {
    if ALIKE.contains(&status)
        && let Some(at) = next(began.elapsed(), beat)
    {
        sleep_until((began + at).into()).await;
    }
}

/// The first beat that is not over.
fn next(elapsed: Duration, beat: Duration) -> Option<Duration> {
    let beats = elapsed.as_micros().checked_div(beat.as_micros())? + 1;
    beat.checked_mul(u32::try_from(beats).ok()?)
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[test]
    fn an_answer_leaves_with_the_next_beat() {
        let ms = Duration::from_millis;
        assert_eq!(next(ms(0), ms(5)), Some(ms(5)));
        assert_eq!(next(ms(4), ms(5)), Some(ms(5)));
        assert_eq!(next(ms(5), ms(5)), Some(ms(10)));
        assert_eq!(next(ms(4), Duration::ZERO), None);
    }

    #[actix_web::test]
    async fn what_tells_of_nothing_waits_and_nothing_else_does() {
        let hour = Duration::from_secs(3_600);
        for (status, beat, waits) in [
            (StatusCode::NOT_FOUND, hour, true),
            (StatusCode::UNAUTHORIZED, hour, true),
            (StatusCode::TOO_MANY_REQUESTS, hour, true),
            (StatusCode::NOT_FOUND, Duration::ZERO, false),
            (StatusCode::OK, hour, false),
            (StatusCode::FORBIDDEN, hour, false),
        ] {
            let at_once = wait(status, Instant::now(), beat).now_or_never();
            assert_eq!(at_once.is_none(), waits, "{status} {beat:?}");
        }
    }
}
