//! Every word has a code and both texts.

use std::collections::BTreeSet;

use netralitas_domain::{
    people::Role,
    procedure::{Action, Guard, Seat, Stage},
    vocabulary::Word,
};

fn texts<W: Word + std::fmt::Debug>() {
    let mut codes = BTreeSet::new();
    for word in W::ALL {
        let text = word.text();
        assert!(
            !text.id.trim().is_empty() && !text.en.trim().is_empty(),
            "{word:?}"
        );
        assert!(codes.insert(word.code()), "{word:?}: code twice");
        assert!(W::from_code(word.code()).is_some());
        let kept = word
            .code()
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_');
        assert!(kept, "{word:?}");
    }
}

#[test]
fn every_word_has_a_code_and_both_texts() {
    use netralitas_domain::{file, law, numbers, people, procedure as p, time};
    texts::<p::Action>();
    texts::<p::Stage>();
    texts::<p::Machine>();
    texts::<p::Term>();
    texts::<p::Guard>();
    texts::<p::GuardKind>();
    texts::<p::PaperKind>();
    texts::<p::Outcome>();
    texts::<p::Requirement>();
    texts::<p::NotRegisteredGround>();
    texts::<p::TakeoverGround>();
    texts::<p::LapseCause>();
    texts::<p::BlockScope>();
    texts::<p::Deviation>();
    texts::<p::RemedyResult>();
    texts::<p::FollowUpJudgement>();
    texts::<p::ReopenGround>();
    texts::<p::CorrectionResult>();
    texts::<p::TermKind>();
    texts::<p::BodyShape>();
    texts::<p::Seat>();
    texts::<p::AccessReason>();
    texts::<p::Occasion>();
    texts::<p::Reach>();
    texts::<p::Matter>();
    texts::<p::ReadsAs>();
    texts::<p::OpenFrom>();
    texts::<p::OutsideSystem>();
    texts::<p::forms::Need>();
    texts::<p::forms::Readers>();
    texts::<people::Role>();
    texts::<people::Level>();
    texts::<people::OfficeType>();
    texts::<law::LawSet>();
    texts::<law::Confidence>();
    texts::<law::SanctionLevel>();
    texts::<law::Unit>();
    texts::<law::StartsAt>();
    texts::<law::EndsAt>();
    texts::<numbers::NumberKind>();
    texts::<numbers::KindCode>();
    texts::<numbers::SourceCode>();
    texts::<file::Origin>();
    texts::<file::Channel>();
    texts::<file::Capacity>();
    texts::<file::SubjectKind>();
    texts::<file::CandidateStatus>();
    texts::<file::LinkKind>();
    texts::<file::JoinKind>();
    texts::<time::Zone>();
}

/// The personnel officer is written in full: to Bawaslu, PPK is a sub-district election committee.
#[test]
fn texts_write_the_personnel_officer_in_full() {
    let all = Action::ALL
        .iter()
        .map(|w| w.text())
        .chain(Stage::ALL.iter().map(|w| w.text()))
        .chain(Guard::ALL.iter().map(|w| w.text()))
        .chain(Role::ALL.iter().map(|w| w.text()))
        .chain(Seat::ALL.iter().map(|w| w.text()));
    for text in all {
        for side in [text.id, text.en] {
            let bare = side.contains("PPK") && !side.contains("(PPK)");
            assert!(!bare, "{side}");
        }
    }
}
