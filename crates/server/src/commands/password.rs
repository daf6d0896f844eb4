//! Where a new password comes from: a file, the environment, or the person at the terminal. Never an argument,
//! which other users of the machine could read.

use std::{
    io::{BufRead as _, IsTerminal as _, Write as _},
    path::PathBuf,
    process::{Command, Stdio},
};

use clap::Args;

use super::Refused;

/// The variable that may hold the password.
pub const VARIABLE: &str = "NETRALITAS_ACCOUNT_PASSWORD";

/// Where the password comes from.
#[derive(Debug, Args)]
pub struct Source {
    /// File with the password; its last line end does not count.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Reads it: the file, else the variable, else one line of standard input.
///
/// # Errors
/// A file that cannot be read, an empty password, input that is no text.
pub fn read(source: &Source) -> Result<String, Refused> {
    let text = match (&source.password_file, std::env::var(VARIABLE)) {
        (Some(path), _) => std::fs::read_to_string(path)
            .map_err(|e| Refused(format!("--password-file {}: {e}", path.display())))?,
        (None, Ok(text)) => text,
        (None, Err(_)) => ask()?,
    };
    let password = text.strip_suffix('\n').unwrap_or(&text);
    let password = password.strip_suffix('\r').unwrap_or(password);
    if password.is_empty() {
        return Err(Refused("no password was given".to_owned()));
    }
    Ok(password.to_owned())
}

fn ask() -> Result<String, Refused> {
    let shown = std::io::stdin().is_terminal();
    if shown {
        eprint!("New password: ");
        let _ = std::io::stderr().flush();
    }
    let hidden = shown && echo(false);
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    if hidden {
        echo(true);
        eprintln!();
    }
    read.map_err(|e| Refused(format!("standard input: {e}")))?;
    Ok(line)
}

/// Turns the echo of the terminal off or on, where the system has `stty`; the password is then not shown.
fn echo(on: bool) -> bool {
    let mode = if on { "echo" } else { "-echo" };
    Command::new("stty")
        .arg(mode)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}
