//! Rules that hold after the first act of their kind too: competence, overlap of blocks, the pinned regime.

use netralitas_domain::{
    acts::{Details, Supplement},
    file::{Allegation, CandidateStatus, Capacity, Party, SubjectKind},
    law::LawSet,
    people::Role,
    procedure::{Action as A, BlockScope as B, Stage as S},
};
use netralitas_testkit::play::{Ids, World, day, reach};

use crate::{code, codes, give, possible, with};

#[test]
fn an_authority_that_is_no_more_takes_no_later_step_either() {
    let world = World::new();
    for (at, action) in [
        (S::Verification, A::BeginExamination),
        (S::Examination, A::FindProven),
        (S::Examination, A::FindNotProven),
        (S::Proven, A::IssueRecommendation),
        (S::AwaitingAgency, A::Remind),
        (S::FollowUpReported, A::AcceptFollowUp),
        (S::FollowUpReported, A::RefuseFollowUp),
    ] {
        let (mut game, _) = reach(&world, LawSet::Kasn, at).unwrap();
        game.on(day("2024-09-03"));
        assert!(
            possible(&game, action, |_| true),
            "{action:?} on its last day"
        );
        game.on(day("2024-09-04"));
        assert!(!possible(&game, action, |_| true), "{action:?}");
        let found = codes(&game, action, |_| true);
        assert!(
            found.contains("authority_competent"),
            "{action:?}: {found:?}"
        );
    }
}

#[test]
fn a_block_of_everything_overlaps_each_of_its_parts() {
    let world = World::new();
    let kasn = world.offices.kasn;
    for (open, free, taken) in [
        (
            B::Data,
            &[B::Services][..],
            &[B::Data, B::DataAndServices][..],
        ),
        (B::Services, &[B::Data], &[B::Services, B::DataAndServices]),
        (B::DataAndServices, &[], B::ALL),
    ] {
        let (mut game, _) = reach(&world, LawSet::Kasn, S::Reminded).unwrap();
        let body = |scope| with(Details::BlockScope(scope));
        game.wait_days(60);
        give(&mut game, kasn, Role::Reviewer, A::RequestBlock, body(open)).unwrap();
        let ask = |scope| code(&game, kasn, Role::Reviewer, A::RequestBlock, body(scope));
        for scope in free {
            assert_eq!(ask(*scope), None, "{scope:?} beside {open:?}");
        }
        for scope in taken {
            assert_eq!(
                ask(*scope),
                Some("no_open_block"),
                "{scope:?} beside {open:?}"
            );
        }
    }
}

#[test]
fn an_added_allegation_is_pinned_to_the_regime_of_its_own_act() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingCompletion).unwrap();
    let mut ids = Ids::from(0xFACE_0000);
    let known = game.file.case().unwrap().respondents().next().unwrap().id;
    let contract = Party {
        id: ids.id(),
        capacity: Capacity::Respondent,
        record: 1,
        subject: SubjectKind::Pppk,
        agency: None,
        represents: None,
        identified: false,
    };
    let mut act = |respondent, from: &str, to: Option<&str>| Allegation {
        id: ids.id(),
        respondent,
        act_from: Some(day(from)),
        act_to: to.map(day),
        candidate: CandidateStatus::Unknown,
        catalogue: None,
        regime: None,
        outcomes: Vec::new(),
    };
    let added = vec![
        act(known, "2021-08-30", None),
        act(known, "2021-08-31", None),
        act(known, "2021-08-01", Some("2021-09-02")),
        act(contract.id, "2021-01-01", None),
    ];
    let wanted: Vec<_> = added.iter().map(|a| a.id).collect();
    let details = Details::Supplement(Supplement {
        parties: vec![contract],
        allegations: added,
        given: Vec::new(),
    });
    let office = world.offices.regency;
    give(
        &mut game,
        office,
        Role::IntakeOfficer,
        A::CompleteReport,
        with(details),
    )
    .unwrap();
    let case = game.file.case().unwrap();
    let regime = |id| {
        case.allegations
            .iter()
            .find(|a| a.id == id)
            .unwrap()
            .regime
            .unwrap()
    };
    let found: Vec<_> = wanted.iter().map(|id| regime(*id)).collect();
    assert_eq!(
        found,
        [LawSet::Pp53, LawSet::Pp94, LawSet::Pp94, LawSet::Pppk]
    );
}
