//! Who reads what is kept with a track.

use netralitas_domain::{
    people::Role,
    procedure::{
        Action, BodyShape, Machine, Matter, OpenFrom, ReadsAs, SIGHT, Stage, WITHHELD, reads,
        reason_kept_as, rules,
    },
};

const CLOSED: [Matter; 3] = [Matter::Study, Matter::Minutes, Matter::ClosedNote];

const ALL_ROLES: &[Role] = Role::ALL;

fn on_case(what: Matter, reads_as: ReadsAs, role: Role, announced: bool) -> bool {
    reads(what, Machine::Case, &[reads_as], &[role], announced)
}

#[test]
fn every_matter_and_every_capacity_stands_in_a_row_with_a_basis() {
    for matter in Matter::ALL {
        assert!(SIGHT.iter().any(|r| r.what.contains(matter)), "{matter:?}");
    }
    for reads_as in ReadsAs::ALL {
        let named = SIGHT.iter().any(|r| r.reads_as.contains(reads_as));
        assert!(named, "{reads_as:?}");
    }
    for row in SIGHT {
        assert!(!row.cite.is_empty() && !row.kept_on.is_empty());
    }
}

#[test]
fn study_and_minutes_open_to_others_with_the_announcement_only() {
    for what in CLOSED {
        for studies in [Role::ViolationsStaff, Role::Member, Role::Chair] {
            assert!(on_case(what, ReadsAs::Handling, studies, false));
            assert!(on_case(what, ReadsAs::Correcting, studies, false));
            assert!(!on_case(what, ReadsAs::Above, studies, false));
            assert!(on_case(what, ReadsAs::Above, studies, true));
        }
        assert!(!on_case(
            what,
            ReadsAs::Handling,
            Role::IntakeOfficer,
            false
        ));
        assert!(on_case(what, ReadsAs::Handling, Role::IntakeOfficer, true));
        assert!(!on_case(what, ReadsAs::Above, Role::IntakeOfficer, true));
        for announced in [false, true] {
            for role in ALL_ROLES {
                assert!(!on_case(what, ReadsAs::Received, *role, announced));
                assert!(!on_case(what, ReadsAs::Anyone, *role, announced));
            }
        }
    }
    for row in SIGHT.iter().filter(|r| r.open == OpenFrom::Announcement) {
        assert!(row.what.iter().all(|w| CLOSED.contains(w)));
    }
}

#[test]
fn the_authority_gets_study_and_evidence_of_the_case_and_nothing_else() {
    let got: Vec<Matter> = Matter::ALL
        .iter()
        .copied()
        .filter(|m| reads(*m, Machine::Case, &[ReadsAs::Authority], ALL_ROLES, true))
        .collect();
    assert_eq!(got, [Matter::Study, Matter::Evidence, Matter::Numbers]);
    for row in WITHHELD {
        assert!(!got.contains(&row.what), "{:?} goes after all", row.what);
        assert!(!row.why.id.is_empty() && !row.why.en.is_empty() && !row.cite.is_empty());
    }
}

/// Whatever the study is submitted, sent back, adjourned or decided with is as closed as the study itself.
#[test]
fn no_step_with_a_closed_matter_has_an_open_reason() {
    let studied = [
        Action::SubmitStudy,
        Action::SendBackStudy,
        Action::AdjournPlenary,
        Action::DecideOutcomes,
        Action::CompleteInitialStudy,
    ];
    for action in studied {
        assert_eq!(reason_kept_as(action), Matter::ClosedNote, "{action:?}");
    }
    for row in rules().filter(|r| r.machine() == Machine::Case && r.is_operation()) {
        let closed = matches!(
            row.body,
            BodyShape::Study | BodyShape::InitialStudy | BodyShape::Person | BodyShape::Outcomes
        ) || row.from == [Stage::AwaitingPlenary];
        let kept = reason_kept_as(row.action);
        assert_eq!(kept == Matter::ClosedNote, closed, "{:?}", row.action);
    }
    assert_eq!(rule_body(Action::SubmitStudy), BodyShape::Study);
}

fn rule_body(action: Action) -> BodyShape {
    rules().find(|r| r.action == action).unwrap().body
}

#[test]
fn identities_are_read_at_the_handling_office_alone() {
    let staff = [
        Role::IntakeOfficer,
        Role::ViolationsStaff,
        Role::Member,
        Role::Chair,
        // Where the matter began at the review authority, which then handles it.
        Role::Reviewer,
        Role::Commissioner,
    ];
    for reads_as in ReadsAs::ALL {
        for role in ALL_ROLES {
            for announced in [false, true] {
                let may = *reads_as == ReadsAs::Handling && staff.contains(role);
                let does = on_case(Matter::SealedIdentity, *reads_as, *role, announced);
                assert_eq!(does, may, "{reads_as:?} {role:?}");
            }
        }
    }
    for machine in Machine::ALL.iter().filter(|m| **m != Machine::Case) {
        assert!(!reads(
            Matter::SealedIdentity,
            *machine,
            ReadsAs::ALL,
            ALL_ROLES,
            true
        ));
    }
}
