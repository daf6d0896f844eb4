//! An installation of one Bawaslu office: what others do is recorded from their papers, to the end of every track.

use netralitas_domain::{
    law::LawSet,
    people::OfficeType,
    procedure::{Action as A, Stage as S},
};
use netralitas_testkit::play::{Game, World, reach, stages_of};

/// Nobody but one regency office signs in.
fn alone() -> World {
    World::where_absent(|o| o.code != "bawaslu-banyuwangi").of_users_only()
}

/// Stages at which another Bawaslu office took the matter in, or to which only a ministry's choice leads.
fn elsewhere(law: LawSet, stage: S) -> bool {
    law == LawSet::MenPanrb || matches!(stage, S::HeldByField | S::Delegated | S::AtAuthority)
}

#[test]
fn one_office_alone_leads_every_track_to_every_stage_and_end() {
    let world = alone();
    let regency = world.offices.regency;
    let mut ends = 0;
    for law in LawSet::ALL {
        for stage in stages_of(*law) {
            if elsewhere(*law, stage) || stage == S::void(stage.machine()) {
                continue;
            }
            let (game, _) = reach(&world, *law, stage).unwrap();
            ends += usize::from(stage.is_final());
            for event in &game.events {
                assert_eq!(event.office, regency, "{:?}", event.action);
                let other = event.acting.office.is_some_and(|o| o != regency);
                assert!(event.by_paper.is_some() || !other, "{:?}", event.action);
            }
        }
    }
    assert!(ends > 50, "{ends}");
}

/// A whole case whose authority, agency and control are on paper only.
fn whole(world: &World, law: LawSet) -> Game<'_> {
    let (mut game, _) = reach(world, law, S::BlockRequested).unwrap();
    for action in [A::Block, A::Impose, A::Deliver] {
        game.play(action);
    }
    game.wait_days(40).play(A::TakeEffect);
    game.play(A::ReportFollowUp);
    game.play(A::AcceptFollowUp);
    game.play(A::Lift);
    game.wait_days(400).play(A::RecordServed);
    game
}

#[test]
fn one_office_alone_takes_a_case_to_its_end() {
    let world = alone();
    for law in [LawSet::Kasn, LawSet::Bkn] {
        let game = whole(&world, law);
        assert_eq!(game.file.case_track().unwrap().stage, S::CaseClosed);
        let of = |kind| {
            let all = world.directory.all();
            all.filter(move |o| o.kind == kind)
                .map(|o| o.id)
                .collect::<Vec<_>>()
        };
        let authorities = of(OfficeType::ReviewAuthority);
        let acted = |office| game.events.iter().any(|e| e.acting.office == Some(office));
        assert!(authorities.into_iter().any(acted));
        assert!(acted(world.offices.agency));
    }
}

/// What the office above decides is that office's decision, although another types it.
#[test]
fn a_takeover_on_paper_moves_the_case_to_the_office_above() {
    let world = alone();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::TakeoverRequested).unwrap();
    let declined = {
        let mut game = game.clone();
        game.play(A::DeclineTakeover);
        game.file.case().unwrap().handled_by
    };
    assert_eq!(declined, world.offices.regency);
    let events = game.play(A::TakeOver);
    assert_eq!(events[0].acting.office, Some(world.offices.province));
    assert_eq!(game.file.case().unwrap().handled_by, world.offices.province);
}

/// The date rule names who goes on: what was recommended goes to the ministry, the rest to BKN.
#[test]
fn a_hand_over_on_paper_goes_where_the_date_rule_says() {
    let world = alone();
    for (stage, expected) in [
        (S::Verification, world.offices.bkn),
        (S::AwaitingAgency, world.offices.menpanrb),
    ] {
        let (mut game, id) = reach(&world, LawSet::Kasn, stage).unwrap();
        game.on("2024-09-10".parse().unwrap());
        let events = game.play(A::HandOver);
        assert_eq!(events[0].acting.office, Some(expected), "{stage:?}");
        let next = game.file.tracks.iter().filter_map(|t| t.review());
        let next = next.filter(|r| r.continues == Some(id)).collect::<Vec<_>>();
        assert_eq!(next[0].authority, expected);
    }
}
