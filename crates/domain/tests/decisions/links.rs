//! Cases that belong together: split, linked, merged and taken apart.

use netralitas_domain::{
    acts::{Details, OtherCase},
    file::{CaseFile, LinkKind, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Stage as S, Term},
};
use netralitas_testkit::play::{Game, Start, World};

use super::{code, give, with};

const ASN: &[SubjectKind] = &[SubjectKind::Pns, SubjectKind::Pns];

fn begun<'w>(world: &'w World, number: u128) -> Game<'w> {
    let start = Start::report(world, LawSet::Pemilu2022).about(ASN);
    Game::start(world, &Start { number, ..start })
}

fn other(file: &CaseFile) -> Details {
    Details::OtherCase(Box::new(OtherCase::of(file).unwrap()))
}

#[test]
fn a_split_takes_respondents_receipt_papers_and_terms_along() {
    let world = World::new();
    let mut game = begun(&world, 1);
    game.play(A::CompleteInitialStudy);
    let before = game.file.clone();
    let case = before.case().unwrap();
    let goes = case.allegations[1].clone();
    let office = world.offices.regency;
    let all = Details::Split(case.allegations.iter().map(|a| a.id).collect());
    let refused = code(&game, office, Role::Chair, A::SplitCase, with(all));
    assert_eq!(refused, Some("split_fits"));
    let some = Details::Split(vec![goes.id]);
    let events = give(&mut game, office, Role::Chair, A::SplitCase, with(some)).unwrap();
    assert_eq!(events.len(), 2);
    let mut new = CaseFile::new(events[1].case_id);
    new.apply(&events);
    assert_ne!(new.id, before.id);
    let (old_track, new_track) = (game.file.case_track().unwrap(), new.case_track().unwrap());
    assert_eq!(new_track.stage, S::InitialStudy);
    let open = |t: &netralitas_domain::file::Track| {
        let all = t.terms.iter().filter(|t| t.is_open());
        all.map(|t| (t.term, t.due_day)).collect::<Vec<_>>()
    };
    assert_eq!(open(new_track), open(old_track));
    assert!(new_track.open_term(Term::Delegation).is_some());
    for paper in &before.case_track().unwrap().papers {
        assert!(new_track.papers.contains(paper));
    }
    let receipt = &new_track.numbers[0];
    assert!(receipt.shared);
    assert_eq!(receipt.tail, old_track.numbers[0].tail);
    let (left, went) = (game.file.case().unwrap(), new.case().unwrap());
    assert_eq!((left.allegations.len(), went.allegations.len()), (1, 1));
    assert_eq!(went.allegations[0].id, goes.id);
    let there: Vec<_> = went.respondents().map(|p| p.id).collect();
    assert_eq!(
        there,
        [goes.respondent],
        "with whom nothing else is alleged"
    );
    assert!(left.parties.iter().all(|p| p.id != goes.respondent));
    // The reporter stands in both, as two parties.
    assert_eq!(
        left.parties.len() + went.parties.len(),
        case.parties.len() + 1
    );
    assert_eq!(went.links[0].kind, LinkKind::SplitFrom);
    assert_eq!(left.links[0].kind, LinkKind::SplitInto);
    assert_eq!(left.links[0].case, new.id);
    // What reaches into another case is not taken back as one step.
    let undo = code(&game, office, Role::Chair, A::Annul, with(Details::Reason));
    assert_eq!(undo, Some("nothing_followed"));
}

#[test]
fn a_case_merged_stands_still_and_goes_on_as_it_was() {
    let world = World::new();
    let (mut game, there) = (begun(&world, 1), begun(&world, 2));
    game.play(A::CompleteInitialStudy);
    let office = world.offices.regency;
    let before = game.file.case_track().unwrap().clone();
    let to = other(&there.file);
    let events = give(&mut game, office, Role::Chair, A::MergeCases, with(to)).unwrap();
    assert_eq!(events[1].case_id, there.file.id);
    assert_eq!(events[1].action, A::FollowLink);
    let mut stays = there.file.clone();
    stays.apply(&events);
    assert_eq!(stays.case_track().unwrap().version, 2);
    assert_eq!(stays.case().unwrap().links[0].kind, LinkKind::MergedFrom);
    let merged = game.file.case_track().unwrap();
    assert_eq!(merged.stage, S::CaseMerged);
    assert!(merged.terms.iter().all(|t| !t.is_open()));
    game.wait_minutes(60);
    let refused = code(
        &game,
        office,
        Role::Chair,
        A::UnmergeCases,
        with(other(&begun(&world, 3).file)),
    );
    assert_eq!(refused, Some("unmerge_fits"));
    let back = other(&stays);
    let events = give(&mut game, office, Role::Chair, A::UnmergeCases, with(back)).unwrap();
    stays.apply(&events);
    assert!(stays.case().unwrap().links.is_empty());
    let after = game.file.case_track().unwrap();
    assert_eq!((after.stage, &after.facts), (before.stage, &before.facts));
    assert_eq!(after.terms, before.terms);
    assert_eq!(game.stage_of(Machine::Case), Some(S::InitialStudy));
}

#[test]
fn one_event_links_both_and_the_link_can_be_undone() {
    let world = World::new();
    let (mut game, mut there) = (begun(&world, 1), begun(&world, 2));
    let office = world.offices.regency;
    let itself = other(&game.file);
    let refused = code(&game, office, Role::Chair, A::LinkCases, with(itself));
    assert_eq!(refused, Some("link_fits"));
    let to = other(&there.file);
    let events = give(&mut game, office, Role::Chair, A::LinkCases, with(to)).unwrap();
    there.file.apply(&events);
    for (file, to) in [(&game.file, there.file.id), (&there.file, game.file.id)] {
        let link = file.case().unwrap().links[0];
        assert_eq!((link.kind, link.case), (LinkKind::SameEvent, to));
    }
    let again = other(&there.file);
    let refused = code(
        &game,
        office,
        Role::Chair,
        A::MergeCases,
        with(again.clone()),
    );
    assert_eq!(refused, Some("merge_fits"), "linked already");
    let events = give(&mut game, office, Role::Chair, A::UnlinkCases, with(again)).unwrap();
    there.file.apply(&events);
    assert!(game.file.case().unwrap().links.is_empty());
    assert!(there.file.case().unwrap().links.is_empty());
}
