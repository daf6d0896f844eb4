//! The joint leave of 18 August 2025 added late: a book without it, cases of 2025 of every kind whose terms are worked
//! days, the decree, and what follows.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    acts::Details,
    file::{CaseFile, SubjectKind, TermState},
    ids::CaseId,
    law::{Addition, Confidence, HolidayKind, LawSet, NewDayOff, NewRow, Unit},
    people::Role,
    procedure::{Action as A, Outcome},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, post},
    play::{Game, Start, World, day},
};
use serde_json::{Value, json};

use crate::{
    journal::{check_one, facts},
    law_changes::{ALL, day_off, preview},
    seen::ask,
    stand::{key, server, tell, token},
};

const LEAVE: &str = "2025-08-18";

/// The world whose book has no leave on that day.
fn without_leave() -> World {
    let mut world = World::new();
    let row = NewRow::DayOff(NewDayOff {
        day: day(LEAVE),
        becomes: HolidayKind::Withdrawn,
        name: "Cuti bersama".to_owned(),
        region: None,
        in_terms: false,
    });
    let addition = Addition {
        rows: vec![row],
        source: "SKB 3 Menteri".to_owned(),
        confidence: Confidence::Sure,
    };
    world.book.add(&addition, 1);
    assert!(world.book.calendar.is_working(day(LEAVE)));
    world
}

fn begun<'w>(world: &'w World, law: LawSet, on: &str, number: u128) -> Game<'w> {
    about(SubjectKind::Pns, world, law, on, number)
}

fn about<'w>(
    subject: SubjectKind,
    world: &'w World,
    law: LawSet,
    on: &str,
    number: u128,
) -> Game<'w> {
    let start = Start {
        number,
        ..Start::report(world, law).about(&[subject]).on(on)
    };
    let mut game = Game::start(world, &start);
    game.wait_minutes(30).play(A::CompleteInitialStudy);
    game
}

fn registered<'w>(world: &'w World, law: LawSet, on: &str, number: u128) -> Game<'w> {
    let mut game = begun(world, law, on, number);
    game.wait_minutes(30).play(A::RegisterReport);
    game
}

/// A review at BKN that Bawaslu studies.
fn studied(mut game: Game<'_>) -> Game<'_> {
    for action in [A::AppointTeam, A::SubmitStudy] {
        game.wait_minutes(30).play(action);
    }
    game.wait_minutes(30)
        .play_with(A::DecideOutcomes, |details| {
            matches!(details, Details::Outcomes(list)
            if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
        });
    let steps = [A::SendRecommendation, A::TakeIn, A::PassToBawaslu];
    for action in steps {
        game.wait_minutes(30).play(action);
    }
    game
}

/// A review recommended at BKN, and its sanction.
fn sanctioned(game: Game<'_>) -> Game<'_> {
    let mut game = studied(game);
    for action in [
        A::FindProven,
        A::IssueRecommendation,
        A::RecordReceipt,
        A::Summon,
    ] {
        game.wait_minutes(30).play(action);
    }
    game
}

/// Cases of both kinds of election before, over and after the day, running and ended, on every machine that counts
/// worked days.
fn cases(world: &World) -> Vec<Game<'_>> {
    let mut all = Vec::new();
    let mut number = 0;
    let mut next = || {
        number += 1;
        number
    };
    let dates = ["2025-07-21", "2025-08-11", "2025-08-14", "2025-08-19"];
    for law in [LawSet::Pemilu2022, LawSet::Pilkada2024] {
        for on in dates {
            all.push(begun(world, law, on, next()));
            all.push(registered(world, law, on, next()));
        }
        for on in ["2025-08-12", "2025-08-20"] {
            let mut served = sanctioned(registered(world, law, on, next()));
            all.push(served.clone());
            for action in [A::RecordExamination, A::Impose, A::Deliver] {
                served.wait_minutes(30).play(action);
            }
            all.push(served);
        }
        for on in ["2025-08-14", "2025-08-20"] {
            all.push(studied(registered(world, law, on, next())));
        }
        let mut contract = about(SubjectKind::Pppk, world, law, "2025-08-12", next());
        contract.wait_minutes(30).play(A::RegisterReport);
        all.push(sanctioned(contract));
        let mut ended = begun(world, law, "2025-08-13", next());
        ended.wait_minutes(30).play(A::WithdrawReport);
        all.push(ended);
    }
    assert!(
        all.iter()
            .any(|g| g.file.tracks.iter().all(|t| t.stage.is_final()))
    );
    all
}

/// Whether the day is one of the term's.
fn spans(term: &TermState) -> bool {
    let leave = day(LEAVE);
    term.is_open() && term.unit == Unit::WorkingDays && term.start < leave && leave <= term.due_day
}

type Moved = BTreeSet<(String, String, String, String)>;

/// What a preview lists: the track, the term, its day and the day it would have.
fn listed(preview: &Value) -> Moved {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let item = |i: &Value| {
        assert_eq!(i["kind"], "term", "{i}");
        let term = &i["term"]["code"];
        (
            text(&i["track_id"]),
            text(term),
            text(&i["was_due_day"]),
            text(&i["due_day"]),
        )
    };
    let items = preview["items"].as_array().unwrap();
    let all: Moved = items.iter().map(item).collect();
    assert_eq!(
        (all.len(), json!(all.len())),
        (items.len(), preview["terms"].clone())
    );
    all
}

/// What moved from one state of the cases to another; all else is as it was.
fn moved(before: &BTreeMap<CaseId, CaseFile>, after: &BTreeMap<CaseId, CaseFile>) -> Moved {
    let mut found = Moved::new();
    let pairs = before
        .iter()
        .flat_map(|(id, old)| old.tracks.iter().zip(&after[id].tracks));
    for (old, new) in pairs {
        let mut moves = 0;
        assert_eq!(old.terms.len(), new.terms.len());
        for (was, now) in old.terms.iter().zip(&new.terms) {
            if was.due_day == now.due_day {
                assert_eq!(was, now, "nothing else of a term changes");
                continue;
            }
            moves += 1;
            found.insert((
                old.id.to_string(),
                was.term.code().to_owned(),
                was.due_day.to_string(),
                now.due_day.to_string(),
            ));
        }
        assert_eq!(
            new.version,
            old.version + i64::from(moves > 0),
            "one row for what moved"
        );
        assert!(moves == 0 || !old.stage.is_final(), "nothing ended changes");
        if moves == 0 {
            assert_eq!(old, new);
        }
    }
    found
}

#[actix_web::test]
async fn the_joint_leave_of_18_august_2025_added_late_moves_exactly_the_open_terms_that_span_it() {
    for kind in kinds() {
        let world = without_leave();
        let server = server(kind, &world);
        let service = server.service().await;
        let change = async |body: &Value| {
            let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
            let done = ask(&service, post(ALL, &keeper, &key(), body)).await;
            assert_eq!(done.status, 202, "{}", done.text);
            server.app.count_anew().await.unwrap();
            ask(&service, get(&done.location.unwrap(), &keeper))
                .await
                .json()
        };
        let look = async |body: &Value| {
            let keeper = token(&server, &world, world.offices.national, Role::LawKeeper);
            let told = preview(&service, &keeper, body).await;
            assert_eq!(told.status, 200, "{}", told.text);
            told.json()
        };
        let (withdraw, decree) = (day_off(LEAVE, "withdrawn"), day_off(LEAVE, "joint_leave"));
        change(&withdraw).await;
        let mut ids = Vec::new();
        for game in cases(&world) {
            ids.push(tell(&server, &service, &game, |_| ()).await.case());
            let running = server.file(*ids.last().unwrap());
            assert_eq!(running.tracks.len(), game.file.tracks.len());
        }
        server
            .clock
            .set(netralitas_testkit::play::at("2025-10-01", 9, 0));
        let stored = || -> BTreeMap<CaseId, CaseFile> {
            ids.iter().map(|id| (*id, server.file(*id))).collect()
        };
        let before = stored();
        let every = || before.values().flat_map(|f| &f.tracks);
        let expected: BTreeSet<(String, String)> = every()
            .filter(|t| !t.stage.is_final())
            .flat_map(|t| {
                t.terms
                    .iter()
                    .filter(|x| spans(x))
                    .map(|x| (t.id.to_string(), x.term.code().to_owned()))
            })
            .collect();
        let others = every()
            .flat_map(|t| &t.terms)
            .filter(|x| x.is_open() && !spans(x))
            .count();
        let laws: BTreeSet<_> = every()
            .filter(|t| !t.stage.is_final() && t.terms.iter().any(spans))
            .map(|t| t.law.code())
            .collect();
        assert!(expected.len() > 5 && others > 5, "{expected:?} {others}");
        let every_text: BTreeSet<_> = ["bkn", "pemilu_2022", "pp94", "pppk"].into();
        assert_eq!(laws, every_text, "those that count worked days in 2025");

        let told = look(&decree).await;
        let named = listed(&told);
        let which: BTreeSet<_> = named
            .iter()
            .map(|(t, c, ..)| (t.clone(), c.clone()))
            .collect();
        assert_eq!(which, expected, "exactly what spans the day");
        assert_eq!(stored(), before, "a preview writes nothing");
        let made = change(&decree).await;
        assert_eq!(
            (&made["terms"], &made["cases"]),
            (&told["terms"], &told["cases"])
        );
        assert!(made["counted_at"].is_string());
        let after = stored();
        assert_eq!(
            moved(&before, &after),
            named,
            "what is applied is what was shown"
        );
        for id in &ids {
            check_one(&world, &facts(&server, *id));
        }

        // And back by a later row.
        let told = look(&withdraw).await;
        let back: Moved = named
            .iter()
            .cloned()
            .map(|(t, c, was, now)| (t, c, now, was))
            .collect();
        assert_eq!(listed(&told), back);
        change(&withdraw).await;
        assert_eq!(moved(&after, &stored()), back);
        assert_eq!(look(&decree).await["terms"], json!(named.len()));
    }
}
