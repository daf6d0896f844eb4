//! Who reads what is kept with a track.

use netralitas_domain::{
    people::Role,
    procedure::{
        Action, Acts, BodyShape, Decided, IN_DOUBT, Machine, Matter, OpenFrom, PAPER_SIGHT,
        PaperKind, REDACTED, ReadsAs, SIGHT, Stage, WITHHELD, confirms_unsealing,
        forms::{FORMS, Place, fields},
        paper_holds, reads, reason_kept_as, rules,
    },
};

const CLOSED: [Matter; 3] = [Matter::Study, Matter::Minutes, Matter::ClosedNote];

const ALL_ROLES: &[Role] = Role::ALL;

fn on_case(what: Matter, reads_as: ReadsAs, role: Role, open: OpenFrom) -> bool {
    reads(what, Machine::Case, &[reads_as], &[role], open)
}

#[test]
fn every_matter_and_every_capacity_stands_in_a_row_with_a_basis() {
    for matter in Matter::ALL {
        assert!(SIGHT.iter().any(|r| r.what.contains(matter)), "{matter:?}");
    }
    for reads_as in ReadsAs::ALL {
        let named = SIGHT.iter().any(|r| r.reads_as.contains(reads_as));
        assert!(named, "{reads_as:?}");
    }
    for row in SIGHT {
        assert!(!row.cite.is_empty() && !row.kept_on.is_empty());
    }
}

#[test]
fn study_and_minutes_open_to_others_with_the_announcement_only() {
    let announced = OpenFrom::Announcement;
    for what in CLOSED {
        for open in [OpenFrom::Always, OpenFrom::Decision] {
            for studies in [Role::ViolationsStaff, Role::Member, Role::Chair] {
                assert!(on_case(what, ReadsAs::Handling, studies, open));
                assert!(on_case(what, ReadsAs::Correcting, studies, open));
                assert!(!on_case(what, ReadsAs::Above, studies, open));
                assert!(on_case(what, ReadsAs::Above, studies, announced));
            }
            assert!(!on_case(what, ReadsAs::Handling, Role::IntakeOfficer, open));
        }
        assert!(on_case(
            what,
            ReadsAs::Handling,
            Role::IntakeOfficer,
            announced
        ));
        assert!(!on_case(
            what,
            ReadsAs::Above,
            Role::IntakeOfficer,
            announced
        ));
        for open in OpenFrom::ALL {
            for role in ALL_ROLES {
                assert!(!on_case(what, ReadsAs::Received, *role, *open));
                assert!(!on_case(what, ReadsAs::Anyone, *role, *open));
            }
        }
    }
    for row in SIGHT.iter().filter(|r| r.open == OpenFrom::Announcement) {
        assert!(row.what.iter().all(|w| CLOSED.contains(w)));
    }
}

/// Perbawaslu 7/2022 art. 36(4), 33(5): what opens is what a plenary meeting decided on, with the announcement of
/// that decision.
#[test]
fn an_announcement_opens_what_was_decided_before_it_and_nothing_else() {
    let steps = |actions: &[Action]| {
        let list = actions.iter().enumerate();
        Decided::by(list.map(|(place, a)| (i64::try_from(place).unwrap() + 1, *a)))
    };
    let road = [
        Action::FileReport,
        Action::CompleteInitialStudy,
        Action::RegisterReport,
        Action::AnnounceStatus,
        Action::RecordClarification,
        Action::SubmitStudy,
        Action::DecideOutcomes,
        Action::SendRecommendation,
        Action::AnnounceStatus,
        Action::SubmitStudy,
        Action::AnnounceStatus,
    ];
    // "Registered" was announced: nothing is decided, the initial study included.
    for so_far in 1..=6 {
        let open = steps(&road[..so_far]);
        assert!((1..=11).all(|seq| open.reached(seq) == OpenFrom::Always));
    }
    for so_far in [7, 8] {
        let open = steps(&road[..so_far]);
        assert!((1..=7).all(|seq| open.reached(seq) == OpenFrom::Decision));
        assert_eq!(open.reached(8), OpenFrom::Always);
    }
    for so_far in 9..=11 {
        let open = steps(&road[..so_far]);
        assert!((1..=7).all(|seq| open.reached(seq) == OpenFrom::Announcement));
        assert!((8..=12).all(|seq| open.reached(seq) == OpenFrom::Always));
    }
    for ends in [Action::DeclareNotRegistered, Action::ForwardUnregistered] {
        let open = steps(&[
            Action::FileReport,
            Action::CompleteInitialStudy,
            ends,
            Action::AnnounceStatus,
        ]);
        assert_eq!(open.reached(2), OpenFrom::Announcement, "{ends:?}");
    }
    let withdrawn = steps(&[
        Action::CompleteInitialStudy,
        Action::WithdrawReport,
        Action::AnnounceStatus,
    ]);
    assert_eq!(withdrawn.reached(1), OpenFrom::Always);
}

/// The papers of Pilkada are all of one kind: what each holds follows from its step.
#[test]
fn a_paper_holds_what_its_kind_or_its_step_says() {
    let holds = |kind, step| paper_holds(kind, Machine::Case, Some(step));
    let form = PaperKind::PilkadaForm;
    for rule in rules().filter(|r| r.machine() == Machine::Case && r.is_operation()) {
        let got = holds(form, rule.action);
        if matches!(rule.acts, Acts::Reporter) || rule.action == Action::RecordEarlyInformation {
            assert_eq!(got, [Matter::SealedIdentity], "{:?}", rule.action);
        }
        if matches!(rule.acts, Acts::ReporterOrRespondent) {
            assert_eq!(got, [Matter::CorrectionRequest], "{:?}", rule.action);
        }
        if matches!(rule.body, BodyShape::Study | BodyShape::InitialStudy) {
            assert_eq!(got, [Matter::Study], "{:?}", rule.action);
        }
        if rule.body == BodyShape::Person {
            assert_eq!(got, [Matter::Minutes], "{:?}", rule.action);
        }
    }
    assert!(holds(form, Action::SendRecommendation).is_empty());
    assert!(holds(form, Action::AnnounceStatus).is_empty());
    // Of what was added later nobody knows what it is.
    assert_eq!(holds(form, Action::AddPapers), [IN_DOUBT]);
    assert_eq!(holds(PaperKind::Other, Action::AddPapers), [IN_DOUBT]);
    assert_eq!(holds(PaperKind::B13, Action::AddPapers), [Matter::Study]);
    assert!(holds(PaperKind::B17, Action::AddPapers).is_empty());
    // The kind and the step both count.
    assert_eq!(
        holds(PaperKind::B12, Action::FileReport),
        [Matter::SealedIdentity, Matter::Minutes]
    );
    assert_eq!(
        holds(PaperKind::B19, Action::FileReport),
        [Matter::SealedIdentity, Matter::CorrectionRequest]
    );
    // Every kind of form B says what it holds by itself.
    for kind in FORMS {
        let named = PAPER_SIGHT.iter().any(|r| r.kinds.contains(kind));
        assert!(named, "{kind:?}");
    }
    // The page of the forms says the same of the scan and of who signed it.
    for field in fields().unwrap() {
        let of_paper = [
            Place::Scan,
            Place::Field("Paper/signer"),
            Place::Field("Paper/addressee"),
            Place::Field("Paper/enclosures"),
        ];
        if of_paper.contains(&field.place()) {
            let held = paper_holds(field.form, Machine::Case, None);
            let said: Vec<Matter> = field.readers.matter().into_iter().collect();
            assert_eq!(held, said, "{:?} {}", field.form, field.label);
        }
    }
    for machine in Machine::ALL.iter().filter(|m| **m != Machine::Case) {
        assert!(paper_holds(form, *machine, Some(Action::FileReport)).is_empty());
        assert_eq!(
            paper_holds(PaperKind::B1, *machine, None),
            [Matter::SealedIdentity]
        );
    }
}

#[test]
fn the_authority_gets_account_study_and_evidence_of_the_case_and_nothing_else() {
    let got: Vec<Matter> = Matter::ALL
        .iter()
        .copied()
        .filter(|m| {
            reads(
                *m,
                Machine::Case,
                &[ReadsAs::Authority],
                ALL_ROLES,
                OpenFrom::Announcement,
            )
        })
        .collect();
    let expected = [
        Matter::Account,
        Matter::Study,
        Matter::Evidence,
        Matter::Numbers,
    ];
    assert_eq!(got, expected);
    // What has not been decided is forwarded to nobody.
    assert!(!on_case(
        Matter::Study,
        ReadsAs::Authority,
        Role::Reviewer,
        OpenFrom::Always
    ));
    for row in WITHHELD {
        // Redacted, or not at all.
        let redacted = |r: &&netralitas_domain::procedure::Redacted| {
            r.reads_as == row.reads_as && r.what.contains(&row.what)
        };
        assert!(REDACTED.iter().any(|r| redacted(&r)), "{:?}", row.what);
        assert!(!row.why.id.is_empty() && !row.why.en.is_empty() && !row.cite.is_empty());
    }
}

/// Whatever the study is submitted, sent back, adjourned or decided with is as closed as the study itself.
#[test]
fn no_step_with_a_closed_matter_has_an_open_reason() {
    let studied = [
        Action::SubmitStudy,
        Action::SendBackStudy,
        Action::AdjournPlenary,
        Action::DecideOutcomes,
        Action::CompleteInitialStudy,
    ];
    for action in studied {
        assert_eq!(reason_kept_as(action), Matter::ClosedNote, "{action:?}");
    }
    for row in rules().filter(|r| r.machine() == Machine::Case && r.is_operation()) {
        let closed = matches!(
            row.body,
            BodyShape::Study | BodyShape::InitialStudy | BodyShape::Person | BodyShape::Outcomes
        ) || row.from == [Stage::AwaitingPlenary];
        let kept = reason_kept_as(row.action);
        assert_eq!(kept == Matter::ClosedNote, closed, "{:?}", row.action);
    }
    assert_eq!(rule_body(Action::SubmitStudy), BodyShape::Study);
}

fn rule_body(action: Action) -> BodyShape {
    rules().find(|r| r.action == action).unwrap().body
}

#[test]
fn identities_are_read_at_the_handling_office_and_where_they_were_sent() {
    let staff = [
        Role::IntakeOfficer,
        Role::ViolationsStaff,
        Role::Member,
        Role::Chair,
        // Where the matter began at the review authority, which then handles it.
        Role::Reviewer,
        Role::Commissioner,
    ];
    for reads_as in ReadsAs::ALL {
        for role in ALL_ROLES {
            for open in OpenFrom::ALL {
                let sent = [Role::Reviewer, Role::Commissioner];
                let may = *reads_as == ReadsAs::Handling && staff.contains(role)
                    || *reads_as == ReadsAs::Named && sent.contains(role);
                let does = on_case(Matter::SealedIdentity, *reads_as, *role, *open);
                assert_eq!(does, may, "{reads_as:?} {role:?}");
            }
        }
    }
    for machine in Machine::ALL.iter().filter(|m| **m != Machine::Case) {
        assert!(!reads(
            Matter::SealedIdentity,
            *machine,
            ReadsAs::ALL,
            ALL_ROLES,
            OpenFrom::Announcement
        ));
    }
}

/// Whoever may read an identity may ask to, and nobody else; somebody agrees, who works there.
#[test]
fn an_identity_is_opened_by_two_of_one_office() {
    for reads_as in ReadsAs::ALL {
        for role in ALL_ROLES {
            let may = on_case(Matter::SealedIdentity, *reads_as, *role, OpenFrom::Always);
            let confirms = confirms_unsealing(&[*reads_as], &[*role]);
            assert_eq!(may, !confirms.is_empty(), "{reads_as:?} {role:?}");
            for second in confirms {
                assert_eq!(second.at(), role.at(), "{role:?} {second:?}");
                assert!(on_case(
                    Matter::SealedIdentity,
                    *reads_as,
                    second,
                    OpenFrom::Always
                ));
            }
        }
    }
    // Several roles of one person: whoever agrees to any of them agrees.
    let both = confirms_unsealing(&[ReadsAs::Handling], &[Role::Member, Role::Chair]);
    assert_eq!(both, [Role::Chair, Role::Member]);
}
