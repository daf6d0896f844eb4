//! Same facts, two days, two outcomes, both cited: the day before, the day, the day after each boundary.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::SubjectKind,
    law::{
        Phase,
        questions::{Because, Doubt},
    },
};

use crate::{BOOK, by, doubts, holds, kinds, levels, on, phases, plain, race};

/// Acts with a row before and a row after candidates are fixed: act, row before, row after, level before, level after.
const TWO_ROWS: &[(&str, &str, &str, &str, &str)] = &[
    ("banners", "KE-1", "D-1", "moral", "berat"),
    ("online_campaign", "KE-2", "D-2", "moral", "berat"),
    ("declaration_attended", "KE-3", "D-4", "moral", "berat"),
    ("social_media_engagement", "KE-4", "D-6", "moral", "berat"),
    ("photo_posted", "KE-5", "D-7", "moral", "berat"),
    ("campaign_team", "D-9", "D-10", "sedang", "berat"),
];

#[test]
fn the_table_names_every_act_that_has_two_rows() {
    let of = |phase: Phase| -> BTreeSet<&str> {
        let rows = BOOK.violations.iter().filter(|v| v.phase == phase);
        rows.flat_map(|v| &v.acts).map(String::as_str).collect()
    };
    let both: BTreeSet<&str> = &of(Phase::Before) & &of(Phase::After);
    let named: BTreeSet<&str> = TWO_ROWS.iter().map(|(act, ..)| *act).collect();
    assert_eq!(both, named);
}

#[test]
fn an_act_has_another_row_once_candidates_are_fixed() {
    // Regional election of 2024, candidates fixed on 22 September; presidential pairs on 13 November 2023.
    for (contest, before, day, after) in [
        (
            race("pilkada-2024", "regent"),
            "2024-09-21",
            "2024-09-22",
            "2024-09-23",
        ),
        (
            race("pemilu-2024", "president"),
            "2023-11-12",
            "2023-11-13",
            "2023-11-14",
        ),
    ] {
        for (act, ethics, discipline, moral, heavy) in TWO_ROWS {
            let first = on(act, Some(contest), before);
            let reading = plain(&first);
            assert_eq!(
                (holds(reading), levels(reading)),
                (vec![(*ethics).to_owned()], vec![*moral])
            );
            assert_cited(reading, ethics, Because::BeforeFixed);

            let last = on(act, Some(contest), after);
            let reading = plain(&last);
            assert_eq!(
                (holds(reading), levels(reading)),
                (vec![(*discipline).to_owned()], vec![*heavy])
            );
            assert_cited(reading, discipline, Because::AfterFixed);

            // On the day itself both are listed, the fixed candidate first.
            let on_it = on(act, Some(contest), day);
            assert_eq!(phases(&on_it), [Phase::After, Phase::Before], "{act}");
            let readings = &on_it.parts[0].readings;
            assert_eq!(holds(&readings[0]), [*discipline]);
            assert_eq!(holds(&readings[1]), [*ethics]);
            for (reading, row) in readings.iter().zip([discipline, ethics]) {
                assert!(doubts(reading).contains(&Doubt::FixedThatDay));
                assert_cited(reading, row, Because::FixedThatDay);
            }
        }
    }
}

/// Row and side are steps, each with a source and the day that decides.
fn assert_cited(
    reading: &netralitas_domain::law::questions::Reading<'_>,
    row: &str,
    side: Because,
) {
    let named = reading.steps.iter().find(|s| s.what == Because::RowNames);
    let named = named.unwrap_or_else(|| panic!("no step names {row}"));
    assert_eq!(named.row, row);
    assert!(
        named.source.starts_with("SKB of 22 Sep 2022"),
        "{}",
        named.source
    );
    let side = reading.steps.iter().find(|s| s.what == side).unwrap();
    assert!(side.day.is_some() && !side.source.is_empty());
    assert!(reading.steps.iter().all(|s| !s.source.is_empty()));
}

#[test]
fn a_partisan_meeting_was_medium_and_is_heavy() {
    let contest = Some(race("pilkada-2020", "mayor"));
    for (day, row, level, source, some_kind) in [
        (
            "2021-08-29",
            "P53-3",
            "sedang",
            "PP 53/2010",
            "pp53/rank_down_1y",
        ),
        (
            "2021-08-30",
            "P53-3",
            "sedang",
            "PP 53/2010",
            "pp53/rank_down_1y",
        ),
        (
            "2021-08-31",
            "N-6",
            "berat",
            "PP 94/2021",
            "pp94/lower_post_12m",
        ),
        (
            "2021-09-01",
            "N-6",
            "berat",
            "PP 94/2021",
            "pp94/lower_post_12m",
        ),
    ] {
        let answer = on("partisan_activities", contest, day);
        let reading = plain(&answer);
        let found = reading
            .rows
            .iter()
            .find(|r| r.row.code == row)
            .unwrap_or_else(|| panic!("{day}: {row}"));
        assert_eq!(
            found
                .row
                .levels
                .iter()
                .map(|l| l.code())
                .collect::<Vec<_>>(),
            [level],
            "{day}"
        );
        let step = reading.steps.iter().find(|s| s.row == row).unwrap();
        assert!(step.source.starts_with(source), "{day}: {}", step.source);
        let codes: Vec<_> = found
            .kinds
            .iter()
            .map(|k| format!("{}/{}", k.kind.regime, k.kind.code))
            .collect();
        assert!(codes.iter().any(|c| c == some_kind), "{day}: {codes:?}");
        let other = if source == "PP 53/2010" {
            "pp94/"
        } else {
            "pp53/"
        };
        assert!(
            codes.iter().all(|c| !c.starts_with(other)),
            "{day}: {codes:?}"
        );
        assert_eq!(
            doubts(reading).contains(&Doubt::PendingUnsure),
            source == "PP 53/2010"
        );
    }
}

#[test]
fn medium_kinds_of_the_newer_regime_stand_beside_the_transitional_ones() {
    let answer = on(
        "party_approach",
        Some(race("pilkada-2024", "regent")),
        "2024-05-01",
    );
    let reading = plain(&answer);
    assert_eq!(
        kinds(reading),
        [
            "pp94/allowance_cut_25_12m",
            "pp94/allowance_cut_25_6m",
            "pp94/allowance_cut_25_9m",
            "pp94_transition/delay_periodic_raise_1y",
            "pp94_transition/delay_promotion_1y",
            "pp94_transition/rank_down_1y",
        ]
    );
    assert!(doubts(reading).contains(&Doubt::SideBySide));
}

#[test]
fn party_membership_ends_service_under_the_law_of_the_day() {
    for (day, basis) in [
        ("2023-10-30", "UU 5/2014"),
        ("2023-10-31", "UU 20/2023"),
        ("2023-11-01", "UU 20/2023"),
    ] {
        let answer = on(
            "party_membership",
            Some(race("pemilu-2024", "president")),
            day,
        );
        let reading = plain(&answer);
        assert_eq!(kinds(reading), ["asn_law/dismissal_without_honour"]);
        assert!(
            reading.rows[0].row.sanction_basis.starts_with(basis),
            "{day}"
        );
        let contract = by(
            SubjectKind::Pppk,
            "party_membership",
            Some(race("pemilu-2024", "president")),
            day,
            day,
        );
        assert_eq!(
            kinds(plain(&contract)),
            ["pppk/contract_end_without_honour"]
        );
    }
}

#[test]
fn an_act_over_days_on_both_sides_has_one_answer_per_part() {
    let answer = by(
        SubjectKind::Pns,
        "photo_posted",
        Some(race("pilkada-2024", "governor")),
        "2024-08-01",
        "2024-09-30",
    );
    assert_eq!(answer.doubts, [Doubt::SeveralParts]);
    let told: Vec<_> = answer
        .parts
        .iter()
        .map(|p| {
            let r = &p.readings[0];
            let who = r.authority.as_ref().unwrap().all[0].authority.code.as_str();
            (
                p.from.to_string(),
                p.to.to_string(),
                holds(r).join(" "),
                who,
                p.readings.len(),
            )
        })
        .collect();
    let part = |from: &str, to: &str, row: &str, who, readings| {
        (
            from.to_owned(),
            to.to_owned(),
            row.to_owned(),
            who,
            readings,
        )
    };
    assert_eq!(
        told,
        [
            part("2024-08-01", "2024-08-23", "KE-5", "kasn", 1),
            part("2024-08-24", "2024-09-03", "KE-5", "kasn", 1),
            part("2024-09-04", "2024-09-21", "KE-5", "bkn", 1),
            part("2024-09-22", "2024-09-22", "D-7", "bkn", 2),
            part("2024-09-23", "2024-09-30", "D-7", "bkn", 1),
        ]
    );
}

#[test]
fn an_act_across_the_regimes_has_two_parts() {
    let answer = by(
        SubjectKind::Pns,
        "independent_support",
        Some(race("pemilu-2024", "president")),
        "2021-08-01",
        "2021-09-30",
    );
    let told: Vec<_> = answer.parts.iter().map(|p| p.to.to_string()).collect();
    assert_eq!(told, ["2021-08-30", "2021-09-30"]);
    let regimes: Vec<_> = answer
        .parts
        .iter()
        .map(|p| p.readings[0].regime.unwrap().code())
        .collect();
    assert_eq!(regimes, ["pp53", "pp94"]);
}
