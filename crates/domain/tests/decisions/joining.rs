//! Two intakes of one person and act, joined on the review and separated again.

use netralitas_domain::{
    acts::{self, AccessChange, Details, OtherReview, access_changes, decide, next_actions},
    file::{CaseFile, Event, JoinKind, SubjectKind, Track},
    ids::{OfficeId, TrackId},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Guard, Machine, ReopenGround, Stage as S, Term},
};
use netralitas_testkit::play::{Body, Game, Start, World, command, reach};

use super::{code, give, stage, with};

/// A Bawaslu case whose one review the authority has taken in.
fn forwarded(world: &World) -> (Game<'_>, TrackId) {
    reach(world, LawSet::Bkn, S::Verification).unwrap()
}

/// The authority's own intake, on the day of that case.
fn own_intake<'w>(world: &'w World, of: &Game<'_>) -> (Game<'w>, TrackId) {
    let day = of.now.day_in(netralitas_domain::time::Zone::Wib);
    let start = Start::at_authority(world, LawSet::Pilkada2024).on(&day.to_string());
    let mut game = Game::start(world, &Start { number: 7, ..start });
    game.now = of.now;
    let review = game.id_of(Machine::Review);
    (game, review)
}

fn other(there: &Game<'_>, review: TrackId, from: TrackId, same: Option<bool>) -> Details {
    Details::OtherReview(Box::new(
        OtherReview::of(&there.file, review, from, same).unwrap(),
    ))
}

fn silent(details: Details) -> Body {
    Body {
        text: false,
        ..with(details)
    }
}

/// The reviewer's step on the game's review, folded on both sides.
fn act(game: &mut Game<'_>, there: &mut Game<'_>, action: A, details: Details) -> Vec<Event> {
    let bkn = game.world.offices.bkn;
    let events = give(game, bkn, Role::Reviewer, action, with(details)).unwrap();
    there.file.apply(&events);
    let theirs = events.iter().filter(|e| e.case_id == there.file.id);
    there.events.extend(theirs.cloned());
    events
}

fn refused(game: &Game<'_>, action: A, body: Body) -> Option<&'static str> {
    code(game, game.world.offices.bkn, Role::Reviewer, action, body)
}

/// As [`refused`], of an action that other machines have too.
fn on_review(
    game: &Game<'_>,
    review: TrackId,
    action: A,
    details: Details,
) -> Option<&'static str> {
    let actor = game.world.actor(game.world.offices.bkn, Role::Reviewer);
    let track = game.file.track(review).unwrap();
    let command = command(
        &game.file,
        track,
        action,
        &actor,
        game.world,
        game.now,
        &with(details),
    );
    let verdict = decide(&game.file, &command, &actor, game.now, game.world.rules());
    verdict.err().map(|r| r.code())
}

fn review(file: &CaseFile, id: TrackId) -> &Track {
    file.track(id).unwrap()
}

#[test]
fn one_review_goes_on_and_the_case_of_the_other_ends_with_it() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let (mut own, ends) = own_intake(&world, &there);
    own.play(A::TakeIn);
    assert!(
        review(&own.file, ends)
            .open_term(Term::SatgasVerification)
            .is_some()
    );
    let before = review(&there.file, goes_on).clone();
    let to = other(&there, goes_on, ends, None);
    let events = act(&mut own, &mut there, A::JoinReviews, to);
    let steps: Vec<_> = events.iter().map(|e| (e.action, e.to)).collect();
    assert_eq!(
        steps,
        [
            (A::JoinReviews, S::ReviewJoined),
            (A::FollowJoining, S::Verification),
            (A::CloseCase, S::CaseClosed),
        ]
    );
    let joined = review(&own.file, ends);
    assert!(joined.terms.iter().all(|t| !t.is_open()));
    assert_eq!(joined.review().unwrap().goes_on_in(), Some(goes_on));
    assert_eq!(stage(&own), S::CaseClosed);
    // The other keeps what it had: stage, terms, papers; one step and one link more.
    let after = review(&there.file, goes_on);
    assert_eq!((after.stage, &after.terms), (before.stage, &before.terms));
    assert_eq!(
        (after.version, &after.papers),
        (before.version + 1, &before.papers)
    );
    let link = after.review().unwrap().joins[0];
    assert_eq!((link.kind, link.review), (JoinKind::JoinedFrom, ends));
    // Nothing of the one case goes to the other but that link.
    let followed = &events[1];
    assert!(followed.papers.is_empty() && followed.texts.is_empty());
    assert_eq!(followed.meeting, None);
    // The authority leads the one review on to its recommendation.
    for action in [A::PassToBawaslu, A::FindProven, A::IssueRecommendation] {
        there.play(action);
    }
    assert_eq!(review(&there.file, goes_on).stage, S::Recommended);
}

/// Nobody begins or ceases to see anything by a joining or by its undoing.
#[test]
fn nobody_sees_more_or_less() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let (mut own, ends) = own_intake(&world, &there);
    for action in [A::JoinReviews, A::SeparateReviews] {
        let before = [own.file.clone(), there.file.clone()];
        let to = other(&there, goes_on, ends, None);
        let events = act(&mut own, &mut there, action, to);
        for event in &events {
            let at = usize::from(event.case_id == there.file.id);
            let mut after = before[at].clone();
            after.apply(std::slice::from_ref(event));
            let seen: Vec<AccessChange> =
                access_changes(event, Some(&before[at]), &after, world.rules());
            assert!(seen.is_empty(), "{action:?} {:?}: {seen:?}", event.action);
        }
        own.wait_minutes(5);
    }
}

#[test]
fn a_separation_leaves_both_as_they_were() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let (mut own, ends) = own_intake(&world, &there);
    own.play(A::TakeIn);
    let (mine, theirs) = (own.file.clone(), there.file.clone());
    let to = other(&there, goes_on, ends, Some(true));
    act(&mut own, &mut there, A::JoinReviews, to);
    own.wait_days(1);
    let to = other(&there, goes_on, ends, Some(true));
    assert_eq!(
        refused(&own, A::SeparateReviews, silent(to.clone())),
        Some("reason_given")
    );
    // Not by a reopening, nor as a step taken back.
    let court = Details::Reopening(ReopenGround::Court);
    let reopen = on_review(&own, ends, A::Reopen, court);
    assert_eq!(reopen, Some("track_ended"));
    let annul = on_review(&own, ends, A::Annul, Details::Reason);
    assert_eq!(annul, Some("nothing_followed"));
    let events = act(&mut own, &mut there, A::SeparateReviews, to);
    assert!(
        events
            .iter()
            .any(|e| e.action == A::AnnulWith && e.to == S::AtAuthority)
    );
    let (now, then) = (review(&own.file, ends), review(&mine, ends));
    assert_eq!((now.stage, &now.facts), (then.stage, &then.facts));
    assert_eq!(now.terms, then.terms);
    assert_eq!(stage(&own), S::AtAuthority);
    assert!(own.file.case_track().unwrap().former_ends.is_empty());
    let (now, then) = (review(&there.file, goes_on), review(&theirs, goes_on));
    assert_eq!(
        (now.stage, &now.facts, &now.terms),
        (then.stage, &then.facts, &then.terms)
    );
    assert_eq!(now.version, then.version + 2);
    // And may be joined the other way round.
    let back = other(&own, ends, goes_on, Some(true));
    there.now = own.now;
    act(&mut there, &mut own, A::JoinReviews, back);
    assert_eq!(review(&there.file, goes_on).stage, S::ReviewJoined);
}

#[test]
fn what_does_not_fit_is_refused() {
    let world = World::new();
    let (there, goes_on) = forwarded(&world);
    let (own, ends) = own_intake(&world, &there);
    let join = |body| refused(&own, A::JoinReviews, body);
    let with_other = |change: &dyn Fn(&mut OtherReview)| {
        let mut found = OtherReview::of(&there.file, goes_on, ends, None).unwrap();
        change(&mut found);
        with(Details::OtherReview(Box::new(found)))
    };
    assert_eq!(join(with_other(&|_| ())), None);
    let kasn = world.offices.kasn;
    let wrong: [&dyn Fn(&mut OtherReview); 6] = [
        &|o| o.authority = kasn,
        &|o| o.law = LawSet::Kasn,
        &|o| o.stage = S::ReviewClosed,
        &|o| o.election = "pemilu-2024".to_owned(),
        &|o| o.case = own.file.id,
        &|o| o.since = o.since.succ_opt().unwrap(),
    ];
    for change in wrong {
        assert_eq!(join(with_other(change)), Some("join_fits"));
    }
    // Itself, and one that whoever asks cannot see.
    let itself = other(&own, ends, ends, None);
    assert_eq!(join(with(itself)), Some("join_fits"));
    let absent = Details::OtherReview(Box::new(OtherReview::absent(goes_on)));
    assert_eq!(join(with(absent)), Some("join_fits"));
    // Another number is another person; no number needs a word.
    let differs = other(&there, goes_on, ends, Some(false));
    assert_eq!(join(with(differs)), Some("same_person"));
    let unsaid = other(&there, goes_on, ends, None);
    assert_eq!(join(silent(unsaid)), Some("sameness_said"));
    let known = other(&there, goes_on, ends, Some(true));
    assert_eq!(join(silent(known)), None);
    // Nobody but the authority; a Bawaslu office only where the authority is on paper.
    let to = || with(other(&there, goes_on, ends, None));
    let by = |office: OfficeId, role| code(&own, office, role, A::JoinReviews, to());
    assert_eq!(by(world.offices.kasn, Role::Reviewer), Some("wrong_office"));
    assert_eq!(
        by(world.offices.bkn, Role::AsnAuditor),
        Some("forbidden_role")
    );
}

/// What was recommended is not joined into another; another may be joined into it.
#[test]
fn no_recommendation_disappears() {
    let world = World::new();
    let (there, goes_on) = reach(&world, LawSet::Bkn, S::Recommended).unwrap();
    let (own, ends) = own_intake(&world, &there);
    let to = other(&own, ends, goes_on, Some(true));
    assert_eq!(
        refused(&there, A::JoinReviews, with(to)),
        Some("step_not_allowed")
    );
    let to = other(&there, goes_on, ends, Some(true));
    assert_eq!(refused(&own, A::JoinReviews, with(to)), None);
}

#[test]
fn joinings_make_no_row_of_reviews() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let (mut own, ends) = own_intake(&world, &there);
    let to = other(&there, goes_on, ends, None);
    act(&mut own, &mut there, A::JoinReviews, to);
    // The one that carries another is joined into none.
    let start = Start::at_authority(&world, LawSet::Pilkada2024).on("2024-10-14");
    let mut third = Game::start(&world, &Start { number: 9, ..start });
    third.now = there.now;
    let of_third = third.id_of(Machine::Review);
    let to = other(&third, of_third, goes_on, None);
    assert_eq!(refused(&there, A::JoinReviews, with(to)), Some("join_fits"));
    // A third intake is joined into the same.
    let to = other(&there, goes_on, of_third, None);
    act(&mut third, &mut there, A::JoinReviews, to);
    let joins = &review(&there.file, goes_on).review().unwrap().joins;
    assert_eq!(joins.len(), 2);
    // That is no act on the matter of the first.
    let back = other(&there, goes_on, ends, None);
    assert_eq!(refused(&own, A::SeparateReviews, with(back)), None);
}

#[test]
fn once_somebody_acted_the_two_stay_one() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let (mut own, ends) = own_intake(&world, &there);
    let to = other(&there, goes_on, ends, None);
    act(&mut own, &mut there, A::JoinReviews, to);
    let separate = |there: &Game<'_>, own: &Game<'_>| {
        let back = other(there, goes_on, ends, None);
        refused(own, A::SeparateReviews, with(back))
    };
    // Records are no act.
    there.play_on(Machine::Review, A::AddPapers, |_, _| true);
    assert_eq!(separate(&there, &own), None);
    let mut acted = there.clone();
    acted.play(A::PassToBawaslu);
    assert_eq!(separate(&acted, &own), Some("separation_fits"));
    // What Bawaslu withdraws takes the other intake not along.
    acted.play(A::RequestCorrection);
    acted.play(A::AskNationalView);
    acted.play(A::GiveNationalView);
    acted.play_to(A::DecideCorrection, S::ReviewWithdrawn);
    assert_eq!(separate(&acted, &own), None);
    let back = other(&acted, goes_on, ends, None);
    act(&mut own, &mut acted, A::SeparateReviews, back);
    assert_eq!(stage(&own), S::AtAuthority);
    assert_eq!(review(&own.file, ends).stage, S::Forwarded);
}

/// What no body can do any more is not listed as allowed.
#[test]
fn a_separation_is_listed_while_the_review_that_goes_on_lets_go() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let (mut own, ends) = own_intake(&world, &there);
    let to = other(&there, goes_on, ends, None);
    act(&mut own, &mut there, A::JoinReviews, to);
    let reviewer = world.actor(world.offices.bkn, Role::Reviewer);
    let listed = |other: Option<&OtherReview>| {
        let rules = acts::World {
            goes_on: other,
            ..world.rules()
        };
        let track = review(&own.file, ends);
        let all = next_actions(&own.file, track, &reviewer, own.now, rules);
        let found = all.into_iter().find(|n| n.action == A::SeparateReviews);
        let found = found.unwrap();
        (found.refusal.map(|r| r.code()), found.depends_on_body)
    };
    let free = (None, vec![Guard::SeparationFits, Guard::ReasonGiven]);
    let never = (Some("separation_fits"), Vec::new());
    let seen = |there: &Game<'_>| OtherReview::of(&there.file, goes_on, ends, None).unwrap();
    assert_eq!(listed(None), free);
    assert_eq!(listed(Some(&seen(&there))), free);
    assert_eq!(listed(Some(&OtherReview::absent(goes_on))), never);
    there.play(A::PassToBawaslu);
    assert_eq!(listed(Some(&seen(&there))), never);
    // No field is at fault where no body could do better.
    let known = seen(&there);
    let rules = acts::World {
        goes_on: Some(&known),
        ..world.rules()
    };
    let body = with(Details::OtherReview(Box::new(known.clone())));
    let track = review(&own.file, ends);
    let command = command(
        &own.file,
        track,
        A::SeparateReviews,
        &reviewer,
        &world,
        own.now,
        &body,
    );
    let refused = decide(&own.file, &command, &reviewer, own.now, rules).unwrap_err();
    assert_eq!(
        (refused.code(), refused.fields().len()),
        ("separation_fits", 0)
    );
    // What fell away without a judgement lets go again.
    there.play(A::RequestCorrection);
    there.play(A::AskNationalView);
    there.play(A::GiveNationalView);
    there.play_to(A::DecideCorrection, S::ReviewWithdrawn);
    assert_eq!(listed(Some(&seen(&there))), free);
}

/// Where another matter goes on is neither recalled nor taken back as if it had never been.
#[test]
fn a_review_that_carries_another_does_not_vanish() {
    let world = World::new();
    let (mut there, goes_on) = reach(&world, LawSet::Bkn, S::Forwarded).unwrap();
    let (mut own, ends) = own_intake(&world, &there);
    let chair = |game: &Game<'_>, action| {
        code(
            game,
            world.offices.regency,
            Role::Chair,
            action,
            with(Details::Reason),
        )
    };
    let taking_back = |game: &Game<'_>| {
        let track = game.file.case_track().unwrap();
        let (actor, command) = (
            world.actor(world.offices.regency, Role::Chair),
            command(
                &game.file,
                track,
                A::Annul,
                &world.actor(world.offices.regency, Role::Chair),
                &world,
                game.now,
                &with(Details::Reason),
            ),
        );
        let verdict = decide(&game.file, &command, &actor, game.now, world.rules());
        verdict.err().map(|r| r.code())
    };
    assert_eq!(chair(&there, A::Recall), None);
    assert_eq!(taking_back(&there), None);
    let to = other(&there, goes_on, ends, None);
    act(&mut own, &mut there, A::JoinReviews, to);
    assert_eq!(chair(&there, A::Recall), Some("nobody_acted"));
    assert_eq!(taking_back(&there), Some("nothing_followed"));
    let back = other(&there, goes_on, ends, None);
    act(&mut own, &mut there, A::SeparateReviews, back);
    assert_eq!(chair(&there, A::Recall), None);
    assert_eq!(taking_back(&there), None);
}

/// A case with another respondent goes on, and ends with that one; the separation opens it again then.
#[test]
fn a_case_that_ended_later_is_opened_again() {
    let world = World::new();
    let (mut there, goes_on) = forwarded(&world);
    let day = there.now.day_in(netralitas_domain::time::Zone::Wib);
    let start = Start::at_authority(&world, LawSet::Pilkada2024)
        .on(&day.to_string())
        .about(&[SubjectKind::Pns, SubjectKind::Pns]);
    let mut own = Game::start(&world, &Start { number: 7, ..start });
    own.now = there.now;
    // The newest that still runs.
    let ends = own.id_of(Machine::Review);
    let to = other(&there, goes_on, ends, None);
    let events = act(&mut own, &mut there, A::JoinReviews, to);
    assert_eq!((events.len(), stage(&own)), (2, S::AtAuthority));
    own.play(A::CancelReview);
    assert_eq!(stage(&own), S::CaseClosed);
    let back = other(&there, goes_on, ends, None);
    let actor = world.actor(world.offices.bkn, Role::Reviewer);
    let track = review(&own.file, ends);
    let command = command(
        &own.file,
        track,
        A::SeparateReviews,
        &actor,
        &world,
        own.now,
        &with(back),
    );
    let events = own.give(&actor, &command).unwrap();
    assert!(events.iter().any(|e| e.action == A::ReopenWith));
    assert_eq!(
        (stage(&own), review(&own.file, ends).stage),
        (S::AtAuthority, S::Forwarded)
    );
}
