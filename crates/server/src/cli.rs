//! The command line: what can be called and with what.
//!
//! Owns parsing only; each command's work is in `commands/<name>.rs`.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    commands::{self, Outcome},
    config::Config,
};

/// Civil-servant neutrality cases, from report to sanction.
#[derive(Debug, Parser)]
#[command(name = "netralitas", version, arg_required_else_help = true)]
pub struct Cli {
    /// Configuration file; without it `netralitas.toml` in the working folder, where there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the effective configuration, secrets left out, and say what is wrong with it.
    CheckConfig,
    /// The master key of an installation, and the keys that sign its tokens.
    #[command(subcommand)]
    Keys(commands::keys::Keys),
    /// Make the tables of the database, or bring them up to this program.
    Migrate(commands::migrate::Migrate),
    /// Copy the SQLite database into a new file while the server runs.
    Backup(commands::backup::Backup),
    /// Put a backup of SQLite in the place of the database, without whom was erased since.
    Restore(commands::restore::Restore),
    /// Erasures of people: the list, a restored database held against it, what is left in files.
    #[command(subcommand)]
    Erasures(commands::erasures::Erasures),
    /// What has been kept long enough.
    #[command(subcommand)]
    Retention(commands::retention::Retention),
    /// The index that searches go by.
    #[command(subcommand)]
    Search(commands::search::Search),
    /// Offices.
    #[command(subcommand)]
    Office(commands::office::Offices),
    /// Accounts and their roles.
    #[command(subcommand)]
    Account(commands::account::Accounts),
    /// Systems of offices and their secrets.
    #[command(subcommand)]
    Client(commands::client::Clients),
    /// Lengths of terms in the law book.
    #[command(subcommand)]
    Term(commands::term::Terms),
    /// Files of papers and evidence.
    #[command(subcommand)]
    Files(commands::files::Files),
    /// Serve the API.
    Serve(commands::serve::Serve),
    /// Ask the running server of this configuration whether it is ready; for health checks.
    Health,
    /// Play scenario files with a simulated clock and print their story.
    Replay(commands::replay::Replay),
    /// Fill a new database with synthetic cases.
    Generate(commands::generate::Generate),
    /// Print the OpenAPI document.
    Openapi,
    /// Write the generated documentation pages.
    Docs(commands::docs::Docs),
}

impl Cli {
    /// Loads the configuration and does the command.
    ///
    /// # Errors
    /// Whatever stopped the command, in words for the person at the terminal.
    pub fn run(self) -> Outcome {
        // Documentation does not depend on an installation, so a broken configuration cannot stop it.
        match self.command {
            Command::Docs(docs) => return docs.run(),
            Command::Openapi => return commands::openapi::run(),
            _ => {}
        }
        let config = Config::load(self.config.as_deref(), std::env::vars_os())?;
        if !matches!(self.command, Command::CheckConfig) {
            config.check()?;
        }
        match self.command {
            Command::CheckConfig => commands::check_config::run(&config),
            Command::Keys(keys) => keys.run(&config),
            Command::Migrate(migrate) => migrate.run(&config),
            Command::Backup(backup) => backup.run(&config),
            Command::Restore(restore) => restore.run(&config),
            Command::Erasures(erasures) => erasures.run(&config),
            Command::Retention(retention) => retention.run(&config),
            Command::Search(search) => search.run(&config),
            Command::Office(offices) => offices.run(&config),
            Command::Account(accounts) => accounts.run(&config),
            Command::Client(clients) => clients.run(&config),
            Command::Term(terms) => terms.run(&config),
            Command::Files(files) => files.run(&config),
            Command::Serve(serve) => serve.run(&config),
            Command::Health => commands::health::run(&config),
            Command::Replay(replay) => replay.run(&config),
            Command::Generate(generate) => generate.run(&config),
            Command::Openapi => commands::openapi::run(),
            Command::Docs(docs) => docs.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_configuration_file_can_stand_before_or_after_the_command() {
        for line in [
            ["netralitas", "--config", "x.toml", "check-config"],
            ["netralitas", "check-config", "--config", "x.toml"],
        ] {
            let cli = Cli::try_parse_from(line).unwrap();
            assert_eq!(cli.config, Some(PathBuf::from("x.toml")));
            assert!(matches!(cli.command, Command::CheckConfig));
        }
        assert!(Cli::try_parse_from(["netralitas"]).is_err());
        assert!(Cli::try_parse_from(["netralitas", "keys"]).is_err());
    }

    #[test]
    fn closed_lists_are_read_by_code_and_a_password_is_no_argument() {
        let line = "netralitas account create u --office o --role chair";
        let parse = |line: &str| Cli::try_parse_from(line.split(' '));
        let cli = parse(line).unwrap();
        assert!(matches!(
            cli.command,
            Command::Account(commands::account::Accounts::Create(create))
                if create.role.role == netralitas_domain::people::Role::Chair
        ));
        assert!(parse("netralitas account create u --office o --role ketua").is_err());
        assert!(parse(&format!("{line} --password secret")).is_err());
        let line = "netralitas client create SIMPEG --office o --role personnel_unit";
        assert!(parse(&format!("{line} --scope sanctions:act --days 30")).is_ok());
        assert!(parse(&format!("{line} --scope accounts:act")).is_err());
        assert!(parse(line).is_err(), "a secret is for something");
        assert!(parse("netralitas replay").is_err());
        assert!(parse("netralitas serve --demo").is_ok());
        assert!(parse("netralitas migrate --plan").is_ok());
    }
}
