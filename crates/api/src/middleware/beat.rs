//! Answers that something is not there leave at a beat. What is hidden is found before it is judged, what never was is
//! not, and over thousands of calls those few microseconds tell one from the other; after the wait nothing does.

use std::time::{Duration, Instant};

use actix_web::{http::StatusCode, rt::time::sleep_until};

/// Waits until the next beat after a request began, where its answer is that something is not there. A beat of zero
/// waits for nobody.
pub(super) async fn wait(status: StatusCode, began: Instant, beat: Duration) {
    if status == StatusCode::NOT_FOUND
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
    async fn what_is_not_there_waits_and_nothing_else_does() {
        let hour = Duration::from_secs(3_600);
        for (status, beat, waits) in [
            (StatusCode::NOT_FOUND, hour, true),
            (StatusCode::NOT_FOUND, Duration::ZERO, false),
            (StatusCode::OK, hour, false),
            (StatusCode::FORBIDDEN, hour, false),
        ] {
            let at_once = wait(status, Instant::now(), beat).now_or_never();
            assert_eq!(at_once.is_none(), waits, "{status} {beat:?}");
        }
    }
}
