//! How a server is told to stop: SIGTERM and SIGINT (Ctrl-C) let running requests be answered; a second SIGINT does
//! not wait.

use actix_web::{
    dev::ServerHandle,
    rt::signal::unix::{Signal, SignalKind, signal},
};

/// The signals that stop a server.
pub struct Stopping {
    terminate: Signal,
    interrupt: Signal,
}

impl Stopping {
    /// Listens from now on; inside a runtime.
    ///
    /// # Errors
    /// The operating system refuses a handler.
    pub fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for a signal, then stops the server.
    pub async fn stop(mut self, server: ServerHandle) {
        let first = std::future::poll_fn(|context| {
            let ended = self.terminate.poll_recv(context).is_ready();
            if ended | self.interrupt.poll_recv(context).is_ready() {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        });
        first.await;
        tracing::info!("stopping: running requests are answered first; Ctrl-C again does not wait");
        let at_once = server.clone();
        actix_web::rt::spawn(async move {
            self.interrupt.recv().await;
            at_once.stop(false).await;
        });
        server.stop(true).await;
    }
}
