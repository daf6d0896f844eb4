//! Wherever a track may stand open, it can pass to the successor of an office that ends, and its terms can be counted
//! anew when the law book changes.

use netralitas_domain::procedure::{Action, HOLDS, Machine, Stage, To, rule, rule::caused};

use super::laws;

#[test]
fn every_open_stage_has_the_rows_from_outside_under_every_law_text_and_no_end_has() {
    for action in [Action::SucceedOffice, Action::RecountTerms] {
        for machine in Machine::ALL {
            for law in laws(*machine) {
                for stage in Stage::ALL.iter().filter(|s| s.machine() == *machine) {
                    let row = caused(*law, action, *stage);
                    assert_eq!(row.is_some(), !stage.is_final(), "{stage:?} under {law:?}");
                    let Some(row) = row else { continue };
                    assert_eq!(row.to, To::Same);
                    assert_eq!(row.caused_by, [action]);
                    assert!(row.opens.is_empty() && row.closes.is_empty() && row.path.is_empty());
                }
            }
        }
    }
}

#[test]
fn the_certificate_of_an_erasure_has_its_row_at_every_stage_of_a_case_and_moves_nothing() {
    for law in laws(Machine::Case) {
        for stage in Stage::of(Machine::Case) {
            let row = caused(*law, Action::ErasePerson, *stage).unwrap();
            assert_eq!((row.to, row.path), (To::Same, ""));
            assert_eq!(row.caused_by, [Action::ErasePerson]);
            assert!(row.opens.is_empty() && row.closes.is_empty());
        }
    }
}

/// A case is held and let go at every stage, ends included.
#[test]
fn a_case_can_be_held_at_every_stage() {
    for law in laws(Machine::Case) {
        for stage in Stage::of(Machine::Case) {
            for action in HOLDS {
                let row = rule(*law, *action, *stage).unwrap();
                assert_eq!(row.to, To::Same);
                assert!(row.opens.is_empty() && row.closes.is_empty() && row.touches.is_empty());
            }
        }
    }
}
