//! Roads: from the first paper to a stage, by commands only.

use netralitas_domain::{
    acts::Details,
    file::SubjectKind,
    ids::TrackId,
    law::LawSet,
    procedure::{Action, Machine, Outcome, Requirement, Stage},
};

use super::{Game, Start, World, day};

/// The stages that can be reached on a track under a law text.
#[must_use]
pub fn stages_of(law: LawSet) -> Vec<Stage> {
    Stage::ALL
        .iter()
        .copied()
        .filter(|stage| exists(law, *stage))
        .collect()
}

fn exists(law: LawSet, stage: Stage) -> bool {
    let of_law = match stage.machine() {
        Machine::Case | Machine::Referral => LawSet::HANDLING,
        Machine::Review | Machine::Control => LawSet::ERAS,
        Machine::Sanction => LawSet::REGIMES,
    };
    of_law.contains(&law)
        && match stage {
            // BKN has Bawaslu study the matter; KASN and MenPANRB examined it themselves.
            Stage::BawasluStudy => law == LawSet::Bkn,
            Stage::Examination => law != LawSet::Bkn,
            _ => true,
        }
}

/// A game with a track at a stage under a law text, and that track; none where the stage does not exist
/// there.
#[must_use]
pub fn reach(world: &World, law: LawSet, stage: Stage) -> Option<(Game<'_>, TrackId)> {
    exists(law, stage).then_some(())?;
    let mut road = Road::new(world, law, stage);
    road.to(stage);
    let game = road.game?;
    let id = game
        .file
        .tracks
        .iter()
        .rev()
        .find(|t| t.stage == stage && t.law == law)?
        .id;
    Some((game, id))
}

/// The game on its way; the first step of a road begins it.
struct Road<'w> {
    world: &'w World,
    /// The handling rule set under which the case runs.
    handling: LawSet,
    /// The law text of the track in the end.
    law: LawSet,
    subject: SubjectKind,
    game: Option<Game<'w>>,
}

impl<'w> Road<'w> {
    fn new(world: &'w World, law: LawSet, stage: Stage) -> Self {
        Self {
            world,
            law,
            handling: match law {
                LawSet::Bkn => LawSet::Pilkada2024,
                LawSet::Kasn | LawSet::Pp53 => LawSet::Pilkada2020,
                LawSet::MenPanrb | LawSet::Pp94 | LawSet::Pppk => LawSet::Pemilu2022,
                handling => handling,
            },
            subject: match (law, stage.machine()) {
                (LawSet::Pppk, _) => SubjectKind::Pppk,
                (_, Machine::Referral) => SubjectKind::VillageHead,
                _ => SubjectKind::Pns,
            },
            game: None,
        }
    }

    fn begin(&mut self, start: impl FnOnce(Start) -> Start) {
        let report = Start::report(self.world, self.handling).about(&[self.subject]);
        // KASN's matters that MenPANRB runs off end on 4 Sept 2024.
        let report = if self.law == LawSet::MenPanrb {
            report.on("2024-08-05")
        } else {
            report
        };
        self.game = Some(Game::start(self.world, &start(report)));
    }

    fn game(&mut self) -> &mut Game<'w> {
        self.game.as_mut().expect("the road has begun")
    }

    fn go(&mut self, before: Stage, action: Action) {
        self.to(before);
        self.game().wait_minutes(30).play(action);
    }

    fn go_with(&mut self, before: Stage, action: Action, fits: impl Fn(&Details) -> bool) {
        self.to(before);
        self.game().wait_minutes(30).play_with(action, fits);
    }

    fn go_to(&mut self, before: Stage, action: Action, after: Stage) {
        self.to(before);
        self.game().wait_minutes(30).play_to(action, after);
    }

    fn to(&mut self, stage: Stage) {
        match stage.machine() {
            Machine::Case => self.case(stage),
            Machine::Review => self.review(stage),
            Machine::Sanction => self.sanction(stage),
            Machine::Control => self.control(stage),
            Machine::Referral => self.referral(stage),
        }
    }

    fn case(&mut self, stage: Stage) {
        use {Action as A, Stage as S};
        let offices = self.world.offices;
        let of = |action, channel| {
            move |start: Start| Start {
                action,
                channel,
                ..start
            }
        };
        use netralitas_domain::file::Channel as C;
        match stage {
            S::InformationRecorded => self.begin(of(A::RecordEarlyInformation, C::Tip)),
            S::InformationPursued => self.go(S::InformationRecorded, A::PursueInformation),
            S::SupervisionReported => self.begin(of(A::FileSupervisionReport, C::Supervision)),
            S::FindingEstablished => self.go(S::SupervisionReported, A::EstablishFinding),
            S::InformationClosed => self.go(S::InformationRecorded, A::CloseInformation),
            S::HeldByField => self.begin(|start| start.at(offices.village)),
            S::OnlineDraft => self.begin(Start::online),
            S::Received => self.begin(|start| start),
            S::InitialStudy => self.go(S::Received, A::CompleteInitialStudy),
            S::AwaitingCompletion => {
                self.study(|s| s.gaps == [Requirement::Evidence]);
                self.game().play(A::RequestCompletion);
            }
            S::TakeoverRequested => self.go(S::InitialStudy, A::RequestTakeover),
            S::Delegated => {
                self.begin(|start| start.at(offices.province));
                self.game().play(A::CompleteInitialStudy);
                self.game().play(A::Delegate);
            }
            S::TakenOver => self.go(S::InitialStudy, A::TakeOver),
            S::Withdrawn => self.go(S::Received, A::WithdrawReport),
            S::CaseMerged => self.go(S::Received, A::MergeCases),
            S::NotRegistered => {
                self.study(|s| s.late == Some(true));
                self.game().play(A::DeclareNotRegistered);
            }
            S::ForwardedUnregistered => {
                self.study(|s| s.kinds == [Outcome::OtherLaw]);
                self.game().play(A::ForwardUnregistered);
            }
            S::Registered => self.go(S::InitialStudy, A::RegisterReport),
            S::InStudy => self.go(S::Registered, A::AppointTeam),
            S::FurtherInformation => self.go(S::InStudy, A::Extend),
            S::AwaitingPlenary => self.go(S::InStudy, A::SubmitStudy),
            S::Stopped => self.go_to(S::AwaitingPlenary, A::DecideOutcomes, S::Stopped),
            S::Decided => self.go_with(S::AwaitingPlenary, A::DecideOutcomes, |details| {
                matches!(details, Details::Outcomes(list)
                    if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
            }),
            S::Monitored => self.go(S::Decided, A::SendRecommendation),
            S::UnderCorrection => self.go(S::Monitored, A::RequestCorrection),
            S::AtAuthority => {
                let start = Start::at_authority(self.world, self.handling);
                self.game = Some(Game::start(self.world, &start));
            }
            S::CaseClosed => self.go(S::Verification, A::RejectReview),
            S::CaseVoid => self.annul(S::Received),
            other => panic!("{other:?} is no stage of a case"),
        }
    }

    /// Takes back the step that led to a stage.
    fn annul(&mut self, stage: Stage) {
        self.to(stage);
        let taken = self.game().wait_minutes(30).annul_last();
        assert!(taken.is_some(), "nothing to take back at {stage:?}");
    }

    fn study(&mut self, wanted: impl Fn(&netralitas_domain::acts::InitialStudyFindings) -> bool) {
        self.go_with(
            Stage::Received,
            Action::CompleteInitialStudy,
            |details| matches!(details, Details::InitialStudy(study) if wanted(study)),
        );
    }

    fn review(&mut self, stage: Stage) {
        use {Action as A, Stage as S};
        match stage {
            S::Forwarded if self.law == LawSet::MenPanrb => {
                self.to(S::Monitored);
                self.game().on(day("2024-09-05"));
                // Unprocessed matters are BKN's; MenPANRB takes one with a reason.
                let menpanrb = self.world.offices.menpanrb;
                self.game().play_where(A::HandOver, |_, events| {
                    events.iter().all(|e| e.office == menpanrb)
                });
            }
            S::Forwarded => self.to(S::Monitored),
            S::Verification => self.go(S::Forwarded, A::TakeIn),
            S::BawasluStudy => self.go(S::Verification, A::PassToBawaslu),
            S::Examination => self.go(S::Verification, A::BeginExamination),
            S::Proven => self.go(self.examined(), A::FindProven),
            S::Recommended => self.go(S::Proven, A::IssueRecommendation),
            S::AwaitingAgency => self.go(S::Recommended, A::RecordReceipt),
            S::Reminded => self.late(A::Remind),
            S::Escalated => self.late(A::Escalate),
            S::FollowUpReported => self.go(S::Imposed, A::ReportFollowUp),
            S::ReviewRejected => self.go(S::Verification, A::RejectReview),
            S::ReviewCancelled => self.go(S::Forwarded, A::CancelReview),
            S::NotProven => self.go(self.examined(), A::FindNotProven),
            S::ReviewLapsed => self.go(S::Recommended, A::DeclareLapsed),
            S::Returned => self.go(S::Verification, A::ReturnForCompletion),
            // What KASN had is nobody's to recall; what began at MenPANRB is its own.
            S::ReviewRecalled if self.law == LawSet::MenPanrb => {
                let start = Start::at_authority(self.world, self.handling)
                    .at(self.world.offices.menpanrb)
                    .on("2024-09-05");
                self.game = Some(Game::start(self.world, &start));
                self.recall(Machine::Review);
            }
            S::ReviewRecalled => {
                self.to(S::Forwarded);
                self.recall(Machine::Review);
            }
            S::HandedOver if self.law != LawSet::Kasn => self.go(S::Forwarded, A::Redirect),
            S::HandedOver => {
                self.to(S::Forwarded);
                self.game().on(day("2024-09-05")).play(A::HandOver);
            }
            S::ReviewWithdrawn => {
                self.to(S::Forwarded);
                self.correct();
            }
            S::ReviewJoined => self.go(S::Forwarded, A::JoinReviews),
            S::ReviewDropped => self.go(S::Forwarded, A::StrikeRespondent),
            S::ReviewClosed => self.go(S::FollowUpReported, A::AcceptFollowUp),
            S::ReviewVoid if self.law == LawSet::MenPanrb => self.annul(S::Forwarded),
            S::ReviewVoid => self.annul(S::Monitored),
            other => panic!("{other:?} is no stage of a review"),
        }
    }

    fn examined(&self) -> Stage {
        // The authority of the day; a sanction's own law text does not say which.
        let bkn = self.law == LawSet::Bkn || self.handling == LawSet::Pilkada2024;
        if bkn {
            Stage::BawasluStudy
        } else {
            Stage::Examination
        }
    }

    fn recall(&mut self, machine: Machine) {
        self.game()
            .wait_minutes(30)
            .play_on(machine, Action::Recall, |_, _| true);
    }

    fn late(&mut self, action: Action) {
        self.to(Stage::AwaitingAgency);
        self.game().wait_days(15).play(action);
    }

    fn correct(&mut self) {
        self.game().play(Action::RequestCorrection);
        self.game().play(Action::AskNationalView);
        self.game().play(Action::GiveNationalView);
        self.game()
            .play_where(Action::DecideCorrection, |_, events| {
                events.iter().any(|e| e.to == Stage::ReviewWithdrawn)
            });
    }

    fn sanction(&mut self, stage: Stage) {
        use {Action as A, Stage as S};
        match stage {
            S::RecommendationReceived => self.to(S::AwaitingAgency),
            S::AgencyExamination => self.go(S::RecommendationReceived, A::Summon),
            S::Proposed => self.go(S::RecommendationReceived, A::RecordExamination),
            S::Imposed => self.go(S::Proposed, A::Impose),
            S::Delivered => self.go(S::Imposed, A::Deliver),
            S::UnderObjection => self.go(S::Delivered, A::FileObjection),
            S::UnderAppeal => {
                self.go_with(S::Proposed, A::Impose, |details| {
                    matches!(details, Details::Imposition(measures, _)
                        if measures.iter().any(|m| m.to.is_none() && m.regime != "pp42"))
                });
                self.game().play(A::FileAppeal);
            }
            S::InForce => {
                self.to(S::Delivered);
                self.game().wait_days(40).play(A::TakeEffect);
            }
            S::NotImposed => self.go(S::Proposed, A::DeclineToImpose),
            S::SanctionAnnulled => {
                self.go_to(S::UnderObjection, A::DecideObjection, S::SanctionAnnulled);
            }
            S::SanctionLapsed => self.go(S::Proposed, A::LapseSanction),
            S::SanctionWithdrawn => {
                self.to(S::RecommendationReceived);
                self.correct();
            }
            S::SanctionDropped => self.go(S::RecommendationReceived, A::StrikeRespondent),
            S::Served => {
                self.to(S::InForce);
                self.game().wait_days(400).play(A::RecordServed);
            }
            S::SanctionVoid => self.annul(S::AwaitingAgency),
            other => panic!("{other:?} is no stage of a sanction"),
        }
    }

    fn control(&mut self, stage: Stage) {
        use {Action as A, Stage as S};
        match stage {
            S::BlockRequested => self.go(S::Reminded, A::RequestBlock),
            S::Blocked => self.go(S::BlockRequested, A::Block),
            S::BlockLifted => {
                self.go(S::Blocked, A::Impose);
                self.game().play(A::Lift);
            }
            S::BlockRefused => self.go(S::BlockRequested, A::RefuseBlock),
            S::BlockRecalled => {
                self.to(S::BlockRequested);
                self.recall(Machine::Control);
            }
            S::BlockAnnulled => self.go(S::Blocked, A::AnnulBlock),
            S::BlockVoid => self.annul(S::BlockRequested),
            other => panic!("{other:?} is no stage of a block"),
        }
    }

    fn referral(&mut self, stage: Stage) {
        use {Action as A, Stage as S};
        match stage {
            S::ReferralSent => self.to(S::Monitored),
            S::ReferralReceived => self.go(S::ReferralSent, A::RecordReferralReceipt),
            S::ReferralReturned => self.go(S::ReferralSent, A::ReturnReferral),
            S::ReferralAnswered => self.go(S::ReferralSent, A::AnswerReferral),
            S::ReferralWithdrawn => {
                self.to(S::ReferralSent);
                self.game().play(A::RequestCorrection);
                self.game().play(A::AskNationalView);
                self.game().play(A::GiveNationalView);
                self.game()
                    .play_to(A::DecideCorrection, S::ReferralWithdrawn);
            }
            S::ReferralDropped => self.go(S::ReferralSent, A::StrikeRespondent),
            S::ReferralRecalled => {
                self.to(S::ReferralSent);
                self.recall(Machine::Referral);
            }
            S::ReferralClosed => self.go(S::ReferralAnswered, A::CloseReferral),
            S::ReferralVoid => self.annul(S::ReferralSent),
            other => panic!("{other:?} is no stage of a referral"),
        }
    }
}
