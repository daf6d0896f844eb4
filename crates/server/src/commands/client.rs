//! `netralitas client …`: systems of offices and the secrets by which they get tokens.

use std::sync::Arc;

use clap::{Args, Subcommand};
use netralitas_app::{
    App,
    accounts::{
        clients::{ClientChange, ClientCommand, ClientReceipt, SecretIn},
        keep::RoleIn,
    },
    clock::{RandomIds, SystemClock},
};
use netralitas_domain::{
    ids::{AccountId, SecretId},
    procedure::ClientScope,
};

use super::{Outcome, Refused, account::RoleAt, explain, office};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with systems. Roles are given and ended as those of accounts, by the `client_id`.
#[derive(Debug, Subcommand)]
pub enum Clients {
    /// Make a system of an office, with a role and a secret, which is shown once.
    Create(Create),
    /// List the systems of an office with their secrets, never the secrets themselves.
    List(AtOffice),
    /// Give a system a further secret, which is shown once.
    NewSecret(NewSecret),
    /// Confirm a system with its secrets in force, where its head agreed and has no account here; else the head does over
    /// HTTP. Until then it gets no token.
    Confirm(Named),
    /// End a secret; its tokens stop at once.
    EndSecret(EndSecret),
    /// End a system with all its secrets.
    End(Named),
}

/// A new system.
#[derive(Debug, Args)]
pub struct Create {
    /// Its name for people.
    pub name: String,
    /// Its office and role.
    #[command(flatten)]
    pub role: RoleAt,
    /// Its first secret.
    #[command(flatten)]
    pub secret: SecretArgs,
}

/// A secret.
#[derive(Debug, Args)]
pub struct SecretArgs {
    /// What its tokens may be for; may be given more than once.
    #[arg(long = "scope", value_name = "SCOPE", required = true, value_parser = a_scope)]
    pub scopes: Vec<ClientScope>,
    /// How many days it holds; without it `auth.client_secret_days`, and never more.
    #[arg(long)]
    pub days: Option<u32>,
}

/// An office by its code.
#[derive(Debug, Args)]
pub struct AtOffice {
    /// Code of the office.
    #[arg(long, value_name = "CODE")]
    pub office: String,
}

/// A system.
#[derive(Debug, Args)]
pub struct Named {
    /// Its `client_id`.
    pub client_id: AccountId,
}

/// A further secret.
#[derive(Debug, Args)]
pub struct NewSecret {
    /// The `client_id` of the system.
    pub client_id: AccountId,
    /// The secret.
    #[command(flatten)]
    pub secret: SecretArgs,
}

/// The end of a secret.
#[derive(Debug, Args)]
pub struct EndSecret {
    /// The `client_id` of the system.
    pub client_id: AccountId,
    /// The identifier of the secret.
    pub secret_id: SecretId,
}

impl Clients {
    /// Does it.
    ///
    /// # Errors
    /// A system or office that is not there, a role that no system has, a reason against it.
    pub fn run(self, config: &Config) -> Outcome {
        let app = installation::open(
            config,
            Mode::Real,
            Arc::new(SystemClock),
            Arc::new(RandomIds),
        )?;
        let most = config.auth.client_secret_days;
        let change = |client, wanted| {
            let command = ClientCommand::Change {
                client,
                expected: None,
                wanted,
            };
            app.change_client_at_terminal(command).map_err(explain)
        };
        match self {
            Self::List(at) => list(&app, &at.office),
            Self::Create(create) => {
                let known = app.offices().map_err(explain)?;
                let at = office::find(&known, &create.role.office)?;
                let command = ClientCommand::Make {
                    name: create.name,
                    role: RoleIn {
                        office: at.id,
                        role: create.role.role,
                        from: create.role.from,
                        to: None,
                    },
                    secret: create.secret.wanted(most)?,
                };
                let made = app.change_client_at_terminal(command).map_err(explain)?;
                println!(
                    "System of {} made. It gets no token until the head of the office confirms it.",
                    at.code
                );
                show(&made);
                Ok(())
            }
            Self::NewSecret(new) => {
                let wanted = ClientChange::Secret(new.secret.wanted(most)?);
                show(&change(new.client_id, wanted)?);
                Ok(())
            }
            Self::EndSecret(end) => {
                change(end.client_id, ClientChange::EndSecret(end.secret_id))?;
                println!("Secret {}: ended.", end.secret_id);
                Ok(())
            }
            Self::Confirm(named) => {
                change(named.client_id, ClientChange::Confirm)?;
                println!("System {}: confirmed.", named.client_id);
                Ok(())
            }
            Self::End(named) => {
                change(named.client_id, ClientChange::End)?;
                println!("System {}: ended.", named.client_id);
                Ok(())
            }
        }
    }
}

impl SecretArgs {
    fn wanted(self, most: u32) -> Result<SecretIn, Refused> {
        let days = self.days.unwrap_or(most);
        match (1..=most).contains(&days) {
            true => Ok(SecretIn {
                scopes: self.scopes,
                days,
            }),
            false => Err(Refused(format!(
                "--days must be 1 to {most} (auth.client_secret_days)"
            ))),
        }
    }
}

fn show(receipt: &ClientReceipt) {
    println!("client_id     {}", receipt.client_id);
    if let Some(id) = &receipt.secret_id {
        println!("secret_id     {id}");
    }
    if let Some(ends) = &receipt.secret_ends_at {
        println!("holds until   {ends}");
    }
    if let Some(secret) = &receipt.client_secret {
        println!("client_secret, shown this once:\n{secret}");
    }
}

fn list(app: &App, code: &str) -> Outcome {
    let known = app.offices().map_err(explain)?;
    let at = office::find(&known, code)?;
    let now = app.clock().now();
    for view in app.clients_at_terminal(at.id).map_err(explain)? {
        let ended = match view.account.disabled_at {
            Some(_) => " (ended)",
            None => "",
        };
        println!("{}{ended}\t{}", view.account.id, view.account.display_name);
        for held in view.roles {
            let to = held.to.map_or(String::new(), |day| format!(" to {day}"));
            println!("\t{} from {}{to}", held.role.code(), held.from);
        }
        for secret in view.secrets {
            let scopes: Vec<String> = secret.scopes.iter().map(|s| s.code()).collect();
            let state = match (secret.holds(now), secret.confirmed_at) {
                (true, Some(_)) => format!("until {}", secret.ends_at.rfc3339()),
                (true, None) => "waits for confirmation".to_owned(),
                (false, _) => "no more".to_owned(),
            };
            let used = secret
                .used_on
                .map_or("never".to_owned(), |day| day.to_string());
            println!(
                "\tsecret {} {state}, last used {used}: {}",
                secret.id,
                scopes.join(" ")
            );
        }
    }
    Ok(())
}

/// Reads a scope by its code.
fn a_scope(code: &str) -> Result<ClientScope, String> {
    ClientScope::from_code(code).ok_or_else(|| {
        let all: Vec<String> = ClientScope::all().iter().map(|s| s.code()).collect();
        format!("the scopes are {}", all.join(", "))
    })
}
