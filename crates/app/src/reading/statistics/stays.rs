//! How long tracks stay at a stage.

use std::collections::BTreeMap;

use netralitas_domain::{
    figures::Figure,
    procedure::{Machine, Stage},
};
use netralitas_store::{
    Read,
    figures::{self, Column, Question},
    scope::Scope,
};

use super::{Asked, Dated};
use crate::{App, Principal, error::AppError, reading::asker::Asker};

/// How long tracks stood at a stage that they have left, in days of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageStay {
    /// The stage.
    pub stage: Stage,
    /// How often it was left.
    pub left: i64,
    /// Half of them stayed so long at most.
    pub median: i64,
    /// Nine of ten stayed so long at most.
    pub p90: i64,
}

/// How long tracks stay at the stages.
pub struct TimeInStage {
    /// As of when, as known when.
    pub dated: Dated,
    /// The stages that were left, in the order of the tables.
    pub stages: Vec<StageStay>,
}

/// How many stays were so many days long.
type Lengths = BTreeMap<i64, i64>;

impl App {
    /// How long the tracks that the caller may see stood at each stage that they have left; every case of a chain is one.
    ///
    /// # Errors
    /// A day or a time that lies ahead; those of the database.
    pub async fn time_in_stage(
        &self,
        principal: Principal,
        asked: Asked,
        machine: Option<Machine>,
    ) -> Result<TimeInStage, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read_page(move |tx| {
                let Asker { known, reach, .. } = app.asker(tx, principal, now)?;
                let dated = asked.dated(&known, principal, &reach, now)?;
                let asks = |one: Machine| machine.is_none_or(|wanted| wanted == one);
                let machines = Machine::ALL.iter().copied().filter(|m| asks(*m));
                let mut question =
                    asked.question(dated, machines.map(Figure::by_stage).collect(), &known);
                question.whole_chains = true;
                let stays = lengths(tx, &reach, question)?;
                let stages = Stage::ALL.iter().copied().filter(|s| asks(s.machine()));
                let told = stages.filter_map(|stage| told(stage, stays.get(stage.code())?));
                Ok(TimeInStage {
                    dated,
                    stages: told.collect(),
                })
            })
            .await
    }
}

/// The lengths of stays by stage; coming and leaving on the same day is kept as a figure of its own.
fn lengths(
    tx: &mut Read<'_>,
    reach: &Scope,
    mut question: Question,
) -> Result<BTreeMap<String, Lengths>, AppError> {
    let mut all: BTreeMap<String, Lengths> = BTreeMap::new();
    let mut add = |stage: String, days, n| {
        *all.entry(stage).or_default().entry(days).or_default() += n;
    };
    for stay in figures::stays(tx, reach, &question)? {
        add(stay.stage, stay.days, stay.tracks);
    }
    question.figures = vec![Figure::PassedTheSameDay];
    for sum in figures::sums(tx, reach, &question, &[Column::State])? {
        add(sum.by.into_iter().next().unwrap_or_default(), 0, sum.n);
    }
    Ok(all)
}

fn told(stage: Stage, days: &Lengths) -> Option<StageStay> {
    Some(StageStay {
        stage,
        left: days.values().sum(),
        median: quantile(days, 50)?,
        p90: quantile(days, 90)?,
    })
}

/// The smallest length that so many hundredths of all do not exceed (nearest rank).
fn quantile(days: &Lengths, hundredths: i64) -> Option<i64> {
    let all: i64 = days.values().sum();
    let rank = (all * hundredths).div_euclid(100) + i64::from((all * hundredths) % 100 != 0);
    let mut passed = 0;
    days.iter().find_map(|(length, tracks)| {
        passed += tracks;
        (passed >= rank && all > 0).then_some(*length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_lengths() {
        let days = BTreeMap::from([(0, 3), (2, 3), (30, 4)]);
        assert_eq!(quantile(&days, 50), Some(2));
        assert_eq!(quantile(&days, 90), Some(30));
        assert_eq!(quantile(&BTreeMap::from([(7, 1)]), 50), Some(7));
        assert_eq!(quantile(&BTreeMap::new(), 50), None);
    }
}
