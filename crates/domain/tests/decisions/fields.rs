//! Every refusal that stems from the body names its fields, all that are known at once; meetings that cannot be.

use chrono::Days;
use netralitas_domain::{
    acts::{Command, Details, decide, open_case},
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, PaperKind, Stage as S},
    refusal::Refusal,
};
use netralitas_testkit::play::{Game, Ids, Start, World, day, paper_of, reach};

use crate::{asked, verdict, with};

/// Pointer and code of every field at fault.
fn fields(refusal: &Refusal) -> Vec<(String, &'static str)> {
    let all = refusal.fields().into_iter();
    all.map(|(pointer, code, _)| (pointer.into_owned(), code))
        .collect()
}

fn refused(
    game: &Game<'_>,
    office: netralitas_domain::ids::OfficeId,
    role: Role,
    c: &Command,
) -> Refusal {
    let actor = game.world.actor(office, role);
    decide(&game.file, c, &actor, game.now, game.world.rules()).unwrap_err()
}

#[test]
fn every_day_that_has_not_come_is_named_at_once() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let mut command = asked(
        &game,
        regency,
        Role::Chair,
        A::AppointTeam,
        with(Details::None),
    );
    let tomorrow = command.effective.day + Days::new(1);
    let mut ids = Ids::from(900);
    command.papers = vec![paper_of(PaperKind::Letter, command.effective, &mut ids); 2];
    command.papers[1].received = Some(tomorrow);
    command.papers[1].dated = Some(tomorrow);
    command.effective.day = tomorrow;
    let refusal = refused(&game, regency, Role::Chair, &command);
    assert_eq!(refusal.code(), "future_day");
    let named = ["/effective_day", "/papers/1/dated", "/papers/1/received"];
    assert_eq!(
        fields(&refusal),
        named.map(|p| (p.to_owned(), "future_day"))
    );
    // An hour of today that has not come is the hour's fault.
    command.effective.day = tomorrow - Days::new(1);
    command.effective.minute = command.effective.minute.map(|m| m + 1);
    command.papers.truncate(1);
    let refusal = refused(&game, regency, Role::Chair, &command);
    assert_eq!(
        fields(&refusal),
        [("/effective_time".to_owned(), "future_day")]
    );
}

/// A paper is written, then sent, then received, and none of it lies ahead.
#[test]
fn the_days_of_a_paper_follow_each_other() {
    let world = World::new();
    let regency = world.offices.regency;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    game.wait_days(9);
    let plain = asked(
        &game,
        regency,
        Role::Chair,
        A::AppointTeam,
        with(Details::None),
    );
    let today = plain.effective.day;
    let hour = plain.effective.minute.unwrap();
    let ago = |days: u64| Some(today - Days::new(days));
    let ahead = Some(today + Days::new(1));
    let first = |dated, sent, received, hour| {
        let mut ids = Ids::from(900);
        let mut paper = paper_of(PaperKind::Letter, plain.effective, &mut ids);
        (paper.dated, paper.sent) = (dated, sent);
        (paper.received, paper.received_minute) = (received, hour);
        let mut command = plain.clone();
        command.papers.insert(0, paper);
        command
    };
    for (command, faults) in [
        (
            first(ago(3), ahead, None, None),
            vec![("/papers/0/sent", "future_day")],
        ),
        (
            first(ago(3), ago(2), ago(0), Some(hour + 1)),
            vec![("/papers/0/received_time", "future_day")],
        ),
        (
            first(ago(3), ago(4), None, None),
            vec![("/papers/0/sent", "sent_before_dated")],
        ),
        (
            first(ago(3), ago(1), ago(2), None),
            vec![("/papers/0/received", "received_before_sent")],
        ),
        (
            first(None, ago(1), ago(2), None),
            vec![("/papers/0/received", "received_before_sent")],
        ),
        (
            first(ago(1), ago(2), ago(3), None),
            vec![
                ("/papers/0/sent", "sent_before_dated"),
                ("/papers/0/received", "received_before_dated"),
                ("/papers/0/received", "received_before_sent"),
            ],
        ),
    ] {
        let refusal = refused(&game, regency, Role::Chair, &command);
        let wanted: Vec<_> = faults.iter().map(|(p, c)| ((*p).to_owned(), *c)).collect();
        assert_eq!(fields(&refusal), wanted);
    }
    // One day for all of it, the hour that is now, and a paper that reached nobody.
    for command in [
        first(ago(0), ago(0), ago(0), Some(hour)),
        first(ago(3), ago(1), None, None),
        first(ago(3), None, ago(1), Some(hour + 1)),
    ] {
        assert_eq!(verdict(&game, regency, Role::Chair, &command), None);
    }
}

#[test]
fn a_filing_names_every_field_at_fault() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022);
    let actor = start.actor(&world);
    let mut paper = start.paper();
    let tomorrow = Some(paper.effective.day + Days::new(1));
    paper.known_on = tomorrow;
    paper.content.allegations[0].act_to = tomorrow;
    paper.content.allegations[0].respondent = Ids::from(9).id();
    let refusal = open_case(&paper, None, &actor, start.moment(), world.rules()).unwrap_err();
    assert_eq!(
        fields(&refusal),
        [
            ("/known_on".to_owned(), "after_filing"),
            ("/content/allegations/0/act_to".to_owned(), "after_filing"),
            (
                "/content/allegations/0/respondent_id".to_owned(),
                "details_unfit"
            ),
        ]
    );
}

#[test]
fn a_missing_paper_a_party_and_details_have_their_fields() {
    let world = World::where_absent(|o| o.kind == OfficeType::Agency);
    let o = world.offices;
    let (game, _) = reach(&world, LawSet::Bkn, S::Recommended).unwrap();
    let mut command = asked(
        &game,
        o.regency,
        Role::ViolationsStaff,
        A::RecordReceipt,
        with(Details::None),
    );
    command.by_paper = None;
    let refusal = refused(&game, o.regency, Role::ViolationsStaff, &command);
    assert_eq!(
        fields(&refusal),
        [("/by_paper".to_owned(), "paper_required")]
    );

    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let stranger = Ids::from(9).id();
    let command = asked(
        &game,
        o.regency,
        Role::Member,
        A::RecordClarification,
        with(Details::Person(stranger)),
    );
    let refusal = refused(&game, o.regency, Role::Member, &command);
    assert_eq!(
        fields(&refusal),
        [("/details/party_id".to_owned(), "details_unfit")]
    );

    let (game, _) = reach(&world, LawSet::Pp94, S::Delivered).unwrap();
    let mut command = asked(
        &game,
        o.agency,
        Role::PersonnelUnit,
        A::FileObjection,
        with(Details::None),
    );
    command.acting_party = Some(Ids::from(9).id());
    let refusal = refused(&game, o.agency, Role::PersonnelUnit, &command);
    assert_eq!(
        fields(&refusal),
        [("/acting_party_id".to_owned(), "party_unfit")]
    );
}

#[test]
fn a_guard_that_the_body_failed_names_the_field_and_one_that_no_body_meets_names_none() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingPlenary).unwrap();
    let command = asked(
        &game,
        regency,
        Role::Chair,
        A::DecideOutcomes,
        with(Details::Outcomes(Vec::new())),
    );
    let refusal = refused(&game, regency, Role::Chair, &command);
    assert_eq!(
        fields(&refusal),
        [("/details/allegations".to_owned(), "outcomes_complete")]
    );
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    game.wait_days(60);
    let command = asked(
        &game,
        regency,
        Role::Chair,
        A::Extend,
        with(Details::Reason),
    );
    let refusal = refused(&game, regency, Role::Chair, &command);
    assert_eq!(
        (refusal.code(), fields(&refusal)),
        ("handling_term_runs", Vec::new())
    );
}

#[test]
fn a_step_that_comes_too_early_names_the_day() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let party = game.file.case().unwrap().parties[0].id;
    let mut command = asked(
        &game,
        regency,
        Role::Member,
        A::RecordClarification,
        with(Details::Person(party)),
    );
    command.effective.day = day("2023-10-23");
    let refusal = refused(&game, regency, Role::Member, &command);
    assert_eq!(
        fields(&refusal),
        [("/effective_day".to_owned(), "too_early")]
    );
    assert_eq!(refusal.missing_step(), Some(A::FileReport));
}

#[test]
fn a_meeting_that_cannot_be_is_refused_field_by_field() {
    let world = World::new();
    let regency = world.offices.regency;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingPlenary).unwrap();
    game.wait_days(3);
    let plain = {
        let track = game.file.case_track().unwrap();
        let all = netralitas_testkit::play::valid_commands(
            &game.file,
            track,
            A::DecideOutcomes,
            &world,
            game.now,
        );
        let chair = world.actor(regency, Role::Chair);
        all.into_iter().find(|(a, _)| *a == chair).unwrap().1
    };
    assert_eq!(verdict(&game, regency, Role::Chair, &plain), None);
    let step = plain.effective.day;
    let with_meeting = |change: &dyn Fn(&mut netralitas_domain::acts::MeetingFacts)| {
        let mut command = plain.clone();
        change(command.meeting.as_mut().unwrap());
        command
    };
    let rows: [(&str, &str, Command); 8] = [
        (
            "more_deciding_than_entitled",
            "/meeting/deciding",
            with_meeting(&|m| m.recused = 3),
        ),
        (
            "more_dissent_than_deciding",
            "/meeting/dissenting",
            with_meeting(&|m| m.dissenting = 4),
        ),
        (
            "future_day",
            "/meeting/day",
            with_meeting(&|m| m.day = Some(step + Days::new(1))),
        ),
        ("meeting_after_step", "/meeting/day", {
            let mut c = with_meeting(&|m| m.day = Some(step));
            c.effective.day = step - Days::new(1);
            c
        }),
        ("step_before_meeting", "/effective_day", {
            let mut c = with_meeting(&|m| {
                m.day = Some(step);
                m.recorded_before = true;
            });
            c.effective.day = step - Days::new(1);
            c
        }),
        ("quorum", "/meeting", with_meeting(&|m| m.deciding = 2)),
        // Three decide: all dissent; of four, as many as agree.
        (
            "majority",
            "/meeting/dissenting",
            with_meeting(&|m| m.dissenting = m.deciding),
        ),
        (
            "majority",
            "/meeting/dissenting",
            with_meeting(&|m| (m.deciding, m.dissenting) = (4, 2)),
        ),
    ];
    for (code, pointer, command) in &rows {
        let refusal = refused(&game, regency, Role::Chair, command);
        assert_eq!(fields(&refusal), [((*pointer).to_owned(), *code)]);
    }
    // Both counts at once.
    let both = with_meeting(&|m| (m.recused, m.dissenting) = (3, 4));
    assert_eq!(
        fields(&refused(&game, regency, Role::Chair, &both)).len(),
        2
    );
    // A meeting of an earlier day decides, and so does one of the same day.
    for days in [0, 1] {
        let good = with_meeting(&|m| {
            m.day = Some(step - Days::new(days));
            m.recorded_before = true;
            m.dissenting = 1;
        });
        assert_eq!(verdict(&game, regency, Role::Chair, &good), None);
    }
}
