//! Figures add up, whatever happens: as of every day, after every step.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use netralitas_domain::{
    figures::{Figure, IDENTITIES, Ledger, Side, ledger, moved},
    file::CaseFile,
};
use netralitas_testkit::play::reach;

use crate::{Story, play, runner, strategy, worlds};

#[test]
fn figures_add_up_as_of_every_day_after_every_step() {
    let worlds = worlds();
    runner()
        .run(&strategy(), |(beginning, dice)| {
            let world = &worlds[beginning.absent];
            let entered = std::cell::RefCell::new(Ledger::new());
            let (_, events) = play(world, &beginning, &dice, |before, _, after| {
                let mut entered = entered.borrow_mut();
                // A road that led to the beginning was entered on the way.
                if entered.is_empty() {
                    *entered = ledger(before);
                }
                for (entry, n) in moved(Some(before), after) {
                    *entered.entry(entry).or_default() += n;
                }
                entered.retain(|_, n| *n != 0);
                assert_eq!(*entered, ledger(after), "what was entered is what stands");
                assert_adds_up(&entered);
            });
            let _story = Story(events.iter().map(|e| (e.action, e.to)).collect());
            Ok(())
        })
        .unwrap();
}

/// Wherever a road of the tables leads, the figures of the case add up, and nobody counts twice.
#[test]
fn figures_add_up_at_every_stage() {
    let world = &worlds()[0];
    for law in netralitas_domain::law::LawSet::ALL {
        for stage in netralitas_testkit::play::stages_of(*law) {
            let (game, _) = reach(world, *law, stage).unwrap();
            let figures = ledger(&game.file);
            assert_adds_up(&figures);
            assert_once(&figures, &game.file);
        }
    }
}

fn assert_adds_up(figures: &Ledger) {
    let days: BTreeSet<NaiveDate> = figures.keys().map(|e| e.day).collect();
    for day in days {
        for identity in IDENTITIES {
            let sum =
                |sides: &[Side]| -> i64 { sides.iter().map(|s| as_of(figures, *s, day)).sum() };
            assert_eq!(
                sum(identity.whole),
                sum(identity.parts),
                "{} as of {day}: {figures:#?}",
                identity.code
            );
        }
        let mut stands: BTreeMap<_, i64> = BTreeMap::new();
        for (entry, n) in figures.iter().filter(|(e, _)| e.day <= day) {
            let what = (
                entry.figure,
                entry.track,
                entry.respondent,
                entry.by.clone(),
            );
            *stands.entry(what).or_default() += n;
        }
        for (what, n) in stands {
            // A track is opened again as often as it ended; what it passed, and what it did not keep, it may again; nothing
            // else counts twice.
            let again = matches!(
                what.0,
                Figure::Reopened | Figure::PassedTheSameDay | Figure::TermsEndedLate
            );
            let most = if again { i64::MAX } else { 1 };
            assert!((0..=most).contains(&n), "{what:?} is {n} as of {day}");
        }
    }
}

fn as_of(figures: &Ledger, side: Side, day: NaiveDate) -> i64 {
    let fits = |entry: &netralitas_domain::figures::Entry| {
        entry.figure == side.figure
            && entry.day <= day
            && side.state.is_none_or(|state| entry.by.state == Some(state))
    };
    let all = figures.iter().filter(|(entry, _)| fits(entry));
    all.map(|(_, n)| n).sum()
}

/// A case counts once, and each of its respondents once.
fn assert_once(figures: &Ledger, file: &CaseFile) {
    let total = |figure| {
        as_of(
            figures,
            Side {
                figure,
                state: None,
            },
            NaiveDate::MAX,
        )
    };
    assert!(total(Figure::CasesCameIn) <= 1);
    let asn = file.case().map_or(0, |c| c.everyone().len());
    assert!(total(Figure::PersonsReported) <= i64::try_from(asn).unwrap());
}
