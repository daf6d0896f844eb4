//! The referral machine: one respondent and one destination outside the ASN review.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Mark, PaperKind as P, Rule, Seat, Stage, To, Touch,
    rule::{ROW, law, structural},
};
use crate::{
    law::{
        Confidence::{Likely, Sure, Unsure},
        LawSet,
    },
    people::Role,
};

const PEMILU: &[LawSet] = LawSet::PEMILU;
const PILKADA: &[LawSet] = LawSet::PILKADA;
const HANDLING: &[LawSet] = LawSet::HANDLING;
const THERE: Acts = Acts::Office(Seat::Destination);
const SENDER: &[Role] = &[
    Role::IntakeOfficer,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
];

const OPEN: &[Stage] = &[
    Stage::ReferralSent,
    Stage::ReferralReceived,
    Stage::ReferralReturned,
    Stage::ReferralAnswered,
];

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::OpenReferral,
        path: "",
        to: To::Stage(Stage::ReferralSent),
        by: &[Role::Chair],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 22, 44-47, 49",
                &[P::B14, P::B15, P::B16, P::B17],
                Sure,
            ),
            law(
                PILKADA,
                "UU 1/2015 art. 135 (as amended)",
                &[P::PilkadaForm],
                Likely,
            ),
        ],
        caused_by: &[
            Action::ForwardUnregistered,
            Action::SendRecommendation,
            Action::DecideCorrection,
            Action::ChangeSubjectKind,
            Action::ReplaceRespondent,
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordReferralReceipt,
        path: "receipt",
        from: &[Stage::ReferralSent],
        to: To::Stage(Stage::ReferralReceived),
        acts: THERE,
        by: &[Role::DestinationOfficer],
        records: SENDER,
        law: &[law(HANDLING, "practice", &[P::Receipt], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::ReturnReferral,
        path: "return",
        from: &[Stage::ReferralSent, Stage::ReferralReceived],
        to: To::Stage(Stage::ReferralReturned),
        acts: THERE,
        by: &[Role::DestinationOfficer],
        records: SENDER,
        body: BodyShape::Reason,
        law: &[law(HANDLING, "practice", &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::ResendReferral,
        path: "resending",
        from: &[Stage::ReferralReturned],
        to: To::Stage(Stage::ReferralSent),
        by: &[Role::Chair],
        after: Some(Action::ReturnReferral),
        guards: &[structural(Guard::DestinationsCompetent)],
        body: BodyShape::Readdress,
        marks: &[Mark::DestinationUnsure],
        law: &[law(HANDLING, "practice", &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::AnswerReferral,
        path: "answer",
        from: &[Stage::ReferralSent, Stage::ReferralReceived],
        to: To::Stage(Stage::ReferralAnswered),
        acts: THERE,
        by: &[Role::DestinationOfficer],
        records: SENDER,
        body: BodyShape::Reason,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 60", &[P::Letter], Likely),
            law(PILKADA, "practice", &[P::Letter], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::CloseReferral,
        path: "closing",
        from: OPEN,
        to: To::Stage(Stage::ReferralClosed),
        by: &[Role::Chair, Role::ViolationsStaff],
        guards: &[structural(Guard::AnsweredOrReason)],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Closing,
        law: &[law(HANDLING, "practice", &[], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::ReferAsCorrected,
        path: "",
        from: OPEN,
        by: &[Role::Chair, Role::Member],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 57(1)b",
                &[P::B14, P::B17, P::B21],
                Likely,
            ),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        caused_by: &[Action::DecideCorrection],
        ..ROW
    },
    Rule {
        action: Action::WithdrawReferral,
        path: "",
        from: OPEN,
        to: To::Stage(Stage::ReferralWithdrawn),
        by: &[Role::Chair, Role::Member],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 55-58", &[P::B21], Likely),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        caused_by: &[Action::DecideCorrection],
        ..ROW
    },
];
