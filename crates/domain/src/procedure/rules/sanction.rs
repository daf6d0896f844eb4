//! The sanction machine: one decision on one ASN by one official of the competent agency.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Mark, PaperKind as P, Rule, Seat, Stage, Term, To, Touch, When,
    rule::{ROW, always, law, structural, temporal, when},
    rules::review::UNIT,
};
use crate::{
    law::{
        Confidence::{Likely, Unsure},
        LawSet,
    },
    people::Role,
};

const REGIMES: &[LawSet] = LawSet::REGIMES;
const PP53: &[LawSet] = &[LawSet::Pp53];
const PP94: &[LawSet] = &[LawSet::Pp94];
const PPPK: &[LawSet] = &[LawSet::Pppk];
const PP79: &str = "PP 79/2021 (in force 10 Aug 2021)";

const AGENCY: Acts = Acts::Office(Seat::Agency);
const OFFICIALS: &[Role] = &[Role::PersonnelOfficer];
const EXAMINERS: &[Role] = &[Role::Examiner, Role::Inspectorate, Role::PersonnelUnit];
const WATCHERS: &[Role] = &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff];
const UNDECIDED: &[Stage] = &[
    Stage::RecommendationReceived,
    Stage::AgencyExamination,
    Stage::Proposed,
];
const REMEDY_TERMS: &[Term] = &[
    Term::ObjectionReply,
    Term::AppealReply,
    Term::AppealDecision,
];
const ALL_TERMS: &[Term] = &[
    Term::ServeDecree,
    Term::TakesEffect,
    Term::Objection,
    Term::Appeal,
    Term::ObjectionReply,
    Term::AppealReply,
    Term::AppealDecision,
];

/// Where a sanction has taken effect: it is being served, or was.
pub const EFFECTIVE: &[Stage] = &[Stage::InForce, Stage::Served];

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::OpenSanction,
        path: "",
        to: To::Stage(Stage::RecommendationReceived),
        acts: AGENCY,
        by: UNIT,
        law: &[law(REGIMES, "practice", &[P::Receipt], Likely)],
        caused_by: &[Action::RecordReceipt, Action::RefuseFollowUp],
        ..ROW
    },
    Rule {
        action: Action::Summon,
        path: "summons",
        from: &[Stage::RecommendationReceived, Stage::AgencyExamination],
        to: To::Stage(Stage::AgencyExamination),
        acts: AGENCY,
        by: EXAMINERS,
        records: WATCHERS,
        guards: &[structural(Guard::SummonsLeft)],
        // One after the other: a second summons takes the place of the first, whose term ends with it.
        opens: &[always(Term::Summons)],
        closes: &[Term::Summons],
        law: &[
            law(PP53, "PP 53/2010 (article not seen)", &[P::Summons], Unsure),
            law(PP94, "PP 94/2021 art. 26(2)(3)", &[P::Summons], Likely),
            law(
                PPPK,
                "PP 49/2018 and the agency's rule (not seen)",
                &[P::Summons],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordExamination,
        path: "examination",
        from: &[Stage::RecommendationReceived, Stage::AgencyExamination],
        to: To::Stage(Stage::Proposed),
        acts: AGENCY,
        by: EXAMINERS,
        records: WATCHERS,
        closes: &[Term::Summons],
        law: &[
            law(
                PP53,
                "PP 53/2010 (article not seen)",
                &[P::ExaminationMinutes],
                Unsure,
            ),
            law(
                PP94,
                "PP 94/2021 art. 26, 27",
                &[P::ExaminationMinutes],
                Likely,
            ),
            law(
                PPPK,
                "PP 49/2018 and the agency's rule (not seen)",
                &[P::ExaminationMinutes],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::ProposeWithoutHearing,
        path: "proposal-without-hearing",
        from: &[Stage::AgencyExamination],
        to: To::Stage(Stage::Proposed),
        acts: AGENCY,
        by: EXAMINERS,
        records: WATCHERS,
        after: Some(Action::Summon),
        guards: &[structural(Guard::SummonedTwice)],
        closes: &[Term::Summons],
        law: &[
            law(PP53, "PP 53/2010 (article not seen)", &[], Unsure),
            law(PP94, "PP 94/2021 art. 26(4)", &[], Likely),
            law(
                PPPK,
                "PP 49/2018 and the agency's rule (not seen)",
                &[],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::Impose,
        path: "imposition",
        from: UNDECIDED,
        to: To::Stage(Stage::Imposed),
        acts: AGENCY,
        by: OFFICIALS,
        records: WATCHERS,
        guards: &[
            structural(Guard::Examined),
            structural(Guard::KindInCatalogue),
            structural(Guard::DeviationExplained),
            structural(Guard::PapersDemanded),
        ],
        marks: &[
            Mark::NotExamined,
            Mark::SeveralDiscipline,
            Mark::LongerThanTheLaw,
            Mark::ShorterThanTheLaw,
            Mark::KindPostponed,
            Mark::RepeatedBreach,
        ],
        opens: &[
            when(Term::ServeDecree, When::Discipline),
            when(Term::Appeal, When::Dismissal),
        ],
        closes: &[Term::Summons],
        body: BodyShape::Imposition,
        law: &[
            law(PP53, "PP 53/2010; PP 42/2004 art. 15", &[P::Decree], Likely).demands(&[P::Decree]),
            law(
                PP94,
                "PP 94/2021 art. 8, 13, 14; PP 42/2004 art. 15",
                &[P::Decree],
                Likely,
            )
            .demands(&[P::Decree]),
            law(PPPK, "PP 49/2018 art. 53", &[P::Decree], Likely).demands(&[P::Decree]),
        ],
        ..ROW
    },
    Rule {
        action: Action::DeclineToImpose,
        path: "non-imposition",
        from: UNDECIDED,
        to: To::Stage(Stage::NotImposed),
        acts: AGENCY,
        by: OFFICIALS,
        records: WATCHERS,
        guards: &[structural(Guard::Examined)],
        marks: &[Mark::NotExamined],
        closes: &[Term::Summons],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(
            REGIMES,
            "practice; the authority is told",
            &[P::Letter],
            Likely,
        )],
        ..ROW
    },
    Rule {
        action: Action::Deliver,
        path: "delivery",
        from: &[Stage::Imposed],
        to: To::Stage(Stage::Delivered),
        acts: AGENCY,
        by: UNIT,
        records: WATCHERS,
        after: Some(Action::Impose),
        due: Some(Term::ServeDecree),
        opens: &[
            when(Term::TakesEffect, When::Discipline),
            when(Term::Objection, When::DisciplineInService),
        ],
        closes: &[Term::ServeDecree],
        law: &[
            law(PP53, "PP 53/2010 (article not seen)", &[P::Receipt], Unsure),
            law(PP94, "PP 94/2021 art. 37(3)", &[P::Receipt], Likely),
            law(
                PPPK,
                "PP 49/2018 and the agency's rule (not seen)",
                &[P::Receipt],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::FileObjection,
        path: "objection",
        from: &[Stage::Delivered],
        to: To::Stage(Stage::UnderObjection),
        acts: Acts::Respondent,
        by: UNIT,
        records: WATCHERS,
        after: Some(Action::Deliver),
        guards: &[structural(Guard::NotADismissal)],
        due: Some(Term::Objection),
        opens: &[always(Term::ObjectionReply)],
        closes: &[Term::Objection, Term::TakesEffect],
        law: &[
            law(
                PP53,
                "PP 53/2010 (article not seen)",
                &[P::Objection],
                Unsure,
            ),
            law(&[LawSet::Pp94, LawSet::Pppk], PP79, &[P::Objection], Likely),
        ],
        ..ROW
    },
    Rule {
        action: Action::DecideObjection,
        path: "objection-decision",
        from: &[Stage::UnderObjection],
        to: To::OneOf(&[Stage::InForce, Stage::SanctionAnnulled]),
        acts: AGENCY,
        by: OFFICIALS,
        records: WATCHERS,
        after: Some(Action::FileObjection),
        guards: &[
            structural(Guard::RemedyMeasuresFit),
            structural(Guard::DeviationExplained),
        ],
        marks: &[
            Mark::LongerThanTheLaw,
            Mark::ShorterThanTheLaw,
            Mark::KindPostponed,
        ],
        due: Some(Term::ObjectionReply),
        closes: REMEDY_TERMS,
        touches: &[Touch::MayEndCase],
        body: BodyShape::Remedy,
        law: &[
            law(
                PP53,
                "PP 53/2010 (article not seen)",
                &[P::RemedyDecision],
                Unsure,
            ),
            law(
                &[LawSet::Pp94, LawSet::Pppk],
                PP79,
                &[P::RemedyDecision],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::FileAppeal,
        path: "appeal",
        from: &[Stage::Imposed, Stage::Delivered],
        to: To::Stage(Stage::UnderAppeal),
        acts: Acts::Respondent,
        by: &[
            Role::AppealOfficer,
            Role::PersonnelUnit,
            Role::PersonnelOfficer,
        ],
        records: WATCHERS,
        after: Some(Action::Impose),
        guards: &[structural(Guard::IsADismissal)],
        due: Some(Term::Appeal),
        opens: &[always(Term::AppealReply), always(Term::AppealDecision)],
        closes: &[Term::Appeal, Term::TakesEffect, Term::ServeDecree],
        law: &[
            law(PP53, "PP 53/2010 (article not seen)", &[P::Appeal], Unsure),
            law(
                &[LawSet::Pp94, LawSet::Pppk],
                "PP 79/2021 art. 11(3)",
                &[P::Appeal],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::AnswerAppeal,
        path: "appeal-reply",
        from: &[Stage::UnderAppeal],
        acts: AGENCY,
        by: UNIT,
        records: WATCHERS,
        after: Some(Action::FileAppeal),
        due: Some(Term::AppealReply),
        closes: &[Term::AppealReply],
        law: &[
            law(PP53, "PP 53/2010 (article not seen)", &[P::Letter], Unsure),
            law(
                &[LawSet::Pp94, LawSet::Pppk],
                "PP 79/2021 art. 13",
                &[P::Letter],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::DecideAppeal,
        path: "appeal-decision",
        from: &[Stage::UnderAppeal],
        to: To::OneOf(&[Stage::InForce, Stage::SanctionAnnulled]),
        acts: Acts::Office(Seat::AppealBody),
        by: &[Role::AppealOfficer],
        records: &[
            Role::PersonnelUnit,
            Role::Reviewer,
            Role::AsnAuditor,
            Role::ViolationsStaff,
        ],
        after: Some(Action::FileAppeal),
        guards: &[
            structural(Guard::RemedyMeasuresFit),
            structural(Guard::DeviationExplained),
        ],
        marks: &[
            Mark::LongerThanTheLaw,
            Mark::ShorterThanTheLaw,
            Mark::KindPostponed,
        ],
        due: Some(Term::AppealDecision),
        closes: REMEDY_TERMS,
        touches: &[Touch::MayEndCase],
        body: BodyShape::Remedy,
        law: &[
            law(
                PP53,
                "PP 53/2010 (article not seen)",
                &[P::RemedyDecision],
                Unsure,
            ),
            law(
                &[LawSet::Pp94, LawSet::Pppk],
                "PP 79/2021 art. 16",
                &[P::RemedyDecision],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::TakeEffect,
        path: "effect",
        from: &[Stage::Delivered],
        to: To::Stage(Stage::InForce),
        acts: AGENCY,
        by: UNIT,
        records: WATCHERS,
        after: Some(Action::Deliver),
        guards: &[temporal(Guard::EffectDayReached)],
        closes: &[Term::TakesEffect, Term::Objection, Term::Appeal],
        law: &[
            law(PP53, "PP 53/2010 (article not seen)", &[], Unsure),
            law(PP94, "PP 94/2021; PerBKN 6/2022 art. 50(1)", &[], Likely),
            law(
                PPPK,
                "PP 49/2018 and the agency's rule (not seen)",
                &[],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordServed,
        path: "completion",
        from: &[Stage::InForce],
        to: To::Stage(Stage::Served),
        acts: AGENCY,
        by: UNIT,
        records: WATCHERS,
        guards: &[temporal(Guard::MeasuresEnded)],
        closes: ALL_TERMS,
        touches: &[Touch::MayEndCase],
        law: &[law(REGIMES, "practice", &[P::Proof], Likely)],
        ..ROW
    },
    Rule {
        action: Action::LapseSanction,
        path: "lapse",
        from: &[
            Stage::RecommendationReceived,
            Stage::AgencyExamination,
            Stage::Proposed,
            Stage::Imposed,
            Stage::Delivered,
            Stage::UnderObjection,
            Stage::UnderAppeal,
            Stage::InForce,
        ],
        to: To::Stage(Stage::SanctionLapsed),
        acts: AGENCY,
        by: UNIT,
        records: WATCHERS,
        closes: &[
            Term::Summons,
            Term::ServeDecree,
            Term::TakesEffect,
            Term::Objection,
            Term::Appeal,
            Term::ObjectionReply,
            Term::AppealReply,
            Term::AppealDecision,
        ],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Lapse,
        law: &[law(REGIMES, "practice", &[P::Proof], Likely)],
        ..ROW
    },
    Rule {
        action: Action::WithdrawSanction,
        path: "",
        from: UNDECIDED,
        to: To::Stage(Stage::SanctionWithdrawn),
        by: &[Role::Chair, Role::Member],
        closes: &[Term::Summons],
        law: &[law(
            REGIMES,
            "Perbawaslu 7/2022 art. 55-58",
            &[P::B21],
            Likely,
        )],
        caused_by: &[Action::DecideCorrection],
        ..ROW
    },
];
