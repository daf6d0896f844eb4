//! Logs: their form and level, and panics as log lines.
//!
//! Must not know what is logged. Every line inside a request carries its `request_id`, from the span
//! that the HTTP layer opens.

use std::panic::PanicHookInfo;

use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::config::{Log, LogFormat};

/// Sends logs to standard error from now on, and panics into the log.
///
/// # Errors
/// A level that cannot be read, or logs that are set up already.
pub fn init(log: &Log) -> Result<(), Box<dyn std::error::Error>> {
    tracing::subscriber::set_global_default(subscriber(log, std::io::stderr)?)?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// The subscriber for a form, a level and a place to write to.
///
/// # Errors
/// A level that cannot be read.
pub fn subscriber<W>(
    log: &Log,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, Box<dyn std::error::Error>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(&log.level)?)
        .with_writer(writer);
    Ok(match log.format {
        LogFormat::Json => Box::new(
            builder
                .json()
                .flatten_event(true)
                .with_span_list(false)
                .finish(),
        ),
        LogFormat::Pretty => {
            use std::io::IsTerminal as _;
            Box::new(builder.with_ansi(std::io::stderr().is_terminal()).finish())
        }
    })
}

/// A message written into the program is shown; one put together at run time may hold data and is not.
fn log_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string);
    tracing::error!(
        place = place.as_deref().unwrap_or("-"),
        message = info
            .payload()
            .downcast_ref::<&'static str>()
            .copied()
            .unwrap_or("(not shown)"),
        "panic"
    );
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, level: &str) -> String {
        let sink = Sink::default();
        let writer = sink.clone();
        let log = Log {
            format,
            level: level.to_owned(),
        };
        let subscriber = subscriber(&log, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info_span!("request", request_id = "req-7").in_scope(|| {
                tracing::info!(status = 200, "answered");
                tracing::debug!("detail");
            });
        });
        let bytes = sink.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_json_line_is_one_object_with_the_request_id() {
        let text = logged(LogFormat::Json, "info");
        assert_eq!(text.lines().count(), 1, "{text}");
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["span"]["request_id"], "req-7");
        assert_eq!(
            (&line["status"], &line["message"]),
            (&200.into(), &"answered".into())
        );
    }

    #[test]
    fn a_pretty_line_has_the_request_id_and_the_level_is_obeyed() {
        let text = logged(LogFormat::Pretty, "debug");
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("req-7"), "{text}");
        assert_eq!(logged(LogFormat::Pretty, "warn"), "");
        assert!(
            subscriber(
                &Log {
                    format: LogFormat::Json,
                    level: "x=loud".into()
                },
                io::stderr
            )
            .is_err()
        );
    }
}
