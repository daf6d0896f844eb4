//! The steps, too, are no surer than their sources were seen.

use std::collections::BTreeSet;

use netralitas_domain::{
    law::{Confidence, LawSet},
    procedure::rules,
};

/// Law texts of which nobody read the body: what is sure under them stands in the list below.
fn unread(law: LawSet) -> bool {
    law != LawSet::Pemilu2022
}

/// Steps that are sure under a law text whose body was not read, and where the studies of the sources say so.
const SURE: &[(&str, &str, &str)] = &[
    (
        "file_report",
        "pilkada_2020",
        "procedure 1.6: art. 134(2)(3)",
    ),
    (
        "file_report",
        "pilkada_2024",
        "procedure 1.6: art. 134(2)(3)",
    ),
    ("respond", "kasn", "procedure 2: a letter of 2022"),
    (
        "request_block",
        "kasn",
        "catalogue 2: the joint decree of 2020",
    ),
    (
        "request_block",
        "menpanrb",
        "catalogue 2: the joint decree of 2020",
    ),
    ("request_block", "bkn", "procedure 2.2: the base"),
    ("open_control", "kasn", "procedure 2.2: the base"),
    ("open_control", "menpanrb", "procedure 2.2: the base"),
    ("open_control", "bkn", "procedure 2.2: the base"),
    ("block", "kasn", "procedure 2.2: the base"),
    ("block", "menpanrb", "procedure 2.2: the base"),
    ("block", "bkn", "procedure 2.2: the base"),
];

#[test]
fn a_step_is_sure_only_under_a_text_that_was_read_or_where_a_study_says_so() {
    let mut found = BTreeSet::new();
    for rule in rules() {
        for (texts, law) in rule.laws() {
            let sure = law.confidence == Confidence::Sure;
            for text in texts.iter().filter(|text| sure && unread(**text)) {
                found.insert((rule.action.code(), text.code()));
            }
        }
    }
    let listed: BTreeSet<(&str, &str)> =
        SURE.iter().map(|(step, text, _)| (*step, *text)).collect();
    assert_eq!(found, listed);
}
