//! `netralitas serve`: the API over HTTP, until it is told to stop.

use std::{
    io::{self, Write as _},
    net::SocketAddr,
    sync::Arc,
};

use clap::Args;
use netralitas_api::{ApiState, middleware::RouteTable, openapi};
use netralitas_app::{
    App, Surroundings as AppParts,
    accounts::passwords::Passwords,
    clock::{Clock, FixedClock, RandomIds, SystemClock},
};

use netralitas_domain::time::Moment;

use super::{
    Outcome, Refused, explain,
    files::{GRACE_HOURS, old_before},
};
use crate::{
    config::Config,
    demo::{self, accounts::PASSWORD},
    installation::{self, DEMO, Mode},
    listen::{Surroundings, listen, reachable},
    stopping::Stopping,
    telemetry,
};

/// Serves the API. The database must be up to this program; `--demo` makes a new one by itself.
#[derive(Debug, Args)]
pub struct Serve {
    /// With demonstration offices, accounts and cases, in a new database or one of an earlier demonstration.
    #[arg(long)]
    pub demo: bool,
}

impl Serve {
    /// Opens, binds and serves.
    ///
    /// # Errors
    /// A configuration, database, key or address that cannot be used.
    pub fn run(&self, config: &Config) -> Outcome {
        telemetry::init(&config.log)?;
        let mode = if self.demo { Mode::Demo } else { Mode::Real };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let app = installation::open(config, mode, Arc::clone(&clock), Arc::new(RandomIds))?;
        if self.demo {
            fill(config, &app)?;
        }
        sweep(&app, clock.now());
        scrub(&app);
        let tokens = Arc::new(installation::tokens(config, &app)?);
        let state = ApiState {
            address: config.address().into(),
            secret_days: config.auth.client_secret_days,
            outside: Arc::new(config.auth.outside()?),
            ..ApiState::new(app.clone(), tokens)
        };
        let empty = app.accounts().map_err(explain)?.is_empty();
        let surroundings = Surroundings {
            clock,
            ids: Arc::new(RandomIds),
            routes: RouteTable::new(openapi::routes()),
            front: config.front(),
        };
        let demo = self.demo;
        let bind = config.http.bind;
        actix_web::rt::System::new().block_on(async move {
            let configure = move |services: &mut actix_web::web::ServiceConfig| {
                netralitas_api::configure(services, state.clone());
            };
            let stopping = Stopping::listen()?;
            let (server, addresses) =
                listen(&config.http, surroundings, configure).map_err(|error| cannot_bind(bind, &error))?;
            let address = addresses.first().copied().unwrap_or(bind);
            tracing::info!(%address, database = app.store().backend_name(), "listening");
            if demo {
                greet(config, reachable(address))?;
            } else if empty {
                tracing::warn!("there is no account yet: see `netralitas office add` and `netralitas account create`");
                first_steps()?;
            }
            actix_web::rt::spawn(stopping.stop(server.handle()));
            let keeping = app.clone();
            actix_web::rt::spawn(async move {
                // A change of the law book that a stop interrupted goes on.
                if let Err(error) = app.count_anew().await {
                    tracing::error!(%error, "running terms could not be counted anew");
                }
            });
            actix_web::rt::spawn(keep_no_longer(keeping));
            server.await?;
            tracing::info!("stopped");
            Ok(())
        })
    }
}

fn cannot_bind(bind: SocketAddr, error: &io::Error) -> Refused {
    let advice = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "; another program listens there, perhaps a second netralitas: stop it, or set \
             NETRALITAS_HTTP__BIND=127.0.0.1:8081"
        }
        _ => "",
    };
    Refused(format!("http.bind {bind}: {error}{advice}"))
}

/// Clears away what interrupted uploads left behind. A folder that cannot be read now is no reason not to serve:
/// whoever needs a file is told then.
fn sweep(app: &App, now: Moment) {
    match app.sweep_files(old_before(now, GRACE_HOURS)) {
        Ok(swept) => tracing::info!(
            unfinished = swept.unfinished,
            orphans = swept.orphans,
            kept = swept.kept,
            "files looked through"
        ),
        Err(error) => tracing::warn!(%error, "the files' folder was not looked through"),
    }
}

/// Deletes every hour what has been kept long enough, at the start first.
async fn keep_no_longer(app: App) {
    let mut hours = tokio::time::interval(std::time::Duration::from_secs(3600));
    loop {
        hours.tick().await;
        let app = app.clone();
        match tokio::task::spawn_blocking(move || app.retention_run()).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "what was kept long enough was not deleted"),
            Err(error) => tracing::warn!(%error, "what was kept long enough was not deleted"),
        }
    }
}

/// Ends erasures that a stop interrupted. What cannot be done now is no reason not to serve: it is told, and done by
/// `netralitas erasures scrub`.
fn scrub(app: &App) {
    let waiting = app.unscrubbed().unwrap_or(0);
    if waiting == 0 {
        return;
    }
    if app.store().file_bytes().is_none() {
        tracing::warn!(waiting, "erasures wait for `netralitas erasures scrub`");
        return;
    }
    match app.scrub_erased() {
        Ok(done) => tracing::info!(erasures = done.erasures, files = done.files, "scrubbed"),
        Err(error) => {
            tracing::warn!(%error, waiting, "erasures wait for `netralitas erasures scrub`")
        }
    }
}

/// Offices and accounts once, then the stories that were not played yet.
fn fill(config: &Config, app: &App) -> Outcome {
    let store = app.store();
    let passwords = Passwords::new(config.auth.cost())?;
    if installation::mark(store)?.is_none() {
        demo::settle(store, DEMO, &passwords, &RandomIds, SystemClock.now())?;
    }
    let clock = Arc::new(FixedClock::new(SystemClock.now()));
    let simulated = App::new(AppParts {
        store: store.clone(),
        clock: clock.clone(),
        ids: Arc::new(RandomIds),
        master: Arc::new(app.master().clone()),
        passwords,
        files: None,
        erasures: None,
        door: config.public.door(),
    });
    let played = demo::cases::play(&simulated, &clock)?;
    tracing::info!(played, "demo cases");
    let offices = app.offices().map_err(explain)?;
    demo::accounts::write_json(
        &demo::accounts::of(&offices),
        &config.data_dir.join("demo-accounts.json"),
    )?;
    Ok(())
}

fn greet(config: &Config, address: SocketAddr) -> Outcome {
    let mut out = std::io::stdout().lock();
    let offices = demo::offices::all(&RandomIds, SystemClock.now())?;
    let accounts = demo::accounts::of(&offices);
    writeln!(
        out,
        "\nnetralitas demo: http://{address}    documentation: http://{address}/docs\n"
    )?;
    writeln!(out, "Accounts (password of all: {PASSWORD}):")?;
    for account in &accounts {
        let roles: Vec<&str> = account.roles.iter().map(|r| r.code()).collect();
        writeln!(
            out,
            "  {:<30} {:<20} {}",
            account.username,
            roles.join(", "),
            account.office_name
        )?;
    }
    writeln!(
        out,
        "also in {}\n",
        config.data_dir.join("demo-accounts.json").display()
    )?;
    for office in offices.iter().filter(|office| !office.uses_installation) {
        writeln!(
            out,
            "{} has no accounts: its steps are recorded from its papers (`by_paper`).\n",
            office.name
        )?;
    }
    writeln!(
        out,
        "Try:\n  curl -s http://{address}/v1/sessions -H 'content-type: application/json' \\"
    )?;
    writeln!(
        out,
        "    -d '{{\"username\":\"ketua.banyuwangi\",\"password\":\"{PASSWORD}\"}}'\n\nCtrl-C stops it; the data stays in {}.\n",
        config.data_dir.display()
    )?;
    out.flush()?;
    Ok(())
}

fn first_steps() -> Outcome {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "This installation has no account yet. Make the first office and account with:\n\
         \n  netralitas office add --code bawaslu-ri --name 'Bawaslu Republik Indonesia' \\\
         \n      --kind election_supervisor --level national --zone WIB\
         \n  netralitas account create admin --office bawaslu-ri --role administrator\n\
         \nThe password is asked for, or read from --password-file or NETRALITAS_ACCOUNT_PASSWORD."
    )?;
    out.flush()?;
    Ok(())
}
