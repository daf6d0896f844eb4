//! Mistakes of entry: taking back the last step, amending wrong data.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{Amendment, Approval, Command, Details, Kept, decide, next_actions},
    file::{Facts, SubjectKind, Track},
    ids::MeetingId,
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action as A, Machine, Stage as S, Term},
    time::Effective,
};
use netralitas_testkit::play::{Game, Start, World, candidates, day, reach, valid_commands};

/// Somebody who may take back on a track of a machine, and the command.
fn taking_back(game: &Game<'_>, machine: Machine) -> (Actor, Command) {
    let track = game.track_of(machine).unwrap();
    valid_commands(&game.file, track, A::Annul, game.world, game.now)
        .into_iter()
        .next()
        .unwrap()
}

/// The codes that taking back on a track is refused with by everybody who may record there.
fn refused(game: &Game<'_>, machine: Machine) -> Vec<&'static str> {
    let track = game.track_of(machine).unwrap();
    let mut codes: Vec<_> = game
        .world
        .actors()
        .iter()
        .flat_map(|actor| {
            let all = candidates(&game.file, track, A::Annul, actor, game.world, game.now);
            all.into_iter()
                .filter_map(|c| {
                    decide(&game.file, &c, actor, game.now, game.world.rules())
                        .err()
                        .map(|r| r.code())
                })
                .collect::<Vec<_>>()
        })
        .filter(|c| !["forbidden_role", "wrong_office", "details_unfit"].contains(c))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn a_registration_taken_back_leaves_its_number_used_and_void() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let before = game.before(game.script.steps.len() - 1).file;
    let (actor, command) = taking_back(&game, Machine::Case);
    let events = game.give(&actor, &command).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].approved_by, command.approval.map(|a| a.account));
    let track = game.file.track(id).unwrap();
    let old = before.track(id).unwrap();
    assert_eq!((track.stage, &track.facts), (S::InitialStudy, &old.facts));
    assert_eq!(track.terms, old.terms);
    assert_eq!(track.version, old.version + 2, "nothing is deleted");
    let numbers: Vec<_> = track.numbers.iter().map(|n| n.void).collect();
    assert_eq!(numbers, [false, true]);
    // And on it goes, with a number of its own.
    game.play(A::RegisterReport);
    assert_eq!(game.file.track(id).unwrap().numbers.len(), 3);
}

#[test]
fn a_second_person_of_the_same_office_must_agree() {
    let world = World::new();
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let (actor, command) = taking_back(&game, Machine::Case);
    let code = |approval: Option<Approval>| {
        let command = Command {
            approval,
            ..command.clone()
        };
        decide(&game.file, &command, &actor, game.now, world.rules())
            .err()
            .map(|r| r.code())
    };
    let fit = command.approval.clone().unwrap();
    assert_eq!(code(Some(fit.clone())), None);
    assert_eq!(code(None), Some("approval_required"));
    let unfit = |change: &dyn Fn(&mut Approval)| {
        let mut other = fit.clone();
        change(&mut other);
        code(Some(other))
    };
    assert_eq!(
        unfit(&|a| a.account = actor.account),
        Some("approval_unfit")
    );
    assert_eq!(
        unfit(&|a| a.office = world.offices.province),
        Some("approval_unfit")
    );
    assert_eq!(
        unfit(&|a| a.roles = vec![Role::IntakeOfficer]),
        Some("approval_unfit")
    );
}

#[test]
fn a_forwarding_taken_back_voids_what_it_opened_until_somebody_acts_there() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::Monitored).unwrap();
    let mut acted = game.clone();
    acted.play(A::TakeIn);
    assert_eq!(refused(&acted, Machine::Case), ["nothing_followed"]);
    let (actor, command) = taking_back(&game, Machine::Case);
    let events = game.give(&actor, &command).unwrap();
    assert!(events.len() > 1);
    assert_eq!(game.stage_of(Machine::Case), Some(S::Decided));
    assert_eq!(game.stage_of(Machine::Review), Some(S::ReviewVoid));
    // It can be sent again; the void review stays beside the new one.
    game.play(A::SendRecommendation);
    assert_eq!(game.stage_of(Machine::Review), Some(S::Forwarded));
}

#[test]
fn not_after_another_office_acted_nor_once_a_letter_went_out() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    // The agency answers: the last step is no longer the authority's.
    let authority = taking_back(&game, Machine::Review).0;
    game.play(A::RecordReceipt);
    let track = game.file.track(id).unwrap();
    let all = candidates(&game.file, track, A::Annul, &authority, &world, game.now);
    let codes: Vec<_> = all
        .iter()
        .filter_map(|c| decide(&game.file, c, &authority, game.now, world.rules()).err())
        .map(|r| r.code())
        .collect();
    assert!(codes.contains(&"last_step_own"), "{codes:?}");

    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let mut sent = game.clone();
    let (actor, mut command) = {
        let track = game.track_of(Machine::Case).unwrap();
        valid_commands(&game.file, track, A::CompleteInitialStudy, &world, game.now)
            .into_iter()
            .next()
            .unwrap()
    };
    command.papers[0].sent = Some(command.effective.day);
    sent.give(&actor, &command).unwrap();
    assert_eq!(refused(&sent, Machine::Case), ["no_letter_sent"]);
}

#[test]
fn the_last_track_taken_back_from_its_end_takes_the_case_back_with_it() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::CaseClosed).unwrap();
    let ended = game
        .events
        .iter()
        .rev()
        .find(|e| e.cause.is_none())
        .unwrap();
    let machine = ended.machine;
    if machine == Machine::Case {
        return;
    }
    let (actor, command) = taking_back_ended(&game, machine);
    game.give(&actor, &command).unwrap();
    assert_eq!(game.stage_of(Machine::Case), Some(S::Monitored));
}

fn taking_back_ended(game: &Game<'_>, machine: Machine) -> (Actor, Command) {
    let tracks = game.file.tracks.iter().filter(|t| t.machine == machine);
    tracks
        .flat_map(|t| valid_commands(&game.file, t, A::Annul, game.world, game.now))
        .next()
        .unwrap()
}

/// An amendment by whoever may record on the track; its refusal's code, of whose step it is if anybody's.
pub(crate) fn amend(
    game: &mut Game<'_>,
    machine: Machine,
    list: Vec<Amendment>,
) -> Option<&'static str> {
    amend_beside(game, machine, list, Vec::new())
}

/// The same beside these plenary meetings.
pub(crate) fn amend_beside(
    game: &mut Game<'_>,
    machine: Machine,
    list: Vec<Amendment>,
    meetings: Vec<(MeetingId, NaiveDate)>,
) -> Option<&'static str> {
    let kept = Kept {
        papers: game.papers(),
        meetings,
        ..Kept::default()
    };
    amend_reaching(game, machine, list, &kept)
}

/// The same beside all that is kept.
pub(crate) fn amend_reaching(
    game: &mut Game<'_>,
    machine: Machine,
    list: Vec<Amendment>,
    kept: &Kept,
) -> Option<&'static str> {
    let track = game.track_of(machine).unwrap().clone();
    let world = game.world;
    let mut code = None;
    for actor in world.actors() {
        let plain = candidates(&game.file, &track, A::Amend, &actor, world, game.now);
        let Some(plain) = plain.into_iter().next() else {
            continue;
        };
        let command = Command {
            details: Details::Amendments(list.clone()),
            kept: kept.clone(),
            ..plain
        };
        match game.give(&actor, &command) {
            Ok(_) => return None,
            Err(r)
                if ["forbidden_role", "wrong_office", "amendment_is_own"].contains(&r.code()) => {}
            Err(r) if r.code() == "amendment_fits" && code.is_some() => {}
            Err(r) => code = Some(r.code()),
        }
    }
    code
}

#[test]
fn an_amended_registration_day_moves_the_handling_term_and_nothing_else() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    game.wait_days(2).play(A::RegisterReport);
    let track = game.file.track(id).unwrap().clone();
    let registered = track.step(3).unwrap().at.day;
    let term = track.open_term(Term::Handling).unwrap().clone();
    let earlier = registered.pred_opt().unwrap();
    game.wait_days(3);
    let list = vec![Amendment::StepDay {
        seq: 3,
        at: Effective::day(earlier),
    }];
    // Not before the study that it followed.
    assert_eq!(
        amend(
            &mut game,
            Machine::Case,
            vec![Amendment::StepDay {
                seq: 3,
                at: Effective::day(day("2001-01-01")),
            }]
        ),
        Some("too_early")
    );
    let possible = amend(&mut game, Machine::Case, list.clone());
    if possible.is_none() {
        let now = game.file.track(id).unwrap();
        let moved = now.open_term(Term::Handling).unwrap();
        assert_eq!((term.start, moved.start), (registered, earlier));
        assert!(moved.due_day <= term.due_day);
        assert_eq!(now.case().unwrap().registered_on, Some(earlier));
        assert_eq!(now.stage, S::Registered);
        let others = |t: &Track| -> Vec<_> {
            let kept = t.terms.iter().filter(|t| t.term != Term::Handling);
            kept.map(|t| (t.term, t.start, t.due_day)).collect()
        };
        assert_eq!(others(&track), others(now));
        // The same amendment again changes nothing.
        assert_eq!(
            amend(&mut game, Machine::Case, list),
            Some("amendment_fits")
        );
    }
    assert_eq!(possible, None);
}

#[test]
fn the_day_of_the_act_moves_the_regime_until_a_sanction_is_under_way() {
    let world = World::new();
    let old = day("2021-08-30");
    let act = |game: &Game<'_>| {
        let a = &game.file.case().unwrap().allegations[0];
        Amendment::ActDays {
            allegation: a.id,
            from: Some(old),
            to: None,
        }
    };
    let start = Start::report(&world, LawSet::Pemilu2022).about(&[SubjectKind::Pns]);
    let mut game = Game::start(&world, &start);
    let list = vec![act(&game)];
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    let regime = game.file.case().unwrap().allegations[0].regime;
    assert_eq!(regime, Some(LawSet::Pp53));

    // An open review follows.
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::Monitored).unwrap();
    let list = vec![act(&game)];
    assert_eq!(amend(&mut game, Machine::Case, list), None);
    let review = game.track_of(Machine::Review).unwrap();
    let Facts::Review(facts) = &review.facts else {
        panic!("a review")
    };
    assert_eq!(facts.regime, LawSet::Pp53);

    // A sanction under way does not.
    let (mut game, _) = reach(&world, LawSet::Pp94, S::Imposed).unwrap();
    let list = vec![act(&game)];
    assert_eq!(amend(&mut game, Machine::Case, list), Some("regime_free"));
}

/// The refusal of one amendment by one actor, with its fields; none where it is taken.
fn amended(
    game: &mut Game<'_>,
    machine: Machine,
    actor: &Actor,
    one: Amendment,
) -> Option<(&'static str, Vec<String>)> {
    let track = game.track_of(machine).unwrap().clone();
    let world = game.world;
    let plain = candidates(&game.file, &track, A::Amend, actor, world, game.now);
    let command = Command {
        details: Details::Amendments(vec![one]),
        ..plain.into_iter().next().unwrap()
    };
    let refusal = game.give(actor, &command).err()?;
    let fields = refusal.fields().into_iter();
    Some((refusal.code(), fields.map(|f| f.0.into_owned()).collect()))
}

/// The same step, at the last minute of its day.
fn minute(track: &Track, action: A) -> Amendment {
    let (seq, step) = track.standing().find(|(_, s)| s.action == action).unwrap();
    Amendment::StepDay {
        seq,
        at: Effective {
            day: step.at.day,
            minute: Some(1439),
        },
    }
}

#[test]
fn each_office_amends_its_own_steps_by_the_roles_that_take_them() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.wait_days(1).play(A::RecordReceipt);
    game.wait_days(1);
    let review = game.file.track(id).unwrap().clone();
    let unfit = || {
        let at = vec!["/details/steps/0".to_owned()];
        Some(("amendment_is_own", at))
    };
    let agency = world.actor(o.agency, Role::PersonnelUnit);
    let authority = world.actor(o.kasn, Role::Commissioner);
    let (advice, receipt) = (A::IssueRecommendation, A::RecordReceipt);
    for (actor, action, fits) in [
        (&agency, advice, false),
        (&agency, receipt, true),
        (&authority, receipt, false),
        (&authority, advice, true),
    ] {
        let said = amended(&mut game, Machine::Review, actor, minute(&review, action));
        let expected = if fits { None } else { unfit() };
        assert_eq!(said, expected, "{:?} {action:?}", actor.roles);
    }

    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
    game.wait_days(1);
    let case = game.file.track(id).unwrap().clone();
    let intake = world.actor(o.regency, Role::IntakeOfficer);
    let study = minute(&case, A::CompleteInitialStudy);
    assert_eq!(
        amended(&mut game, Machine::Case, &intake, study.clone()),
        unfit()
    );
    let chair = world.actor(o.regency, Role::Chair);
    assert_eq!(amended(&mut game, Machine::Case, &chair, study), None);
}

#[test]
fn whoever_follows_an_office_mends_what_it_recorded() {
    let mut world = World::new();
    let o = world.offices;
    world.directory = world.directory.with_closed([(o.regency, Some(o.city))]);
    let before = World::new();
    let (game, id) = reach(&before, LawSet::Pemilu2022, S::Registered).unwrap();
    let track = game.file.track(id).unwrap();
    let chair = world.actor(o.city, Role::Chair);
    let taken = |action| {
        let all = candidates(&game.file, track, action, &chair, &world, game.now);
        all.iter()
            .any(|c| decide(&game.file, c, &chair, game.now, world.rules()).is_ok())
    };
    assert!(taken(A::Amend));
    assert!(taken(A::Annul));
    let listed = next_actions(&game.file, track, &chair, game.now, world.rules());
    for action in [A::Amend, A::Annul] {
        let found = listed.iter().find(|n| n.action == action).unwrap();
        assert_eq!(found.refusal, None);
    }
}
