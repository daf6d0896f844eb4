//! `netralitas health`: asks the server of this configuration whether it is ready.
//!
//! For health checks of containers and service managers, which then need no HTTP client. Owns one request and the
//! reading of its status; must not open the database.

use std::{
    io::{self, BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use super::{Outcome, Refused};
use crate::{config::Config, listen::reachable};

/// Both for the connection and for each read.
const PATIENCE: Duration = Duration::from_secs(4);

/// Succeeds where `GET /health/ready` at `http.bind` answers 200.
///
/// # Errors
/// No server there, another answer, or none in time.
pub fn run(config: &Config) -> Outcome {
    let address = reachable(config.http.bind);
    let status = ask(address)
        .map_err(|error| Refused(format!("no answer from http://{address}: {error}")))?;
    if status.split(' ').nth(1) == Some("200") {
        println!("ready");
        return Ok(());
    }
    Err(Refused(format!("http://{address} is not ready: {status}")).into())
}

/// Whether a server answers at the address of this configuration, ready or not.
pub(super) fn answers(config: &Config) -> bool {
    ask(reachable(config.http.bind)).is_ok_and(|status| status.starts_with("HTTP/"))
}

/// The status line.
fn ask(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}
