//! Historic entry: what happened before is recorded as the papers say. Temporal guards note an irregularity
//! instead of refusing, numbers come from the paper.

use chrono::NaiveDate;

use crate::{
    numbers::{NumberKind, NumberSlot},
    people::{Actor, Office, Role},
    procedure::Mark,
    refusal::{Fault, Refusal, Unfit},
};

/// That a step is entered from old papers, with the numbers that stand on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Historic {
    /// Numbers, each of a kind that the step gives.
    pub numbers: Vec<PaperNumber>,
}

/// A number as a paper says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperNumber {
    /// What it is given to.
    pub kind: NumberKind,
    /// The number.
    pub text: String,
}

/// Whether the actor has the right, and the day is past.
pub(super) fn check(
    historic: Option<&Historic>,
    actor: &Actor,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if historic.is_none() {
        return Ok(());
    }
    if !actor.roles.contains(&Role::HistoricRecorder) {
        return Err(Refusal::HistoricRightMissing);
    }
    if day >= today {
        return Err(Refusal::unfit(Unfit::HistoricNotPast, "/effective_day"));
    }
    Ok(())
}

/// Puts the numbers of the papers where the counter would give one. A kind without a number on its paper gets
/// none: nothing is invented for the past.
///
/// # Errors
/// Numbers of a kind that the step does not give, or two of one kind.
pub(super) fn give(
    historic: Option<&Historic>,
    slots: &mut Vec<NumberSlot>,
) -> Result<Vec<Mark>, Refusal> {
    let Some(Historic { numbers }) = historic else {
        return Ok(Vec::new());
    };
    let mut faults = Vec::new();
    for (i, number) in numbers.iter().enumerate() {
        let given = slots.iter().any(|s| s.kind == number.kind);
        let twice = numbers.iter().take(i).any(|n| n.kind == number.kind);
        if !given || twice {
            let at = format!("/historic/numbers/{i}/kind");
            faults.push(Fault::new(Unfit::NumberNotOfStep, at));
        }
    }
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    let mut marks = vec![Mark::HistoricEntry];
    slots.retain_mut(|slot| {
        let Some(number) = numbers.iter().find(|n| n.kind == slot.kind) else {
            marks.push(Mark::NumberNotOnPaper);
            return false;
        };
        if slot.is_odd(&number.text) {
            marks.push(Mark::OddNumber);
        }
        slot.text = Some(number.text.clone());
        true
    });
    marks.dedup();
    Ok(marks)
}

/// The number of a matter at an authority, whose own pattern nobody saw: none is given now, the one on its old paper
/// is kept.
pub(super) fn foreign(
    historic: Option<&Historic>,
    office: &Office,
    day: NaiveDate,
) -> Result<(Vec<NumberSlot>, Vec<Mark>), Refusal> {
    let numbers = historic.map_or(&[] as &[_], |h| h.numbers.as_slice());
    let mut slots: Vec<NumberSlot> = numbers
        .iter()
        .find(|n| n.kind == NumberKind::Submission)
        .map(|n| NumberSlot {
            seq: 1,
            ..NumberSlot::without_pattern(n.kind, office.id, day)
        })
        .into_iter()
        .collect();
    let mut marks = give(historic, &mut slots)?;
    marks.retain(|mark| *mark != Mark::OddNumber);
    Ok((slots, marks))
}
