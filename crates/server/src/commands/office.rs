//! `netralitas office …`: the offices of an installation, from their first day to their last.

use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use netralitas_app::{
    App,
    clock::{RandomIds, SystemClock},
    offices::{Accounts, End, Ended, Imported, Keeper, OfficeIn, Outcome as RowOutcome},
};
use netralitas_domain::{
    office_file::{self, RowFault},
    people::{Level, Office, OfficeType},
    procedure::DestinationKind,
    time::Zone,
};

use super::{Outcome, Refused, explain, one_of};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with offices.
#[derive(Debug, Subcommand)]
pub enum Offices {
    /// Add an office.
    Add(Box<Add>),
    /// Add or change many offices from a file, all or none.
    Import(Import),
    /// Close an office that holds no open track.
    Close(Close),
    /// Close an office and hand its open tracks, counters and read rights to its successor.
    Succeed(Succeed),
    /// List every office.
    List,
}

/// A new office.
#[derive(Debug, Args)]
pub struct Add {
    /// Short unique code, e.g. `bawaslu-banyuwangi`.
    #[arg(long)]
    pub code: String,
    /// Name as written.
    #[arg(long)]
    pub name: String,
    /// What it is.
    #[arg(long, value_parser = one_of::<OfficeType>())]
    pub kind: OfficeType,
    /// Its level.
    #[arg(long, value_parser = one_of::<Level>())]
    pub level: Level,
    /// Its time zone.
    #[arg(long, value_parser = one_of::<Zone>())]
    pub zone: Zone,
    /// Code of the office above it.
    #[arg(long, value_name = "CODE")]
    pub parent: Option<String>,
    /// Bawaslu's own area code, e.g. `16.11`.
    #[arg(long, value_name = "CODE")]
    pub area_code: Option<String>,
    /// Name inside a number, for sub-district and foreign offices.
    #[arg(long, value_name = "NAME")]
    pub number_name: Option<String>,
    /// Code of the review authority in the law book (`kasn`, `bkn`, `menpanrb`), where it is one.
    #[arg(long, value_name = "CODE")]
    pub authority: Option<String>,
    /// The election for which an ad hoc office (sub-district, village, polling station, abroad) is formed.
    #[arg(long, value_name = "CODE")]
    pub election: Option<String>,
    /// The post that is the personnel officer (PPK) of an agency, e.g. `Bupati Banyuwangi`.
    #[arg(long, value_name = "POST")]
    pub personnel_officer: Option<String>,
    /// Which kind of body it is, where it takes referrals in (`--kind destination`).
    #[arg(long, value_parser = one_of::<DestinationKind>())]
    pub destination: Option<DestinationKind>,
    /// First day of its existence.
    #[arg(long, value_name = "DAY", default_value = "2018-01-01")]
    pub from: NaiveDate,
    /// Last day of its existence.
    #[arg(long, value_name = "DAY")]
    pub to: Option<NaiveDate>,
    /// It does not use this installation: others record its steps from papers.
    #[arg(long)]
    pub outside: bool,
    /// Whose work it is, for the list of changes.
    #[arg(long, value_name = "USERNAME")]
    pub account: Option<String>,
}

/// A file of offices.
#[derive(Debug, Args)]
pub struct Import {
    /// The file: CSV in UTF-8 with a header row; docs/operate.md names the columns.
    #[arg(required_unless_present = "shipped", conflicts_with = "shipped")]
    pub file: Option<PathBuf>,
    /// The file that comes with the program: Bawaslu RI, provinces, regencies and cities.
    #[arg(long)]
    pub shipped: bool,
    /// Whose work it is, for the list of changes.
    #[arg(long, value_name = "USERNAME")]
    pub account: Option<String>,
}

/// What becomes of the accounts of an office that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AccountsFate {
    /// Their roles there end.
    End,
    /// The same roles begin at the successor.
    Move,
}

/// An office that ends.
#[derive(Debug, Args)]
pub struct Close {
    /// The office's code.
    pub code: String,
    /// Its last day.
    #[arg(long, value_name = "DAY")]
    pub on: NaiveDate,
    /// The administrator whose work it is.
    #[arg(long, value_name = "USERNAME")]
    pub account: String,
}

/// An office that ends, and who follows.
#[derive(Debug, Args)]
pub struct Succeed {
    /// The code of the office that ends.
    pub old: String,
    /// The code of its successor.
    pub new: String,
    /// The last day of the old one.
    #[arg(long, value_name = "DAY")]
    pub on: NaiveDate,
    /// What becomes of the accounts of the old one.
    #[arg(long, value_enum, default_value = "end")]
    pub accounts: AccountsFate,
    /// The administrator whose work it is; every moved track's journal names the account.
    #[arg(long, value_name = "USERNAME")]
    pub account: String,
}

impl Offices {
    /// Does it.
    ///
    /// # Errors
    /// What the offices refuse, each row with its line; an installation that cannot be opened.
    pub fn run(self, config: &Config) -> Outcome {
        let app = installation::open(
            config,
            Mode::Real,
            Arc::new(SystemClock),
            Arc::new(RandomIds),
        )?;
        match self {
            Self::List => list(&app)?,
            Self::Add(add) => {
                let known = app.offices().map_err(explain)?;
                if known.iter().any(|o| o.code == add.code) {
                    return Err(Refused("/code: taken already".to_owned()).into());
                }
                let keeper = keeper(&app, add.account.as_deref())?;
                let row = add.row();
                app.import_offices(keeper, vec![row]).map_err(explain)?;
                println!("Office {} added.", add.code);
            }
            Self::Import(import) => {
                let keeper = keeper(&app, import.account.as_deref())?;
                let done = import.run(&app, keeper)?;
                println!(
                    "Offices added: {}, changed: {}, left as they were: {}.",
                    done.count(RowOutcome::Added),
                    done.count(RowOutcome::Changed),
                    done.count(RowOutcome::Unchanged)
                );
            }
            Self::Close(close) => {
                let known = app.offices().map_err(explain)?;
                let end = End {
                    office: find(&known, &close.code)?.id,
                    on: close.on,
                    successor: None,
                    accounts: Accounts::End,
                    expected: None,
                };
                let keeper = keeper(&app, Some(&close.account))?;
                let ended = app.end_office(keeper, end).map_err(explain)?;
                println!(
                    "Office {} closed; roles ended: {}.",
                    close.code, ended.roles
                );
            }
            Self::Succeed(succeed) => {
                let ended = succeed.run(&app)?;
                println!(
                    "Office {} closed; {} has its {} open track(s) of {} case(s), and {} office(s) below it. Roles \
                     ended: {}.",
                    succeed.old, succeed.new, ended.tracks, ended.cases, ended.offices, ended.roles
                );
            }
        }
        Ok(())
    }
}

fn list(app: &App) -> Outcome {
    let mut all = app.offices().map_err(explain)?;
    all.sort_by(|a, b| a.code.cmp(&b.code));
    for office in all {
        println!(
            "{}\t{}\t{}\t{}",
            office.code,
            office.kind.code(),
            office.level.code(),
            office.name
        );
    }
    Ok(())
}

fn keeper(app: &App, username: Option<&str>) -> Result<Keeper, Box<dyn std::error::Error>> {
    let Some(username) = username else {
        return Ok(Keeper::Terminal(None));
    };
    let account = app.account_named(username).map_err(explain)?;
    let account = account.ok_or_else(|| Refused(format!("there is no account {username}")))?;
    Ok(Keeper::Terminal(Some(account.id)))
}

impl Add {
    fn row(&self) -> OfficeIn {
        OfficeIn {
            code: self.code.clone(),
            name: self.name.clone(),
            kind: self.kind,
            level: self.level,
            parent: self.parent.clone(),
            zone: Some(self.zone),
            area_code: self.area_code.clone(),
            number_name: self.number_name.clone(),
            authority: self.authority.clone(),
            destination: self.destination,
            election: self.election.clone(),
            ministry_code: None,
            personnel_officer: self.personnel_officer.clone(),
            note: None,
            valid_from: Some(self.from),
            valid_to: self.to,
            uses_installation: !self.outside,
        }
    }
}

impl Import {
    fn run(&self, app: &App, keeper: Keeper) -> Result<Imported, Box<dyn std::error::Error>> {
        let read = match &self.file {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|e| Refused(format!("{}: {e}", path.display())))?;
                office_file::read(&text)
            }
            None => office_file::shipped(),
        };
        let rows = read.map_err(|faults| Refused(told(&faults)))?;
        let lines: Vec<u64> = rows.iter().map(|r| r.0).collect();
        let rows = rows.into_iter().map(|r| r.1).collect();
        app.import_offices(keeper, rows)
            .map_err(|error| at_lines(error, &lines))
    }
}

/// Every fault of a file, one per line of text.
fn told(faults: &[RowFault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|f| match f.column.as_str() {
            "" => format!("line {}: {}", f.line, f.code),
            column => format!("line {}, {column}: {}", f.line, f.code),
        })
        .collect();
    format!("nothing was written\n{}", lines.join("\n"))
}

/// The faults that the offices themselves show, with the lines of the file.
fn at_lines(error: netralitas_app::error::AppError, lines: &[u64]) -> Box<dyn std::error::Error> {
    let netralitas_app::error::AppError::Invalid(fields) = error else {
        return explain(error);
    };
    let faults: Vec<RowFault> = fields
        .into_iter()
        .map(|field| {
            let mut parts = field.pointer.split('/').skip(2);
            let place = parts.next().and_then(|p| p.parse::<usize>().ok());
            RowFault {
                line: place.and_then(|p| lines.get(p)).copied().unwrap_or(0),
                column: parts.next().unwrap_or_default().to_owned(),
                code: field.code,
            }
        })
        .collect();
    Refused(told(&faults)).into()
}

impl Succeed {
    fn run(&self, app: &App) -> Result<Ended, Box<dyn std::error::Error>> {
        let known = app.offices().map_err(explain)?;
        let end = End {
            office: find(&known, &self.old)?.id,
            on: self.on,
            successor: Some(find(&known, &self.new)?.id),
            accounts: match self.accounts {
                AccountsFate::End => Accounts::End,
                AccountsFate::Move => Accounts::Move,
            },
            expected: None,
        };
        let keeper = keeper(app, Some(&self.account))?;
        app.end_office(keeper, end).map_err(explain)
    }
}

/// The office with a code.
///
/// # Errors
/// There is none.
pub fn find<'o>(offices: &'o [Office], code: &str) -> Result<&'o Office, Refused> {
    offices.iter().find(|o| o.code == code).ok_or_else(|| {
        Refused(format!(
            "there is no office {code}; `netralitas office list` shows them"
        ))
    })
}
