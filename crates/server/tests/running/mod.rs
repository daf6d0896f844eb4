//! The real binary, served from a folder and stopped.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

pub const BINARY: &str = env!("CARGO_BIN_EXE_netralitas");

/// A server that is stopped when dropped, whatever happens.
pub struct Running {
    pub child: Child,
    pub address: SocketAddr,
    pub printed: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command
        .args(arguments)
        .current_dir(folder)
        .env("NETRALITAS_HTTP__BIND", "127.0.0.1:0");
    // Quick hashes; what is tested here is not their strength.
    command
        .env("NETRALITAS_AUTH__ARGON2_MEMORY_KIB", "8")
        .env("NETRALITAS_AUTH__ARGON2_PASSES", "1");
    command.env("NETRALITAS_LOG__FORMAT", "json");
    command
}

/// Serves with variables of the environment; the log goes on in the file `log`.
pub fn serve_at(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Running {
    let mut child = command(folder, arguments)
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut printed = String::new();
    let address = loop {
        let mut line = String::new();
        assert_ne!(
            log.read_line(&mut line).unwrap(),
            0,
            "ended before it listened: {printed}"
        );
        printed.push_str(&line);
        let entry: Value = serde_json::from_str(&line).unwrap_or_default();
        if entry["message"] == "listening" {
            break entry["address"].as_str().unwrap().parse().unwrap();
        }
    };
    // The rest of the log is read so that the server never waits for room in the pipe.
    let mut file = std::fs::File::create(folder.join("log")).unwrap();
    std::thread::spawn(move || std::io::copy(&mut log, &mut file));
    Running {
        child,
        address,
        printed,
    }
}

pub fn stop(mut running: Running) {
    let id = running.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    assert!(
        running.child.wait().unwrap().success(),
        "a graceful stop ends with success"
    );
}
