//! Wherever a track may stand open, it can pass to the successor of an office that ends, and its terms can be counted
//! anew when the law book changes.

use netralitas_domain::procedure::{Action, Machine, Stage, To, rule::caused};

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
