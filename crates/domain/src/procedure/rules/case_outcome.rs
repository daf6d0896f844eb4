//! The case machine, fourth part: recommendations and referrals, status, correction, end.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Mark, PaperKind as P, Rule, Seat, Stage, Term, To, Touch, When,
    rule::{ROW, always, law, structural, when},
};
use crate::{
    law::{
        Confidence::{Likely, Sure, Unsure},
        LawSet,
    },
    numbers::NumberKind,
    people::Role,
};

const PEMILU: &[LawSet] = LawSet::PEMILU;
const PILKADA: &[LawSet] = LawSet::PILKADA;
const PLENARY: &[Role] = &[Role::Chair, Role::Member];

/// A request is taken in whenever it comes, and marked late; the office that examines it judges the time
/// (form B.20 part II). The right to ask stays open for the other party.
const REQUEST: Rule = Rule {
    action: Action::RequestCorrection,
    path: "correction-request",
    from: &[Stage::Monitored],
    to: To::Stage(Stage::UnderCorrection),
    acts: Acts::ReporterOrRespondent,
    by: &[Role::IntakeOfficer, Role::ViolationsStaff],
    after: Some(Action::SendRecommendation),
    guards: &[
        structural(Guard::CorrectionPossible),
        structural(Guard::RequestNew),
        structural(Guard::PapersDemanded),
    ],
    due: Some(Term::CorrectionRequest),
    opens: &[always(Term::CorrectionExamination)],
    number: Some(NumberKind::Correction),
    body: BodyShape::CorrectionRequest,
    law: &[
        law(PEMILU, "Perbawaslu 7/2022 art. 51-54", &[P::B19], Sure).demands(&[P::B19]),
        law(
            PILKADA,
            "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
            &[P::PilkadaForm],
            Unsure,
        ),
    ],
    ..ROW
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::SendRecommendation,
        path: "recommendation",
        from: &[Stage::Decided],
        to: To::Stage(Stage::Monitored),
        by: &[Role::Chair],
        after: Some(Action::DecideOutcomes),
        guards: &[
            structural(Guard::DestinationsComplete),
            structural(Guard::DestinationsCompetent),
            structural(Guard::PapersDemanded),
        ],
        due: Some(Term::CriminalReferral),
        opens: &[when(Term::CorrectionRequest, When::Correctable)],
        closes: &[Term::CriminalReferral],
        touches: &[Touch::OpensReviews, Touch::OpensReferrals],
        // One number per kind of outcome; which ones follows from the outcomes.
        number: Some(NumberKind::RecommendOtherLaw),
        body: BodyShape::Forwarding,
        marks: &[
            Mark::DestinationUnsure,
            Mark::IdentitySent,
            Mark::BorrowedText,
        ],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 44-47, 49",
                &[P::B14, P::B15, P::B16, P::B17],
                Sure,
            )
            .demands(&[P::B14, P::B15, P::B16, P::B17]),
            law(
                PILKADA,
                "UU 1/2015 art. 135 (as amended)",
                &[P::PilkadaForm],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::AnnounceStatus,
        path: "status-announcement",
        from: &[
            Stage::ForwardedUnregistered,
            Stage::Registered,
            Stage::Decided,
            Stage::Monitored,
            Stage::UnderCorrection,
            Stage::Withdrawn,
            Stage::NotRegistered,
            Stage::Stopped,
            Stage::CaseClosed,
        ],
        by: &[Role::Chair, Role::IntakeOfficer, Role::ViolationsStaff],
        guards: &[structural(Guard::PapersDemanded)],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 24(9), 50", &[P::B18], Sure).demands(&[P::B18]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    REQUEST,
    // While one request is examined another party may ask, or ask about another recommendation. The term of
    // the examination runs for the request that was taken in first.
    Rule {
        from: &[Stage::UnderCorrection],
        to: To::Same,
        opens: &[],
        ..REQUEST
    },
    Rule {
        action: Action::AskNationalView,
        path: "national-view",
        from: &[Stage::UnderCorrection],
        acts: Acts::Office(Seat::Correction),
        by: &[Role::Chair, Role::ViolationsStaff],
        records: &[Role::IntakeOfficer, Role::Member],
        after: Some(Action::RequestCorrection),
        guards: &[structural(Guard::NationalViewNeeded)],
        body: BodyShape::None,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 51-58", &[P::Letter], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::Letter],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::GiveNationalView,
        path: "national-view-answer",
        from: &[Stage::UnderCorrection],
        acts: Acts::Office(Seat::National),
        by: &[Role::Chair, Role::Member],
        // The office that asked has its letter; where that office is no user either, the handling office.
        records: &[Role::ViolationsStaff, Role::IntakeOfficer],
        after: Some(Action::AskNationalView),
        guards: &[structural(Guard::NationalViewAsked)],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 51(2)", &[P::Letter], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::Letter],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::DecideCorrection,
        path: "correction-decision",
        from: &[Stage::UnderCorrection],
        // Another request may wait; and it ends the case where it withdraws the last open track.
        to: To::OneOf(&[Stage::UnderCorrection, Stage::Monitored, Stage::CaseClosed]),
        acts: Acts::Office(Seat::Correction),
        by: PLENARY,
        records: &[Role::ViolationsStaff, Role::IntakeOfficer],
        after: Some(Action::RequestCorrection),
        guards: &[
            structural(Guard::RequestNamed),
            structural(Guard::NationalViewGiven),
            structural(Guard::CorrectionResultHolds),
            structural(Guard::EffectsComplete),
            structural(Guard::DestinationsComplete),
            structural(Guard::DestinationsCompetent),
            structural(Guard::Quorum),
            structural(Guard::Majority),
        ],
        due: Some(Term::CorrectionExamination),
        opens: &[
            when(Term::CorrectionExamination, When::OtherRequestWaits),
            when(Term::CorrectionRequest, When::Correctable),
        ],
        closes: &[Term::CorrectionExamination, Term::CorrectionRequest],
        touches: &[
            Touch::OpensReviews,
            Touch::OpensReferrals,
            Touch::WithdrawsReviews,
            Touch::Corrects,
            Touch::MayEndCase,
        ],
        // One number per kind that it recommends anew, of the office that examined (forms B.20, B.21).
        number: Some(NumberKind::RecommendOtherLaw),
        body: BodyShape::CorrectionDecision,
        marks: &[Mark::DestinationUnsure, Mark::BorrowedText],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 55-58",
                &[P::B20, P::B21, P::B14, P::B17],
                Sure,
            )
            .sometimes(&[P::B14, P::B17]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::CloseCase,
        path: "closing",
        from: &[
            Stage::Monitored,
            Stage::ForwardedUnregistered,
            Stage::AtAuthority,
        ],
        to: To::Stage(Stage::CaseClosed),
        by: &[Role::Chair],
        guards: &[structural(Guard::AllTracksEnded)],
        closes: &[Term::CorrectionRequest],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 60", &[], Likely),
            law(PILKADA, "practice", &[], Unsure),
        ],
        caused_by: &[
            Action::StrikeRespondent,
            Action::RestoreRespondent,
            Action::RejectReview,
            Action::CancelReview,
            Action::FindNotProven,
            Action::AcceptFollowUp,
            Action::DeclareLapsed,
            Action::DecideCorrection,
            Action::DeclineToImpose,
            Action::DecideObjection,
            Action::DecideAppeal,
            Action::LapseSanction,
            Action::RecordServed,
            Action::RefuseBlock,
            Action::Lift,
            Action::AnnulBlock,
            Action::Recall,
            Action::JoinReviews,
            Action::CloseReferral,
        ],
        ..ROW
    },
];
