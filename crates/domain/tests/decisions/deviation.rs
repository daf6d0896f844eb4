//! Recommendation and sanction against the law book: rows of the catalogue, the deviation that follows from both,
//! one sanction of discipline for several breaches, and a repeat.

use netralitas_domain::{
    acts::{Details, decide},
    file::{Measure, Recommendation},
    law::{LawSet, SanctionLevel},
    people::Role,
    procedure::{Action as A, Deviation as D, Machine, Mark, Stage as S},
};
use netralitas_testkit::play::{Body, Game, Ids, World, day, reach};

use crate::{asked, give, with};

fn rows(codes: &[&str], level: Option<SanctionLevel>, kind: Option<&str>) -> Recommendation {
    Recommendation {
        violations: codes.iter().map(|c| (*c).to_owned()).collect(),
        level,
        kind: kind.map(Into::into),
    }
}

fn measure((regime, kind): (&str, &str)) -> Measure {
    Measure {
        regime: regime.into(),
        kind: kind.into(),
        in_words: (regime == "pppk").then(|| Ids::from(77).id()),
        from: Some(day("2024-04-05")),
        to: Some(day("2027-04-05")),
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
