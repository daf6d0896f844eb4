//! After the end: opened again by a paper, with the first end kept.

use netralitas_domain::{
    acts::Details,
    law::LawSet,
    procedure::{Action as A, Machine, PaperKind, ReopenGround as G, Stage as S, Term},
};
use netralitas_testkit::play::{Game, World, invalid_commands, reach, stages_of, valid_commands};

use crate::stage;

fn reopen(game: &mut Game<'_>, machine: Machine, ground: G) {
    game.play_on(machine, A::Reopen, |c, _| {
        c.details == Details::Reopening(ground)
    });
}

/// Every end of every machine under every law text opens again, unless something took its place, and nothing
/// opens it without the paper of the ground.
#[test]
fn every_end_opens_again_by_its_paper() {
    let world = World::new();
    for law in LawSet::ALL {
        // What ended with a change of the respondent comes back with the restoration of the respondent, what was joined
        // into another review by a separation.
        let dropped = [
            S::ReviewDropped,
            S::SanctionDropped,
            S::ReferralDropped,
            S::ReviewJoined,
        ];
        let ends = |s: &S| s.is_final() && !dropped.contains(s);
        for end in stages_of(*law).into_iter().filter(ends) {
            let (mut game, id) = reach(&world, *law, end).unwrap();
            let track = game.file.track(id).unwrap().clone();
            if end == S::void(track.machine) {
                assert!(valid_commands(&game.file, &track, A::Reopen, &world, game.now).is_empty());
                continue;
            }
            let valid = valid_commands(&game.file, &track, A::Reopen, &world, game.now);
            let all = invalid_commands(&game.file, &track, A::Reopen, &world, game.now);
            let replaced = all
                .iter()
                .any(|(_, _, r)| r.code() == "nothing_in_its_place");
            // A successor took it over; a new review came with the correction that withdrew it.
            assert_eq!(valid.is_empty(), replaced, "{end:?} under {law:?}");
            if replaced {
                assert!(end == S::HandedOver, "{end:?} under {law:?}");
                continue;
            }
            let bare = all.iter().filter(|(_, c, _)| c.papers.is_empty());
            let bare: Vec<_> = bare.map(|(_, _, r)| r.code()).collect();
            assert!(bare.contains(&"reopening_paper"), "{end:?}: {bare:?}");
            let mut none = valid.iter().filter(|(_, c)| c.papers.is_empty());
            assert!(none.next().is_none());
            let (actor, command) = valid[0].clone();
            let events = game.give(&actor, &command).unwrap();
            let now = game.file.track(id).unwrap();
            assert!(!now.stage.is_final());
            let former = now.former_ends[0];
            assert_eq!((former.stage, former.reopened_by), (end, events[0].seq));
            assert_eq!(
                now.step(former.seq).map(|s| s.at.day),
                Some(former.ended_on)
            );
            // Taken back, it stands at its end as if it had never been opened.
            if let Some(back) = game.annul_last() {
                assert_eq!(back[0].to, end);
                assert!(game.file.track(id).unwrap().former_ends.is_empty());
            }
        }
    }
}

#[test]
fn new_evidence_is_for_reviews_and_sanctions() {
    let world = World::new();
    for (law, end, open) in [
        (LawSet::Bkn, S::NotProven, true),
        (LawSet::Pp94, S::NotImposed, true),
        (LawSet::Pemilu2022, S::Stopped, false),
        (LawSet::Bkn, S::BlockRefused, false),
        (LawSet::Pemilu2022, S::ReferralClosed, false),
    ] {
        let (game, id) = reach(&world, law, end).unwrap();
        let track = game.file.track(id).unwrap();
        let evidence = |d: &Details| *d == Details::Reopening(G::NewEvidence);
        let valid = valid_commands(&game.file, track, A::Reopen, &world, game.now);
        assert_eq!(
            valid.iter().any(|(_, c)| evidence(&c.details)),
            open,
            "{end:?}"
        );
        let refused = invalid_commands(&game.file, track, A::Reopen, &world, game.now);
        let code = refused
            .iter()
            .find(|(_, c, _)| evidence(&c.details) && !c.papers.is_empty());
        let code = code.map(|(_, _, r)| r.code());
        assert_eq!(code, (!open).then_some("reopen_ground_fits"), "{end:?}");
    }
}

#[test]
fn the_paper_is_of_the_ground_and_dated() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Bkn, S::NotProven).unwrap();
    let track = game.file.track(id).unwrap();
    let valid = valid_commands(&game.file, track, A::Reopen, &world, game.now);
    let court = |d: &Details| *d == Details::Reopening(G::Court);
    let (actor, command) = valid.into_iter().find(|(_, c)| court(&c.details)).unwrap();
    let judged = |change: &dyn Fn(&mut netralitas_domain::acts::Command)| {
        let mut command = command.clone();
        change(&mut command);
        let verdict =
            netralitas_domain::acts::decide(&game.file, &command, &actor, game.now, world.rules());
        verdict.err().map(|r| r.code())
    };
    let decision = PaperKind::CourtDecision;
    assert_eq!(judged(&|c| c.papers.retain(|p| p.kind == decision)), None);
    assert_eq!(
        judged(&|c| c.papers.retain(|p| p.kind != decision)),
        Some("reopening_paper")
    );
    let undated = judged(&|c| c.papers.iter_mut().for_each(|p| p.dated = None));
    assert_eq!(undated, Some("reopening_paper"));
}

#[test]
fn a_court_opens_the_last_review_and_with_it_the_case_until_both_end_again() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Kasn, S::NotProven).unwrap();
    assert_eq!(stage(&game), S::CaseClosed);
    game.wait_days(400);
    reopen(&mut game, Machine::Review, G::Court);
    assert_eq!(stage(&game), S::Monitored);
    let case = game.file.case_track().unwrap();
    assert_eq!(case.former_ends[0].stage, S::CaseClosed);
    assert_eq!(case.former_ends[0].ground, None);
    assert_eq!(game.file.track(id).unwrap().stage, S::Examination);
    game.play(A::FindNotProven);
    assert_eq!(stage(&game), S::CaseClosed);
    // The first end is not forgotten by the second.
    reopen(&mut game, Machine::Review, G::NewEvidence);
    let ends = &game.file.track(id).unwrap().former_ends;
    assert_eq!(ends.len(), 2);
    assert!(ends[0].ended_on < ends[1].ended_on);
}

#[test]
fn a_decision_that_a_court_annulled_is_made_anew() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pp94, S::Served).unwrap();
    reopen(&mut game, Machine::Sanction, G::Court);
    let sanction = game.file.track(id).unwrap();
    assert_eq!(sanction.stage, S::Proposed);
    let facts = sanction.sanction().unwrap();
    assert!(facts.measures.is_empty() && facts.deviation.is_none() && !facts.dismissal);
    game.play(A::Impose);
    assert!(
        game.file
            .track(id)
            .unwrap()
            .open_term(Term::ServeDecree)
            .is_some()
    );
    // What lapsed after it was imposed stands again as imposed.
    let (mut lapsed, id) = reach(&world, LawSet::Pp94, S::Imposed).unwrap();
    lapsed.play(A::LapseSanction);
    reopen(&mut lapsed, Machine::Sanction, G::MistakenIdentity);
    let sanction = lapsed.file.track(id).unwrap();
    assert_eq!(sanction.stage, S::Imposed);
    assert!(!sanction.sanction().unwrap().measures.is_empty());
}

#[test]
fn a_closed_case_is_decided_anew_and_its_old_tracks_stay_ended() {
    let world = World::new();
    let (mut game, review) = reach(&world, LawSet::Bkn, S::ReviewCancelled).unwrap();
    assert_eq!(stage(&game), S::CaseClosed);
    reopen(&mut game, Machine::Case, G::Court);
    assert_eq!(stage(&game), S::AwaitingPlenary);
    let issued = &game.file.case().unwrap().recommendations;
    assert!(issued.iter().all(|r| r.superseded_by.is_some()));
    // While the case is decided anew its old tracks have no place to run.
    let track = game.file.track(review).unwrap();
    let refused = invalid_commands(&game.file, track, A::Reopen, &world, game.now);
    assert!(!refused.is_empty());
    assert!(
        refused
            .iter()
            .all(|(_, _, r)| r.code() == "nothing_in_its_place")
    );
    game.play_to(A::DecideOutcomes, S::Decided);
    let events = game.play(A::SendRecommendation);
    assert!(events.iter().any(|e| e.action == A::OpenReview));
    assert_eq!(stage(&game), S::Monitored);
}
