//! The tables are sound: reachable, without dead ends, every row with its law, every term with its end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod citations;
mod door;
mod outside;
mod reach;
mod regions;
mod sight;
mod terms;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{
        self, Action, Acts, BodyShape, Guard, Machine, Mark, Rule, Seat, Stage, To, Touch, rules,
    },
};
use netralitas_testkit::play;

/// What leads away from an end: nothing else does.
const REOPENS: &[Action] = &[Action::Reopen, Action::ReopenWith];

/// The law texts under which a machine runs.
fn laws(machine: Machine) -> &'static [LawSet] {
    match machine {
        Machine::Case | Machine::Referral => LawSet::HANDLING,
        Machine::Review | Machine::Control => LawSet::ERAS,
        Machine::Sanction => LawSet::REGIMES,
    }
}

fn stages(machine: Machine) -> Vec<Stage> {
    Stage::ALL
        .iter()
        .copied()
        .filter(|s| s.machine() == machine)
        .collect()
}

/// The rows of a machine under a law text.
fn table(machine: Machine, law: LawSet) -> Vec<&'static Rule> {
    rules()
        .filter(|r| r.machine() == machine && r.law(law).is_some())
        .collect()
}

fn from(table: &[&'static Rule], stage: Stage) -> Vec<&'static Rule> {
    table
        .iter()
        .copied()
        .filter(|r| r.from.contains(&stage))
        .collect()
}

/// Stages that no row leads to under a law text, each with why.
fn absent(law: LawSet) -> BTreeMap<Stage, &'static str> {
    let mut absent = BTreeMap::new();
    if LawSet::ERAS.contains(&law) {
        if law == LawSet::Bkn {
            absent.insert(
                Stage::Examination,
                "in the shared system of BKN, Bawaslu studies",
            );
        } else {
            absent.insert(Stage::BawasluStudy, "the shared system came with BKN");
        }
    }
    absent
}

#[test]
fn every_action_has_a_row() {
    for action in Action::ALL {
        assert!(procedure::rows(*action).next().is_some(), "{action:?}");
    }
}

#[test]
fn an_action_has_one_path_one_body_and_one_actor_kind_on_each_of_its_machines() {
    for (action, machine) in Action::ALL
        .iter()
        .flat_map(|a| Machine::ALL.iter().map(move |m| (a, m)))
    {
        let rows: Vec<_> = procedure::rows_on(*machine, *action).collect();
        if rows.is_empty() {
            continue;
        }
        let same = |of: &dyn Fn(&Rule) -> String| {
            let all: BTreeSet<String> = rows.iter().map(|r| of(r)).collect();
            assert_eq!(all.len(), 1, "{action:?}: {all:?}");
        };
        same(&|r| r.path.to_owned());
        same(&|r| format!("{:?}", r.body));
        same(&|r| r.caused_by.is_empty().to_string());
    }
}

#[test]
fn at_most_one_row_per_law_text_action_and_stage() {
    let mut seen = BTreeSet::new();
    for row in rules() {
        for law in LawSet::ALL.iter().filter(|l| row.law(**l).is_some()) {
            assert_eq!(
                row.law.iter().filter(|l| l.under.contains(law)).count(),
                1,
                "{:?} names {law:?} twice",
                row.action
            );
            let stages: Vec<Option<Stage>> = if row.from.is_empty() {
                vec![None]
            } else {
                row.from.iter().copied().map(Some).collect()
            };
            for stage in stages {
                assert!(
                    seen.insert((*law, row.action, stage)),
                    "{:?} from {stage:?} under {law:?} twice",
                    row.action
                );
            }
        }
    }
}

#[test]
fn a_row_stays_inside_its_machine_and_its_machines_law() {
    for row in rules() {
        let machine = row.machine();
        let to = match row.to {
            To::Stage(s) => vec![s],
            To::OneOf(all) => all.to_vec(),
            To::Same | To::Before => vec![],
        };
        assert!(
            row.to != To::Same || !row.from.is_empty(),
            "{:?}",
            row.action
        );
        for stage in row.from.iter().chain(&to) {
            assert_eq!(stage.machine(), machine, "{:?}", row.action);
        }
        for law in row.law.iter().flat_map(|l| l.under) {
            assert!(laws(machine).contains(law), "{:?}: {law:?}", row.action);
        }
        assert!(
            matches!(row.to, To::Same | To::Before)
                || REOPENS.contains(&row.action)
                || row.from.iter().all(|s| !s.is_final()),
            "{:?} leads away from an end",
            row.action
        );
    }
}

#[test]
fn every_stage_is_reached_and_only_the_final_ones_have_no_exit() {
    for machine in Machine::ALL {
        for law in laws(*machine) {
            let table = table(*machine, *law);
            let mut reached: BTreeSet<Stage> = BTreeSet::new();
            let mut todo: Vec<Stage> = table
                .iter()
                .filter(|r| r.from.is_empty())
                .flat_map(|r| r.targets(Stage::Received))
                .collect();
            while let Some(stage) = todo.pop() {
                if reached.insert(stage) {
                    todo.extend(from(&table, stage).iter().flat_map(|r| r.targets(stage)));
                }
            }
            let absent = absent(*law);
            for stage in stages(*machine) {
                assert_eq!(
                    reached.contains(&stage),
                    !absent.contains_key(&stage),
                    "{stage:?} under {law:?}: {:?}",
                    absent.get(&stage)
                );
                if !reached.contains(&stage) {
                    continue;
                }
                // A taking back is no way on: it says that a step never was.
                let leaves = from(&table, stage)
                    .iter()
                    .filter(|r| r.to != To::Before && !REOPENS.contains(&r.action))
                    .any(|r| r.targets(stage).iter().any(|to| *to != stage));
                assert_eq!(leaves, !stage.is_final(), "{stage:?} under {law:?}");
            }
            // From everywhere, an end can be reached.
            for stage in &reached {
                assert!(ends(&table, *stage), "no end after {stage:?} under {law:?}");
            }
        }
    }
}

fn ends(table: &[&'static Rule], start: Stage) -> bool {
    let mut seen = BTreeSet::new();
    let mut todo = vec![start];
    while let Some(stage) = todo.pop() {
        if stage.is_final() {
            return true;
        }
        if seen.insert(stage) {
            todo.extend(from(table, stage).iter().flat_map(|r| r.targets(stage)));
        }
    }
    false
}

/// Reachable in the tables is not enough: commands lead there too.
#[test]
fn every_stage_is_played_from_the_first_paper_under_every_law_text() {
    let world = play::World::new();
    for machine in Machine::ALL {
        for law in laws(*machine) {
            let absent = absent(*law);
            for stage in stages(*machine) {
                let found = play::reach(&world, *law, stage);
                assert_eq!(
                    found.is_some(),
                    !absent.contains_key(&stage),
                    "{stage:?} under {law:?}"
                );
                let Some((game, id)) = found else { continue };
                let track = game.file.track(id).unwrap();
                assert_eq!((track.stage, track.law), (stage, *law));
            }
        }
    }
}

#[test]
fn every_row_has_roles_and_a_basis_under_each_law_text() {
    for row in rules() {
        assert!(!row.by.is_empty(), "{:?}", row.action);
        assert!(!row.law.is_empty(), "{:?}", row.action);
        for law in row.law {
            assert!(
                !law.under.is_empty() && !law.cite.is_empty(),
                "{:?}",
                row.action
            );
        }
        assert!(
            row.by.iter().all(|r| !row.records.contains(r)) || row.records.is_empty(),
            "{:?}: a role that acts need not record",
            row.action
        );
    }
}

#[test]
fn an_operation_has_a_path_of_its_own_in_its_machine_and_a_caused_row_has_none() {
    let mut seen: BTreeMap<(Machine, bool, &str), Action> = BTreeMap::new();
    for row in rules() {
        if !row.caused_by.is_empty() {
            continue;
        }
        assert!(
            !row.path.is_empty()
                && row
                    .path
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{:?}: {:?}",
            row.action,
            row.path
        );
        let first = seen
            .entry((row.machine(), row.is_creation(), row.path))
            .or_insert(row.action);
        assert_eq!(*first, row.action, "{} twice", row.path);
    }
    let operations = procedure::operations();
    let expected: BTreeSet<Action> = Action::ALL
        .iter()
        .copied()
        .filter(|a| procedure::rows(*a).all(|r| r.caused_by.is_empty()))
        .collect();
    let listed: BTreeSet<Action> = operations.iter().map(|r| r.action).collect();
    assert_eq!(listed, expected);
    let on_machines: BTreeSet<(Action, Machine)> = rules()
        .filter(|r| r.caused_by.is_empty())
        .map(|r| (r.action, r.machine()))
        .collect();
    assert_eq!(operations.len(), on_machines.len());
    let ids: BTreeSet<String> = operations
        .iter()
        .map(|r| procedure::operation_id(r))
        .collect();
    assert_eq!(
        ids.len(),
        operations.len(),
        "an operation's name is its own"
    );
}

/// The kind of office that sits on a seat.
fn sits(seat: Seat) -> &'static [OfficeType] {
    match seat {
        // A matter that began at the authority is handled there.
        Seat::Handling => &[
            OfficeType::ElectionSupervisor,
            OfficeType::ReviewAuthority,
            OfficeType::Ministry,
        ],
        Seat::Above | Seat::Correction | Seat::National | Seat::Study => {
            &[OfficeType::ElectionSupervisor]
        }
        // MenPANRB, a ministry, is the authority of what it runs off.
        Seat::Authority | Seat::Successor => &[OfficeType::ReviewAuthority, OfficeType::Ministry],
        Seat::Control => &[OfficeType::ReviewAuthority],
        Seat::Agency => &[OfficeType::Agency],
        Seat::Ministry => &[OfficeType::Ministry],
        Seat::AppealBody => &[OfficeType::AppealBody],
        Seat::Destination => &[OfficeType::Destination],
        Seat::Recorder | Seat::Involved => OfficeType::ALL,
    }
}

#[test]
fn the_roles_of_a_row_exist_at_the_office_that_acts() {
    for row in rules() {
        let Acts::Office(seat) = row.acts else {
            continue;
        };
        for role in row.by {
            // The book is kept at whichever office; what it does is done where each track stands.
            let Some(at) = role.at() else {
                assert_eq!((*role, row.action), (Role::LawKeeper, Action::RecountTerms));
                continue;
            };
            assert!(
                sits(seat).contains(&at),
                "{:?}: {role:?} is not at {seat:?}",
                row.action
            );
        }
    }
}

#[test]
fn every_step_of_an_authority_on_a_review_tells_a_borrowed_text() {
    // What is practice of all offices alike borrows nothing.
    let own = |row: &&Rule| {
        let texts = row.law.iter().filter(|l| l.under.contains(&LawSet::Bkn));
        row.machine() == Machine::Review
            && row.is_operation()
            && texts.clone().count() > 0
            && texts.clone().all(|l| !l.cite.starts_with("practice"))
    };
    let mut found = 0;
    for row in rules().filter(own) {
        if matches!(row.acts, Acts::Office(Seat::Authority | Seat::Successor)) {
            found += 1;
            let told = row.marks.contains(&Mark::BorrowedText);
            assert!(told, "{:?}", row.action);
        }
    }
    assert!(found > 6, "{found}");
}

#[test]
fn every_role_acts_somewhere_but_those_that_keep_or_look_on() {
    // One keeps accounts, one is a right beside another role, one only reads.
    let elsewhere = [Role::Administrator, Role::HistoricRecorder, Role::Auditor];
    for role in Role::ALL {
        let acts = rules().any(|r| r.by.contains(role));
        assert_eq!(acts, !elsewhere.contains(role), "{role:?}");
    }
}

#[test]
fn after_names_an_action_of_the_same_machine_that_can_come_before() {
    for row in rules() {
        let Some(after) = row.after else { continue };
        for law in row.law.iter().flat_map(|l| l.under) {
            let before: Vec<_> = procedure::rows(after)
                .filter(|r| r.machine() == row.machine() && r.law(*law).is_some())
                .collect();
            assert!(
                !before.is_empty(),
                "{:?} after {after:?} under {law:?}",
                row.action
            );
        }
    }
}

#[test]
fn caused_rows_name_rows_that_touch() {
    // The end of an office, a change of the law book and an erasure are no steps of a case; their rows name themselves
    // (tests/tables/outside.rs).
    let outside = [
        Action::SucceedOffice,
        Action::RecountTerms,
        Action::ErasePerson,
    ];
    let caused = |r: &&Rule| !r.caused_by.is_empty() && !outside.contains(&r.action);
    for row in rules().filter(caused) {
        let touch: &[Touch] = match row.action {
            Action::OpenReview => &[Touch::OpensReviews, Touch::OpensSuccessor],
            Action::FollowTransfer => &[Touch::MovesAgency],
            Action::ReopenWith => &[Touch::ReopensCase],
            Action::OpenReferral => &[Touch::OpensReferrals],
            Action::OpenSanction => &[Touch::OpensSanction],
            Action::OpenControl => &[Touch::OpensControl],
            Action::WithdrawByCorrection | Action::WithdrawSanction | Action::WithdrawReferral => {
                &[Touch::WithdrawsReviews]
            }
            Action::GoOnAsCorrected | Action::ReferAsCorrected => &[Touch::Corrects],
            Action::CloseCase => &[Touch::MayEndCase],
            Action::AmendWith => &[Touch::MovesTerms],
            Action::AnnulWith => &[Touch::TakesBack],
            Action::EndWithRespondent => &[Touch::EndsWithRespondent],
            Action::FollowRespondent => &[Touch::FollowsRespondent],
            Action::OpenSplit => &[Touch::OpensCase],
            Action::FollowLink => &[Touch::LinksCase],
            Action::FollowJoining => &[Touch::JoinsReviews],
            other => panic!("{other:?} is caused by something new"),
        };
        let touching: BTreeSet<Action> = rules()
            .filter(|r| r.touches.iter().any(|t| touch.contains(t)))
            .map(|r| r.action)
            .collect();
        let named: BTreeSet<Action> = row.caused_by.iter().copied().collect();
        assert_eq!(named, touching, "{:?}", row.action);
        assert!(row.path.is_empty() || row.action == Action::CloseCase);
    }
}

/// A step that ends a review, sanction, block or referral may end the case with it.
#[test]
fn every_operation_that_ends_a_track_may_end_the_case_or_opens_another() {
    // A step that moves nothing ends nothing, wherever it is taken; a taking back says that a step never was.
    let moves = |r: &&Rule| !matches!(r.to, To::Same | To::Before);
    let operations = rules().filter(|r| r.is_operation() && r.machine() != Machine::Case);
    for row in operations.filter(moves) {
        let ends = row
            .from
            .iter()
            .flat_map(|s| row.targets(*s).into_iter().filter(move |to| to != s))
            .any(Stage::is_final);
        let looks = row.touches.contains(&Touch::MayEndCase)
            || row.touches.contains(&Touch::OpensSuccessor);
        assert_eq!(ends, looks, "{:?}", row.action);
    }
}

#[test]
fn plenary_decisions_name_minutes_where_the_text_was_read() {
    for row in rules().filter(|r| r.body == BodyShape::Plenary || r.body == BodyShape::Outcomes) {
        for law in row.law {
            let minutes = law.papers.contains(&procedure::PaperKind::PlenaryMinutes);
            assert!(minutes, "{:?} under {:?}", row.action, law.under);
        }
    }
}

/// Records are kept at every stage, the last ones too, and move nothing.
#[test]
fn records_are_kept_at_every_stage_and_move_nothing() {
    for machine in Machine::ALL {
        let kept = procedure::RECORDS;
        assert_eq!(kept.len(), 3, "papers, files, outside numbers");
        for law in laws(*machine) {
            for action in kept {
                for stage in stages(*machine) {
                    let row = procedure::rule(*law, *action, stage)
                        .unwrap_or_else(|| panic!("no {action:?} at {stage:?} under {law:?}"));
                    assert_eq!(row.targets(stage), [stage], "{action:?}");
                    assert!(row.opens.is_empty() && row.closes.is_empty());
                    assert!(row.touches.is_empty() && row.due.is_none());
                }
            }
        }
    }
}

/// Every guard is asked by some row; a guard that nothing asks is not checked anywhere.
#[test]
fn every_guard_is_asked_by_some_row() {
    for guard in Guard::ALL {
        let asked = rules().any(|r| r.guards.iter().any(|(g, _)| g == guard));
        assert!(asked, "{guard:?}");
    }
}

/// Whoever records a step on a machine may amend there and take back, and nobody else.
#[test]
fn mistakes_are_mended_by_those_who_record() {
    let mending = [
        Action::Amend,
        Action::AmendWith,
        Action::Annul,
        Action::AnnulWith,
    ];
    for machine in Machine::ALL {
        let on_machine = || rules().filter(|r| r.machine() == *machine);
        let record: BTreeSet<Role> = on_machine()
            .filter(|r| !mending.contains(&r.action) && r.caused_by.is_empty())
            .flat_map(|r| r.by.iter().chain(r.records).copied())
            .collect();
        for row in on_machine().filter(|r| mending.contains(&r.action)) {
            let may: BTreeSet<Role> = row.by.iter().copied().collect();
            assert_eq!(may, record, "{:?} on {machine:?}", row.action);
        }
    }
}

/// Every end but a void track has its reopening, which leads to no end, asks for a paper and keeps the first end.
#[test]
fn every_end_is_reopened_by_a_paper_and_a_void_track_by_nothing() {
    for machine in Machine::ALL {
        for law in laws(*machine) {
            for stage in stages(*machine).into_iter().filter(|s| s.is_final()) {
                let row = procedure::rule(*law, Action::Reopen, stage);
                let void = stage == Stage::void(*machine);
                // What ended with a change of the respondent comes back with the restoration of the respondent.
                let dropped = matches!(
                    stage,
                    Stage::ReviewDropped | Stage::SanctionDropped | Stage::ReferralDropped
                );
                // What was joined into another review is separated again.
                let joined = stage == Stage::ReviewJoined;
                let reopens = !void && !dropped && !joined;
                assert_eq!(row.is_some(), reopens, "{stage:?} under {law:?}");
                let Some(row) = row else { continue };
                assert!(
                    row.targets(stage).iter().all(|s| !s.is_final()),
                    "{stage:?}"
                );
                let asks = |guard| row.guards.iter().any(|(g, _)| *g == guard);
                assert!(asks(Guard::ReopeningPaper) && asks(Guard::ReopenGroundFits));
                for ground in procedure::ReopenGround::ALL {
                    let named = row.law(*law).unwrap().papers;
                    let given = ground.papers().iter().any(|p| named.contains(p));
                    assert!(given, "{ground:?} on {stage:?} under {law:?}");
                }
            }
        }
    }
}
