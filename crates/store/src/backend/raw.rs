//! The SQLite calls diesel does not offer: does the transaction still stand, may it
//! commit, and how long may it run.
//!
//! Owns: the raw handle that belongs to a diesel connection. Must not know: commands,
//! batches, tables. All `unsafe` of the crate is here.
#![expect(
    unsafe_code,
    reason = "diesel lends no raw SQLite handle, so these calls go through C"
)]

use std::cell::Cell;
use std::ffi::{c_char, c_int, c_void};
use std::ptr::{NonNull, null_mut};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::SqliteConnection;
use diesel::connection::Connection;
use diesel::result::{ConnectionError, ConnectionResult};
use libsqlite3_sys as ffi;

/// How many steps of SQLite's machine pass between two looks at the deadline.
const STEPS_BETWEEN_LOOKS: c_int = 4_000;

thread_local! {
    static OPENED: Cell<*mut ffi::sqlite3> = const { Cell::new(null_mut()) };
}

/// SQLite calls this for each connection it opens, on the opening thread.
unsafe extern "C" fn remember(
    db: *mut ffi::sqlite3,
    _error: *mut *mut c_char,
    _api: *const ffi::sqlite3_api_routines,
) -> c_int {
    OPENED.set(db);
    ffi::SQLITE_OK
}

/// What the two callbacks read. Boxed, so that its address stays.
struct Gate {
    born: Instant,
    /// Microseconds after `born`; 0 means no limit.
    deadline: AtomicU64,
    closed: AtomicBool,
}

/// The raw side of one SQLite connection. Must be dropped after the connection.
pub(crate) struct Control {
    db: NonNull<ffi::sqlite3>,
    gate: Box<Gate>,
}

// SAFETY: the handle is used only by the owner of the connection it belongs to, which may
// move between threads like the connection itself; SQLite is built for several threads.
unsafe impl Send for Control {}

impl Control {
    /// Opens a connection and keeps its raw handle beside it.
    ///
    /// # Errors
    /// Those of diesel's `establish`.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one home of SQLite connections"
    )]
    pub(crate) fn open(address: &str) -> ConnectionResult<(SqliteConnection, Self)> {
        static REGISTER: Once = Once::new();
        REGISTER.call_once(|| {
            // SAFETY: `remember` has the signature SQLite asks for and lives for ever.
            unsafe { ffi::sqlite3_auto_extension(Some(remember)) };
        });
        OPENED.set(null_mut());
        let conn = SqliteConnection::establish(address)?;
        let db = NonNull::new(OPENED.take()).ok_or_else(|| {
            ConnectionError::BadConnection("SQLite did not announce its connection".to_owned())
        })?;
        let gate = Box::new(Gate {
            born: Instant::now(),
            deadline: AtomicU64::new(0),
            closed: AtomicBool::new(false),
        });
        let context = std::ptr::from_ref::<Gate>(&gate)
            .cast_mut()
            .cast::<c_void>();
        // SAFETY: `db` was opened just now and is open; `gate` is boxed and outlives the
        // connection, since the owner drops the connection first.
        unsafe {
            ffi::sqlite3_progress_handler(
                db.as_ptr(),
                STEPS_BETWEEN_LOOKS,
                Some(too_late),
                context,
            );
            ffi::sqlite3_commit_hook(db.as_ptr(), Some(refuse_commit), context);
        }
        Ok((conn, Self { db, gate }))
    }

    /// Whether a transaction is open, asked of SQLite itself.
    pub(crate) fn in_transaction(&self) -> bool {
        // SAFETY: the connection is open as long as its owner holds this.
        unsafe { ffi::sqlite3_get_autocommit(self.db.as_ptr()) == 0 }
    }

    /// While closed, SQLite turns every commit into a rollback: the work of a closure can
    /// then not reach the file behind the writer's back, even when its transaction was lost.
    pub(crate) fn close_gate(&self, closed: bool) {
        self.gate.closed.store(closed, Ordering::Relaxed);
    }

    /// Interrupts whatever runs longer than `limit` from now; `None` lifts the limit.
    pub(crate) fn limit(&self, limit: Option<Duration>) {
        let deadline = limit.map_or(0, |limit| {
            u64::try_from((self.gate.born.elapsed() + limit).as_micros())
                .unwrap_or(u64::MAX)
                .max(1)
        });
        self.gate.deadline.store(deadline, Ordering::Relaxed);
    }
}

unsafe extern "C" fn too_late(context: *mut c_void) -> c_int {
    // SAFETY: `context` is the gate given in `open`, which outlives the connection.
    let gate = unsafe { &*context.cast::<Gate>() };
    let deadline = gate.deadline.load(Ordering::Relaxed);
    let late = deadline != 0 && gate.born.elapsed().as_micros() > u128::from(deadline);
    c_int::from(late)
}

unsafe extern "C" fn refuse_commit(context: *mut c_void) -> c_int {
    // SAFETY: as above.
    let gate = unsafe { &*context.cast::<Gate>() };
    c_int::from(gate.closed.load(Ordering::Relaxed))
}
