//! `netralitas account …`: accounts and their roles.

use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use netralitas_app::{
    App,
    clock::{RandomIds, SystemClock},
};
use netralitas_domain::people::Role;
use netralitas_store::accounts::Account;

use super::{
    Outcome, Refused, explain, office, one_of,
    password::{self, Source},
};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with accounts. A password is never an argument: it is read from a file, from
/// `NETRALITAS_ACCOUNT_PASSWORD`, or asked for.
#[derive(Debug, Subcommand)]
pub enum Accounts {
    /// Make an account with one role at an office.
    Create(Create),
    /// List every account with its roles.
    List,
    /// Shut an account; its tokens stop working at once.
    Disable(Named),
    /// Open a shut account.
    Enable(Named),
    /// Give an account a new password.
    ResetPassword(Reset),
    /// Give an account a further role.
    GrantRole(Grant),
    /// End a role of an account.
    EndRole(EndRole),
    /// Give an account an invitation: its holder sets a password with it; the old one stops working.
    Invite(Named),
    /// End every role of an account at an office: the officer leaves. What is assigned to him is handed over before.
    Leave(Leave),
    /// Say whose account it is, by NIP; it then sees no case in which that person is a party.
    NamePerson(NamePerson),
}

/// Whose account it is.
#[derive(Debug, Args)]
pub struct NamePerson {
    /// The name it signs in with.
    pub username: String,
    /// NIP or NI PPPK; without it the account is nobody's in particular again.
    #[arg(long)]
    pub nip: Option<String>,
}

/// A new account.
#[derive(Debug, Args)]
pub struct Create {
    /// The name it signs in with.
    pub username: String,
    /// Its name for people; without it the user name.
    #[arg(long)]
    pub name: Option<String>,
    /// The role.
    #[command(flatten)]
    pub role: RoleAt,
    /// Where the password comes from.
    #[command(flatten)]
    pub password: Source,
}

/// An account by its name.
#[derive(Debug, Args)]
pub struct Named {
    /// The name it signs in with.
    pub username: String,
}

/// A role at an office from a day.
#[derive(Debug, Args)]
pub struct RoleAt {
    /// Code of the office.
    #[arg(long, value_name = "CODE")]
    pub office: String,
    /// The role.
    #[arg(long, value_parser = one_of::<Role>())]
    pub role: Role,
    /// First day of the role; without it today.
    #[arg(long, value_name = "DAY")]
    pub from: Option<NaiveDate>,
}

/// A new password.
#[derive(Debug, Args)]
pub struct Reset {
    /// The name it signs in with.
    pub username: String,
    /// Where the password comes from.
    #[command(flatten)]
    pub password: Source,
}

/// A further role.
#[derive(Debug, Args)]
pub struct Grant {
    /// The name it signs in with.
    pub username: String,
    /// The role.
    #[command(flatten)]
    pub role: RoleAt,
}

/// The end of a role.
#[derive(Debug, Args)]
pub struct EndRole {
    /// The name it signs in with.
    pub username: String,
    /// Code of the office.
    #[arg(long, value_name = "CODE")]
    pub office: String,
    /// The role.
    #[arg(long, value_parser = one_of::<Role>())]
    pub role: Role,
    /// Last day of the role; without it yesterday, so that it ends now.
    #[arg(long, value_name = "DAY")]
    pub last: Option<NaiveDate>,
}

/// An officer who leaves an office.
#[derive(Debug, Args)]
pub struct Leave {
    /// The name it signs in with.
    pub username: String,
    /// Code of the office.
    #[arg(long, value_name = "CODE")]
    pub office: String,
    /// The last day there; without it today.
    #[arg(long, value_name = "DAY")]
    pub last: Option<NaiveDate>,
}

impl Accounts {
    /// Does it.
    ///
    /// # Errors
    /// An account or office that is not there, a taken name, a password against the policy.
    pub fn run(self, config: &Config) -> Outcome {
        let app = installation::open(
            config,
            Mode::Real,
            Arc::new(SystemClock),
            Arc::new(RandomIds),
        )?;
        match self {
            Self::Create(create) => create.run(&app),
            Self::List => list(&app),
            Self::Disable(named) => disable(&app, &named.username, true),
            Self::NamePerson(named) => {
                let found = account(&app, &named.username)?;
                app.set_account_person(found.id, named.nip.as_deref())
                    .map_err(explain)?;
                let whose = if named.nip.is_some() {
                    "named"
                } else {
                    "taken away"
                };
                println!("Account {}: person {whose}.", named.username);
                Ok(())
            }
            Self::Enable(named) => disable(&app, &named.username, false),
            Self::ResetPassword(reset) => {
                account(&app, &reset.username)?;
                let password = password::read(&reset.password)?;
                app.reset_password(&reset.username, &password)
                    .map_err(explain)?;
                println!("Account {}: password replaced.", reset.username);
                Ok(())
            }
            Self::Invite(named) => {
                let found = account(&app, &named.username)?;
                let invitation = app.invite(found.id).map_err(explain)?;
                println!(
                    "Account {}: invited until {}. The invitation is shown this once:",
                    named.username,
                    invitation.ends.rfc3339()
                );
                println!("{}", invitation.shown);
                Ok(())
            }
            Self::Leave(leave) => {
                let found = account(&app, &leave.username)?;
                let known = app.offices().map_err(explain)?;
                let office = office::find(&known, &leave.office)?;
                let last = leave
                    .last
                    .unwrap_or_else(|| app.clock().now().day_in(office.zone));
                app.leave(found.id, office.id, last).map_err(explain)?;
                println!(
                    "Account {}: no role at {} after {last}.",
                    leave.username, office.code
                );
                Ok(())
            }
            Self::GrantRole(grant) => {
                let account = account(&app, &grant.username)?;
                let known = app.offices().map_err(explain)?;
                let office = office::find(&known, &grant.role.office)?;
                let from = grant
                    .role
                    .from
                    .unwrap_or_else(|| app.clock().now().day_in(office.zone));
                app.grant_role(account.id, office, grant.role.role, from)
                    .map_err(explain)?;
                println!(
                    "Account {}: role {} from {from}.",
                    grant.username,
                    grant.role.role.code()
                );
                Ok(())
            }
            Self::EndRole(end) => {
                let account = account(&app, &end.username)?;
                let known = app.offices().map_err(explain)?;
                let office = office::find(&known, &end.office)?;
                let today = app.clock().now().day_in(office.zone);
                let last = end.last.or_else(|| today.pred_opt()).unwrap_or(today);
                app.end_role(account.id, office.id, end.role, last)
                    .map_err(explain)?;
                println!(
                    "Account {}: role {} until {last}.",
                    end.username,
                    end.role.code()
                );
                Ok(())
            }
        }
    }
}

impl Create {
    fn run(&self, app: &App) -> Outcome {
        let known = app.offices().map_err(explain)?;
        let office = office::find(&known, &self.role.office)?;
        let password = password::read(&self.password)?;
        let from = self
            .role
            .from
            .unwrap_or_else(|| app.clock().now().day_in(office.zone));
        let name = self.name.as_deref().unwrap_or(&self.username);
        app.create_account(
            &self.username,
            name,
            &password,
            office,
            self.role.role,
            from,
        )
        .map_err(explain)?;
        println!(
            "Account {} made: {} at {}.",
            self.username,
            self.role.role.code(),
            office.code
        );
        Ok(())
    }
}

fn account(app: &App, username: &str) -> Result<Account, Box<dyn std::error::Error>> {
    let found = app.account_named(username).map_err(explain)?;
    found.ok_or_else(|| Refused(format!("there is no account {username}")).into())
}

fn disable(app: &App, username: &str, shut: bool) -> Outcome {
    let account = account(app, username)?;
    app.set_disabled(account.id, shut).map_err(explain)?;
    println!(
        "Account {username}: {}.",
        if shut { "shut" } else { "open" }
    );
    Ok(())
}

fn list(app: &App) -> Outcome {
    let offices = app.offices().map_err(explain)?;
    for view in app.accounts().map_err(explain)? {
        let shut = if view.account.disabled_at.is_some() {
            " (shut)"
        } else {
            ""
        };
        let system = if view.system { " (system)" } else { "" };
        println!(
            "{}{system}{shut}\t{}",
            view.account.username, view.account.display_name
        );
        for grant in view.roles {
            let code = offices
                .iter()
                .find(|o| o.id == grant.office)
                .map_or("?", |o| o.code.as_str());
            let to = grant.to.map_or(String::new(), |day| format!(" to {day}"));
            println!("\t{} at {code} from {}{to}", grant.role.code(), grant.from);
        }
    }
    Ok(())
}
