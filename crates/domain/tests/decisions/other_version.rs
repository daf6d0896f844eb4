//! "Under the other version?": what would differ, both ways, and nothing where nothing does.

use netralitas_domain::{
    acts::{compare, other_versions},
    file::{TermState, Track},
    law::{Book, Confidence, LawSet, TermRow},
    procedure::{Action as A, Stage as S, Term, rules},
};
use netralitas_testkit::play::{World, reach, stages_of};

const ALL: &[LawSet] = &[
    LawSet::Pemilu2018,
    LawSet::Pemilu2022,
    LawSet::Pilkada2020,
    LawSet::Pilkada2024,
    LawSet::Kasn,
    LawSet::Bkn,
    LawSet::MenPanrb,
    LawSet::Pp53,
    LawSet::Pp94,
    LawSet::Pppk,
];

/// A track at every stage under every law text.
fn everywhere(world: &World, mut with: impl FnMut(&Track)) {
    for law in ALL {
        for stage in stages_of(*law) {
            let (game, id) = reach(world, *law, stage).unwrap();
            with(game.file.track(id).unwrap());
        }
    }
}

#[test]
fn a_track_stands_under_no_version_of_another_kind_and_is_not_compared_with_its_own() {
    let world = World::new();
    let mut compared = 0;
    everywhere(&world, |track| {
        let others = other_versions(track);
        assert!(!others.contains(&track.law), "{:?}", track.law);
        for law in ALL {
            let found = compare(track, *law, &world.book);
            assert_eq!(found.is_some(), others.contains(law));
            compared += usize::from(found.is_some());
        }
    });
    assert!(compared > 100, "{compared}");
}

/// The book with longer terms under one law text; those that are shipped differ in few.
fn longer(book: &Book, law: LawSet) -> Book {
    let mut book = book.clone();
    let rows = book.terms.iter().filter(|r| r.law_set == law).cloned();
    for row in rows.collect::<Vec<_>>() {
        book.supersede_term(TermRow {
            amount: row.amount + 2,
            ..row
        });
    }
    book
}

#[test]
fn there_and_back_gives_the_terms_as_they_were() {
    let world = World::new();
    let mut moved = 0;
    everywhere(&world, |track| {
        for other in other_versions(track) {
            let book = longer(&world.book, other);
            let found = compare(track, other, &book).unwrap();
            let mut there = track.clone();
            there.law = other;
            there.terms = found
                .terms
                .iter()
                .filter_map(|t| t.would_be.clone())
                .collect();
            let back = compare(&there, track.law, &book);
            for under in found.terms.iter().filter(|t| t.would_be.is_some()) {
                let key = |t: &TermState| (t.term, t.opened_by);
                let back = back.as_ref().unwrap().terms.iter();
                let mut back = back.filter_map(|t| t.would_be.as_ref());
                let term = back.find(|t| key(t) == key(&under.term));
                assert_eq!(
                    term.map(|t| (t.due_at, t.amount, t.unit)),
                    Some((under.term.due_at, under.term.amount, under.term.unit)),
                    "{:?} under {other:?}",
                    under.term
                );
                moved += 1;
            }
        }
    });
    assert!(moved > 100, "{moved}");
}

#[test]
fn what_one_text_alone_knows_is_named() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    let track = game.file.track(id).unwrap();
    let found = compare(track, LawSet::Kasn, &world.book).unwrap();
    let pass = found.actions.iter().find(|a| a.action == A::PassToBawaslu);
    let pass = pass.expect("BKN alone passes a matter to Bawaslu for study");
    assert!(pass.pinned.is_some() && pass.other.is_none());
    let verification = found
        .terms
        .iter()
        .find(|t| t.term.term == Term::SatgasVerification);
    let under_kasn = world.book.term(Term::SatgasVerification, LawSet::Kasn);
    assert_eq!(
        verification.is_some(),
        under_kasn.is_none_or(|row| Some((row.amount, row.unit))
            != world
                .book
                .term(Term::SatgasVerification, LawSet::Bkn)
                .map(|r| (r.amount, r.unit)))
    );
}

#[test]
fn kinds_of_sanction_are_those_that_one_regime_alone_knows() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Pp94, S::Proposed).unwrap();
    let track = game.file.track(id).unwrap();
    let found = compare(track, LawSet::Pp53, &world.book).unwrap();
    let kinds = found.kinds.unwrap();
    assert!(kinds.only_pinned.iter().any(|k| k.regime == "pp94"));
    assert!(kinds.only_pinned.iter().all(|k| k.regime != "pp42"));
    assert!(kinds.only_other.iter().all(|k| k.regime == "pp53"));
    assert!(!kinds.only_other.is_empty());
    // What both know is no difference: the reprimands, and the medium kinds that PP 94 keeps for the time being.
    let both = ["verbal_reprimand", "delay_periodic_raise_1y"];
    let mut all = kinds.only_pinned.iter().chain(&kinds.only_other);
    assert!(all.all(|k| !both.contains(&k.code.as_str())));
    // The review of the same person is asked for its era and for the regime of its acts.
    let review = game
        .file
        .tracks
        .iter()
        .find(|t| t.review().is_some())
        .unwrap();
    let by_regime = compare(review, LawSet::Pp53, &world.book).unwrap();
    assert_eq!(by_regime.pinned, LawSet::Pp94);
    assert!(by_regime.terms.is_empty() && by_regime.steps.is_empty());
    assert_eq!(
        by_regime.kinds.unwrap().only_other.len(),
        kinds.only_other.len()
    );
}

#[test]
fn a_text_that_was_not_seen_is_cited_as_unsure_and_is_never_the_same() {
    let world = World::new();
    let mut differing = 0;
    for law in [LawSet::Pemilu2018, LawSet::Pemilu2022] {
        for stage in stages_of(law) {
            let (game, id) = reach(&world, law, stage).unwrap();
            let track = game.file.track(id).unwrap();
            let unseen = rules().filter_map(|r| r.law(LawSet::Pemilu2018));
            for law in unseen.filter(|l| l.cite.contains("Perbawaslu 7/2022")) {
                assert!(
                    law.cite
                        .starts_with("Perbawaslu 7/2018 (article not seen; as")
                );
                assert_eq!(law.confidence, Confidence::Unsure);
            }
            let other = if law == LawSet::Pemilu2018 {
                LawSet::Pemilu2022
            } else {
                LawSet::Pemilu2018
            };
            let found = compare(track, other, &world.book).unwrap();
            if other == LawSet::Pemilu2018 {
                assert_eq!(found.confidence, Confidence::Unsure, "{stage:?}");
            }
            let cites = |law: Option<&netralitas_domain::procedure::Law>| law.map(|l| l.cite);
            for step in &found.steps {
                assert_ne!(cites(step.pinned), cites(step.other), "{stage:?}");
            }
            differing += found.steps.len();
        }
    }
    assert!(differing > 100, "{differing}");
}
