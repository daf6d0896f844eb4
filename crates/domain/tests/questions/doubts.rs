//! Nothing is picked in silence: what is ambiguous or unsure says so and lists the alternatives.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::SubjectKind,
    law::{
        Confidence, Contest, Phase,
        questions::{Asked, Because, Doubt, Fits, Wrong, applies, day},
    },
};

use crate::{BOOK, by, d, doubts, holds, on, phases, plain, race};

#[test]
fn without_an_election_both_phases_are_listed() {
    let answer = on("photo_posted", None, "2024-09-25");
    assert_eq!(phases(&answer), [Phase::Before, Phase::After]);
    for reading in &answer.parts[0].readings {
        assert!(doubts(reading).contains(&Doubt::NoElection));
    }
}

/// The lists of 2023 were fixed on a day of which no text was seen: only what lies around it is settled.
#[test]
fn an_unsure_day_of_fixing_lists_both_phases_where_nothing_else_settles_it() {
    let dpr = Some(race("pemilu-2024", "dpr"));
    for (day, expected, because) in [
        ("2023-04-23", vec![Phase::Before], Because::BeforeFixed),
        (
            "2023-11-02",
            vec![Phase::Before, Phase::After],
            Because::BeforeFixed,
        ),
        (
            "2023-11-04",
            vec![Phase::After, Phase::Before],
            Because::AfterFixed,
        ),
        (
            "2023-11-27",
            vec![Phase::After, Phase::Before],
            Because::AfterFixed,
        ),
        ("2023-11-28", vec![Phase::After], Because::CampaignBegun),
    ] {
        let because = if day == "2023-04-23" {
            Because::BeforeRegistration
        } else {
            because
        };
        let answer = on("banners", dpr, day);
        assert_eq!(phases(&answer), expected, "{day}");
        let reading = &answer.parts[0].readings[0];
        assert_eq!(
            doubts(reading).contains(&Doubt::FixingUnsure),
            expected.len() == 2,
            "{day}"
        );
        let step = reading
            .steps
            .iter()
            .find(|s| s.what == because)
            .unwrap_or_else(|| panic!("{day}: {:?}", reading.steps));
        assert_eq!(
            step.confidence == Confidence::Unsure,
            expected.len() == 2,
            "{day}"
        );
    }
}

#[test]
fn an_election_whose_candidates_are_not_fixed_in_the_book_lists_both_phases() {
    let mut book = BOOK.clone();
    book.stages.retain(|s| s.stage.code() != "candidates_fixed");
    let asked = Asked {
        act: "banners",
        subject: SubjectKind::Pns,
        contest: Some(race("pilkada-2024", "regent")),
        from: d("2024-09-23"),
        to: d("2024-09-23"),
        intake: None,
    };
    let answer = applies(&book, &asked).unwrap();
    assert_eq!(phases(&answer), [Phase::Before, Phase::After]);
    assert!(
        answer.parts[0].readings[0]
            .doubts
            .contains(&Doubt::FixingNotKnown)
    );
}

#[test]
fn an_act_without_a_row_in_its_phase_says_so_and_tells_where_it_has_one() {
    // N-1, which may mean it too, speaks of civil servants (PNS, CPNS) alone.
    let answer = by(
        SubjectKind::Pppk,
        "campaign_activity_joined",
        Some(race("pilkada-2024", "regent")),
        "2024-10-01",
        "2024-10-01",
    );
    let reading = plain(&answer);
    assert!(reading.rows.is_empty());
    assert!(doubts(reading).contains(&Doubt::NoRow));
    let elsewhere: Vec<_> = reading.elsewhere.iter().map(|v| v.code.as_str()).collect();
    assert_eq!(elsewhere, ["KE-6"]);
    let told = reading.steps.iter();
    let told = told.filter(|s| s.what == Because::RowElsewhere);
    assert!(told.clone().all(|s| s.note.contains("N-1")) && told.count() == 1);
    // Before the catalogue of 2022 there was none for a photo, and the one of 2020 is of one election.
    let answer = on(
        "photo_posted",
        Some(race("pemilu-2024", "president")),
        "2021-01-01",
    );
    assert!(doubts(plain(&answer)).contains(&Doubt::NoRow));
    let answer = on(
        "photo_posted",
        Some(race("pilkada-2020", "regent")),
        "2020-10-01",
    );
    assert_eq!(holds(plain(&answer)), ["L20-3"]);
}

#[test]
fn a_row_whose_phase_was_not_seen_may_hold_in_the_other_one() {
    let before = on(
        "partisan_activities",
        Some(race("pilkada-2024", "regent")),
        "2024-05-01",
    );
    let reading = plain(&before);
    assert!(holds(reading).is_empty());
    let may: BTreeSet<&str> = reading.rows.iter().map(|r| r.row.code.as_str()).collect();
    assert_eq!(may, BTreeSet::from(["D-8", "N-6"]));
    assert!(reading.rows.iter().all(|r| r.fits == Fits::MayHold));
    assert!(doubts(reading).contains(&Doubt::RowUnsure));
    let spouse = on(
        "spouse_campaign_joined",
        Some(race("pilkada-2024", "regent")),
        "2024-10-01",
    );
    assert_eq!(plain(&spouse).rows[0].fits, Fits::MayHold);
}

#[test]
fn a_level_that_was_not_seen_lists_the_kinds_of_every_level() {
    let answer = on(
        "photo_posted",
        Some(race("pilkada-2020", "regent")),
        "2020-10-01",
    );
    let reading = plain(&answer);
    assert!(doubts(reading).contains(&Doubt::LevelNotSeen));
    let levels: BTreeSet<&str> = reading.rows[0]
        .kinds
        .iter()
        .map(|k| k.kind.level.as_str())
        .collect();
    assert_eq!(
        levels,
        BTreeSet::from(["moral", "ringan", "sedang", "berat"])
    );
}

#[test]
fn an_unknown_person_lists_every_kind_of_person() {
    let answer = by(
        SubjectKind::Unknown,
        "banners",
        Some(race("pilkada-2024", "regent")),
        "2024-10-01",
        "2024-10-01",
    );
    assert_eq!(answer.doubts, [Doubt::SubjectUnknown]);
    let listed: Vec<SubjectKind> = answer.parts[0].readings.iter().map(|r| r.subject).collect();
    let every: Vec<SubjectKind> = SubjectKind::ALL
        .iter()
        .copied()
        .filter(|s| *s != SubjectKind::Unknown)
        .collect();
    assert_eq!(listed, every);
}

/// Who is reviewed has rows and an authority; who is not has a destination, or a doubt.
#[test]
fn every_kind_of_person_goes_somewhere_or_says_that_it_is_not_known() {
    for subject in SubjectKind::ALL
        .iter()
        .filter(|s| **s != SubjectKind::Unknown)
    {
        let answer = by(
            *subject,
            "banners",
            Some(race("pilkada-2024", "regent")),
            "2024-10-01",
            "2024-10-01",
        );
        let reading = plain(&answer);
        assert_eq!(reading.authority.is_some(), subject.is_asn(), "{subject:?}");
        assert_eq!(
            reading.destinations.is_empty(),
            subject.is_asn(),
            "{subject:?}"
        );
        let acts = subject.is_asn() || *subject == SubjectKind::Ppnpn;
        assert_eq!(reading.rows.is_empty(), !acts, "{subject:?}");
        let contract = matches!(subject, SubjectKind::Ppnpn | SubjectKind::ContractWorker);
        let of_contract = reading
            .steps
            .iter()
            .any(|s| s.what == Because::KindsOfContract);
        assert_eq!(of_contract, contract, "{subject:?}");
        assert_eq!(
            doubts(reading).contains(&Doubt::NoKinds),
            !acts && !contract,
            "{subject:?}"
        );
        let unsure = matches!(
            subject,
            SubjectKind::VillageOfficial
                | SubjectKind::Police
                | SubjectKind::Army
                | SubjectKind::Organiser
        );
        assert_eq!(
            doubts(reading).contains(&Doubt::DestinationUnsure),
            unsure,
            "{subject:?}"
        );
        if *subject == SubjectKind::VillageOfficial {
            assert!(doubts(reading).contains(&Doubt::SeveralDestinations));
        }
    }
}

#[test]
fn every_parameter_that_the_book_does_not_know_is_told() {
    let asked = Asked {
        act: "swimming",
        subject: SubjectKind::Pns,
        contest: Some(Contest {
            election: "pilkada-1999",
            race: "regent",
            region: Some("99.99"),
        }),
        from: d("2024-10-02"),
        to: d("2024-10-01"),
        intake: None,
    };
    let wrong = |field, code| Wrong { field, code };
    assert_eq!(
        applies(&BOOK, &asked).unwrap_err(),
        [
            wrong("act", "unknown_act"),
            wrong("election", "unknown_election"),
            wrong("region", "unknown_region"),
            wrong("day_to", "end_before_start"),
        ]
    );
}

/// Merauke was `91.01` until its province was made, and is `93.01` since.
#[test]
fn a_region_of_other_days_is_taken_with_a_doubt() {
    let ask = |region, from: &str, to: &str| {
        let asked = Asked {
            act: "banners",
            subject: SubjectKind::Pns,
            contest: Some(Contest {
                election: "pilkada-2024",
                race: "regent",
                region: Some(region),
            }),
            from: d(from),
            to: d(to),
            intake: None,
        };
        applies(&BOOK, &asked).unwrap().doubts
    };
    for (region, from, to, doubted) in [
        ("91.01", "2022-07-24", "2022-07-24", false),
        ("91.01", "2022-07-25", "2022-07-25", true),
        ("93.01", "2022-07-24", "2022-07-24", true),
        ("93.01", "2022-07-25", "2022-07-25", false),
        ("91.01", "2022-07-24", "2022-07-25", true),
        ("73.71", "2022-07-24", "2022-07-25", false),
    ] {
        let found = ask(region, from, to).contains(&Doubt::RegionOfOtherDays);
        assert_eq!(found, doubted, "{region} {from} {to}");
    }
}

#[test]
fn a_day_says_whether_it_is_worked_and_why_not() {
    use netralitas_domain::law::DayKind;
    let kind = |text: &str| day(&BOOK, d(text), None).found.kind;
    assert_eq!(kind("2024-04-05"), DayKind::Working);
    assert_eq!(kind("2024-04-06"), DayKind::Weekend);
    assert!(matches!(kind("2024-04-08"), DayKind::Holiday(_)));
    assert_eq!(
        day(&BOOK, d("2035-04-05"), None).doubts,
        [Doubt::NoHolidaysKnown]
    );
    // A worked day of a year that is still to be decreed is no plain answer.
    assert_eq!(kind("2027-04-05"), DayKind::Working);
    assert_eq!(
        day(&BOOK, d("2027-04-05"), None).doubts,
        [Doubt::HolidaysProvisional]
    );
    // A day that was taken back tells both decrees.
    let back = day(&BOOK, d("2021-10-19"), None);
    assert!(back.found.is_working() && back.doubts.is_empty());
    assert_eq!(back.found.superseded.len(), 2);
}

#[test]
fn a_kind_of_person_of_whom_nothing_is_known_on_the_day_says_so() {
    for (day, known) in [
        ("2023-01-02", false),
        ("2023-01-03", true),
        ("2023-01-04", true),
    ] {
        let contest = Some(race("pemilu-2024", "president"));
        let answer = by(SubjectKind::Ppnpn, "banners", contest, day, day);
        let reading = plain(&answer);
        let says = doubts(reading).contains(&Doubt::SubjectNotInForce);
        assert_eq!((!says, !reading.rows.is_empty()), (known, known), "{day}");
    }
}

#[test]
fn rows_of_different_levels_and_unsure_days_off_are_told() {
    let mut book = BOOK.clone();
    let row = book.violations.iter_mut().find(|v| v.code == "D-8");
    row.unwrap().levels = vec![netralitas_domain::law::Weight::Sedang];
    let asked = Asked {
        act: "partisan_activities",
        subject: SubjectKind::Pns,
        contest: Some(race("pilkada-2024", "regent")),
        from: d("2024-10-01"),
        to: d("2024-10-01"),
        intake: None,
    };
    let differ = |book| {
        let answer = applies(book, &asked).unwrap();
        answer.parts[0].readings[0]
            .doubts
            .contains(&Doubt::LevelsDiffer)
    };
    assert!(differ(&book) && !differ(&BOOK));
    let mut unsure = BOOK.calendar.holidays();
    let unsure = unsure.find(|h| h.confidence == Confidence::Unsure).unwrap();
    assert_eq!(
        day(&BOOK, unsure.day, None).doubts,
        [Doubt::HolidaysProvisional, Doubt::HolidayUnsure]
    );
}

/// The joint decree of 2020 is of one election and ended with that of 2022.
#[test]
fn the_decree_of_2020_ends_with_that_of_2022() {
    let of_2020 = |contest, day: &str| {
        let answer = on("photo_posted", contest, day);
        answer.parts[0]
            .readings
            .iter()
            .any(|r| r.rows.iter().any(|row| row.row.code == "L20-3"))
    };
    let own = Some(race("pilkada-2020", "regent"));
    for (contest, day, holds) in [
        (own, "2020-10-01", true),
        (own, "2022-09-21", true),
        (own, "2022-09-22", false),
        (own, "2023-01-01", false),
        (None, "2024-10-01", false),
    ] {
        assert_eq!(of_2020(contest, day), holds, "{day}");
    }
}

/// What the row or its kinds do not know is a doubt of the answer.
#[test]
fn an_unsure_basis_phase_or_kind_is_told() {
    let regent = Some(race("pilkada-2024", "regent"));
    let told = |act, contest, day, doubt| doubts(plain(&on(act, contest, day))).contains(&doubt);
    for act in ["party_approach", "campaign_team"] {
        assert!(told(act, regent, "2024-08-10", Doubt::BasisUnsure), "{act}");
    }
    assert!(!told("banners", regent, "2024-08-10", Doubt::BasisUnsure));
    let pppk = |day: &str| {
        let answer = by(SubjectKind::Pppk, "photo_posted", regent, day, day);
        doubts(plain(&answer)).to_vec()
    };
    assert!(pppk("2024-09-10").contains(&Doubt::KindsUnsure));
    assert!(!pppk("2024-10-10").contains(&Doubt::KindsUnsure));
    assert!(!told(
        "photo_posted",
        regent,
        "2024-09-10",
        Doubt::KindsUnsure
    ));
    // A row that holds is not said to hold perhaps.
    let then = Some(race("pilkada-2020", "regent"));
    assert!(!told(
        "decision_favouring",
        then,
        "2020-10-10",
        Doubt::RowUnsure
    ));
    assert!(told(
        "decision_favouring",
        then,
        "2020-10-10",
        Doubt::PhaseNotSeen
    ));
    assert!(!told(
        "decision_favouring",
        regent,
        "2024-10-10",
        Doubt::PhaseNotSeen
    ));
    assert!(told(
        "campaign_joined",
        regent,
        "2024-10-10",
        Doubt::RowUnsure
    ));
}

/// UU 5/2014 was repealed on 31 October 2023: what the annex prints is told as printed since.
#[test]
fn a_repealed_norm_is_not_sure() {
    let president = Some(race("pemilu-2024", "president"));
    for act in [
        "banners",
        "online_campaign",
        "declaration_attended",
        "social_media_engagement",
        "photo_posted",
    ] {
        for (contest, day, known) in [
            (president, "2023-11-14", false),
            (Some(race("pilkada-2020", "regent")), "2023-10-30", true),
            (Some(race("pilkada-2020", "regent")), "2023-10-31", false),
        ] {
            let answer = on(act, contest, day);
            for row in plain(&answer).rows.iter().map(|r| r.row) {
                let printed = row
                    .norm
                    .contains("as printed; UU 20/2023 (article not seen)");
                assert_eq!(printed, !known, "{act} {day} {}", row.norm);
                assert!(
                    known || row.basis_confidence != Confidence::Sure,
                    "{act} {day}"
                );
            }
        }
    }
}

/// The statute holds without the decrees.
#[test]
fn membership_of_a_party_ends_service_by_the_statute_itself() {
    for (day, basis) in [
        ("2021-08-30", "UU 5/2014 art. 87(4) c"),
        ("2023-10-31", "UU 20/2023 art. 52(3) j with 52(4)"),
    ] {
        let answer = on(
            "party_membership",
            Some(race("pemilu-2024", "president")),
            day,
        );
        let row = plain(&answer)
            .rows
            .iter()
            .find(|r| r.row.code == "U-1")
            .unwrap();
        assert_eq!(row.row.sanction_basis, basis, "{day}");
        assert_eq!(row.kinds[0].kind.code, "dismissal_without_honour");
    }
}

#[test]
fn the_criminal_side_is_told_with_its_source() {
    for (contest, source) in [
        (Some(race("pilkada-2024", "regent")), &["UU 10/2016"][..]),
        (Some(race("pemilu-2024", "president")), &["UU 7/2017"]),
        (None, &["UU 7/2017", "UU 10/2016"]),
    ] {
        let answer = on("campaign_joined", contest, "2024-10-10");
        for reading in &answer.parts[0].readings {
            let steps = reading.steps.iter();
            let crimes: Vec<_> = steps.filter(|s| s.what == Because::MayBeCrime).collect();
            assert_eq!(crimes.len(), source.len());
            let named = |text: &&str| crimes.iter().any(|s| s.source.contains(text));
            assert!(source.iter().all(named), "{crimes:?}");
        }
    }
}

/// The circular on workers who are no civil servants is of 3 January 2023.
#[test]
fn no_destination_is_older_than_its_instrument() {
    for (day, goes) in [("2023-01-02", false), ("2023-01-03", true)] {
        let contest = Some(race("pilkada-2024", "regent"));
        let answer = by(SubjectKind::Ppnpn, "photo_posted", contest, day, day);
        assert_eq!(!plain(&answer).destinations.is_empty(), goes, "{day}");
        assert_eq!(
            doubts(plain(&answer)).contains(&Doubt::NoDestination),
            !goes
        );
    }
}

/// The seven prohibitions of 2017 hold until the joint decree of 2020.
#[test]
fn the_letter_of_2017_has_its_rows() {
    for act in ["photo_posted", "banners", "party_speaker"] {
        for (day, rows) in [("2018-06-01", 1), ("2020-09-09", 1), ("2020-09-10", 0)] {
            let answer = on(act, Some(race("pemilu-2024", "president")), day);
            assert_eq!(answer.parts[0].readings[0].rows.len(), rows, "{act} {day}");
        }
    }
}

/// Joining an event and taking part in a campaign may be one act: after candidates are fixed no row is sure to name
/// the first, and a clerk is not told that there is none.
#[test]
fn a_row_that_may_mean_another_act_too_may_hold_for_it() {
    let contest = Some(race("pilkada-2024", "regent"));
    for (act, day, row, elsewhere) in [
        ("campaign_activity_joined", "2024-10-10", "N-1", "KE-6"),
        ("campaign_joined", "2024-08-10", "KE-6", "P53-2"),
    ] {
        let answer = on(act, contest, day);
        let reading = plain(&answer);
        let found = reading.rows.iter().find(|r| r.row.code == row).unwrap();
        assert_eq!(found.fits, Fits::MayHold, "{act}");
        assert!(!holds(reading).contains(&row.to_owned()), "{act}");
        let told = doubts(reading);
        assert!(told.contains(&Doubt::RowUnsure), "{act}: {told:?}");
        assert!(!told.contains(&Doubt::NoRow), "{act}: {told:?}");
        let codes: Vec<_> = reading.elsewhere.iter().map(|r| &r.code).collect();
        assert!(codes.contains(&&elsewhere.to_owned()), "{act}: {codes:?}");
    }
    // Its own act it names as before.
    let answer = on("campaign_activity_joined", contest, "2024-08-10");
    assert!(holds(plain(&answer)).contains(&"KE-6".to_owned()));
}
