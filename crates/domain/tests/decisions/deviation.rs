//! Recommendation and sanction against the law book: rows of the catalogue, the deviation that follows from both,
//! one sanction of discipline for several breaches, and a repeat.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{Amendment, Details, decide},
    file::{Change, Measure, Recommendation},
    law::{Book, LawSet, SanctionLevel},
    people::Role,
    procedure::{
        Action as A, Deviation as D, EFFECTIVE, FollowUpJudgement as J, Machine, Mark,
        RemedyResult, Stage as S,
    },
};
use netralitas_testkit::play::{Body, Game, Ids, World, day, reach};

use crate::{asked, give, mistakes::amend, with};

fn rows(codes: &[&str], level: Option<SanctionLevel>, kind: Option<&str>) -> Recommendation {
    Recommendation {
        violations: codes.iter().map(|c| (*c).to_owned()).collect(),
        level,
        kind: kind.map(Into::into),
    }
}

/// How long a kind lasts by the book.
fn months(regime: &str, kind: &str) -> Option<u32> {
    Book::shipped()
        .unwrap()
        .sanction_kind(regime, kind)?
        .duration_months
}

fn measure((regime, kind): (&str, &str)) -> Measure {
    Measure {
        regime: regime.into(),
        kind: kind.into(),
        in_words: (regime == "pppk").then(|| Ids::from(77).id()),
        from: Some(day("2024-04-05")),
        to: months(regime, kind).map(|m| day("2024-04-04") + chrono::Months::new(m)),
        ..Measure::default()
    }
}

fn imposing(measures: &[(&str, &str)], said: Option<D>) -> Body {
    let all = measures.iter().map(|m| measure(*m)).collect();
    with(Details::Imposition(all, said))
}

/// A sanction to be decided, with what was recommended.
fn recommended(world: &World, law: LawSet, what: Recommendation) -> Game<'_> {
    let (mut game, _) = reach(world, law, S::Proposed).unwrap();
    for track in &mut game.file.tracks {
        if let netralitas_domain::file::Facts::Sanction(facts) = &mut track.facts {
            facts.recommended = Some(what.clone());
        }
    }
    game
}

/// The deviation that is stored, or the code and place of the refusal.
fn decided(game: &Game<'_>, body: Body) -> Result<D, (&'static str, Vec<String>)> {
    let agency = game.world.offices.agency;
    let role = Role::PersonnelOfficer;
    let mut game = game.clone();
    match give(&mut game, agency, role, A::Impose, body) {
        Ok(_) => {
            let sanction = game.track_of(Machine::Sanction).unwrap();
            Ok(sanction.sanction().unwrap().deviation.unwrap())
        }
        Err(refusal) => {
            let fields = refusal.fields().into_iter();
            Err((refusal.code(), fields.map(|f| f.0.into_owned()).collect()))
        }
    }
}

#[test]
fn the_deviation_follows_from_what_was_recommended_and_what_is_imposed() {
    let world = World::new();
    let level = |l| rows(&[], Some(l), None);
    use SanctionLevel::{Berat, Moral, Ringan, Sedang};
    let raise = ("pp94_transition", "delay_periodic_raise_1y");
    let cut = ("pp94", "allowance_cut_25_6m");
    let lower = ("pp94", "lower_post_12m");
    let reprimand = ("pp94", "verbal_reprimand");
    let moral = ("pp42", "open_statement");
    let without_honour = ("asn_law", "dismissal_without_honour");
    let named = |kind| rows(&[], None, Some(kind));
    type Row<'t> = (Recommendation, &'t [(&'t str, &'t str)], D);
    let table: &[Row<'_>] = &[
        (level(Sedang), &[raise], D::AsRecommended),
        (level(Sedang), &[cut], D::AsRecommended),
        (level(Sedang), &[lower], D::Heavier),
        (level(Sedang), &[reprimand], D::Lighter),
        (level(Sedang), &[moral], D::Lighter),
        (level(Sedang), &[raise, moral], D::AsRecommended),
        (level(Moral), &[moral], D::AsRecommended),
        (level(Moral), &[reprimand], D::Heavier),
        (level(Ringan), &[reprimand], D::AsRecommended),
        (level(Berat), &[without_honour], D::Heavier),
        (named(cut.1), &[cut], D::AsRecommended),
        (named(cut.1), &[raise], D::OtherKind),
        (named(cut.1), &[lower], D::Heavier),
        // The rows alone: the heaviest of several breaches of discipline.
        (rows(&["D-7"], None, None), &[lower], D::AsRecommended),
        (rows(&["D-7"], None, None), &[raise], D::Lighter),
        (rows(&["KE-5"], None, None), &[moral], D::AsRecommended),
        (
            rows(&["KE-5", "D-7"], None, None),
            &[lower, moral],
            D::AsRecommended,
        ),
        // The moral sanction of the breach of ethics was left out.
        (rows(&["KE-5", "D-7"], None, None), &[lower], D::OtherKind),
    ];
    for (what, measures, wanted) in table {
        let game = recommended(&world, LawSet::Pp94, what.clone());
        let found = decided(&game, imposing(measures, None));
        assert_eq!(found, Ok(*wanted), "{what:?} {measures:?}");
        // Said as it is; said otherwise only where one kind of a level is held against another.
        assert_eq!(
            decided(&game, imposing(measures, Some(*wanted))),
            Ok(*wanted)
        );
        for said in D::ALL.iter().filter(|d| *d != wanted) {
            let otherwise = decided(&game, imposing(measures, Some(*said)));
            let may = *wanted == D::OtherKind && *said != D::AsRecommended;
            let refused = Err(("deviation_explained", vec!["/details/deviation".to_owned()]));
            let taken = if may { Ok(*said) } else { refused };
            assert_eq!(otherwise, taken, "{what:?} {measures:?} {said:?}");
        }
        // A deviation is never refused, and never without a reason.
        let bare = decided(
            &game,
            Body {
                text: false,
                ..imposing(measures, None)
            },
        );
        assert_eq!(
            bare.is_ok(),
            *wanted == D::AsRecommended,
            "{what:?} {measures:?}"
        );
    }
}

#[test]
fn where_nothing_was_named_the_decision_says_what_it_is() {
    let world = World::new();
    let game = recommended(&world, LawSet::Pp94, Recommendation::default());
    let lower = [("pp94", "lower_post_12m")];
    assert_eq!(decided(&game, imposing(&lower, None)), Ok(D::AsRecommended));
    assert_eq!(
        decided(&game, imposing(&lower, Some(D::Heavier))),
        Ok(D::Heavier)
    );
}

#[test]
fn several_breaches_of_discipline_are_one_sanction_and_a_moral_one_may_stand_beside_it() {
    let world = World::new();
    let moral = ("pp42", "open_statement");
    let fault = |at: &str| Err(("kind_in_catalogue", vec![at.to_owned()]));
    let game = recommended(&world, LawSet::Pp94, Recommendation::default());
    let lower = ("pp94", "lower_post_12m");
    let raise = ("pp94_transition", "delay_periodic_raise_1y");
    assert_eq!(
        decided(&game, imposing(&[lower, moral], None)),
        Ok(D::AsRecommended)
    );
    assert_eq!(
        decided(&game, imposing(&[moral, lower, raise], None)),
        fault("/details/measures/2/kind")
    );
    // An interim release and what stands outside the levels is none.
    let interim = ("pp94", "interim_release");
    assert_eq!(
        decided(&game, imposing(&[lower, interim], None)),
        Ok(D::AsRecommended)
    );
    // Elsewhere no article was seen: noted, not refused.
    for (law, measures) in [
        (
            LawSet::Pp53,
            [("pp53", "rank_down_3y"), ("pp53", "verbal_reprimand")],
        ),
        (
            LawSet::Pppk,
            [("pppk", "agency_berat"), ("pppk", "agency_ringan")],
        ),
    ] {
        let mut game = recommended(&world, law, Recommendation::default());
        let marks = |game: &mut Game<'_>, measures: &[(&str, &str)]| {
            let agency = game.world.offices.agency;
            let body = imposing(measures, None);
            let command = asked(game, agency, Role::PersonnelOfficer, A::Impose, body);
            let actor = world.actor(agency, Role::PersonnelOfficer);
            let events = decide(&game.file, &command, &actor, game.now, world.rules());
            events.map(|e| e[0].marks.clone())
        };
        // The agency's own kinds are named in words, which the body here does not bring.
        if law == LawSet::Pp53 {
            let both = marks(&mut game, &measures).unwrap();
            assert!(both.contains(&Mark::SeveralDiscipline), "{law:?}");
            let one = marks(&mut game, &measures[..1]).unwrap();
            assert!(!one.contains(&Mark::SeveralDiscipline), "{law:?}");
        }
    }
}

#[test]
fn a_measure_that_ends_before_or_after_the_time_of_the_law_is_marked() {
    let world = World::new();
    let game = recommended(&world, LawSet::Pp94, Recommendation::default());
    let lower = measure(("pp94", "lower_post_12m"));
    let (shorter, longer) = (Some(Mark::ShorterThanTheLaw), Some(Mark::LongerThanTheLaw));
    for (to, mark) in [
        ("2024-04-05", shorter),
        ("2025-04-03", shorter),
        ("2025-04-04", None),
        ("2025-04-05", longer),
        ("2029-12-12", longer),
    ] {
        let mut game = game.clone();
        let mut measure = lower.clone();
        measure.to = Some(day(to));
        let body = with(Details::Imposition(vec![measure], None));
        let agency = world.offices.agency;
        let events = give(&mut game, agency, Role::PersonnelOfficer, A::Impose, body).unwrap();
        let of_time = [Mark::ShorterThanTheLaw, Mark::LongerThanTheLaw];
        let noted = events[0].marks.iter().copied();
        let noted: Vec<_> = noted.filter(|m| of_time.contains(m)).collect();
        assert_eq!(noted, Vec::from_iter(mark), "{to}");
    }
}

#[test]
fn a_postponed_kind_is_marked_when_it_is_imposed_or_recommended() {
    let world = World::new();
    let agency = world.offices.agency;
    let role = Role::PersonnelOfficer;
    for (law, kind, postponed) in [
        (LawSet::Pp94, ("pp94", "allowance_cut_25_6m"), true),
        (LawSet::Pp94, ("pp94", "allowance_cut_25_12m"), true),
        (
            LawSet::Pp94,
            ("pp94_transition", "delay_periodic_raise_1y"),
            false,
        ),
        (LawSet::Pp94, ("pp94", "lower_post_12m"), false),
        (LawSet::Pp53, ("pp53", "delay_periodic_raise_1y"), false),
    ] {
        let mut game = recommended(&world, law, Recommendation::default());
        let events = give(&mut game, agency, role, A::Impose, imposing(&[kind], None)).unwrap();
        let marked = events[0].marks.contains(&Mark::KindPostponed);
        assert_eq!(marked, postponed, "{kind:?}");
    }
    let (game, _) = reach(&world, LawSet::Bkn, S::Proven).unwrap();
    for (kind, postponed) in [("allowance_cut_25_9m", true), ("delay_promotion_1y", false)] {
        let marks = issued(&game, rows(&[], None, Some(kind))).unwrap();
        assert_eq!(marks.contains(&Mark::KindPostponed), postponed, "{kind}");
    }
    // Once nothing stands in for it any more it is a kind like any other.
    let mut later = World::new();
    for row in &mut later.book.sanction_kinds {
        row.stands_in_for.clear();
    }
    let mut game = recommended(&later, LawSet::Pp94, Recommendation::default());
    let cut = imposing(&[("pp94", "allowance_cut_25_6m")], None);
    let events = give(&mut game, agency, role, A::Impose, cut).unwrap();
    assert!(!events[0].marks.contains(&Mark::KindPostponed));
}

/// What a recommendation of an open review is answered with: its marks, or the refusal.
fn issued(game: &Game<'_>, what: Recommendation) -> Result<Vec<Mark>, Vec<String>> {
    let review = game.track_of(Machine::Review).unwrap().review().unwrap();
    let authority = review.authority;
    let body = with(Details::Recommendation(what, None));
    let role = Role::Commissioner;
    let command = asked(game, authority, role, A::IssueRecommendation, body);
    let actor = game.world.actor(authority, role);
    match decide(&game.file, &command, &actor, game.now, game.world.rules()) {
        Ok(events) => Ok(events[0].marks.clone()),
        Err(refusal) => {
            let fields = refusal.fields().into_iter();
            Err(fields.map(|(at, code, _)| format!("{code} {at}")).collect())
        }
    }
}

#[test]
fn a_recommendation_names_rows_that_exist_and_is_marked_where_they_may_not_hold() {
    let world = World::new();
    let sedang = Some(SanctionLevel::Sedang);
    let (game, _) = reach(&world, LawSet::Bkn, S::Proven).unwrap();
    assert_eq!(
        issued(&game, rows(&["KE-5", "X-1", "KE-5"], sedang, None)),
        Err(vec![
            "no_such_row /details/violations/1".to_owned(),
            "row_twice /details/violations/2".to_owned()
        ])
    );
    let marks = |codes: &[&str], level| issued(&game, rows(codes, level, None)).unwrap();
    assert_eq!(marks(&[], sedang), []);
    // The act of this matter lies after the fixing of candidates: the row of ethics does not hold, and its level is
    // another than the one named.
    let ethics = marks(&["KE-5"], sedang);
    assert!(ethics.contains(&Mark::RowUnsure) && ethics.contains(&Mark::LevelElsewhere));
    let berat = marks(&["D-7"], Some(SanctionLevel::Berat));
    assert!(!berat.contains(&Mark::LevelElsewhere), "{berat:?}");
    // A row of PP 53 holds for no act of 2024.
    assert!(marks(&["P53-1"], None).contains(&Mark::RowUnsure));
}

/// The marks of rows are those of a recommendation that was entered after the acts were amended.
#[test]
fn the_mark_of_a_row_follows_amended_acts() {
    let world = World::new();
    let (proven, id) = reach(&world, LawSet::Bkn, S::Proven).unwrap();
    let acted = proven.file.case().unwrap().allegations[0].clone();
    let codes: BTreeSet<&str> = world
        .book
        .violations
        .iter()
        .map(|row| row.code.as_str())
        .collect();
    let moved = |game: &mut Game<'_>, from| {
        let list = vec![Amendment::ActDays {
            allegation: acted.id,
            from,
            to: None,
        }];
        game.wait_minutes(5);
        assert_eq!(amend(game, Machine::Case, list), None);
    };
    let unsure = |game: &mut Game<'_>, code: &str| {
        let review = game.file.track(id).unwrap();
        let authority = review.review().unwrap().authority;
        let body = with(Details::Recommendation(rows(&[code], None, None), None));
        let role = Role::Commissioner;
        give(game, authority, role, A::IssueRecommendation, body).unwrap();
    };
    let marked = |game: &Game<'_>| {
        let marks = &game.file.track(id).unwrap().marks;
        marks.iter().any(|n| n.mark == Mark::RowUnsure)
    };
    let early = Some(day("2017-06-01"));
    let mut differ = BTreeSet::new();
    for code in codes {
        let mut entered = proven.clone();
        unsure(&mut entered, code);
        let first = marked(&entered);
        let mut anew = proven.clone();
        moved(&mut anew, early);
        unsure(&mut anew, code);
        let then = marked(&anew);
        moved(&mut entered, early);
        assert_eq!(marked(&entered), then, "{code}");
        moved(&mut entered, acted.act_from);
        assert_eq!(marked(&entered), first, "{code}");
        differ.extend((first != then).then_some(first));
    }
    assert!(
        !differ.is_empty(),
        "some row holds on one of the days alone"
    );
}

/// A remedy that changes the sanction is held against the recommendation anew; the journal keeps both.
#[test]
fn a_changed_sanction_is_compared_anew() {
    let world = World::new();
    let agency = world.offices.agency;
    let role = Role::PersonnelOfficer;
    let raise = ("pp94_transition", "delay_periodic_raise_1y");
    let (lower, reprimand) = (("pp94", "lower_post_12m"), ("pp94", "verbal_reprimand"));
    let medium = rows(&[], Some(SanctionLevel::Sedang), None);
    let nothing = rows(&[], None, None);
    for (what, first, then, compared, judgement) in [
        (
            &medium,
            D::Lighter,
            raise,
            Some(D::AsRecommended),
            J::Accepted,
        ),
        (
            &medium,
            D::Lighter,
            lower,
            Some(D::Heavier),
            J::AcceptedDeviating,
        ),
        (&nothing, D::AsRecommended, lower, None, J::Accepted),
    ] {
        let mut game = recommended(&world, LawSet::Pp94, what.clone());
        let body = imposing(&[reprimand], Some(first));
        let events = give(&mut game, agency, role, A::Impose, body).unwrap();
        let kept = events[0].changes.iter().find_map(|change| match change {
            Change::Imposed {
                against, deviation, ..
            } => Some((against.clone(), *deviation)),
            _ => None,
        });
        assert_eq!(kept, Some((Some(what.clone()), first)));
        game.play(A::Deliver);
        game.play(A::FileObjection);
        let body = with(Details::Remedy(RemedyResult::Changed, vec![measure(then)]));
        let events = give(&mut game, agency, role, A::DecideObjection, body).unwrap();
        let kept = events[0].changes.iter().find_map(|change| match change {
            Change::RemedyDecided {
                against, deviation, ..
            } => Some((against.clone(), *deviation)),
            _ => None,
        });
        assert_eq!(kept, Some((Some(what.clone()), compared)), "{then:?}");
        let sanction = game.track_of(Machine::Sanction).unwrap();
        assert_eq!(sanction.sanction().unwrap().deviation, compared, "{then:?}");
        let fits = |wanted: J| {
            let mut game = game.clone();
            game.play(A::ReportFollowUp);
            game.try_play(A::AcceptFollowUp, |c, _| {
                c.details == Details::Judgement(wanted)
            })
            .is_some()
        };
        assert!(fits(judgement), "{then:?}");
        let other = if judgement == J::Accepted {
            J::AcceptedDeviating
        } else {
            J::Accepted
        };
        assert_eq!(fits(other), compared.is_none(), "{then:?}");
    }
}

/// A remedy that leaves the sanction as it is leaves the deviation too.
#[test]
fn a_sanction_that_stands_keeps_its_deviation() {
    let world = World::new();
    let agency = world.offices.agency;
    let medium = rows(&[], Some(SanctionLevel::Sedang), None);
    let mut game = recommended(&world, LawSet::Pp94, medium);
    let body = imposing(&[("pp94", "verbal_reprimand")], None);
    give(&mut game, agency, Role::PersonnelOfficer, A::Impose, body).unwrap();
    game.play(A::Deliver);
    game.play(A::FileObjection);
    game.play_with(A::DecideObjection, |d| {
        matches!(d, Details::Remedy(RemedyResult::Upheld, _))
    });
    let sanction = game.track_of(Machine::Sanction).unwrap();
    assert_eq!(sanction.sanction().unwrap().deviation, Some(D::Lighter));
}

/// A kind that was not in force on any day of the acts is refused, in its place.
#[test]
fn a_kind_is_one_of_the_day_of_the_acts() {
    let mut world = World::new();
    let raise = ("pp94_transition", "delay_periodic_raise_1y");
    let what = rows(&[], Some(SanctionLevel::Sedang), None);
    let refused = Err((
        "kind_in_catalogue",
        vec!["/details/measures/0/kind".to_owned()],
    ));
    let acts = {
        let game = recommended(&world, LawSet::Pp94, what.clone());
        game.file.case().unwrap().allegations[0].act_from.unwrap()
    };
    let eve = acts.pred_opt();
    for (from, to, wanted) in [
        (None, Some(acts), Ok(D::AsRecommended)),
        (Some(acts), None, Ok(D::AsRecommended)),
        (None, eve, refused.clone()),
        (acts.succ_opt(), None, refused),
    ] {
        for kind in &mut world.book.sanction_kinds {
            if (kind.regime.as_str(), kind.code.as_str()) == raise {
                (kind.valid_from, kind.valid_to) = (from, to);
            }
        }
        let game = recommended(&world, LawSet::Pp94, what.clone());
        assert_eq!(
            decided(&game, imposing(&[raise], None)),
            wanted,
            "{from:?} {to:?}"
        );
    }
}

/// The search for earlier sanctions of a person names the stages alone.
#[test]
fn what_took_effect_is_a_sanction() {
    assert!(EFFECTIVE.iter().all(|s| s.machine() == Machine::Sanction));
}
