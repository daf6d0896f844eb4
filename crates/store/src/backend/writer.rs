//! SQLite's only writer: one thread, one connection, commands that commit in groups.
//!
//! Owns: the queue, the shared transaction, and what happens when it is lost. Must not
//! know: what a command does.
//!
//! A savepoint protects the commands of a group from each other's refusals, but not from
//! an error that makes SQLite roll the whole transaction back (a full disk, an interrupt).
//! So after every command SQLite is asked whether the transaction still stands. If it does
//! not, nobody is answered, the connection is replaced, the command that did it fails, and
//! all others run again one by one. Commands are therefore re-runnable.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::conn::{Limits, Link, Purpose};
use super::tx::Write;
use super::url::DatabaseUrl;
use crate::error::StoreError;

/// How many commands share one commit at most.
const GROUP: usize = 64;
/// How many commands may wait.
const QUEUE: usize = 1_024;
/// Work that takes longer should not have been queued.
const LONG: Duration = Duration::from_millis(50);

/// A queued command, with its answer once it has run.
trait Command: Send {
    /// Runs it and keeps the answer; true when its writes are to be kept.
    fn run(&mut self, tx: &mut Write<'_>) -> bool;
    /// Forgets the answer of a run that was lost.
    fn forget(&mut self);
    /// Whether nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
    /// How long it has been waiting.
    fn waited(&self) -> Duration;
    /// Sends the answer; with `failure` unless the command itself had refused.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

struct Job<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    queued: Instant,
}

impl<T, E, F> Command for Job<T, E, F>
where
    F: Fn(&mut Write<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Write<'_>) -> bool {
        self.outcome.insert((self.work)(tx)).is_ok()
    }

    fn forget(&mut self) {
        self.outcome = None;
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn waited(&self) -> Duration {
        self.queued.elapsed()
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let Self { outcome, reply, .. } = *self;
        let answer = match (outcome, failure) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(failure)) => Err(E::from(failure)),
            (Some(Ok(value)), None) => Ok(value),
            (None, None) => Err(E::from(StoreError::TransactionLost)),
        };
        // Whoever asked may have gone; the work is committed all the same.
        let _ = reply.send(answer);
    }
}

type Queue = mpsc::Sender<Box<dyn Command>>;

/// The way to the writer's thread. Dropping it lets the queue run empty and joins the thread.
pub(crate) struct Writer {
    queue: Option<Queue>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Opens the connection and starts the thread. A command that waited longer than
    /// `patience` is answered [`StoreError::Busy`] without being run.
    ///
    /// # Errors
    /// Those of opening the file.
    pub(crate) fn start(
        url: DatabaseUrl,
        limits: Limits,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let link = Link::open(&url, Purpose::Writer, limits)?;
        let (queue, commands) = mpsc::channel(QUEUE);
        let state = State {
            url,
            limits,
            patience,
            link: Some(link),
        };
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || state.serve(commands))
            .map_err(|error| StoreError::Unreachable {
                cause: error.to_string(),
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Queues `work` and waits for its commit.
    ///
    /// # Errors
    /// What `work` answers, or a [`StoreError`]; nothing was written then.
    pub(crate) async fn write<T, E, F>(&self, patience: Duration, work: F) -> Result<T, E>
    where
        F: Fn(&mut Write<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = job(work);
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue
            .send_timeout(job, patience)
            .await
            .map_err(|error| match error {
                mpsc::error::SendTimeoutError::Timeout(_) => StoreError::Busy,
                mpsc::error::SendTimeoutError::Closed(_) => StoreError::Closed,
            })?;
        answer
            .await
            .unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
    }

    /// [`Self::write`] for threads outside the async runtime.
    ///
    /// # Errors
    /// As there.
    pub(crate) fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Write<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = job(work);
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.blocking_send(job).map_err(|_| StoreError::Closed)?;
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
    }
}

fn job<T, E, F>(work: F) -> (Box<dyn Command>, oneshot::Receiver<Result<T, E>>)
where
    F: Fn(&mut Write<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    (
        Box::new(Job {
            work,
            outcome: None,
            reply,
            queued: Instant::now(),
        }),
        answer,
    )
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A command may hold the last handle of the store: the thread cannot join itself.
            if thread.thread().id() != std::thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

/// Why a group did not commit.
struct Lost {
    /// Who did it, as an index into the group, where that is known.
    culprit: Option<usize>,
    error: StoreError,
    /// Whether any command may have run; otherwise running them again helps nobody.
    started: bool,
}

struct State {
    url: DatabaseUrl,
    limits: Limits,
    patience: Duration,
    /// `None` after a lost transaction, until the next group needs it.
    link: Option<Link>,
}

impl State {
    fn serve(mut self, mut commands: mpsc::Receiver<Box<dyn Command>>) {
        while let Some(first) = commands.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP
                && let Ok(next) = commands.try_recv()
            {
                group.push(next);
            }
            self.process(self.still_wanted(group));
        }
    }

    /// Drops commands nobody waits for, and those that waited too long.
    fn still_wanted(&self, group: Vec<Box<dyn Command>>) -> Vec<Box<dyn Command>> {
        let mut wanted = Vec::with_capacity(group.len());
        for command in group {
            if command.is_abandoned() {
                continue;
            }
            if command.waited() > self.patience {
                command.answer(Some(StoreError::Busy));
            } else {
                wanted.push(command);
            }
        }
        wanted
    }

    fn process(&mut self, mut group: Vec<Box<dyn Command>>) {
        if group.is_empty() {
            return;
        }
        let Err(lost) = self.run_together(&mut group) else {
            for command in group {
                command.answer(None);
            }
            return;
        };
        // Its state is unknown; the next group opens a fresh one.
        self.link = None;
        tracing::warn!(error = %lost.error, commands = group.len(), "a group of writes was rolled back");
        let alone = group.len() == 1;
        let cause = alike(&lost.error);
        let mut error = Some(lost.error);
        let mut again = Vec::new();
        for (index, mut command) in group.into_iter().enumerate() {
            if alone || lost.culprit == Some(index) {
                command.answer(error.take().or(Some(StoreError::TransactionLost)));
            } else if lost.started {
                command.forget();
                again.push(command);
            } else {
                command.forget();
                command.answer(Some(alike(&cause)));
            }
        }
        for command in again {
            self.process(vec![command]);
        }
    }

    /// Runs all commands in one transaction and commits it.
    fn run_together(&mut self, group: &mut [Box<dyn Command>]) -> Result<(), Lost> {
        let idle = |error| Lost {
            culprit: None,
            error,
            started: false,
        };
        let link = match &mut self.link {
            Some(link) => link,
            none => none.insert(Link::open(&self.url, Purpose::Writer, self.limits).map_err(idle)?),
        };
        link.begin_write().map_err(|error| idle(error.into()))?;
        for (index, command) in group.iter_mut().enumerate() {
            run_one(link, command.as_mut()).map_err(|error| Lost {
                culprit: Some(index),
                error,
                started: true,
            })?;
        }
        commit(link).map_err(|error| Lost {
            culprit: None,
            error,
            started: true,
        })
    }
}

/// The same error for another command of a group that could not begin.
fn alike(error: &StoreError) -> StoreError {
    match error {
        StoreError::Busy => StoreError::Busy,
        StoreError::StorageFull => StoreError::StorageFull,
        StoreError::Missing { path } => StoreError::Missing { path: path.clone() },
        StoreError::Unreachable { cause } => StoreError::Unreachable {
            cause: cause.clone(),
        },
        other => StoreError::Unreachable {
            cause: other.to_string(),
        },
    }
}

/// Runs a command in its own savepoint. An error here means that the transaction is lost.
fn run_one(link: &mut Link, command: &mut dyn Command) -> Result<(), StoreError> {
    link.savepoint()?;
    link.start_write_clock();
    let started = Instant::now();
    let ran = catch_unwind(AssertUnwindSafe(|| {
        command.run(&mut Write::new(&mut link.conn))
    }));
    link.stop_clock();
    if started.elapsed() > LONG {
        tracing::warn!(took = ?started.elapsed(), "a write held up the queue");
    }
    // After a panic nobody knows what state the connection is in.
    let keep = ran.map_err(|_| StoreError::Panicked)?;
    if !stands(link) {
        return Err(StoreError::TransactionLost);
    }
    if keep {
        link.commit()?
    } else {
        link.rollback()?
    }
    Ok(())
}

/// Whether SQLite still has the transaction, and diesel counts the command's savepoint as
/// the innermost one.
fn stands(link: &mut Link) -> bool {
    link.depth() == Some(2)
        && link
            .control
            .as_ref()
            .is_some_and(|raw| raw.in_transaction())
}

fn commit(link: &mut Link) -> Result<(), StoreError> {
    let gate = |link: &Link, closed| {
        if let Some(control) = &link.control {
            control.close_gate(closed);
        }
    };
    gate(link, false);
    let committed = link.commit();
    gate(link, true);
    Ok(committed?)
}
