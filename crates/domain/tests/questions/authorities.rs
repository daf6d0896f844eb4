//! Who is competent: the day before, the day, the day after authorities changed, and what was under way then.

use netralitas_domain::{
    file::SubjectKind,
    law::questions::{Asked, Doubt, Matter, Tie, applies, authority},
};

use crate::{BOOK, d, plain, race};

#[test]
fn the_authority_changes_on_4_september_2024_and_the_other_day_is_told() {
    for (day, competent, others) in [
        ("2024-08-23", "kasn", &[][..]),
        ("2024-08-24", "kasn", &["bkn"]),
        ("2024-09-03", "kasn", &["bkn"]),
        ("2024-09-04", "bkn", &[]),
        ("2024-09-05", "bkn", &[]),
        ("2027-10-15", "bkn", &[]),
        ("2027-10-16", "bkn", &["independent_body"]),
    ] {
        let answer = authority(&BOOK, d(day), Matter::New);
        let of = |tie| -> Vec<&str> {
            let all = answer.all.iter().filter(|c| c.tie == tie);
            all.map(|c| c.authority.code.as_str()).collect()
        };
        assert_eq!(of(Tie::Competent), [competent], "{day}");
        assert_eq!(of(Tie::Alternative), others, "{day}");
        assert_eq!(
            answer.doubts.contains(&Doubt::AuthorityUnsure),
            !others.is_empty(),
            "{day}"
        );
        assert!(answer.all.iter().all(|c| !c.step.source.is_empty()));
    }
    assert_eq!(
        authority(&BOOK, d("2017-12-31"), Matter::New).doubts,
        [Doubt::BeforeData, Doubt::NoAuthority]
    );
}

#[test]
fn what_was_under_way_goes_by_whether_a_recommendation_was_issued() {
    let ask = |since: &str, day: &str, recommended| {
        authority(
            &BOOK,
            d(day),
            Matter::UnderWay {
                since: d(since),
                recommended,
            },
        )
    };
    for (recommended, first, ties) in [
        (Some(true), "menpanrb", [Tie::Competent, Tie::Alternative]),
        (Some(false), "bkn", [Tie::Competent, Tie::Alternative]),
        (None, "menpanrb", [Tie::Alternative, Tie::Alternative]),
    ] {
        let answer = ask("2024-08-01", "2024-09-04", recommended);
        assert_eq!(answer.all[0].authority.code, first);
        assert_eq!(
            answer.all[0].authority.role,
            if first == "bkn" { "review" } else { "run_off" }
        );
        assert_eq!(answer.all.iter().map(|c| c.tie).collect::<Vec<_>>(), ties);
        assert_eq!(answer.doubts, [Doubt::ProcessedUnsure]);
    }
    // The day before, it is still with its authority.
    let answer = ask("2024-08-01", "2024-09-03", Some(true));
    assert_eq!(answer.all[0].authority.code, "kasn");
    assert_eq!(answer.all[0].tie, Tie::Competent);
    // Unless the other day of the change is right.
    assert_eq!(answer.all.len(), 2);
    assert_eq!(answer.doubts, [Doubt::AuthorityUnsure]);
    // What came in on the day of the change has no predecessor.
    let answer = ask("2024-09-04", "2024-10-01", Some(true));
    assert_eq!(
        (answer.all.len(), answer.all[0].authority.code.as_str()),
        (1, "bkn")
    );
}

#[test]
fn a_day_of_intake_takes_the_authority_from_the_days_of_the_act() {
    let asked = Asked {
        act: "photo_posted",
        subject: SubjectKind::Pns,
        contest: Some(race("pilkada-2024", "governor")),
        from: d("2024-08-01"),
        to: d("2024-09-10"),
        intake: Some(d("2024-09-20")),
    };
    let answer = applies(&BOOK, &asked).unwrap();
    assert_eq!(answer.parts.len(), 1);
    let reading = plain(&answer);
    assert_eq!(
        reading.authority.as_ref().unwrap().all[0].authority.code,
        "bkn"
    );
}

/// KASN is older than the data: what came in before them was KASN's too, and that is told as a doubt.
#[test]
fn what_came_in_before_the_data_had_a_predecessor() {
    let ask = |recommended| {
        let since = d("2017-05-01");
        authority(
            &BOOK,
            d("2024-10-01"),
            Matter::UnderWay { since, recommended },
        )
    };
    for (recommended, first) in [(Some(true), "menpanrb"), (Some(false), "bkn")] {
        let answer = ask(recommended);
        assert_eq!(answer.all[0].authority.code, first);
        assert!(answer.doubts.contains(&Doubt::BeforeData));
        assert!(answer.doubts.contains(&Doubt::ProcessedUnsure));
    }
    let within = Matter::UnderWay {
        since: d("2018-01-01"),
        recommended: None,
    };
    let answer = authority(&BOOK, d("2024-10-01"), within);
    assert!(!answer.doubts.contains(&Doubt::BeforeData));
}
