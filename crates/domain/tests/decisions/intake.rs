//! Filing, study, completion, withdrawal, findings.

use netralitas_domain::{
    acts::{Details, Historic, InitialStudyFindings, open_case},
    file::{Channel, LinkKind, Origin, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{
        Action as A, Machine, Mark, NotRegisteredGround, Outcome, Requirement, Stage as S, Term,
    },
};
use netralitas_testkit::play::{Game, Ids, Start, World, day, reach};

use crate::{always_refused, codes, give, possible, stage, with};

fn study(gaps: &[Requirement], late: bool, already_solved: bool) -> Details {
    Details::InitialStudy(InitialStudyFindings {
        gaps: gaps.to_vec(),
        late: late.then_some(true),
        already_solved,
        kinds: vec![Outcome::Administrative, Outcome::OtherLaw],
        ..InitialStudyFindings::default()
    })
}

fn studied<'w>(world: &'w World, details: Details) -> Game<'w> {
    let mut game = Game::start(world, &Start::report(world, LawSet::Pemilu2022));
    let office = world.offices.regency;
    give(
        &mut game,
        office,
        Role::Chair,
        A::CompleteInitialStudy,
        with(details),
    )
    .unwrap();
    game
}

#[test]
fn where_a_report_is_filed_decides_where_it_waits() {
    let world = World::new();
    let report = Start::report(&world, LawSet::Pemilu2022);
    let o = world.offices;
    for (office, online, stage, term) in [
        (o.regency, false, S::Received, Term::InitialStudy),
        (o.regency, true, S::OnlineDraft, Term::EvidenceHandOver),
        (o.village, false, S::HeldByField, Term::PassOn),
        // A field supervisor passes on, however the report came.
        (o.village, true, S::HeldByField, Term::PassOn),
    ] {
        let mut start = report.clone().at(office);
        if online {
            start = start.online();
        }
        let game = Game::start(&world, &start);
        let track = game.file.case_track().unwrap();
        assert_eq!(track.stage, stage);
        let open: Vec<_> = track
            .terms
            .iter()
            .filter(|t| t.is_open())
            .map(|t| t.term)
            .collect();
        assert_eq!(open, [term]);
        // The office that studies it numbers it; a field supervisor only passes on.
        let numbered = stage != S::HeldByField;
        assert_eq!(track.numbers.len(), usize::from(numbered));
        if !numbered {
            let mut passed = game.clone();
            let events = passed.play(A::PassOn);
            assert_eq!(events[0].numbers[0].office, o.sub_district);
        }
    }
}

#[test]
fn a_creation_and_its_origin_belong_together() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022);
    let mut paper = start.paper();
    paper.origin = Origin::Finding;
    let verdict = open_case(
        &paper,
        None,
        &start.actor(&world),
        start.moment(),
        world.rules(),
    );
    assert_eq!(verdict.unwrap_err().code(), "details_unfit");
}

#[test]
fn a_report_after_its_seven_working_days_is_taken_marked_late_and_not_registered() {
    let world = World::new();
    // Known on Friday 20 Oct 2023: seven working days end on Tuesday 31 Oct at 16.00.
    for (filed, hour, late) in [
        ("2023-10-31", 16, false),
        ("2023-10-31", 17, true),
        ("2023-11-01", 8, true),
    ] {
        let mut start = Start::report(&world, LawSet::Pemilu2022);
        start.day = day(filed);
        start.hour = hour;
        start.known = Some(day("2023-10-20"));
        let mut game = Game::start(&world, &start);
        let case = game.file.case().unwrap();
        assert_eq!(case.filed_late, late, "{filed} {hour}");
        assert_eq!(game.events[0].late, late.then_some(Term::ReportFiling));
        let gap = case.open_requirements().contains(&Requirement::FiledInTime);
        assert_eq!(gap, late);
        let term = &game.file.case_track().unwrap().terms[0];
        assert_eq!(term.due_day, day("2023-10-31"));
        assert_eq!((term.closed_by, term.closed_late), (Some(1), late));
        if !late {
            continue;
        }
        let regency = world.offices.regency;
        let details = study(&[Requirement::FiledInTime], false, false);
        give(
            &mut game,
            regency,
            Role::Chair,
            A::CompleteInitialStudy,
            with(details),
        )
        .unwrap();
        // Naming the gap says that it is late; it cannot be cured.
        assert!(game.file.case().unwrap().study.as_ref().unwrap().late);
        always_refused(&game, A::RequestCompletion, "gaps_curable");
        always_refused(&game, A::RegisterReport, "requirements_met");
        let events = game.play(A::DeclareNotRegistered);
        assert_eq!(events[0].to, S::NotRegistered);
        let ground = game.file.case().unwrap().not_registered;
        assert_eq!(ground, Some(NotRegisteredGround::Late));
    }
}

#[test]
fn gaps_are_told_completed_and_then_registered() {
    let world = World::new();
    let mut game = studied(&world, study(&[Requirement::Evidence], false, false));
    assert!(
        game.file
            .case_track()
            .unwrap()
            .open_term(Term::NotifyGaps)
            .is_some()
    );
    always_refused(&game, A::RegisterReport, "requirements_met");
    game.play(A::RequestCompletion);
    assert_eq!(stage(&game), S::AwaitingCompletion);
    game.play_with(
        A::CompleteReport,
        |d| matches!(d, Details::Supplement(s) if !s.given.is_empty()),
    );
    assert!(game.file.case().unwrap().requirements_met());
    always_refused(&game, A::RequestCompletion, "gaps_curable");
    game.play(A::RegisterReport);
    assert_eq!(stage(&game), S::Registered);
}

/// Perbawaslu 7/2022 art. 24(4), (7): one period; what brings nothing is no completion.
#[test]
fn a_completion_is_asked_for_once_and_brings_something() {
    let world = World::new();
    let mut game = studied(&world, study(&[Requirement::Evidence], false, false));
    game.play(A::RequestCompletion);
    let found = codes(
        &game,
        A::CompleteReport,
        |c| matches!(&c.details, Details::Supplement(s) if *s == Default::default()),
    );
    assert_eq!(found, ["nothing_completed"].into());
    game.play_with(
        A::CompleteReport,
        |d| matches!(d, Details::Supplement(s) if s.given == [Requirement::ReporterName]),
    );
    let open = game.file.case().unwrap().open_requirements();
    assert_eq!(open, [Requirement::Evidence]);
    always_refused(&game, A::RequestCompletion, "completion_once");
    always_refused(&game, A::RegisterReport, "requirements_met");
    game.play(A::DeclareNotRegistered);
    assert_eq!(stage(&game), S::NotRegistered);
}

/// Art. 24(3): a filing after its term is late whatever text comes along, unless the study says that it is in time
/// and why.
#[test]
fn a_filing_after_its_term_stays_late_unless_the_study_says_why_it_is_not() {
    let world = World::new();
    let mut start = Start::report(&world, LawSet::Pilkada2024);
    start.known = Some(day("2024-09-02"));
    let game = Game::start(&world, &start);
    let regency = world.offices.regency;
    let found = |late, reasoned: bool| {
        let reason = Ids::from(40).id();
        Details::InitialStudy(InitialStudyFindings {
            late,
            late_reason: reasoned.then_some(reason),
            kinds: vec![Outcome::OtherLaw],
            ..InitialStudyFindings::default()
        })
    };
    let studied = |late, reasoned| {
        let mut game = game.clone();
        let body = with(found(late, reasoned));
        give(
            &mut game,
            regency,
            Role::Chair,
            A::CompleteInitialStudy,
            body,
        )
        .map(|_| game)
    };
    let time = [Requirement::FiledInTime];
    assert_eq!(game.file.case().unwrap().open_requirements(), time);
    // A text of the study is there each time; it says nothing of the time.
    for late in [None, Some(true)] {
        let game = studied(late, false).unwrap();
        let case = game.file.case().unwrap();
        assert!(case.study.as_ref().unwrap().late);
        assert_eq!(case.open_requirements(), time);
        always_refused(&game, A::RegisterReport, "requirements_met");
    }
    for (late, reasoned, code, pointer) in [
        (
            Some(false),
            false,
            "late_reason_missing",
            "/details/late_reason",
        ),
        (None, true, "details_unfit", "/details/late_reason"),
    ] {
        let refusal = studied(late, reasoned).unwrap_err();
        let (at, found, _) = refusal.fields().remove(0);
        assert_eq!((at.as_ref(), found), (pointer, code));
    }
    let mut game = studied(Some(false), true).unwrap();
    assert!(game.file.case().unwrap().open_requirements().is_empty());
    game.play(A::RegisterReport);
    assert_eq!(stage(&game), S::Registered);
}

/// Perbawaslu 7/2022 art. 15(2) b, 16(1), 17(1), 22: election violations are registered, breaches of other laws
/// alone are forwarded. For Pilkada the text was not seen.
#[test]
fn only_a_report_of_an_election_violation_is_registered_in_a_general_election() {
    let world = World::new();
    let regency = world.offices.regency;
    let studied = |law, kinds: &[Outcome]| {
        let mut game = Game::start(&world, &Start::report(&world, law));
        let body = with(Details::InitialStudy(InitialStudyFindings {
            kinds: kinds.to_vec(),
            ..InitialStudyFindings::default()
        }));
        give(
            &mut game,
            regency,
            Role::Chair,
            A::CompleteInitialStudy,
            body,
        )
        .map(|_| game)
        .map_err(|r| (r.code(), r.fields()[0].0.clone().into_owned()))
    };
    let (pemilu, pilkada) = (LawSet::Pemilu2022, LawSet::Pilkada2024);
    let other = studied(pemilu, &[Outcome::OtherLaw]).unwrap();
    always_refused(&other, A::RegisterReport, "election_violation_seen");
    assert!(possible(&other, A::ForwardUnregistered, |_| true));
    let mixed = studied(pemilu, &[Outcome::OtherLaw, Outcome::Criminal]).unwrap();
    assert!(possible(&mixed, A::RegisterReport, |_| true));
    let other = studied(pilkada, &[Outcome::OtherLaw]).unwrap();
    assert!(possible(&other, A::RegisterReport, |_| true));
    let fault = |law, kinds: &[Outcome]| studied(law, kinds).unwrap_err();
    assert_eq!(
        fault(pemilu, &[]),
        ("kind_missing", "/details/kinds".into())
    );
    assert!(studied(pilkada, &[]).is_ok());
    for kinds in [
        [Outcome::OtherLaw, Outcome::NotProven],
        [Outcome::OtherLaw, Outcome::OtherLaw],
    ] {
        let expected = ("kind_unfit", "/details/kinds/1".to_owned());
        assert_eq!(fault(pemilu, &kinds), expected);
    }
}

/// Office hours are those of an office; what comes through SigapLapor has the whole last day.
#[test]
fn an_online_report_is_in_time_until_the_end_of_its_last_day() {
    let world = World::new();
    for (channel, late) in [(Channel::InPerson, true), (Channel::SigapLapor, false)] {
        let mut start = Start::report(&world, LawSet::Pemilu2022);
        (start.day, start.hour) = (day("2023-10-31"), 20);
        start.known = Some(day("2023-10-20"));
        start.channel = channel;
        let game = Game::start(&world, &start);
        assert_eq!(game.file.case().unwrap().filed_late, late, "{channel:?}");
    }
    let mut start = Start::report(&world, LawSet::Pemilu2022).online();
    (start.day, start.hour) = (day("2023-11-01"), 1);
    start.known = Some(day("2023-10-20"));
    assert!(Game::start(&world, &start).file.case().unwrap().filed_late);
}

#[test]
fn what_is_odd_of_a_filing_is_marked() {
    let world = World::new();
    let o = world.offices;
    let marks = |start: &Start| Game::start(&world, start).events[0].marks.clone();
    let plain = Start::report(&world, LawSet::Pilkada2024);
    assert!(marks(&plain).is_empty());
    let mut after = plain.clone();
    after.act = after.known.and_then(|d| d.succ_opt());
    assert_eq!(marks(&after), [Mark::ActAfterKnown]);
    assert_eq!(
        marks(&plain.online().at(o.sub_district)),
        [Mark::OnlineElsewhere]
    );
}

#[test]
fn a_finding_is_established_within_its_seven_days() {
    let world = World::new();
    for law in [LawSet::Pemilu2022, LawSet::Pilkada2024] {
        let mut game = Game::start(&world, &Start::supervision(&world, law));
        game.wait_days(7);
        assert!(possible(&game, A::EstablishFinding, |_| true));
        game.wait_days(1);
        always_refused(&game, A::EstablishFinding, "finding_in_time");
        // Historic entry notes it.
        let actor = world.actor(o_regency(&world), Role::Chair);
        let body = with(Details::Plenary);
        let mut command = crate::asked(
            &game,
            o_regency(&world),
            Role::Chair,
            A::EstablishFinding,
            body,
        );
        command.historic = Some(Historic::default());
        let mut historic = game.clone();
        historic.wait_days(1);
        let mut actor = actor;
        assert_eq!(
            historic.give(&actor, &command).unwrap_err().code(),
            "historic_right_missing"
        );
        actor.roles.push(Role::HistoricRecorder);
        let events = historic.give(&actor, &command).unwrap();
        assert_eq!(
            events[0].irregular,
            [netralitas_domain::procedure::Guard::FindingInTime]
        );
        game.play(A::CloseInformation);
        assert_eq!(stage(&game), S::InformationClosed);
    }
}

const fn o_regency(world: &World) -> netralitas_domain::ids::OfficeId {
    world.offices.regency
}

/// Art. 38: how far a report goes down follows from whose initial study it was.
#[test]
fn a_delegated_report_goes_no_further_than_its_initial_study_allows() {
    let world = World::new();
    let o = world.offices;
    let delegated = |from, to: &[netralitas_domain::ids::OfficeId]| {
        let start = Start::report(&world, LawSet::Pemilu2022).at(from);
        let mut game = Game::start(&world, &start);
        game.play(A::CompleteInitialStudy);
        for office in to {
            game.play_with(A::Delegate, |d| *d == Details::Delegation(*office));
        }
        game
    };
    for (from, to) in [
        (o.national, vec![o.province, o.regency]),
        (o.province, vec![o.regency]),
        (o.regency, vec![o.sub_district]),
    ] {
        let mut game = delegated(from, &to);
        assert_eq!(game.file.case().unwrap().studied_by, Some(from));
        always_refused(&game, A::Delegate, "delegation_allowed");
        game.play(A::RegisterReport);
    }
}

#[test]
fn not_completed_is_a_ground_only_after_the_term_or_a_completion_that_does_not_help() {
    let world = World::new();
    let ground = NotRegisteredGround::NotCompleted;
    let is = |d: &Details| matches!(d, Details::NotRegistered(g) if *g == ground);
    let mut game = studied(&world, study(&[Requirement::Evidence], false, false));
    always_refused(
        &game,
        A::DeclareNotRegistered,
        "not_registered_ground_holds",
    );
    game.play(A::RequestCompletion);
    always_refused(
        &game,
        A::DeclareNotRegistered,
        "not_registered_ground_holds",
    );
    let mut waited = game.clone();
    waited.wait_days(7).play_with(A::DeclareNotRegistered, is);
    assert_eq!(stage(&waited), S::NotRegistered);
    // Or the reporter comes with nothing that helps.
    game.play_with(
        A::CompleteReport,
        |d| matches!(d, Details::Supplement(s) if s.given == [Requirement::ReporterName]),
    );
    game.play_with(A::DeclareNotRegistered, is);
    assert_eq!(stage(&game), S::NotRegistered);
}

#[test]
fn other_grounds_hold_when_the_study_or_the_term_says_so() {
    let world = World::new();
    let solved = studied(&world, study(&[], false, true));
    assert!(possible(&solved, A::DeclareNotRegistered, |c| {
        c.details == Details::NotRegistered(NotRegisteredGround::AlreadySolved)
    }));
    assert!(!possible(&solved, A::DeclareNotRegistered, |c| {
        c.details == Details::NotRegistered(NotRegisteredGround::Late)
    }));
    let mut draft = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022).online());
    always_refused(
        &draft,
        A::DeclareNotRegistered,
        "not_registered_ground_holds",
    );
    draft.wait_days(7);
    assert!(possible(&draft, A::DeclareNotRegistered, |c| {
        c.details == Details::NotRegistered(NotRegisteredGround::EvidenceNotHandedOver)
    }));
}

/// A study may overlook it: without any respondent or any allegation nothing can be decided later.
#[test]
fn a_case_without_respondent_or_allegation_is_not_registered_but_completed() {
    let world = World::new();
    let start = Start::report(&world, LawSet::Pemilu2022).about(&[]);
    let mut game = Game::start(&world, &start);
    let office = world.offices.regency;
    give(
        &mut game,
        office,
        Role::Chair,
        A::CompleteInitialStudy,
        with(study(&[], false, false)),
    )
    .unwrap();
    let gaps = game.file.case().unwrap().gaps();
    assert_eq!(gaps, [Requirement::Respondent, Requirement::Account]);
    always_refused(&game, A::RegisterReport, "requirements_met");
    game.play(A::RequestCompletion);
    game.play_with(
        A::CompleteReport,
        |d| matches!(d, Details::Supplement(s) if !s.allegations.is_empty()),
    );
    game.play(A::RegisterReport);
    assert_eq!(stage(&game), S::Registered);
}

#[test]
fn withdrawal_ends_a_report_before_registration_and_is_only_logged_after() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingCompletion).unwrap();
    game.play(A::WithdrawReport);
    let track = game.file.case_track().unwrap();
    assert_eq!(track.stage, S::Withdrawn);
    assert!(track.terms.iter().all(|t| !t.is_open()));

    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    assert_eq!(
        crate::code(
            &game,
            world.offices.regency,
            Role::IntakeOfficer,
            A::WithdrawReport,
            with(Details::None)
        ),
        Some("step_not_allowed")
    );
    game.play(A::WithdrawAfterRegistration);
    assert_eq!(stage(&game), S::InStudy);
}

#[test]
fn a_finding_has_nobody_who_could_withdraw_it() {
    let world = World::new();
    let mut game = Game::start(&world, &Start::supervision(&world, LawSet::Pemilu2022));
    game.play(A::EstablishFinding);
    game.play(A::RegisterFinding);
    always_refused(&game, A::WithdrawAfterRegistration, "from_report");
}

#[test]
fn a_withdrawn_report_becomes_early_information_once() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Withdrawn).unwrap();
    let start = Start {
        number: 2,
        ..Start::information(&world, LawSet::Pemilu2022)
    };
    let mut paper = start.paper();
    paper.spawned_from = Some(game.file.id);
    let open = |file| {
        open_case(
            &paper,
            Some(file),
            &start.actor(&world),
            game.now,
            world.rules(),
        )
    };
    let events = open(&game.file).unwrap();
    assert_eq!(events.len(), 2);
    let mut source = game.file.clone();
    source.apply(&events[1..]);
    let case = source.case().unwrap();
    assert_eq!(case.links[0].kind, LinkKind::SpawnedInto);
    assert_eq!(source.case_track().unwrap().stage, S::Withdrawn);
    assert_eq!(open(&source).unwrap_err().code(), "step_not_allowed");
    // Not from a case that goes on.
    let (running, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    assert_eq!(open(&running.file).unwrap_err().code(), "step_not_allowed");
}

#[test]
fn information_is_followed_up_and_becomes_a_finding_with_its_own_number() {
    let world = World::new();
    let mut start = Start::information(&world, LawSet::Pemilu2022).about(&[]);
    start.without = Requirement::ALL.to_vec();
    let mut game = Game::start(&world, &start);
    assert!(game.file.case_track().unwrap().numbers.is_empty());
    game.play(A::PursueInformation);
    let mut empty = game.clone();
    empty.play_with(
        A::ReportSupervision,
        |d| matches!(d, Details::Supplement(s) if s.given.is_empty()),
    );
    always_refused(&empty, A::EstablishFinding, "finding_requirements");
    game.play_with(
        A::ReportSupervision,
        |d| matches!(d, Details::Supplement(s) if !s.given.is_empty()),
    );
    game.play(A::EstablishFinding);
    assert_eq!(game.file.case().unwrap().origin, Origin::Finding);
    let events = game.play(A::RegisterFinding);
    assert_eq!(events[0].numbers.len(), 1);
    assert!(events[0].numbers[0].tail.starts_with("Reg/TM/"));
    assert!(
        game.track_of(Machine::Case)
            .unwrap()
            .open_term(Term::Handling)
            .is_some()
    );
}

#[test]
fn a_finding_needs_a_finder_and_a_quorum() {
    let world = World::new();
    let start = Start::supervision(&world, LawSet::Pemilu2022);
    let game = Game::start(&world, &start);
    assert!(possible(&game, A::EstablishFinding, |_| true));
    assert_eq!(
        codes(&game, A::EstablishFinding, |c| c.details
            == Details::Plenary),
        ["majority", "quorum"].into()
    );
    let mut paper = start.paper();
    paper
        .content
        .parties
        .retain(|p| p.subject == SubjectKind::Pns);
    paper.channel = Channel::Supervision;
    let events = open_case(
        &paper,
        None,
        &start.actor(&world),
        start.moment(),
        world.rules(),
    );
    let mut nobody = game.clone();
    nobody.file.tracks.clear();
    nobody.file.apply(&events.unwrap());
    always_refused(&nobody, A::EstablishFinding, "finding_requirements");
}
