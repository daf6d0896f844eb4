//! `netralitas office …`: the offices of an installation.

use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use netralitas_app::clock::{RandomIds, SystemClock};
use netralitas_domain::{
    ids::Id,
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
}

impl Offices {
    /// Does it.
    ///
    /// # Errors
    /// A code that is taken, an office above that is not there, an installation that cannot be opened.
    pub fn run(self, config: &Config) -> Outcome {
        let app = installation::open(
            config,
            Mode::Real,
            Arc::new(SystemClock),
            Arc::new(RandomIds),
        )?;
        let known = app.offices().map_err(explain)?;
        match self {
            Self::List => {
                let mut all = known;
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
            }
            Self::Add(add) => {
                let parent = match &add.parent {
                    Some(code) => Some(find(&known, code)?.id),
                    None => None,
                };
                let id = Id::new(app.ids().new_id(app.clock().now()));
                let office = add.office(id, parent);
                app.add_office(office).map_err(explain)?;
                println!("Office {} added.", add.code);
            }
        }
        Ok(())
    }
}

impl Add {
    fn office(
        &self,
        id: netralitas_domain::ids::OfficeId,
        parent: Option<netralitas_domain::ids::OfficeId>,
    ) -> Office {
        Office {
            id,
            code: self.code.clone(),
            name: self.name.clone(),
            kind: self.kind,
            level: self.level,
            parent,
            area_code: self.area_code.clone(),
            number_name: self.number_name.clone(),
            zone: self.zone,
            valid_from: self.from,
            valid_to: self.to,
            uses_installation: !self.outside,
            authority: self.authority.clone(),
            destination: self.destination,
        }
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
